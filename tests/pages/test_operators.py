"""What the author writes before a figure is printed where the type of metric does not say it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from contexts import RENDERER, context, text

from sla_catalog.pages import labels
from sla_catalog.pages.site_pages import pages

CASE = """\
id: case
kind: sla
title: Case
owner: Team
services: [{id: case, name: Case}]
severities: [{id: P1, name: Worst}, {id: P2, name: Mild}]
metrics:
  - {id: waste, type: custom, name: Waste, direction: lower, target: at most 4 %}
  - {id: staff, type: custom, name: Staff, direction: higher, target: ">= 6"}
  - id: calls
    type: calls
    objectives:
      - {when: {severity: P1}, target: at most 3 calls}
      - {when: {severity: P2}, target: at most 8 calls}
  - {id: load, type: error_rate, name: Load, window: calendar month, target: at most 2 %}
"""
SHARED = "metrics: [{id: calls, name: Calls, unit: calls, direction: lower}]\n"
SAID = {
    "en": ("at most 4 %", "at least 6", "at most 3 calls to 8 calls", "at most 3 calls"),
    "de": ("höchstens 4 %", "mindestens 6", "höchstens 3 calls bis 8 calls", "höchstens 3 calls"),
    "fr": ("au plus 4 %", "au moins 6", "au plus 3 calls à 8 calls", "au plus 3 calls"),
}
PLACES = {"agreements/case": (0, 1, 3), "agreements": (0, 1, 2), "services": (0, 1, 2),
          "comparison": (0, 1, 3)}  # fmt: skip


@pytest.mark.parametrize("language", SAID)
def test_a_limit_is_said_with_every_figure_of_a_metric_of_ones_own(language: str) -> None:
    made = context({"case.yaml": CASE, "metrics.yaml": SHARED})
    catalog = replace(made, labels=labels.load(language))
    drawn = {page.uri: page for page in pages(catalog, RENDERER)}
    for uri, told in PLACES.items():
        page = next(
            page
            for path, page in drawn.items()
            if path.removesuffix(".md") in {uri, f"{uri}/index"}
        )
        lines = "\n".join(text(page.make_view(page.context), page.uri)).replace("\u00a0", " ")
        for place in told:
            assert SAID[language][place] in lines.replace("\u202f", " "), (uri, lines)
        assert f"{SAID[language][0].removesuffix('4 %')}2 %" not in lines
