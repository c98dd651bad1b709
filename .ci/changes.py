"""Write docs/reference/changes.md anew from the kinds of change."""

from pathlib import Path

from sla_catalog.changes.reference import write

write(Path(__file__).resolve().parent.parent / "docs" / "reference")
