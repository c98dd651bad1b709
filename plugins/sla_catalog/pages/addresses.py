"""Name what a link leads to, and work out where that is seen from a page."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import assert_never
from urllib.parse import quote


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
    """An address outside the site, already checked by `prose.safe_address`."""

    url: str


Target = OnPage | PageAt | FileAt | External


@dataclass(frozen=True, slots=True)
class Addresses:
    """Resolve targets the way the site that delivers the pages lays out its files.

    With `directory_urls` the page `a/b.md` is delivered as `a/b/index.html`, else as `a/b.html`.
    """

    directory_urls: bool = True

    def path(self, uri: str) -> str:
        """Return the path under which a page is delivered, relative to the site's root."""
        stem = uri.removesuffix(".md")
        folder, name = posixpath.split(stem)
        if name in {"index", "README"}:
            return (
                posixpath.join(folder, "")
                if self.directory_urls
                else (posixpath.join(folder, "index.html"))
            )
        return f"{stem}/" if self.directory_urls else f"{stem}.html"

    def href(self, target: Target, seen_from: str) -> str:
        """Return the address of a target as the page with the source path `seen_from` writes it."""
        match target:
            case OnPage(anchor):
                return f"#{quote(anchor)}"
            case PageAt(uri, anchor):
                fragment = f"#{quote(anchor)}" if anchor else ""
                if uri == seen_from and fragment:
                    return fragment
                return self._relative(self.path(uri), seen_from) + fragment
            case FileAt(uri):
                return self._relative(uri, seen_from)
            case External(url):
                return url
            case _:
                assert_never(target)

    def _relative(self, path: str, seen_from: str) -> str:
        here = self.path(seen_from)
        folder = here if here.endswith("/") or not here else posixpath.dirname(here)
        relative = posixpath.relpath(path or ".", folder or ".")
        slash = "/" if path.endswith("/") or not path else ""
        return quote("./" if relative == "." else relative + slash)
