"""The plugin's options in mkdocs.yml, so that the command reads a catalog as the site does."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml


@dataclass(frozen=True, slots=True)
class Settings:
    """The options that decide how a catalog is read; empty where none is written."""

    agreements: str = ""
    timezone: str = ""


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
    for plugin in _items(_get(root, "plugins")):
        options = _get(plugin, "sla-catalog")
        if options is not None:
            return Settings(_text(options, "agreements"), _text(options, "timezone"))
    return Settings()


def _get(node: yaml.Node | None, key: str) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for name, value in node.value if name.value == key), None)
    return None


def _items(node: yaml.Node | None) -> list[yaml.Node]:
    if isinstance(node, yaml.SequenceNode):
        return list(node.value)
    return [node] if isinstance(node, yaml.MappingNode) else []


def _text(node: yaml.Node, key: str) -> str:
    value = _get(node, key)
    return value.value if isinstance(value, yaml.ScalarNode) else ""
