"""What to write for a text where a record, or a list of records, is expected."""

from __future__ import annotations

import re

from pydantic import BaseModel, ValidationError

from sla_catalog.model.fields import ABSENCE_WORDS, STATED_TAG, Item, Record, example_of
from sla_catalog.model.slugs import term_slug
from sla_catalog.patterns import Pattern
from sla_catalog.source.schema_paths import Location, fields_by_key, last_field, record_in

PLAIN = Pattern(r"[^\W_][\w .%/+-]{0,39}")  # a text that brackets can hold as it is
MOST_KEYS = 5
_NAME = Pattern(r"[A-Za-z0-9-]{1,63}")
NO = Pattern(
    r"no|n/?a|nil|nothing|-|–|not applicable|false|without|none\.?|no sla"
    r"|ohne|keine?[nrs]?|nein|nicht vorhanden|entfällt|k\. ?a\.?|nicht zutreffend"
    r"|no (?:service )?credits?|keine? (?:gutschrift(?:en)?|pönalen?|service[ -]credits?)"
    r"|sans(?: objet)?|aucune?|néant|non|pas de|s\. ?o\.?",
    re.IGNORECASE,
)
_OPEN = Pattern(r"tb[acd]|to ?do|\?+|open|unknown", re.IGNORECASE)
_SPOKEN = {"name", "text", "title", "term"}  # keys that hold a text as it is spoken


def instead_of_text(record: type[Record], loc: Location, text: str, *, is_list: bool) -> str:
    """Return what could be written instead of a text, or nothing; `loc` leads to it."""
    if STATED_TAG in loc[-1:] and NO.fullmatch(text):
        return "{none: the reason}"
    if _OPEN.fullmatch(text):
        return "leave the key out until it is known"
    field = last_field(record, loc)
    entry = record_in(field.annotation) if field else None
    if field is None or entry is None:
        return f"[{text}]" if is_list and PLAIN.fullmatch(text) else ""
    listed = [part.strip() for part in text.split(",")]
    if is_list and len(listed) > 1 and _must(entry) == ["id"] and all(map(_NAME.fullmatch, listed)):
        return f"[{', '.join(f'{{id: {part}}}' for part in listed)}]"
    written = _entries(entry, text)
    example = example_of(field).removeprefix("[").removesuffix("]")
    if "…" in written[0] and example:
        written = example.split(" or ")
    return " or ".join(f"[{one}]" if is_list else one for one in written)


def _entries(entry: type[BaseModel], text: str) -> list[str]:
    """Write a record with the keys that it must have, or else with each that the text may be."""
    own, must = _own(entry), _must(entry)
    if must == ["id"] and _NAME.fullmatch(text):
        return [f"{{id: {text}}}"]
    spoken = _SPOKEN.intersection(must) if {*must} - _SPOKEN == {"id"} else set()
    if len(spoken) == 1 and PLAIN.fullmatch(text) and term_slug(text):
        return [f"{{id: {term_slug(text)[:63].strip('-')}, {spoken.pop()}: {text}}}"]
    if len(must) < 2 and PLAIN.fullmatch(text):
        taking = [key for key in must or own if _takes(entry, key, text)]
        meant = [key for key in taking if not _takes(entry, key, _ANY_TEXT)]
        if meant:
            return [f"{{{key}: {text}}}" for key in meant[:MOST_KEYS]]
    return [f"{{{', '.join(f'{key}: …' for key in must or own[:MOST_KEYS])}}}"]


_ANY_TEXT = "No value of any kind"


def takes_any_text(entry: type[BaseModel], key: str) -> bool:
    """Tell whether a key takes whatever is written."""
    return _takes(entry, key, _ANY_TEXT)


def _own(entry: type[BaseModel]) -> list[str]:
    return [key for key in fields_by_key(entry) if key not in (*Item.model_fields, *ABSENCE_WORDS)]


def _must(entry: type[BaseModel]) -> list[str]:
    fields = fields_by_key(entry)
    return [key for key in _own(entry) if entry.model_fields[fields[key]].is_required()]


def _takes(entry: type[BaseModel], key: str, text: str) -> bool:
    """Tell whether a text is a value of a key."""
    try:
        entry.model_validate({key: text}, context={"prose_bytes": len(text)})
    except ValidationError as error:
        return all(detail["loc"][:1] != (key,) for detail in error.errors(include_url=False))
    return True
