"""What an agreement must say: more the further its status has come."""

from __future__ import annotations

from collections.abc import Iterator

from sla_catalog.findings import Finding, FindingSeverity
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.header import Status
from sla_catalog.model.parties import Role
from sla_catalog.model.quantities import quoted
from sla_catalog.model.reviews import Duration

_RECOMMENDED = (
    "classification", "summary", "renewal", "service_hours", "support", "metrics", "exclusions",
    "maintenance", "monitoring", "responsibilities", "remedies", "disputes", "security",
    "amendment", "revisions", "termination",
)  # fmt: skip
_EXAMPLES = {
    "version": "version: 1.0.0",
    "classification": "classification: internal",
    "summary": "summary: what it is about, in a sentence",
    "duration": "duration: {effective: 2026-01-01}",
    "review": "review: {every: 12 months, next: 2027-01-01}",
    "provider": "provider: the id of a party",
    "customer": "customer: the id of a party",
}


def required_when_active(catalog: Catalog) -> Iterator[Finding]:
    """Find active agreements that lack what everybody asks first.

    A transcription is never failed for what the transcribed text lacks.
    """
    for agreement in catalog.agreements:
        if agreement.state is not Status.ACTIVE or agreement.is_transcription:
            continue
        for name in _missing(agreement):
            yield Finding(
                "required-when-active",
                catalog.span(agreement, ("status",)),
                f"the agreement is active and has no {quoted(name)}",
                "expected it, or an absence with its reason",
                f"{_EXAMPLES[name]}, or {name.split('.')[0]}: {{none: the reason}}",
            )
        for name in _RECOMMENDED:
            if getattr(agreement, name) is None:
                yield Finding(
                    "recommended-when-active",
                    catalog.span(agreement, ("status",)),
                    f"the agreement is active and does not mention {quoted(name)}",
                    "expected what is agreed, or `none` with the reason",
                    _EXAMPLES.get(name, f"{name}: {{none: the reason}}"),
                    FindingSeverity.INFO,
                )


def _missing(agreement: Agreement) -> Iterator[str]:
    if agreement.version is None:
        yield "version"
    duration = agreement.duration
    if duration is None or (isinstance(duration, Duration) and duration.effective is None):
        yield "duration"
    for role in (Role.PROVIDER, Role.CUSTOMER):
        if not agreement.in_role(role) and getattr(agreement, role) is None:
            yield role.value
    if agreement.review is None:
        yield "review"


def nothing_promised(catalog: Catalog) -> Iterator[Finding]:
    """Find agreements with neither a service nor a metric."""
    for agreement in catalog.agreements:
        if agreement.services is None and agreement.metrics is None:
            yield Finding(
                "nothing-promised",
                catalog.span(agreement, ("id",)),
                "the agreement names neither a service nor a metric",
                "expected one of them",
                f"services: [{{id: {agreement.id}, name: {agreement.title}}}]",
            )
