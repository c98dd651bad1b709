"""A file's lines, and how findings point at places in them."""

from __future__ import annotations

import re

from sla_catalog.findings import Span
from sla_catalog.frozen import dataclass
from sla_catalog.patterns import Pattern
from sla_catalog.source.nodes import Mapping, Node, Scalar


@dataclass(frozen=True, slots=True)
class SourceLines:
    """Hold a file's path and its lines, without line breaks; lines and columns count from 1."""

    path: str
    lines: tuple[str, ...]

    @classmethod
    def of(cls, path: str, text: str) -> SourceLines:
        """Divide a text into lines; there is always a first one."""
        lines = tuple(text.split("\n"))
        return cls(path, lines[:-1] if lines[-1] == "" and len(lines) > 1 else lines)

    def line(self, line: int) -> str:
        """Return one line, or nothing beyond the end of the file."""
        return self.lines[line - 1] if 0 < line <= len(self.lines) else ""

    def match_after(self, pattern: Pattern, node: Node) -> re.Match[str] | None:
        """Match what follows a node on its last line."""
        return pattern.match(self.line(node.end_line), node.end_column - 1)

    def mark(self, line: int, column: int, length: int = 1) -> Span:
        """Mark part of one line, or the end of the file where the place lies beyond it."""
        if line > len(self.lines):
            line, column, length = len(self.lines), len(self.lines[-1]) + 1, 0
        return Span(self.path, line, column, line, column + length, self.line(line))

    def mark_line(self, line: int) -> Span:
        """Mark one line without its indentation."""
        text = self.line(line)
        start = len(text) - len(text.lstrip())
        return self.mark(line, start + 1, max(1, len(text.rstrip()) - start))

    def between(self, first: Node, last: Node) -> Span:
        """Mark all from one node to another."""
        end = (last.end_line, last.end_column)
        return Span(self.path, first.line, first.column, *end, self.line(first.line))

    def span(self, node: Node) -> Span:
        """Mark what reads well under a caret.

        A text and a bracketed collection on one line are marked whole, a longer one by its opening
        bracket, a mapping in block style by its first key, such a list by its first dash.
        """
        if isinstance(node, Mapping) and not self._is_bracketed(node):
            return self.span(node.entries[0].key) if node.entries else self._first(node)
        if isinstance(node, Scalar) or (self._is_bracketed(node) and node.line == node.end_line):
            return self.between(node, node)
        return self._first(node)

    def _first(self, node: Node) -> Span:
        return self.mark(node.line, node.column)

    def _is_bracketed(self, node: Node) -> bool:
        return self.line(node.line)[node.column - 1 : node.column] in ("[", "{")
