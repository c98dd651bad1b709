"""Amounts, lengths, windows and times of the format, said in the words of a language.

Numbers have the digits of their author and the decimal sign of the language. Files for programs
keep the point, and so does text that an author wrote.
"""

from __future__ import annotations

from collections.abc import Iterable

from sla_catalog.calculation.comparability import ObstacleKind, Week
from sla_catalog.model.calendars import DAYS, KINDS_BY_UNIT, DaySpan, Recurrence, Window, clock_time
from sla_catalog.model.conditions import PaymentTerm
from sla_catalog.model.credit_amounts import Bound, CreditAmount
from sla_catalog.model.intervals import Frequency, single_unit
from sla_catalog.model.quantities import (
    ElapsedTime,
    Money,
    Percentage,
    PlainQuantity,
    WorkingTime,
    plain,
)
from sla_catalog.model.targets import Deadline, Range, Share
from sla_catalog.model.triggers import Trigger, TriggerKind
from sla_catalog.pages.labels import Labels


def numeral(text: str, labels: Labels) -> str:
    """Write a number, or a length of time in figures, with the decimal sign of the language."""
    return text.replace(".", labels["number.decimal"])


def said(value: object, labels: Labels) -> str:
    """Say a value of the format; what has no words of its own is printed as it is written."""
    match value:
        case ElapsedTime() | WorkingTime():
            is_one = labels.is_singular(value.number)
            unit = value.unit.removesuffix("s") if is_one and len(value.unit) > 2 else value.unit
            return f"{numeral(plain(value.number), labels)} {labels[f'unit.{unit}']}"
        case Money(amount, currency) if amount.as_tuple().exponent == -1:
            return f"{numeral(f'{amount:.2f}', labels)} {currency}"  # 41.5 EUR is 41.50 EUR
        case Percentage() | Money() | PlainQuantity():
            number, space, unit = str(value).partition(" ")
            return f"{numeral(number, labels)}{space}{unit}"
        case Range():
            return _range(value, labels)
        case Deadline():
            return _deadline(value, labels)
        case Share():
            return labels["share.of"].format(share=said(value.percentage, labels), noun=value.noun)
        case Window():
            return _window(value, labels)
        case Recurrence():
            return _recurrence(value, labels)
        case Frequency():
            if value.every:
                return interval_words(value.every, labels)
            return labels[f"frequency.{value.word}"]
        case Trigger():
            return _trigger(value, labels)
        case CreditAmount():
            return _credit(value, labels)
        case Bound():
            return labels["bound.target"] if value.amount is None else said(value.amount, labels)
        case PaymentTerm():
            return labels["after.invoice"].format(length=said(value.within, labels))
        case _:
            return str(value)


def governed(value: object, labels: Labels) -> str:
    """Say a value as it follows `of` or `after`, which in German governs the dative."""
    if not isinstance(value, ElapsedTime | WorkingTime) or labels.is_singular(value.number):
        return said(value, labels)
    unit = labels.words.get(f"unit.{value.unit}.dative") or labels[f"unit.{value.unit}"]
    return f"{numeral(plain(value.number), labels)} {unit}"


def basis_word(kind: ObstacleKind, word: str, labels: Labels) -> str:
    """Say one side of what keeps two values from being compared."""
    if kind is ObstacleKind.WINDOW and word:
        return said(Window.parse(word), labels)
    keys = (f"basis.word.{word}", f"unit.{word}", f"metric.{word}", f"choice.{word}")
    known = next((labels.words[key] for key in keys if key in labels.words), "")
    return known or word.replace("_", " ")


def side_words(labels: Labels, kind: ObstacleKind, side: Window | Week | str) -> str:
    """Say one side of what keeps two values from being compared."""
    if isinstance(side, Week):
        if side.is_all:
            return labels["minutes.all"]
        hours = spans(side.hours.spans, labels) or str(side.hours)
        words = labels["minutes.of"].format(hours=hours)
        zone = side.zone or labels["hours.zone.unstated"]
        return f"{words} {zone}" + (labels["less.holidays"] if side.holidays else "")
    words = basis_word(kind, str(side), labels)
    is_event = kind in {ObstacleKind.START, ObstacleKind.STOP} and words
    return labels["basis.event.words"].format(event=words) if is_event else words


