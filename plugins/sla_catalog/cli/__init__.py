"""The command `sla`: options in, exit status out; the only room that prints or exits."""

from __future__ import annotations

import gc

# Modules are much that is new and no garbage: to look for some is a fifth of the start.
gc.disable()
try:
    from sla_catalog.cli.commands import main
finally:
    gc.freeze()  # they stay to the end, so that they need not be looked through once either
    gc.enable()

__all__ = ["main"]
