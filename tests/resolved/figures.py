"""Lengths of time as they are written in golden files: `3 h 36 min`."""

from __future__ import annotations

import re
from fractions import Fraction

SECONDS = {"d": 86400, "h": 3600, "min": 60, "s": 1}


def seconds(text: str) -> Fraction:
    """Return the seconds of a length of time."""
    parts = re.findall(r"([0-9.]+) (d|h|min|s)\b", text)
    return sum((Fraction(number) * SECONDS[unit] for number, unit in parts), Fraction(0))
