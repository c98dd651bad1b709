from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
import yaml

from drafts import draft, read
from sla_catalog.findings import Span
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.quantities import parse_quantity
from sla_catalog.reckoning.chain import (
    Measure,
    Outcome,
    Room,
    is_kept,
    links,
    own_promise,
    promise_below,
    room,
    standing,
)

from .golden import golden


def agreement(name: str, metrics: Any, depends_on: Any = (), **more: Any) -> Agreement:
    said = {"id": name, **more, "metrics": metrics, "depends_on": list(depends_on)}
    said = {key: value for key, value in said.items() if value}
    made, findings = read(draft(yaml.safe_dump(said, sort_keys=False)))
    assert isinstance(made, Agreement), findings
    return made


def catalog(*agreements: Agreement) -> Catalog:
    return Catalog(agreements, {a.id: a.id for a in agreements}, lambda path, *_: Span(path, 1, 1))


def chain(below: Mapping[str, str]) -> Catalog:
    """Make agreements that depend as told: `{"a": "b c"}`; a name after ~ is a soft dependency."""
    names = {*below, *(n.lstrip("~") for names in below.values() for n in names.split())}
    return catalog(
        *(
            agreement(
                name,
                [],
                [
                    {"agreement": n.lstrip("~"), "strength": "soft" if n[0] == "~" else "hard"}
                    for n in below.get(name, "").split()
                ],
            )
            for name in sorted(names)
        )
    )


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
    ],
)
def test_a_chain_holds_each_agreement_once(below: dict[str, str], expected: str) -> None:
    assert drawn(chain(below), "a") == expected


def test_a_chain_may_be_deeper_than_python_recurses() -> None:
    names = [f"a{number}" for number in range(1500)]
    found = catalog(
        *(
            Agreement.model_construct(
                id=one, depends_on=agreement("x", [], [{"agreement": other}]).depends_on
            )
            for one, other in pairwise(names)
        ),
        Agreement.model_construct(id=names[-1], depends_on=None),
    )
    assert [link.depth for link in links(found.by_id["a0"], found)] == [*range(1500)]


@pytest.mark.parametrize("case", golden("rooms"), ids=lambda case: case["case"])
def test_what_is_below_leaves_room_or_none(case: dict[str, Any]) -> None:
    top = agreement("top", case["top"], case["on"])
    others = [agreement(name, case[name]) for name in "bcd" if name in case]
    found = catalog(top, *others)
    own = own_promise(top, found, Measure(case["is"]["measure"]))
    assert own is not None
    assert printed(room(top, found, own)) == {
        "open": "",
        "reckoned": "",
        **{k: v for k, v in case["is"].items() if k not in {"left", "together", "product"}},
        **{
            k: Fraction(case["is"][k]) if k in case["is"] else None
            for k in ("left", "together", "product")
        },
    }


def printed(found: Room) -> dict[str, Any]:
    return {
        "measure": found.own.basis.metric_type,
        "outcome": found.outcome,
        "left": found.left,
        "together": found.together,
        "product": found.product,
        "reckoned": " ".join(one.id for one in found.reckoned),
        "open": " ".join(f"{one.id} {why.kind if why else 'nothing'}" for one, why in found.open),
    }


def test_of_several_plans_and_severities_the_strictest_of_the_worst_case_is_taken() -> None:
    cells = [
        {"when": {"severity": "P2"}, "target": "1 min"},
        {"when": {"severity": "P1", "plan": "silver"}, "target": "30 min"},
        {"when": {"severity": "P1", "plan": "gold"}, "target": "15 min"},
        {"when": {"severity": "P1", "plan": "bronze"}, "none": "No promise."},
    ]
    metric = {"id": "r", "type": "response_time", "objectives": cells}
    severities = [{"id": "P1"}, {"id": "P2"}]
    plans = {"plan": ["gold", "silver", "bronze"]}
    one = agreement("top", [metric], severities=severities, dimensions=plans)
    own = own_promise(one, catalog(one), Measure.RESPONSE)
    assert own is not None
    assert (str(own.amount), own.cell.when) == (
        "15 min",
        ({"severity": ("P1",), "plan": ("gold",)},),
    )


def test_a_metric_that_is_not_named_is_told_from_one_that_is_not_stated() -> None:
    recovery = {"id": "r", "type": "rto", "target": "1 h"}
    top, below = agreement("top", [recovery]), agreement("b", [recovery])
    found = catalog(top, below, agreement("c", []))
    own = own_promise(top, found, Measure.RECOVERY_TIME)
    assert own is not None
    assert not standing(own, below, ("other",), found).is_named
    assert standing(own, found.by_id["c"], ("other",), found).is_named
    assert standing(own, below, None, found).room == 0


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
    below = agreement("b", [{"id": "m", **metric}])
    promise = promise_below(below, catalog(below), Measure(metric["type"]), None)
    assert promise is not None
    assert is_kept(parse_quantity(expected), promise) is kept


def test_every_outcome_is_met_in_a_case() -> None:
    assert {case["is"]["outcome"] for case in golden("rooms")} == {*Outcome}
