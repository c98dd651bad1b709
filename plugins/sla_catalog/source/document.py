"""YAML text to values that know line and column, or to findings that say why not."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import field

from sla_catalog.findings import Finding, FindingSeverity, Span, has_errors, in_reading_order
from sla_catalog.frozen import dataclass
from sla_catalog.source.encoding import decode_utf8
from sla_catalog.source.foreign import recognise, refuse_root
from sla_catalog.source.hidden import find_hidden, without_hidden
from sla_catalog.source.limits import Limits, file_too_large
from sla_catalog.source.lines import SourceLines
from sla_catalog.source.nodes import (
    Mapping,
    MappingEntry,
    Node,
    Scalar,
    Sequence,
    plain_value,
    source_value,
)
from sla_catalog.source.parsing import parse
from sla_catalog.source.pitfalls import find_cut_texts

__all__ = [
    "Mapping",
    "Node",
    "Scalar",
    "Sequence",
    "YamlDocument",
    "plain_value",
    "read_document",
    "source_value",
]

LARGE = 40  # keys of a mapping from which on they are looked up in a table
# What is wrong with one value alone, so that all others of the file mean what they say.
_OF_ONE_VALUE = {"comma-splits-number", "comma-splits-text", "unquoted-comparison"}


@dataclass(frozen=True, slots=True)
class YamlDocument:
    """Hold one file's root mapping and its lines, without line breaks.

    `size` is how many keys, values and brackets were read of the file.
    """

    path: str
    root: Mapping
    lines: tuple[str, ...]
    size: int
    _keys: dict[int, dict[str, MappingEntry]] = field(
        default_factory=dict, compare=False, repr=False
    )

    def span(self, node: Node) -> Span:
        """Mark what reads well under a caret."""
        return SourceLines(self.path, self.lines).span(node)

    def find(self, node: Node, text: str) -> Span:
        """Mark the first place of a text, as whole words, in a node; else the node itself."""
        source, pattern = (
            SourceLines(self.path, self.lines),
            re.compile(rf"{re.escape(text)}(?![\w-])"),
        )
        for number in range(node.line, node.end_line + 1):
            start = node.column - 1 if number == node.line else 0
            match = pattern.search(source.line(number), start)
            if match:
                return source.mark(number, match.start() + 1, len(text))
        return self.span(node)

    def locate(self, loc: tuple[str | int, ...]) -> Node:
        """Return the deepest node that exists on the way to `loc`."""
        *_, (_, node) = self._walk(loc)
        return node

    def locate_key(self, loc: tuple[str | int, ...]) -> Node:
        """Return the key that `loc` ends in, or an item of a list where it ends in a position.

        Where `loc` leads nowhere, the key under which it gets lost is returned; in a list item or
        at the root, which have no key, the first key there.
        """
        walked = list(self._walk(loc))
        key, node = walked[-1]
        if key is not None:
            return key
        lost = len(walked) <= len(loc)
        return node.entries[0].key if lost and isinstance(node, Mapping) and node.entries else node

    def _entry(self, node: Mapping, key: str | int) -> MappingEntry | None:
        if len(node.entries) < LARGE:
            return next((entry for entry in node.entries if entry.key.text == key), None)
        known = self._keys.get(id(node))
        if known is None:
            known = {entry.key.text: entry for entry in reversed(node.entries)}
            self._keys[id(node)] = known
        return known.get(str(key))

    def _walk(self, loc: tuple[str | int, ...]) -> Iterator[tuple[Scalar | None, Node]]:
        node: Node = self.root
        yield None, node
        for step in loc:
            if isinstance(node, Mapping):
                entry = self._entry(node, step)
                if entry is None:
                    return
                key, node = entry
                yield key, node
            elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
                node = node.items[step]
                yield None, node
            else:
                return


def read_document(
    path: str, data: bytes, limits: Limits
) -> tuple[YamlDocument | None, tuple[Finding, ...]]:
    """Read one file; without a Document at least one finding says why.

    `path` is how messages name the file. Every mistake that can be told apart is reported in one
    go. Nothing that `data` holds raises an exception.
    """
    document, findings = _read(path, data, limits)
    return (None if has_errors(findings) else document), in_reading_order(findings)


def read_around(path: str, data: bytes, limits: Limits) -> YamlDocument | None:
    """Read a file in which single values cannot be read; what is in their place means nothing."""
    document, findings = _read(path, data, limits)
    errors = {finding.rule for finding in findings if finding.severity is FindingSeverity.ERROR}
    return document if errors <= _OF_ONE_VALUE else None


def _read(
    path: str, data: bytes, limits: Limits
) -> tuple[YamlDocument | None, Collection[Finding]]:
    if len(data) > limits.file_bytes:
        return None, (file_too_large(path, len(data), limits),)
    text, undecodable = decode_utf8(path, data)
    if text is None:
        return None, undecodable
    source = SourceLines.of(path, text)
    wrong_kind = tuple(recognise(source, text))
    if wrong_kind:
        return None, wrong_kind
    hidden = tuple(find_hidden(source, text))
    if "\r" in text:
        return None, hidden
    root, size, mistakes = parse(source, without_hidden(text) if hidden else text, limits)
    findings = [*hidden, *mistakes]
    if root is not None:
        findings += find_cut_texts(source, root, text)
        if isinstance(root, Sequence) or not has_errors(findings):
            findings += refuse_root(source, root)
    if not isinstance(root, Mapping):
        return None, findings
    return YamlDocument(path, root, source.lines, size), findings
