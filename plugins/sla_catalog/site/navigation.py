"""Where our pages stand in the navigation: in the one that MkDocs makes, or as `nav` says."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from itertools import pairwise

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import StructureItem
from mkdocs.structure.files import InclusionLevel
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page

from sla_catalog.pages.context import LISTS, OVERVIEW, PROPOSAL

HINT = (
    "‘nav’ leads to no page of the plugin sla-catalog, so that readers do not find the "
    f"agreements; add for example: - Agreements: {OVERVIEW}"
)
_LISTED = (PROPOSAL, *LISTS)


def inclusion(uri: str, config: MkDocsConfig) -> InclusionLevel:
    """Say whether MkDocs puts a page into the navigation that it makes where there is no `nav`.

    Lists are in it. Agreements are not: the theme writes all of it into every page. What the site's
    own `exclude_docs` names by its source or its published path is not published.
    """
    if config.exclude_docs and any(map(config.exclude_docs.match_file, _places(uri))):
        return InclusionLevel.EXCLUDED
    in_nav = config.nav is None and uri in _LISTED
    return InclusionLevel.INCLUDED if in_nav else InclusionLevel.NOT_IN_NAV


def _places(uri: str) -> Iterator[str]:
    yield uri
    if uri.endswith(".md"):
        yield f"{uri.removesuffix('.md')}/index.md"  # `coverage/` names the page, as readers see it


def prune(nav: Navigation, ours: Container[str]) -> None:
    """Take pages of ours that are no lists out of a navigation that a plugin made of all files."""

    def is_kept(item: StructureItem) -> bool:
        if isinstance(item, Page):
            return item.file.src_uri in _LISTED or item.file.src_uri not in ours
        if isinstance(item, Section):
            item.children = list(filter(is_kept, item.children))
            return bool(item.children)
        return True

    nav.items = list(filter(is_kept, nav.items))
    taken_out = [page for page in nav.pages if not is_kept(page)]
    nav.pages = [page for page in nav.pages if page not in taken_out]
    for page in taken_out:
        page.parent = page.previous_page = page.next_page = None


def unfold(nav: Navigation) -> None:
    """Put lists at the end of an automatic navigation, each by itself instead of in its folder."""
    top = [_sole_list(item) or item for item in nav.items]
    lists = {item.file.src_uri: item for item in top if isinstance(item, Page)}
    ours = [lists[uri] for uri in _LISTED if uri in lists]
    nav.items = [*(item for item in top if item not in ours), *ours]
    nav.pages = [*(page for page in nav.pages if page not in ours), *ours]
    for page in ours:
        page.parent = None
    for before, after in pairwise([None, *nav.pages, None]):
        if before:
            before.next_page = after
        if after:
            after.previous_page = before


def _sole_list(item: StructureItem) -> Page | None:
    """Return the list that a section holds and nothing beside it."""
    children = item.children if isinstance(item, Section) else []
    only = children[0] if len(children) == 1 else None
    return only if isinstance(only, Page) and only.file.src_uri in _LISTED else None


def leads_to(nav: Navigation, uris: Iterable[str]) -> bool:
    """Tell whether a navigation leads to any of some source paths."""
    return not {page.file.src_uri for page in nav.pages}.isdisjoint(uris)
