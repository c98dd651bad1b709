"""What single clauses, the first screen and the lists say of small agreements."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from contexts import RENDERER, context, text

from drafts import cases, draft
from sla_catalog.pages.site_pages import pages

CASES = cases(Path(__file__).parent / "cases" / "clauses.yaml")
HEAD = re.compile(r"[A-Z0-9]+(\.[0-9]+)? -> #(?P<anchor>[^ ]+) \D")


@pytest.mark.parametrize("case", CASES, ids=[case["says"] for case in CASES])
def test_what_they_say(case: dict[str, Any]) -> None:
    assert {place: said(case, place) for place in case["shows"]} == case["shows"]


def said(case: dict[str, Any], place: str) -> list[str]:
    """Return the lines of a clause by its anchor, of the `promises`, or of a list by its path."""
    files = {f"{name}.yaml": words for name, words in case.get("shared", {}).items()}
    book = context({"case.yaml": draft(case["agreement"], case.get("without", "")), **files})
    uri = place if place.endswith(".md") else "agreements/case.md"
    page = next(page for page in pages(book, RENDERER) if page.uri == uri)
    lines = text(page.make_view(page.context), uri)
    if place == "promises":
        start = next(n for n, line in enumerate(lines) if line.startswith("What is promised"))
        note = "A summary; the clauses below prevail. The numbers on the left link to them."
        return lines[start : lines.index(note)]
    if uri == place:
        return [line for line in lines if re.search(case["only"], line)]
    first = lines.index("A -> #section-parties Parties and term")
    heads = [
        (n, m["anchor"]) for n, line in enumerate(lines) if n > first and (m := HEAD.match(line))
    ]
    start = next(n for n, anchor in heads if anchor == place)
    end = next((n for n, _ in heads if n > start), len(lines))
    return lines[start + 1 : end]
