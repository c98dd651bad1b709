"""What a credit gives for each measured value of one case: a step function and its units."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property, partial

from sla_catalog.calculation.bands import Band, CreditSchedule, Goal, Interval
from sla_catalog.calculation.credits import RoundingRule
from sla_catalog.calculation.downtime import TimeBase
from sla_catalog.calculation.schedules import cap_under_top, dead_zone, gaps, highest_credit
from sla_catalog.frozen import dataclass
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.calendars import Window
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.extent import MOST_TIERS, tier_counts
from sla_catalog.model.metric_types import Amounts
from sla_catalog.model.metrics import Metric, Objective, window_of
from sla_catalog.model.quantities import Percentage, PlainQuantity, as_decimal
from sla_catalog.model.remedies import Cap, Credit, PartialStep, Remedies, Tier
from sla_catalog.model.targets import Share
from sla_catalog.resolved.cases import can_meet
from sla_catalog.resolved.credits import (
    ALWAYS,
    CreditForm,
    ResolvedCredit,
    Sum,
    When,
    credits_given,
    joined,
    meet,
)
from sla_catalog.resolved.measured import frame, share_extent
from sla_catalog.resolved.promise_values import Promise
from sla_catalog.resolved.promises import promised_by
from sla_catalog.resolved.rounding import roundings
from sla_catalog.resolved.tier_bands import (
    BandForms,
    bands_of,
    ended,
    forms_of,
    in_form,
    scale_of,
)
from sla_catalog.resolved.tiers import are_too_many


@dataclass(frozen=True)
class CreditCase:
    """A credit as it holds for one case of a metric.

    Measured values count in `unit` (`%`, seconds for elapsed time, else the unit as written),
    credits in numbers of `form`; where they are of several forms, `forms` has for each band that
    of its first step and that of all else. `places` says of which tier each band is made, -1 for a
    credit without tiers. `rounding` is applied to a measured value, `time_rounding` to the downtime
    from which an availability is worked out. `extent` is that of which a downtime is a share,
    where the metric is an availability by time; else None.
    """

    credit: ResolvedCredit
    promise: Promise
    metric: Metric
    cell: Objective
    when: When
    unit: str
    form: CreditForm
    forms: tuple[BandForms, ...]
    schedule: CreditSchedule
    places: tuple[int, ...]
    written: tuple[Band, ...]
    rounding: RoundingRule | None
    time_rounding: RoundingRule | None
    is_rounding_read: bool
    extent: TimeBase | None

    @property
    def window(self) -> Fraction | None:
        """Return the length in seconds of which a downtime is a share."""
        return self.extent.seconds if self.extent else None

    @property
    def apart(self) -> When:
        """Return what sets the case apart in its metric; nothing where it is the only one."""
        return () if self.cell.when == self.metric.when else self.cell.when or ()

    @cached_property
    def unit_of_one(self) -> str:
        """Return the unit as it is written beside a one: `parcel`; else that of all amounts."""
        tiers = [tier for _, tier in self.credit.tiers]
        edges = [e.amount for t in tiers for e in (t.above, t.from_, t.below, t.to) if e]
        amounts = (self.promise.value, *(tier.each for tier in tiers), *edges)
        ones = (one for one in amounts if isinstance(one, PlainQuantity) and one.number == 1)
        return next((one.unit for one in ones), self.unit)

    @cached_property
    def every_form(self) -> tuple[CreditForm, ...]:
        """Return the forms in which it gives something, in the order of the tiers."""
        return tuple(dict.fromkeys(form for forms in self.forms for form in forms))

    @property
    def holds_several_forms_at_once(self) -> bool:
        """Tell whether tiers of several forms hold for one value."""
        return any(
            len({form for number in piece.held for form in self.forms[number]}) > 1
            for piece in self.schedule.pieces
            if len(piece.held) > 1
        )

    @property
    def is_mixed(self) -> bool:
        """Tell whether its numbers are of several forms, and so no two of them have an order."""
        return len(self.every_form) > 1

    @cached_property
    def highest(self) -> Sum | None:
        """Return the highest credit before caps; None where it grows without limit, or is mixed."""
        return None if self.is_mixed else self.highest_in(self.form)

    def highest_in(self, form: CreditForm) -> Sum | None:
        """Return the most that it gives in a form, before caps; None where it grows on and on."""
        schedule = self.schedule
        if self.is_mixed:
            bands = map(partial(in_form, form), schedule.bands, self.forms)
            schedule = replace(schedule, bands=tuple(bands))
        most = highest_credit(schedule)
        return Sum(form, most) if most is not None else None

    @cached_property
    def place_of(self) -> Mapping[Band, int]:
        """Return the place of the tier that a band of the schedule is made of."""
        pairs = [*zip(self.schedule.bands, self.places, strict=True)]
        return dict(reversed(pairs))  # of bands that are equal the first one

    @property
    def goal(self) -> Goal:
        """Return what keeps a value from earning credit."""
        return self.schedule.goal

    @property
    def kept(self) -> Interval | None:
        """Return the values that keep the target; None where one of them earns a credit."""
        target, reaches = self.goal.target, self.goal.is_kept_at_target
        if target is None or (reaches and self.schedule.bands_at(Fraction(target))):
            return None
        if self.goal.higher_is_worse:
            return Interval(None, False, target, reaches)
        return Interval(target, reaches, None, False)

    @property
    def earns_for_each_miss(self) -> bool:
        """Tell whether every value that misses the target earns something, as far as is known."""
        is_known = self.goal.target is not None
        return is_known and not (dead_zone(self.schedule) or gaps(self.schedule))

    def share_of_cases(self, value: Decimal | Fraction) -> Share | None:
        """Return a measured value as a share of cases, where that is what a credit goes by."""
        share, kind = self.promise.compliance, self.promise.kind
        if share is None or kind is None or kind.amounts is not Amounts.TIME or self.unit != "%":
            return None
        number = value if isinstance(value, Decimal) else as_decimal(value)
        return Share(Percentage(number), share.noun)

    def down_of(self, place: int) -> Interval | None:
        """Return the downtimes of a tier as it is written, by its place; as `down`."""
        band = self.written[self.places.index(place)]
        return self.down(band.interval)

    def down_earning(self, place: int) -> Interval | None:
        """Return the downtimes for which a tier decides, up to where the next one begins."""
        return self.down(self.schedule.bands[self.places.index(place)].interval)

    def exact(self, interval: Interval) -> Interval:
        """Return the exact values that are rounded into an interval."""
        return self.rounding.unrounded(interval) if self.rounding else interval

    def down(self, interval: Interval) -> Interval | None:
        """Return the downtimes, in seconds of one window, whose share lies in an interval.

        None where the metric is no availability by time. No time is shorter than none.
        """
        if self.window is None:
            return None
        share = self.exact(interval)
        found = Interval(
            _down(share.upper, self.window),
            share.upper_included,
            _down(share.lower, self.window),
            share.lower_included,
        )
        found = self.time_rounding.unrounded(found) if self.time_rounding else found
        if found.lower is not None and found.lower >= 0:
            return found
        return Interval(Fraction(0), True, found.upper, found.upper_included)


def _down(percent: Fraction | Decimal | None, window: Fraction) -> Fraction | None:
    return None if percent is None else window * (100 - Fraction(percent)) / 100


def cases_of(
    agreement: Agreement, credit: ResolvedCredit, catalog: Catalog
) -> tuple[CreditCase, ...]:
    """Return the cases of a credit whose schedule can be read, and all of it in one form.

    Those come first that name most of what the credit names, else in the order of the metrics.
    """
    return tuple(case for case in all_cases_of(agreement, credit, catalog) if not case.is_mixed)


def all_cases_of(
    agreement: Agreement, credit: ResolvedCredit, catalog: Catalog
) -> tuple[CreditCase, ...]:
    """Return the cases of a credit whose schedule can be read, also those of several forms."""
    known = catalog.once("credit-cases", agreement, _by_credit)
    found = known.get(_key(credit))
    return _cases(agreement, credit, catalog) if found is None else found


def cases_if_begun(
    agreement: Agreement, credit: ResolvedCredit, part: PartialStep, catalog: Catalog
) -> tuple[CreditCase, ...]:
    """Return the cases of a credit in one reading of what it leaves unsaid of begun steps.

    None where it says whether they count, or has no steps.
    """
    read = [
        (place, tier.model_copy(update={"part": part}) if tier.each and not tier.part else tier)
        for place, tier in credit.tiers
    ]
    if all(one is other for (_, one), (_, other) in zip(read, credit.tiers, strict=True)):
        return ()
    if credit.place in flooding_credits(agreement):
        return ()
    return _cases(agreement, replace(credit, tiers=tuple(read)), catalog)


_Key = tuple[object, ...]


def _by_credit(agreement: Agreement, catalog: Catalog) -> Mapping[_Key, tuple[CreditCase, ...]]:
    flooding = flooding_credits(agreement)
    return {
        _key(one): () if one.place in flooding else _cases(agreement, one, catalog)
        for one in credits_given(agreement, catalog)
    }


def flooding_credits(agreement: Agreement) -> dict[int, Credit]:
    """Return, by place, credits with too many tiers for too many promises to look at each.

    It is those with which the agreement comes to more than `MOST_TIERS`.
    """
    left, found = MOST_TIERS, {}
    remedies = agreement.remedies
    listed = remedies.credits if isinstance(remedies, Remedies) else None
    records = listed if isinstance(listed, tuple) else ()
    for place, (record, tiers) in enumerate(zip(records, tier_counts(agreement), strict=True)):
        if tiers > left or are_too_many(agreement, record):
            found[place] = record
        else:
            left -= tiers
    return found


def _key(credit: ResolvedCredit) -> _Key:
    """Return what tells a credit of an agreement from its others."""
    return (id(credit.record), tuple(place for place, _ in credit.tiers), repr(credit.when))


def _cases(
    agreement: Agreement, credit: ResolvedCredit, catalog: Catalog
) -> tuple[CreditCase, ...]:
    found = [
        (-_shared(when, credit.when), case)
        for metric, cell, when in covered(agreement, credit, catalog)
        if (case := _case(agreement, credit, catalog, metric, cell, when)) is not None
    ]
    return tuple(case for _, case in sorted(found, key=lambda pair: pair[0]))


def covered(
    agreement: Agreement, credit: ResolvedCredit, catalog: Catalog
) -> Iterator[tuple[Metric, Objective, When]]:
    """Yield the promises that a credit stands for in some case, with those that each speaks of.

    An objective is missed without a credit where its metric has a promise for such a case as well.
    """
    named = {*credit.record.metrics}
    for metric in agreement.listed("metrics"):
        if metric.id not in named:
            continue
        resolved = promised_by(agreement, metric, catalog)
        asked = resolved.space.condition(credit.when or None)
        found = []
        for cell in metric.promises:
            when = joined(metric.when or ALWAYS, cell.when or ALWAYS)
            if when is None or not meet(when, credit.when):
                continue
            said = resolved.of(cell)
            if not resolved.is_bounded or any(can_meet(asked, one.case) for one in said):
                found.append((cell, when, said))
        has_promise = any(one.target and one.is_firm for _, _, said in found for one in said)
        for cell, when, said in found:
            if not has_promise or not said or any(one.is_firm for one in said):
                yield metric, cell, when


def others_covered(
    agreement: Agreement, parts: Iterable[ResolvedCredit], shown: CreditCase, catalog: Catalog
) -> tuple[Objective, ...]:
    """Return the further objectives of a case's metric that some credits stand for, in order."""
    seen = [shown.cell]
    for credit in parts:
        for metric, cell, _ in covered(agreement, credit, catalog):
            if metric.id == shown.metric.id and cell not in seen:
                seen.append(cell)
    return tuple(seen[1:])


