"""A site as the settings of MkDocs describe it: its surroundings, and the author's own files."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, set_exclusions
from mkdocs.utils import is_markdown_file

from sla_catalog.assembly.day import day_of_build
from sla_catalog.assembly.options import Options
from sla_catalog.assembly.site import Site, Surroundings
from sla_catalog.pages.addresses import Addresses
from sla_catalog.pages.appearance import TABS


def site_of(options: Options, config: MkDocsConfig) -> Site:
    """Return the site that options and settings describe, on the day of the build."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    today = day_of_build(options.today, options.timezone, epoch, datetime.now(UTC))
    return Site.of(options, _surroundings(config), today)


def home_of(config: MkDocsConfig) -> Path:
    """Return the folder of mkdocs.yml."""
    return Path(config.config_file_path or "mkdocs.yml").parent


def _surroundings(config: MkDocsConfig) -> Surroundings:
    return Surroundings(
        home_of(config),
        Path(config.docs_dir).name,
        str(config.theme.get("language") or config.theme.get("locale", "")),
        config.site_url or "",
        (config.repo_url or "", config.edit_uri or ""),
        config.use_directory_urls,
        has_tabs=TABS in (config.theme.get("features") or ()),
    )


def file_at(uri: str, config: MkDocsConfig) -> File:
    """Return a source file as MkDocs sees it."""
    return File(uri, config.docs_dir, config.site_dir, config.use_directory_urls)


def files_of(config: MkDocsConfig, pattern: str) -> list[str]:
    """Return the source paths of the author's own files that are to be published."""
    docs = Path(config.docs_dir)
    paths = [path.relative_to(docs).as_posix() for path in sorted(docs.rglob(pattern))]
    files = [file_at(path, config) for path in paths]
    set_exclusions(files, config)
    return [file.src_uri for file in files if file.inclusion.is_included()]


def published_at(uri: str, config: MkDocsConfig) -> str:
    """Return where MkDocs writes a source file, in small letters: a.md and a/index.md meet."""
    if not uri.endswith(".md"):
        return file_at(uri, config).dest_uri.lower() if is_markdown_file(uri) else uri.lower()
    path = Addresses(config.use_directory_urls).path(uri).lower()
    return path if path.endswith(".html") else f"{path}index.html"
