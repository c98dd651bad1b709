"""The calculator of a credit: the table of exact numbers that its script works with."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from sla_catalog.calculation.bands import Band, Combination, Number
from sla_catalog.calculation.credits import FormKind, RoundingRule
from sla_catalog.calculation.periods import Period
from sla_catalog.model.quantities import plain
from sla_catalog.pages.agreement.cells import anchor_of
from sla_catalog.pages.agreement.example import (
    band_words,
    claim_day,
    left_out_words,
    length_note,
    money_of,
    period_words,
    value_words,
)
from sla_catalog.pages.agreement.page import AgreementPage
from sla_catalog.pages.agreement.schedule import Shown
from sla_catalog.pages.agreement.targets import metric_name, metric_name_apart
from sla_catalog.pages.blocks import Calculator
from sla_catalog.pages.wording import capitalised
from sla_catalog.resolved.ceilings import Ceiling, currency_of, terms_of
from sla_catalog.resolved.credits import CreditForm
from sla_catalog.resolved.schedules import CreditCase
from sla_catalog.resolved.settlements import (
    entered_in,
    has_one_currency,
    has_price,
    is_multiple,
    needs_fee,
)
from sla_catalog.resolved.windows import days_of_fee, periods_of, unit_of_period

MOST_CASES = 12
PERIODS = 6
_WORDS = (
    "calculator.kept",
    "calculator.nothing",
    "calculator.unread",
    "calculator.ambiguous",
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


def calculator(page: AgreementPage, credit: Shown) -> Calculator | None:
    """Make the calculator of a credit; None where nothing is there to be worked out."""
    cases = [case for case in credit.cases[:MOST_CASES] if _is_calculable(page, case)]
    if not cases or not credit.record.tiers:
        return None
    labels = page.context.labels
    data = {
        "cases": [_case(page, case) for case in cases],
        "words": {key: labels[key] for key in _WORDS},
        "comma": labels["number.decimal"] == ",",
        "kept": credit.case is not None and credit.case.kept is not None,
    }
    names = _told_apart(page, cases)
    return Calculator(
        f"calculate-{anchor_of(credit.record)}",
        json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True),
        names if len(names) > 1 else (),
        _fee_words(page, cases),
        currency_of(page.agreement),
    )


def _is_calculable(page: AgreementPage, case: CreditCase) -> bool:
    if not case.is_rounding_read or case.credit.unsaid or case.credit.record.per:
        return False
    if not has_one_currency(page.agreement, case):
        return False
    if not is_multiple(case):
        return True
    return case.window is not None and all(has_price(case, one) for one in _periods(page, case))


def _periods(page: AgreementPage, case: CreditCase) -> tuple[Period, ...]:
    context = page.context
    return periods_of(page.agreement, context.catalog, case, context.today, PERIODS)


def _fee_words(page: AgreementPage, cases: Sequence[CreditCase]) -> str:
    """Say which fee is to be entered: that of the base, where all cases have one."""
    bases = {case.credit.base for case in cases if isinstance(case.credit.base, str)}
    if len(bases) != 1 or any(
        case.form.kind is FormKind.MONEY and not case.is_mixed for case in cases
    ):
        return page.label("calculator.fee")
    return capitalised(bases.pop())


def _name(page: AgreementPage, case: CreditCase) -> str:
    when = case.apart
    words = page.words.conditions(page.agreement, when) if when else ""
    name = metric_name_apart(page, case.metric)
    return f"{name}{page.label('colon')} {words}" if words else name


def _told_apart(page: AgreementPage, cases: Sequence[CreditCase]) -> tuple[str, ...]:
    """Name cases to choose from; those of one name with the clauses of their metrics."""
    names = [_name(page, case) for case in cases]
    return tuple(
        f"{name}, {_clause_words(page, case)}" if names.count(name) > 1 else name
        for name, case in zip(names, cases, strict=True)
    )


def _clause_words(page: AgreementPage, case: CreditCase) -> str:
    number = page.numbers.get(f"metric-{anchor_of(case.metric)}", "")
    return page.label("clause.ref").format(number=number)


def _case(page: AgreementPage, case: CreditCase) -> dict[str, object]:
    agreement = page.agreement
    terms = terms_of(agreement, case.credit, case.highest, case)
    found = _periods(page, case)
    unit, scale = _entered(page, case)
    return {
        "metric": metric_name(page, case.metric),
        "high": case.goal.higher_is_worse,
        "target": _number(case.goal.target),
        "reaches": case.goal.is_kept_at_target,
        "add": case.schedule.combination is Combination.ADD,
        "bands": [_band(page, case, place, band) for place, band in enumerate(case.schedule.bands)],
        "round": _rounding(page, case.rounding),
        "roundTime": _rounding(page, case.time_rounding),
        "forms": [[form.kind, _form_words(page, form)] for form in case.every_form],
        "money": money_of(case) or currency_of(agreement),
        "days": _number(days_of_fee(case.credit)),
        "needsFee": needs_fee(case, terms),
        "caps": [_cap(page, case, ceiling) for ceiling in terms.ceilings],
        "note": " ".join(left_out_words(page, terms, case.credit)),
        "unit": unit,
        "scale": _number(scale),
        "most": "100" if case.unit == "%" and not case.goal.higher_is_worse else None,
        "periods": [_period(page, case, period) for period in found],
        "clauses": [
            _clause(page, f"metric-{anchor_of(case.metric)}"),
            _clause(page, f"credit-{anchor_of(case.credit.record)}"),
        ],
    }


def _number(number: Number | None) -> str | None:
    """Write a number so that it loses nothing: `99.95`, or `1/3` where it has no end."""
    if number is None:
        return None
    if isinstance(number, Decimal):
        return plain(number)
    return str(number)


def _band(page: AgreementPage, case: CreditCase, place: int, band: Band) -> list[object]:
    steps = None
    start, further = case.forms[place]
    if band.steps is not None:
        size, first = _number(band.steps.size), _number(band.steps.first)
        words = value_words(page, case, band.steps.size)
        steps = [size, band.steps.part_counts, first, words, case.every_form.index(start)]
    return [
        _number(band.lower),
        band.lower_included,
        _number(band.upper),
        band.upper_included,
        _number(band.credit),
        steps,
        case.places[place],
        band_words(page, case, band),
        case.every_form.index(further),
    ]


def _rounding(page: AgreementPage, rounding: RoundingRule | None) -> list[object] | None:
    if rounding is None:
        return None
    mode = rounding.mode.name.lower()
    words = page.context.labels.counted(f"calculator.rounded.{mode}", rounding.digits)
    words = words.format(digits=rounding.digits)
    if rounding.unit is not None:
        words = page.label(f"choice.{mode}")
    return [_number(rounding.grain), mode, rounding.digits, words]


def _form_words(page: AgreementPage, form: CreditForm) -> str:
    if form.kind is FormKind.MONEY:
        return form.of
    key = _FORMS[form.kind]
    return key if key == "%" else page.label(key)


def _cap(page: AgreementPage, case: CreditCase, ceiling: Ceiling) -> list[object]:
    """Return what a cap comes to, how it is said, and the clause in which it stands."""
    record = case.credit.record
    anchor = f"credit-{anchor_of(record)}" if record.caps is not None else "caps"
    cap = ceiling.limit.cap
    words = page.words.value(cap.at_most)
    if cap.of:
        words += f" {page.label('of.base').format(base=cap.of)}"
    if cap.per:
        words += f" {page.label('in').format(window=page.words.value(cap.per))}"
    amounts = [[kind, _number(number)] for kind, number in ceiling.amounts]
    return [amounts, words, _clause(page, anchor)]


def _clause(page: AgreementPage, anchor: str) -> list[str] | None:
    number = page.numbers.get(anchor)
    return [anchor, page.label("clause.ref").format(number=number)] if number else None


def _entered(page: AgreementPage, case: CreditCase) -> tuple[str, Fraction]:
    """Return the unit in which a measured value is entered, and how much of ours one of it is."""
    if case.unit == "%":
        return "%", Fraction(1)
    if entered := entered_in(case):
        unit, seconds = entered
        return page.label(f"unit.{unit}"), seconds
    unit_words = case.unit.removeprefix("elapsed ")
    return page.context.labels.words.get(f"unit.{unit_words}", unit_words), Fraction(1)


def _period(page: AgreementPage, case: CreditCase, period: Period) -> list[object]:
    unit = unit_of_period(case, period)
    return [
        period_words(page, case, period),
        _number(period.minutes),
        _number(days_of_fee(case.credit, case, period)),
        length_note(page, case, period),
        claim_day(page, case.credit, case, period),
        page.label(f"sum.minutes.{unit or 'window'}"),
    ]
