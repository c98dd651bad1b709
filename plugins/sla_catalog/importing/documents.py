"""Foreign YAML and JSON to nodes: several documents and anchors are read, and bounds are kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from sla_catalog.findings import Span
from sla_catalog.frozen import dataclass
from sla_catalog.losses import Note, Outcome
from sla_catalog.source.encoding import decode_utf8
from sla_catalog.source.limits import Limits
from sla_catalog.source.lines import SourceLines
from sla_catalog.source.nodes import Mapping, MappingEntry, Node, Scalar, Sequence
from sla_catalog.source.parsing import EVENT_LOADER
from sla_catalog.source.tree import SourceFile

_PLACEHOLDER = re.compile(r"\{\{.{0,80}?\}\}|\$\{[^}]{0,80}\}")

# Most of reading is making nodes; by this their own constructor, which is Python, is not called.
_MAKE: Any = tuple.__new__


def placeholder(text: str) -> str:
    """Return the first placeholder of a template in a text, or nothing."""
    found = _PLACEHOLDER.search(text)
    return found[0] if found else "{{" if "{{" in text else ""


@dataclass(frozen=True, slots=True)
class ForeignDocument:
    """Hold one document of a file: the file's lines, and its root."""

    source: SourceLines
    root: Node

    def span(self, node: Node) -> Span:
        """Mark where a node begins."""
        return self.source.mark(node.line, node.column)


def documents(file: SourceFile, limits: Limits) -> Iterator[ForeignDocument | Note]:
    """Yield the documents of a file, and a note where it cannot be read on."""
    text, refused = decode_utf8(file.path, file.data)
    source = SourceLines.of(file.path, text or "")
    for finding in refused:
        yield Note(Outcome.LEFT_OUT, finding.span, finding.message)
    if text is None:
        return
    composer = _Composer(source, limits)
    try:
        loader = EVENT_LOADER(text)
        try:
            for root in composer.roots(loader.get_event):
                if not isinstance(root, Scalar) or root.text:
                    yield ForeignDocument(source, root)
        finally:
            loader.dispose()
    # The pure parser raises the latter two for escapes and versions that are out of range.
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        yield _not_read(source, error)
    yield from composer.notes


def _not_read(source: SourceLines, error: Exception) -> Note:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    context = getattr(error, "context_mark", None)
    near = [source.line(line), source.line(context.line + 1) if context else ""]
    name = next(filter(None, map(placeholder, near)), "")
    parts = (getattr(error, "problem", None), getattr(error, "context", None))
    problem = " ".join(filter(None, parts)) or "this is no YAML"
    said = f"`{name}` is part of a template; render it first" if name else problem
    return Note(Outcome.LEFT_OUT, source.mark(line, column), f"the file cannot be read on: {said}")


class _LimitError(ValueError):
    """Say that a file holds more than is read."""

    def __init__(self, problem: str, mark: Any) -> None:
        super().__init__(problem)
        self.problem, self.problem_mark = problem, mark


@dataclass(slots=True)
class _Composer:
    """Compose nodes of events. An alias shares the node of its anchor, so that nothing grows."""

    source: SourceLines
    limits: Limits
    notes: list[Note] = field(default_factory=list)

    def roots(self, get_event: Any) -> Iterator[Node]:
        """Yield the root of each document."""
        opened: list[tuple[Any, list[Node]]] = []
        anchors: dict[str, Node] = {}
        root: Node | None = None
        count = 0
        most_events = self.limits.events
        make = _MAKE
        while (event := get_event()) is not None:
            count += 1
            kind = type(event)
            if count > most_events:
                most = f"more than {self.limits.events:,} keys, values and brackets"
                raise _LimitError(most, event.start_mark)
            if kind is ScalarEvent:
                begins, ends = event.start_mark, event.end_mark
                place = (begins.line + 1, begins.column + 1, ends.line + 1, ends.column + 1)
                node: Node = make(Scalar, (event.value, not event.style, *place))
                anchor = event.anchor
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                if len(opened) >= self.limits.nesting:
                    raise _LimitError(
                        f"more than {self.limits.nesting} levels deep", event.start_mark
                    )
                opened.append((event, []))
                continue
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                start, nodes = opened.pop()
                node = self._collection(start, nodes, event)
                anchor = start.anchor
            elif kind is AliasEvent:
                node, anchor = self._alias(event, anchors), None
            else:
                if kind is DocumentEndEvent and root is not None:
                    yield root
                    root, anchors = None, {}
                continue
            if anchor is not None:
                anchors[anchor] = node
            if opened:
                opened[-1][1].append(node)
            else:
                root = node

    def _alias(self, event: Any, anchors: dict[str, Node]) -> Node:
        found = anchors.get(event.anchor)
        if found is not None:
            return found
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        problem = f"`*{event.anchor}` names nothing that ends before it"
        self.notes.append(Note(Outcome.LEFT_OUT, self.source.mark(line, column), problem))
        return Scalar("", True, line, column, line, column + 1)

    def _collection(self, start: Any, nodes: list[Node], end: Any) -> Node:
        first, last = start.start_mark, end.end_mark
        place = (first.line + 1, first.column + 1, last.line + 1, last.column + 1)
        made: Node
        if type(start) is SequenceStartEvent:
            made = _MAKE(Sequence, (tuple(nodes), *place))
            return made
        entries, merged, is_odd = _entries(nodes)
        if is_odd:
            said = "this is read as a key that is a mapping; of a template, render it first"
            if "{{" in self.source.line(first.line + 1)[first.column :]:
                said = "double braces are part of a template; render it first"
            span = self.source.mark(first.line + 1, first.column + 1)
            self.notes.append(Note(Outcome.LEFT_OUT, span, said))
        # Those of a merge key come last, so that own ones hold.
        for one in merged:
            for node in one.items if isinstance(one, Sequence) else (one,):
                if isinstance(node, Mapping):
                    entries += node.entries
        made = _MAKE(Mapping, (tuple(entries), *place))
        return made


def _is_fraction_of(key: Scalar, value: Node, before: Node) -> bool:
    """Tell whether a comma in braces has cut a number such as `99,9` into a value and a key."""
    return (
        isinstance(value, Scalar)
        and not value.text
        and isinstance(before, Scalar)
        and before.plain
        and before.text[-1:].isdecimal()
        and (key.line, key.column) == (before.end_line, before.end_column + 1)
    )


def _with_comma(entry: MappingEntry, rest: Scalar) -> MappingEntry:
    value = entry.value
    words = f"{value.text if isinstance(value, Scalar) else ''},{rest.text}"
    return MappingEntry(entry.key, Scalar(words, True, *value[-4:-2], *rest[-2:]))


def _entries(nodes: list[Node]) -> tuple[list[MappingEntry], list[Node], bool]:
    """Return the entries of a mapping, the values of merge keys, and whether a key is a mapping."""
    entries: list[MappingEntry] = []
    merged: list[Node] = []
    is_odd = False
    for place in range(0, len(nodes), 2):
        key, value = nodes[place], nodes[place + 1]
        if type(key) is not Scalar:
            is_odd |= type(key) is Mapping
        elif key.text == "<<" and key.plain and not isinstance(value, Scalar):
            merged.append(value)
        elif key.text.isdecimal() and entries and _is_fraction_of(key, value, entries[-1].value):
            entries.append(_with_comma(entries.pop(), key))
        else:
            entries.append(_MAKE(MappingEntry, (key, value)))
    return entries, merged, is_odd
