"""The columns of metrics: what each metric of an agreement promises, case by case."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from sla_catalog.frozen import dataclass
from sla_catalog.model.metric_types import CUSTOM, Amounts, BetterDirection
from sla_catalog.model.metrics import Metric
from sla_catalog.model.operators import Operator
from sla_catalog.model.quantities import ElapsedTime
from sla_catalog.pages.agreement.cells import anchor_of
from sla_catalog.pages.agreement.numbers import numbers
from sla_catalog.pages.agreement.page import AgreementPage
from sla_catalog.pages.agreement.promises import apart_words, basis_of_promise
from sla_catalog.pages.agreement.targets import (
    alternative_line,
    down_length,
    firmness_line,
    metric_name,
    metric_name_apart,
    resolved_metrics,
    share_words,
    target_words,
)
from sla_catalog.pages.agreement.verdicts import rounding_notes
from sla_catalog.pages.agreement.waits import worst_case_words
from sla_catalog.pages.blocks import State
from sla_catalog.pages.comparison.points import (
    ALWAYS,
    Box,
    MetricPoints,
    Point,
    absent_point,
    plain_text,
)
from sla_catalog.pages.comparison.ranking import Amount, amount_of, unstated_words
from sla_catalog.resolved.cases import Case
from sla_catalog.resolved.dependencies import value_of
from sla_catalog.resolved.promise_values import MetricPromises, Promise, Strand
from sla_catalog.resolved.ranking import (
    amount_of as amount_relied_on,
)
from sla_catalog.resolved.ranking import (
    basis_of,
    ends_of,
    has_order,
    held_together,
    is_against_direction,
    week_of,
)


@dataclass(frozen=True, slots=True)
class ComparisonColumn:
    """Something that agreements are compared by: its id, its family, and which values are better.

    A `derived` one is worked out from another one.
    """

    family: str
    id: str
    name: str
    note: str
    direction: BetterDirection | None
    derived: bool = False


def metric_parts(
    page: AgreementPage,
) -> Iterator[tuple[ComparisonColumn, tuple[MetricPoints, ...]]]:
    """Yield each column in which an agreement promises something by its metrics."""
    by_column: dict[str, list[MetricPromises]] = {}
    columns: dict[str, ComparisonColumn] = {}
    for metric in resolved_metrics(page):
        column = _column(page, metric)
        columns.setdefault(column.id, column)
        by_column.setdefault(column.id, []).append(metric)
    promised = _once_each(_promised_point)
    for name, metrics in by_column.items():
        yield columns[name], _parts(page, metrics, promised)
    limits = by_column.get("availability", []) + by_column.get("downtime", [])
    for kind, reckon in (("downtime", _in_window), ("downtime.year", _in_year)):
        if limits:
            yield _derived(page, kind), _parts(page, limits, _downtime(kind, reckon, promised))


def _column(page: AgreementPage, resolved: MetricPromises) -> ComparisonColumn:
    """Return a metric's column; where authors say which values are better, that is part of it."""
    metric, direction = resolved.metric, resolved.direction
    note = page.label(f"better.{direction}") if direction else ""
    if resolved.kind:
        kind = resolved.kind
        return ComparisonColumn(kind.family, kind.id, page.words.metric_type(kind), note, direction)
    name = metric.type if metric.type != CUSTOM else f"custom-{metric.id}"
    title = metric_name(page, metric)
    return ComparisonColumn("other", f"{name}-{direction or 'open'}", title, note, direction)


def _derived(page: AgreementPage, kind: str) -> ComparisonColumn:
    labels = page.context.labels
    return ComparisonColumn(
        "availability",
        f"allowed-{kind.replace('.', '-')}",
        labels[f"row.{kind}"],
        labels[f"row.{kind}.note"],
        BetterDirection.LOWER,
        derived=True,
    )


MakePoint = Callable[[AgreementPage, Promise], Point]


def _once_each(make: MakePoint) -> MakePoint:
    """Make the point of a promise once: what it promises is said in up to three columns."""
    made: dict[int, Point] = {}

    def known(page: AgreementPage, promise: Promise) -> Point:
        if id(promise) not in made:
            made[id(promise)] = make(page, promise)
        return made[id(promise)]

    return known


def _parts(
    page: AgreementPage, metrics: Sequence[MetricPromises], make: MakePoint
) -> tuple[MetricPoints, ...]:
    names = _told_apart(page, [one.metric for one in metrics])
    labels = _labels(page, metrics, names)
    return tuple(
        _part(page, one, metrics, make, name, labels)
        for one, name in zip(metrics, names, strict=True)
    )


