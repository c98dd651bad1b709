"""Values to model: every mistake of a file becomes a finding, and one mistake one finding."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from sla_catalog.findings import Finding
from sla_catalog.model.fields import ABSENCE_WORDS, ABSENT_TAG, Absence, Item, Record
from sla_catalog.model.quantities import MalformedError, quoted
from sla_catalog.source.document import Document, Sequence, source_value
from sla_catalog.source.limits import Limits

R = TypeVar("R", bound=Record)
Location = tuple[str | int, ...]
MOST_NAMED = 24


def decode(document: Document, record: type[R], limits: Limits) -> tuple[R | None, list[Finding]]:
    """Make a record of a document, or say all that stands in the way."""
    value = source_value(document.root)
    try:
        return record.model_validate(value, context={"prose_bytes": limits.prose_bytes}), []
    except ValidationError as error:
        details = error.errors(include_url=False)
    return None, list(_findings(document, record, details))


def _findings(
    document: Document, record: type[Record], details: list[ErrorDetails]
) -> Iterator[Finding]:
    misspelt = {
        (*in_document(document, detail["loc"])[:-1], meant)
        for detail in details
        if detail["type"] == "extra_forbidden"
        for meant in [_meant(record, detail["loc"])]
        if meant
    }
    for detail in details:
        location = in_document(document, detail["loc"])
        if detail["type"] == "missing" and location in misspelt:
            continue  # the misspelt key is the one mistake
        yield _finding(document, record, detail, location)


def _finding(
    document: Document, record: type[Record], detail: ErrorDetails, location: Location
) -> Finding:
    match detail["type"]:
        case "extra_forbidden":
            return _unknown_key(document, record, detail, location)
        case "missing":
            return _missing_key(document, record, detail, location)
        case "enum":
            return _bad_choice(document, detail, location)
        case "value_error":
            return _malformed(document, detail, location)
        case kind:
            return _wrong_kind(document, kind, location)


def _unknown_key(
    document: Document, record: type[Record], detail: ErrorDetails, location: Location
) -> Finding:
    parent = _record_at(record, detail["loc"][:-1])
    meant = _meant(record, detail["loc"])
    where = f" in {_noun(parent)}" if parent else ""
    known = sorted(_names(parent), key=_rank) if parent else []
    return Finding(
        "unknown-key",
        document.span(document.locate_key(location)),
        f"the key {quoted(str(location[-1]))} is not known{where}",
        "expected a known key" if meant else _one_of(known),
        f"did you mean {meant}?" if meant else _instead_of_key(parent),
    )


def _rank(name: str) -> int:
    """Sort a record's own keys before the ways to be absent, and those before the provenance."""
    if name in Item.model_fields:
        return 2
    return 1 if name in ABSENCE_WORDS else 0


def _instead_of_key(parent: type[BaseModel] | None) -> str:
    own = "x_ before a key of your own"
    return f"leave it out, or the absence; {own}" if parent is Absence else own


def _one_of(known: list[str]) -> str:
    """Name what could stand there; of many only the first."""
    if len(known) == 1:
        return f"expected {known[0]}"
    more = f" and {len(known) - MOST_NAMED} more" if len(known) > MOST_NAMED else ""
    return f"expected one of {', '.join(known[:MOST_NAMED])}{more}" if known else ""


def _meant(record: type[Record], loc: Location) -> str:
    parent = _record_at(record, loc[:-1])
    if not parent:
        return ""
    known = [name for name in _names(parent) if name != "x_"]
    key = str(loc[-1])
    close = get_close_matches(key.lower(), known, n=1, cutoff=0.7)
    return close[0] if close else ""


def _missing_key(
    document: Document, record: type[Record], detail: ErrorDetails, location: Location
) -> Finding:
    parent = _record_at(record, detail["loc"][:-1])
    info = _field(parent, str(location[-1])) if parent else None
    says = f": {info.description}" if info and info.description else ""
    return Finding(
        "missing-key",
        document.span(document.locate_key(location)),
        f"the key {quoted(str(location[-1]))} is missing"
        + (f" in {_noun(parent)}" if parent else ""),
        f"expected it{says}",
        f"{location[-1]}: …",
    )


