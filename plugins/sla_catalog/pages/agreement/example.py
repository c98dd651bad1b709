"""A worked example of a credit: one outage, from minutes to money."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

from sla_catalog.model.calendars import Hours
from sla_catalog.model.fields import Absence
from sla_catalog.model.metrics import Counting, Outage, Rounding, RoundingMode, window_of
from sla_catalog.model.quantities import NO_BREAK, Duration, Money, Percentage, plain
from sla_catalog.model.remedies import Cap, Claim, Credit, Remedies
from sla_catalog.pages.agreement.schedule import Case, names_shared, tiers_of, when_of
from sla_catalog.pages.agreement.sheet import Sheet
from sla_catalog.pages.agreement.targets import measured_hours, metric_name
from sla_catalog.pages.blocks import SumLine, WorkedExample
from sla_catalog.reckoning import credits as reckoned
from sla_catalog.reckoning import example as reckoning
from sla_catalog.reckoning.example import Period, Worked
from sla_catalog.reckoning.renewal import DateError, later
from sla_catalog.reckoning.worktime import WorkingCalendar

FEE = Decimal(1000)
_SHOWN_DIGITS = 5
_GRAIN = Fraction(30 * 60)  # every outage of an example is a multiple of it, in seconds
_THIN = "\u202f"
_END = re.compile(r"(?:the )?end of (?:the |that )?(?:calendar |billing )?(month|quarter|year)")
_ROUNDED = {
    RoundingMode.DOWN: reckoned.RoundingMode.DOWN,
    RoundingMode.HALF_UP: reckoned.RoundingMode.HALF_UP,
}


@dataclass(frozen=True, slots=True)
class Setting:
    """What an example is reckoned from."""

    credit: Credit
    remedies: Remedies
    case: Case
    period: Period
    unit: str
    rounding: reckoned.Rounding | None
    currency: str

    def term(self, name: str) -> object:
        """Return a term of the credit, or else of all credits."""
        own = getattr(self.credit, name)
        return own if own is not None else getattr(self.remedies, name)


def worked_example(
    sheet: Sheet, remedies: Remedies, credit: Credit, case: Case
) -> WorkedExample | None:
    """Reckon one outage through a credit; None where nothing can be reckoned."""
    setting = _setting(sheet, remedies, credit, case)
    if setting is None:
        return None
    minutes, rounding = setting.period.minutes, setting.rounding
    schedule = reckoning.schedule_of(credit, tiers_of(credit, case), case.target.number)
    if schedule is None:
        return None
    outage = reckoning.telling_outage(schedule, minutes, _least(case), rounding)
    if outage is None:
        return None
    binding, left_out = _caps(
        setting, reckoned.credit_at(schedule, reckoned.availability(outage, minutes, rounding))
    )
    found = reckoning.worked(schedule, outage, minutes, FEE, binding, rounding)
    floor = setting.term("floor")
    least = getattr(floor, "amount", None)
    if isinstance(least, Money) and found.paid < least.number:
        return None
    return WorkedExample(
        _title(sheet, setting, found),
        (
            *_measured(sheet, setting, found),
            *_tier(sheet, found, schedule),
            *_money(sheet, setting, found),
        ),
        " ".join(_closing(sheet, setting, left_out=left_out)),
    )


def _setting(sheet: Sheet, remedies: Remedies, credit: Credit, case: Case) -> Setting | None:
    window = window_of(case.metric, case.cell)
    hours = measured_hours(sheet, case.metric, case.cell)
    if window is None or hours is None:
        return None
    zone = sheet.agreement.timezone or sheet.edition.catalog.timezone or "UTC"
    period = reckoning.last_full_period(window, sheet.edition.today, zone)
    period = reckoning.within_hours(period, _calendar(sheet, hours, zone)) if period else None
    stated = case.metric.rounding
    if period is None or not period.minutes or (stated and not _is_reckonable(stated)):
        return None
    currency = getattr(sheet.agreement.conditions, "currency", None)
    return Setting(
        credit,
        remedies,
        case,
        period,
        window.unit if period.first else "",
        _rounding(stated) if stated else None,
        currency if isinstance(currency, str) else "",
    )


def _calendar(sheet: Sheet, hours: Hours, zone: str) -> WorkingCalendar:
    """Return service hours with the zone and the holidays of the calendar that they are of."""
    name = getattr(sheet.agreement.service_hours, "calendar", "")
    named = sheet.edition.catalog.calendar_by_id.get(name)
    if named is None:
        return WorkingCalendar(hours, zone)
    holidays = frozenset(day.date for day in named.holidays or ())
    return WorkingCalendar(hours, named.timezone or zone, holidays)


def _is_reckonable(stated: Rounding) -> bool:
    """Tell whether a rounding is of digits, down or half up, and leaves 30 min as they are."""
    if stated.digits is not None:
        return stated.mode in _ROUNDED and bool(re.fullmatch(r"[0-9]", stated.digits))
    grain = stated.unit.seconds if stated.unit else None
    return bool(grain) and (_GRAIN / (grain or 1)).denominator == 1


def _rounding(stated: Rounding) -> reckoned.Rounding | None:
    if stated.digits is None:
        return None
    return reckoned.Rounding(int(stated.digits), _ROUNDED[stated.mode])


def _outage(case: Case) -> tuple[Outage | None, Duration | None]:
    outage = case.metric.says(case.cell, "outage")
    after = getattr(outage, "after", None)
    return outage, after if isinstance(after, Duration) else None


def _least(case: Case) -> Fraction:
    after = _outage(case)[1]
    return after.seconds / 60 if after and after.seconds is not None else Fraction(0)


def _caps(setting: Setting, percent: Decimal) -> tuple[list[reckoned.Cap], bool]:
    """Return the caps that are a share of the same base, and whether another may bind."""
    caps, base = setting.term("caps"), setting.term("base")
    binding: list[reckoned.Cap] = []
    left_out = False
    when = when_of(setting.case.metric, setting.case.cell)
    for cap in caps if isinstance(caps, tuple) else ():
        if names_shared(when, cap.when) < 0:
            continue
        share = cap.at_most.number if isinstance(cap.at_most, Percentage) else None
        if share is not None and cap.of in {None, base} and _is_of_period(cap, setting):
            binding.append(reckoned.Cap(share))
        elif share is None or share < percent or not _is_wider(cap, base):
            left_out = True
    return binding, left_out


def _is_of_period(cap: Cap, setting: Setting) -> bool:
    return cap.per is None or (bool(setting.unit) and cap.per.unit == setting.unit)


def _is_wider(cap: Cap, base: object) -> bool:
    """Tell whether a cap is taken of all that the base is a part of, such as a monthly fee."""
    return isinstance(base, str) and base.startswith(cap.of or base)


def number_words(number: Decimal | Fraction) -> str:
    """Print a number in full, thousands set apart from five digits on: `44 640`."""
    whole, point, rest = plain(number).partition(".")
    grouped = f"{int(whole):,}".replace(",", _THIN) if len(whole) > 4 else whole
    return f"{grouped}{point}{rest}"


def _money_words(amount: Decimal, currency: str) -> str:
    return f"{number_words(amount)}{NO_BREAK}{currency}" if currency else number_words(amount)


def _with_cents(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.01"))


def _title(sheet: Sheet, setting: Setting, found: Worked) -> str:
    when = setting.case.apart
    period = _period_words(sheet, setting)
    case = sheet.words.conditions(sheet.agreement, when) if when else ""
    parts = [case, period] if case else [period[:1].upper() + period[1:]]
    length = f"{number_words(found.outage)}{NO_BREAK}{sheet.label('sum.min')}"
    parts.append(sheet.label("sum.one.outage").format(length=length))
    fee = _money_words(_with_cents(found.fee), setting.currency)
    parts.append(sheet.label("sum.fee").format(fee=fee))
    return ", ".join(parts)


def _period_words(sheet: Sheet, setting: Setting) -> str:
    period = setting.period
    if period.first is None or period.until is None:
        window = window_of(setting.case.metric, setting.case.cell)
        return sheet.words.value(window)
    last = period.until - timedelta(days=1)
    if setting.unit == "year":
        return str(last.year)
    month = sheet.label(f"month.{last.month}")
    if setting.unit == "month":
        return f"{month} {last.year}"
    first = sheet.label(f"month.{period.first.month}")
    return f"{first} {sheet.label('to')} {month} {last.year}"


def _measured(sheet: Sheet, setting: Setting, found: Worked) -> Iterator[SumLine]:
    unit = sheet.label("sum.min")
    minutes, outage = number_words(found.minutes), number_words(found.outage)
    yield SumLine(
        sheet.label(f"sum.minutes.{setting.unit or 'window'}"),
        minutes,
        unit,
        _length_note(sheet, setting),
    )
    yield SumLine(sheet.label("sum.downtime"), outage, unit, _outage_note(sheet, setting.case))
    key, digits = "sum.exactly", _SHOWN_DIGITS
    if setting.rounding:
        key, digits = f"sum.rounded.{setting.rounding.mode.name.lower()}", setting.rounding.digits
    shown = reckoned.Rounding(digits, reckoned.RoundingMode.DOWN).rounded(found.measured)
    note = sheet.label(key).format(minutes=minutes, outage=outage, digits=digits)
    value = f"{Decimal(shown.numerator) / Decimal(shown.denominator):.{digits}f}"
    yield SumLine(metric_name(sheet, setting.case.metric), value, "%", note)


def _length_note(sheet: Sheet, setting: Setting) -> str:
    period = setting.period
    if period.first is None or period.until is None:
        return ""
    hours = measured_hours(sheet, setting.case.metric, setting.case.cell)
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


def _outage_note(sheet: Sheet, case: Case) -> str:
    outage, after = _outage(case)
    if outage is None or after is None:
        return ""
    if outage.counts is Counting.FROM_CONFIRMATION:
        return sheet.label("sum.confirmed")
    key = "sum.whole" if outage.counts is Counting.WHOLE else "sum.longer"
    return sheet.label(key).format(length=sheet.words.value(after))


def _tier(
    sheet: Sheet, found: Worked, schedule: reckoned.Schedule | reckoned.Steps
) -> Iterator[SumLine]:
    if isinstance(schedule, reckoned.Steps):
        yield from _steps(sheet, found, schedule)
    elif found.band:
        note = _band_words(sheet, found.band)
        yield SumLine(sheet.label("sum.tier"), plain(found.percent), "%", note)


def _steps(sheet: Sheet, found: Worked, steps: reckoned.Steps) -> Iterator[SumLine]:
    size, target = Percentage(steps.size), Percentage(steps.goal.target or Decimal(0))
    key = "sum.steps.begun" if steps.part_counts else "sum.steps.full"
    note = sheet.label("sum.steps.note").format(
        step=sheet.words.value(size), target=sheet.words.value(target)
    )
    yield SumLine(sheet.label(key), str(found.steps), "", note)
    note = sheet.label("sum.steps.credit").format(
        count=found.steps, credit=sheet.words.value(Percentage(steps.credit))
    )
    yield SumLine(sheet.label("sum.share"), plain(found.percent), "%", note)


def _band_words(sheet: Sheet, band: reckoned.Band) -> str:
    """Say between which values a band lies: `below 99.95 %, not below 99.0 %`."""
    parts = []
    if band.upper is not None:
        key = "edge.to" if band.upper_included else "edge.below"
        parts.append(sheet.label(key).format(value=sheet.words.value(Percentage(band.upper))))
    if band.lower is not None:
        key = "edge.not.below" if band.lower_included else "edge.above"
        parts.append(sheet.label(key).format(value=sheet.words.value(Percentage(band.lower))))
    return ", ".join(parts)


def _money(sheet: Sheet, setting: Setting, found: Worked) -> Iterator[SumLine]:
    fee = _money_words(_with_cents(found.fee), setting.currency)
    share = sheet.words.value(Percentage(found.percent))
    base = setting.term("base")
    key = "sum.of.base" if isinstance(base, str) else "sum.of"
    note = sheet.label(key).format(share=share, fee=fee, base=base)
    if found.paid != found.earned:
        earned = number_words(found.earned)
        yield SumLine(sheet.label("sum.before.cap"), earned, setting.currency, note)
        note = sheet.label("sum.capped")
    label = sheet.words.field("credit")
    yield SumLine(label, number_words(found.paid), setting.currency, note, total=True)
    left = number_words(_with_cents(found.left))
    yield SumLine(sheet.label("sum.left"), left, setting.currency)


def _closing(sheet: Sheet, setting: Setting, *, left_out: bool) -> Iterator[str]:
    if left_out:
        yield sheet.label("sum.caps.left.out")
    claim = setting.term("claim")
    if not isinstance(claim, Claim) or isinstance(claim.within, Absence | None):
        return
    if claim.when:  # the example is of any case
        return
    end = _END.fullmatch(claim.after or "")
    until = setting.period.until
    if not end or end[1] != setting.unit or until is None:
        return
    if isinstance(claim.within, Duration):
        try:
            last = later(until - timedelta(days=1), claim.within)
        except DateError:
            return
        yield sheet.label("sum.claim").format(
            day=sheet.words.day(last),
            within=sheet.words.value(claim.within),
            unit=setting.unit,
        )
