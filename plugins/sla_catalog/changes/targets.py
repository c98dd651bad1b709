"""What one promise differs in from another: figure, period, statistic, how binding it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from sla_catalog.calculation.downtime import Budget
from sla_catalog.calculation.duration_format import format_basis, format_duration
from sla_catalog.calculation.worktime import WorkingCalendar
from sla_catalog.changes.change import ChangeDirection, Effect
from sla_catalog.changes.clocks import are_of_other_clocks, of_other_clocks
from sla_catalog.changes.difference import Difference
from sla_catalog.changes.effects import amount_gap, times_as_long, times_as_much
from sla_catalog.changes.kinds import KINDS
from sla_catalog.changes.values import canonical, is_unknown, ordered, shown
from sla_catalog.changes.windows import window_difference
from sla_catalog.model.metric_types import BetterDirection as Better
from sla_catalog.model.metrics import Commitment
from sla_catalog.model.operators import Operator
from sla_catalog.model.quantities import (
    ElapsedTime,
    WorkingTime,
    as_decimal,
    plain,
)
from sla_catalog.model.targets import Deadline, ScaleStep, Share, Target
from sla_catalog.resolved.promise_values import Promise
from sla_catalog.resolved.ranking import amount_of

_BY_TYPE = {
    "availability": "availability-target-lowered",
    "response_time": "response-time-lengthened",
    "update_interval": "update-interval-lengthened",
    "resolution_time": "restore-time-lengthened",
    "workaround_time": "restore-time-lengthened",
    "mttr": "restore-time-lengthened",
    "throughput": "capacity-lowered",
    "capacity": "capacity-lowered",
    "volume": "capacity-lowered",
    "durability": "durability-or-retention-lowered",
    "retention": "durability-or-retention-lowered",
}
_STRICT = {Operator.MORE_THAN: Operator.AT_LEAST, Operator.LESS_THAN: Operator.AT_MOST}
_ORDER = tuple(Commitment)


def differing(before: Promise | None, after: Promise | None) -> Iterator[Difference]:
    """Yield what differs between two promises for one case."""
    if before is None or after is None:
        one = after or before
        if one is not None and (one.target is not None or one.absence is not None):
            yield _alone(one, is_new=before is None)
        return
    target = _of_target(before, after)
    if target is not None:
        yield target
    if (before.target is None) != (after.target is None):
        return
    yield from filter(
        None,
        (
            window_difference(before, after),
            _of_statistic(before, after),
            _of_compliance(before, after),
            _of_commitment(before, after),
        ),
    )


def _alone(promise: Promise, *, is_new: bool) -> Difference:
    text = _target_text(promise)
    kind = "coverage-widened" if is_new else "coverage-narrowed"
    customer = ChangeDirection.BETTER if is_new else ChangeDirection.WORSE
    if promise.target is None:
        kind, customer = "term-reworded", ChangeDirection.UNKNOWN
    value = canonical_target(promise)
    texts = ("", text) if is_new else (text, "")
    values = ("", value) if is_new else (value, "")
    return Difference("target", kind, customer, *texts, *values)


def is_figure_kept(before: Promise, after: Promise) -> bool:
    """Tell whether two promises name the same figure, or both none."""
    return canonical_target(before) == canonical_target(after)


def _target_text(promise: Promise) -> str:
    if promise.target is not None:
        return shown(promise.target)
    return shown(promise.absence) if promise.absence else ""


def canonical_target(promise: Promise) -> str:
    """Return a target with its operator, equal for those that mean the same."""
    if promise.target is None:
        return canonical(promise.absence)
    return f"{promise.operator or ''} {canonical(promise.target.value)}".strip()


def _of_target(before: Promise, after: Promise) -> Difference | None:
    texts = (_target_text(before), _target_text(after))
    values = (canonical_target(before), canonical_target(after))
    if values == values[::-1]:
        if texts[0] == texts[1]:
            return None
        same = ChangeDirection.SAME
        return Difference("target", "value-respelled", same, *texts, *values)
    if before.target is None or after.target is None:
        return _of_absence(before, after, texts, values)
    kind, customer, effect = _judged(before, after, before.target, after.target)
    return Difference("target", kind, customer, *texts, *values, effect)


def _of_absence(
    before: Promise, after: Promise, texts: tuple[str, str], values: tuple[str, str]
) -> Difference:
    if any(is_unknown(one.absence) for one in (before, after)):
        return Difference("target", "term-reworded", ChangeDirection.UNKNOWN, *texts, *values)
    by_severity = any(one.case["severity"] is not None for one in (before, after))
    if after.target is not None:
        kind = "severity-matrix-cell-added" if by_severity else "value-set"
        return Difference("target", kind, ChangeDirection.BETTER, *texts, *values)
    if before.target is not None:
        kind = "severity-matrix-cell-removed" if by_severity else "value-removed"
        return Difference("target", kind, ChangeDirection.WORSE, *texts, *values)
    return Difference("target", "term-reworded", ChangeDirection.UNKNOWN, *texts, *values)


def _judged(
    before: Promise, after: Promise, old: Target, new: Target
) -> tuple[str, ChangeDirection, Effect | None]:
    worse = _BY_TYPE.get(after.kind.id if after.kind else "", "threshold-relaxed")
    if (before.kind, before.direction) != (after.kind, after.direction):
        return "term-reworded", ChangeDirection.UNKNOWN, None  # it is a figure of something else
    times = _exact_times(before, after)
    is_equal = times is not None and times[0] == times[1]
    if (is_equal or old.value == new.value) and before.operator != after.operator:
        return "comparator-changed", _stricter(before.operator, after.operator), None
    if is_equal:
        return "value-respelled", ChangeDirection.SAME, None
    if not times and are_of_other_clocks(before, after):
        clock = of_other_clocks(before, after, worse)
        if clock is not None:
            return clock
    sign = _sign(before, after)
    if not sign or after.direction is None:
        return "term-reworded", ChangeDirection.UNKNOWN, None
    is_better = (sign > 0) == (after.direction is Better.HIGHER)
    kind = KINDS[worse].mirror if is_better else worse
    customer = ChangeDirection.BETTER if is_better else ChangeDirection.WORSE
    if not _is_of_other_minutes(before, after):
        return kind, customer, _effect(before, after)
    if _is_kept_by_other_minutes(*((before, after) if is_better else (after, before))):
        return kind, customer, of_other_minutes(before, after)
    return "metric-replaced", ChangeDirection.UNKNOWN, of_other_minutes(before, after)


def _is_of_other_minutes(before: Promise, after: Promise) -> bool:
    """Tell whether two availabilities are shares of different minutes."""
    if after.kind is None or after.kind.id != "availability":
        return False
    weeks = [
        "all" if _is_endless(week) else week and (week.hours.minutes(), week.timezone)
        for week in (before.measured, after.measured)
    ]
    is_in_words = before.measured is None or after.measured is None
    over = before.measured_over, after.measured_over
    return over[0] != over[1] if is_in_words else weeks[0] != weeks[1]


def _is_kept_by_other_minutes(looser: Promise, stricter: Promise) -> bool:
    """Tell whether who keeps the stricter of two shares of different minutes keeps the other too.

    No more downtime is allowed in all the minutes of the other one, and in further ones.
    """
    budgets = looser.allowed_downtime, stricter.allowed_downtime
    weeks = looser.measured, stricter.measured
    if budgets[0] is None or budgets[1] is None or weeks[0] is None or weeks[1] is None:
        return False
    if canonical(looser.window) != canonical(stricter.window):
        return False
    is_wider = _is_endless(weeks[1]) or (
        weeks[0].timezone == weeks[1].timezone
        and weeks[0].hours.minutes() <= weeks[1].hours.minutes()
    )
    return is_wider and all(
        getattr(budgets[1], name) <= getattr(budgets[0], name)
        for name in ("shortest", "headline", "longest")
    )


def _is_endless(week: WorkingCalendar | None) -> bool:
    return week is not None and week.is_around_the_clock


def of_other_minutes(before: Promise, after: Promise) -> Effect | None:
    """Say what two shares of different minutes allow; None where that is not known."""
    budgets = before.allowed_downtime, after.allowed_downtime
    if budgets[0] is None or budgets[1] is None:
        return None
    was, now = _allowed(budgets[0]), _allowed(budgets[1])
    return Effect(f"a share of other minutes: {was}, now {now}")


def _allowed(budget: Budget) -> str:
    return f"{format_duration(budget.headline)} of downtime in {format_basis(budget.basis)}"


def _stricter(old: Operator | None, new: Operator | None) -> ChangeDirection:
    if new is not None and _STRICT.get(new) is old:
        return ChangeDirection.BETTER
    if old is not None and _STRICT.get(old) is new:
        return ChangeDirection.WORSE
    return ChangeDirection.UNKNOWN


def _sign(before: Promise, after: Promise) -> int | None:
    """Return 1 where a figure rose and -1 where it fell, None without an order."""
    old, new = before.value, after.value
    if isinstance(old, Deadline) and isinstance(new, Deadline):
        if old.business is not new.business:
            return None
        points = [(one.next_day, one.time or "24:00") for one in (old, new)]
        return (points[1] > points[0]) - (points[1] < points[0])
    if isinstance(old, ScaleStep) and isinstance(new, ScaleStep):
        scale = after.metric.scale or ()
        if scale != before.metric.scale or not {old.name, new.name} <= set(scale):
            return None
        return scale.index(new.name) - scale.index(old.name)
    times = _exact_times(before, after)
    if times is not None:
        return 1 if times[1] > times[0] else -1
    return ordered(amount_of(before), amount_of(after))


def _exact_times(before: Promise, after: Promise) -> tuple[Fraction, Fraction] | None:
    """Return two times as they pass on the wall, whenever they begin; None where that matters."""
    was, now = _exact_time(before), _exact_time(after)
    return None if was is None or now is None else (was, now)


def _exact_time(promise: Promise) -> Fraction | None:
    """Return the length of a time; working time has one in hours that never end."""
    if isinstance(promise.value, ElapsedTime):
        return promise.value.seconds
    is_on_end = promise.working is not None and promise.working.is_around_the_clock
    nominal = _nominal(promise)
    return nominal or None if is_on_end or promise.worst_case == nominal else None


def _nominal(promise: Promise) -> Fraction:
    """Return a time as if its hours ran on end; a business day is the hours of none."""
    match promise.value:
        case ElapsedTime() as length:
            return length.seconds or Fraction(0)
        case WorkingTime(number=number, unit=unit):
            factor = {"business minutes": 60, "business hours": 3600}.get(unit, 0)
            return Fraction(number) * factor
        case _:
            return Fraction(0)


def _effect(before: Promise, after: Promise) -> Effect | None:
    old, new = before.allowed_downtime, after.allowed_downtime
    if old is not None and new is not None and before.window == after.window:
        added = new.headline - old.headline
        factor = new.headline / old.headline if old.headline else None
        span = format_basis(new.basis)
        word = "more" if added > 0 else "less"
        text = f"{format_duration(abs(added))} {word} downtime in {span}{times_as_much(factor)}"
        if new.shortest != new.longest:
            ends = [
                abs(n - o) for n, o in ((new.shortest, old.shortest), (new.longest, old.longest))
            ]
            least, most = map(format_duration, ends)
            text += f" ({least} to {most} by the length of the period)"
        return Effect(text, added, str(after.window), span, factor)
    times = _exact_times(before, after)
    if times is not None and times[0]:
        was, now = times
        shorter = "shorter" if after.direction is Better.HIGHER else "sooner"
        word = "longer" if now > was else shorter
        factor = now / was
        gap = amount_gap(before.value, after.value) or format_duration(abs(now - was))
        text = f"{gap} {word}{times_as_long(factor)}"
        return Effect(text, now - was, factor=factor)
    waits = before.worst_case, after.worst_case
    if waits[0] is not None and waits[1] is not None:
        text = f"longest wait {format_duration(waits[0])}, now {format_duration(waits[1])}"
        return Effect(text, waits[1] - waits[0], basis="the worst moment to ask")
    return None


def _of_statistic(before: Promise, after: Promise) -> Difference | None:
    old, new = before.statistic or "", after.statistic or ""
    if old == new:
        return None
    texts = (old or "not stated", new or "not stated")
    ends = [re.fullmatch(r"[pP]([0-9]{1,9}(?:\.[0-9]{1,9})?)", one.strip()) for one in (old, new)]
    if not ends[0] or not ends[1]:
        return Difference("statistic", "metric-replaced", ChangeDirection.UNKNOWN, *texts, old, new)
    shares = [Fraction(match[1]) for match in ends if match]
    is_lower = shares[1] < shares[0]
    if after.direction is Better.HIGHER:
        return Difference("statistic", "metric-replaced", ChangeDirection.UNKNOWN, *texts, old, new)
    gap = plain(as_decimal(abs(shares[0] - shares[1])))
    verb = "no longer covered" if is_lower else "covered as well"
    effect = Effect(f"{gap} of 100 requests are {verb}")
    kind = "percentile-lowered" if is_lower else "percentile-raised"
    customer = ChangeDirection.WORSE if is_lower else ChangeDirection.BETTER
    return Difference("statistic", kind, customer, *texts, old, new, effect)


def _of_compliance(before: Promise, after: Promise) -> Difference | None:
    old, new = before.compliance, after.compliance
    values = (canonical(old), canonical(new))
    if values[0] == values[1]:
        return None
    texts = (shown(old) or "every case", shown(new) or "every case")
    if old is None or new is None:
        is_lower = new is not None
    else:
        sign = ordered(old, new)
        if sign is None:
            unknown = ChangeDirection.UNKNOWN
            return Difference("compliance", "metric-replaced", unknown, *texts, *values)
        is_lower = sign < 0
    kind = "percentile-lowered" if is_lower else "percentile-raised"
    customer = ChangeDirection.WORSE if is_lower else ChangeDirection.BETTER
    effect = _covered(old, new, is_lower=is_lower)
    return Difference("compliance", kind, customer, *texts, *values, effect)


def _covered(old: Share | None, new: Share | None, *, is_lower: bool) -> Effect | None:
    """Say how many more or fewer of a hundred a time counts for; without a share it is all."""
    known = new or old
    if known is None:
        return None
    shares = [Fraction(one.percentage.number) if one else Fraction(100) for one in (old, new)]
    gap = plain(as_decimal(abs(shares[0] - shares[1])))
    verb = "no longer covered" if is_lower else "covered as well"
    return Effect(f"{gap} of 100 {known.noun} are {verb}")


def _of_commitment(before: Promise, after: Promise) -> Difference | None:
    old = before.commitment or Commitment.GUARANTEED
    new = after.commitment or Commitment.GUARANTEED
    if old is new:
        return None
    is_weaker = _ORDER.index(new) > _ORDER.index(old)
    weaker = new if is_weaker else old
    is_effort = weaker is Commitment.REASONABLE_EFFORTS
    kind = "effort-standard-added" if is_effort else "commitment-became-goal"
    kind = kind if is_weaker else KINDS[kind].mirror
    customer = ChangeDirection.WORSE if is_weaker else ChangeDirection.BETTER
    texts = (str(old).replace("_", " "), str(new).replace("_", " "))
    said = _BINDING[is_effort]
    effect = Effect(said[0] if is_weaker else said[1]) if _is_of_force(old, new) else None
    return Difference("commitment", kind, customer, *texts, str(old), str(new), effect)


# What is lost and gained where the weaker of two is a goal, and where it is one of efforts.
_BINDING = {
    False: ("no longer enforceable", "enforceable now"),
    True: ("efforts are owed now, not the result", "the result is owed now, not efforts alone"),
}


def _is_of_force(old: Commitment, new: Commitment) -> bool:
    """Tell whether one of two promises can be enforced, and the other one cannot as much."""
    return bool({old, new} & {Commitment.GUARANTEED, Commitment.REASONABLE_EFFORTS})
