"""A catalog: all agreements with their shared terms, metrics, calendars and parties."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from copy import copy
from dataclasses import field, replace
from functools import cache, cached_property
from typing import Annotated, Any, Protocol, TypeVar

from sla_catalog.findings import Span
from sla_catalog.frozen import dataclass
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.calendars import Hours, of_one_meaning
from sla_catalog.model.contents import is_prose, placed_prose_of
from sla_catalog.model.fields import (
    Item,
    MaybeProse,
    MaybeText,
    Polarity,
    Record,
    Weight,
    names_in_order,
    required,
    said,
)
from sla_catalog.model.glossary import Term
from sla_catalog.model.memory import Answers, Memory, Table, WatchedNames, WatchedTable
from sla_catalog.model.metric_types import METRIC_TYPES, MetricType
from sla_catalog.model.metrics import Metric, SharedMetric
from sla_catalog.model.parties import Party
from sla_catalog.model.quantity_types import WrittenHours
from sla_catalog.model.scalar_types import Day, Identifier, Timezone
from sla_catalog.model.struct import Field, parts_of
from sla_catalog.model.validators import After


class Holiday(Item):
    """A day on which a calendar has no hours."""

    date: Day = required("The day.", Polarity.READ, Weight.CORE)
    name: MaybeText = said("Its name.", Polarity.NEUTRAL)


class Calendar(Item):
    """Hours of the week in a time zone, less holidays."""

    id: Identifier = required("The id by which hours name it.", Polarity.NEUTRAL)
    name: MaybeText = said("Its name.", Polarity.NEUTRAL)
    timezone: Timezone | None = said(
        "Its time zone.", Polarity.READ, Weight.CORE, also="time_zone tz zone"
    )
    hours: Annotated[tuple[WrittenHours, ...], After(of_one_meaning)] = required(
        "Its hours.", Polarity.SUPERSET, Weight.CORE, also="times opening_hours business_hours"
    )
    holidays: tuple[Holiday, ...] | None = said(
        "Days without hours.",
        Polarity.SUBSET,
        Weight.CORE,
        key="date",
        also="holiday closed days_off public_holidays",
    )
    holidays_text: MaybeProse = said(
        "Holidays in words, such as public holidays of a country.", Polarity.READ, Weight.CORE
    )

    @property
    def week(self) -> Hours:
        """Return its hours as one value."""
        if any(hours.around_the_clock for hours in self.hours):
            return Hours(around_the_clock=True)
        return Hours(spans=tuple(span for hours in self.hours for span in hours.spans))


T = TypeVar("T")
Location = tuple[str | int, ...]


class ValuePlace(Protocol):
    """Give the span of a value, or of a text within it; `location` leads to it in the file."""

    def __call__(self, path: str, location: Location, within: str = "") -> Span:
        """Return where it stands."""


KEY = "[key]"  # ends a location that means a key itself, not the value behind it


@dataclass(frozen=True)
class Catalog:
    """All that was read, ordered by id, with the place of everything in its file.

    `place(path, location)` gives the span of a value: `path` is the file, `location` the keys and
    positions that lead to it. `shared_ids` holds the ids of each shared list in the order of its
    file. `broken` names the files that could not be read, without ending: whatever refers to them
    is not judged, since the mistake is theirs. `root` is the folder of all files. A `memory` keeps
    what `recall` makes.
    """

    agreements: tuple[Agreement, ...]
    paths: Mapping[str, str]
    place: ValuePlace
    terms: tuple[Term, ...] = ()
    metrics: tuple[SharedMetric, ...] = ()
    calendars: tuple[Calendar, ...] = ()
    parties: tuple[Party, ...] = ()
    shared_paths: Mapping[str, str] = field(default_factory=dict)
    shared_ids: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    timezone: str | None = None
    broken: Set[str] = frozenset()
    root: str = ""
    memory: Memory | None = None

    @cached_property
    def by_id(self) -> Mapping[str, Agreement]:
        """Look up an agreement by its id."""
        return {agreement.id: agreement for agreement in self.agreements}

    @cached_property
    def id_by_former_id(self) -> Mapping[str, str]:
        """Look up the id of an agreement by one that it had, as far as only one had it."""
        found: dict[str, list[str]] = {}
        for agreement in self.agreements:
            for former in agreement.formerly or ():
                found.setdefault(former, []).append(agreement.id)
        return {former: ids[0] for former, ids in found.items() if len(ids) == 1}

    @cached_property
    def party_by_id(self) -> Mapping[str, Party]:
        """Look up a party by its id."""
        return {party.id: party for party in self.parties}

    @cached_property
    def party_id_by_name(self) -> Mapping[str, str]:
        """Look up the id behind a name that one party has alone and that is nobody's id."""
        names = Counter(party.name for party in self.parties)
        return {
            party.name: party.id
            for party in self.parties
            if names[party.name] == 1 and party.name not in self.party_by_id
        }

    @cached_property
    def calendar_by_id(self) -> Mapping[str, Calendar]:
        """Look up a calendar by its id."""
        return {calendar.id: calendar for calendar in self.calendars}

    @cached_property
    def metric_by_id(self) -> Mapping[str, SharedMetric]:
        """Look up a shared metric by its id."""
        return {metric.id: metric for metric in self.metrics}

    @cached_property
    def term_by_id(self) -> Mapping[str, Term]:
        """Look up a term by its id, or by one that it had."""
        former = {old: term for term in self.terms for old in term.formerly or ()}
        return former | {term.id: term for term in self.terms}

    @cached_property
    def dependents(self) -> Mapping[str, tuple[Agreement, ...]]:
        """Look up the agreements that stand on an agreement, each once."""
        found: dict[str, list[Agreement]] = {}
        for agreement in self.agreements:
            below = (dependency.agreement for dependency in agreement.listed("depends_on"))
            for name in dict.fromkeys(below):
                found.setdefault(name, []).append(agreement)
        return {key: tuple(value) for key, value in found.items()}

    def records(self, agreement: Agreement) -> tuple[tuple[Record, Location], ...]:
        """Return an agreement and every record in it, each with its location."""
        known = self._records.get(agreement.id)
        if known is None:
            known = self._records[agreement.id] = tuple(records_in(agreement))
        return known

    def records_with(self, agreement: Agreement, *kinds: type) -> Iterator[tuple[Record, Location]]:
        """Yield the records of an agreement with a field that can hold values of some kinds."""
        return (one for one in self.records(agreement) if can_hold(type(one[0]), kinds))

    @cached_property
    def _records(self) -> dict[str, tuple[tuple[Record, Location], ...]]:
        return {}

    def prose(self, agreement: Agreement) -> tuple[tuple[Location, str], ...]:
        """Return every Markdown text of an agreement, each with its location."""
        return self.once("prose with places", agreement, _prose_in)

    def once(self, kind: str, agreement: Agreement, make: Callable[[Agreement, Catalog], T]) -> T:
        """Return what `make` works out from an agreement and shared entries, worked out once."""
        key = (kind, id(agreement))  # which is kept beside what was made, so that it stays its own
        if key not in self._once:
            self._once[key] = (agreement, make(agreement, self))
        made: T = self._once[key][1]
        return made

    @cached_property
    def _once(self) -> dict[tuple[str, int], tuple[Agreement, Any]]:
        return {}

    def once_for_all(self, kind: str, make: Callable[[Catalog], T]) -> T:
        """Return what `make` works out from shared entries alone, worked out once."""
        if kind not in self._once_for_all:
            self._once_for_all[kind] = make(self)
        made: T = self._once_for_all[kind]
        return made

    @cached_property
    def _once_for_all(self) -> dict[str, Any]:
        return {}

    def share_with(self, other: Catalog) -> None:
        """Let both know what was worked out once in either, where their shared entries are equal.

        Of an agreement that is the same object in both the same would come out.
        """
        names = ("terms", "metrics", "calendars", "parties", "timezone")
        if all(getattr(self, name) == getattr(other, name) for name in names):
            vars(other)["_once"] = self._once

    def recall(self, kind: str, agreement: Agreement, make: Callable[[Agreement, Catalog], T]) -> T:
        """Return what `make` works out for an agreement of a catalog, from memory if it holds.

        It may look up whatever it likes by name; of `agreements` it may find this one alone.
        """
        if self.memory is None:
            return make(agreement, self)
        return self.memory.recall(
            kind,
            agreement.id,
            agreement,
            self.tables,
            lambda answers: make(agreement, self.seen_from(agreement, answers)),
        )

    @cached_property
    def tables(self) -> Mapping[str, Table]:
        """Return what is looked up by whoever works something out for one agreement."""
        return {
            "by_id": self.by_id,
            "id_by_former_id": self.id_by_former_id,
            "party_by_id": self.party_by_id,
            "party_id_by_name": self.party_id_by_name,
            "dependents": self.dependents,
            "broken": self.broken,
        }

    def seen_from(self, agreement: Agreement, answers: Answers) -> Catalog:
        """Return the catalog with one agreement; what is looked up of others stands in `answers`.

        Parties are found by name alone. All other shared entries are the same for everyone: a
        memory stands on them.
        """
        broken = WatchedNames("broken", self.broken, answers)
        seen = replace(self, agreements=(agreement,), parties=(), broken=broken, memory=None)
        shared = {name: getattr(self, name) for name in _ALIKE}
        watched = {
            name: WatchedTable(name, table, answers)
            for name, table in self.tables.items()
            if isinstance(table, Mapping)
        }
        vars(seen).update(shared | watched)  # these are its cached properties
        return seen

    def forget_worked_out(self) -> None:
        """Let go of what was worked out once; whoever asks for it works it out again."""
        self._records.clear()
        self._once.clear()

    def without_places(self) -> Catalog:
        """Return the catalog with all that it has worked out, for whoever asks for no place.

        Where everything stands in its file takes half as much memory again as the catalog.
        """
        other = copy(self)
        vars(other)["place"] = _no_place
        return other

    def party_name(self, reference: str) -> str:
        """Return the name behind a party's id, or the plain name that was written."""
        party = self.party_by_id.get(reference)
        return party.name if party else reference

    def kind_of(self, metric: Metric) -> MetricType | None:
        """Return the built-in type of a metric, also by way of a shared one."""
        shared = self.metric_by_id.get(metric.type)
        return METRIC_TYPES.get((shared.type or "") if shared else metric.type)

    def span(
        self, agreement: Agreement, location: Iterable[str | int] = (), within: str = ""
    ) -> Span:
        """Return the place of a value in an agreement's file, or of a text within it."""
        return self.place(self.paths[agreement.id], tuple(location), within)

    def shared_span(self, name: str, place: int) -> Span:
        """Return the place of an id in a shared list: `terms`, `metrics`, `calendars`, `parties`.

        `place` counts in the order of the file.
        """
        file = "glossary" if name == "terms" else name
        return self.place(self.shared_paths[file], (name, place, "id"))

    def term_span(self, term: Term) -> Span:
        """Return the place of a term's id in the shared glossary."""
        return self.shared_span("terms", self.shared_ids["terms"].index(term.id))


