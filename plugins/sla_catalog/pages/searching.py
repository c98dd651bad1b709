"""What search finds on a page: its headings with the words under them, without the layout."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache

from markupsafe import escape

from sla_catalog.pages import blocks
from sla_catalog.pages.addresses import OnPage
from sla_catalog.pages.rendering import View

# Where search cuts words apart: not within 99.9 and 24/7, but at the % behind and in SLA-042.
SEPARATOR = r"""[\s\-,:!=\[\]()"%]+|/(?!\d)|(?!\b)(?=[A-Z][a-z])|\.(?!\d)|&[lg]t;"""
_SAID = (blocks.Text, blocks.Strong, blocks.Code, blocks.Day)
LONGEST_NOTE = 60  # longer ones explain how something is worked out
_LEFT_OUT = frozenset({"terms", "ribbon", "gaps", "crumbs", "actions", "source_lines"})
# These are found elsewhere on the page, or on those of parties and other agreements, or by nobody.
_NOT_SEARCHED = frozenset(
    {"calendars", "parties", "renewal", "revisions", "sources", "stands-on", "supports"}
)
_DRAWN = (blocks.Icon, blocks.StepPicture, blocks.Distance, blocks.Chain, blocks.WorkedExample)
_JOINED = re.compile(r"\b([A-Z]{2,})(?:/[A-Z]+)? ([0-9]{2,})\b")
# Nobody writes a time in two units; those are worked out, and say nothing that one looks for.
_WORKED_OUT = re.compile(
    r"(?:[a-z]+ )*[0-9.,]+\s(?:d|h|min) [0-9.,]+\s(?:h|min|s)\b.*"
    r"|(?:at most|höchstens) [0-9.,]+\u00a0h\b.*"  # how long working time takes on the wall clock
)


def no_aliases(_text: str) -> tuple[str, ...]:
    """Know no other name for anything."""
    return ()


@dataclass(frozen=True)
class Hints:
    """What a page is found by beside its own words.

    `reference` is its number, `severities` the names of cases that its clauses tell apart;
    `aliases` returns further names of the defined terms in a text, `also` holds what a clause is
    called beside its title, by its anchor. Of two hits with the same words the page with the
    higher `boost` comes first.
    """

    reference: str = ""
    severities: tuple[str, ...] = ()
    aliases: Callable[[str], Iterable[str]] = no_aliases
    also: Mapping[str, str] = field(default_factory=dict)
    boost: float = 1


NO_HINTS = Hints()


def searched(view: View, title: str, hints: Hints = NO_HINTS) -> str:
    """Return lean HTML for a search index: every heading, and under it its words once."""
    match view:
        case blocks.AgreementView():
            return "\n".join(_agreement(view, title, hints))
        case blocks.GlossaryView():
            entries = (entry for letter in view.letters for entry in letter.entries)
            return "\n".join([_top(title), *map(_entry, entries)])
        case blocks.PlainView():
            # Its sections list what other pages hold; one hit leads to one place.
            words = _words((view.lead or (), view.facts or ()))
            return f"{_top(title)}\n{_text(words)}"
        case _:
            return f"{_top(title)}\n{_text([view.lead])}"


def _agreement(view: blocks.AgreementView, title: str, hints: Hints) -> Iterator[str]:
    yield _top(f"{hints.reference} {title}".strip())
    yield _text([*_words(_head(view)), *(a for t in _metrics(view) for a in hints.aliases(t))])
    for section in view.sections:
        said = [*_words(section.absence), *_words(section.blocks)]
        if said:
            yield _heading(2, section.anchor, section.title)
            yield _text(said)
        for clause in section.clauses:
            if clause.anchor not in _NOT_SEARCHED and not _is_absent(clause):
                yield _under(clause, hints)


def _head(view: blocks.AgreementView) -> tuple[object, ...]:
    status, (parties, owner, *_) = blocks.Text(view.status), view.identity
    return (view.summary, view.eyebrow, status, parties, owner, view.promises)


def _metrics(view: blocks.AgreementView) -> Iterator[str]:
    for section in view.sections:
        yield from (clause.title for clause in section.clauses if _is_metric(clause))


def _is_absent(clause: blocks.Clause) -> bool:
    """Tell whether a clause only says that there is none; nobody looks for those first."""
    lines = [block.line for block in clause.blocks if isinstance(block, blocks.Paragraph)]
    pieces = [piece for line in lines for piece in line]
    return len(lines) == len(clause.blocks) and all(
        isinstance(p, blocks.AbsentValue) for p in pieces
    )


def _is_metric(clause: blocks.Clause) -> bool:
    return clause.anchor.startswith("metric-")


def _entry(entry: blocks.GlossaryEntry) -> str:
    """Return a term, with its aliases in the heading: who looks for one means the term."""
    aliases = f" ({', '.join(entry.aliases)})" if entry.aliases else ""
    words = [*_words(entry.definition), *_words(entry.overrides)]
    return f"{_heading(2, entry.anchor, entry.name + aliases)}\n{_text(words)}"


def _under(clause: blocks.Clause, hints: Hints) -> str:
    words, title = [*_words(clause.blocks)], clause.title
    if _is_metric(clause):
        labels = {f.label for b in clause.blocks if isinstance(b, blocks.Facts) for f in b.rows}
        words = [word for word in words if word not in labels] + [*hints.aliases(title)]
        told = " ".join(words)
        cases = [name for name in hints.severities if re.search(rf"\b{re.escape(name)}\b", told)]
        title = _called(clause, hints) + (f": {', '.join(cases)}" if cases else "")
    elif clause.anchor in hints.also:
        title = _called(clause, hints)
    return f"{_heading(3, clause.anchor, title)}\n{_text(words)}"


def _called(clause: blocks.Clause, hints: Hints) -> str:
    """Return a title with what else its clause is called, unless it has these words already."""
    also = hints.also.get(clause.anchor, "")
    is_said = all(word in clause.title.lower() for word in also.split())
    return clause.title if is_said else f"{clause.title} ({also})"


def _top(title: str) -> str:
    return _heading(1, "top", title)


def _heading(level: int, anchor: str, text: str) -> str:
    return f'<h{level} id="{escape(anchor)}">{escape(_plain(text))}</h{level}>'


def _text(words: Iterable[str]) -> str:
    """Join words, each line of text once, so that a table's labels do not fill the index.

    Left out are labels before a colon, and times that are worked out.
    """
    said = (word for word in words if not word.endswith(":") and not _WORKED_OUT.fullmatch(word))
    text = _plain(" ".join(dict.fromkeys(filter(None, said))))
    more = dict.fromkeys(f"{name}{number}" for name, number in _JOINED.findall(text))
    if "24×7" in text:
        more |= {"24x7": None, "24/7": None}
    return str(escape(" ".join([text, *more]))) if text else ""


def _plain(text: str) -> str:
    return " ".join(text.split())


def _words(piece: object) -> Iterator[str]:
    if isinstance(piece, tuple):
        for part in piece:
            yield from _words(part)
    elif isinstance(piece, blocks.Soft):
        yield piece.text if len(piece.text) <= LONGEST_NOTE else ""
    elif isinstance(piece, _SAID):
        yield piece.text
    elif isinstance(piece, blocks.Link):
        if not isinstance(piece.target, OnPage):
            yield piece.text
    elif isinstance(piece, blocks.Prose):
        yield piece.html.striptags() if "<" in piece.html or "&" in piece.html else str(piece.html)
    elif isinstance(piece, blocks.Cell):
        for line in piece.lines:
            yield from _words(line)
    elif isinstance(piece, blocks.FactRow):
        yield piece.label
        yield from _words(piece.value)
    elif isinstance(piece, blocks.Table):
        yield from (column.label for column in piece.columns if piece.matrix)
        yield from _words(piece.rows)
    elif isinstance(piece, blocks.Promises):
        yield from piece.columns
        yield from _words(piece.rows)
    elif not isinstance(piece, blocks.Paragraph) or not piece.soft:
        for name in _parts_of(type(piece)):  # type: ignore[arg-type] # a class is hashable
            yield from _words(getattr(piece, name))


@cache
def _parts_of(kind: type[object]) -> tuple[str, ...]:
    """Return the fields of a piece that can hold further pieces."""
    if not is_dataclass(kind) or kind in _DRAWN:
        return ()
    return tuple(
        one.name
        for one in fields(kind)
        if one.name not in _LEFT_OUT and one.type not in {"str", "int", "bool", "State"}
    )
