"""Every figure of `catalog.json` and `metrics.csv` against the oracle."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from io import StringIO
from typing import Any

from hypothesis import given, settings

from sla_catalog.exports.catalog import catalog_json
from sla_catalog.exports.metrics import metrics_csv
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.targets import Deadline, Range, ScaleStep, Target

from .examples import EXAMPLES
from .generated import Drawn, agreements, catalog
from .oracle import Answer, Point, answers, as_written, cases_of
from .windows import Length

TODAY = date(2026, 12, 2)
COLUMNS = (
    "objective",
    "target",
    "operator",
    "window",
    "statistic",
    "commitment",
    "absence",
    "reason",
    "allowed_downtime_seconds",
    "allowed_downtime_shortest_seconds",
    "allowed_downtime_longest_seconds",
    "allowed_downtime_operator",
)


def test_the_example_catalog_exports_what_the_oracle_says() -> None:
    _compare(EXAMPLES)


@given(agreements())
@settings(deadline=None, derandomize=True, max_examples=60)
def test_a_generated_catalog_exports_what_the_oracle_says(drawn: Drawn) -> None:
    _compare(catalog(drawn))


def _compare(catalog: Catalog) -> None:
    document = json.loads(catalog_json(catalog, TODAY))
    text = metrics_csv(catalog).removeprefix("\ufeff")
    table = list(csv.DictReader(StringIO(text, newline=""), strict=True))
    for agreement, entry in zip(catalog.agreements, document["agreements"], strict=True):
        for metric, exported in zip(agreement.listed("metrics"), entry["metrics"], strict=True):
            points = cases_of(agreement, metric)
            says = {
                cell.derived_id: as_written(agreement, metric, cell, catalog)
                for cell in metric.promises
            }
            is_answer = {
                answer.objective
                for said in answers(agreement, metric, catalog, points)
                for answer in said
            }
            expected = [
                (says[cell.derived_id][0], _row(says[cell.derived_id][1]))
                for cell in metric.promises
                if cell.derived_id in is_answer
            ]
            in_json = [
                (_covered(one["when"], points), _in_columns(one)) for one in exported["objectives"]
            ]
            assert in_json == expected, metric.id
            rows = [
                row
                for row in table
                if (row["agreement"], row["metric"]) == (agreement.id, metric.id)
            ]
            in_table = [(_covered(_when(row["condition"]), points), _read(row)) for row in rows]
            assert in_table == (expected or [(frozenset(range(len(points))), NOTHING)]), metric.id


def _row(answer: Answer) -> Mapping[str, str]:
    """Return the columns for what an objective says; times of the calendar have no operator."""
    kind, _, why = answer.absence.partition(": ")
    is_stated = answer.target or (answer.commitment and not kind)
    downtime = answer.downtime
    bare = Target.parse(answer.target).value if answer.target else None
    has_operator = answer.target and not isinstance(bare, Deadline | ScaleStep | Range)
    return {
        "objective": answer.objective,
        "target": answer.target,
        "operator": answer.operator if has_operator else "",
        "window": answer.window,
        "statistic": answer.statistic,
        "commitment": "" if kind else answer.commitment,
        "absence": kind or ("" if is_stated else "not-stated"),
        "reason": why,
        "allowed_downtime_seconds": _number(downtime.headline) if downtime else "",
        "allowed_downtime_shortest_seconds": _number(downtime.least) if downtime else "",
        "allowed_downtime_longest_seconds": _number(downtime.most) if downtime else "",
        "allowed_downtime_operator": _operator(downtime) if downtime else "",
    }


def _operator(downtime: Length) -> str:
    return "at most" if downtime.is_reached else "less than"


NOTHING: Mapping[str, str] = dict.fromkeys(COLUMNS, "") | {"absence": "not-stated"}


def _in_columns(exported: Mapping[str, Any]) -> Mapping[str, str]:
    """Return an objective of the document as the table has it."""
    target, absence = exported["target"] or {}, exported["absence"] or {}
    downtime = exported["allowed_downtime"] or {}
    values = {
        "objective": exported["id"],
        "target": target.get("text"),
        "operator": target.get("operator"),
        "window": exported["window"],
        "statistic": exported["statistic"],
        "commitment": exported["commitment"],
        "absence": absence.get("kind"),
        "reason": absence.get("reason"),
        "allowed_downtime_seconds": downtime.get("seconds"),
        "allowed_downtime_shortest_seconds": downtime.get("shortest_seconds"),
        "allowed_downtime_longest_seconds": downtime.get("longest_seconds"),
        "allowed_downtime_operator": downtime.get("operator"),
    }
    return {name: value or "" for name, value in values.items()}


def _read(row: Mapping[str, str]) -> Mapping[str, str]:
    """Return a row of the table without what keeps spreadsheets from misreading it."""
    read = {name: row[name].removeprefix("'") for name in COLUMNS}
    numbers = {n: _number(Fraction(t)) for n, t in read.items() if n.endswith("seconds") and t}
    return {**read, **numbers}


def _number(seconds: Fraction) -> str:
    """Print seconds: in full where their digits end, else with six."""
    exact = Decimal(seconds.numerator) / Decimal(seconds.denominator)
    if Fraction(exact) == seconds:
        return f"{exact.normalize():f}"
    return f"{exact.quantize(Decimal('1e-6'), ROUND_HALF_EVEN):f}"


def _when(condition: str) -> Iterator[Mapping[str, Sequence[str]]]:
    """Read a condition such as `plan=gold|silver severity=P1 or region=north`."""
    for box in condition.split(" or ") if condition else ():
        pairs = (part.partition("=") for part in box.split(" "))
        yield {name: values.split("|") for name, _, values in pairs}


def _covered(
    when: Iterable[Mapping[str, Sequence[str]]], points: Sequence[Point]
) -> frozenset[int]:
    """Return the places of the cases that a condition covers; nothing said means all."""
    boxes = list(when) or [{}]
    return frozenset(
        place
        for place, point in enumerate(points)
        if any(all(point.get(name) in values for name, values in box.items()) for box in boxes)
    )
