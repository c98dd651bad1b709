"""Changes as the engine would tell them, for tests of gates and of every surface."""

from __future__ import annotations

import dataclasses

from sla_catalog.findings import FindingSeverity, Span
from sla_catalog.review.acknowledgements import Acknowledgement, Placed, in_words
from sla_catalog.review.gate import ComparedScope, PolicyPoint, ProposalReview, reviewed
from sla_catalog.review.reported import (
    Consequence,
    CustomerEffect,
    FeasibilityChange,
    ReportedChange,
    ReportedSide,
    Uncompared,
)

FILE = "agreements/database.yaml"


def change(
    name: str,
    direction: CustomerEffect,
    before: str,
    after: str,
    *,
    effect: str = "",
    masked: bool = False,
) -> ReportedChange:
    levels = {
        CustomerEffect.WEAKER: FindingSeverity.ERROR,
        CustomerEffect.DECIDE: FindingSeverity.WARNING,
    }
    return ReportedChange(
        rule=f"{name}-changed",
        fingerprint=f"c1:{name.encode().hex()[:8]:0<64}",
        level=levels.get(direction, FindingSeverity.INFO),
        direction=direction,
        agreement="database",
        name="SLA-042",
        title="Managed database",
        path=f"metrics[{name}].target",
        what=name.capitalize(),
        before=ReportedSide(before, Span(FILE, 7, 3, 7, 9), "2.1") if before else ReportedSide(""),
        after=ReportedSide(after, Span(FILE, 8, 3, 8, 9), "2.1") if after else ReportedSide(""),
        effect=effect,
        is_masked=masked,
    )


UPTIME = change(
    "uptime",
    CustomerEffect.WEAKER,
    "99.9 %",
    "99.5 %",
    effect="2 h 52 min 48 s more downtime in 30 days, 5 times as much",
)
REGION = change("region", CustomerEffect.WEAKER, "counts", "does not count", masked=True)
WORDS = change("duty", CustomerEffect.DECIDE, "own changes", "own changes or configuration")
FASTER = change("response", CustomerEffect.STRONGER, "15 min", "10 min", effect="5 min sooner")
TYPO = change("summary", CustomerEffect.SAME, "self service", "self-service")
DRAFTED = dataclasses.replace(
    change("draft", CustomerEffect.DECIDE, "Old words.", "New words."),
    level=FindingSeverity.INFO,
    is_draft=True,
)
MINOR = dataclasses.replace(
    change("minor", CustomerEffect.DECIDE, "Old aim.", "New aim."), level=FindingSeverity.INFO
)
GONE = change("gone", CustomerEffect.WEAKER, "1 h", "")
CHANGES = (TYPO, FASTER, UPTIME, WORDS, REGION)


def entry(told: ReportedChange, **other: str) -> Placed:
    values = {
        "change": told.rule,
        "agreement": told.agreement,
        "path": told.path,
        "fingerprint": told.fingerprint,
        "from": in_words(told.before.text),
        "to": in_words(told.after.text),
        "reason": "Amendment 4",
        "approved_by": ["Legal"],
    }
    return Placed(
        Acknowledgement.model_validate({k: v for k, v in (values | other).items() if v}),
        Span("agreements/_acks/a.yaml", 2, 5, 2, 9),
    )


def review(
    *changes: ReportedChange, acknowledged: tuple[ReportedChange, ...] = ()
) -> ProposalReview:
    made, stale = reviewed(changes, [entry(one) for one in acknowledged], FindingSeverity.WARNING)
    return ProposalReview(
        ComparedScope("4be1c07", "9f2d3aa", 21),
        made,
        (Consequence("SLA-051", "Checkout", "It builds on the uptime of SLA-042.", ("2.6",)),),
        (
            FeasibilityChange(
                "SLA-042 Response: 10 min",
                "OLA-011: 30 min",
                "shortfall 15 min",
                "shortfall 20 min",
                is_short=True,
            ),
        ),
        (
            PolicyPoint("version", "version 2.2.0 is given; weaker promises call for 3.0.0", True),
            PolicyPoint("audience", "the audience stays internal", False),
        ),
        stale,
        (),
        "-    target: 99.9 %\n+    target: 99.5 %\n",
    )


BROKEN = Uncompared("agreements/wiki.yaml", "it cannot be read", is_head=True)
