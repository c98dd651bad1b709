"""The comparison against the oracle: value, order and rank of each agreement in each case."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import combinations, product
from random import Random
from typing import Any

from contexts import TODAY, context
from data_file import data_of, entries, is_open
from hypothesis import given, settings
from hypothesis import strategies as st

from resolved.examples import EXAMPLES
from resolved.figures import seconds
from resolved.generated import CALENDARS, agreement
from resolved.oracle import Answer, Point, answers, cases_of
from sla_catalog.model.metric_types import BetterDirection
from sla_catalog.model.metrics import Metric
from sla_catalog.model.quantities import magnitude, unit_of
from sla_catalog.model.targets import Deadline, Range, Target
from sla_catalog.pages import labels
from sla_catalog.pages.addresses import Addresses
from sla_catalog.pages.comparison.columns import Compared, ComparisonTable
from sla_catalog.pages.context import RenderContext

NAMES = ("Alpha", "Beta", "Gamma")
FIRM = {"", "guaranteed", "reasonable_efforts"}
LOWER = {"latency", "response_time"}
LEAST = re.compile(r"^(at least|at most) ")
chances = st.randoms(use_true_random=True)
quick = settings(deadline=None, derandomize=True, max_examples=40)


def made(*chances_: Random) -> RenderContext:
    """Return agreements made by chance, `a0` and so on, with metrics that have names."""
    files = {"calendars.yaml": CALENDARS}
    for place, chance in enumerate(chances_):
        drawn = agreement(chance) | {"id": f"a{place}", "status": "active"}
        for name, metric in zip(NAMES, drawn["metrics"], strict=False):
            metric["name"] = name
        files[f"a{place}.yaml"] = json.dumps(drawn)
    return context(files)


def said(found: RenderContext, name: str) -> Iterator[tuple[Metric, Point, list[Answer]]]:
    """Yield what the oracle says of each metric of an agreement in each case."""
    one = found.catalog.by_id[name]
    for metric in one.listed("metrics"):
        points = cases_of(one, metric)
        told = answers(one, metric, found.catalog, points)
        yield from ((metric, *pair) for pair in zip(points, told, strict=True))


def worded(answer: Answer, kind: str) -> str:
    """Return a target without the operator that follows from which values are better."""
    return answer.target.removeprefix("at most " if kind in LOWER else "at least ")


@given(chances)
@quick
def test_the_data_say_for_each_case_what_the_oracle_says(chance: Random) -> None:
    found = made(chance)
    data = data_of(found)
    for metric, point, told in said(found, "a0"):
        mine = [
            entry
            for entry in entries(data, "a0", metric.type, point)
            if entry.label.split(",")[0] == metric.name
        ]
        figures = {(e.text, e.is_firm) for e in mine if not e.state and e.kind}
        expected = {
            (worded(one, metric.type), one.commitment in FIRM) for one in told if one.target
        }
        assert figures == expected, f"{metric.name} for {point}"
        absent = {f"{e.state}: {e.text}" for e in mine if e.state and e.state != "not-stated"}
        assert absent == {one.absence for one in told if one.absence}, f"{metric.name} for {point}"
        of_type = [m for m in found.catalog.by_id["a0"].listed("metrics") if m.type == metric.type]
        if len(of_type) == 1:
            is_firm = any(one.target and one.commitment in FIRM for one in told)
            assert is_open(data, "a0", metric.type, point) == (not is_firm)


def test_the_data_say_of_the_examples_what_the_oracle_says() -> None:
    found = RenderContext(EXAMPLES, TODAY, labels.load(), Addresses().href)
    data = data_of(found)
    columns = {column[0] for column in data["columns"]}
    for agreement_ in EXAMPLES.agreements:
        for kind in columns & {metric.type for metric in agreement_.listed("metrics")}:
            for point, told in _of_type(found, agreement_.id, kind):
                mine = {e for e in entries(data, agreement_.id, kind, point) if not e.state}
                figures = {one.target for one in told if one.target}
                bare = {LEAST.sub("", figure) for figure in figures}
                assert all(any(one in e.text for one in bare) for e in mine if e.kind)
                assert all(any(one in e.text for e in mine) for one in bare), (kind, point)
                marks = {e.text for e in mine if e.kind and not e.is_firm}
                loose = {one.target for one in told if one.target and one.commitment not in FIRM}
                assert bool(marks) == bool(loose)


def _of_type(found: RenderContext, name: str, kind: str) -> Iterator[tuple[Point, list[Answer]]]:
    """Yield what is said of the one metric of a type; several share no cases."""
    metrics = [m for m in found.catalog.by_id[name].listed("metrics") if m.type == kind]
    if len(metrics) == 1:
        yield from (
            (point, told) for metric, point, told in said(found, name) if metric is metrics[0]
        )


@given(chances)
@quick
def test_allowed_downtime_of_each_case_is_that_of_the_oracle(chance: Random) -> None:
    found = made(chance)
    data = data_of(found)
    for metric, point, told in said(found, "a0"):
        if metric.type != "availability":
            continue
        mine = [
            entry
            for entry in entries(data, "a0", "allowed-downtime", point)
            if entry.label.partition(", ")[0] == metric.name and not entry.state and entry.kind
        ]
        allowed = {one.downtime.headline for one in told if one.downtime}
        assert {seconds(entry.text) for entry in mine} == allowed
        assert {Fraction(entry.value) for entry in mine} == allowed


@given(chances)
@quick
def test_order_keys_are_in_the_order_of_amounts(chance: Random) -> None:
    found = made(chance)
    data = data_of(found)
    for kind in {metric.type for metric, _, _ in said(found, "a0")}:
        every = {e for _, point, _ in said(found, "a0") for e in entries(data, "a0", kind, point)}
        # What a stated rounding lets pass is what one can rely on, and is in the entry's value.
        numbered = [
            (e, Fraction(e.value) if "rounded: " in e.note else number(e.text, kind))
            for e in every
            if not e.state and e.kind
        ]
        for (one, a), (other, b) in combinations(numbered, 2):
            if one.kind == other.kind:
                assert (one.order > other.order, one.order == other.order) == (a > b, a == b)


@given(st.tuples(chances, chances, chances), chances)
@quick
def test_ranks_in_a_case_are_those_of_the_oracle(three: tuple[Random, ...], chance: Random) -> None:
    found = made(*three)
    comparison = ComparisonTable.of(found)
    case = choice(found, chance)
    for column in comparison.columns:
        if column.id not in {"availability", "success_rate", *LOWER}:
            continue
        for one, other in combinations(comparison.ranked(column, case), 2):
            if one.rank is None or other.rank is None:
                continue
            a, b = (relied(found, row.compared, column.id, case) for row in (one, other))
            better = (a > b) == (column.direction is BetterDirection.HIGHER)
            assert (one.rank == other.rank) == (a == b)
            assert one.rank == other.rank or (one.rank < other.rank) == better


@given(chances, chances)
@quick
def test_a_cell_says_what_holds_in_every_case_that_is_chosen(one: Random, chance: Random) -> None:
    found = made(one)
    comparison = ComparisonTable.of(found)
    case = choice(found, chance)
    for column in comparison.columns:
        listed = found.catalog.by_id["a0"].listed("metrics")
        if sum(metric.type == column.id for metric in listed) != 1:
            continue
        for ranked in comparison.ranked(column, case):
            cases = [*_in_chosen_cases(found, ranked.compared, column.id, case)]
            firm = [[a for a in told if a.target and a.commitment in FIRM] for told in cases]
            texts = {worded(answer, column.id) for told in firm for answer in told}
            if not all(firm):
                assert ranked.rank is None
            statistics = {answer.statistic for told in firm for answer in told}
            if len({kind_of(text) for text in texts}) != 1 or len(statistics) > 1:
                continue  # figures without one order, or a line for each statistic
            amounts = {text: number(text, column.id) for text in texts}
            ends = sorted({*amounts.values()}, reverse=column.id in LOWER)
            cell = ranked.said.cell
            assert amounts[cell.value.replace("\u00a0", " ")] == ends[0]
            best = cell.best.removeprefix("at best ").replace("\u00a0", " ")
            assert amounts.get(best, ends[0]) == ends[-1]


def _in_chosen_cases(
    found: RenderContext, row: Compared, kind: str, case: Mapping[str, str]
) -> Iterator[list[Answer]]:
    own = chosen_of(row, case)
    for metric, point, told in said(found, row.agreement.id):
        if metric.type == kind and all(point.get(key, v) == v for key, v in own.items()):
            yield told


def kind_of(text: str) -> str:
    """Return with what a target has an order: its unit, or the times of a day."""
    value: Any = Target.parse(text).value
    if isinstance(value, Deadline):
        return "time of a day"
    return unit_of(value.low if isinstance(value, Range) else value)


def choice(found: RenderContext, chance: Random) -> dict[str, str]:
    """Choose a value of some dimensions; of severities the place."""
    values: dict[str, list[str]] = {}
    for one in found.catalog.agreements:
        for name, own in one.dimension_values().items():
            known = values.setdefault(name, [])
            places = [str(n + 1) for n in range(len(own))]
            known += [v for v in (places if name == "severity" else own) if v not in known]
    names = chance.sample(sorted(values), chance.randint(0, len(values)))
    return {name: chance.choice(values[name]) for name in names}


def relied(found: RenderContext, row: Compared, kind: str, case: Mapping[str, str]) -> Fraction:
    """Return the amount that holds in every case that is chosen, by the oracle.

    A dimension that none of its metrics speaks of is not one by which an agreement is chosen.
    """
    amounts = [
        number(worded(one, kind), kind)
        for told in _in_chosen_cases(found, row, kind, case)
        for one in told
        if one.target and one.commitment in FIRM
    ]
    return max(amounts) if kind in LOWER else min(amounts)


def chosen_of(row: Compared, case: Mapping[str, str]) -> Mapping[str, str]:
    """Return what was chosen in the agreement's own words."""
    order = [one.id for one in row.agreement.severities or ()]
    return {
        key: order[int(value) - 1] if key == "severity" else value
        for key, value in case.items()
        if key in row.values and (key != "severity" or int(value) <= len(order))
    }


