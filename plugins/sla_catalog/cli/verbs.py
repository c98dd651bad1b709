"""The verbs of the command, each loaded when it is asked for."""

from __future__ import annotations

import gc
from collections.abc import Mapping
from importlib import import_module

import click

from sla_catalog.reports.text import harmless
from sla_catalog.source.load import collector_at_rest

# Verb -> its module and name: what few verbs need takes as long to load as a small check in all.
_LATER: Mapping[str, tuple[str, str]] = {
    "ack": ("sla_catalog.cli.review", "ack"),
    "baseline": ("sla_catalog.cli.baselines", "baseline"),
    "check": ("sla_catalog.cli.checking", "check"),
    "diff": ("sla_catalog.cli.review", "diff"),
    "export": ("sla_catalog.cli.export", "export"),
    "explain": ("sla_catalog.cli.rulebook", "explain"),
    "rules": ("sla_catalog.cli.rulebook", "rules"),
    "git-diff": ("sla_catalog.cli.versions", "git_diff"),
    "history": ("sla_catalog.cli.versions", "history_"),
    "import": ("sla_catalog.cli.importing", "import_"),
    "init": ("sla_catalog.cli.starting", "init"),
    "pdf": ("sla_catalog.cli.printing", "pdf"),
    "reference": ("sla_catalog.cli.format", "reference"),
    "review": ("sla_catalog.cli.review", "review"),
    "schema": ("sla_catalog.cli.format", "schema"),
}


class Verbs(click.Group):
    """A group that finds its heavy verbs by name."""

    def invoke(self, context: click.Context) -> object:
        """Run a verb; what is said of wrong usage may quote a file, and steers nothing."""
        try:
            return super().invoke(context)
        except click.UsageError as error:
            words = error.format_message()
            if harmless(words) == words:
                raise
            raise click.UsageError(harmless(words), error.ctx) from None

    def list_commands(self, context: click.Context) -> list[str]:
        """Return the names of all verbs."""
        return sorted({*super().list_commands(context), *_LATER})

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """Return a verb by its name, loading it where that was left for later."""
        if name not in _LATER:
            return super().get_command(context, name)
        module, attribute = _LATER[name]
        with collector_at_rest():
            verb: click.Command = getattr(import_module(module), attribute)
            gc.freeze()  # modules stay to the end
        return verb
