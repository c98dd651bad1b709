"""Credit schedules: what each measured value earns, by the tiers as they are written.

A transcription is not failed for what its text says: there every finding is a remark.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from sla_catalog.findings import Finding, Severity
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog, Location
from sla_catalog.model.metrics import Amounts, Direction, Metric, Objective, window_of
from sla_catalog.model.quantities import Operator, Percentage, Share, Target, plain
from sla_catalog.model.remedies import Cap, Credit, CreditAmount, Remedies, Tier
from sla_catalog.reckoning import credits as reckoning
from sla_catalog.reckoning.credits import Band, Goal, Interval, Overlap, Schedule
from sla_catalog.reckoning.tiers import band_of, edges_of

Conditions = tuple[Mapping[str, tuple[str, ...]], ...] | None
Tiers = list[tuple[int, Tier]]


@dataclass(frozen=True, slots=True)
class Published:
    """A schedule and where it stands; `tiers` are the places of those its bands are made of."""

    agreement: Agreement
    credit: Credit
    location: Location
    schedule: Schedule
    tiers: tuple[int, ...]

    def tier_of(self, band: Band) -> Location:
        """Return the location of the tier that a band is made of."""
        place = self.tiers[self.schedule.bands.index(band)]
        return (*self.location, "tiers", place, "credit")

    @property
    def below(self) -> str:
        """Return the key of an edge that worse values lie beyond."""
        return "above" if self.schedule.goal.higher_is_worse else "below"

    def weight(self, severity: Severity) -> Severity:
        """Return how much a finding weighs: a transcription is as its text is."""
        return Severity.INFO if self.agreement.is_transcription else severity


def credit_gap(catalog: Catalog) -> Iterator[Finding]:
    """Find values that earn nothing although a better value earns a credit."""
    for one in _with_seams(catalog):
        for interval in reckoning.gaps(one.schedule):
            yield Finding(
                "credit-gap",
                catalog.span(one.agreement, (*one.location, "tiers")),
                f"{_values(interval)} earns nothing, and better values earn a credit",
                "expected a credit for each value that is worse",
                f"{one.below} alone in each tier, which then holds up to the next",
                one.weight(Severity.ERROR),
            )


def credit_overlap(catalog: Catalog) -> Iterator[Finding]:
    """Find values of which two things are said: two credits, or one and that the target is met."""
    for one in _with_seams(catalog):
        for overlap in reckoning.overlaps(one.schedule):
            instead = f"{one.below} alone in each tier, which then holds up to the next"
            yield Finding(
                "credit-overlap",
                catalog.span(one.agreement, one.tier_of(overlap.bands[-1])),
                f"at {_values(overlap.interval)} the text {_two_things(overlap)}",
                "expected one answer for each value",
                f"{one.below}: target" if overlap.keeps_target else instead,
                one.weight(Severity.ERROR),
            )


def _two_things(overlap: Overlap) -> str:
    shares = [f"{plain(band.credit)} %" for band in overlap.bands]
    earned = " and ".join(shares)
    if overlap.keeps_target:
        return f"both meets the target and earns {earned}"
    if shares == [shares[0]] * 2:
        return f"earns {shares[0]} twice"
    return f"earns both {earned}" if len(shares) == 2 else f"earns {earned} at once"


def credit_not_monotone(catalog: Catalog) -> Iterator[Finding]:
    """Find tiers that give less than a tier for better values."""
    for one in _schedules(catalog):
        for better, worse in reckoning.not_monotone(one.schedule):
            yield Finding(
                "credit-not-monotone",
                catalog.span(one.agreement, one.tier_of(worse)),
                f"{_values(worse.interval)} earns {plain(worse.credit)} %, and "
                f"{_values(better.interval)}, which is better, {plain(better.credit)} %",
                "expected a worse value to earn at least as much",
                severity=one.weight(Severity.ERROR),
            )


def dead_zone(catalog: Catalog) -> Iterator[Finding]:
    """Find values that miss the target and are still too good to earn a credit."""
    for one in _with_seams(catalog):
        interval = reckoning.dead_zone(one.schedule)
        if interval:
            yield Finding(
                "dead-zone",
                catalog.span(one.agreement, (*one.location, "tiers")),
                f"{_values(interval)} misses the target and earns nothing",
                "expected a credit for each miss",
                f"{one.below}: target in the first tier",
                one.weight(Severity.WARNING),
            )


def cap_below_tier(catalog: Catalog) -> Iterator[Finding]:
    """Find caps that cut the highest tier of a credit on the same base and in the same period."""
    for one in _schedules(catalog):
        for cap, location in _caps(one):
            most = cap.at_most
            if not isinstance(most, Percentage) or not _is_comparable(cap, one):
                continue
            top = reckoning.cap_under_top(one.schedule, most.number)
            if top:
                yield Finding(
                    "cap-below-tier",
                    catalog.span(one.agreement, (*location, "at_most")),
                    f"the cap of {most} cuts the {plain(top.credit)} % of ‘{one.credit.id}’",
                    "expected a cap that the highest tier can reach",
                    f"at least {plain(top.credit)} %, or a lower tier",
                    one.weight(Severity.WARNING),
                )


def _caps(one: Published) -> Iterator[tuple[Cap, Location]]:
    """Yield the caps of a credit: its own, or else those of all credits."""
    remedies = one.agreement.remedies
    own, common = one.credit.caps, getattr(remedies, "caps", None)
    caps, home = (common, one.location[:1]) if own is None else (own, one.location)
    for place, cap in enumerate(caps if isinstance(caps, tuple) else ()):
        yield cap, (*home, "caps", place)


def _is_comparable(cap: Cap, one: Published) -> bool:
    base = one.credit.base or getattr(one.agreement.remedies, "base", None)
    if cap.of is not None and cap.of != base:
        return False
    windows = {window_of(metric, cell) for metric, cell in _covered(one.agreement, one.credit)}
    return cap.per is None or windows == {cap.per}


def _with_seams(catalog: Catalog) -> Iterator[Published]:
    """Yield the schedules that are not seamless at a glance, which most are."""
    yield from (one for one in _schedules(catalog) if not is_seamless(one.schedule))


def is_seamless(schedule: Schedule) -> bool:
    """Tell whether bands in the order of writing join each other from the target on.

    Then every value beyond the target lies in one band, and there is nothing to look for.
    """
    goal, bands = schedule.goal, schedule.bands
    if goal.target is None or not all(band.credit for band in bands):
        return False
    expected: tuple[Decimal | None, bool] = (goal.target, not goal.is_kept_at_target)
    for band in bands:
        lower, upper = (band.lower, band.lower_included), (band.upper, band.upper_included)
        start, end = (lower, upper) if goal.higher_is_worse else (upper, lower)
        if start != expected or band.lower == band.upper:
            return False
        expected = (end[0], not end[1])
    return expected[0] is None


def _schedules(catalog: Catalog) -> Iterator[Published]:
    """Yield the schedule of each credit in percent, once for each target that it stands for."""
    for agreement in catalog.agreements:
        remedies = agreement.remedies
        listed = remedies.credits if isinstance(remedies, Remedies) else None
        for place, credit in enumerate(listed if isinstance(listed, tuple) else ()):
            if credit.tiers and all(map(_is_in_percent, credit.tiers)):
                location = ("remedies", "credits", place)
                yield from _of_credit(catalog, agreement, credit, location)


def _is_in_percent(tier: Tier) -> bool:
    if tier.each is not None or not isinstance(tier.credit, CreditAmount):
        return False
    amounts = [edge.amount for edge in edges_of(tier)]
    return isinstance(tier.credit.amount, Percentage) and all(
        amount is None or isinstance(amount, Percentage) for amount in amounts
    )


def _of_credit(
    catalog: Catalog, agreement: Agreement, credit: Credit, location: Location
) -> Iterator[Published]:
    for when, tiers in _cases(credit):
        names_target = any(edge.amount is None for _, tier in tiers for edge in edges_of(tier))
        for goal in _goals(catalog, agreement, credit, when):
            if goal.target is not None or not names_target:
                bands = _closed([band_of(tier, goal.target) for _, tier in tiers], goal)
                schedule = Schedule(tuple(bands), goal, _scale(bands))
                places = tuple(place for place, _ in tiers)
                yield Published(agreement, credit, location, schedule, places)


def _cases(credit: Credit) -> Iterator[tuple[Conditions, Tiers]]:
    """Yield the tiers that hold together: all, or those for each `when` that tiers name."""
    tiers = [*enumerate(credit.tiers or ())]
    named = [tier.when for _, tier in tiers if tier.when]
    for place, when in enumerate(named):
        if when not in named[:place]:
            yield when, [(n, tier) for n, tier in tiers if tier.when in (None, when)]
    if not named:
        yield None, tiers


def _goals(
    catalog: Catalog, agreement: Agreement, credit: Credit, when: Conditions
) -> tuple[Goal, ...]:
    """Return the different targets of the cells that a credit covers, or that there is none."""
    goals: dict[Goal, None] = {}
    is_worse = False
    for metric, cell in _covered(agreement, credit):
        is_worse = _is_worse_when_higher(catalog, metric)
        if _meet(metric.says(cell, "when"), when):
            goal = _goal(metric, cell, is_worse)
            goals |= {goal: None} if goal else {}
    return tuple(goals) or (Goal(None, is_worse),)


def _covered(agreement: Agreement, credit: Credit) -> Iterator[tuple[Metric, Objective]]:
    for metric in agreement.listed("metrics"):
        if metric.id in credit.metrics:
            for cell in metric.promises:
                if _meet(metric.says(cell, "when"), credit.when):
                    yield metric, cell


def _meet(some: Conditions, others: Conditions) -> bool:
    """Tell whether something can fulfil two conditions at once."""
    return any(
        all(set(values) & set(other[name]) for name, values in one.items() if name in other)
        for one in some or ({},)
        for other in others or ({},)
    )


def _is_worse_when_higher(catalog: Catalog, metric: Metric) -> bool:
    kind, shared = catalog.kind_of(metric), catalog.metric_by_id.get(metric.type)
    if kind:
        return kind.direction is Direction.LOWER and kind.amounts is not Amounts.TIME
    return (metric.direction or (shared and shared.direction)) is Direction.LOWER


def _goal(metric: Metric, cell: Objective, is_worse_when_higher: bool) -> Goal | None:
    """Return what a cell promises in percent: its target, or the share of cases that keep it."""
    match cell.target:
        case Target(operator=Operator.EXACTLY):
            return None
        case Target(operator=operator, value=Percentage(number=number)):
            if operator in {Operator.AT_MOST, Operator.LESS_THAN}:
                is_worse_when_higher = True
            elif operator:
                is_worse_when_higher = False
            is_strict = operator in {Operator.MORE_THAN, Operator.LESS_THAN}
            return Goal(number, is_worse_when_higher, not is_strict)
    share = metric.says(cell, "compliance")
    return Goal(share.percentage.number) if isinstance(share, Share) else None


def _closed(bands: list[Band], goal: Goal) -> list[Band]:
    """End each band that is open towards worse values where the next begins."""
    if goal.higher_is_worse:
        lower = sorted((b.lower, not b.lower_included) for b in bands if b.lower is not None)
        return [_up_to(band, lower) for band in bands]
    upper = sorted((b.upper, b.upper_included) for b in bands if b.upper is not None)
    return [_down_to(band, upper) for band in bands]


def _up_to(band: Band, starts: list[tuple[Decimal, bool]]) -> Band:
    if band.upper is not None or band.lower is None:
        return band
    later = [start for start in starts if start > (band.lower, not band.lower_included)]
    if not later:
        return band
    bound, is_excluded = later[0]
    return Band(band.lower, band.lower_included, bound, is_excluded, band.credit)


def _down_to(band: Band, ends: list[tuple[Decimal, bool]]) -> Band:
    if band.lower is not None or band.upper is None:
        return band
    earlier = [end for end in ends if end < (band.upper, band.upper_included)]
    if not earlier:
        return band
    bound, is_included = earlier[-1]
    return Band(bound, not is_included, band.upper, band.upper_included, band.credit)


def _scale(bands: list[Band]) -> Interval:
    ends = [end for band in bands for end in (band.lower, band.upper) if end is not None]
    return reckoning.PERCENT if max(ends) <= 100 else reckoning.NOT_NEGATIVE


def _values(interval: Interval) -> str:
    """Say which values an interval holds, without the ends of the scale."""
    lower, upper = interval.lower, interval.upper
    if lower is not None and lower == upper:
        return f"exactly {plain(lower)} %"
    words = ["a value"]
    if lower is not None and (lower or not interval.lower_included):
        words.append(f"{'from' if interval.lower_included else 'above'} {plain(lower)} %")
    if upper is not None and (upper < 100 or not interval.upper_included):
        words += ["and"] if words[1:] and not interval.upper_included else []
        words.append(f"{'up to' if interval.upper_included else 'below'} {plain(upper)} %")
    return " ".join(words) if words[1:] else "any value"
