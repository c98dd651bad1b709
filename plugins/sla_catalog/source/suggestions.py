"""What to write for a text where a record, or a list of records, is expected."""

from __future__ import annotations

import re
from enum import StrEnum

from pydantic_core import ValidationError

from sla_catalog.model.fields import ABSENCE_WORDS, STATED_TAG, Item, Record, example_of
from sla_catalog.model.metric_types import METRIC_TYPES
from sla_catalog.model.misfits import malformed_target
from sla_catalog.model.notations import Suggestion
from sla_catalog.model.notations.choices import meant_choices
from sla_catalog.model.notations.names import named
from sla_catalog.model.notations.remainder import ACTS
from sla_catalog.model.notations.suggestions import as_yaml
from sla_catalog.model.quantities import MalformedError
from sla_catalog.model.slugs import term_slug
from sla_catalog.model.struct import Field, reader
from sla_catalog.patterns import Pattern
from sla_catalog.source.schema_paths import (
    Location,
    fields_by_key,
    last_field,
    record_at,
    record_in,
)

PLAIN = Pattern(r"[^\W_][\w .%/+-]{0,39}")  # a text that brackets can hold as it is
MOST_KEYS = 5
_LONGEST = 100  # a longer text is not written out again
_NAME = Pattern(r"[A-Za-z0-9-]{1,63}")
NO = Pattern(
    r"no|n\.?/?a\.?|nil|nothing|[-–—]+|not applicable|false|without|none\.?|no sla"
    r"|not (?:provided|offered|available|foreseen|planned)|nicht vorgesehen|non prévue?s?"
    r"|ohne|keine?[nrs]?|nein|nicht vorhanden|entfällt|k\. ?a\.?|nicht zutreffend"
    r"|no (?:compensation|remedy|remedies|penalt(?:y|ies)|refunds?)|(?:pas|aucune?) (?:de )?"
    r"(?:pénalités?|compensation|avoir|crédit)|keine (?:entschädigung|vertragsstrafe|erstattung)"
    r"|no (?:service )?credits?(?: (?:apply|are due|is due|due|given|offered))?"
    r"|keine? (?:gutschrift(?:en)?|pönalen?|service[ -]credits?)"
    r"|sans(?: objet)?|aucune?|néant|non|pas de|s\. ?o\.?",
    re.IGNORECASE,
)
NONE = "{none: no reason stated}"  # of a word that names none
_OPEN = Pattern(r"tb[acd]|to ?do|\?+|open|unknown", re.IGNORECASE)
_SPOKEN = {"name", "text", "title", "term"}  # keys that hold a text as it is spoken


def instead_of_text(record: type[Record], loc: Location, text: str, *, is_list: bool) -> str:
    """Return what could be written instead of a text, or nothing; `loc` leads to it."""
    if STATED_TAG in loc[-1:] and NO.fullmatch(text):
        return NONE
    if _OPEN.fullmatch(text):
        return "leave the key out until it is known"
    field = last_field(record, loc)
    entry = record_in(field.annotation) if field else None
    if field is None or entry is None:
        return _as_one_item(field, text) if is_list else ""
    listed = [part.strip() for part in text.split(",")]
    if (
        is_list
        and len(listed) > 1
        and required_keys(entry) == ["id"]
        and all(map(_NAME.fullmatch, listed))
    ):
        return f"[{', '.join(f'{{id: {part}}}' for part in listed)}]"
    written = _entries(entry, text)
    example = example_of(field).removeprefix("[").removesuffix("]")
    is_promise = {"type", "target"} <= {*own_keys(entry)}
    if "…" in written[0] and example and not (is_promise and re.search(r"\d", text)):
        written = example.split(" or ")
    return " or ".join(f"[{one}]" if is_list else one for one in written)


def _as_one_item(field: Field | None, text: str) -> str:
    """Return a text as the one item of a list; nothing where it is long, or no such item."""
    if PLAIN.fullmatch(text):
        return f"[{text}]"
    if field is None or field.annotation is None or len(text) > _LONGEST or "\n" in text:
        return ""
    try:
        reader(field.annotation).validate_python([text], context={"prose_bytes": _LONGEST * 4})
    except ValidationError:
        return ""
    return f"[{as_yaml(text)}]"


_DENIED = Pattern(
    r"(?:no|not|non|keine?|ohne|nicht|without|pas|sans|aucune?|(?:does|will|can) ?not)(?:\W.*)?",
    re.IGNORECASE,
)


_ENDS = Pattern(
    r"(?:the )?(?:contract |agreement |vertrag |contrat )?(?:ends|expires|terminates|endet"
    r"|läuft aus"
    r"|expire|se termine)(?: .*)?|(?:none|no)\b.*|(?:single|one)[ -](?:term|time)|(?:on "
    r"|at )?(?:expiry|expiration)|fixed[ -]term|befristet"
    r"|one[ -]off"
    r"|(?:à )?durée (?:déterminée|fixe)|feste laufzeit|fest",
    re.IGNORECASE,
)


