"""What an agreement says of its end, once its status says that it has ended."""

from __future__ import annotations

from collections.abc import Iterator

from sla_catalog.findings import Finding, FindingSeverity
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.fields import Absence
from sla_catalog.model.header import Status
from sla_catalog.model.reviews import Duration, Renewal

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
