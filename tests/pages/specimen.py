"""Views built by hand that use every kind of piece in every state, to test and to look at."""

from __future__ import annotations

from markupsafe import Markup
from specimen_proposals import history, proposal, proposed

from sla_catalog.pages.addresses import External, FileAt, OnPage, PageAt, no_citation
from sla_catalog.pages.blocks import (
    AbsentValue,
    Badge,
    BandStep,
    Bar,
    Block,
    Calculator,
    Cell,
    Chain,
    ChainLink,
    ClockCell,
    Code,
    Column,
    Day,
    Distance,
    FactRow,
    Facts,
    Icon,
    Inline,
    Ladder,
    Line,
    Link,
    Paragraph,
    Prose,
    Row,
    RowFacets,
    Rung,
    ScheduleBlock,
    Sentence,
    Sentences,
    Soft,
    Split,
    State,
    StepPicture,
    Strong,
    SumLine,
    Table,
    Text,
    WorkedExample,
)
from sla_catalog.pages.rendering import View
from sla_catalog.pages.sections import Clause, Section
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
from sla_catalog.pages.views.broken import BrokenView, Excerpt, Mistake
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
    CoverageGroup,
    CoverageView,
    CoveredAgreement,
    CoveredStep,
    Filter,
    FrameworkAnswers,
    FrameworkView,
    ItemAnswer,
    Jump,
    LetterTable,
    Pages,
    PlainView,
    ServicesView,
)
from sla_catalog.pages.views.overview import Group, Listed, OverviewView
from sla_catalog.pages.views.print_all import BoundEntry, BoundGroup, BoundView, Chapter, DrawView

AGREEMENT = "agreements/managed-postgresql.md"
DRAFT = "agreements/wiki.md"
OVERVIEW = "agreements/index.md"
GLOSSARY = "glossary.md"
COMPARISON = "comparison.md"
PARTY = "parties/data-platform.md"
DEADLINES = "deadlines/index.md"
SERVICES = "services/index.md"
QUALITY = "quality/index.md"
COVERAGE = "coverage/index.md"
FRAMEWORK = "coverage/dora-30.md"
BROKEN = "agreements/broken.md"

STATED, NONE, NOT_STATED = State.STATED, State.NONE, State.NOT_STATED
STEPS = (
    "Core services",
    "Performance metrics",
    "Monitoring and reporting",
    "Responsibilities",
    "Penalties and remedies",
    "Security and compliance",
    "Review and update",
)
MISSING = AbsentValue(NOT_STATED)


def one(*pieces: Inline | str) -> Cell:
    """Return a cell of one line."""
    return Cell((line(*pieces),))


def line(*pieces: Inline | str) -> Line:
    return tuple(Text(piece) if isinstance(piece, str) else piece for piece in pieces)


def lines(*rows: Line | Inline | str) -> Cell:
    return Cell(tuple(row if isinstance(row, tuple) else line(row) for row in rows))


def none(why: str) -> AbsentValue:
    return AbsentValue(NONE, Text(why))


def missing(span: int = 1) -> Cell:
    return Cell(((MISSING,),), NOT_STATED, span)


def spanning(span: int, *pieces: Inline | str) -> Cell:
    return Cell((line(*pieces),), span=span)


def mail(address: str) -> Link:
    return Link(address, External(f"mailto:{address}"))


def clause(number: str, text: str = "") -> Link:
    return Link(text or f"clause {number}", OnPage(f"clause-{number}"))


def party(name: str) -> Link:
    return Link(name, PageAt("parties.md", name.lower().replace(" ", "-")), strong=True)


def term(text: str) -> Prose:
    slug = text.lower().rstrip("s").replace(" ", "-")
    return Prose(
        Markup('<a class="sla-term" href="../../glossary/#term-{}">{}</a>').format(slug, text)
    )


def fact(label: str, *pieces: Inline | str) -> FactRow:
    return FactRow(label, one(*pieces))


def facts(*rows: FactRow) -> Facts:
    return Facts(rows)


def columns(*labels: str) -> tuple[Column, ...]:
    return tuple(Column(label) for label in labels)


def sentences(*texts: str, heading: Line = (), anchor: str = "") -> Sentences:
    items = tuple(
        Sentence(one(text), f"{anchor}-{at}" if anchor else "") for at, text in enumerate(texts, 1)
    )
    return Sentences(items, heading)


