"""Where promises stand: the metrics of a catalog and the cells of each."""

from __future__ import annotations

from collections.abc import Iterator

from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog, Location
from sla_catalog.model.metrics import Metric, Objective
from sla_catalog.resolved.promises import same_as


def metrics_in(catalog: Catalog) -> Iterator[tuple[Agreement, Metric, int]]:
    """Yield each metric with its agreement and its place in the list."""
    for agreement in catalog.agreements:
        for place, metric in enumerate(agreement.listed("metrics")):
            yield agreement, metric, place


def cells(metric: Metric) -> Iterator[tuple[Objective, Location]]:
    """Yield each cell of a metric with the location of its target within the metric."""
    if metric.matrix is not None:
        places = (("matrix", *place) for _, place in metric.matrix.placed)
        yield from zip(metric.promises, places, strict=True)
    elif metric.objectives is not None:
        for place, cell in enumerate(metric.objectives):
            yield cell, ("objectives", place, "target")
    else:
        yield from ((cell, ("target",)) for cell in metric.promises)


def says_nothing(cell: Metric | Objective) -> bool:
    """Tell whether neither a target is stated, how binding it is, nor that there is none."""
    if cell.target is not None:  # of most
        return False
    return all(
        one is None for one in (cell.same_as, cell.alternative, cell.commitment, cell.absence)
    )


def circles(
    agreement: Agreement, metric: Metric, catalog: Catalog
) -> Iterator[tuple[str, Location]]:
    """Yield what `same_as` names where it leads in a circle, and its place within the metric."""
    known = catalog.once("ids of cells", agreement, _ids)
    for cell, location in cells(metric):
        named = cell.same_as if cell.target is None else None
        if named in known and same_as(agreement, cell, catalog) is None:
            yield named, (*location[:-1], "same_as") if location[-1] == "target" else location


def _ids(agreement: Agreement, _catalog: Catalog) -> frozenset[str]:
    metrics: tuple[Metric, ...] = agreement.listed("metrics")
    return frozenset(cell.derived_id for metric in metrics for cell in metric.promises)
