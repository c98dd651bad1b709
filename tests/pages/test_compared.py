"""The comparison as it is written: ranks, cases, pages of many agreements."""

from __future__ import annotations

import json
from fractions import Fraction
from itertools import combinations
from typing import Any

import pytest
from contexts import context, golden, html
from data_file import data_of
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sla_catalog.calculation import comparability
from sla_catalog.calculation.comparability import Basis, Obstacle
from sla_catalog.model.calendars import Window
from sla_catalog.pages.comparison import comparison_uris, comparison_view
from sla_catalog.pages.comparison.columns import MOST_URGENT, ComparisonTable

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


def compared(*agreements: Facts) -> ComparisonTable:
    """Return the comparison of agreements in force, named a0, a1 ... if they have no id yet."""
    files = {}
    for place, facts in enumerate(agreements):
        name = facts.get("id", f"a{place}")
        whole = {"id": name, "kind": "sla", "title": f"Title {name}", "owner": "Team"} | facts
        whole.setdefault("metrics", [{"id": "up", "type": "rto", "target": "4 h"}])
        whole.setdefault("status", "active")
        files[f"{name}.yaml"] = json.dumps(whole)
    return ComparisonTable.of(context(files))


def ranks(comparison: ComparisonTable, name: str) -> dict[str, int | str]:
    """Return the rank of each agreement in a column, or why it has none."""
    column = next(column for column in comparison.columns if column.id == name)
    found = comparison.ranked(column, MOST_URGENT)
    return {one.compared.agreement.id: one.rank or one.why for one in found}


def test_another_method_is_named_as_the_reason() -> None:
    def uptime(**more: object) -> Facts:
        metric = {"id": "up", "type": "availability", "window": "calendar month", **more}
        return {"service_hours": "24x7", "metrics": [metric | {"target": "99.9 %"}]}

    found = compared(uptime(), uptime(), uptime(method="events"), uptime(method="slices"))
    assert ranks(found, "availability") == {
        "a0": 1,
        "a1": 1,
        "a2": "Not comparable: counted in events against counted in time.",
        "a3": "Not comparable: counted in slices against counted in time.",
    }


def test_ranks_respect_the_stated_rounding() -> None:
    def uptime(target: str, **more: object) -> Facts:
        metric = {"id": "up", "type": "availability", "window": "calendar month", "target": target}
        return {"metrics": [metric | {"measured_over": "all time"} | more]}

    rounded = uptime("99.93 %", rounding={"digits": "2", "mode": "half_up"})
    found = compared(rounded, uptime("99.927 %"), uptime("99.92 %"))
    assert ranks(found, "availability") == {"a1": 1, "a0": 2, "a2": 3}
    row = next(row for row in found.rows if row.agreement.id == "a0")
    (point,) = (p for part in row.by_column["availability"] for p in part.points)
    assert point.note == "calendar month, rounded: 99.925\u00a0% is enough"


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
        for column in alone.columns:
            for row in alone.rows:
                same = next(r for r in of_all.rows if r.agreement.id == row.agreement.id)
                mine, theirs = (c.said(r, column, MOST_URGENT).cell for c, r in (
                    (alone, row), (of_all, same)))  # fmt: skip
                assert mine == theirs
            whole, pair = ranks(of_all, column.id), ranks(alone, column.id)
            first, second = (whole[name] for name in names)
            if isinstance(first, int) and isinstance(second, int):
                own = [pair[name] for name in names]
                assert own == [1 + (first > second), 1 + (second > first)]


def test_longer_hours_are_best_and_others_are_not_ranked_among_themselves() -> None:
    apart = "Not comparable: neither set of hours contains the other."
    assert ranks(compared(OFFICE, ALWAYS, ELSEWHERE), "support") == {
        "a1": 1,
        "a0": apart,
        "a2": apart,
    }