def part(number: str, title: str, *blocks: Block, qualifier: str = "") -> Clause:
    return Clause(number, f"clause-{number}", title, blocks, qualifier)


def section(number: str, title: str, *clauses: Clause) -> Section:
    return Section(number, title.lower().replace(" ", "-"), title, clauses)


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
                    (one("10 or 25 % by how much"), one("monthly fee"), one("100 % of the fee")),
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
                    lines(Strong("4 business hours"), Soft("at most 67 h by the wall clock")),
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
                        Soft("at most 67 h by the wall clock, if sent Friday 18:00"),
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
    form = Calculator("calculate-uptime", data, ("Gold", "Silver"), "EUR")
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
    )


def comparison() -> ComparisonView:
    """Return a comparison with ranks, an unranked cell, an objective and every absence."""
    link = Link("Managed PostgreSQL", PageAt(AGREEMENT), quiet=True)
    firm = ComparedCell(State.STATED, "99.95 %", "best 99.99 %", ("by plan, calendar month",))
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


def party_page() -> PlainView:
    """Return a party with contacts and one list of agreements."""
    row = Row(one(Link("Managed PostgreSQL", PageAt(AGREEMENT), quiet=True)), (one("Payments"),))
    table = Table("Provides", (Column("Agreement"), Column("Customer")), (row,))
    return PlainView(
        name="party",
        title="Data Platform",
        lead=Prose(Markup("Runs the databases.")),
        crumbs=(Link("Parties", PageAt("parties/index.md"), quiet=True),),
        facts=Facts((FactRow("On-call engineer", one("+49 30 555 0100")),)),
        sections=(Section("", "provider", "Provides", (), blocks=(table,), qualifier="1"),),
        as_of=Day("2026-11-23", "23 November 2026"),
        distances_are_named=True,
    )


def deadlines() -> PlainView:
    """Return deadlines with one that is overdue and a group without any."""
    day = Day("2026-11-02", "2 Nov 2026")
    late = Distance("2026-11-02", "overdue by 21 days", "2026-11-23", "review", "overdue")
    row = Row(lines(day, late), (one(Link("Review", PageAt(AGREEMENT, "review"))),))
    table = Table("Overdue", (Column("Day"), Column("What")), (row,))
    nothing = Paragraph(line("Nothing."), soft=True)
    return PlainView(
        name="deadlines",
        title="Deadlines",
        lead=None,
        actions=(Link("Calendar", FileAt("calendar.ics"), quiet=True),),
        eyebrow=line("All agreements"),
        counts=(("alarm", "1", "overdue"), ("", "0", "later")),
        sections=(
            Section("", "overdue", "Overdue", (), blocks=(table,), qualifier="1"),
            Section("", "later", "Later", (), blocks=(nothing,)),
        ),
        as_of=Day("2026-11-23", "23 November 2026"),
    )


def quality() -> PlainView:
    """Return a finding and a remark that can be filtered."""
    warning = RowFacets("Warning", "dead-zone", "Wiki")
    remark = RowFacets("Remark", "unused-term", "Wiki")
    found = Table("Wiki", (Column("Clause"),), (Row(one("5.1"), (), facets=warning),))
    below = Table("Wiki", (Column("Clause"),), (Row(one("9.1"), (), facets=remark),))
    weights = (FacetOption("Warning", 1), FacetOption("Remark", 1))
    return PlainView(
        name="quality",
        title="Quality",
        lead=None,
        sections=(
            Section("", "agreement-wiki", "Wiki", (), blocks=(found,), is_filtered=True),
            Section(
                "",
                "remarks",
                "Remarks",
                (Clause("", "remarks-wiki", "Wiki", (below,)),),
                is_filtered=True,
            ),
        ),
        filter=Filter((Facet("weight", "Weight", weights),), "{shown} of {total} findings"),
    )


def services() -> ServicesView:
    """Return an index with one letter that has a service."""
    head = one(Link("Database", PageAt(AGREEMENT, "service-database"), quiet=True))
    table = Table(
        "Services, D", (Column("Service"), Column("Lifecycle")), (Row(head, (missing(),)),)
    )
    return ServicesView(
        "Services",
        "1 service.",
        (
            LetterTable("B", "letter-b", None, PageAt(SERVICES, "letter-b")),
            LetterTable("C", "letter-c", None),
            LetterTable("D", "letter-d", table),
        ),
        (Link("Team wiki", PageAt(DRAFT)), Link("Compute", PageAt(AGREEMENT))),
    )


