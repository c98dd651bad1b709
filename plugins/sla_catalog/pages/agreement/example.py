"""A worked example of a credit: one outage, or one measured value, from the value to money."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

from sla_catalog.model.fields import Absence
from sla_catalog.model.metrics import Counting, window_of
from sla_catalog.model.quantities import NO_BREAK, Duration, Percentage, as_decimal, plain
from sla_catalog.model.remedies import Claim, Remedies
from sla_catalog.pages.agreement.schedule import Shown, apart, percent_of
from sla_catalog.pages.agreement.sheet import Sheet
from sla_catalog.pages.agreement.targets import measured_hours, metric_name
from sla_catalog.pages.blocks import SumLine, WorkedExample
from sla_catalog.reckoning import credits as reckoned
from sla_catalog.reckoning.bands import Band, Number
from sla_catalog.reckoning.credits import FormKind
from sla_catalog.reckoning.periods import Period
from sla_catalog.reckoning.renewal import DateError, later
from sla_catalog.reckoning.spoken import spoken
from sla_catalog.resolved.credits import ResolvedCredit, Sum
from sla_catalog.resolved.schedules import CreditCase
from sla_catalog.resolved.settlements import (
    Worked,
    currency_of,
    outage_of,
    worked_example,
)

FEE = Decimal(1000)
_SHOWN_DIGITS = 5
_THIN = "\u202f"
_END = re.compile(r"(?:the )?end of (?:the |that )?(?:calendar |billing )?(month|quarter|year)")


def example_of(sheet: Sheet, credit: Shown) -> WorkedExample | None:
    """Work a credit through; None where nothing can be worked out."""
    case = credit.case
    part = case.credit if case else next(iter(credit.parts), None)
    if part is None or not isinstance(sheet.agreement.remedies, Remedies):
        return None
    edition = sheet.edition
    found = worked_example(sheet.agreement, edition.catalog, part, case, edition.today, FEE)
    if found is None:
        return None
    return WorkedExample(
        _title(sheet, found),
        (*_measured(sheet, found), *_tier(sheet, found), *_money(sheet, found)),
        " ".join(_closing(sheet, found)),
    )


def number_words(number: Decimal | Fraction) -> str:
    """Print a number in full, thousands set apart from five digits on: `44 640`."""
    whole, point, rest = plain(number).partition(".")
    grouped = f"{int(whole):,}".replace(",", _THIN) if len(whole) > 4 else whole
    return f"{grouped}{point}{rest}"


def _money_words(amount: Decimal, currency: str) -> str:
    return f"{number_words(amount)}{NO_BREAK}{currency}" if currency else number_words(amount)


def _with_cents(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.01"))


def _unit(case: CreditCase | None, period: Period | None) -> str:
    """Return the unit of the window, such as `month`; nothing for one that starts on any day."""
    window = window_of(case.metric, case.cell) if case else None
    return window.unit if window and period and period.first else ""


def _currency(sheet: Sheet, found: Worked) -> str:
    form = found.given.form
    return form.of if form.kind is FormKind.MONEY else currency_of(sheet.agreement)


def _title(sheet: Sheet, found: Worked) -> str:
    when = apart(found.case) if found.case else found.credit.when
    parts = [sheet.words.conditions(sheet.agreement, when)] if when else []
    if found.outage is not None and found.case is not None:
        parts.append(period_words(sheet, found.case, found.period))
        length = f"{number_words(found.outage)}{NO_BREAK}{sheet.label('sum.min')}"
        parts.append(sheet.label("sum.one.outage").format(length=length))
    elif found.measured is not None and found.case is not None:
        value = value_words(sheet, found.case, found.measured)
        name = metric_name(sheet, found.case.metric)
        parts.append(sheet.label("sum.one.value").format(metric=name, value=value))
    else:
        unit = found.credit.record.per or ""
        parts.append(sheet.label("sum.times").format(count=found.count, unit=unit))
    if found.is_fee_used:
        fee = _money_words(_with_cents(found.billing.fee), _currency(sheet, found))
        parts.append(sheet.label("sum.fee").format(fee=fee))
    words = ", ".join(parts)
    return words if when else words[:1].upper() + words[1:]  # an author's value keeps its letters


def value_words(sheet: Sheet, case: CreditCase, value: Number) -> str:
    """Say a measured value in the unit of its metric."""
    if case.unit == "%":
        return sheet.words.value(percent_of(value))
    if case.unit == "elapsed time":
        return spoken(Fraction(value))
    unit = case.unit.removeprefix("elapsed ")
    known = sheet.edition.labels.words.get(f"unit.{unit}", unit)
    return f"{number_words(value)}{NO_BREAK}{known}".rstrip()


def period_words(sheet: Sheet, case: CreditCase, period: Period | None) -> str:
    """Say which period an example or a calculation is of: `August 2026`."""
    if period is None or period.first is None or period.until is None:
        return sheet.words.value(window_of(case.metric, case.cell))
    last = period.until - timedelta(days=1)
    unit = _unit(case, period)
    if unit == "year":
        return str(last.year)
    month = sheet.label(f"month.{last.month}")
    if unit == "month":
        return f"{month} {last.year}"
    first = sheet.label(f"month.{period.first.month}")
    return f"{first} {sheet.label('to')} {month} {last.year}"


def _measured(sheet: Sheet, found: Worked) -> Iterator[SumLine]:
    case, period = found.case, found.period
    if found.measured is None or case is None:
        return
    if found.outage is None or period is None:
        name, value = metric_name(sheet, case.metric), value_words(sheet, case, found.measured)
        amount, _, unit = value.rpartition(NO_BREAK)
        if case.unit == "elapsed time":
            amount, unit = value, ""
        yield SumLine(name, amount, unit)
        return
    label = sheet.label("sum.min")
    minutes, outage = number_words(period.minutes), number_words(found.outage)
    key = f"sum.minutes.{_unit(case, period) or 'window'}"
    yield SumLine(sheet.label(key), minutes, label, length_note(sheet, case, period))
    yield SumLine(sheet.label("sum.downtime"), outage, label, _outage_note(sheet, case))
    key, digits = "sum.exactly", _SHOWN_DIGITS
    if case.rounding:
        key, digits = f"sum.rounded.{case.rounding.mode.name.lower()}", case.rounding.digits
    rounded = reckoned.Rounding(digits).rounded(found.measured)
    note = sheet.label(key).format(minutes=minutes, outage=outage, digits=digits)
    value = f"{Decimal(rounded.numerator) / Decimal(rounded.denominator):.{digits}f}"
    yield SumLine(metric_name(sheet, case.metric), value, "%", note)


def length_note(sheet: Sheet, case: CreditCase, period: Period) -> str:
    """Say how many days a period has, and how many minutes a change of the clocks adds."""
    if period.first is None or period.until is None:
        return ""
    hours = measured_hours(sheet, case.metric, case.cell)
    days = (period.until - period.first).days
    if hours and not hours.around_the_clock:
        words = sheet.label("sum.hours").format(hours=sheet.words.hours(hours), days=days)
        return f"{words}{_change_words(sheet, period)}"
    if not period.clock_change:
        return sheet.label("sum.days.none").format(days=days)
    return f"{sheet.label('sum.days').format(days=days)}{_change_words(sheet, period)}"


def _change_words(sheet: Sheet, period: Period) -> str:
    change = period.clock_change
    if not change:
        return ""
    key = "sum.longer.clocks" if change > 0 else "sum.shorter.clocks"
    return sheet.label(key).format(minutes=plain(abs(change)))


def _outage_note(sheet: Sheet, case: CreditCase) -> str:
    outage = outage_of(case)
    after = outage.after if outage else None
    if outage is None or not isinstance(after, Duration):
        return ""
    if outage.counts is Counting.FROM_CONFIRMATION:
        return sheet.label("sum.confirmed")
    key = "sum.whole" if outage.counts is Counting.WHOLE else "sum.longer"
    return sheet.label(key).format(length=sheet.words.value(after))


def _split(sheet: Sheet, given: Sum) -> tuple[str, str]:
    """Say an amount as a number and its unit."""
    number, currency = as_decimal(given.number, 2), given.form.of
    match given.form.kind:
        case FormKind.SHARE:
            return plain(number), "%"
        case FormKind.MONEY:
            return number_words(_with_cents(number)), currency
    number_part, _, unit = sheet.words.value(given.amount).replace(NO_BREAK, " ").partition(" ")
    return number_part, unit


def _tier(sheet: Sheet, found: Worked) -> Iterator[SumLine]:
    band, case = found.band, found.case
    label = sheet.label("sum.share" if _is_share(found) else "field.credit")
    if case is None:
        one = found.credit.sum_of(found.credit.given[0])
        note = _times_note(sheet, found.count, one)
        if found.given.form.kind is not FormKind.MONEY:
            yield SumLine(label, *_split(sheet, found.given), note)
    elif band is not None and band.steps is not None:
        yield from _steps(sheet, found, case, band)
    else:
        key = "sum.tier" if band is not None else "sum.tiers"
        note = band_words(sheet, case, band) if band is not None else ""
        yield SumLine(sheet.label(key), *_split(sheet, found.given), note)


def _is_share(found: Worked) -> bool:
    return found.given.form.kind is FormKind.SHARE


def _times_note(sheet: Sheet, count: int, one: Sum) -> str:
    return sheet.label("sum.steps.credit").format(count=count, credit=sheet.words.value(one.amount))


def _steps(sheet: Sheet, found: Worked, case: CreditCase, band: Band) -> Iterator[SumLine]:
    steps = band.steps
    end = band.better_end(case.goal.higher_is_worse)
    if steps is None or end is None:
        return
    side = "high" if case.goal.higher_is_worse else "low"
    note = sheet.label(f"sum.steps.note.{side}").format(
        step=value_words(sheet, case, steps.size), target=value_words(sheet, case, end)
    )
    key = "sum.steps.begun" if steps.part_counts else "sum.steps.full"
    yield SumLine(sheet.label(key), str(found.count), "", note)
    form = found.given.form
    each = Sum(form, Fraction(band.credit))
    note = _times_note(sheet, found.count, each)
    if steps.first is not None:
        note = sheet.label("sum.steps.first").format(
            first=sheet.words.value(Sum(form, Fraction(steps.first)).amount),
            count=max(0, found.count - 1),
            credit=sheet.words.value(each.amount),
        )
    label = sheet.label("sum.share" if _is_share(found) else "sum.of.steps")
    yield SumLine(label, *_split(sheet, found.given), note)


def band_words(sheet: Sheet, case: CreditCase, band: Band) -> str:
    """Say between which values a band lies: `below 99.95 %, not below 99.0 %`."""
    upper, lower = [], []
    if band.upper is not None:
        key = "edge.to" if band.upper_included else "edge.below"
        upper = [sheet.label(key).format(value=value_words(sheet, case, band.upper))]
    if band.lower is not None:
        is_high = case.goal.higher_is_worse
        included = "edge.from" if is_high else "edge.not.below"
        key = included if band.lower_included else "edge.above"
        lower = [sheet.label(key).format(value=value_words(sheet, case, band.lower))]
    parts = lower + upper if case.goal.higher_is_worse else upper + lower
    return ", ".join(parts)


def _money(sheet: Sheet, found: Worked) -> Iterator[SumLine]:
    currency, money = _currency(sheet, found), found.money
    note = _worth_note(sheet, found, currency)
    if money.is_cut:
        earned = number_words(money.earned)
        yield SumLine(sheet.label("sum.before.cap"), earned, currency, note)
        note = sheet.label("sum.capped")
    label = sheet.words.field("credit")
    yield SumLine(label, number_words(money.paid), currency, note, total=True)
    if found.is_fee_used:
        yield SumLine(sheet.label("sum.left"), number_words(_with_cents(found.left)), currency)


def _worth_note(sheet: Sheet, found: Worked, currency: str) -> str:
    fee = _money_words(_with_cents(found.billing.fee), currency)
    base = found.credit.base
    match found.given.form.kind:
        case FormKind.MONEY:
            if found.case is not None:
                return ""
            return _times_note(sheet, found.count, found.credit.sum_of(found.credit.given[0]))
        case FormKind.SHARE:
            key = "sum.of.base" if isinstance(base, str) else "sum.of"
            share = sheet.words.value(Percentage(as_decimal(found.given.number, 2)))
            return sheet.label(key).format(share=share, fee=fee, base=base)
        case FormKind.SERVICE:
            length = sheet.words.value(found.given.amount)
            days = plain(as_decimal(found.billing.days, 2))
            return sheet.label("sum.of.days").format(length=length, days=days, fee=fee)
    return sheet.label("sum.of.outage").format(
        times=plain(as_decimal(found.given.number, 2)),
        outage=number_words(found.outage or Fraction(0)),
        minutes=number_words(found.billing.minutes or Fraction(0)),
        fee=fee,
    )


def _closing(sheet: Sheet, found: Worked) -> Iterator[str]:
    if found.terms.left_out:
        yield sheet.label("sum.caps.left.out")
    last = claim_day(sheet, found.credit, found.case, found.period)
    if last:
        yield last


def claim_day(
    sheet: Sheet, credit: ResolvedCredit, case: CreditCase | None, period: Period | None
) -> str:
    """Say until when a credit has to be claimed, where that day can be told."""
    claim, unit = credit.claim, _unit(case, period)
    if not isinstance(claim, Claim) or isinstance(claim.within, Absence | None):
        return ""
    if claim.when:  # the example is of any case
        return ""
    end = _END.fullmatch(claim.after or "")
    if not end or end[1] != unit or period is None or period.until is None:
        return ""
    if not isinstance(claim.within, Duration):
        return ""
    try:
        last = later(period.until - timedelta(days=1), claim.within)
    except DateError:
        return ""
    within = sheet.words.value(claim.within)
    return sheet.label("sum.claim").format(day=sheet.words.day(last), within=within, unit=unit)
