"""What the command makes of a site: its settings, its words, its day, and for whom it is made."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Container, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import click

from sla_catalog.cli.checking import Exit
from sla_catalog.cli.mkdocs_file import MkDocsFile
from sla_catalog.cli.options import OptionError, Options, taken
from sla_catalog.cli.settings import SiteFileError
from sla_catalog.findings import Finding, FindingSeverity
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.policy import CheckPolicy
from sla_catalog.pages import labels
from sla_catalog.pages.addresses import Target
from sla_catalog.pages.agreement.numbers import numbering
from sla_catalog.pages.context import RenderContext, day_of_build
from sla_catalog.pages.page_headers import revision_words
from sla_catalog.pipeline import Published, RefusedError, Request, head_of, published
from sla_catalog.redaction import Audience, UnknownPartyError
from sla_catalog.reports.text import as_text, harmless, tally
from sla_catalog.review.gate import ProposalReview
from sla_catalog.review.history import Recorded
from sla_catalog.review.proposals import EntriesError, review_of_site
from sla_catalog.review.records import histories, shallow_notice
from sla_catalog.review.sides import WORK_TREE, NothingFoundError, Place, Sides
from sla_catalog.source.policy import NAME, PolicyError, read_policy
from sla_catalog.source.tree import TreeError


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """A site as its settings describe it; nothing else decides what its readers can see."""

    site: MkDocsFile
    options: Options
    folder: Path
    shown_as: str
    today: date
    audience: Audience | None

    @classmethod
    def read(
        cls,
        config: Path,
        folder: Path | None = None,
        today: date | None = None,
        audience: Audience | None = None,
    ) -> SiteSettings:
        """Read the settings in a file; `folder`, `today` and `audience` take precedence.

        Raises SiteFileError and OptionError.
        """
        site = MkDocsFile.read(config)
        options = taken(site.options)
        epoch = os.environ.get("SOURCE_DATE_EPOCH")
        day = day_of_build(today or options.today, options.timezone, epoch, datetime.now(UTC))
        name = folder.as_posix() if folder else options.agreements
        place = folder or site.folder / options.agreements
        return cls(site, options, place, name.rstrip("/"), day, audience or options.readers)

    @property
    def words(self) -> labels.Labels:
        """Return our words in the language of the site."""
        return labels.load(self.options.language or labels.closest(self.site.language))

    def published(self, handbook: Container[str] | None) -> Published:
        """Return the catalog that is published, and what is found in it, as `published` does."""
        request = Request(
            self.folder,
            self.shown_as,
            self.today,
            self.options.bounds,
            self.options.timezone,
            self.audience,
            is_neutral=self.options.is_neutral,
            instead=self.words["withheld.inline"],
            policy=_policy(self.site.folder),
            tells_quality=self.options.quality,
        )
        return published(request, handbook)

    def context(
        self,
        catalog: Catalog,
        href: Callable[[Target, str], str],
        edit: Callable[[str], str | None],
        handbook: frozenset[str] = frozenset(),
    ) -> RenderContext:
        """Return a catalog with all that its pages need."""
        words = self.words
        return RenderContext(
            catalog,
            self.today,
            words,
            href,
            edit,
            self._revision(words),
            handbook=handbook,
            marking=self.options.terms.agreements,
            catalog_name=self.shown_as,
            is_bound=0 < len(catalog.agreements) <= self.options.print_at_most,
            review=self._review(),
            history=self._history(),
        )

    def _review(self) -> ProposalReview | None:
        """Return the review of the proposal that is shown; None where there is none."""
        base = self.options.proposal
        if base is None:
            return None
        folder = self.options.agreements.rstrip("/")
        sides = Sides(self.site.folder, folder, self.options.bounds, self.options.timezone)
        head, number = Place(WORK_TREE), numbering(self.today)
        try:
            return review_of_site(sides, base, head, self.today, number, self.audience, os.environ)
        except (EntriesError, NothingFoundError, PolicyError) as error:
            raise OptionError(f"proposal: {error}") from None

    def _history(self) -> Mapping[str, tuple[Recorded, ...]]:
        """Return what commits changed in each agreement; nothing where no history is shown."""
        if not self.options.history:
            return {}
        folder = self.options.agreements.rstrip("/")
        sides = Sides(self.site.folder, folder, self.options.bounds, self.options.timezone)
        if notice := shallow_notice(self.site.folder):
            click.echo(f"sla: {notice}", err=True)
        return histories(sides, numbering(self.today), self.today, self.audience)

    def _revision(self, words: labels.Labels) -> str:
        stated = self.options.revision
        if stated is not None:
            return stated
        return revision_words(head_of(self.folder, self.audience), words)


@contextmanager
def refusals() -> Iterator[None]:
    """End the command with the status that fits what keeps it from writing anything."""
    try:
        yield
    except RefusedError as error:
        show(error.findings)
        said = tally(error.findings) if error.findings else "errors"
        words = filter(None, [f"{said}; nothing is written", error.advice])
        click.echo("\n\n".join(words), err=True)
        sys.exit(Exit.FINDINGS)
    except (SiteFileError, TreeError, OSError) as error:
        click.echo(harmless(f"sla: {error}"), err=True)
        sys.exit(Exit.CANNOT_READ)
    except (OptionError, UnknownPartyError) as error:
        raise click.UsageError(harmless(str(error))) from None


def show(findings: tuple[Finding, ...]) -> None:
    """Print what is wrong, remarks left out."""
    shown = [finding for finding in findings if finding.severity is not FindingSeverity.INFO]
    if shown:
        click.echo(as_text(shown), err=True)


def _policy(folder: Path) -> CheckPolicy:
    try:
        return read_policy(folder / NAME).checking
    except PolicyError as error:
        raise OptionError(str(error)) from None
