"""Values in another shape than the one that is read, written out in that one for a help."""

from __future__ import annotations

from collections.abc import Iterator

from sla_catalog.model.notations.edges import edges
from sla_catalog.model.notations.remedies import credit
from sla_catalog.model.notations.suggestions import Suggestion, as_yaml, offered
from sla_catalog.model.notations.targets import targets
from sla_catalog.model.notations.times import times
from sla_catalog.model.notations.words_of import MOST_OF_HELP
from sla_catalog.model.quantities import MalformedError
from sla_catalog.model.targets import Target
from sla_catalog.patterns import Pattern
from sla_catalog.source.document import YamlDocument
from sla_catalog.source.nodes import Mapping, Node, Scalar, Sequence
from sla_catalog.source.schema_paths import Location

_EDGE_AND_CREDIT = Pattern(r"(?P<edge>.+?)\s*(?:->|→|=>|:|=)\s*(?P<credit>[^:=]+)")
_OF_METRIC = 3  # steps to the target of a metric itself: metrics, its place, target
# Lists that authors write as a mapping of names to texts, with the keys of both.
_NAMED = {"definitions": ("term", "definition"), "severities": ("id", "definition")}
_SHARE = Pattern(r"\d+(?:\.\d+)? ?%")
_NUMBER = Pattern(r"\d+(?:\.\d+)?")
_NAME = Pattern(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def reshaped(document: YamlDocument, node: Node, location: Location) -> str:
    """Return what stands at a place in the shape that is read there, or nothing."""
    key = next((step for step in reversed(location) if isinstance(step, str)), "")
    is_item = bool(location) and isinstance(location[-1], int)
    written = ""
    if key == "tiers":
        written = _tier(node) if is_item else _tiers(node)
    elif key == "credits" and not is_item:
        written = _credits(document, node)
    elif key in _NAMED and isinstance(node, Mapping):
        written = _entries(node, *_NAMED[key])
    elif key == "target" and len(location) == _OF_METRIC and isinstance(node, Mapping):
        written = _objectives(document, node)
    return written if len(written) <= MOST_OF_HELP else ""


def tier_of(edge: str, given: str) -> str:
    """Return the keys of a tier of which an edge and the credit are written; or nothing."""
    amount = given.strip()
    amount = f"{amount} %" if _NUMBER.fullmatch(amount) else amount
    amount = amount if _SHARE.fullmatch(amount) else _first(credit(amount))
    found = edges(edge.strip(), "below")
    if not found or not amount:
        return ""
    side = "below" if "%" in found[0].value or found[0].value == "target" else "above"
    keys = found[0].beside or ((side, found[0].value),)
    return ", ".join(f"{name}: {value}" for name, value in (*keys, ("credit", amount)))


def _first(suggestions: tuple[Suggestion, ...]) -> str:
    """Return the one reading of a text, where it needs no other keys."""
    found = suggestions[0] if len(suggestions) == 1 else None
    return found.value if found and not found.beside else ""


def _tier(node: Node) -> str:
    match node:
        case Scalar(text=text):
            match = _EDGE_AND_CREDIT.fullmatch(text)
            keys = tier_of(match["edge"], match["credit"]) if match else ""
        case Sequence(items=(Scalar(text=edge), Scalar(text=given))):
            keys = tier_of(edge, given)
        case _:
            keys = ""
    return f"{{{keys}}}" if keys else ""


def _tiers(node: Node) -> str:
    if not isinstance(node, Mapping) or not node.entries:
        return ""
    pairs = [(e.key.text, e.value.text) for e in node.entries if isinstance(e.value, Scalar)]
    tiers = [tier_of(*pair) for pair in pairs]
    is_whole = len(pairs) == len(node.entries) and all(tiers)
    return f"[{', '.join(f'{{{one}}}' for one in tiers)}]" if is_whole else ""


def _entries(node: Mapping, name: str, text: str) -> str:
    """Return a mapping of names to texts as the entries of a list."""
    pairs = [(e.key.text, e.value.text) for e in node.entries if isinstance(e.value, Scalar)]
    is_record = {e.key.text for e in node.entries} & {name, text}
    if len(pairs) != len(node.entries) or is_record:
        return ""
    keys = (_key_of(other, text) if name == "id" else text for _, other in pairs)
    written = (
        f"{{{name}: {as_yaml(one)}, {key}: {as_yaml(other)}}}"
        for key, (one, other) in zip(keys, pairs, strict=True)
    )
    return f"[{', '.join(written)}]"


def _key_of(words: str, text: str) -> str:
    """Return under which key words are: `P1: Critical` names a severity and explains nothing."""
    return text if " " in words.strip() else "name"


def _credits(document: YamlDocument, node: Node) -> str:
    metrics = ", ".join(_ids(document, "metrics")) or "…"
    tiers = _tiers(node)
    if isinstance(node, Scalar):
        text = node.text.strip()
        amount = text if _SHARE.fullmatch(text) else _first(credit(text))
        given = f"credit: {amount}" if amount else ""
    else:
        given = f"tiers: {tiers}" if tiers else ""
    return f"[{{id: credit, metrics: [{metrics}], {given}}}]" if given else ""


def _ids(document: YamlDocument, key: str) -> Iterator[str]:
    listed = document.locate((key,))
    for item in listed.items if isinstance(listed, Sequence) else ():
        entries = item.entries if isinstance(item, Mapping) else ()
        found = (e.value for e in entries if e.key.text == "id")
        yield from (one.text for one in found if isinstance(one, Scalar))


def _objectives(document: YamlDocument, node: Mapping) -> str:
    """Return targets by the values of a dimension as objectives; by severity where none says."""
    written = []
    for entry in node.entries:
        name, value = entry.key.text, entry.value
        if not isinstance(value, Scalar) or not _NAME.fullmatch(name):
            return ""
        target = _target(value.text)
        if not target:
            return ""
        dimension = _dimension_of(document, name)
        written.append(f"{{when: {{{dimension}: {name}}}, target: {target}}}")
    return f"objectives: [{', '.join(written)}]" if written else ""


def _target(text: str) -> str:
    if as_time := _first(times(text, "target")):
        return as_time
    try:
        return as_yaml(str(Target.parse(text)))
    except MalformedError:
        return offered(targets(text)[:1])


def _dimension_of(document: YamlDocument, value: str) -> str:
    declared = document.locate(("dimensions",))
    for entry in declared.entries if isinstance(declared, Mapping) else ():
        items = entry.value.items if isinstance(entry.value, Sequence) else ()
        names = {item.text for item in items if isinstance(item, Scalar)}
        for item in items:
            keys = item.entries if isinstance(item, Mapping) else ()
            ids = (e.value for e in keys if e.key.text == "id")
            names |= {one.text for one in ids if isinstance(one, Scalar)}
        if value in names:
            return entry.key.text
    return "severity"
