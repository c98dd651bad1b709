"""Keys that a record does not have: what was probably meant, and where that stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from sla_catalog.findings import Edit, Finding
from sla_catalog.frozen import dataclass
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.dimensions import BUILT_IN_DIMENSIONS
from sla_catalog.model.fields import ABSENCE_WORDS, Absence, Item, Record, in_sentence, meaning
from sla_catalog.model.metric_types import METRIC_TYPES
from sla_catalog.model.notations.words_of import in_words
from sla_catalog.model.quantities import quoted
from sla_catalog.model.similarity import key_form, nearest
from sla_catalog.source.document import Node, Scalar, Sequence, YamlDocument
from sla_catalog.source.key_tongues import in_english
from sla_catalog.source.nodes import Mapping as Written
from sla_catalog.source.nodes import plain_value
from sla_catalog.source.reshaped import tier_of
from sla_catalog.source.schema_paths import (
    Location,
    fields_by_key,
    is_listed,
    keys_of,
    noun,
    record_at,
    record_in,
)
from sla_catalog.source.shared import SHARED_FILES
from sla_catalog.source.suggestions import PLAIN, takes_any_text
from sla_catalog.source.tier_edges import with_an_edge

MOST_NAMED = 40  # more keys than that are no answer any more
MOST_PLACES = 4
_BUILT_IN = {
    "severities": "severity",
    "priority": "severity",
    "priorities": "severity",
    "request_type": "request",
}  # dimensions under other names


@dataclass(frozen=True, slots=True)
class _KnownKeys:
    """A place that knows a key: what is expected there, and what to write."""

    expected: str
    instead: str


def unknown_key(
    document: YamlDocument, record: type[Record], loc: Location, location: Location
) -> Finding:
    """Say that a key is not one of its record, and what was probably meant.

    `record` is that of the whole file, `loc` leads to the key in the model and `location` in the
    document.
    """
    parent = record_at(record, loc[:-1])
    key = str(loc[-1])
    value = document.locate(location)
    is_named = parent is not None and any(_called(parent, key_form(key)))
    find = _known if is_named or not in_english(key) else _in_english
    known = find(document, record, loc, parent, value) if parent else None
    known = known or _of_tier(location, key, value) or _nowhere(parent, key)
    place = document.span(document.locate_key(location))
    form, around = key_form(key), document.locate(location[:-1])
    is_free = isinstance(around, Written) and all(e.key.text != form for e in around.entries)
    is_respelt = parent is not None and form in keys_of(parent) and is_free
    return Finding(
        "unknown-key",
        place,
        f"the key {quoted(key)} is not known" + (f" in {noun(parent)}" if parent else ""),
        known.expected,
        with_an_edge(document, location[:-1], form, known.instead),
        edits=(Edit(place, form),) if is_respelt and place.line == place.end_line else (),
    )


def meant(record: type[Record], loc: Location) -> str:
    """Return the key of the same record that was meant, or nothing."""
    parent = record_at(record, loc[:-1])
    return _meant(parent, str(loc[-1])) if parent else ""


def _meant(parent: type[Record], key: str) -> str:
    form, keys = key_form(key), keys_of(parent)
    if form not in keys:
        form = in_english(key) or form
    if form in keys:
        return form
    others = _keys_by_other_name(parent)
    near = form if form in others else nearest(form, keys) or nearest(form, others)
    return next(_called(parent, near), near)


@cache
def _keys_by_other_name(parent: type[Record]) -> Mapping[str, tuple[str, ...]]:
    """Return the keys of a record by each other name under which authors look for them."""
    named: dict[str, tuple[str, ...]] = {}
    for key, name in fields_by_key(parent).items():
        for other in meaning(parent, name).also:
            named[other] = (*named.get(other, ()), key)
    return MappingProxyType(named)


def _called(parent: type[Record], form: str) -> Iterator[str]:
    """Yield the keys of a record that authors look for under another name."""
    yield from _keys_by_other_name(parent).get(form, ())


def _known(
    document: YamlDocument,
    record: type[Record],
    loc: Location,
    parent: type[Record],
    value: Node,
) -> _KnownKeys | None:
    """Return where a key is known: in its record by another name, elsewhere, or by a slip."""
    form = key_form(str(loc[-1]))
    if parent is Absence or form in keys_of(parent):
        return _slip(parent, form)
    return (
        _of_a_type(parent, form, value)
        or _called_otherwise(parent, form)
        or _of_when(document, parent, form, value)
        or _deeper(parent, value, lambda inner: _own(inner, form))
        or _slip(parent, form)
        or _deeper(parent, value, lambda inner: _called(inner, form))
        or _further_out(record, loc, parent, form)
        or _in_another_file(parent, form)
    )


def _of_tier(location: Location, key: str, value: Node) -> _KnownKeys | None:
    """Read a key such as `below 99.9 %`, under which a tier's credit is written."""
    is_tier = len(location) > 2 and location[-3] == "tiers"
    written = tier_of(key, value.text) if is_tier and isinstance(value, Scalar) else ""
    return _KnownKeys("expected an edge and a credit", written) if written else None


