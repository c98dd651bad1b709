"""The site's own settings in mkdocs.yml: what an export takes from them, and makes of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import yaml

from sla_catalog.assembly.site import Surroundings
from sla_catalog.assembly.site_file import (
    SiteFileError,
    composed,
    get,
    items,
    options_node,
    text,
)
from sla_catalog.frozen import dataclass
from sla_catalog.pages.addresses import is_index
from sla_catalog.pages.appearance import SCRIPT, STYLES, TABS
from sla_catalog.pages.searching import SEPARATOR

THEME = "overrides"
PLAIN = """\
site_name: Service agreements
theme: {name: material, font: false}
plugins: [search]
"""
_HEAD = "# Written by `sla export`; what is changed here is lost with the next one.\n"
_STRING = "tag:yaml.org,2002:str"
_MOVED = frozenset({"docs_dir", "site_dir", "hooks", "extra_css", "extra_javascript"})


@dataclass(frozen=True, slots=True)
class MkDocsFile:
    """The composed settings of a site; tags such as `!ENV` are kept and never acted on."""

    folder: Path
    root: yaml.MappingNode

    @classmethod
    def read(cls, path: Path) -> MkDocsFile:
        """Read the settings in a file, or plain ones where there is none.

        Raises SiteFileError where it cannot be read.
        """
        if path.is_file():
            return cls(path.parent, composed(path))
        plain = yaml.compose(PLAIN, yaml.SafeLoader)
        assert isinstance(plain, yaml.MappingNode)  # noqa: S101 it stands above
        return cls(path.parent, plain)

    @property
    def options(self) -> yaml.Node | None:
        """Return what is written as options of the plugin."""
        return options_node(self.root)

    @property
    def surroundings(self) -> Surroundings:
        """Return what the site says beside the options of the plugin."""
        theme = get(self.root, "theme")
        features = items(get(theme, "features"))
        return Surroundings(
            self.folder,
            Path(self.docs).name,
            text(theme, "language") or text(theme, "locale"),
            self._address,
            (text(self.root, "repo_url"), text(self.root, "edit_uri")),
            self._has_directory_urls,
            has_tabs=any(getattr(feature, "value", None) == TABS for feature in features),
        )

    @property
    def docs(self) -> str:
        """Return the folder of the author's own pages."""
        return text(self.root, "docs_dir") or "docs"

    @property
    def _address(self) -> str:
        """Return where the site is published, with `/` at the end; empty where that is not said.

        MkDocs adds the `/` as well, without which a link would lose the last part of the address.
        """
        node = get(self.root, "site_url")
        is_plain = node is not None and node.tag == _STRING
        address = text(self.root, "site_url") if is_plain else ""
        return f"{address.rstrip('/')}/" if address else ""

    @property
    def _has_directory_urls(self) -> bool:
        """Tell whether a page is delivered as a folder; Material's plugin `offline` has files."""
        if any(_is_offline(plugin) for plugin in _listed(get(self.root, "plugins"))):
            return False
        return text(self.root, "use_directory_urls").lower() not in {"false", "no", "off"}

    def own_files(self) -> dict[str, bytes]:
        """Return the author's pages, and what lies beside them, by their path."""
        return _files(self.folder / self.docs)

    @property
    def folders(self) -> tuple[Path, ...]:
        """Return the folders whose files are exported as they are."""
        names = (self.docs, self._changes)
        return tuple(self.folder / name for name in names if name)

    @property
    def _changes(self) -> str:
        return text(get(self.root, "theme"), "custom_dir")

    def theme_files(self) -> dict[str, bytes]:
        """Return the author's changes to the theme by their path."""
        return _files(self.folder / self._changes) if self._changes else {}

    def exported(self, handbook: Iterable[str], lists: Iterable[str]) -> str:
        """Return the settings as text, for a generator that does not know our plugin.

        Where the site does not say what navigation leads to, it is what the plugin makes of it: the
        pages of the `handbook` by their folders, and then `lists`.
        """
        values = {key.value: value for key, value in self.root.value if key.value not in _MOVED}
        values["docs_dir"] = _scalar("docs")
        values["theme"] = _theme(values.get("theme"))
        values["plugins"] = _plugins(values.get("plugins"))
        values["extra_css"] = _longer(get(self.root, "extra_css"), STYLES)
        values["extra_javascript"] = _longer(get(self.root, "extra_javascript"), [SCRIPT])
        values.setdefault("nav", _sequence([*_sections(set(handbook)), *map(_scalar, lists)]))
        root = yaml.MappingNode(self.root.tag, [(_scalar(k), v) for k, v in values.items()])
        written: str = yaml.serialize(root, Dumper=yaml.SafeDumper, allow_unicode=True, width=100)
        return _HEAD + written


