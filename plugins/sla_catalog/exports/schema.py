"""The format as JSON Schema, made from the model, so that editors check while people write.

The form of `catalog.json` has one too, for the programs that read it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from inspect import getdoc
from itertools import combinations
from pathlib import Path
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from sla_catalog.exports import catalog
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.fields import ABSENCE_WORDS, Record
from sla_catalog.model.metric_types import CUSTOM, METRIC_TYPES
from sla_catalog.model.struct import schema_of
from sla_catalog.source.load import SHARED_FILES

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_OURS = frozenset(("title",))
_TITLES = {
    "agreement": "Agreement",
    "glossary": "Shared glossary",
    "metrics": "Shared metrics",
    "calendars": "Shared calendars",
    "parties": "Parties",
    "catalog": "Catalog",
}


def schemas() -> Mapping[str, str]:
    """Return the text of each schema by the name of its file."""
    records: dict[str, type[Record]] = {"agreement": Agreement, **SHARED_FILES}
    made = {name: _schema(name, record) for name, record in records.items()}
    made["catalog"] = _finished("catalog", catalog.json_schema())
    return {
        f"{name}.schema.json": json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        for name, schema in made.items()
    }


def write(folder: Path) -> None:
    """Write every schema into a folder, which is made where it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in schemas().items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def _schema(name: str, record: type[Record]) -> dict[str, Any]:
    made = _finished(name, _Generator().generate(schema_of(record)))
    parts = made["$defs"]
    if "Absence" in parts:
        parts["Absence"] |= _one_absence()
    if "Metric" in parts:  # editors offer them while one types
        parts["Metric"]["properties"]["type"]["examples"] = [*METRIC_TYPES, CUSTOM]
    conditions = [schema for schema in map(_take_condition, parts.values()) if schema]
    if conditions:
        parts["Condition"] = conditions[0]
        _take_condition(made)
    return made | {"$defs": dict(sorted(parts.items()))}


def _finished(name: str, made: dict[str, Any]) -> dict[str, Any]:
    parts = {part: _tidy(schema) for part, schema in sorted(made.pop("$defs", {}).items())}
    head = {"$schema": DIALECT, "$id": f"{name}.schema.json", "title": _TITLES[name]}
    return head | _tidy(made) | {"$defs": parts}


def _take_condition(schema: dict[str, Any]) -> dict[str, Any] | None:
    """Let a record's `when` refer to the one condition that all records share; return it."""
    when: dict[str, Any] | None = schema.get("properties", {}).get("when")
    if when:
        schema["properties"]["when"] = {"$ref": "#/$defs/Condition"}
    return when


def _one_absence() -> dict[str, Any]:
    pairs = combinations(ABSENCE_WORDS, 2)
    return {
        "anyOf": [{"required": [word]} for word in ABSENCE_WORDS],
        "not": {"anyOf": [{"required": [*pair]} for pair in pairs]},
    }


def _tidy(schema: dict[str, Any]) -> dict[str, Any]:
    """Leave out what only we understand, and say plainly what was generated in a roundabout way."""
    made = {key: _tidied(key, value) for key, value in schema.items() if key not in _OURS}
    if "anyOf" in made:
        made["anyOf"] = [*_flat(made["anyOf"])]
    if made.pop("minLength", None):
        made.pop("examples", None)
        made["pattern"] = r"\S"
    return made


def _tidied(key: str, value: Any) -> Any:
    match key, value:
        case (("properties" | "patternProperties"), dict()):
            return {name: _tidy(schema) for name, schema in value.items() if name != "x_"}
        case (("items" | "additionalProperties"), dict()):
            return _tidy(value)
        case "anyOf", list():
            return [_tidy(schema) for schema in value]
        case _:
            return value


def _flat(choices: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for choice in choices:
        if choice.keys() == {"anyOf"}:
            yield from choice["anyOf"]
        else:
            yield choice


class _Generator(GenerateJsonSchema):
    """Say of our kinds of value what JSON Schema can say of them; pydantic calls by kind."""

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """Allow keys that begin with `x_` beside the declared ones."""
        made = {"description": getdoc(schema["cls"])} | self.generate_inner(schema["schema"])
        return made | {"patternProperties": {"^x_": {}}, "additionalProperties": False}

    def model_field_schema(self, schema: core_schema.ModelField) -> JsonSchemaValue:
        """Say what a field is for."""
        return super().model_field_schema(schema) | schema["metadata"]

    def function_plain_schema(
        self, schema: core_schema.PlainValidatorFunctionSchema
    ) -> JsonSchemaValue:
        """Say of a text what its type says."""
        made: JsonSchemaValue = schema["metadata"]["json_schema"]()
        return made

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """Say nothing of None, which means that the key is left out."""
        return self.generate_inner(schema["schema"])

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """Refuse null, as our reader does."""
        return self.generate_inner(schema["schema"])

    def tagged_union_schema(self, schema: core_schema.TaggedUnionSchema) -> JsonSchemaValue:
        """Let any shape do, since the shapes overlap for a program that does not branch first."""
        return {"anyOf": [self.generate_inner(choice) for choice in schema["choices"].values()]}

    def function_before_schema(
        self, schema: core_schema.BeforeValidatorFunctionSchema
    ) -> JsonSchemaValue:
        """Accept one entry where a list of them is meant."""
        if schema["schema"]["type"] != "tuple":
            return super().function_before_schema(schema)
        many = self.generate_inner(schema["schema"])
        return {"anyOf": [many["items"], many]}

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        """Refuse keys that are no names."""
        made = super().dict_schema(schema)
        made.pop("propertyNames", None)
        return made | {"additionalProperties": False} if "patternProperties" in made else made
