"""Say what an agreement promises in every case, a second time and in the simplest way there is.

This is the meaning of a promise in words that a program can follow. It reads the records that
authors write and shares nothing with `resolved` and `calculation`: every case is looked at for
itself, times are counted step by step, lengths of windows are in a table. It is slow and meant to
be read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import prod
from typing import Any

from sla_catalog.model.agreement import Agreement
from sla_catalog.model.calendars import Hours
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.fields import Absence
from sla_catalog.model.metrics import Metric, Objective
from sla_catalog.model.quantities import Percentage, WorkingTime
from sla_catalog.model.services import SupportHours
from sla_catalog.model.targets import Deadline, Range, ScaleStep, Target

from .clocks import OpenHours, longest_wait
from .windows import Length, allowed

Point = Mapping[str, str]
MANY = 2_000
KINDS_OF_CASE = {"severity", "request"}
Box = Mapping[str, tuple[str, ...]]
EVERYWHERE: tuple[Box, ...] = ({},)


@dataclass(frozen=True)
class Layer:
    """What keeps statements apart: how binding they are, what is measured, and who owes it."""

    commitment: str
    statistic: str
    share: str
    owed_by: str


@dataclass(frozen=True)
class Answer:
    """What one objective says for one case; a text is empty where nothing is said.

    `layer` and `statistic` are those of the statements with which it competes. `downtime` is what
    an availability allows in one window, in seconds: the least, the headline and the most. `worst`
    is the longest that a working time can take on the wall clock, in seconds.
    """

    layer: str
    statistic: str
    objective: str
    target: str
    operator: str
    absence: str
    window: str
    share: str
    commitment: str
    owed_by: str
    downtime: Length | None
    worst: Fraction | None


def cases_of(agreement: Agreement, metric: Metric) -> list[Point]:
    """Return every combination of one value for each dimension of an agreement.

    A case is an incident with a severity or a request of some type; both at once only where a
    condition of the metric asks for both. Where cases are very many, dimensions of which no
    condition speaks are left out: they can change nothing.
    """
    dimensions = agreement.dimension_values()
    spoken = list(_dimensions_of_conditions(agreement, metric))
    spoken_of = {name for names in spoken for name in names}
    if prod(map(len, dimensions.values())) > MANY:
        dimensions = {name: dimensions[name] for name in dimensions if name in spoken_of}
    if not spoken_of >= KINDS_OF_CASE or any(names >= KINDS_OF_CASE for names in spoken):
        return _combinations(dimensions)
    return [
        point
        for other in ("request", "severity")
        for point in _combinations({n: values for n, values in dimensions.items() if n != other})
    ]


def _combinations(dimensions: Mapping[str, tuple[str, ...]]) -> list[Point]:
    return [dict(zip(dimensions, values, strict=True)) for values in product(*dimensions.values())]


def _dimensions_of_conditions(agreement: Agreement, metric: Metric) -> Iterator[set[str]]:
    """Yield the dimensions of each box of a metric, and those of support where they can count."""
    for a in metric.when or ():
        yield set(a)
    for cell in metric.promises:
        for a, b in _pairs(metric.when, cell.when):
            if all({*a[name]} & {*b[name]} for name in a if name in b):
                yield {*a, *b}
    if any(cell.same_as or _is_working_time(cell.target) for cell in metric.promises):
        for entry in _support(agreement):
            for box in entry.when or ():
                yield from ({name} for name in box)


def _is_working_time(target: Any) -> bool:
    value = getattr(target, "value", None)
    value = value.low if isinstance(value, Range) else value
    return isinstance(value, WorkingTime) or (isinstance(value, Deadline) and value.business)


def _support(agreement: Agreement) -> tuple[SupportHours, ...]:
    support = agreement.support
    return () if support is None or isinstance(support, Absence) else support.hours_by_case()


def answers(
    agreement: Agreement, metric: Metric, catalog: Catalog, points: Sequence[Point]
) -> list[list[Answer]]:
    """Return all that is said of a metric in each of some cases, such as `cases_of`."""
    boxes = [
        (cell, cases)
        for cell in metric.promises
        for cases in _boxes(metric.when, cell.when, points)
    ]
    reading = _Reading(agreement, metric, catalog, points)
    said: list[list[Answer]] = [[] for _ in points]
    for layer in reading.layers():
        heard = [(cell, cases) for cell, cases in boxes if reading.speaks_in(cell, layer)]
        for place in range(len(points)):
            said[place] += [reading.answer(layer, cell, place) for cell in _narrowest(heard, place)]
    return said


def as_written(
    agreement: Agreement, metric: Metric, cell: Objective, catalog: Catalog
) -> tuple[frozenset[int], Answer]:
    """Return the places of the cases to which an objective applies, and what it says there."""
    points = cases_of(agreement, metric)
    cases = frozenset[int]().union(*_boxes(metric.when, cell.when, points))
    reading = _Reading(agreement, metric, catalog, points)
    return cases, reading.answer(reading.layer_of(cell), cell, min(cases, default=0))


def _boxes(outer: Any, inner: Any, points: Sequence[Point]) -> Iterator[frozenset[int]]:
    """Yield the cases in which both conditions hold, for each pair of their alternatives."""
    for pair in _pairs(outer, inner):
        yield frozenset(
            place
            for place, point in enumerate(points)
            if all(point.get(name) in values for box in pair for name, values in box.items())
        )


def _pairs(outer: Any, inner: Any) -> Iterator[tuple[Box, Box]]:
    """Yield the alternatives of two conditions that hold together; twice the same is meant once."""
    first = EVERYWHERE if outer is None or outer == inner else outer
    second = EVERYWHERE if inner is None else inner
    yield from product(first, second)


def _narrowest(boxes: Sequence[tuple[Objective, frozenset[int]]], place: int) -> list[Objective]:
    """Return the objectives for a case within whose cases no other one's lie; each once."""
    covering = [(cell, cases) for cell, cases in boxes if place in cases]
    found: list[Objective] = []
    for cell, cases in covering:
        is_beaten = any(other < cases for _, other in covering)
        if not is_beaten and not any(cell is one for one in found):
            found.append(cell)
    return found


