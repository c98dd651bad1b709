"""Patterns that are compiled when they are first used: every one can be."""

import gc
import pkgutil
import re
from importlib import import_module

import pytest

from sla_catalog import model, rules
from sla_catalog.patterns import Pattern


def _all_patterns() -> dict[str, Pattern]:
    for room in (model, rules):
        for module in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            import_module(module.name)
    gc.unfreeze()  # what the command has set aside for good would not be named
    return {one.text: one for one in gc.get_objects() if isinstance(one, Pattern)}


def test_every_pattern_is_a_regular_expression() -> None:
    patterns = _all_patterns()
    assert len(patterns) > 50
    for one in patterns.values():
        assert one.compiled.pattern == one.text


def test_a_pattern_answers_as_re_does() -> None:
    pattern, text = Pattern(r"(\d+) ?H", re.IGNORECASE), "4 h and 8H"
    known = re.compile(r"(\d+) ?H", re.IGNORECASE)
    assert [m.span() for m in pattern.finditer(text)] == [m.span() for m in known.finditer(text)]
    assert pattern.sub(r"\1 hours", text) == "4 hours and 8 hours"
    assert pattern.sub(lambda m: m[1], text, 1) == "4 and 8H"
    assert pattern.fullmatch(text) is None
    assert (pattern.match(text) or pattern.search("")) is not None
    assert pattern.match(" 4h") is None
    assert pattern.search("in 4h") is not None


def test_a_mistake_is_found_at_the_first_use() -> None:
    pattern = Pattern("(")
    with pytest.raises(re.error):
        pattern.search("")
