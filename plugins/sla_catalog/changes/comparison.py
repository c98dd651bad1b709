"""Compare two catalogs: every change of meaning, where it was written and what follows from it."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from sla_catalog.changes.agreements import changes_of, consequences_of, renamed_changes
from sla_catalog.changes.alignment import AlignedVersion, aligned
from sla_catalog.changes.change import (
    Action,
    CatalogChanges,
    Change,
    ChangeDirection,
    ChangeSide,
    Effect,
    Numbering,
)
from sla_catalog.changes.feasibility import feasibility, with_shortfalls
from sla_catalog.changes.kinds import KINDS
from sla_catalog.changes.likeness import with_replacements
from sla_catalog.changes.pair import AgreementPair, Version
from sla_catalog.changes.repointing import repointed, repointed_changes
from sla_catalog.changes.shared import shared_changes
from sla_catalog.changes.succession import (
    Replacement,
    continuations,
    is_heir,
    replacements,
    told_of,
    without_moved,
)
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
    support = feasibility(base, head, partners, touched)
    told = tuple(with_shortfalls(found.changes, support))
    return replace(found, changes=told, feasibility=support)


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
    going_on = continuations(base, head, partners)
    replacing = replacements(base, head)
    heirs = [(one, aligned(one.old, one.new, between, head)) for one in (*replacing, *going_on)]
    ends = [
        *_gone(base, head, partners, going_on),
        *_new(head, partners, replacing, going_on),
    ]
    changes: list[Change] = [*shared.changes, *ends]
    consequences: list[Change] = []
    touched = {change.agreement for change in ends}
    renamed_ids = {name: new.id for name, new in partners.items() if name != new.id}
    for name, new in partners.items():
        old = base.by_id[name]
        is_changed = name != new.id or (old is not new and old != new)
        if is_changed:
            old = repointed(old, renamed_ids)
            sides = aligned(old, new, between, head)
            pair = AgreementPair(
                _version(between, base, base.paths[name], sides.before, numbering),
                _version(head, head, head.paths[new.id], sides.after, numbering),
                today,
            )
            found = [
                *_identity(pair, old, new),
                *renamed_changes(pair, sides.renaming),
                *repointed_changes(pair, base.by_id[name], old),
                *without_moved(
                    changes_of(pair, sides.before.agreement, sides.after.agreement),
                    base.by_id[name],
                    new,
                    heirs[len(replacing) :],
                ),
            ]
            changes += found
            if any(change.path.startswith(_LEANED_ON) for change in found):
                touched.add(new.id)
        changes += _moved(base, head, base.by_id[name], new)
        if new.id in shared.affected:
            pair = AgreementPair(
                Version(base, base, base.paths[name], old, numbering(old, base)),
                Version(between, base, base.paths[name], old, numbering(old, base)),
                today,
            )
            consequences += consequences_of(pair, old, shared.reaching(new.id))
            touched.add(new.id)
    told = [*with_replacements(changes, base, head, partners)]
    for one, sides in heirs:
        pair = AgreementPair(
            _version(between, base, base.paths[one.old.id], sides.before, numbering),
            _version(head, head, head.paths[one.new.id], sides.after, numbering),
            today,
        )
        found = [*changes_of(pair, sides.before.agreement, sides.after.agreement)]
        told += told_of(one, found, heirs)
    return CatalogChanges(in_order(told), in_order(consequences)), touched


def _version(
    catalog: Catalog, places: Catalog, path: str, side: AlignedVersion, numbering: Numbering
) -> Version:
    numbers = numbering(side.written, places)
    if side.written is side.agreement:
        return Version(catalog, places, path, side.agreement, numbers)
    return Version(catalog, places, path, side.agreement, numbers, side.divided, side.written)


def _with_shared(base: Catalog, head: Catalog) -> Catalog:
    """Return the agreements of one catalog with the shared entries of another.

    What is gone there keeps its meaning, so that what took its place can be compared with it.
    """
    return replace(
        base,
        terms=head.terms,
        metrics=_and_gone(base.metrics, head.metrics),
        calendars=_and_gone(base.calendars, head.calendars),
        parties=head.parties,
        timezone=head.timezone,
        memory=None,
    )


def _and_gone(olds: Sequence[Any], news: Sequence[Any]) -> tuple[Any, ...]:
    known = {one.id for one in news}
    return (*news, *(one for one in olds if one.id not in known))


def _partners(base: Catalog, head: Catalog) -> Iterator[tuple[str, Agreement]]:
    """Yield each id of the base with the agreement that it became.

    One with another id is known by `formerly`, or by saying the same in everything else.
    """
    for one in base.agreements:
        if one.id in head.by_id:
            yield one.id, head.by_id[one.id]
    gone = [one for one in base.agreements if one.id not in head.by_id]
    come = [one for one in head.agreements if one.id not in base.by_id]
    for is_pair in (is_heir, _same_but_id):
        yield from _paired(gone, come, is_pair)
    yield from _paired(gone, come, partial(_is_alike, gone=tuple(gone), come=tuple(come)))


def _paired(
    gone: list[Agreement], come: list[Agreement], is_pair: Callable[[Agreement, Agreement], bool]
) -> Iterator[tuple[str, Agreement]]:
    """Yield agreements that belong together and take them from both lists.

    Of several heirs, or several that were joined, the one is meant that has most in common.
    """
    pairs = [(one, new) for one in gone for new in come if is_pair(one, new)]
    for one, new in sorted(pairs, key=lambda pair: -_in_common(*pair)):
        if one in gone and new in come:
            gone.remove(one)
            come.remove(new)
            yield one.id, new


def _in_common(one: Agreement, other: Agreement) -> int:
    metrics = {m.id for m in one.listed("metrics")} & {m.id for m in other.listed("metrics")}
    return 2 * (one.title == other.title) + len(metrics)


def _same_but_id(one: Agreement, other: Agreement) -> bool:
    return one.model_copy(update={"id": other.id}) == other


def _is_alike(
    one: Agreement, other: Agreement, gone: Sequence[Agreement], come: Sequence[Agreement]
) -> bool:
    """Tell whether only these two have the same reference, or kind and title, in what differs."""

    def marks(agreement: Agreement) -> Iterator[tuple[object, ...]]:
        if agreement.reference:
            yield ("reference", agreement.reference)
        yield (agreement.kind, agreement.title)

    return any(
        mark in marks(other)
        and sum(mark in marks(two) for two in gone) == 1
        and sum(mark in marks(two) for two in come) == 1
        for mark in marks(one)
    )


def _gone(
    base: Catalog,
    head: Catalog,
    partners: Mapping[str, Agreement],
    going_on: Sequence[Replacement],
) -> Iterator[Change]:
    for one in base.agreements:
        if one.id in partners or one.id in head.broken:
            continue
        heirs = [pair.new.id for pair in going_on if pair.old is one]
        lost = ChangeDirection.UNKNOWN if heirs else ChangeDirection.WORSE
        yield Change(
            KINDS["agreement-removed"],
            one.id,
            "",
            one.title,
            Action.REMOVED,
            ChangeDirection.SAME if one.is_over else lost,
            is_draft=one.state in {Status.DRAFT, Status.IN_REVIEW},
            before=ChangeSide(one.title, one.id, base.span(one)),
            effect=_goes_on("it goes on in", heirs),
            affects=tuple(above.id for above in head.dependents.get(one.id, ())),
        )


def _goes_on(words: str, names: Sequence[str]) -> Effect | None:
    """Say with which agreement a part of one is compared."""
    if not names:
        return None
    return Effect(f"{words} {', '.join(names)}; what differs in promises is listed")


def _new(
    head: Catalog,
    partners: Mapping[str, Agreement],
    replacing: Sequence[Replacement],
    going_on: Sequence[Replacement],
) -> Iterator[Change]:
    """Yield the new agreements; one that replaces another is better only by what it promises."""
    known = {one.id for one in partners.values()}
    for one in head.agreements:
        if one.id not in known:
            olds = [pair.old.id for pair in replacing if pair.new is one]
            parts = [pair.old.id for pair in going_on if pair.new is one]
            yield Change(
                KINDS["agreement-added"],
                one.id,
                "",
                one.title,
                Action.ADDED,
                ChangeDirection.UNKNOWN if olds or parts else ChangeDirection.BETTER,
                after=ChangeSide(one.title, one.id, head.span(one)),
                effect=_goes_on("it replaces", olds)
                or _goes_on("it goes on with a part of", parts),
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
    return posixpath.relpath(catalog.paths[name], catalog.root or ".")


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
