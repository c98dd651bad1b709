"""Characters that are not seen, or that make a text look like another."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from sla_catalog.findings import Finding, Span
from sla_catalog.patterns import Pattern
from sla_catalog.source.lines import SourceLines
from sla_catalog.source.nodes import Scalar

_SURROGATES = "\ud800-\udfff"
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_INVISIBLE = "\u200b\u2060-\u2064\ufeff"
_CONTROL = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff"
_HIDDEN = Pattern(f"[{_CONTROL}{_SURROGATES}{_BIDI}{_INVISIBLE}]")
_KINDS = (
    ("lone-surrogate", Pattern(f"[{_SURROGATES}]"), "one half of a character"),
    ("bidi-control", Pattern(f"[{_BIDI}]"), "a character that turns the direction of the text"),
    ("control-character", Pattern(f"[{_CONTROL}]"), "a control character"),
)
_ESCAPE = Pattern(r"\\(?:x(\w{2})|u(\w{4})|U(\w{8})|(.))")
_NAMED_ESCAPES = dict(zip("0abevfrNLP", "\0\a\b\x1b\v\f\r\x85\u2028\u2029", strict=True))


def find_hidden(source: SourceLines, text: str) -> Iterator[Finding]:
    """Find hidden characters as they stand in a file, each kind once a line."""
    if not _HIDDEN.search(text):
        return
    for number, line in enumerate(source.lines, 1):
        chars: set[str] = set()
        rules: set[str] = set()
        for match in _HIDDEN.finditer(line):
            if match[0] in chars:
                continue
            chars.add(match[0])
            finding = _hidden(source.mark(number, match.start() + 1), match[0])
            if finding.rule not in rules:
                rules.add(finding.rule)
                yield finding


def without_hidden(text: str) -> str:
    """Put a visible character in place of each hidden one."""
    return _HIDDEN.sub("\ufffd", text)


def find_escaped(source: SourceLines, scalar: Scalar) -> Iterator[Finding]:
    """Find the first hidden character in a quoted text, where an escape stands for it."""
    hidden = _HIDDEN.search(scalar.text)
    if hidden:
        yield _hidden(_locate_escape(source, scalar, hidden[0]), hidden[0])


def find_unprintable(source: SourceLines, key: Scalar) -> Iterator[Finding]:
    """Find the first character in a key that is not seen, beyond those refused everywhere."""
    for char in key.text:
        if not char.isprintable() and not _HIDDEN.match(char):
            raw = source.line(key.line).find(char, key.column - 1)
            yield _hidden(source.mark(key.line, raw + 1) if raw >= 0 else source.span(key), char)
            return


def _locate_escape(source: SourceLines, scalar: Scalar, char: str) -> Span:
    for number in range(scalar.line, scalar.end_line + 1):
        start = scalar.column if number == scalar.line else 0
        for match in _ESCAPE.finditer(source.line(number), start):
            digits = match[1] or match[2] or match[3]
            written = chr(int(digits, 16)) if digits else _NAMED_ESCAPES.get(match[4], "")
            if written == char:
                return source.mark(number, match.start() + 1, len(match[0]))
    return source.span(scalar)


def _hidden(span: Span, char: str) -> Finding:
    kinds = ((rule, noun) for rule, kind, noun in _KINDS if kind.match(char))
    rule, noun = next(kinds, ("hidden-character", "a character that cannot be seen"))
    name = f" {unicodedata.name(char)}" if unicodedata.name(char, "") else ""
    return Finding(
        rule,
        span,
        f"a tab is {noun}" if char == "\t" else f"U+{ord(char):04X}{name} is {noun}",
        "expected text that reads as it is written",
        _INSTEAD.get(char, "delete the character"),
    )


_INSTEAD = {"\r": "save the file with LF or CRLF line ends", "\t": "a space"}
