"""The days that somebody must keep in mind: beginnings, reviews, ends, notice, certificates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from datetime import date
from enum import StrEnum

from sla_catalog.frozen import dataclass
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.fields import Conditions
from sla_catalog.model.reviews import Review
from sla_catalog.model.security import Security
from sla_catalog.resolved.term import RunningTerm, figures_hold_from, first_day, term_on


class DeadlineKind(StrEnum):
    """What a day is for: a review, the end of a term, a last day for notice, a certificate.

    `BEGINNING` is the first day of an agreement, `VERSION` that of the text which it has now.
    """

    BEGINNING = "beginning"
    VERSION = "version"
    REVIEW = "review"
    NOTICE = "notice"
    TERMINATION = "termination"
    END = "end"
    CERTIFICATE = "certificate"


_OF_TERM = frozenset({DeadlineKind.NOTICE, DeadlineKind.TERMINATION, DeadlineKind.END})


@dataclass(frozen=True, slots=True)
class DueDate:
    """A day to keep in mind.

    `subject` names the certificate that runs out, else it is empty; `term` is the running one, for
    its end and for notice. `when` holds the cases for which alone it is meant, if not for all.
    """

    day: date
    kind: DeadlineKind
    agreement_id: str
    title: str
    subject: str = ""
    term: RunningTerm = field(default_factory=RunningTerm)
    when: Conditions = field(default=(), hash=False)  # mappings have no hash


def deadlines(catalog: Catalog, today: date) -> tuple[DueDate, ...]:
    """Return the deadlines of every agreement that is not over, the earliest first.

    Reviews and certificates stay until somebody sees to them, so a day of theirs may have passed.
    Ends and days for notice are those of the running term; the latter stay, though passed, until
    what follows from them has come. A beginning is one of an active agreement, and lies ahead.
    """
    found = (d for a in catalog.agreements if not a.is_over for d in _of(a, today))
    kinds = list(DeadlineKind)
    return tuple(
        sorted(found, key=lambda d: (d.day, kinds.index(d.kind), d.agreement_id, d.subject))
    )


def _of(agreement: Agreement, today: date) -> Iterator[DueDate]:
    found = term_on(agreement, today)

    def deadline(
        day: date, kind: DeadlineKind, subject: str = "", when: Conditions | None = None
    ) -> DueDate:
        of_term = found if kind in _OF_TERM else RunningTerm()
        return DueDate(day, kind, agreement.id, agreement.title, subject, of_term, when or ())

    first, text = first_day(agreement), figures_hold_from(agreement, today)
    if text and first and first > today:
        yield deadline(first, DeadlineKind.BEGINNING)
    if text and text != first:  # a text that comes later has a day of its own
        yield deadline(text, DeadlineKind.VERSION)
    review = agreement.review
    if isinstance(review, Review) and review.next_day:
        yield deadline(review.next_day, DeadlineKind.REVIEW)
    if found.last and not found.has_ended(today):
        if found.last_for_notice:
            yield deadline(found.last_for_notice, DeadlineKind.NOTICE)
        if found.last_to_terminate:
            yield deadline(found.last_to_terminate, DeadlineKind.TERMINATION)
        yield deadline(found.last, DeadlineKind.END)
    security = agreement.security
    certificates = security.certifications if isinstance(security, Security) else None
    for certificate in certificates if isinstance(certificates, tuple) else ():
        if certificate.last_day:
            kind, name = DeadlineKind.CERTIFICATE, certificate.name
            yield deadline(certificate.last_day, kind, name, certificate.when)
