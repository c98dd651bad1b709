"""The pages of the comparison: agreements as rows, ranked by what most of them state."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from sla_catalog.pages.addresses import FileAt, PageAt
from sla_catalog.pages.agreement.page import AgreementPage
from sla_catalog.pages.blocks import Link
from sla_catalog.pages.comparison.columns import MOST_URGENT, UNRANKED, ComparisonTable, Ranked
from sla_catalog.pages.comparison.data import FIELDS
from sla_catalog.pages.comparison.metrics import ComparisonColumn
from sla_catalog.pages.comparison.terms import differing_terms
from sla_catalog.pages.context import COMPARED, COMPARISON, RenderContext, agreement_uri
from sla_catalog.pages.downloads import METRICS, WORKBOOK
from sla_catalog.pages.labels import Labels
from sla_catalog.pages.paging import ROWS_A_PAGE, page_links, page_uris
from sla_catalog.pages.views.comparison import (
    ComparedAgreement,
    ComparedCell,
    ComparedColumn,
    ComparedGroup,
    ComparisonView,
    DifferingTerm,
)

_WORDS = "compare.say."
_SHARED = (
    "absent.",
    "and.more",
    "range",
    "best.value",
    "by.dimensions",
    "not.comparable",
    "not.ranked.alone",
    "not.ranked.cases",
    "not.ranked.in.force",
    "not.ranked.kinds",
    "not.ranked.objective",
    "part.not-stated",
)


def comparison_uris(context: RenderContext) -> tuple[str, ...]:
    """Return the source path of each page of the comparison, whole pages of rows."""
    return page_uris(COMPARISON, len(ComparisonTable.of(context).rows))


def comparison_view(page: int, context: RenderContext) -> ComparisonView:
    """Lay out one page of the comparison, from 1."""
    comparison, labels = ComparisonTable.of(context), context.labels
    total = len(comparison.rows)
    columns = comparison.default
    listed = context.once("comparison ranked", _listed)
    first = (page - 1) * ROWS_A_PAGE
    shown = listed[first : first + ROWS_A_PAGE]
    return ComparisonView(
        title=labels["comparison.title"],
        lead=labels["comparison.lead" if total != 1 else "comparison.lead.one"].format(count=total),
        count=_count(comparison, listed),
        columns=tuple(map(_head, columns)),
        groups=tuple(_groups(comparison, shown, columns)),
        data=FileAt(COMPARED),
        more=labels["comparison.more"].format(shown=len(columns), count=len(comparison.columns)),
        shown=labels["list.page"].format(
            first=min(first + 1, total), last=min(first + ROWS_A_PAGE, total), total=total
        ),
        pages=page_links(comparison_uris(context)),
        page=page,
        actions=(
            Link(labels["comparison.whole.xlsx"], FileAt(WORKBOOK), quiet=True),
            Link(labels["comparison.whole.csv"], FileAt(METRICS), quiet=True),
        ),
        terms=_terms(comparison) if page == 1 else (),
        words=words(labels),
        has_agreements=total > 0,
    )


def _listed(context: RenderContext) -> tuple[Ranked, ...]:
    comparison = ComparisonTable.of(context)
    columns = comparison.default
    return comparison.ranked(columns[0], MOST_URGENT) if columns else ()


def _terms(comparison: ComparisonTable) -> tuple[DifferingTerm, ...]:
    context = comparison.context
    return differing_terms(
        context, [AgreementPage(r.agreement, context, COMPARISON) for r in comparison.rows]
    )


def words(labels: Labels) -> str:
    """Return the words that the script says, as JSON by their keys."""
    said = {key.removeprefix(_WORDS): labels[key] for key in labels if key.startswith(_WORDS)}
    said |= {key: labels[key] for key in labels if key.startswith(_SHARED)}
    said["decimal"] = labels["number.decimal"]
    fields = [labels[f"basis.{kind}"] for kind in FIELDS]
    return json.dumps({**said, "basis": fields}, ensure_ascii=False, separators=(",", ":"))


def _count(comparison: ComparisonTable, listed: Sequence[Ranked]) -> str:
    if not comparison.default:
        return ""
    ranked = sum(one.rank is not None for one in listed)
    is_any = any(row.in_force for row in comparison.rows)
    words = comparison.context.labels["comparison.ranked" if is_any else "comparison.ranked.any"]
    column = comparison.default[0].name
    return words.format(ranked=ranked, count=len(comparison.counted), column=column)


def _head(column: ComparisonColumn) -> ComparedColumn:
    return ComparedColumn(column.id, column.name, column.note, column.direction or "")


_TITLES = ("", "comparison.unranked", "comparison.unstated", "comparison.idle")


def _groups(
    comparison: ComparisonTable, shown: Sequence[Ranked], columns: Sequence[ComparisonColumn]
) -> Iterator[ComparedGroup]:
    labels = comparison.context.labels
    everywhere = comparison.context.once("comparison groups", _sizes)
    for place, found in groupby(shown, key=lambda one: one.group):
        rows = tuple(_row(comparison, one, columns) for one in found)
        title = _TITLES[place] and labels[_TITLES[place]].format(count=everywhere[place])
        note = labels["comparison.unranked.note"].format(column=columns[0].name)
        yield ComparedGroup(title, note if place == UNRANKED else "", rows)


def _sizes(context: RenderContext) -> list[int]:
    groups = [one.group for one in context.once("comparison ranked", _listed)]
    return [groups.count(place) for place in range(len(_TITLES))]


def _row(
    comparison: ComparisonTable, one: Ranked, columns: Sequence[ComparisonColumn]
) -> ComparedAgreement:
    context, row = comparison.context, one.compared
    agreement = row.agreement
    first = _with_reason(one)
    rest = (comparison.said(row, column, MOST_URGENT).cell for column in columns[1:])
    return ComparedAgreement(
        agreement.id,
        agreement.reference or agreement.kind.upper(),
        Link(agreement.title, PageAt(agreement_uri(agreement.id)), quiet=True, strong=True),
        row.parties,
        context.status_icon(agreement),
        context.state_words(agreement),
        row.in_force,
        str(one.rank or ""),
        (first, *rest),
        row.lang,
    )


def _with_reason(one: Ranked) -> ComparedCell:
    return replace(one.said.cell, unranked=one.why) if one.why else one.said.cell
