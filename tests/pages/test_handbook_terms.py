"""Pages that authors write: which of their words become links to terms, and where mistakes are."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from contexts import context
from markdown import Markdown

from sla_catalog.pages.glossary_extension import GlossaryExtension, place_of
from sla_catalog.terms.scope import Marking

EXTENSIONS = ["admonition", "attr_list", "fenced_code", "tables"]
CASES = Path(__file__).parent / "cases"
GOLDEN: list[dict[str, Any]] = yaml.safe_load((CASES / "handbook.yaml").read_text(encoding="utf-8"))
GLOSSARY = """\
terms:
  - {id: service, term: Service, definition: What is provided.}
  - {id: service-credit, term: Service Credit, formerly: [credit], definition: What is *paid*.}
  - {id: outage, term: Outage, aliases: [Down], definition: When nothing answers.}
  - {id: window, term: Window, definition: {elsewhere: The framework.}}
"""
PAGE = """\
---
title: x
---
`[a](term:no)`, [b](term:none)

```
[c](term:no)
~~~
```

[d](term:no "title") [e](term:no)

[f]: <term:far>
"""


@pytest.fixture(scope="module")
def handbook() -> GlossaryExtension:
    return GlossaryExtension(context({"glossary.yaml": GLOSSARY}))


def rendered(handbook: GlossaryExtension, case: dict[str, Any]) -> dict[str, Any]:
    """Return all that a case is about: it with the HTML, the cards and what is unknown."""
    markdown = Markdown(extensions=[*EXTENSIONS, handbook.extension()])
    handbook.open("guide/start.md", Marking(case.get("marking", "section")))
    html = markdown.convert(case["markdown"])
    cards = [f"{card.name}: {card.definition.html}" for card in handbook.cards()]
    kept: dict[str, Any] = {
        key: case[key] for key in ("name", "marking", "markdown") if key in case
    }
    more = {"cards": cards, "unknown": handbook.unknown}
    return {**kept, "html": html + "\n", **{key: value for key, value in more.items() if value}}


@pytest.mark.parametrize("case", GOLDEN, ids=[case["name"] for case in GOLDEN])
def test_a_page_becomes_this(handbook: GlossaryExtension, case: dict[str, Any]) -> None:
    assert rendered(handbook, case) == case


@pytest.mark.parametrize("case", GOLDEN, ids=[case["name"] for case in GOLDEN])
def test_a_page_keeps_every_letter_of_its_author(
    handbook: GlossaryExtension, case: dict[str, Any]
) -> None:
    plain = Markdown(extensions=EXTENSIONS).convert(case["markdown"])
    linked = rendered(handbook, case)["html"]
    assert re.sub(r"</?a\b[^>]*>", "", linked) == re.sub(r"</?a\b[^>]*>", "", plain) + "\n"


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("none", "docs/x.md:4:21"),
        ("no", "docs/x.md:11:5"),
        ("far", "docs/x.md:13:7"),
        ("absent", "docs/x.md:1:1"),
    ],
)
def test_where_a_page_names_a_term(name: str, place: str) -> None:
    span = place_of(name, PAGE, "docs/x.md")
    assert str(span) == place
    assert span.excerpt[span.column - 1 :].startswith(f"term:{name}" if span.line > 1 else "")
