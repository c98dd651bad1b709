"""From YAML's events to nodes, within limits, with findings on what an agreement may not hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from sla_catalog.findings import Finding, Span
from sla_catalog.source.hidden import find_escaped
from sla_catalog.source.limits import (
    Limits,
    list_too_long,
    nesting_too_deep,
    scalar_too_large,
    too_many_events,
)
from sla_catalog.source.lines import SourceLines
from sla_catalog.source.mappings import empty_block, find_in_items, read_entries
from sla_catalog.source.nodes import Mapping, Node, Scalar, Sequence
from sla_catalog.source.pitfalls import COMPARISON, unquoted_comparison
from sla_catalog.source.yaml_features import (
    DIRECTIVE,
    alias,
    directive,
    find_properties,
    is_merge,
    several_documents,
)

_new = tuple.__new__  # makes a named tuple without a call of Python's own

# The stubs call an event's marks optional; a parsed event always has both.
Event = Any


@dataclass(slots=True)
class Opened:
    """Hold a collection that is being read; of a mapping, keys and values in turn."""

    event: Event
    nodes: list[Node] = field(default_factory=list)

    @property
    def is_mapping(self) -> bool:
        """Tell a mapping from a list."""
        return isinstance(self.event, MappingStartEvent)

    @property
    def awaits_merged(self) -> bool:
        """Tell whether the next node is the value of a merge key."""
        return self.is_mapping and len(self.nodes) % 2 == 1 and is_merge(self.nodes[-1])


@dataclass(slots=True)
class Composer:
    """Build nodes from events, and collect what is refused on the way.

    `root` is the whole when all is read, `opened` what is not yet closed, `last` the text read
    last.
    """

    source: SourceLines
    limits: Limits
    findings: list[Finding] = field(default_factory=list)
    opened: list[Opened] = field(default_factory=list)
    root: Node | None = None
    last: Scalar | None = None

    def build(self, events: Iterable[Event]) -> None:
        """Read events up to the end, or to the first that makes reading on unsafe."""
        most, longest = self.limits.events, self.limits.scalar_bytes // 4
        for count, event in enumerate(events):
            if count >= most:
                self.findings.append(too_many_events(self._mark(event), self.limits))
                return
            kind = type(event)
            if kind is ScalarEvent:
                # Nearly all are plain and short: what else one can be is not asked of them.
                if event.style or event.tag or event.anchor or len(event.value) > longest:
                    self._place(self._read_scalar(event))
                    continue
                start, end = event.start_mark, event.end_mark
                start_at, end_at = (
                    (start.line + 1, start.column + 1),
                    (end.line + 1, end.column + 1),
                )
                self.last = _new(Scalar, (event.value, True, *start_at, *end_at))
                self._place(self.last)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                if len(self.opened) >= self.limits.nesting:
                    self.findings.append(nesting_too_deep(self._mark(event), self.limits))
                    return
                self._refuse_properties(event)
                self.opened.append(Opened(event))
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                self._place(self._close(event))
            elif kind is AliasEvent:
                self._place(self._read_alias(event))
            elif kind is DocumentStartEvent and not self._begin(event):
                return

    def finish(self) -> None:
        """Check the block mappings that a syntax error has left open."""
        for opened in self.opened:
            if opened.is_mapping and not opened.event.flow_style:
                _, findings = read_entries(self.source, opened.nodes, in_brackets=False)
                self.findings += findings

    def _place(self, node: Node) -> None:
        if self.opened:
            self.opened[-1].nodes.append(node)
        else:
            self.root = node

    def _mark(self, event: Event) -> Span:
        start = event.start_mark
        return self.source.mark(start.line + 1, start.column + 1)

    def _begin(self, event: Event) -> bool:
        """Refuse directives, and any document but the first."""
        if self.root is not None:
            self.findings.append(several_documents(self.source, event.start_mark.line + 1))
            return False
        for number in range(event.start_mark.line + 1, event.end_mark.line + 2):
            if DIRECTIVE.match(self.source.line(number)):
                self.findings.append(directive(self.source, number))
        return True

    def _read_scalar(self, event: Event) -> Scalar:
        text, style, start, end = event.value, event.style, event.start_mark, event.end_mark
        end_line, end_column = end.line + 1, end.column + 1
        is_bare = event.tag is None and event.anchor is None
        if is_bare and (style == "|" or style == ">"):
            end_line, end_column = self._block_end(start.line + 1, end.line, end.column)
        plain = is_bare and not style
        node = Scalar(text, plain, start.line + 1, start.column + 1, end_line, end_column)
        if not plain:
            self._check_signs(event, node)
        if len(text) * 4 > self.limits.scalar_bytes:
            self._check_size(node)
        self.last = node
        return node

    def _check_signs(self, event: Event, node: Scalar) -> None:
        """Refuse what can be wrong with a text that is quoted, a block, or named or typed."""
        self._refuse_properties(event)
        if event.style == '"' and not node.text.isprintable():
            self.findings += find_escaped(self.source, node)
        elif not node.text and (event.style == "|" or event.style == ">"):
            self._refuse_block(node)

    def _block_end(self, line: int, end: int, column: int) -> tuple[int, int]:
        """Return where the text of a block ends, without the blank lines behind it."""
        end += column > 0
        while end > line and not self.source.line(end).strip():
            end -= 1
        return end, len(self.source.line(end)) + 1

    def _read_alias(self, event: Event) -> Scalar:
        start, end = event.start_mark, event.end_mark
        place = (start.line + 1, start.column + 1, end.line + 1, end.column + 1)
        node = Scalar(f"*{event.anchor}", False, *place)
        if not any(opened.awaits_merged for opened in self.opened[-2:]):
            self.findings.append(alias(self.source.span(node), node.text))
        return node

    def _close(self, end: Event) -> Node:
        opened = self.opened.pop()
        start, stop = opened.event.start_mark, end.end_mark
        place = (start.line + 1, start.column + 1, stop.line + 1, stop.column + 1)
        nodes, in_brackets = opened.nodes, opened.event.flow_style
        if opened.is_mapping:
            entries, findings = read_entries(self.source, nodes, in_brackets)
            self.findings += findings
            return Mapping(entries, *place)
        most = self.limits.list_items
        if len(nodes) > most:
            span = self.source.span(nodes[most])
            self.findings.append(list_too_long(span, len(nodes), self.limits))
        self.findings += find_in_items(self.source, nodes, in_brackets)
        return Sequence(tuple(nodes), *place)

    def _refuse_properties(self, event: Event) -> None:
        """Refuse the anchor and the tag before a value."""
        if event.anchor is not None or event.tag is not None:
            start = event.start_mark
            self.findings += find_properties(self.source, start.line + 1, start.column)

    def _check_size(self, node: Scalar) -> None:
        size = len(node.text.encode("utf-8", "surrogatepass"))
        if size > self.limits.scalar_bytes:
            span = self.source.mark(node.line, node.column)
            self.findings.append(scalar_too_large(span, size, self.limits))

    def _refuse_block(self, node: Scalar) -> None:
        """Refuse a block without text, which may be a comparison that was not quoted."""
        sign = self.source.line(node.line)[node.column - 1 : node.end_column - 1]
        number = COMPARISON.match(sign)
        self.findings.append(
            unquoted_comparison(self.source, node.line, node.column, number)
            if number
            else empty_block(self.source, node, sign)
        )