def _in_english(
    document: YamlDocument,
    record: type[Record],
    loc: Location,
    parent: type[Record],
    value: Node,
) -> _KnownKeys | None:
    """Return where a key in German or French is known by its English name."""
    english = in_english(str(loc[-1]))
    return _known(document, record, (*loc[:-1], english), parent, value) if english else None


def _of_a_type(parent: type[Record], form: str, value: Node) -> _KnownKeys | None:
    """Say that what is promised of a type of metric is an entry among the metrics."""
    kind = METRIC_TYPES.get(form) if "metrics" in keys_of(parent) else None
    if kind is None or form == "availability":
        return None
    entry = f"{{id: {form.replace('_', '-')}, type: {form}, target: {_written(value)}}}"
    return _KnownKeys("expected it under ‘metrics’, as the type of an entry", f"metrics: [{entry}]")


def _called_otherwise(parent: type[Record], form: str) -> _KnownKeys | None:
    here = next(_called(parent, form), "")
    if not here:
        return None
    says = meaning(parent, fields_by_key(parent)[here])
    return _KnownKeys(
        f"expected {quoted(here)}: {in_sentence(says.description)}",
        f"{here}: {says.example}" if says.example else f"did you mean {here}?",
    )


def _slip(parent: type[Record], form: str) -> _KnownKeys | None:
    here = _meant(parent, form)
    return _KnownKeys("expected a known key", f"did you mean {here}?") if here else None


def _further_out(
    record: type[Record], loc: Location, parent: type[Record], form: str
) -> _KnownKeys | None:
    """Return the record around this one that has the key, or the next one by another name."""
    around = (record_at(record, loc[:end]) for end in range(len(loc) - 2, -1, -1))
    outers = [one for one in around if one and one is not parent]
    for outer in outers:
        own = form if form in {*keys_of(outer)} - _SHARED_KEYS - {"id"} else ""
        key = own or (next(_called(outer, form), "") if outer is outers[0] else "")
        if key:
            return _KnownKeys(
                f"expected it at an outer level, in {noun(outer)}",
                f"{key}: … with less indentation",
            )
    return None


def _of_when(
    document: YamlDocument, parent: type[Record], form: str, value: Node
) -> _KnownKeys | None:
    """Say that a dimension, written as a key of its own, belongs under `when`."""
    if parent is Agreement or not issubclass(parent, Item):
        return None
    dimensions = {key_form(name): name for name in (*BUILT_IN_DIMENSIONS, *_declared(document))}
    name = dimensions.get(form) or dimensions.get(form.removesuffix("s")) or _BUILT_IN.get(form)
    if not name:
        return None
    return _KnownKeys("expected it under ‘when’", f"when: {{{name}: {_written(value)}}}")


def _declared(document: YamlDocument) -> Iterator[str]:
    node = document.locate(("dimensions",))
    if isinstance(node, Written) and node is not document.root:
        yield from (entry.key.text for entry in node.entries)


