"""Changes of shared terms, metrics, calendars and parties, and whose meaning changes with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace
from datetime import date
from typing import Any

from sla_catalog.changes.change import Change, ChangeDirection
from sla_catalog.changes.hours import counts_on, hours_change
from sla_catalog.changes.kinds import KINDS
from sla_catalog.changes.leaves import changed_entry, differences
from sla_catalog.changes.pair import AgreementPair, Version
from sla_catalog.changes.places import At
from sla_catalog.frozen import dataclass
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.calendars import Hours
from sla_catalog.model.catalog import Calendar, Catalog
from sla_catalog.model.contents import prose_of, short_texts_of, values_within
from sla_catalog.model.fields import Record
from sla_catalog.terms.words import normalise

_LISTS = {
    "terms": "glossary",
    "metrics": "metrics",
    "calendars": "calendars",
    "parties": "parties",
}
_WHERE = {
    "terms": ("Definition of", "definition-removed", "definition-added"),
    "metrics": ("Shared metric", "metric-replaced", "detail-changed"),
    "calendars": ("Calendar", "support-hours-shifted", "detail-changed"),
    "parties": ("Party", "party-changed", "detail-changed"),
}
_SKIP = frozenset({("Calendar", "hours")})
_BEHIND_FIGURES = frozenset(
    {
        "definition-changed",
        "formula-changed",
        "holiday-calendar-changed",
        "support-hours-narrowed",
        "support-hours-shifted",
        "timezone-changed",
    }
)


@dataclass(frozen=True)
class SharedChanges:
    """What changed in shared files; `affected` are the agreements that use what changed."""

    changes: tuple[Change, ...] = ()
    affected: Mapping[str, tuple[Change, ...]] = field(default_factory=dict)

    def reaching(self, agreement: str) -> tuple[Change, ...]:
        """Return the changes that reach an agreement."""
        return self.affected.get(agreement, ())


def shared_changes(base: Catalog, head: Catalog, today: date) -> SharedChanges:
    """Return what differs between the shared entries of two catalogs."""
    found: list[Change] = []
    affected: dict[str, list[Change]] = {}
    for name in _LISTS:
        olds = {one.id: one for one in getattr(base, name)}
        news = {one.id: one for one in getattr(head, name)}
        if olds == news:
            continue
        pair = _pair(base, head, name, today)
        for key in sorted({*olds, *news}):
            old, new = olds.get(key), news.get(key)
            if old == new:
                continue
            users = _users(head, name, new if new is not None else old)
            for change in _of_entry(pair, name, key, old, new, is_used=bool(users)):
                told = replace(change, affects=users, masks=bool(users) and _takes(change))
                found.append(told)
                if told.customer is not ChangeDirection.SAME:
                    for user in users:
                        affected.setdefault(user, []).append(told)
    return SharedChanges(tuple(found), {key: tuple(value) for key, value in affected.items()})


def _pair(base: Catalog, head: Catalog, name: str, today: date) -> AgreementPair:
    file = _LISTS[name]
    before = Version(base, base, base.shared_paths.get(file, ""))
    after = Version(head, head, head.shared_paths.get(file, ""))
    return AgreementPair(before, after, today)


def _of_entry(
    pair: AgreementPair, name: str, key: str, old: Any, new: Any, *, is_used: bool
) -> Iterator[Change]:
    words, removed, added = _WHERE[name]
    shown = getattr(new or old, "term", None) or getattr(new or old, "name", None) or key
    at = At(
        f"{name}[{key}]",
        _location(pair.before.places, name, key),
        _location(pair.after.places, name, key),
        f"{words} “{shown}”",
    )
    if old is not None and new is not None:
        for change in differences(pair, old, new, at, _SKIP):
            is_idle = isinstance(new, Calendar) and _is_idle_day(change, (old, new), pair.today)
            yield _without_effect(change) if is_idle else change
        if isinstance(old, Calendar) and isinstance(new, Calendar):
            sides = ((old.week, (*at.before, "hours")), (new.week, (*at.after, "hours")))
            yield from hours_change(pair, f"{at.path}.hours", at.what, sides)
        return
    kind = added if old is None else removed
    if name in {"calendars", "metrics"} and not is_used:
        kind = added  # what took its place is told where it is used
    customer = ChangeDirection.SAME if kind == "detail-changed" else None
    yield changed_entry(pair, kind, at, old, new, customer)


def _takes(change: Change) -> bool:
    """Tell whether figures elsewhere stay as they are, and may mean less."""
    takes = {ChangeDirection.WORSE, ChangeDirection.MIXED, ChangeDirection.UNKNOWN}
    return change.kind.id in _BEHIND_FIGURES and change.customer in takes


def _is_idle_day(change: Change, calendars: tuple[Calendar, Calendar], today: date) -> bool:
    """Tell whether a holiday is new or gone on a day that is over, or without hours anyway."""
    name, _, key = change.path.rpartition(".holidays[")
    if not name or (change.before is not None and change.after is not None):
        return False
    days = {day.date for one in calendars for day in one.holidays or ()}
    day = next((one for one in days if str(one) == key.removesuffix("]")), None)
    return day is not None and not any(counts_on(one.week, day, today) for one in calendars)


def _without_effect(change: Change) -> Change:
    return replace(change, kind=KINDS["detail-changed"], customer=ChangeDirection.SAME)


def _location(catalog: Catalog, name: str, key: str) -> tuple[str | int, ...]:
    ids = catalog.shared_ids.get(name, ())
    return (name, ids.index(key)) if key in ids else (name,)


def _users(catalog: Catalog, name: str, entry: Any) -> tuple[str, ...]:
    """Return the ids of the agreements that use a shared entry."""
    return tuple(
        one.id
        for one in catalog.agreements
        if any(_uses(record, name, entry) for record, _ in catalog.records(one))
    )


def _uses(record: Record, name: str, entry: Any) -> bool:
    match name:
        case "calendars":
            return any(
                isinstance(value, Hours) and value.calendar == entry.id
                for _, value in values_within(record, Hours)
            )
        case "metrics":
            return bool(getattr(record, "type", None) == entry.id)
        case "parties":
            return _names_party(record, entry)
        case _:
            return _names_term(record, entry)


def _names_party(record: Record, entry: Any) -> bool:
    known = {entry.id, entry.name}
    for name in ("owner", "provider", "customer", "party", "responsible", "accountable"):
        value = getattr(record, name, None)
        values = value if isinstance(value, tuple) else (value,)
        if any(isinstance(one, str) and one in known for one in values):
            return True
    return False


def _names_term(record: Record, entry: Any) -> bool:
    forms = [normalise(form) for form in (entry.term, *(entry.aliases or ()))]
    texts: Iterable[str] = (*prose_of(record), *short_texts_of(record))
    found = [f" {normalise(text)} " for text in texts]
    return any(f" {form}" in text for form in forms for text in found)


def uses_term(agreement: Agreement, catalog: Catalog, entry: Any) -> Iterator[tuple[Any, ...]]:
    """Yield the places of an agreement in which a term is used."""
    for record, location in catalog.records(agreement):
        if record is not entry and _names_term(record, entry):
            yield location
