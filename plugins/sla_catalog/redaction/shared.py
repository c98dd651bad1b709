"""Shared entries that an audience sees: those that something in its agreements uses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from sla_catalog.model.agreement import Agreement
from sla_catalog.model.calendars import Hours
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.contents import values_within
from sla_catalog.model.fields import Record
from sla_catalog.model.glossary import Term
from sla_catalog.model.metrics import Metric
from sla_catalog.terms.usage import terms_used
from sla_catalog.terms.vocabulary import Vocabulary

# The fields that name a party, of whichever record: by its id, or by its name.
NAMING = (
    "owner", "provider", "customer", "party", "passed_through_from", "owed_by", "approved_by", "by",
    "responsible", "accountable", "consulted", "informed", "audience",
)  # fmt: skip


def with_shared_in_use(catalog: Catalog) -> Catalog:
    """Return a catalog without the shared entries that none of its agreements uses."""
    used = [catalog.recall("shared", one, _used) for one in catalog.agreements]
    parties, calendars, types = (set[str]().union(*(one[i] for one in used)) for i in range(3))
    kept = replace(
        catalog,
        parties=tuple(one for one in catalog.parties if {one.id, one.name} & parties),
        calendars=tuple(one for one in catalog.calendars if one.id in calendars),
        metrics=tuple(one for one in catalog.metrics if one.id in types),
    )
    return replace(kept, terms=tuple(_terms(kept)))


def _used(agreement: Agreement, catalog: Catalog) -> tuple[set[str], set[str], set[str]]:
    """Return the parties, calendars and metrics that an agreement names."""
    records = [record for record, _ in catalog.records(agreement)]
    return (
        {name for record in records for name in _named_parties(record)},
        {hours.calendar for record in records for hours in _hours(record) if hours.calendar},
        {record.type for record in records if isinstance(record, Metric)},
    )


def _named_parties(record: Record) -> Iterator[str]:
    for name in _naming(type(record)):
        value = getattr(record, name)
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, str):
                yield one


@cache
def _naming(record: type[Record]) -> tuple[str, ...]:
    return tuple(name for name in NAMING if name in record.model_fields)


def _hours(record: Record) -> Iterator[Hours]:
    return (value for _, value in values_within(record, Hours) if isinstance(value, Hours))


def _terms(catalog: Catalog) -> Iterator[Term]:
    """Yield the terms in use; they lead to further ones only where those are in use too."""
    own = (local for agreement in catalog.agreements for local in agreement.definitions or ())
    used = terms_used(catalog, Vocabulary.of(catalog.terms).claimed_by(own))
    known = {name: term for name, term in catalog.term_by_id.items() if term.id in used}
    for term in catalog.terms:
        if term.id in used:
            see = tuple(name for name in term.see or () if name in known)
            yield term.model_copy(update={"see": see or None}) if term.see else term
