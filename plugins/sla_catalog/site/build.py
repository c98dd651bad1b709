"""One build of the site: the catalog read and checked, its pages made, lent to MkDocs."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, set_exclusions
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as SitePage
from mkdocs.structure.toc import TableOfContents, get_toc

from sla_catalog.exports.deadlines import CalendarWords
from sla_catalog.exports.files import files as exported
from sla_catalog.findings import Finding, Severity, in_reading_order
from sla_catalog.model.catalog import Catalog
from sla_catalog.pages import book, labels
from sla_catalog.pages.addresses import Addresses, edit_addresses, edit_template
from sla_catalog.pages.appearance import TABS, assets, hidden
from sla_catalog.pages.edition import Edition, agreement_uri, day_of_build
from sla_catalog.pages.handbook import Handbook, place_of
from sla_catalog.pages.letterhead import revision_words
from sla_catalog.pages.rendering import Renderer
from sla_catalog.pages.searching import SEPARATOR
from sla_catalog.publication import head_of, lies_in
from sla_catalog.rules.references import unresolved_term
from sla_catalog.site import reading
from sla_catalog.site.config import SlaCatalogConfig
from sla_catalog.site.navigation import inclusion
from sla_catalog.terms.scope import Marking, as_marking


@dataclass(frozen=True)
class Build:
    """The pages of one build by their source path, with what MkDocs is to be told of them."""

    catalog: Catalog
    pages: dict[str, book.Page]
    findings: tuple[Finding, ...]
    edit: dict[str, str]
    handbook: Handbook
    renderer: Renderer
    marking: Marking = Marking.SECTION
    moves: tuple[book.Move, ...] = ()
    exports: Mapping[str, str] = field(default_factory=dict)
    lean: dict[str, str] = field(default_factory=dict)
    full: dict[str, str] = field(default_factory=dict)
    mistakes: list[Finding] = field(default_factory=list)
    has_tabs: bool = True

    def add_files(self, files: Files, config: MkDocsConfig) -> None:
        """Add every page and asset to the site; a path that is taken is an error."""
        self.refuse_clashes([file.src_uri for file in files], config)
        for uri in self.pages:
            files.append(File.generated(config, uri, content="", inclusion=inclusion(uri, config)))
        for move in self.moves:
            place = _file(move.uri, config).dest_uri
            files.append(File.generated(config, place, content=move.html))
        for uri, text in self.exports.items():
            files.append(File.generated(config, uri, content=text.encode()))
        for uri, text in assets().items():
            files.append(File.generated(config, uri, content=text))

    def refuse_clashes(self, uris: Iterable[str], config: MkDocsConfig) -> None:
        """Raise PluginError, naming both, where a page of ours has the path of another one."""
        taken = {_published_at(uri, config): uri for uri in uris}
        ours = [(uri, self._origin(page)) for uri, page in self.pages.items()]
        ours += [(move.uri, "what leads on from a former id") for move in self.moves]
        ours += [(uri, f"the export {uri} of the plugin sla-catalog") for uri in self.exports]
        clashes = [
            f"{origin} would be published at {uri}, and so would "
            f"{taken[place]} of {config.docs_dir}; rename one of them"
            for uri, origin in ours
            if (place := _published_at(uri, config)) in taken
        ]
        if clashes:
            raise PluginError("\n".join(clashes))

    def _origin(self, page: book.Page) -> str:
        return page.origin or f"the page ‘{page.title}’ of the plugin sla-catalog"

    def describe(self, page: SitePage) -> None:
        """Give MkDocs a page's title, what it goes without, its rank and where it is edited.

        Of a page of the author's only its terms are made ready to be linked.
        """
        ours = self.pages.get(page.file.src_uri)
        if ours is None:
            self.handbook.open(page.file.src_uri, _marking(page, self.marking))
            return
        page.meta["title"] = escape(ours.title)
        page.meta["hide"] = hidden(ours.hides, has_tabs=self.has_tabs)
        page.meta["search"] = {"exclude": not ours.is_searched, "boost": ours.hints.boost}
        page.edit_url = self.edit.get(ours.origin)

    def fill(self, page: SitePage, html: str) -> str:
        """Return a page's content, and set its contents and anchors.

        A page of the author's has the content `html`, to which the cards of its terms are added.
        """
        ours = self.pages.get(page.file.src_uri)
        if ours is None:
            return self._with_cards(page, html)
        drawn = ours.draw()
        page.toc = table_of_contents(drawn)
        page.present_anchor_ids = drawn.anchors
        if drawn.lean is not None:
            self.lean[ours.uri] = drawn.lean
        return drawn.html

    def _with_cards(self, page: SitePage, html: str) -> str:
        uri, text = page.file.src_uri, page.file.content_string
        for name in self.handbook.unknown:
            span = place_of(name, text, f"docs/{uri}")
            self.mistakes.append(unresolved_term(self.catalog, name, span))
        cards = self.handbook.cards()
        if not cards:
            return html
        self.lean[uri] = html
        return html + self.renderer.cards(cards, uri)

    def refuse_mistakes(self) -> None:
        """Raise PluginError with every mistake in pages of the author's, if there is one."""
        if self.mistakes:
            raise PluginError(reading.refusal(in_reading_order(self.mistakes), "docs"))

    def show_lean(self, page: SitePage) -> None:
        """Put what search should find in the place of a page's content, and keep that."""
        lean = self.lean.pop(page.file.src_uri, None)
        if lean is not None:
            self.full[page.file.src_uri] = page.content or ""
            page.content = lean

    def show_full(self, page: SitePage) -> None:
        """Put a page's content back."""
        full = self.full.pop(page.file.src_uri, None)
        if full is not None:
            page.content = full

    def mark_place(self, nav: Navigation, files: Files) -> None:
        """Let the navigation mark where a page belongs: the overview for an agreement."""
        in_nav = {page.file.src_uri: page for page in nav.pages}
        for uri, ours in self.pages.items():
            file = files.get_file_from_path(uri)
            if ours.place in in_nav and file and file.page and file.page.parent is None:
                file.page.parent = in_nav[ours.place]  # type: ignore[assignment]

    @cached_property
    def warnings(self) -> tuple[Finding, ...]:
        """Return the findings that do not stop a build, remarks left out."""
        return tuple(f for f in self.findings if f.severity is Severity.WARNING)


