"""The overview: every agreement on a line, by kind, with what it promises and its next date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from sla_catalog.model.agreement import Agreement
from sla_catalog.model.collation import name_order
from sla_catalog.model.fields import Absence
from sla_catalog.model.header import Kind, Status
from sla_catalog.model.parties import Role
from sla_catalog.model.placeholder import is_placeholder
from sla_catalog.model.reviews import Review
from sla_catalog.pages.addresses import PageAt
from sla_catalog.pages.agreement.numbers import STEP_ANCHORS
from sla_catalog.pages.agreement.page import NOT_STATED, AgreementPage
from sla_catalog.pages.agreement.parties import agreement_link
from sla_catalog.pages.blocks import (
    NEAR_DAYS,
    Cell,
    Day,
    Icon,
    Line,
    Link,
    Soft,
    State,
    Strong,
)
from sla_catalog.pages.context import (
    BOUND,
    OVERVIEW,
    RenderContext,
    agreement_uri,
    kinds_in_order,
)
from sla_catalog.pages.downloads import CALENDAR, CATALOG, METRICS, WORKBOOK, downloads
from sla_catalog.pages.key_targets import key_targets
from sla_catalog.pages.paging import Paging
from sla_catalog.pages.views.facets import Facet, FacetOption
from sla_catalog.pages.views.overview import Group, Listed, OverviewView
from sla_catalog.resolved.coverage import CoverageLevel, step_extent
from sla_catalog.resolved.term import Follows, ended_on, term_on

PAGES = "agreements/page"  # no agreement has a page within a folder
_BY_STATUS = tuple(Status)
_FILES = (WORKBOOK, METRICS, CATALOG, CALENDAR)


def overview_paging(context: RenderContext) -> Paging:
    """Return how the overview is spread over pages."""
    return paging_by_kind(context, OVERVIEW, PAGES)


def overview_view(context: RenderContext, page: int = 1) -> OverviewView:
    """Lay out one page of the overview, from 1."""
    whole, paging = whole_overview(context), overview_paging(context)
    if not paging.is_long:
        return whole
    rows = paging.rows(page)
    titles = {_anchor(group.short): group.title for group in whole.groups}
    return replace(
        whole,
        groups=tuple(
            replace(group, agreements=group.agreements[rows[_anchor(group.short)]])
            for group in whole.groups
            if _anchor(group.short) in rows
        ),
        pages=paging.pages(page, context.labels, titles),
    )


def whole_overview(context: RenderContext) -> OverviewView:
    """Lay out the overview as one page; worked out once for a context."""
    return context.once("overview", _whole)


def _whole(context: RenderContext) -> OverviewView:
    sheets = [AgreementPage(a, context, OVERVIEW) for a in agreements_in_order(context)]
    groups = tuple(
        group for kind in kinds_in_order() if (group := _group(context, kind, sheets)).agreements
    )
    today = Day(context.today.isoformat(), context.wording.day(context.today))
    return OverviewView(
        title=context.labels["overview.title"],
        lead=context.labels["overview.lead"],
        counts=tuple(_counts(context, sheets)),
        as_of=today,
        total=len(sheets),
        groups=groups,
        facets=_facets(context, groups),
        actions=(*_print_all(context), *downloads(context.labels, _FILES)),
    )


def _print_all(context: RenderContext) -> Iterator[Link]:
    if context.is_bound:
        yield Link(context.labels["bound.open"], PageAt(BOUND), quiet=True)


def _group(context: RenderContext, kind: Kind, sheets: list[AgreementPage]) -> Group:
    of_kind = (page.agreement for page in sheets if page.agreement.kind is kind)
    listed = [context.recall("listed", agreement, _listed) for agreement in of_kind]
    return Group(
        kind.upper(),
        context.labels[f"kind.{kind}.plural"],
        context.labels[f"kind.{kind}.note"],
        tuple(listed),
        len(listed),
    )


def _facets(context: RenderContext, groups: Iterable[Group]) -> tuple[Facet, ...]:
    listed = [agreement for group in groups for agreement in group.agreements]
    icons = {agreement.status: agreement.status_icon for agreement in listed}
    statuses = Counter(agreement.status for agreement in listed)
    owners = Counter(agreement.owner for agreement in listed if agreement.owner)
    tags = Counter(tag for agreement in listed for tag in agreement.tags)
    by_use = sorted(tags, key=lambda tag: (-tags[tag], name_order(tag)))
    options = {
        "kind": [FacetOption(group.short, group.count) for group in groups],
        "status": [FacetOption(name, count, icons[name]) for name, count in statuses.items()],
        "owner": [FacetOption(name, owners[name]) for name in sorted(owners, key=name_order)],
        "tag": [FacetOption(n, tags[n]) for n in by_use],
    }
    return tuple(Facet(key, context.labels[f"facet.{key}"], (*of,)) for key, of in options.items())


def _anchor(kind: str) -> str:
    return f"kind-{kind.lower()}"


def paging_by_kind(context: RenderContext, first: str, folder: str = "") -> Paging:
    """Return how a list of all agreements by kind is spread over pages from the `first` on."""
    counts = context.once("kinds", lambda one: Counter(a.kind for a in one.catalog.agreements))
    parts = {_anchor(kind): counts[kind] for kind in kinds_in_order()}
    return Paging.of(first, parts, folder)


def agreements_in_order(context: RenderContext) -> list[Agreement]:
    """Sort all agreements by kind and title; what is no longer in force comes last in its kind.

    Worked out once for a context.
    """
    return context.once("in order", _in_order)


def _in_order(context: RenderContext) -> list[Agreement]:
    kinds = kinds_in_order()
    return sorted(
        context.catalog.agreements,
        key=lambda a: (kinds.index(a.kind), a.is_over, name_order(a.title), a.id),
    )


def places_in_order(context: RenderContext) -> Mapping[str, int]:
    """Return the place of each agreement among all, by its id."""
    return context.once(
        "places in order",
        lambda whole: {one.id: place for place, one in enumerate(agreements_in_order(whole))},
    )


def _listed(agreement: Agreement, context: RenderContext) -> Listed:
    page = AgreementPage(agreement, context, OVERVIEW)
    numbers = [agreement.reference] if agreement.reference else []
    numbers += [agreement.version] if isinstance(agreement.version, str) else []
    states = page.coverage
    status = agreement.state
    ended = ended_on(agreement, page.context.today)
    return Listed(
        title=Link(agreement.title, PageAt(agreement_uri(agreement.id)), quiet=True, strong=True),
        numbers=tuple(numbers),
        parties=_parties(page),
        tags=agreement.tags or (),
        targets=key_targets(page),
        steps=tuple(
            (
                page.label(f"section.{STEP_ANCHORS[step - 1]}"),
                State(step_extent(parts)),
            )
            for step, parts in states.items()
        ),
        status_icon=page.context.status_icon(agreement),
        status_ahead=page.context.status_ahead(agreement),
        status=page.words.choice(status),
        status_note=page.label("not.in.force") if ended or status is not Status.ACTIVE else "",
        next_date=next_date(page),
        sort_keys=tuple(_sort_keys(page)),
        owner=_owner(page),
    )


def _sort_keys(page: AgreementPage) -> Iterator[tuple[str, str]]:
    """Yield what the columns of steps, status and next date are sorted by."""
    stated = sum(step_extent(parts) is CoverageLevel.STATED for parts in page.coverage.values())
    moments = _moments(page)
    yield "steps", str(stated)
    yield "status", str(_BY_STATUS.index(page.agreement.state))
    yield "next", moments[0][0].isoformat() if moments else ""


def _owner(page: AgreementPage) -> str:
    """Name the owner to filter by; nobody where the name is still to be filled in."""
    owner = page.agreement.owner
    return "" if is_placeholder(owner) else page.context.party_name(owner)


def _parties(page: AgreementPage) -> Line:
    providers, customers = map(page.in_role, (Role.PROVIDER, Role.CUSTOMER))
    return (*providers, Icon("arrow-right"), *(customers or (NOT_STATED,)))


def next_date(page: AgreementPage) -> Cell:
    """Say what comes next: what replaces an agreement, else its next review or end."""
    agreement = page.agreement
    if agreement.superseded_by and not isinstance(agreement.superseded_by, Absence):
        by = page.label("superseded.by")
        return Cell(((Soft(by), agreement_link(page, agreement.superseded_by)),))
    moments = _moments(page)
    if not moments:
        return Cell(((NOT_STATED,),))
    day, kind = moments[0]
    first: Line = (Strong(page.words.short_day(day)),)
    return Cell((first, (page.context.distance(day, kind, named=True),)))


def _moments(page: AgreementPage) -> list[tuple[date, str]]:
    """Return what comes next of an agreement, in order."""
    return page.context.shared("moments", page.agreement, lambda: sorted(_ahead(page)))


def _ahead(page: AgreementPage) -> Iterator[tuple[date, str]]:
    if page.agreement.is_over:
        return
    review = page.agreement.review
    if isinstance(review, Review) and review.next_day:
        yield review.next_day, "review"
    term = term_on(page.agreement, page.context.today)
    if not term.last or term.has_ended(page.context.today):
        return
    for day in (term.last_for_notice, term.last_to_terminate):
        if day and day >= page.context.today:
            yield day, "notice"
    if term.follows is not Follows.OPEN_END:
        yield term.last, "renewal" if term.follows is Follows.RENEWAL else "end"


def _counts(context: RenderContext, sheets: list[AgreementPage]) -> Iterator[tuple[str, str, str]]:
    moments = [moment for page in sheets for moment in _moments(page)]
    days = [((day - context.today).days, kind) for day, kind in moments]
    overdue = sum(1 for d, kind in days if kind == "review" and d < 0)
    near = sum(1 for d, kind in days if kind == "review" and 0 <= d <= NEAR_DAYS["review"])
    ending = sum(1 for d, kind in days if kind == "end" and 0 <= d <= NEAR_DAYS["end"])
    for icon, count, key in (
        ("alarm", overdue, "count.overdue"),
        ("calendar", near, "count.near"),
        ("calendar", ending, "count.ending"),
    ):
        yield icon, str(count), context.labels[f"{key}.one" if count == 1 else key]
