"""The whole catalog as one JSON document with a version, for programs that read the handbook."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from itertools import filterfalse
from typing import Annotated, Any, Literal

from sla_catalog.exports.credits import CreditExport, credits_in
from sla_catalog.exports.described import Described
from sla_catalog.exports.json import compact
from sla_catalog.exports.promises import MetricExport, measures
from sla_catalog.frozen import dataclass
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.header import Classification, Kind, Status
from sla_catalog.model.parties import Role
from sla_catalog.model.placeholder import is_placeholder
from sla_catalog.model.reviews import Review
from sla_catalog.resolved.coverage import CoverageLevel, coverage, step_extent
from sla_catalog.resolved.term import Follows, term_on, text_holds_from

Schema = Literal["sla-catalog/1"]
SCHEMA: Schema = "sla-catalog/1"

PathOf = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class NamedParty:
    """A party by its id in the catalog, or a plain name."""

    id: Annotated[str | None, Described("Its id, where the catalog lists it.")]
    name: Annotated[str, Described("Its name.")]


@dataclass(frozen=True, slots=True)
class InRole:
    """A party and what it does in the agreement."""

    role: Annotated[Role, Described("What it does.")]
    id: Annotated[str | None, Described("Its id, where the catalog lists it.")]
    name: Annotated[str, Described("Its name.")]
    when: Annotated[
        tuple[Mapping[str, tuple[str, ...]], ...],
        Described("In which cases it does: any of these; empty for all."),
    ]


@dataclass(frozen=True, slots=True)
class Dates:
    """The days of an agreement, as they are known on the day of the document."""

    effective: Annotated[date | None, Described("The first day covered.")]
    holds_from: Annotated[
        date | None,
        Described(
            "The first day on which it holds by its present text: that of its version "
            "or, if later, the first one covered. It may lie ahead."
        ),
    ]
    last_day_covered: Annotated[
        date | None, Described("The last one, renewed tacitly as often as it takes.")
    ]
    last_day_for_notice: Annotated[
        date | None,
        Described("The last day on which notice ends the running term."),
    ]
    follows: Annotated[
        Follows | None,
        Described("What comes after the last day covered, unless somebody says otherwise."),
    ]
    renews_on: Annotated[
        date | None, Described("The first day of the term that follows, if one does.")
    ]
    renewed_until: Annotated[date | None, Described("The last day of that term.")]
    next_review: Annotated[date | None, Described("The day of the next review.")]


@dataclass(frozen=True, slots=True)
class StepExport:
    """How much is said of one of the seven steps."""

    step: Annotated[int, Described("Its number.", minimum=1, maximum=7)]
    extent: Annotated[CoverageLevel, Described("The most that is said of any part.")]
    parts: Annotated[Mapping[str, CoverageLevel], Described("How much is said of each part.")]


@dataclass(frozen=True, slots=True)
class CatalogEntry:
    """One agreement."""

    id: Annotated[str, Described("Its id.")]
    path: Annotated[str, Described("Its page, relative to the root of the site.")]
    yaml: Annotated[str, Described("The whole agreement as YAML; likewise.")]
    json: Annotated[str, Described("The whole agreement as JSON; likewise.")]
    kind: Annotated[Kind, Described("sla, ola or uc.")]
    title: Annotated[str, Described("Its title.")]
    reference: Annotated[str | None, Described("The number by which people know it.")]
    version: Annotated[str | None, Described("Its version.")]
    status: Annotated[Status, Described("Where it is in its life; draft if not stated.")]
    classification: Annotated[Classification, Described("Who may see it; internal if not stated.")]
    owner: Annotated[
        NamedParty | None,
        Described("Who looks after it; null while that is still to be filled in."),
    ]
    parties: Annotated[tuple[InRole, ...], Described("Who agrees, provider first.")]
    dates: Annotated[Dates, Described("Its days.")]
    tags: Annotated[tuple[str, ...], Described("Words to find it by.")]
    coverage: Annotated[tuple[StepExport, ...], Described("How much it says of each step.")]
    metrics: Annotated[tuple[MetricExport, ...], Described("What it measures and promises.")]
    credits: Annotated[tuple[CreditExport, ...], Described("What a miss may be credited with.")]


@dataclass(frozen=True, slots=True)
class CatalogExport:
    """All agreements of a catalog, with what they promise and when something falls due."""

    schema: Annotated[Schema, Described("The name and version of this form.")]
    as_of: Annotated[date, Described("The day for which dates are worked out.")]
    agreements: Annotated[tuple[CatalogEntry, ...], Described("Every agreement, by id.")]


def page_path(agreement_id: str) -> str:
    """Return the address of an agreement's page, relative to the root of the site."""
    return f"agreements/{agreement_id}/"


def file_path(agreement_id: str, form: str) -> str:
    """Return the address of an agreement as a file: `agreements/wiki.yaml`."""
    return f"agreements/{agreement_id}.{form}"


def catalog_json(catalog: Catalog, today: date, path_of: PathOf = page_path) -> str:
    """Print a catalog as JSON on one line.

    `path_of` gives the address of an agreement's page by its id.
    """
    make_entry = partial(_entry, today, path_of)
    entries = (catalog.recall("entry", one, make_entry) for one in catalog.agreements)
    in_order = tuple(sorted(entries, key=lambda entry: entry.id))
    return compact(CatalogExport(SCHEMA, today, in_order))


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of the document, as it is made from its values."""
    from pydantic import TypeAdapter

    return TypeAdapter(CatalogExport).json_schema(mode="serialization")


def _entry(today: date, path_of: PathOf, agreement: Agreement, catalog: Catalog) -> CatalogEntry:
    return CatalogEntry(
        id=agreement.id,
        path=path_of(agreement.id),
        yaml=file_path(agreement.id, "yaml"),
        json=file_path(agreement.id, "json"),
        kind=agreement.kind,
        title=agreement.title,
        reference=agreement.reference,
        version=agreement.version if isinstance(agreement.version, str) else None,
        status=agreement.state,
        classification=agreement.visible_to,
        owner=None if is_placeholder(agreement.owner) else _named(agreement.owner, catalog),
        parties=tuple(_parties(agreement, catalog)),
        dates=dates_of(agreement, today),
        tags=agreement.tags or (),
        coverage=tuple(_steps(agreement, catalog)),
        metrics=tuple(measures(agreement, catalog)),
        credits=tuple(credits_in(agreement, catalog)),
    )


def _named(reference: str, catalog: Catalog) -> NamedParty:
    known = reference in catalog.party_by_id
    return NamedParty(reference if known else None, catalog.party_name(reference))


def _parties(agreement: Agreement, catalog: Catalog) -> Iterator[InRole]:
    for role in Role:
        for reference in filterfalse(is_placeholder, agreement.in_role(role)):
            party = _named(reference, catalog)
            when = agreement.role_held_for(role, reference)
            yield InRole(role, party.id, party.name, when)


def dates_of(agreement: Agreement, today: date) -> Dates:
    """Return the days of an agreement."""
    found, review = term_on(agreement, today), agreement.review
    return Dates(
        effective=found.first,
        holds_from=text_holds_from(agreement),
        last_day_covered=found.last,
        last_day_for_notice=found.last_for_notice,
        follows=found.follows,
        renews_on=found.renews_on,
        renewed_until=found.renewed_until,
        next_review=review.next_day if isinstance(review, Review) else None,
    )


def _steps(agreement: Agreement, catalog: Catalog) -> Iterator[StepExport]:
    for step, parts in catalog.once("coverage", agreement, coverage).items():
        yield StepExport(step, step_extent(parts), parts)
