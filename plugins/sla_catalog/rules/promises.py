"""Where promises stand: the metrics of a catalog and the cells of each."""

from __future__ import annotations

from collections.abc import Iterator

from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog, Location
from sla_catalog.model.metrics import Metric, Objective


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
