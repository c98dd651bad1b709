"""Conditions of entries before and after: whether one holds in more cases than the other."""

from __future__ import annotations

from sla_catalog.changes.change import ChangeDirection
from sla_catalog.changes.kinds import KINDS
from sla_catalog.changes.pair import Version
from sla_catalog.model.fields import Item, Polarity, Record, meaning
from sla_catalog.model.remedies import Credit
from sla_catalog.resolved.cases import Box, Condition, Space, joined, space_of
from sla_catalog.resolved.promises import conditions_promised

EVERY = "every case"
# Lists of parts, of which each is something that the customer has.
_GAINS = frozenset({("Remedies", "credits"), ("Monitoring", "reports"), ("Monitoring", "access")})
_WORSE = {
    "Exclusion": "exclusion-widened",
    "Maintenance": "maintenance-window-added-or-lengthened",
    "Duty": "customer-duty-added-or-tightened",
}


def condition_of(entry: Item, version: Version) -> Condition:
    """Return where an entry applies; a dimension whose values are all named is left out.

    A credit applies where one of its metrics promises something, and nowhere else. Where none of
    them promises anything, its own condition is all that there is to compare.
    """
    space = space_of(version.agreement) if version.agreement else Space({})
    if not isinstance(entry, Credit) or version.agreement is None:
        return space.condition(entry.when)
    promised = conditions_promised(version.agreement, entry.metrics, version.catalog)
    whens = [joined(entry.when, one) for one in promised] or [entry.when]
    return tuple(box for when in whens for box in space.condition(when))


def wider(before: Condition, after: Condition) -> int | None:
    """Return 1 where a condition holds in more cases, -1 in fewer, 0 in the same.

    None where neither holds in all cases of the other one.
    """
    keeps = all(any(_lies_in(one, other) for other in after) for one in before)
    kept = all(any(_lies_in(one, other) for other in before) for one in after)
    if keeps and kept:
        return 0
    return 1 if keeps else -1 if kept else None


def _lies_in(one: Box, other: Box) -> bool:
    return all(name in one and one[name] <= values for name, values in other.items())


def of_more_cases(
    entry: type[Record], listed: tuple[type[Record], str], sign: int | None
) -> tuple[str, ChangeDirection]:
    """Return the kind and direction of an entry of a list that holds in more or in fewer cases."""
    record, name = listed
    polarity = meaning(record, name).polarity
    if (record.__name__, name) in _GAINS:
        polarity = Polarity.SUPERSET
    if not sign or polarity not in _OF_MORE:
        return "term-reworded", ChangeDirection.UNKNOWN
    of_more = _OF_MORE[polarity]
    worse = "coverage-narrowed"
    if of_more is ChangeDirection.WORSE:
        worse = _WORSE.get(entry.__name__, "term-weakened")
    customer = of_more if sign > 0 else of_more.mirrored
    return (worse if customer is ChangeDirection.WORSE else KINDS[worse].mirror), customer


_OF_MORE = {Polarity.SUPERSET: ChangeDirection.BETTER, Polarity.SUBSET: ChangeDirection.WORSE}
