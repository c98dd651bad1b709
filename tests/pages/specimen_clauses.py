"""Clauses of an agreement that is built by hand: what it promises, and how that is kept."""

from __future__ import annotations

from specimen_pieces import (
    MISSING,
    NONE,
    NOT_STATED,
    STATED,
    STEPS,
    clause,
    columns,
    fact,
    facts,
    line,
    lines,
    mail,
    missing,
    none,
    one,
    part,
    party,
    section,
    sentences,
    spanning,
    term,
)

from sla_catalog.pages.addresses import External
from sla_catalog.pages.blocks import (
    AbsentValue,
    Badge,
    ClockCell,
    Code,
    Day,
    FactRow,
    Icon,
    Link,
    Paragraph,
    Row,
    Soft,
    Split,
    State,
    Strong,
    Table,
    Text,
)
from sla_catalog.pages.sections import Section
from sla_catalog.pages.views.agreement import (
    PromiseRow,
    Promises,
    RibbonCell,
)


def _promises() -> Promises:
    ring = (Icon("ring"), Text("Objective, not guaranteed"))
    return Promises(
        "by plan, best first",
        ("Gold", "Silver", "Bronze"),
        (
            PromiseRow(
                "2.1",
                "clause-2.1",
                lines(line("Monthly", term("uptime")), Soft("calendar month, around the clock")),
                (
                    lines(Strong("99.95 %"), Soft("21 min 36 s down in 30 days")),
                    lines(Strong("99.9 %"), Soft("43 min 12 s down in 30 days")),
                    one(none("no promise on this plan.")),
                ),
            ),
            PromiseRow(
                "2.2",
                "clause-2.2",
                lines(line(term("First response"), ", P1 Critical"), Soft("95 % of tickets")),
                (one(Strong("15 min")), one(Strong("30 min")), one(Strong("2 h"))),
            ),
            PromiseRow(
                "2.2",
                "clause-2.2",
                one("First response, P2 High"),
                (
                    one(Strong("1 h")),
                    lines(
                        Strong("4 business hours"),
                        Soft("at most 67 h elapsed, calculated"),
                    ),
                    lines(Strong("1 business day"), Soft("by close of the next one")),
                ),
                starts=False,
            ),
            PromiseRow(
                "2.2",
                "clause-2.2",
                one("First response, P3 Normal"),
                (missing(), missing(), missing()),
                starts=False,
            ),
            PromiseRow(
                "2.4",
                "clause-2.4",
                one(term("Recovery time"), "(RTO)"),
                (spanning(3, Strong("1 h"), Soft("on every plan")),),
            ),
            PromiseRow(
                "2.3",
                "clause-2.3",
                lines("Read latency", Soft("99th percentile, rolling 30 days")),
                (spanning(3, Strong("20 ms"), Soft("on every plan"), *ring),),
            ),
            PromiseRow(
                "5.1",
                "clause-5.1",
                one("If uptime is missed"),
                (
                    spanning(
                        2,
                        Strong("10 % to 100 %"),
                        Soft("of the monthly fee, claimed within 30 days"),
                    ),
                    one(none("no target to miss.")),
                ),
            ),
        ),
    )


def _ribbon() -> tuple[RibbonCell, ...]:
    whole = (STATED,) * 4
    states = {
        2: (*(STATED,) * 4, NONE, NOT_STATED),
        6: (STATED, STATED, State.ELSEWHERE, NOT_STATED),
    }
    return tuple(
        RibbonCell(
            str(at),
            title,
            title.lower().replace(" ", "-"),
            tuple((f"part {n}", state) for n, state in enumerate(states.get(at, whole), 1)),
        )
        for at, title in enumerate(STEPS, 1)
    )


def _parties() -> Section:
    roles = Table(
        "Parties",
        columns("Role", "Party", "Contact"),
        (
            Row(
                one(Strong("Provider, owner")),
                (
                    one(party("Data Platform"), Soft("team")),
                    one(
                        mail("data-platform@example.com"),
                        ", for P1",
                        Link("+49 30 555 0100", External("tel:+49305550100")),
                    ),
                ),
                "party-data-platform",
            ),
            Row(one("Customer"), (one(party("Payments"), Soft("team")), missing())),
        ),
    )
    return section(
        "A",
        "Parties and term",
        part("A.1", "Parties", roles),
        part(
            "A.2",
            "Term and renewal",
            facts(
                fact(
                    "In force",
                    Day("2026-01-01", "1 January 2026"),
                    "to",
                    Day("2026-12-31", "31 December 2026"),
                    ", the last day covered. Time zone Europe/Berlin.",
                ),
                FactRow(
                    "Renewal",
                    lines(
                        "Tacit, for 12 months, unless a party gives notice 3 months ahead.",
                        Soft("Last day for notice was 30 September 2026."),
                    ),
                ),
            ),
        ),
    )


