"""Days that count Saturday in law, and in common speech do not: `Werktage`, `jours ouvrables`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from sla_catalog.model.notations.suggestions import Suggestion
from sla_catalog.patterns import Pattern

_DAY = Pattern(r"(?<!\w)(?:werktag(?:e?s|en?)?|wt|jours? ouvrables?)(?!\w)", re.IGNORECASE)
WEEK = "Mon-Sat 00:00-24:00"
EXPLAINED = "business days are those of the hours: in law a day of this name may be a Saturday"


def may_count_saturday(text: str) -> bool:
    """Tell whether a text names days that are Monday to Saturday in law."""
    return _DAY.search(text) is not None


def in_both_weeks(text: str, found: Iterable[Suggestion]) -> Iterator[Suggestion]:
    """Yield suggestions, and each in business days again with the hours that have Saturdays."""
    is_open = may_count_saturday(text)
    for one in found:
        yield one
        if is_open and "business day" in one.value and "hours" not in dict(one.beside):
            yield replace(one, beside=(*one.beside, ("hours", WEEK)))
