"""From YAML's events to nodes, within limits, with findings on what an agreement may not hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

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
from sla_catalog.source.nodes import NULLS, Mapping, Node, Scalar, Sequence
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
_AROUND_ROOT = 4  # events: where the stream and its document begin and end

# The stubs call an event's marks optional; a parsed event always has both.
Event = Any


class Opened(NamedTuple):
    """Hold a collection that is being read; of a mapping, keys and values in turn."""

    event: Event
    nodes: list[Node]

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

    `opened` is what is not yet closed, `last` the text read last. `size` counts keys, values and
    brackets when all is read. Only a file that `has_nulls` can lack a value somewhere.
    """

    source: SourceLines
    limits: Limits
    findings: list[Finding] = field(default_factory=list)
    opened: list[Opened] = field(default_factory=list)
    last: Scalar | None = None
    size: int = 0
    _roots: list[Node] = field(default_factory=list)
    has_nulls: bool = False

    @property
    def root(self) -> Node | None:
        """Return the whole, when all is read."""
        return self._roots[0] if self._roots else None

    def build(self, events: Iterable[Event]) -> None:
        """Read events up to the end, or to the first that makes reading on unsafe."""
        most, longest = self.limits.events, self.limits.scalar_bytes // 4
        nodes, opened, count = self._roots, self.opened, 0
        for count, event in enumerate(events):
            if count >= most:
                self.findings.append(too_many_events(self._mark(event), self.limits))
                return
            kind = type(event)
            if kind is ScalarEvent:
                text, start, end = event.value, event.start_mark, event.end_mark
                if text in NULLS:
                    self.has_nulls = True
                # Nearly all are plain and short: what else one can be is not asked of them.
                if event.style or event.tag or event.anchor or len(text) > longest:
                    nodes.append(self._read_scalar(event))
                    continue
                self.last = node = _new(
                    Scalar,
                    (text, True, start.line + 1, start.column + 1, end.line + 1, end.column + 1),
                )
                nodes.append(node)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                if len(opened) >= self.limits.nesting:
                    self.findings.append(nesting_too_deep(self._mark(event), self.limits))
                    return
                if event.anchor is not None or event.tag is not None:
                    self._refuse_properties(event)
                nodes = []
                opened.append(_new(Opened, (event, nodes)))
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                closed = self._close(event)
                nodes = opened[-1].nodes if opened else self._roots
                nodes.append(closed)
            elif kind is AliasEvent:
                nodes.append(self._read_alias(event))
            elif kind is DocumentStartEvent and not self._begin(event):
                return
        self.size = count + 1 - _AROUND_ROOT

    def finish(self) -> None:
        """Check the block mappings that a syntax error has left open; there is no whole then."""
        for opened in self.opened:
            if opened.is_mapping and not opened.event.flow_style:
                _, findings = read_entries(
                    self.source, opened.nodes, in_brackets=False, has_nulls=self.has_nulls
                )
                self.findings += findings
        self._roots.clear()

    def _mark(self, event: Event) -> Span:
        start = event.start_mark
        return self.source.mark(start.line + 1, start.column + 1)

    def _begin(self, event: Event) -> bool:
        """Refuse directives, and any document but the first."""
        if self._roots:
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
        if type(end) is MappingEndEvent:
            entries, findings = read_entries(self.source, nodes, in_brackets, self.has_nulls)
            self.findings += findings
            return _new(Mapping, (entries, *place))
        most = self.limits.list_items
        if len(nodes) > most:
            span = self.source.span(nodes[most])
            self.findings.append(list_too_long(span, len(nodes), self.limits))
        if in_brackets or self.has_nulls:
            self.findings += find_in_items(self.source, nodes, in_brackets)
        return _new(Sequence, (tuple(nodes), *place))

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
