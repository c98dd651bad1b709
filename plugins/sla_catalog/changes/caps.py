"""Changes of the most that credits give back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sla_catalog.changes.cases import in_words
from sla_catalog.changes.change import Change, ChangeDirection, Effect
from sla_catalog.changes.credit_words import amount_text, cap_text
from sla_catalog.changes.pair import AgreementPair
from sla_catalog.changes.periods import stricter
from sla_catalog.changes.values import canonical, is_unknown, shown
from sla_catalog.model.catalog import Location
from sla_catalog.model.fields import Absence
from sla_catalog.model.remedies import Cap
from sla_catalog.resolved.cases import ALWAYS, Case, can_meet, space_of
from sla_catalog.resolved.credits import ResolvedCredit
from sla_catalog.resolved.highest import highest_of


def cap_changes(
    pair: AgreementPair,
    olds: dict[str, list[ResolvedCredit]],
    news: dict[str, list[ResolvedCredit]],
) -> Iterator[Change]:
    """Yield what caps differ in, once where the same caps hold for all credits."""
    told: set[tuple[str, str]] = set()
    for name, group in olds.items():
        if name not in news:
            continue
        one, other = group[0], news[name][0]
        key = (canonical(one.caps), canonical(other.caps))
        if key[0] == key[1] or key in told:
            continue
        told.add(key)
        is_own = other.record.caps is not None or one.record.caps is not None
        path = f"remedies.credits[{name}].caps" if is_own else "remedies.caps"
        places = (_place(one), _place(other))
        divided = _by_case(pair, one, other, (*group, *news[name]) if is_own else ())
        is_same = divided is not None and all(
            canonical(old) == canonical(new) for _, old, new in divided
        )
        if divided is not None and not is_same:
            yield from _of_cases(pair, path, divided, places)
            continue
        kind, customer = _cap_direction(one.caps, other.caps)
        if is_same:
            kind, customer = "value-respelled", ChangeDirection.SAME
        sides = (
            pair.before.side(one.caps, places[0], _caps(one.caps)),
            pair.after.side(other.caps, places[1], _caps(other.caps)),
        )
        is_of_one = divided is None and (is_own or len(olds) == 1)
        effect = _highest_effect(pair, one, other) if is_of_one else None
        yield pair.change(kind, path, "Highest credit", customer, *sides, effect=effect)


def _place(credit: ResolvedCredit) -> Location:
    if credit.record.caps is None:
        return ("remedies", "caps")
    return ("remedies", "credits", credit.place, "caps")


_Caps = tuple[Cap, ...] | Absence | None
_Divided = Sequence[tuple[Case, _Caps, _Caps]]


def _by_case(
    pair: AgreementPair,
    one: ResolvedCredit,
    other: ResolvedCredit,
    of: Sequence[ResolvedCredit],
) -> _Divided | None:
    """Return the caps of each case that caps tell apart; None where they tell none apart.

    It is the cases in which one of some credits is given, or all cases without any.
    """
    old, new = one.caps or (), other.caps or ()
    agreement = pair.after.agreement
    if not isinstance(old, tuple) or not isinstance(new, tuple) or agreement is None:
        return None
    if not any(cap.when for cap in (*old, *new)):
        return None
    space = space_of(agreement)
    given = [space.condition(credit.when or None) for credit in of] or [ALWAYS]
    conditions = [space.condition(cap.when or None) for cap in (*old, *new)]
    found = []
    for case in space.cases([*given, *conditions]):
        if not any(can_meet(condition, case) for condition in given):
            continue
        held = [
            tuple(
                cap.model_copy(update={"when": None})
                for cap in caps
                if can_meet(space.condition(cap.when or None), case)
            )
            for caps in (old, new)
        ]
        found.append((case, held[0], held[1]))
    return found or None


def _of_cases(
    pair: AgreementPair, path: str, divided: _Divided, places: tuple[Location, Location]
) -> Iterator[Change]:
    every = [case for case, _, _ in divided]
    groups: dict[tuple[str, str], list[tuple[Case, _Caps, _Caps]]] = {}
    for one in divided:
        groups.setdefault((canonical(one[1]), canonical(one[2])), []).append(one)
    for (was, now), group in groups.items():
        if was == now or pair.after.agreement is None:
            continue
        _, old, new = group[0]
        told = in_words(pair.after.agreement, [case for case, _, _ in group], every)
        kind, customer = _cap_direction(old, new)
        sides = (
            pair.before.side(old or None, places[0], _caps(old)),
            pair.after.side(new or None, places[1], _caps(new)),
        )
        what = f"{path}{told.path}"
        yield pair.change(kind, what, "Highest credit", customer, *sides, cases=told.text)


def _highest_effect(
    pair: AgreementPair, one: ResolvedCredit, other: ResolvedCredit
) -> Effect | None:
    """Return the highest credit before and after, where caps leave another one."""
    sides = ((pair.before, one), (pair.after, other))
    most = [
        {
            found.form: found.total.number
            for found in highest_of(version.agreement, credit, version.catalog)
            if found.total is not None
        }
        if version.agreement is not None
        else {}
        for version, credit in sides
    ]
    told = [
        f"at most {amount_text(form, number)} → {amount_text(form, most[1][form])}"
        for form, number in most[0].items()
        if form in most[1] and most[1][form] != number
    ]
    return Effect("; ".join(told)) if told else None


def _caps(caps: _Caps) -> str:
    if isinstance(caps, Absence):
        return shown(caps)
    return "; ".join(map(cap_text, caps or ())) or "none"


def _cap_direction(one: _Caps, other: _Caps) -> tuple[str, ChangeDirection]:
    unknown = "term-reworded", ChangeDirection.UNKNOWN
    if is_unknown(one) or is_unknown(other):
        return unknown
    old, new = (side if isinstance(side, tuple) else () for side in (one, other))
    match stricter(old, new):
        case 1:
            return "credit-cap-added-or-lowered", ChangeDirection.WORSE
        case -1:
            return "credit-cap-removed-or-raised", ChangeDirection.BETTER
        case 0 if old:
            return "value-respelled", ChangeDirection.SAME
        case _:
            return unknown
