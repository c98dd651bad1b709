"""The MkDocs plugin: each hook asks one thing of one build."""

from __future__ import annotations

from pathlib import Path
from tempfile import gettempdir
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment
from mkdocs.config.base import (
    BaseConfigOption,
    ConfigErrors,
    ConfigWarnings,
    LegacyConfig,
    ValidationError,
)
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from sla_catalog.assembly.options import OptionError, Options
from sla_catalog.assembly.site_file import written_at
from sla_catalog.pages.appearance import SCRIPT, STYLES
from sla_catalog.pages.compiled_templates import CompiledThemeTemplates
from sla_catalog.reports.text import harmless
from sla_catalog.site.ahead import PagesAhead
from sla_catalog.site.build import Build, prepare
from sla_catalog.site.cache import folder_of
from sla_catalog.site.collector import PausedCollector
from sla_catalog.site.delivery import SiteDelivery
from sla_catalog.site.finished import FinishedPages, needs_no_page_twice, surroundings
from sla_catalog.site.left_pages import LeftPages
from sla_catalog.site.log import report, report_cache, report_pages, warn_of_missing
from sla_catalog.site.navigation import HINT, leads_to, prune, unfold
from sla_catalog.site.neighbours import refuse_leftovers, refuse_neighbours
from sla_catalog.site.preview import Preview
from sla_catalog.site.search_delivery import SearchDelivery
from sla_catalog.site.search_entries import SearchEntries, set_separator
from sla_catalog.site.serving import keep_answering
from sla_catalog.site.spacing import without_space
from sla_catalog.site.surroundings import home_of
from sla_catalog.staging import remove_orphans

log = get_plugin_logger("sla-catalog")


