"""Each credit and right of an agreement with its terms filled in: condition, base, caps, most."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from sla_catalog.calculation.bands import Combination
from sla_catalog.calculation.credits import FormKind
from sla_catalog.frozen import dataclass
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.credit_amounts import CreditAmount
from sla_catalog.model.fields import Absence
from sla_catalog.model.quantities import (
    ElapsedTime,
    Money,
    Percentage,
    PlainQuantity,
    Quantity,
    TimeUnit,
    as_decimal,
)
from sla_catalog.model.remedies import (
    SERVICE,
    Cap,
    Claim,
    Credit,
    CreditsCombine,
    Remedies,
    Right,
    Tier,
    TiersCombine,
)
from sla_catalog.resolved import cases
from sla_catalog.resolved.fees import is_same_base
from sla_catalog.resolved.step_counts import is_of_service, steps_counted, whole_steps
from sla_catalog.resolved.tiers import tiers_by_case

Condition = Mapping[str, tuple[str, ...]]
When = tuple[Condition, ...]
ALWAYS: When = ()
_DAY = Fraction(86400)


@dataclass(frozen=True, slots=True)
class CreditForm:
    """A form with what two credits must agree in to be added: the base, or the currency.

    `of` is empty where the agreement does not say of what a share is taken.
    """

    kind: FormKind
    of: str = ""


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount of one form: percent, units of a currency, seconds of service, or a factor."""

    form: CreditForm
    number: Fraction

    @property
    def amount(self) -> CreditAmount:
        """Return the amount as it would be written in an agreement."""
        number = as_decimal(self.number, 2)
        match self.form.kind:
            case FormKind.SHARE:
                return CreditAmount(Percentage(number))
            case FormKind.MONEY:
                return CreditAmount(Money(number, self.form.of))
            case FormKind.MULTIPLE:
                return CreditAmount(times=PlainQuantity(number, ""))
        is_days = self.number % _DAY == 0 or self.number > _DAY
        unit, length = (TimeUnit.DAY, _DAY) if is_days else (TimeUnit.HOUR, Fraction(3600))
        return CreditAmount(ElapsedTime(as_decimal(self.number / length, 2), unit))


@dataclass(frozen=True, slots=True)
class AppliedCap:
    """A cap with what it means for one credit.

    `most` is the highest credit that it leaves, in the form of the credit; None where it limits
    something that cannot be set beside the credit. `steps` is how many times `per` it counts,
    where it counts those; if the first step gives in another form than the further ones, `parts`
    are what it leaves of both. `is_partial` where it holds in some cases of the credit only.
    """

    cap: Cap
    most: Sum | None = None
    steps: Fraction | None = None
    is_partial: bool = False
    parts: tuple[Sum, ...] = ()

    @property
    def sums(self) -> tuple[Sum, ...]:
        """Return what it leaves, by form; nothing where that is not known."""
        return (self.most,) if self.most is not None else self.parts

    def leaves(self, form: CreditForm) -> Sum | None:
        """Return the most that it leaves of a form, if that is known."""
        return next((one for one in self.sums if one.form == form), None)


@dataclass(frozen=True, slots=True)
class Highest:
    """The highest credit of one form; `total` is None where nothing of its form limits it.

    `is_whole` is False where parts of the credit were not read or are said elsewhere, so that
    the total speaks only of what is known. `apart` are caps that may cut it and cannot be set
    beside it: of another form or base, or of which no amount is known.
    """

    form: CreditForm
    total: Sum | None
    is_whole: bool = True
    apart: tuple[Cap | Absence, ...] = ()


