"""Generated agreements: another way to write one means the same, a swap turns each change."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from changes.catalogs import between
from sla_catalog.changes import KINDS, CatalogChanges, ChangeDirection

PLANS = ("gold", "silver", "bronze")
CALENDARS = {"office": "Mon-Fri 09:00-17:00", "late": "Mon-Fri 09:00-17:00, Sat 08:00-12:00"}
TARGETS = ("99 %", "99.5 %", "99.9 %", "99.99 %")
TIMES = ("30 min", "1 h", "4 h", "2 business hours")
EDGES = ("99.5 %", "99 %", "98 %", "95 %")
CREDITS = ("5 %", "10 %", "25 %")
_HEAD = {
    "id": "mail",
    "kind": "sla",
    "title": "Mail",
    "status": "active",
    "owner": "ops",
    "dimensions": {"plan": PLANS},
}
Draw = Callable[..., Any]
_SHARED = {
    "calendars.yaml": json.dumps(
        {
            "calendars": [
                {"id": name, "name": name, "timezone": "UTC", "hours": hours.split(", ")}
                for name, hours in CALENDARS.items()
            ]
        }
    )
}


@st.composite
def meanings(draw: st.DrawFn) -> dict[str, Any]:
    """Make what an agreement says: promises by plan, hours, steps of a credit."""
    by_plan = {plan: draw(st.sampled_from(TARGETS)) for plan in PLANS}
    times = {plan: draw(st.sampled_from(TIMES)) for plan in PLANS}
    edges = draw(st.lists(st.sampled_from(EDGES), max_size=3, unique=True))
    steps = sorted(edges, key=lambda edge: -float(edge.split()[0]))
    credit = sorted(
        (draw(st.sampled_from(CREDITS)) for _ in steps), key=lambda one: float(one.split()[0])
    )
    return {
        "uptime": by_plan,
        "response": times,
        "window": draw(st.sampled_from(["calendar month", "calendar quarter", "rolling 30 days"])),
        "hours": draw(st.sampled_from(tuple(CALENDARS))),
        "notice": draw(st.sampled_from(["14 days", "30 days"])),
        "steps": [*zip(steps, credit, strict=True)],
    }


def _cells(values: dict[str, str], draw: Draw) -> list[dict[str, Any]]:
    """Write promises by plan, some of them as those of another plan."""
    cells: list[dict[str, Any]] = []
    for place, (plan, target) in enumerate(values.items()):
        like = [one for one in PLANS[:place] if values[one] == target]
        is_like = bool(like) and draw(st.booleans())
        said = {"same_as": like[0]} if is_like else {"target": target}
        cells.append({"when": {"plan": plan}, **said})
    ordered: list[dict[str, Any]] = draw(st.permutations(cells))
    return ordered


def _tiers(steps: list[tuple[str, str]], draw: Draw) -> list[dict[str, str]]:
    """Write steps of a credit, each perhaps in two that give the same."""
    tiers = []
    for place, (edge, credit) in enumerate(steps):
        tiers.append({"below": edge, "credit": credit})
        least = float(steps[place + 1][0].split()[0]) if place + 1 < len(steps) else 90.0
        middle = (float(edge.split()[0]) + least) / 2
        if draw(st.booleans()):
            tiers.append({"below": f"{middle:g} %", "credit": credit})
    return tiers


def _written(said: dict[str, Any], draw: Draw) -> dict[str, str]:
    """Write an agreement in one of the ways in which it means the same."""
    hours = draw(st.sampled_from([said["hours"], CALENDARS[said["hours"]]]))
    uptime = {
        "id": "up",
        "type": "availability",
        "window": said["window"],
        "objectives": _cells(said["uptime"], draw),
    }
    response = {"id": "r", "type": "response_time", "objectives": _cells(said["response"], draw)}
    due = {"id": "c", "metrics": ["up"], "tiers": _tiers(said["steps"], draw)}
    agreement = {
        **_HEAD,
        "duration": {"timezone": "UTC"},
        "support": {"hours": hours},
        "metrics": draw(st.permutations([uptime, response])),
        "amendment": {"notice": said["notice"]},
        "remedies": {"base": "fee", "credits": [due] if said["steps"] else []},
    }
    keys = draw(st.permutations([*agreement]))
    return _SHARED | {"mail.yaml": json.dumps({key: agreement[key] for key in keys})}


def _meant(found: CatalogChanges) -> list[str]:
    return [one.message for one in found.changes if one.customer is not ChangeDirection.SAME]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(meanings(), st.data())
def test_what_is_written_in_another_way_means_the_same(
    said: dict[str, Any], data: st.DataObject
) -> None:
    one, other = _written(said, data.draw), _written(said, data.draw)
    found = between(one, other)
    assert (_meant(found), found.consequences, found.feasibility) == ([], (), ())
    assert between(one, one) == CatalogChanges()


def _telling(said: dict[str, Any]) -> dict[str, Any]:
    """Leave out the steps of a credit that give what the one before them gives."""
    steps: list[tuple[str, str]] = []
    for edge, credit in said["steps"]:
        if not steps or steps[-1][1] != credit:
            steps.append((edge, credit))
    return said | {"steps": steps}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(meanings(), meanings(), st.data())
def test_a_swap_turns_every_change(
    before: dict[str, Any], after: dict[str, Any], data: st.DataObject
) -> None:
    one, other = _written(before, data.draw), _written(after, data.draw)
    there, back = between(one, other), between(other, one)
    turned = Counter(
        (KINDS[c.kind.id].mirror or c.kind.id, c.path, c.customer.mirrored) for c in there.changes
    )
    assert turned == Counter((c.kind.id, c.path, c.customer) for c in back.changes)
    assert bool(_meant(there)) is (_telling(before) != _telling(after))
