"""The page of an agreement's history: what became weaker or stronger, and what held when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sla_catalog.model.agreement import Agreement
from sla_catalog.pages.addresses import FileAt, PageAt
from sla_catalog.pages.blocks import Link
from sla_catalog.pages.context import OVERVIEW, RenderContext, agreement_uri
from sla_catalog.pages.proposal.by_version import MOST_VERSIONS, promises_by_version
from sla_catalog.pages.proposal.marks import mark_of
from sla_catalog.pages.proposal.versions import earlier_uris
from sla_catalog.pages.views.proposal import HistoryEntry, HistoryView
from sla_catalog.pages.wording import Wording
from sla_catalog.review.history import Recorded, periods
from sla_catalog.review.reported import CustomerEffect


def history_uri(agreement: str) -> str:
    """Return the source path of the page."""
    return f"agreements/{agreement}/history.md"


def has_history(agreement: str, context: RenderContext) -> bool:
    """Tell whether something was recorded after the first state; else there is nothing to tell."""
    return len(context.history.get(agreement, ())) > 1


def history_view(agreement: Agreement, context: RenderContext) -> HistoryView:
    """Lay out the page, newest first."""
    words = context.labels
    states = context.history.get(agreement.id, ())
    return HistoryView(
        title=words["history.title"].format(title=agreement.title),
        lead=words["history.lead"],
        crumbs=(
            Link(words["overview.title"], PageAt(OVERVIEW), quiet=True),
            Link(agreement.title, PageAt(agreement_uri(agreement.id)), quiet=True),
        ),
        actions=(Link(words["download.atom"], FileAt(f"agreements/{agreement.id}.atom"), True),),
        entries=tuple(_entries(agreement, states, context)),
        before=_before(states, context),
        visible=words["history.visible"] if context.is_for_some else "",
        by_version=promises_by_version(agreement, states, context),
        is_cut=words["history.by.version.newest"].format(count=MOST_VERSIONS)
        if len({state.version or state.commit for state in states}) > MOST_VERSIONS
        else "",
    )


def _entries(
    agreement: Agreement, states: tuple[Recorded, ...], context: RenderContext
) -> Iterator[HistoryEntry]:
    words, wording = context.labels, Wording(context.labels, context.catalog)
    held = {version: (first, last) for version, first, last in periods(agreement)}
    texts = earlier_uris(agreement, context)
    told: set[str] = set()
    for state in reversed(states):
        changes = [one for one in state.changes if one.direction is not CustomerEffect.SAME]
        # What changed under the number of a version that was followed was not in force as that.
        is_of_none = state.is_restated and state.version != states[-1].version
        days = None if is_of_none else held.get(state.version)
        period = _period(days, context, wording) if days and state.version not in told else ""
        if not is_of_none:
            told.add(state.version)
        notes = [words["history.first"]] if state is states[0] else []
        if state.unread:
            notes.append(words["history.unread"])
        elif not changes and state is not states[0]:
            notes.append(words["history.wording"])
        if state.is_restated:
            notes.append(words["history.restated"])
        yield HistoryEntry(
            anchor=f"commit-{state.commit[:12]}",
            day=words["history.recorded"].format(day=wording.day(state.day)),
            version=state.version,
            period=period,
            subject=state.subject,
            marks=tuple(
                mark_of(one, words, f"change-{state.commit[:12]}-{number}")
                for number, one in enumerate(changes, 1)
            ),
            notes=tuple(notes),
            text=Link(words["history.read"], PageAt(texts[state.commit]))
            if state.commit in texts
            else None,
            recorded="" if is_of_none else state.day.isoformat(),
            first=_first(state, days).isoformat() if days else "",
            last=days[1].isoformat() if days and days[1] else "",
            answer=_answer(state, _period(days, context, wording) if days else "", context),
        )


def _first(state: Recorded, days: tuple[date, date | None]) -> date:
    """Return the first day on which a text answers; a changed one does from its commit on."""
    return max(days[0], state.day) if state.is_restated else days[0]


def _before(states: tuple[Recorded, ...], context: RenderContext) -> str:
    first = context.wording.day(states[0].day) if states else ""
    return context.labels["history.before"].format(first=first)


def _answer(state: Recorded, period: str, context: RenderContext) -> str:
    """Say what held on `{day}`, which stays for the script to fill in."""
    words, day = context.labels, context.wording.day(state.day)
    if not state.version:
        return words["history.answer.text"].format(day="{day}", recorded=day)
    if not period:
        key = "history.answer.recorded"
        return words[key].format(day="{day}", version=state.version, recorded=day)
    return words["history.answer"].format(day="{day}", version=state.version, period=period)


def _period(held: tuple[date, date | None], context: RenderContext, wording: Wording) -> str:
    first, last = held
    if last is None:
        return context.labels["history.from"].format(first=wording.day(first))
    return context.labels["history.between"].format(
        first=wording.day(first), last=wording.day(last)
    )