def of_no_choice(record: type[Record], loc: Location, text: str, choices: list[str]) -> str:
    """Return what is written for a text that names no choice of a closed list, or nothing.

    It can deny the record as a whole; where `other` is a choice, its name is kept beside.
    """
    words = " ".join(text.split())
    home = next((step for step in reversed(loc[:-2]) if isinstance(step, str)), "")
    is_denied = NO.fullmatch(words) or _DENIED.fullmatch(words)
    if home == "renewal" and _ENDS.fullmatch(words):
        is_denied = is_denied or _ENDS.fullmatch(words)
    if loc[-2:-1] == (STATED_TAG,) and is_denied:
        return f"`{home}: {{none: the reason}}`, without `{loc[-1]}`"
    if "other" not in choices or _OPEN.fullmatch(words) or NO.fullmatch(words):
        return ""
    parent = record_at(record, loc[:-1])
    is_named = parent is not None and "name" in fields_by_key(parent)
    return f"{loc[-1]}: other, name: {as_yaml(words)}" if is_named else "did you mean other?"


def _entries(entry: type[Record], text: str) -> list[str]:
    """Write a record with the keys that it must have, or else with each that the text may be."""
    own, must = own_keys(entry), required_keys(entry)
    if must == ["id"] and _NAME.fullmatch(text):
        return [f"{{id: {text}}}"]
    if must == ["id"] and "name" in own and (found := named(text)) and len(found.ids) == 1:
        return [f"{{{found.entries if found.name else f'id: {found.ids[0]}'}}}"]
    if {"type", "target"} <= {*own} and (metric := _metric(text)):
        return [metric]
    spoken = _SPOKEN.intersection(must) if {*must} - _SPOKEN == {"id"} else set()
    if len(spoken) == 1 and PLAIN.fullmatch(text) and term_slug(text):
        return [f"{{id: {term_slug(text)[:63].strip('-')}, {spoken.pop()}: {text}}}"]
    if must == ["id", "type"] and len(types := _types(entry, text)) == 1 and term_slug(text):
        return [f"{{id: {term_slug(text)[:63].strip('-')}, type: {types[0]}}}"]
    if len(must) < 2 and PLAIN.fullmatch(text):
        taking = [key for key in must or own if takes(entry, key, text)]
        meant = [key for key in taking if not takes(entry, key, _ANY_TEXT)]
        if meant:
            return [f"{{{key}: {text}}}" for key in meant[:MOST_KEYS]]
        if len(must) == 1 and taking:
            return [f"{{{must[0]}: {text}}}"]
    return [f"{{{', '.join(f'{key}: …' for key in must or own[:MOST_KEYS])}}}"]


def _types(entry: type[Record], text: str) -> list[str]:
    """Return which types of an entry a text may mean."""
    annotation = entry.model_fields["type"].annotation
    if not isinstance(annotation, type) or not issubclass(annotation, StrEnum):
        return []
    choices = [one.value for one in annotation]
    return [text] if text in choices else meant_choices(text, choices)


def _metric(text: str) -> str:
    """Return a promise in words as an entry of the metrics, or the keys that it needs."""
    for kind, words in ACTS.items():
        if re.search(rf"(?<!\w)(?:{words})(?!\w)", text, re.IGNORECASE):
            (one,) = _promises(text, kind) or (None,)
            if one:
                target = one.written("target") if one.beside else f"target: {one.value}"
                return f"{{id: {kind.replace('_', '-')}, type: {kind}, {target}}}"
    return ""


def _promises(text: str, kind: str) -> tuple[Suggestion, ...]:
    type_of = METRIC_TYPES.get(kind)
    error = malformed_target(text, type_of, MalformedError("", "", "")) if type_of else None
    found = error.suggestions if error else ()
    return found if len(found) == 1 and found[0].value else ()


_ANY_TEXT = "No value of any kind"


def takes_any_text(entry: type[Record], key: str) -> bool:
    """Tell whether a key takes whatever is written."""
    return takes(entry, key, _ANY_TEXT)


def own_keys(entry: type[Record]) -> list[str]:
    """Return the keys of a record besides those that every entry has."""
    return [key for key in fields_by_key(entry) if key not in (*Item.model_fields, *ABSENCE_WORDS)]


def required_keys(entry: type[Record]) -> list[str]:
    """Return the keys without which a record says nothing."""
    fields = fields_by_key(entry)
    return [key for key in own_keys(entry) if entry.model_fields[fields[key]].is_required()]


def takes(entry: type[Record], key: str, text: str) -> bool:
    """Tell whether a text is a value of a key."""
    try:
        entry.model_validate({key: text}, context={"prose_bytes": len(text)})
    except ValidationError as error:
        return all(detail["loc"][:1] != (key,) for detail in error.errors(include_url=False))
    return True
