"""Clauses of an agreement that is built by hand: duties, remedies, and what comes after."""

from __future__ import annotations

from markupsafe import Markup
from specimen_pieces import (
    GLOSSARY,
    MISSING,
    columns,
    fact,
    facts,
    line,
    lines,
    one,
    part,
    section,
    sentences,
)

from sla_catalog.pages.addresses import External, PageAt
from sla_catalog.pages.blocks import (
    BandStep,
    Bar,
    Calculator,
    Chain,
    ChainLink,
    Column,
    Day,
    Distance,
    FactRow,
    Facts,
    Icon,
    Ladder,
    Link,
    Paragraph,
    Prose,
    Row,
    Rung,
    ScheduleBlock,
    Soft,
    Split,
    StepPicture,
    Strong,
    SumLine,
    Table,
    WorkedExample,
)
from sla_catalog.pages.sections import Section
from sla_catalog.pages.views.agreement import (
    UsedTerm,
)


def _responsibilities() -> Section:
    own, below, over = (
        Bar(line(Strong("15 min")), 50, 50, exceeds=False),
        Bar(
            line(Strong("99.99 %"), "4 min 19.2 s"), 10, 50, exceeds=False, note="by billing month"
        ),
        Bar(line(Strong("30 min")), 100, 50, exceeds=True),
    )
    chain = Chain(
        (
            Column("Availability", qualifier="down in 30 days, at most"),
            Column("First response, P1", qualifier="at most"),
            Column("Recovery time", qualifier="at most"),
        ),
        (
            ChainLink("SLA", Strong("SLA-042 Managed PostgreSQL"), "Gold", 0, (own, own, own)),
            ChainLink(
                "OLA",
                Link("OLA-011 Compute", PageAt("agreements/compute.md"), strong=True),
                "Infrastructure promises Data Platform",
                1,
                (below, over, below),
            ),
            ChainLink(
                "UC",
                Link("UC-007 Amazon EC2", PageAt("agreements/ec2.md"), strong=True),
                "Amazon Web Services promises Infrastructure",
                2,
                (below, MISSING, MISSING),
            ),
        ),
        (
            lines(line(Icon("check"), Strong("Slack 8 min 38.4 s")), Soft("tightest link")),
            lines(
                line(Icon("alarm"), Strong("Deficit 15 min")),
                Soft("OLA-011 may answer when SLA-042 is already broken"),
            ),
            lines(line(Icon("check"), Strong("Slack 30 min")), Soft("SLA-042 against OLA-011")),
        ),
    )
    return section(
        "4",
        "Responsibilities",
        part(
            "4.1",
            "Who does what",
            Split(
                (
                    sentences(
                        "Takes and tests backups.",
                        "Applies security patches within 7 days of release.",
                        heading=line(Strong("Provider"), Soft("Data Platform")),
                        anchor="duty",
                    ),
                    sentences(
                        "Rotates credentials every 90 days.",
                        heading=line(Strong("Customer"), Soft("Payments, Shop")),
                    ),
                )
            ),
        ),
        part(
            "4.3",
            "Escalation",
            Ladder(
                (
                    Rung("start", line(Strong("Ticket submitted")), ()),
                    Rung(
                        "after 30 min",
                        line(Strong("On-call engineer")),
                        line(
                            "Level 1, pager", Link("+49 30 555 0100", External("tel:+49305550100"))
                        ),
                        "escalation-on-call",
                    ),
                    Rung(
                        "after 2 h",
                        line(Strong("Head of Data Platform")),
                        line("Level 2, portal"),
                    ),
                )
            ),
        ),
        part("4.4", "What this depends on", chain),
    )


