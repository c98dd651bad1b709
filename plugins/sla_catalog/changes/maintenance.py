"""Maintenance at other times: how much of it lies in the hours of the service."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from sla_catalog.calculation.duration_format import format_duration
from sla_catalog.changes.change import ChangeDirection, Effect
from sla_catalog.changes.pair import AgreementPair, Version
from sla_catalog.changes.values import members
from sla_catalog.model.calendars import Hours, Ordinal, Recurrence
from sla_catalog.resolved.hours import spelt_out

_Minutes = frozenset[Any]


def moved(pair: AgreementPair, old: Any, new: Any) -> tuple[ChangeDirection, Effect | None]:
    """Return for whom maintenance at other times is better, and what it takes from the service.

    It is for nobody where each side takes minutes of the service that the other leaves.
    """
    was, now = _in_service(pair.before, old), _in_service(pair.after, new)
    if was is None or now is None or was[1] != now[1]:
        return ChangeDirection.MIXED, None
    (had, _), (has, _) = was, now
    text = f"in the hours of the service: {_each(had, old)}, now {_each(has, new)}"
    if had < has:
        return ChangeDirection.WORSE, Effect(text)
    return ChangeDirection.BETTER if has < had else ChangeDirection.MIXED, Effect(text)


def amount(old: Any, new: Any) -> Effect | None:
    """Say how much maintenance there is, where it comes in hours of a week or of a month."""
    had, has = members(old), members(new)
    if had is None or has is None:
        return None
    was, now = _each(had, old), _each(has, new)
    return Effect(f"{was} → {now}") if was != now else None


def _in_service(version: Version, recurs: Any) -> tuple[_Minutes, _Minutes] | None:
    """Return the minutes of maintenance in service hours, and these; None where not known."""
    agreement = version.agreement
    hours = agreement.service_hours if agreement else None
    taken = members(recurs)
    if agreement is None or not isinstance(hours, Hours) or taken is None:
        return None
    week = spelt_out(hours, agreement, version.catalog)
    if week is None or week.is_around_the_clock or week.timezone != _zone(version):
        return None
    served = week.hours.minutes()
    return frozenset(one for one in taken if one[1] in served), frozenset(served)


def _zone(version: Version) -> str:
    """Return the zone by whose clocks maintenance is written."""
    if version.agreement is None:
        return ""
    plain = spelt_out(Hours(around_the_clock=True), version.agreement, version.catalog)
    return plain.timezone if plain else ""


def _each(minutes: _Minutes, recurs: Any) -> str:
    """Return how much maintenance there is in a week, or in a month where it comes once in it."""
    if not minutes:
        return "none"
    if isinstance(recurs, Recurrence) and recurs.ordinal:
        return f"{format_duration(Fraction(60 * len(minutes)))} a month"
    return f"{format_duration(Fraction(60 * len(minutes), len(Ordinal)))} a week"
