"""Hours before and after, as minutes of a week in a zone, less holidays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sla_catalog.calculation.worktime import WorkingCalendar
from sla_catalog.changes.cases import in_words, joint_cases
from sla_catalog.changes.change import Change, ChangeDirection, Effect
from sla_catalog.changes.pair import AgreementPair, Version
from sla_catalog.changes.values import canonical, shown, week_text
from sla_catalog.model.calendars import Hours
from sla_catalog.model.catalog import Location
from sla_catalog.model.fields import Absence
from sla_catalog.resolved.cases import Case, alternatives, space_of
from sla_catalog.resolved.hours import UTC, Supported, spelt_out


def week_of(hours: Hours, version: Version) -> WorkingCalendar | None:
    """Return hours as minutes in a zone; None for a calendar that is not there."""
    if version.agreement is not None:
        return spelt_out(hours, version.agreement, version.catalog)
    return None if hours.calendar else WorkingCalendar(hours, version.catalog.timezone or UTC)


def canonical_hours(hours: Hours, version: Version) -> str:
    """Return hours as they are compared, whether written out or those of a calendar."""
    week = week_of(hours, version)
    if week is None:
        return f"calendar {hours.calendar}"
    if week.hours.around_the_clock and not week.holidays:
        return "24x7"
    holidays = ",".join(sorted(map(str, week.holidays)))
    return f"{week_text(week.hours.minutes())} {week.timezone} {holidays}".strip()


def hours_change(
    pair: AgreementPair,
    path: str,
    what: str,
    sides: tuple[tuple[Hours, Location], tuple[Hours, Location]],
    cases: str = "",
) -> Iterator[Change]:
    """Yield what two hours of the week differ in, if they do."""
    (old, old_at), (new, new_at) = sides
    was, now = canonical_hours(old, pair.before), canonical_hours(new, pair.after)
    shown_as = (pair.before.side(was, old_at, shown(old)), pair.after.side(now, new_at, shown(new)))
    if was == now:
        if str(old) != str(new):
            yield pair.change("value-respelled", path, what, None, *shown_as, cases=cases)
        return
    one, other = week_of(old, pair.before), week_of(new, pair.after)
    if one and other and not old.calendar and not new.calendar:
        if one.hours.minutes() == other.hours.minutes():
            return  # only the zone of the agreement differs, which is told where it is written
        one = replace(one, timezone=other.timezone)
    if one is None or other is None:
        yield pair.change("support-hours-shifted", path, what, None, *shown_as, cases=cases)
        return
    kind, customer = _judged(one, other)
    effect = weekly_effect(one.hours.minutes(), other.hours.minutes())
    yield pair.change(kind, path, what, customer, *shown_as, effect=effect, cases=cases)


def _judged(one: WorkingCalendar, other: WorkingCalendar) -> tuple[str, ChangeDirection]:
    had, has = one.hours.minutes(), other.hours.minutes()
    is_endless = one.hours.around_the_clock or other.hours.around_the_clock
    if one.timezone != other.timezone and not is_endless:
        return "timezone-changed", ChangeDirection.MIXED
    if had == has:
        lost, gained = other.holidays - one.holidays, one.holidays - other.holidays
        if lost and gained:
            return "holiday-calendar-changed", ChangeDirection.MIXED
        return "holiday-calendar-changed", ChangeDirection.WORSE if lost else ChangeDirection.BETTER
    if had < has:
        return "support-hours-widened", ChangeDirection.BETTER
    if had > has:
        return "support-hours-narrowed", ChangeDirection.WORSE
    return "support-hours-shifted", ChangeDirection.MIXED


def weekly_effect(had: frozenset[int], has: frozenset[int]) -> Effect:
    """Return how many hours a week there are before and after, and which."""
    text = f"{_length(len(had))} → {_length(len(has))} a week"
    lost, gained = week_text(had - has), week_text(has - had)
    if lost and gained:
        text += f"; lost {lost}; gained {gained}"
    return Effect(text, basis="a week")


def _length(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def support_changes(pair: AgreementPair) -> Iterator[Change]:
    """Yield what hours of support differ in, case by case."""
    old, new = pair.before.agreement, pair.after.agreement
    if old is None or new is None:
        return
    spaces = space_of(old), space_of(new)
    whens = [
        [entry.when for entry in one.support.hours_by_case()]
        if one.support and not isinstance(one.support, Absence)
        else []
        for one in (old, new)
    ]
    aparts = [alternatives(one) for one in whens]
    by_case = [
        space.cases([space.condition(when, apart) for when in listed], (), apart)
        for space, listed, apart in zip(spaces, whens, aparts, strict=True)
    ]
    at: Location = ("support", "hours")
    supported = [Supported(*one) for one in zip((old, new), spaces, aparts, strict=True)]
    found: dict[tuple[str, str], list[tuple[Case, Hours, Hours]]] = {}
    for was, now in joint_cases(*by_case):
        if was is None or now is None:
            continue
        had, has = supported[0].of(was), supported[1].of(now)
        if isinstance(had, Hours) and isinstance(has, Hours):
            key = (canonical_hours(had, pair.before), canonical_hours(has, pair.after))
            found.setdefault(key, []).append((now, had, has))
        elif canonical(had) != canonical(has):
            kind = "value-set" if isinstance(has, Hours) else "value-removed"
            sides = (pair.before.side(had, at), pair.after.side(has, at))
            told = in_words(new, [now], by_case[1])
            path = f"support.hours{told.path}"
            yield pair.change(kind, path, "Support hours", None, *sides, cases=told.text)
    for group in found.values():
        cases = in_words(new, [case for case, _, _ in group], by_case[1])
        _, was_hours, now_hours = group[0]
        path = f"support.hours{cases.path}"
        sides_of = ((was_hours, at), (now_hours, at))
        yield from hours_change(pair, path, "Support hours", sides_of, cases.text)
