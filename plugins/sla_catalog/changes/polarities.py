"""For whom a change of a field is better, as its polarity and what holds without it say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from sla_catalog.calculation.localtime import minutes_ahead
from sla_catalog.changes.change import ChangeDirection
from sla_catalog.changes.clocks import lasting_longer
from sla_catalog.changes.fields import (
    ABSENT_IS_ALL,
    ABSENT_IS_BEST,
    ABSENT_IS_OPEN,
    LONGER_IS_BETTER,
    Field,
)
from sla_catalog.changes.pair import AgreementPair
from sla_catalog.changes.periods import longer, rarer
from sla_catalog.changes.values import direction, is_first, is_unknown, ordered, signed
from sla_catalog.model.fields import Absence, Meaning, Polarity, Record
from sla_catalog.model.operators import Operator
from sla_catalog.model.targets import Target


def direction_of(
    pair: AgreementPair, record: type[Record], name: str, told: Meaning, old: Any, new: Any
) -> ChangeDirection:
    """Return for whom a change of a field is better, also where it is not stated on one side."""
    was, now = _stated(old), _stated(new)
    polarity = told.polarity
    if polarity is Polarity.NEUTRAL:
        return ChangeDirection.SAME
    field = (record.__name__, name)
    if was and now and field == _THRESHOLD:
        return _of_threshold(old, new)
    if was and now:
        sign = longer(old, new) if field in LONGER_IS_BETTER else None
        if sign:
            return signed(sign)
        found = direction(polarity, old, new)
        if found is ChangeDirection.UNKNOWN and polarity in {Polarity.HIGHER, Polarity.LOWER}:
            lasting = lasting_longer(pair, old, new) or 0
            longer_is_better = polarity is Polarity.HIGHER
            return signed(lasting if longer_is_better else -lasting) if lasting else found
        return found
    is_open = field in ABSENT_IS_OPEN
    if was is now or is_open or is_unknown(old) or is_unknown(new):
        return ChangeDirection.UNKNOWN
    gained = _gained(field, polarity, new if now else old)
    return gained if now else gained.mirrored


_THRESHOLD: Field = ("Exclusion", "threshold")
_UPWARDS = (Operator.MORE_THAN, Operator.AT_LEAST)
_DOWNWARDS = (Operator.LESS_THAN, Operator.AT_MOST)


def _of_threshold(old: Target, new: Target) -> ChangeDirection:
    """Return for whom it is better that other values are excluded; more are for the provider."""
    for operators, towards in ((_UPWARDS, -1), (_DOWNWARDS, 1)):
        if old.operator in operators and new.operator in operators:
            sign = ordered(replace(old, operator=None), replace(new, operator=None))
            if sign is None:
                break
            is_wider = sign * towards
            edge = operators.index(new.operator) - operators.index(old.operator)
            return signed(-is_wider if is_wider else -edge)
    return ChangeDirection.UNKNOWN


def _gained(field: Field, polarity: Polarity, value: Any) -> ChangeDirection:
    """Return for whom it is better that a value is stated now."""
    better, worse = ChangeDirection.BETTER, ChangeDirection.WORSE
    match polarity:
        case Polarity.READ | Polarity.PARTS:
            return ChangeDirection.UNKNOWN
        case Polarity.NO:
            return worse if value is True else ChangeDirection.SAME
        case Polarity.YES:
            return worse if value is False else better
        case Polarity.ORDER:
            return better if is_first(value) else worse
        case Polarity.SUBSET:
            return worse
        case _:
            is_best = field in ABSENT_IS_BEST | ABSENT_IS_ALL
            return worse if is_best else better


def given_more_often(field: Field, old: str, new: str) -> ChangeDirection | None:
    """Return for whom it is better that a credit is for each of another unit of time, if known."""
    sign = rarer(old, new) if field == ("Credit", "per") else None
    return None if sign is None else signed(-sign)


def _stated(value: Any) -> bool:
    return value is not None and not isinstance(value, Absence)


def have_same_clocks(one: str, other: str) -> bool:
    """Tell whether the clocks of two zones have shown the same in the years that matter here."""
    return minutes_ahead(one, other, _FIRST, _DAYS) == {0}


_FIRST = date(2024, 1, 1)
_DAYS = 10 * 366
