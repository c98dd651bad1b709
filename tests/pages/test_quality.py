"""The page of quality: what is found, gravest first, with the clause; never for an audience."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from contexts import RENDERER, TODAY, context, text

from sla_catalog.model.header import Classification
from sla_catalog.pages.context import QUALITY, RenderContext
from sla_catalog.pages.quality import quality_view
from sla_catalog.pages.site_pages import pages
from sla_catalog.pipeline import Request, published
from sla_catalog.redaction import Audience
from sla_catalog.source.limits import Limits

WIKI = """\
id: wiki
kind: sla
title: Wiki
reference: SLA-060
classification: public
owner: Team
customer: Offices
services: [{id: wiki, name: Wiki}]
metrics:
  - {id: up, type: availability, window: calendar month, target: 99.9 %}
remedies:
  base: monthly fee
  credits:
    - id: late
      metrics: [up]
      # sla: ignore[dead-zone] signed so -- until 2027-03-31
      tiers: [{below: 99.5 %, credit: 10 %}]
  rights:
    - {id: end, type: termination, trigger: 3 breaches in rolling 6 months,
       text: The customer may leave promptly.}
"""
SHARED = 'terms: [{id: page, term: <b>Page</b>, definition: "It has [words](javascript:x)."}]\n'
CLEAN = (
    "id: clean\nkind: sla\ntitle: Clean\nclassification: public\nowner: Team\ncustomer: Offices\n"
    "services: [{id: clean, name: Clean}]\nreview: {every: 12 months, next: 2027-06-01}\n"
)


def request(folder: Path, audience: Audience | None = None) -> Request:
    (folder / "agreements").mkdir(exist_ok=True)
    for name, written in (("wiki", WIKI), ("glossary", SHARED), ("clean", CLEAN)):
        (folder / f"agreements/{name}.yaml").write_text(written, encoding="utf-8")
    return Request(
        folder / "agreements",
        "agreements",
        TODAY,
        Limits(),
        "UTC",
        audience,
        tells_quality=True,
    )


def drawn(folder: Path) -> tuple[RenderContext, list[str]]:
    found = published(request(folder), None)
    made = replace(context({}), catalog=found.catalog, located=found.located)
    return made, text(quality_view(made), QUALITY)


EXPECTED = """\
Remarks -> #remarks
Quality
What a lawyer, a service manager and an engineer would ask about before they sign. \
Agreements without an open error or warning: 1 of 2. The command sla explain says more about \
each rule.
0 errors
2 warnings
1 remark
1 accepted, with a reason
as of 23 November 2026
Filter Weight, Rule, Agreement
Weight Warning 3 Remark 1 Rule dead-zone 1 refused-link 1 unused-term 1 vague-time 1 Agreement \
SLA-060 Wiki 2 agreements/glossary.yaml 2 Show all
agreements/glossary.yaml 1 warning
agreements/glossary.yaml
Clause | Weight | Finding | Write instead | Rule
line 1 | Warning | The link to ‘javascript:x’ is not shown as a link; expected https://, mailto:, \
agreement:ID, term:ID, #place or a page below docs/ | | refused-link
SLA-060 Wiki 1 warning, 1 accepted · Team
SLA-060 Wiki
Clause | Weight | Finding | Write instead | Rule
5.1 -> ../agreements/wiki/#credit-late line 17 | Warning | A value from 99.5 % and below 99.9 % \
misses the target and earns nothing; expected a credit for each miss | below: target | dead-zone / \
accepted until 31 Mar 2027: signed so
5.3 -> ../agreements/wiki/#rights line 20 | Warning | ‘promptly’ does not say how soon or how \
often; expected a time that can be measured | within 30 minutes of the report, or every month | \
vague-time
Remarks 1
agreements/glossary.yaml
agreements/glossary.yaml
Clause | Weight | Finding | Write instead | Rule
line 1 | Remark | No text uses ‘<b>Page</b>’; expected a term that readers meet | leave it out, \
or write it where it is meant | unused-term
Nothing matches.
"""


def test_findings_are_told_by_agreement(tmp_path: Path) -> None:
    assert drawn(tmp_path)[1] == EXPECTED.splitlines()


def test_the_page_is_there_where_the_owner_wants_it(tmp_path: Path) -> None:
    made, _ = drawn(tmp_path)
    with_page = {page.uri for page in pages(made, RENDERER)}
    without = {page.uri for page in pages(replace(made, located=None), RENDERER)}
    assert with_page - without == {QUALITY}


@pytest.mark.parametrize("level", [Classification.PUBLIC, Classification.INTERNAL])
def test_an_audience_is_not_told(tmp_path: Path, level: Classification) -> None:
    assert published(request(tmp_path, Audience(level)), None).located is None


def test_nothing_is_located_unless_it_is_asked_for(tmp_path: Path) -> None:
    asked = request(tmp_path)
    assert published(asked, None).located is not None
    assert published(replace(asked, tells_quality=False), None).located is None
