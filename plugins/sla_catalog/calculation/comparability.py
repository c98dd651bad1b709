"""Say whether two promised values may be compared, why not, and which of many is best."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from sla_catalog.calculation.downtime import AROUND_THE_CLOCK, DAY, lengths
from sla_catalog.frozen import dataclass
from sla_catalog.model.calendars import (
    KINDS_BY_UNIT,
    MINUTES_A_DAY,
    MONTHS_OF,
    Hours,
    Window,
    WindowKind,
)

Clock = Literal["elapsed", "working"]


@dataclass(frozen=True, slots=True)
class Week:
    """The minutes of a week that count, less some days, by the clocks of a zone.

    Minutes are bits of a number, the lowest is Monday 00:00. All minutes of the week are the same
    in every zone, which is empty then, as it is where nobody states one. `hours` are as they were
    written: they name the value and are not compared.
    """

    minutes: int
    zone: str
    holidays: frozenset[date] = frozenset()
    hours: Hours = field(default=AROUND_THE_CLOCK, compare=False)

    @classmethod
    def of(cls, hours: Hours, zone: str, holidays: frozenset[date] = frozenset()) -> Week:
        """Return the week of some hours that are written out or around the clock."""
        minutes = _bits(hours)
        if minutes == _ALL_MINUTES and not holidays:
            return cls(minutes, "", hours=hours)
        return cls(minutes, zone, holidays, hours)

    @property
    def length(self) -> int:
        """Return how many minutes of a week count."""
        return self.minutes.bit_count()

    @property
    def length_in_hours(self) -> Fraction:
        """Return how many hours of a week count."""
        return Fraction(self.length, 60)

    @property
    def is_all(self) -> bool:
        """Tell whether all minutes of the week count."""
        return self.minutes == _ALL_MINUTES and not self.holidays

    def is_nested(self, other: Week) -> bool:
        """Tell whether one of two weeks lies within the other; only then it is the shorter one."""
        if self.is_all or other.is_all:
            return True
        met = self.minutes & other.minutes
        return self.zone == other.zone and met in {self.minutes, other.minutes}

    def __str__(self) -> str:
        return "all minutes" if self.is_all else f"the minutes of {self.hours}"


@lru_cache(1024)
def _bits(hours: Hours) -> int:
    bits = 0
    for minute in hours.minutes():
        bits |= 1 << minute
    return bits


_ALL_MINUTES = (1 << 7 * MINUTES_A_DAY) - 1


@dataclass(frozen=True, slots=True)
class Basis:
    """All in which two values must agree to be comparable; an empty text means nothing is stated.

    `unit` is that of `quantities.unit_of`. `denominator` says of what a share is taken (the minutes
    that count, or words such as minutes less maintenance) or which calendar working time runs by;
    `method` how it is measured (time, requests, slices); `start` and `stop` which events begin and
    end a time. `hours` are covered hours; they agree where one lies within the other, so three of
    them need not agree all because two and two do.
    """

    metric_type: str
    unit: str
    statistic: str
    window: Window | None
    clock: Clock
    denominator: Week | str
    method: str
    hours: Week | None = None
    start: str = ""
    stop: str = ""


class ObstacleKind(StrEnum):
    """In what two values disagree; the value is the name of the field of `Basis`."""

    METRIC_TYPE = "metric_type"
    CLOCK = "clock"
    UNIT = "unit"
    STATISTIC = "statistic"
    WINDOW = "window"
    METHOD = "method"
    DENOMINATOR = "denominator"
    START = "start"
    STOP = "stop"
    HOURS = "hours"


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why two values are not comparable: what each says, empty for nothing."""

    kind: ObstacleKind
    first: Window | Week | str
    second: Window | Week | str


_EVENTS = frozenset({ObstacleKind.START, ObstacleKind.STOP})


def obstacle(a: Basis, b: Basis) -> Obstacle | None:
    """Return the first thing in which two bases disagree, or None if values are comparable.

    Events that start and stop a clock are not stated by all, and keep apart only those that do. The
    clock is looked at before the unit, since ‘4 business hours’ and ‘4 h’ differ in both and
    the clock is the better reason; so is the method before the denominator, which only shares of
    time have. Windows agree only in kind and length together.
    """
    for kind in ObstacleKind:
        first, second = getattr(a, kind), getattr(b, kind)
        if first == second or (kind in _EVENTS and not (first and second)):
            continue
        if kind is not ObstacleKind.HOURS:
            return Obstacle(kind, first or "", second or "")
        if not (a.hours and b.hours and a.hours.is_nested(b.hours)):
            return Obstacle(kind, "", "")
    return None


_SENTENCES = {
    ObstacleKind.METRIC_TYPE: "{} and {} are not comparable",
    ObstacleKind.CLOCK: "{} and {} time are not comparable",
    ObstacleKind.UNIT: "values in {} and in {} are not comparable",
    ObstacleKind.STATISTIC: "values of {} and of {} are not comparable",
    ObstacleKind.WINDOW: "windows of {} and of {} are not comparable",
    ObstacleKind.DENOMINATOR: "shares of {} and of {} are not comparable",
    ObstacleKind.METHOD: "measurements by {} and by {} are not comparable",
    ObstacleKind.START: "times from ‘{}’ on and from ‘{}’ on are not comparable",
    ObstacleKind.STOP: "times until ‘{}’ and until ‘{}’ are not comparable",
}
_ADVERBS = {
    "calendar day": "daily",
    "calendar week": "weekly",
    "calendar month": "monthly",
    "calendar quarter": "quarterly",
    "calendar half-year": "half-yearly",
    "calendar year": "yearly",
}


