"""What an agreement stands on, as it is drawn: bars, verdicts and what is expected."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from drafts import catalog_of
from sla_catalog.model.catalog import Catalog
from sla_catalog.pages import labels
from sla_catalog.pages.addresses import Addresses
from sla_catalog.pages.agreement import responsibilities
from sla_catalog.pages.agreement.page import AgreementPage
from sla_catalog.pages.agreement.view import agreement_view
from sla_catalog.pages.blocks import (
    AbsentValue,
    Bar,
    Block,
    Cell,
    Chain,
    Facts,
    Icon,
    Inline,
    Paragraph,
    Prose,
    Table,
)
from sla_catalog.pages.context import RenderContext, agreement_uri
from sla_catalog.pages.rendering import Renderer
from sla_catalog.source.limits import Limits
from sla_catalog.source.load import load
from sla_catalog.source.tree import read_directory

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 23)
SIGNS = {"check": "✓", "alarm": "!", "unequal": "≠"}
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def example() -> Catalog:
    files, _ = read_directory(ROOT / "agreements", "agreements", Limits())
    return load(files, "agreements", Limits(), "Europe/Berlin").catalog


def blocks(catalog: Catalog, name: str, anchor: str) -> list[Block]:
    """Return the blocks of a clause on an agreement's page."""
    context = RenderContext(catalog, TODAY, labels.load(), Addresses().href)
    page = AgreementPage(catalog.by_id[name], context, agreement_uri(name))
    drafts = {draft.anchor: draft for draft in responsibilities.drafts(page)}
    return list(drafts[anchor].build(page)) if anchor in drafts else []


def chain_of(catalog: Catalog, name: str) -> Chain:
    (found,) = (b for b in blocks(catalog, name, "stands-on") if isinstance(b, Chain))
    return found


def said(pieces: Iterable[Inline]) -> str:
    words = []
    for piece in pieces:
        match piece:
            case Icon(name):
                words.append(SIGNS[name])
            case AbsentValue(state):
                words.append(state.value)
            case Prose(html):
                words.append(re.sub("<[^>]+>", "", str(html)))
            case _:
                words.append(getattr(piece, "text", ""))
    return " ".join(words).replace("\u00a0", " ")


def lines(cell: Cell) -> list[str]:
    return [said(line) for line in cell.lines]


def drawn(piece: Bar | Cell | AbsentValue) -> str | list[str]:
    """Print a cell of a chain; a bar with its length, a ! where it passes the tick."""
    match piece:
        case Bar(value, length, mark, exceeds, note):
            sign = "!" if exceeds else ""
            return f"{said(value)} [{length}/{mark}{sign}] {note}".replace("\u00a0", " ").rstrip()
        case Cell():
            return lines(piece)
        case AbsentValue():
            return piece.state.value


def test_the_example_shows_slack_and_a_deficit(example: Catalog) -> None:
    found = chain_of(example, "managed-postgresql")
    assert [(c.label, c.qualifier.replace("\u00a0", " ")) for c in found.columns] == [
        ("Availability", "down in 30 days, at most"),
        ("First response, P1", "at most"),
        ("Recovery time (RTO)", "at most"),
    ]
    assert [
        (one.depth, one.kind, said([one.name]), one.detail, [drawn(bar) for bar in one.bars])
        for one in found.links
    ] == [
        (
            0,
            "SLA",
            "SLA-042 Managed PostgreSQL",
            "Gold. Data Platform promises Payments, Shop",
            ["99.95 % 21 min 36 s [96/96]", "15 min [48/48] 95 % of tickets", "1 h [96/96]"],
        ),
        (
            1,
            "OLA",
            "OLA-011 Compute and storage for platform teams",
            "Infrastructure promises Data Platform",
            ["99.97 % 12 min 57.6 s [58/96]", "30 min [96/48!]", "30 min [48/96]"],
        ),
        (
            2,
            "UC",
            "UC-010 Amazon Compute Service Level Agreement",
            "Amazon Web Services promises AWS account holders",
            [
                "99.99 % 4 min 19.2 s [19/96] Reasonable efforts, not guaranteed. "
                "Not comparable: billing month against calendar month",
                "not-stated",
                "not-stated",
            ],
        ),
        (
            2,
            "UC",
            "UC-001 Power and cooling of the data hall",
            "Example Power and Cooling promises Infrastructure. "
            "Soft dependency, not judged: the service does not fail with it",
            [
                [
                    "99.99 % 52 min 33.6 s down in 365 days",
                    "Dual",
                    "≠ Not comparable: calendar year against calendar month",
                ],
                "30 min [96/48] S1 Outage",
                "not-stated",
            ],
        ),
    ]
    assert [lines(verdict) for verdict in found.verdicts] == [
        [
            "Gold: 99.95 % first of 2, worst first",
            "✓ Slack 8 min 38.4 s",
            "SLA-042 against OLA-011",
            "Silver: 99.9 %",
            "✓ Slack 30 min 14.4 s",
            "SLA-042 against OLA-011",
        ],
        [
            "Gold, P1: 15 min first of 8, worst first",
            "! Deficit 15 min",
            "OLA-011 promises the 30 min asked of it, but SLA-042 itself promises 15 min",
            "Gold, P3: 1 business day",
            "! Deficit 1 business day",
            "OLA-011 may answer when SLA-042 is already broken",
            "Silver, P1: 30 min; Silver, P3: 2 business days; Silver, P2: 4 business hours",
            "✓ No slack, no deficit",
            "SLA-042 against OLA-011",
            "Bronze, P1: 2 h",
            "✓ Slack 1 h 30 min",
            "SLA-042 against OLA-011",
            "Gold, P2: 1 h",
            "≠ Not judged",
            "OLA-011 not comparable: working time against elapsed time",
            "Bronze, P2: 1 business day",
            "≠ Not judged",
            "OLA-011 not comparable: business hours against business days",
        ],
        ["✓ Slack 30 min", "SLA-042 against OLA-011"],
    ]


