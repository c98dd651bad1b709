"""Print lengths of time, and other amounts, the one way in which pages and reports print them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import floor

from sla_catalog.calculation.downtime import TimeBase
from sla_catalog.model.quantities import (
    NO_BREAK,
    as_decimal,
    plain,
    unit_word,
)

_UNITS = (("d", Fraction(86400)), ("h", Fraction(3600)), ("min", Fraction(60)))
_DIGITS = 9


@lru_cache(4096)
def format_duration(seconds: Fraction) -> str:
    """Print seconds as `1 d 19 h 48 min`, with no-break spaces between a number and its unit.

    Exact, save that a fraction without an end is rounded to a millionth of a second. Less than a
    second is in milliseconds, `300 ms`. Raises ValueError for a negative length.
    """
    parts = _parts(seconds) or [("0", "s")]
    if 0 < seconds < 1 and (rest := as_decimal(seconds)):
        parts = [(plain(as_decimal(1000 * Fraction(rest))), "ms")]
    return " ".join(f"{number}{NO_BREAK}{unit}" for number, unit in parts)


def format_duration_in(unit: str, amount: Fraction) -> str:
    """Print an amount in a unit of `quantities.unit_of`; errors are those of `spoken`.

    A percentage is exact, or rounded down where that takes more than nine digits.
    """
    if unit == "elapsed time":
        return format_duration(amount)
    if unit == "%":
        amount = Fraction(floor(amount * 10**_DIGITS), 10**_DIGITS)
    number = as_decimal(amount, _DIGITS)
    return f"{plain(number)}{NO_BREAK}{unit_word(unit.removeprefix('elapsed '), number)}"


def written_duration(seconds: Fraction) -> str:
    """Print seconds as an agreement writes a duration, in one unit: `21.6 min`, `3.6 h`, `5 s`.

    Rounded down to a millionth of a second. Raises ValueError for a negative length.
    """
    if seconds < 0:
        raise ValueError(f"a length of {seconds} s is negative")
    rest = Fraction(floor(seconds * 10**6), 10**6)
    for unit, length in _UNITS[1:]:
        number = rest / length
        if number >= 1 and (number * 10).denominator == 1:
            return f"{plain(as_decimal(number))} {unit}"
    return f"{plain(as_decimal(rest))} s"


def written_limit(seconds: Fraction) -> str:
    """Print seconds as `written_duration` does, but no more than 59 of them as such.

    What only seconds write exactly is rounded down to a tenth of a minute, for nobody to convert.
    """
    written = written_duration(seconds)
    is_long = seconds >= 60 and written.endswith(" s")
    return written_duration(Fraction(seconds // 6 * 6)) if is_long else written


def format_days(number: Decimal | int) -> str:
    """Print a number of days in a sentence: `1 day`, `2 days`."""
    days = Decimal(number)
    return f"{plain(days)} {unit_word('days', days)}"


def format_basis(basis: TimeBase) -> str:
    """Print of what a downtime is a share: `30 days`, and how many hours of each where not all."""
    if basis.hours == 24 and basis.days.denominator != 1:
        return f"{plain(as_decimal(basis.days * 24, 2))} h"
    days = format_days(as_decimal(basis.days, 2))
    if basis.hours == 24:
        return days
    hours = f"{plain(as_decimal(basis.hours, 2))} h"
    return f"{days} of {hours}" if basis.is_even else f"{days} of {hours} on average"


def compact_duration(seconds: Fraction) -> str:
    """Print seconds as `1d19h48m`, or `0`; rounding and errors are those of `spoken`."""
    return "".join(f"{number}{unit.removesuffix('in')}" for number, unit in _parts(seconds)) or "0"


def _parts(seconds: Fraction) -> list[tuple[str, str]]:
    if seconds < 0:
        raise ValueError(f"a length of {seconds} s is negative")
    rest = Fraction(as_decimal(seconds))
    parts = []
    for unit, length in _UNITS:
        count, rest = divmod(rest, length)
        if count:
            parts.append((str(count), unit))
    return [*parts, (plain(rest), "s")] if rest else parts
