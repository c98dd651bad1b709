"""The calculator of a credit: the table of exact numbers that its script works with."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction

from sla_catalog.model.metrics import window_of
from sla_catalog.model.quantities import Duration, Target, plain
from sla_catalog.pages.agreement.example import (
    band_words,
    claim_day,
    length_note,
    period_words,
    value_words,
)
from sla_catalog.pages.agreement.schedule import Shown, apart
from sla_catalog.pages.agreement.sheet import Sheet, anchor_of
from sla_catalog.pages.agreement.targets import metric_name
from sla_catalog.pages.blocks import Calculator
from sla_catalog.reckoning.bands import Band, Combination, Number
from sla_catalog.reckoning.credits import FormKind, Rounding
from sla_catalog.reckoning.periods import Period
from sla_catalog.reckoning.schedules import highest_credit
from sla_catalog.resolved.credits import Sum
from sla_catalog.resolved.schedules import CreditCase
from sla_catalog.resolved.settlements import (
    Ceiling,
    currency_of,
    days_of,
    needs_fee,
    periods_of,
    terms_of,
)

MOST_CASES = 12
PERIODS = 6
_WORDS = (
    "calculator.kept",
    "calculator.nothing",
    "calculator.unread",
    "calculator.beyond",
    "calculator.reached",
    "calculator.entered",
    "calculator.cap",
    "calculator.cap.open",
    "field.credit",
    "sum.before.cap",
    "sum.capped",
    "sum.downtime",
    "sum.left",
    "sum.min",
    "sum.of",
    "sum.of.days",
    "sum.of.outage",
    "sum.share",
    "sum.steps.begun",
    "sum.steps.full",
    "sum.tier",
    "sum.tiers",
)
_FORMS = {
    FormKind.SHARE: "%",
    FormKind.SERVICE: "credit.service.days",
    FormKind.MULTIPLE: "credit.multiple",
}


def calculator(sheet: Sheet, credit: Shown) -> Calculator | None:
    """Make the calculator of a credit; None where nothing is there to be worked out."""
    cases = [case for case in credit.cases[:MOST_CASES] if _is_calculable(case)]
    if not cases or not credit.record.tiers:
        return None
    labels = sheet.edition.labels
    data = {
        "cases": [_case(sheet, case) for case in cases],
        "words": {key: labels[key] for key in _WORDS},
        "comma": labels["calculator.comma"] == ",",
        "kept": credit.case is not None and credit.case.kept is not None,
    }
    names = tuple(_name(sheet, case) for case in cases)
    return Calculator(
        f"calculate-{anchor_of(credit.record)}",
        json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True),
        names if len(names) > 1 else (),
        currency_of(sheet.agreement),
    )


def _is_calculable(case: CreditCase) -> bool:
    if not case.is_rounding_read or case.credit.unsaid or case.credit.record.per:
        return False
    return case.window is not None or case.form.kind is not FormKind.MULTIPLE


def _name(sheet: Sheet, case: CreditCase) -> str:
    when = apart(case)
    words = sheet.words.conditions(sheet.agreement, when) if when else ""
    name = metric_name(sheet, case.metric)
    return f"{name}: {words}" if words else name


def _case(sheet: Sheet, case: CreditCase) -> dict[str, object]:
    catalog, agreement = sheet.edition.catalog, sheet.agreement
    highest = highest_credit(case.schedule)
    most = Sum(case.form, highest) if highest is not None else None
    terms = terms_of(agreement, case.credit, most, case)
    found = periods_of(agreement, catalog, case, sheet.edition.today, PERIODS)
    unit, scale = _entered(sheet, case)
    return {
        "metric": metric_name(sheet, case.metric),
        "high": case.goal.higher_is_worse,
        "target": _number(case.goal.target),
        "reaches": case.goal.is_kept_at_target,
        "add": case.schedule.combination is Combination.ADD,
        "bands": [
            _band(sheet, case, place, band) for place, band in enumerate(case.schedule.bands)
        ],
        "round": _rounding(sheet, case.rounding),
        "roundTime": _rounding(sheet, case.time_rounding),
        "kind": case.form.kind,
        "form": _form(sheet, case),
        "money": case.form.of if case.form.kind is FormKind.MONEY else currency_of(agreement),
        "needsFee": needs_fee(case, terms),
        "caps": [_cap(sheet, ceiling) for ceiling in terms.ceilings],
        "note": sheet.label("sum.caps.left.out") if terms.left_out else "",
        "unit": unit,
        "scale": _number(scale),
        "most": "100" if case.unit == "%" and not case.goal.higher_is_worse else None,
        "periods": [_period(sheet, case, period) for period in found],
        "clauses": [
            _clause(sheet, f"metric-{anchor_of(case.metric)}"),
            _clause(sheet, f"credit-{anchor_of(case.credit.record)}"),
        ],
    }


def _number(number: Number | None) -> str | None:
    """Write a number so that it loses nothing: `99.95`, or `1/3` where it has no end."""
    if number is None:
        return None
    if isinstance(number, Decimal):
        return plain(number)
    return str(number)


def _band(sheet: Sheet, case: CreditCase, place: int, band: Band) -> list[object]:
    steps = None
    if band.steps is not None:
        size, first = _number(band.steps.size), _number(band.steps.first)
        steps = [size, band.steps.part_counts, first, value_words(sheet, case, band.steps.size)]
    return [
        _number(band.lower),
        band.lower_included,
        _number(band.upper),
        band.upper_included,
        _number(band.credit),
        steps,
        case.places[place],
        band_words(sheet, case, band),
    ]


def _rounding(sheet: Sheet, rounding: Rounding | None) -> list[object] | None:
    if rounding is None:
        return None
    mode = rounding.mode.name.lower()
    words = sheet.label(f"calculator.rounded.{mode}").format(digits=rounding.digits)
    if rounding.unit is not None:
        words = sheet.label(f"choice.{mode}")
    return [_number(rounding.grain), mode, rounding.digits, words]


def _form(sheet: Sheet, case: CreditCase) -> str:
    if case.form.kind is FormKind.MONEY:
        return case.form.of
    key = _FORMS[case.form.kind]
    return key if key == "%" else sheet.label(key)


def _cap(sheet: Sheet, ceiling: Ceiling) -> list[object]:
    cap = ceiling.limit.cap
    words = sheet.words.value(cap.at_most)
    if cap.of:
        words += f" {sheet.label('of.base').format(base=cap.of)}"
    if cap.per:
        words += f" {sheet.label('in').format(window=sheet.words.value(cap.per))}"
    return [ceiling.kind, _number(ceiling.number), words, _clause(sheet, "caps")]


def _clause(sheet: Sheet, anchor: str) -> list[str] | None:
    number = sheet.numbers.get(anchor)
    return [anchor, number] if number else None


def _entered(sheet: Sheet, case: CreditCase) -> tuple[str, Fraction]:
    """Return the unit in which a measured value is entered, and how much of ours one of it is."""
    if case.unit == "%":
        return "%", Fraction(1)
    if case.unit == "elapsed time":
        stated = case.cell.target
        value = stated.value if isinstance(stated, Target) else None
        unit = value.unit if isinstance(value, Duration) and value.seconds else None
        one = Duration(Decimal(1), unit) if unit else None
        if one is not None and one.seconds and unit is not None:
            return sheet.label(f"unit.{unit}"), one.seconds
        return sheet.label("unit.h"), Fraction(3600)
    unit_words = case.unit.removeprefix("elapsed ")
    return sheet.edition.labels.words.get(f"unit.{unit_words}", unit_words), Fraction(1)


def _period(sheet: Sheet, case: CreditCase, period: Period) -> list[object]:
    window = window_of(case.metric, case.cell)
    unit = window.unit if window and period.first else ""
    return [
        period_words(sheet, case, period),
        _number(period.minutes),
        _number(days_of(period)),
        length_note(sheet, case, period),
        claim_day(sheet, case.credit, case, period),
        sheet.label(f"sum.minutes.{unit or 'window'}"),
    ]