def _bad_choice(document: Document, detail: ErrorDetails, location: Location) -> Finding:
    there = str(detail["input"])
    expected = str(detail.get("ctx", {}).get("expected", ""))
    choices = [choice.strip("'") for choice in expected.replace(" or ", ", ").split(", ")]
    close = get_close_matches(there.lower(), choices, n=1, cutoff=0.6)
    there_is = "a list or mapping" if isinstance(detail["input"], dict | list) else quoted(there)
    return Finding(
        "bad-choice",
        document.span(document.locate(location)),
        f"{there_is} is not a value of {quoted(_key(location))}",
        _one_of(choices),
        f"did you mean {close[0]}?" if close else "",
    )


def _malformed(document: Document, detail: ErrorDetails, location: Location) -> Finding:
    error = detail.get("ctx", {}).get("error")
    if not isinstance(error, MalformedError):
        raise TypeError(f"no MalformedError behind {detail}")
    is_key = location[-1:] == ("[key]",)
    node = document.locate_key(location[:-1]) if is_key else document.locate(location)
    return Finding(
        "malformed-value",
        document.span(node),
        error.found,
        error.expected,
        error.instead,
    )


_KINDS: Mapping[str, tuple[str, str]] = {
    "tuple_type": ("a list", "- before each entry, or [ ] around them"),
    "list_type": ("a list", "- before each entry, or [ ] around them"),
    "dict_type": ("a mapping", "a key and a value, such as plan: gold"),
    "mapping_type": ("a mapping", "a key and a value, such as plan: gold"),
    "model_type": ("a mapping", "keys and values, each on a line of its own"),
    "model_attributes_type": ("a mapping", "keys and values, each on a line of its own"),
}
_NODES = {"Scalar": "a text", "Sequence": "a list", "Mapping": "a mapping"}


def _wrong_kind(document: Document, kind: str, location: Location) -> Finding:
    node = document.locate(location)
    expected, instead = _KINDS[kind]
    return Finding(
        "wrong-kind",
        document.span(node),
        f"{_NODES[type(node).__name__]} stands under {quoted(_key(location))}",
        f"expected {expected}",
        instead,
    )


def _key(location: Location) -> str:
    return str(next((step for step in reversed(location) if isinstance(step, str)), ""))


def in_document(document: Document, loc: Location) -> Location:
    """Drop from a location in the model what stands in no file.

    That is the names of branches, and the position of an entry that stands without its list.
    """
    place: Location = ()
    for step in loc:
        if isinstance(step, str) and step[:1] == "<" and step[-1:] == ">":
            continue
        if step == 0 and not isinstance(document.locate(place), Sequence):
            continue
        place = (*place, step)
    return place


def _names(record: type[BaseModel]) -> Iterator[str]:
    for name, info in record.model_fields.items():
        if name != "additional":
            yield info.alias or name


def _field(record: type[BaseModel], key: str) -> FieldInfo | None:
    return next(
        (info for name, info in record.model_fields.items() if (info.alias or name) == key), None
    )


def _noun(record: type[BaseModel]) -> str:
    words = "".join(f" {c.lower()}" if c.isupper() else c for c in record.__name__).strip()
    if words.endswith("s"):
        return words
    return f"an {words}" if words[0] in "aeiou" else f"a {words}"


def _record_at(record: type[Record], loc: Location) -> type[BaseModel] | None:
    """Return the kind of record that an error's location leads to."""
    here: type[BaseModel] = record
    annotation: Any = record
    for step in loc:
        if step == ABSENT_TAG:
            here = Absence
        elif isinstance(step, str) and not step.startswith("<"):
            info = _field(here, step)
            annotation = info.annotation if info else annotation
            here = _first_record(annotation) or here
            if info is None and not get_args(annotation):
                return None
    return here


def _first_record(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in get_args(annotation):
        found = _first_record(argument)
        if found and found is not Absence:
            return found
    return None
