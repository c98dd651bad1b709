"""What search finds on a page: its headings with the words under them, without the layout."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache

from markupsafe import escape

from sla_catalog.pages import blocks
from sla_catalog.pages.rendering import View

_SAID = (blocks.Text, blocks.Strong, blocks.Soft, blocks.Code, blocks.Link, blocks.Day)
_LEFT_OUT = frozenset({"terms", "ribbon", "gaps", "promises", "crumbs", "actions", "source_lines"})


def searched(view: View, title: str) -> str:
    """Return lean HTML for a search index: every heading, and under it its words once."""
    parts = [f"<h1>{escape(title)}</h1>"]
    match view:
        case blocks.AgreementView():
            parts.append(f"<p>{escape(_line(_words(_head(view))))}</p>")
            for section in view.sections:
                parts.append(_heading(2, section.anchor, section.title))
                parts += [_under(clause) for clause in section.clauses]
        case blocks.GlossaryView():
            for entry in (entry for letter in view.letters for entry in letter.entries):
                parts.append(_heading(2, entry.anchor, entry.name))
                words = [*entry.aliases, *_words(entry.definition), *_words(entry.overrides)]
                parts.append(f"<p>{escape(_line(words))}</p>")
        case blocks.PlainView():
            # Its sections list what other pages hold; one hit leads to one place.
            parts.append(f"<p>{escape(_line(_words((view.lead or (), view.facts or ()))))}</p>")
        case _:
            parts.append(f"<p>{escape(view.lead)}</p>")
    return "\n".join(parts)


def _head(view: blocks.AgreementView) -> tuple[object, ...]:
    return (view.summary, view.eyebrow, blocks.Text(view.status), view.identity)


def _under(clause: blocks.Clause) -> str:
    words = _line(_words(clause.blocks))
    return _heading(3, clause.anchor, clause.title) + f"\n<p>{escape(words)}</p>"


def _heading(level: int, anchor: str, text: str) -> str:
    return f'<h{level} id="{escape(anchor)}">{escape(text)}</h{level}>'


def _line(words: Iterable[str]) -> str:
    """Join words, each line of text once, so that a table's labels do not fill the index."""
    return " ".join(dict.fromkeys(word for word in words if word))


def _words(piece: object) -> Iterator[str]:
    if isinstance(piece, tuple):
        for part in piece:
            yield from _words(part)
    elif isinstance(piece, _SAID):
        yield piece.text
    elif isinstance(piece, blocks.Prose):
        yield piece.html.striptags() if "<" in piece.html or "&" in piece.html else str(piece.html)
    elif isinstance(piece, blocks.Cell):
        for line in piece.lines:
            yield from _words(line)
    elif isinstance(piece, blocks.Fact):
        yield piece.label
        yield from _words(piece.value)
    else:
        for name in _parts_of(type(piece)):  # type: ignore[arg-type] # a class is hashable
            yield from _words(getattr(piece, name))


@cache
def _parts_of(kind: type[object]) -> tuple[str, ...]:
    """Return the fields of a piece that can hold further pieces."""
    if not is_dataclass(kind) or kind in {blocks.Icon, blocks.StepPicture, blocks.Distance}:
        return ()
    return tuple(
        field.name
        for field in fields(kind)
        if field.name not in _LEFT_OUT and field.type not in {"str", "int", "bool", "State"}
    )
