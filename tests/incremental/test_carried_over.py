"""What is carried over from one reading of a catalog to the next, and what it may be made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sla_catalog.assembly.options import Options
from sla_catalog.assembly.site import Site, Surroundings
from sla_catalog.incremental.carried_over import KINDS, carry_over
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.memory import Answers
from sla_catalog.pages import site_pages
from sla_catalog.pipeline import published

ROOT = Path(__file__).resolve().parents[2]
SITE = Site.of(Options.of({"timezone": "Europe/Berlin"}), Surroundings(ROOT), date(2026, 11, 23))


def draw() -> Catalog:
    """Check the example catalog and draw its pages; return it with all that was worked out."""
    setting, found = SITE.setting({}), published(SITE.request(), None)
    context = setting.context(found.catalog)
    for page in site_pages.pages(context, setting.renderer):
        page.draw()
    return found.catalog


def test_what_is_carried_over_asks_nothing_of_other_agreements(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    once, asked = Catalog.once, {kind: Answers() for kind in KINDS}

    def watched(
        self: Catalog, kind: str, agreement: Agreement, make: Callable[[Agreement, Catalog], Any]
    ) -> Any:
        if kind not in KINDS:
            return once(self, kind, agreement, make)
        made_by = self.seen_from(agreement, made_by_answers(kind))
        return once(made_by, kind, agreement, make)

    made: set[str] = set()

    def made_by_answers(kind: str) -> Answers:
        made.add(kind)
        return asked[kind]

    monkeypatch.setattr(Catalog, "once", watched)
    draw()
    assert made == KINDS
    assert asked == {kind: {} for kind in KINDS}


def test_what_was_worked_out_of_an_agreement_is_known_as_long_as_it_is_the_same() -> None:
    before = draw()
    first, *others = before.agreements
    changed = first.model_copy(update={"title": "Another"})
    after = replace(before, agreements=(changed, *others))
    carry_over(before, after)
    known = {name for _, name in vars(after)["_once"]}
    assert known <= {id(one) for one in others}
    assert known
    assert first.id not in vars(after)["_records"]
    assert after.prose(others[0]) is before.prose(others[0])


@pytest.mark.parametrize("name", ["terms", "metrics", "calendars", "parties"])
def test_nothing_is_known_where_a_shared_entry_is_another_one(name: str) -> None:
    before = draw()
    one, *others = getattr(before, name)
    shared: dict[str, Any] = {name: (one.model_copy(update={}), *others)}
    after = replace(before, **shared)
    carry_over(before, after)
    assert "_once" not in vars(after)
