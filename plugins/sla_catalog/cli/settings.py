"""The plugin's options in mkdocs.yml, so that the command reads a catalog as the site does."""

from __future__ import annotations

import os
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

import click
import yaml

from sla_catalog.model.written import nearest_timezone


@dataclass(frozen=True, slots=True)
class Settings:
    """The options that decide how a catalog is read and shown; empty where none is written."""

    agreements: str = ""
    timezone: str = ""
    today: str = ""
    edit_url: str = ""
    language: str = ""


_NAMES = tuple(field.name for field in fields(Settings))


def read_settings(folder: Path) -> Settings:
    """Read the options of the plugin from mkdocs.yml in a folder; none where there is no such file.

    The file is composed, not constructed: its tags (`!ENV`, `!!python/name`) are never acted on.
    """
    path = folder / "mkdocs.yml"
    if not path.is_file():
        return Settings()
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), yaml.SafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError):
        return Settings()  # MkDocs will say what is wrong with it
    for plugin in items(get(root, "plugins")):
        options = get(plugin, "sla-catalog")
        if options is not None:
            return Settings(**{name: text(options, name) for name in _NAMES})
    return Settings()


def day_of_check(settings: Settings, timezone: str | None) -> date:
    """Return the day for which is checked: that of mkdocs.yml, SOURCE_DATE_EPOCH or the clock."""
    try:
        return date.fromisoformat(settings.today)
    except ValueError:  # none is stated, or MkDocs will say what is wrong with it
        pass
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now(UTC)
    zone = ZoneInfo(timezone) if timezone in available_timezones() else UTC
    return moment.astimezone(zone).date()


def known_timezone(_context: object, _option: object, zone: str | None) -> str | None:
    """Return a time zone that exists, or say which was probably meant."""
    if zone is None or zone in available_timezones():
        return zone
    near = nearest_timezone(zone)
    meant = f"did you mean {near}?" if near else "write a name such as Europe/Berlin"
    raise click.BadParameter(f"‘{zone}’ is not a time zone; {meant}")


def get(node: yaml.Node | None, key: str) -> yaml.Node | None:
    """Return the value of a key of a mapping, or None."""
    if isinstance(node, yaml.MappingNode):
        return next((value for name, value in node.value if name.value == key), None)
    return None


def items(node: yaml.Node | None) -> list[yaml.Node]:
    """Return the entries of a list; a mapping is a list of one."""
    if isinstance(node, yaml.SequenceNode):
        return list(node.value)
    return [node] if isinstance(node, yaml.MappingNode) else []


def text(node: yaml.Node | None, key: str) -> str:
    """Return the text under a key of a mapping; empty where there is none."""
    value = get(node, key)
    return value.value if isinstance(value, yaml.ScalarNode) else ""
