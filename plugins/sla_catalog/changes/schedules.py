"""Credits that grow step by step, before and after: both rules in words, and where they differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from sla_catalog.calculation.bands import Band, Combination
from sla_catalog.changes.cases import InWords
from sla_catalog.changes.ceilings import Capped
from sla_catalog.changes.change import Change, ChangeDirection, Effect
from sla_catalog.changes.credit_cases import edited
from sla_catalog.changes.credit_words import amount_text, interval, value_text
from sla_catalog.changes.earnings import Comparison, Earnings, Run
from sla_catalog.changes.pair import AgreementPair
from sla_catalog.changes.values import canonical, shown
from sla_catalog.frozen import dataclass
from sla_catalog.model.catalog import Location
from sla_catalog.model.remedies import PartialStep, Tier
from sla_catalog.resolved.schedules import CreditCase

_MOST_RUNS = 3


@dataclass(frozen=True, slots=True)
class CreditPair:
    """A credit in one case, before and after, with where it is told and its title."""

    path: str
    title: str
    sides: tuple[Capped, Capped]
    locations: tuple[Location, Location]

    @property
    def cases(self) -> tuple[CreditCase, CreditCase]:
        """Return the schedules of both sides."""
        return self.sides[0].earnings.case, self.sides[1].earnings.case


def step_changes(pair: AgreementPair, credit: CreditPair, found: Comparison) -> Iterator[Change]:
    """Yield a change for the values that earn more, and one for those that earn less.

    Amounts differ from step to step, so that the rules are told and no amount.
    """
    before, after = (one.earnings for one in credit.sides)
    was, case = credit.cases
    old, new = credit.locations
    told = (
        pair.before.side(_value_of(before), edited(old, was, case), rule_of(before)),
        pair.after.side(_value_of(after), edited(new, case, was), rule_of(after)),
    )
    effect = apart_effect(credit.sides)
    for sign in (-1, 1):
        runs = found.runs(sign)
        if not runs:
            continue
        where = _where(runs, after.case, goes_on=sign in found.repeats)
        yield pair.change(
            "credit-raised" if sign > 0 else "credit-lowered",
            f"{credit.path}[{where.path}]",
            f"{credit.title}, {where.text}",
            ChangeDirection.BETTER if sign > 0 else ChangeDirection.WORSE,
            *told,
            effect=effect,
        )
    if found.left is not None:
        title = f"{credit.title}{_left(found, after.case)}"
        unseen = apart_effect(credit.sides, "there are too many steps to look at each")
        yield pair.change("penalty-amount-changed", credit.path, title, None, *told, effect=unseen)


def _where(runs: Sequence[Run], case: CreditCase, *, goes_on: bool) -> InWords:
    """Return where something is so, from the best values to the worst."""
    path = interval(runs[0].lower, runs[-1].upper, case.unit).path
    ordered = runs if case.goal.higher_is_worse else runs[::-1]
    texts = [interval(one.lower, one.upper, case.unit).text for one in ordered]
    if goes_on:
        return InWords(f"{', '.join(texts[:_MOST_RUNS])}, and so on", path)
    if len(texts) > _MOST_RUNS:
        left = len(texts) - _MOST_RUNS
        texts = [*texts[: _MOST_RUNS - 1], f"{left} more in between", texts[-1]]
    return InWords(", ".join(texts), path)


def _left(found: Comparison, case: CreditCase) -> str:
    """Return from where on nobody looked, if some values were looked at."""
    if found.left is None or not found.stretches:
        return ""
    side = "above" if case.goal.higher_is_worse else "below"
    return f", {side} {value_text(found.left, case.unit)}"


def apart_effect(
    sides: Sequence[Capped], text: str = "", amounts: Sequence[Fraction | None] = (None, None)
) -> Effect | None:
    """Say what longer periods leave of both amounts, and which caps are left out, and why.

    `text` is what else there is to say. An amount is None where it differs from step to step.
    """
    caps = dict.fromkeys(told for one in sides for told in one.apart)
    full = "; ".join(filter(None, (text, *_in_longer_periods(sides, amounts), *caps)))
    return Effect(full) if full else None


def _in_longer_periods(
    sides: Sequence[Capped], amounts: Sequence[Fraction | None]
) -> Iterator[str]:
    """Yield what the credits of longer periods come to at most, before and after."""
    olds = {one.period: one for one in sides[0].longer}
    form = sides[1].earnings.case.form
    for cap in sides[1].longer:
        old = olds.get(cap.period)
        if old is None or amounts[0] is None or amounts[1] is None:
            yield f"at most {amount_text(form, cap.most)}{cap.period}"
            continue
        was, now = old.of(amounts[0]), cap.of(amounts[1])
        if was == now:
            yield f"at most {amount_text(form, now)}{cap.period}, as before"
        else:
            yield f"at most {amount_text(form, was)} → {amount_text(form, now)}{cap.period}"


def rule_of(earnings: Earnings) -> str:
    """Return a credit of a case in words, with the most that it gives."""
    case = earnings.case
    tiers = case.credit.record.tiers or ()
    parts = [
        _of_band(band, tiers[place] if place >= 0 else None, case)
        for band, place in zip(case.written, case.places, strict=True)
    ]
    text = "; ".join(parts) or "nothing"
    if case.schedule.combination is Combination.ADD and len(parts) > 1:
        text += "; added up"
    if earnings.most is not None:
        text += f", at most {amount_text(case.form, earnings.most)}"
    return text


def _of_band(band: Band, tier: Tier | None, case: CreditCase) -> str:
    given = shown(tier.credit if tier else case.credit.record.credit)
    if tier is not None and tier.each is not None:
        is_begun = tier.part is PartialStep.COUNTS
        given = f"{given} for each {shown(tier.each)} {'begun' if is_begun else 'completed'}"
        if tier.first is not None:
            given = f"{shown(tier.first)} for the first, then {given}"
    return f"{given} {_edges(band, case)}".strip()


def _edges(band: Band, case: CreditCase) -> str:
    ends = []
    if band.lower is not None:
        word = "from" if band.lower_included else "above"
        ends.append(f"{word} {value_text(Fraction(band.lower), case.unit)}")
    if band.upper is not None:
        word = "to" if band.upper_included else "below"
        ends.append(f"{word} {value_text(Fraction(band.upper), case.unit)}")
    return " ".join(ends)


def _value_of(earnings: Earnings) -> str:
    """Return what is equal for rules that mean the same."""
    record = earnings.case.credit.record
    rule = f"{canonical(record.credit)}/{canonical(record.tiers)}/{record.tiers_combine or ''}"
    return f"{rule}/{earnings.most if earnings.most is not None else ''}"