def _published_at(uri: str, config: MkDocsConfig) -> str:
    """Return where MkDocs writes a source file, in small letters: a.md and a/index.md meet."""
    return _file(uri, config).dest_uri.lower()


def _file(uri: str, config: MkDocsConfig) -> File:
    return File(uri, config.docs_dir, config.site_dir, config.use_directory_urls)


def prepare(options: SlaCatalogConfig, config: MkDocsConfig) -> Build:
    """Read and check the catalog; raise PluginError with every mistake where there is one."""
    handbook = _handbook(config)
    words = labels.load(language(options, config))
    today = build_day(options.today, options.timezone)
    folder = catalog_folder(options, config)
    catalog, findings = reading.read(options, folder, today, handbook, words)
    _spare_the_collector()
    addresses = Addresses(config.use_directory_urls)
    edition = _edition(catalog, today, words, addresses, options, config)
    renderer = Renderer(addresses, edition.labels)
    build = Build(
        catalog,
        {page.uri: page for page in book.pages(edition, renderer)},
        findings,
        _edit_urls(catalog, options, config),
        Handbook(edition),
        renderer,
        Marking(options.terms.handbook),
        tuple(book.moves(edition, renderer, config.site_url or "")),
        {
            **exported(
                catalog,
                edition.today,
                lambda name: addresses.path(agreement_uri(name)),
                CalendarWords.of(edition.labels.language, edition.labels),
            ),
            **book.stylesheets(edition),
        },
        has_tabs=TABS in (config.theme.get("features") or ()),
    )
    # Here, and not only in `on_files`, so that the last good site is not emptied first.
    build.refuse_clashes(_files_of(config, "*"), config)
    return build