def _told_apart(page: AgreementPage, metrics: Sequence[Metric]) -> Sequence[str]:
    """Name the metrics of a column: those of one name by their cases, or else by their clauses."""
    if len(metrics) == 1:
        return [metrics[0].name or ""]
    names = [metric_name_apart(page, metric) for metric in metrics]
    if len({*names}) == len(names):
        return names
    known = numbers(page.agreement, page.context)
    return [
        f"{name}, {page.label('clause.ref').format(number=known[f'metric-{anchor_of(metric)}'])}"
        if names.count(name) > 1
        else name
        for name, metric in zip(names, metrics, strict=True)
    ]


def _part(
    page: AgreementPage,
    resolved: MetricPromises,
    others: Sequence[MetricPromises],
    make: MakePoint,
    name: str,
    labels: Mapping[int, str],
) -> MetricPoints:
    if resolved.absence:
        return MetricPoints((), (absent_point(page.absent(resolved.absence), label=name),))
    points: list[Point] = []
    for strand in resolved.strands:
        # Cases that differ in nothing else share a point, and points that are equal are one. Hours
        # are records, of which some have no hash: which object they are tells enough.
        made: dict[tuple[int, int], Point] = {}
        equal: dict[tuple[int, Point], Point] = {}
        found: dict[tuple[int, int], tuple[Point, list[Case]]] = {}
        for promise in strand.promises:
            objective = id(promise.objective)
            alike = (objective, id(promise.runs_in))
            if alike not in made:
                point, label = make(page, promise), labels[objective]
                point = replace(point, label=label, note=_beyond(label, point.note))
                made[alike] = equal.setdefault((objective, point), point)
            point = made[alike]
            found.setdefault((objective, id(point)), (point, []))[1].append(promise.case)
        points += [replace(p, boxes=_boxes(resolved, cases)) for p, cases in found.values()]
    open_ = [case for case in _without_figure(resolved) if not _is_met(case, resolved, others)]
    return MetricPoints(
        resolved.dimensions, tuple(points), _boxes(resolved, open_) if open_ else ()
    )


def _labels(
    page: AgreementPage, metrics: Sequence[MetricPromises], names: Sequence[str]
) -> Mapping[int, str]:
    """Name the objectives of a column by their metric, and by what sets them apart in it.

    Where those of several names have not the same basis, such as a window, it is part of the name.
    """
    named = [
        (promise, ", ".join(filter(None, (name, own, told))))
        for one, name in zip(metrics, names, strict=True)
        for strand, own in zip(one.strands, _strand_names(page, one), strict=True)
        for promise, told in _told_in(page, strand)
    ]
    labels = {id(promise.objective): label for promise, label in named}
    bases: dict[str, set[str]] = {}
    for promise, label in named if len({*labels.values()}) > 1 else ():
        if promise.target:
            basis = _beyond(label, basis_of_promise(page, promise))
            bases.setdefault(label, set()).add(basis)
    if len(bases) < 2 or len(set().union(*bases.values())) < 2:
        return labels
    longer = {
        label: ", ".join(filter(None, (label, *found)))
        for label, found in bases.items()
        if len(found) == 1
    }
    return {place: longer.get(label, label) for place, label in labels.items()}


def _beyond(label: str, words: str) -> str:
    """Return what of some words a label does not say."""
    said = label.split(", ")
    return ", ".join(part for part in words.split(", ") if part not in said)


def _told_in(page: AgreementPage, strand: Strand) -> Iterator[tuple[Promise, str]]:
    """Yield a promise of each objective, with what sets it apart if several hold for one case."""
    parts = held_together(strand, strand.promises)
    for part in parts:
        told = apart_words(page, part) if len(parts) > 1 else ""
        first = {id(promise.objective): promise for promise in reversed(part)}
        yield from ((promise, told) for promise in first.values())


def _strand_names(page: AgreementPage, resolved: MetricPromises) -> Sequence[str]:
    """Say what each strand measures, and for which share of cases, where strands differ in that."""
    if len(resolved.strands) < 2:
        return ["" for _ in resolved.strands]
    said = [(one.statistic or "", _share_of(page, one)) for one in resolved.strands]
    is_alike = len({share for _, share in said}) == 1
    return [", ".join(filter(None, (what, "" if is_alike else share))) for what, share in said]


def _share_of(page: AgreementPage, strand: Strand) -> str:
    share = next((one.compliance for one in strand.promises if one.compliance), None)
    return page.words.value(share) if share else ""


def _boxes(resolved: MetricPromises, cases: Iterable[Case]) -> tuple[Box, ...]:
    names = resolved.dimensions
    if not names:
        return ALWAYS
    boxes = resolved.condition_for(dict.fromkeys(cases)) or ({},)
    return tuple(
        tuple(box.get(name) or (() if name in resolved.optional else None) for name in names)
        for box in boxes
    )


