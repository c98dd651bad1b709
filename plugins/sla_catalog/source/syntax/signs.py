"""Signs that mean something else to YAML where a text begins: `>`, `%`, `!`, `@` and more."""

from __future__ import annotations

from sla_catalog.findings import Finding
from sla_catalog.source.markdown_tables import ROW, as_entries
from sla_catalog.source.pitfalls import COMPARISON, unquoted_comparison
from sla_catalog.source.syntax.breakdown import Breakdown, Diagnosis, syntax_error, value_text
from sla_catalog.source.wording import quoted, visible
from sla_catalog.source.yaml_features import DIRECTIVE, PROPERTY, directive, tag


def explain_block_sign(at: Breakdown) -> Diagnosis | None:
    """Explain `>` or `|` with text after it."""
    if "block scalar" in at.context and at.origin:
        line, column, index = at.origin
    elif at.char in (">", "|") and "start any token" in at.problem:
        line, column, index = at.line, at.column, at.index
    else:
        return None
    text = at.source.line(line)
    sign = text[column - 1 : column]
    comparison = COMPARISON.match(text, column - 1)
    if comparison:
        return Diagnosis(unquoted_comparison(at.source, line, column, comparison), (index, "x"))
    if sign == "|" and ROW.fullmatch(text):
        return Diagnosis(_table(at, line, column), (index, "x"))
    found = f"text follows `{sign}` on the same line"
    instead = f"begin the text on the next line, or quote it if `{sign}` belongs to it"
    diagnosis = syntax_error(at.source.mark(line, column), found, "expected a line break", instead)
    return Diagnosis(diagnosis.finding, (index, "x"))


def _table(at: Breakdown, line: int, column: int) -> Finding:
    """Say that a table in Markdown is no YAML; the key above it says of what."""
    above = (at.source.line(number).strip() for number in range(line - 1, 0, -1))
    key = next((text for text in above if text and not ROW.fullmatch(text)), "")
    return Finding(
        "yaml-syntax",
        at.source.mark(line, column),
        "a table in Markdown begins here, which is not YAML",
        "expected a list",
        as_entries(key.removesuffix(":")),
    )


def explain_directive(at: Breakdown) -> Diagnosis | None:
    """Explain a line that begins with `%` and a word."""
    line, column, index = (
        at.origin if "directive" in at.context and at.origin else (at.line, at.column, at.index)
    )
    text = at.source.line(line)
    if column == 1 and DIRECTIVE.match(text):
        return Diagnosis(directive(at.source, line), (index, "#"))
    if column == 1 and line > 1 and DIRECTIVE.match(at.source.line(line - 1)):
        return Diagnosis(
            directive(at.source, line - 1), (index - len(at.source.line(line - 1)) - 1, "#")
        )
    return None


def explain_tag(at: Breakdown) -> Diagnosis | None:
    """Explain `!` at the beginning of a text."""
    if at.origin and ("a tag" in at.context or "tag handle" in at.problem):
        line, column, index = at.origin
        match = PROPERTY.match(at.source.line(line), column - 1)
        if match and match[1].startswith("!"):
            span = at.source.mark(line, column, len(match[1]))
            return Diagnosis(tag(span, match[1]), (index, "x" * len(match[1])))
    return None


def explain_first_sign(at: Breakdown) -> Diagnosis | None:
    """Explain a sign at the beginning of a text that no value may begin with."""
    scanned = any(word in at.context for word in ("an alias", "an anchor", "a directive"))
    if scanned and at.origin:
        line, column, index = at.origin
    elif (at.char and at.char in "@`%" and "start any token" in at.problem) or (
        at.char
        and at.char in "?,]}"
        and ("keys are not" in at.problem or "block node" in at.context)
    ):
        line, column, index = at.line, at.column, at.index
    else:
        return None
    text = value_text(at, line, column)
    if not at.source.line(line)[: column - 1].strip(" -"):
        text = text.partition(": ")[0]
    finding = Finding(
        "reserved-sign",
        at.source.mark(line, column, len(text)),
        f"`{visible(text)}` begins with `{text[:1]}`, which YAML keeps for itself",
        "expected a text that begins with a letter, a digit or a quote",
        f"quote the text: `{visible(quoted(text))}`",
    )
    # The wide form of the sign keeps two keys apart that begin with different signs.
    return Diagnosis(finding, (index, chr(ord(text[0]) + 0xFEE0)))
