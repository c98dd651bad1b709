"""Agreements that are built by hand: one that says all, and a draft."""

from __future__ import annotations

from markupsafe import Markup
from specimen_clauses import _metrics, _monitoring, _parties, _promises, _ribbon, _services
from specimen_pieces import (
    GLOSSARY,
    MISSING,
    NONE,
    NOT_STATED,
    OVERVIEW,
    STATED,
    STEPS,
    clause,
    fact,
    facts,
    line,
    lines,
    mail,
    none,
    one,
    part,
    party,
    section,
)
from specimen_terms import _conditions, _remedies, _responsibilities, _review, _security, _used

from sla_catalog.pages.addresses import External, FileAt, OnPage, PageAt
from sla_catalog.pages.blocks import (
    AbsentValue,
    Badge,
    Cell,
    ClockCell,
    Day,
    Distance,
    Icon,
    Link,
    Paragraph,
    Prose,
    Soft,
    State,
    Strong,
    Text,
)
from sla_catalog.pages.sections import Section
from sla_catalog.pages.views.agreement import (
    AgreementView,
    Cover,
    Gap,
    IdentityColumn,
    Missed,
    MissedRow,
    PromiseRow,
    Promises,
    RibbonCell,
    Signature,
    UsedTerm,
)


def agreement() -> AgreementView:
    """Return a page on which nearly everything is stated."""
    return AgreementView(
        crumbs=(
            Link("Agreements", PageAt(OVERVIEW), quiet=True),
            Link("Service level agreements", PageAt(OVERVIEW, "sla"), quiet=True),
        ),
        actions=(
            Link("Edit", External("https://git.example.com/edit/postgresql.yaml"), quiet=True),
            Link("YAML", FileAt("agreements/managed-postgresql.yaml"), quiet=True),
            Link("JSON", FileAt("agreements/managed-postgresql.json"), quiet=True),
        ),
        status_icon="active",
        status="Active",
        eyebrow=(
            line(Strong("SLA-042")),
            line("Service level agreement"),
            line("Version 2.1.0"),
            line(Icon("lock"), "Internal"),
        ),
        title="Managed PostgreSQL",
        summary=Text("PostgreSQL clusters, run for product teams around the clock."),
        identity=(
            IdentityColumn(
                "Provider and customer",
                one(
                    party("Data Platform"),
                    Icon("arrow-right"),
                    party("Payments"),
                    ",",
                    party("Shop"),
                ),
            ),
            IdentityColumn(
                "Owner",
                Cell((line(party("Data Platform")), line(mail("data-platform@example.com")))),
            ),
            IdentityColumn(
                "In force",
                Cell(
                    (
                        line(Strong("1 Jan 2026 to 31 Dec 2026")),
                        line(Soft("renews for 12 months, see"), clause("A.2", "A.2")),
                    )
                ),
            ),
            IdentityColumn(
                "Next review",
                Cell(
                    (
                        line(Strong("15 Dec 2026")),
                        line(
                            Distance(
                                "2026-12-15",
                                "in 22 days, as of 23 Nov 2026",
                                "2026-11-23",
                                "review",
                                "near",
                            )
                        ),
                    )
                ),
            ),
        ),
        promises=_promises(),
        ribbon=_ribbon(),
        gaps=(
            Gap(NONE, (line("uptime on Bronze", clause("2.1", "2.1")),)),
            Gap(
                NOT_STATED,
                (
                    line("first response for P3", clause("2.2", "2.2")),
                    line("incident notice", clause("6.4", "6.4")),
                    line("confidentiality", clause("8.4", "8.4")),
                ),
            ),
        ),
        sections=(
            _parties(),
            _services(),
            _metrics(),
            _monitoring(),
            _responsibilities(),
            _remedies(),
            _security(),
            _review(),
            _conditions(),
            section(
                "9",
                "Definitions",
                part(
                    "9.1",
                    "Downtime",
                    Paragraph(
                        line(
                            Prose(
                                Markup(
                                    "<p>Minutes in which the primary takes no <em>writes</em>.</p>"
                                    "<p>Reads do not matter.</p>"
                                ),
                                block=True,
                            )
                        )
                    ),
                    Paragraph(
                        line(
                            Icon("swap"),
                            "Only in this agreement.",
                            "It replaces the",
                            Link("shared definition", PageAt(GLOSSARY, "term-downtime")),
                            ".",
                        ),
                        soft=True,
                    ),
                ),
            ),
        ),
        signatures=(
            Signature(
                line("Signed", Day("2026-01-01", "1 January 2026")),
                Strong("Head of Data Platform"),
                "for the provider, Data Platform",
            ),
            Signature((), MISSING, "for the customer, Payments and Shop"),
        ),
        terms=(
            _used("Business day", "A day on which the agreed calendar has hours."),
            _used("Business hour", "An hour within the agreed calendar; the clock stands still."),
            _used("Claim", "The customer’s request for a Service Credit, with evidence."),
            UsedTerm(
                "downtime",
                "Downtime",
                Prose(Markup("Minutes in which the primary accepts no writes.")),
                PageAt(GLOSSARY, "term-downtime"),
                OnPage("clause-9.1"),
                "9.1",
            ),
            _used("First response", "The first answer by a person that is about the matter."),
            _used("Service credit", "A sum that the provider takes off a later invoice."),
            UsedTerm("tap", "Tap", Prose(Markup("A word without a page.")), None),
        ),
        succession=(line(Strong("Supersedes"), Link("SLA-041", PageAt("agreements/old.md"))),),
        source_lines=(
            (
                "Source",
                line(
                    "Signed agreement, 30 June 2026, read in full,",
                    Link("docs.example.com/sla", External("https://docs.example.com/sla")),
                    ". Every figure on this page is from it unless marked.",
                ),
            ),
            ("This page", line("agreements/managed-postgresql.yaml at revision 9f3c2e1.")),
        ),
        cover=Cover(
            "Service level agreement",
            line("SLA-042, version 2.1.0, active"),
            (
                line(Strong("Data Platform"), ", the provider,"),
                line(Strong("Payments"), "and", Strong("Shop"), ", together the customer"),
            ),
        ),
    )


