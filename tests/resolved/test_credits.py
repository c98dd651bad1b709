"""Credits: what is resolved is what a second, simpler reading of the record says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from math import ceil, floor
from operator import ge, gt, le, lt
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from drafts import catalog_of
from sla_catalog.calculation.bands import credit_at
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.fields import Absence
from sla_catalog.model.remedies import Cap
from sla_catalog.resolved.credits import Sum, credits_of
from sla_catalog.resolved.highest import highest_of
from sla_catalog.resolved.schedules import CreditCase, cases_of
from sla_catalog.resolved.settlements import worked_example
from sla_catalog.resolved.totals import totals_of

TOTALS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "cases/totals.yaml").read_text(encoding="utf-8")
)
EDGES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "cases/edges.yaml").read_text(encoding="utf-8")
)
HEAD = {"id": "a", "kind": "sla", "title": "A", "owner": "Us", "customer": "You"}
WINDOW = Fraction(30 * 86400)
PERCENTS = [Fraction(n, 20) for n in range(2001)]  # finer than edges and steps below


def catalog(written: dict[str, Any]) -> Catalog:
    return catalog_of({"a": yaml.safe_dump({**HEAD, **written}, sort_keys=False)}, "UTC")


def total_words(total: Sum | None) -> str:
    return "no limit" if total is None else f"{total.amount}"


def apart_words(cap: Cap | Absence) -> str:
    return f"cut by {cap.kind if isinstance(cap, Absence) else cap.derived_id}"


@pytest.mark.parametrize("case", TOTALS, ids=lambda case: case["says"])
def test_the_highest_credit(case: dict[str, Any]) -> None:
    found = catalog(yaml.safe_load(case["agreement"]))
    totals = totals_of(found.by_id["a"], found)
    said = [
        " ".join(
            part
            for part in (
                total_words(total.highest.total),
                f"of {total.highest.form.of}" if "%" in total_words(total.highest.total) else "",
                "" if total.highest.is_whole else "in part",
                f"beside {total_words(total.limited.highest.total)}" if total.limited else "",
                *map(apart_words, total.highest.apart),
            )
            if part
        )
        for total in totals
    ]
    assert said == case["highest"]


@pytest.mark.parametrize("case", EDGES, ids=lambda case: case["says"])
def test_the_longest_downtime_that_earns_nothing(case: dict[str, Any]) -> None:
    metric = {
        "id": "m", "type": "availability", "window": "rolling 30 days", "target": case["target"],
        "rounding": case["rounding"],
    }  # fmt: skip
    credit = {"id": "c", "metrics": ["m"], "tiers": [{"below": "target", "credit": "10 %"}]}
    found = catalog({"metrics": [metric], "remedies": {"credits": [credit]}})
    (schedule,) = cases_of(found.by_id["a"], credits_of(found.by_id["a"])[0], found)
    assert schedule.kept is not None
    down = schedule.down(schedule.kept)
    assert down is not None
    assert down.upper is not None
    assert (str(Fraction(down.upper)), down.upper_included) == (case["seconds"], case["included"])


# The second reading: one tier after the other, straight from what is written.

MODES: dict[str, Callable[[Fraction], int]] = {
    "down": floor,
    "up": ceil,
    "half_up": lambda x: floor(x + Fraction(1, 2)),
}


def rounded(value: Fraction, rounding: dict[str, str] | None) -> Fraction:
    if rounding is None:
        return value
    scale = 10 ** int(rounding["digits"])
    return Fraction(MODES[rounding["mode"]](value * scale), scale)


def number(text: str, target: str) -> Fraction:
    return Fraction((target if text == "target" else text).removesuffix(" %"))


def begins(tier: dict[str, str], target: str) -> tuple[Fraction, int] | None:
    """Return where a tier begins, as values fall; an edge that is not included is lower."""
    if "to" in tier:
        return number(tier["to"], target), 0
    return (number(tier["below"], target), -1) if "below" in tier else None


def holds(tier: dict[str, str], value: Fraction, target: str) -> bool:
    tests = {"above": gt, "from": ge, "below": lt, "to": le}
    return all(test(value, number(tier[key], target)) for key, test in tests.items() if key in tier)


def amount(tier: dict[str, str], value: Fraction, target: str) -> Fraction:
    credit = Fraction(tier["credit"].removesuffix(" %"))
    if "each" not in tier:
        return credit
    start = begins(tier, target)
    assert start is not None
    steps = (start[0] - value) / Fraction(tier["each"].removesuffix(" %"))
    count = ceil(steps) if tier["part"] == "counts" else floor(steps)
    if "first" not in tier:
        return count * credit
    return Fraction(tier["first"].removesuffix(" %")) + max(0, count - 1) * credit


def earned(credit: dict[str, Any], value: Fraction, target: str) -> Fraction:
    tiers = credit["tiers"]
    held = [tier for tier in tiers if holds(tier, value, target)]
    if credit.get("tiers_combine") == "add":
        return sum((amount(tier, value, target) for tier in held), Fraction(0))
    starts = [start for tier in tiers if (start := begins(tier, target))]
    last = [
        tier
        for tier in held
        if "above" in tier
        or "from" in tier
        or not any(
            start < (begins(tier, target) or start) and reached(start, value) for start in starts
        )
    ]
    return max((amount(tier, value, target) for tier in last), default=Fraction(0))


def reached(start: tuple[Fraction, int], value: Fraction) -> bool:
    return value < start[0] or (value == start[0] and start[1] == 0)


PERCENT = st.integers(900, 1000).map(lambda n: f"{Decimal(n) / 10} %")
CREDIT = st.integers(0, 60).map(lambda n: f"{n} %")


@st.composite
def tier(draw: st.DrawFn) -> dict[str, str]:
    upper = draw(st.sampled_from(["below", "to"]))
    edge = draw(st.one_of(st.just("target"), PERCENT))
    found = {upper: edge, "credit": draw(CREDIT)}
    if draw(st.booleans()):
        lower = draw(st.sampled_from(["above", "from"]))
        found |= {lower: draw(PERCENT)}
    if draw(st.integers(0, 2)) == 0:
        part = draw(st.sampled_from(["counts", "does_not_count"]))
        size = draw(st.sampled_from(["0.5 %", "1 %", "2.5 %", "5 %"]))
        found |= {"each": size, "part": part}
        if draw(st.booleans()):
            found |= {"first": draw(CREDIT)}
    return found


CREDITS = st.fixed_dictionaries(
    {
        "id": st.just("c"),
        "metrics": st.just(["m"]),
        "tiers": st.lists(tier(), min_size=1, max_size=4, unique_by=str),
    },
    optional={"tiers_combine": st.sampled_from(["replace", "add"])},
)
ROUNDED = st.one_of(
    st.none(),
    st.fixed_dictionaries(
        {"digits": st.sampled_from(["0", "1", "2"]), "mode": st.sampled_from(list(MODES))}
    ),
)
TARGETS = st.integers(950, 999).map(lambda n: f"{Decimal(n) / 10} %")


def case_of(
    credit: dict[str, Any], target: str, rounding: dict[str, str] | None
) -> tuple[Catalog, CreditCase] | None:
    metric: dict[str, Any] = {
        "id": "m",
        "type": "availability",
        "target": target,
        "window": "rolling 30 days",
    }
    metric |= {"rounding": rounding} if rounding else {}
    remedies = {"base": "fee", "credits": [credit]}
    found = catalog({"metrics": [metric], "remedies": remedies, "conditions": {"currency": "EUR"}})
    agreement = found.by_id.get("a")
    if agreement is None:  # two tiers with one id are refused
        return None
    (resolved,) = credits_of(agreement)
    (case,) = cases_of(agreement, resolved, found)
    return found, case


@given(CREDITS, TARGETS, ROUNDED)
@settings(max_examples=40, deadline=None)
def test_schedule_edges_example_and_highest_credit_are_what_the_record_says(
    credit: dict[str, Any], target: str, rounding: dict[str, str] | None
) -> None:
    made = case_of(credit, target, rounding)
    if made is None:
        return
    found, case = made
    assert highest_of(found.by_id["a"], case.credit, found)[0].total == Sum(
        case.form, max(earned(credit, value, target) for value in PERCENTS)
    )
    for minutes in range(0, 3 * 1440, 143):
        down = Fraction(minutes * 60)
        value = rounded(100 * (WINDOW - down) / WINDOW, rounding)
        assert credit_at(case.schedule, value) == earned(credit, value, target)
        deciding = [
            amount(written, value, target)
            for place, written in enumerate(credit["tiers"])
            if (held := case.down_earning(place)) is not None and held.holds(down)
        ]
        total = sum(deciding) if credit.get("tiers_combine") == "add" else max(deciding, default=0)
        assert total == earned(credit, value, target)
        for place, written in enumerate(credit["tiers"]):
            interval = case.down_of(place)
            assert interval is not None
            assert interval.holds(down) == holds(written, value, target)
    example = worked_example(
        found.by_id["a"], found, case.credit, case, date(2026, 12, 2), Decimal(1000)
    )
    if example is not None:
        assert example.outage is not None
        value = rounded(100 * (43200 - example.outage) / 43200, rounding)
        share = earned(credit, value, target)
        cents = Decimal(share.numerator) * 10 / Decimal(share.denominator)
        exact = Context(prec=30, rounding=ROUND_HALF_UP).quantize(cents, Decimal("0.01"))
        assert (example.sums[0].number, example.money.paid) == (share, exact)


VALUES = {"plan": ["gold", "silver", "bronze"], "region": ["eu", "us"]}
WHENS = st.dictionaries(
    st.sampled_from([*VALUES]),
    st.integers(1, 7),
    max_size=2,
).map(lambda picked: {n: some for n, bits in picked.items() if (some := chosen(n, bits))})


def chosen(dimension: str, bits: int) -> list[str]:
    return [value for place, value in enumerate(VALUES[dimension]) if bits & 1 << place]


@given(st.lists(WHENS, min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_in_each_case_just_those_tiers_hold_that_cover_it(
    whens: list[dict[str, list[str]]],
) -> None:
    tiers = [
        {"below": f"{99 - place} %", "credit": f"{place + 1} %"} | ({"when": when} if when else {})
        for place, when in enumerate(whens)
    ]
    metric = {"id": "m", "type": "availability", "target": "99.5 %", "window": "calendar month"}
    remedies = {"base": "fee", "credits": [{"id": "c", "metrics": ["m"], "tiers": tiers}]}
    found = catalog({"dimensions": VALUES, "metrics": [metric], "remedies": remedies})
    resolved = credits_of(found.by_id["a"])
    for plan in VALUES["plan"]:
        for region in VALUES["region"]:
            case = {"plan": plan, "region": region}
            expected = [
                place
                for place, when in enumerate(whens)
                if all(case[name] in values for name, values in when.items())
            ]
            held = [
                [place for place, _ in one.tiers]
                for one in resolved
                if not one.when or any(all(case[n] in box[n] for n in box) for box in one.when)
            ]
            assert held == ([expected] if expected else [])
