"""Conditions where there is nothing that could depend on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sla_catalog.findings import Finding, Span
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog, records_in
from sla_catalog.model.fields import Item, Record
from sla_catalog.model.glossary import Definition, Origin
from sla_catalog.model.metrics import Matrix
from sla_catalog.model.reviews import Duration, Renewal, Review

# What holds for the whole agreement, why, and where its cases are said instead.
HELD_FOR_ALL: Mapping[type[Record], tuple[str, str, str]] = {
    Agreement: (
        "the agreement",
        "expected conditions on what it says",
        "`when` at the service, the metric or the credit that is meant",
    ),
    Duration: (
        "the duration",
        "expected one duration for the whole agreement: dates are worked out from it",
        "an agreement of its own for those cases",
    ),
    Renewal: (
        "the renewal",
        "expected one renewal for the whole agreement: dates are worked out from it",
        "`text`, with what applies in those cases",
    ),
    Review: (
        "the review",
        "expected one review of the whole agreement: dates are worked out from it",
        "`text`, with what applies in those cases",
    ),
    Matrix: (
        "the matrix",
        "expected its rows and columns to say when each cell applies",
        "`when` of the metric, beside `matrix`",
    ),
    Definition: (
        "the definition",
        "expected one meaning of a term in the whole agreement",
        "`definition`, with what the term means in those cases",
    ),
    Origin: (
        "the origin of a definition",
        "expected one meaning of a term in the whole agreement",
        "the origin without a condition",
    ),
}
_SHARED = ("terms", "metrics", "calendars", "parties")


def condition_without_effect(catalog: Catalog) -> Iterator[Finding]:
    """Find `when` on what holds for the whole agreement."""
    for agreement in catalog.agreements:
        for record, location in catalog.records(agreement):
            told = HELD_FOR_ALL.get(type(record))
            if told and isinstance(record, Item) and record.when:
                what, expected, instead = told
                yield _refused(
                    catalog.span(agreement, (*location, "when")), what, expected, instead
                )


def shared_condition_without_effect(catalog: Catalog) -> Iterator[Finding]:
    """Find `when` in the shared files, which know no dimensions."""
    for name in _SHARED:
        for entry in getattr(catalog, name):
            place = catalog.shared_ids[name].index(entry.id)
            for record, location in records_in(entry, (name, place)):
                if isinstance(record, Item) and record.when:
                    file = "glossary" if name == "terms" else name
                    yield _refused(
                        catalog.place(catalog.shared_paths[file], (*location, "when")),
                        f"the shared entry ‘{entry.id}’",
                        "expected what applies to every agreement: dimensions are those of one",
                        "`when` in the agreement, where the entry is used",
                    )


def _refused(span: Span, what: str, expected: str, instead: str) -> Finding:
    return Finding("condition-without-effect", span, f"{what} has a condition", expected, instead)
