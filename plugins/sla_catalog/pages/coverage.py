"""The coverage: how much each agreement says of the seven steps, and what most leave out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from sla_catalog.model.agreement import STEP_PARTS, Agreement, Kind
from sla_catalog.pages.addresses import OnPage, PageAt
from sla_catalog.pages.agreement.numbers import STEP_ANCHORS
from sla_catalog.pages.agreement.sheet import Sheet, text_cell
from sla_catalog.pages.agreement.view import section_anchor
from sla_catalog.pages.blocks import (
    Clause,
    Column,
    CoverageGroup,
    CoverageView,
    CoveredAgreement,
    CoveredStep,
    Line,
    Link,
    Row,
    Section,
    Soft,
    State,
    Table,
)
from sla_catalog.pages.edition import COVERAGE, Edition, agreement_uri, kinds_in_order
from sla_catalog.pages.overview import agreements_in_order
from sla_catalog.pages.parties import count_cell
from sla_catalog.reckoning.coverage import Extent

SUMMARY = "part-by-part"
_Counts = Mapping[str, Counter[Extent]]


def coverage_view(edition: Edition) -> CoverageView:
    """Lay out the coverage of all agreements."""
    sheets = [Sheet(agreement, edition, COVERAGE) for agreement in agreements_in_order(edition)]
    labels = edition.labels
    groups = (_group(edition, kind, sheets) for kind in kinds_in_order())
    return CoverageView(
        title=labels["coverage.title"],
        lead=labels["coverage.lead"],
        steps=tuple(
            Column(labels[f"section.{name}"], qualifier=str(number))
            for number, name in enumerate(STEP_ANCHORS, 1)
        ),
        groups=tuple(group for group in groups if group.agreements),
        summary=_summary(edition, sheets),
        actions=(Link(labels["coverage.parts"], OnPage(SUMMARY), quiet=True),),
    )


def _group(edition: Edition, kind: Kind, sheets: Iterable[Sheet]) -> CoverageGroup:
    return CoverageGroup(
        kind.upper(),
        edition.labels[f"kind.{kind}.plural"],
        tuple(
            edition.recall("covered", sheet.agreement, _covered)
            for sheet in sheets
            if sheet.agreement.kind is kind
        ),
    )


def _covered(agreement: Agreement, edition: Edition) -> CoveredAgreement:
    sheet = Sheet(agreement, edition, COVERAGE)
    uri = agreement_uri(agreement.id)
    number: Line = (Soft(agreement.reference),) if agreement.reference else ()
    return CoveredAgreement(
        Link(agreement.title, PageAt(uri), quiet=True),
        (*number, Soft(sheet.edition.status_words(agreement))),
        tuple(
            CoveredStep(
                PageAt(uri, section_anchor(STEP_ANCHORS[step - 1])),
                tuple((sheet.label(f"outline.{part}"), State(e)) for part, e in parts.items()),
            )
            for step, parts in sheet.coverage.items()
        ),
    )


def _summary(edition: Edition, sheets: list[Sheet]) -> Section:
    counts: dict[str, Counter[Extent]] = {}
    for sheet in sheets:
        for parts in sheet.coverage.values():
            for part, extent in parts.items():
                counts.setdefault(part, Counter())[extent] += 1
    title = edition.labels["coverage.parts"]
    steps = tuple(_step(edition, step, counts) for step in STEP_PARTS) if sheets else ()
    note = edition.labels["coverage.of"].format(count=len(sheets))
    return Section("", SUMMARY, title, steps, qualifier=note)


def _step(edition: Edition, step: int, counts: _Counts) -> Clause:
    labels, name = edition.labels, STEP_ANCHORS[step - 1]
    title = labels[f"section.{name}"]
    states = [Column(labels[f"part.{extent}"], amount=True) for extent in Extent]
    rows = tuple(
        Row(
            text_cell(labels[f"outline.{part}"]),
            tuple(count_cell(counts[part][extent]) for extent in Extent),
        )
        for part in STEP_PARTS[step]
    )
    table = Table(title, (Column(labels["coverage.part"]), *states), rows)
    return Clause(str(step), f"step-{step}", title, (table,))
