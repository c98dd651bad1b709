"""How many breaches give a right: which of two triggers is met sooner."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from math import ceil

from sla_catalog.calculation.downtime import Lengths, lengths
from sla_catalog.model.calendars import Window, WindowKind
from sla_catalog.model.quantities import ElapsedTime
from sla_catalog.model.triggers import Trigger, TriggerKind


def sooner(before: Trigger, after: Trigger) -> int | None:
    """Return 1 where whatever meets the first trigger meets the second one too, -1 the other way.

    0 where both hold of each other, None where neither does.
    """
    is_met, was_met = _follows(after, before), _follows(before, after)
    if is_met and was_met:
        return 0
    return 1 if is_met else -1 if was_met else None


def _follows(one: Trigger, other: Trigger) -> bool:
    """Tell whether a trigger is met whenever another one is."""
    one, other = _plain(one), _plain(other)
    if one.kind is TriggerKind.EACH:
        return True
    if other.kind is TriggerKind.EACH or one.below != other.below:
        return False
    if one.kind is TriggerKind.COUNT and other.kind is TriggerKind.OF_ANY:
        # Months in breach on end may lie in two periods of a calendar; half of them are in one.
        held = other.count if one.layout == "rolling" else ceil(other.count / 2)
        return one.count <= held and _covers(one, other)
    if one.kind is TriggerKind.EVER and other.kind is not TriggerKind.OF_ANY:
        return one.count <= other.count
    if (one.kind, one.layout) != (other.kind, other.layout):
        return False
    if one.layout == "calendar" and one.count > 1 and one.among % other.among:
        return False  # a period of the other one can lie in two of this one's
    is_on_end = other.kind is TriggerKind.OF_ANY and other.count == other.among
    return one.count <= other.count and (is_on_end or _covers(one, other))


def _covers(one: Trigger, other: Trigger) -> bool:
    """Tell whether any period of one trigger is at least as long as any of another one."""
    if one.unit is other.unit:
        return one.among >= other.among
    longer, shorter = _lengths(one), _lengths(other)
    return bool(longer and shorter and longer.shortest >= shorter.longest)


def _lengths(trigger: Trigger) -> Lengths | None:
    length = ElapsedTime(Decimal(trigger.among), trigger.unit)
    return lengths(Window(WindowKind.ROLLING, length=length))


def _plain(trigger: Trigger) -> Trigger:
    """Return months on end as so many of so many, which they are."""
    if trigger.kind is TriggerKind.CONSECUTIVE:
        return replace(trigger, kind=TriggerKind.OF_ANY, among=trigger.count)
    return trigger