def _without_figure(resolved: MetricPromises) -> Iterator[Case]:
    """Yield the cases in which a metric promises no figure that binds."""
    bound = {p.case for p in resolved.promises if p.target is not None and p.is_firm}
    for case in resolved.cases:
        if case not in bound:
            yield case


def _is_met(case: Case, own: MetricPromises, others: Iterable[MetricPromises]) -> bool:
    """Tell whether another metric of the column promises a figure for a case."""
    return any(
        p.target is not None and p.is_firm and all(case[n] in {None, v} for n, v in p.case.values)
        for other in others
        if other is not own
        for p in other.promises
    )


def _promised_point(page: AgreementPage, promise: Promise) -> Point:
    if promise.absence:
        return absent_point(page.absent(promise.absence), is_firm=False)
    if promise.target is None:
        mark = page.words.choice(promise.commitment) if promise.commitment else ""
        state = State.STATED if mark else State.NOT_STATED
        return Point(mark, state=state, is_firm=False)
    kind, low, high = ends_of(promise)
    is_ordered = has_order(promise)
    exact = value_of(promise)
    written = low if promise.direction is BetterDirection.HIGHER else high
    return Point(
        target_words(page, promise),
        kind=kind if is_ordered else "",
        order=written if exact is None else exact,
        amount=_amount(promise),
        note=", ".join(_notes(page, promise)),
        why=_why_apart(page, promise),
        mark=" ".join(map(plain_text, firmness_line(page, promise)[1:])),
        is_firm=promise.is_firm,
    )


def _notes(page: AgreementPage, promise: Promise) -> Iterator[str]:
    said = (
        " ".join(map(plain_text, alternative_line(page, promise))),
        promise.objective.name or "",
        basis_of_promise(page, promise),
        share_words(page, promise),
        worst_case_words(page, (promise,)),
        *rounding_notes(page, promise),
    )
    yield from filter(None, said)


def _amount(promise: Promise) -> Amount | None:
    """Return what a promise is ranked by: the exact value that is rounded so as just to keep it."""
    quantity, exact = amount_relied_on(promise), value_of(promise)
    if quantity is None or exact is None or promise.direction is None:
        return None
    return replace(amount_of(quantity, basis_of(promise)), number=exact)


def _why_apart(page: AgreementPage, promise: Promise) -> str:
    """Say why a promise may not be ranked, whatever stands beside it."""
    if promise.direction is None:
        return ""
    if not promise.is_owed_by_provider and promise.owed_by is not None:
        return page.label("not.ranked.owed").format(party=page.party(promise.owed_by))
    if is_against_direction(promise) and promise.operator:
        words = page.words.within(page.words.choice(promise.operator))
        return page.label("not.ranked.operator").format(operator=words)
    if not has_order(promise):
        return page.label("not.ranked.scale")
    if promise.alternative:
        return page.label("not.ranked.alternative")
    if amount_relied_on(promise) is None:
        return page.label("not.ranked.clock.time")
    if promise.kind and promise.kind.amounts is Amounts.SHARE and promise.window is None:
        return unstated_words(page.context.labels, "window")
    return ""


Allowed = tuple[Fraction, bool]  # seconds, and whether exactly that long is allowed
Reckon = Callable[[Promise], Allowed | None]


def _in_window(promise: Promise) -> Allowed | None:
    seconds = promise.value.seconds if isinstance(promise.value, ElapsedTime) else None
    if promise.share_of_window and seconds is not None:
        return seconds, promise.operator is not Operator.LESS_THAN
    found = promise.allowed_downtime
    return (found.headline, found.is_reached) if found else None


def _in_year(promise: Promise) -> Allowed | None:
    found = promise.allowed_downtime_a_year
    return (found.headline, found.is_reached) if found and promise.allowed_downtime else None


def _downtime(kind: str, reckon: Reckon, promised: MakePoint) -> MakePoint:
    def make(page: AgreementPage, promise: Promise) -> Point:
        point = promised(page, promise)
        if promise.target is None:
            return point
        found = reckon(promise)
        if found is None:
            return Point(page.label("not.worked.out"), state=State.NOT_STATED, is_firm=False)
        seconds, is_reached = found
        basis = replace(
            basis_of(promise), metric_type=kind, unit="elapsed time", clock="elapsed", method="",
            denominator=week_of(promise.measured) or "",
        )  # fmt: skip
        return replace(
            point,
            text=down_length(page, seconds, is_reached=is_reached),
            kind=basis.unit,
            order=seconds,
            amount=Amount(seconds, basis),
            note="",
        )

    return make
