"""The highest credits in the comparison: which is said, of which case, and in how many lines."""

from __future__ import annotations

from test_compared import Facts, compared

from sla_catalog.pages.comparison.columns import ComparisonTable


def _said(comparison: ComparisonTable, name: str) -> list[str]:
    """Return what the only agreement says in a column: its value, then a line each."""
    (column,) = (c for c in comparison.columns if c.id == name)
    cell = comparison.said(comparison.rows[0], column, {}).cell
    return [text.replace("\u00a0", " ") for text in (cell.value, *cell.notes)]


def test_a_credit_without_a_limit_hides_none_that_has_one() -> None:
    comparison = compared(
        {
            "metrics": [
                {"id": "fix", "type": "resolution_time", "target": "36 h"},
                {"id": "visit", "type": "custom", "unit": "visits", "target": "0 visits"},
            ],
            "remedies": {
                "credits": [
                    {
                        "id": "late",
                        "metrics": ["fix"],
                        "credit": "12 EUR",
                        "per": "day",
                        "caps": [{"at_most": "50 days", "of": "delay"}],
                    },
                    {"id": "missed", "metrics": ["visit"], "credit": "40 EUR", "per": "visit"},
                ]
            },
        }
    )
    (column,) = (c for c in comparison.columns if c.id == "credit")
    cell = comparison.said(comparison.rows[0], column, {}).cell
    assert [text.replace("\u00a0", " ") for text in (cell.value, *cell.notes)] == [
        "600 EUR",
        "(12 EUR for each day)",
        "40 EUR for each visit",
    ]
    assert cell.unranked == "Not ranked: nothing limits the credit."


def test_the_highest_credit_is_that_of_the_chosen_case() -> None:
    metric = {"id": "up", "type": "availability", "window": "calendar month", "target": "99.9 %"}

    def credited(*credits_: Facts) -> Facts:
        listed = [{"id": f"c{n}", "metrics": ["up"]} | one for n, one in enumerate(credits_)]
        return {
            "dimensions": {"plan": ["gold", "silver", "free"]},
            "metrics": [metric],
            "remedies": {"base": "fee", "credits": listed},
        }

    gold, silver = {"when": {"plan": "gold"}}, {"when": {"plan": "silver"}}
    comparison = compared(
        credited(gold | {"credit": "30 %"}, silver | {"credit": "10 %"}),
        credited(gold | {"credit": "20 %"}, silver | {"unread": "Cut off."}),
        credited({"credit": "15 %"}),
        credited(gold | {"credit": "9 %"}, silver | {"unread": "Cut off."})
        | {"dimensions": {"plan": ["gold", "silver"]}},
    )
    (column,) = (c for c in comparison.columns if c.id == "credit")

    def said(case: Facts) -> list[tuple[str, str, int | None]]:
        found = {one.compared.agreement.id: one for one in comparison.ranked(column, case)}
        return [
            (str(one.said.cell.state), one.said.cell.value.replace("\u00a0", " "), one.rank)
            for name, one in sorted(found.items())
            if name != "a3" or not case
        ]

    assert said({"plan": "gold"}) == [
        ("stated", "30 %", 1), ("stated", "20 %", 2), ("stated", "15 %", 3)
    ]  # fmt: skip
    assert said({"plan": "silver"}) == [
        ("stated", "10 %", 2), ("unread", "Cut off.", None), ("stated", "15 %", 1)
    ]  # fmt: skip
    nothing = "Not stated for this case"
    assert said({"plan": "free"}) == [
        ("not-stated", nothing, None), ("not-stated", nothing, None), ("stated", "15 %", 1)
    ]  # fmt: skip
    assert said({}) == [
        ("stated", "10 %", None), ("stated", "20 %", None), ("stated", "15 %", 1),
        ("stated", "9 %", None),
    ]  # fmt: skip


def test_credits_of_several_forms_are_all_said_where_cases_differ() -> None:
    remedies = {
        "base": "rent",
        "credits": [
            {"id": "a", "metrics": ["up"], "credit": "10 days of service"},
            {"id": "b", "metrics": ["late"], "credit": "12 %", "when": {"plan": "plus"}},
        ],
    }
    metrics = [
        {"id": "up", "type": "availability", "window": "calendar month", "target": "99.5 %"},
        {"id": "late", "type": "delivery_time", "target": "20 days"},
    ]
    comparison = compared(
        {"dimensions": {"plan": ["basic", "plus"]}, "metrics": metrics, "remedies": remedies}
    )
    assert _said(comparison, "credit") == [
        "10 days of service",
        "12 % of the rent for plus",
        "by plan",
    ]


def test_credits_of_several_bases_have_a_line_each_the_highest_first() -> None:
    bases = {"rent": 12, "energy": 35, "insurance": 7, "cleaning": 20, "parking": 9, "laundry": 11}
    remedies = {
        "credits": [
            {"id": base, "metrics": ["up"], "credit": f"{share} %", "base": base}
            for base, share in bases.items()
        ]
    }
    metric = {"id": "up", "type": "availability", "window": "calendar month", "target": "99.5 %"}
    comparison = compared({"metrics": [metric], "remedies": remedies})
    assert _said(comparison, "credit") == [
        "35 %",
        "of the energy",
        "20 % of the cleaning",
        "12 % of the rent",
        "11 % of the laundry",
        "and 2 more",
    ]


def test_a_credit_of_several_forms_says_of_each_what_is_given_in_it() -> None:
    def tier(days: str, **more: str) -> Facts:
        return {"above": days, "each": "1 day", "part": "counts", **more}

    comparison = compared(
        {
            "metrics": [{"id": "fix", "type": "resolution_time", "target": "2 days"}],
            "remedies": {
                "base": "monthly fee",
                "credits": [
                    {
                        "id": "late",
                        "metrics": ["fix"],
                        "tiers": [
                            tier("2 days", to="4 days", credit="5 EUR"),
                            tier("2 days", to="4 days", credit="10 %"),
                            tier("4 days", first="20 EUR", credit="10 EUR"),
                            tier("4 days", first="30 EUR", credit="20 %"),
                        ],
                    }
                ],
            },
        }
    )
    assert _said(comparison, "credit") == [
        "20 EUR",
        "then 10 EUR for each further 1 day or part thereof",
        "20 % of the monthly fee for each further 1 day or part thereof",
    ]


def test_of_hundreds_of_cases_each_has_its_own_highest_credit() -> None:
    plans, sites = [f"p{n}" for n in range(20)], [f"s{n}" for n in range(20)]
    credits_: list[Facts] = [
        {"id": "a", "metrics": ["up"], "credit": "10 %"},
        {"id": "b", "metrics": ["up"], "when": {"plan": "p1"}, "credit": "30 %"},
        {"id": "c", "metrics": ["up"], "when": {"site": "s2"}, "credit": "20 %"},
    ]
    comparison = compared(
        {
            "dimensions": {"plan": plans, "site": sites},
            "metrics": [
                {"id": "up", "type": "availability", "window": "calendar month", "target": "99 %"}
            ],
            "remedies": {"base": "fee", "credits": credits_},
        }
    )
    (column,) = (one for one in comparison.columns if one.id == "credit")

    def said(**chosen: str) -> str:
        cell = comparison.said(comparison.rows[0], column, chosen).cell
        return " ".join(filter(None, (cell.value, cell.best))).replace("\u00a0", " ")

    assert said() == "10 % at best 30 %"
    assert said(plan="p0", site="s0") == "10 %"
    assert said(plan="p1") == "30 %"
    assert said(plan="p0", site="s2") == "20 %"