def _deeper(
    parent: type[Record], value: Node, known_in: Callable[[type[Record]], Iterable[str]]
) -> _KnownKeys | None:
    """Say under which keys of a record a key stands, if they are few; `known_in` finds it there."""
    places = [
        (outer, key, listed, takes_any_text(inner, key), _needed_beside(parent, inner, key))
        for outer, inner, listed in _records_under(parent)
        for key in known_in(inner)
    ]
    if not 0 < len(places) <= MOST_PLACES:
        return None
    return _KnownKeys(
        f"expected it under {_or(quoted(outer) for outer, *_ in places)}",
        ", or ".join(
            f"{outer}: [{{{key}: {written}{needed}}}]"
            if listed
            else f"{outer}: {{{key}: {written}}}"
            for outer, key, listed, is_text, needed in places
            for written in [_as_text(value) if is_text else _written(value)]
        ),
    )


def _needed_beside(parent: type[Record], record: type[Record], key: str) -> str:
    """Return the other keys that a record must have, as blanks behind one of them.

    In an agreement it is mostly an entry that is there already which lacks the key.
    """
    if parent is Agreement:
        return ""
    needed = (
        other
        for other, field in fields_by_key(record).items()
        if other != key and record.model_fields[field].is_required()
    )
    return "".join(f", {other}: …" for other in needed)


@cache
def _records_under(parent: type[Record]) -> tuple[tuple[str, type[Record], bool], ...]:
    """Return the keys of a record that hold records, with their kind, and whether in a list."""
    return tuple(
        (outer, inner, is_listed(annotation))
        for outer, field in fields_by_key(parent).items()
        for annotation in [parent.model_fields[field].annotation]
        for inner in [record_in(annotation)]
        if inner and outer not in Item.model_fields
    )


def _own(record: type[Record], form: str) -> Iterator[str]:
    if form in keys_of(record) and form not in _SHARED_KEYS:
        yield form


_SHARED_KEYS = frozenset((*Item.model_fields, *ABSENCE_WORDS))


def _in_another_file(parent: type[Record], form: str) -> _KnownKeys | None:
    """Return the shared file that knows a key of an agreement, as its list or in an entry."""
    if parent is not Agreement:
        return None
    for name, file in SHARED_FILES.items():
        for field, info in file.model_fields.items():
            entry: Any = record_in(info.annotation) if field != "additional" else None
            if entry is None:
                continue
            inner = form if form in keys_of(entry) else next(_called(entry, form), "")
            if field == form or inner:
                there = f"{field}: [{{id: …, {inner}: …}}]" if inner else f"{field}: […]"
                return _KnownKeys(
                    f"expected it in the file {name}.yaml, beside the agreements",
                    f"{there} in {name}.yaml",
                )
    return None


def _nowhere(parent: type[Record] | None, key: str) -> _KnownKeys:
    """Name every key of the place, or none; a key of the author's own is the last resort."""
    known = sorted(keys_of(parent), key=_rank) if parent else []
    own = f"x_{key_form(key) or 'key'} would be shown to readers and mean nothing to the program"
    if parent is Absence:
        return _KnownKeys(expected_one_of(known), f"leave it out, or the absence; {own}")
    if not 0 < len(known) <= MOST_NAMED:
        return _KnownKeys(
            "expected a key of the format", f"leave it out; `sla reference` lists the keys; {own}"
        )
    return _KnownKeys(expected_one_of(known), f"leave it out; {own}")


def _rank(name: str) -> int:
    """Sort a record's own keys before the ways to be absent, and those before the provenance."""
    if name in Item.model_fields:
        return 2
    return 1 if name in ABSENCE_WORDS else 0


def expected_one_of(known: list[str]) -> str:
    """Say what could stand there."""
    if not known:
        return ""
    return f"expected one of {', '.join(known)}" if len(known) > 1 else f"expected {known[0]}"


def _or(words: Iterator[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last


def _as_text(node: Node) -> str:
    """Return a value as one text, where it is a mapping or a list that a text is to hold."""
    words = "" if isinstance(node, Scalar) else in_words(plain_value(node))
    return words or _written(node)


def _written(node: Node) -> str:
    """Return a short value as it can stand in brackets, else an ellipsis."""
    if isinstance(node, Scalar) and PLAIN.fullmatch(node.text):
        return node.text
    if isinstance(node, Sequence) and 0 < len(node.items) <= MOST_PLACES:
        items = [_written(item) for item in node.items]
        return f"[{', '.join(items)}]" if "…" not in items else "…"
    return "…"
