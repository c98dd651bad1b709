"""Units of amounts that are time or money in another spelling: `5 MIN`, `5 eur`, `5 mn EUR`."""

from __future__ import annotations

import re
from decimal import Decimal

from sla_catalog.model.notations import currencies, lengths
from sla_catalog.model.notations.numerals import printed
from sla_catalog.patterns import Pattern

_SEVERAL_UNITS = Pattern(rf"{lengths.ANY_UNIT} ?\d.*", re.IGNORECASE)
_POWERS: dict[str, tuple[int, ...]] = {
    **dict.fromkeys(("m", "mn", "mln"), (6,)),
    **dict.fromkeys(("k", "thsd", "t"), (3,)),
    **dict.fromkeys(("b", "bn", "bln", "md", "mds", "milliard", "milliards"), (9,)),
    **dict.fromkeys(("billion", "billions"), (9, 12)),  # a thousand millions, or a million
    **dict.fromkeys(("billionen", "bio", "bio."), (12,)),
}
_MULTIPLE = Pattern(
    rf"(?P<power>{'|'.join(sorted(map(re.escape, _POWERS), key=len, reverse=True))})"
    r" ?(?P<of>de |d')?(?P<unit>[^\W\d_].*|[€$£¥].*)",
    re.IGNORECASE,
)
_AMOUNT_AND_PART = Pattern(r"(?P<code>[A-Z]{3}) (?P<part>\d\d)")
_HUNDREDTHS = {
    **dict.fromkeys(("cent", "cents", "ct", "cts"), ("EUR", "USD")),
    **dict.fromkeys(("pence", "penny"), ("GBP",)),
    "rappen": ("CHF",),
    **dict.fromkeys(("centime", "centimes"), ("EUR", "CHF")),
}
_PRICED = Pattern(r"(?P<unit>[^/]+?)(?P<each> ?/.+| (?:per|pro|je|par|a|an) .+|)")
_CROWNS = {"kr", "kr.", "krona", "kronor", "krone", "kroner", "kronen"}  # of three lands alike
_NO_MONEY = {"ft", "fr", "rs", "real", "won", "try", "all", "top"}  # or feet, and plain words
_OR_WEIGHT = {"pound", "pounds", "pfund"}


def in_known_units(number: str, unit: str) -> tuple[str, ...]:
    """Return an amount as it is read where its unit is time or money in another spelling.

    None where it is neither: what is counted may have any name.
    """
    if unit == "M":
        months, minutes = (f"{number} {one}" for one in ("months", "min"))
        return f"{printed(Decimal(number).scaleb(6))}", months, minutes
    if unit == "k":
        return (printed(Decimal(number).scaleb(3)),)
    if unit == "m":
        return f"{number} min", f"{number} metres"
    if _may_be_time(unit) and (lengths.is_unit(unit) or _SEVERAL_UNITS.fullmatch(unit)):
        found = lengths.length(f"{number} {unit}")
        code = currencies.code(unit)
        return tuple(filter(None, (found, code and f"{number} {code}")))
    return _of_money(number, unit)


def _may_be_time(unit: str) -> bool:
    """Tell whether a unit begins like one of time; to compile what reads them all takes long."""
    letters = re.match("[A-Za-z]*", unit) if unit.isascii() else None
    return letters is None or letters[0].lower() in lengths.BEGINNINGS


def _of_money(number: str, unit: str) -> tuple[str, ...]:
    match = _PRICED.fullmatch(unit)
    name, each = (match["unit"], match["each"]) if match else (unit, "")
    if name in currencies.CODES:
        return ()
    multiple = _MULTIPLE.fullmatch(name)
    code = _code(multiple["unit"]) if multiple else ""
    if multiple and code:
        powers = _POWERS[multiple["power"].lower()]
        return tuple(f"{printed(Decimal(number).scaleb(power))} {code}{each}" for power in powers)
    if hundredths := _HUNDREDTHS.get(name.lower()):
        part = printed(Decimal(number) / 100)
        return tuple(f"{part} {code}{each}" for code in hundredths)
    if name.lower() in _CROWNS:
        return tuple(f"{number} {code}{each}" for code in ("SEK", "NOK", "DKK"))
    if paid := _AMOUNT_AND_PART.fullmatch(name):
        return (f"{number}.{paid['part']} {paid['code']}",)
    code = _code(name)
    if not code:
        return ()
    weight = (f"{number} lb{each}",) if name.lower() in _OR_WEIGHT else ()
    return (f"{number} {code}{each}", *weight)


def _code(name: str) -> str:
    if name in currencies.CODES:
        return name
    return "" if name.lower() in _NO_MONEY else currencies.code(name)
