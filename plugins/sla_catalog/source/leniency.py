"""Files that do not meet the format of today, read as far as they do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import replace
from typing import TypeVar

from pydantic_core import ErrorDetails, ValidationError

from sla_catalog.findings import Finding, FindingSeverity
from sla_catalog.frozen import dataclass
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.fields import Record
from sla_catalog.source.decode import in_document
from sla_catalog.source.document import Node, Scalar, Sequence, YamlDocument, source_value
from sla_catalog.source.limits import Limits
from sla_catalog.source.nodes import Mapping
from sla_catalog.source.schema_paths import Location

READ_IN_PART = "read-in-part"
_NAMING = frozenset({"id", "dimensions"})
_MOST_ROUNDS = 8  # what is left out may leave a gap, which takes more with it

R = TypeVar("R", bound=Record)


def decode_in_part(
    document: YamlDocument, record: type[R], limits: Limits
) -> tuple[R | None, YamlDocument, tuple[Finding, ...]]:
    """Make a record of what can be read; say what was left out, and give the document without it.

    No record where what cannot be read is the whole of it.
    """
    left: list[Finding] = []
    for _ in range(_MOST_ROUNDS):
        try:
            value = source_value(document.root)
            made = record.model_validate(value, context={"prose_bytes": limits.prose_bytes})
        except ValidationError as error:
            places = {_in_the_way(document, one) for one in error.errors(include_url=False)}
        else:
            return made, document, tuple(left)
        if () in places:
            break
        left += (_left_out(document, place) for place in sorted(places, key=str))
        root = _without(document.root, places)
        if not isinstance(root, Mapping) or root == document.root:
            break
        document = replace(document, root=root, _keys={})
    return None, document, ()


@dataclass(frozen=True, slots=True)
class PartialAgreement:
    """What can be read of an agreement with mistakes, and the document without what cannot.

    It `is_complete` where single values are left out, and nothing that another place may name.
    """

    agreement: Agreement
    document: YamlDocument
    is_complete: bool


def agreement_in_part(document: YamlDocument, limits: Limits) -> PartialAgreement | None:
    """Return what can be read of an agreement; None where nothing can."""
    record, rest, _ = decode_in_part(document, Agreement, limits)
    if record is None:
        return None
    is_complete = [*_names_in(document.root)] == [*_names_in(rest.root)]
    return PartialAgreement(record, rest, is_complete)


def _names_in(node: Node, *, is_name: bool = False) -> Iterator[str]:
    """Yield what other places may name: ids, and all that is written of dimensions."""
    match node:
        case Mapping(entries=entries):
            for key, value in entries:
                if is_name:
                    yield key.text
                yield from _names_in(value, is_name=is_name or key.text in _NAMING)
        case Sequence(items=items):
            for item in items:
                yield from _names_in(item, is_name=is_name)
        case Scalar(text=text) if is_name:
            yield text


def _in_the_way(document: YamlDocument, detail: ErrorDetails) -> Location:
    """Return what has to be left out for a mistake: the value, or the entry that lacks one."""
    place = in_document(document, detail["loc"])
    if detail["type"] == "missing" or place[-1:] == ("[key]",):
        return place[:-1]
    return place


def _left_out(document: YamlDocument, place: Location) -> Finding:
    return Finding(
        READ_IN_PART,
        document.span(document.locate_key(place)),
        "this cannot be read in the format of today",
        severity=FindingSeverity.WARNING,
    )


def _without(node: Node, places: Set[Location]) -> Node:
    """Return a value without those at some places in it."""
    match node:
        case Mapping(entries=entries):
            kept = tuple(
                one._replace(value=_without(one.value, _below(places, one.key.text)))
                for one in entries
                if (one.key.text,) not in places
            )
            return node._replace(entries=kept)
        case Sequence(items=items):
            kept_items = tuple(
                _without(item, _below(places, number))
                for number, item in enumerate(items)
                if (number,) not in places
            )
            return node._replace(items=kept_items)
        case _:
            return node


def _below(places: Iterable[Location], step: str | int) -> Set[Location]:
    return {place[1:] for place in places if place[:1] == (step,) and len(place) > 1}
