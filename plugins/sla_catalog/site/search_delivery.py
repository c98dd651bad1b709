"""The way of the search index into the site: whole, as its plugin writes it, or in shards."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from posixpath import basename, dirname

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files

from sla_catalog.frozen import dataclass
from sla_catalog.pages.appearance import SEARCH_WORKER, search_worker, search_worker_around
from sla_catalog.site.search_shards import INDEX, NoIndexError, shards

log = get_plugin_logger("sla-catalog")

_THEIRS = re.compile(r"assets/javascripts/workers/search\.[0-9a-f]+\.min\.js")


@dataclass(frozen=True, slots=True)
class SearchDelivery:
    """Where the theme has the worker that ours takes the place of; nowhere leaves it in place.

    Ours reads shards, or else starts theirs, beside which it is, since that loads files near it.
    """

    theirs: str = ""
    in_shards: bool = False

    @classmethod
    def begin(
        cls, files: Files, config: MkDocsConfig, based: Callable[[File], File], *, in_shards: bool
    ) -> SearchDelivery:
        """Publish our worker, if the theme has one of Material's and a server will be asked.

        Pages that are opened as files load nothing but scripts, so their index stays whole.
        `based` says on what a file of ours is based, for plugins that ask every file.
        """
        theirs = next((file.src_uri for file in files if _THEIRS.fullmatch(file.src_uri)), "")
        if not theirs or _is_for_files(config.extra.get("polyfills") or ()):
            return cls()
        made = cls(theirs, in_shards)
        script = search_worker() if in_shards else search_worker_around(basename(theirs))
        files.append(based(File.generated(config, made.ours, content=script)))
        return made

    @property
    def ours(self) -> str:
        """Return the path of our worker."""
        return SEARCH_WORKER if self.in_shards else f"{dirname(self.theirs)}/sla.js"

    def name_worker(self, html: str) -> str:
        """Let a page of the theme start our worker.

        It has a path of its own, so that no browser takes one that it has kept for the other.
        """
        return html.replace(self.theirs, self.ours, 1) if self.theirs else html

    def finish(self, site: Path) -> None:
        """Put shards in the place of the index that is in the folder of a site."""
        index = site / INDEX
        if not self.in_shards or not index.is_file():
            return
        try:
            files = shards(index.read_bytes())
        except NoIndexError as error:
            log.warning("search finds nothing: %s is not Material's index (%s)", INDEX, error)
            return
        for uri, data in files.items():
            path = site / uri
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)


def _is_for_files(polyfills: Iterable[object]) -> bool:
    """Tell whether a site brings what Material's search needs where there is no server."""
    return any("iframe-worker" in str(one) for one in polyfills)
