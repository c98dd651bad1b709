"""Ribbon, sections, squares of the overview and coverage of one agreement say the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resolved.examples import EXAMPLES
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.fields import Absence
from sla_catalog.pages import labels
from sla_catalog.pages.addresses import Addresses
from sla_catalog.pages.agreement.view import agreement_view
from sla_catalog.pages.blocks import State
from sla_catalog.pages.context import RenderContext
from sla_catalog.pages.coverage import whole_coverage
from sla_catalog.pages.overview import overview_view

WORDS = labels.load()
# What the seven steps are read from, in whole or in part.
FIELDS = (
    "services", "scope", "delivery", "support", "service_hours", "metrics", "monitoring",
    "responsibilities", "remedies", "disputes", "security", "continuity", "review", "amendment",
    "termination", "renewal", "contacts", "severities", "request_types", "depends_on",
)  # fmt: skip
ABSENCES = (Absence(none="Why."), Absence(elsewhere="Where."), Absence(unread="Why."))


@pytest.mark.parametrize("agreement", EXAMPLES.agreements, ids=lambda one: one.id)
def test_they_agree_about_an_example(agreement: Agreement) -> None:
    _compare(agreement)


@given(st.randoms(use_true_random=True))
@settings(deadline=None, derandomize=True, max_examples=80)
def test_they_agree_about_what_is_left_of_an_example(chance: Random) -> None:
    _compare(_thinned(chance.choice(EXAMPLES.agreements), chance))


def _thinned(agreement: Agreement, chance: Random) -> Agreement:
    """Leave out some of an agreement, and say of some that there is none or why it is missing."""
    update: dict[str, Any] = {}
    for name in FIELDS:
        if not hasattr(agreement, name) or chance.randint(0, 2) == 0:
            continue
        can_be_absent = name not in {"severities", "request_types", "depends_on", "contacts"}
        update[name] = chance.choice((None, *ABSENCES) if can_be_absent else (None,))
    return agreement.model_copy(update=update)


def _compare(agreement: Agreement) -> None:
    needed = {one.agreement for one in agreement.listed("depends_on")}
    others = tuple(one for one in EXAMPLES.agreements if one.id in needed - {agreement.id})
    catalog = replace(EXAMPLES, agreements=(*others, agreement))
    context = RenderContext(catalog, date(2026, 11, 23), WORDS, Addresses().href)
    view = agreement_view(agreement, context)
    ribbon = {cell.number: cell.parts for cell in view.ribbon}
    assert ribbon == _in_coverage(agreement, context)
    steps = {number: _most(parts) for number, parts in ribbon.items()}
    assert steps == _in_overview(agreement, context)
    sections = {one.number: one for one in view.sections if one.number in ribbon}
    assert sections.keys() == ribbon.keys()
    for number, section in sections.items():
        is_open = steps[number] is State.NOT_STATED
        assert (section.state is State.NOT_STATED) == is_open, number
        assert section.clauses or section.state is steps[number], number
    assert _gaps(view.gaps) == {
        state for parts in ribbon.values() for _, state in parts if state is not State.STATED
    }


def _most(parts: tuple[tuple[str, State], ...]) -> State:
    order = (State.STATED, State.NONE, State.ELSEWHERE, State.UNREAD, State.NOT_STATED)
    return min((state for _, state in parts), key=order.index)


def _in_coverage(agreement: Agreement, context: RenderContext) -> Mapping[str, Any]:
    (found,) = (
        one
        for group in whole_coverage(context).groups
        for one in group.agreements
        if one.title.text == agreement.title
    )
    return {str(place): step.parts for place, step in enumerate(found.steps, 1)}


def _in_overview(agreement: Agreement, context: RenderContext) -> Mapping[str, State]:
    rows = [row for group in overview_view(context).groups for row in group.agreements]
    (found,) = (row for row in rows if row.title.text == agreement.title)
    return {str(place): state for place, (_, state) in enumerate(found.steps, 1)}


def _gaps(gaps: tuple[Any, ...]) -> set[State]:
    return {gap.state for gap in gaps}