def _services() -> Section:
    return section(
        "1",
        "Core services",
        part(
            "1.1",
            "PostgreSQL clusters",
            Paragraph(line("Primary and replica, patched and backed up.")),
            Split(
                (
                    sentences(
                        "Provisioning", "Patching", "Backups", heading=line(Strong("In scope"))
                    ),
                    sentences("Schema design", "Tuning", heading=line(Strong("Out of scope"))),
                )
            ),
        ),
        part(
            "1.2",
            "Delivery and limits",
            facts(
                fact("New cluster", "Through the portal, within 2", term("business days"), "."),
                fact("Connections", "At most 500 to a cluster.", Soft("A limit on the customer.")),
            ),
        ),
        part(
            "1.3",
            "Hours and support",
            facts(
                fact("Service hours", "24×7"),
                fact("Support hours", "P1: 24×7. P2 and P3: Mon–Fri 09:00–18:00 Europe/Berlin."),
                fact("Languages", "English, German", Badge("default")),
            ),
        ),
    )


def _metrics() -> Section:
    uptime = Table(
        "Monthly uptime by plan",
        columns(
            "Plan", "Uptime, at least", "Down in 30 days, at most", "28 to 31 days", "365 days"
        ),
        (
            Row(
                one("Gold"),
                (
                    one(Strong("99.95 %")),
                    one("21 min 36 s"),
                    one("20 min 9.6 s to 22 min 19.2 s"),
                    one("4 h 22 min 48 s"),
                ),
            ),
            Row(
                one("Silver"),
                (
                    one(Strong("99.9 %")),
                    one("43 min 12 s"),
                    one("40 min 19.2 s to 44 min 38.4 s"),
                    one("8 h 45 min 36 s"),
                ),
            ),
            Row(one("Bronze"), (spanning(4, none("no promise on this plan.")),)),
        ),
    )
    response = Table(
        "First response by severity and plan",
        columns("Severity", "Gold", "Silver", "Bronze"),
        (
            Row(
                one(clause("2.5", "P1"), "Critical"),
                (one(Strong("15 min")), one(Strong("30 min")), one(Strong("2 h"))),
            ),
            Row(
                one(clause("2.5", "P2"), "High"),
                (
                    one(Strong("1 h")),
                    lines(
                        Strong("4 business hours"),
                        Soft("at most 67 h elapsed, if sent Friday 18:00"),
                    ),
                    lines(Strong("1 business day"), Soft("by 18:00 on the next one")),
                ),
            ),
            Row(one(clause("2.5", "P3"), "Normal"), (missing(), missing(), missing())),
        ),
        matrix=True,
    )
    return section(
        "2",
        "Performance metrics",
        part(
            "2.1",
            "Monthly uptime",
            Paragraph(line("The provider keeps each cluster available for at least this share.")),
            uptime,
            Paragraph(
                line(
                    "Basis: service hours 24×7; allowed = window × (100 − target) ÷ 100. Targets"
                    " bind by month, the 365-day column only compares."
                ),
                soft=True,
            ),
            facts(
                FactRow(
                    "Formula",
                    lines("Minutes not down as a share of all.", Code("(total - down) / total")),
                ),
                fact("Does not count", clause("2.6"), "customer-caused outages"),
                fact("If missed", "Service credit", clause("5.1"), ", termination", clause("5.5")),
            ),
            qualifier="Guaranteed",
        ),
        part(
            "2.2",
            "First response",
            Paragraph(line("The provider answers 95 % of tickets within the following times.")),
            response,
            ClockCell(
                one("when the ticket is submitted"),
                one("only while waiting for the provider"),
                one("at the first human answer; an automatic reply does not stop it"),
            ),
            qualifier="Guaranteed",
        ),
        part(
            "2.3",
            "Read latency",
            facts(
                fact("Target", Strong("At most 20 ms"), ", 99th percentile, rolling 30 days"),
                fact("Commitment", Icon("ring"), Soft("Objective, not guaranteed")),
            ),
            qualifier="Objective",
        ),
        part("2.4", "Recovery", facts(fact("Recovery point (RPO)", MISSING))),
        part(
            "2.5",
            "Severities",
            facts(FactRow("P1 Critical", one("No cluster accepts writes."), "severity-p1")),
        ),
        part(
            "2.6",
            "Exclusions",
            sentences("Outages that the customer’s own changes cause.", anchor="exclusion"),
        ),
    )


def _monitoring() -> Section:
    return section(
        "3",
        "Monitoring and reporting",
        part(
            "3.1",
            "Measurement",
            facts(
                fact("Measured by", "Provider"),
                fact(
                    "Raw data",
                    AbsentValue(
                        State.ELSEWHERE, Link("order form", External("https://example.com"))
                    ),
                ),
                fact("Audit", AbsentValue(State.UNREAD, Text("only an excerpt was at hand."))),
                fact("Access", AbsentValue(State.UNREAD)),
            ),
        ),
    )
