"""What the agreements that one stands on leave to each of its promises."""

from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from drafts import cases, draft, read
from sla_catalog.findings import Span
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.quantities import parse_quantity
from sla_catalog.model.responsibilities import Dependency
from sla_catalog.resolved.chain import links
from sla_catalog.resolved.dependencies import (
    ChainMeasure,
    DependencyPromise,
    expected_promise,
    is_kept,
    telling_case,
)
from sla_catalog.resolved.promise_values import Promise
from sla_catalog.resolved.rooms import FeasibilityOutcome, Room, rooms

CASES = Path(__file__).parent / "cases"
ROOMS = cases(CASES / "rooms.yaml")
BOUGHT = cases(CASES / "bought.yaml")


def agreement(name: str, said: Any, depends_on: Any = ()) -> Agreement:
    """Read an agreement from what a case says of it: its metrics, or a mapping with them."""
    more = said if isinstance(said, dict) else {"metrics": said}
    more = {"id": name, "depends_on": list(depends_on), **more}
    more = {key: value for key, value in more.items() if value}
    made, findings = read(draft(yaml.safe_dump(more, sort_keys=False)))
    assert isinstance(made, Agreement), findings
    return made


def catalog(*agreements: Agreement) -> Catalog:
    return Catalog(agreements, {a.id: a.id for a in agreements}, lambda path, *_: Span(path, 1, 1))


def chain(below: Mapping[str, str]) -> Catalog:
    """Make agreements that depend as told: `{"a": "b c"}`.

    A name after ~ is a soft dependency, and what follows a colon the plan that was bought.
    """
    names = {*below, *(_name(n) for names in below.values() for n in names.split())}
    return catalog(
        *(
            agreement(name, [], [_dependency(n) for n in below.get(name, "").split()])
            for name in sorted(names)
        )
    )


def _name(said: str) -> str:
    return said.lstrip("~").partition(":")[0]


def _dependency(said: str) -> dict[str, Any]:
    name, _, plan = said.lstrip("~").partition(":")
    case = {"case": {"plan": plan}} if plan else {}
    return {"agreement": name, "strength": "soft" if said[0] == "~" else "hard", **case}


def drawn(found: Catalog, top: str) -> str:
    """Print a chain: a dot for each step down, a ~ before those that are not judged."""
    return " ".join(
        f"{'.' * link.depth}{'' if link.is_judged else '~'}{link.agreement.id}"
        for link in links(found.by_id[top], found)
    )


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        ({"a": ""}, "a"),
        ({"a": "b", "b": "c"}, "a .b ..c"),
        ({"a": "b c", "b": "d"}, "a .b ..d .c"),
        ({"a": "b d", "b": "c", "c": "d"}, "a .b ..c .d"),
        ({"a": "b ~c", "c": "d"}, "a .b .~c ..~d"),
        ({"a": "b", "b": "a"}, "a .b"),
        ({"a": "a"}, "a"),
        ({"a": "b", "b": "c", "c": "b a"}, "a .b ..c"),
        ({"a": "b:x b:y", "b": "c"}, "a .b ..c .b"),
        ({"a": "b c:x", "b": "c:y", "c": "d"}, "a .b ..c .c ..d"),
    ],
)
def test_a_chain_holds_each_agreement_once_for_each_case(
    below: dict[str, str], expected: str
) -> None:
    assert drawn(chain(below), "a") == expected


def test_a_chain_may_be_deeper_than_python_recurses() -> None:
    names = [f"a{number}" for number in range(1500)]
    found = catalog(
        *(
            Agreement.model_construct(id=one, depends_on=(Dependency(agreement=other),))
            for one, other in pairwise(names)
        ),
        Agreement.model_construct(id=names[-1], depends_on=None),
    )
    assert [link.depth for link in links(found.by_id["a0"], found)] == [*range(1500)]


@pytest.mark.parametrize("case", ROOMS, ids=lambda case: case["case"])
def test_what_is_below_leaves_room_or_none(case: dict[str, Any]) -> None:
    (found,) = judged(case, ChainMeasure(case["is"]["measure"]))
    assert printed(found) == expected_of(case["is"])


@pytest.mark.parametrize("case", BOUGHT, ids=lambda case: case["case"])
def test_each_promise_is_judged_against_what_was_bought(case: dict[str, Any]) -> None:
    (measure,) = {metric["type"] for metric in said_of(case["top"])["metrics"]}
    found = judged(case, ChainMeasure(measure))
    assert [printed(room) for room in found] == [expected_of(one) for one in case["is"]]


@pytest.mark.parametrize("first", ["own", "other"])
def test_of_cases_that_cannot_be_compared_the_weakest_is_shown(first: str) -> None:
    shares = {"own": "99.99 %", "other": "99.5 %"}
    order = sorted(shares, key=lambda name: name != first)
    below = {
        "dimensions": {"path": ["own", "other"]},
        "metrics": [
            {
                "id": "a",
                "type": "availability",
                "window": "calendar month",
                "objectives": [{"when": {"path": one}, "target": shares[one]} for one in order],
            }
        ],
    }
    own = {"id": "a", "type": "availability", "target": "99.9 %", "window": "calendar year"}
    case = {"top": [own], "on": [{"agreement": "b"}], "b": below}
    (room,) = judged(case, ChainMeasure.AVAILABILITY)
    (found,) = room.open
    assert found.promise is not None
    assert (found.value, found.promise.case["path"], found.count) == (None, "other", 2)


