"""What an agreement's term means on a day: what it covers, its notice, and what follows it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from sla_catalog.calculation.downtime import DAY, lengths
from sla_catalog.calculation.renewal import (
    DateError,
    RenewalTerms,
    is_period,
    last_day_for_notice,
    later,
)
from sla_catalog.frozen import dataclass
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.calendars import Window, WindowKind
from sla_catalog.model.fields import Absence
from sla_catalog.model.header import Status
from sla_catalog.model.quantities import ElapsedTime as Length
from sla_catalog.model.quantities import TimeUnit
from sla_catalog.model.reviews import Duration, Renewal, RenewalType, Revision, Termination
from sla_catalog.resolved.other_ends import is_to_another_end

_DAY = timedelta(days=1)
_ONE_DAY = Length(Decimal(1), TimeUnit.DAY)
_SOME_DAY = date(2001, 1, 1)  # any on which no length of a month is cut


class Follows(StrEnum):
    """What comes after the last day of a term where nobody says otherwise."""

    RENEWAL = "renewal"
    """A further term of the length that is stated."""
    OPEN_END = "open-end"
    """It goes on, and nothing says for how long."""
    EXPRESS_RENEWAL = "express-renewal"
    """It ends, unless both sides agree to renew it."""
    END = "end"
    """It ends."""


class TermStatus(StrEnum):
    """Whether an agreement counts on a day, by its status and its days."""

    PLANNED = "planned"
    IN_FORCE = "in-force"
    NOT_IN_FORCE = "not-in-force"


@dataclass(frozen=True, slots=True)
class ComingText:
    """A text that is agreed and holds from its `first` day on.

    `follows_another` where an earlier text is known to hold until then: it `is_listed` where
    revisions have one, and `version_before` names it where these tell which one it is.
    """

    first: date
    follows_another: bool
    version_before: str = ""
    is_listed: bool = False


@dataclass(frozen=True, slots=True)
class RunningTerm:
    """The term of an agreement that runs on a day, or the last one where none does.

    `first` is the first day of the agreement, not of a renewal. `last` is the last day covered,
    None without an end, or where none is known. `last_for_notice` is the last day on which notice
    ends the agreement with that day; it may have passed. `last_to_terminate` is that day by the
    notice of termination, where both notices are stated and lead to different days. It is None
    where the term ends by itself, which no notice of termination changes.
    `renewed_until` is the last day of the term that follows, where one does.
    """

    first: date | None = None
    last: date | None = None
    follows: Follows | None = None
    last_for_notice: date | None = None
    last_to_terminate: date | None = None
    renewed_until: date | None = None

    @property
    def last_of_any_notice(self) -> date | None:
        """Return the last day for notice by whichever of both notices has the later one."""
        days = (self.last_for_notice, self.last_to_terminate)
        return max((day for day in days if day), default=None)

    @property
    def renews_on(self) -> date | None:
        """Return the first day of the term that follows, where one does."""
        return self.last + _DAY if self.last and self.renewed_until else None

    def has_begun(self, today: date) -> bool:
        """Tell whether the first day has come; it has where none is stated."""
        return self.first is None or self.first <= today

    def has_ended(self, today: date) -> bool:
        """Tell whether the last day has passed."""
        return self.last is not None and self.last < today


def term_on(agreement: Agreement, today: date) -> RunningTerm:
    """Return the term of an agreement as it is on a day, tacit renewals counted in.

    An agreement that is over renews no more. One that goes on without an end has no last day once
    its first term is over.
    """
    duration = agreement.duration
    if not isinstance(duration, Duration):
        return RunningTerm()
    first, last, follows = duration.first_day, first_last_day(duration), _follows(agreement)
    if agreement.is_over:
        # How often it was renewed before that, nobody wrote; a day that is written stays true.
        is_known = duration.last_day or follows not in {Follows.RENEWAL, Follows.OPEN_END}
        return RunningTerm(first, last if is_known else None)
    period, renewed_until = _period(agreement), None
    if last and period:
        running = _running(duration, last, period, today)
        last, renewed_until = running or (last, None)
        follows = Follows.RENEWAL if running else Follows.OPEN_END
    if last is None or (follows is Follows.OPEN_END and last < today):
        return RunningTerm(first, None, follows)
    renewal, termination = agreement.renewal, agreement.termination
    by_renewal = _last_day(last, _notice_to_the_end(renewal, last))
    ends = _notice_to_the_end(termination, last)
    by_termination = _last_day(last, ends) if by_renewal else None
    is_other = by_termination != by_renewal and follows is not Follows.EXPRESS_RENEWAL
    return RunningTerm(
        first, last, follows, by_renewal, by_termination if is_other else None, renewed_until
    )


@dataclass(frozen=True, slots=True)
class StatedTerm:
    """One term of an agreement: from a day to a day, or of a length that can begin on any day.

    `longest_notice` is the most days before its end that a notice within it can be given, whatever
    months it has.
    """

    first: date
    last: date
    longest_notice: int
    length: Length | None = None


def term_within_notice(agreement: Agreement, notice: Length) -> StatedTerm | None:
    """Return a term before whose first day the last day for a notice lies.

    A notice as long as the term is due on the day before it. The term is the first one or a
    further one; None where all are long enough, or have no length.
    """
    duration, period = agreement.duration, _period(agreement)
    initial = duration.initial if isinstance(duration, Duration) else None
    last = first_last_day(duration) if isinstance(duration, Duration) else None
    first = duration.first_day if isinstance(duration, Duration) else None
    terms = (
        StatedTerm(first, last, (last - first).days, initial)
        if first and last
        else _of_length(initial),
        _of_length(period),
    )
    for term in terms:
        day = _last_day(term.last, notice) if term else None
        if term and day and day < term.first:
            return term
    return None


def _of_length(length: Length | None) -> StatedTerm | None:
    if length is None or not is_period(length):
        return None
    try:
        last = later(_SOME_DAY, length) - _DAY
    except DateError:
        return None
    found = lengths(Window(WindowKind.ROLLING, length=length))
    shortest = found.shortest // DAY if found else Fraction(0)
    return StatedTerm(_SOME_DAY, last, int(shortest) - 1, length)


def after(day: date, length: Length, times: int) -> date | None:
    """Return the day that lies a length after another, so many times; None beyond the calendar."""
    try:
        for _ in range(times):
            day = later(day, length)
    except DateError:
        return None
    return day


def final_day(agreement: Agreement) -> date | None:
    """Return the last day of an agreement that nothing extends unless both sides decide so."""
    duration = agreement.duration
    is_final = _follows(agreement) in {Follows.END, Follows.EXPRESS_RENEWAL}
    if not isinstance(duration, Duration) or not (is_final or agreement.renewal is None):
        return None
    return first_last_day(duration)


def standing_on(agreement: Agreement, today: date) -> TermStatus:
    """Return whether an agreement counts on a day: agreed, begun and not ended."""
    if agreement.state in {Status.DRAFT, Status.IN_REVIEW}:
        return TermStatus.PLANNED
    found = term_on(agreement, today)
    if agreement.state is not Status.ACTIVE or found.has_ended(today):
        return TermStatus.NOT_IN_FORCE
    return TermStatus.PLANNED if begins_on(agreement, today) else TermStatus.IN_FORCE


def ended_on(agreement: Agreement, today: date) -> date | None:
    """Return the last day of an agreement whose status says active although that day has passed."""
    found = term_on(agreement, today)
    is_said = agreement.state is Status.ACTIVE and found.has_ended(today)
    return found.last if is_said else None


def _days_of_versions(agreement: Agreement) -> dict[str, date]:
    """Return the days of versions that are known to the day."""
    revisions = agreement.revisions if isinstance(agreement.revisions, tuple) else ()
    return {one.version: one.date for one in revisions if isinstance(one.date, date)}


def first_day(agreement: Agreement) -> date | None:
    """Return the first day of an agreement, where it is known to the day."""
    return agreement.duration.first_day if isinstance(agreement.duration, Duration) else None


def text_holds_from(agreement: Agreement) -> date | None:
    """Return the first day on which an agreement holds by its present text, where it is known."""
    days = (first_day(agreement), _days_of_versions(agreement).get(_version(agreement)))
    return max(filter(None, days), default=None)


def _version(agreement: Agreement) -> str:
    return agreement.version if isinstance(agreement.version, str) else ""


def coming_text(agreement: Agreement, today: date) -> ComingText | None:
    """Return from when the text of an agreement holds, where its version's day lies ahead.

    None where the text holds, where its day is not known to the day, or where nothing holds before
    since the agreement itself begins no sooner. What is not listed is not made up: an earlier text
    is known of where another version is listed, or where the agreement has begun already.
    """
    days = _days_of_versions(agreement)
    first = days.get(_version(agreement))
    if first is None or first <= today:
        return None
    others = [
        one
        for one in agreement.listed("revisions")
        if one.version != _version(agreement) and days.get(one.version, today) <= today
    ]
    if others:
        return ComingText(first, True, _newest(others, agreement), is_listed=True)
    begun = term_on(agreement, today).first
    if begun and begun >= first:
        return None
    return ComingText(first, begun is not None and begun <= today)


def _newest(others: Sequence[Revision], agreement: Agreement) -> str:
    """Return the newest of some versions: by day, or as the neighbour of the present one.

    Lists have the newest first or last; where neither is so, nobody can tell, and it is empty.
    """
    dated = [(one.date, one.version) for one in others if isinstance(one.date, date)]
    if len(dated) == len(others):
        return max(dated)[1]
    listed = [one.version for one in agreement.listed("revisions")]
    if _version(agreement) not in {listed[0], listed[-1]} and len(others) > 1:
        return ""
    return others[0 if listed[0] == _version(agreement) else -1].version


def begins_on(agreement: Agreement, today: date) -> date | None:
    """Return the day on which an active agreement begins, where it lies ahead.

    One that holds by an earlier text until then has begun.
    """
    text = coming_text(agreement, today)
    if text and text.follows_another and term_on(agreement, today).has_begun(today):
        return None
    return figures_hold_from(agreement, today)


def figures_hold_from(agreement: Agreement, today: date) -> date | None:
    """Return the day from which the text of an active agreement holds, where it lies ahead."""
    if agreement.state is not Status.ACTIVE:
        return None
    text = coming_text(agreement, today)
    days = (first_day(agreement), text.first if text else None)
    return max((day for day in days if day and day > today), default=None)


def first_last_day(duration: Duration) -> date | None:
    """Return the last day of the first term, if it is stated or leads from the first day."""
    first, initial = duration.first_day, duration.initial
    if duration.last_day or not first or not initial or not is_period(initial):
        return duration.last_day
    try:
        return later(first, initial) - _DAY
    except DateError:
        return None


def _follows(agreement: Agreement) -> Follows | None:
    """Return what comes after the first term; None where nothing is stated."""
    renewal = agreement.renewal
    if isinstance(renewal, Absence):
        return Follows.END if renewal.none is not None else None
    match renewal and renewal.type:
        case RenewalType.TACIT:
            return Follows.RENEWAL if _period(agreement) else Follows.OPEN_END
        case RenewalType.EVERGREEN:
            return Follows.OPEN_END
        case RenewalType.EXPRESS:
            return Follows.EXPRESS_RENEWAL
        case _:
            return None


def _period(agreement: Agreement) -> Length | None:
    """Return the length of a tacit renewal, if it is one of whole days or months."""
    renewal = agreement.renewal
    is_tacit = isinstance(renewal, Renewal) and renewal.type is RenewalType.TACIT
    length = renewal.for_ if isinstance(renewal, Renewal) and is_tacit else None
    return length if length and is_period(length) else None


def _running(
    duration: Duration, last: date, period: Length, today: date
) -> tuple[date, date] | None:
    """Return the last day of the term that runs and of the next; None beyond the calendar."""
    try:
        terms = _terms(duration, last, period)
        renewals = terms.renewals(today)
        return terms.end(renewals) - _DAY, terms.end(renewals + 1) - _DAY
    except DateError:
        return None


def _terms(duration: Duration, last: date, period: Length) -> RenewalTerms:
    """Count from the first day where the first term has a length, else from the written end."""
    first, initial, following = duration.first_day, duration.initial, later(last, _ONE_DAY)
    if first and initial and is_period(initial) and later(first, initial) == following:
        return RenewalTerms(first, initial, period)
    return RenewalTerms(following, None, period)


def _notice_to_the_end(record: object, last: date) -> object:
    """Return the notice with which an agreement is ended at the end of its term, if it is so."""
    if not isinstance(record, Renewal | Termination):
        return None
    words = filter(None, (record.note, record.text))
    return None if is_to_another_end(words, last) else record.notice


def _last_day(last: date, notice: object) -> date | None:
    """Return the last day from which a notice reaches the last day covered, if it is a length."""
    if not isinstance(notice, Length):
        return None
    try:
        return last_day_for_notice(last, notice)
    except DateError:
        return None
