"""Pages of earlier versions of agreements: what held once, and what changed since."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set
from dataclasses import replace
from datetime import date, timedelta

from sla_catalog.frozen import dataclass
from sla_catalog.model.header import Status
from sla_catalog.pages.addresses import Addresses, FileAt, PageAt, Target
from sla_catalog.pages.agreement.former import ICONS
from sla_catalog.pages.agreement.view import agreement_view
from sla_catalog.pages.blocks import Distance, Line, Link, Text
from sla_catalog.pages.context import GLOSSARY, OVERVIEW, RenderContext, agreement_uri
from sla_catalog.pages.page_headers import SHORT_COMMIT, stylesheet
from sla_catalog.pages.proposal.history import history_uri
from sla_catalog.pages.proposal.marks import mark_of
from sla_catalog.pages.proposal.versions import EarlierVersion, version_until
from sla_catalog.pages.sections import ProposedChanges
from sla_catalog.pages.views.agreement import AgreementView, IdentityColumn
from sla_catalog.resolved.term import TermStatus, coming_text
from sla_catalog.review.history import since
from sla_catalog.review.reported import CustomerEffect, ReportedChange

_MOST_MARKS = 5  # of what changed since; the history tells all


@dataclass(frozen=True, slots=True)
class PastAddresses(Addresses):
    """Addresses as the page of an earlier version writes them: only what is there now is led to.

    Links within the agreement stay on the page. What has no page any more leads to the overview.
    """

    own: str = ""
    at: str = ""
    known: Set[str] = frozenset()
    terms: Callable[[str], bool] = bool

    def href(self, target: Target, seen_from: str) -> str:
        """Return the address of a target."""
        here = self.at if seen_from == self.own else seen_from
        return Addresses.href(self, self._now(target), here)

    def _now(self, target: Target) -> Target:
        if not isinstance(target, PageAt):
            return target
        if target.uri == self.own and target.anchor:
            return PageAt(self.at, target.anchor)
        if target.uri not in self.known:
            return PageAt(OVERVIEW)
        is_kept = target.uri == GLOSSARY and self.terms(target.anchor.removeprefix("term-"))
        return target if is_kept else PageAt(target.uri)


def past_addresses(
    version: EarlierVersion, context: RenderContext, addresses: Addresses, known: Set[str]
) -> PastAddresses:
    """Return the addresses of the page of an earlier version; `known` are the pages of the site."""
    return PastAddresses(
        addresses.directory_urls,
        addresses.between_sources,
        own=agreement_uri(version.text.name),
        at=version.uri,
        known=known | context.handbook,
        terms=lambda name: context.term(name, version.uri) is not None,
    )


def past_context(
    version: EarlierVersion, context: RenderContext, addresses: PastAddresses
) -> RenderContext:
    """Return the context of an earlier version: the catalog of its time, on its day."""
    past = RenderContext(
        version.text.catalog,
        version.day,
        context.labels,
        addresses.href,
        revision=version.recorded.commit[:SHORT_COMMIT] if context.revision else "",
        handbook=context.handbook,
        marking=context.marking,
        catalog_name=context.catalog_name,
        is_past=True,
    )
    # Whom names mean, what replaced what and where terms are listed is asked of today: links lead
    # there. These are cached properties, each of which would walk the whole catalog of that time.
    names = ["directory", "succession", "_own_terms", "_prose"]
    if version.text.catalog.terms == context.catalog.terms:
        names.append("terms")
    vars(past).update({name: getattr(context, name) for name in names})
    return past


def earlier_title(version: EarlierVersion, context: RenderContext) -> str:
    """Return the title of the page of an earlier version."""
    title, words = version.agreement.title, context.labels
    if version.recorded.version:
        return words["earlier.title"].format(title=title, version=version.recorded.version)
    day = context.wording.day(version.recorded.day)
    return words["earlier.title.recorded"].format(title=title, day=day)


def earlier_view(version: EarlierVersion, now: RenderContext, past: RenderContext) -> AgreementView:
    """Lay out the page of an earlier version; `now` is the context of the site."""
    view = agreement_view(version.as_recorded, past)
    status = _status(version, now)
    return replace(
        view,
        actions=(),
        status_icon="active" if _last_day_ahead(version, now) else "superseded",
        status=status,
        status_ahead=None,
        identity=tuple(_as_it_was(one, now) for one in view.identity),
        source_lines=(*view.source_lines[:-1], _source(version, now)),
        succession=(),
        cover=replace(view.cover, notice=status) if view.cover else None,
        page_header=FileAt(version.stylesheet_uri),
        proposed=_notice(version, now),
    )


def earlier_stylesheet(version: EarlierVersion, now: RenderContext, past: RenderContext) -> str:
    """Return the print stylesheet of an earlier version, which is named so on every sheet."""
    last = _last_day_ahead(version, now)
    words = now.labels["print.earlier.until"].format(day=now.wording.day(last)) if last else ""
    return stylesheet(version.as_recorded, past, words or now.labels["print.earlier"])


def _last_day_ahead(version: EarlierVersion, now: RenderContext) -> date | None:
    """Return the last day of a version that still holds, since the present one is ahead."""
    text = coming_text(version.agreement, now.today)
    if text is None or version.agreement.state is not Status.ACTIVE:
        return None
    is_it = version.recorded.version == version_until(text, version.agreement, now)
    return text.first - timedelta(days=1) if version.recorded.version and is_it else None


def _status(version: EarlierVersion, now: RenderContext) -> str:
    last = _last_day_ahead(version, now)
    if last is None:
        return now.labels["earlier.status"]
    return now.labels["earlier.status.until"].format(day=now.wording.short_day(last))


def _as_it_was(column: IdentityColumn, now: RenderContext) -> IdentityColumn:
    """Return a fact without what is true of today alone: that it is in force, and for how long."""
    lines = tuple(
        line for line in column.cell.lines if not any(isinstance(one, Distance) for one in line)
    )
    in_force = now.labels[f"term.{TermStatus.IN_FORCE}"]
    is_term = column.label == in_force
    label = now.labels[f"term.{TermStatus.NOT_IN_FORCE}"] if is_term else column.label
    return IdentityColumn(label, replace(column.cell, lines=lines))


def _source(version: EarlierVersion, now: RenderContext) -> tuple[str, Line]:
    path = version.text.catalog.paths[version.as_recorded.id]
    # Where the site says no revision, a commit might tell of more than its readers may see.
    key = "earlier.source.revision" if now.revision else "earlier.source"
    words = now.labels[key].format(
        path=path,
        revision=version.recorded.commit[:SHORT_COMMIT],
        day=now.wording.day(version.recorded.day),
    )
    return now.labels["this.page"], (Text(words),)


def _notice(version: EarlierVersion, now: RenderContext) -> ProposedChanges:
    words = now.labels
    changes = since(version.text, version.agreement, now.catalog, now.today)
    told = [one for one in changes if one.direction is not CustomerEffect.SAME]
    links = (
        Link(_name_of_present(version, now), PageAt(agreement_uri(version.agreement.id))),
        Link(words["earlier.since"], PageAt(history_uri(version.agreement.id))),
    )
    marks = tuple(
        mark_of(one, words, f"since-{number}") for number, one in enumerate(told[:_MOST_MARKS], 1)
    )
    return ProposedChanges(
        _held(version, now),
        tuple(_counts(told, now)),
        links,
        marks,
        title=_status(version, now),
        is_earlier=True,
    )


def _name_of_present(version: EarlierVersion, now: RenderContext) -> str:
    last = _last_day_ahead(version, now)
    if last is None:
        return now.labels["earlier.now"]
    day = now.wording.short_day(last + timedelta(days=1))
    return now.labels["earlier.next"].format(day=day)


def _held(version: EarlierVersion, now: RenderContext) -> str:
    said = [_when(version, now)]
    if version.restated:
        days = ", ".join(now.wording.day(one) for one in dict.fromkeys(version.restated))
        said.append(now.labels["earlier.restated"].format(day=days))
    return " ".join(said)


def _when(version: EarlierVersion, now: RenderContext) -> str:
    words, wording = now.labels, now.wording
    recorded = words["earlier.recorded"].format(
        day=wording.day(version.recorded.day), following=wording.day(version.following)
    )
    if version.first is None or _last_day_ahead(version, now):
        return recorded
    last = version.last or version.following - timedelta(days=1)
    held = words["earlier.held"].format(first=wording.day(version.first), last=wording.day(last))
    return f"{held} {recorded}"


def _counts(changes: list[ReportedChange], now: RenderContext) -> Iterator[tuple[str, str, str]]:
    for direction, icon in ICONS.items():
        number = sum(one.direction is direction for one in changes)
        if number:
            yield icon, now.labels.counted(f"earlier.count.{direction}", number), str(number)
