"""Write the same agreement in another way: no change of meaning is told."""

from __future__ import annotations

import json
import re
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from changes.catalogs import TODAY, catalog_of
from sla_catalog.changes import ChangeDirection, compared
from sla_catalog.source.load import Readings

AGREEMENTS = Path(__file__).parents[2] / "agreements"
SHARED = {
    f"{name}.yaml": (AGREEMENTS / f"{name}.yaml").read_text(encoding="utf-8")
    for name in ("calendars", "glossary", "metrics", "parties")
}
# Alone in the catalog: it names no other agreement.
NAMES = ("managed-postgresql", "hosting-classic", "csc-sensitive-data")
# Lists of entries with ids, which have no order of their own.
_UNORDERED = frozenset({"metrics", "exclusions", "credits", "reports", "services", "duties"})
_HOURS = re.compile(r"([1-9]\d?) h")
_READ = Readings()


def _parsed(name: str) -> Any:
    (path,) = AGREEMENTS.rglob(f"{name}.yaml")
    text = path.read_text(encoding="utf-8")
    found = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 (makes nothing but texts)
    return {key: value for key, value in found.items() if key != "depends_on"}


def _rewritten(value: Any, chance: Random, key: str = "") -> Any:
    """Return the same with keys and entries in another order, and hours written as minutes."""
    if isinstance(value, dict):
        pairs = [(name, _rewritten(one, chance, name)) for name, one in value.items()]
        chance.shuffle(pairs)
        return dict(pairs)
    if isinstance(value, list):
        entries = [_rewritten(one, chance) for one in value]
        if key in _UNORDERED:
            chance.shuffle(entries)
        return entries
    hours = _HOURS.fullmatch(value)
    is_time = key in {"target", "within", "at_most"} and hours and chance.random() < 1 / 2
    return f"{int(hours[1]) * 60} min" if is_time and hours else value


def _text(agreement: Any, style: int) -> str:
    """Write an agreement with quotes of one kind, or as JSON."""
    if style == 2:
        return json.dumps(agreement, ensure_ascii=False)
    quotes = ("'", '"')[style]
    written: str = yaml.dump(agreement, default_style=quotes, allow_unicode=True, sort_keys=False)
    return written


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=8, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(0, 2))
def test_another_order_other_quotes_and_other_units_mean_the_same(
    name: str, chance: Random, style: int
) -> None:
    agreement = _parsed(name)
    before = catalog_of(SHARED | {f"{name}.yaml": _text(agreement, 0)}, _READ)
    rewritten = _rewritten(agreement, chance)
    after = catalog_of(SHARED | {f"{name}.yaml": _text(rewritten, style)})
    found = compared(before, after, TODAY)
    told = [one.message for one in found.changes if one.customer is not ChangeDirection.SAME]
    assert told == []
    assert {one.kind.id for one in found.changes} <= {"value-respelled"}
    assert (found.consequences, found.feasibility) == ((), ())
