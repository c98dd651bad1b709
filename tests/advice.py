"""Advice as a reader follows it: what of a help can be typed, and the file with it typed in."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from sla_catalog.findings import Span

Steps = tuple[tuple[yaml.MappingNode | yaml.SequenceNode, int], ...]


def alternatives(instead: str) -> list[str]:
    """Return what a help offers to type; what follows a semicolon explains, `…` is a blank."""
    offered = instead.partition("; ")[0]
    meant = re.fullmatch(r"did you mean (.+)\?", offered)
    if meant:
        return [meant[1]]
    outside_quotes = r'(?=(?:[^"]*"[^"]*")*[^"]*$)'
    parts = re.split(rf",? or (?=\S){outside_quotes}", offered.removeprefix("such as "))
    if offered.startswith("such as "):
        parts = [one for part in parts for one in re.split(f", {outside_quotes}", part)]
    return [part for part in parts if part and "…" not in part]


def keys_in(alternative: str) -> dict[str, object] | None:
    """Return the keys of an alternative with their values, or None where it is one value."""
    if not re.match(r"\{?[a-z_]+: ", alternative):
        return None
    text = alternative if alternative.startswith("{") else f"{{{alternative}}}"
    try:
        keys: dict[str, object] = yaml.load(text, yaml.BaseLoader)  # noqa: S506 - builds only text
    except yaml.YAMLError:
        return None
    return keys


def typed(text: str, span: Span, alternative: str) -> Iterator[str]:
    """Yield the file with an alternative typed at a place, and with its keys at an outer level.

    A value is typed wherever the same text is, as one does with a name.
    """
    keys = keys_in(alternative)
    for out in range(len(_way(_root(text), span)) + 1 if keys else 1):
        root = _root(text)
        way = _way(root, span)
        if keys is None:
            _replace(root, way, span, alternative)
        elif not _merge(way, out, keys, is_in_place=alternative.startswith("{")):
            continue
        yield yaml.serialize(root, allow_unicode=True, width=10_000)


def is_value(alternative: str) -> bool:
    """Tell whether an alternative can be typed as it is, and is no advice in words."""
    return not re.search("[`‘]|^an entry of its own|^an entry for each", alternative) and (
        keys_in(alternative) is not None or not re.match(r"\{?[a-z_]+: ", alternative)
    )


def _root(text: str) -> yaml.Node:
    root = yaml.compose(text, yaml.BaseLoader)
    assert root is not None
    return root


def _way(root: yaml.Node, span: Span) -> Steps:
    """Return each collection on the way to the node that a span marks, with the place in it."""
    place = (span.line - 1, span.column - 1)
    found = [steps for steps, node in _nodes(root) if _begins(node) == place]
    assert found, span
    return max(found, key=len)


def _begins(node: yaml.Node) -> tuple[int, int]:
    return node.start_mark.line, node.start_mark.column


def _nodes(node: yaml.Node, way: Steps = ()) -> Iterator[tuple[Steps, yaml.Node]]:
    if isinstance(node, yaml.MappingNode):
        for number, (key, value) in enumerate(node.value):
            step = (*way, (node, number))
            yield step, key
            yield step, value
            yield from _nodes(value, step)
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            step = (*way, (node, number))
            yield step, value
            yield from _nodes(value, step)


def _replace(root: yaml.Node, way: Steps, span: Span, alternative: str) -> None:
    """Put an alternative in the place of a node, and of all texts that are the same."""
    collection, number = way[-1]
    child = collection.value[number]
    marked = _at(child, span)
    if not isinstance(marked, yaml.ScalarNode):
        key = (child[0],) if isinstance(child, tuple) else ()
        collection.value[number] = (*key, _node(alternative)) if key else _node(alternative)
        return
    for _, node in list(_nodes(root)):
        if isinstance(node, yaml.MappingNode):
            node.value = [
                tuple(_or(one, marked, alternative) for one in pair) for pair in node.value
            ]
        elif isinstance(node, yaml.SequenceNode):
            node.value = [_or(one, marked, alternative) for one in node.value]
    if isinstance(root, yaml.MappingNode):
        root.value = [tuple(_or(one, marked, alternative) for one in pair) for pair in root.value]


def _at(child: yaml.Node | tuple[yaml.Node, yaml.Node], span: Span) -> yaml.Node:
    """Return what a span marks: an item of a list, or the key or the value of a pair."""
    if not isinstance(child, tuple):
        return child
    key, value = child
    return key if _begins(key) == (span.line - 1, span.column - 1) else value


def _or(node: yaml.Node, marked: yaml.ScalarNode, alternative: str) -> yaml.Node:
    is_same = isinstance(node, yaml.ScalarNode) and node.value == marked.value
    return _node(alternative) if is_same else node


def _node(alternative: str) -> yaml.Node:
    listed = yaml.compose(f"- {_quoted(alternative)}", yaml.BaseLoader)
    assert isinstance(listed, yaml.SequenceNode)
    (node,) = listed.value
    assert isinstance(node, yaml.Node)
    return node


def _quoted(alternative: str) -> str:
    is_list = alternative.startswith("[")
    return alternative if is_list else "'" + alternative.replace("'", "''") + "'"


def _merge(way: Steps, out: int, keys: dict[str, object], *, is_in_place: bool) -> bool:
    """Write keys where a place is: in it, beside it or around it; tell whether that can be."""
    given = yaml.compose(yaml.dump(keys, allow_unicode=True), yaml.BaseLoader)
    assert isinstance(given, yaml.MappingNode)
    collection, number = way[-1]
    if is_in_place:
        if isinstance(collection, yaml.MappingNode):
            collection.value[number] = (collection.value[number][0], given)
        else:
            collection.value[number] = given
        return out == 0
    if out == 0:
        child = collection.value[number]
        inner = child[1] if isinstance(child, tuple) else child
        return _write(inner, given, "")
    collection, number = way[len(way) - out]
    marked = collection.value[number][0].value if isinstance(collection, yaml.MappingNode) else ""
    return _write(collection, given, marked if out == 1 else "")


def _write(collection: yaml.Node, given: yaml.MappingNode, marked: str) -> bool:
    if not isinstance(collection, yaml.MappingNode):
        return False
    """Write keys into a mapping, one of them for the key that is marked; a second one stays."""
    keys = {key.value for key, _ in given.value}
    gone = {marked} if marked in keys or keys & _INSTEAD else set()
    kept = [(key, value) for key, value in collection.value if key.value not in gone]
    collection.value = [*kept, *given.value]
    return True


_INSTEAD = {
    "none", "unread", "elsewhere", "commitment", "text", "note", "below", "above", "from", "to",
    "until", "statistic", "tiers", "objectives", "email", "phone", "url", "ends",
}  # fmt: skip
