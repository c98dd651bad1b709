"""Time zones as the package tzdata knows them, whatever data the machine has."""

from __future__ import annotations

from datetime import tzinfo
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

# `ZoneInfo(name)` asks the machine first, and the package only where that has nothing. The data of
# machines differ by years, and with them the minutes of a month.
_PACKAGE = "tzdata"


@cache
def names() -> frozenset[str]:
    """Return the names of all time zones of the IANA database."""
    return frozenset((files(_PACKAGE) / "zones").read_text(encoding="utf-8").split())


@cache
def zone(name: str) -> tzinfo:
    """Return a time zone by its name; raises ZoneInfoNotFoundError where there is none such."""
    if name not in names():
        raise ZoneInfoNotFoundError(f"no time zone is called ‘{name}’")
    with files(_PACKAGE).joinpath("zoneinfo", *name.split("/")).open("rb") as data:
        return ZoneInfo.from_file(data, name)
