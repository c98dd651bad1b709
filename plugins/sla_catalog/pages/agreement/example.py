"""A worked example of a credit: one outage, or one measured value, from the value to money."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

from sla_catalog.calculation.bands import Band, Number
from sla_catalog.calculation.credits import FormKind
from sla_catalog.calculation.periods import Period
from sla_catalog.model.calendars import WindowKind
from sla_catalog.model.credit_amounts import CreditAmount
from sla_catalog.model.measurement import Counting
from sla_catalog.model.quantities import NO_BREAK, ElapsedTime, Percentage, as_decimal, plain
from sla_catalog.model.remedies import Claim, Remedies
from sla_catalog.pages.agreement.page import AgreementPage
from sla_catalog.pages.agreement.schedule import Shown, percent_of
from sla_catalog.pages.agreement.targets import metric_name
from sla_catalog.pages.amounts import numeral
from sla_catalog.pages.blocks import SumLine, WorkedExample
from sla_catalog.pages.labels import Labels
from sla_catalog.resolved.ceilings import SettlementTerms, currency_of
from sla_catalog.resolved.credits import CreditForm, ResolvedCredit, Sum, joined
from sla_catalog.resolved.fees import fee_stated
from sla_catalog.resolved.schedules import CreditCase
from sla_catalog.resolved.settlements import Worked, outage_of, worked_example
from sla_catalog.resolved.windows import last_day_for_claim, unit_of_period

FEE = Decimal(1000)
_SHOWN_DIGITS = 5
_THIN = "\u202f"


def example_of(page: AgreementPage, credit: Shown) -> WorkedExample | None:
    """Work a credit through; None where nothing can be worked out."""
    case = credit.case
    part = case.credit if case else next(iter(credit.parts), None)
    if part is None or not isinstance(page.agreement.remedies, Remedies):
        return None
    context = page.context
    fee = fee_stated(page.agreement, part.base, currency_of(page.agreement)) or FEE
    found = worked_example(page.agreement, context.catalog, part, case, context.today, fee)
    if found is None:
        return None
    return WorkedExample(
        _title(page, found, credit),
        (*_measured(page, found), *_tier(page, found), *_money(page, found)),
        " ".join(_closing(page, found)),
    )


def number_words(number: Decimal | Fraction, labels: Labels) -> str:
    """Print a number in full, thousands set apart from five digits on: `44 640`."""
    whole, point, rest = plain(number).partition(".")
    grouped = f"{int(whole):,}".replace(",", _THIN) if len(whole) > 4 else whole
    return numeral(f"{grouped}{point}{rest}", labels)


def _money_words(page: AgreementPage, amount: Decimal, currency: str) -> str:
    number = number_words(amount, page.context.labels)
    return f"{number}{NO_BREAK}{currency}" if currency else number


def _number(page: AgreementPage, number: Decimal | Fraction) -> str:
    return number_words(number, page.context.labels)


def _with_cents(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.01"))


def _currency(page: AgreementPage, found: Worked) -> str:
    money = money_of(found.case) if found.case else ""
    return money or money_in(one.form for one in found.sums) or currency_of(page.agreement)


def money_of(case: CreditCase) -> str:
    """Return the currency in which a credit gives something; empty where it does in none."""
    return money_in(case.every_form)


def money_in(forms: Iterable[CreditForm]) -> str:
    """Return the first currency of some forms; empty where there is none."""
    return next((form.of for form in forms if form.kind is FormKind.MONEY), "")


def _title(page: AgreementPage, found: Worked, credit: Shown) -> str:
    when, several = found.credit.when, credit.is_of_several_metrics
    if found.case:
        when = joined(found.case.when if several else found.case.apart, when) or ()
    parts = [page.words.conditions(page.agreement, when)] if when else []
    if found.outage is not None and found.case is not None:
        parts += [metric_name(page, found.case.metric)] if several else []
        parts.append(period_words(page, found.case, found.period))
        length = f"{_number(page, found.outage)}{NO_BREAK}{page.label('sum.min')}"
        parts.append(page.label("sum.one.outage").format(length=length))
    elif found.measured is not None and found.case is not None:
        name = metric_name(page, found.case.metric)
        if share := found.case.share_of_cases(found.measured):
            parts += [name, page.label("share.for").format(share=page.words.value(share))]
        else:
            value = value_words(page, found.case, found.measured)
            parts.append(page.label("sum.one.value").format(metric=name, value=value))
    else:
        unit = found.credit.record.per or ""
        parts.append(page.label("sum.times").format(count=found.count, unit=unit))
    if found.is_fee_used:
        fee = _money_words(page, _with_cents(found.billing.fee), _currency(page, found))
        is_stated = fee_stated(page.agreement, found.credit.base, currency_of(page.agreement))
        parts.append(page.label("sum.fee.stated" if is_stated else "sum.fee").format(fee=fee))
    words = ", ".join(parts)
    return words if when else words[:1].upper() + words[1:]  # an author's value keeps its letters


def value_words(page: AgreementPage, case: CreditCase, value: Number) -> str:
    """Say a measured value in the unit of its metric."""
    if case.unit == "%":
        return page.words.value(percent_of(value))
    if case.unit == "elapsed time":
        return page.words.length(Fraction(value))
    unit = case.unit_of_one if value == 1 else case.unit
    unit = unit.removeprefix("elapsed ")
    known = page.context.labels.words.get(f"unit.{unit}", unit)
    return f"{_number(page, value)}{NO_BREAK}{known}".rstrip()


def period_words(page: AgreementPage, case: CreditCase, period: Period | None) -> str:
    """Say which period an example or a calculation is of: `August 2026`."""
    if period is None or period.first is None or period.until is None:
        return page.words.value(case.promise.window)
    last = period.until - timedelta(days=1)
    unit = unit_of_period(case, period)
    if unit == "year":
        return str(last.year)
    month = page.label(f"month.{last.month}")
    if unit == "month":
        return f"{month} {last.year}"
    first = page.label(f"month.{period.first.month}")
    return f"{first} {page.label('to')} {month} {last.year}"


def _measured(page: AgreementPage, found: Worked) -> Iterator[SumLine]:
    case, period = found.case, found.period
    if found.measured is None or case is None:
        return
    if found.outage is None or period is None:
        name, value = metric_name(page, case.metric), value_words(page, case, found.measured)
        amount, _, unit = value.rpartition(NO_BREAK)
        if case.unit == "elapsed time":
            amount, unit = value, ""
        yield SumLine(name, amount, unit)
        return
    label = page.label("sum.min")
    minutes, outage = _number(page, period.minutes), _number(page, found.outage)
    key = f"sum.minutes.{unit_of_period(case, period) or 'window'}"
    yield SumLine(page.label(key), minutes, label, length_note(page, case, period))
    yield SumLine(page.label("sum.downtime"), outage, label, _outage_note(page, case))
    key = f"sum.rounded.{case.rounding.mode.name.lower()}" if case.rounding else "sum.exactly"
    rounded, digits = found.measured_to(_SHOWN_DIGITS)
    words = page.context.labels.counted(key, digits) if case.rounding else page.label(key)
    note = words.format(minutes=minutes, outage=outage, digits=digits)
    value = f"{as_decimal(rounded, digits):.{digits}f}"
    yield SumLine(metric_name(page, case.metric), numeral(value, page.context.labels), "%", note)


def length_note(page: AgreementPage, case: CreditCase, period: Period) -> str:
    """Say how many days a period has, what a change of the clocks adds, and how it is taken."""
    words = _days_words(page, case, period)
    window = case.promise.window
    if not words or window is None or window.kind not in {WindowKind.BILLING, WindowKind.FISCAL}:
        return words
    taken = page.label("sum.taken").format(window=page.words.within(page.words.value(window)))
    return f"{words}{page.label('semicolon')} {taken}"


def _days_words(page: AgreementPage, case: CreditCase, period: Period) -> str:
    if period.first is None or period.until is None:
        return ""
    measured = case.promise.measured
    hours = measured.hours if measured else None
    days, counted = (period.until - period.first).days, page.context.labels.counted
    if hours and not hours.around_the_clock:
        words = counted("sum.hours", days).format(hours=page.words.hours(hours), days=days)
        return f"{words}{_change_words(page, period)}"
    if not period.clock_change:
        return counted("sum.days.none", days).format(days=days)
    return f"{counted('sum.days', days).format(days=days)}{_change_words(page, period)}"


def _change_words(page: AgreementPage, period: Period) -> str:
    change = period.clock_change
    if not change:
        return ""
    key = "sum.longer.clocks" if change > 0 else "sum.shorter.clocks"
    return page.label(key).format(minutes=page.words.number(abs(change)))


def _outage_note(page: AgreementPage, case: CreditCase) -> str:
    outage = outage_of(case)
    after = outage.after if outage else None
    if outage is None or not isinstance(after, ElapsedTime):
        return ""
    if outage.counts is Counting.FROM_CONFIRMATION:
        return page.label("sum.confirmed")
    key = "sum.whole" if outage.counts is Counting.WHOLE else "sum.longer"
    return page.label(key).format(length=page.words.value(after))


def _split(page: AgreementPage, given: Sum) -> tuple[str, str]:
    """Say an amount as a number and its unit."""
    number, currency = as_decimal(given.number, 2), given.form.of
    match given.form.kind:
        case FormKind.SHARE:
            return page.words.number(number), "%"
        case FormKind.MONEY:
            return _number(page, _with_cents(number)), currency
    number_part, _, unit = page.words.value(given.amount).replace(NO_BREAK, " ").partition(" ")
    return number_part, unit


def _tier(page: AgreementPage, found: Worked) -> Iterator[SumLine]:
    band, case = found.band, found.case
    if case is None:
        one = found.credit.sum_of(found.credit.given[0])
        note = _times_note(page, found.count, one)
        for given in found.sums:
            label = page.label("sum.share" if _is_share(given) else "field.credit")
            if given.form.kind is not FormKind.MONEY:
                yield SumLine(label, *_split(page, given), note)
    elif band is not None and band.steps is not None:
        yield from _steps(page, found, case, band)
    else:
        label = page.label("sum.tier" if band is not None else "sum.tiers")
        note = band_words(page, case, band) if band is not None else ""
        for given in found.sums:
            yield SumLine(label, *_split(page, given), note)


def _is_share(given: Sum) -> bool:
    return given.form.kind is FormKind.SHARE


def _times_note(page: AgreementPage, count: int, one: Sum) -> str:
    return page.label("sum.steps.credit").format(count=count, credit=page.words.value(one.amount))


def _steps(page: AgreementPage, found: Worked, case: CreditCase, band: Band) -> Iterator[SumLine]:
    steps = band.steps
    end = band.better_end(case.goal.higher_is_worse)
    if steps is None or end is None:
        return
    side = "high" if case.goal.higher_is_worse else "low"
    note = page.label(f"sum.steps.note.{side}").format(
        step=value_words(page, case, steps.size), target=value_words(page, case, end)
    )
    key = "sum.steps.begun" if steps.part_counts else "sum.steps.full"
    yield SumLine(page.label(key), str(found.count), "", note)
    start, further = case.forms[case.schedule.bands.index(band)]
    each = Sum(further, Fraction(band.credit))
    note = _times_note(page, found.count, each)
    if steps.first is not None:
        if start != further:
            yield from _steps_of_two_forms(page, found, start, each)
            return
        note = page.label("sum.steps.first").format(
            first=page.words.value(Sum(start, Fraction(steps.first)).amount),
            count=found.further,
            credit=page.words.value(each.amount),
        )
    for given in found.sums:
        label = page.label("sum.share" if _is_share(given) else "sum.of.steps")
        yield SumLine(label, *_split(page, given), note)


def _steps_of_two_forms(
    page: AgreementPage, found: Worked, start: CreditForm, each: Sum
) -> Iterator[SumLine]:
    """Say what the first step gives, and what all further ones give in another form."""
    for given in found.sums:
        if given.form == start:
            label = page.label("sum.share" if _is_share(given) else "sum.first.step")
            yield SumLine(label, *_split(page, given))
        else:
            note = _times_note(page, found.further, each)
            yield SumLine(page.label("sum.further.steps"), *_split(page, given), note)


def band_words(page: AgreementPage, case: CreditCase, band: Band) -> str:
    """Say between which values a band lies: `below 99.95 %, not below 99.0 %`."""
    upper, lower = [], []
    if band.upper is not None:
        key = "edge.to" if band.upper_included else "edge.below"
        upper = [page.label(key).format(value=value_words(page, case, band.upper))]
    if band.lower is not None:
        is_high = case.goal.higher_is_worse
        included = "edge.from" if is_high else "edge.not.below"
        key = included if band.lower_included else "edge.above"
        lower = [page.label(key).format(value=value_words(page, case, band.lower))]
    parts = lower + upper if case.goal.higher_is_worse else upper + lower
    return ", ".join(parts)


def _money(page: AgreementPage, found: Worked) -> Iterator[SumLine]:
    currency, money = _currency(page, found), found.money
    note = _worth_note(page, found, currency)
    if money.is_cut:
        earned = _number(page, money.earned)
        yield SumLine(page.label("sum.before.cap"), earned, currency, note)
        note = page.label("sum.capped")
    label = page.words.field("credit")
    yield SumLine(label, _number(page, money.paid), currency, note, total=True)
    if found.is_fee_used:
        yield SumLine(page.label("sum.left"), _number(page, _with_cents(found.left)), currency)


def _worth_note(page: AgreementPage, found: Worked, currency: str) -> str:
    """Say how an amount in money follows from the fee, each form by itself."""
    return " + ".join(filter(None, (_worth(page, found, one, currency) for one in found.sums)))


def _worth(page: AgreementPage, found: Worked, given: Sum, currency: str) -> str:
    fee = _money_words(page, _with_cents(found.billing.fee), currency)
    base = found.credit.base
    match given.form.kind:
        case FormKind.MONEY:
            if len(found.sums) > 1:
                return page.words.value(given.amount)
            if found.case is not None:
                return ""
            return _times_note(page, found.count, found.credit.sum_of(found.credit.given[0]))
        case FormKind.SHARE:
            key = "sum.of.base" if isinstance(base, str) else "sum.of"
            share = page.words.value(Percentage(as_decimal(given.number, 2)))
            return page.label(key).format(share=share, fee=fee, base=base)
        case FormKind.SERVICE:
            length = page.words.value(given.amount)
            days = page.words.number(as_decimal(found.billing.days, 2))
            return page.label("sum.of.days").format(length=length, days=days, fee=fee)
    return page.label("sum.of.outage").format(
        times=page.words.number(as_decimal(given.number, 2)),
        outage=_number(page, found.outage or Fraction(0)),
        minutes=_number(page, found.billing.minutes or Fraction(0)),
        fee=fee,
    )


def _closing(page: AgreementPage, found: Worked) -> Iterator[str]:
    yield from left_out_words(page, found.terms, found.credit)
    last = claim_day(page, found.credit, found.case, found.period)
    if last:
        yield last


def left_out_words(
    page: AgreementPage, terms: SettlementTerms, credit: ResolvedCredit
) -> Iterator[str]:
    """Say which caps a sum leaves out, and the least that is paid out."""
    if terms.left_out:
        yield page.label("sum.caps.left.out")
    for cap in terms.partial:
        words = page.words.conditions(page.agreement, cap.when or ())
        yield page.label("sum.caps.partial").format(case=words)
    if isinstance(credit.floor, CreditAmount):
        yield page.label("sum.floor").format(amount=page.words.value(credit.floor))


def claim_day(
    page: AgreementPage, credit: ResolvedCredit, case: CreditCase | None, period: Period | None
) -> str:
    """Say until when a credit has to be claimed, where that day can be told."""
    last = last_day_for_claim(credit, case, period)
    if last is None or not isinstance(credit.claim, Claim):
        return ""
    within = page.words.value(credit.claim.within)
    unit = unit_of_period(case, period)
    unit = page.label(f"unit.{unit}") if unit else ""
    return page.label("sum.claim").format(day=page.words.day(last), within=within, unit=unit)
