"""Where on the site the pages are of what a file speaks of, and the name that the site has."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from sla_catalog.exports.catalog import PathOf, page_path
from sla_catalog.frozen import dataclass

NAMELESS = "sla-catalog"


@dataclass(frozen=True, slots=True)
class Places:
    """The addresses to which files lead.

    `path_of` gives the path of an agreement's page; `site` is the address of the site, and empty
    where that is not known.
    """

    path_of: PathOf = page_path
    site: str = ""

    def clause(self, agreement_id: str, anchor: str) -> str:
        """Return the whole address of a clause; empty where that of the site is not known."""
        if not self.site:
            return ""
        fragment = f"#{quote(anchor)}" if anchor else ""
        return f"{self.site.rstrip('/')}/{quote(self.path_of(agreement_id))}{fragment}"

    def own(self, name: str) -> str:
        """Return a name that no other site gives: `wiki-end@docs.example.com`."""
        parts = urlsplit(self.site)
        folder = parts.path.strip("/")
        return f"{f'{folder}/' if folder else ''}{name}@{parts.hostname or NAMELESS}"


NOWHERE = Places()
