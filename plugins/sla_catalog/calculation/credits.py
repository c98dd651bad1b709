"""Reckon credits in money: measured values rounded, what a credit is worth, caps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor

from sla_catalog.calculation.bands import Interval, Number
from sla_catalog.frozen import dataclass
from sla_catalog.model.quantities import as_decimal


class RoundingDirection(StrEnum):
    """Which way a measured value is rounded."""

    DOWN = "down"
    UP = "up"
    HALF_UP = "half up"


@dataclass(frozen=True, slots=True)
class RoundingRule:
    """To how many digits after the point a value is rounded, and which way.

    `unit` is set instead where values are rounded to whole multiples of it.
    """

    digits: int
    mode: RoundingDirection = RoundingDirection.HALF_UP
    unit: Fraction | None = None

    @property
    def grain(self) -> Fraction:
        """Return the distance between two rounded values."""
        return Fraction(1, 10**self.digits) if self.unit is None else self.unit

    def rounded(self, value: Fraction) -> Fraction:
        """Return a value of 0 or more, rounded."""
        scaled = value / self.grain
        if self.mode is RoundingDirection.UP:
            return ceil(scaled) * self.grain
        half = Fraction(1, 2) if self.mode is RoundingDirection.HALF_UP else 0
        return floor(scaled + half) * self.grain

    def before(self, bound: Number, included: bool) -> tuple[Fraction, bool]:
        """Return from which exact value on rounded values reach a bound, and whether it does.

        Without `included` they have to be above the bound.
        """
        steps = Fraction(bound) / self.grain
        least = ceil(steps) if included else floor(steps) + 1
        if self.mode is RoundingDirection.UP:
            return (least - 1) * self.grain, False
        half = Fraction(1, 2) if self.mode is RoundingDirection.HALF_UP else 0
        return (least - half) * self.grain, True

    def unrounded(self, interval: Interval) -> Interval:
        """Return the exact values whose rounded ones lie in an interval."""
        lower, upper = interval.lower, interval.upper
        lower_included, upper_included = interval.lower_included, interval.upper_included
        if lower is not None:
            lower, lower_included = self.before(lower, lower_included)
        if upper is not None:
            upper, reaches = self.before(upper, not upper_included)
            upper_included = not reaches
        return Interval(lower, lower_included, upper, upper_included)


def availability(
    outage: Fraction, total: Fraction, rounding: RoundingRule | None = None
) -> Fraction:
    """Return the share, in percent, of a total that was not outage; both in one unit of time.

    Exact without a rounding. Raises ValueError for an outage below 0 or above the total.
    """
    if not 0 <= outage <= total or total == 0:
        raise ValueError(f"an outage of {outage} in {total}")
    exact = 100 * (total - outage) / total
    return exact if rounding is None else rounding.rounded(exact)


class FormKind(StrEnum):
    """In which form a credit is given."""

    SHARE = "share"
    MONEY = "money"
    SERVICE = "service"
    MULTIPLE = "multiple"


Amount = tuple[FormKind, Number]


@dataclass(frozen=True, slots=True)
class Billing:
    """What a credit is worked out from: the fee of a period, its length, the outage in it.

    `days` is how many days of service the fee pays for; `minutes` and `outage` are None where no
    outage was measured.
    """

    fee: Decimal
    days: Fraction
    minutes: Fraction | None = None
    outage: Fraction | None = None

    def worth_of(self, amounts: Iterable[Amount]) -> Fraction | None:
        """Return what amounts of several forms are worth together; None where one is not known."""
        found = [self.worth(kind, number) for kind, number in amounts]
        known = [one for one in found if one is not None]
        return sum(known, Fraction(0)) if len(known) == len(found) else None

    def worth(self, kind: FormKind, number: Number) -> Fraction | None:
        """Return what a credit is worth in money: percent, money, seconds of service, a factor."""
        amount, fee = Fraction(number), Fraction(self.fee)
        match kind:
            case FormKind.SHARE:
                return amount * fee / 100
            case FormKind.MONEY:
                return amount
            case FormKind.SERVICE:
                return amount / (self.days * 86400) * fee
        if self.minutes is None or self.outage is None:
            return None
        return amount * fee * self.outage / self.minutes


@dataclass(frozen=True, slots=True)
class Settled:
    """What is paid of a credit: in money before and after caps, and which of the caps binds."""

    earned: Decimal
    paid: Decimal
    binding: int | None = None

    @property
    def is_cut(self) -> bool:
        """Tell whether a cap leaves less than was earned."""
        return self.binding is not None


def settled(
    given: Sequence[Amount],
    ceilings: Sequence[Sequence[Amount]],
    billing: Billing,
    digits: int = 2,
) -> Settled | None:
    """Reckon a credit in money, rounded half up; each cap is rounded down.

    What is given, and what a cap leaves, may be of several forms, which are added. None where a
    part of the credit is a multiple of an outage's price and no outage was measured.
    """
    worth = billing.worth_of(given)
    if worth is None:
        return None
    earned = RoundingRule(digits).rounded(worth)
    down = RoundingRule(digits, RoundingDirection.DOWN)
    limits = [billing.worth_of(ceiling) for ceiling in ceilings]
    most = [down.rounded(limit) if limit is not None else earned for limit in limits]
    least = min(most, default=earned)
    if least >= earned:
        return Settled(_money(earned, digits), _money(earned, digits))
    return Settled(_money(earned, digits), _money(least, digits), most.index(least))


def _money(amount: Fraction, digits: int) -> Decimal:
    return as_decimal(amount).quantize(Decimal(1).scaleb(-digits))