def spans(days: Iterable[DaySpan], labels: Labels) -> str:
    """Say spans of hours: `Mon–Fri 09:00–17:00`."""
    return ", ".join(_span(span, labels) for span in days)


def _span(span: DaySpan, labels: Labels) -> str:
    return f"{_days(span, labels)} {_hours(span)}"


def _days(span: DaySpan, labels: Labels) -> str:
    names = [DAYS[span.first], *([DAYS[span.last]] if span.last != span.first else [])]
    return "–".join(labels[f"weekday.{name}"] for name in names)


def _hours(span: DaySpan) -> str:
    return f"{clock_time(span.start)}–{clock_time(span.end)}"


def _range(value: Range, labels: Labels) -> str:
    low = said(value.low, labels)
    units = [getattr(end, "unit", None) for end in (value.low, value.high)]
    if type(value.low) is type(value.high) and units[0] == units[1]:
        low = numeral(plain(value.low.number), labels)
    return labels["range"].format(low=low, high=said(value.high, labels))


def _deadline(value: Deadline, labels: Labels) -> str:
    moment = "time" if value.time else "end"
    day = ("next." if value.next_day else "") + ("business" if value.business else "calendar")
    return labels[f"until.{moment}.{day}"].format(time=value.time)


def _window(value: Window, labels: Labels) -> str:
    length = said(value.length, labels) if value.length else ""
    if value.kind in KINDS_BY_UNIT:
        return labels[f"window.{value.kind} {value.unit}"]
    return labels[f"window.{value.kind}"].format(length=length, unit=value.unit)


def _recurrence(value: Recurrence, labels: Labels) -> str:
    if value.every or not value.hours:
        return interval_words(value.every, labels) if value.every else ""
    if not value.ordinal:
        return spans(value.hours.spans, labels)
    (span,) = value.hours.spans
    is_one = span.first == span.last
    day = labels[f"weekday.full.{DAYS[span.first]}"] if is_one else _days(span, labels)
    return labels[f"ordinal.{value.ordinal}"].format(day=day, hours=_hours(span))


def interval_words(every: ElapsedTime, labels: Labels) -> str:
    """Say how often something comes: `every month`, `every 6 months`."""
    single = single_unit(every)
    if single:
        return labels[f"every.{single}"]
    return labels[f"every.several.{every.unit}"].format(length=said(every, labels))


def _trigger(value: Trigger, labels: Labels) -> str:
    one = ".one" if value.count == 1 else ""
    period = f"trigger.{value.unit}{'.one' if value.among == 1 else ''}"
    months = labels[period].format(count=value.among)
    match value.kind:
        case TriggerKind.EACH:
            return labels["trigger.each"]
        case TriggerKind.COUNT:
            layout = labels[f"trigger.{value.layout}"] if value.layout else "{months}"
            return labels[f"trigger.count{one}"].format(
                count=value.count, months=layout.format(months=months)
            )
        case TriggerKind.EVER:
            return labels[f"trigger.ever{one}"].format(count=value.count)
        case TriggerKind.OF_ANY:
            return labels["trigger.of.any"].format(count=value.count, months=months)
        case TriggerKind.CONSECUTIVE:
            words = labels[f"trigger.consecutive{one}"].format(count=value.count)
            below = labels["trigger.below"].format(months=words, below=said(value.below, labels))
            return below if value.below else words


def _credit(value: CreditAmount, labels: Labels) -> str:
    if value.times is not None:
        return labels["credit.times"].format(times=numeral(plain(value.times.number), labels))
    length = said(value.amount, labels)
    if value.is_service:
        return labels["credit.service"].format(length=length)
    return length
