"""From text to nodes: where YAML stops at a mistake that is understood, it is made to read on."""

from __future__ import annotations

from typing import Any

import yaml

from sla_catalog.findings import Finding
from sla_catalog.source.composer import Composer
from sla_catalog.source.limits import Limits, nesting_too_deep
from sla_catalog.source.lines import SourceLines
from sla_catalog.source.nodes import Node
from sla_catalog.source.syntax.breakdown import Breakdown, Diagnosis
from sla_catalog.source.syntax.explanations import explain

# The C parser is an optional part of PyYAML; both give the same events.
EVENT_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

MOST_REPAIRS = 20


def parse(source: SourceLines, text: str, limits: Limits) -> tuple[Node | None, int, list[Finding]]:
    """Build the root node of a text, or none after a syntax error, and say all that is wrong.

    The number is how many keys, values and brackets there are. `text` is what `source` shows, but
    for characters that YAML must not see.
    """
    errors: list[Finding] = []
    for _ in range(MOST_REPAIRS):
        builder = Composer(source, limits)
        diagnosis = _build(builder, text)
        if diagnosis is None:
            break
        repair = diagnosis.repair
        if repair is None or repair[0] < 0:  # an error without a mark has no index
            if not _follows_on(diagnosis.finding, errors, builder):
                errors.append(diagnosis.finding)
            break
        errors.append(diagnosis.finding)
        index, replacement = repair
        text = text[:index] + replacement + text[index + len(replacement) :]
    split = {_begin(found) for found in builder.findings if found.rule == "comma-splits-text"}
    told = (one for one in errors if one.rule != "unquoted-colon" or _begin(one) not in split)
    return builder.root, builder.size, [*builder.findings, *told]


def _begin(finding: Finding) -> tuple[int, int]:
    return finding.span.line, finding.span.column


def _build(builder: Composer, text: str) -> Diagnosis | None:
    """Build nodes up to the end, or say why YAML could not be read on."""
    try:
        loader = EVENT_LOADER(text)
        try:
            # What yaml.parse does, but without asking before each event whether there is one.
            builder.build(iter(loader.get_event, None))
        finally:
            loader.dispose()
    # The pure parser raises the latter two for escapes and versions that are out of range.
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        builder.finish()
        at = _break_down(builder, error)
        if "nesting depth" in at.problem:  # libyaml 0.2.6 stops by itself at a thousand levels
            return Diagnosis(
                nesting_too_deep(builder.source.mark(at.line, at.column), builder.limits)
            )
        return explain(at)
    return None


def _follows_on(finding: Finding, errors: list[Finding], builder: Composer) -> bool:
    """Tell whether a finding only repeats what an earlier one on its line has said."""
    blamed = {error.span.line for error in errors}
    if builder.last and builder.last.line in blamed:
        return True
    return finding.span.line in blamed | {found.span.line for found in builder.findings}


def _break_down(builder: Composer, error: Exception) -> Breakdown:
    context, last = getattr(error, "context_mark", None), builder.last
    mark = getattr(error, "problem_mark", None) or context
    origin = (context.line + 1, context.column + 1, context.index) if context else None
    bracket = None
    if builder.opened and builder.opened[-1].event.flow_style:
        start = builder.opened[-1].event.start_mark
        bracket = (start.line + 1, start.column + 1, start.index)
    if mark:
        place = (mark.line + 1, mark.column + 1, mark.index)
    else:
        place = (last.end_line, last.end_column, -1) if last else (1, 1, -1)
    problem = getattr(error, "problem", None) or str(error).partition("\n")[0]
    context_text = getattr(error, "context", None) or ""
    return Breakdown(builder.source, problem, context_text, *place, origin, last, bracket)