def test_custom_metrics_with_opposite_directions_are_columns_of_their_own() -> None:
    metric = {"id": "jobs", "type": "custom", "name": "Jobs", "target": "5 jobs"}
    comparison = compared(
        {"metrics": [metric | {"direction": "higher"}]},
        {"metrics": [metric | {"direction": "lower"}]},
    )
    found = {column.id: column.direction for column in comparison.columns}
    assert found == {"custom-jobs-higher": "higher", "custom-jobs-lower": "lower"}


def test_the_table_opens_on_a_column_that_ranks_some() -> None:
    """What most agreements state comes first, save where it has no order."""

    def made(hours: str, *metrics: Facts) -> Facts:
        time = {"id": "t", "type": "resolution_time", "target": "4 business hours", "hours": hours}
        return {"metrics": [time, *metrics], "duration": BERLIN}

    up = {"id": "u", "type": "rto", "target": "4 h"}
    later = {"id": "u", "type": "rto", "target": "8 h"}
    days = ("Mon 08:00-12:00", "Tue 09:00-17:00", "Sat 07:00-19:00")
    apart = [made(hours) for hours in days]
    assert [one.id for one in compared(*apart).default] == ["resolution_time"]
    some = compared(made(days[0]), made(days[1], up), made(days[2], later))
    assert [one.id for one in some.default] == ["rto", "resolution_time"]
    alike = compared(made(days[0]), made(days[0], up), made(days[0], later))
    assert [one.id for one in alike.default] == ["resolution_time", "rto"]


def test_what_is_called_active_and_has_ended_is_not_ranked() -> None:
    def made(**more: Facts) -> Facts:
        ended = {"effective": "2025-01-01", "ends": "2026-06-30", **BERLIN}
        return {"duration": ended, "metrics": [{"id": "r", "type": "rto", "target": "1 h"}], **more}

    renewed = made(renewal={"type": "tacit", "for": "12 months"})
    assert ranks(compared(made(), renewed, made(duration=BERLIN)), "rto") == {
        "a1": 1,
        "a2": 1,
        "a0": "Not ranked: not in force.",
    }


def test_only_agreements_in_force_are_ranked_and_equal_ones_tie() -> None:
    def made(target: str, status: str = "active") -> Facts:
        return {"status": status, "metrics": [{"id": "r", "type": "rto", "target": target}]}

    comparison = compared(made("4 h"), made("240 min"), made("1 h", "suspended"), made("8 h"))
    assert ranks(comparison, "rto") == {
        "a0": 1,
        "a1": 1,
        "a3": 3,
        "a2": "Not ranked: not in force.",
    }


def test_what_some_cases_lack_is_not_ranked_until_another_case_is_chosen() -> None:
    plans: Facts = {
        "dimensions": {"plan": ["gold", "free"]},
        "metrics": [
            {
                "id": "r",
                "type": "rto",
                "objectives": [
                    {"when": {"plan": "gold"}, "target": "1 h"},
                    {"when": {"plan": "free"}, "none": "Not on this plan."},
                ],
            }
        ],
    }
    comparison = compared(plans, {})
    (column,) = (c for c in comparison.columns if c.id == "rto")

    def said(case: Facts) -> list[tuple[str, int | None, str]]:
        return [
            (one.said.cell.value.replace("\u00a0", " "), one.rank, one.why)
            for one in comparison.ranked(column, case)
        ]

    some = "Not ranked: applies to some cases only."
    assert said({}) == [("4 h", 1, ""), ("1 h", None, some)]
    assert said({"plan": "gold"}) == [("1 h", 1, ""), ("4 h", 2, "")]
    assert said({"plan": "free"}) == [("4 h", 1, ""), ("Not on this plan.", None, "")]


