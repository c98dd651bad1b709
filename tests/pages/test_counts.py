"""Counts of one: no page says `1 days`, in any language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from contexts import RENDERER, TODAY, text

from drafts import catalog_of
from sla_catalog.pages import labels
from sla_catalog.pages.addresses import Addresses
from sla_catalog.pages.context import RenderContext
from sla_catalog.pages.site_pages import pages

ONES = (Path(__file__).parent / "cases" / "ones.yaml").read_text(encoding="utf-8")
COUNT = re.compile(r"\{\w+\}[ \u00a0](\w+)")


def words_for_several(words: labels.Labels) -> set[str]:
    """Return the words that stand behind a number where there is another form for one."""
    pairs = [(words[key.removesuffix(".one")], words[key]) for key in words if key.endswith(".one")]
    found = {word for several, _ in pairs for word in COUNT.findall(several)}
    units = {words[key] for key in words if key.startswith("unit.") and f"{key}s" not in words}
    single = {word for _, one in pairs for word in COUNT.findall(one)}
    return (found | {unit for unit in units if len(unit) > 3}) - single | {"failures", "visits"}


@pytest.mark.parametrize("language", labels.languages())
def test_one_of_a_thing_is_not_said_as_several(language: str) -> None:
    words = labels.load(language)
    catalog = catalog_of({"ones": ONES}, "Europe/Berlin")
    context = RenderContext(catalog, TODAY, words, Addresses().href)
    several = words_for_several(words)
    assert {words["unit.days"], words["unit.business hours"], "failures"} <= several
    wrong = re.compile(rf"\b1[ \u00a0](?:{'|'.join(map(re.escape, sorted(several)))})\b")
    drawn = [line for p in pages(context, RENDERER) for line in text(p.make_view(p.context), p.uri)]
    assert any(re.search(rf"\b1[ \u00a0]{words['unit.day']}\b", line) for line in drawn)
    assert [line for line in drawn if wrong.search(line)] == []
