"""The highest credit that one miss, or one period, can earn under a whole agreement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from sla_catalog.frozen import dataclass
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.fields import Absence
from sla_catalog.model.metrics import Metric
from sla_catalog.model.remedies import Cap, CreditsCombine
from sla_catalog.resolved.cases import EVERY_CASE, Case, Condition, Space, can_meet, space_of
from sla_catalog.resolved.credits import (
    ALWAYS,
    CreditForm,
    Highest,
    ResolvedCredit,
    Sum,
    When,
    combination_of,
    credits_given,
    joined,
)
from sla_catalog.resolved.highest import highest_of
from sla_catalog.resolved.promises import promised_by

MOST_ADDED = 12
MOST_CASES = 200


@dataclass(frozen=True, slots=True)
class Total:
    """The highest credit of one form, and the credits that it is made of.

    Where `credits` have no limit, `limited` is the highest of those that have one.
    """

    highest: Highest
    credits: tuple[ResolvedCredit, ...]
    limited: Total | None = None


@dataclass(frozen=True, slots=True)
class CreditsOfCase:
    """What can be credited in one case: the credits that stand for it, and their totals by form.

    Where there are too many cases to look at each, it is one of all those in `boxes`, in which the
    same credits stand.
    """

    case: Case
    credits: tuple[ResolvedCredit, ...]
    totals: tuple[Total, ...]
    boxes: When = ALWAYS


def totals_of(agreement: Agreement, catalog: Catalog) -> tuple[Total, ...]:
    """Return the highest credit of each form in any case; see `totals_by_case`."""
    return _totals(agreement, catalog, credits_given(agreement, catalog))


def totals_by_case(agreement: Agreement, catalog: Catalog) -> tuple[CreditsOfCase, ...]:
    """Return the highest credits for each case that credits or their metrics tell apart.

    The sum of several where the agreement adds them. Credits are added only where one case can
    have them all and none excludes another. More than `MOST_ADDED` credits are not added: their
    total is not known.
    """
    space = space_of(agreement)
    listed = credits_given(agreement, catalog)
    held = [(one, space.condition(_held(agreement, one, catalog) or None)) for one in listed]
    capped = [
        {id(limit): space.condition(limit.cap.when or None) for limit in one.limits}
        for one in listed
    ]
    asked = [condition for _, condition in held]
    asked += [condition for one in capped for condition in one.values()]
    cases = _cases(space, asked)
    is_split = bool(cases)
    found = []
    for case, boxes in cases or ((EVERY_CASE, ALWAYS),):
        own = tuple(
            _in_case(one, caps, case) if is_split else one
            for (one, condition), caps in zip(held, capped, strict=True)
            if can_meet(condition, case)
        )
        found.append(CreditsOfCase(case, own, _totals(agreement, catalog, own), boxes))
    return tuple(found)


def _cases(space: Space, asked: Sequence[Condition]) -> tuple[tuple[Case, When], ...]:
    """Return each case that some conditions tell apart; of too many one for all that are alike."""
    if cases := space.cases(asked, most=MOST_CASES):
        return tuple((case, ALWAYS) for case in cases)
    distinct = [one for place, one in enumerate(asked) if one not in asked[:place]]
    choices = space.choices_of(distinct)
    return tuple(
        (Case(tuple((name, when[0].get(name, choices[name])[0]) for name in choices)), when)
        for _, when in space.parts(distinct, MOST_CASES)
        if when
    )


def _in_case(credit: ResolvedCredit, capped: Mapping[int, Condition], case: Case) -> ResolvedCredit:
    """Return a credit with the caps that limit it in a case."""
    if not any(limit.is_partial for limit in credit.limits):
        return credit
    return replace(
        credit,
        limits=tuple(
            replace(limit, is_partial=False)
            for limit in credit.limits
            if can_meet(capped[id(limit)], case)
        ),
    )


def _held(agreement: Agreement, credit: ResolvedCredit, catalog: Catalog) -> When:
    """Return the cases of a credit in which one of its metrics is promised at all."""
    missable = catalog.once("missable", agreement, _missable)
    wholes = [
        joined(credit.when, missable[id(metric)])
        for metric in agreement.listed("metrics")
        if metric.id in credit.record.metrics
    ]
    if not wholes or ALWAYS in wholes:
        return credit.when
    return tuple(one for whole in wholes for one in whole or ()) or credit.when


def _missable(agreement: Agreement, catalog: Catalog) -> Mapping[int, When]:
    metrics = agreement.listed("metrics")
    return {id(metric): _promised_in(agreement, metric, catalog) for metric in metrics}


def _promised_in(agreement: Agreement, metric: Metric, catalog: Catalog) -> When:
    """Return the cases in which a miss of a metric may be credited.

    Those that it denies by decision are not among them, and of a metric with promises not those
    with mere objectives.
    """
    resolved = promised_by(agreement, metric, catalog)
    said = [one for one in resolved.promises if not (one.absence and one.absence.none)]
    firm = [one for one in said if one.is_firm]
    found = firm if any(one.target for one in firm) else said
    missable = dict.fromkeys(one.case for one in found)
    if not resolved.is_bounded or not missable:
        return metric.when or ALWAYS
    return resolved.condition_for(missable) or ALWAYS


def _totals(
    agreement: Agreement, catalog: Catalog, listed: Sequence[ResolvedCredit]
) -> tuple[Total, ...]:
    by_form: dict[CreditForm, list[tuple[ResolvedCredit, Highest]]] = {}
    for credit in listed:
        for highest in highest_of(agreement, credit, catalog):
            by_form.setdefault(highest.form, []).append((credit, highest))
    is_sum = combination_of(agreement) is CreditsCombine.ADD
    return tuple(
        _added(form, found) if is_sum and len(found) > 1 else _top(form, found)
        for form, found in by_form.items()
    )


def _top(form: CreditForm, found: Sequence[tuple[ResolvedCredit, Highest]]) -> Total:
    is_whole = all(highest.is_whole for _, highest in found)
    endless = [pair for pair in found if pair[1].total is None]
    if endless:
        rest = [pair for pair in found if pair[1].total is not None]
        limited = _top(form, rest) if rest else None
        return Total(Highest(form, None, is_whole, _apart(endless)), _credits(endless), limited)
    most = max(h.total.number for _, h in found if h.total is not None)
    top = [pair for pair in found if pair[1].total and pair[1].total.number == most]
    top = sorted(top, key=lambda pair: len(pair[1].apart))[:1]
    return Total(Highest(form, Sum(form, most), is_whole, _apart(top)), _credits(top))


def _credits(found: Sequence[tuple[ResolvedCredit, Highest]]) -> tuple[ResolvedCredit, ...]:
    return tuple(credit for credit, _ in found)


def _apart(found: Sequence[tuple[ResolvedCredit, Highest]]) -> tuple[Cap | Absence, ...]:
    """Return the caps that cannot be set beside some credits; each once."""
    every = [cap for _, highest in found for cap in highest.apart]
    return tuple(cap for place, cap in enumerate(every) if cap not in every[:place])


def _added(form: CreditForm, found: Sequence[tuple[ResolvedCredit, Highest]]) -> Total:
    top = _top(form, found)
    if top.highest.total is None:
        return top
    if len(found) > MOST_ADDED:
        return Total(Highest(form, None, top.highest.is_whole, _apart(found)), top.credits)
    sums = [(_sum(group, form), group) for group in _groups(found, ALWAYS, ())]
    most, group = max(sums, key=lambda pair: pair[0])
    highest = Highest(form, Sum(form, most), top.highest.is_whole, _apart(group))
    return Total(highest, _credits(group))


Group = tuple[tuple[ResolvedCredit, Highest], ...]


def _groups(
    rest: Sequence[tuple[ResolvedCredit, Highest]], when: When, chosen: Group
) -> Iterator[Group]:
    """Yield the groups of credits that one case can have at once."""
    if not rest:
        yield chosen
        return
    (credit, highest), *others = rest
    both = joined(when, credit.when)
    if both is not None and all(go_together(credit, one) for one, _ in chosen):
        yield from _groups(others, both, (*chosen, (credit, highest)))
    yield from _groups(others, when, chosen)


def go_together(one: ResolvedCredit, other: ResolvedCredit) -> bool:
    """Tell whether neither of two credits excludes the other."""
    excluded = (*(one.record.not_with or ()), *(other.record.not_with or ()))
    return one.record.id not in excluded and other.record.id not in excluded


def _sum(group: Group, form: CreditForm) -> Fraction:
    """Add the credits of a group, cutting those together that share the caps of all credits."""
    shared = [pair for pair in group if pair[0].record.caps is None]
    limits = [limit for credit, _ in shared if (limit := credit.limit_of(form)) is not None]
    both = _numbers(shared)
    most = min(both, *limits) if limits and len(limits) == len(shared) else both
    return most + _numbers(pair for pair in group if pair[0].record.caps is not None)


def _numbers(found: Iterable[tuple[ResolvedCredit, Highest]]) -> Fraction:
    return sum((h.total.number for _, h in found if h.total), Fraction(0))
