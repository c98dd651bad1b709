"""Promised times that run in hours that changed: how much later or sooner each of them ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from sla_catalog.calculation.duration_format import format_duration
from sla_catalog.calculation.outlasting import Timed, TimeGap, gap_between
from sla_catalog.changes.cases import in_words
from sla_catalog.changes.change import Change, Effect
from sla_catalog.changes.clocks import spread
from sla_catalog.changes.hours import canonical_hours
from sla_catalog.changes.layers import PromisePair
from sla_catalog.changes.pair import AgreementPair
from sla_catalog.changes.promises import promise_pairs
from sla_catalog.frozen import dataclass
from sla_catalog.model.calendars import Hours
from sla_catalog.resolved.lasting import length_of
from sla_catalog.resolved.promise_values import Promise

_KINDS = frozenset(
    {
        "support-hours-narrowed",
        "support-hours-widened",
        "support-hours-shifted",
        "timezone-changed",
        "holiday-calendar-changed",
    }
)
_MOST_TOLD = 3
_MOST_LOOKED_AT = 24  # each may be followed through years of holidays


@dataclass(frozen=True, slots=True)
class _Time:
    """A promised time in other hours now, with its cases and all those of its metric."""

    cells: tuple[PromisePair, ...]
    every: tuple[PromisePair, ...]
    before: Promise
    after: Promise


def with_times(pair: AgreementPair, changes: Iterable[Change]) -> Iterator[Change]:
    """Yield changes; of other hours with the promised times that run in them."""
    found = tuple(changes)
    of_hours = [one for one in found if one.kind.id in _KINDS]
    times = [*_times(pair)] if of_hours else []
    by_change: dict[int, list[_Time]] = {}
    for one in times:
        change = _source(pair, one, of_hours)
        if change is not None:
            by_change.setdefault(id(change), []).append(one)
    for change in found:
        told = _told(pair, by_change.get(id(change), ()))
        yield _with_text(change, told) if told else change


def _with_text(change: Change, text: str) -> Change:
    effect = change.effect or Effect("")
    full = "; ".join(filter(None, (effect.text, text)))
    return replace(change, effect=replace(effect, text=full))


def _times(pair: AgreementPair) -> Iterator[_Time]:
    """Yield the times that are promised as before, and run in other hours now."""
    old, new = pair.before.agreement, pair.after.agreement
    olds = {one.id: one for one in old.listed("metrics")} if old else {}
    for metric in new.listed("metrics") if new else ():
        if metric.id not in olds:
            continue
        cells = tuple(promise_pairs(pair, olds[metric.id], metric))
        groups: dict[tuple[object, ...], list[PromisePair]] = {}
        for cell in cells:
            was, now = cell.before, cell.after
            if was and now and was.runs_in_working_time and _is_in_other_hours(was, now):
                key = (length_of(now), was.working, now.working, was.runs_in, now.runs_in)
                groups.setdefault(key, []).append(cell)
        for group in groups.values():
            was, now = group[0].before, group[0].after
            if was and now:
                yield _Time(tuple(group), cells, was, now)


def _is_in_other_hours(before: Promise, after: Promise) -> bool:
    return (
        before.value == after.value
        and before.working is not None
        and after.working is not None
        and before.working != after.working
    )


def _source(pair: AgreementPair, time: _Time, changes: Sequence[Change]) -> Change | None:
    """Return the change of the hours in which a time runs: its own, those of support, all else."""
    hours = time.before.runs_in, time.after.runs_in
    if not isinstance(hours[0], Hours) or not isinstance(hours[1], Hours):
        return None
    calendar = f"calendars[{hours[1].calendar}].hours"
    values = canonical_hours(hours[0], pair.before), canonical_hours(hours[1], pair.after)
    same = [one for one in changes if _values(one) == values or one.path == calendar]
    own = time.after.metric.says(time.after.objective, "hours") is not None
    places = (f"metrics[{time.after.metric.id}]",) if own else ("support.hours", "service_hours")
    return next(
        (one for place in (*places, calendar) for one in same if one.path.startswith(place)), None
    )


def _values(change: Change) -> tuple[str, str]:
    before, after = change.before, change.after
    return before.value if before else "", after.value if after else ""


def _told(pair: AgreementPair, times: Sequence[_Time]) -> str:
    """Say of the times of a change when they end now, those that can end later first."""
    known = [(one, gap) for one in times[:_MOST_LOOKED_AT] if (gap := _gap(one)) is not None]
    known = [(one, gap) for one, gap in known if gap.sign != 0]
    ordered = sorted(known, key=lambda pair: pair[1].most <= 0)
    texts = [_text(pair, one, gap) for one, gap in ordered[:_MOST_TOLD]]
    left = len(known) - len(texts) + max(0, len(times) - _MOST_LOOKED_AT)
    return "; ".join([*texts, *([f"and {left} more"] if left else [])])


def _gap(time: _Time) -> TimeGap | None:
    lengths = length_of(time.before), length_of(time.after)
    if lengths[0] is None or lengths[1] is None:
        return None
    return gap_between(
        Timed(lengths[0], time.before.working), Timed(lengths[1], time.after.working)
    )


def _text(pair: AgreementPair, time: _Time, gap: TimeGap) -> str:
    metric, kind, agreement = time.after.metric, time.after.kind, pair.after.agreement
    name = metric.name or (kind.name if kind else metric.id)
    every = [cell.case for cell in time.every if cell.after and cell.after.target]
    words = in_words(agreement, [cell.case for cell in time.cells], every) if agreement else None
    where = f", {words.text}" if words and words.text else ""
    text = f"{name}{where}, {time.after.target}: {spread(gap, ('later', 'sooner'))}"
    waits = time.before.longest_wait, time.after.longest_wait
    if waits[0] is None or waits[1] is None or waits[0] == waits[1]:
        return text
    return f"{text}, longest wait {format_duration(waits[0])}, now {format_duration(waits[1])}"
