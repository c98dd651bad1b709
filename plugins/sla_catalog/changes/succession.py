"""What replaces an agreement, compared with what it replaces, promise by promise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from sla_catalog.changes.alignment import Alignment
from sla_catalog.changes.change import Change, ChangeDirection
from sla_catalog.changes.renaming import Renaming
from sla_catalog.changes.values import canonical
from sla_catalog.frozen import dataclass
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.header import Status
from sla_catalog.model.metrics import Metric
from sla_catalog.model.remedies import Credit

_NOT_YET = frozenset({Status.DRAFT, Status.IN_REVIEW})
_PROMISED = ("exclusions[", "maintenance[", "metrics[", "remedies", "service_hours", "support")
_Stated = tuple[str, str, bool]  # what is replaced, by what, and if that is agreed


@dataclass(frozen=True, slots=True)
class Replacement:
    """An agreement of the base and the one of the head that takes its place.

    `is_divided` where others take its place as well, `is_joined` where it takes that of others.
    One of several `tells_losses` and one `tells_gains`: what none of the others has is told once.
    """

    old: Agreement
    new: Agreement
    others: tuple[Agreement, ...] = ()
    is_joined: bool = False
    tells_losses: bool = True
    tells_gains: bool = True

    @property
    def is_divided(self) -> bool:
        """Tell whether others replace the same agreement."""
        return bool(self.others)


def replacements(base: Catalog, head: Catalog) -> tuple[Replacement, ...]:
    """Return what is replaced from one catalog to another, whichever of the two says so.

    Where a successor is withdrawn, what it had replaced takes its place again.
    """
    was, now = frozenset(_stated(base)), frozenset(_stated(head))
    ahead = [(base.by_id.get(old), head.by_id.get(new)) for old, new in _begun(was, now)]
    back = [
        (base.by_id.get(new), head.by_id.get(old))
        for old, new in _begun(now, was)
        if new not in head.by_id
    ]
    pairs = [(old, new) for old, new in (*ahead, *back) if old is not None and new is not None]
    return tuple(_of_pairs(pairs))


def _of_pairs(pairs: Sequence[tuple[Agreement, Agreement]]) -> Iterator[Replacement]:
    for old, new in pairs:
        every = [also for one, also in pairs if one is old]
        joined = [one for one, also in pairs if also is new]
        yield Replacement(
            old,
            new,
            tuple(also for also in every if also is not new),
            is_joined=len(joined) > 1,
            tells_losses=every[0] is new,
            tells_gains=joined[0] is old,
        )


def continuations(
    base: Catalog, head: Catalog, partners: Mapping[str, Agreement]
) -> tuple[Replacement, ...]:
    """Return what goes on in several agreements, or with others in one, as `formerly` says.

    `partners` are agreements by the ids they had; they are compared as a whole, with what is lost
    and what is new, and here is what was divided from them or joined to them.
    """
    known = {one.id for one in partners.values()}
    come = [one for one in head.agreements if one.id not in known]
    divided = [
        Replacement(old, new, (there,), tells_losses=False)
        for name, there in partners.items()
        for old in [base.by_id[name]]
        for new in come
        if is_heir(old, new)
    ]
    joined = [
        (old, new)
        for old in base.agreements
        if old.id not in partners
        for new in partners.values()
        if is_heir(old, new)
    ]
    return (
        *divided,
        *(replace(one, is_joined=True, tells_gains=False) for one in _of_pairs(joined)),
    )


def is_heir(one: Agreement, new: Agreement) -> bool:
    """Tell whether one of two agreements has the id of the other as a former one."""
    return one.id in (new.formerly or ()) or new.id in (one.formerly or ())


Compared = tuple[Replacement, Alignment]


def without_moved(
    changes: Iterable[Change], old: Agreement, new: Agreement, going_on: Sequence[Compared]
) -> Iterator[Change]:
    """Yield the changes of an agreement but what another one has that goes on with a part of it."""
    to = [each for each in going_on if each[0].old is old and each[0].is_divided]
    come = [each for each in going_on if each[0].new is new and each[0].is_joined]
    for change in changes:
        gone = _entry(old, change) if change.after is None else None
        added = _entry(new, change) if change.before is None else None
        is_there = any(_has(one.new, gone, sides.renaming) for one, sides in to) or any(
            _has(one.old, added, sides.renaming.reversed) for one, sides in come
        )
        if not is_there:
            yield change


def _entry(agreement: Agreement, change: Change) -> Metric | Credit | None:
    """Return the metric or credit that is new or gone as a whole."""
    remedies = getattr(agreement.remedies, "credits", None)
    for start, entries in (
        ("metrics[", agreement.listed("metrics")),
        ("remedies.credits[", remedies if isinstance(remedies, tuple) else ()),
    ):
        for one in entries:
            if change.path == f"{start}{one.id}]" and isinstance(one, Metric | Credit):
                return one
    return None


def _has(agreement: Agreement, entry: Metric | Credit | None, renaming: Renaming) -> bool:
    """Tell whether an agreement has the metric with which one is compared; or an equal credit."""
    if isinstance(entry, Credit):
        remedies = getattr(agreement.remedies, "credits", None)
        return isinstance(remedies, tuple) and any(
            canonical(entry) == canonical(c) for c in remedies
        )
    if entry is None:
        return False
    name = renaming.entries.get("metrics", {}).get(entry.id, entry.id)
    known = agreement.listed("metrics")
    return any(metric.id == name and metric.type == entry.type for metric in known)


def _stated(catalog: Catalog) -> Iterator[_Stated]:
    for one in catalog.agreements:
        names = [(old, one.id) for old in one.supersedes or ()]
        if isinstance(one.superseded_by, str):
            names.append((one.id, one.superseded_by))
        for old, new in names:
            successor = catalog.by_id.get(new)
            is_agreed = successor is not None and successor.state not in _NOT_YET
            if old != new:
                yield old, new, is_agreed


def _begun(was: frozenset[_Stated], now: frozenset[_Stated]) -> list[tuple[str, str]]:
    """Return what is newly stated, or newly agreed."""
    found = {
        (old, new) for old, new, is_agreed in now - was if is_agreed or (old, new, True) not in was
    }
    return sorted(found)


def told_of(
    replacement: Replacement, changes: Iterable[Change], heirs: Sequence[Compared]
) -> Iterator[Change]:
    """Yield the changes of what is promised, said to be against what is replaced.

    Of several agreements that replace one each has a part of its promises, and one that replaces
    several has more than each of them: what another one has is no change.
    """
    for one in changes:
        is_whole = not replacement.is_divided and not replacement.is_joined
        wanted = _PROMISED if is_whole else ("metrics[",)
        if not one.path.startswith(wanted) or one.customer is ChangeDirection.SAME:
            continue
        if one.kind.id == "objective-added" and _is_had(one, replacement, heirs):
            continue
        if one.kind.id == "objective-removed" and _is_elsewhere(one, replacement, heirs):
            continue
        yield replace(one, what=f"{one.what} (in place of {replacement.old.id})")


def _is_had(one: Change, replacement: Replacement, heirs: Sequence[Compared]) -> bool:
    """Tell whether what is new is from another one that is replaced, or is told with that one."""
    added = _entry(replacement.new, one)
    return not replacement.tells_gains or any(
        _has(heir.old, added, sides.renaming.reversed)
        for heir, sides in heirs
        if heir.new is replacement.new and heir.old is not replacement.old
    )


def _is_elsewhere(one: Change, replacement: Replacement, heirs: Sequence[Compared]) -> bool:
    """Tell whether what is gone is in another one that replaces the same, or is told with it."""
    gone = _entry(replacement.old, one)
    return not replacement.tells_losses or any(
        _has(heir.new, gone, sides.renaming)
        for heir, sides in heirs
        if heir.old is replacement.old and heir.new in replacement.others
    )