_ALIKE = ("calendar_by_id", "metric_by_id", "term_by_id", "_records", "_once", "_once_for_all")


def _no_place(path: str, _location: Location, _within: str = "") -> Span:
    return Span(path)


def _prose_in(agreement: Agreement, catalog: Catalog) -> tuple[tuple[Location, str], ...]:
    return tuple(
        ((*location, *way), text)
        for record, location in catalog.records(agreement)
        if _has_prose(type(record))
        for way, text in placed_prose_of(record)
    )


@cache
def _has_prose(record: type[Record]) -> bool:
    return any(is_prose(record, name) for name in record.model_fields)


@cache
def can_hold(record: type[Record], kinds: tuple[type, ...]) -> bool:
    """Tell whether a field of a record can hold values of some kinds."""
    return any(_includes(field, kinds) for field in record.model_fields.values())


def _includes(field: Field, kinds: tuple[type, ...]) -> bool:
    parts = parts_of(field.annotation)
    return any(isinstance(part, type) and issubclass(part, kinds) for part in parts)


def records_in(record: Record, location: Location = ()) -> list[tuple[Record, Location]]:
    """Return a record and every record in it, each with its location, cells of a matrix too."""
    found: list[tuple[Record, Location]] = []
    _gather(record, location, found)
    return found


def _gather(record: Record, location: Location, found: list[tuple[Record, Location]]) -> None:
    found.append((record, location))
    values = vars(record)
    for name, key in _fields_of_records(type(record)):
        value = values[name]
        if value is not None and not isinstance(value, str):
            _gather_of(value, (*location, key), found)


@cache
def _fields_of_records(record: type[Record]) -> tuple[tuple[str, str], ...]:
    """Return the names and keys of the fields that can hold records."""
    fields = record.model_fields
    names = names_in_order(record)
    return tuple((name, key) for name, key in names if _includes(fields[name], (Record,)))


def _gather_of(value: object, location: Location, found: list[tuple[Record, Location]]) -> None:
    if isinstance(value, Record):
        _gather(value, location, found)
    elif isinstance(value, tuple):
        for place, item in enumerate(value):
            if isinstance(item, Record):
                _gather(item, (*location, place), found)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            _gather_of(item, (*location, key), found)
