"""Which tiers of a credit hold together in each case, however many cases there are."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafts import catalog_of, draft
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.remedies import Credit
from sla_catalog.resolved import tiers as resolved
from sla_catalog.resolved.credits import credits_of
from sla_catalog.resolved.schedules import flooding_credits
from sla_catalog.rules import check

Box = Mapping[str, list[str]]
SMALL = {"plan": ["gold", "silver", "free"], "site": ["north", "south"]}


def made(dimensions: Mapping[str, list[str]], whens: list[list[Box]]) -> Catalog:
    listed = [
        {"below": f"{90 - place} %", "credit": f"{place + 1} %", **({"when": when} if when else {})}
        for place, when in enumerate(whens)
    ]
    credit = {"id": "c", "metrics": ["m"], "tiers": listed}
    remedies = {"base": "fee", "credits": [credit]}
    text = draft(
        f"id: a\ndimensions: {json.dumps(dimensions)}\nremedies: {json.dumps(remedies)}\n"
        "metrics: [{id: m, type: availability, target: 99 %, window: calendar month}]\n"
    )
    return catalog_of({"a": text})


def record_of(catalog: Catalog) -> Credit:
    return credits_of(catalog.by_id["a"])[0].record


def told(catalog: Catalog, case: Mapping[str, str]) -> set[int]:
    """Return the tiers that are said to hold in a case; it lies in one part at most."""
    found = [
        {place for place, _ in held}
        for when, held in resolved.tiers_by_case(catalog.by_id["a"], record_of(catalog))
        if not when or any(all(case[n] in values for n, values in box.items()) for box in when)
    ]
    assert len(found) < 2
    return found[0] if found else set()


def meant(whens: list[list[Box]], case: Mapping[str, str]) -> set[int]:
    return {
        place
        for place, when in enumerate(whens)
        if not when or any(all(case[n] in box[n] for n in box) for box in when)
    }


def drawn(chance: Random) -> list[list[Box]]:
    def box() -> Box:
        names = chance.sample(sorted(SMALL), chance.randint(1, 2))
        return {n: chance.sample(SMALL[n], chance.randint(1, len(SMALL[n]))) for n in names}

    return [[box() for _ in range(chance.randint(0, 2))] for _ in range(chance.randint(1, 4))]


@pytest.mark.parametrize("most", [2_000, 200], ids=["each case", "parts of them"])
@given(chance=st.randoms(use_true_random=True))
@settings(deadline=None, derandomize=True, max_examples=60)
def test_a_case_has_the_tiers_whose_conditions_hold(most: int, chance: Random) -> None:
    whens = drawn(chance)
    wide = {**SMALL, "other": [f"v{n}" for n in range(60)]}
    if most == 200:  # so that there are more cases than are looked at
        whens.append([{"other": ["v1", "v2"]}])
    catalog = made(wide, whens)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(resolved, "MOST_LOOKED_AT", most)
        agreement = catalog.by_id["a"]
        assert resolved.are_too_many(agreement, record_of(catalog)) is False
        for plan, site, other in product(*SMALL.values(), ["v0", "v1", "v2"]):
            case = {"plan": plan, "site": site, "other": other}
            assert told(catalog, case) == meant(whens, case)


def test_thousands_of_cases_have_each_their_own_tiers() -> None:
    dimensions = {
        "plan": [f"p{n}" for n in range(70)],
        "site": [f"s{n}" for n in range(70)],
    }
    whens: list[list[Box]] = [[], [{"plan": ["p1", "p2"]}], [{"site": ["s3"]}]]
    catalog = made(dimensions, whens)
    assert not resolved.are_too_many(catalog.by_id["a"], record_of(catalog))
    for plan, site in product(["p0", "p1", "p2"], ["s0", "s3"]):
        assert told(catalog, {"plan": plan, "site": site}) == meant(
            whens, {"plan": plan, "site": site}
        )
    assert [one.rule for one in check(catalog) if one.rule == "too-many-cases"] == []


def test_too_many_tiers_of_a_credit_that_can_never_be_due_are_found() -> None:
    tiers = ", ".join(f"{{below: {n}.5 %, each: 1 h, credit: 1 %}}" for n in range(90))
    text = (
        "severities: [{id: P1}, {id: P2}]\n"
        "metrics: [{id: up, type: availability, window: calendar month, target: 99.9 %}]\n"
        "remedies:\n  when: {severity: P1}\n  credits:\n"
        f"  - {{id: c, metrics: [up], when: {{severity: P2}}, tiers: [{tiers}]}}\n"
    )
    catalog = catalog_of({"case": draft(text)})
    found = [one for one in check(catalog) if one.rule == "too-many-cases"]
    assert ["once for each promise" in one.found for one in found] == [True]


def test_tiers_that_nobody_can_tell_apart_are_found_and_not_worked_out() -> None:
    dimensions = {f"d{n}": [f"x{n}", f"y{n}", f"z{n}"] for n in range(12)}
    catalog = made(dimensions, [[{f"d{n}": [f"x{n}"]}] for n in range(12)])
    assert resolved.are_too_many(catalog.by_id["a"], record_of(catalog))
    assert [*flooding_credits(catalog.by_id["a"])] == [0]
    (found,) = (one for one in check(catalog) if one.rule == "too-many-cases")
    assert found.found == "the conditions of these tiers make more cases than can be told apart"
