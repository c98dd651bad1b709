"""Credit schedules: what each measured value earns, by the tiers as they are written.

A transcription is not failed for what its text says: there no finding is more than a warning.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from sla_catalog.calculation.bands import Band, Combination, CreditSchedule, Interval, Number
from sla_catalog.calculation.schedules import Overlap, gaps, is_seamless, overlaps
from sla_catalog.calculation.schedules import dead_zone as values_without_credit
from sla_catalog.findings import MOST_FINDINGS, Finding, FindingSeverity, further
from sla_catalog.frozen import dataclass
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog, Location
from sla_catalog.model.quantities import plain
from sla_catalog.model.remedies import Cap, PartialStep
from sla_catalog.resolved.cases import implies, joined, space_of
from sla_catalog.resolved.credits import ResolvedCredit, Sum, credits_given
from sla_catalog.resolved.falling import drops_of
from sla_catalog.resolved.measurable import can_be_measured
from sla_catalog.resolved.schedules import CreditCase, all_cases_of, cases_if_begun, cut_by
from sla_catalog.rules.sequence import weight

MOST_NAMED = 4  # credits in one message


@dataclass(frozen=True, slots=True)
class PublishedSchedule:
    """A case of a credit and where its tiers are written."""

    agreement: Agreement
    case: CreditCase

    @property
    def credit(self) -> ResolvedCredit:
        """Return the credit with its terms filled in."""
        return self.case.credit

    @property
    def schedule(self) -> CreditSchedule:
        """Return what each value earns."""
        return self.case.schedule

    @property
    def location(self) -> Location:
        """Return where the credit is written."""
        return ("remedies", "credits", self.credit.place)

    def tier_of(self, band: Band) -> Location:
        """Return the location of the tier that a band is made of."""
        place = self.case.place_of[band]
        return (*self.location, "tiers", place, "credit")

    @property
    def below(self) -> str:
        """Return the key of an edge that worse values lie beyond."""
        return "above" if self.schedule.goal.higher_is_worse else "below"

    def weight(self, severity: FindingSeverity) -> FindingSeverity:
        """Return how much a finding weighs: no more than a warning in a transcription."""
        return weight(self.agreement, severity)

    def given_by(self, band: Band) -> str:
        """Say what a band gives, in its form; of steps what each gives."""
        _, form = self.case.forms[self.schedule.bands.index(band)]
        return str(Sum(form, Fraction(band.credit)).amount)

    def can_hold(self, interval: Interval) -> bool:
        """Tell whether a measured value can be in an interval."""
        return can_be_measured(self.case, interval)

    def values(self, interval: Interval) -> str:
        """Say which values an interval holds, without the ends of the scale."""
        return _values(interval, self.case.unit)


def credit_gap(catalog: Catalog) -> Iterator[Finding]:
    """Find values that earn nothing although a better value earns a credit."""
    for one in _apart(catalog):
        yield from _credit_gap(one, catalog)


def credit_overlap(catalog: Catalog) -> Iterator[Finding]:
    """Find values of which two things are said: two credits, or one and that the target is met."""
    for one in _apart(catalog):
        yield from _credit_overlap(one, catalog)


def credit_not_monotone(catalog: Catalog) -> Iterator[Finding]:
    """Find tiers that give less than a tier for better values."""
    for one in _schedules(catalog):
        yield from _credit_not_monotone(one, catalog)
    for one, other in _readings(catalog):
        if any(drops_of(other.case)):
            yield from _credit_not_monotone(one, catalog)


def dead_zone(catalog: Catalog) -> Iterator[Finding]:
    """Find values that miss the target and are still too good to earn a credit."""
    for one in _apart(catalog):
        yield from _dead_zone(one, catalog)


def unreachable_tier(catalog: Catalog) -> Iterator[Finding]:
    """Find tiers for values that cannot be measured, such as less than nothing."""
    for one in _schedules(catalog):
        for band in one.schedule.bands:
            if not band.interval.meets(one.schedule.scale):
                yield Finding(
                    "unreachable-tier",
                    catalog.span(one.agreement, one.tier_of(band)),
                    f"{_values(band.interval, one.case.unit)} earns {one.given_by(band)}, and "
                    "there is no such value",
                    "expected a tier that a value can reach",
                    "leave the tier out",
                    one.weight(FindingSeverity.WARNING),
                )


def cap_below_tier(catalog: Catalog) -> Iterator[Finding]:
    """Find caps that cut the highest tier of a credit on the same base and in the same period."""
    for one in (*_schedules(catalog), *_flat(catalog)):
        if not one.case.is_mixed:
            yield from _cap_below_tier(one, catalog)


def _credit_gap(one: PublishedSchedule, catalog: Catalog) -> Iterator[Finding]:
    for interval in filter(one.can_hold, gaps(one.schedule)):
        place, instead = _tier_beside(one, interval)
        yield Finding(
            "credit-gap",
            catalog.span(one.agreement, (*one.location, "tiers", *place)),
            f"{one.values(interval)} earns nothing, and better values earn a credit",
            "expected a credit for each value that is worse",
            instead,
            one.weight(FindingSeverity.ERROR),
        )


def _tier_beside(one: PublishedSchedule, gap: Interval) -> tuple[Location, str]:
    """Return the edge that leaves a gap, and what to write there.

    It is the better edge of the next worse tier; of the worst tier, where values worse than all
    earn nothing, the worse edge.
    """
    is_falling = one.schedule.goal.higher_is_worse
    end, is_included = (
        (gap.lower, gap.lower_included) if is_falling else (gap.upper, gap.upper_included)
    )
    tier = _first_behind(one, gap)
    if tier is not None and end is not None:
        key = one.below if not is_included else "from" if is_falling else "to"
        return (tier, _better_edge(one, tier)), f"{key}: {_said(end, one.case.unit)}"
    last = next(
        (
            tier
            for band, tier in one.case.place_of.items()
            if end is not None and end == (band.upper if is_falling else band.lower)
        ),
        None,
    )
    if last is not None:
        key = _written(one, last, ("to", "below") if is_falling else ("from_", "above"))
        return (last, key), f"leave ‘{key}’ out, or add a tier for what is worse"
    return (), f"{one.below} alone in each tier, which then applies up to the next"


def _first_behind(one: PublishedSchedule, values: Interval) -> int | None:
    """Return the place of the tier for the values that are next worse than some; None without."""
    is_falling = one.schedule.goal.higher_is_worse
    end = values.upper if is_falling else values.lower
    tiers = (
        tier
        for band, tier in one.case.place_of.items()
        if end is not None and end == band.better_end(is_falling)
    )
    return next(tiers, None)


def _better_edge(one: PublishedSchedule, tier: int) -> str:
    """Return the key of the edge of a tier that better values lie beyond."""
    is_falling = one.schedule.goal.higher_is_worse
    return _written(one, tier, ("from_", "above") if is_falling else ("to", "below"))


def _written(one: PublishedSchedule, tier: int, names: tuple[str, str]) -> str:
    """Return which of two keys a tier has, as authors write it."""
    record = dict(one.credit.tiers)[tier]
    return next((n for n in names if getattr(record, n) is not None), names[0]).rstrip("_")


def _credit_overlap(one: PublishedSchedule, catalog: Catalog) -> Iterator[Finding]:
    found = overlaps(one.schedule)
    for overlap in found[:MOST_FINDINGS]:
        yield _overlap(one, overlap, catalog)
    if len(found) > MOST_FINDINGS:
        next_one = _overlap(one, found[MOST_FINDINGS], catalog)
        yield further([replace(next_one, omitted=len(found) - MOST_FINDINGS)])


def _overlap(one: PublishedSchedule, overlap: Overlap, catalog: Catalog) -> Finding:
    instead = f"{one.below} alone in each tier, which then applies up to the next"
    return Finding(
        "credit-overlap",
        catalog.span(one.agreement, one.tier_of(overlap.bands[-1])),
        f"at {one.values(overlap.interval)} the text {_two_things(one, overlap)}",
        "expected one answer for each value",
        f"{one.below}: target" if overlap.keeps_target else instead,
        one.weight(FindingSeverity.ERROR),
    )


def _two_things(one: PublishedSchedule, overlap: Overlap) -> str:
    shares = [one.given_by(band) for band in overlap.bands[:MOST_NAMED]]
    others = len(overlap.bands) - len(shares)
    earned = " and ".join([*shares, f"{others} more credits"] if others else shares)
    if overlap.keeps_target:
        return f"both meets the target and earns {earned}"
    if not others and shares == [shares[0]] * 2:
        return f"earns {shares[0]} twice"
    is_pair = len(overlap.bands) == 2
    return f"earns both {earned}" if is_pair else f"earns {earned} at once"


def _credit_not_monotone(one: PublishedSchedule, catalog: Catalog) -> Iterator[Finding]:
    for drop in drops_of(one.case):
        most = drop.better_earned.amount
        yield Finding(
            "credit-not-monotone",
            catalog.span(one.agreement, one.tier_of(drop.worse)),
            f"{one.values(drop.values)} earns {drop.earned.amount}, and "
            f"{one.values(drop.better.interval)}, which is better, "
            f"{'up to ' if drop.better.steps else ''}{most}",
            "expected a worse value to earn at least as much",
            severity=one.weight(FindingSeverity.ERROR),
        )


def _dead_zone(one: PublishedSchedule, catalog: Catalog) -> Iterator[Finding]:
    interval = values_without_credit(one.schedule)
    if interval and one.can_hold(interval) and not _earns_otherwise(one, interval, catalog):
        tier = _first_behind(one, interval)
        place = () if tier is None else (tier, _better_edge(one, tier))
        yield Finding(
            "dead-zone",
            catalog.span(one.agreement, (*one.location, "tiers", *place)),
            f"{one.values(interval)} misses the target and earns nothing",
            "expected a credit for each miss",
            f"{one.below}: target" if place else f"{one.below}: target in the first tier",
            one.weight(FindingSeverity.WARNING),
        )


def _earns_otherwise(one: PublishedSchedule, values: Interval, catalog: Catalog) -> bool:
    """Tell whether another credit gives something for values too good for one, in all its cases.

    One that gives it for some of them only has a finding of its own.
    """
    by_promise = catalog.once("cases of credits by promise", one.agreement, _by_promise)
    return all(
        any(_gives(other, case, values) for other in by_promise[_promise_of(case)])
        for case in all_cases_of(one.agreement, one.credit, catalog)
        if case.schedule == one.schedule
    )


def _by_promise(
    agreement: Agreement, catalog: Catalog
) -> Mapping[tuple[str, int], Sequence[CreditCase]]:
    found: dict[tuple[str, int], list[CreditCase]] = {}
    for credit in credits_given(agreement, catalog):
        for case in all_cases_of(agreement, credit, catalog):
            found.setdefault(_promise_of(case), []).append(case)
    return found


def _promise_of(case: CreditCase) -> tuple[str, int]:
    return case.metric.id, id(case.cell)


def _gives(other: CreditCase, case: CreditCase, values: Interval) -> bool:
    """Tell whether another credit stands for a case and begins with better values."""
    held = joined(case.when or None, case.credit.when or None)
    space = space_of(case.promise.agreement)
    if not implies(space.condition(held), space.condition(other.credit.when or None)):
        return False
    rest = values_without_credit(other.schedule)
    if rest is None:
        return True
    if case.goal.higher_is_worse:
        return (rest.upper or 0) < (values.upper or 0)
    return (rest.lower or 0) > (values.lower or 0)


def _cap_below_tier(one: PublishedSchedule, catalog: Catalog) -> Iterator[Finding]:
    for cap, location in _caps(one):
        top = cut_by(one.agreement, one.case, cap, catalog)
        if top:
            highest = Sum(one.case.form, Fraction(top.credit)).amount
            yield Finding(
                "cap-below-tier",
                catalog.span(one.agreement, (*location, "at_most")),
                f"the cap of {cap.at_most} cuts the {highest} of ‘{one.credit.record.id}’",
                "expected a cap that the highest tier can reach",
                f"at least {highest}, or a lower tier",
                one.weight(FindingSeverity.WARNING),
            )


def _caps(one: PublishedSchedule) -> Iterator[tuple[Cap, Location]]:
    """Yield the caps of a credit: its own, or else those of all credits."""
    is_own = one.credit.record.caps is not None
    home = one.location if is_own else one.location[:1]
    caps = one.credit.caps
    for place, cap in enumerate(caps if isinstance(caps, tuple) else ()):
        yield cap, (*home, "caps", place)


def _apart(catalog: Catalog) -> Iterator[PublishedSchedule]:
    """Yield the schedules whose tiers replace each other and do not join by themselves."""
    for one in _schedules(catalog):
        if one.schedule.combination is Combination.REPLACE and not is_seamless(one.schedule):
            yield one


def _schedules(catalog: Catalog) -> Iterator[PublishedSchedule]:
    """Yield the schedule of each credit with tiers, once for each target that it stands for."""
    for agreement in catalog.agreements:
        yield from catalog.once("schedules", agreement, _of_agreement)


def _of_agreement(agreement: Agreement, catalog: Catalog) -> tuple[PublishedSchedule, ...]:
    found = []
    for credit in credits_given(agreement, catalog):
        if credit.tiers and not credit.unsaid:
            cases = reversed(all_cases_of(agreement, credit, catalog))
            seen = {case.schedule: case for case in cases}
            found += [PublishedSchedule(agreement, case) for case in reversed(seen.values())]
    return tuple(found)


def _flat(catalog: Catalog) -> Iterator[PublishedSchedule]:
    """Yield the credits of one amount that have a cap, once each: it is the same in all cases."""
    for agreement in catalog.agreements:
        for credit in credits_given(agreement, catalog):
            if not credit.tiers and not credit.unsaid and isinstance(credit.caps, tuple):
                for case in all_cases_of(agreement, credit, catalog)[:1]:
                    yield PublishedSchedule(agreement, case)


def _readings(catalog: Catalog) -> Iterator[tuple[PublishedSchedule, PublishedSchedule]]:
    """Yield schedules that leave open whether a begun step counts, as if it did and as if not."""
    for agreement in catalog.agreements:
        for credit in credits_given(agreement, catalog):
            if credit.unsaid or not any(tier.each for _, tier in credit.tiers):
                continue
            begun, whole = (
                cases_if_begun(agreement, credit, part, catalog)
                for part in (PartialStep.COUNTS, PartialStep.DOES_NOT_COUNT)
            )
            seen = {one.schedule: (one, other) for one, other in zip(begun, whole, strict=True)}
            for pair in seen.values():
                one, other = (PublishedSchedule(agreement, case) for case in pair)
                yield one, other


def _values(interval: Interval, unit: str) -> str:
    lower, upper = interval.lower, interval.upper
    if lower is not None and lower == upper:
        return f"exactly {_said(lower, unit)}"
    words = ["a value"]
    if lower is not None and (lower or not interval.lower_included):
        words.append(f"{'from' if interval.lower_included else 'above'} {_said(lower, unit)}")
    if upper is not None and (unit != "%" or upper < 100 or not interval.upper_included):
        words += ["and"] if words[1:] and not interval.upper_included else []
        words.append(f"{'up to' if interval.upper_included else 'below'} {_said(upper, unit)}")
    return " ".join(words) if words[1:] else "any value"


_LENGTHS = ((Fraction(3600), "h"), (Fraction(60), "min"), (Fraction(1), "s"))


def _said(value: Number, unit: str) -> str:
    """Say a measured value: lengths of time in the longest unit of which they are a multiple."""
    if unit == "elapsed time":
        for length, word in _LENGTHS:
            if Fraction(value) % length == 0:
                return f"{plain(Fraction(value) / length)} {word}"
        return f"{plain(Fraction(value) * 1000)} ms"
    return f"{plain(value)} {unit.removeprefix('elapsed ')}".rstrip()
