"""Values to model: every mistake of a file becomes a finding, and one mistake one finding."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from pydantic_core import ErrorDetails, ValidationError

from sla_catalog.findings import MOST_FINDINGS, Edit, Finding, Related, further
from sla_catalog.model.fields import ABSENT_TAG, Record, example_of
from sla_catalog.model.notations import days, written_dates
from sla_catalog.model.notations.choices import meant_choices
from sla_catalog.model.notations.suggestions import as_yaml
from sla_catalog.model.quantities import MalformedError, quoted
from sla_catalog.model.scalar_types import MalformedNameError
from sla_catalog.model.similarity import key_form
from sla_catalog.source.advice import advised
from sla_catalog.source.document import Node, Scalar, Sequence, YamlDocument, source_value
from sla_catalog.source.keys import expected_one_of, meant, unknown_key
from sla_catalog.source.limits import Limits
from sla_catalog.source.markdown_tables import as_entries, is_table
from sla_catalog.source.names import listed_ids
from sla_catalog.source.nodes import Mapping as Written
from sla_catalog.source.reshaped import reshaped
from sla_catalog.source.schema_paths import Location, field_of, last_field, noun, record_at
from sla_catalog.source.suggestions import instead_of_text, of_no_choice
from sla_catalog.source.wrong_kinds import instead_of_collection

R = TypeVar("R", bound=Record)


def decode(
    document: YamlDocument, record: type[R], limits: Limits
) -> tuple[R | None, list[Finding]]:
    """Make a record of a document, or say all that stands in the way."""
    value = source_value(document.root)
    try:
        return record.model_validate(value, context={"prose_bytes": limits.prose_bytes}), []
    except ValidationError as error:
        details = error.errors(include_url=False)
    return None, list(_findings(document, record, details))


def _findings(
    document: YamlDocument, record: type[Record], details: list[ErrorDetails]
) -> Iterator[Finding]:
    placed = [(in_document(document, detail["loc"]), detail) for detail in details]
    placed.sort(key=lambda one: _place(document, *one))
    explained, rest = placed[:MOST_FINDINGS], placed[MOST_FINDINGS:]
    misspelt = {
        (*location[:-1], key)
        for location, detail in explained
        if detail["type"] == "extra_forbidden"
        for key in [meant(record, detail["loc"])]
        if key
    }
    names: dict[str, Finding] = {}
    for location, detail in explained:
        if detail["type"] == "missing" and location in misspelt:
            continue  # the misspelt key is the one mistake
        finding = _finding(document, record, detail, location)
        if _is_of_name(detail):
            first = names.setdefault(finding.found, finding)
            if first is not finding:
                names[finding.found] = _with_another_use(first, finding)
        else:
            yield finding
    yield from names.values()
    if rest:  # to explain one takes a search for what was meant
        yield further([_unexplained(document, *one) for one in rest])


def _is_of_name(detail: ErrorDetails) -> bool:
    return isinstance(detail.get("ctx", {}).get("error"), MalformedNameError)


def _with_another_use(first: Finding, other: Finding) -> Finding:
    """Tell of a name that cannot be one at its first place alone, and where else it is used."""
    first, other = sorted((first, other), key=lambda f: (f.span.line, f.span.column))
    uses = (*first.related, *other.related, Related(other.span, "the same name"))
    uses = tuple(sorted(uses, key=lambda use: (use.span.line, use.span.column)))
    return replace(first, related=uses)


def _place(document: YamlDocument, location: Location, detail: ErrorDetails) -> tuple[int, int]:
    node = _node(document, location, detail)
    return node.line, node.column


def _node(document: YamlDocument, location: Location, detail: ErrorDetails) -> Node:
    is_key = detail["type"] in {"extra_forbidden", "missing"} or location[-1:] == ("[key]",)
    return document.locate_key(location) if is_key else document.locate(location)


def _unexplained(document: YamlDocument, location: Location, detail: ErrorDetails) -> Finding:
    return Finding(detail["type"], document.span(_node(document, location, detail)), "")


def _finding(
    document: YamlDocument, record: type[Record], detail: ErrorDetails, location: Location
) -> Finding:
    match detail["type"]:
        case "extra_forbidden":
            return unknown_key(document, record, detail["loc"], location)
        case "missing":
            return _missing_key(document, record, detail, location)
        case "enum":
            return _bad_choice(document, record, detail, location)
        case "value_error":
            return _malformed(document, record, detail, location)
        case _:
            return _wrong_kind(document, record, detail, location)


def _missing_key(
    document: YamlDocument, record: type[Record], detail: ErrorDetails, location: Location
) -> Finding:
    parent = record_at(record, detail["loc"][:-1])
    info = field_of(parent, str(location[-1])) if parent else None
    says = f": {info.description}" if info and info.description else ""
    key = quoted(str(location[-1]))
    return Finding(
        "missing-key",
        document.span(document.locate_key(location)),
        f"the key {key} is missing" + (f" in {noun(parent)}" if parent else ""),
        f"expected {key}{says}",
        f"{location[-1]}: …",
    )


def _bad_choice(
    document: YamlDocument, record: type[Record], detail: ErrorDetails, location: Location
) -> Finding:
    there = str(detail["input"])
    expected = str(detail.get("ctx", {}).get("expected", ""))
    choices = [choice.strip("'") for choice in expected.replace(" or ", ", ").split(", ")]
    close = meant_choices(there, choices)
    there_is = "a list or mapping" if isinstance(detail["input"], dict | list) else quoted(there)
    node = document.locate(location)
    same = [choice for choice in choices if key_form(choice) == key_form(there)]
    instead = f"did you mean {close[0]}?" if len(close) == 1 else " or ".join(close)
    if not close and _key(location) == "read" and (day := written_dates.day(there)):
        instead = f"retrieved: {day}, read: {choices[0]}; or how much else of it was read"
    elif not close and isinstance(node, Scalar):
        instead = of_no_choice(record, detail["loc"], node.text, choices)
    return Finding(
        "bad-choice",
        document.span(node),
        f"{there_is} is not a value of {quoted(_key(location))}",
        expected_one_of(choices),
        instead,
        edits=_respelt(document, node, same[0]) if len(same) == 1 else (),
    )


def _respelt(document: YamlDocument, node: Node, text: str) -> tuple[Edit, ...]:
    """Write another spelling of a text in its place; of a text over several lines none."""
    if not isinstance(node, Scalar) or node.line != node.end_line:
        return ()
    return (Edit(document.span(node), as_yaml(text)),)


def _malformed(
    document: YamlDocument, record: type[Record], detail: ErrorDetails, location: Location
) -> Finding:
    error = detail.get("ctx", {}).get("error")
    if not isinstance(error, MalformedError):
        raise TypeError(f"no MalformedError behind {detail}")
    is_key = location[-1:] == ("[key]",)
    node = document.locate_key(location[:-1]) if is_key else document.locate(location)
    understood = () if is_key else error.suggestions
    if not is_key:
        error = advised(document, record, detail["loc"], location, error)
    instead = error.instead
    if location[-1:] == ("target",) and not isinstance(node, Scalar):
        instead = reshaped(document, node, location) or _several_targets(record, detail) or instead
    readings = {one.value for one in understood} if len(understood) == 1 else set()
    if isinstance(node, Scalar):
        readings |= {written_dates.day(node.text), days.hours(node.text)}
    is_said_alone = " or " not in instead and "; " not in instead  # else it is explained too
    is_certain = is_said_alone and instead in readings - {""}
    edits = _respelt(document, node, instead) if is_certain else ()
    place = document.span(node)
    return Finding("malformed-value", place, error.found, error.expected, instead, edits=edits)


def _several_targets(record: type[Record], detail: ErrorDetails) -> str:
    """Return how targets for several cases are written, where a metric has them as one."""
    metric = record_at(record, detail["loc"])
    field = field_of(metric, "objectives") if metric else None
    return f"objectives: {example_of(field)}" if field else ""


_KINDS: Mapping[str, tuple[str, str]] = {
    "tuple_type": ("a list", "- before each entry, or [ ] around them"),
    "list_type": ("a list", "- before each entry, or [ ] around them"),
    "dict_type": ("a mapping", "a key and a value, such as plan: gold"),
    "mapping_type": ("a mapping", "a key and a value, such as plan: gold"),
    "model_type": ("a mapping", "keys and values, each on a line of its own"),
    "model_attributes_type": ("a mapping", "keys and values, each on a line of its own"),
}
_NODES = {"Scalar": "a text", "Sequence": "a list", "Mapping": "a mapping"}


def _wrong_kind(
    document: YamlDocument, record: type[Record], detail: ErrorDetails, location: Location
) -> Finding:
    node = document.locate(location)
    if detail["loc"][-1:] == (ABSENT_TAG,) and isinstance(node, Scalar):
        return _without_reason(document, node, location)
    expected, instead = _KINDS[detail["type"]]
    is_list = expected == "a list"
    if meant := reshaped(document, node, location):
        instead = meant
    elif isinstance(node, Scalar):
        field = last_field(record, detail["loc"])
        if field and detail["type"] in {"dict_type", "mapping_type"}:
            written = example_of(field)  # its keys are the author's own
        else:
            written = instead_of_text(record, detail["loc"], node.text, is_list=is_list)
            if written == f"[{node.text}]":
                written = listed_ids(document, _key(location), node.text) or written
        instead = written or instead
    else:
        instead = instead_of_collection(record, detail["loc"], node) or instead
    there = _NODES[type(node).__name__]
    if isinstance(node, Scalar) and is_list and is_table(node.text):
        there, instead = "a table in Markdown", as_entries(_key(location))
    return Finding(
        "wrong-kind",
        document.span(node),
        f"{there} is under {quoted(_key(location))}",
        f"expected {expected}",
        instead,
    )


_REASONS = {
    "none": ("why there is none", "no reason stated"),
    "elsewhere": ("which document says it", "another document"),
    "unread": ("why it was not read", "not read yet"),
}


def _without_reason(document: YamlDocument, node: Scalar, location: Location) -> Finding:
    word = node.text.lower()
    expected, instead = _REASONS[word]
    return Finding(
        "wrong-kind",
        document.span(node),
        f"{quoted(node.text)} is alone under {quoted(_key(location))}",
        f"expected {expected}",
        f"{{{word}: {instead}}}",
    )


def _key(location: Location) -> str:
    return str(next((step for step in reversed(location) if isinstance(step, str)), ""))


def in_document(document: YamlDocument, loc: Location) -> Location:
    """Drop from a location in the model what stands in no file.

    That is the names of branches, and the position of an entry that stands without its list.
    """
    place: Location = ()
    for step in loc:
        if isinstance(step, str) and step[:1] == "<" and step[-1:] == ">":
            node = document.locate(place)
            written = isinstance(node, Written) and any(k.text == step for k, _ in node.entries)
            if not written:  # an author's key can look like the name of a branch
                continue
        if step == 0 and not isinstance(document.locate(place), Sequence):
            continue
        place = (*place, step)
    return place
