"""Features of YAML that an agreement does without: anchors, tags, directives and the like."""

from __future__ import annotations

from collections.abc import Iterator

from sla_catalog.findings import Finding, Span
from sla_catalog.patterns import Pattern
from sla_catalog.source.lines import SourceLines
from sla_catalog.source.nodes import Node, Scalar
from sla_catalog.source.wording import refuse, visible

PROPERTY = Pattern(r"[ \t]*([&!](?:<[^>]*>|[^\s,\[\]{}]*))")
DIRECTIVE = Pattern(r"%[A-Z]+\b(?!:)")
_NOTHING = Pattern(r"[ \t]*(?:#|$)")


def find_properties(source: SourceLines, line: int, offset: int) -> Iterator[Finding]:
    """Find the anchors and tags that stand before a value, from an offset in a line on."""
    while line <= len(source.lines):
        text = source.line(line)
        match = PROPERTY.match(text, offset)
        if match:
            span = source.mark(line, match.start(1) + 1, len(match[1]))
            yield _anchor(span, match[1]) if match[1][0] == "&" else tag(span, match[1])
            offset = match.end()
        elif _NOTHING.match(text, offset):
            line, offset = line + 1, 0
        else:
            return


def _anchor(span: Span, text: str) -> Finding:
    """Say that a value is given a name."""
    return refuse("anchor", span, f"`{visible(text)}` names a value for use elsewhere")


def tag(span: Span, text: str) -> Finding:
    """Say that a value is given a type."""
    return refuse("explicit-tag", span, f"`{visible(text)}` names a type")


def alias(span: Span, text: str) -> Finding:
    """Say that a name stands for a value."""
    return refuse("alias", span, f"`{visible(text)}` refers to a value that is written elsewhere")


def directive(source: SourceLines, line: int) -> Finding:
    """Say that a line instructs YAML."""
    return refuse(
        "directive",
        source.mark_line(line),
        f"`{visible(source.line(line).strip())}` instructs the YAML reader",
    )


def several_documents(source: SourceLines, line: int) -> Finding:
    """Say where a second document begins."""
    return refuse("several-documents", source.mark_line(line), "a second document begins here")


def is_merge(key: Node) -> bool:
    """Tell whether a key takes over the keys of another mapping."""
    return isinstance(key, Scalar) and key.plain and key.text == "<<"


def merge_key(span: Span) -> Finding:
    """Refuse a key that takes over the keys of another mapping."""
    return refuse("merge-key", span, "`<<` copies keys from elsewhere")
