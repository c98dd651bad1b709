"""Whole pages as the theme has drawn them, written again while nothing about them has changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from jinja2 import BytecodeCache, ChoiceLoader, DictLoader, Environment
from jinja2.bccache import Bucket
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

TEMPLATE = "sla-catalog-finished.html"
# Made anew for each build; what extensions of Markdown do is part of a page's content.
_OTHER_EACH_TIME = frozenset({"plugins", "hooks", "theme", "markdown_extensions", "site_dir"})


class _Compiled(BytecodeCache):
    """Keep the theme's templates compiled: MkDocs reads them anew for each build."""

    def __init__(self) -> None:
        self._known: dict[str, Bucket] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template its code, if its source is the same as before."""
        known = self._known.get(bucket.key)
        if known and known.checksum == bucket.checksum:
            bucket.code = known.code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        self._known[bucket.key] = bucket


@dataclass(slots=True)
class FinishedPages:
    """The pages of ours as they were last drawn by the theme, by source path.

    One that is made of the same as before gets a template that only shows what was drawn then.
    The first of them is drawn all the same: where it comes out otherwise, the theme shows
    something else than we know of, and all are drawn. `again` holds those that are not.
    """

    again: dict[str, Page] = field(default_factory=dict)
    _around: object = None
    _drawn: dict[str, tuple[object, str]] = field(default_factory=dict)
    _made_of: dict[str, object] = field(default_factory=dict)
    _sample: str = ""
    _compiled: _Compiled = field(default_factory=_Compiled)

    def begin(self, pages: Iterable[Page], around: object, env: Environment) -> None:
        """Choose the pages that need not be drawn; nothing may be where `around` has changed."""
        env.bytecode_cache = self._compiled
        if env.loader:
            env.loader = ChoiceLoader([DictLoader({TEMPLATE: "{{ page.content }}"}), env.loader])
        by_uri = {page.file.src_uri: page for page in pages}
        self._made_of = {uri: _made_of(page) for uri, page in by_uri.items()}
        known = self._drawn if around == self._around else {}
        self._around = around
        self._drawn = {
            uri: drawn for uri, drawn in known.items() if drawn[0] == self._made_of.get(uri)
        }
        self._sample, *rest = [uri for uri in by_uri if uri in self._drawn] or [""]
        self.again = {uri: by_uri[uri] for uri in rest}
        for page in self.again.values():
            page.meta["template"] = TEMPLATE

    def put_in(self, page: Page) -> None:
        """Let a page that need not be drawn show what was drawn before."""
        if page.file.src_uri in self.again:
            page.content = self._drawn[page.file.src_uri][1]

    def take(self, html: str, page: Page) -> None:
        """Keep a page that the theme has drawn."""
        uri = page.file.src_uri
        if uri in self.again or uri not in self._made_of:
            return
        if uri == self._sample and self._drawn[uri][1] != html:
            for other in self.again.values():
                del other.meta["template"]
            self.again = {}
        self._drawn[uri] = (self._made_of[uri], html)


def _made_of(page: Page) -> object:
    """Return all that is a page's own."""
    own = (page.title, page.url, page.canonical_url, page.edit_url, dict(page.meta))
    return page.content, str(page.toc), own


def surroundings(nav: Navigation, config: MkDocsConfig) -> object:
    """Return all that pages show beside what is their own, or something new where nobody knows.

    What templates of the site's own show cannot be known.
    """
    if config.theme.custom_dir:
        return object()
    # A hook, which is a module among the plugins, has no options.
    options = [dict(getattr(plugin, "config", {})) for plugin in config.plugins.values()]
    own = {name: value for name, value in config.items() if name not in _OTHER_EACH_TIME}
    return tuple(map(_shown, nav)), own, dict(config.theme), options


def _shown(item: StructureItem) -> object:
    inner: Iterator[object] = map(_shown, getattr(item, "children", None) or ())
    return type(item).__name__, item.title, getattr(item, "url", ""), tuple(inner)
