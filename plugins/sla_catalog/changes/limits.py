"""The most that may be taken in a period: amount and period judged as one value."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from sla_catalog.changes.change import ChangeDirection, Effect
from sla_catalog.changes.effects import amount_effect
from sla_catalog.changes.periods import for_each, in_each, keeps
from sla_catalog.changes.values import canonical, number_of, ordered, shown, signed
from sla_catalog.frozen import dataclass
from sla_catalog.model.calendars import MONTHS_OF, Window, WindowKind
from sla_catalog.model.exclusions import Exclusion, Maintenance
from sla_catalog.model.fields import Absence, Record
from sla_catalog.model.quantities import PlainQuantity
from sla_catalog.model.services import Limit

LIMITS = frozenset(
    {
        *((one.__name__, name) for one in (Exclusion, Maintenance) for name in ("at_most", "per")),
        *((Limit.__name__, name) for name in ("at_most", "window")),
    }
)


@dataclass(frozen=True, slots=True)
class PeriodLimit:
    """The most that the provider may take from the customer, and in which period.

    `is_of_use` for the most that the customer may take.
    """

    at_most: Any
    per: Any
    is_of_use: bool = False

    @property
    def field(self) -> str:
        """Return the field that has the kinds of change of both parts."""
        return "window" if self.is_of_use else "per"

    @property
    def text(self) -> str:
        """Return it as people read it."""
        if self.at_most is None:
            return ""
        return f"{shown(self.at_most)}{for_each(self.per)}"

    @property
    def value(self) -> str | None:
        """Return what is equal for limits that mean the same; None where there is none."""
        if self.at_most is None:
            return None
        return f"{canonical(self.at_most)} per {canonical(self.per)}"

    def replaced_by(self, other: PeriodLimit) -> ChangeDirection:
        """Return for whom another limit is better: who takes wants more, who gives wants less."""
        found = self._loosened_by(other)
        if found is ChangeDirection.UNKNOWN and _cross(self, other):
            found = _by_sums(self, other)
        return found.mirrored if self.is_of_use else found

    def leaning(self, other: PeriodLimit) -> ChangeDirection:
        """Return for whom it is better in the long run, where each side allows something more.

        Two weeks meet in a month's end, so that 4 h a month can be 8 h in a week; but 4 h a week
        are four times as much.
        """
        found = self.replaced_by(other)
        amounts = number_of(self.at_most), number_of(other.at_most)
        if found is not ChangeDirection.MIXED or amounts[0] is None or amounts[1] is None:
            return found
        rates = [
            amount[1] / _days(limit.per)
            for amount, limit in zip(amounts, (self, other), strict=True)
            if amount is not None
        ]
        sign = (rates[0] > rates[1]) - (rates[0] < rates[1])
        return signed(-sign if self.is_of_use else sign)

    def _loosened_by(self, other: PeriodLimit) -> ChangeDirection:
        if self.at_most is None or other.at_most is None:
            return signed(1 if self.at_most is None else -1)
        is_kept = keeps((self.at_most, self.per), (other.at_most, other.per))
        is_keeping = keeps((other.at_most, other.per), (self.at_most, self.per))
        if is_kept is is_keeping:
            return ChangeDirection.SAME if is_kept else ChangeDirection.UNKNOWN
        return ChangeDirection.WORSE if is_kept else ChangeDirection.BETTER

    def effect_of(self, other: PeriodLimit) -> Effect | None:
        """Return how much more or less another limit is at once, and in the longer period."""
        at_once = amount_effect(self.at_most, other.at_most)
        found = at_once and replace(at_once, text=f"{at_once.text} in one go")
        if _cross(self, other):
            in_one_go = f"; {found.text}" if found else ""
            found = Effect(f"{_touched(self, other)}{in_one_go}")
        if not self.is_of_use:
            return found
        sums = _sums(self, other)
        texts = [sums, found.text if found else ""]
        text = "; ".join(filter(None, texts))
        return Effect(text) if text else None


def _cross(one: PeriodLimit, other: PeriodLimit) -> bool:
    """Tell whether one counts in weeks, which cross the ends of the months of the other one."""
    periods = one.per, other.per
    if not all(isinstance(per, Window) and per.kind is WindowKind.CALENDAR for per in periods):
        return False
    amounts = number_of(one.at_most), number_of(other.at_most)
    if amounts[0] is None or amounts[1] is None or amounts[0][0] != amounts[1][0]:
        return False
    units = {per.unit for per in periods}
    return "week" in units and len(units & MONTHS_OF.keys()) == 1


def _days(period: Any) -> Fraction:
    """Return the length of a calendar period on average."""
    return _YEAR / 12 * MONTHS_OF[period.unit] if period.unit in MONTHS_OF else Fraction(7)


_YEAR = Fraction("365.2425")


def _by_sums(one: PeriodLimit, other: PeriodLimit) -> ChangeDirection:
    """Return for whom another limit is better by what both allow at most in a period of either."""
    sums = [_most_in(period, one, other) for period in (one.per, other.per)]
    signs = {-(ordered(was, now) or 0) for was, now in sums} - {0}
    return signed(signs.pop()) if len(signs) == 1 else ChangeDirection.MIXED


def _most_in(period: Any, *limits: PeriodLimit) -> list[Any]:
    return [
        replace(one.at_most, number=one.at_most.number * _most_within(one.per, period))
        for one in limits
    ]


def _touched(one: PeriodLimit, other: PeriodLimit) -> str:
    """Say what both allow at most in a period of either: a month has days of up to six weeks."""
    texts = []
    for period in (one.per, other.per):
        most = _most_in(period, one, other)
        texts.append(f"up to {most[0]} → up to {most[1]} in a {period}")
    return "; ".join(texts)


def _most_within(period: Any, of: Any) -> int:
    """Return how many periods can have days in another one; of a month a week has two."""
    if period.unit == of.unit:
        return 1
    return 2 if of.unit == "week" else (_MOST_DAYS[of.unit] - 2) // 7 + 2


_MOST_DAYS = {"month": 31, "quarter": 92, "half-year": 184, "year": 366}


def _sums(one: PeriodLimit, other: PeriodLimit) -> str:
    """Return what both come to in the longer of their periods, if one is so many of the other."""
    for period, counts in (
        (other.per, (in_each(one.per, other.per), Fraction(1))),
        (one.per, (Fraction(1), in_each(other.per, one.per))),
    ):
        sums = [
            replace(limit.at_most, number=limit.at_most.number * int(count))
            for limit, count in zip((one, other), counts, strict=True)
            if count is not None and isinstance(limit.at_most, PlainQuantity)
        ]
        if len(sums) == 2:
            return f"{sums[0]} → {sums[1]}{for_each(period)}"
    return ""


def limit_of(record: Record) -> PeriodLimit:
    """Return the limit that a record states."""
    if isinstance(record, Limit):
        return PeriodLimit(record.at_most, record.window, is_of_use=True)
    return PeriodLimit(getattr(record, "at_most", None), getattr(record, "per", None))


def kind_of_limit(old: Any, new: Any) -> str:
    """Return the kind of a limit of use that is new, or gone; nothing for what is none."""
    limit = new or old
    if not isinstance(limit, Limit):
        return ""
    if limit.at_most is not None and not isinstance(limit.at_most, Absence):
        return "capacity-lowered" if new else "capacity-raised"
    if limit.at_least is not None and not isinstance(limit.at_least, Absence):
        return "precondition-added" if new else "precondition-removed"
    return ""


def limited(before: Record, after: Record) -> bool:
    """Tell whether the parts of a limit differ so that none can be judged by itself.

    Another amount in the same period can, and another period that takes the same.
    """
    if not isinstance(after, Exclusion | Maintenance | Limit):
        return False
    old, new = limit_of(before), limit_of(after)
    if any(isinstance(one, Absence) for one in (old.at_most, new.at_most)):
        return False
    if old.at_most is None and new.at_most is None:
        return False
    is_other_amount = canonical(old.at_most) != canonical(new.at_most)
    is_other_period = canonical(old.per) != canonical(new.per)
    if isinstance(after, Limit):
        has_least = any(getattr(one, "at_least", None) for one in (before, after))
        return is_other_period and not has_least
    return is_other_period and (is_other_amount or _cross(old, new))
