"""`when`: whatever can carry it is said with its condition wherever it is said, or refused."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, get_args

import pytest
from contexts import RENDERER, TODAY, context, html

from drafts import cases, draft
from sla_catalog.exports.deadlines import calendar_ics
from sla_catalog.exports.metrics import metrics_csv
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.fields import Item, Record
from sla_catalog.pages.context import PARTIES
from sla_catalog.pages.site_pages import pages
from sla_catalog.rules import check

CASES = cases(Path(__file__).parent / "cases" / "conditions.yaml")
WORDS, CONDITION = "Quastor", "Zircon"
HOLDERS = ("sla-identity", "sla-cover", "sla-signature")
VOID = ("br", "hr", "img", "input", "link", "meta", "wbr")


def catalog_files(case: dict[str, Any]) -> dict[str, str]:
    fragment = "dimensions: {plan: [Zircon, Opal]}\n" + case["fragment"]
    below = draft("id: below\n")
    return {"case.yaml": draft(fragment), "below.yaml": below}


@pytest.mark.parametrize("case", CASES, ids=[case["record"] for case in CASES])
def test_a_condition_is_shown_wherever_its_record_is_said_or_refused(case: dict[str, Any]) -> None:
    book = context(catalog_files(case))
    found = [f for f in check(book.catalog, TODAY) if f.rule == "condition-without-effect"]
    assert [f"{f.span}".partition(":")[2] for f in found] == [
        place for place in [case.get("refused")] if place
    ]
    if "refused" in case:
        return
    said = {
        page.uri: places(html(page.make_view(page.context), page.uri), whole="clauses" in case)
        for page in pages(book, RENDERER)
        if page.uri != PARTIES  # counts roles, says none
    }
    assert said["agreements/case.md"] != []
    lines = (metrics_csv(book.catalog) + calendar_ics(book.catalog, TODAY)).splitlines()
    said["exports"] = [line for line in lines if WORDS in line]
    assert {uri: [t for t in texts if CONDITION not in t] for uri, texts in said.items()} == {
        uri: [] for uri in said
    }


def test_every_record_that_can_carry_a_condition_has_a_case() -> None:
    assert {case["record"] for case in CASES} == {
        kind.__name__ for kind in records_below(Agreement, set()) if issubclass(kind, Item)
    }


def records_below(record: type[Record], seen: set[type[Record]]) -> Iterator[type[Record]]:
    """Yield a type of record and every one that can stand within it."""
    if record in seen:
        return
    seen.add(record)
    yield record
    for field in record.model_fields.values():
        for part in parts(field.annotation):
            yield from records_below(part, seen)


def parts(annotation: Any) -> Iterator[type[Record]]:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
    for part in get_args(annotation):
        yield from parts(part)


def places(page: str, *, whole: bool) -> list[str]:
    """Return the text of the smallest place around each time that the words stand on a page.

    That is a row, an entry of a list, a clause with its head, or a part of the first screen; only
    clauses where they are taken as a `whole`.
    """
    return _Places(page, ("section",) if whole else ("tr", "li", "section", "header")).found


class _Places(HTMLParser):
    def __init__(self, page: str, kinds: tuple[str, ...]) -> None:
        super().__init__()
        self.kinds = kinds
        self.open: list[tuple[str, bool, list[str]]] = []
        self.found: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            name = (dict(attrs).get("class") or "").split(" ")[0]
            is_place = tag in self.kinds or name.startswith(HOLDERS)
            self.open.append((tag, is_place, []))

    def handle_endtag(self, tag: str) -> None:
        name, is_place, texts = self.open.pop()
        assert name == tag
        text = "".join(texts)
        if is_place and WORDS in text:
            self.found.append(text)
        elif self.open:  # what is found in a place is not asked of those around it
            self.open[-1][2].append(text)
        elif WORDS in text:
            self.found.append(text)

    def handle_data(self, data: str) -> None:
        if self.open:
            self.open[-1][2].append(data)
