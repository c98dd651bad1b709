"""The coverage: how much each agreement says of the seven steps, and what most leave out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from sla_catalog.model.agreement import STEP_PARTS, Agreement
from sla_catalog.model.header import Kind
from sla_catalog.pages.addresses import OnPage, PageAt
from sla_catalog.pages.agreement.cells import text_cell
from sla_catalog.pages.agreement.numbers import STEP_ANCHORS
from sla_catalog.pages.agreement.page import AgreementPage
from sla_catalog.pages.agreement.view import section_anchor
from sla_catalog.pages.blocks import Column, Line, Link, Row, Soft, State, Table
from sla_catalog.pages.context import (
    COVERAGE,
    RenderContext,
    agreement_uri,
    kinds_in_order,
)
from sla_catalog.pages.frameworks import framework_links
from sla_catalog.pages.overview import agreements_in_order, paging_by_kind
from sla_catalog.pages.paging import Paging
from sla_catalog.pages.parties import count_cell
from sla_catalog.pages.sections import Clause, Section
from sla_catalog.pages.views.lists import CoverageGroup, CoverageView, CoveredAgreement, CoveredStep
from sla_catalog.resolved.coverage import CoverageLevel

SUMMARY = "part-by-part"
_Counts = Mapping[str, Counter[State]]


def coverage_paging(context: RenderContext) -> Paging:
    """Return how the coverage is spread over pages."""
    return paging_by_kind(context, COVERAGE)


def coverage_view(context: RenderContext, page: int = 1) -> CoverageView:
    """Lay out one page of the coverage, from 1; parts are counted on the first one."""
    whole, paging = whole_coverage(context), coverage_paging(context)
    if not paging.is_long:
        return whole
    rows = paging.rows(page)
    titles = {f"kind-{group.short.lower()}": group.title for group in whole.groups}
    parts = Link(context.labels["coverage.parts"], PageAt(COVERAGE, SUMMARY), quiet=True)
    return replace(
        whole,
        groups=tuple(
            replace(group, agreements=group.agreements[rows[anchor]])
            for anchor, group in zip(titles, whole.groups, strict=True)
            if anchor in rows
        ),
        summary=whole.summary if page == 1 else None,
        actions=whole.actions if page == 1 else (parts,),
        pages=paging.pages(page, context.labels, titles),
    )


def whole_coverage(context: RenderContext) -> CoverageView:
    """Lay out the coverage of all agreements as one page; worked out once for a context."""
    return context.once("coverage", _whole)


def _whole(context: RenderContext) -> CoverageView:
    labels = context.labels
    covered = [
        (agreement.kind, context.recall("covered", agreement, _covered))
        for agreement in agreements_in_order(context)
    ]
    groups = (_group(context, kind, covered) for kind in kinds_in_order())
    return CoverageView(
        title=labels["coverage.title"],
        lead=labels["coverage.lead"],
        steps=tuple(
            Column(labels[f"section.{name}"], qualifier=str(number))
            for number, name in enumerate(STEP_ANCHORS, 1)
        ),
        groups=tuple(group for group in groups if group.agreements),
        summary=_summary(context, [one for _, one in covered]),
        actions=(Link(labels["coverage.parts"], OnPage(SUMMARY), quiet=True),),
        frameworks=framework_links(context),
    )


def _group(
    context: RenderContext, kind: Kind, covered: Iterable[tuple[Kind, CoveredAgreement]]
) -> CoverageGroup:
    of_kind = tuple(one for its_kind, one in covered if its_kind is kind)
    return CoverageGroup(kind.upper(), context.labels[f"kind.{kind}.plural"], of_kind, len(of_kind))


def _covered(agreement: Agreement, context: RenderContext) -> CoveredAgreement:
    page = AgreementPage(agreement, context, COVERAGE)
    uri = agreement_uri(agreement.id)
    number: Line = (Soft(agreement.reference),) if agreement.reference else ()
    return CoveredAgreement(
        Link(agreement.title, PageAt(uri), quiet=True),
        (*number, Soft(page.context.status_words(agreement))),
        tuple(
            CoveredStep(
                PageAt(uri, section_anchor(STEP_ANCHORS[step - 1])),
                tuple((page.label(f"outline.{part}"), State(e)) for part, e in parts.items()),
            )
            for step, parts in page.coverage.items()
        ),
    )


def _summary(context: RenderContext, covered: list[CoveredAgreement]) -> Section:
    counts: dict[str, Counter[State]] = {}
    for one in covered:
        for parts, step in zip(STEP_PARTS.values(), one.steps, strict=True):
            for part, (_, state) in zip(parts, step.parts, strict=True):
                counts.setdefault(part, Counter())[state] += 1
    title = context.labels["coverage.parts"]
    steps = tuple(_step(context, step, counts) for step in STEP_PARTS) if covered else ()
    note = context.labels.counted("coverage.of", len(covered)).format(count=len(covered))
    return Section("", SUMMARY, title, steps, qualifier=note)


def _step(context: RenderContext, step: int, counts: _Counts) -> Clause:
    labels, name = context.labels, STEP_ANCHORS[step - 1]
    title = labels[f"section.{name}"]
    states = [Column(labels[f"part.{extent}"], amount=True) for extent in CoverageLevel]
    rows = tuple(
        Row(
            text_cell(labels[f"outline.{part}"]),
            tuple(count_cell(counts[part][State(extent)]) for extent in CoverageLevel),
        )
        for part in STEP_PARTS[step]
    )
    table = Table(title, (Column(labels["coverage.part"]), *states), rows)
    return Clause(str(step), f"step-{step}", title, (table,))
