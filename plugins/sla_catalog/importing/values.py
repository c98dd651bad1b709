"""Targets and windows of SLO tools, exactly or not at all; case decides between `m` and `M`."""

from __future__ import annotations

import re
from decimal import Decimal

_NUMBER = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,12})?")
_LENGTH = re.compile(r"([1-9][0-9]{0,4})(h|d|w|M|Q|Y)")
_ROLLING = {"h": "h", "d": "day", "w": "week", "M": "month", "Y": "year"}
_CALENDAR = {"d": "day", "w": "week", "M": "month", "Q": "quarter", "Y": "year"}


def percent(text: str) -> str:
    """Return a percentage that is written without its sign, or nothing."""
    if not _NUMBER.fullmatch(text) or not 0 < Decimal(text) <= 100:
        return ""
    return f"{text} %"


def fraction(text: str) -> str:
    """Return a share of one as a percentage, or nothing; above 1 no scale is guessed."""
    if not _NUMBER.fullmatch(text) or not 0 < Decimal(text) <= 1:
        return ""
    digits = f"{Decimal(text) * 100:f}"
    return f"{digits.rstrip('0').rstrip('.') if '.' in digits else digits} %"


def window(text: str, *, is_calendar: bool = False) -> str:
    """Return a window such as `30d` as our format writes it, or nothing."""
    match = _LENGTH.fullmatch(text)
    if not match:
        return ""
    count, unit = match.groups()
    if is_calendar:
        return f"calendar {_CALENDAR[unit]}" if count == "1" and unit in _CALENDAR else ""
    if unit not in _ROLLING:
        return ""
    name = _ROLLING[unit]
    return f"rolling {count} {name if count == '1' or name == 'h' else f'{name}s'}"
