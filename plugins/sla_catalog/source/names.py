"""What to write instead of a name that is refused: an id, or one that the file declares."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as TypingMapping
from difflib import get_close_matches

from sla_catalog.model.fields import Record
from sla_catalog.model.notations.names import named
from sla_catalog.model.notations.suggestions import as_yaml
from sla_catalog.model.quantities import MalformedError
from sla_catalog.source.document import Scalar, YamlDocument
from sla_catalog.source.nodes import Mapping, Node, Sequence
from sla_catalog.source.schema_paths import Location, keys_of


def of_name(
    document: YamlDocument,
    error: MalformedError,
    text: str,
    parent: type[Record] | None,
    key: str,
    name: str | None,
) -> MalformedError:
    """Offer an id with the name beside it where values are declared, else one that is declared.

    A `name` that is there already is kept.
    """
    if key != "id" and "not an id" in error.found:
        declared = _declared(document, error.instead)
        return MalformedError(error.found, error.expected, declared or error.instead)
    has_name = parent is not None and "name" in keys_of(parent)
    if key != "id" or not has_name or "short name" not in error.found:
        return error
    found = named(text)
    if found and name is not None and len(found.ids) == 1:
        is_lost = found.name.casefold() not in {
            "",
            name.casefold(),
            " ".join(text.split()).casefold(),
        }
        kept = f"; `name` is there already, so add ‘{found.name}’ to it" if is_lost else ""
        return MalformedError(error.found, error.expected, f"{found.ids[0]}{kept}")
    entries = found.entries if found else f"id: …, name: {as_yaml(' '.join(text.split()))}"
    return MalformedError(error.found, error.expected, entries)


def _declared(document: YamlDocument, meant: str) -> str:
    """Return the id in a document that is meant, or next to it, or nothing."""
    ids = list(dict.fromkeys(_ids_in(document.root)))
    close = get_close_matches(meant, ids, n=1, cutoff=0.8)
    return meant if meant in ids else close[0] if close else ""


_HOMES: TypingMapping[str, Location] = {
    "metrics": ("metrics",),
    "exclusions": ("exclusions",),
    "not_with": ("remedies", "credits"),
}
_MOST_NAMED = 8


def listed_ids(document: YamlDocument, key: str, text: str) -> str:
    """Return a list of ids of the document, of which one is meant by a text that is none of them.

    Nothing where the key lists no ids, or where the text is one.
    """
    node: Node | None = document.root if key in _HOMES else None
    for step in _HOMES.get(key, ()):
        entries = node.entries if isinstance(node, Mapping) else ()
        node = next((one.value for one in entries if one.key.text == step), None)
    items = node.items if isinstance(node, Sequence) else ()
    ids = [entry.value.text for item in items if isinstance(item, Mapping)
           for entry in item.entries
           if entry.key.text == "id" and isinstance(entry.value, Scalar)]  # fmt: skip
    if not ids or text in ids:
        return ""
    close = get_close_matches(text.lower(), ids, n=1, cutoff=0.6)
    if close:
        return f"[{close[0]}]"
    return f"a list of {', '.join(ids[:_MOST_NAMED])}" + (", …" if len(ids) > _MOST_NAMED else "")


def _ids_in(node: Node) -> Iterator[str]:
    if isinstance(node, Mapping):
        for entry in node.entries:
            if entry.key.text == "id" and isinstance(entry.value, Scalar):
                yield entry.value.text
            yield from _ids_in(entry.value)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _ids_in(item)
