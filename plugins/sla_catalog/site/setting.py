"""What a catalog is shown in, as options, clock, git and the author's pages say."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, set_exclusions

from sla_catalog.model.catalog import Catalog
from sla_catalog.pages import labels
from sla_catalog.pages.addresses import Addresses, edit_addresses, edit_template
from sla_catalog.pages.context import RenderContext, day_of_build
from sla_catalog.pages.page_headers import revision_words
from sla_catalog.pipeline import head_of
from sla_catalog.review.gate import ProposalReview
from sla_catalog.review.history import Recorded
from sla_catalog.site import reading
from sla_catalog.site.config import SlaCatalogConfig
from sla_catalog.terms.scope import Marking


def file_at(uri: str, config: MkDocsConfig) -> File:
    """Return a source file as MkDocs sees it."""
    return File(uri, config.docs_dir, config.site_dir, config.use_directory_urls)


@dataclass(frozen=True)
class Setting:
    """What a catalog is shown in: all that its pages are made with beside itself.

    `edit` is where a file is edited, with `{path}`.
    """

    today: date
    words: labels.Labels
    revision: str
    handbook: frozenset[str]
    marking: Marking
    edit: str
    has_directory_urls: bool
    print_at_most: int
    catalog_name: str
    reminder_days: int
    review: ProposalReview | None = None
    history: Mapping[str, tuple[Recorded, ...]] = field(default_factory=dict)

    @classmethod
    def of(
        cls, options: SlaCatalogConfig, config: MkDocsConfig, *, is_preview: bool = False
    ) -> Setting:
        """Gather what the site's settings, the clock, git and the author's pages say."""
        words = labels_of(language(options, config))
        today = build_day(options.today, options.timezone)
        home = Path(config.config_file_path or "mkdocs.yml").parent
        return cls(
            today,
            words,
            _revision(options, config, words),
            _handbook(config),
            Marking(options.terms.agreements),
            _edit_template(options, config),
            config.use_directory_urls,
            options.print_at_most,
            options.agreements,
            options.reminder_days,
            reading.review(options, home, today),
            {} if is_preview else reading.history(options, home, today),
        )

    @property
    def addresses(self) -> Addresses:
        """Return what resolves the targets of links."""
        return Addresses(self.has_directory_urls)

    def edit_urls(self, catalog: Catalog) -> dict[str, str]:
        """Return where each file of a catalog is edited."""
        return edit_addresses([*catalog.paths.values(), *catalog.shared_paths.values()], self.edit)

    def context(self, catalog: Catalog) -> RenderContext:
        """Return a catalog with all that its pages need."""
        return RenderContext(
            catalog,
            self.today,
            self.words,
            self.addresses.href,
            self.edit_urls(catalog).get,
            self.revision,
            handbook=self.handbook,
            marking=self.marking,
            catalog_name=self.catalog_name,
            is_bound=0 < len(catalog.agreements) <= self.print_at_most,
            review=self.review,
            history=self.history,
        )


@cache
def labels_of(language: str) -> labels.Labels:
    """Return our words in a language, read once in a process."""
    return labels.load(language)


def catalog_folder(options: SlaCatalogConfig, config: MkDocsConfig) -> Path:
    """Return the folder of the catalog; a relative one is relative to mkdocs.yml."""
    base = Path(config.config_file_path or "mkdocs.yml").parent
    return base / options.agreements


def language(options: SlaCatalogConfig, config: MkDocsConfig) -> str:
    """Return the language of our words: the option, else that of the theme, else English."""
    theme = config.theme.get("language") or config.theme.get("locale", "")
    return options.language or labels.closest(str(theme))


def _handbook(config: MkDocsConfig) -> frozenset[str]:
    return frozenset(files_of(config, "*.md"))


def files_of(config: MkDocsConfig, pattern: str) -> list[str]:
    """Return the source paths of the author's own files that are to be published."""
    docs = Path(config.docs_dir)
    paths = [path.relative_to(docs).as_posix() for path in sorted(docs.rglob(pattern))]
    files = [file_at(path, config) for path in paths]
    set_exclusions(files, config)
    return [file.src_uri for file in files if file.inclusion.is_included()]


def build_day(stated: str | None, timezone: str | None) -> date:
    """Return the day of the build: the option, else SOURCE_DATE_EPOCH, else the clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    day = date.fromisoformat(stated) if stated else None
    return day_of_build(day, timezone, epoch, datetime.now(UTC))


def _revision(options: SlaCatalogConfig, config: MkDocsConfig, words: labels.Labels) -> str:
    """Return what the state of the files is called: the option, else what git knows of it."""
    if options.revision is not None:
        return options.revision
    audience = options.audience.audience() if options.audience else None
    return revision_words(head_of(catalog_folder(options, config), audience), words)


def _edit_template(options: SlaCatalogConfig, config: MkDocsConfig) -> str:
    """Return where a file is edited, with `{path}`; empty where nobody says so."""
    return options.edit_url or edit_template(
        config.repo_url or "", config.edit_uri or "", Path(config.docs_dir).name
    )
