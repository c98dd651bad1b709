"""The command `sla`: options in, exit status out; the only room that prints or exits."""

from __future__ import annotations

from sla_catalog.cli.commands import main
from sla_catalog.cli.export import export
from sla_catalog.cli.printing import pdf

main.add_command(export)
main.add_command(pdf)

__all__ = ["main"]
