"""The catalog that an audience sees."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import replace
from functools import partial

from sla_catalog.findings import Span
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog, Location, ValuePlace
from sla_catalog.model.memory import WatchedNames
from sla_catalog.redaction.audience import Audience
from sla_catalog.redaction.references import without_references
from sla_catalog.redaction.shared import with_shared_in_use

Places = Mapping[str, tuple[int, ...]]
_SHARED_FILES = {"glossary", "metrics", "calendars", "parties"}


def redacted(
    catalog: Catalog, audience: Audience, instead: str, unread: Iterable[Agreement] = ()
) -> Catalog:
    """Return what an audience may see of a catalog, as if there were nothing else.

    `instead` takes the place of a link in prose to an agreement that it may not see. Places keep
    their lines and have no source text, since a line of a shared file may hold more than is seen.
    `unread` are agreements that are left out for now: those that it may see are named as broken.
    Raises UnknownPartyError where nobody is called like the audience's party.
    """
    present = catalog.by_id
    visible = audience.agreements(catalog, (one for one in unread if one.id not in present))
    known = {agreement.id for agreement in visible}
    seen = _alone(catalog, known, instead)
    broken = frozenset((known - present.keys()) | (catalog.broken & _SHARED_FILES))
    return _located(catalog, replace(with_shared_in_use(seen), broken=broken))


def _alone(catalog: Catalog, known: Set[str], instead: str) -> Catalog:
    """Return a catalog with the agreements that are known, and nothing that names another one."""
    neutral = partial(without_references, known=known, instead=instead)
    visible = (one for one in catalog.agreements if one.id in known)
    return replace(
        catalog,
        agreements=tuple(_neutral(catalog, one, known, instead) for one in visible),
        terms=tuple(map(neutral, catalog.terms)),
        metrics=tuple(map(neutral, catalog.metrics)),
        calendars=tuple(map(neutral, catalog.calendars)),
        parties=tuple(map(neutral, catalog.parties)),
        broken=frozenset(),
    )


def _neutral(catalog: Catalog, agreement: Agreement, known: Set[str], instead: str) -> Agreement:
    """Return an agreement without what is not known; the same object as long as that holds."""
    if catalog.memory is None:
        return without_references(agreement, known, instead)
    return catalog.memory.recall(
        "neutral",
        agreement.id,
        agreement,
        {"known": known},
        lambda answers: without_references(
            agreement, WatchedNames("known", known, answers), instead
        ),
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


def _placing(catalog: Catalog, places: Places) -> ValuePlace:
    """Return where values stand: an entry of a shared file where it stands among all of them."""
    files = {catalog.shared_paths[_file(name)]: there for name, there in places.items()}

    def place(path: str, location: Location, within: str = "") -> Span:
        if path in files and len(location) > 1:
            name, number, *rest = location
            location = (name, files[path][int(number)], *rest)
        return replace(catalog.place(path, location, within), excerpt="")

    return place