def reason(obstacle: Obstacle) -> str:
    """Say an obstacle in plain words: `monthly and yearly windows are not comparable`."""
    name = obstacle.kind.replace("_", " ")
    if obstacle.kind is ObstacleKind.HOURS:
        return "hours that do not lie within one another are not comparable"
    first, second = (str(side).replace("_", " ") for side in (obstacle.first, obstacle.second))
    if not first or not second:
        return f"a value for the {name} ‘{first or second}’ and one without are not comparable"
    if obstacle.kind is ObstacleKind.WINDOW and {first, second} <= _ADVERBS.keys():
        return f"{_ADVERBS[first]} and {_ADVERBS[second]} windows are not comparable"
    return _SENTENCES[obstacle.kind].format(first, second)


@dataclass(frozen=True, slots=True)
class Rank:
    """Where one value stands among those that it may be compared with: 1 is best, equal ones tie.

    Without a rank it names the obstacle between it and the ranked ones, or none where there is
    nothing to compare it with.
    """

    rank: int | None
    obstacle: Obstacle | None = None


def rank(values: Sequence[tuple[Fraction, Basis]], higher_is_better: bool) -> tuple[Rank, ...]:
    """Return where each value stands, in the order given.

    Only the values are ranked that are comparable with the one that most are comparable with,
    among several the first; one alone beside others is not. Ranks are those among all that are
    ranked: a value that is not comparable with each of them has none, and names the obstacle.
    """
    counts = Counter(basis for _, basis in values)
    if not counts:
        return ()
    near = comparable(counts)
    reference = max(counts, key=lambda basis: sum(counts[one] for one in near[basis]))
    group = [basis for basis in counts if basis in near[reference]]
    is_alone = len(values) > 1 and sum(counts[basis] for basis in group) == 1
    strangers = {
        basis: next((one for one in group if one not in near[basis]), None) for basis in counts
    }
    is_ranked = {basis: not (is_alone or stranger) for basis, stranger in strangers.items()}
    ranked = Counter(value for value, basis in values if is_ranked[basis])
    places: dict[Fraction, int] = {}
    place = 1
    for value in sorted(ranked, reverse=higher_is_better):
        places[value] = place
        place += ranked[value]
    obstacles = {b: obstacle(b, one) if one else None for b, one in strangers.items()}
    return tuple(
        Rank(places[value]) if is_ranked[basis] else Rank(None, obstacles[basis])
        for value, basis in values
    )


def comparable(bases: Iterable[Basis]) -> Mapping[Basis, Mapping[Basis, None]]:
    """Return with which of some bases each of them is comparable, itself among them, in order."""
    groups: dict[Basis, list[Basis]] = {}
    for basis in dict.fromkeys(bases):
        groups.setdefault(core(basis), []).append(basis)
    return {
        basis: {one: None for one in _alike(basis, by_start) if obstacle(basis, one) is None}
        for group in groups.values()
        for by_start in [_by_start(group)]
        for basis in group
    }


def core(basis: Basis) -> Basis:
    """Return a basis without that in which two others may differ and be comparable with it."""
    return replace(basis, hours=None, start="", stop="")


def _by_start(group: Iterable[Basis]) -> Mapping[str, Sequence[Basis]]:
    found: dict[str, list[Basis]] = {}
    for basis in group:
        found.setdefault(basis.start, []).append(basis)
    return found


def _alike(basis: Basis, by_start: Mapping[str, Sequence[Basis]]) -> Iterator[Basis]:
    """Yield the bases whose clock may start as that of another one does."""
    starts = (basis.start, "") if basis.start else by_start
    for start in starts:
        yield from by_start.get(start, ())


class Strictness(StrEnum):
    """How one window stands to another for the same target."""

    SAME = "same"
    STRICTER = "stricter"
    LOOSER = "looser"
    MIXED = "mixed"


def strictness(a: Window, b: Window) -> Strictness:
    """Say whether a target over window `a` asks more than the same target over `b`.

    Stricter means that keeping it over every `a` keeps it over every `b`, which holds where each
    `b` falls into whole `a`s: months for a year, rolling 7 days for a calendar week. Rolling 30
    days against a calendar month is mixed, since each allows what the other forbids.
    """
    if a == b:
        return Strictness.SAME
    if _fills(a, b):
        return Strictness.STRICTER
    return Strictness.LOOSER if _fills(b, a) else Strictness.MIXED


_NESTED = {
    "day": {"week", "month", "quarter", "half-year", "year"},
    "month": {"quarter", "half-year", "year"},
    "quarter": {"half-year", "year"},
    "half-year": {"year"},
}


def _fills(part: Window, whole: Window) -> bool:
    """Say whether every window of one kind falls into whole windows of another."""
    if part.kind is not WindowKind.ROLLING or part.length is None:
        return part.kind is whole.kind and whole.unit in _NESTED.get(part.unit, ())
    if part.length.months is not None:
        months = _months(whole)
        return months is not None and months % part.length.months == 0
    grain, seconds = _grain(whole), part.length.seconds
    return bool(grain and seconds and grain % seconds == 0)


def _months(window: Window) -> Fraction | None:
    if window.kind is WindowKind.ROLLING and window.length is not None:
        return window.length.months
    if window.kind in KINDS_BY_UNIT:
        months = MONTHS_OF.get(window.unit)
        return Fraction(months) if months else None
    return None


def _grain(window: Window) -> Fraction:
    """Return a length in seconds of which each window of a kind is a multiple; 0 if there is none.

    Months and years are multiples of a day only.
    """
    whole = lengths(window)
    if whole is None or window.kind is WindowKind.AVERAGE:
        return Fraction(0)
    return whole.headline if whole.shortest == whole.longest else DAY
