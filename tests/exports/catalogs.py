"""The catalogs that are exported: a small one with its golden files, and the examples."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from drafts import catalog_of
from exported_texts import exported_texts
from sla_catalog.model.catalog import Catalog
from sla_catalog.source.limits import Limits
from sla_catalog.source.load import load
from sla_catalog.source.tree import read_directory

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
TODAY = date(2026, 2, 11)


@cache
def small() -> Catalog:
    paths = sorted((HERE / "small").glob("*.yaml"))
    return catalog_of({path.stem: path.read_text(encoding="utf-8") for path in paths})


@cache
def examples() -> Catalog:
    read, _ = read_directory(ROOT / "agreements", "agreements", Limits())
    return load(read, "agreements", Limits(), "Europe/Berlin").catalog


@cache
def made() -> Mapping[str, str]:
    return exported_texts(small(), TODAY)


def golden(name: str) -> str:
    return (HERE / "golden" / name).read_text(encoding="utf-8")
