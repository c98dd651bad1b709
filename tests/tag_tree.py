"""The tree of tags in a PDF, and what it lacks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader


def tags(node: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the names of each tag and of those around it, the outermost first."""
    yield from (names for names, _ in elements(node, path))


def elements(node: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield the same with the element of each tag."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for one in node:
            yield from elements(one, path)
    elif isinstance(node, dict):
        here = (*path, _name(node)) if "/S" in node else path
        if here != path:
            yield here, node
        if "/K" in node:
            yield from elements(node["/K"], here)


def _name(node: dict[str, Any]) -> str:
    name = str(node["/S"])[1:]
    return "Figure without words" if name == "Figure" and "/Alt" not in node else name


_ITEMS = {"LI", "L", "Caption"}


def faults_of(reader: PdfReader) -> list[str]:
    """Return what a tree of tags lacks: tables without caption, parts outside, pictures."""
    found = list(tags(reader.root_object["/StructTreeRoot"]))
    tables = [path for path in found if path[-1] == "Table"]
    captions = [path for path in found if path[-2:] == ("Table", "Caption")]
    pairs = {path[-2:] for path in found if len(path) > 1}
    around = {
        "TR": {"THead", "TBody", "TFoot"},
        "TH": {"TR"},
        "TD": {"TR"},
        "LI": {"L"},
        "Lbl": {"LI"},
        "LBody": {"LI"},
    }
    faults = [
        f"{above} around {one}" for above, one in pairs if above not in around.get(one, {above})
    ]
    if len(tables) != len(captions):
        faults.append(f"{len(tables)} tables, {len(captions)} captions")
    faults += [f"{one} in a list" for above, one in pairs if above == "L" and one not in _ITEMS]
    faults += ["a table in a table"] * any("Table" in path[:-1] for path in tables)
    return faults + [path[-1] for path in found if path[-1] == "Figure without words"]
