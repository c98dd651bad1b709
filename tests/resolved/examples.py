"""The example catalog of the repository."""

from __future__ import annotations

from pathlib import Path

from sla_catalog.source.limits import Limits
from sla_catalog.source.load import load
from sla_catalog.source.tree import read_directory

ROOT = Path(__file__).resolve().parents[2]

_READ, _ = read_directory(ROOT / "agreements", "agreements", Limits())
EXAMPLES = load(_READ, "agreements", Limits(), "Europe/Berlin").catalog
