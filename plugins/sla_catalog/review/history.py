"""The history of an agreement: when which promise became weaker or stronger, and what held when."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any, Protocol

from sla_catalog.changes import changed
from sla_catalog.changes.change import Numbering
from sla_catalog.findings import FindingSeverity
from sla_catalog.frozen import dataclass
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.header import Status
from sla_catalog.review.reported import CustomerEffect, ReportedChange
from sla_catalog.review.reporting import told
from sla_catalog.review.sides import Place, Sides, comparable, standing_in
from sla_catalog.source.load import Loaded
from sla_catalog.source.repository import Commit, commits_of

NOT_YET = frozenset({Status.DRAFT, Status.IN_REVIEW})  # states in which a text is not in force


@dataclass(frozen=True, slots=True)
class RevisionState:
    """An agreement as it was recorded by a commit, with what that changed.

    `agreement` is None where it was not there, or where its file could not be read, of which
    `unread` says why. `changes` are told from the state before; what another file changed in the
    meaning of this agreement is told as well.
    """

    commit: Commit
    catalog: Catalog
    agreement: Agreement | None
    changes: tuple[ReportedChange, ...] = ()
    unread: str = ""

    @property
    def version(self) -> str:
        """Return the version that it states; empty where it states none."""
        version = self.agreement.version if self.agreement else None
        return version if isinstance(version, str) else ""

    @property
    def day(self) -> date:
        """Return the day on which it was recorded."""
        return self.commit.day

    @property
    def is_of_meaning(self) -> bool:
        """Tell whether it changed more than wording."""
        return _is_of_meaning(self.changes)


@dataclass(frozen=True, slots=True)
class PastText:
    """An agreement as it was recorded, in the catalog of that time.

    `following` is the text that was recorded next, where that is the last one, with what it
    changed. `kept` is what a preview made of the page, so that it is made once.
    """

    agreement: Agreement
    catalog: Catalog
    following: tuple[Agreement, tuple[ReportedChange, ...]] | None = None
    kept: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def name(self) -> str:
        """Return the id that the agreement had."""
        return self.agreement.id


@dataclass(frozen=True)
class LateText:
    """A text of the past of which only the id is known until somebody reads it."""

    name: str
    read: Callable[[], PastText]
    kept: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def _text(self) -> PastText:
        return self.read()

    @property
    def agreement(self) -> Agreement:
        """Return the agreement as it was recorded."""
        return self._text.agreement

    @property
    def catalog(self) -> Catalog:
        """Return the catalog of that time."""
        return self._text.catalog

    @property
    def following(self) -> tuple[Agreement, tuple[ReportedChange, ...]] | None:
        """Return the text that was recorded next, where that is the last one."""
        return self._text.following


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a commit changed in an agreement.

    Of an earlier version that was in force there is the `text` with which it came into force.
    `is_restated` tells that the meaning changed after that, and the number of the version did not.
    """

    commit: str
    day: date
    version: str
    subject: str = ""
    changes: tuple[ReportedChange, ...] = ()
    unread: bool = False
    text: PastText | LateText | None = None
    is_restated: bool = False

    @property
    def is_of_meaning(self) -> bool:
        """Tell whether it changed more than wording."""
        return _is_of_meaning(self.changes)


def _is_of_meaning(changes: Sequence[ReportedChange]) -> bool:
    return any(change.direction is not CustomerEffect.SAME for change in changes)


Histories = Mapping[str, tuple[Recorded, ...]]


@dataclass(frozen=True, slots=True)
class Held:
    """What held on a day: a state, and the period of its version where its revisions say so.

    Without a `first` day only the day is known on which it was recorded. `last` is None while no
    later version is known. `restated` are the states by which the meaning was changed until that
    day under the same number, after the version came into force. The text of the present version
    has these changes.
    """

    state: RevisionState
    first: date | None = None
    last: date | None = None
    restated: tuple[RevisionState, ...] = ()
    is_present: bool = False


class _State(Protocol):
    """What a commit recorded, and if that changed more than wording."""

    @property
    def day(self) -> date: ...

    @property
    def is_of_meaning(self) -> bool: ...


def text_place(states: Sequence[_State], first: date | None) -> int:
    """Return the place of the text with which a version came into force, among its states.

    A version may be recorded, and corrected, before its first day: then it is the last text until
    that day. Wording that was mended later is part of it. What changed its meaning later is not:
    a text is weakened in one commit and gets its number in the next.
    """
    place = sum(first is not None and state.day <= first for state in states) - 1
    place = max(place, 0)
    for later in states[place + 1 :]:
        if later.is_of_meaning:
            break
        place += 1
    return place


def history(
    sides: Sides, name: str, numbering: Numbering, today: date, since: str | None = None
) -> tuple[RevisionState, ...]:
    """Return the states of an agreement by the commits that changed it, oldest first.

    It is known by its id, and by ids that it had before. Raises TreeError where git fails.
    """
    commits = [*reversed(commits_of(sides.repository, sides.folder, since))]
    names = _names(sides, name, commits)
    return tuple(_states(sides, names, commits, numbering, today))


def since(past: PastText | LateText, agreement: Agreement, catalog: Catalog, today: date) -> Since:
    """Return what changed from an earlier version of an agreement to the one in a catalog."""
    if past.following and past.following[0] == agreement:
        return past.following[1]
    before = replace(past.catalog, agreements=(past.agreement,), memory=None)
    after = replace(catalog, agreements=(agreement,), memory=None)
    found = changed(before, after, today)
    return tuple(told(one, before, after) for one in (*found.changes, *found.consequences))


Since = tuple[ReportedChange, ...]


