"""Objectives of Google's slo-generator, with the windows of its policies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sla_catalog.importing.indicators import Indicator
from sla_catalog.importing.objectives import ForeignWindow, Slo, promise
from sla_catalog.importing.reading import Reading, owner
from sla_catalog.importing.records import Read, Subject
from sla_catalog.importing.values import window_of
from sla_catalog.losses import Outcome
from sla_catalog.source.nodes import Mapping, Node

_QUERIES = {
    "filter_good": "good",
    "filter_bad": "bad",
    "filter_valid": "total",
    "query_good": "good",
    "query_valid": "total",
    "expression": "value",
    "query": "value",
}
_DAY = 86_400


def is_policy(root: Mapping) -> bool:
    """Tell whether a document holds policies of error budgets, beside other settings."""
    return any(entry.key.text == "error_budget_policies" for entry in root.entries)


def policies(readings: Sequence[Reading]) -> dict[str, str]:
    """Return the longest window of each policy; those below a day are burn rates."""
    found: dict[str, str] = {}
    for reading in readings:
        root = reading.document.root
        for name, policy in reading.entries(root, "error_budget_policies"):
            seconds = [reading.text(step, "window") for step in reading.items(policy, "steps")]
            days = [int(one) // _DAY for one in seconds if one.isdecimal() and len(one) < 10]
            if longest := max(days, default=0):
                found[name] = window_of(str(longest), "day")
    return found


def read(reading: Reading, policies: dict[str, str]) -> Iterator[Read]:
    """Yield what an SLO promises."""
    root = reading.document.root
    reading.at(root, "apiVersion"), reading.at(root, "kind")
    metadata = reading.at(root, "metadata")
    labels, inner = reading.at(metadata, "labels"), reading.at(root, "spec")
    spec = inner if inner is not None else root
    service = (
        reading.text(labels, "service_name")
        or reading.text(root, "service_name")
        or reading.text(metadata, "name")
    )
    name = (
        reading.text(labels, "slo_name")
        or reading.text(root, "slo_name")
        or reading.text(metadata, "name")
    )
    feature = reading.text(labels, "feature_name") or reading.text(root, "feature_name")
    described = reading.text(spec, "description") or reading.text(root, "slo_description")
    goal = reading.at(spec, "goal")
    goal = goal if goal is not None else reading.at(root, "slo_target")
    yield Subject(service, reading.span(root), owner=owner(reading, labels))
    policy = reading.text(spec, "error_budget_policy") or "default"
    found = policies.get(policy, "")
    if found:
        text = f"the window {found} is the longest of the policy `{policy}`"
        yield reading.note(Outcome.CHANGED, goal, text)
    yield from promise(
        reading,
        Slo(
            service,
            f"{feature} {name}".strip(),
            spec,
            goal,
            window=ForeignWindow(found),
            indicator=_indicator(reading, spec, (name, described)),
            description=described,
        ),
    )


def _indicator(reading: Reading, spec: Node, names: tuple[str, ...]) -> Indicator:
    place = reading.at(spec, "service_level_indicator")
    queries = {
        what: reading.text(place, key) for key, what in _QUERIES.items() if reading.text(place, key)
    }
    method = "Occurrences" if reading.text(spec, "method").startswith("good_bad") else ""
    return Indicator(names, method, queries)
