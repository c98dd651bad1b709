"""Shares, lengths and windows of foreign files, exactly or not at all; no scale is guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from sla_catalog.frozen import dataclass
from sla_catalog.model.quantities import as_decimal

_NUMBER = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,12})?")
_SHARE = re.compile(r"(?P<sign>>=|>|≥|at least )?\s*(?P<number>[0-9]{1,3}(?:\.[0-9]{1,12})?)\s*%")
_LENGTH = re.compile(
    r"(?P<limit><=?\s*|≤\s*)?(?P<number>[0-9]{1,9}(?:\.[0-9]{1,9})?)[ _]?(?P<unit>[A-Za-zµ]+)"
)
_ISO = re.compile(
    r"P(?:(?P<Y>[0-9]{1,6})Y)?(?:(?P<M>[0-9]{1,6})M)?(?:(?P<W>[0-9]{1,6})W)?"
    r"(?:(?P<D>[0-9]{1,6})D)?"
    r"(?:T(?=[0-9])(?:(?P<h>[0-9]{1,6})H)?(?:(?P<m>[0-9]{1,6})M)?(?:(?P<s>[0-9]{1,6})S)?)?"
)
_EVERY = {
    "hourly": "1 h",
    "daily": "1 day",
    "weekly": "1 week",
    "monthly": "1 month",
    "quarterly": "3 months",
    "yearly": "1 year",
    "annually": "1 year",
}
_TIME_OF_DAY = re.compile(
    r"(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?"
    r"(?:Z| ?UTC|[+-](?:0[0-9]|1[0-4]):?[0-5][0-9]| [A-Z]{2,5})?"
)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9:.]+(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?")

# A single letter means what its case says; words are the same in capitals.
_LETTERS = {
    "ms": "ms",
    "s": "s",
    "m": "min",
    "h": "h",
    "d": "day",
    "w": "week",
    "M": "month",
    "Q": "quarter",
    "y": "year",
    "Y": "year",
}
_WORDS = {
    word: unit
    for unit, words in {
        "ms": "millisecond milliseconds millis msec",
        "s": "sec secs second seconds",
        "min": "min mins minute minutes",
        "h": "hr hrs hour hours",
        "day": "day days",
        "week": "week weeks",
        "month": "month months",
        "quarter": "quarter quarters",
        "year": "year years",
    }.items()
    for word in words.split()
}
_PERCENT = frozenset({"%", "percent", "percentage", "pct"})
_WITHOUT_PLURAL = frozenset({"ms", "s", "min", "h"})


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


def signed_percent(text: str) -> str:
    """Return a percentage that is written with its sign, such as `> 95%`, or nothing."""
    match = _SHARE.fullmatch(text.strip())
    if not match or Decimal(match["number"]) > 100:
        return ""
    word = {">": "more than ", "": "", None: ""}.get(match["sign"], "at least ")
    return f"{word}{match['number']} %"


_STATED = re.compile(
    r"(?<![\w.])%\s?(?P<before>[0-9]{1,3}(?:\.[0-9]+)?)"
    r"|(?<![\w.])(?P<after>[0-9]{1,3}(?:\.[0-9]+)?)\s?(?:%|percent\b)"
)


def stated_percentages(text: str) -> Iterator[str]:
    """Yield the percentages in a sentence: `99.9%`, `99.9 %`, `%99.9`, `99.9 percent`."""
    for match in _STATED.finditer(text):
        number = match["before"] or match["after"]
        if Decimal(number) <= 100:
            yield f"{number} %"


def unit_of(text: str) -> str:
    """Return a unit of time as our format names one of it, or nothing; `m` and `M` differ."""
    return _LETTERS.get(text) or (_WORDS.get(text.lower(), "") if len(text) > 2 else "")


def length(text: str, lone_m: str = "min") -> str:
    """Return a length of time, such as `25 h`, of `25h`, `P1Y`, `1 week`, `daily`, or nothing.

    `lone_m` is what the unit `m` means where it is written.
    """
    stripped = text.strip()
    if stripped.lower() in _EVERY:
        return _EVERY[stripped.lower()]
    if stripped.startswith("P"):
        return _iso(stripped)
    match = _LENGTH.fullmatch(stripped)
    if not match:
        return ""
    unit = lone_m if match["unit"] == "m" else unit_of(match["unit"])
    if not unit:
        return ""
    word = (
        "" if not match["limit"] else "less than " if match["limit"].strip() == "<" else "at most "
    )
    return word + amount(match["number"], unit)


def amount(number: str, unit: str) -> str:
    """Print a number with a unit of time; a quarter is three months."""
    if unit == "quarter":
        number, unit = f"{Decimal(number) * 3:f}", "month"
    return f"{number} {unit if unit in _WITHOUT_PLURAL or number == '1' else f'{unit}s'}"


def _iso(text: str) -> str:
    match = _ISO.fullmatch(text)
    found = {key: int(value) for key, value in match.groupdict().items() if value} if match else {}
    if not found:
        return ""
    if len(found) == 1:
        [(key, number)] = found.items()
        return amount(str(number), _LETTERS[key if key in "hmsYM" else key.lower()])
    if found.keys() <= {"Y", "M"}:
        return amount(str(found["Y"] * 12 + found["M"]), "month")
    seconds = {"W": 604_800, "D": 86_400, "h": 3600, "m": 60, "s": 1}
    if not found.keys() <= seconds.keys():
        return ""
    total = sum(number * seconds[key] for key, number in found.items())
    smallest = min(found, key=lambda key: seconds[key])
    return amount(str(total // seconds[smallest]), _LETTERS[smallest.lower()])


def reduced(number: Decimal, factor: Fraction) -> str:
    """Return a number times a factor in digits."""
    return f"{as_decimal(Fraction(number) * factor):f}"


# Windows

_WINDOW = re.compile(r"([1-9][0-9]{0,4})([hdwMQYm])")


def window(text: str, *, is_calendar: bool = False) -> str:
    """Return a window such as `30d` as our format writes it, or nothing."""
    match = _WINDOW.fullmatch(text)
    return window_of(match[1], _LETTERS[match[2]], is_calendar=is_calendar) if match else ""


def window_of(count: str, unit: str, *, is_calendar: bool = False) -> str:
    """Return a window of a count and a unit such as `Day`, or nothing."""
    if not re.fullmatch(r"[1-9][0-9]{0,4}", count):
        return ""
    name = unit_of(unit) if unit not in _WITHOUT_PLURAL else unit
    if is_calendar:
        is_known = name in {"day", "week", "month", "quarter", "year"}
        return f"calendar {name}" if count == "1" and is_known else ""
    if name == "min" and int(count) % 60 == 0:
        count, name = str(int(count) // 60), "h"
    return f"rolling {amount(count, name)}" if name and name not in {"ms", "s", "min"} else ""


# Values of data contracts


class ReadMeaning(StrEnum):
    """What the value of a service level of a data contract is."""

    AMOUNT = "an amount"
    UNLIMITED = "unlimited"
    NO_PROMISE = "no promise"
    TIME_OF_DAY = "a time of day"
    DATE = "a date"
    WITHOUT_UNIT = "a number without its unit"
    UNITS_DISAGREE = "a number with two units"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class ForeignValue:
    """A value with what it means; the text of an amount is a target as our format writes it."""

    meaning: ReadMeaning
    text: str


_SHARES = frozenset({"availability", "error_rate", "completeness", "success_rate"})
_LONG = frozenset({"retention"})
_SHORT = frozenset({"latency", "data_freshness", "frequency"})
_PLAIN = re.compile(r"-?[0-9]{1,9}(?:\.[0-9]{1,12})?")
_LIMIT = re.compile(r"(?:[<>]=?|[≤≥])\s*[0-9]{1,9}(?:\.[0-9]{1,12})?")
_WITH_ZEROS = re.compile(r"0[0-9]+")


def value_of(text: str, unit: str, kind: str) -> ForeignValue:
    """Return what a service level's value means, read together with its unit.

    `kind` is the type of the metric. A lone `m` is months where data are kept and minutes where
    they arrive; elsewhere nobody can tell. A number without a unit is a share where the type says.
    """
    words = f"{text} {unit}".strip()
    plain = text.lower().strip()
    if unit in {"", "d", "days"} and plain in {"indefinite", "unlimited", "forever"}:
        return ForeignValue(ReadMeaning.UNLIMITED, words)
    if plain in {"on-demand", "on demand", "ondemand", "n/a", "none", "no aplica"}:
        return ForeignValue(ReadMeaning.NO_PROMISE, words)
    if _TIME_OF_DAY.fullmatch(text):
        return ForeignValue(ReadMeaning.TIME_OF_DAY, words)
    if _DATE.fullmatch(text):
        return ForeignValue(ReadMeaning.DATE, words)
    if _PLAIN.fullmatch(text):
        return _number(text, unit, kind, words)
    return _text(text, unit, kind, words)


def _number(text: str, unit: str, kind: str, words: str) -> ForeignValue:
    if text.startswith("-") or _WITH_ZEROS.fullmatch(text):
        return ForeignValue(ReadMeaning.WORDS, words)
    is_bare_share = not unit and kind in _SHARES
    if is_bare_share and Decimal(text) <= 1:  # of a fraction and a percentage nobody writes which
        return ForeignValue(ReadMeaning.WITHOUT_UNIT, words)
    if unit.lower() in _PERCENT or is_bare_share:
        read = f"{text} %" if Decimal(text) <= 100 else ""
        return (
            ForeignValue(ReadMeaning.AMOUNT, read)
            if read
            else ForeignValue(ReadMeaning.WORDS, words)
        )
    if not unit:
        return ForeignValue(ReadMeaning.WITHOUT_UNIT, words)
    known = _lone_m(kind) if unit == "m" else unit_of(unit)
    if known:
        return ForeignValue(ReadMeaning.AMOUNT, amount(text, known))
    is_counted = kind in {"throughput", "capacity", "volume", "custom"}
    if is_counted and re.fullmatch(r"[A-Za-z]{3,}[A-Za-z /]*", unit) and unit.lower() not in _EVERY:
        return ForeignValue(ReadMeaning.AMOUNT, words)
    return ForeignValue(ReadMeaning.WORDS, words)


def _text(text: str, unit: str, kind: str, words: str) -> ForeignValue:
    if unit and _LIMIT.fullmatch(text):
        text, unit = words, ""
    read = signed_percent(text)
    if read:
        is_same = not unit or unit.lower() in _PERCENT
        return (
            ForeignValue(ReadMeaning.AMOUNT, read)
            if is_same
            else ForeignValue(ReadMeaning.UNITS_DISAGREE, words)
        )
    read = length(text, _lone_m(kind))
    if not read:
        return ForeignValue(ReadMeaning.WORDS, words)
    named = _lone_m(kind) if unit == "m" else unit_of(unit)
    is_same = not unit or read.split()[-1].rstrip("s") == named.rstrip("s")
    return (
        ForeignValue(ReadMeaning.AMOUNT, read)
        if is_same
        else ForeignValue(ReadMeaning.UNITS_DISAGREE, words)
    )


def _lone_m(kind: str) -> str:
    return "month" if kind in _LONG else "min" if kind in _SHORT else ""
