"""A review as JSON, by a schema with a version of its own."""

from __future__ import annotations

from typing import Any

from sla_catalog.findings import Span
from sla_catalog.reports.changes.words import verdict
from sla_catalog.reports.json import written
from sla_catalog.review.gate import ProposalReview, Reviewed
from sla_catalog.review.reported import CustomerEffect, ReportedSide

SCHEMA = "sla-review/1"


def as_json(review: ProposalReview) -> str:
    """Print a review as one JSON object."""
    record = {
        "schema": SCHEMA,
        "base": review.scope.base,
        "head": review.scope.head,
        "agreements": review.scope.agreements,
        "verdict": verdict(review),
        "ready": review.is_ready,
        "counts": {one.value: review.counts[one] for one in CustomerEffect},
        "changes": [_change(one) for one in review.changes],
        "consequences": [
            {"agreement": one.name, "title": one.title, "text": one.text}
            for one in review.consequences
        ],
        "feasibility": [
            {
                "promise": one.promise,
                "restsOn": one.rests_on,
                "before": one.before,
                "after": one.after,
                "short": one.is_short,
            }
            for one in review.support
        ],
        "policy": [
            {"rule": one.rule, "text": one.text, "open": one.is_open} for one in review.points
        ],
        "stale": [{"message": one.message, **_place(one.span)} for one in review.stale],
        "uncompared": [
            {"path": one.path, "reason": one.reason, "side": "head" if one.is_head else "base"}
            for one in review.uncompared
        ],
    }
    return written(record)


def _change(one: Reviewed) -> dict[str, Any]:
    change, entry = one.change, one.acknowledgement
    return {
        "kind": "change",
        "rule": change.rule,
        "level": change.level.value,
        "direction": change.direction.value,
        "agreement": change.agreement,
        "path": change.path,
        "what": change.what,
        "before": _side(change.before),
        "after": _side(change.after),
        "effect": change.effect,
        "masked": change.is_masked,
        "alsoAffects": list(change.others),
        "fingerprint": change.fingerprint,
        "open": one.is_open,
        "acknowledged": (
            {"reason": entry.reason, "approvedBy": list(entry.approved_by or ())} if entry else None
        ),
    }


def _side(side: ReportedSide) -> dict[str, Any]:
    return {"text": side.text, "clause": side.clause} | (_place(side.span) if side.span else {})


def _place(span: Span) -> dict[str, Any]:
    return {
        "file": span.path,
        "line": span.line,
        "column": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
