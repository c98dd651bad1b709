"""The explanations of syntax errors, in the order in which they are tried."""

from __future__ import annotations

from collections.abc import Callable

from sla_catalog.source.syntax.brackets import explain_brackets
from sla_catalog.source.syntax.breakdown import Breakdown, Diagnosis, syntax_error
from sla_catalog.source.syntax.colons import explain_colon, explain_missing_colon
from sla_catalog.source.syntax.layout import explain_list, explain_surplus, explain_tab
from sla_catalog.source.syntax.quotes import explain_quoted
from sla_catalog.source.syntax.signs import (
    explain_block_sign,
    explain_directive,
    explain_first_sign,
    explain_tag,
)
from sla_catalog.source.wording import visible

EXPLANATIONS: tuple[Callable[[Breakdown], Diagnosis | None], ...] = (
    explain_tab,
    explain_block_sign,
    explain_directive,
    explain_tag,
    explain_first_sign,
    explain_quoted,
    explain_colon,
    explain_missing_colon,
    explain_list,
    explain_brackets,
    explain_surplus,
)


def explain(at: Breakdown) -> Diagnosis:
    """Say in an author's words why YAML could not be read on, or in the library's."""
    for explanation in EXPLANATIONS:
        diagnosis = explanation(at)
        if diagnosis:
            return diagnosis
    line, column, _ = at.origin or (at.line, at.column, 0)
    found = f"YAML cannot be read here: {visible(at.problem)}"
    return syntax_error(at.source.mark(line, column), found, "expected `key: value`", "")