class _Reading:
    """One metric of an agreement, while its objectives are read."""

    def __init__(
        self, agreement: Agreement, metric: Metric, catalog: Catalog, points: Sequence[Point]
    ) -> None:
        self.agreement = agreement
        self.metric = metric
        self.catalog = catalog
        self.support = [
            (entry, cases)
            for entry in _support(agreement)
            for cases in _boxes(None, entry.when, points)
        ]

    def said(self, cell: Objective, field: str) -> Any:
        """Return what an objective says of a field, or else its metric."""
        own = getattr(cell, field)
        return getattr(self.metric, field) if own is None else own

    # Layers

    def layers(self) -> list[Layer]:
        """Return the layers in which something is said.

        What has no figure says how there is none, in all layers that are as binding.
        """
        found = [self.layer_of(cell) for cell in self.metric.promises if self._has_figure(cell)]
        for cell in self.metric.promises:
            if not self._has_figure(cell) and not any(
                layer.commitment == self._binding(cell) for layer in found
            ):
                found.append(self.layer_of(Objective()))
        return list(dict.fromkeys(found))

    def speaks_in(self, cell: Objective, layer: Layer) -> bool:
        """Tell whether an objective says something in a layer."""
        if self._has_figure(cell):
            return self.layer_of(cell) == layer
        return self._binding(cell) == layer.commitment

    def layer_of(self, cell: Objective) -> Layer:
        """Return the layer of an objective that has a figure."""
        return Layer(
            str(self.said(cell, "commitment") or "guaranteed"),
            self.said(cell, "statistic") or "",
            self._share(cell),
            self.said(cell, "owed_by") or "",
        )

    def _share(self, cell: Objective) -> str:
        share = self.said(cell, "compliance")
        return "" if share is None or isinstance(share, Absence) else str(share)

    def _binding(self, cell: Objective) -> str:
        """Return among how binding statements an objective without a figure belongs.

        Those as binding as itself, if some of them have a figure. If none has, its commitment is
        what there is instead of a figure, and it stands among those as binding as the metric.
        """
        own = str(self.said(cell, "commitment") or "guaranteed")
        figured = {
            str(self.said(one, "commitment") or "guaranteed")
            for one in self.metric.promises
            if self._has_figure(one)
        }
        return own if own in figured else str(self.metric.commitment or "guaranteed")

    def _has_figure(self, cell: Objective) -> bool:
        return isinstance(self._source(cell).target, Target)

    # What is promised

    def _source(self, cell: Objective) -> Objective:
        """Return the objective whose target holds: by `same_as` from one to the next.

        In a circle, or where the name is nobody's, it is the objective itself: nothing is stated.
        """
        visited: list[Objective] = []
        here, home = cell, self.metric
        while here.target is None and here.same_as is not None:
            if any(here is one for one in visited):
                return cell
            visited.append(here)
            metrics = [home, *self.agreement.listed("metrics")]
            named = [
                (metric, one)
                for metric in metrics
                for one in metric.promises
                if one.derived_id == here.same_as and one is not here
            ]
            if not named:
                return cell
            home, here = named[0]
        return here

    def _absence(self, cell: Objective) -> Absence | None:
        source = self._source(cell)
        return source.target if isinstance(source.target, Absence) else source.absence

    def answer(self, layer: Layer, cell: Objective, place: int) -> Answer:
        """Return what an objective says in a case."""
        target = self._source(cell).target
        absence = self._absence(cell)
        window = self.said(cell, "window")
        is_stated = isinstance(target, Target)
        return Answer(
            layer=layer.commitment,
            statistic=layer.statistic,
            objective=cell.derived_id,
            target=str(target) if is_stated else "",
            operator=self._operator(target),
            absence=f"{absence.kind}: {absence.why}" if absence else "",
            window="" if window is None or isinstance(window, Absence) else str(window),
            share=self._share(cell),
            commitment=str(self.said(cell, "commitment") or ""),
            owed_by=self.said(cell, "owed_by") or "",
            downtime=self._downtime(cell, target),
            worst=self._worst(cell, target, place),
        )

    def _operator(self, target: Target | Absence | None) -> str:
        """Return the word between the measured value and the target, by the better direction."""
        if isinstance(target, Target) and target.operator:
            return str(target.operator)
        kind = self.catalog.kind_of(self.metric)
        shared = self.catalog.metric_by_id.get(self.metric.type)
        direction = kind.direction if kind else self.metric.direction
        if direction is None and shared:
            direction = shared.direction
        return {"higher": "at least", "lower": "at most", "None": ""}[str(direction)]

    # Time

    def _downtime(self, cell: Objective, target: Any) -> Length | None:
        """Return (100 - target) % of the least, the usual and the longest window."""
        kind = self.catalog.kind_of(self.metric)
        window = self.said(cell, "window")
        if kind is None or kind.id != "availability" or self.metric.method not in {None, "time"}:
            return None
        if not isinstance(target, Target) or not isinstance(target.value, Percentage):
            return None
        if self._operator(target) not in {"at least", "more than", "exactly"}:
            return None
        hours = self._measured(cell)
        if window is None or isinstance(window, Absence) or hours is None:
            return None
        is_strict = self._operator(target) == "more than"
        return allowed(target.value, window, hours, self.metric.rounding, is_strict=is_strict)

    def _measured(self, cell: Objective) -> Hours | None:
        """Return the hours of which a share is taken; None where only words say it."""
        over, own = self.said(cell, "measured_over"), self.said(cell, "hours")
        service = self.agreement.service_hours
        if over == "all time":
            return Hours(around_the_clock=True)
        if isinstance(own, Hours):
            return self._week(own)
        if over is None and not isinstance(service, Hours):
            return Hours(around_the_clock=True)
        if over in {None, "service hours"} and isinstance(service, Hours):
            return self._week(service)
        return None

    def _week(self, hours: Hours) -> Hours | None:
        if not hours.calendar:
            return hours
        calendar = self.catalog.calendar_by_id.get(hours.calendar)
        return calendar.week if calendar else None

    def _worst(self, cell: Objective, target: Any, place: int) -> Fraction | None:
        """Return the longest wait over all moments at which the clock can start."""
        if not isinstance(target, Target) or isinstance(target.value, Deadline | ScaleStep):
            return None
        amount = target.value.high if isinstance(target.value, Range) else target.value
        hours = self._working(cell, place)
        if not isinstance(amount, WorkingTime) or not isinstance(hours, Hours):
            return None
        zone = self.agreement.timezone or self.catalog.timezone or "UTC"
        calendar = self.catalog.calendar_by_id.get(hours.calendar)
        if calendar:
            days = frozenset(holiday.date for holiday in calendar.holidays or ())
            open_hours = OpenHours(calendar.week, calendar.timezone or zone, days)
        else:
            open_hours = OpenHours(hours, zone, frozenset())
        if open_hours.week.around_the_clock or not open_hours.week.spans:
            return None
        return longest_wait(amount, open_hours)

    def _working(self, cell: Objective, place: int) -> Hours | Absence | None:
        """Return the hours in which the clock runs: the promise's, support's, the service's."""
        stated: Hours | Absence | None = self.said(cell, "hours")
        if stated is not None:
            return stated
        meant = [(entry, cases) for entry, cases in self.support if place in cases]
        for entry, cases in meant:
            if not any(other < cases for _, other in meant):
                return entry.hours
        return self.agreement.service_hours
