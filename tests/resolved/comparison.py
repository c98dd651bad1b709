"""What the room resolves, in the words of the oracle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sla_catalog.resolved.cases import Case
from sla_catalog.resolved.promise_values import MetricPromises, Promise, Strand

from .oracle import Answer, Point
from .windows import Length


def said_by_the_room(resolved: MetricPromises, points: Sequence[Point]) -> list[Counter[Answer]]:
    """Return what the room says of a metric in each of some cases."""
    return [
        Counter(
            _answer(strand, promise)
            for strand in resolved.strands
            for promise in strand.by_case.get(_case(resolved, point), ())
        )
        for point in points
    ]


def _case(resolved: MetricPromises, point: Point) -> Case:
    return Case(tuple((name, point[name]) for name in resolved.dimensions if name in point))


def _answer(strand: Strand, promise: Promise) -> Answer:
    budget = promise.allowed_downtime
    return Answer(
        layer=str(strand.layer),
        statistic=strand.statistic or "",
        objective=promise.objective.derived_id,
        target=str(promise.target or ""),
        operator=str(promise.operator or ""),
        absence=f"{promise.absence.kind}: {promise.absence.why}" if promise.absence else "",
        window=str(promise.window or ""),
        share=str(promise.compliance or ""),
        commitment=str(promise.commitment or ""),
        owed_by=promise.owed_by or "",
        downtime=Length(budget.shortest, budget.headline, budget.longest, budget.is_reached)
        if budget
        else None,
        worst=promise.worst_case,
    )
