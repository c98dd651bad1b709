"""The pieces of views that are built by hand."""

from __future__ import annotations

from markupsafe import Markup

from sla_catalog.pages.addresses import External, OnPage, PageAt
from sla_catalog.pages.blocks import (
    AbsentValue,
    Block,
    Cell,
    Column,
    FactRow,
    Facts,
    Inline,
    Line,
    Link,
    Prose,
    Sentence,
    Sentences,
    State,
    Text,
)
from sla_catalog.pages.sections import Clause, Section

AGREEMENT = "agreements/managed-postgresql.md"


DRAFT = "agreements/wiki.md"


OVERVIEW = "agreements/index.md"


GLOSSARY = "glossary.md"


COMPARISON = "comparison.md"


PARTY = "parties/data-platform.md"


DEADLINES = "deadlines/index.md"


SERVICES = "services/index.md"


QUALITY = "quality/index.md"


COVERAGE = "coverage/index.md"


FRAMEWORK = "coverage/dora-30.md"


BROKEN = "agreements/broken.md"


STATED, NONE, NOT_STATED = State.STATED, State.NONE, State.NOT_STATED


STEPS = (
    "Core services",
    "Performance metrics",
    "Monitoring and reporting",
    "Responsibilities",
    "Penalties and remedies",
    "Security and compliance",
    "Review and update",
)


MISSING = AbsentValue(NOT_STATED)


def one(*pieces: Inline | str) -> Cell:
    """Return a cell of one line."""
    return Cell((line(*pieces),))


def line(*pieces: Inline | str) -> Line:
    return tuple(Text(piece) if isinstance(piece, str) else piece for piece in pieces)


def lines(*rows: Line | Inline | str) -> Cell:
    return Cell(tuple(row if isinstance(row, tuple) else line(row) for row in rows))


def none(why: str) -> AbsentValue:
    return AbsentValue(NONE, Text(why))


def missing(span: int = 1) -> Cell:
    return Cell(((MISSING,),), NOT_STATED, span)


def spanning(span: int, *pieces: Inline | str) -> Cell:
    return Cell((line(*pieces),), span=span)


def mail(address: str) -> Link:
    return Link(address, External(f"mailto:{address}"))


def clause(number: str, text: str = "") -> Link:
    return Link(text or f"clause {number}", OnPage(f"clause-{number}"))


def party(name: str) -> Link:
    return Link(name, PageAt("parties.md", name.lower().replace(" ", "-")), strong=True)


def term(text: str) -> Prose:
    slug = text.lower().rstrip("s").replace(" ", "-")
    return Prose(
        Markup('<a class="sla-term" href="../../glossary/#term-{}">{}</a>').format(slug, text)
    )


def fact(label: str, *pieces: Inline | str) -> FactRow:
    return FactRow(label, one(*pieces))


def facts(*rows: FactRow) -> Facts:
    return Facts(rows)


def columns(*labels: str) -> tuple[Column, ...]:
    return tuple(Column(label) for label in labels)


def sentences(*texts: str, heading: Line = (), anchor: str = "") -> Sentences:
    items = tuple(
        Sentence(one(text), f"{anchor}-{at}" if anchor else "") for at, text in enumerate(texts, 1)
    )
    return Sentences(items, heading)


def part(number: str, title: str, *blocks: Block, qualifier: str = "") -> Clause:
    return Clause(number, f"clause-{number}", title, blocks, qualifier)


def section(number: str, title: str, *clauses: Clause) -> Section:
    return Section(number, title.lower().replace(" ", "-"), title, clauses)
