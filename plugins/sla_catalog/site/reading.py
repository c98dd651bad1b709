"""The catalog of a build, and the reason why there is none, as MkDocs tells it."""

from __future__ import annotations

import os
from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path

from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger

from sla_catalog.findings import Finding, FindingSeverity
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.policy import CheckPolicy
from sla_catalog.pages.agreement.numbers import numbering
from sla_catalog.pages.broken import BrokenFile
from sla_catalog.pages.labels import Labels
from sla_catalog.pipeline import Located, RefusedError, Request, published
from sla_catalog.redaction import Audience, UnknownPartyError
from sla_catalog.reports.text import as_text, harmless, tally
from sla_catalog.review.gate import ProposalReview
from sla_catalog.review.history import Recorded
from sla_catalog.review.proposals import EntriesError, review_of_site
from sla_catalog.review.records import histories, shallow_notice
from sla_catalog.review.sides import WORK_TREE, NothingFoundError, Place, Sides
from sla_catalog.site.config import SlaCatalogConfig
from sla_catalog.source.limits import Limits
from sla_catalog.source.load import Readings
from sla_catalog.source.policy import NAME, PolicyError, read_policy
from sla_catalog.source.repository import commit_of, is_repository
from sla_catalog.source.tree import TreeError

log = get_plugin_logger("sla-catalog")


@dataclass(frozen=True)
class CatalogReading:
    """What a build shows, what is found in it, and the files that are not shown for mistakes.

    `withheld_notice` says where errors are printed of which the build's audience is told nothing;
    it is empty where there are none. `located` is what the page of quality tells, None without one.
    """

    catalog: Catalog
    findings: tuple[Finding, ...]
    broken: tuple[BrokenFile, ...] = ()
    withheld_notice: str = ""
    located: tuple[Located, ...] | None = None


def request_of(
    options: SlaCatalogConfig, folder: Path, today: date, words: Labels, home: Path
) -> Request:
    """Return what a build with these options publishes, and for whom.

    The folder `home` is that of mkdocs.yml and sla.yml.
    """
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
        policy=_policy(home),
        tells_quality=options.quality,
    )


def review(options: SlaCatalogConfig, home: Path, today: date) -> ProposalReview | None:
    """Return the review of the proposal that a site shows; None where it shows none."""
    if options.proposal is None:
        return None
    sides = Sides(home, options.agreements.rstrip("/"), options.limits.limits(), options.timezone)
    audience = options.audience.audience() if options.audience else None
    try:
        return review_of_site(
            sides, options.proposal, Place(WORK_TREE), today, numbering(today), audience, os.environ
        )
    except EntriesError as error:
        raise PluginError(refusal(error.findings, "acknowledgements")) from None
    except (TreeError, NothingFoundError, UnknownPartyError, PolicyError) as error:
        raise PluginError(harmless(f"sla-catalog: proposal: {error}")) from None


@dataclass(frozen=True)
class CatalogHistory:
    """What commits changed in each agreement, and how files were read for that."""

    recorded: Mapping[str, tuple[Recorded, ...]] = field(default_factory=dict)
    readings: Readings | None = None


def history(options: SlaCatalogConfig, home: Path, today: date) -> CatalogHistory:
    """Return what commits changed in each agreement; nothing where no history is shown."""
    if not options.history:
        return CatalogHistory()
    audience = options.audience.audience() if options.audience else None
    folder, limits = options.agreements.rstrip("/"), options.limits.limits()
    try:
        commit = commit_of(home, "HEAD") if is_repository(home) else None
        # What an audience may see of the past follows from the files of today, too.
        make = _known_histories if audience is None else _known_histories.__wrapped__
        return make(home, folder, limits, options.timezone, today, audience, commit)
    except (TreeError, UnknownPartyError) as error:
        raise PluginError(harmless(f"sla-catalog: history: {error}")) from None


@lru_cache(maxsize=1)  # a preview asks again and again, and gets the same until the next commit
def _known_histories(
    home: Path,
    folder: str,
    limits: Limits,
    timezone: str | None,
    today: date,
    audience: Audience | None,
    _commit: str | None,
) -> CatalogHistory:
    sides = Sides(home, folder, limits, timezone)
    if notice := shallow_notice(home):
        log.warning(notice)
    return CatalogHistory(histories(sides, numbering(today), today, audience), sides.readings)


def _policy(home: Path) -> CheckPolicy:
    try:
        return read_policy(home / NAME).checking
    except PolicyError as error:
        raise PluginError(f"sla-catalog: {error}") from None


def read(
    request: Request, handbook: Container[str], readings: Readings | None = None
) -> CatalogReading:
    """Return the catalog of a build with what is found in it; raise PluginError at an error.

    What `readings` know is not read again.
    """
    with refusals(request):
        found = published(request, handbook, readings)
        return CatalogReading(found.catalog, found.findings, located=found.located)


@contextmanager
def refusals(request: Request) -> Iterator[None]:
    """Raise PluginError where the catalog is refused, as MkDocs prints it."""
    try:
        yield
    except RefusedError as error:
        raise PluginError(_refusal(error, request.shown_as)) from None
    except (TreeError, UnknownPartyError) as error:
        raise PluginError(f"sla-catalog: {error}") from None


def _refusal(error: RefusedError, where: str) -> str:
    advice = [error.advice] if error.advice else []
    if error.findings:
        return "\n\n".join([refusal(error.findings, where), *advice])
    return "\n\n".join([f"sla-catalog: errors in {where}; nothing is published", *advice])


def refusal(findings: Iterable[Finding], where: str) -> str:
    """Say why nothing is published."""
    return f"sla-catalog: {told(findings, where, 'nothing is published')}"


def told(findings: Iterable[Finding], where: str, consequence: str) -> str:
    """Count errors and warnings, say what comes of them, and print them."""
    shown = [finding for finding in findings if finding.severity is not FindingSeverity.INFO]
    return f"{tally(shown)} in {where}; {consequence}\n\n{as_text(shown)}"