class SlaCatalogPlugin(BasePlugin[LegacyConfig]):
    """Publish a catalog of agreements as pages of the site."""

    # Other plugins look for options there; what they mean, and may be, `Options` says.
    config_scheme = tuple((name, BaseConfigOption()) for name in Options.model_fields)
    options: Options

    build: Build
    keeps_old_pages = False
    leaves_unchanged = False  # so that what was written before is no older page
    nav: Navigation
    preview: Preview | None = None

    def __init__(self) -> None:
        super().__init__()
        self.delivery = SiteDelivery()
        self.collector = PausedCollector()
        self.ahead = PagesAhead()
        self.search = SearchDelivery()
        self.entries = SearchEntries()
        self.finished: FinishedPages | None = None
        self.left = LeftPages()

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Note whether old pages are published too; where one serves, keep what can be used."""
        self.keeps_old_pages = dirty and command != "serve"
        self.leaves_unchanged = dirty
        self.preview = Preview() if command == "serve" else None
        if self.preview:  # MkDocs serves from a folder with another name each time
            remove_orphans(Path(gettempdir()), "mkdocs_*")

    def load_config(
        self, options: dict[str, Any], config_file_path: str | None = None
    ) -> tuple[ConfigErrors, ConfigWarnings]:
        """Read the options; what is wrong with them is told at once, with what to write instead."""
        try:
            self.options = Options.of(options, written_at(config_file_path))
        except OptionError as error:
            return [(one.option, ValidationError(one.said)) for one in error.mistakes], []
        return super().load_config(options, config_file_path)

    @event_priority(100)  # before others ask for the folder of the site
    def _on_config_folder(self, /, config: MkDocsConfig) -> MkDocsConfig:
        """Let MkDocs write beside the last good site; `--dirty` adds to it."""
        self.collector.begin()
        self.left = LeftPages()
        self.cache = folder_of(self.options, config)
        if not self.keeps_old_pages:
            self.delivery.begin(config)
        return config

    @event_priority(50)  # before search plugins make their index
    def _on_config_search(self, /, config: MkDocsConfig) -> MkDocsConfig:
        set_separator(config)
        return config

    @event_priority(-100)  # when others and hooks have set addresses, language and folders
    def _on_config_catalog(self, /, config: MkDocsConfig) -> MkDocsConfig:
        """Read and check the catalog."""
        refuse_neighbours(self.options, config)
        refuse_leftovers(self.options, config, keeps_old_pages=self.keeps_old_pages)
        self.build = prepare(self.options, config, self.preview, self.ahead, self.cache)
        self.collector.keep()
        is_served = self.preview is not None
        report(self.build, self.options.agreements, stops_at_warnings=is_served and config.strict)
        config.extra_css += [style for style in STYLES if style not in config.extra_css]
        if SCRIPT not in config.extra_javascript:
            config.extra_javascript.append(SCRIPT)
        config.markdown_extensions.append(self.build.handbook.extension())  # type: ignore[arg-type]
        return config

    on_config = CombinedEvent(_on_config_folder, _on_config_search, _on_config_catalog)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the pages and what they need."""
        self.delivery.write_over()
        self.build.add_files(files, config)
        is_final = self.preview is None and not self.keeps_old_pages
        in_shards = is_final and self.build.has_many(self.options.shard_search_from)
        self.search = SearchDelivery.begin(files, config, self.build.based, in_shards=in_shards)
        return files

    def on_nav(self, nav: Navigation, *, files: Files, **_: Any) -> Navigation:
        """Put lists where readers find them, and mark where agreements belong."""
        if not self.build.has_own_nav:
            prune(nav, self.build.pages)
            unfold(nav)
        elif not leads_to(nav, self.build.pages):
            log.info(HINT)
        self.build.mark_place(nav, files)
        self.nav = nav
        return nav

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Stop where pages name terms that do not exist; else choose those to draw again."""
        self.build.refuse_mistakes()
        env.bytecode_cache = env.bytecode_cache or CompiledThemeTemplates()
        self.build.note_links(files)
        self.entries = SearchEntries.of(config)
        warn_of_missing(self.build.missing(files))
        if self.preview:
            report_pages(self.build, stops_at_warnings=config.strict)
            self.finished = self.preview.finished
        else:
            self.finished = FinishedPages(self.build.shells) if self.build.shells else None
        if self.finished:
            is_lasting = self.preview is None
            around = surroundings(self.nav, config, self.search, is_lasting=is_lasting)
            self.finished.begin(self.build.site_pages(files), around, env)
        is_alone = self.entries.is_known and needs_no_page_twice(config)
        self.left = self.preview.leave(files) if self.preview and is_alone else LeftPages()
        return env

    def on_page_markdown(self, markdown: str, *, page: Page, **_: Any) -> str:
        """Describe a page of ours."""
        self.build.describe(page)
        return markdown

    def on_page_content(self, html: str, *, page: Page, **_: Any) -> str:
        """Fill a page of ours; add the cards of its terms to another one."""
        self.collector.count_page()
        return self.build.fill(page, html)

    @event_priority(50)  # before search plugins read the content
    def _on_page_context_lean(
        self, /, context: TemplateContext, *, page: Page, **_: Any
    ) -> TemplateContext:
        self.build.add_entries(self.left.before(page), self.entries)
        self.build.show_lean(page, self.entries)
        return context

    @event_priority(-50)  # after them; Material's then removes marks of its own from the content
    def _on_page_context_full(
        self, /, context: TemplateContext, *, page: Page, **_: Any
    ) -> TemplateContext:
        if not self.build.is_ours(page):
            self.build.show_full(page)
        return context

    @event_priority(-150)  # after that too, since pages of ours have no such marks
    def _on_page_context_ours(
        self, /, context: TemplateContext, *, page: Page, **_: Any
    ) -> TemplateContext:
        if self.build.is_ours(page):
            self.build.show_full(page)
        if self.finished:
            self.finished.put_in(page)
        return context

    on_page_context = CombinedEvent(
        _on_page_context_lean, _on_page_context_full, _on_page_context_ours
    )

    @event_priority(100)  # before others change what the theme has drawn
    def on_post_page(self, output: str, *, page: Page, **_: Any) -> str:
        """Ask robots to pass over what is not in force; keep a page for the next build."""
        self.collector.count_page()
        output = self.search.name_worker(self.build.ask_robots(output, page))
        if self.build.is_ours(page):
            output = without_space(output, page.content or "")
        if self.finished:
            self.finished.take(output, page)
        self.build.let_go(page)
        return output

    def on_post_template(self, output_content: str, **_: Any) -> str:
        """Let the page for addresses that do not exist search like the others."""
        return self.search.name_worker(output_content)

    def on_template_context(self, context: TemplateContext, **_: Any) -> TemplateContext:
        """Leave what is not in force out of the site's map."""
        if "pages" in context:
            context["pages"] = self.build.indexed(self.left.among(context["pages"]))
        return context

    @event_priority(100)  # before search plugins write their index
    def _on_post_build_entries(self, /, *, config: MkDocsConfig) -> None:  # noqa: ARG002
        self.build.add_entries(self.left.before(), self.entries)

    @event_priority(-100)  # when all others have written what they add
    def _on_post_build_site(self, /, *, config: MkDocsConfig) -> None:
        """Put the new site in the place of the last one."""
        self._let_go()
        if self.preview:
            self.preview.finished.note_written(self.left.others(), self.preview.written)
        self.search.finish(Path(config.site_dir))
        is_last = self.preview is None
        stops = config.strict and is_last
        is_kept = not (is_last or self.leaves_unchanged)
        if self.delivery.finish(stops_at_warnings=stops, is_kept=is_kept) and is_last:
            report_cache(self.build)
            log.info("published in %s", config.site_dir)

    on_post_build = CombinedEvent(_on_post_build_entries, _on_post_build_site)

    @event_priority(-100)  # when others have cleaned up
    def on_build_error(self, *, error: Exception) -> None:
        """Keep the last good site; say plainly where a file cannot be read or written."""
        self._let_go()
        self.delivery.end()
        if isinstance(error, OSError):
            raise PluginError(harmless(f"sla-catalog: {error}; nothing is published")) from None

    @property
    def is_outdated(self) -> bool:
        """Tell whether pages were left that come out otherwise, as was noticed too late."""
        return bool(self.left) and self.finished is not None and not self.finished.is_reliable

    def _let_go(self) -> None:
        self.collector.end(is_last=self.preview is None)
        self.ahead.end()

    @event_priority(-100)  # others may hand the builder on that the server has until now
    def on_serve(self, server: Any, *, config: MkDocsConfig, **_: Any) -> Any:
        """Build again when an agreement changes, and answer while that is not possible."""
        server.watch(str(home_of(config) / self.options.agreements))
        mount = urlsplit(config.site_url or "/").path
        keep_answering(
            server,
            mount,
            config.site_dir,
            lambda said: self.build.renderer.stopped(said, mount),
            lambda: self.delivery.published,
            lambda: self.build.makers,
            lambda: self.is_outdated,
        )
        return server
