"""Compare two catalogs: every change of meaning, where it was written and what follows from it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from sla_catalog.changes.agreements import changes_of, consequences_of
from sla_catalog.changes.change import (
    Action,
    CatalogChanges,
    Change,
    ChangeDirection,
    ChangeSide,
    Numbering,
)
from sla_catalog.changes.feasibility import feasibility
from sla_catalog.changes.kinds import KINDS
from sla_catalog.changes.pair import AgreementPair, Version
from sla_catalog.changes.shared import shared_changes
from sla_catalog.changes.values import canonical
from sla_catalog.findings import FindingSeverity
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.header import Status

# Where an agreement says what it promises to those above, and what it leans on itself.
_LEANED_ON = ("metrics", "depends_on", "support", "service_hours", "severities", "dimensions",
              "services", "status", "duration")  # fmt: skip


def unnumbered(_agreement: Agreement, _catalog: Catalog) -> Mapping[str, str]:
    """Return no numbers."""
    return {}


def compared(
    base: Catalog, head: Catalog, today: date, numbering: Numbering = unnumbered
) -> CatalogChanges:
    """Return what differs between two catalogs, gravest first, and what can be kept after it.

    `numbering` gives the clause numbers of pages, which this room does not know.
    """
    found, touched = _changed(base, head, today, numbering)
    partners = dict(_partners(base, head))
    return replace(found, feasibility=feasibility(base, head, partners, touched))


def changed(
    base: Catalog, head: Catalog, today: date, numbering: Numbering = unnumbered
) -> CatalogChanges:
    """Return what differs between two catalogs; what promises rest on is not looked at."""
    found, _ = _changed(base, head, today, numbering)
    return found


def _changed(
    base: Catalog, head: Catalog, today: date, numbering: Numbering
) -> tuple[CatalogChanges, set[str]]:
    """Return what differs, and the agreements on which others may lean in another way now."""
    base.share_with(head)
    shared = shared_changes(base, head, today)
    between = _with_shared(base, head) if shared.changes else base
    partners = dict(_partners(base, head))
    ends = [*_gone(base, head, partners), *_new(head, partners)]
    changes: list[Change] = [*shared.changes, *ends]
    consequences: list[Change] = []
    touched = {change.agreement for change in ends}
    for name, new in partners.items():
        old = base.by_id[name]
        is_changed = name != new.id or (old is not new and old != new)
        if is_changed:
            pair = AgreementPair(
                Version(between, base, base.paths[name], old, numbering(old, base)),
                Version(head, head, head.paths[new.id], new, numbering(new, head)),
                today,
            )
            found = [*_identity(pair, old, new), *changes_of(pair, old, new)]
            changes += found
            if any(change.path.startswith(_LEANED_ON) for change in found):
                touched.add(new.id)
        changes += _moved(base, head, old, new)
        if new.id in shared.affected:
            pair = AgreementPair(
                Version(base, base, base.paths[name], old, numbering(old, base)),
                Version(between, base, base.paths[name], old, numbering(old, base)),
                today,
            )
            consequences += consequences_of(pair, old, shared.reaching(new.id))
            touched.add(new.id)
    return CatalogChanges(in_order(changes), in_order(consequences)), touched


def _with_shared(base: Catalog, head: Catalog) -> Catalog:
    """Return the agreements of one catalog with the shared entries of another."""
    return replace(
        base,
        terms=head.terms,
        metrics=head.metrics,
        calendars=head.calendars,
        parties=head.parties,
        timezone=head.timezone,
        memory=None,
    )


def _partners(base: Catalog, head: Catalog) -> Iterator[tuple[str, Agreement]]:
    """Yield each id of the base with the agreement that it became.

    One with another id is known by `formerly`, or by saying the same in everything else.
    """
    for one in base.agreements:
        if one.id in head.by_id:
            yield one.id, head.by_id[one.id]
    gone = [one for one in base.agreements if one.id not in head.by_id]
    come = [one for one in head.agreements if one.id not in base.by_id]
    for one in gone:
        named = [
            new for new in come if one.id in (new.formerly or ()) or new.id in (one.formerly or ())
        ]
        alike = named or [new for new in come if _same_but_id(one, new)]
        if len(alike) == 1:
            come.remove(alike[0])
            yield one.id, alike[0]


def _same_but_id(one: Agreement, other: Agreement) -> bool:
    return one.model_copy(update={"id": other.id}) == other


def _gone(base: Catalog, head: Catalog, partners: Mapping[str, Agreement]) -> Iterator[Change]:
    for one in base.agreements:
        if one.id in partners or one.id in head.broken:
            continue
        yield Change(
            KINDS["agreement-removed"],
            one.id,
            "",
            one.title,
            Action.REMOVED,
            ChangeDirection.SAME if one.is_over else ChangeDirection.WORSE,
            is_draft=one.state in {Status.DRAFT, Status.IN_REVIEW},
            before=ChangeSide(one.title, one.id, base.span(one)),
            affects=tuple(above.id for above in head.dependents.get(one.id, ())),
        )


def _new(head: Catalog, partners: Mapping[str, Agreement]) -> Iterator[Change]:
    known = {one.id for one in partners.values()}
    for one in head.agreements:
        if one.id not in known:
            yield Change(
                KINDS["agreement-added"],
                one.id,
                "",
                one.title,
                Action.ADDED,
                ChangeDirection.BETTER,
                after=ChangeSide(one.title, one.id, head.span(one)),
            )


def _identity(pair: AgreementPair, old: Agreement, new: Agreement) -> Iterator[Change]:
    if old.id == new.id:
        return
    is_kept = old.id in (new.formerly or ()) or new.id in (old.formerly or ())
    yield pair.change(
        "agreement-id-changed",
        "id",
        "Id",
        ChangeDirection.SAME if is_kept else ChangeDirection.UNKNOWN,
        pair.before.side(old.id, ("id",)),
        pair.after.side(new.id, ("id",)),
    )


def _moved(base: Catalog, head: Catalog, old: Agreement, new: Agreement) -> Iterator[Change]:
    if old.id != new.id or base.paths[old.id] == head.paths[new.id]:
        return
    before, after = _below_root(base, old.id), _below_root(head, new.id)
    if before != after:
        yield Change(
            KINDS["agreement-file-moved"],
            new.id,
            "",
            "File",
            Action.MOVED,
            ChangeDirection.SAME,
            before=ChangeSide(before, before, base.span(old)),
            after=ChangeSide(after, after, head.span(new)),
        )


def _below_root(catalog: Catalog, name: str) -> str:
    path = catalog.paths[name]
    roots = [posixpath.dirname(one) for one in catalog.shared_paths.values()]
    return posixpath.relpath(path, roots[0]) if roots and roots[0] else posixpath.basename(path)


_LEVELS = tuple(FindingSeverity)
_DIRECTIONS = (
    ChangeDirection.WORSE,
    ChangeDirection.MIXED,
    ChangeDirection.UNKNOWN,
    ChangeDirection.BETTER,
    ChangeDirection.SAME,
)


def in_order(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Sort changes, gravest first, and drop repetitions."""
    once = {(c.kind.id, c.agreement, c.path, c.before, c.after): c for c in changes}
    return tuple(sorted(once.values(), key=_gravity))


def _gravity(change: Change) -> tuple[object, ...]:
    return (
        _DIRECTIONS.index(change.customer),
        not change.masks,
        _LEVELS.index(change.level),
        change.agreement,
        change.kind.code,
        change.path,
        canonical(change.before.value if change.before else ""),
        canonical(change.after.value if change.after else ""),
    )
