"""Take a metric or a credit apart at random: what a part promises less, or pays more, is told."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from changes.catalogs import between, catalog_of
from sla_catalog.changes import ChangeDirection
from sla_catalog.resolved.totals import totals_of

PLANS = ("a", "b", "c", "d")
TARGETS = ("99 %", "99.5 %", "99.9 %", "99.99 %")
_HEAD = {"id": "mail", "kind": "sla", "title": "Mail", "status": "active", "owner": "ops"}
_promised = st.fixed_dictionaries({plan: st.sampled_from(TARGETS) for plan in PLANS})
_groups = st.lists(st.integers(0, 2), min_size=4, max_size=4)


def _metric(name: str, targets: dict[str, str]) -> dict[str, Any]:
    cells = [{"when": {"plan": plan}, "target": target} for plan, target in targets.items()]
    return {
        "id": name,
        "type": "availability",
        "window": "calendar month",
        "objectives": cells,
    }


def _parts(groups: list[int]) -> list[list[str]]:
    found = [[p for p, g in zip(PLANS, groups, strict=True) if g == group] for group in range(3)]
    return [plans for plans in found if plans]


def _agreement(parts: list[tuple[str, dict[str, str]]], due: list[dict[str, Any]]) -> str:
    metrics = [_metric(name, targets) for name, targets in parts]
    named = [name for name, _ in parts]
    measurements = [{"metric": named, "method": "probe"}]
    told = [{**one, "metrics": named, "credit": "10 %"} for one in due]
    return json.dumps(
        _HEAD
        | {
            "dimensions": {"plan": PLANS},
            "metrics": metrics,
            "monitoring": {"measurements": measurements},
            "remedies": {"base": "fee", "credits": told},
        }
    )


@settings(max_examples=60, deadline=None)
@given(_promised, _promised, _groups)
def test_a_split_metric_tells_only_promises_that_differ(
    old: dict[str, str], new: dict[str, str], groups: list[int]
) -> None:
    parts = [
        ("u" if place == 0 else f"u{place}", {plan: new[plan] for plan in plans})
        for place, plans in enumerate(_parts(groups))
    ]
    whole = _agreement([("u", old)], [{"id": "c"}])
    found = between({"mail.yaml": whole}, {"mail.yaml": _agreement(parts, [{"id": "c"}])})
    back = between({"mail.yaml": _agreement(parts, [{"id": "c"}])}, {"mail.yaml": whole})
    weaker = any(TARGETS.index(new[plan]) < TARGETS.index(old[plan]) for plan in PLANS)
    stronger = any(TARGETS.index(new[plan]) > TARGETS.index(old[plan]) for plan in PLANS)
    directions = {change.customer for change in found.changes}
    expected = {ChangeDirection.WORSE: weaker, ChangeDirection.BETTER: stronger}
    assert directions == {one for one, is_there in expected.items() if is_there}
    assert {change.customer.mirrored for change in back.changes} == directions


@settings(max_examples=30, deadline=None)
@given(_promised, _groups)
def test_a_split_credit_without_effect_is_silent(
    targets: dict[str, str], groups: list[int]
) -> None:
    due = [
        {"id": f"c{place}" if place else "c", "when": {"plan": plans}}
        for place, plans in enumerate(_parts(groups))
    ]
    before = _agreement([("u", targets)], [{"id": "c"}])
    after = _agreement([("u", targets)], due)
    found = [
        change
        for change in (
            *between({"mail.yaml": before}, {"mail.yaml": after}).changes,
            *between({"mail.yaml": after}, {"mail.yaml": before}).changes,
        )
        if change.customer is not ChangeDirection.SAME
    ]
    assert found == []


def _due(combined: str | None, common: str | None, due: list[dict[str, Any]]) -> str:
    remedies: dict[str, Any] = {"base": "fee", "credits": due}
    remedies |= {"credits_combine": combined} if combined else {}
    remedies |= {"caps": [{"at_most": common}]} if common else {}
    metrics = [
        {"id": "up", "type": "availability", "window": "calendar month", "target": "99.9 %"},
        {"id": "answer", "type": "response_time", "target": "1 h"},
    ]
    return json.dumps(_HEAD | {"metrics": metrics, "remedies": remedies})


def _most(text: str) -> set[object]:
    catalog = catalog_of({"mail.yaml": text})
    return {
        (total.highest.form, total.highest.total)
        for total in totals_of(catalog.agreements[0], catalog)
    }


_shares = st.sampled_from(["5 %", "10 %", "20 %"])
_capped = st.none() | _shares


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([None, "add", "highest", "choice", "first"]), _shares, _capped, _capped)
def test_credits_joined_to_one_that_comes_to_less_are_told(
    combined: str | None, amount: str, common: str | None, own: str | None
) -> None:
    one = {"credit": amount} | ({"caps": [{"at_most": own}]} if own else {})
    apart = [{"id": "c", "metrics": ["up"], **one}, {"id": "d", "metrics": ["answer"], **one}]
    whole = [{"id": "c", "metrics": ["up", "answer"], **one}]
    texts = [_due(combined, common, due) for due in (apart, whole)]
    found = between({"mail.yaml": texts[0]}, {"mail.yaml": texts[1]})
    back = between({"mail.yaml": texts[1]}, {"mail.yaml": texts[0]})
    directions = {change.customer for change in found.changes}
    assert {change.customer.mirrored for change in back.changes} == directions
    if _most(texts[0]) != _most(texts[1]):
        assert directions == {ChangeDirection.WORSE}
    elif combined in {"highest", "choice"}:
        assert directions == set()
