"""Brackets that are not closed, and what stands wrongly between them."""

from __future__ import annotations

import re

from sla_catalog.findings import Related, Span
from sla_catalog.source.lines import SourceLines
from sla_catalog.source.pitfalls import unquoted_colon
from sla_catalog.source.syntax.breakdown import Breakdown, Diagnosis, syntax_error, value_text
from sla_catalog.source.wording import visible

_COMMENT = re.compile(r"(?<=\s)#")
_BRACKET = re.compile(r"""(?<!\w)"(?:[^"\\]|\\.)*"?|(?<!\w)'[^']*+'?|[\[\]{}]""", re.DOTALL)


def explain_brackets(at: Breakdown) -> Diagnosis | None:
    """Explain a bracket without its end, or what stands wrongly within brackets."""
    start = at.bracket if "flow node" in at.context else at.origin
    if "flow" not in at.context or not start:
        return None
    line, column, _ = start
    bracket = at.source.line(line)[column - 1 : column]
    if bracket not in ("[", "{"):  # a pair without braces in a list, such as `[a: b c: d]`
        return None
    if at.char == ",":
        return syntax_error(
            at.source.mark(at.line, at.column),
            "there is nothing before this comma",
            "expected a value",
            "delete the comma",
        )
    if at.char in ("]", "}"):
        related = (Related(at.source.mark(at.line, at.column), f"`{at.char}` closes another"),)
        return _unclosed(at.source.mark(line, column), bracket, related)
    if at.is_at_end or not _is_closed(at.source, line, column):
        if comment := _COMMENT.search(at.source.line(line), column):
            return _cut_off(at.source.mark(line, comment.end()), bracket)
        return _unclosed(at.source.mark(line, column), bracket)
    last = at.follows
    if at.char == ":" and last and last.line == at.line:
        text = value_text(at, at.line, last.column)
        span = at.source.mark(at.line, last.column, len(text))
        return Diagnosis(unquoted_colon(span, text), (at.index, "x"))
    return syntax_error(
        at.source.mark(at.line, at.column),
        f"`{visible(at.char)}` appears where an entry should end",
        "expected a comma or the closing bracket",
        f"put a comma between the entries, or quote {_what_to_quote(at.char)}",
    )


def _what_to_quote(char: str) -> str:
    """Name the sign for which a text needs quotes; a letter or a quotation mark is none."""
    is_sign = not char.isalnum() and char not in "\"'"
    return f"the whole text around `{visible(char)}`" if is_sign else "the whole text"


def _cut_off(span: Span, bracket: str) -> Diagnosis:
    return syntax_error(
        span,
        f"this `#` begins a comment, which hides the end of the bracket `{bracket}`",
        f"expected `{'}' if bracket == '{' else ']'}` on this line",
        "quote the text that holds `#`, or close the bracket before the comment",
    )


def _unclosed(span: Span, bracket: str, related: tuple[Related, ...] = ()) -> Diagnosis:
    return syntax_error(
        span,
        f"the bracket `{bracket}` that opens here is never closed",
        f"expected `{'}' if bracket == '{' else ']'}` at the end",
        "close the bracket",
        related,
    )


def _is_closed(source: SourceLines, line: int, column: int) -> bool:
    depth = 0
    rest = (source.line(line)[column - 1 :], *source.lines[line:])
    for sign in _BRACKET.findall("\n".join(rest)):
        depth += (sign in ("[", "{")) - (sign in ("]", "}"))
        if depth == 0:
            return True
    return False
