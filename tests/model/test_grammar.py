"""The grammar of the values: what is read, how it is printed again, and what is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from pydantic import TypeAdapter, ValidationError

from advice import alternatives, is_value, keys_in
from sla_catalog.model import conditions, credit_amounts, quantity_types, scalar_types
from sla_catalog.model.quantities import MalformedError, parse_quantity
from sla_catalog.model.scalar_types import ScalarType
from sla_catalog.model.targets import Deadline


def reader(annotation: Any) -> Callable[[str], str]:
    """Return what reads a text for a field of this kind and prints it again."""
    written = next((part for part in get_args(annotation) if isinstance(part, ScalarType)), None)
    adapter = TypeAdapter[Any](annotation)

    def read(text: str) -> str:
        if written:
            return str(written.parse(text))
        try:
            return str(adapter.validate_python(text))
        except ValidationError as error:
            raise error.errors()[0]["ctx"]["error"] from None

    return read


KINDS: Mapping[str, Callable[[str], str]] = {
    "quantity": lambda text: str(parse_quantity(text)),
    "target": reader(quantity_types.Promised),
    "percentage": reader(quantity_types.Percent),
    "duration": reader(quantity_types.Length),
    "time": reader(quantity_types.Time),
    "due": reader(quantity_types.Due),
    "deadline": lambda text: str(Deadline.parse(text)),
    "window": reader(quantity_types.Period),
    "hours": reader(quantity_types.HoursOfWeek),
    "written hours": reader(quantity_types.WrittenHours),
    "recurs": reader(quantity_types.Recurring),
    "often": reader(quantity_types.Often),
    "interval": reader(quantity_types.Interval),
    "share": reader(quantity_types.PartOf),
    "trigger": reader(quantity_types.BreachTrigger),
    "credit": reader(credit_amounts.Given),
    "edge": reader(credit_amounts.Edge),
    "payment": reader(conditions.Payment),
    "date": reader(scalar_types.Day),
    "date of a text": reader(scalar_types.DateOfText),
    "yes": reader(scalar_types.Yes),
    "count": reader(scalar_types.Count),
    "id": reader(scalar_types.Identifier),
    "name": reader(scalar_types.Name),
    "address": reader(scalar_types.Address),
    "timezone": reader(scalar_types.Timezone),
    "language": reader(scalar_types.Language),
    "currency": reader(scalar_types.Currency),
    "text": reader(scalar_types.Text),
}
GRAMMAR: dict[str, list[dict[str, str]]] = yaml.load(
    (Path(__file__).parent / "cases" / "grammar.yaml").read_text(encoding="utf-8"),
    yaml.BaseLoader,  # noqa: S506 - builds only text
)
CASES = [(kind, case) for kind, cases in GRAMMAR.items() for case in cases]


def told(kind: str, text: str) -> dict[str, str]:
    try:
        return {"write": text, "prints": KINDS[kind](text)}
    except MalformedError as error:
        words = {"found": error.found, "expected": error.expected, "instead": error.instead}
        return {"write": text} | words


@pytest.mark.parametrize(
    ("kind", "case"), CASES, ids=[f"{kind}-{case['write']}" for kind, case in CASES]
)
def test_what_is_read_or_refused(kind: str, case: dict[str, str]) -> None:
    assert told(kind, case["write"]) == case
    if "prints" in case:
        assert told(kind, case["prints"]) == {"write": case["prints"], "prints": case["prints"]}


def test_every_kind_reads_and_refuses() -> None:
    assert GRAMMAR.keys() == KINDS.keys()
    for kind, cases in GRAMMAR.items():
        assert {"prints" in case for case in cases} == {True, False}, kind


IN_WORDS = {"language", "address", "text", "count", "name", "yes", "date"}  # offer no more


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_offered_instead_is_read(kind: str) -> None:
    """What stands under other keys is typed where keys are: in the tests of files."""
    helps = [case["instead"] for case in GRAMMAR[kind] if case.get("instead")]
    offered = [text for one in helps for text in alternatives(one) if is_value(text)]
    values = [text for text in offered if keys_in(text) is None]
    assert values or kind in IN_WORDS
    for text in values:
        assert "prints" in told(kind, text), text
