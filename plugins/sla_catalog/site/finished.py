"""Whole pages as the theme has drawn them, written again while nothing about them has changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import BytecodeCache, ChoiceLoader, DictLoader, Environment
from jinja2.bccache import Bucket
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.theme import Theme

from sla_catalog.incremental.digests import Digests
from sla_catalog.incremental.shells import ProcessShells, Shell, ShellStore
from sla_catalog.site.catalog_page import contents_of
from sla_catalog.site.made_files import WrittenFiles

TEMPLATE, _WHOLE, _ASKED = "sla-catalog-finished.html", "sla-catalog-whole.html", "sla_is_finished"
_TEMPLATES = {
    TEMPLATE: f'{{% extends "{_WHOLE}" if {_ASKED}(page) else "main.html" %}}',
    _WHOLE: "{{ page.content }}",
}
# Made anew for each build; what extensions of Markdown do is part of a page's content.
_OTHER_EACH_TIME = frozenset({"plugins", "hooks", "theme", "markdown_extensions", "site_dir"})
# Events in which a plugin can change what the theme shows, and plugins that change nothing in them.
_EVENTS = ("env", "page_context")
_KNOWN = ("material.plugins.search.", "mkdocs.contrib.search", "sla_catalog.")


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
    """The pages of ours as they were last drawn by the theme.

    One that is made of the same as before gets a template that only shows what was drawn then.
    The first of them is drawn all the same: where it comes out otherwise, the theme shows
    something else than we know of, and all are drawn. `again` holds those that are not, by source
    path. Until that happens once, it `is_reliable`.
    """

    shells: ShellStore = field(default_factory=ProcessShells)
    again: dict[str, Page] = field(default_factory=dict)
    is_reliable: bool = True
    _names: Mapping[str, str] = field(default_factory=dict)
    _made_of: dict[str, object] = field(default_factory=dict)
    _sample: str = ""
    _compiled: _Compiled = field(default_factory=_Compiled)

    def begin(
        self, pages: Iterable[tuple[str, Page]], around: str | None, env: Environment
    ) -> None:
        """Choose the pages that need not be drawn; none are where `around` has changed.

        Pages have the names by which their shells are kept. None is kept where `around` is None.
        """
        env.bytecode_cache = self._compiled
        if env.loader:
            env.loader = ChoiceLoader([DictLoader(_TEMPLATES), env.loader])
        env.globals[_ASKED] = lambda page: page.file.src_uri in self.again
        named = {page.file.src_uri: (name, page) for name, page in pages if around}
        self._names = {uri: name for uri, (name, _) in named.items()}
        self._made_of = {
            uri: self.shells.mark(_made_of(page, around)) for uri, (_, page) in named.items()
        }
        known = [uri for uri, name in self._names.items() if self._knows(uri, name)]
        self._sample, *rest = known or [""]
        self.again = {uri: named[uri][1] for uri in rest}
        for page in self.again.values():
            page.meta["template"] = TEMPLATE

    def _knows(self, uri: str, name: str) -> bool:
        return self.shells.knows(name, self._made_of[uri])

    def is_written(self, page: Page, written: WrittenFiles) -> bool:
        """Tell whether a page need not be drawn, and lies where it would be written."""
        file = page.file
        made_of = self._made_of.get(file.src_uri) if file.src_uri in self.again else None
        place = Path(file.abs_dest_path)
        return made_of is not None and written.has(file.dest_uri, place, made_of)

    def note_written(self, pages: Iterable[Page], written: WrittenFiles) -> None:
        """Note what pages are made of that were written in this build."""
        for file in (page.file for page in pages):
            if (made_of := self._made_of.get(file.src_uri)) is not None:
                written.note(file.dest_uri, Path(file.abs_dest_path), made_of)

    def put_in(self, page: Page) -> None:
        """Let a page that need not be drawn show what was drawn before."""
        uri = page.file.src_uri
        if uri not in self.again:
            return
        shell = self.shells.find(self._names[uri])
        if shell is None:  # somebody took it away meanwhile, so that the theme draws
            del self.again[uri]
        else:
            page.content = shell.with_content(page.content or "")

    def take(self, html: str, page: Page) -> None:
        """Keep a page that the theme has drawn."""
        uri = page.file.src_uri
        if uri in self.again or uri not in self._made_of:
            return
        name, shell = self._names[uri], Shell.of(html, page.content or "")
        if uri == self._sample and self.shells.find(name) != shell:
            self.again, self.is_reliable = {}, False
        if shell and not self._knows(uri, name):
            self.shells.keep(name, self._made_of[uri], shell)


def _made_of(page: Page, around: str | None) -> tuple[object, ...]:
    """Return all that a page is made of."""
    own = (page.title, page.url, page.canonical_url, page.edit_url, dict(page.meta))
    return around, page.content, contents_of(page), own


def surroundings(
    nav: Navigation, config: MkDocsConfig, also: object, *, is_lasting: bool = False
) -> str | None:
    """Return a digest of all that pages show beside what is their own.

    It is None where nobody knows: what templates of the site's own show, or those of a plugin's
    folder, and options of a type of somebody's. Where the digest is `is_lasting`, so that other
    versions of plugins and of a theme may come, only plugins and a theme that are known can take
    part; `also` has to tell their versions apart.
    """
    name = config.theme.name
    is_known = bool(name) and config.theme.dirs == Theme(name=name).dirs
    if is_lasting:
        is_known &= name == "material" and all(map(_is_known, _taking_part(config, _EVENTS)))
    # A hook, which is a module among the plugins, has no options.
    options = [dict(getattr(plugin, "config", {})) for plugin in config.plugins.values()]
    own = {name: value for name, value in config.items() if name not in _OTHER_EACH_TIME}
    theme = {**dict(config.theme), "locale": str(config.theme.locale)}
    told = (tuple(map(_shown, nav)), own, theme, options, also)
    return _digested(told) if is_known else None


def _digested(value: object) -> str | None:
    """Return a digest, or None where nobody knows what a value is made of."""
    try:
        return Digests(lambda _agreement: "").of(value)
    except TypeError:
        return None


def needs_no_page_twice(config: MkDocsConfig) -> bool:
    """Tell whether nobody looks at a page's content but while the theme draws that page.

    Plugins can read it from the moment at which it is there until the site is built; so can
    templates of the site's own.
    """
    has_own = config.extra_templates or config.theme.dirs != Theme(name="material").dirs
    return not has_own and all(map(_is_known, _taking_part(config, config.plugins.events)))


def _taking_part(config: MkDocsConfig, events: Iterable[str]) -> Iterator[str]:
    """Yield the modules of all that can change what the theme shows, in some events."""
    for event in events:
        for method in config.plugins.events[event]:
            owner = getattr(method, "__self__", None)
            yield f"{type(owner).__module__ if owner else method.__module__}."


def _is_known(module: str) -> bool:
    return module.startswith(_KNOWN)


def _shown(item: StructureItem) -> object:
    inner: Iterator[object] = map(_shown, getattr(item, "children", None) or ())
    return type(item).__name__, item.title, getattr(item, "url", ""), tuple(inner)
