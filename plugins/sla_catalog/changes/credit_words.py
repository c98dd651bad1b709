"""Amounts of credits, caps and measured values as people read them."""

from __future__ import annotations

from fractions import Fraction

from sla_catalog.calculation.credits import FormKind
from sla_catalog.calculation.duration_format import format_duration
from sla_catalog.changes.cases import InWords
from sla_catalog.changes.periods import for_each
from sla_catalog.changes.values import shown
from sla_catalog.model.quantities import NO_BREAK, as_decimal, plain
from sla_catalog.model.remedies import Cap
from sla_catalog.resolved.credits import CreditForm


def amount_text(form: CreditForm, number: Fraction) -> str:
    """Return a credit in its form."""
    told = plain(as_decimal(number))
    match form.kind:
        case FormKind.SHARE:
            return f"{told} %"
        case FormKind.MONEY:
            return f"{told} {form.of}"
        case FormKind.SERVICE:
            return f"{format_duration(number)} of service"
    return f"{told} times the price of the outage"


def interval(lower: Fraction | None, upper: Fraction | None, unit: str) -> InWords:
    """Return some measured values in words, and as the last part of a path."""
    ends = [None if end is None else value_text(end, unit) for end in (lower, upper)]
    path = "..".join("" if end is None else plain(as_decimal(end)) for end in (lower, upper))
    if lower == upper and lower is not None:
        return InWords(f"at {ends[0]}", path)
    if ends[0] is None:
        return InWords(f"below {ends[1]}", path)
    if ends[1] is None:
        return InWords(f"above {ends[0]}", path)
    return InWords(f"{ends[0]} to {ends[1]}", path)


def value_text(value: Fraction, unit: str) -> str:
    """Return a measured value as people read it."""
    if unit == "elapsed time" and value >= 0:
        return format_duration(value)
    return f"{plain(as_decimal(value))}{NO_BREAK}{unit}".strip()


def cap_text(cap: Cap) -> str:
    """Return a cap as people read it."""
    of = f" of {cap.of}" if cap.of else ""
    when = f" ({shown(cap.when)})" if cap.when else ""
    return f"{shown(cap.at_most)}{of}{for_each(cap.per)}{when}"
