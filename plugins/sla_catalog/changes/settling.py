"""What two versions say in other places, put where it can be compared: in the same one.

The terms of all credits may be those of each, parties may be named in short, and a term may have a
length or a last day. It is the same agreement.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Any

from sla_catalog.frozen import dataclass
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Location
from sla_catalog.model.parties import PartyInAgreement, Role
from sla_catalog.model.remedies import Credit, Remedies
from sla_catalog.model.reviews import Duration
from sla_catalog.resolved.term import first_last_day

# Of a remedy's terms, caps are compared as they apply, wherever they are.
_TERMS = ("base", "base_excludes", "claim", "paid_as", "floor", "commitment", "cumulation")


@dataclass(frozen=True, slots=True)
class SettledAgreement:
    """An agreement with values in other places; `moved` has each of these with the written one."""

    agreement: Agreement
    moved: Mapping[Location, Location] = field(default_factory=dict)

    def with_(
        self, update: Mapping[str, Any], moved: Mapping[Location, Location]
    ) -> SettledAgreement:
        """Return it with other values."""
        return SettledAgreement(self.agreement.model_copy(update=update), {**self.moved, **moved})


def settled_alike(old: Agreement, new: Agreement) -> tuple[SettledAgreement, SettledAgreement]:
    """Return two versions in which what is written in other places is in the same one."""
    sides = SettledAgreement(old), SettledAgreement(new)
    names = tuple(_stated_otherwise(old, new))
    if names:
        sides = _with_terms(sides[0], names), _with_terms(sides[1], names)
    for role in (Role.PROVIDER, Role.CUSTOMER):
        sides = _with_party(sides[0], sides[1], role), _with_party(sides[1], sides[0], role)
    return _with_last_day(sides[0], sides[1]), _with_last_day(sides[1], sides[0])


def _credits(agreement: Agreement) -> tuple[Credit, ...]:
    listed = getattr(agreement.remedies, "credits", None)
    return listed if isinstance(listed, tuple) else ()


def _stated_otherwise(old: Agreement, new: Agreement) -> Iterator[str]:
    """Yield the terms that a credit states itself on one side, and takes from all on the other."""
    olds = {one.id: one for one in _credits(old)}
    pairs = [(olds[one.id], one) for one in _credits(new) if one.id in olds]
    for name in _TERMS:
        stated = [getattr(one.remedies, name, None) is not None for one in (old, new)]
        own = [[getattr(one, name) is not None for one in pair] for pair in pairs]
        if any(stated[not has] for had, has in own if had is not has):
            yield name


def _with_terms(side: SettledAgreement, names: tuple[str, ...]) -> SettledAgreement:
    """Return a version in which each credit states some terms itself."""
    remedies = side.agreement.remedies
    if not isinstance(remedies, Remedies):
        return side
    moved: dict[Location, Location] = {}
    entries = []
    for place, one in enumerate(_credits(side.agreement)):
        taken = [name for name in names if getattr(one, name) is None]
        for name in taken:
            moved["remedies", "credits", place, name] = ("remedies", name)
        entries.append(one.model_copy(update={name: getattr(remedies, name) for name in taken}))
    update = {"credits": tuple(entries)} | dict.fromkeys(names)
    return side.with_({"remedies": remedies.model_copy(update=update)}, moved)


def _with_party(side: SettledAgreement, other: SettledAgreement, role: Role) -> SettledAgreement:
    """Return a version in which a party named in short is one of the list, as over there."""
    named = getattr(side.agreement, role)
    if not isinstance(named, tuple) or getattr(other.agreement, role) is not None:
        return side
    parties = side.agreement.parties or ()
    there = [one for one in other.agreement.parties or () if one.role is role]
    known = {one.id for one in parties if one.id}
    if len(there) == 1 and there[0].id not in known:
        entry = PartyInAgreement.model_construct(id=there[0].id, role=role, party=named)
        moved: dict[Location, Location] = {("parties", len(parties)): (str(role),)}
        return side.with_({"parties": (*parties, entry), str(role): None}, moved)
    is_default = role is Role.PROVIDER and not there and named == (side.agreement.owner,)
    if is_default and other.agreement.owner == side.agreement.owner:
        return side.with_({str(role): None}, {})
    return side


def _with_last_day(side: SettledAgreement, other: SettledAgreement) -> SettledAgreement:
    """Return a version with the last day to which the length of its term leads, as over there."""
    own, there = side.agreement.duration, other.agreement.duration
    if not isinstance(own, Duration) or not isinstance(there, Duration):
        return side
    last = first_last_day(own)
    if own.last_day or last is None or there.initial is not None or there.last_day is None:
        return side
    update = {"duration": own.model_copy(update={"initial": None, "ends": last})}
    return side.with_(update, {("duration", "ends"): ("duration", "initial")})
