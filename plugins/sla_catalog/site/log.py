"""What the log of MkDocs says of a catalog."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from mkdocs.plugins import get_plugin_logger

from sla_catalog.findings import FindingSeverity, in_reading_order
from sla_catalog.incremental.disk_memory import DiskMemory
from sla_catalog.reports.text import as_short
from sla_catalog.rules.acceptance import how_to_accept
from sla_catalog.site.build import Build
from sla_catalog.site.reading import told
from sla_catalog.source.baseline import NAME

_log = get_plugin_logger("sla-catalog")


def report(build: Build, root: str, *, stops_at_warnings: bool) -> None:
    """Log the warnings of a build, or all that is wrong where files are broken.

    A strict server gives up what it serves at the first warning that is logged, so that there
    it is said as information.
    """
    level = logging.INFO if stops_at_warnings else logging.ERROR
    if build.history_notice:
        _log.log(logging.INFO if stops_at_warnings else logging.WARNING, build.history_notice)
    if build.withheld_notice:
        _log.log(
            level, f"errors in {root}; a build would publish nothing\n\n{build.withheld_notice}"
        )
    if build.broken:
        consequence = "pages say so in their place, and a build would publish nothing"
        _log.log(level, told(build.findings, root, consequence))
        return
    level = logging.INFO if stops_at_warnings else logging.WARNING
    for finding in build.findings:
        if finding.severity is FindingSeverity.WARNING:
            _log.log(level, as_short([finding]))
    if build.in_baseline:
        _log.info(f"{build.in_baseline} accepted in {NAME}; `sla check --no-baseline` prints them")
    advice = how_to_accept(build.findings)
    if advice:
        _log.info(f"{advice}; `sla check` prints it as sla.yml wants it")


def report_pages(build: Build, *, stops_at_warnings: bool) -> None:
    """Log what is wrong with pages of the author's in a preview, which shows them all the same."""
    if build.mistakes:
        level = logging.INFO if stops_at_warnings else logging.ERROR
        consequence = "pages say so, and a build would publish nothing"
        _log.log(level, told(in_reading_order(build.mistakes), "docs", consequence))


def report_cache(build: Build) -> None:
    """Log how much the cache saved, where there is one; what other processes drew is not of it."""
    memory = build.catalog.memory
    if isinstance(memory, DiskMemory):
        taken = sum(kind == "page" for kind, _ in memory.found)
        count = sum(page.agreement is not None for page in build.pages.values())
        _log.info(f"{taken} of {count} pages of agreements were taken from the cache")


def warn_of_missing(uris: Iterable[str]) -> None:
    """Warn of pages and files of ours that the site leaves out, since others still lead there."""
    for uri in uris:
        _log.warning(
            f"{uri} is not published: ‘exclude_docs’ or another plugin took it out; "
            "links on pages of the plugin sla-catalog lead there all the same"
        )
