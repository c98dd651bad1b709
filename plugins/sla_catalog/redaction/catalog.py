"""The catalog that an audience sees."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import replace
from functools import partial

from sla_catalog.findings import Span
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog, Location, Place
from sla_catalog.redaction.audience import Audience
from sla_catalog.redaction.references import without_references
from sla_catalog.redaction.shared import with_shared_in_use

Places = Mapping[str, tuple[int, ...]]


def redacted(catalog: Catalog, audience: Audience, instead: str) -> Catalog:
    """Return what an audience may see of a catalog, as if there were nothing else.

    `instead` takes the place of a link in prose to an agreement that it may not see. Places keep
    their lines and have no source text, since a line of a shared file may hold more than is seen.
    Raises UnknownPartyError where nobody is called like the audience's party.
    """
    visible = audience.agreements(catalog)
    known = {agreement.id for agreement in visible}
    return _located(catalog, with_shared_in_use(_alone(catalog, visible, known, instead)))


def _alone(
    catalog: Catalog, visible: tuple[Agreement, ...], known: Container[str], instead: str
) -> Catalog:
    """Return a catalog with some agreements, and nothing in it that names another one."""
    neutral = partial(without_references, known=known, instead=instead)
    return replace(
        catalog,
        agreements=tuple(map(neutral, visible)),
        terms=tuple(map(neutral, catalog.terms)),
        metrics=tuple(map(neutral, catalog.metrics)),
        calendars=tuple(map(neutral, catalog.calendars)),
        parties=tuple(map(neutral, catalog.parties)),
        broken=frozenset(),
    )


def _located(catalog: Catalog, seen: Catalog) -> Catalog:
    """Return what is seen of a catalog with the places of that alone."""
    places: Places = {
        name: there
        for name, ids in catalog.shared_ids.items()
        for kept in [{entry.id for entry in getattr(seen, name)}]
        if (there := tuple(place for place, one in enumerate(ids) if one in kept))
    }
    return replace(
        seen,
        paths={one.id: catalog.paths[one.id] for one in seen.agreements},
        shared_paths={_file(name): catalog.shared_paths[_file(name)] for name in places},
        shared_ids={
            n: tuple(catalog.shared_ids[n][p] for p in there) for n, there in places.items()
        },
        place=_placing(catalog, places),
    )


def _file(name: str) -> str:
    return "glossary" if name == "terms" else name


def _placing(catalog: Catalog, places: Places) -> Place:
    """Return where values stand: an entry of a shared file where it stands among all of them."""
    files = {catalog.shared_paths[_file(name)]: there for name, there in places.items()}

    def place(path: str, location: Location, within: str = "") -> Span:
        if path in files and len(location) > 1:
            name, number, *rest = location
            location = (name, files[path][int(number)], *rest)
        return replace(catalog.place(path, location, within), excerpt="")

    return place
