"""What a cell of a metric means: its target and operator, the hours it counts, what it allows."""

from __future__ import annotations

from sla_catalog.model.agreement import Agreement
from sla_catalog.model.calendars import Hours
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.fields import Absence
from sla_catalog.model.metrics import Direction, Metric, Objective, window_of
from sla_catalog.model.quantities import Operator, Percentage, Target
from sla_catalog.reckoning.downtime import AROUND_THE_CLOCK, Budget, budget


def direction_of(metric: Metric, catalog: Catalog) -> Direction | None:
    """Return which values are better: by the metric's built-in type, or as it is stated."""
    kind = catalog.kind_of(metric)
    if kind:
        return kind.direction
    shared = catalog.metric_by_id.get(metric.type)
    return metric.direction or (shared.direction if shared else None)


def operator_of(metric: Metric, catalog: Catalog) -> Operator | None:
    """Return how a measured value stands to a target without an operator."""
    direction = direction_of(metric, catalog)
    if direction is None:
        return None
    return Operator.AT_LEAST if direction is Direction.HIGHER else Operator.AT_MOST


def target_of(agreement: Agreement, metric: Metric, cell: Objective) -> Target | Absence | None:
    """Return a cell's target, or that of the objective to which `same_as` leads."""
    if cell.target is not None or cell.same_as is None:
        return cell.target
    metrics = (metric, *agreement.listed("metrics"))
    others = (other for one in metrics for other in one.promises)
    return next((o.target for o in others if o.derived_id == cell.same_as and o.target), None)


def allowed_downtime(
    agreement: Agreement, metric: Metric, cell: Objective, catalog: Catalog
) -> Budget | None:
    """Return the downtime that an availability target allows, where it can be worked out."""
    kind = catalog.kind_of(metric)
    if not kind or kind.id != "availability" or metric.method not in {None, "time"}:
        return None
    target = target_of(agreement, metric, cell)
    if not isinstance(target, Target) or not isinstance(target.value, Percentage):
        return None
    window = window_of(metric, cell)
    hours = counted_hours(agreement, metric, cell, catalog)
    return budget(target.value, window, hours) if window and hours else None


def counted_hours(
    agreement: Agreement, metric: Metric, cell: Objective, catalog: Catalog
) -> Hours | None:
    """Return the hours over which availability counts, or None where words say something else."""
    over = metric.says(cell, "measured_over")
    if over == "all time":
        return AROUND_THE_CLOCK
    if over not in {None, "service hours"}:
        return None
    service_hours = agreement.service_hours
    if not isinstance(service_hours, Hours):
        return AROUND_THE_CLOCK if over is None else None
    return spelt_out(service_hours, catalog)


def spelt_out(hours: Hours, catalog: Catalog) -> Hours | None:
    """Return hours with spans: those of the calendar where only its id is written."""
    if not hours.calendar:
        return hours
    calendar = catalog.calendar_by_id.get(hours.calendar)
    return calendar.week if calendar else None
