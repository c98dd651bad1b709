"""Lines and texts that stand where YAML expects none: tabs, indentation, leftovers."""

from __future__ import annotations

import re

from sla_catalog.findings import FindingSeverity
from sla_catalog.source.mappings import empty_key
from sla_catalog.source.pitfalls import CUT, cut_text
from sla_catalog.source.syntax.breakdown import Breakdown, Diagnosis, syntax_error
from sla_catalog.source.wording import refuse
from sla_catalog.source.yaml_features import several_documents


def explain_tab(at: Breakdown) -> Diagnosis | None:
    """Explain a tab before the first sign of a line."""
    if at.char != "\t" or at.before.strip():
        return None
    tabbed = sum(line.startswith("\t") for line in at.source.lines[at.line - 1 :])
    more = f", the first of {tabbed} such lines" if tabbed > 1 else ""
    span = at.source.mark(at.line, at.column)
    return Diagnosis(refuse("tab-indentation", span, f"the line is indented with a tab{more}"))


def explain_list(at: Breakdown) -> Diagnosis | None:
    """Explain a dash on the line of its key."""
    if "sequence entries are not allowed" not in at.problem:
        return None
    diagnosis = syntax_error(
        at.source.mark(at.line, at.column),
        "a list begins on the line of its key",
        "expected `- ` at the beginning of a line",
        "begin the list on the next line, or quote the text if `-` belongs to it",
    )
    return Diagnosis(diagnosis.finding, (at.index, "x"))


def explain_surplus(at: Breakdown) -> Diagnosis | None:
    """Explain what stands where YAML expects nothing more."""
    before, last, source = at.before.rstrip(), at.last, at.source
    here = source.mark(at.line, at.column)
    if at.char in ("]", "}"):
        return syntax_error(
            here, f"`{at.char}` closes nothing", "expected a line break", "delete it"
        )
    if before.endswith(('"', "'")) and last and not last.plain and last.end_line == at.line:
        begins = f" (it opens on line {last.line})" if last.line < at.line else ""
        return syntax_error(
            here,
            f"text follows the closing quote `{before[-1]}`{begins}",
            "expected a line break",
            "quote the whole text; within single quotes, write `''` for an apostrophe",
        )
    if before.endswith(("]", "}")):
        instead = "quote the whole text if the bracket belongs to it"
        return syntax_error(
            here, "text follows the closing bracket", "expected a line break", instead
        )
    if at.char == ":" and not before:
        return Diagnosis(empty_key(here))
    if "document start" in at.problem:
        if source.line(at.line - 1).startswith("..."):
            return Diagnosis(several_documents(source, at.line))
        instead = "write all keys at the same indentation, without brackets around them"
        return syntax_error(
            here, "this comes after the end of everything", "expected nothing more", instead
        )
    cut = source.match_after(CUT, last) if last and last.plain and not before else None
    if last and cut:
        return Diagnosis(cut_text(source, last, cut[0], FindingSeverity.ERROR))
    if before or "block" not in at.context:
        return None
    spaces = at.column - 1
    indented = (
        f"is indented by {spaces} space{'s' * (spaces != 1)}" if spaces else "is not indented"
    )
    noun = "item of a list" if re.match(r"-\s", at.text[spaces:]) else "line"
    return syntax_error(
        source.mark_line(at.line),
        f"this {noun} {indented}",
        "expected the indentation of a line above it, and only keys beside keys",
        "line it up with the keys or the list it belongs to",
    )
