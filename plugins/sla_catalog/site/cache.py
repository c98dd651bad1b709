"""The cache of a build: which values it keeps, and all that they stand on."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from functools import cache
from importlib.metadata import requires, version
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from sla_catalog.assembly.options import Options
from sla_catalog.assembly.site import Setting, Site, Surroundings
from sla_catalog.exports.catalog import CatalogEntry
from sla_catalog.exports.csv import Cell
from sla_catalog.findings import Finding
from sla_catalog.incremental.digests import Digests, digest
from sla_catalog.incremental.disk_memory import DiskMemory
from sla_catalog.incremental.history_file import HistoryFile
from sla_catalog.incremental.shells import DiskShells
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog
from sla_catalog.pages.blocks import Row
from sla_catalog.pages.comparison.columns import Compared
from sla_catalog.pages.cross_references import CrossReference
from sla_catalog.pages.page import Drawn
from sla_catalog.pages.views.lists import CoveredAgreement, FrameworkAnswers
from sla_catalog.pages.views.overview import Listed
from sla_catalog.redaction import Audience
from sla_catalog.reports.text import harmless
from sla_catalog.site.surroundings import home_of
from sla_catalog.source.load import Loaded
from sla_catalog.source.repository import commit_of, first_commits, is_repository, is_shallow
from sla_catalog.source.tree import read_directory
from sla_catalog.terms.usage import FoldedTexts

DISTRIBUTION = "mkdocs-sla-catalog"
KINDS: Mapping[str, object] = {
    "cited": CrossReference,
    "compared": Compared,
    "covered": CoveredAgreement,
    "earlier": Drawn,
    "earlier-sheet": str,
    "entry": CatalogEntry,
    "files": tuple[str, str],
    "findings": tuple[Finding, ...],
    "frameworks": Mapping[str, FrameworkAnswers],
    "listed": Listed,
    "page": Drawn,
    "parties": tuple[tuple[str, str, Row], ...],
    "prose": FoldedTexts,
    "rows": list[list[Cell]],
    "services": tuple[tuple[str, Row], ...],
    "terms": frozenset[str],
    "terms in any letters": frozenset[str],
}


def folder_of(options: Options, config: MkDocsConfig) -> Path | None:
    """Return the folder of the cache, None without one.

    Raises PluginError where it would be published or read. `site_dir` is still that of the site.
    """
    if not options.cache:
        return None
    home = home_of(config)
    folder = home / options.cache
    places: Mapping[str, str | Path | None] = {
        "docs_dir": config.docs_dir,
        "custom_dir": config.theme.custom_dir,
        "site_dir": config.site_dir,
        "agreements": home / options.agreements,
    }
    real = folder.resolve()
    for name, place in places.items():
        other = Path(place).resolve() if place else None
        if other and (real.is_relative_to(other) or other.is_relative_to(real)):
            said = "lies in" if real.is_relative_to(other) else "holds"
            raise PluginError(
                f"sla-catalog: cache: {harmless(options.cache)} {said} the folder of {name}; "
                "write one that is neither published nor read, such as .cache/sla-catalog"
            )
    return folder


def remembering(folder: Path, setting: Setting, loaded: Loaded, catalog: Catalog) -> Catalog:
    """Return a catalog that takes what holds from the cache in a folder, and adds to it.

    Each audience has a folder of its own there. The site of a proposal is made anew.
    """
    if setting.review:
        return catalog
    of_agreement = _Digested(setting, loaded, catalog)
    digests = Digests(of_agreement)
    grounds = digests.of((_program(), *_site(setting), *_shared(catalog, loaded)))
    readers = setting.site.audience
    own = _own(folder, digests, readers)
    memory = DiskMemory(own, grounds, digests, KINDS)
    _hide_from_git(folder)
    memory.forget_others(catalog.by_id.keys())
    return replace(catalog, memory=memory)


def kept_history(folder: Path, site: Site) -> HistoryFile:
    """Return the file of the history in a folder, which holds until something is committed.

    It is of one day and of the same options. For an audience it holds as long as all files are the
    same: what they may see today counts.
    """
    _hide_from_git(folder)
    digests = Digests(lambda _agreement: "")
    home = site.around.home
    commit = commit_of(home, "HEAD") if is_repository(home) else None
    options = site.options.model_copy(update={"cache": "", "revision": None})
    files = read_directory(site.folder, "", options.bounds)[0] if site.audience else ()
    told = [(file.path, digest(file.data)) for file in files]
    oldest = first_commits(home) if commit and is_shallow(home) else ()
    grounds = (_program(), options, site.today, site.audience, commit, oldest, told)
    return HistoryFile(_own(folder, digests, site.audience) / "history.json", digests.of(grounds))


def kept_shells(folder: Path, site: Site) -> DiskShells:
    """Return the place in a folder for what the theme draws around pages of agreements."""
    return DiskShells(_own(folder, Digests(lambda _agreement: ""), site.audience), _program())


def _own(folder: Path, digests: Digests, readers: Audience | None) -> Path:
    return folder / (digests.of(readers) if readers else "everybody")


class _Digested:
    """Tell an agreement from what it was: by its file, its history, and what is hidden of it."""

    def __init__(self, setting: Setting, loaded: Loaded, catalog: Catalog) -> None:
        self._setting, self._paths = setting, catalog.paths
        self._files = {
            path: digest("\n".join(loaded.documents[path].lines).encode())
            for path in catalog.paths.values()
        }
        self._inner = Digests(lambda _agreement: "")

    def __call__(self, agreement: Agreement) -> str:
        """Return its digest."""
        path = self._paths[agreement.id]
        versions = len(self._setting.history.recorded.get(agreement.id, ()))
        told = [path, self._files[path], f"{versions} versions"]
        if self._setting.site.audience:
            told += map(self._inner.of, (vars(agreement)[name] for name in Agreement.model_fields))
        return digest("\n".join(told).encode())


def _site(setting: Setting) -> tuple[object, ...]:
    """Return all that pages show beside the catalog; where its folder is, they do not."""
    site = setting.site
    options = site.options.model_copy(update={"cache": "", "revision": None})
    around: Surroundings = replace(site.around, home=Path())
    own = (site.today, site.shown_as, site.audience, site.words.language, setting.addresses)
    return (options, around, *own, bool(setting.revision), setting.handbook)


def _shared(catalog: Catalog, loaded: Loaded) -> tuple[object, ...]:
    """Return what all agreements stand on: shared entries but parties, and where they are."""
    paths = {path for name, path in catalog.shared_paths.items() if name != "parties"}
    lines = [(path, loaded.documents[path].lines) for path in sorted(paths)]
    entries = (catalog.terms, catalog.metrics, catalog.calendars, catalog.timezone)
    return (*entries, lines)


@cache
def _program() -> str:
    """Return the digest of the program and of all that it draws with."""
    root = Path(__file__).parent.parent
    found = sorted(path for path in root.rglob("*") if path.suffix not in {"", ".pyc"})
    told = [f"{path.relative_to(root)} {digest(path.read_bytes())}" for path in found]
    needed = [one for one in requires(DISTRIBUTION) or () if "extra ==" not in one]
    names = [name[0] for one in needed if (name := re.match(r"[\w.-]+", one))]
    told += [f"{name} {version(name)}" for name in names]
    return digest("\n".join([sys.version, *told]).encode())


def _hide_from_git(folder: Path) -> None:
    """Keep a folder out of commits, whatever its name is, unless it was there before."""
    with suppress(OSError):
        if not folder.exists():
            folder.mkdir(parents=True)
            mark = folder / ".gitignore"
            mark.write_text("# Made by sla-catalog; the folder can be removed at any time.\n*\n")
