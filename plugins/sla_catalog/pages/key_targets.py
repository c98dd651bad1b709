"""The targets that people look for first, as lists say them: a line for each metric."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, product

from sla_catalog.model.fields import Absence
from sla_catalog.model.services import Service
from sla_catalog.pages.agreement.page import AgreementPage
from sla_catalog.pages.agreement.promises import apart_words, spread_words
from sla_catalog.pages.agreement.targets import (
    alternative_lines,
    firmness_lines,
    metric_name,
    owed_line,
    resolved_metrics,
    unit_words,
)
from sla_catalog.pages.blocks import AbsentValue, Icon, Line, Soft, State, Strong
from sla_catalog.resolved.cases import Case, When
from sla_catalog.resolved.promise_values import MetricPromises, Promise, Strand
from sla_catalog.resolved.ranking import held_together, span_of

MOST_TARGETS = 3
MOST_NAMED = 4  # values of dimensions
SERVICE = "service"
_SHOWN_FIRST = ("availability", "response_time", "rto", "resolution_time")


def key_targets(page: AgreementPage, service: Service | None = None) -> tuple[Line, ...]:
    """Return the targets that people look for first, or those of a service, a line for each metric.

    For a service those that name it come first, and those that name only others never do; of one
    that is there in some cases only, such as one plan, they are those of these cases. Where no
    figure is stated, what is said instead is; and also where there is none for just this service.
    """
    of = None
    if service and (service.when or any(map(_depends_on_service, resolved_metrics(page)))):
        of = service

    def made() -> tuple[Line, ...]:
        lines = tuple(_key_targets(page, of))
        return (*lines, *_from_when(page)) if lines else ()

    return page.context.shared(f"targets {of.id if of else ''}", page.agreement, made)


def _from_when(page: AgreementPage) -> Iterator[Line]:
    """Say from which day figures hold, where that is still ahead."""
    first = page.context.figures_from(page.agreement)
    if first:
        day = page.words.short_day(first)
        yield (Icon("begins"), Soft(page.label("text.applies.from").format(day=day)))


def _depends_on_service(resolved: MetricPromises) -> bool:
    return SERVICE in resolved.dimensions or not resolved.is_bounded


def _key_targets(page: AgreementPage, service: Service | None) -> Iterator[Line]:
    found = [(one, _for_service(one, service)) for one in resolved_metrics(page)]
    stated = [(one, of) for one, of in found if any(promise.target for promise in of)]
    denied = [(one, of) for one, of in found if service and _is_denied(one, of)]
    order = {name: place for place, name in enumerate(_SHOWN_FIRST)}

    def place(pair: tuple[MetricPromises, tuple[Promise, ...]]) -> tuple[bool, int]:
        one, of = pair
        kind = order.get(one.kind.id if one.kind else "", len(order))
        return (bool(service) and not _names_service(one, of), kind)

    shown = stated and sorted([*stated, *denied], key=place)[:MOST_TARGETS]
    for one, of in shown:
        if (one, of) in denied:
            yield from _denials(page, one, of)
        for strand in one.strands:
            own = set(strand.promises)
            promises = [p for p in of if p.target and p in own]
            parts = held_together(strand, promises)
            for part in parts:
                apart = apart_words(page, part) if len(parts) > 1 else ""
                for alike in _by_unit(part):
                    yield _target(page, one, strand, alike, apart, service)
    if not stated:
        yield from _absences(page, found)


def _for_service(resolved: MetricPromises, service: Service | None) -> tuple[Promise, ...]:
    """Return what is promised for a service, in the cases in which it is there."""
    if service is None:
        return resolved.promises
    found = {promise for point in _points(service) for promise in resolved.meeting(point)}
    return tuple(promise for promise in resolved.promises if promise in found)


def _points(service: Service) -> tuple[Case, ...]:
    """Return the cases in which a service is there, by the dimensions of which that is said."""
    boxes: When = service.when or ({},)
    return tuple(
        Case(tuple(zip((SERVICE, *box), (service.id, *values), strict=True)))
        for box in boxes
        for values in product(*box.values())
    )


def _names_service(resolved: MetricPromises, found: Iterable[Promise]) -> bool:
    return any(
        SERVICE in box for promise in found for box in resolved.when(promise.objective) or ()
    )


def _is_denied(resolved: MetricPromises, found: Sequence[Promise]) -> bool:
    """Tell whether a metric has no figure for a service that it names, by decision."""
    return _names_service(resolved, found) and all(
        promise.absence and promise.absence.kind == State.NONE for promise in found
    )


def _denials(
    page: AgreementPage, resolved: MetricPromises, found: Iterable[Promise]
) -> Iterator[Line]:
    """Say why there is no figure, once for each reason."""
    name = metric_name(page, resolved.metric)
    for why in dict.fromkeys(promise.absence.why for promise in found if promise.absence):
        yield (Soft(name), AbsentValue(State.NONE, page.prose(why)))


def _target(
    page: AgreementPage,
    resolved: MetricPromises,
    strand: Strand,
    found: Sequence[Promise],
    apart: str,
    service: Service | None,
) -> Line:
    """Say what a metric promises: its ends where it differs by case, and whether it binds."""
    spreads = span_of(strand.layer, found).spreads
    figures = page.words.listing(spread_words(page, spread) for spread in spreads)
    metric = resolved.metric
    name = metric_name(page, metric)
    words = [page.words.metric_within(metric, name)]
    condition = _condition(page, resolved, found, service)
    said = dict.fromkeys((strand.statistic, apart, condition))
    words += [one for one in said if one and one != name]
    about = ", ".join((*words, *_shares(page, found), *unit_words(page, found)))
    others = tuple(chain.from_iterable(alternative_lines(page, found)))
    owed = dict.fromkeys(owed_line(page, promise) for promise in found)
    marks = chain.from_iterable((*owed, *firmness_lines(page, found)))
    return (Strong(figures), Soft(f"{about}," if others else about), *others, *marks)


def _by_unit(found: Iterable[Promise]) -> Iterable[Sequence[Promise]]:
    """Set figures apart that are worked out for each of other things."""
    by_unit: dict[object, list[Promise]] = {}
    for promise in found:
        unit = promise.metric.says(promise.objective, "per")
        by_unit.setdefault(unit, []).append(promise)
    return by_unit.values()


def _shares(page: AgreementPage, found: Iterable[Promise]) -> Iterator[str]:
    """Say for which share of cases figures hold, where that is not all."""
    shares = dict.fromkeys(promise.compliance for promise in found)
    words = page.words.listing(page.words.value(share) for share in shares if share)
    if words:
        yield page.label("share.for").format(share=words)


def _condition(
    page: AgreementPage,
    resolved: MetricPromises,
    found: Sequence[Promise],
    service: Service | None,
) -> str:
    """Say for which cases there is a figure, if not for all; not the service, where it is known.

    Where more values than one reads at a glance would be named, how many cases it is.
    """
    names = {promise.objective.name or "" for promise in found}
    name = next(iter(names)) if len(names) == 1 else ""
    cases = dict.fromkeys(promise.case for promise in found)
    total = _count(resolved, service) if resolved.is_bounded else len(cases)
    if len(cases) == total:
        return name
    others = [name for name in resolved.dimensions if name != SERVICE or not service]
    apart = dict.fromkeys(case.within(others) for case in cases)
    when = resolved.condition_for(apart)
    if sum(len(values) for box in when for values in box.values()) <= MOST_NAMED:
        return page.words.case(page.agreement, name, when)
    words = page.label("in.cases").format(count=len(cases), total=total)
    return f"{name} ({words})" if name else words


def _count(resolved: MetricPromises, service: Service | None) -> int:
    """Count the cases of a metric; of a service, those in which it is there."""
    if service is None:
        return len(resolved.cases)
    found: set[Case] = set()
    for point in _points(service):
        left: Iterable[Case] = resolved.cases
        for pair in point.values:
            if pair[0] in resolved.dimensions:
                left = [case for case in left if pair in case.values]
        found.update(left)
    return len(found)


def _absences(
    page: AgreementPage, found: list[tuple[MetricPromises, tuple[Promise, ...]]]
) -> Iterator[Line]:
    """Say how promises are absent, once for each way, as short as a list asks for."""
    told: dict[str, str] = {}
    if isinstance(page.agreement.metrics, Absence):
        told[page.agreement.metrics.kind] = ""
    for one, of in found:
        absences = [one.absence, *(promise.absence for promise in of)]
        for absence in absences:
            if absence:
                told.setdefault(absence.kind, metric_name(page, one.metric))
    for kind, name in told.items():
        yield (AbsentValue(State(kind)), *([Soft(name)] if name else []))
