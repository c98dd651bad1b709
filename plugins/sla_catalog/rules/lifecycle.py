"""What an agreement says of its end: when a term ends, and what follows once it has ended."""

from __future__ import annotations

from collections.abc import Iterator

from sla_catalog.findings import Finding, FindingSeverity
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog, Location
from sla_catalog.model.fields import Absence
from sla_catalog.model.header import Status
from sla_catalog.model.quantities import ElapsedTime as Length
from sla_catalog.model.reviews import Duration, Renewal, RenewalType, Termination
from sla_catalog.resolved.term import StatedTerm, final_day, term_within_notice

_ENDED_ON_A_DAY = {Status.TERMINATED, Status.EXPIRED}
_REPLACED = {Status.TERMINATED, Status.SUPERSEDED}


def ended_without_end(catalog: Catalog) -> Iterator[Finding]:
    """Find agreements that have ended and say neither when nor what comes after them.

    What runs out needs no successor, and what is superseded holds until its successor does. In a
    transcription these are remarks: its text may be silent.
    """
    replaced = {name for agreement in catalog.agreements for name in agreement.supersedes or ()}
    for agreement in catalog.agreements:
        if agreement.state in _ENDED_ON_A_DAY and not _says_its_end(agreement):
            yield _finding(
                catalog,
                agreement,
                "ended-without-day",
                "on which day it ended",
                ("its last day", "duration: {ends: 2026-12-31}, or ends: {unread: the reason}"),
            )
        has_successor = agreement.superseded_by is not None or agreement.id in replaced
        if agreement.state in _REPLACED and not has_successor:
            yield _finding(
                catalog,
                agreement,
                "ended-without-successor",
                "what replaces it",
                (
                    "its successor, or that there is none",
                    "superseded_by: the id of an agreement, or superseded_by: {none: the reason}",
                ),
            )


def _says_its_end(agreement: Agreement) -> bool:
    duration = agreement.duration
    if not isinstance(duration, Duration):
        return isinstance(duration, Absence)
    # A length leads to the day on which an agreement ran out that was not renewed before.
    ran_out = agreement.state is Status.EXPIRED and not isinstance(agreement.renewal, Renewal)
    has_length = duration.first_day is not None and duration.initial is not None
    return duration.ends is not None or (ran_out and has_length)


_ENDS_OF_ITSELF = frozenset({RenewalType.TACIT, RenewalType.EXPRESS})


def notice_without_end(catalog: Catalog) -> Iterator[Finding]:
    """Find a notice before the end of a term of which nothing says when it ends."""
    for agreement in catalog.agreements:
        renewal, duration = agreement.renewal, agreement.duration
        if agreement.is_over or not isinstance(renewal, Renewal):
            continue
        if renewal.type not in _ENDS_OF_ITSELF or not isinstance(renewal.notice, Length):
            continue
        missing = _missing_of_term(duration)
        if missing:
            yield Finding(
                "notice-without-end",
                catalog.span(agreement, ("renewal", "notice")),
                f"notice is given {renewal.notice} before the end, and nothing says when that is",
                f"expected {missing[0]}",
                missing[1],
                FindingSeverity.INFO if agreement.is_transcription else FindingSeverity.WARNING,
            )


def notice_beyond_term(catalog: Catalog) -> Iterator[Finding]:
    """Find a notice that has to be given before the term begins before whose end it is given."""
    for agreement in catalog.agreements:
        for place, notice in _notices(agreement):
            term = term_within_notice(agreement, notice)
            if term and not agreement.is_over:
                length = term.length or f"from {term.first} to {term.last}"
                yield Finding(
                    "notice-beyond-term",
                    catalog.span(agreement, place),
                    f"notice is given {notice} before the end, and a term lasts {length}",
                    "expected a notice that can be given within the term",
                    _fitting(term),
                    FindingSeverity.INFO if agreement.is_transcription else FindingSeverity.WARNING,
                )


def _fitting(term: StatedTerm) -> str:
    """Return which notice can be given within a term, if any can."""
    days = term.longest_notice
    if days < 1:
        return "a longer term"
    return "notice: 1 day" if days == 1 else f"notice: {days} days, or less"


def _notices(agreement: Agreement) -> Iterator[tuple[Location, Length]]:
    """Yield the lengths of notices before the end of a term, with their places."""
    match agreement.renewal:
        case Renewal(type=kind, notice=Length() as notice) if kind in _ENDS_OF_ITSELF:
            yield ("renewal", "notice"), notice
    # A term that goes on can be ended after the next one; one that ends can only before that.
    match agreement.termination:
        case Termination(notice=Length() as notice) if final_day(agreement):
            yield ("termination", "notice"), notice


def _missing_of_term(duration: Duration | Absence | None) -> tuple[str, str] | None:
    """Return what is expected, and what to write, where no end of a first term is stated.

    What is stated as absent, or as a month, is stated.
    """
    if isinstance(duration, Absence):
        return None
    if duration is None:
        return "a duration", "duration: {effective: 2026-01-01, initial: 12 months}"
    if duration.ends is not None or (duration.initial and duration.effective is not None):
        return None
    if duration.initial:
        return "the first day of the first term", "effective: 2026-01-01 under duration"
    return (
        "the last day, or how long the first term lasts",
        "ends: 2026-12-31, or initial: 12 months, under duration",
    )


def _finding(
    catalog: Catalog, agreement: Agreement, rule: str, what: str, missing: tuple[str, str]
) -> Finding:
    expected, instead = missing
    return Finding(
        rule,
        catalog.span(agreement, ("status",)),
        f"the agreement is {agreement.state} and does not say {what}",
        f"expected {expected}",
        instead,
        FindingSeverity.INFO if agreement.is_transcription else FindingSeverity.WARNING,
    )