def number(text: str, kind: str) -> Fraction:
    """Return the end of a target that can be relied on."""
    value: Any = Target.parse(text).value
    if isinstance(value, Deadline):
        hours, minutes = (value.time or "24:00").split(":")
        return Fraction(int(hours) * 60 + int(minutes) + value.next_day * 24 * 60)
    if isinstance(value, Range):
        value = value.high if kind in LOWER else value.low
    assert unit_of(value)
    return magnitude(value)


def test_every_dimension_and_value_that_is_spoken_of_can_be_chosen() -> None:
    metric = {
        "id": "up",
        "type": "availability",
        "window": "calendar month",
        "objectives": [
            {"when": {"plan": plan, "region": region}, "target": target}
            for (plan, region), target in zip(
                product(("gold", "silver"), ("north", "south")),
                ("99.9 %", "99.8 %", "99.7 %", "99.6 %"),
                strict=True,
            )
        ],
    }
    one = {
        "id": "one",
        "kind": "sla",
        "title": "One",
        "owner": "Team",
        "status": "active",
        "dimensions": {"plan": ["gold", "silver"], "region": ["north", "south"], "size": ["s"]},
        "metrics": [metric],
    }
    data = data_of(context({"one.yaml": json.dumps(one)}))
    assert [(name, [v for v, _, _ in values]) for name, _, values, _ in data["dimensions"]] == [
        ("plan", ["gold", "silver"]),
        ("region", ["north", "south"]),
    ]
    case = {"plan": "silver", "region": "north"}
    assert [e.text for e in entries(data, "one", "availability", case)] == ["99.7 %"]


def test_metrics_of_one_name_are_told_apart_by_cases_or_else_by_clauses() -> None:
    up = {"type": "availability", "window": "calendar month", "target": "99 %"}
    found = ComparisonTable.of(
        context(
            {
                f"{name}.yaml": json.dumps(
                    {
                        "id": name,
                        "kind": "sla",
                        "title": name,
                        "owner": "Team",
                        "services": [{"id": "mail", "name": "Mail"}, {"id": "web", "name": "Web"}],
                        "metrics": [up | {"id": "a"} | one, up | {"id": "b"} | other],
                    }
                )
                for name, one, other in (
                    ("alike", {}, {}),
                    ("apart", {"when": {"service": "mail"}}, {"when": {"service": "web"}}),
                )
            }
        )
    )
    labels_ = {
        row.agreement.id: [p.label for part in row.by_column["availability"] for p in part.points]
        for row in found.rows
    }
    assert labels_ == {
        "alike": ["Availability, clause 2.1", "Availability, clause 2.2"],
        "apart": ["Availability, Mail", "Availability, Web"],
    }
