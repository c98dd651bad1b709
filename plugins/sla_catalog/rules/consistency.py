"""Values that do not fit each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise

from sla_catalog.findings import Finding, FindingSeverity
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog, Location
from sla_catalog.model.credit_amounts import Bound
from sla_catalog.model.fields import Absence, Record
from sla_catalog.model.metric_types import (
    CUSTOM,
    METRIC_TYPES,
    Amounts,
    BetterDirection,
    MetricType,
    nearest_type,
)
from sla_catalog.model.metrics import Metric
from sla_catalog.model.misfits import in_cell, misfit
from sla_catalog.model.notations import Suggestion, beside_others, offered
from sla_catalog.model.notations.edges import steps
from sla_catalog.model.operators import Operator
from sla_catalog.model.quantities import ElapsedTime as Length
from sla_catalog.model.quantities import (
    MalformedError,
    PlainQuantity,
    Quantity,
    WorkingTime,
    magnitude,
    quoted,
    unit_of,
)
from sla_catalog.model.responsibilities import EscalationStep
from sla_catalog.model.reviews import Duration
from sla_catalog.model.targets import Range, Target
from sla_catalog.patterns import Pattern
from sla_catalog.resolved.places import cells, metrics_in

_NUMBERS = Pattern(r"\d{1,9}(?:\.\d{1,9})*")


def misfit_target(catalog: Catalog) -> Iterator[Finding]:
    """Find targets that a metric of this kind cannot have: a time for a share, more than 100 %."""
    for agreement, metric, place in metrics_in(catalog):
        kind = catalog.kind_of(metric)
        for cell, location in cells(metric):
            if not isinstance(cell.target, Target):
                continue
            error = misfit(cell.target, kind, metric.scale)
            if error:
                here = ("metrics", place, *location)
                record = metric if location == ("target",) else cell
                yield _of_error(catalog, agreement, here, error, record)
    for agreement in catalog.agreements:
        yield from _misfit_edges(catalog, agreement)


def _misfit_edges(catalog: Catalog, agreement: Agreement) -> Iterator[Finding]:
    """Find edges and steps of tiers that no value of the credit's metrics can have."""
    metrics = {metric.id: metric for metric in agreement.listed("metrics")}
    written = getattr(agreement.remedies, "credits", None)
    for place, credit in enumerate(written if isinstance(written, tuple) else ()):
        kinds = [catalog.kind_of(metrics[name]) for name in credit.metrics or () if name in metrics]
        for position, tier in enumerate(credit.tiers or ()):
            for name in ("above", "from_", "below", "to", "each"):
                edge = getattr(tier, name)
                amount = edge.amount if isinstance(edge, Bound) else edge
                error = _misfit_edge(amount, kinds) if amount else None
                if amount and error:
                    here = ("remedies", "credits", place, "tiers", position, name.strip("_"))
                    # An edge is a figure: no words stand in its place, as they do for a target.
                    figure = error.instead.partition(", or unread:")[0]
                    found = error.suggestions
                    if name == "each":
                        found = steps(str(amount)) or _step(amount, found)
                    told = MalformedError(error.found, error.expected, figure, found)
                    yield _of_error(catalog, agreement, here, told, tier)


def _step(amount: Quantity, found: tuple[Suggestion, ...]) -> tuple[Suggestion, ...]:
    """Return how a step is written: one of 0.5 is half a percent, where a target is a half."""
    is_bare = isinstance(amount, PlainQuantity) and not amount.unit
    return tuple(replace(one, value=f"{amount.number} %") for one in found) if is_bare else found


def _misfit_edge(amount: Quantity, kinds: Iterable[MetricType | None]) -> MalformedError | None:
    known = [kind for kind in kinds if kind]
    times = [kind for kind in known if kind.amounts is Amounts.TIME]
    if times == known and times and isinstance(amount, PlainQuantity):
        return misfit(Target(None, amount), times[0], None)
    shares = [kind for kind in known if kind.amounts is Amounts.SHARE]
    if not shares or isinstance(amount, Length | WorkingTime):  # a length is that of an outage
        return None
    return misfit(Target(None, amount), shares[0], None)


def _of_error(
    catalog: Catalog,
    agreement: Agreement,
    location: Location,
    error: MalformedError,
    record: Record,
) -> Finding:
    """Say what is wrong with a value of a record, and what to write beside the keys it has."""
    span = catalog.span(agreement, location)
    is_cell = "cells" in location and location[-1] != "target"
    otherwise = in_cell(error.instead) if is_cell else error.instead
    there = {} if is_cell else _written(record)
    suggestions, doubles = beside_others(error.suggestions, there)
    key = str(location[-1]) if "tiers" in location else "target"
    instead = offered(suggestions, key, as_mapping=is_cell) or otherwise
    instead = f"{instead}{doubles}"
    return Finding("misfit-target", span, error.found, error.expected, instead)


def _written(record: Record) -> dict[str, str]:
    """Return the keys that a record has, with their values as texts."""
    values = ((field.alias or name, getattr(record, name)) for name, field in
              type(record).model_fields.items() if name != "target")  # fmt: skip
    return {key: str(value) for key, value in values if value is not None}


