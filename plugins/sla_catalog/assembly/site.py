"""A site of a catalog: what its options, its generator, git and the author's pages say of it.

Whoever delivers pages makes them of what is here, so that the same options lead to the same site.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from datetime import date
from functools import cache, partial
from pathlib import Path

from sla_catalog.assembly.history import CatalogHistory, Recall
from sla_catalog.assembly.options import OptionError, Options
from sla_catalog.exports.deadlines import CalendarWords
from sla_catalog.exports.feed import feeds
from sla_catalog.exports.files import own_files, whole_files
from sla_catalog.exports.neighbours.schema_org import structured_data
from sla_catalog.frozen import dataclass
from sla_catalog.model.catalog import Catalog
from sla_catalog.pages import labels, site_pages
from sla_catalog.pages.addresses import Addresses, edit_addresses, edit_template
from sla_catalog.pages.agreement.numbers import numbering
from sla_catalog.pages.comparison import comparison_data
from sla_catalog.pages.context import COMPARED, OVERVIEW, RenderContext, agreement_uri
from sla_catalog.pages.long_lists import list_files
from sla_catalog.pages.page_headers import revision_words
from sla_catalog.pages.proposal.history import history_uri
from sla_catalog.pages.rendering import Renderer
from sla_catalog.pages.site_pages import Move
from sla_catalog.pipeline import Located, Request, head_of
from sla_catalog.redaction import Audience, UnknownPartyError
from sla_catalog.review.gate import ProposalReview
from sla_catalog.review.proposals import review_of_site
from sla_catalog.review.sides import WORK_TREE, NothingFoundError, Place, Sides
from sla_catalog.rules.acceptance import acceptable
from sla_catalog.source.baseline import read_baseline
from sla_catalog.source.policy import NAME, PolicyError, read_policy
from sla_catalog.source.repository import TreeError


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the settings of a generator say of a site, beside the options of the catalog.

    `home` is the folder of mkdocs.yml and sla.yml, `docs` the one of the author's pages.
    """

    home: Path
    docs: str = "docs"
    language: str = ""
    address: str = ""
    repository: tuple[str, str] = ("", "")
    has_directory_urls: bool = True
    has_tabs: bool = False


@dataclass(frozen=True)
class Site:
    """A site on a day, for everybody or for its `audience`; nothing else decides what it shows."""

    options: Options
    around: Surroundings
    today: date
    folder: Path
    shown_as: str
    audience: Audience | None

    @classmethod
    def of(
        cls,
        options: Options,
        around: Surroundings,
        today: date,
        folder: Path | None = None,
        audience: Audience | None = None,
    ) -> Site:
        """Return a site by its options, over which a `folder` and an `audience` take precedence."""
        name = folder.as_posix() if folder else options.agreements
        place = folder or around.home / options.agreements
        return cls(options, around, today, place, name.rstrip("/"), audience or options.readers)

    @property
    def words(self) -> labels.Labels:
        """Return our words: in the language of the options, else in that of the theme."""
        return labels_of(self.options.language or labels.closest(self.around.language))

    @property
    def addresses(self) -> Addresses:
        """Return the addresses that readers see."""
        return Addresses(self.around.has_directory_urls)

    def request(self) -> Request:
        """Return what is to be published, by sla.yml and the baseline beside it.

        Raises PolicyError or BaselineError where one of them is wrong.
        """
        return Request(
            self.folder,
            self.shown_as,
            self.today,
            self.options.bounds,
            self.options.timezone,
            self.audience,
            is_neutral=self.options.is_neutral,
            instead=self.words["withheld.inline"],
            policy=read_policy(self.around.home / NAME).checking,
            baseline=acceptable(read_baseline(self.around.home)),
            tells_quality=self.options.quality,
        )

    def setting(
        self,
        environment: Mapping[str, str],
        handbook: frozenset[str] = frozenset(),
        *,
        between_sources: bool = False,
        recall: Recall | None = None,
    ) -> Setting:
        """Return what the catalog is shown in, with pages of a `handbook` beside it.

        `recall` keeps the history from build to build. Raises EntriesError, OptionError, TreeError
        where a proposal or history cannot be told.
        """
        return Setting(
            self,
            Addresses(self.around.has_directory_urls, between_sources=between_sources),
            self._revision(),
            handbook,
            self._review(environment),
            self._history(recall),
        )

    def _revision(self) -> str:
        """Return what the state of the files is called: the option, else what git knows of it."""
        if self.options.revision is not None:
            return self.options.revision
        return revision_words(head_of(self.folder, self.audience), self.words)

    @property
    def _sides(self) -> Sides:
        options = self.options
        name = options.agreements.rstrip("/")
        return Sides(self.around.home, name, options.bounds, options.timezone)

    def _review(self, environment: Mapping[str, str]) -> ProposalReview | None:
        """Return the review of the proposal that is shown; None where there is none."""
        base, number = self.options.proposal, numbering(self.today)
        if base is None:
            return None
        try:
            return review_of_site(
                self._sides, base, Place(WORK_TREE), self.today, number, self.audience, environment
            )
        except TreeError as error:
            raise TreeError(f"proposal: {error}") from None
        except (NothingFoundError, UnknownPartyError, PolicyError) as error:
            raise OptionError(f"proposal: {error}") from None

    def _history(self, recall: Recall | None) -> CatalogHistory:
        """Return what commits changed in each agreement; nothing where no history is shown."""
        if not self.options.history:
            return CatalogHistory()
        try:
            return CatalogHistory.of(self._sides, self.today, self.audience, recall)
        except TreeError as error:
            raise TreeError(f"history: {error}") from None
        except UnknownPartyError as error:
            raise OptionError(f"history: {error}") from None


