"""Verdicts of a chain, from catalogs of a few lines."""

from __future__ import annotations

import pytest
from chains import TODAY, blocks, chain_of, drawn, lines, said

from drafts import catalog_of
from sla_catalog.pages import labels
from sla_catalog.pages.addresses import Addresses
from sla_catalog.pages.agreement.view import agreement_view
from sla_catalog.pages.blocks import (
    Facts,
    Table,
)
from sla_catalog.pages.context import RenderContext, agreement_uri
from sla_catalog.pages.rendering import Renderer

HOSTILE = "<script>alert(1)</script>"


def small(name: str, metrics: str, depends_on: str = "", title: str = "") -> str:
    """Return an agreement in YAML; metrics and dependencies are lines of it."""
    title = title or name.upper()
    text = f"id: {name}\nkind: ola\ntitle: {title!r}\nowner: Us\ncustomer: Them\n"
    text += f"metrics:\n{metrics}\n" if metrics else ""
    return text + (f"depends_on:\n{depends_on}\n" if depends_on else "")


def availability(target: str, window: str = "calendar month") -> str:
    return f"  - {{id: a, type: availability, target: {target} %, window: {window}}}"


def time(kind: str, target: str) -> str:
    return f"  - {{id: t, type: {kind}, target: {target}}}"


VERDICTS = {
    "two in series": (
        availability("99.95"),
        {"b": availability("99.97"), "c": availability("99.99")},
        "",
        [
            "✓ Slack 4 min 19.2 s",
            "A against B and C",
            "Guaranteed floor 99.96 %; 99.960003 % if they fail independently",
        ],
    ),
    "two in series with a deficit": (
        availability("99.97"),
        {"b": availability("99.97"), "c": availability("99.99")},
        "",
        [
            "! Deficit 4 min 19.2 s",
            "B and C together guarantee less than A promises",
            "Guaranteed floor 99.96 %; 99.960003 % if they fail independently",
        ],
    ),
    "a group": (
        availability("99.999"),
        {"b": availability("99.99"), "c": availability("99.9")},
        ", topology: parallel",
        [
            "! Deficit 3 min 53.28 s",
            "B and C together guarantee less than A promises",
            "Guaranteed floor 99.99 %; 99.99999 % if they fail independently",
        ],
    ),
    "a product of many digits": (
        availability("99"),
        {name: availability("99.9123") for name in "bcd"},
        "",
        [
            "✓ Slack 5 h 18 min 20.448 s",
            "A against B, C and D",
            "Guaranteed floor 99.7369 %; 99.737130671 % if they fail independently",
        ],
    ),
    "none without windows": (
        "  - {id: a, type: availability, target: 99.9 %, method: events}",
        {"b": "  - {id: a, type: availability, target: 99.95 %, method: events}"},
        "",
        ["✓ Slack 0.05 percentage points", "A against B"],
    ),
    "answers": (
        time("response_time", "1 h"),
        {"b": time("response_time", "30 min"), "c": time("response_time", "45 min")},
        "",
        ["✓ Slack 15 min", "A against B and C", "The slowest answers within 45 min"],
    ),
    "recoveries": (
        time("rto", "1 h"),
        {"b": time("rto", "30 min"), "c": time("rto", "45 min")},
        "",
        [
            "! Deficit 15 min",
            "B and C together guarantee less than A promises",
            "One after another they recover within 1 h 15 min",
        ],
    ),
    "points": (
        time("rpo", "1 h"),
        {"b": time("rpo", "30 min"), "c": time("rpo", "45 min")},
        "",
        ["✓ Slack 15 min", "A against B and C", "The most that may be lost is 45 min"],
    ),
    "a point": (
        time("rpo", "15 min"),
        {"b": time("rpo", "20 min")},
        "",
        ["! Deficit 5 min", "B may lose more data than A allows"],
    ),
    "a mitigated deficit": (
        time("rto", "15 min"),
        {"b": time("rto", "20 min")},
        ", mitigation: There is a spare.",
        [
            "! Deficit 5 min",
            "B may need longer to recover than A allows",
            "Mitigation: There is a spare.",
        ],
    ),
    "working time": (
        time("response_time", "4 h"),
        {"b": time("response_time", "4 business hours, hours: 'Mon-Fri 09:00-17:00'")},
        "",
        ["≠ Not judged", "B not comparable: working time against elapsed time"],
    ),
    "working time of the same hours": (
        time("response_time", "6 business hours, hours: 'Mon-Fri 09:00-17:00'"),
        {"b": time("response_time", "4 business hours, hours: 'Mon-Fri 09:00-17:00'")},
        "",
        ["✓ Slack 2 business hours", "A against B"],
    ),
    "one that states nothing": (
        availability("99.9"),
        {"b": availability("99.95"), "c": ""},
        "",
        [
            "≠ Not judged",
            "C states nothing about this",
            "Of the others: Slack 21 min 36 s, A against B",
        ],
    ),
    "only soft ones": (
        availability("99.9"),
        {"b": availability("99")},
        ", strength: soft",
        ["Not judged: the service does not fail when what it depends on fails"],
    ),
}


