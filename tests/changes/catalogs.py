"""Catalogs made of texts, and the changes between two of them as lines."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sla_catalog.changes import CatalogChanges, Change, compared
from sla_catalog.findings import FindingSeverity
from sla_catalog.model.catalog import Catalog
from sla_catalog.source.limits import Limits
from sla_catalog.source.load import Readings, load
from sla_catalog.source.tree import SourceFile

TODAY = date(2026, 11, 29)


class UnreadableError(ValueError):
    """Say that a text of a test is no agreement."""


def catalog_of(files: Mapping[str, str], readings: Readings | None = None) -> Catalog:
    """Read files of a catalog by their names; raise UnreadableError where one has a mistake."""
    sources = [SourceFile(f"agreements/{name}", text.encode()) for name, text in files.items()]
    ordered = sorted(sources, key=lambda one: one.path)
    loaded = load(ordered, "agreements", Limits(), "UTC", readings)
    errors = [str(f.message) for f in loaded.findings if f.severity is FindingSeverity.ERROR]
    if errors:
        raise UnreadableError(errors[0])
    return loaded.catalog


def lines(found: CatalogChanges) -> list[str]:
    """Return each change as a line, and what follows elsewhere after it."""
    told = [_line(change) for change in found.changes]
    told += [f"elsewhere: {_line(change)}" for change in found.consequences]
    for one in found.feasibility:
        told.append(f"{one.agreement}: {one.text}: {one.before_text} -> {one.after_text}")
    return [line.replace("\u00a0", " ") for line in told]


def _line(change: Change) -> str:
    figure = "another figure, and" if change.has_new_figure else "same figure,"
    masks = f"{figure} less meant; " if change.masks else ""
    where = f"{change.agreement}:{change.path}".rstrip(":")
    return (
        f"{change.level} {change.kind.code} {change.kind.id} {change.customer} {where}: "
        f"{masks}{change.message}"
    )


def between(base: Mapping[str, str], head: Mapping[str, str]) -> CatalogChanges:
    """Compare two catalogs that are given as texts."""
    return compared(catalog_of(base), catalog_of(head), TODAY)
