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
# Said of two or more alone.
SEVERAL = {
    "chain.weakest.promised", "compare.say.measured", "comparison.more", "framework.items",
    "glossary.locals", "glossary.overrides", "history.by.version.newest", "many.targets",
    "objectives.count", "sum.exactly", "sum.of.days", "target.others",
}  # fmt: skip
NUMBER = r"\{(?:all|clean|count|days|digits|number|ranked|shown|total)\}[ \u00a0]"
FRENCH_PLURAL = re.compile(rf"{NUMBER}(?:\w+ )?(?!plus\b|fois\b|mois\b|cas\b|dans\b)\w\w+[sx]\b")
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


def test_a_french_plural_behind_a_number_has_a_singular_beside_it() -> None:
    words = labels.load("fr")
    plural = {key for key in words if FRENCH_PLURAL.search(words[key])}
    alone = {key for key in plural if f"{key}.one" not in words and not key.endswith(".dative")}
    assert sorted(alone - SEVERAL) == []


def test_one_change_is_counted_in_the_singular() -> None:
    words = labels.load("fr")
    assert words.counted("change.count.weaker", 1) != words.counted("change.count.weaker", 2)
    assert words.counted("earlier.count.stronger", 1) != words.counted("earlier.count.stronger", 2)
