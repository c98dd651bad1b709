"""The catalog as JSON: by its published schema, with exact numbers only."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from catalogs import TODAY, examples, made, small
from jsonschema import Draft202012Validator

from sla_catalog.exports.catalog import catalog_json, json_schema
from sla_catalog.exports.promises import normalised
from sla_catalog.exports.schema import schemas
from sla_catalog.model.agreement import STEP_PARTS
from sla_catalog.model.quantities import parse_quantity


def validator() -> Draft202012Validator:
    schema = json.loads(schemas()["catalog.schema.json"])
    checker = Draft202012Validator.FORMAT_CHECKER
    return Draft202012Validator(closed(schema), format_checker=checker)


def closed(schema: Any) -> Any:
    """Refuse keys that the schema does not name, so that none goes without a description."""
    if isinstance(schema, list):
        return [closed(entry) for entry in schema]
    if not isinstance(schema, dict):
        return schema
    made_so = {key: closed(value) for key, value in schema.items()}
    return made_so | ({"additionalProperties": False} if "properties" in schema else {})


def leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, dict | list):
        for entry in value.values() if isinstance(value, dict) else value:
            yield from leaves(entry)
    else:
        yield value


@pytest.mark.parametrize("catalog", [small, examples], ids=["small", "examples"])
def test_it_is_valid_by_its_schema(catalog: Any) -> None:
    document = json.loads(catalog_json(catalog(), TODAY))
    assert [error.message for error in validator().iter_errors(document)] == []


@pytest.mark.parametrize(
    ("key", "value"),
    [("schema", "sla-catalog/2"), ("as_of", 20260211), ("agreements", {}), ("more", 1)],
)
def test_the_schema_refuses_another_form(key: str, value: object) -> None:
    document = json.loads(made()["catalog.json"])
    assert list(validator().iter_errors(document | {key: value}))


def test_each_entry_has_every_key() -> None:
    entry = json_schema()["$defs"]["CatalogEntry"]
    assert entry["required"] == list(entry["properties"])
    entries = json.loads(made()["catalog.json"])["agreements"]
    assert [list(found) for found in entries] == [list(entry["properties"])] * len(entries)


def test_no_number_is_a_float() -> None:
    document = json.loads(catalog_json(examples(), TODAY))
    numbers = {leaf for leaf in leaves(document) if isinstance(leaf, int | float)}
    assert numbers == {1, 2, 3, 4, 5, 6, 7}  # the steps
    assert {type(number) for number in numbers} == {int}


def test_every_part_of_every_step_is_there() -> None:
    for entry in json.loads(made()["catalog.json"])["agreements"]:
        steps = {step["step"]: tuple(step["parts"]) for step in entry["coverage"]}
        assert steps == STEP_PARTS


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("99.90 %", "99.9", "percent"),
        ("100 %", "100", "percent"),
        ("99.99980 %", "99.9998", "percent"),
        ("1500 ms", "1.5", "s"),
        ("90 min", "5400", "s"),
        ("1.5 h", "5400", "s"),
        ("2 weeks", "1209600", "s"),
        ("3 months", "3", "months"),
        ("1.5 years", "18", "months"),
        ("20 business minutes", "20", "business minutes"),
        ("1.5 business hours", "90", "business minutes"),
        ("2 working days", "2", "business days"),
        ("EUR 12.50", "12.5", "EUR"),
        ("-20 °C", "-20", "°C"),
        ("500 requests/s", "500", "requests/s"),
        ("0.10", "0.1", ""),
        ("1000000", "1000000", ""),
    ],
)
def test_amounts_are_exact_and_in_one_unit(text: str, value: str, unit: str) -> None:
    assert normalised(parse_quantity(text)) == (value, unit)
    assert Decimal(value).as_tuple().exponent == -len(value.partition(".")[2])
