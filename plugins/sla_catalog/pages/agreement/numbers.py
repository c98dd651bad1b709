"""Which clauses an agreement's page has, in order, and the number of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog
from sla_catalog.pages import labels
from sla_catalog.pages.agreement import (
    metrics,
    monitoring,
    parties,
    remedies,
    responsibilities,
    reviews,
    security,
    services,
)
from sla_catalog.pages.agreement.page import AgreementPage, ClauseSpec
from sla_catalog.pages.context import RenderContext, agreement_uri

Layout = list[tuple[str, str, tuple[ClauseSpec, ...]]]
_SECTIONS: tuple[tuple[str, str, Callable[[AgreementPage], Iterable[ClauseSpec]]], ...] = (
    ("A", "parties", parties.drafts),
    ("1", "services", services.drafts),
    ("2", "metrics", metrics.drafts),
    ("3", "monitoring", monitoring.drafts),
    ("4", "responsibilities", responsibilities.drafts),
    ("5", "remedies", remedies.drafts),
    ("6", "security", security.drafts),
    ("7", "review", reviews.drafts),
    ("8", "conditions", reviews.condition_drafts),
    ("9", "definitions", reviews.definition_drafts),
)
STEP_ANCHORS = tuple(name for number, name, _ in _SECTIONS if number in "1234567")


def layout(page: AgreementPage) -> Layout:
    """Return each section's number and name with its clauses, which have no numbers yet."""
    return [(number, name, tuple(drafts(page))) for number, name, drafts in _SECTIONS]


def without_gap(agreement: Agreement, sections: Layout) -> Layout:
    """Leave out what is empty and not a step, unless a section with a higher number follows.

    A section has the same number in every agreement, so a number that was left out would look
    like a page that got lost.
    """
    steps = max(place for place, (_, name, _) in enumerate(sections, 1) if name in STEP_ANCHORS)
    said = [
        place
        for place, (_, name, drafts) in enumerate(sections, 1)
        if drafts or getattr(agreement, name, None) is not None
    ]
    return sections[: max([steps, *said])]


def numbered(sections: Layout) -> Iterator[tuple[str, str]]:
    """Yield the name of each section and the anchor of each clause with its number."""
    for number, name, drafts in sections:
        yield name, number
        for place, draft in enumerate(drafts, 1):
            yield draft.anchor, f"{number}.{place}"


def numbering(today: date) -> Callable[[Agreement, Catalog], dict[str, str]]:
    """Return what numbers the clauses of agreements for whoever draws no pages."""
    words = labels.load()

    def numbered_in(agreement: Agreement, catalog: Catalog) -> dict[str, str]:
        return numbers(agreement, RenderContext(catalog, today, words, lambda _target, _page: ""))

    return numbered_in


def numbers(agreement: Agreement, context: RenderContext) -> dict[str, str]:
    """Return the numbers of an agreement's sections by name and of its clauses by anchor."""
    return dict(numbered(layout(AgreementPage(agreement, context, agreement_uri(agreement.id)))))
