"""mkdocs.yml as it is written, for the command, and to say where a mistake is.

The file is composed, not constructed: its tags (`!ENV`, `!!python/name`) are never acted on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import yaml

NAME = "mkdocs.yml"
_INHERIT = "INHERIT"


class SiteFileError(Exception):
    """Say why the settings of the site cannot be read."""


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


def written_at(path: str | None) -> yaml.Node | None:
    """Return the options in a file that is read otherwise, to name lines; None if that fails."""
    try:
        return options_node(composed(Path(path))) if path else None
    except (SiteFileError, OSError):
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


def place_of(node: yaml.Node | None, path: Iterable[str]) -> str:
    """Return the file, line and column of an option below a node; empty where that is not known.

    Of an option that is not written it is the place of the one that would hold it.
    """
    where = node.start_mark if node else None
    for name in path:
        pairs = node.value if isinstance(node, yaml.MappingNode) else ()
        found = [(key, value) for key, value in pairs if key.value == name]
        if not found:
            break
        key, node = found[-1]
        where = key.start_mark
    return f"{where.name}:{where.line + 1}:{where.column + 1}" if where else ""


def _parsed(path: Path, written: str) -> yaml.MappingNode:
    try:
        loader = yaml.SafeLoader(written)
        loader.name = path.name  # as a mistake names the file
        root = loader.get_single_node()
        for mapping in _mappings(root, set()):
            yaml.constructor.SafeConstructor().flatten_mapping(mapping)  # keys under `<<`
    except yaml.YAMLError as error:
        raise SiteFileError(f"{path} cannot be read: {error}") from error
    if not isinstance(root, yaml.MappingNode):
        raise SiteFileError(f"{path} has no settings")
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
