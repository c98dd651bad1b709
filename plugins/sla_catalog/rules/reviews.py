"""Days that have come: reviews that are due, terms that are over.

All are remarks: a site that was right yesterday must not fail today because a day has passed. A
team that wants it otherwise raises their level in `sla.yml`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from sla_catalog.findings import Finding, FindingSeverity, Related
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.header import Status
from sla_catalog.model.intervals import print_interval
from sla_catalog.model.quantities import ElapsedTime as Length
from sla_catalog.model.reviews import Review
from sla_catalog.resolved.term import after, coming_text, final_day, term_on

_SOON = timedelta(days=30)


def _reviewed(catalog: Catalog) -> Iterator[tuple[Agreement, Review]]:
    for agreement in catalog.agreements:
        if isinstance(agreement.review, Review) and not agreement.is_over:
            yield agreement, agreement.review


def _due(review: Review) -> tuple[date | None, str]:
    """Return the day of the next review, by what is stated or by the interval, and its key."""
    if review.next is not None:
        return review.next_day, "next"
    if isinstance(review.last, date) and isinstance(review.every, Length):
        return after(review.last, review.every, 1), "last"
    return None, "next"


def review_overdue(catalog: Catalog, today: date) -> Iterator[Finding]:
    """Find reviews whose day has passed."""
    for agreement, review in _reviewed(catalog):
        due, key = _due(review)
        if due and due < today:
            days = (today - due).days
            yield Finding(
                "review-overdue",
                catalog.span(agreement, ("review", key)),
                f"the review was due on {due}, {days} day{'s' * (days > 1)} ago",
                "expected a day that has not passed",
                f"last: {today}, and the day of the next review under `next`, once it is done",
                FindingSeverity.INFO,
            )


def review_due_soon(catalog: Catalog, today: date) -> Iterator[Finding]:
    """Find reviews that are due within thirty days."""
    for agreement, review in _reviewed(catalog):
        due, key = _due(review)
        if due and today <= due <= today + _SOON:
            yield Finding(
                "review-due-soon",
                catalog.span(agreement, ("review", key)),
                f"the review is due on {due}",
                severity=FindingSeverity.INFO,
            )


def review_without_day(catalog: Catalog) -> Iterator[Finding]:
    """Find active agreements whose review has no day, neither the next one nor an interval."""
    for agreement, review in _reviewed(catalog):
        is_asked = agreement.state is Status.ACTIVE and not agreement.is_transcription
        if is_asked and review.next is None and review.every is None:
            yield Finding(
                "review-without-day",
                catalog.span(agreement, ("review",)),
                "it is not stated when the agreement is reviewed",
                "expected a day or how often",
                "review: {every: 12 months, next: 2027-01-01}",
                FindingSeverity.INFO,
            )


def review_after_end(catalog: Catalog) -> Iterator[Finding]:
    """Find reviews that come after the last day of an agreement that ends with it."""
    for agreement, review in _reviewed(catalog):
        last = final_day(agreement)
        if last and review.next_day and review.next_day > last:
            yield Finding(
                "review-after-end",
                catalog.span(agreement, ("review", "next")),
                f"the review is due on {review.next_day}, and the agreement ends on {last}",
                "expected a review before the end, or how the agreement goes on",
                f"next: {last}, or renewal: {{type: tacit, for: 12 months, notice: 3 months}}",
                _weight(agreement),
                (Related(catalog.span(agreement, ("duration",)), "when it ends"),),
            )


def review_left_out(catalog: Catalog, today: date) -> Iterator[Finding]:
    """Find next reviews before which another one is due by the interval that is stated.

    Of a review whose own day has come `review_due_soon` and `review_overdue` tell.
    """
    for agreement, review in _reviewed(catalog):
        last, every, following = review.last, review.every, review.next_day
        if not isinstance(last, date) or not isinstance(every, Length) or not following:
            continue
        skipped = after(last, every, 2)
        if skipped and following >= skipped and following > today:
            due = after(last, every, 1) or today
            yield Finding(
                "review-left-out",
                catalog.span(agreement, ("review", "next")),
                f"the review after that of {last} is due on {following}, and one is due "
                f"{print_interval(every)}",
                "expected the next one after that time",
                f"next: {due}" if due >= today else f"next: {today}, since {due} has passed",
                _weight(agreement),
                (Related(catalog.span(agreement, ("review", "every")), "how often"),),
            )


def _weight(agreement: Agreement) -> FindingSeverity:
    return FindingSeverity.INFO if agreement.is_transcription else FindingSeverity.WARNING


def active_after_last_day(catalog: Catalog, today: date) -> Iterator[Finding]:
    """Find agreements that are said to be active and have ended."""
    for agreement in catalog.agreements:
        if agreement.state is Status.ACTIVE:
            term = term_on(agreement, today)
            if term.has_ended(today):
                yield Finding(
                    "active-after-last-day",
                    catalog.span(agreement, ("status",)),
                    f"the agreement is active and its last day was {term.last}",
                    "expected a last day that has not passed, or a renewal",
                    "status: expired, or how it was renewed",
                    FindingSeverity.INFO,
                )


def earlier_version_unlisted(catalog: Catalog, today: date) -> Iterator[Finding]:
    """Find active agreements whose version has a day ahead, and that list none that holds until it.

    One that begins with its version has nothing to list.
    """
    for agreement in catalog.agreements:
        text = coming_text(agreement, today)
        if agreement.state is not Status.ACTIVE or not text or text.is_listed:
            continue
        versions = [one.version for one in agreement.listed("revisions")]
        place = versions.index(str(agreement.version))
        first = f"; for a first version, duration: {{effective: {text.first}}}"
        yield Finding(
            "earlier-version-unlisted",
            catalog.span(agreement, ("revisions", place, "date")),
            f"version {agreement.version} applies from {text.first}, "
            "and it is not stated which one applies until then",
            "expected the version before it among the revisions",
            "- {version: 2.1.0, date: 2026-01-01, summary: What it changed.}, below revisions"
            + ("" if text.follows_another else first),
            FindingSeverity.INFO,
        )
