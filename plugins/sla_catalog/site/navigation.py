"""Where our pages stand in the navigation: in the one that MkDocs makes, or as `nav` says."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import StructureItem
from mkdocs.structure.files import InclusionLevel
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page

from sla_catalog.pages.edition import LISTS, OVERVIEW

HINT = (
    "‘nav’ leads to no page of the plugin sla-catalog, so that readers do not find the "
    f"agreements; add for example: - Agreements: {OVERVIEW}"
)


def inclusion(uri: str, config: MkDocsConfig) -> InclusionLevel:
    """Say whether MkDocs puts a page into the navigation that it makes where there is no `nav`.

    Lists are in it. Agreements are not: the theme writes all of it into every page.
    """
    in_nav = config.nav is None and uri in LISTS
    return InclusionLevel.INCLUDED if in_nav else InclusionLevel.NOT_IN_NAV


def unfold(nav: Navigation) -> None:
    """Put lists at the end of an automatic navigation, each by itself instead of in its folder."""
    top = [_sole_list(item) or item for item in nav.items]
    lists = {item.file.src_uri: item for item in top if isinstance(item, Page)}
    ours = [lists[uri] for uri in LISTS if uri in lists]
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
    return only if isinstance(only, Page) and only.file.src_uri in LISTS else None


def leads_to(nav: Navigation, uris: Iterable[str]) -> bool:
    """Tell whether a navigation leads to any of some source paths."""
    return not {page.file.src_uri for page in nav.pages}.isdisjoint(uris)