@dataclass(frozen=True)
class Setting:
    """What a catalog is shown in: all that its pages are made with beside itself.

    `addresses` are those with which pages write links: as readers see them, or between sources.
    """

    site: Site
    addresses: Addresses
    revision: str
    handbook: frozenset[str] = frozenset()
    review: ProposalReview | None = None
    history: CatalogHistory = field(default_factory=CatalogHistory)

    def edit_urls(self, catalog: Catalog) -> dict[str, str]:
        """Return where each file of a catalog is edited; none where nobody says so."""
        around = self.site.around
        template = self.site.options.edit_url or edit_template(*around.repository, around.docs)
        return edit_addresses([*catalog.paths.values(), *catalog.shared_paths.values()], template)

    def context(
        self, catalog: Catalog, located: tuple[Located, ...] | None = None
    ) -> RenderContext:
        """Return a catalog with all that its pages need."""
        options = self.site.options
        return RenderContext(
            catalog,
            self.site.today,
            self.site.words,
            self.addresses.href,
            self.edit_urls(catalog).get,
            self.revision,
            handbook=self.handbook,
            marking=options.terms.agreements,
            catalog_name=self.site.shown_as,
            is_bound=0 < len(catalog.agreements) <= options.print_at_most,
            review=self.review,
            located=located,
            history=self.history.recorded,
            structured_data=structured_data,
            is_for_some=self.site.audience is not None,
        )

    @property
    def renderer(self) -> Renderer:
        """Return what draws pages."""
        return self._renderer(self.addresses)

    def moves(self, context: RenderContext) -> tuple[Move, ...]:
        """Return the pages that lead on from former addresses."""
        renderer = self._renderer(self.site.addresses)
        return tuple(site_pages.moves(context, renderer, self.site.around.address))

    def front_page(self) -> str:
        """Return a front page that leads to the overview."""
        renderer, title = self._renderer(self.site.addresses), self.site.words["overview.title"]
        return renderer.moved(title, "index.md", OVERVIEW, self.site.around.address)

    def _renderer(self, addresses: Addresses) -> Renderer:
        language, between = self.site.words.language, addresses.between_sources
        return _renderer(language, addresses.directory_urls, between_sources=between)

    def files_beside(self, context: RenderContext) -> Iterator[tuple[str, bytes]]:
        """Yield the path and content of each file that is published beside the pages."""
        for uri, text in self.own_files(context):
            yield uri, text.encode()
        for uri, make in self.whole_files(context).items():
            yield uri, make()

    def whole_files(self, context: RenderContext) -> dict[str, Callable[[], bytes]]:
        """Return what makes each of those files that is about the whole catalog, by path."""
        published = self.site.addresses

        def path_of(name: str) -> str:
            return published.path(agreement_uri(name))

        exported = whole_files(
            context.catalog,
            context.today,
            path_of,
            CalendarWords.of(context.labels.language, context.labels),
            site=self.site.around.address,
            reminder_days=self.site.options.reminder_days,
        )
        compared = {COMPARED: lambda: comparison_data(context, published.path).encode()}
        return {**exported, **compared, **self._list_data(context)}

    def _list_data(self, context: RenderContext) -> dict[str, Callable[[], bytes]]:
        """Return what makes the data of each long list, which leads to pages as readers do."""
        renderer = self._renderer(self.site.addresses)
        return {uri: partial(_encoded, make) for uri, make in list_files(context, renderer)}

    def own_files(self, context: RenderContext) -> Iterator[tuple[str, str]]:
        """Yield the others, which a change of one agreement leaves as they are for the rest.

        Their texts are then the same objects, where the catalog has a memory.
        """
        catalog, published = context.catalog, self.site.addresses
        yield from own_files(catalog)
        yield from site_pages.stylesheets(context)
        if self.history.recorded:
            titles = {one.id: one.title for one in catalog.agreements}

            def history_of(name: str) -> str:
                return published.path(history_uri(name))

            heading = context.labels["overview.title"]
            address = self.site.around.address
            yield from feeds(self.history.recorded, titles, history_of, heading, address).items()


def _encoded(make: Callable[[], str]) -> bytes:
    return make().encode()


@cache
def labels_of(language: str) -> labels.Labels:
    """Return our words in a language, read once in a process."""
    return labels.load(language)


@cache
def _renderer(language: str, directory_urls: bool, *, between_sources: bool) -> Renderer:
    """Return what draws pages, made once: compiling its templates takes a tenth of a second."""
    return Renderer(Addresses(directory_urls, between_sources), labels_of(language))
