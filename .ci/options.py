"""Write docs/reference/options.md anew from the plugin's options."""

from pathlib import Path

from sla_catalog.assembly.options_page import write

write(Path(__file__).resolve().parent.parent / "docs" / "reference")
