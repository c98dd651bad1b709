"""The overview: every agreement on a line, by kind, with what it promises and its next date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from sla_catalog.model.agreement import Agreement, Kind, Status
from sla_catalog.model.fields import Absence
from sla_catalog.model.metrics import Metric, Objective
from sla_catalog.model.parties import Role
from sla_catalog.model.quantities import Target
from sla_catalog.model.reviews import Review
from sla_catalog.pages.addresses import PageAt
from sla_catalog.pages.agreement.numbers import STEP_ANCHORS
from sla_catalog.pages.agreement.parties import agreement_link
from sla_catalog.pages.agreement.sheet import NOT_STATED, Sheet
from sla_catalog.pages.agreement.targets import condition_of, metric_name, target_line
from sla_catalog.pages.blocks import (
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
from sla_catalog.reckoning.term import last_day_covered

MOST_TARGETS = 3
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
    """Yield the targets that people look for first, one for each metric, or those of a service."""
    metrics = [m for m in sheet.agreement.listed("metrics") if _first_target(m, service)]
    order = {name: place for place, name in enumerate(_SHOWN_FIRST)}

    def place(metric: Metric) -> int:
        kind = sheet.edition.catalog.kind_of(metric)
        return order.get(kind.id if kind else "", len(order))

    for metric in sorted(metrics, key=place)[:MOST_TARGETS]:
        cell = _first_target(metric, service)
        if cell:
            words = [
                sheet.words.within(metric_name(sheet, metric)),
                _condition(sheet, cell, service),
            ]
            yield (
                *target_line(sheet, metric, cell),
                Soft(", ".join(word for word in words if word)),
            )


def _first_target(metric: Metric, service: str) -> Objective | None:
    return next(
        (c for c in metric.promises if isinstance(c.target, Target) and _is_for(c, service)), None
    )


def _condition(sheet: Sheet, cell: Objective, service: str) -> str:
    """Say what a cell applies to; not the service, where that is known."""
    if not service:
        return condition_of(sheet, cell)
    when = ({n: v for n, v in one.items() if n != "service"} for one in cell.when or ())
    return sheet.words.conditions(sheet.agreement, tuple(one for one in when if one))


def _is_for(cell: Objective, service: str) -> bool:
    if not service or not cell.when:
        return True
    return any(service in condition.get("service", (service,)) for condition in cell.when)


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
    end = last_day_covered(sheet.agreement, sheet.edition.today)
    if end and end >= sheet.edition.today:
        yield end, "end"


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
