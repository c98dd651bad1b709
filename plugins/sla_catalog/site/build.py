"""One build of the site: the catalog read and checked, its pages made, lent to MkDocs."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field, replace
from functools import partial
from html import escape
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as SitePage
from mkdocs.structure.toc import get_toc

from sla_catalog.assembly.options import Options
from sla_catalog.assembly.site import Setting
from sla_catalog.findings import Finding, in_reading_order
from sla_catalog.frozen import dataclass
from sla_catalog.incremental.shells import DiskShells
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.quantities import quoted
from sla_catalog.pages import site_pages
from sla_catalog.pages.appearance import assets, hidden
from sla_catalog.pages.blocks import Text
from sla_catalog.pages.broken import BrokenFile, notice
from sla_catalog.pages.glossary_extension import GlossaryExtension, place_of
from sla_catalog.pages.page import Page
from sla_catalog.pages.rendering import Renderer
from sla_catalog.pages.site_pages import Move
from sla_catalog.pipeline import Request
from sla_catalog.reports.text import harmless
from sla_catalog.rules.references import unresolved_term
from sla_catalog.site import reading
from sla_catalog.site.ahead import PagesAhead
from sla_catalog.site.cache import kept_history, kept_shells, remembering
from sla_catalog.site.catalog_page import CatalogPage, table_of_contents, take_over
from sla_catalog.site.finished import needs_no_page_twice
from sla_catalog.site.made_files import HeldText, MadeFile, Make, WrittenFiles, spooled
from sla_catalog.site.navigation import inclusion
from sla_catalog.site.preview import Preview
from sla_catalog.site.rereading import reread
from sla_catalog.site.search_entries import SearchEntries
from sla_catalog.site.surroundings import file_at, files_of, published_at, site_of
from sla_catalog.terms.scope import Marking, as_marking
from sla_catalog.workers import spare_cores

ROBOTS = '<meta name="robots" content="noindex">'


@dataclass(frozen=True)
class Build:
    """The pages of one build by their source path, with what MkDocs is to be told of them.

    Where the build `draws_late`, a page has its content only while the theme draws it, so that
    memory holds one page and not all; `led_to` are the files whose anchors have to be known still.
    """

    catalog: Catalog
    pages: dict[str, Page]
    findings: tuple[Finding, ...]
    edit: dict[str, str]
    handbook: GlossaryExtension
    renderer: Renderer
    marking: Marking = Marking.SECTION
    moves: tuple[Move, ...] = ()
    exports: Mapping[str, Make] = field(default_factory=dict)
    makers: Mapping[str, Callable[[], bytes]] = field(default_factory=dict)
    broken: tuple[BrokenFile, ...] = ()
    search_html: dict[str, str] = field(default_factory=dict)
    full: dict[str, str] = field(default_factory=dict)
    mistakes: list[Finding] = field(default_factory=list)
    has_tabs: bool = True
    withheld_notice: str = ""
    in_baseline: int = 0
    history_notice: str = ""
    is_preview: bool = False
    root: Path = Path()
    folder: Path = Path()
    has_own_nav: bool = True
    names_sources: bool = False
    ahead: PagesAhead = field(default_factory=PagesAhead)
    shells: DiskShells | None = None
    draws_late: bool = False
    led_to: set[File] = field(default_factory=set)
    written: WrittenFiles | None = None

    def add_files(self, files: Files, config: MkDocsConfig) -> None:
        """Add every page and asset to the site; a path that is taken is an error."""
        self.refuse_clashes([file.src_uri for file in files], config)
        for uri, page in self.pages.items():
            file = File.generated(config, uri, content="", inclusion=inclusion(uri, config))
            files.append(self.based(file, page.origin))
        for move in self.moves:
            place = file_at(move.uri, config).dest_uri
            files.append(self.based(File.generated(config, place, content=move.html)))
        for uri, make in self.exports.items():
            made = MadeFile.of(config, uri, make, inclusion(uri, config), self.written)
            files.append(self.based(made))
        for uri, text in assets().items():
            files.append(self.based(File.generated(config, uri, content=text)))

    def based(self, file: File, origin: str = "") -> File:
        """Say on which file of the catalog, or on all of it, one of ours is based.

        Plugins ask git when a page was changed: that is when its source was. Others take it for
        granted that every file has one.
        """
        if self.names_sources:
            file.abs_src_path = str(self.root / origin if origin else self.folder)
            file.generated_by = None
        return file

    def has_many(self, least: int) -> bool:
        """Tell whether there are so many agreements or more; 0 is more than there ever are."""
        return 0 < least <= len(self.catalog.agreements)

    def refuse_clashes(self, uris: Iterable[str], config: MkDocsConfig) -> None:
        """Raise PluginError, naming both, where a page of ours has the path of another one."""
        taken = {published_at(uri, config): uri for uri in uris}
        ours = [(uri, self._origin(page)) for uri, page in self.pages.items()]
        ours += [(move.uri, "what leads on from a former id") for move in self.moves]
        ours += [(uri, f"the export {uri} of the plugin sla-catalog") for uri in self.exports]
        clashes = [
            f"{origin} would be published at {uri}, and so would "
            f"{taken[place]} of {config.docs_dir}; rename one of them"
            for uri, origin in ours
            if (place := published_at(uri, config)) in taken
        ]
        if clashes:
            raise PluginError("\n".join(map(harmless, clashes)))

    def _origin(self, page: Page) -> str:
        return page.origin or f"the page ‘{page.title}’ of the plugin sla-catalog"

    def describe(self, page: SitePage) -> None:
        """Give MkDocs a page's title, what it goes without, its rank and where it is edited.

        Of a page of the author's only its terms are made ready to be linked.
        """
        ours = self.pages.get(page.file.src_uri)
        if ours is None:
            self.handbook.open(page.file.src_uri, _marking(page, self.marking))
            return
        page.meta["hide"] = hidden(ours.hides, has_tabs=self.has_tabs)
        page.meta["search"] = _search_meta(ours)
        page.edit_url = self.edit.get(ours.origin)

    def fill(self, page: SitePage, html: str) -> str:
        """Return a page's content, and set its contents and anchors.

        A page of the author's has the content `html`, to which the cards of its terms are added.
        """
        ours = self.pages.get(page.file.src_uri)
        if ours is None:
            return self._with_cards(page, html)
        # Only now, since plugins take a title that they meet earlier for a template of theirs.
        page.meta["title"] = page.title = escape(ours.title)
        return "" if self.draws_late else self._content(ours, page)

    def _content(self, ours: Page, page: SitePage) -> str:
        """Return the content of a page of ours, and set its contents and anchors."""
        drawn = self.ahead.draw(ours)
        if self.is_preview and isinstance(page, CatalogPage):
            page.show(drawn)
        else:
            page.toc = table_of_contents(drawn.headings)
            if not self.draws_late or page.file in self.led_to:
                page.present_anchor_ids = drawn.anchors
        if drawn.search_html is not None:
            self.search_html[ours.uri] = drawn.search_html
        return self._notice(ours) + drawn.html

    def _notice(self, page: Page) -> str:
        """Return what stands above a page while files are broken."""
        words = page.context.labels
        links = notice(self.broken, words, page.uri)
        return page.renderer.notice(words["broken.notice"], links, page.uri) if links else ""

    def _with_cards(self, page: SitePage, html: str) -> str:
        uri = page.file.src_uri
        mistakes = tuple(self._unknown_terms(page))
        self.mistakes.extend(mistakes)
        cards = self.handbook.cards()
        if cards or mistakes:
            self.search_html[uri] = html
        shown = self.renderer.cards(cards, uri) if cards else ""
        return self._mistakes_above(mistakes, uri) + html + shown

    def _unknown_terms(self, page: SitePage) -> Iterator[Finding]:
        uri, text = page.file.src_uri, page.file.content_string
        for name in self.handbook.unknown:
            span = place_of(name, text, f"docs/{uri}")
            yield unresolved_term(self.catalog, name, span)

    def _mistakes_above(self, mistakes: Iterable[Finding], uri: str) -> str:
        words = self.handbook.context.labels
        lines = tuple(Text(f"{one.span}: {one.message}") for one in mistakes)
        return self.renderer.notice(words["mistakes.notice"], lines, uri) if lines else ""

    def refuse_mistakes(self) -> None:
        """Raise PluginError with every mistake in pages of the author's, if there is one.

        A preview goes on: each page says what is wrong with it.
        """
        if self.mistakes and not self.is_preview:
            raise PluginError(reading.refusal(in_reading_order(self.mistakes), "docs"))

    def ask_robots(self, html: str, page: SitePage) -> str:
        """Ask search engines to leave out a page that is not in force; others stay as they are."""
        ours = self.pages.get(page.file.src_uri)
        if ours is None or ours.is_indexed or ROBOTS in html:
            return html
        return html.replace("</head>", f"{ROBOTS}</head>", 1)

    def indexed(self, files: Iterable[File]) -> list[File]:
        """Return the files of pages that search engines may know."""
        pages = ((file, self.pages.get(file.src_uri)) for file in files)
        return [file for file, ours in pages if ours is None or ours.is_indexed]

    def is_ours(self, page: SitePage) -> bool:
        """Tell a page of the catalog from one of the author's."""
        return page.file.src_uri in self.pages

    def show_lean(self, page: SitePage, entries: SearchEntries) -> None:
        """Put what search should find in the place of a page's content, and keep that.

        Nothing is left to be found of a page of ours whose `entries` the index has already.
        """
        ours = self.pages.get(page.file.src_uri)
        if ours and self.draws_late:
            page.content = self._content(ours, page)
        search_html = self.search_html.pop(page.file.src_uri, None)
        is_passed_over = ours is not None and not ours.is_searched and entries.is_known
        if search_html is None and not is_passed_over:
            return
        self.full[page.file.src_uri] = page.content or ""
        page.content = search_html or ""
        if ours and search_html and entries.add(page, search_html):
            page.content = ""
            page.meta["search"] = {**page.meta["search"], "exclude": True}

    def add_entries(self, pages: Iterable[SitePage], entries: SearchEntries) -> None:
        """Let search find what is on pages that the theme need not draw."""
        for page in pages:
            if search_html := self.search_html.pop(page.file.src_uri, None):
                entries.add(page, search_html)

    def show_full(self, page: SitePage) -> None:
        """Put a page's content back, and what its own meta data say."""
        full, ours = self.full.pop(page.file.src_uri, None), self.pages.get(page.file.src_uri)
        if full is not None:
            page.content = full
        if ours is not None:
            page.meta["search"] = _search_meta(ours)

    def note_links(self, files: Files) -> None:
        """Note the files to whose anchors pages lead, when all of these are read."""
        for file in files.documentation_pages():
            if file.page and file.page.links_to_anchors:
                self.led_to.update(file.page.links_to_anchors)

    def let_go(self, page: SitePage) -> None:
        """Forget the content of a page that the theme has drawn, unless others may need it."""
        if self.draws_late and self.is_ours(page):
            page.content, page.toc = "", get_toc([])

    def missing(self, files: Files) -> list[str]:
        """Return which pages and files of ours are not published, though others lead there."""
        published = {file.src_uri for file in files if file.inclusion.is_included()}
        return sorted({*self.pages, *self.exports} - published)

    def site_pages(self, files: Files) -> Iterator[tuple[str, SitePage]]:
        """Yield the pages of ours as MkDocs knows them, in the order in which it writes them.

        Each has a name to keep its shell by; on disk only those of agreements are kept.
        """
        for file in files.documentation_pages():
            ours = self.pages.get(file.src_uri)
            if file.page and ours and (self.shells is None or ours.is_of_agreement):
                name = ours.agreement.id if self.shells and ours.agreement else ours.uri
                yield name, file.page

    def mark_place(self, nav: Navigation, files: Files) -> None:
        """Take over our pages, and let the navigation mark where each belongs.

        That is the overview for an agreement.
        """
        in_nav = {page.file.src_uri: page for page in nav.pages}
        for uri, ours in self.pages.items():
            file = files.get_file_from_path(uri)
            page = file.page if file else None
            if page is None:
                continue
            take_over(page)
            if ours.place in in_nav and page.parent is None:
                page.parent = in_nav[ours.place]  # type: ignore[assignment]