def draft() -> AgreementView:
    """Return a page on which most is absent, in every way there is."""
    return AgreementView(
        crumbs=(Link("Agreements", PageAt(OVERVIEW), quiet=True),),
        actions=(),
        status_icon="draft",
        status="Draft, not in force",
        eyebrow=(
            line(Strong("SLA-060")),
            line("Service level agreement"),
            line(Icon("lock"), "Internal", Badge("default")),
        ),
        title="Team wiki",
        summary=None,
        identity=(
            IdentityColumn(
                "Provider and customer",
                one(party("IT Operations"), Icon("arrow-right"), party("All staff")),
            ),
            IdentityColumn("In force", one(MISSING)),
            IdentityColumn(
                "Next review",
                lines(
                    Strong("1 Oct 2026"),
                    Distance("2026-10-01", "overdue by 53 days", "2026-11-23", "review", "overdue"),
                ),
            ),
        ),
        promises=Promises(
            "",
            (),
            (
                PromiseRow(
                    "2.1",
                    "clause-2.1",
                    lines("Availability", Soft("calendar month, Mon–Fri 07:00–19:00")),
                    (lines(Strong("99.5 %"), Soft("1 h 15 min 36 s in 21 working days of 12 h")),),
                ),
            ),
        ),
        missed=Missed(
            (Soft("on claim, within 30 days,"),),
            (
                MissedRow(
                    "5.1",
                    "remedies",
                    lines("Availability", Soft("Gold")),
                    (
                        one("10 or 25 % depending on the shortfall"),
                        one("monthly fee"),
                        one("100 % of the fee"),
                    ),
                ),
                MissedRow(
                    "5",
                    "remedies",
                    one("Any promise"),
                    (Cell(((none("an internal service."),),), span=3),),
                ),
            ),
            ((Text("Credits that are due together are added."),),),
        ),
        ribbon=tuple(
            RibbonCell(
                str(at),
                title,
                anchor,
                tuple((name, state) for name in ("one", "two", "three", "four")),
            )
            for at, (title, anchor, state) in enumerate(
                zip(
                    STEPS,
                    (
                        "core",
                        "metrics",
                        "monitoring",
                        "responsibilities",
                        "remedies",
                        "security",
                        "review",
                    ),
                    (
                        STATED,
                        STATED,
                        NOT_STATED,
                        State.UNREAD,
                        NONE,
                        State.ELSEWHERE,
                        NOT_STATED,
                    ),
                    strict=True,
                ),
                1,
            )
        ),
        gaps=(
            Gap(NONE, (line("remedies", Link("5", OnPage("remedies"))),)),
            Gap(NOT_STATED, (line("monitoring", Link("3", OnPage("monitoring"))),)),
        ),
        sections=(
            Section(
                "1",
                "core",
                STEPS[0],
                (
                    part(
                        "1.1",
                        "Team wiki",
                        facts(
                            fact("Service hours", "Mon–Fri 07:00–19:00", Badge("default")),
                            fact("Evidence", Badge("estimate"), Badge("conflicting")),
                        ),
                    ),
                ),
            ),
            Section(
                "2",
                "metrics",
                STEPS[1],
                (
                    part(
                        "2.1",
                        "Availability",
                        facts(
                            fact("Target", Strong("At least 99.5 %"), "of each calendar month"),
                            fact("Formula", MISSING),
                        ),
                        ClockCell(one("when the ticket is sent"), None, None),
                        qualifier="Guaranteed",
                    ),
                ),
            ),
            Section("3", "monitoring", STEPS[2], (), NOT_STATED, MISSING),
            Section(
                "4",
                "responsibilities",
                STEPS[3],
                (),
                State.UNREAD,
                AbsentValue(State.UNREAD, Text("only an excerpt was at hand.")),
            ),
            Section("5", "remedies", STEPS[4], (), NONE, none("An internal service.")),
            Section(
                "6",
                "security",
                STEPS[5],
                (),
                State.ELSEWHERE,
                AbsentValue(
                    State.ELSEWHERE, Link("order form", External("https://example.com/order"))
                ),
            ),
            Section("7", "review", STEPS[6], (), NOT_STATED, MISSING),
        ),
        signatures=(),
        terms=(),
        source_lines=(("Source", line("This catalog; no signed text is named.")),),
        cover=Cover(
            "Service level agreement",
            line("SLA-060, no version"),
            (
                line(Strong("IT Operations"), ", the provider,"),
                line(Strong("All staff"), ", the customer"),
            ),
            "Draft, not in force",
        ),
    )
