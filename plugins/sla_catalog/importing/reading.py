"""One foreign document while it is read: what was looked at, and what nobody looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sla_catalog.findings import Span
from sla_catalog.importing.documents import ForeignDocument, placeholder
from sla_catalog.losses import Note, Outcome
from sla_catalog.source.nodes import Mapping as Entries
from sla_catalog.source.nodes import Node, Scalar, Sequence
from sla_catalog.source.wording import visible

MOST_WORDS = 400  # of what a message shows
MOST_TEXT = 2_000  # of what an agreement takes over; each of them may be four bytes
KEPT = "; kept as `unread`"
TOO_LONG = f"the text is longer than {MOST_TEXT:,} characters; what is over is not taken"


def clean(text: str, most: int = MOST_WORDS) -> str:
    """Return a text on one line, without characters that are not seen."""
    if not text.isprintable():
        text = "".join(c if c.isprintable() else " " for c in text)
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"


_MARKS = re.compile(r"[\\`*<\[]")


def prose(text: str) -> str:
    """Return a text that, read as Markdown, shows what was written."""
    return _MARKS.sub(r"\\\g<0>", clean(text, MOST_TEXT))


@dataclass(slots=True)
class Reading:
    """Look up values of a document, and remember which, so that the rest can be named."""

    document: ForeignDocument
    seen: set[int] = field(default_factory=set)
    cut: dict[int, Node] = field(default_factory=dict)

    def at(self, node: Node | None, *keys: str) -> Node | None:
        """Return what keys lead to, or nothing."""
        for key in keys:
            if not isinstance(node, Entries):
                return None
            for name, value in node.entries:
                if name.text == key:
                    node = value
                    self.seen.add(id(node))
                    break
            else:
                return None
        return node

    def text(self, node: Node | None, *keys: str) -> str:
        """Return a text, or nothing where there is none."""
        found = self.at(node, *keys)
        if not isinstance(found, Scalar) or found.is_null:
            return ""
        if len(found.text) > MOST_TEXT:
            self.cut[id(found)] = found
        return clean(found.text, MOST_TEXT)

    def items(self, node: Node | None, *keys: str) -> tuple[Node, ...]:
        """Return the items of a list; of a single value that one."""
        found = self.at(node, *keys)
        if isinstance(found, Sequence):
            self.seen.update(map(id, found.items))
            return found.items
        return () if found is None else (found,)

    def entries(self, node: Node | None, *keys: str) -> Iterator[tuple[str, Node]]:
        """Yield keys and values of a mapping."""
        found = self.at(node, *keys)
        for entry in found.entries if isinstance(found, Entries) else ():
            self.seen.add(id(entry.value))
            yield entry.key.text, entry.value

    def pass_over(self, *nodes: Node | None) -> None:
        """Count nodes as read with all that is in them."""
        waiting = [node for node in nodes if node is not None]
        while waiting:
            node = waiting.pop()
            self.seen.add(id(node))
            waiting += [child for child in children(node) if id(child) not in self.seen]

    def span(self, node: Node | None) -> Span:
        """Mark where a node begins."""
        return self.document.span(node or self.document.root)

    def note(self, outcome: Outcome, node: Node | None, text: str) -> Note:
        """Make a note of a value."""
        return Note(outcome, self.span(node), text)

    def words(self, node: Node | None) -> str:
        """Return what an author wrote, as short as a message needs it."""
        if isinstance(node, Scalar) and node.text.strip():
            return visible(clean(node.text))
        return visible(self.document.source.line(node.line).strip()) if node else "nothing"

    def unread(self, node: Node | None, what: str, why: str = "", shown: str = "") -> Note:
        """Note a value that was not read, with its words; `shown` are those of a mapping."""
        words = shown or self.words(node)
        if placeholder(words):
            why = "a template; render it first"
        if self.document.source.path.lower().endswith(".tf") and words.startswith("${"):
            why = "a variable or an expression, which is not evaluated"
        text = f"the {what} `{words}` was not read" + (f": {why}" if why else "")
        return self.note(Outcome.LEFT_OUT, node, f"{text}{KEPT}")

    def left(self) -> Iterator[Note]:
        """Yield a note for each value that was cut or that nobody looked at, the outermost only."""
        waiting: list[tuple[_Way, Node]] = [((), self.document.root)]
        done: set[int] = set()
        notes = [self.note(Outcome.CHANGED, node, TOO_LONG) for node in self.cut.values()]
        while waiting:
            way, node = waiting.pop()
            if id(node) in done:
                continue
            done.add(id(node))
            inner = node.entries if isinstance(node, Entries) else enumerate(children(node))
            for name, child in inner:
                if id(child) in self.seen:
                    if not isinstance(child, Scalar):
                        waiting.append(((way, name), child))
                elif not isinstance(child, Scalar) or not child.is_null:
                    words = f" `{self.words(child)}`" if isinstance(child, Scalar) else ""
                    text = f"{clean(_path((way, name)))}{words}"
                    notes.append(self.note(Outcome.LEFT_OUT, child, text))
        yield from sorted(notes, key=lambda note: (note.span.line, note.span.column))


def children(node: Node) -> tuple[Node, ...]:
    """Return the values directly in a node."""
    if isinstance(node, Entries):
        return tuple(entry.value for entry in node.entries)
    return node.items if isinstance(node, Sequence) else ()


_Way = tuple[Any, ...]
"""The way to a node: that to the one around it, and the key or the place in it."""


def _path(way: _Way) -> str:
    """Return a way in one text, such as `spec.objectives[0].target`."""
    names: list[str] = []
    while way:
        way, name = way
        names.append(f".{name.text}" if isinstance(name, Scalar) else f"[{name}]")
    return "".join(reversed(names)).lstrip(".")


def owner(reading: Reading, labels: Node | None) -> str:
    """Return who looks after something by its labels: `team`, then `owner`."""
    found = reading.items(labels, "team") or reading.items(labels, "owner")
    return next((clean(one.text) for one in found if isinstance(one, Scalar)), "")


Fields = Mapping[str, object]