@dataclass(frozen=True, slots=True)
class ResolvedCredit:
    """One credit for the conditions that it and its tiers name; terms of all credits filled in.

    `place` is where its record is listed. A record whose tiers name conditions of their own
    becomes several credits, each with the `tiers` (by place) that hold together.
    """

    record: Credit
    place: int
    when: When
    tiers: tuple[tuple[int, Tier], ...]
    base: str | Absence | None
    limits: tuple[AppliedCap, ...]
    caps: tuple[Cap, ...] | Absence | None
    claim: Claim | Absence | None
    absence: Absence | None
    floor: CreditAmount | Absence | None

    @property
    def combination(self) -> Combination:
        """Return what tiers that hold one value give together."""
        is_sum = self.record.tiers_combine is TiersCombine.ADD
        return Combination.ADD if is_sum else Combination.REPLACE

    @property
    def given(self) -> tuple[CreditAmount, ...]:
        """Return each amount that is given, in the order of the tiers."""
        listed: list[CreditAmount | Absence | None] = [self.record.credit]
        for _, tier in self.tiers:
            listed += [tier.first, tier.credit]
        return tuple(dict.fromkeys(one for one in listed if isinstance(one, CreditAmount)))

    @property
    def unsaid(self) -> tuple[Absence, ...]:
        """Return how parts of the credit are absent: `none`, `elsewhere` or `unread`."""
        parts = [self.absence, self.record.credit, *(tier.credit for _, tier in self.tiers)]
        return tuple(one for one in parts if isinstance(one, Absence))

    @property
    def forms(self) -> tuple[CreditForm, ...]:
        """Return the forms in which it is given."""
        return tuple(dict.fromkeys(form_of(amount, self.base) for amount in self.given))

    def sum_of(self, amount: CreditAmount) -> Sum:
        """Return an amount of this credit with its form."""
        return Sum(form_of(amount, self.base), number_of(amount))

    def limit_of(self, form: CreditForm) -> Fraction | None:
        """Return the most that caps leave of a form in every case; None without such a cap."""
        whole = (one.leaves(form) for one in self.limits if not one.is_partial)
        return min((most.number for most in whole if most), default=None)


@dataclass(frozen=True, slots=True)
class ResolvedRight:
    """A consequence other than a credit, with the metrics and the cases that it holds for."""

    record: Right
    metrics: tuple[str, ...]
    when: When
    absence: Absence | None


def credits_of(agreement: Agreement) -> tuple[ResolvedCredit, ...]:
    """Return the credits of an agreement in the order in which they are listed."""
    remedies = agreement.remedies
    listed = remedies.credits if isinstance(remedies, Remedies) else None
    if not isinstance(remedies, Remedies) or not isinstance(listed, tuple):
        return ()
    return tuple(
        credit
        for place, record in enumerate(listed)
        for credit in _of_record(agreement, remedies, record, place)
    )


def credits_given(agreement: Agreement, catalog: Catalog) -> tuple[ResolvedCredit, ...]:
    """Return the same, worked out once for a catalog."""
    return catalog.once("credits", agreement, lambda one, _: credits_of(one))


def is_open(credit: ResolvedCredit) -> bool:
    """Tell whether a credit is given of which nothing is known: one not read, or said elsewhere."""
    return credit.absence is not None and credit.absence.none is None


def rights_of(agreement: Agreement) -> tuple[ResolvedRight, ...]:
    """Return the rights of an agreement in the order in which they are listed."""
    remedies = agreement.remedies
    rights = remedies.rights if isinstance(remedies, Remedies) else None
    if not isinstance(remedies, Remedies) or not isinstance(rights, tuple):
        return ()
    held = ((right, joined(remedies.when or ALWAYS, right.when or ALWAYS)) for right in rights)
    return tuple(
        ResolvedRight(right, right.metrics or (), when, right.absence)
        for right, when in held
        if when is not None
    )


def combination_of(agreement: Agreement) -> CreditsCombine | None:
    """Return which of several credits count, where the agreement says so in a fixed word."""
    found = getattr(agreement.remedies, "credits_combine", None)
    return found if isinstance(found, CreditsCombine) else None