def test_a_deficit_further_down_is_shown_beside_the_slack_above_it(example: Catalog) -> None:
    found = chain_of(example, "checkout-api")
    assert [lines(verdict) for verdict in found.verdicts] == [
        ["✓ Slack 21 min 36 s", "SLA-051 against SLA-042"],
        [
            "P1: 20 min first of 3, worst first",
            "✓ Slack 5 min",
            "SLA-051 against SLA-042",
            "! Deficit 10 min",
            "SLA-051 against OLA-011, further down",
            "P3: 2 business days",
            "✓ Slack 1 business day",
            "SLA-051 against SLA-042",
            "P2: 4 business hours",
            "≠ Not judged",
            "SLA-042 not comparable: elapsed time against working time",
        ],
        ["✓ Slack 1 h", "SLA-051 against SLA-042"],
        ["✓ No slack, no deficit", "SLA-051 against SLA-042"],
    ]
    assert drawn(found.links[2].bars[3]) == ["Not among the metrics that SLA-042 names"]


def test_windows_that_differ_are_not_judged(example: Catalog) -> None:
    found = chain_of(example, "compute-storage")
    assert [lines(verdict) for verdict in found.verdicts] == [
        ["≠ Not judged", "UC-010 not comparable: billing month against calendar month"],
        [
            "P1: 30 min; P2: 4 business hours; P3: 2 business days",
            "≠ Not judged",
            "UC-010 states nothing about this",
        ],
    ]


def test_what_the_source_says_of_a_dependency_stays_beside_the_chain(example: Catalog) -> None:
    lead, _, basis, facts = blocks(example, "managed-postgresql", "stands-on")
    assert isinstance(lead, Paragraph)
    assert isinstance(basis, Paragraph)
    assert isinstance(facts, Facts)
    assert said(basis.line) == (
        "Basis: availability as guaranteed, whether failures coincide or not; an answer is no "
        "faster than the one below it; recovery times add up. A hint for people to judge; not "
        "part of the agreement."
    )
    assert [lines(row.value) for row in facts.rows] == [
        [
            "OLA-011 Compute and storage for platform teams",
            "Metrics: Monthly availability, First response, Recovery of a zone",
            "Topology: Series ; Strength: Hard",
            "Expects availability: 99.95 % ✓ Met 99.97 % promised",
            "Expects first response: 30 min ! 30 min (P1) promised as asked, but SLA-042 itself "
            "promises 15 min: 15 min too little",
            "Expects recovery time (RTO): 30 min ✓ Met 30 min promised",
        ]
    ]


def test_what_stands_on_an_agreement_says_what_it_gets(example: Catalog) -> None:
    (table,) = blocks(example, "managed-postgresql", "supports")
    assert isinstance(table, Table)
    (row,) = table.rows
    assert lines(row.head) == ["SLA", "SLA-051 Checkout API"]
    assert [lines(cell) for cell in row.cells] == [
        [
            "✓ Slack 21 min 36 s",
            "in 30 days",
            "promises 99.9 %",
            "gets 99.95 % (Gold)",
            "expects 99.95 % ✓ Met",
        ],
        [
            "✓ Slack 5 min",
            "promises 20 min (P1)",
            "gets 15 min (Gold, P1, 95 % of tickets)",
            "promises 2 business days (P3): slack 1 business day",
            "promises 4 business hours (P2): not comparable: elapsed time against working time",
            "expects 15 min ✓ Met",
        ],
        ["✓ Slack 1 h", "promises 2 h", "gets 1 h", "expects 1 h ✓ Met"],
        ["✓ No slack, no deficit", "promises 15 min", "gets 15 min", "expects 15 min ✓ Met"],
    ]


def test_a_dependency_that_names_other_metrics_leaves_a_cell_open(example: Catalog) -> None:
    (table,) = blocks(example, "data-hall-power", "supports")
    assert isinstance(table, Table)
    cells = {lines(row.head)[1]: [lines(cell) for cell in row.cells] for row in table.rows}
    assert cells["SLA-001 Web hosting for Example Retail"] == [
        [
            "≠ Not comparable: calendar year against calendar month",
            "promises 99.9 %",
            "gets 99.99 % (Dual)",
        ],
        ["Not among the metrics that it names"],
    ]


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
        "15 min too little"
    ]
    (above,) = blocks(catalog, "b", "supports")
    assert isinstance(above, Table)
    assert [lines(cell) for cell in above.rows[0].cells] == [
        ["! Deficit 15 min", "promises 15 min", "gets 30 min, as it asks"]
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
