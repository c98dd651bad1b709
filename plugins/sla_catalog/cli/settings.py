"""mkdocs.yml as it is written, so that the command reads a catalog as the site does.

The file is composed, not constructed: its tags (`!ENV`, `!!python/name`) are never acted on.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import click
import yaml

from sla_catalog.model import timezones
from sla_catalog.model.scalar_types import nearest_timezone

NAME = "mkdocs.yml"
_INHERIT = "INHERIT"


class SiteFileError(Exception):
    """Say why the settings of the site cannot be read."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The options that decide how a catalog is read; empty where none is written."""

    agreements: str = ""
    timezone: str = ""
    today: str = ""


def read_settings(folder: Path) -> Settings:
    """Read the options of the plugin from mkdocs.yml in a folder; none where it cannot be read.

    MkDocs will say what is wrong with it.
    """
    try:
        options = options_node(composed(folder / NAME))
    except (SiteFileError, OSError):
        return Settings()
    return Settings(*(text(options, name) for name in ("agreements", "timezone", "today")))


def composed(path: Path, before: tuple[Path, ...] = ()) -> yaml.MappingNode:
    """Return the settings in a file, with those that it takes over by INHERIT, as MkDocs does.

    Raises SiteFileError where it holds none.
    """
    if path.resolve() in before:
        raise SiteFileError(f"{path} takes over its own settings")
    root = _parsed(path, path.read_text(encoding="utf-8", errors="surrogateescape"))
    parent = get(root, _INHERIT)
    if parent is None:
        return root
    name = plain_text(parent, f"{path}: {_INHERIT}")
    root.value = [(key, value) for key, value in root.value if key.value != _INHERIT]
    return _merged(composed(path.parent / name, (*before, path.resolve())), root)


def options_node(root: yaml.Node) -> yaml.Node | None:
    """Return the options of the plugin; None where it has none, or is not there."""
    plugins = plain(get(root, "plugins"), "plugins")
    for plugin in items(plugins):
        options = get(plain(plugin, "plugins"), "sla-catalog")
        if options is not None:
            return options
    return None


def plain(node: yaml.Node | None, name: str) -> yaml.Node | None:
    """Return a node; raise SiteFileError where a tag says that it stands for something else."""
    if node is not None and not node.tag.startswith("tag:yaml.org,2002:"):
        line = node.start_mark.line + 1
        raise SiteFileError(f"{name}: the tag {node.tag} in line {line} is not acted on")
    return node


def plain_text(node: yaml.Node, name: str) -> str:
    """Return the text of a node; raise SiteFileError where it holds none."""
    if isinstance(plain(node, name), yaml.ScalarNode) and node.value:
        return str(node.value)
    raise SiteFileError(f"{name} is no text")


def day_of_check(stated: date | None, timezone: str | None) -> date:
    """Return the day for which is checked: the one stated, SOURCE_DATE_EPOCH or the clock."""
    if stated:
        return stated
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now(UTC)
    zone = timezones.zone(timezone) if timezone in timezones.names() else UTC
    return moment.astimezone(zone).date()


def known_timezone(_context: object, _option: object, zone: str | None) -> str | None:
    """Return a time zone that exists, or say which was probably meant."""
    try:
        return known_zone(zone) if zone else zone
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


def known_zone(name: str) -> str:
    """Return the name of a time zone; raise ValueError where there is no such one."""
    if name in timezones.names():
        return name
    near = nearest_timezone(name)
    meant = f"did you mean {near}?" if near else "write a name such as Europe/Berlin"
    raise ValueError(f"‘{name}’ is not a time zone; {meant}")


def get(node: yaml.Node | None, key: str) -> yaml.Node | None:
    """Return the value of a key of a mapping, the last one as MkDocs does, or None."""
    if isinstance(node, yaml.MappingNode):
        return next((value for name, value in reversed(node.value) if name.value == key), None)
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


def _parsed(path: Path, written: str) -> yaml.MappingNode:
    try:
        root = yaml.compose(written, yaml.SafeLoader)
        for mapping in _mappings(root, set()):
            yaml.constructor.SafeConstructor().flatten_mapping(mapping)  # keys under `<<`
    except yaml.YAMLError as error:
        raise SiteFileError(f"{path} cannot be read: {error}") from error
    if not isinstance(root, yaml.MappingNode):
        raise SiteFileError(f"{path} holds no settings")
    return root


def _mappings(node: yaml.Node | None, known: set[int]) -> Iterator[yaml.MappingNode]:
    if not isinstance(node, yaml.CollectionNode) or id(node) in known:
        return
    known.add(id(node))
    if isinstance(node, yaml.MappingNode):
        yield node
    for entry in node.value:
        for part in entry if isinstance(entry, tuple) else (entry,):
            yield from _mappings(part, known)


def _merged(below: yaml.MappingNode, above: yaml.MappingNode) -> yaml.MappingNode:
    """Return settings, with those of `above` in place of the others'; mappings are merged."""
    values = {key.value: (key, value) for key, value in below.value}
    for key, value in above.value:
        _, old = values.get(key.value, (key, None))
        if isinstance(old, yaml.MappingNode) and isinstance(value, yaml.MappingNode):
            value = _merged(old, value)
        values[key.value] = (key, value)
    return yaml.MappingNode(above.tag, list(values.values()), above.start_mark, above.end_mark)
