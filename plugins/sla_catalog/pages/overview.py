"""The overview: every agreement on a line, by kind, with what it promises and its next date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from sla_catalog.model.agreement import Agreement, Kind, Status
from sla_catalog.model.fields import Absence
from sla_catalog.model.parties import Role
from sla_catalog.model.reviews import Review
from sla_catalog.pages.addresses import PageAt
from sla_catalog.pages.agreement.numbers import STEP_ANCHORS
from sla_catalog.pages.agreement.parties import agreement_link
from sla_catalog.pages.agreement.promises import spread_words
from sla_catalog.pages.agreement.sheet import NOT_STATED, Sheet
from sla_catalog.pages.agreement.targets import firmness_line, metric_name, resolved_metrics
from sla_catalog.pages.blocks import (
    Absent,
    Cell,
    Day,
    Group,
    Icon,
    Line,
    Link,
    Listed,
    OverviewView,
    Soft,
    State,
    Strong,
)
from sla_catalog.pages.downloads import CALENDAR, CATALOG, METRICS, WORKBOOK, downloads
from sla_catalog.pages.edition import (
    BOUND,
    OVERVIEW,
    Edition,
    agreement_uri,
    kinds_in_order,
)
from sla_catalog.pages.rendering import NEAR_DAYS
from sla_catalog.reckoning.coverage import step_extent
from sla_catalog.resolved.cases import Case
from sla_catalog.resolved.promises import Promise, Promised, Strand
from sla_catalog.resolved.ranking import span_of
from sla_catalog.resolved.term import Follows, term_on

MOST_TARGETS = 3
SERVICE = "service"
_FILES = (WORKBOOK, METRICS, CATALOG, CALENDAR)
_SHOWN_FIRST = ("availability", "response_time", "rto", "resolution_time")


def overview_view(edition: Edition) -> OverviewView:
    """Lay out the overview."""
    sheets = [Sheet(a, edition, OVERVIEW) for a in agreements_in_order(edition)]
    groups = tuple(
        group for kind in kinds_in_order() if (group := _group(edition, kind, sheets)).agreements
    )
    today = Day(edition.today.isoformat(), edition.wording.day(edition.today))
    return OverviewView(
        title=edition.labels["overview.title"],
        lead=edition.labels["overview.lead"],
        counts=tuple(_counts(edition, sheets)),
        as_of=today,
        total=len(sheets),
        groups=groups,
        actions=(*_print_all(edition), *downloads(edition.labels, _FILES)),
    )


def _print_all(edition: Edition) -> Iterator[Link]:
    if edition.is_bound:
        yield Link(edition.labels["bound.open"], PageAt(BOUND), quiet=True)


def _group(edition: Edition, kind: Kind, sheets: list[Sheet]) -> Group:
    of_kind = (sheet.agreement for sheet in sheets if sheet.agreement.kind is kind)
    listed = [edition.recall("listed", agreement, _listed) for agreement in of_kind]
    return Group(
        kind.upper(),
        edition.labels[f"kind.{kind}.plural"],
        edition.labels[f"kind.{kind}.note"],
        tuple(listed),
    )


def agreements_in_order(edition: Edition) -> list[Agreement]:
    """Sort all agreements as `in_order` does."""
    return in_order(edition.catalog.agreements)


def in_order(agreements: Iterable[Agreement]) -> list[Agreement]:
    """Sort agreements by kind and title; what is no longer in force comes last in its kind."""
    kinds = kinds_in_order()
    return sorted(agreements, key=lambda a: (kinds.index(a.kind), a.is_over, a.title.lower(), a.id))


def _listed(agreement: Agreement, edition: Edition) -> Listed:
    sheet = Sheet(agreement, edition, OVERVIEW)
    numbers = [agreement.reference] if agreement.reference else []
    numbers += [agreement.version] if isinstance(agreement.version, str) else []
    states = sheet.coverage
    status = agreement.state
    inactive = status is not Status.ACTIVE
    return Listed(
        title=Link(agreement.title, PageAt(agreement_uri(agreement.id)), quiet=True, strong=True),
        numbers=tuple(numbers),
        parties=_parties(sheet),
        tags=agreement.tags or (),
        targets=tuple(key_targets(sheet)),
        steps=tuple(
            (
                sheet.label(f"section.{STEP_ANCHORS[step - 1]}"),
                State(step_extent(parts)),
            )
            for step, parts in states.items()
        ),
        status_icon=sheet.edition.status_icon(agreement),
        status_ahead=sheet.edition.status_ahead(agreement),
        status=sheet.words.choice(status),
        status_note=sheet.label("not.in.force") if inactive else "",
        next_date=next_date(sheet),
        owner=sheet.edition.catalog.party_name(agreement.owner),
    )


def _parties(sheet: Sheet) -> Line:
    providers, customers = map(sheet.in_role, (Role.PROVIDER, Role.CUSTOMER))
    return (*providers, Icon("arrow-right"), *(customers or (NOT_STATED,)))


def key_targets(sheet: Sheet, service: str = "") -> Iterator[Line]:
    """Yield the targets that people look for first, or those of a service, a line for each metric.

    For a service those that name it come first, and those that name only others never do. Where no
    figure is stated, what is said instead is.
    """
    found = [(one, _for_service(one, service)) for one in resolved_metrics(sheet)]
    stated = [(one, of) for one, of in found if any(promise.target for promise in of)]
    order = {name: place for place, name in enumerate(_SHOWN_FIRST)}

    def place(pair: tuple[Promised, tuple[Promise, ...]]) -> tuple[bool, int]:
        one, of = pair
        kind = order.get(one.kind.id if one.kind else "", len(order))
        return (bool(service) and not _names_service(one, of), kind)

    for one, of in sorted(stated, key=place)[:MOST_TARGETS]:
        for strand in one.strands:
            own = set(strand.promises)
            promises = [p for p in of if p.target and p in own]
            if promises:
                yield _target(sheet, one, strand, promises, service)
    if not stated:
        yield from _absences(sheet, found)


def _for_service(resolved: Promised, service: str) -> tuple[Promise, ...]:
    if not service or SERVICE not in resolved.dimensions:
        return resolved.promises
    return resolved.meeting(Case(((SERVICE, service),)))


def _names_service(resolved: Promised, found: Iterable[Promise]) -> bool:
    return any(
        SERVICE in box for promise in found for box in resolved.when(promise.objective) or ()
    )


def _target(
    sheet: Sheet, resolved: Promised, strand: Strand, found: list[Promise], service: str
) -> Line:
    """Say what a metric promises: its ends where it differs by case, and whether it binds."""
    spreads = span_of(strand.layer, found).spreads
    figures = f"{sheet.label('and')} ".join(f"{spread_words(sheet, s)} " for s in spreads).strip()
    metric = resolved.metric
    words = [sheet.words.metric_within(metric, metric_name(sheet, metric))]
    condition = _condition(sheet, resolved, found, service)
    words += [condition] if condition else []
    mark = firmness_line(sheet, found[0])
    return (Strong(figures), Soft(", ".join(words)), *mark)


def _condition(sheet: Sheet, resolved: Promised, found: Sequence[Promise], service: str) -> str:
    """Say for which cases there is a figure, if not for all; not the service, where it is known."""
    names = {promise.objective.name or "" for promise in found}
    name = next(iter(names)) if len(names) == 1 else ""
    cases = dict.fromkeys(promise.case for promise in found)
    if not resolved.is_bounded or len(cases) == len(_cases(resolved, service)):
        return name
    others = [name for name in resolved.dimensions if name != SERVICE or not service]
    apart = dict.fromkeys(case.within(others) for case in cases)
    return sheet.words.case(sheet.agreement, name, resolved.condition_for(apart))


def _cases(resolved: Promised, service: str) -> Sequence[Case]:
    if not service or SERVICE not in resolved.dimensions:
        return resolved.cases
    return [case for case in resolved.cases if case[SERVICE] == service]


def _absences(sheet: Sheet, found: list[tuple[Promised, tuple[Promise, ...]]]) -> Iterator[Line]:
    """Say how promises are absent, once for each way, as short as a list asks for."""
    told: dict[str, str] = {}
    if isinstance(sheet.agreement.metrics, Absence):
        told[sheet.agreement.metrics.kind] = ""
    for one, of in found:
        absences = [one.absence, *(promise.absence for promise in of)]
        for absence in absences:
            if absence:
                told.setdefault(absence.kind, metric_name(sheet, one.metric))
    for kind, name in told.items():
        yield (Absent(State(kind)), *([Soft(name)] if name else []))


def next_date(sheet: Sheet) -> Cell:
    """Say what comes next: what replaces an agreement, else its next review or end."""
    agreement = sheet.agreement
    if agreement.superseded_by and not isinstance(agreement.superseded_by, Absence):
        by = sheet.label("superseded.by")
        return Cell(((Soft(by), agreement_link(sheet, agreement.superseded_by)),))
    moments = sorted(_moments(sheet))
    if not moments:
        return Cell(((NOT_STATED,),))
    day, kind = moments[0]
    first: Line = (Strong(sheet.words.short_day(day)),)
    return Cell((first, (sheet.edition.distance(day, kind, named=True),)))


def _moments(sheet: Sheet) -> Iterator[tuple[date, str]]:
    if sheet.agreement.is_over:
        return
    review = sheet.agreement.review
    if isinstance(review, Review) and review.next_day:
        yield review.next_day, "review"
    term = term_on(sheet.agreement, sheet.edition.today)
    if not term.last or term.has_ended(sheet.edition.today):
        return
    if term.last_for_notice and term.last_for_notice >= sheet.edition.today:
        yield term.last_for_notice, "notice"
    if term.follows is not Follows.OPEN_END:
        yield term.last, "renewal" if term.follows is Follows.RENEWAL else "end"


def _counts(edition: Edition, sheets: list[Sheet]) -> Iterator[tuple[str, str, str]]:
    moments = [moment for sheet in sheets for moment in _moments(sheet)]
    days = [((day - edition.today).days, kind) for day, kind in moments]
    overdue = sum(1 for d, kind in days if kind == "review" and d < 0)
    near = sum(1 for d, kind in days if kind == "review" and 0 <= d <= NEAR_DAYS["review"])
    ending = sum(1 for d, kind in days if kind == "end" and 0 <= d <= NEAR_DAYS["end"])
    for icon, count, key in (
        ("alarm", overdue, "count.overdue"),
        ("calendar", near, "count.near"),
        ("calendar", ending, "count.ending"),
    ):
        yield icon, str(count), edition.labels[f"{key}.one" if count == 1 else key]