def _of_record(
    agreement: Agreement, remedies: Remedies, record: Credit, place: int
) -> Iterator[ResolvedCredit]:
    base = record.base if record.base is not None else remedies.base
    claim = record.claim if record.claim is not None else remedies.claim
    floor = record.floor if record.floor is not None else remedies.floor
    caps = record.caps if record.caps is not None else remedies.caps
    whole = joined(remedies.when or ALWAYS, record.when or ALWAYS)
    for when, tiers in tiers_by_case(agreement, record) if whole is not None else ():
        held = joined(whole or ALWAYS, when)
        if held is None:
            continue
        limits = tuple(
            replace(_limit(cap, record, [t for _, t in tiers], base), is_partial=both != held)
            for cap in (caps if isinstance(caps, tuple) else ())
            if (both := joined(held, cap.when or ALWAYS)) is not None
        )
        yield ResolvedCredit(
            record, place, held, tiers, base, limits, caps, claim, record.absence, floor
        )


def joined(one: When, other: When) -> When | None:
    """Return the cases for which two conditions hold at once; None where there are none."""
    found = cases.joined(one or None, other or None)
    return None if found == () else found or ALWAYS


def meet(one: When, other: When) -> bool:
    """Tell whether two conditions can hold at once."""
    return joined(one, other) is not None


def form_of(amount: CreditAmount, base: object) -> CreditForm:
    """Return the form of an amount; a share is one of its base."""
    if amount.times is not None:
        return CreditForm(FormKind.MULTIPLE)
    if isinstance(amount.amount, Money):
        return CreditForm(FormKind.MONEY, amount.amount.currency)
    if isinstance(amount.amount, Percentage):
        return CreditForm(FormKind.SHARE, base if isinstance(base, str) else "")
    return CreditForm(FormKind.SERVICE)


def number_of(amount: CreditAmount) -> Fraction:
    """Return an amount as a number of its form."""
    if amount.times is not None:
        return Fraction(amount.times.number)
    if isinstance(amount.amount, ElapsedTime):
        return amount.amount.seconds or Fraction(0)
    return Fraction(amount.amount.number if amount.amount else 0)


def _limit(cap: Cap, record: Credit, tiers: Sequence[Tier], base: object) -> AppliedCap:
    """Say what a cap leaves: an amount of the credit's form, or so many times a step."""
    amounts = [record.credit, *(tier.credit for tier in tiers)]
    given = [one for one in amounts if isinstance(one, CreditAmount)]
    if isinstance(cap.at_most, Absence) or not given:
        return AppliedCap(cap)
    firsts = [tier.first for tier in tiers if tier.first]
    forms = dict.fromkeys(form_of(amount, base) for amount in (*firsts, *given))
    each = tiers[0].each if len(tiers) == 1 and not record.per else None
    is_time_beyond = isinstance(each, ElapsedTime) and not is_of_service(cap.of or SERVICE, base)
    found = (
        (form, _in_form(cap.at_most, cap.of, form))
        for form in forms
        if form.kind is not FormKind.SERVICE or not is_time_beyond
    )
    known = [Sum(form, most) for form, most in found if most is not None]
    counted = None if known else steps_counted(cap.at_most, cap.of, record.per, each, base)
    if counted is None:
        return AppliedCap(cap, next(iter(known), None))
    steps = whole_steps(counted, tiers[0]) if each else counted
    top = max(map(number_of, given))
    if len(forms) > 1:
        parts = (Sum(form_of(given[0], base), max(Fraction(0), steps - 1) * top),)
        first_sum = (Sum(form_of(firsts[0], base), number_of(firsts[0]) if steps else Fraction(0)),)
        return AppliedCap(cap, None, steps, parts=first_sum + parts)
    first = number_of(tiers[0].first) if each and tiers[0].first else top
    total = first + max(Fraction(0), steps - 1) * top if first != top else steps * top
    total = total if steps else Fraction(0)
    return AppliedCap(cap, Sum(next(iter(forms)), total), steps)


def _in_form(most: Quantity, of: str | None, form: CreditForm) -> Fraction | None:
    match most:
        case Percentage(number=number) if form.kind is FormKind.SHARE:
            return Fraction(number) if of is None or is_same_base(of, form.of) else None
        case Money(number=number, currency=currency) if form.kind is FormKind.MONEY:
            return Fraction(number) if currency == form.of else None
        case ElapsedTime() if form.kind is FormKind.SERVICE:
            return most.seconds
    return None
