"""Dates of texts, of which often no more is known than the month or the year."""

from __future__ import annotations

import re
from datetime import date
from typing import Self

from sla_catalog.frozen import dataclass
from sla_catalog.model.notations import written_dates
from sla_catalog.model.quantities import MalformedError, quoted
from sla_catalog.patterns import Pattern

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_SHORT = tuple(name[:3] for name in _MONTHS)
PATTERN = rf"([0-9]{{4}}(-[0-9]{{2}}){{0,2}}|({'|'.join(_MONTHS)}) [0-9]{{4}})"
_BY_NUMBER = Pattern(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2}))?")
_BY_NAME = Pattern(rf"(?P<name>{'|'.join(_MONTHS)}) (?P<year>[0-9]{{4}})")
_OTHERWISE = (
    Pattern(r"(?P<year>[0-9]{4})[-/.](?P<month>[0-9]{1,2})"),
    Pattern(r"(?P<month>[0-9]{1,2})[-/.](?P<year>[0-9]{4})"),
    Pattern(r"(?P<name>[A-Za-z]{3})[a-z]*\.?,? (?P<year>[0-9]{4})"),
)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A year, or a month of one, where the day is not known."""

    year: int
    month: int | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `2026-05`, `May 2026` or `2026`."""
        match = _BY_NUMBER.fullmatch(text) or _BY_NAME.fullmatch(text)
        if not match:
            raise MalformedError(
                f"{quoted(text)} is not a date",
                "expected a day, a month or a year",
                _meant(text) or "such as 2026-12-31, 2026-12 or 2026",
            )
        year, month = _parts(match)
        if not _exists(year, month):
            raise MalformedError(f"{quoted(text)} is on no calendar", "expected one that exists")
        return cls(year, month)

    def __str__(self) -> str:
        return f"{self.year:04}" if self.month is None else f"{self.year:04}-{self.month:02}"


def _parts(match: re.Match[str]) -> tuple[int, int | None]:
    found = match.groupdict()
    name, number = (found.get("name") or "")[:3].title(), found.get("month")
    month = _SHORT.index(name) + 1 if name in _SHORT else int(number) if number else None
    return int(found["year"]), month


def _exists(year: int, month: int | None) -> bool:
    return date.min.year <= year <= date.max.year and (month is None or 1 <= month <= 12)


def _meant(text: str) -> str:
    """Return a day or a month in another spelling as it is read; nothing where it is neither."""
    matches = (pattern.fullmatch(text) for pattern in _OTHERWISE)
    months = (_parts(match) for match in matches if match)
    as_month = (str(PartialDate(*parts)) for parts in months if parts[1] and _exists(*parts))
    return written_dates.day(text) or next(as_month, "")
