"""What replaces an agreement, compared with what it replaces, promise by promise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from sla_catalog.changes.change import Change, ChangeDirection
from sla_catalog.frozen import dataclass
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.header import Status

_NOT_YET = frozenset({Status.DRAFT, Status.IN_REVIEW})
_PROMISED = ("exclusions[", "maintenance[", "metrics[", "remedies", "service_hours", "support")
_Stated = tuple[str, str, bool]  # what is replaced, by what, and if that is agreed


@dataclass(frozen=True, slots=True)
class Replacement:
    """An agreement of the base and the one of the head that takes its place.

    `is_divided` where others take its place as well, `is_joined` where it takes that of others.
    """

    old: Agreement
    new: Agreement
    others: tuple[Agreement, ...] = ()
    is_joined: bool = False

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
    return tuple(
        Replacement(
            old,
            new,
            tuple(also for one, also in pairs if one is old and also is not new),
            sum(also is new for _, also in pairs) > 1,
        )
        for old, new in pairs
    )


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


def told_of(replacement: Replacement, changes: Iterable[Change]) -> Iterator[Change]:
    """Yield the changes of what is promised, said to be against what is replaced.

    Of several agreements that replace one each has a part of its promises, and one that replaces
    several has more than each of them: what another one has is no change.
    """
    for one in changes:
        is_whole = not replacement.is_divided and not replacement.is_joined
        wanted = _PROMISED if is_whole else ("metrics[",)
        if not one.path.startswith(wanted) or one.customer is ChangeDirection.SAME:
            continue
        if one.kind.id == "objective-added" and replacement.is_joined:
            continue
        if one.kind.id == "objective-removed" and _is_elsewhere(one, replacement):
            continue
        yield replace(one, what=f"{one.what} (in place of {replacement.old.id})")


def _is_elsewhere(one: Change, replacement: Replacement) -> bool:
    name = one.path.removeprefix("metrics[").partition("]")[0]
    gone = next((m for m in replacement.old.listed("metrics") if m.id == name), None)
    return gone is not None and any(
        metric.type == gone.type and (metric.id == gone.id or metric.name == gone.name)
        for other in replacement.others
        for metric in other.listed("metrics")
    )
