"""Hours before and after, as minutes of a week in a zone, less holidays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sla_catalog.calculation.localtime import minutes_ahead
from sla_catalog.calculation.worktime import WorkingCalendar
from sla_catalog.changes.cases import InWords, in_words, joint_cases
from sla_catalog.changes.change import Change, ChangeDirection, Effect
from sla_catalog.changes.pair import AgreementPair, Version
from sla_catalog.changes.values import canonical, is_unknown, shown, week_text
from sla_catalog.changes.weeks import stretches_text
from sla_catalog.model.calendars import MINUTES_A_DAY, Hours
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
    if one is None or other is None:
        yield pair.change("support-hours-shifted", path, what, None, *shown_as, cases=cases)
        return
    is_written = not old.calendar and not new.calendar
    if is_written and one.hours.minutes() == other.hours.minutes():
        return  # only the zone of the agreement differs, which is told where it is written
    weeks = _weeks(one, other, pair.today)
    kind, customer = _judged(weeks, one, other, pair.today)
    if customer is ChangeDirection.SAME:
        yield pair.change(kind, path, what, customer, *shown_as, cases=cases)
        return
    differing = [(had, has) for had, has in weeks if had != has] or weeks
    effect = _with_days(weekly_effect(*differing[0]), one, other)
    if len(differing) < len(weeks):
        effect = replace(effect, text=f"{effect.text}; in some weeks of the year")
    yield pair.change(kind, path, what, customer, *shown_as, effect=effect, cases=cases)


_Week = frozenset[int]
_A_YEAR = 366


def _weeks(
    one: WorkingCalendar, other: WorkingCalendar, today: date
) -> Sequence[tuple[_Week, _Week]]:
    """Return the minutes of a week before and after by the clocks of the later zone.

    There are several where the clocks of both zones change on different days of a year.
    """
    had, has = one.hours.minutes(), other.hours.minutes()
    if one.timezone == other.timezone or one.hours.around_the_clock:
        return ((had, has),)
    ahead = minutes_ahead(other.timezone, one.timezone, today, _A_YEAR)
    week = 7 * MINUTES_A_DAY
    return [(frozenset((m + shift) % week for m in had), has) for shift in sorted(ahead)]


def _judged(
    weeks: Sequence[tuple[_Week, _Week]],
    one: WorkingCalendar,
    other: WorkingCalendar,
    today: date,
) -> tuple[str, ChangeDirection]:
    """Return the kind and direction of other hours, other holidays, or another zone."""
    lost, gained = (any(a - b for a, b in pairs) for pairs in (weeks, [(b, a) for a, b in weeks]))
    fewer, more = (
        {day for day in days if any(counts_on(each.hours, day, today) for each in (one, other))}
        for days in (other.holidays - one.holidays, one.holidays - other.holidays)
    )
    if not lost and not gained:
        if fewer or more:
            return "holiday-calendar-changed", _of_days(bool(fewer), bool(more))
        return "value-respelled", ChangeDirection.SAME
    if (lost or fewer) and (gained or more):
        is_zone = one.hours.minutes() == other.hours.minutes()
        kind = "timezone-changed" if is_zone else "support-hours-shifted"
        return kind, ChangeDirection.MIXED
    if lost:
        return "support-hours-narrowed", ChangeDirection.WORSE
    return "support-hours-widened", ChangeDirection.BETTER


def counts_on(hours: Hours, day: date, today: date) -> bool:
    """Tell whether there are hours on a day that is not over, which a holiday takes away."""
    return day >= today and (
        hours.around_the_clock
        or any(
            (day.weekday() - span.first) % 7 <= (span.last - span.first) % 7 for span in hours.spans
        )
    )


def _of_days(is_fewer: bool, is_more: bool) -> ChangeDirection:
    if is_fewer and is_more:
        return ChangeDirection.MIXED
    return ChangeDirection.WORSE if is_fewer else ChangeDirection.BETTER


def _with_days(effect: Effect, one: WorkingCalendar, other: WorkingCalendar) -> Effect:
    """Add whose clocks are meant, which days have no hours any more and which have some now."""
    text = effect.text
    is_endless = one.hours.around_the_clock or other.hours.around_the_clock
    if one.timezone != other.timezone and not is_endless:
        text += f"; by the clocks of {other.timezone}"
    for word, days in (
        ("without hours", other.holidays - one.holidays),
        ("with hours again", one.holidays - other.holidays),
    ):
        if days:
            named = ", ".join(map(str, sorted(days)[:_MOST_DAYS]))
            more = f" and {len(days) - _MOST_DAYS} more" if len(days) > _MOST_DAYS else ""
            text += f"; {word}: {named}{more}"
    return replace(effect, text=text)


_MOST_DAYS = 3


def weekly_effect(had: frozenset[int], has: frozenset[int]) -> Effect:
    """Return how many hours a week there are before and after, and which."""
    if had == has:
        return Effect(f"{_length(len(has))} a week as before", basis="a week")
    text = f"{_length(len(had))} → {_length(len(has))} a week"
    for word, minutes in (("lost", had - has), ("gained", has - had)):
        if minutes:
            text += f"; {word} {stretches_text(minutes)}"
    return Effect(text, basis="a week")


def _length(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def are_rewritten(pair: AgreementPair) -> bool:
    """Tell whether all hours that both versions state are other hours of the day now.

    Then another time zone leaves no hours as they were written, to be later or sooner.
    """
    sides = [_stated_hours(version) for version in (pair.before, pair.after)]
    both = [(sides[0][key], sides[1][key]) for key in sides[0] if key in sides[1]]
    return bool(both) and all(old.minutes() != new.minutes() for old, new in both)


def _stated_hours(version: Version) -> Mapping[str, Hours]:
    """Return the hours that an agreement states by the clock, but not those that never end."""
    agreement = version.agreement
    if agreement is None:
        return {}
    stated: dict[str, object] = {"service": agreement.service_hours}
    if agreement.support and not isinstance(agreement.support, Absence):
        for number, entry in enumerate(agreement.support.hours_by_case()):
            stated[f"support {number}"] = entry.hours
    for metric in agreement.listed("metrics"):
        stated[f"metric {metric.id}"] = metric.hours
    return {
        name: hours
        for name, hours in stated.items()
        if isinstance(hours, Hours) and not hours.calendar and not hours.around_the_clock
    }


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
    found: dict[tuple[str, str], list[tuple[Case, Any, Any]]] = {}
    asked: dict[tuple[bool, bool], list[Case]] = {}
    for was, now in joint_cases(*by_case):
        if was is None or now is None:
            continue
        had, has = supported[0].of(was), supported[1].of(now)
        case = now if len(now.values) >= len(was.values) else was
        key = (_canonical(had, pair.before), _canonical(has, pair.after))
        found.setdefault(key, []).append((case, had, has))
        if isinstance(had, Hours) and isinstance(has, Hours):
            request = supported[0].is_on_request(was), supported[1].is_on_request(now)
            asked.setdefault(request, []).append(case)
    every = max(by_case, key=lambda cases: max((len(c.values) for c in cases), default=0))
    for group in found.values():
        told = in_words(new, [case for case, _, _ in group], every)
        _, had, has = group[0]
        if isinstance(had, Hours) and isinstance(has, Hours):
            sides = ((had, at), (has, at))
            path = f"support.hours{told.path}"
            yield from hours_change(pair, path, "Support hours", sides, told.text)
        elif canonical(had) != canonical(has):
            yield _stated(pair, (had, has), at, told)
    for (was_asked, is_asked), some in asked.items():
        if was_asked is not is_asked:
            yield _on_request(pair, at, in_words(new, some, every), is_asked=is_asked)


def _canonical(hours: Hours | Absence | None, version: Version) -> str:
    return canonical_hours(hours, version) if isinstance(hours, Hours) else canonical(hours)


def _stated(pair: AgreementPair, values: tuple[Any, Any], at: Location, told: InWords) -> Change:
    """Return the change that a case has hours now, or none any more."""
    kind = "value-set" if isinstance(values[1], Hours) else "value-removed"
    customer = None
    if any(map(is_unknown, values)) or not any(isinstance(one, Hours) for one in values):
        kind, customer = "term-reworded", ChangeDirection.UNKNOWN
    sides = (pair.before.side(values[0], at), pair.after.side(values[1], at))
    path = f"support.hours{told.path}"
    return pair.change(kind, path, "Support hours", customer, *sides, cases=told.text)


def _on_request(pair: AgreementPair, at: Location, told: InWords, *, is_asked: bool) -> Change:
    """Return the change that hours must be asked for now, or need not be any more."""
    kind = "support-hours-narrowed" if is_asked else "support-hours-widened"
    words = ("not to be asked for", "only on request")
    before, after = words if is_asked else words[::-1]
    path = f"support.hours{told.path}.on_request"
    sides = (pair.before.side(before, at), pair.after.side(after, at))
    return pair.change(kind, path, "Support hours: on request", None, *sides, cases=told.text)