def cut_by(agreement: Agreement, case: CreditCase, cap: Cap, catalog: Catalog) -> Band | None:
    """Return the band with the highest credit that a cap in the same form and period cuts."""
    limit = next((one for one in case.credit.limits if one.cap is cap), None)
    most = limit.most if limit is not None and limit.steps is None else None
    if most is None or most.form != case.form:
        return None
    if cap.per is not None:
        windows = catalog.once("windows of credits", agreement, _windows)
        if windows.get(_key(case.credit)) != {cap.per}:
            return None
    return cap_under_top(case.schedule, most.number)


def _windows(agreement: Agreement, catalog: Catalog) -> Mapping[_Key, set[Window | None]]:
    """Return the windows of the promises that each credit stands for."""
    return {
        _key(credit): {
            window_of(metric, cell) for metric, cell, _ in covered(agreement, credit, catalog)
        }
        for credit in credits_given(agreement, catalog)
    }


def _shared(one: When, other: When) -> int:
    pairs = [(a, b) for a in one for b in other if meet((a,), (b,))]
    return max((len(a.keys() & b.keys()) for a, b in pairs), default=0)


def _case(
    agreement: Agreement,
    credit: ResolvedCredit,
    catalog: Catalog,
    metric: Metric,
    cell: Objective,
    when: When,
) -> CreditCase | None:
    tiers = _fitting(credit, when)
    forms = forms_of(credit, tiers)
    found = frame(agreement, catalog, metric, cell, [tier for _, tier in tiers])
    if not forms or found is None:
        return None
    unit, goal = found
    bands = bands_of(credit, tiers, goal)
    if bands is None:
        return None
    rounding, time_rounding, is_read = roundings(metric, unit)
    return CreditCase(
        credit,
        promised_by(agreement, metric, catalog).one_of(cell),
        metric,
        cell,
        when,
        unit,
        forms[0][0],
        forms,
        CreditSchedule(ended(bands, credit, goal), goal, scale_of(unit, bands), credit.combination),
        tuple(place for place, _ in tiers) or (-1,),
        bands,
        rounding,
        time_rounding,
        is_read,
        share_extent(agreement, catalog, metric, cell, goal, unit),
    )


def _fitting(credit: ResolvedCredit, when: When) -> list[tuple[int, Tier]]:
    return [(place, tier) for place, tier in credit.tiers if not tier.when or meet(when, tier.when)]
