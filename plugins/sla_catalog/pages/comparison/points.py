"""What one agreement says in one column, case by case, in plain text and exact numbers.

The page and its data file are made of these alone, so that a reader who chooses a case is told
what the build worked out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from html import unescape

from sla_catalog.frozen import dataclass
from sla_catalog.pages.blocks import AbsentValue, Inline, Link, Prose, State
from sla_catalog.pages.comparison.ranking import Amount

Chosen = Mapping[str, str | None]  # dimension to value; None is one that the agreement lacks
Box = tuple[tuple[str, ...] | None, ...]  # values by dimension: None any, empty none at all
ALWAYS: tuple[Box, ...] = ((),)
OF_EVENTS = frozenset({"severity", "request"})  # what happens, not what was agreed for

_TAG = re.compile(r"<[^>]*>")
_SPACES = re.compile(r"[ \n\t\r]+")


@dataclass(frozen=True, slots=True)
class Point:
    """One answer, for the cases in some boxes.

    `kind` names with what its `order` is to be compared, empty where it has none. `amount` is what
    may be ranked, unless `why` says why not. With a `state` other than stated, `text` is the
    author's reason. `mark` says how little it binds where it is not `is_firm`, or where a source
    doubts it.
    """

    text: str
    boxes: tuple[Box, ...] = ALWAYS
    state: State = State.STATED
    kind: str = ""
    order: Fraction = Fraction(0)
    amount: Amount | None = None
    label: str = ""
    note: str = ""
    why: str = ""
    mark: str = ""
    is_firm: bool = True


@dataclass(frozen=True, slots=True)
class MetricPoints:
    """What one metric says, or something that is no metric; `open` are cases without a figure."""

    dimensions: tuple[str, ...]
    points: tuple[Point, ...]
    open: tuple[Box, ...] = ()

    def meeting(self, chosen: Chosen) -> tuple[Point, ...]:
        """Return the answers for the cases that were chosen.

        There are none where an agreement lacks a value, such as a plan: it is not for that case at
        all. One that lacks a severity still promises what depends on none.
        """
        if any(value is None for name, value in chosen.items() if name not in OF_EVENTS):
            return ()
        return tuple(p for p in self.points if any(self._meets(b, chosen) for b in p.boxes))

    def is_open(self, chosen: Chosen) -> bool:
        """Tell whether some case that was chosen has no figure to rely on."""
        return any(self._meets(box, chosen) for box in self.open)

    def _meets(self, box: Box, chosen: Chosen) -> bool:
        for name, values in zip(self.dimensions, box, strict=False):
            if name not in chosen:
                continue
            value = chosen[name]
            if value is None or (values is not None and value not in values):
                return False
        return True


def plain_text(piece: Inline) -> str:
    """Return a piece of a page as text."""
    match piece:
        case Prose(html):
            return _SPACES.sub(" ", unescape(_TAG.sub("", str(html)))).strip()
        case Link(text):
            return text
        case AbsentValue(_, why):
            return plain_text(why) if why else ""
        case _:
            return str(getattr(piece, "text", ""))


def absent_point(piece: AbsentValue, **fields: object) -> Point:
    """Return how something is absent, with the author's reason as text."""
    return replace(Point(plain_text(piece), state=piece.state), **fields)  # type: ignore[arg-type]