def refuse_leftovers(
    options: SlaCatalogConfig, config: MkDocsConfig, *, keeps_old_pages: bool
) -> None:
    """Raise PluginError where MkDocs would publish more for an audience than the build makes."""
    if options.audience is None:
        return
    if keeps_old_pages:
        raise PluginError(
            "sla-catalog: --dirty keeps pages of earlier builds, which may have had other readers; "
            "leave it out, or the plugin's option audience"
        )
    catalog = catalog_folder(options, config)
    for folder in filter(None, (config.docs_dir, config.theme.custom_dir)):
        if lies_in(catalog, Path(folder)):
            raise PluginError(
                f"sla-catalog: files of {options.agreements} lie in {folder}, and MkDocs "
                "publishes those as they are; move them out, or leave out the plugin's option "
                "audience"
            )


def _spare_the_collector() -> None:
    """Keep Python from walking the whole catalog again and again; it lives as long as the build.

    Measured on 400 agreements: a third of the time that pages take.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def catalog_folder(options: SlaCatalogConfig, config: MkDocsConfig) -> Path:
    """Return the folder of the catalog; a relative one is relative to mkdocs.yml."""
    base = Path(config.config_file_path or "mkdocs.yml").parent
    return base / options.agreements


def _edition(
    catalog: Catalog,
    today: date,
    words: labels.Labels,
    addresses: Addresses,
    options: SlaCatalogConfig,
    config: MkDocsConfig,
) -> Edition:
    return Edition(
        catalog,
        today,
        words,
        addresses.href,
        _edit_urls(catalog, options, config).get,
        _revision(options, config, words),
        handbook=_handbook(config),
        marking=Marking(options.terms.agreements),
        catalog_name=options.agreements,
        is_bound=0 < len(catalog.agreements) <= options.print_at_most,
    )


def language(options: SlaCatalogConfig, config: MkDocsConfig) -> str:
    """Return the language of our words: the option, else that of the theme, else English."""
    theme = config.theme.get("language") or config.theme.get("locale", "")
    return options.language or labels.closest(str(theme))


def _handbook(config: MkDocsConfig) -> frozenset[str]:
    return frozenset(_files_of(config, "*.md"))


def _files_of(config: MkDocsConfig, pattern: str) -> list[str]:
    """Return the source paths of the author's own files that are to be published."""
    docs = Path(config.docs_dir)
    paths = [path.relative_to(docs).as_posix() for path in sorted(docs.rglob(pattern))]
    files = [_file(path, config) for path in paths]
    set_exclusions(files, config)
    return [file.src_uri for file in files if file.inclusion.is_included()]


def _marking(page: SitePage, usual: Marking) -> Marking:
    """Return which uses of a term a page of the author's links; its front matter may say."""
    said = as_marking(page.meta.get("terms", usual.value))
    known = [one.value for one in Marking]
    if said not in known:
        raise PluginError(
            f"sla-catalog: docs/{page.file.src_uri}: terms is ‘{said}’; "
            f"expected one of {', '.join(known)}"
        )
    return Marking(said)


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


def _edit_urls(catalog: Catalog, options: SlaCatalogConfig, config: MkDocsConfig) -> dict[str, str]:
    template = options.edit_url or edit_template(
        config.repo_url or "", config.edit_uri or "", Path(config.docs_dir).name
    )
    return edit_addresses([*catalog.paths.values(), *catalog.shared_paths.values()], template)


def table_of_contents(page: book.Drawn) -> TableOfContents:
    """Return a page's headings as MkDocs lists them; their texts are escaped for its templates."""
    tops: list[Any] = []
    for level, anchor, text in page.headings:
        token = {"level": level, "id": anchor, "name": escape(text), "children": []}
        if level == 2 or not tops:
            tops.append(token)
        else:
            tops[-1]["children"].append(token)
    return get_toc(tops)


def set_separator(config: MkDocsConfig) -> None:
    """Tell search where words end, unless the site does; what has both options is search."""
    for plugin in config.plugins.values():
        options = dict(plugin.config._schema)
        if not {"lang", "separator"} <= options.keys():
            continue
        if plugin.config["separator"] == options["separator"].default:
            plugin.config["separator"] = SEPARATOR
