"""The order in which an agreement's file says things: who and when, the seven steps, the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sla_catalog.findings import Edit, Finding, FindingSeverity, Span
from sla_catalog.model.quantities import quoted
from sla_catalog.source.document import YamlDocument
from sla_catalog.source.nodes import MappingEntry

# In the order of the page. What begins the file has no order of its own, nor has what ends it.
_STEPS: Sequence[frozenset[str]] = tuple(
    map(
        frozenset,
        (
            ("services", "limits", "service_hours", "support"),
            ("severities", "request_types", "metrics", "exclusions", "maintenance", "continuity"),
            ("monitoring",),
            ("responsibilities", "depends_on"),
            ("remedies", "disputes"),
            ("security",),
            ("review", "amendment", "revisions", "termination", "signatories"),
            ("conditions", "definitions"),
        ),
    )
)
_RANKS = {key: rank for rank, keys in enumerate(_STEPS, 1) for key in keys}


def find_disorder(document: YamlDocument) -> Iterator[Finding]:
    """Find the first key of an agreement that stands behind one of a later step."""
    entries = document.root.entries
    ranks = [_RANKS.get(entry.key.text, 0) for entry in entries]
    highest = 0
    for place, rank in enumerate(ranks):
        if rank < ranks[highest]:
            key, before = entries[place].key, entries[highest].key
            yield Finding(
                "keys-out-of-order",
                document.span(key),
                f"{quoted(key.text)} comes after {quoted(before.text)}, which comes later on "
                "the page",
                "expected who and when, the seven steps, conditions and definitions, in this order",
                "",
                FindingSeverity.INFO,
                edits=_in_order(document, ranks),
            )
            return
        highest = place if rank >= ranks[highest] else highest


def _in_order(document: YamlDocument, ranks: Sequence[int]) -> tuple[Edit, ...]:
    """Put the keys in order, each with the comment right above it and all lines below it.

    What ends the file behind a blank line, such as a comment for editors, stays there.
    """
    entries, lines = document.root.entries, document.lines
    if any(entry.key.column != 1 for entry in entries):
        return ()  # the whole file is in brackets, or indented
    starts = [entries[0].key.line, *(_begin(lines, entry) for entry in entries[1:])]
    last = _last_line(document)
    ends = [*(start - 1 for start in starts[1:]), last]
    order = sorted(range(len(entries)), key=lambda place: ranks[place])
    moved = [line for n in order for line in lines[starts[n] - 1 : ends[n]]]
    whole = Span(document.path, starts[0], 1, last, len(lines[last - 1]) + 1)
    return (Edit(whole, "\n".join(moved)),)


def _last_line(document: YamlDocument) -> int:
    """Return the last line that belongs to the last key."""
    lines = document.lines
    behind = document.span(document.root.entries[-1].value).end_line
    for line in range(behind + 1, len(lines) + 1):
        is_apart = not lines[line - 1].strip() and any(lines[line:])
        if is_apart and all(not one.strip() or one.startswith("#") for one in lines[line - 1 :]):
            return line - 1
    return len(lines)


def _begin(lines: Sequence[str], entry: MappingEntry) -> int:
    """Return where a key begins: with the blank lines and the comment that stand above it."""
    line = entry.key.line
    while line > 1 and lines[line - 2].startswith("#"):
        line -= 1
    while line > 1 and not lines[line - 2].strip():
        line -= 1
    return line
