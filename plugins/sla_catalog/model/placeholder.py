"""Placeholders: texts that only mark a place to be filled, such as `TODO`."""

from __future__ import annotations

import re

from sla_catalog.patterns import Pattern

_PLACEHOLDER = Pattern(r"(?:TODO|TBD|TBC|TBA|FIXME|XXX|\?+|…|\.\.\.)(?:[:. ].*)?", re.DOTALL)

_FIRST = frozenset("TFX?….")  # most texts are told by their first letter


def is_placeholder(text: str) -> bool:
    """Tell whether a text marks a place that is still to be filled, as `TODO` does."""
    return text[:1] in _FIRST and _PLACEHOLDER.fullmatch(text) is not None
