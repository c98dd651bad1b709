"""Ranges whose ends are written in other ways: `1.500 to 2.500 EUR`, `99,5 - 99,9 %`."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import product
from typing import Self

from sla_catalog.frozen import dataclass
from sla_catalog.model.notations.numerals import figure, in_two_ways
from sla_catalog.model.notations.suggestions import Suggestion
from sla_catalog.patterns import Pattern

_FIGURE = r"[0-9](?:[0-9.,]*[0-9])?"
_BETWEEN = ("-", "–", " to ", " bis ")
_RANGE = Pattern(
    rf"(?P<low>{_FIGURE})\s*(?P<own>[^0-9]*?)\s*(?:-|–|\bto\b|\bbis\b)\s*"
    rf"(?P<high>{_FIGURE})(?![0-9])\s*(?P<unit>[^0-9]*)"
)


@dataclass(frozen=True, slots=True)
class WrittenRange:
    """Hold both ends of a range, each with every number that its digits can mean."""

    lows: tuple[str, ...]
    highs: tuple[str, ...]
    unit: str

    @classmethod
    def read(cls, text: str) -> Self | None:
        """Read a range of two figures with one unit, or nothing."""
        has_two_ends = any(one in text for one in _BETWEEN)  # which hardly any amount has
        match = _RANGE.fullmatch(text.strip()) if has_two_ends else None
        unit = match["unit"].strip() if match else ""
        if not match or match["own"] not in {"", unit}:
            return None
        return cls(_readings(match["low"], unit), _readings(match["high"], unit), unit)

    @property
    def is_ambiguous(self) -> bool:
        """Tell whether the point of an end may divide thousands or decimals."""
        return len(self.lows) > 1 or len(self.highs) > 1

    @property
    def ends(self) -> tuple[str, ...]:
        """Return each amount that an end can be."""
        return tuple(f"{one} {self.unit}".strip() for one in (*self.lows, *self.highs))

    @property
    def ranges(self) -> tuple[str, ...]:
        """Return each range that both can be; points in both ends are read alike."""
        lows, highs = self.lows, self.highs
        is_alike = len(lows) == len(highs)
        pairs = [*zip(lows, highs, strict=True)] if is_alike else [*product(lows, highs)]
        rising = (pair for pair in pairs if all(pair) and Decimal(pair[0]) < Decimal(pair[1]))
        return tuple(f"{low} to {high} {self.unit}".strip() for low, high in rising)


_IN_WORDS = Pattern(
    rf"(?:(?:in )?between|zwischen|entre|from|von|de|ranging from) (?P<low>{_FIGURE})"
    rf"\s*(?P<own>[^0-9]*?)\s*(?:and|und|et|to|bis|à|up to)\s*(?P<high>{_FIGURE})"
    r"(?![0-9])\s*(?P<unit>[^0-9]*)",
    re.IGNORECASE,
)


def with_a_dash(text: str) -> str:
    """Return a range in words as it is written in tables: `between 95 and 97 %` is `95-97 %`."""
    match = _IN_WORDS.fullmatch(text.strip())
    unit = match["unit"].strip() if match else ""
    if not match or match["own"].strip() not in {"", unit}:
        return text
    return f"{match['low']}-{match['high']} {unit}".strip()


def ends_of(text: str, direction: str) -> tuple[Suggestion, ...]:
    """Return what a range can mean by what is better, `higher`, `lower` or unknown; or nothing."""
    written = WrittenRange.read(with_a_dash(text))
    if not written or written.is_ambiguous or not written.ranges:
        return ()
    low, high = written.ends
    ends = {"higher": (f"at least {low}",), "lower": (f"at most {high}",)}
    either = ends.get(direction, (f"at least {low}", f"at most {high}"))
    return tuple(map(Suggestion, (*either, *written.ranges)))


def _readings(number: str, unit: str) -> tuple[str, ...]:
    found = in_two_ways(number, unit)
    if found:
        return tuple(one.removesuffix(unit).strip() for one in found)
    return (figure(number, is_share=unit == "%"),)