def prepare(
    options: Options,
    config: MkDocsConfig,
    preview: Preview | None = None,
    ahead: PagesAhead | None = None,
    cache: Path | None = None,
) -> Build:
    """Read and check the catalog; raise PluginError with every mistake where there is one.

    A preview shows mistakes in the place of the agreements that have them. Pages can be drawn
    `ahead` by other processes; a preview, which remembers pages, has to draw them itself. What
    was worked out before is in the folder `cache`, if there is one.
    """
    site = site_of(options, config)
    with reading.refusals(site.shown_as):
        handbook = frozenset(files_of(config, "*.md"))
        recall = kept_history(cache, site).recall if cache and options.history else None
        setting = site.setting(os.environ, handbook, recall=recall)
        read = _read(site.request(), setting, preview, cache)
    if preview is None and setting.review is None:  # which shows what stands where
        read = replace(read, catalog=read.catalog.without_places())
    context = setting.context(read.catalog, read.located)
    renderer = setting.renderer
    pages = (
        *site_pages.pages(context, renderer),
        *site_pages.broken_pages(context, renderer, read.broken),
    )
    ahead = ahead or PagesAhead()
    if preview is None:
        ahead.begin(pages, spare_cores())
    if preview:  # which makes files about the whole catalog when somebody asks for one
        makers = setting.whole_files(context)
        exports: Mapping[str, Make] = {
            **{uri: HeldText(text) for uri, text in setting.own_files(context)},
            **dict.fromkeys(makers, bytes),  # empty
        }
    else:
        makers, exports = {}, spooled(setting.files_beside(context))
    build = Build(
        read.catalog,
        {page.uri: page for page in pages},
        read.findings,
        setting.edit_urls(read.catalog),
        GlossaryExtension(context),
        renderer,
        options.terms.handbook,
        setting.moves(context),
        exports,
        makers,
        read.broken,
        has_tabs=site.around.has_tabs,
        withheld_notice=read.withheld_notice,
        in_baseline=read.in_baseline,
        history_notice=setting.history.notice,
        is_preview=preview is not None,
        root=site.around.home,
        folder=site.folder,
        has_own_nav=config.nav is not None,
        names_sources=options.audience is None,  # a plugin could publish what it finds there
        ahead=ahead,
        draws_late=preview is None and cache is None and needs_no_page_twice(config),
        written=preview.written if preview else None,
        shells=kept_shells(cache, site) if cache and not setting.review else None,
    )
    # Here, and not only in `on_files`, so that the last good site is not emptied first.
    build.refuse_clashes(files_of(config, "*"), config)
    ahead.draw_lists(pages)
    return build


def _read(
    request: Request, setting: Setting, preview: Preview | None, cache: Path | None
) -> reading.CatalogReading:
    if preview is None:
        remember = partial(remembering, cache, setting) if cache else None
        return reading.read(request, setting.handbook, setting.history.readings, remember)
    preview.surroundings = (request, setting)
    return reread(request, setting.handbook, preview)


def _search_meta(page: Page) -> dict[str, Any]:
    return {"exclude": not page.is_searched, "boost": page.hints.boost}


def _marking(page: SitePage, usual: Marking) -> Marking:
    """Return which uses of a term a page of the author's links; its front matter may say."""
    said = as_marking(page.meta.get("terms", usual.value))
    known = [one.value for one in Marking]
    if said not in known:
        raise PluginError(
            f"sla-catalog: {harmless(f'docs/{page.file.src_uri}')}: terms is "
            f"{harmless(quoted(str(said)))}; expected one of {', '.join(known)}"
        )
    return Marking(said)