@pytest.mark.parametrize("name", VERDICTS)
def test_a_verdict_has_its_sign_and_says_between_whom(name: str) -> None:
    own, below, more, expected = VERDICTS[name]
    depends_on = "\n".join(f"  - {{agreement: {one}{more}}}" for one in below)
    texts = {one: small(one, metrics) for one, metrics in below.items()}
    found = chain_of(catalog_of({"a": small("a", own, depends_on), **texts}, "UTC"), "a")
    assert [lines(verdict) for verdict in found.verdicts] == [expected]


PLANS = """  - id: a
    type: availability
    window: calendar month
    objectives:
      - {when: {plan: gold}, target: 99.99 %}
      - {when: {plan: silver}, target: 99.5 %}
dimensions: {plan: [gold, silver]}"""


@pytest.mark.parametrize(
    ("case", "row", "verdict", "bought"),
    [
        (
            "",
            "99.5 % 3 h 36 min [96/19!] The weakest of 2; what was bought is not stated",
            ["! Deficit 2 h 52 min 48 s", "B may be down for longer than A allows"],
            [],
        ),
        (
            ", case: {plan: gold}",
            "99.99 % 4 min 19.2 s [10/96]",
            ["✓ Slack 38 min 52.8 s", "A against B"],
            ["Bought: gold"],
        ),
    ],
)
def test_the_case_that_was_bought_is_said_or_the_weakest_named(
    case: str, row: str, verdict: list[str], bought: list[str]
) -> None:
    own = small("a", availability("99.9"), f"  - {{agreement: b{case}}}")
    catalog = catalog_of({"a": own, "b": small("b", PLANS)})
    found = chain_of(catalog, "a")
    assert [found.links[1].detail.partition(".")[0], drawn(found.links[1].bars[0])] == [
        "gold" if bought else "silver",
        row,
    ]
    assert [lines(one) for one in found.verdicts] == [verdict]
    facts = blocks(catalog, "a", "stands-on")[-1]
    assert isinstance(facts, Facts)
    assert lines(facts.rows[0].value)[1:] == bought


def test_of_several_that_may_have_been_bought_the_weakest_is_named() -> None:
    plans = PLANS.replace("{plan: silver}, target", "{plan: silver, zone: east}, target").replace(
        "dimensions: {", "dimensions: {zone: [east, west], "
    )
    plans = plans.replace(
        "objectives:", "objectives:\n      - {when: {zone: west}, target: 99.9 %}"
    )
    plans = plans.replace("{plan: gold}", "{plan: gold, zone: east}")
    own = small("a", availability("99"), "  - {agreement: b, case: {plan: gold}}")
    found = chain_of(catalog_of({"a": own, "b": small("b", plans)}), "a")
    assert drawn(found.links[1].bars[0]) == (
        "99.9 % 43 min 12 s [10/96] The weakest of 2 that may have been bought"
    )


GRADES = """  - id: r
    type: resolution_time
    matrix:
      rows: severity
      columns: class
      cells: {P1: {gold: 3 h, silver: 5 h}, P2: {gold: 7 h, silver: 26 h}}
  - {id: up, type: availability, window: calendar month, target: 99.9 %}
dimensions: {class: [gold, silver]}
severities: [{id: P1}, {id: P2}]"""


@pytest.mark.parametrize(
    ("dependency", "row"),
    [
        (
            "{agreement: b, case: {class: gold}}",
            "7 h [67/96] P2. The weakest of 2 promises that count here",
        ),
        (
            "{agreement: b, case: {class: [gold, silver]}}",
            "26 h [96/37!] P2. The weakest of 2 that may have been bought",
        ),
        ("{agreement: b}", "26 h [96/37!] P2. The weakest of 2; what was bought is not stated"),
    ],
)
def test_nobody_buys_a_severity(dependency: str, row: str) -> None:
    own = small("a", time("resolution_time", "10 h"), f"  - {dependency}")
    found = chain_of(catalog_of({"a": own, "b": small("b", GRADES)}), "a")
    assert drawn(found.links[1].bars[0]) == row


def test_only_metrics_that_a_dependency_names_count_all_the_way_down() -> None:
    metrics = f"{availability('99')}\n{time('resolution_time', '10 h')}"
    own = small("a", metrics, "  - {agreement: b, metrics: [a]}")
    between = small("b", availability("99.9"), "  - {agreement: c}")
    found = chain_of(catalog_of({"a": own, "b": between, "c": small("c", GRADES)}), "a")
    assert [[drawn(bar) for bar in one.bars] for one in found.links[1:]] == [
        ["99.9 % 43 min 12 s [10/96]"],
        ["99.9 % 43 min 12 s [10/96]"],
    ]