def held_on(states: Sequence[RevisionState], day: date) -> Held | None:
    """Return what held on a day; None before the first state.

    Revisions with days decide, since a text is often recorded before or after it begins to hold.
    Where they say nothing, what was recorded last on that day does, of the versions whose own day
    is not still ahead. A version that another one followed has the text with which it came into
    force; the present one has what was recorded by that day.
    """
    known = [state for state in states if state.agreement]
    if not known:
        return None
    listed = periods(known[-1].agreement)
    for version, first, last in listed:
        recorded = [state for state in known if state.version == version]
        if recorded and first <= day and (last is None or day <= last):
            return _held(recorded, known[-1], day, Held(recorded[-1], first, last))
    before = [
        state
        for state in states
        if state.commit.day <= day and (_first_day_of(state, listed) or day) <= day
    ]
    if not before or before[-1].agreement is None:
        return None
    held = Held(before[-1], last=_day_before_next(day, listed))
    if not held.state.version:
        return held
    recorded = [one for one in known if one.version == held.state.version and one.day <= day]
    return _held(recorded, known[-1], day, held)


def _held(recorded: Sequence[RevisionState], now: RevisionState, day: date, held: Held) -> Held:
    """Return what held with the text of its version on a day, of the states that have its number.

    What a draft said was not in force.
    """
    texts = [one for one in recorded if one.agreement and one.agreement.state not in NOT_YET]
    texts = texts or [*recorded]
    place = text_place(texts, held.first)
    later = [one for one in texts[place + 1 :] if one.day <= day]
    is_present = held.state.version == now.version
    text = later[-1] if later and is_present else texts[place]
    restated = tuple(one for one in later if one.is_of_meaning)
    return replace(held, state=text, restated=restated, is_present=is_present)


def first_day(states: Sequence[RevisionState], day: date) -> tuple[str, date] | None:
    """Return the version that was recorded by a day and begins to hold next after it, with when."""
    known = [state for state in states if state.agreement]
    listed = periods(known[-1].agreement) if known else ()
    ahead = [
        (first, state.version)
        for state in known
        if state.commit.day <= day and (first := _first_day_of(state, listed)) and first > day
    ]
    return (min(ahead)[1], min(ahead)[0]) if ahead else None


def _first_day_of(state: RevisionState, listed: Sequence[Period]) -> date | None:
    """Return the first day of the version of a state, as later revisions say it, or its own."""
    for version, first, _ in (*listed, *periods(state.agreement)):
        if version == state.version:
            return first
    return None


def _day_before_next(day: date, listed: Sequence[Period]) -> date | None:
    """Return the last day before the next version that is listed, where one lies ahead."""
    ahead = [first for _, first, _ in listed if first > day]
    return min(ahead) - timedelta(days=1) if ahead else None


Period = tuple[str, date, date | None]  # a version with its first and its last day


def periods(agreement: Agreement | None) -> tuple[Period, ...]:
    """Return the versions with their first and last day, newest first, as revisions say."""
    dated = sorted(
        (
            (one.date, one.version)
            for one in (agreement.listed("revisions") if agreement else ())
            if isinstance(one.date, date)
        ),
        reverse=True,
    )
    ends = [None, *(first - timedelta(days=1) for first, _ in dated)]
    return tuple(
        (version, first, last) for (first, version), last in zip(dated, ends, strict=False)
    )


def _names(sides: Sides, name: str, commits: Sequence[Commit]) -> frozenset[str]:
    """Return the ids that an agreement has now and had before."""
    if not commits:
        return frozenset({name})
    now = sides.read(Place(commits[-1].id)).catalog.by_id.get(name)
    return frozenset({name, *((now.formerly if now else None) or ())})


def _states(
    sides: Sides,
    names: frozenset[str],
    commits: Sequence[Commit],
    numbering: Numbering,
    today: date,
) -> Iterator[RevisionState]:
    last: Loaded | None = None
    for commit, read in zip(commits, sides.past([one.id for one in commits]), strict=True):
        now = standing_in(read, last) if last else read
        state = _state(commit, now, names)
        if last is None:
            if state.agreement or state.unread:
                yield state
                last = now
            continue
        changes = _changes(last, now, names, numbering, today)
        if changes or state.unread:
            yield RevisionState(commit, state.catalog, state.agreement, changes, state.unread)
        if not state.unread:
            last = now


def _state(commit: Commit, loaded: Loaded, names: frozenset[str]) -> RevisionState:
    agreement = next((one for one in loaded.catalog.agreements if one.id in names), None)
    unread = "" if agreement else next(_mistakes(loaded, names), "")
    return RevisionState(commit, loaded.catalog, agreement, (), unread)


def _mistakes(loaded: Loaded, names: frozenset[str]) -> Iterator[str]:
    """Yield what keeps the file of an agreement from being read."""
    for finding in loaded.findings:
        stem = posixpath.splitext(posixpath.basename(finding.span.path))[0]
        if stem in names and finding.severity is FindingSeverity.ERROR:
            yield f"{finding.span}: {finding.message}"


def _changes(
    old: Loaded, new: Loaded, names: frozenset[str], numbering: Numbering, today: date
) -> tuple[ReportedChange, ...]:
    before, after, _ = comparable(old, new)
    pair = [
        next((one for one in catalog.agreements if one.id in names), None)
        for catalog in (before, after)
    ]
    shared = ("terms", "metrics", "calendars", "parties")
    is_same = pair[0] is pair[1] and all(
        getattr(before, name) == getattr(after, name) for name in shared
    )
    if is_same:
        return ()
    found = changed(before, after, today, numbering)
    mine = (c for c in (*found.changes, *found.consequences) if c.agreement in names)
    return tuple(told(change, before, after) for change in mine)
