"""The schemas: in step with the model, valid themselves, and of one mind with our reader."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from ecmascript import faults
from jsonschema import Draft202012Validator
from jsonschema.validators import extend

from drafts import cases_in, draft, read
from sla_catalog.exports.schema import schemas, write
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.metric_types import METRIC_TYPES
from sla_catalog.source.document import plain_value, read_document
from sla_catalog.source.limits import Limits
from sla_catalog.source.load import SHARED_FILES

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent
EXAMPLES = sorted((ROOT / "agreements").rglob("*.yaml"))
NAMES = ("agreement", *SHARED_FILES, "catalog")
BROKEN = cases_in(HERE / "broken")
ODD = cases_in(HERE / "odd")

Validator = extend(  # type: ignore[no-untyped-call]
    Draft202012Validator,
    type_checker=Draft202012Validator.TYPE_CHECKER.redefine(
        "number",
        lambda _, value: isinstance(value, int | Decimal) and not isinstance(value, bool),
    ),
)


@cache
def validator(name: str) -> Draft202012Validator:
    made: Draft202012Validator = Validator(json.loads(schemas()[f"{name}.schema.json"]))
    return made


def complaints(name: str, text: str) -> list[str]:
    """Return what the schema finds wrong with a file that is YAML of our kind."""
    document, findings = read_document("case.yaml", text.encode(), Limits())
    assert document is not None, findings
    return [error.message for error in validator(name).iter_errors(plain_value(document.root))]


def file_of(case: dict[str, Any]) -> tuple[str, str]:
    """Return the name of a case's schema and the text of its file."""
    name = case.get("file", "agreement")
    whole = case["write"]
    return name, draft(whole, case.get("without", "")) if name == "agreement" else whole


def test_the_files_are_in_step_with_the_model(tmp_path: Path) -> None:
    write(tmp_path / "schema")
    made = {file.name: file.read_bytes() for file in (tmp_path / "schema").iterdir()}
    kept = {file.name: file.read_bytes() for file in (ROOT / "schema").iterdir()}
    del kept["report.schema.json"], kept["review.schema.json"]  # their tests are those of reports
    assert kept == made, "run `make schema`"
    assert set(kept) == {f"{name}.schema.json" for name in NAMES}


def test_editors_learn_the_types_of_metrics() -> None:
    metric = json.loads(schemas()["agreement.schema.json"])["$defs"]["Metric"]
    assert metric["properties"]["type"]["examples"] == [*METRIC_TYPES, "custom"]


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_a_schema(name: str) -> None:
    schema = json.loads(schemas()[f"{name}.schema.json"])
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    assert schema["title"]
    for part in (schema, *schema["$defs"].values()):
        assert part["description"]
        assert [key for key, field in part.get("properties", {}).items() if not told(field)] == []
    assert {*words(schema)} & {"oneOf", "default", "polarity", "weight", "key", "x_"} == set()


def told(field: dict[str, Any]) -> bool:
    return bool(field.get("description")) or field.keys() == {"$ref"}


def words(schema: object) -> Iterator[str]:
    if isinstance(schema, dict):
        for key, value in schema.items():
            yield key
            yield from words(value)
    elif isinstance(schema, list):
        for entry in schema:
            yield from words(entry)


def patterns(schema: object) -> Iterator[str]:
    """Yield every regular expression of a schema."""
    if isinstance(schema, Mapping):
        for key, value in schema.items():
            if key == "pattern" and isinstance(value, str):
                yield value
            elif key == "patternProperties":
                yield from value
            yield from patterns(value)
    elif isinstance(schema, list):
        for entry in schema:
            yield from patterns(entry)


@pytest.mark.parametrize("name", NAMES)
def test_every_pattern_is_one_for_other_validators_too(name: str) -> None:
    found = set(patterns(json.loads(schemas()[f"{name}.schema.json"])))
    assert found
    assert [(pattern, *faults(pattern)) for pattern in sorted(found) if faults(pattern)] == []


@pytest.mark.parametrize(
    ("pattern", "refused"),
    [
        (r"^https://[^\s\\<>\"'`]+$", r"""[^\s\\<>\"'`]+$"""),
        (r"a\-b", r"\-b"),
        (r"[a\-b]", None),
        (r"\Aa\Z", r"\Aa\Z"),
        (r"(?P<year>[0-9])", "(?P<year>[0-9])"),
        (r"(?<year>[0-9])\k<year>", None),
        (r"(?i)a", "(?i)a"),
        (r"a{,3}", "{,3}"),
        (r"a{2,3}?b{4}", None),
        (r"a++", "+"),
        (r"]", "]"),
        (r"}", "}"),
        (r"[\w-x]", r"[\w-x]"),
        (r"[\w-]", None),
        (r"^*", "*"),
        (r"(a", "a group is not closed"),
        (r"a)", ")"),
        (r"\u{1F600}|\p{Lu}", None),
        (r"\N{DEGREE SIGN}", r"\N{DEGREE SIGN}"),
    ],
)
def test_what_other_validators_refuse_is_known(pattern: str, refused: str | None) -> None:
    assert faults(pattern) == ([refused] if refused else [])


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_examples_are_valid(path: Path) -> None:
    name = path.stem if path.stem in SHARED_FILES else "agreement"
    assert complaints(name, path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("case", [case for _, case in BROKEN], ids=[name for name, _ in BROKEN])
def test_what_is_broken_is_refused_by_both(case: dict[str, Any]) -> None:
    name, text = file_of(case)
    record, findings = read(text, SHARED_FILES.get(name, Agreement))
    assert record is None, case["says"]
    assert findings
    assert complaints(name, text), case["says"]


@pytest.mark.parametrize("case", [case for _, case in ODD], ids=[name for name, _ in ODD])
def test_what_is_odd_but_right_is_accepted_by_both(case: dict[str, Any]) -> None:
    name, text = file_of(case)
    record, findings = read(text, SHARED_FILES.get(name, Agreement))
    assert record is not None, findings
    assert complaints(name, text) == []


def test_there_are_enough_cases() -> None:
    assert len(BROKEN) >= 40
    assert len(ODD) >= 20
