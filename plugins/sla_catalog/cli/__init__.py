"""The command `sla`: options in, exit status out; the only room that prints or exits."""

from __future__ import annotations

from sla_catalog.cli.commands import main

__all__ = ["main"]
