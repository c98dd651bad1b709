"""The highest credit of each case against a second reading of the record."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st
from test_compared import compared

SPACE = {"plan": ["gold", "silver"], "hall": ["a", "b"]}
Said = dict[str, Any]

WHENS = st.dictionaries(st.sampled_from([*SPACE]), st.integers(0, 1), max_size=2).map(
    lambda picked: {name: SPACE[name][place] for name, place in picked.items()}
)
SHARES = st.integers(1, 50)
CREDITS = st.lists(
    st.fixed_dictionaries(
        {"share": SHARES, "when": WHENS},
        optional={"tiers": st.lists(SHARES, min_size=1, max_size=2), "cap": SHARES},
    ),
    min_size=1,
    max_size=3,
)


# Two share the common cap, and one has a cap of its own.
SHARING: list[Mapping[str, Any]] = [
    {"share": 4, "when": {}},
    {"share": 4, "when": {}},
    {"share": 10, "when": {}, "cap": 20},
]


def record(place: int, drawn: Mapping[str, Any]) -> Said:
    """Return a credit as it is written: flat, or with a tier below each of some edges."""
    said: Said = {"id": f"c{place}", "metrics": ["up"]}
    if drawn["when"]:
        said["when"] = drawn["when"]
    if "cap" in drawn:
        said["caps"] = [{"at_most": f"{drawn['cap']} %"}]
    if "tiers" not in drawn:
        return said | {"credit": f"{drawn['share']} %"}
    edges = ["target", *(f"{98 - n} %" for n in range(len(drawn["tiers"])))]
    shares = [drawn["share"], *drawn["tiers"]]
    pairs = zip(edges, shares, strict=True)
    return said | {"tiers": [{"below": edge, "credit": f"{share} %"} for edge, share in pairs]}


def most_of(drawn: Mapping[str, Any], common: int) -> int:
    """Return the most that a credit gives; a cap of its own stands for the common one."""
    most: int = min(max([drawn["share"], *drawn.get("tiers", [])]), drawn.get("cap", common))
    return most


def total_of(held: list[Mapping[str, Any]], combine: str, common: int) -> int:
    """Return what credits of one case come to; those without a cap of their own share one."""
    if combine == "highest":
        return max(most_of(one, common) for one in held)
    own = sum(most_of(one, common) for one in held if "cap" in one)
    return own + min(sum(most_of(one, common) for one in held if "cap" not in one), common)


@given(CREDITS, st.sampled_from(["add", "highest"]), st.one_of(st.none(), st.integers(5, 90)))
@example(SHARING, "add", 5)
@settings(deadline=None, derandomize=True, max_examples=80)
def test_the_comparison_says_the_highest_credit_of_each_case(
    drawn: list[Mapping[str, Any]], combine: str, cap: int | None
) -> None:
    remedies: Said = {
        "base": "fee",
        "credits_combine": combine,
        "credits": [record(place, one) for place, one in enumerate(drawn)],
    }
    if cap is not None:
        remedies["caps"] = [{"at_most": f"{cap} %", "of": "fee"}]
    metric = {"id": "up", "type": "availability", "window": "calendar month", "target": "99.5 %"}
    table = compared({"dimensions": SPACE, "metrics": [metric], "remedies": remedies})
    (column,) = (one for one in table.columns if one.id == "credit")
    for plan, hall in product(SPACE["plan"], SPACE["hall"]):
        case = {"plan": plan, "hall": hall}
        held = [
            one for one in drawn if all(case[name] == value for name, value in one["when"].items())
        ]
        found = table.said(table.rows[0], column, case).cell.value
        if held:
            assert found == f"{total_of(held, combine, cap or ENDLESS)}\u00a0%", case
        else:
            assert found in NOTHING, case


ENDLESS = 1000
NOTHING = {"", "Not stated for this case"}
