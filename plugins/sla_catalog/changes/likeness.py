"""What names tell of two metrics: the same measure of other cases, or perhaps a replacement."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from sla_catalog.changes.change import Change, Effect
from sla_catalog.changes.values import canonical
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.dimensions import DimensionValue
from sla_catalog.model.metric_types import CUSTOM
from sla_catalog.model.metrics import Commitment, Metric
from sla_catalog.resolved.consequences import without_consequence

# What two metrics have in common that were one. Two promises of one type are not: a time to fix and
# a time to a workaround have other names.
_MEASURE = ("type", "description", "statistic", "per", "method", "formula", "counted", "owed_by",
            "unit", "source")  # fmt: skip
_BETWEEN = frozenset(
    ("for", "of", "on", "in", "with", "für", "von", "im", "mit", "pour", "de", "du", "en", "avec")
)


def is_same_measure(one: Metric, other: Metric, agreement: Agreement, catalog: Catalog) -> bool:
    """Tell whether two metrics surely measure the same; of a custom type only its name says what.

    A name may say of which cases a metric speaks: “Uptime, Gold” is the uptime of that plan. What
    is not sure is told as a promise that is gone and one that is new.
    """
    is_told = one.type != CUSTOM or one.name is not None
    return (
        is_told
        and all(
            canonical(getattr(one, name)) == canonical(getattr(other, name)) for name in _MEASURE
        )
        and (one.name == other.name or _is_named_alike(one, other, agreement, catalog))
    )


def _is_named_alike(one: Metric, other: Metric, agreement: Agreement, catalog: Catalog) -> bool:
    """Tell whether the names of two metrics differ only by the cases of which they speak."""
    cases = _BETWEEN | {word for name in _names_of_cases(agreement) for word in _words(name)}
    sides = (
        [word for word in _words(_name(metric, catalog)) if word not in cases]
        for metric in (one, other)
    )
    was, now = sides
    return bool(was) and was == now


def _name(metric: Metric, catalog: Catalog) -> str:
    kind = catalog.kind_of(metric)
    return metric.name or (kind.name if kind else "")


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _names_of_cases(agreement: Agreement) -> Iterator[str]:
    """Yield the ids and names of dimensions and of their values."""
    for name, values in agreement.dimension_values().items():
        yield name
        yield from values
    for dimension in agreement.own_dimensions.values():
        yield dimension.name or ""
        for value in dimension.values:
            yield value.name if isinstance(value, DimensionValue) else ""
    for listed in ("severities", "services", "request_types"):
        yield from (getattr(one, "name", None) or "" for one in agreement.listed(listed))


def with_replacements(
    changes: Iterable[Change], base: Catalog, head: Catalog, partners: Mapping[str, Agreement]
) -> Iterator[Change]:
    """Yield changes; of a promise that is gone or new they say what else it may be."""
    known = {one.id for one in partners.values()}
    come = [one for one in head.agreements if one.id not in known]
    old_ids = {new.id: old for old, new in partners.items()}
    for change in changes:
        old = base.by_id.get(old_ids.get(change.agreement, change.agreement))
        now = head.by_id.get(change.agreement)
        name = change.path.removeprefix("metrics[").partition("]")[0]
        found: list[str] = []
        if change.kind.id == "objective-removed" and old is not None:
            gone = next((m for m in old.listed("metrics") if m.id == name), None)
            if gone:
                news = _unknown(now, old)
                found = [
                    *_lost(gone, old),
                    *_alike_here(gone, news),
                    *_likely("likely replaced by", gone, news),
                    *_alike_elsewhere(gone, come),
                ]
        if change.kind.id == "objective-added" and old is not None and now is not None:
            new = next((m for m in now.listed("metrics") if m.id == name), None)
            if new:
                found = [
                    *_unsecured(new, now),
                    *_likely("likely in place of", new, _unknown(old, now)),
                ]
        if change.kind.id == "severity-removed" and now is not None:
            found = [*_left(now)]
        yield _with_words(change, found)


def _with_words(change: Change, found: Sequence[str]) -> Change:
    """Add words to what is said of a change already."""
    if not found:
        return change
    said = change.effect or Effect("")
    return replace(change, effect=replace(said, text="; ".join(filter(None, (said.text, *found)))))


def _left(now: Agreement) -> Iterator[str]:
    """Say which severities its cases can have instead."""
    names = [one.id for one in now.severities or ()]
    if names:
        yield f"its cases have to be {' or '.join(names)} now"


def _lost(gone: Metric, old: Agreement) -> Iterator[str]:
    """Say that a promise had a consequence, which is gone with it."""
    if gone.id not in without_consequence(old) and _is_promised(gone):
        yield "what followed when it was missed is lost with it"


def _unsecured(new: Metric, now: Agreement) -> Iterator[str]:
    """Say that nothing follows when a new promise is missed."""
    if new.id in without_consequence(now) and _is_promised(new):
        yield "no remedy is stated for it"


def _is_promised(metric: Metric) -> bool:
    return any(
        cell.target is not None and (cell.commitment or metric.commitment) in _BINDING
        for cell in metric.promises
    )


_BINDING = {None, Commitment.GUARANTEED, Commitment.REASONABLE_EFFORTS}


def _unknown(agreement: Agreement | None, other: Agreement) -> list[Metric]:
    """Return the metrics of an agreement that another version does not have."""
    known = {one.id for one in other.listed("metrics")}
    return [one for one in agreement.listed("metrics") if one.id not in known] if agreement else []


def _alike_here(gone: Metric, news: Sequence[Metric]) -> Iterator[str]:
    for metric in news:
        if (metric.type, metric.name) == (gone.type, gone.name):
            yield f"new in this agreement is {metric.id}: {_figures(metric)}"


def _likely(words: str, one: Metric, others: Sequence[Metric]) -> Iterator[str]:
    """Say which metrics of the other version measure the like under other names."""
    alike = [
        other
        for other in others
        if (other.type, other.unit) == (one.type, one.unit)
        and one.type != CUSTOM
        and other.name != one.name
    ]
    if alike:
        named = [f"“{other.name or other.id}” ({_figures(other)})" for other in alike]
        names = " and ".join(filter(None, (", ".join(named[:-1]), named[-1])))
        yield f"{words} {names}: a person has to tell whether other names mean the same"


def _figures(metric: Metric) -> str:
    targets = [str(one.target) for one in metric.promises if one.target is not None]
    return ", ".join(targets) or "no figure"


def _alike_elsewhere(gone: Metric, come: Iterable[Agreement]) -> Iterator[str]:
    for agreement in come:
        for metric in agreement.listed("metrics"):
            is_named_alike = gone.name is not None and metric.name == gone.name
            if metric.type == gone.type and (metric.id == gone.id or is_named_alike):
                yield f"the new agreement {agreement.id} has one: {_figures(metric)}"
