"""The long lists, built by hand."""

from __future__ import annotations

from markupsafe import Markup
from specimen_pieces import (
    AGREEMENT,
    COMPARISON,
    GLOSSARY,
    MISSING,
    NONE,
    NOT_STATED,
    OVERVIEW,
    STATED,
    STEPS,
    line,
    lines,
    one,
)

from sla_catalog.pages.addresses import External, FileAt, PageAt
from sla_catalog.pages.blocks import (
    Day,
    Distance,
    Icon,
    Link,
    Prose,
    Soft,
    State,
    Strong,
)
from sla_catalog.pages.views.comparison import (
    ComparedAgreement,
    ComparedCell,
    ComparedColumn,
    ComparedGroup,
    ComparisonView,
    DifferingTerm,
    TermMeaning,
)
from sla_catalog.pages.views.facets import Facet, FacetOption
from sla_catalog.pages.views.glossary import GlossaryEntry, GlossaryView, Letter, LocalMeaning
from sla_catalog.pages.views.lists import (
    Jump,
    Pages,
)
from sla_catalog.pages.views.overview import Group, Listed, OverviewView


def pages(first: str, elsewhere: str) -> Pages:
    """Return the second of many pages of a list; one of its parts is on another one."""
    links = (Link("1", PageAt(first)), *(Link(f"{n}", PageAt(f"page/{n}.md")) for n in range(2, 7)))
    jump = Jump("Elsewhere", "70", PageAt(first, elsewhere), elsewhere)
    return Pages(links, 2, "51 to 100 of 390", FileAt("list-data.js"), (jump,))


def overview() -> OverviewView:
    """Return a list with every status and every state of a step."""
    return OverviewView(
        title="Agreements",
        lead="What we promise, what our teams promise each other, and what suppliers promise us.",
        counts=(
            ("alarm", "1", "review overdue"),
            ("calendar", "2", "reviews within 30 days"),
            ("", "3", "changed within 30 days"),
        ),
        as_of=Day("2026-11-23", "23 November 2026"),
        total=7,
        groups=(
            Group(
                "SLA",
                "Service level agreements",
                "we promise a customer",
                (
                    _listed(
                        "Sensitive data services", "SLA-031", "active", "Active", alarm="overdue"
                    ),
                    _listed("Managed PostgreSQL", "SLA-042", "active", "Active", alarm="near"),
                    _listed("Checkout API", "SLA-051", "in_review", "In review"),
                    _listed("Team wiki", "SLA-060", "draft", "Draft", "not in force"),
                ),
                4,
            ),
            Group(
                "UC",
                "Underpinning contracts",
                "a supplier promises us",
                (
                    _listed("Starlink Priority", "UC-019", "suspended", "Suspended"),
                    _listed("Amazon EC2", "UC-007", "expired", "Expired", "not in force"),
                    _listed("GitHub Enterprise", "UC-012", "superseded", "Superseded"),
                    _listed("UKCloud", "UC-021", "terminated", "Terminated", "not in force"),
                ),
                30,
            ),
        ),
        actions=(Link("Compare", PageAt(COMPARISON), quiet=True),),
        facets=(Facet("tag", "Tag", tuple(FacetOption(f"tag {n}", n) for n in range(11))),),
        pages=pages(OVERVIEW, "kind-ola"),
    )


def _listed(
    title: str, number: str, icon: str, status: str, note: str = "", alarm: str = ""
) -> Listed:
    words = {
        "overdue": Distance(
            "2026-08-13", "review overdue by 102 days", "2026-11-23", "review", alarm
        ),
        "near": Distance("2026-12-15", "review in 22 days", "2026-11-23", "review", alarm),
        "": Distance("2027-05-12", "review in 170 days", "2026-11-23", "review"),
    }
    states = (STATED, STATED, STATED, State.UNREAD, NONE, State.ELSEWHERE, NOT_STATED)
    return Listed(
        title=Link(title, PageAt(AGREEMENT), quiet=True),
        numbers=(number, "2.1.0"),
        parties=line("Data Platform", Icon("arrow-right"), "Payments, Shop"),
        tags=("database", "tier-1"),
        targets=(
            line(Strong("99.95 %"), Soft("uptime, Gold")),
            line(Strong("15 min"), Soft("P1 response")),
        ),
        steps=tuple(zip(STEPS, states, strict=True)),
        status_icon=icon,
        status=status,
        status_note=note,
        next_date=one(MISSING) if note else lines(Strong("15 Dec 2026"), words[alarm]),
        owner="Research IT" if number == "SLA-031" else "Data Platform",
    )


