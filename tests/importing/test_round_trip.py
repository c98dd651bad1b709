"""What goes into another format and comes back means the same."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafts import catalog_of
from openslo import mistakes
from sla_catalog.changes import compared
from sla_catalog.exports.neighbours import NEIGHBOURS
from sla_catalog.exports.yaml import written
from sla_catalog.importing.agreements import agreements
from sla_catalog.importing.folder import read_files
from sla_catalog.losses import Outcome
from sla_catalog.model.catalog import Catalog
from sla_catalog.source.limits import Limits
from sla_catalog.source.tree import SourceFile

DAY = date(2026, 12, 2)
HEAD = {"id": "shop", "kind": "sla", "title": "Shop", "owner": "Team", "customer": "TODO"}
CALENDAR = ("month", "quarter", "week", "half-year", "year", "day")
WINDOWS = (*(f"calendar {unit}" for unit in CALENDAR), "rolling 30 days", "rolling 12 h")
SHARES = st.decimals("50", "99.99", places=2).map(lambda number: f"{number} %")
NAMES = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12)
TEXTS = st.sampled_from(["Requests", "x" * 63, f"Requests {'of customers ' * 9}at night"])
MAYBE: dict[str, Any] = {
    "commitment": st.sampled_from(["objective", "guaranteed"]),
    "method": st.sampled_from(["events", "slices", "time"]),
}

share = st.fixed_dictionaries(
    {
        "type": st.sampled_from(["availability", "success_rate"]),
        "target": SHARES,
        "window": st.sampled_from(WINDOWS),
    },
    optional=MAYBE | {"name": NAMES | TEXTS, "description": TEXTS | st.just("long text " * 150)},
)
latency = st.fixed_dictionaries(
    {
        "type": st.just("latency"),
        "target": st.sampled_from(["300 ms", "2 s", "less than 1 min"]),
        "window": st.sampled_from(WINDOWS),
        "compliance": SHARES.map(lambda text: f"{text} of requests"),
    },
    optional=MAYBE,
)
amount = st.fixed_dictionaries(
    {
        "type": st.sampled_from(
            ["latency", "data_freshness", "retention", "rto", "resolution_time"]
        ),
        "target": st.builds(
            lambda number, unit: f"{number} {unit}",
            st.integers(2, 900),
            st.sampled_from(["ms", "s", "min", "h", "days", "weeks", "months", "years"]),
        ),
    },
    optional={"commitment": MAYBE["commitment"], "statistic": st.just("p99")},
)


def shop(
    metrics: Mapping[str, Mapping[str, str]], more: Mapping[str, object] | None = None
) -> Catalog:
    listed = [{"id": name, **metric} for name, metric in metrics.items()]
    head = {**HEAD, **(more or {})}
    services = [{"id": "shop", "name": head["title"]}]
    return catalog_of({"shop": written({**head, "services": services, "metrics": listed})})


def there_and_back(catalog: Catalog, name: str) -> list[str]:
    """Return what differs between a catalog and what its export in a format reads as."""
    made = NEIGHBOURS[name](catalog.agreements[0], catalog)
    assert name != "openslo" or mistakes(made.text) == []
    read, _ = read_files([SourceFile(made.name, made.text.encode())], Limits())
    back = catalog_of(dict(agreements(read, DAY).texts))
    return differences(catalog, back)


def differences(base: Catalog, head: Catalog) -> list[str]:
    """Return what differs, apart from where things were found."""
    found = compared(base, head, DAY).changes
    return [f"{one.path}: {one.message}" for one in found if "source" not in one.path]


@given(
    st.dictionaries(NAMES, share | latency, min_size=1, max_size=4),
    st.sampled_from(["", "Europe/Berlin"]),
    TEXTS,
)
@settings(max_examples=60, deadline=None)
def test_openslo_brings_back_each_share_and_each_limit(
    metrics: dict[str, dict[str, str]], zone: str, title: str
) -> None:
    is_held = zone and any(one["window"].startswith("calendar") for one in metrics.values())
    more = {"duration": {"timezone": zone}} if is_held else {}
    assert there_and_back(shop(metrics, {"title": title, **more}), "openslo") == []


def test_what_openslo_cannot_hold_is_left_out_with_the_reason() -> None:
    window = {"window": "calendar month"}
    catalog = shop({
        "all": {"type": "availability", "target": "100 %", **window},
        "none": {"type": "availability", "target": "99 %"},
        "paid": {"type": "availability", "target": "99 %", "window": "billing month"},
    })  # fmt: skip
    made = NEIGHBOURS["openslo"](catalog.agreements[0], catalog)
    assert "kind: SLO" not in made.text
    assert [(note.outcome, note.text) for note in made.notes] == [
        (Outcome.LEFT_OUT, f"Availability: {text}")
        for text in (
            "a target of OpenSLO is below 1, and `100 %` is not",
            "its window is not stated",
            "its window `billing month` is none of OpenSLO's",
        )
    ]


@given(st.dictionaries(NAMES, share | latency | amount, min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_a_data_contract_brings_back_each_amount(metrics: dict[str, dict[str, str]]) -> None:
    assert there_and_back(shop(metrics), "odcs") == []


@given(
    st.decimals("0.0001", "0.9999", places=4), st.sampled_from(["30d", "28d", "1w", "12h", "1M"])
)
@settings(max_examples=60, deadline=None)
def test_an_slo_goes_out_as_it_came_in(target: Decimal, window: str) -> None:
    slo = written(
        {
            "apiVersion": "openslo/v1",
            "kind": "SLO",
            "metadata": {"name": "shop-orders", "displayName": "Orders"},
            "spec": {
                "service": "shop",
                "indicatorRef": "shop-orders",
                "timeWindow": [{"duration": window, "isRolling": True}],
                "budgetingMethod": "Occurrences",
                "objectives": [{"displayName": "Orders", "target": target.normalize()}],
            },
        }
    )
    first = read(slo)
    made = NEIGHBOURS["openslo"](first.agreements[0], first)
    again = read(made.text)
    assert differences(first, again) == []


def read(text: str) -> Catalog:
    found, _ = read_files([SourceFile("slo.yaml", text.encode())], Limits())
    return catalog_of(dict(agreements(found, DAY).texts))


@pytest.mark.parametrize("name", ["openslo", "odcs"])
def test_a_changed_figure_is_not_covered_up_by_what_was_noted(name: str) -> None:
    catalog = shop({"uptime": {"type": "availability", "target": "99.5 %", "window": WINDOWS[0]}})
    made = NEIGHBOURS[name](catalog.agreements[0], catalog)
    text = made.text.replace("target: 0.995", "target: 0.98").replace("value: 99.5", "value: 98")
    back = read(text)
    metrics = back.agreements[0].metrics
    assert isinstance(metrics, tuple)
    assert [str(metric.target) for metric in metrics] == ["98 %"]


PERCENTAGES = st.sampled_from(["99.9", "99.99", "99.5", "99", "95", "99.0"])
LENGTHS = st.sampled_from(
    [("4", "d"), ("3", "y"), ("24", "hours"), ("8", "h"), ("2", "years"), ("30", "minutes"),
     ("500", "ms"), ("7 years", "years"), ("25h", ""), ("P1Y", ""), ("6", "m"), ("1", "year")]
)  # fmt: skip
SHARED = st.sampled_from([("99.9", "percent"), ("99.5", "%"), ("99.9%", ""), ("95%", "%")])


@st.composite
def service_levels(draw: st.DrawFn) -> str:
    """Draw a data contract with service levels as they were met."""
    levels: list[dict[str, object]] = []
    for name in draw(st.lists(st.sampled_from(
        ["latency", "freshness", "retention", "timeToRepair", "availability", "completeness"]
    ), min_size=1, max_size=4, unique=True)):  # fmt: skip
        is_share = name in {"availability", "completeness"}
        value, unit = draw(SHARED if is_share else LENGTHS)
        level: dict[str, object] = {"property": name, "value": value}
        levels.append(level | {"unit": unit} if unit else level)
    head = {"apiVersion": "v3.1.0", "kind": "DataContract", "id": "shop", "name": "Shop"}
    return written({**head, "version": "1.0.0", "status": "active", "slaProperties": levels})


@st.composite
def sloth(draw: st.DrawFn) -> str:
    """Draw a file of sloth, which says nothing of windows."""
    shares = draw(st.lists(PERCENTAGES, min_size=1, max_size=3))
    slos = [
        {"name": f"requests-{n}", "objective": share, "sli": {"raw": {"error_ratio_query": "e"}}}
        for n, share in enumerate(shares)
    ]
    return written({"version": "prometheus/v1", "service": "shop", "slos": slos})


@st.composite
def pyrra(draw: st.DrawFn) -> str:
    """Draw a file of pyrra."""
    spec = {
        "target": draw(PERCENTAGES),
        "window": draw(st.sampled_from(["30d", "2w", "1d", "28d"])),
        "indicator": {"ratio": {"errors": {"metric": "e"}, "total": {"metric": "t"}}},
    }
    head = {"apiVersion": "pyrra.dev/v1alpha1", "kind": "ServiceLevelObjective"}
    return written({**head, "metadata": {"name": "shop"}, "spec": spec})


def came_back(text: str, name: str) -> list[str]:
    """Return what differs between an imported file and what its export in a format reads as."""
    first = read(text)
    made = NEIGHBOURS[name](first.agreements[0], first)
    return differences(first, read(made.text))


@given(service_levels())
@settings(max_examples=60, deadline=None)
def test_a_data_contract_goes_out_as_it_came_in(text: str) -> None:
    assert came_back(text, "odcs") == []


@given(sloth() | pyrra())
@settings(max_examples=40, deadline=None)
def test_rules_of_slo_tools_mean_the_same_in_a_data_contract(text: str) -> None:
    assert came_back(text, "odcs") == []


@given(pyrra())
@settings(max_examples=20, deadline=None)
def test_rules_with_a_window_mean_the_same_in_openslo(text: str) -> None:
    # An indicator has no place: the export asks for one by name.
    assert [one for one in came_back(text, "openslo") if ".formula" not in one] == []


@given(sloth())
@settings(max_examples=20, deadline=None)
def test_rules_without_a_window_are_told_as_what_openslo_cannot_hold(text: str) -> None:
    first = read(text)
    made = NEIGHBOURS["openslo"](first.agreements[0], first)
    assert {(note.outcome, note.text.partition(": ")[2]) for note in made.notes} == {
        (Outcome.LEFT_OUT, "its window is not stated")
    }
