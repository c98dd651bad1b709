"""Signs by which YAML reads a text otherwise than it was meant: commas, `#`, `>`, colons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Sequence as Pairs
from itertools import takewhile

from sla_catalog.findings import Finding, FindingSeverity, Span
from sla_catalog.model.fields import ABSENCE_WORDS
from sla_catalog.model.metric_types import METRIC_TYPES, Amounts
from sla_catalog.model.notations import offered
from sla_catalog.model.notations.edges import edges
from sla_catalog.model.notations.numerals import figure
from sla_catalog.model.notations.remedies import caps, credit
from sla_catalog.model.notations.suggestions import as_yaml
from sla_catalog.model.notations.targets import Wanted, targets
from sla_catalog.patterns import Pattern
from sla_catalog.source.lines import SourceLines
from sla_catalog.source.nodes import Node, Scalar, Sequence
from sla_catalog.source.wording import quoted, visible

CUT = Pattern(r"[ \t]+#(?=[^\s#!]).*")
UNSPACED = Pattern(r"\s*(?:- +)*(?P<key>[\w-]+):(?!//)(?P<value>[^\s:].*)")
COMPARISON = Pattern(r">(?:=|(?= ?\d)) *(?P<rest>[^#\],}]*)")
_CUT_SIGN = Pattern(r"#(?<=[ \t]#)[^\s#!]")  # the sign first: that is searched for fastest
_NUMBER_END = Pattern(r"(?:.*\s)?[<>=≤≥+€$£-]*\d+(?:\.\d{3})*")
_THOUSANDS = Pattern(r"\d{3}(?!\d)")
_REST = Pattern(r"\d{3}(?!\d)|\d+ ?[%‰€$£°A-Za-z]")
_PART = Pattern(r"\d")  # no key begins with a digit
_NUMERAL = Pattern(r"[0-9][0-9.,]*")
_COLON = Pattern(r"[ \t]*:")
_COMMA = Pattern(r",")


def lost_pieces(
    source: SourceLines, pairs: Pairs[tuple[Node, Node]], position: int
) -> tuple[Scalar, ...]:
    """Return the text before keys that have no colon, then those keys; or nothing."""
    value = pairs[position - 1][1] if position else None
    if not isinstance(value, Scalar) or not value.plain or value.is_null:
        return ()
    keys = (key for key, _ in pairs[position:] if isinstance(key, Scalar))
    pieces = tuple(takewhile(lambda key: not source.match_after(_COLON, key), keys))
    return (value, *pieces) if pieces else ()


def split_text(source: SourceLines, key: str, kind: str, pieces: tuple[Scalar, ...]) -> Finding:
    """Say that commas divide the value of a key into keys of a mapping in brackets.

    `kind` is the type of a metric, where the mapping states one.
    """
    following = pieces[1:]
    if all(_touches(source, *pair, _PART) for pair in zip(pieces, following, strict=False)):
        return _split_value(source, pieces, key, kind)
    gaps = map(_gap, pieces, following)
    written = [_as_written(source, piece) for piece in pieces]
    more = (f"{gap}{piece}" for gap, piece in zip(gaps, written[1:], strict=True))
    text = f"{written[0]}{''.join(more)}"
    return Finding(
        "comma-splits-text",
        source.between(pieces[0], pieces[-1]),
        f"the comma ends the text at `{visible(written[0])}`, "
        f"so that `{visible(written[1])}` is read as a key",
        "expected `key: value` after the comma",
        _in_quotes(text),
    )


def _as_written(source: SourceLines, piece: Scalar) -> str:
    """Return a text as its author wrote it, also where signs were replaced to read on."""
    is_whole = piece.plain and piece.line == piece.end_line
    line = source.line(piece.line)
    return line[piece.column - 1 : piece.end_column - 1] if is_whole else piece.text


_ABSENCE = Pattern(rf"(?P<word>{'|'.join(ABSENCE_WORDS)}):\s+(?P<why>\S.*)")


def _in_quotes(text: str) -> str:
    """Say how a text with a sign is written; an absence with its reason is a mapping."""
    absence = _ABSENCE.fullmatch(text)
    if not absence:
        return f"quote the text: `{visible(quoted(text))}`"
    mapping = f"{{{absence['word']}: {as_yaml(absence['why'])}}}"
    return f"put it in braces: `{visible(mapping)}`"


def _gap(first: Scalar, second: Scalar) -> str:
    is_close = first.end_line == second.line and first.end_column + 1 == second.column
    return "," if is_close else ", "


def _split_value(source: SourceLines, pieces: tuple[Scalar, ...], key: str, kind: str) -> Finding:
    text = ",".join(piece.text for piece in pieces)
    return Finding(
        "comma-splits-number",
        source.between(pieces[0], pieces[-1]),
        f"the comma splits the number in `{visible(text)}`",
        "expected numbers without commas",
        f"write {_amount(text, key, kind)}",
    )


_EDGES = {"above", "below", "from", "to"}


def _amount(text: str, key: str, kind: str) -> str:
    """Return the amount in a text with commas as its key has it."""
    if key in _EDGES:
        found = edges(text, key)
    elif key == "at_most":
        found = caps(text)
    elif key == "credit":
        found = credit(text)
    else:
        known = METRIC_TYPES.get(kind)
        is_share = known is not None and known.amounts is Amounts.SHARE
        found = targets(text, Wanted.SHARE if is_share else None, kind)
    if found:
        written = f"`{visible(offered(found, key))}`"
    else:
        written = f"`{visible(_NUMERAL.sub(lambda m: figure(m[0]) or m[0], text))}`"
    return f"{written} with its unit" if re.fullmatch(r"`[0-9.]+`", written) else written


def find_split_numbers(source: SourceLines, items: list[Node]) -> Iterator[Finding]:
    """Find numbers that commas divide into items of a list in brackets."""
    pieces: list[Scalar] = []
    for item in items:
        if not isinstance(item, Scalar):
            continue
        if pieces and _splits_number(source, pieces[-1], item):
            pieces.append(item)
            continue
        if len(pieces) > 1:
            yield _split_number(source, tuple(pieces))
        pieces = [item]
    if len(pieces) > 1:
        yield _split_number(source, tuple(pieces))


def _splits_number(source: SourceLines, first: Scalar, second: Scalar) -> bool:
    """Tell whether an item of a list is the rest of a number, and no number of its own."""
    return _touches(source, first, second, _REST)


def _touches(source: SourceLines, first: Scalar, second: Scalar, part: Pattern) -> bool:
    return bool(
        first.plain
        and second.plain
        and first.end_line == second.line
        and first.end_column + 1 == second.column
        and source.match_after(_COMMA, first)
        and _NUMBER_END.fullmatch(first.text)
        and part.match(second.text)
    )


def _split_number(source: SourceLines, pieces: tuple[Scalar, ...]) -> Finding:
    texts = [piece.text for piece in pieces]
    point = "" if all(_THOUSANDS.match(text) for text in texts[1:]) else "."
    return Finding(
        "comma-splits-number",
        source.between(pieces[0], pieces[-1]),
        f"the comma splits the number in `{visible(','.join(texts))}`",
        "expected numbers without commas",
        f"write `{visible(point.join(texts))}`, or a space after a comma between two values",
    )


def find_cut_texts(source: SourceLines, root: Node, text: str) -> Iterator[Finding]:
    """Find texts that end where a comment begins without a space after its sign."""
    if _CUT_SIGN.search(text):
        for value in _plain_values(root):
            cut = source.match_after(CUT, value)
            if cut:
                yield cut_text(source, value, cut[0], FindingSeverity.WARNING)


def _plain_values(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        if node.plain:
            yield node
        return
    inner = node.items if isinstance(node, Sequence) else (entry.value for entry in node.entries)
    for value in inner:
        yield from _plain_values(value)


def cut_text(source: SourceLines, value: Scalar, lost: str, severity: FindingSeverity) -> Finding:
    """Say that what reads as part of a text is a comment."""
    return Finding(
        "comment-cuts-text",
        source.mark(value.end_line, value.end_column, len(lost)),
        f"`{visible(lost.strip())}` is a comment, so only `{visible(value.text)}` is read",
        "expected a space after the `#` of a comment",
        f"quote the text: `{visible(quoted(value.text + lost.rstrip()))}`",
        severity,
    )


def unquoted_comparison(
    source: SourceLines, line: int, column: int, comparison: re.Match[str]
) -> Finding:
    """Say that a comparison is read as the sign of a block."""
    text, rest = comparison[0].rstrip(), comparison["rest"].strip()
    words = "at least" if text.startswith(">=") else "more than"
    return Finding(
        "unquoted-comparison",
        source.mark(line, column, len(text)),
        f"`{visible(text)}` begins with `>`, which YAML reads as the sign of a block of text",
        "expected words or quotes",
        f"write `{words} {visible(rest) or '...'}`, or quote it: `{visible(quoted(text))}`",
    )


def missing_space(source: SourceLines, line: int, match: re.Match[str]) -> Finding:
    """Say that a line that UNSPACED has matched is no key and value."""
    key, value = match["key"], match["value"]
    return Finding(
        "yaml-syntax",
        source.mark_line(line),
        f"`{visible(match[0].strip())}` has no space after its colon",
        "expected `key: value`",
        f"write `{visible(f'{key}: {value}')}`",
    )


def unquoted_colon(span: Span, text: str) -> Finding:
    """Say that a text holds a colon that makes it a key."""
    return Finding(
        "unquoted-colon",
        span,
        f"`{visible(text)}` contains a second colon",
        "expected one `key: value`",
        _in_quotes(text),
    )
