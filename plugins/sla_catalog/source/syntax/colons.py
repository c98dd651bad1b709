"""Colons too many, too few, or without a space."""

from __future__ import annotations

from sla_catalog.findings import Related
from sla_catalog.source.lines import SourceLines
from sla_catalog.source.pitfalls import UNSPACED, missing_space, unquoted_colon
from sla_catalog.source.syntax.breakdown import Breakdown, Diagnosis, syntax_error, value_text
from sla_catalog.source.wording import visible

_LONGEST_KEY = 1024  # beyond which YAML takes a text before a colon for a value


def explain_colon(at: Breakdown) -> Diagnosis | None:
    """Explain a colon where no key may stand."""
    if "mapping values are not allowed" not in at.problem:
        return None
    last = at.follows
    if last and last.line < at.line:
        unspaced = UNSPACED.match(at.source.line(last.line))
        if unspaced:
            return Diagnosis(missing_space(at.source, last.line, unspaced))
        return syntax_error(
            at.source.mark_line(at.line),
            f"this line continues the text that begins on line {last.line}",
            "expected a key at the indentation of the keys above",
            "line it up with the keys it belongs to, or quote the text",
            (Related(at.source.span(last), "the text begins here"),),
        )
    if last and last.end_column - last.column > _LONGEST_KEY:
        return _key_too_long(at.source, at.line)
    if at.text.startswith("---"):
        instead = "begin on the next line, or delete `---`"
        span = at.source.mark(at.line, 1, 3)
        return syntax_error(span, "a key follows `---`", "expected a line break", instead)
    column = last.column if last else at.column
    text = value_text(at, at.line, column)
    rest = at.text[at.column - 1 :]
    repair = (at.index, "x" * len(rest)) if rest.strip(": ") else None
    return Diagnosis(unquoted_colon(at.source.mark(at.line, column, len(text)), text), repair)


def explain_missing_colon(at: Breakdown) -> Diagnosis | None:
    """Explain a line among keys that has no colon."""
    if "simple key" not in at.context or not at.origin:
        return None
    line = at.origin[0]
    unspaced = UNSPACED.match(at.source.line(line))
    if unspaced:
        return Diagnosis(missing_space(at.source, line, unspaced))
    text = at.source.line(line).strip()
    if text.find(": ") > _LONGEST_KEY:
        return _key_too_long(at.source, line)
    return syntax_error(
        at.source.mark_line(line),
        f"`{visible(text)}` has no colon",
        "expected `key: value`",
        "write a colon and a value, or indent the line if it belongs to the text above",
    )


def _key_too_long(source: SourceLines, line: int) -> Diagnosis:
    found = "the text before the colon is too long for a key"
    return syntax_error(
        source.mark_line(line), found, "expected a word", "shorten it, or quote the text"
    )
