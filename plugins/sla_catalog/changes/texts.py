"""Texts of records before and after: as a whole, or row by row where a table in them differs."""

from __future__ import annotations

from collections.abc import Iterator

from sla_catalog.changes.change import Change, ChangeDirection, Effect
from sla_catalog.changes.effects import zone_effect
from sla_catalog.changes.fields import Kinds, kinds_of
from sla_catalog.changes.hours import are_rewritten
from sla_catalog.changes.kinds import KINDS
from sla_catalog.changes.pair import AgreementPair
from sla_catalog.changes.places import At
from sla_catalog.changes.polarities import given_more_often, have_same_clocks
from sla_catalog.changes.prose import reworded
from sla_catalog.changes.tables import RowChange, changed_rows
from sla_catalog.model.fields import Polarity, Record, meaning


def rewordings(
    pair: AgreementPair, record: type[Record], name: str, at: At, old: str, new: str
) -> Iterator[Change]:
    """Yield the change of a text, or those of the rows of its table where nothing else differs."""
    rows = changed_rows(old, new)
    for row in rows:
        here = at.row(row.name)
        if row.before is None or row.after is None:
            yield _of_one_side(pair, record, name, here, row)
        else:
            yield _rewording(pair, record, name, here, row.before, row.after)
    if not rows:
        yield _rewording(pair, record, name, at, old, new)


def _of_one_side(
    pair: AgreementPair, record: type[Record], name: str, at: At, row: RowChange
) -> Change:
    """Return the change that a row came or went."""
    kind = kinds_of(record.__name__, name).unknown
    customer = None
    if meaning(record, name).polarity is Polarity.NEUTRAL:
        customer = ChangeDirection.SAME
    elif kind == Kinds().unknown:
        kind = "clause-added" if row.before is None else "clause-removed"
    sides = (pair.before.side(row.before, at.before), pair.after.side(row.after, at.after))
    weight = meaning(record, name).weight
    return pair.change(kind, at.path, at.what, customer, *sides, weight=weight)


def _rewording(
    pair: AgreementPair, record: type[Record], name: str, at: At, old: str, new: str
) -> Change:
    """Return the change of a text: of the kind of its field where that has one, else by words."""
    found = reworded(old, new, at.duty_of)
    kind, customer = found.kind, found.customer
    effect: Effect | None = None
    own = kinds_of(record.__name__, name).unknown
    if meaning(record, name).polarity is Polarity.NEUTRAL:
        kind, customer = own, ChangeDirection.SAME
    elif name == "timezone" and have_same_clocks(old, new):
        kind, customer = "value-respelled", ChangeDirection.SAME
    elif own != Kinds().unknown and (
        customer is not ChangeDirection.SAME or (own in _TO_THE_LETTER and kind == "typo-sized")
    ):
        hint = _HINTS.get(kind, "")
        kind = own
        often = given_more_often((record.__name__, name), old, new)
        customer = KINDS[own].direction or often or ChangeDirection.UNKNOWN
        effect = Effect(hint) if hint and not often else None
    if kind == "timezone-changed":
        effect = zone_effect(old, new, pair.today, of_days=are_rewritten(pair))
    sides = (pair.before.side(old, at.before), pair.after.side(new, at.after))
    weight = meaning(record, name).weight
    return pair.change(kind, at.path, at.what, customer, *sides, effect=effect, weight=weight)


# What bears another name with each other letter.
_TO_THE_LETTER = frozenset({"party-changed"})
_HINTS = {
    "negation-changed": "a ‘not’ came or went",
    "number-changed-in-prose": "a number or a unit of time differs",
    "link-target-changed": "it leads to another address",
    "qualifier-added": "a qualification came",
    "qualifier-removed": "a qualification went",
    "duty-weakened": "a weaker verb of duty",
    "duty-strengthened": "a stronger verb of duty",
}