def custom_without_direction(catalog: Catalog) -> Iterator[Finding]:
    """Find metrics whose type says nothing: unknown, or custom without a direction."""
    for agreement, metric, place in metrics_in(catalog):
        shared = catalog.metric_by_id.get(metric.type)
        if metric.type in METRIC_TYPES:
            continue
        if metric.type != CUSTOM and shared is None:
            if "metrics" in catalog.broken:
                continue
            known = [*METRIC_TYPES, CUSTOM, *sorted(catalog.metric_by_id)]
            near = nearest_type(metric.type, (CUSTOM, *sorted(catalog.metric_by_id)))
            yield Finding(
                "unknown-metric-type",
                catalog.span(agreement, ("metrics", place, "type")),
                f"there is no type {quoted(metric.type)}",
                "expected a known type" if near else f"expected one of {', '.join(known)}",
                f"did you mean {near}?"
                if near
                else "custom, with unit and direction, or an entry in metrics.yaml",
            )
        elif (
            metric.direction is None
            and not metric.absence
            and (shared is None or (shared.direction is None and shared.type is None))
        ):
            yield Finding(
                "metric-without-direction",
                catalog.span(agreement, ("metrics", place, "type")),
                f"the metric {quoted(metric.id)} does not say which values are better",
                "expected a direction, since its type has none",
                _directions(metric),
            )


def _directions(metric: Metric) -> str:
    """Return which directions a metric can have by the limits and ranges that it promises."""
    targets = [cell.target for cell, _ in cells(metric) if isinstance(cell.target, Target)]
    limits = {_BY_LIMIT.get(one.operator) for one in targets if one.operator}
    if len(limits) == 1 and (direction := limits.pop()):
        return f"direction: {direction}"
    ends = next((one.value for one in targets if isinstance(one.value, Range)), None)
    either = "direction: higher, or direction: lower"
    if ends is None:
        return either
    return (
        f"{either}; higher where less than {ends.low} misses it, lower where more than {ends.high} "
        "does; where both do, a metric for each end"
    )


_BY_LIMIT = {
    Operator.AT_LEAST: BetterDirection.HIGHER,
    Operator.MORE_THAN: BetterDirection.HIGHER,
    Operator.AT_MOST: BetterDirection.LOWER,
    Operator.LESS_THAN: BetterDirection.LOWER,
}


def one_accountable(catalog: Catalog) -> Iterator[Finding]:
    """Find activities for which not exactly one party is accountable."""
    for agreement in catalog.agreements:
        raci = getattr(agreement.responsibilities, "raci", None)
        for place, activity in enumerate(raci if isinstance(raci, tuple) else ()):
            if len(activity.accountable) != 1:
                location = ("responsibilities", "raci", place, "accountable")
                yield Finding(
                    "one-accountable",
                    catalog.span(agreement, location),
                    f"{len(activity.accountable)} parties are accountable for "
                    f"{quoted(activity.activity)}",
                    "expected exactly one",
                    "accountable: the one that answers for it",
                )


def escalation_order(catalog: Catalog) -> Iterator[Finding]:
    """Find steps of an escalation whose times do not grow with their levels."""
    for agreement in catalog.agreements:
        steps = getattr(agreement.responsibilities, "escalation", None)
        earlier: EscalationStep | None = None
        for place, step in enumerate(steps if isinstance(steps, tuple) else ()):
            if earlier and _is_not_later(earlier, step):
                yield Finding(
                    "escalation-order",
                    catalog.span(agreement, ("responsibilities", "escalation", place, "after")),
                    f"level {step.level} comes after {step.after}, level {earlier.level} after "
                    f"{earlier.after}",
                    "expected levels and times that grow together",
                )
            earlier = step


def _is_not_later(earlier: EscalationStep, later: EscalationStep) -> bool:
    if later.level <= earlier.level:
        return True
    before, after = earlier.after, later.after
    if before is None or after is None or isinstance(before, Absence) or isinstance(after, Absence):
        return False
    return unit_of(before) == unit_of(after) and magnitude(after) <= magnitude(before)


def dates_in_order(catalog: Catalog) -> Iterator[Finding]:
    """Find an end before the beginning, a next review before the last, and a version out of order.

    A version or a signature out of order is a warning: it changes no promise.
    """
    for agreement in catalog.agreements:
        duration, review = agreement.duration, agreement.review
        if isinstance(duration, Duration):
            pair = (duration.first_day, duration.last_day)
            yield from _ordered(catalog, agreement, pair, ("duration", "ends"))
            for place, signatory in enumerate(agreement.signatories or ()):
                if _is_before(duration.last_day, signatory.signed):
                    yield Finding(
                        "dates-in-order",
                        catalog.span(agreement, ("signatories", place, "signed")),
                        f"{signatory.signed} lies after the end, {duration.last_day}",
                        "expected a signature before the end",
                        severity=FindingSeverity.WARNING,
                    )
        last, following = getattr(review, "last", None), getattr(review, "next", None)
        yield from _ordered(catalog, agreement, (last, following), ("review", "next"))
        yield from _versions_in_order(catalog, agreement)


def _is_before(one: object, other: object) -> bool:
    return isinstance(one, date) and isinstance(other, date) and one < other


def _versions_in_order(catalog: Catalog, agreement: Agreement) -> Iterator[Finding]:
    """Find a version with a day before that of an earlier one, in whichever order both are listed.

    Only versions of numbers have an order.
    """
    numbered = [
        (tuple(map(int, one.version.split("."))), one.date, place)
        for place, one in enumerate(agreement.listed("revisions"))
        if isinstance(one.date, date) and _NUMBERS.fullmatch(one.version)
    ]
    for (_, before, _), (_, day, place) in pairwise(sorted(numbered)):
        if day < before:
            yield Finding(
                "dates-in-order",
                catalog.span(agreement, ("revisions", place, "date")),
                f"{day} lies before {before}, the day of the version before it",
                "expected a later version not to be older",
                severity=FindingSeverity.WARNING,
            )


def _ordered(
    catalog: Catalog, agreement: Agreement, pair: tuple[object, object], location: Location
) -> Iterator[Finding]:
    first, last = pair
    if _is_before(last, first):
        yield Finding(
            "dates-in-order",
            catalog.span(agreement, location),
            f"{last} lies before {first}",
            "expected a later day",
        )