def judged(case: dict[str, Any], measure: ChainMeasure) -> tuple[Room, ...]:
    top = agreement("top", case["top"], case["on"])
    others = [agreement(name, case[name]) for name in "bcd" if name in case]
    return rooms(top, catalog(top, *others), measure)


def said_of(part: Any) -> dict[str, Any]:
    return part if isinstance(part, dict) else {"metrics": part}


def expected_of(said: dict[str, str]) -> dict[str, Any]:
    amounts = ("left", "together", "independent")
    texts = dict.fromkeys(("for", "reckoned", "open", "further"), "")
    texts |= {key: text for key, text in said.items() if key not in {*amounts, "measure"}}
    return texts | {key: Fraction(said[key]) if key in said else None for key in amounts}


def printed(found: Room) -> dict[str, Any]:
    return {
        "for": ", ".join(filter(None, map(_case, found.alike))),
        "outcome": found.outcome,
        "left": found.left,
        "together": found.together,
        "independent": found.independent,
        "reckoned": _reckoned(found.reckoned),
        "open": ", ".join(map(_open, found.unknown)),
        "further": ", ".join(f"{one.id} {left}" for one, left in found.further),
    }


def _reckoned(found: tuple[DependencyPromise, ...]) -> str:
    """Print `b c`, and with cases `b own of 2, c`."""
    said = []
    for one in found:
        case = _case(one.promise) if one.promise else ""
        count = f"of {one.count}" if one.count > 1 else ""
        said.append(" ".join(part for part in (one.below.id, case, count) if part))
    return (", " if any(" " in one for one in said) else " ").join(said)


def _case(promise: Promise) -> str:
    return " ".join(value for _, value in telling_case(promise).values)


def _open(one: DependencyPromise) -> str:
    if one.obstacle:
        return f"{one.below.id} {one.obstacle.kind}"
    lacking = ", ".join(" ".join(value for _, value in case.values) for case in one.lacking)
    return f"{one.below.id} lacks {lacking}" if lacking else f"{one.below.id} nothing"


def test_every_outcome_is_met_in_a_case() -> None:
    assert {case["is"]["outcome"] for case in ROOMS} == {*FeasibilityOutcome}


@pytest.mark.parametrize(
    ("metric", "expected", "kept"),
    [
        ({"type": "availability", "target": "99.97 %"}, "99.95 %", True),
        ({"type": "availability", "target": "99.95 %"}, "99.95 %", True),
        ({"type": "availability", "target": "99.9 %"}, "99.95 %", False),
        ({"type": "rto", "target": "30 min"}, "0.5 h", True),
        ({"type": "rto", "target": "31 min"}, "0.5 h", False),
        ({"type": "rto", "target": "2 business hours"}, "4 h", None),
    ],
)
def test_what_is_expected_is_kept_or_not(
    metric: dict[str, str], expected: str, kept: bool | None
) -> None:
    promise, is_everywhere = expected_of_below([{"id": "m", **metric}], {}, metric["type"])
    assert promise is not None
    assert (is_kept(parse_quantity(expected), promise), is_everywhere) == (kept, True)


EXPECTED = {
    "severities": [{"id": "S1"}, {"id": "S2"}],
    "dimensions": {"plan": ["gold", "silver", "bronze"]},
    "metrics": [
        {
            "id": "r",
            "type": "response_time",
            "objectives": [
                {"when": {"plan": "gold", "severity": "S1"}, "target": "15 min"},
                {"when": {"plan": "silver", "severity": "S1"}, "target": "30 min"},
                {"when": {"plan": ["gold", "silver"], "severity": "S2"}, "target": "4 h"},
            ],
        }
    ],
}


@pytest.mark.parametrize(
    ("case", "amount", "is_everywhere"),
    [
        ({}, "30 min", False),
        ({"plan": "gold"}, "15 min", True),
        ({"plan": ["gold", "silver"]}, "30 min", True),
        ({"plan": "gold", "severity": "S2"}, "4 h", True),
        ({"plan": "bronze"}, None, False),
    ],
)
def test_an_expectation_is_held_against_the_worst_severity_of_what_was_bought(
    case: dict[str, Any], amount: str | None, is_everywhere: bool
) -> None:
    promise, found = expected_of_below(EXPECTED, case, "response_time")
    assert (str(promise.target) if promise else None, found) == (amount, is_everywhere)


def expected_of_below(said: Any, case: Any, measure: str) -> tuple[Promise | None, bool]:
    depends_on = [{"agreement": "b", "case": case}] if case else [{"agreement": "b"}]
    top, below = agreement("top", [], depends_on), agreement("b", said)
    (dependency,) = top.listed("depends_on")
    assert isinstance(dependency, Dependency)
    return expected_promise(below, dependency, catalog(top, below), ChainMeasure(measure))