@pytest.mark.long
def test_a_page_has_fifty_rows_and_at_most_a_megabyte_at_1_600_agreements() -> None:
    """Measured without a browser: what a page weighs, and that the data name each text once."""
    metrics = [
        {
            "id": name.replace("_", "-"),
            "type": name,
            "window": "calendar month",
            "objectives": [
                {"when": {"severity": severity}, "target": target}
                for severity, target in zip(("P1", "P2"), targets, strict=True)
            ],
        }
        for name, targets in {
            "availability": ("99.9 %", "99.5 %"),
            "response_time": ("15 min", "2 h"),
            "resolution_time": ("4 h", "2 business days"),
            "rto": ("1 h", "8 h"),
            "rpo": ("15 min", "1 h"),
            "success_rate": ("99 %", "98 %"),
        }.items()
    ]
    facts: Facts = {
        "metrics": metrics,
        "severities": [{"id": "P1", "definition": "All."}, {"id": "P2", "definition": "Some."}],
        "service_hours": "24x7",
    }
    many = compared(*({"reference": f"SLA-{n:04}"} | facts for n in range(1600))).context
    uris = comparison_uris(many)
    assert uris[:2] == ("comparison.md", "comparison/2.md")
    assert len(uris) == 32
    drawn = [html(comparison_view(page, many), uris[page - 1]) for page in (1, 2, 32)]
    assert [page.count('id="agreement-') for page in drawn] == [50, 50, 50]
    assert max(map(len, drawn)) < 1_000_000
    data = data_of(many)
    assert len(data["rows"]) == 1600
    assert len(data["texts"]) == len(set(data["texts"])) < 100


def test_ranking_many_looks_at_each_pair_of_bases_once(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[object] = []
    own = comparability.obstacle

    def counted(a: Basis, b: Basis) -> Obstacle | None:
        looked.append((a, b))
        return own(a, b)

    monkeypatch.setattr(comparability, "obstacle", counted)
    basis = [
        Basis("rto", "elapsed time", "", Window.parse(window), "elapsed", "", "")
        for window in ("calendar month", "calendar year")
    ]
    values = [(Fraction(n % 7), basis[n % 2]) for n in range(6400)]
    assert len(comparability.rank(values, higher_is_better=False)) == 6400
    assert len(looked) < 10


def test_pages_are_drawn_as_expected() -> None:
    drawn, expected = golden("comparison")
    assert drawn == expected


def _values(comparison: ComparisonTable, name: str) -> list[str]:
    (column,) = (c for c in comparison.columns if c.id == name)
    found = [comparison.said(row, column, {}).cell.value for row in comparison.rows]
    return [value.replace("\u00a0", " ") for value in found]


def _said(comparison: ComparisonTable, name: str) -> list[str]:
    """Return what the only agreement says in a column: its value, then a line each."""
    (column,) = (c for c in comparison.columns if c.id == name)
    cell = comparison.said(comparison.rows[0], column, {}).cell
    return [text.replace("\u00a0", " ") for text in (cell.value, *cell.notes)]


def test_figures_of_several_kinds_are_a_range_for_each() -> None:
    targets = ["2 business days", "12 business days", "10 days", "5 days", "by 21:30 calendar day"]
    metric = {
        "id": "repair",
        "type": "resolution_time",
        "objectives": [
            {"when": {"part": f"p{place}"}, "target": target}
            for place, target in enumerate(targets)
        ],
    }
    comparison = compared(
        OFFICE | {"dimensions": {"part": [f"p{n}" for n in range(5)]}, "metrics": [metric]}
    )
    assert _values(comparison, "resolution_time") == [
        "2 business days to 12 business days, 5 days to 10 days, by 21:30 on the same calendar day"
    ]


def test_a_strict_target_allows_less_than_its_downtime() -> None:
    metric = {"id": "up", "type": "availability", "window": "rolling 30 days"}
    comparison = compared(
        {"metrics": [metric | {"target": "> 99.9 %"}]},
        {"metrics": [metric | {"target": "99.9 %"}]},
        {"metrics": [metric | {"type": "downtime", "target": "< 30 min"}]},
    )
    assert _values(comparison, "allowed-downtime") == [
        "less than 43 min 12 s",
        "43 min 12 s",
        "less than 30 min",
    ]
