"""What stands in mappings and lists: each key a word and only once, each value there."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import partial

from sla_catalog.findings import Finding, Related, Span
from sla_catalog.model.agreement import Agreement
from sla_catalog.source.hidden import find_unprintable
from sla_catalog.source.lines import SourceLines
from sla_catalog.source.nodes import MappingEntry, Node, Scalar
from sla_catalog.source.pitfalls import find_split_numbers, lost_pieces, split_text
from sla_catalog.source.wording import quoted, refuse, visible
from sla_catalog.source.yaml_features import merge_key

_entry = partial(tuple.__new__, MappingEntry)  # without a call of Python's own
_REQUIRED = frozenset(name for name, field in Agreement.model_fields.items() if field.is_required())


def read_entries(
    source: SourceLines, nodes: list[Node], in_brackets: bool, has_nulls: bool
) -> tuple[tuple[MappingEntry, ...], list[Finding]]:
    """Pair the keys and values of a mapping, which are given in turn.

    Only where the file `has_nulls` can a value be missing.
    """
    each = iter(nodes)
    pairs = tuple(map(_entry, zip(each, each, strict=False)))
    if not has_nulls and _are_ordinary(pairs):
        return pairs, []
    return _find_in_entries(source, pairs, in_brackets)


def _are_ordinary(pairs: tuple[MappingEntry, ...]) -> bool:
    """Tell whether all keys are words of plain letters, each there once, as nearly everywhere."""
    names = [pair.key.text for pair in pairs if isinstance(pair.key, Scalar)]
    return (
        len(set(names)) == len(pairs)
        and all(map(str.isidentifier, names))
        and all(map(str.isascii, names))
    )


def _find_in_entries(
    source: SourceLines, pairs: tuple[MappingEntry, ...], in_brackets: bool
) -> tuple[tuple[MappingEntry, ...], list[Finding]]:
    """Return the entries whose keys are texts, and find what is wrong with any."""
    entries: list[MappingEntry] = []
    findings: list[Finding] = []
    seen: dict[str, MappingEntry] = {}
    explained = 0  # before this position a finding already says why values are missing
    for position, (key, value) in enumerate(pairs):
        if not isinstance(key, Scalar) or "\n" in key.text:
            findings.append(_complex_key(source.span(key)))
            continue
        if isinstance(value, Scalar) and value.is_null:
            if position < explained:
                continue
            pieces = lost_pieces(source, pairs, position) if in_brackets else ()
            if pieces:
                explained = position + len(pieces) - 1
                kind = next((_text(value) for key, value in pairs if _text(key) == "type"), "")
                findings.append(split_text(source, _text(pairs[position - 1][0]), kind, pieces))
                continue
            findings.append(_empty_value(source, key, value))
        name = key.text if key.text.isascii() else unicodedata.normalize("NFC", key.text)
        if not name:
            findings.append(empty_key(source.mark(key.line, key.column)))
        elif not name.isprintable():
            findings += find_unprintable(source, key)
        if name == "<<" and key.plain:
            findings.append(merge_key(source.span(key)))
        entry = pairs[position]
        if not (name == "<<" and key.plain) and seen.setdefault(name, entry) is not entry:
            findings.append(_duplicate_key(source, seen[name], entry))
        entries.append(entry)
    return tuple(entries), findings


def _text(node: Node) -> str:
    return node.text if isinstance(node, Scalar) else ""


def find_in_items(source: SourceLines, items: list[Node], in_brackets: bool) -> Iterator[Finding]:
    """Find items of a list that hold nothing, or pieces of one number."""
    for item in items:
        if isinstance(item, Scalar) and item.is_null:
            yield _empty_item(source, item)
    if in_brackets:
        yield from find_split_numbers(source, items)


def empty_key(span: Span) -> Finding:
    """Say that a key is missing."""
    return refuse("empty-key", span, "there is no key before the colon")


def empty_block(source: SourceLines, node: Scalar, sign: str) -> Finding:
    """Say that no text follows the sign of a block."""
    return Finding(
        "empty-value",
        source.mark(node.line, node.column),
        f"no text follows `{visible(sign)}`",
        "expected indented lines of text",
        "write the text, or leave the key out",
    )


def _complex_key(span: Span) -> Finding:
    return refuse("complex-key", span, "a list, a mapping or a block of text is used as a key")


_PROSE = {"note", "text", "description", "definition", "procedure"}


def _duplicate_key(source: SourceLines, first: MappingEntry, second: MappingEntry) -> Finding:
    key = second.key
    where = "on this line" if key.line == first.key.line else f"after line {first.key.line}"
    return Finding(
        "duplicate-key",
        source.span(key),
        f"the key `{visible(key.text)}` appears here again, {where}",
        "expected each key once",
        _in_one(key.text, first.value, second.value),
        related=(Related(source.span(first.key), "first written here"),),
    )


def _in_one(key: str, first: Node, second: Node) -> str:
    """Say how both values of a key are kept where they are prose."""
    if not isinstance(first, Scalar) or not isinstance(second, Scalar):
        return "keep one of the two, with the entries of both"
    if first.text == second.text:
        return "delete one of the two, which say the same"
    if key not in _PROSE or "\n" in first.text.strip() + second.text.strip():
        return "keep one of the two"
    both = f"{first.text.strip().rstrip('.;')}; {second.text.strip()}"
    return f"write both as one text: `{key}: {quoted(both)}`"


def _empty_value(source: SourceLines, key: Scalar, value: Scalar) -> Finding:
    return Finding(
        "empty-value",
        source.span(value if value.text else key),
        f"`{visible(key.text)}` " + (f"is `{value.text}`" if value.text else "has no value"),
        "expected a value",
        f"write the {key.text}, which every agreement has"
        if key.column == 1 and key.text in _REQUIRED
        else "write `none: why`, or leave the key out",
    )


def _empty_item(source: SourceLines, item: Scalar) -> Finding:
    shown = f"`{item.text}`" if item.text else "nothing"
    dash = source.line(item.line).rfind("-", 0, item.column)
    span = source.span(item) if item.text else source.mark(item.line, max(dash, 0) + 1)
    return Finding(
        "empty-value",
        span,
        f"{shown} is an item of a list",
        "expected a value",
        "write the item, or delete the line",
    )