def glossary() -> GlossaryView:
    """Return a glossary with a shared, an overridden and a local term."""
    link = Link("SLA-042", PageAt(AGREEMENT, "defined-terms"))
    availability = GlossaryEntry(
        "term-availability",
        "Availability",
        Prose(Markup("The share of the service hours in which the service can be used.")),
        ("availability rate",),
        line("ITIL 4"),
        ((link, 4), (Link("OLA-011", PageAt("agreements/compute.md")), 3)),
        (),
    )
    downtime = GlossaryEntry(
        "term-downtime",
        "Downtime",
        Prose(Markup("Minutes within service hours in which the service cannot be used.")),
        ("outage time", "unavailability"),
        line(Link("ITIL 4", External("https://example.com/itil")), ", shortened"),
        ((link, 7),),
        (
            LocalMeaning(
                Link("SLA-042 Managed PostgreSQL, clause 9.1", PageAt(AGREEMENT, "clause-9.1")),
                Prose(Markup("Minutes in which the primary accepts no writes.")),
            ),
        ),
        former=("term-outage-time",),
    )
    local = GlossaryEntry(
        "term-drain",
        "Drain",
        None,
        (),
        (),
        (),
        (
            LocalMeaning(link, Prose(Markup("<p>Emptying.</p><p>Slowly.</p>"), block=True)),
            LocalMeaning(
                Link("OLA-011", PageAt("agreements/compute.md")), Prose(Markup("Something else."))
            ),
        ),
    )
    filled = {"A": (availability,), "D": (downtime, local)}
    return GlossaryView(
        "Glossary",
        "3 terms. A term means the same in every agreement, unless the agreement says so itself.",
        tuple(
            Letter(letter, f"letter-{letter.lower()}", filled.get(letter, ()))
            for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        ),
        "{shown} of {total} terms",
    )


def comparison() -> ComparisonView:
    """Return a comparison with ranks, an unranked cell, an objective and every absence."""
    link = Link("Managed PostgreSQL", PageAt(AGREEMENT), quiet=True)
    firm = ComparedCell(State.STATED, "99.95 %", "at best 99.99 %", ("by plan, calendar month",))
    apart = ComparedCell(State.STATED, "97 %", unranked="Not comparable: no window to measure in.")
    loose = ComparedCell(State.STATED, "98 %", mark="Objective, not guaranteed")
    both = ComparedCell(State.STATED, "97 %", beside="99 % Objective, not guaranteed")
    absent = (
        ComparedCell(State.NOT_STATED),
        ComparedCell(State.NONE, "no credits."),
        ComparedCell(State.UNREAD, "the terms of the add-on."),
        ComparedCell(State.ELSEWHERE, "service scope"),
    )
    rows = [
        ComparedAgreement(
            f"sla-{place}",
            f"SLA-{place}",
            link,
            "Data Platform → Payments",
            "superseded",
            "Superseded",
            place < 3,
            "1" if place < 2 else "",
            (cell, other),
            "de",
        )
        for place, (cell, other) in enumerate(zip((firm, loose, apart, both), absent, strict=True))
    ]
    return ComparisonView(
        "Comparison",
        "4 agreements.",
        "2 of 4 in force can be ranked by availability.",
        (
            ComparedColumn("availability", "Availability", "higher is better", "higher"),
            ComparedColumn("claim", "Claim within", "longer is better", "higher"),
        ),
        (
            ComparedGroup("", "", tuple(rows[:2])),
            ComparedGroup("Not ranked: 2", "the reason is in each row", tuple(rows[2:])),
        ),
        FileAt("comparison-data.js"),
        "Whatever else is promised is on its page.",
        "1 to 4 of 4",
        (Link("1", PageAt(COMPARISON)), Link("2", PageAt("comparison/2.md"))),
        actions=(Link("CSV", FileAt("metrics.csv"), quiet=True),),
        terms=(
            DifferingTerm(
                Link("Downtime", PageAt(GLOSSARY, "term-downtime")),
                (TermMeaning(Prose(Markup("Minutes without service.")), ("SLA-042",)),),
            ),
        ),
    )
