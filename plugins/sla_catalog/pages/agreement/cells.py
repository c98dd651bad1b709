"""Cells and links that many pieces of an agreement's page are made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sla_catalog.model.addresses import safe_address
from sla_catalog.model.fields import Item, Record
from sla_catalog.model.parties import Contact
from sla_catalog.pages.addresses import External
from sla_catalog.pages.blocks import (
    AbsentValue,
    Cell,
    Inline,
    Line,
    Link,
    Prose,
    Soft,
    State,
    Strong,
    Text,
)

SHORT = 32
_TELEPHONE = re.compile(r"\+?[0-9(][0-9 \u00a0()./\u2013-]*")


# Italy with the Vatican, San Marino, Gabon, Côte d'Ivoire, the Congo: 0 is part of their numbers.
_KEEP_ZERO = ("+39", "+378", "+241", "+225", "+242")
_FEWEST_DIGITS, _MOST_DIGITS = 3, 15  # from 110 to what E.164 allows


def reference(text: str) -> Inline:
    """Turn an address into a link, and leave every other text as it is."""
    if text.startswith("https://") and safe_address(text):
        return Link(text.removeprefix("https://").rstrip("/"), External(text))
    mail = text.removeprefix("mailto:")
    if "@" in mail and safe_address(f"mailto:{mail}"):
        return Link(mail, External(f"mailto:{mail}"))
    return telephone(text) if text.startswith("+") else Text(text)


def telephone(text: str) -> Inline:
    """Turn a telephone number into a link; what contains more than a number stays as it is.

    Elsewhere than in a place for one, only what begins with `+` is a number for certain. The `(0)`
    behind the code of a country is dialled within it alone, but for a few that keep it.
    """
    is_kept = not text.startswith("+") or text.startswith(_KEEP_ZERO)
    dialled = text if is_kept else text.replace("(0)", "", 1)
    digits = re.sub("[^0-9]", "", dialled)
    if _TELEPHONE.fullmatch(text) and _FEWEST_DIGITS <= len(digits) <= _MOST_DIGITS:
        return Link(text, External(f"tel:{'+' if text.startswith('+') else ''}{digits}"))
    return Text(text)


def ways(contact: Contact) -> tuple[Inline, ...]:
    """Return the ways to reach somebody, each as a link."""
    mail, phone, page = contact.email, contact.phone, contact.url
    found = (mail and reference(mail), phone and telephone(phone), page and reference(page))
    return tuple(way for way in found if way)


def listed(pieces: Iterable[Inline]) -> Line:
    """Set pieces apart by commas."""
    line: list[Inline] = []
    for piece in pieces:
        line += [Text(","), piece] if line else [piece]
    return tuple(line)


def anchor_of(item: Record) -> str:
    """Return what an entry's anchor ends in: its id in small letters."""
    return str(getattr(item, "id", "")).lower().replace(".", "-")


def strong_cell(text: str, *soft: str) -> Cell:
    """Make a cell of a strong line and soft ones below."""
    return Cell(((Strong(text),), *((Soft(line),) for line in soft)))


def text_cell(text: str) -> Cell:
    """Make a cell of one line of text."""
    return Cell(((Text(text),),))


@dataclass(slots=True)
class ReasonsGiven:
    """The reasons why values are absent that the cells of a table have given, by column."""

    given: set[tuple[int, State, str]] = field(default_factory=set)

    def once(self, column: int, cell: Cell) -> Cell:
        """Return a cell that is absent without the reason that one above it gives."""
        match cell.lines:
            case ((AbsentValue(state, Prose(html)),),):
                reason = (column, state, html.striptags())
            case _:
                return cell
        if reason in self.given:
            return Cell(((AbsentValue(state),),), cell.state, cell.span)
        self.given.add(reason)
        return cell


def common_source(items: Sequence[Item]) -> str:
    """Return the source that each of several entries names; empty where they differ in that."""
    named = {item.source for item in items}
    return (items[0].source or "") if len(items) > 1 and len(named) == 1 else ""


def is_short(line: Line, *, is_name: bool) -> bool:
    """Tell whether what is said is so short that other fields can share its line."""
    piece = line[0] if len(line) == 1 else None
    if isinstance(piece, Prose) and is_name:
        return len(piece.html.striptags()) <= SHORT
    return isinstance(piece, Text) and len(piece.text) <= SHORT
