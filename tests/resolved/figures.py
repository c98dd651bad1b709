"""Lengths of time as they are written in golden files: `3 h 36 min`."""

from __future__ import annotations

import re
from fractions import Fraction

SECONDS = {
    "d": Fraction(86400),
    "h": Fraction(3600),
    "min": Fraction(60),
    "s": Fraction(1),
    "ms": Fraction(1, 1000),
}


def seconds(text: str) -> Fraction:
    """Return the seconds of a length of time."""
    parts = re.findall(r"([0-9.]+) (d|h|min|ms|s)\b", text)
    return sum((Fraction(number) * SECONDS[unit] for number, unit in parts), Fraction(0))
