"""A review as JSON, by a schema with a version of its own."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sla_catalog.changes import Action, Effect
from sla_catalog.findings import FindingSeverity
from sla_catalog.model.fields import Weight
from sla_catalog.reports.json import object_schema, place, place_schema, written
from sla_catalog.review.gate import Exemption, ProposalReview, Reviewed
from sla_catalog.review.reported import CustomerEffect, Perspective, ReportedSide
from sla_catalog.review.words import verdict

SCHEMA = "sla-review/1"
REVIEW = "review.schema.json"


def as_json(review: ProposalReview) -> str:
    """Print a review as one JSON object."""
    record = {
        "schema": SCHEMA,
        "base": review.scope.base,
        "head": review.scope.head,
        "agreements": review.scope.agreements,
        "perspective": review.scope.perspective.value,
        "verdict": verdict(review),
        "ready": review.is_ready,
        "counts": {one.value: review.counts[one] for one in CustomerEffect},
        "changes": [_change(one) for one in review.changes],
        "consequences": [
            {
                "agreement": one.name,
                "title": one.title,
                "text": one.text,
                "clauses": list(one.clauses),
            }
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
            {
                "rule": one.rule,
                "text": one.text,
                "open": one.is_open,
                "place": place(one.span) if one.span else None,
            }
            for one in review.points
        ],
        "stale": [{"message": one.message, **place(one.span)} for one in review.stale],
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
        "code": change.code,
        "level": change.level.value,
        "weight": change.weight,
        "action": change.action,
        "direction": {
            "customer": change.customer.value,
            "provider": change.customer.mirrored.value,
        },
        "agreement": change.agreement,
        "path": change.path,
        "what": change.what,
        "before": _side(change.before),
        "after": _side(change.after),
        "effect": _effect(change.effect, change.figures),
        "masked": change.is_masked and not change.has_new_figure,
        "alsoAffects": list(change.others),
        "fingerprint": change.fingerprint,
        "open": one.is_open,
        "exempt": one.exemption.value if one.exemption else None,
        "acknowledged": (
            {"reason": entry.reason, "approvedBy": list(entry.approved_by or ())} if entry else None
        ),
    }


def _side(side: ReportedSide) -> dict[str, Any] | None:
    """Return what a side says; null where it says nothing."""
    if not (side.text or side.span):
        return None
    spot = place(side.span) if side.span else None
    return {"text": side.text, "value": side.value, "clause": side.clause, "place": spot}


def _effect(text: str, figures: Effect | None) -> dict[str, Any] | None:
    """Return an effect; its numbers are exact texts, and null where there are none."""
    if not text:
        return None
    numbers = figures or Effect(text)
    return {
        "text": text,
        "basis": numbers.basis,
        "per": numbers.per,
        "seconds": _number(numbers.seconds),
        "factor": _number(numbers.factor),
        "money": _number(numbers.money),
        "currency": numbers.currency,
    }


def _number(value: Fraction | Decimal | None) -> str | None:
    """Return a number as text: no binary float touches it, and thirds stay thirds."""
    if value is None:
        return None
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def review_schema() -> dict[str, Any]:
    """Return the JSON Schema of a review."""
    text, flag, count = {"type": "string"}, {"type": "boolean"}, {"type": "integer", "minimum": 0}
    words = {"type": "array", "items": text}
    number = {"type": ["string", "null"], "pattern": r"^-?\d+([./]\d+)?$"}
    spot = _or_null(object_schema(place_schema()))
    side = _or_null(object_schema({"text": text, "value": text, "clause": text, "place": spot}))
    direction = {"enum": [one.value for one in CustomerEffect]}
    numbers = dict.fromkeys(("seconds", "factor", "money"), number)
    change = {
        "kind": {"const": "change"},
        "rule": {"type": "string", "pattern": "^[a-z]+(-[a-z0-9]+)*$"},
        "code": text,
        "level": {"enum": [one.value for one in FindingSeverity]},
        "weight": {"enum": [one.value for one in Weight]},
        "action": {"enum": [one.value for one in Action]},
        "direction": object_schema({"customer": direction, "provider": direction}),
        **dict.fromkeys(("agreement", "path", "what"), text),
        "before": side,
        "after": side,
        "effect": _or_null(
            object_schema({**dict.fromkeys(("text", "basis", "per", "currency"), text), **numbers})
        ),
        "masked": flag,
        "alsoAffects": words,
        "fingerprint": {"type": "string", "pattern": "^c1:[0-9a-f]{64}$"},
        "open": flag,
        "exempt": {"enum": [*(one.value for one in Exemption), None]},
        "acknowledged": _or_null(object_schema({"reason": text, "approvedBy": words})),
    }
    properties = {
        "schema": {"const": SCHEMA},
        **dict.fromkeys(("base", "head"), text),
        "agreements": count,
        "perspective": {"enum": [one.value for one in Perspective]},
        "verdict": text,
        "ready": flag,
        "counts": object_schema({one.value: count for one in CustomerEffect}),
        "changes": _many(change),
        "consequences": _many(
            {**dict.fromkeys(("agreement", "title", "text"), text), "clauses": words}
        ),
        "feasibility": _many(
            {**dict.fromkeys(("promise", "restsOn", "before", "after"), text), "short": flag}
        ),
        "policy": _many({"rule": text, "text": text, "open": flag, "place": spot}),
        "stale": _many({"message": text, **place_schema()}),
        "uncompared": _many({"path": text, "reason": text, "side": {"enum": ["base", "head"]}}),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "What `sla review --output json:FILE` and `sla diff` write",
        **object_schema(properties),
    }


def _many(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": object_schema(properties)}


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


def review_schema_text() -> str:
    """Return the JSON Schema of a review as it is published."""
    return json.dumps(review_schema(), indent=2, ensure_ascii=False) + "\n"
