"""A review as SARIF 2.1.0, for code scanning and viewers in editors."""

from __future__ import annotations

from typing import Any

from sla_catalog.changes import KINDS
from sla_catalog.reports.changes.issues import Issue, from_top, issues
from sla_catalog.reports.sarif import LEVELS, location, run
from sla_catalog.review.gate import ProposalReview

_OTHERS = {
    "cannot-compare": "a side cannot be read",
    "review-policy-loosened": "the policy asks for less than before",
    "stale-acknowledgement": "an acknowledgement matches no change",
}


def as_sarif(review: ProposalReview, version: str, below: str = "") -> str:
    """Print a review as one run; what is acknowledged is suppressed there, with its reason."""
    found = [*issues(review, below)]
    names = sorted({one.rule for one in found})
    place = {name: number for number, name in enumerate(names)}
    rules = [_rule(name) for name in names]
    return run("sla review", version, rules, [_result(one, place, below) for one in found])


def _rule(name: str) -> dict[str, Any]:
    kind = KINDS.get(name)
    summary = kind.summary if kind else _OTHERS.get(name, "a point of policy is not met")
    return {"id": name, "shortDescription": {"text": summary}}


def _result(one: Issue, place: dict[str, int], below: str) -> dict[str, Any]:
    reviewed = one.reviewed
    result: dict[str, Any] = {
        "ruleId": one.rule,
        "ruleIndex": place[one.rule],
        "level": LEVELS[one.severity],
        "message": {"text": one.text},
        "locations": [location(one.span, reviewed.change.path if reviewed else "")],
        "partialFingerprints": {"slaChange/v1": one.fingerprint},
    }
    if reviewed is None:
        return result
    before, entry = reviewed.change.before, reviewed.acknowledgement
    if before.span:
        there = location(from_top(before.span, below))
        spot = there | {"id": 0, "message": {"text": f"before: {before.text}"}}
        result["relatedLocations"] = [spot]
    if entry:
        result["suppressions"] = [{"kind": "external", "justification": entry.reason}]
    return result
