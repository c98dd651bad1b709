"""Shorter lists and other pages, built by hand."""

from __future__ import annotations

from markupsafe import Markup
from specimen_agreements import agreement
from specimen_pieces import (
    AGREEMENT,
    COVERAGE,
    DRAFT,
    FRAMEWORK,
    NOT_STATED,
    OVERVIEW,
    SERVICES,
    STEPS,
    line,
    lines,
    missing,
    one,
)

from sla_catalog.pages.addresses import FileAt, OnPage, PageAt, no_citation
from sla_catalog.pages.blocks import (
    Column,
    Day,
    Distance,
    FactRow,
    Facts,
    Link,
    Paragraph,
    Prose,
    Row,
    RowFacets,
    Soft,
    State,
    Table,
)
from sla_catalog.pages.sections import Clause, Section
from sla_catalog.pages.views.broken import BrokenView, Excerpt, Mistake
from sla_catalog.pages.views.facets import Facet, FacetOption
from sla_catalog.pages.views.lists import (
    CoverageGroup,
    CoverageView,
    CoveredAgreement,
    CoveredStep,
    Filter,
    FrameworkAnswers,
    FrameworkView,
    ItemAnswer,
    LetterTable,
    PlainView,
    ServicesView,
)
from sla_catalog.pages.views.print_all import BoundEntry, BoundGroup, BoundView, Chapter, DrawView


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