def coverage() -> CoverageView:
    """Return a coverage with steps of one state and of several."""
    mixed = tuple(zip(("Services", "Scope", "Delivery", "Support"), State, strict=False))
    whole = tuple((name, NOT_STATED) for name, _ in mixed)
    steps = tuple(
        CoveredStep(PageAt(AGREEMENT, "services"), mixed if place else whole) for place in range(7)
    )
    title = Link("Managed PostgreSQL", PageAt(AGREEMENT), quiet=True)
    rows = (Row(one("Services"), (one("1"),)),)
    table = Table("Core services", (Column("Part"), Column("stated", amount=True)), rows)
    return CoverageView(
        "Coverage",
        "How much is said.",
        tuple(Column(name, qualifier=str(place)) for place, name in enumerate(STEPS, 1)),
        (
            CoverageGroup(
                "SLA",
                "Service level agreements",
                (CoveredAgreement(title, line(Soft("SLA-042")), steps),),
                1,
            ),
        ),
        Section(
            "",
            "parts",
            "Part by part",
            (Clause("1", "step-1", "Core services", (table,)),),
            qualifier="of 1 agreement",
        ),
        (Link("Part by part", OnPage("parts"), quiet=True),),
        (Link("Seven steps", PageAt(COVERAGE)), Link("DORA, article 30", PageAt(FRAMEWORK))),
    )


def framework() -> FrameworkView:
    """Return an agreement against a framework, with an item of each state."""
    items = tuple(
        ItemAnswer(
            f"2 ({letter})",
            f"Item {letter}",
            state,
            line(Link("6.1 Data protection", PageAt(AGREEMENT, "data-protection")))
            if state is not NOT_STATED
            else (),
        )
        for letter, state in zip("abcde", State, strict=False)
    )
    title = Link("Managed PostgreSQL", PageAt(AGREEMENT))
    one = FrameworkAnswers(
        "agreement-managed-postgresql", title, line(Soft("SLA-042")), "3 of 5 answered", 3, items
    )
    return FrameworkView(
        "Coverage",
        "What is answered.",
        "DORA, article 30",
        coverage().frameworks,
        1,
        "5 items",
        (one,),
        "1",
    )


def bound() -> BoundView:
    """Return a page of several agreements; its chapters are pages of their own as well."""
    return BoundView(
        "All agreements",
        "One after another.",
        "agreements, built 23 November 2026",
        (Link("Agreements", PageAt(OVERVIEW), quiet=True),),
        FileAt("agreements/print.print.css"),
        (
            BoundGroup(
                "Service level agreements",
                (
                    BoundEntry("SLA-042", Link("Managed PostgreSQL", PageAt(AGREEMENT))),
                    BoundEntry("SLA-060", Link("Team wiki", PageAt(DRAFT)), "Draft, not in force"),
                ),
            ),
        ),
        (Chapter("managed-postgresql", _chapter),),
    )


def _chapter(render: DrawView) -> str:
    return render(agreement(), AGREEMENT, no_citation)


def broken() -> BrokenView:
    """A file with a mistake that has to do with a second place."""
    return BrokenView(
        "agreements/wiki.yaml has a mistake",
        "This file cannot be shown.",
        (Link("Agreements", PageAt(OVERVIEW), quiet=True),),
        (
            Mistake(
                "agreements/wiki.yaml:8:1",
                "Error",
                "duplicate-key",
                "the key `owner` appears here again, after line 4",
                "each key once",
                "keep one of the two",
                (Excerpt("8", "", "owner", ": it-operations"),),
                (
                    (
                        "agreements/wiki.yaml:4:1",
                        "first written here",
                        (Excerpt("4", "", "owner", ": x"),),
                    ),
                ),
            ),
        ),
        "It comes back when the file is mended.",
    )


VIEWS: dict[str, View] = {
    AGREEMENT: agreement(),
    DRAFT: proposed(draft()),
    OVERVIEW: overview(),
    GLOSSARY: glossary(),
    COMPARISON: comparison(),
    PARTY: party_page(),
    DEADLINES: deadlines(),
    QUALITY: quality(),
    SERVICES: services(),
    COVERAGE: coverage(),
    FRAMEWORK: framework(),
    BROKEN: broken(),
    "proposal.md": proposal(),
    "agreements/managed-postgresql/history.md": history(),
}
