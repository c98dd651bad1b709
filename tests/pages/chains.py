"""A chain and its signs as texts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from sla_catalog.model.catalog import Catalog
from sla_catalog.pages import labels
from sla_catalog.pages.addresses import Addresses
from sla_catalog.pages.agreement import responsibilities
from sla_catalog.pages.agreement.page import AgreementPage
from sla_catalog.pages.blocks import (
    AbsentValue,
    Bar,
    Block,
    Cell,
    Chain,
    Icon,
    Inline,
    Prose,
)
from sla_catalog.pages.context import RenderContext, agreement_uri

TODAY = date(2026, 11, 23)
SIGNS = {"check": "✓", "alarm": "!", "unequal": "≠"}


def blocks(catalog: Catalog, name: str, anchor: str) -> list[Block]:
    """Return the blocks of a clause on an agreement's page."""
    context = RenderContext(catalog, TODAY, labels.load(), Addresses().href)
    page = AgreementPage(catalog.by_id[name], context, agreement_uri(name))
    drafts = {draft.anchor: draft for draft in responsibilities.drafts(page)}
    return list(drafts[anchor].build(page)) if anchor in drafts else []


def chain_of(catalog: Catalog, name: str) -> Chain:
    (found,) = (b for b in blocks(catalog, name, "stands-on") if isinstance(b, Chain))
    return found


def said(pieces: Iterable[Inline]) -> str:
    words = []
    for piece in pieces:
        match piece:
            case Icon(name):
                words.append(SIGNS[name])
            case AbsentValue(state):
                words.append(state.value)
            case Prose(html):
                words.append(re.sub("<[^>]+>", "", str(html)))
            case _:
                words.append(getattr(piece, "text", ""))
    return " ".join(words).replace("\u00a0", " ")


def lines(cell: Cell) -> list[str]:
    return [said(line) for line in cell.lines]


def drawn(piece: Bar | Cell | AbsentValue) -> str | list[str]:
    """Print a cell of a chain; a bar with its length, a ! where it passes the tick."""
    match piece:
        case Bar(value, length, mark, exceeds, note):
            sign = "!" if exceeds else ""
            return f"{said(value)} [{length}/{mark}{sign}] {note}".replace("\u00a0", " ").rstrip()
        case Cell():
            return lines(piece)
        case AbsentValue():
            return piece.state.value
