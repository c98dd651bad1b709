"""What mkdocs.yml decides for verbs that read a catalog and draw no pages, and the day."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path

import click
import yaml

from sla_catalog.assembly.day import day_of_build
from sla_catalog.assembly.option_types import known_zone
from sla_catalog.assembly.options import OptionError, Options, taken
from sla_catalog.assembly.site_file import NAME, SiteFileError, composed, options_node, text

OF_PAGES = frozenset(
    {
        "revision",
        "edit_url",
        "print_at_most",
        "reminder_days",
        "language",
        "proposal",
        "quality",
        "cache",
        "shard_search_from",
        "history",
        "terms",
    }
)


def options_in(folder: Path) -> Options:
    """Return the options in mkdocs.yml that decide how a catalog is read and judged.

    Those that only change pages are passed over, since a tag such as `!ENV` may say them; so is a
    file that cannot be read, of which MkDocs will say why. Ends the command where an option holds
    what it may not.
    """
    try:
        node = options_node(composed(folder / NAME))
    except (SiteFileError, OSError):
        return Options()
    if isinstance(node, yaml.MappingNode):
        kept = [(key, value) for key, value in node.value if key.value not in OF_PAGES]
        node = yaml.MappingNode(node.tag, kept, node.start_mark, node.end_mark)
    try:
        return taken(node)
    except OptionError as error:
        raise click.UsageError(str(error)) from None


def names_folder(settings: Path, folder: Path) -> bool:
    """Tell whether the mkdocs.yml in a folder of settings names another folder as the catalog."""
    try:
        name = text(options_node(composed(settings / NAME)), "agreements")
    except (SiteFileError, OSError):
        return False
    return bool(name) and (settings / name).resolve() == folder.resolve()


def today_of(stated: date | None, timezone: str | None) -> date:
    """Return the day for which the command works: the one stated, else that of now in a zone."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return day_of_build(stated, timezone, epoch, datetime.now(UTC))


def known_timezone(_context: object, _option: object, zone: str | None) -> str | None:
    """Return a time zone that exists, or say which was probably meant."""
    try:
        return known_zone(zone) if zone else zone
    except ValueError as error:
        raise click.BadParameter(str(error)) from None
