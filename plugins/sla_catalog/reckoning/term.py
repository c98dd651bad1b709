"""How long an agreement holds: its last day, renewed as often as it takes, and its notice."""

from __future__ import annotations

from datetime import date

from sla_catalog.model.agreement import Agreement
from sla_catalog.model.quantities import Duration as Length
from sla_catalog.model.reviews import Duration, Renewal, RenewalType
from sla_catalog.reckoning import renewal as reckoned
from sla_catalog.reckoning.renewal import DateError, first_day_not_covered, notice_due


def last_day_covered(agreement: Agreement, today: date) -> date | None:
    """Return the last day covered, renewed tacitly as often as it takes, or None.

    An agreement that is over renews no more. Where lengths lead to no day, it is the last day that
    is written, if there is one.
    """
    duration = agreement.duration
    if not isinstance(duration, Duration):
        return None
    try:
        initial = _first_end(duration)
        period = None if agreement.is_over else _tacit_period(agreement)
        following = reckoned.renewed(initial, period, today) if initial and period else initial
    except DateError:
        return duration.last_day
    return reckoned.last_day_covered(following) if following else None


def last_day_for_notice(agreement: Agreement, today: date) -> date | None:
    """Return the last day on which notice ends the term that is running, or None.

    There is none where the term's end or the length of the notice is not known, where that length
    is no whole number of days, and where the agreement is over.
    """
    end = last_day_covered(agreement, today)
    renewal = agreement.renewal
    if end is None or agreement.is_over or not isinstance(renewal, Renewal):
        return None
    if not isinstance(renewal.notice, Length):
        return None
    try:
        return notice_due(first_day_not_covered(end, end), renewal.notice).last
    except DateError:
        return None


def _first_end(duration: Duration) -> date | None:
    """Return the first day not covered of the initial term, if its end is stated."""
    if duration.last_day:
        return first_day_not_covered(duration.last_day, duration.last_day)
    if duration.first_day and duration.initial:
        return first_day_not_covered(duration.first_day, duration.initial)
    return None


def _tacit_period(agreement: Agreement) -> Length | None:
    renewal = agreement.renewal
    if not isinstance(renewal, Renewal) or renewal.type is not RenewalType.TACIT:
        return None
    return renewal.for_
