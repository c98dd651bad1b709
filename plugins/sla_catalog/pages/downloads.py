"""Links to the files beside the pages; the room `exports` makes them under these paths."""

from __future__ import annotations

from collections.abc import Iterable

from sla_catalog.pages.addresses import FileAt
from sla_catalog.pages.blocks import Link
from sla_catalog.pages.labels import Labels

CATALOG = "catalog.json"
METRICS = "metrics.csv"
WORKBOOK = "metrics.xlsx"
GLOSSARY = "glossary.json"
CALENDAR = "calendar.ics"


def downloads(labels: Labels, paths: Iterable[str]) -> tuple[Link, ...]:
    """Return a link to each file, named by its kind: `CSV`, `JSON`, `Calendar`."""
    return tuple(
        Link(labels[f"download.{path.rpartition('.')[2]}"], FileAt(path), quiet=True)
        for path in paths
    )


def agreement_files(agreement_id: str) -> tuple[str, ...]:
    """Return the paths of an agreement's own files."""
    return (f"agreements/{agreement_id}.yaml", f"agreements/{agreement_id}.json")
