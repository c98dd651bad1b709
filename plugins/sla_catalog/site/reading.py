"""The catalog of a build: read, checked, and reduced to what the build's audience may see."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from mkdocs.exceptions import PluginError

from sla_catalog.findings import Finding, Severity, has_errors, in_reading_order
from sla_catalog.model.catalog import Catalog
from sla_catalog.pages.labels import Labels
from sla_catalog.redaction import UnknownPartyError, redacted, withheld_references
from sla_catalog.reports.text import as_text, tally
from sla_catalog.rules import check
from sla_catalog.rules.references import unresolved_page
from sla_catalog.site.config import AudienceConfig, SlaCatalogConfig
from sla_catalog.source.load import Loaded, load
from sla_catalog.source.tree import TreeError, read_directory

Read = tuple[Catalog, tuple[Finding, ...]]


def read(
    options: SlaCatalogConfig, folder: Path, today: date, handbook: Container[str], words: Labels
) -> Read:
    """Return the catalog of a build with what is found in it; raise PluginError at an error."""
    loaded = _load(options, folder)
    if options.audience:
        seen = _seen(options.audience, loaded.catalog, words)
        return seen, _findings(loaded, seen, options, today, handbook)
    checked = (*check(loaded.catalog, today), *unresolved_page(loaded.catalog, handbook))
    findings = in_reading_order((*loaded.findings, *checked))
    _refuse_errors(findings, options)
    return loaded.catalog, findings


def _load(options: SlaCatalogConfig, folder: Path) -> Loaded:
    limits = options.limits.limits()
    try:
        files, refused = read_directory(folder, options.agreements, limits)
    except TreeError as error:
        raise PluginError(f"sla-catalog: {error}") from None
    loaded = load(files, options.agreements, limits, options.timezone)
    return Loaded(loaded.catalog, (*refused, *loaded.findings))


def _refuse_errors(findings: Iterable[Finding], options: SlaCatalogConfig, more: str = "") -> None:
    shown = [f for f in findings if f.severity is not Severity.INFO]
    if has_errors(shown):
        raise PluginError(refusal(shown, options.agreements) + more)


def refusal(findings: Sequence[Finding], where: str) -> str:
    """Say why nothing is published."""
    return f"sla-catalog: {tally(findings)} in {where}; nothing is published\n\n{as_text(findings)}"


def _seen(chosen: AudienceConfig, whole: Catalog, words: Labels) -> Catalog:
    try:
        return redacted(whole, chosen.audience(), words["withheld.inline"])
    except UnknownPartyError as error:
        raise PluginError(f"sla-catalog: {error}") from None


def _findings(
    loaded: Loaded,
    seen: Catalog,
    options: SlaCatalogConfig,
    today: date,
    handbook: Container[str],
) -> tuple[Finding, ...]:
    """Return what is found for an audience, told only as far as it may see what it is about.

    The whole catalog must pass its check, or nothing is published.
    """
    found = [*_about(seen, loaded.findings), *check(seen, today), *unresolved_page(seen, handbook)]
    if options.audience and options.audience.references == "error":
        found += withheld_references(loaded.catalog, seen)
    findings = in_reading_order(map(_without_excerpt, found))
    command = f"`sla check {options.agreements}`"
    _refuse_errors(findings, options, f"\n\n{command} checks what the audience may not see, too")
    if has_errors((*loaded.findings, *check(loaded.catalog, today))):
        raise PluginError(
            f"sla-catalog: errors in {options.agreements}; nothing is published\n\n"
            "They are in what the audience may not see, or in files that cannot be read.\n"
            f"{command} prints them"
        )
    return findings


def _about(seen: Catalog, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield what was found while reading the agreements that are seen, and only there.

    In a shared file it may be about an entry that is not.
    """
    paths = set(seen.paths.values())
    for finding in findings:
        if {finding.span.path, *(other.span.path for other in finding.related)} <= paths:
            yield finding


def _without_excerpt(finding: Finding) -> Finding:
    """Leave the source lines out: one line can name more than is seen."""
    related = tuple(
        replace(other, span=replace(other.span, excerpt="")) for other in finding.related
    )
    return replace(finding, span=replace(finding.span, excerpt=""), related=related)
