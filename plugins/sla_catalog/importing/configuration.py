"""HCL, the language of Terraform, to nodes: literal values, and of all else the words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sla_catalog.importing.documents import ForeignDocument
from sla_catalog.losses import Note, Outcome
from sla_catalog.source.encoding import decode_utf8
from sla_catalog.source.limits import Limits
from sla_catalog.source.lines import SourceLines
from sla_catalog.source.nodes import Mapping, MappingEntry, Node, Scalar, Sequence
from sla_catalog.source.tree import SourceFile

if TYPE_CHECKING:
    from tree_sitter import Node as Syntax

_ESCAPES = {r"\"": '"', r"\\": "\\", r"\n": "\n", r"\t": "\t", r"\r": "\r"}


def configuration(file: SourceFile, limits: Limits) -> Iterator[ForeignDocument | Note]:
    """Yield the one document of a file, and a note where its syntax is broken.

    Nothing is evaluated. What is no literal value becomes its words in `${…}`.
    """
    # Only who reads Terraform pays for the parser.
    from tree_sitter import Language, Parser
    from tree_sitter_hcl import language

    text, refused = decode_utf8(file.path, file.data)
    source = SourceLines.of(file.path, text or "")
    for finding in refused:
        yield Note(Outcome.LEFT_OUT, finding.span, finding.message)
    if text is None:
        return
    tree = Parser(Language(language())).parse(text.encode())
    reader = _Reader(source, text.encode(), limits)
    root = reader.body(tree.root_node, 0)
    if tree.root_node.has_error:
        broken = next(_broken(tree.root_node), tree.root_node)
        line, column = reader.place(broken)[:2]
        text = "the file is not all HCL from here on; what is whole is read"
        yield Note(Outcome.LEFT_OUT, source.mark(line, column), text)
    yield ForeignDocument(source, root)


def _broken(node: Syntax) -> Iterator[Syntax]:
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if one.is_error or one.is_missing:
            yield one
        waiting += [child for child in reversed(one.children) if child.has_error or child.is_error]


class _Reader:
    """Make nodes of a syntax tree, within limits."""

    def __init__(self, source: SourceLines, data: bytes, limits: Limits) -> None:
        self.source, self.data, self.limits = source, data, limits

    def place(self, node: Syntax) -> tuple[int, int, int, int]:
        """Return where a node begins and ends, columns in characters."""
        (line, column), (end, last) = node.start_point, node.end_point
        return line + 1, self._column(line, column), end + 1, self._column(end, last)

    def _column(self, line: int, column: int) -> int:
        text = self.source.line(line + 1)
        return (column if text.isascii() else len(text.encode()[:column].decode("utf-8"))) + 1

    def body(self, node: Syntax, depth: int) -> Mapping:
        """Return the attributes and blocks of a body; blocks of one name become a list."""
        found: dict[str, list[tuple[Scalar, Node]]] = {}
        if depth < self.limits.nesting:
            for child in _members(node):
                key, value = self._member(child, depth)
                found.setdefault(key.text, []).append((key, value))
        entries = []
        for members in found.values():
            key, value = members[0]
            if len(members) > 1:
                value = self._joined([one for _, one in members], key)
            entries.append(MappingEntry(key, value))
        return Mapping(tuple(entries), *self.place(node))

    def _joined(self, values: list[Node], key: Scalar) -> Node:
        """Join blocks of one kind: by their labels, or else in a list."""
        if key.text in {"resource", "data"}:
            kinds: dict[str, list[MappingEntry]] = {}
            first: dict[str, MappingEntry] = {}
            for value in values:
                for entry in value.entries if isinstance(value, Mapping) else ():
                    first.setdefault(entry.key.text, entry)
                    inner = entry.value
                    kinds.setdefault(entry.key.text, []).extend(
                        inner.entries if isinstance(inner, Mapping) else ()
                    )
            place = values[0][1:]
            entries = tuple(
                MappingEntry(first[name].key, Mapping(tuple(found), *first[name].value[1:]))
                for name, found in kinds.items()
            )
            return Mapping(entries, *place)
        return Sequence(tuple(values), *values[0][1:5])

    def _member(self, node: Syntax, depth: int) -> tuple[Scalar, Node]:
        if node.type == "attribute":
            return self._words(node.children[0]), self._value(node.children[-1], depth + 1)
        labels = [child for child in node.children if child.type in {"identifier", "string_lit"}]
        inner = next((child for child in node.children if child.type == "body"), None)
        value: Node = self.body(inner, depth + 1) if inner else Mapping((), *self.place(node))
        for label in reversed(labels[1:]):
            value = Mapping((MappingEntry(self._label(label), value),), *self.place(node))
        return self._label(labels[0]), value

    def _label(self, node: Syntax) -> Scalar:
        return Scalar(self._text(node).strip('"'), True, *self.place(node))

    def _words(self, node: Syntax) -> Scalar:
        return Scalar(self._text(node), True, *self.place(node))

    def _text(self, node: Syntax) -> str:
        return self.data[node.start_byte : node.end_byte].decode("utf-8")

    def _value(self, node: Syntax, depth: int) -> Node:
        inner = node
        while inner.type in {"expression", "collection_value", "literal_value"}:
            if len(inner.children) != 1 or depth >= self.limits.nesting:
                break
            inner = inner.children[0]
        match inner.type:
            case "numeric_lit" | "bool_lit" | "null_lit":
                return self._words(inner)
            case "string_lit":
                return Scalar(_unescaped(self._text(inner)[1:-1]), False, *self.place(inner))
            case "template_expr":
                return self._template(inner)
            case "tuple":
                items = [one for one in inner.children if one.type == "expression"]
                values = tuple(self._value(one, depth + 1) for one in items)
                return Sequence(values, *self.place(inner))
            case "object":
                return self._object(inner, depth)
            case "operation" if self._text(inner).lstrip("-").replace(".", "", 1).isdigit():
                return self._words(inner)
        return Scalar(f"${{{self._text(node)}}}", False, *self.place(node))

    def _object(self, node: Syntax, depth: int) -> Node:
        entries = []
        for element in node.children:
            parts = [one for one in element.children if one.type == "expression"]
            if element.type == "object_elem" and len(parts) == 2:
                key, value = parts
                entries.append(MappingEntry(self._label(key), self._value(value, depth + 1)))
        return Mapping(tuple(entries), *self.place(node))

    def _template(self, node: Syntax) -> Scalar:
        text = self._text(node)
        if text.startswith("<<"):
            lines = text.split("\n")[1:-1]
            return Scalar("\n".join(line.strip() for line in lines), False, *self.place(node))
        return Scalar(_unescaped(text[1:-1]), False, *self.place(node))


def _members(node: Syntax) -> Iterator[Syntax]:
    for child in node.children:
        if child.type in {"attribute", "block"}:
            yield child
        elif child.type == "body":
            yield from _members(child)


def _unescaped(text: str) -> str:
    for written, meant in _ESCAPES.items():
        text = text.replace(written, meant)
    return text
