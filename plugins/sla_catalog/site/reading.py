"""The catalog of a build, and the reason why there is none, as MkDocs tells it."""

from __future__ import annotations

from collections.abc import Container, Sequence
from datetime import date
from pathlib import Path

from mkdocs.exceptions import PluginError

from sla_catalog.findings import Finding
from sla_catalog.pages.labels import Labels
from sla_catalog.publication import Published, RefusedError, Request, published
from sla_catalog.redaction import UnknownPartyError
from sla_catalog.reports.text import as_text, tally
from sla_catalog.site.config import SlaCatalogConfig
from sla_catalog.source.tree import TreeError


def read(
    options: SlaCatalogConfig, folder: Path, today: date, handbook: Container[str], words: Labels
) -> Published:
    """Return the catalog of a build with what is found in it; raise PluginError at an error."""
    try:
        return published(_request(options, folder, today, words), handbook)
    except RefusedError as error:
        raise PluginError(_refusal(error, options.agreements)) from None
    except (TreeError, UnknownPartyError) as error:
        raise PluginError(f"sla-catalog: {error}") from None


def _request(options: SlaCatalogConfig, folder: Path, today: date, words: Labels) -> Request:
    chosen = options.audience
    return Request(
        folder,
        options.agreements,
        today,
        options.limits.limits(),
        options.timezone,
        chosen.audience() if chosen else None,
        is_neutral=chosen is not None and chosen.references == "neutral",
        instead=words["withheld.inline"],
    )


def _refusal(error: RefusedError, where: str) -> str:
    advice = [error.advice] if error.advice else []
    if error.findings:
        return "\n\n".join([refusal(error.findings, where), *advice])
    return "\n\n".join([f"sla-catalog: errors in {where}; nothing is published", *advice])


def refusal(findings: Sequence[Finding], where: str) -> str:
    """Say why nothing is published."""
    return f"sla-catalog: {tally(findings)} in {where}; nothing is published\n\n{as_text(findings)}"