def _remedies() -> Section:
    by_uptime = Table(
        "Credit by uptime",
        (
            Column("Uptime measured"),
            Column("Down in 30 days", amount=True),
            Column("Credit", amount=True),
        ),
        (
            Row(one("At or above target"), (one("up to 21 min 36 s"), one("0 %"))),
            Row(one("Below target"), (one("more than 21 min 36 s"), one(Strong("10 %")))),
            Row(one("Below 99.0 %"), (one("more than 7 h 12 min"), one(Strong("25 %")))),
            Row(one("Below 95.0 %"), (one("more than 36 h"), one(Strong("100 %")))),
        ),
    )
    picture = StepPicture(
        "Credit by uptime: 0 % from 99.95 %, 10 % below, 25 % below 99.0 %, 100 % below 95.0 %",
        "Credit (part of the monthly fee) as uptime falls from left to right; widths not to scale.",
        (
            BandStep("0 %", 0, "", edge_included=True),
            BandStep("10 %", 10, "99.95 %", edge_included=False),
            BandStep("25 %", 25, "99.0 %", edge_included=False),
            BandStep("100 %", 100, "95.0 %", edge_included=True),
        ),
    )
    example = WorkedExample(
        "Gold, August 2026, one outage of 120 min, assumed fee of EUR 744.00",
        (
            SumLine("Minutes of the month", "44 640", "min", "31 days, no clock change"),
            SumLine("Downtime", "120", "min"),
            SumLine("Uptime", "99.73118", "%", "shown to 5 digits, compared exactly"),
            SumLine("Credit", "74.40", "EUR", "10 % of EUR 744.00", total=True),
            SumLine("Left to pay", "669.60", "EUR"),
        ),
        "Claim by 30 September 2026, 30 days after the end of the month.",
    )
    case = '{"periods":[],"needsFee":true,"most":"100","unit":"%"}'
    data = f'{{"cases":[{case},{case}],"comma":false,"kept":true,"words":{{}}}}'
    form = Calculator("calculate-uptime", data, ("Gold", "Silver"), "Charge", "EUR")
    return section(
        "5",
        "Penalties and remedies",
        part("5.1", "Credit for missed uptime", ScheduleBlock(by_uptime, picture), form),
        part("5.2", "Worked example", example),
        part("5.3", "Flat credit", ScheduleBlock(by_uptime, None)),
        part("5.5", "Right to terminate", Paragraph(line("After 3 breaches in 12 months."))),
    )


def _security() -> Section:
    return section(
        "6",
        "Security and compliance",
        part("6.2", "Controls", sentences("Encrypted in transit and at rest.")),
        part("6.4", "Notice of security incidents", Paragraph(line(MISSING))),
    )


def _review() -> Section:
    revisions = Table(
        "Revisions",
        columns("Version", "Date", "Change", "Approved by"),
        (
            Row(
                one("2.1.0", Soft("current")),
                (
                    one(Day("2026-06-30", "30 Jun 2026")),
                    one("Gold plan added."),
                    one("Head of Data Platform"),
                ),
            ),
            Row(
                one("1.0.0"),
                (one(Day("2024-03-01", "1 Mar 2024")), one("First version."), one(MISSING)),
            ),
        ),
    )
    return section(
        "7",
        "Review and update",
        part(
            "7.1",
            "Review",
            facts(
                fact(
                    "Review",
                    "Every 6 months, next",
                    Day("2026-12-15", "15 December 2026"),
                    Distance("2026-12-15", "in 22 days", "2026-11-23", "review", "near"),
                )
            ),
        ),
        part("7.2", "Revisions", revisions),
    )


def _conditions() -> Section:
    return Section(
        "8",
        "conditions",
        "Terms and conditions",
        (),
        blocks=(
            Facts(
                (
                    FactRow("Payment", one("30 days after invoice, in EUR"), "clause-8.1", "8.1"),
                    FactRow(
                        "Liability", one("Capped at twelve monthly fees."), "clause-8.2", "8.2"
                    ),
                    FactRow("Confidentiality", one(MISSING), "clause-8.4", "8.4"),
                )
            ),
        ),
    )


def _used(name: str, text: str) -> UsedTerm:
    slug = name.lower().replace(" ", "-")
    return UsedTerm(slug, name, Prose(Markup.escape(text)), PageAt(GLOSSARY, f"term-{slug}"))
