"""The comparison as it is written: the verdict on two agreements, severities, names, plans."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import yaml
from editions import edition, golden
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sla_catalog.pages.blocks import ComparedCell, ComparisonView
from sla_catalog.pages.comparison import comparison_view

Facts = dict[str, Any]
BERLIN = {"timezone": "Europe/Berlin"}
OFFICE: Facts = {"support": {"hours": "Mon-Fri 08:00-18:00"}, "duration": BERLIN}
ALWAYS: Facts = {"support": {"hours": "24x7"}, "duration": BERLIN}
SUNDAYS: Facts = {"support": {"hours": "Sun 09:00-17:00"}, "duration": BERLIN}
ELSEWHERE: Facts = {
    "support": {"hours": "Mon-Fri 08:00-17:00"},
    "duration": {"timezone": "Europe/Helsinki"},
}
HOURS = ["24x7", "Mon-Fri 08:00-18:00", "Mon-Fri 09:00-17:00", "Mon-Sat 07:00-19:00",
         "Sat 08:00-18:00", "Mon-Sun 00:00-24:00"]  # fmt: skip


def compared(*agreements: Facts) -> ComparisonView:
    """Return the comparison of agreements, named a0, a1 ... if they have no id yet."""
    files = {}
    for place, facts in enumerate(agreements):
        name = facts.get("id", f"a{place}")
        whole = {"id": name, "kind": "sla", "title": f"Title {name}", "owner": "Team"} | facts
        whole.setdefault("metrics", [{"id": "up", "type": "rto", "target": "4 h"}])
        files[f"{name}.yaml"] = yaml.safe_dump(whole)
    return comparison_view(edition(files))


def rows(view: ComparisonView) -> Iterator[tuple[str, str, dict[str, ComparedCell]]]:
    """Yield each row's anchor, which values are better, and its cells by agreement."""
    names = [head.id for head in view.agreements]
    for group in view.groups:
        for row in group.rows:
            yield row.anchor, str(row.direction), dict(zip(names, row.cells, strict=True))


def may_be_compared(one: ComparedCell, other: ComparedCell) -> bool:
    """Tell what the script reads from two cells: whether it may rank and subtract them."""
    a, b = one.figure, other.figure
    return bool(a and b and a.basis and a.basis == b.basis and b.hours not in (*a.apart.split(),))


def verdicts(view: ComparisonView, one: str, other: str) -> dict[str, tuple[object, ...]]:
    """Return by row what two agreements of many say and whether that may be compared."""
    found: dict[str, tuple[object, ...]] = {}
    for anchor, direction, cells in rows(view):
        a, b = cells[one], cells[other]
        said = [cell for cell in (a, b) if (cell.figure or cell.cell.lines) and not cell.lent]
        if not any(cell.cell.state != "not-stated" for cell in said):
            continue
        values = [cell.figure.value if cell.figure else "" for cell in (a, b)]
        comparable = may_be_compared(a, b), may_be_compared(b, a)
        found[anchor] = (direction, comparable, values, a.cell, b.cell, a.lent, b.lent)
    return found


def _metrics() -> st.SearchStrategy[list[Facts]]:
    target = st.sampled_from(["1 h", "4 h", "< 4 h", "4 business hours", "2 business days"])
    response = st.one_of(
        target.map(lambda t: {"target": t}),
        st.dictionaries(st.sampled_from(["P1", "P2", "P3"]), target, min_size=1).map(
            lambda cells: {
                "objectives": [{"when": {"severity": s}, "target": t} for s, t in cells.items()]
            }
        ),
    )
    return st.tuples(
        st.builds(
            lambda share, window, over: {"target": share, "window": window} | over,
            st.sampled_from(["99.5 %", "99.9 %", "> 99.9 %"]),
            st.sampled_from(["calendar month", "calendar quarter", "rolling 30 days"]),
            st.sampled_from([{}, {"measured_over": "all time"}]),
        ).map(lambda m: {"id": "up", "type": "availability"} | m),
        response.map(lambda m: {"id": "response", "type": "response_time"} | m),
        st.builds(
            lambda direction, amount: {"direction": direction, "target": f"{amount} jobs"},
            st.sampled_from(["higher", "lower"]),
            st.integers(1, 3),
        ).map(lambda m: {"id": "jobs", "type": "custom", "name": "Jobs"} | m),
    ).map(list)


AGREEMENTS = st.fixed_dictionaries(
    {
        "metrics": _metrics(),
        "duration": st.sampled_from([BERLIN, {"timezone": "Europe/Helsinki"}]),
        "service_hours": st.sampled_from(HOURS[:2]),
        "severities": st.just([{"id": name, "definition": name} for name in ("P1", "P2", "P3")]),
        "remedies": st.fixed_dictionaries(
            {
                "base": st.sampled_from(["monthly fee", "yearly fee"]),
                "credits": st.just([{"id": "c", "metrics": ["up"], "credit": "5 %"}]),
                "claim": st.sampled_from(
                    [{"within": "30 days", "after": event} for event in ("end", "outage")]
                ),
            }
        ),
    },
    optional={"support": st.sampled_from(HOURS).map(lambda hours: {"hours": hours})},
)


@settings(max_examples=15, deadline=None)
@given(st.lists(AGREEMENTS, min_size=3, max_size=5))
@example([OFFICE, ALWAYS, ELSEWHERE])
@example([ELSEWHERE, SUNDAYS, OFFICE, ALWAYS])
def test_the_verdict_on_two_is_the_same_whoever_else_is_there(agreements: list[Facts]) -> None:
    named = [{"id": f"a{place}"} | facts for place, facts in enumerate(agreements)]
    of_all = compared(*named)
    for one, other in combinations(named, 2):
        names = one["id"], other["id"]
        alone = compared(one, other)
        assert verdicts(of_all, *names) == verdicts(alone, *names)
        for _, direction, cells in rows(alone):
            a, b = cells[names[0]], cells[names[1]]
            differ = a.figure and b.figure and a.figure.value != b.figure.value
            is_ranked = bool(direction and differ and may_be_compared(a, b))
            assert {a.rank, b.rank} == ({"Best", "Worst"} if is_ranked else {""})


def test_longer_hours_are_best_and_others_are_not_ranked_among_themselves() -> None:
    view = compared(OFFICE, ALWAYS, ELSEWHERE)
    support = next(cells for anchor, _, cells in rows(view) if anchor == "row-support")
    apart = "Not comparable: hours that do not lie within one another."
    assert [(cell.rank, cell.unranked) for cell in support.values()] == [
        ("", apart),
        ("Best", ""),
        ("", apart),
    ]


def test_custom_metrics_with_opposite_directions_are_rows_of_their_own() -> None:
    metric = {"id": "jobs", "type": "custom", "name": "Jobs", "target": "5 jobs"}
    view = compared(
        {"metrics": [metric | {"direction": "higher"}]},
        {"metrics": [metric | {"direction": "lower"}]},
    )
    found = {a: d for a, d, _ in rows(view) if "jobs" in a}
    assert found == {"row-custom-jobs-higher": "higher", "row-custom-jobs-lower": "lower"}


def test_an_agreement_without_a_number_is_called_by_its_title() -> None:
    view = compared({"title": "Mail"}, {"title": "Wiki", "reference": "SLA-2"})
    assert [(head.name, head.full) for head in view.agreements] == [
        ("Mail", "Mail"),
        ("SLA-2", "SLA-2 Wiki"),
    ]


def test_pages_are_drawn_as_expected() -> None:
    drawn, expected = golden("comparison")
    assert drawn == expected
