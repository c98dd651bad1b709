"""Name what a link leads to, and work out where that is seen from a page."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from functools import lru_cache
from typing import assert_never
from urllib.parse import quote, urljoin

from sla_catalog.frozen import dataclass


@dataclass(frozen=True, slots=True)
class OnPage:
    """A place on the page that the link stands on; `anchor` is an id without `#`."""

    anchor: str


@dataclass(frozen=True, slots=True)
class PageAt:
    """A page of the site by its source path, such as `agreements/wiki.md`."""

    uri: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class FileAt:
    """A file of the site that is no page, by its path, such as `agreements/wiki.json`."""

    uri: str


@dataclass(frozen=True, slots=True)
class External:
    """An address outside the site, already checked by `model.addresses.safe_address`."""

    url: str


Target = OnPage | PageAt | FileAt | External
Cite = Callable[[Target, str], str]


def no_citation(_target: Target, _seen_from: str) -> str:
    """Say nothing of where a link leads."""
    return ""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Resolve targets the way the site that delivers the pages lays out its files.

    With `directory_urls` the page `a/b.md` is delivered as `a/b/index.html`, else as `a/b.html`.
    With `between_sources` links lead from source file to source file, for a generator that turns
    them into addresses itself.
    `chapters` are pages, by source path, that stand within the page `bound_at` as well, each in an
    element with the id given; seen from a chapter, links to all of them stay within that page.
    """

    directory_urls: bool = True
    between_sources: bool = False
    chapters: Mapping[str, str] = field(default_factory=dict)
    bound_at: str = ""

    def path(self, uri: str) -> str:
        """Return the path under which a page is delivered, relative to the site's root."""
        return _path(uri, self.directory_urls)

    def href(self, target: Target, seen_from: str) -> str:
        """Return the address of a target as the page with the source path `seen_from` writes it."""
        match target:
            case OnPage(anchor):
                return f"#{quote(self.spot(anchor, seen_from))}"
            case PageAt(uri, anchor) if uri in self.chapters:
                place = self.spot(anchor, uri) if anchor else self.chapters[uri]
                return f"#{quote(place)}"
            case PageAt(uri, anchor):
                fragment = f"#{quote(anchor)}" if anchor else ""
                if uri == seen_from and fragment:
                    return fragment
                if self.between_sources and not (uri == seen_from and is_index(uri)):
                    return _from_file(uri, self._page(seen_from)) + fragment
                return self._way(self.path(uri), seen_from) + fragment
            case FileAt(uri):
                if self.between_sources:
                    return _from_file(uri, self._page(seen_from))
                return self._way(uri, seen_from)
            case External(url):
                return url
            case _:
                assert_never(target)

    def spot(self, anchor: str, uri: str) -> str:
        """Return the id of an anchor of the page with the source path `uri` where that stands."""
        chapter = self.chapters.get(uri)
        return f"{chapter}.{anchor}" if chapter else anchor

    def _page(self, uri: str) -> str:
        """Return the page on which a page, or a chapter, stands."""
        return self.bound_at if uri in self.chapters else uri

    def _way(self, path: str, seen_from: str) -> str:
        return _relative(path, self.path(self._page(seen_from)), seen_from)


@lru_cache(maxsize=4096)
def _path(uri: str, directory_urls: bool) -> str:
    stem = uri.removesuffix(".md")
    if is_index(uri):
        folder = posixpath.dirname(stem)
        return posixpath.join(folder, "" if directory_urls else "index.html")
    return f"{stem}/" if directory_urls else f"{stem}.html"


@lru_cache(maxsize=1024)  # a page leads to a few others again and again
def _relative(path: str, here: str, seen_from: str) -> str:
    folder = here if here.endswith("/") or not here else posixpath.dirname(here)
    relative = _between(folder, path)
    if relative == "." and path == f"{seen_from.removesuffix('.md')}/":
        relative = f"../{posixpath.basename(path[:-1])}"  # as generators write it as well
    slash = "/" if path.endswith("/") or not path else ""
    return quote("./" if relative == "." else relative + slash)


def _between(folder: str, path: str) -> str:
    """Return the way from a folder to a path, both below the same root and in their simplest form.

    The standard library would make both whole first, which takes twenty times as long.
    """
    here, there = ([part for part in place.split("/") if part] for place in (folder, path))
    alike = len(posixpath.commonprefix((here, there)))
    return "/".join([*(".." for _ in here[alike:]), *there[alike:]]) or "."


def is_index(uri: str) -> bool:
    """Tell whether a page is the front page of its folder."""
    return posixpath.basename(uri) in {"index.md", "README.md"}


def _from_file(uri: str, seen_from: str) -> str:
    return quote(posixpath.relpath(uri, posixpath.dirname(seen_from) or "."))


def edit_template(repo_url: str, edit_uri: str, docs: str) -> str:
    """Return where files are edited, with `{path}`, from what a site says of its repository.

    The site's `edit_uri` leads to the folder `docs`; the catalog lies beside it.
    """
    if not repo_url or not edit_uri:
        return ""
    base = urljoin(repo_url.rstrip("/") + "/", edit_uri)
    return base.removesuffix(f"{docs}/") + "{path}"


def edit_addresses(paths: Iterable[str], template: str) -> dict[str, str]:
    """Return the address at which each file is edited; none without a template."""
    return {path: template.replace("{path}", quote(path)) for path in paths} if template else {}