def test_what_is_promised_as_asked_and_too_little_is_one_statement() -> None:
    expects = "  - {agreement: b, expects: {response_time: 30 min}}"
    own = small("a", time("response_time", "15 min"), expects)
    catalog = catalog_of({"a": own, "b": small("b", time("response_time", "30 min"))})
    assert [lines(one) for one in chain_of(catalog, "a").verdicts] == [
        ["! Deficit 15 min", "B promises the 30 min asked of it, but A itself promises 15 min"]
    ]
    facts = blocks(catalog, "a", "stands-on")[-1]
    assert isinstance(facts, Facts)
    assert lines(facts.rows[0].value)[1:] == [
        "Expects first response: 30 min ! 30 min promised as asked, but A itself promises 15 min: "
        "15 min short"
    ]
    (above,) = blocks(catalog, "b", "supports")
    assert isinstance(above, Table)
    assert [lines(cell) for cell in above.rows[0].cells] == [
        ["! Deficit 15 min", "promises 15 min", "gets 30 min, as requested"]
    ]


def test_room_of_one_alone_is_no_room_of_all_together() -> None:
    own = small("a", availability("99.5"), "  - {agreement: b}\n  - {agreement: c}")
    texts = {"b": small("b", availability("99.9")), "c": small("c", availability("99"))}
    (above,) = blocks(catalog_of({"a": own, **texts}), "b", "supports")
    assert isinstance(above, Table)
    assert [lines(cell) for cell in above.rows[0].cells] == [
        [
            "✓ Slack 2 h 52 min 48 s",
            "in 30 days",
            "! With everything it depends on: deficit 4 h 19 min 12 s",
            "promises 99.5 %",
            "gets 99.9 %",
        ]
    ]


@pytest.mark.parametrize(
    ("metrics", "expected"),
    [
        (
            availability("99.95", "calendar month, commitment: objective"),
            ["≠ Not judged", "B makes no firm promise (Objective)"],
        ),
        (
            "  - {id: a, type: availability, window: calendar month,\n"
            "     objectives: [{when: {plan: gold}, target: 99.95 %}]}\n"
            "dimensions: {plan: [gold, silver]}",
            [
                "≠ Not judged",
                "B states nothing for silver",
                "Of the others: Slack 21 min 36 s, A against B",
            ],
        ),
    ],
)
def test_what_keeps_a_promise_from_being_judged_is_named(metrics: str, expected: list[str]) -> None:
    own = small("a", availability("99.9"), "  - {agreement: b}")
    catalog = catalog_of({"a": own, "b": small("b", metrics)})
    assert [lines(one) for one in chain_of(catalog, "a").verdicts] == [expected]


@pytest.mark.parametrize(
    ("promised", "expected"),
    [
        ("99.9", "Expects availability: 99.95 % ! Not met 99.9 % promised"),
        ("99.95", "Expects availability: 99.95 % ✓ Met 99.95 % promised"),
        ("", "Expects availability: 99.95 % ≠ Not stated there"),
    ],
)
def test_what_is_expected_is_held_against_what_is_promised(promised: str, expected: str) -> None:
    below = availability(promised) if promised else ""
    expects = "  - {agreement: b, expects: {availability: 99.95 %}}"
    catalog = catalog_of({"a": small("a", "", expects), "b": small("b", below)})
    (facts,) = blocks(catalog, "a", "stands-on")
    assert isinstance(facts, Facts)
    assert lines(facts.rows[0].value)[-1] == expected


def test_a_circle_is_drawn_once_and_an_unknown_agreement_only_said() -> None:
    depends_on = "  - {agreement: b}\n  - {agreement: a}\n  - {agreement: nobody}"
    texts = {
        "a": small("a", availability("99.9"), depends_on),
        "b": small("b", availability("99.95"), "  - {agreement: a}"),
    }
    catalog = catalog_of(texts)
    assert [said([one.name]) for one in chain_of(catalog, "a").links] == ["A", "B"]
    facts = blocks(catalog, "a", "stands-on")[-1]
    assert isinstance(facts, Facts)
    assert [lines(row.value)[0] for row in facts.rows] == ["B", "A", "nobody"]


def test_hostile_words_stay_words() -> None:
    depends_on = f'  - {{agreement: b, group: g, topology: parallel, mitigation: "{HOSTILE}"}}'
    texts = {
        "a": small("a", availability("99.99"), depends_on, HOSTILE),
        "b": small("b", availability("99.9"), title=HOSTILE),
    }
    catalog = catalog_of(texts)
    addresses, words = Addresses(), labels.load()
    context = RenderContext(catalog, TODAY, words, addresses.href)
    for name in texts:
        view = agreement_view(catalog.by_id[name], context)
        html = Renderer(addresses, words).render(view, agreement_uri(name))
        assert "Deficit" in html or name == "b"
        assert "<script" not in html
        assert "&lt;script&gt;" in html
