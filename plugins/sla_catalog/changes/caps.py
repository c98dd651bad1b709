"""Changes of the most that credits give back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from sla_catalog.changes.cases import in_words
from sla_catalog.changes.ceilings import Capped, capped
from sla_catalog.changes.change import Change, ChangeDirection, Effect
from sla_catalog.changes.credit_words import amount_text, cap_text
from sla_catalog.changes.effects import amount_effect
from sla_catalog.changes.pair import AgreementPair, Version
from sla_catalog.changes.periods import stricter
from sla_catalog.changes.values import canonical, is_unknown, shown
from sla_catalog.frozen import dataclass
from sla_catalog.model.catalog import Location
from sla_catalog.model.fields import Absence
from sla_catalog.model.remedies import Cap, Credit
from sla_catalog.resolved.cases import ALWAYS, Case, can_meet, space_of
from sla_catalog.resolved.credits import CreditForm, ResolvedCredit, Sum
from sla_catalog.resolved.highest import highest_of
from sla_catalog.resolved.schedules import cases_of


def cap_changes(
    pair: AgreementPair,
    olds: dict[str, list[ResolvedCredit]],
    news: dict[str, list[ResolvedCredit]],
) -> Iterator[Change]:
    """Yield what caps differ in, once where the same caps hold for all credits."""
    capped: dict[tuple[str, str], list[str]] = {}
    for name, group in olds.items():
        if name in news:
            key = (canonical(group[0].caps), canonical(news[name][0].caps))
            capped.setdefault(key, []).append(name)
    for (was, now), names in capped.items():
        if was == now:
            continue
        name = names[0]
        one, other = olds[name][0], news[name][0]
        is_own = other.record.caps is not None or one.record.caps is not None
        path = f"remedies.credits[{name}].caps" if is_own else "remedies.caps"
        divided = _by_case(pair, one, other, (*olds[name], *news[name]) if is_own else ())
        is_same = divided is not None and all(
            canonical(old) == canonical(new) for _, old, new in divided
        )
        title = f"Credit “{other.record.name or name}”: caps" if is_own else "Caps on credits"
        cuts = [_Cut.of(pair, olds[each], news[each]) for each in names]
        if divided is not None and not is_same:
            is_kept = any(cut.is_written_alike for cut in cuts)
            yield from _of_cases(pair, path, title, divided, (one, other), is_kept=is_kept)
            continue
        kind, customer = _cap_direction(one.caps, other.caps)
        if is_same:
            kind, customer = "value-respelled", ChangeDirection.SAME
        sides = (
            pair.before.side(one.caps, _edited(one, other), _caps(one.caps)),
            pair.after.side(other.caps, _edited(other, one), _caps(other.caps)),
        )
        effect = _effect(one, other, cuts) if divided is None else None
        change = pair.change(kind, path, title, customer, *sides, effect=effect)
        hides = customer in _HIDING and any(cut.hides for cut in cuts)
        yield replace(change, masks=hides)


def _place(credit: ResolvedCredit) -> Location:
    if credit.record.caps is None:
        return ("remedies", "caps")
    return ("remedies", "credits", credit.place, "caps")


def _edited(own: ResolvedCredit, other: ResolvedCredit, held: _Caps = None) -> Location:
    """Return where the first cap is written that the other version does not have.

    Where only some caps are `held`, it is one of those.
    """
    known = {canonical(cap) for cap in other.caps} if isinstance(other.caps, tuple) else set()
    some = {canonical(cap) for cap in held} if isinstance(held, tuple) else None
    for place, cap in enumerate(own.caps if isinstance(own.caps, tuple) else ()):
        if canonical(cap) not in known and (
            some is None or canonical(cap.model_copy(update={"when": None})) in some
        ):
            return (*_place(own), place)
    return _place(own)


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
    pair: AgreementPair,
    path: str,
    title: str,
    divided: _Divided,
    of: tuple[ResolvedCredit, ResolvedCredit],
    *,
    is_kept: bool,
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
            pair.before.side(old or None, _edited(of[0], of[1], old), _caps(old)),
            pair.after.side(new or None, _edited(of[1], of[0], new), _caps(new)),
        )
        what = f"{path}{told.path}"
        change = pair.change(kind, what, title, customer, *sides, cases=told.text)
        yield replace(change, masks=is_kept and customer in _HIDING)


@dataclass(frozen=True, slots=True)
class _Cut:
    """What caps leave of a credit before and after: its highest amount of each form.

    None where that is not known. `hides` where the credits are written as before
    (`is_written_alike`), and may be less. `together` is what the credits of a longer period come to
    at most, before and after, where a cap limits them.
    """

    credit: str
    before: Mapping[CreditForm, Sum | None] | None
    after: Mapping[CreditForm, Sum | None] | None
    hides: bool
    is_written_alike: bool
    together: tuple[str, str] | None = None

    @classmethod
    def of(
        cls, pair: AgreementPair, olds: Sequence[ResolvedCredit], news: Sequence[ResolvedCredit]
    ) -> _Cut:
        before, after = _highest(pair.before, olds), _highest(pair.after, news)
        is_left = before is not None and before == after and _differ_in_amounts(olds[0], news[0])
        record = news[0].record
        is_same = _given(olds[0].record) == _given(record)
        together = _together(pair, olds, news)
        if together is not None:
            is_left = together[0] == together[1] and before == after
        hides = is_same and not is_left
        return cls(record.name or record.id, before, after, hides, is_same, together)

    @property
    def text(self) -> str:
        """Say what the highest credit was and is; empty where it is not known."""
        before, after = self.before, self.after
        if before is None or after is None or before.keys() != after.keys():
            return ""
        said: list[str] = []
        for form, now in after.items():
            was = before.get(form)
            words = [shown(one.amount) if one else "without limit" for one in (was, now)]
            is_kept = words[0] == words[1]
            said.append(f"stays {words[1]}" if is_kept else f"{words[0]} → {words[1]}")
        return ", ".join(said)

    @property
    def in_sum(self) -> str:
        """Say what the credits of a longer period come to; empty where no cap limits them."""
        if self.together is None:
            return ""
        was, now = self.together
        return f"stay {now}" if was == now else f"{was} → {now}"


def _together(
    pair: AgreementPair, olds: Sequence[ResolvedCredit], news: Sequence[ResolvedCredit]
) -> tuple[str, str] | None:
    """Return what the credits of a longer period come to, by one cap on both sides."""
    sides = _all_in_longer(pair.before, olds), _all_in_longer(pair.after, news)
    if sides[0] is None or sides[1] is None or sides[0][1] != sides[1][1]:
        return None
    return f"{sides[0][0]}{sides[0][1]}", f"{sides[1][0]}{sides[1][1]}"


def _all_in_longer(version: Version, group: Sequence[ResolvedCredit]) -> tuple[str, str] | None:
    """Return what the highest credits of a longer period come to in words, and that period."""
    if version.agreement is None or any(credit.record.per for credit in group):
        return None
    cases = [c for credit in group for c in cases_of(version.agreement, credit, version.catalog)]
    held = [capped(case) for case in cases]
    caps = {cap for one in held for cap in one.longer}
    if len(caps) != 1 or not all(len(one.longer) == 1 and not one.apart for one in held):
        return None
    cap = next(iter(caps))
    total = cap.of(max(map(_most_of, held)))
    return amount_text(cases[0].form, total), cap.period


def _most_of(one: Capped) -> Fraction:
    """Return the highest credit of a case that has a cap at least, which is under all of them."""
    highest = one.earnings.case.highest
    amounts = highest.number if highest else None, one.earnings.most
    return min(known for known in amounts if known is not None)


def _given(credit: Credit) -> tuple[str, str, object]:
    return canonical(credit.credit), canonical(credit.tiers), credit.tiers_combine


def _highest(
    version: Version, group: Sequence[ResolvedCredit]
) -> Mapping[CreditForm, Sum | None] | None:
    found: dict[CreditForm, Sum | None] = {}
    for credit in group:
        if version.agreement is None:
            return None
        for one in highest_of(version.agreement, credit, version.catalog):
            if not one.is_whole or one.apart:
                return None
            known = found.get(one.form, one.total)
            is_limited = known is not None and one.total is not None
            found[one.form] = max(known, one.total, key=_number) if is_limited else None
    return found or None


def _number(one: Sum | None) -> Fraction:
    return one.number if one else Fraction(0)


def _differ_in_amounts(one: ResolvedCredit, other: ResolvedCredit) -> bool:
    """Tell whether caps of both sides limit the same by other amounts.

    What a new period or base of a cap takes is not seen in the highest credit.
    """
    sides = [side.caps if isinstance(side.caps, tuple) else () for side in (one, other)]
    limited = [
        sorted(f"{cap.of} {canonical(cap.per)} {canonical(cap.when)}" for cap in caps)
        for caps in sides
    ]
    return bool(limited[0]) and limited[0] == limited[1]


def _effect(one: ResolvedCredit, other: ResolvedCredit, cuts: Sequence[_Cut]) -> Effect | None:
    """Say how much lower or higher the cap is, and what that leaves of the highest credit."""
    sides = [side.caps if isinstance(side.caps, tuple) else () for side in (one, other)]
    amount = None
    if [len(caps) for caps in sides] == [1, 1] and _differ_in_amounts(one, other):
        amount = amount_effect(sides[0][0].at_most, sides[1][0].at_most)
    said = [
        *_said("highest credit", [(cut.text, cut.credit) for cut in cuts]),
        *_said("credits in sum", [(cut.in_sum, cut.credit) for cut in cuts]),
    ]
    text = "; ".join([*([amount.text] if amount else []), *said])
    if not text:
        return None
    return replace(amount, text=text) if amount else Effect(text)


def _said(what: str, told: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Yield texts with the credits of which they are told, which are not named where it is all."""
    by_text: dict[str, list[str]] = {}
    for text, credit in told:
        if text:
            by_text.setdefault(text, []).append(credit)
    for text, names in by_text.items():
        yield f"{what}{'' if len(names) == len(told) else _of(names)} {text}"


def _of(names: Sequence[str]) -> str:
    return f" of {', '.join(f'“{name}”' for name in names)}"


def _caps(caps: _Caps) -> str:
    if isinstance(caps, Absence):
        return shown(caps)
    return "; ".join(map(cap_text, caps or ())) or "none"


_HIDING = frozenset({ChangeDirection.WORSE, ChangeDirection.MIXED})


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
        case None if _but_periods(old) == _but_periods(new):
            return "window-type-changed", ChangeDirection.MIXED
        case _:
            return unknown


def _but_periods(caps: Sequence[Cap]) -> list[str]:
    return sorted(canonical(cap.model_copy(update={"per": None})) for cap in caps)
