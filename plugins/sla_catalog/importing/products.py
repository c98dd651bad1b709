"""Service levels of data products (ODPS), in whatever of its shapes they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sla_catalog.frozen import dataclass
from sla_catalog.importing.levels import Level, level
from sla_catalog.importing.reading import Reading, clean
from sla_catalog.importing.records import ImportedPromise, Read, Subject
from sla_catalog.losses import Note, Outcome
from sla_catalog.source.nodes import Mapping, Node, Scalar, Sequence

_SLA = re.compile(r"slas?|slasets|servicelevels?", re.IGNORECASE)
_NO_NAME = re.compile(
    r"slas?|slasets|servicelevels?|declarative|executable|dimensions|objectives", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Package:
    """A list of service levels below a key that means SLA; `name` is empty without one."""

    name: str
    levels: tuple[Mapping, ...]


def packages(root: Node) -> Iterator[Package]:
    """Find each list of mappings with `dimension` and `objective` below a key that means SLA."""
    waiting: list[tuple[tuple[str, ...], Node]] = [((), root)]
    done: set[int] = set()
    while waiting:
        path, node = waiting.pop()
        if id(node) in done:
            continue
        done.add(id(node))
        if isinstance(node, Mapping):
            waiting += [((*path, one.key.text), one.value) for one in reversed(node.entries)]
        elif isinstance(node, Sequence):
            levels = tuple(o for o in node.items if isinstance(o, Mapping) and _is_level(o))
            if levels and any(map(_SLA.fullmatch, path)):
                yield Package(_name(path), levels)
            else:
                waiting += [((*path, _named(one)), one) for one in reversed(node.items)]


def _is_level(node: Node) -> bool:
    keys = {e.key.text for e in node.entries} if isinstance(node, Mapping) else set()
    return {"dimension", "objective"} <= keys


def _named(node: Node) -> str:
    """Return the name by which an item of a list calls itself."""
    for entry in node.entries if isinstance(node, Mapping) else ():
        if entry.key.text in {"name", "id"} and isinstance(entry.value, Scalar):
            return entry.value.text
    return ""


def _name(path: tuple[str, ...]) -> str:
    """Return the last key below the one that means SLA which is no word of the format."""
    first = next(place for place, key in enumerate(path) if _SLA.fullmatch(key))
    names = [key for key in path[first + 1 :] if key and not _NO_NAME.fullmatch(key)]
    return names[-1] if names else ""


def read(reading: Reading) -> Iterator[Read]:
    """Yield what a data product promises, for each of its packages."""
    root = reading.document.root
    found = list(packages(root))
    service = _service(reading, root)
    _pass_over_way(reading, root, {id(one) for package in found for one in package.levels})
    yield from _references(reading, root)
    is_divided = len(found) > 1
    for package in found:
        for node in package.levels:
            yield from _level(reading, node, service, package.name if is_divided else "")
    yield Subject(service, reading.span(root), service)


def _level(reading: Reading, node: Node, service: str, package: str) -> Iterator[Read]:
    dimension = reading.text(node, "dimension")
    title = _title(reading, node) or dimension
    value, unit = reading.at(node, "objective"), reading.text(node, "unit")
    name = f"{title} ({clean(package)})" if package else title
    if value is None or not isinstance(value, Scalar) or value.is_null:
        yield reading.note(Outcome.LEFT_OUT, value or node, f"{name} has no objective")
        yield ImportedPromise(service, name, reading.span(node), "custom", unread="no objective")
        return
    day = re.fullmatch(r"([0-3][0-9])/([01][0-9])/([0-9]{4})", value.text)
    text = f"{day[3]}-{day[2]}-{day[1]}" if day else ""
    if unit.lower() in {"date", "null", "none", "never", "boolean"} and day:
        unit = ""
    yield from level(reading, Level(service, dimension, name, value, unit, "", text))


def _title(reading: Reading, node: Node) -> str:
    """Return the English title of a dimension, or the first one."""
    titles: dict[str, str] = {}
    for key in ("displaytitle", "displayTitle", "displaytitles"):
        for one in reading.items(node, key):
            for language, title in reading.entries(one):
                titles.setdefault(language, clean(title.text) if isinstance(title, Scalar) else "")
    return titles.get("en") or next(iter(titles.values()), "")


def _service(reading: Reading, root: Node) -> str:
    product = reading.at(root, "product")
    for place in (reading.at(product, "details"), product, root):
        for key in ("en", None):
            name = reading.text(place, key, "name") if key else reading.text(place, "name")
            if name:
                return name
        for _, inner in reading.entries(place) if place is not None else ():
            if isinstance(inner, Mapping) and (name := reading.text(inner, "name")):
                return name
    return reading.text(product, "productID") or "data product"


def _pass_over_way(reading: Reading, root: Node, levels: set[int]) -> None:
    """Count all keys as read that lead to service levels."""
    known: dict[int, bool] = {}  # an alias may lead to one node from many places

    def leads(node: Node) -> bool:
        if id(node) in known:
            return known[id(node)]
        below = node.items if isinstance(node, Sequence) else ()
        if isinstance(node, Mapping):
            below = tuple(entry.value for entry in node.entries)
        found = [leads(one) for one in below]
        is_way = id(node) in levels or any(found)
        if is_way:
            reading.seen.add(id(node))
        known[id(node)] = is_way
        return is_way

    leads(root)


def _references(reading: Reading, root: Node) -> Iterator[Note]:
    """Yield a note on each inner reference to service levels that leads to nothing."""
    waiting: list[tuple[bool, Node]] = [(False, root)]
    done: set[tuple[bool, int]] = set()
    while waiting:
        is_below, node = waiting.pop()
        if (is_below, id(node)) in done:
            continue
        done.add((is_below, id(node)))
        if isinstance(node, Sequence):
            waiting += [(is_below, one) for one in node.items]
        for entry in node.entries if isinstance(node, Mapping) else ():
            key = entry.key.text
            if key == "$ref" and isinstance(entry.value, Scalar) and is_below:
                yield _reference(reading, root, entry.value)
            waiting.append((is_below or bool(_SLA.fullmatch(key)), entry.value))


def _reference(reading: Reading, root: Node, node: Scalar) -> Note:
    reading.seen.add(id(node))
    keys = [key for key in node.text.partition("#")[2].split("/") if key]
    for start in ((), ("product",)):
        if keys and _folded(root, (*start, *keys)) is not None:
            text = f"the reference `{clean(node.text)}` is followed without regard to capitals"
            return reading.note(Outcome.CHANGED, node, text)
    text = f"the reference `{clean(node.text)}` leads to nothing in this file"
    return reading.note(Outcome.LEFT_OUT, node, text)


def _folded(node: Node | None, keys: tuple[str, ...]) -> Node | None:
    for key in keys:
        entries = node.entries if isinstance(node, Mapping) else ()
        below = {entry.key.text.lower(): entry.value for entry in entries}
        inner = below.get("declarative")
        if key.lower() not in below and isinstance(inner, Mapping):
            below = {entry.key.text.lower(): entry.value for entry in inner.entries}
        node = below.get(key.lower())
    return node