def _files(folder: Path) -> dict[str, bytes]:
    """Read all files below a folder; names that begin with a dot are passed over."""
    files = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if path.is_file() and not any(part.startswith(".") for part in name.parts):
            if not path.resolve().is_relative_to(folder.resolve()):
                raise SiteFileError(f"{path} leads out of {folder}")
            files[name.as_posix()] = path.read_bytes()
    return files


def _scalar(value: str) -> yaml.ScalarNode:
    return yaml.ScalarNode(_STRING, value)


def _mapping(pairs: Iterable[tuple[str, yaml.Node]]) -> yaml.MappingNode:
    return yaml.MappingNode("tag:yaml.org,2002:map", [(_scalar(k), v) for k, v in pairs])


def _sequence(nodes: list[yaml.Node]) -> yaml.SequenceNode:
    return yaml.SequenceNode("tag:yaml.org,2002:seq", nodes)


def _longer(node: yaml.Node | None, more: Iterable[str]) -> yaml.Node:
    return _sequence([*items(node), *map(_scalar, more)])


def _sections(uris: set[str], folder: str = "") -> Iterator[yaml.Node]:
    """Yield the pages of a folder, its front page first, and then the folders in it."""
    here = {uri for uri in uris if "/" not in uri.removeprefix(folder)}
    for uri in sorted(here, key=lambda uri: (not is_index(uri), uri)):
        yield _scalar(uri)
    for name in sorted({uri.removeprefix(folder).partition("/")[0] for uri in uris - here}):
        inner = f"{folder}{name}/"
        below = {uri for uri in uris if uri.startswith(inner)}
        yield _mapping([(_title(name), _sequence([*_sections(below, inner)]))])


def _title(folder: str) -> str:
    """Return what MkDocs calls a folder."""
    words = re.sub("[-_]", " ", folder)
    return words.capitalize() if words == words.lower() else words


def _theme(node: yaml.Node | None) -> yaml.Node:
    """Return the theme with our part of it, in the form for which our styles are made."""
    if isinstance(node, yaml.ScalarNode):
        node = _mapping([("name", node)])
    pairs = {key.value: value for key, value in node.value} if node else {}
    pairs["custom_dir"] = _scalar(THEME)
    pairs.setdefault("variant", _scalar("classic"))
    return _mapping(pairs.items())


def _plugins(node: yaml.Node | None) -> yaml.Node:
    """Return the plugins without ours; search is told where words end, unless the site does so."""
    listed = _listed(node) if node else [_scalar("search")]
    return _sequence([_telling(plugin) for plugin in listed if _name(plugin) != "sla-catalog"])


def _listed(node: yaml.Node | None) -> list[yaml.Node]:
    """Return the plugins one by one, also where they are written as a mapping."""
    if isinstance(node, yaml.MappingNode):
        return [_mapping([(key.value, value)]) for key, value in node.value]
    return items(node)


def _is_offline(plugin: yaml.Node) -> bool:
    options = get(plugin, _name(plugin))
    is_on = text(options, "enabled").lower() not in {"false", "no", "off"}
    return _name(plugin) in {"offline", "material/offline"} and is_on


def _telling(plugin: yaml.Node) -> yaml.Node:
    if _name(plugin) not in {"search", "material/search"}:
        return plugin
    options = get(plugin, _name(plugin))
    given = options.value if isinstance(options, yaml.MappingNode) else []
    pairs = {key.value: value for key, value in given}
    pairs.setdefault("separator", _scalar(SEPARATOR))
    return _mapping([(_name(plugin), _mapping(pairs.items()))])


def _name(plugin: yaml.Node) -> str:
    if isinstance(plugin, yaml.MappingNode) and plugin.value:
        return str(plugin.value[0][0].value)
    return str(plugin.value) if isinstance(plugin, yaml.ScalarNode) else ""
