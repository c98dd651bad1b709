"""Figures of the example catalog against the oracle: the first screen, and the lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
from claims import Cell, Tables
from contexts import RENDERER, html

from resolved.examples import EXAMPLES
from resolved.figures import seconds
from resolved.oracle import Answer, answers, cases_of
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.targets import Range, Target
from sla_catalog.pages import labels
from sla_catalog.pages.addresses import Addresses
from sla_catalog.pages.context import RenderContext
from sla_catalog.pages.site_pages import pages

LEAST = re.compile(r"^(at least|at most) ")
BEGINNING = re.compile(r"^(at least|at most|more than|less than) ")
WORDS = ("down at a time", "down")
ABSENT = {"None": "none", "Elsewhere": "elsewhere", "Not read": "unread"}
CONTEXT = RenderContext(EXAMPLES, date(2026, 11, 23), labels.load(), Addresses().href)
PAGES = {page.uri: page for page in pages(CONTEXT, RENDERER)}


def page(uri: str) -> str:
    return html(PAGES[uri].make_view(CONTEXT), uri)


def said(agreement: Agreement, service: str = "") -> dict[str, list[Answer]]:
    """Return what the oracle says of each metric in any case, or in those of one service."""
    found: dict[str, list[Answer]] = {}
    for metric in agreement.listed("metrics"):
        points = cases_of(agreement, metric)
        told = zip(points, answers(agreement, metric, EXAMPLES, points), strict=True)
        found[metric.id] = [
            one
            for point, some in told
            for one in some
            if service in {"", point.get("service", service)}
        ]
    return found


def figures(told: list[Answer]) -> set[str]:
    """Return the figures of answers as pages word them, with the ends of ranges."""
    targets = {one.target for one in told if one.target}
    values = [Target.parse(target).value for target in targets]
    ends = {str(end) for one in values if isinstance(one, Range) for end in (one.low, one.high)}
    return {LEAST.sub("", one) for one in targets} | {BEGINNING.sub("", t) for t in targets} | ends


def stated(cell: Cell) -> Iterator[str]:
    """Yield the figures that a cell has in bold, the two ends of each range apart."""
    for text in (text for bold in cell.bold for text in bold):
        for kind in re.split(" and |, ", " ".join(text.split())):
            yield from (_bare(end) for end in kind.split(" to "))


def _bare(text: str) -> str:
    for words in WORDS:
        text = text.removesuffix(f" {words}")
    return LEAST.sub("", text).removesuffix(":")


def allowed_of(told: list[Answer]) -> set[str]:
    """Return all that a place may state of some answers: figures, and how there are none."""
    kinds = {one.absence.partition(":")[0] for one in told}
    return numbered(figures(told)) | {word for word, kind in ABSENT.items() if kind in kinds}


def numbered(texts: set[str]) -> set[str]:
    """Return texts without their units, since a range says the unit of both ends once."""
    return texts | {re.sub(r"^([0-9.]+) .*", r"\1", text) for text in texts}


def rows_of_summary(page: str) -> Iterator[tuple[str, list[Cell]]]:
    """Yield the cells of each row of the table of promises, with the metric of the row."""
    is_summary = False
    for row in Tables(page).rows:
        names = [cell.lines[0].strip() for cell in row]
        if not row[0].links:
            is_summary = names[:2] == ["Clause", "Measure"]
        elif is_summary and row[0].links[0].startswith("#metric-"):
            yield row[0].links[0].removeprefix("#metric-"), row[2:]


@pytest.mark.parametrize("agreement", EXAMPLES.agreements, ids=lambda one: one.id)
def test_the_first_screen_states_what_the_oracle_says(agreement: Agreement) -> None:
    told = said(agreement)
    found: dict[str, set[str]] = {name: set() for name in told}
    is_range = dict.fromkeys(told, False)
    for metric, cells in rows_of_summary(page(f"agreements/{agreement.id}.md")):
        for cell in cells:
            found[metric] |= {*stated(cell)}
            is_range[metric] |= any(" to " in text for bold in cell.bold for text in bold)
            down = [
                m[1] for line in cell.lines if (m := re.search(r"^(.+) down in ", line.strip()))
            ]
            allowed = {one.downtime.headline for one in told[metric] if one.downtime}
            assert {seconds(text) for text in down} <= allowed, metric
    for metric, texts in found.items():
        assert texts <= allowed_of(told[metric]), metric
        bare = {LEAST.sub("", one.target) for one in told[metric] if one.target}
        assert is_range[metric] or {BEGINNING.sub("", one) for one in bare} <= {
            BEGINNING.sub("", text) for text in texts
        }, metric


def key_targets(uri: str, column: str) -> Iterator[tuple[list[Cell], Cell]]:
    for row in Tables(page(uri)).rows:
        yield from ((row, cell) for cell in row[1:] if cell.label == column)


def test_the_overview_states_what_the_oracle_says() -> None:
    by_page = {f"{one.id}/": one for one in EXAMPLES.agreements}
    rows = [*key_targets("agreements/index.md", "Key targets")]
    assert len(rows) == len(by_page)
    for row, cell in rows:
        told = said(by_page[row[0].links[0]])
        allowed = set().union(*map(allowed_of, told.values()))
        assert {*stated(cell)} <= allowed, row[0].links


def test_the_list_of_services_states_of_each_what_the_oracle_says() -> None:
    seen = 0
    for row, cell in key_targets("services/index.md", "Key target"):
        address = next(link for link in row[0].links if "#service-" in link)
        name, _, service = address.removeprefix("../agreements/").partition("/#service-")
        told = said(EXAMPLES.by_id[name], service)
        allowed = set().union(*map(allowed_of, told.values()))
        assert {*stated(cell)} <= allowed, address
        seen += 1
    assert seen > len(EXAMPLES.agreements)
