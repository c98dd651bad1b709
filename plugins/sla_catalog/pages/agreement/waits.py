"""How long working time can take on the wall, and which holidays are counted in that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from sla_catalog.model.quantities import NO_BREAK, as_decimal
from sla_catalog.pages.agreement.page import AgreementPage
from sla_catalog.resolved.cases import Case
from sla_catalog.resolved.holidays import holidays_counted_in
from sla_catalog.resolved.promise_values import Promise
from sla_catalog.resolved.promises import promised_by

MOST_WAITS = 3  # lengths on the wall that are said each with its cases


def worst_case_words(page: AgreementPage, found: Iterable[Promise]) -> str:
    """Say how long working time can take on the wall; empty where its hours are not known.

    It is called a maximum only where all holidays are listed; else the words say which are
    counted. Where the wait differs by case, each is said with its cases.
    """
    promises = tuple(found)
    by_wait = waits_of(promises)
    if all(one.worst_case is None for one in promises):
        return ""
    known = [one for one in promises if one.worst_case]
    counted = holidays_counted_in(known, page.agreement, page.context.catalog)
    last = counted.last
    key = "worst.case.listed" if last else "worst.case.plain"
    if counted.is_complete:
        key = "worst.case"
    if any(one.can_pause for one in known):
        key += ".paused"  # nothing limits how long a clock pauses
    return page.label(key).format(
        time=_wait_words(page, by_wait), last=page.words.day(last) if last else ""
    )


def waits_of(found: Iterable[Promise]) -> Mapping[Fraction | None, list[Promise]]:
    """Group promises by how long they take on the wall, which may not be known."""
    by_wait: dict[Fraction | None, list[Promise]] = {}
    for promise in found:
        by_wait.setdefault(promise.longest_wait, []).append(promise)
    return by_wait


def _wait_words(page: AgreementPage, by_wait: Mapping[Fraction | None, Sequence[Promise]]) -> str:
    """Say lengths on the wall, of several with their cases, of many the ends."""
    known = sorted(wait for wait in by_wait if wait is not None)
    times = [f"{page.words.number(as_decimal(wait / 3600, 2))}{NO_BREAK}h" for wait in known]
    if len(by_wait) == 1:
        return times[0]
    names = _told_apart_by([[one.case for one in group] for group in by_wait.values()])
    if len(known) > MOST_WAITS and len(known) == len(by_wait):
        named = (page.words.dimension(page.agreement, name) for name in names)
        words = ", ".join(map(page.words.within, named))
        by_dimensions = page.label("by.dimensions").format(dimensions=words)
        return f"{times[0]} {page.label('to')} {times[-1]} ({by_dimensions})"
    resolved = promised_by(page.agreement, by_wait[known[0]][0].metric, page.context.catalog)
    whens = (resolved.condition_for(p.case.within(names) for p in by_wait[wait]) for wait in known)
    cases = (page.words.conditions(page.agreement, when) for when in whens)
    return ", ".join(
        f"{time} ({words})" if words else time for time, words in zip(times, cases, strict=True)
    )


def _told_apart_by(groups: Sequence[Sequence[Case]]) -> tuple[str, ...]:
    """Return the dimensions that tell groups of cases apart: all, where some are not enough."""
    every = (one for group in groups for one in group)
    names = tuple(dict.fromkeys(name for one in every for name, _ in one.values))
    telling = [n for n in names if len({frozenset(one[n] for one in g) for g in groups}) > 1]
    short = [{one.within(telling) for one in group} for group in groups]
    is_enough = sum(map(len, short)) == len(set().union(*short))
    return tuple(telling) if telling and is_enough else names
