"""Quotes that are not closed, and escapes that stand for no character."""

from __future__ import annotations

from sla_catalog.findings import Finding
from sla_catalog.patterns import Pattern
from sla_catalog.source.syntax.breakdown import Breakdown, Diagnosis, syntax_error
from sla_catalog.source.wording import visible

_SURROGATE_ESCAPE = Pattern(r"(?:\\u[dD][89abAB][0-9a-fA-F]{2}|\\u[dD][c-fC-F][0-9a-fA-F]{2})+")


def explain_quoted(at: Breakdown) -> Diagnosis | None:
    """Explain a quote without its end, or an escape within quotes."""
    if not at.origin or "quoted" not in at.context:
        return None
    line, column, _ = at.origin
    if "escape" in at.problem or "hexdec" in at.problem or "hexadec" in at.problem:
        return _explain_escape(at)
    sign = at.source.line(line)[column - 1 : column]
    return syntax_error(
        at.source.mark(line, column),
        f"the quote `{sign}` that opens here is never closed",
        f"expected `{sign}` at the end of the text",
        "close the quote",
    )


def _explain_escape(at: Breakdown) -> Diagnosis:
    start = max(0, at.text.rfind("\\", 0, at.column))
    index = at.index - (at.column - 1 - start)
    surrogate = _SURROGATE_ESCAPE.match(at.text, start)
    if surrogate:
        length = len(surrogate[0])
        finding = Finding(
            "lone-surrogate",
            at.source.mark(at.line, start + 1, length),
            f"`{visible(surrogate[0])}` is half of a character",
            "expected whole characters",
            "write the character itself",
        )
        return Diagnosis(finding, (index, "x" * length))
    escape = at.text[start : start + 2]
    diagnosis = syntax_error(
        at.source.mark(at.line, start + 1, max(1, len(escape))),
        f"`{visible(escape)}` is not the name of a character",
        "expected an escape such as `\\n`",
        "write `\\\\` for a backslash, or use single quotes",
    )
    return Diagnosis(diagnosis.finding, (index, "x"))
