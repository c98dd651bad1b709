"""Credits before and after, compared as functions of the measured value, rounding included."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from sla_catalog.calculation.bands import CreditSchedule
from sla_catalog.calculation.credits import FormKind
from sla_catalog.changes.caps import cap_changes
from sla_catalog.changes.ceilings import Capped
from sla_catalog.changes.change import Change, ChangeDirection, ChangeSide, Effect
from sla_catalog.changes.combination import combination_changes
from sla_catalog.changes.credit_cases import deciding, paired, told_by_case
from sla_catalog.changes.credit_words import amount_text, interval
from sla_catalog.changes.earnings import Comparison, Stretch
from sla_catalog.changes.forms import by_form
from sla_catalog.changes.pair import AgreementPair, Version
from sla_catalog.changes.schedules import CreditPair, apart_effect, step_changes
from sla_catalog.changes.values import canonical, is_unknown, shown
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Location
from sla_catalog.model.quantities import as_decimal, plain
from sla_catalog.resolved.credits import ResolvedCredit, credits_of
from sla_catalog.resolved.schedules import CreditCase

ASSUMED_FEE = Decimal(1000)
SKIP = frozenset(
    {
        ("Credit", "tiers"),
        ("Credit", "credit"),
        ("Credit", "tiers_combine"),
        ("Credit", "metrics"),
        ("Credit", "caps"),
        ("Remedies", "caps"),
        ("Remedies", "credits_combine"),
    }
)


def credit_changes(
    pair: AgreementPair, old: Agreement, new: Agreement, touched: Set[str] | None = None
) -> Iterator[Change]:
    """Yield what credits differ in, for each credit that both versions have.

    Where it is known which metrics are `touched`, and nothing else is, other credits are equal.
    """
    olds, news = _by_id(old), _by_id(new)
    for name, group in olds.items():
        if name not in news:
            continue
        metrics = {metric for one in (*group, *news[name]) for metric in one.record.metrics}
        if touched is None or metrics & touched:
            yield from _of_credit(pair, name, group, news[name])
    yield from cap_changes(pair, olds, news)
    yield from combination_changes(pair, old, new)
    if not any(map(_is_elsewhere, (old, new))):
        yield from _remedied(pair, old, new, olds, news)


def _is_elsewhere(agreement: Agreement) -> bool:
    """Tell whether credits are said to be in another text, or were not read."""
    remedies = agreement.remedies
    return is_unknown(remedies) or is_unknown(getattr(remedies, "credits", None))


def _by_id(agreement: Agreement) -> dict[str, list[ResolvedCredit]]:
    found: dict[str, list[ResolvedCredit]] = {}
    for credit in credits_of(agreement):
        found.setdefault(credit.record.id, []).append(credit)
    return found


def _of_credit(
    pair: AgreementPair, name: str, olds: Sequence[ResolvedCredit], news: Sequence[ResolvedCredit]
) -> Iterator[Change]:
    path = f"remedies.credits[{name}]"
    locations = (_location(olds[0]), _location(news[0]))
    title = f"Credit “{news[0].record.name or name}”"
    written = tuple(_written(one) for one in (olds, news))
    pairs = paired(pair, olds, news)
    both = [(one, one.before, one.after) for one in pairs if one.before and one.after]
    known = [(one, by_form(before, after)) for one, before, after in both]
    found = [(one, form) for one, forms in known for form in forms or ()]
    if written[0] == written[1] and not any(one.compared != Comparison() for _, one in found):
        return
    sides = (
        pair.before.side(written[0], locations[0], _shown(olds)),
        pair.after.side(written[1], locations[1], _shown(news)),
    )
    if not found or any(forms is None for _, forms in known):
        if written[0] != written[1]:
            yield pair.change("penalty-amount-changed", path, title, None, *sides)
        return
    changes = [
        (one, change)
        for one, form in found
        for change in _of_case(pair, CreditPair(path, title, form.sides, locations), form.compared)
    ]
    yield from told_by_case(pair, pairs, changes)
    if changes or written[0] == written[1]:
        return
    if len(both) < len(pairs):
        yield pair.change("penalty-amount-changed", path, title, None, *sides)
        return
    kind = "credit-schedule-restructured"
    yield pair.change(kind, path, title, ChangeDirection.SAME, *sides)


def _location(credit: ResolvedCredit) -> Location:
    part = "tiers" if credit.record.tiers is not None else "credit"
    return ("remedies", "credits", credit.place, part)


def _written(group: Sequence[ResolvedCredit]) -> str:
    record = group[0].record
    return f"{canonical(record.credit)}/{canonical(record.tiers)}/{record.tiers_combine or ''}"


def _shown(group: Sequence[ResolvedCredit]) -> str:
    record = group[0].record
    tiers = [
        f"{', '.join(f'{k} {shown(v)}' for k, v in tier.fields_said() if k != 'credit')}: "
        f"{shown(tier.credit)}"
        for tier in record.tiers or ()
    ]
    return "; ".join(tiers) or shown(record.credit)


def _of_case(pair: AgreementPair, credit: CreditPair, found: Comparison) -> Iterator[Change]:
    has_steps = any(one.earnings.has_steps for one in credit.sides)
    if has_steps and not (found.is_exact and len(found.stretches) <= _MOST_TOLD):
        yield from step_changes(pair, credit, found)
        return
    before, after = credit.cases
    alike: dict[Fraction, list[Stretch]] = {}
    for one in found.stretches:
        alike.setdefault(one.after - one.before, []).append(one)
    for group in alike.values():
        if len(group) > _MOST_TOLD:
            yield _of_stretches(pair, credit, group)
    for one in found.stretches:
        if len(alike[one.after - one.before]) > _MOST_TOLD:
            continue
        customer = ChangeDirection.WORSE if one.sign < 0 else ChangeDirection.BETTER
        where = interval(one.lower, one.upper, after.unit)
        yield pair.change(
            _kind(one, before, after),
            f"{credit.path}[{where.path}]",
            f"{credit.title}, {where.text}",
            customer,
            _amount(
                pair.before, one.before, before, deciding(credit.locations[0], before, after, one)
            ),
            _amount(
                pair.after, one.after, after, deciding(credit.locations[1], after, before, one)
            ),
            effect=_effect(pair, one, credit.sides),
        )


def _spread(
    version: Version,
    case: CreditCase,
    at: Location,
    amounts: Sequence[tuple[Fraction | None, Fraction]],
) -> ChangeSide | None:
    """Return the first and the last amount as one side, which is bound to all of them."""
    ends = (_amount(version, amounts[place][1], case, at) for place in (0, -1))
    text = " to ".join(side.text for side in ends if side)
    exact = ",".join(f"{as_decimal(lower or Fraction())}:{as_decimal(of)}" for lower, of in amounts)
    return version.side(f"{case.form.kind} {exact}", at, text)


_MOST_TOLD = 3


def _of_stretches(pair: AgreementPair, credit: CreditPair, group: Sequence[Stretch]) -> Change:
    """Return one change for intervals of which each loses or gains the same, as with steps."""
    first, last = group[0], group[-1]
    before, after = credit.cases
    spread = interval(first.lower, last.upper, after.unit)
    effect = _effect(pair, first, credit.sides)
    where = f"{len(group)} intervals"
    old, new = credit.locations
    amounts = (
        _spread(
            pair.before,
            before,
            deciding(old, before, after, first),
            [(one.lower, one.before) for one in group],
        ),
        _spread(
            pair.after,
            after,
            deciding(new, after, before, first),
            [(one.lower, one.after) for one in group],
        ),
    )
    return pair.change(
        "credit-lowered" if first.after < first.before else "credit-raised",
        f"{credit.path}[{spread.path}]",
        f"{credit.title}, {where}, {spread.text}",
        ChangeDirection.WORSE if first.after < first.before else ChangeDirection.BETTER,
        *amounts,
        effect=replace(effect, text=f"{effect.text}, on each of {where}") if effect else None,
    )


def _kind(one: Stretch, before: CreditCase, after: CreditCase) -> str:
    """Name what happened on a stretch: its credit began, ended, or is another one."""
    if not one.after or not one.before:
        starts_later = not one.after
        had = _amounts(before.schedule), _amounts(after.schedule)
        is_tier = (one.before if starts_later else one.after) not in had[starts_later]
        if is_tier:
            return "credit-tier-removed" if starts_later else "credit-tier-added"
        return "credit-threshold-lowered" if starts_later else "credit-threshold-raised"
    return "credit-lowered" if one.after < one.before else "credit-raised"


def _amounts(schedule: CreditSchedule) -> set[Fraction]:
    return {Fraction(band.credit) for band in schedule.bands if not band.steps}


def _amount(
    version: Version, number: Fraction, case: CreditCase, at: Location
) -> ChangeSide | None:
    text = amount_text(case.form, number)
    return version.side(f"{case.form.kind} {as_decimal(number)}", at, text if number else "nothing")


def _currency(version: Version) -> str:
    said = getattr(version.agreement and version.agreement.conditions, "currency", None)
    return said if isinstance(said, str) else ""


def _effect(pair: AgreementPair, one: Stretch, sides: tuple[Capped, Capped]) -> Effect | None:
    form = sides[1].earnings.case.form
    gap = one.after - one.before
    word = "more" if gap > 0 else "less"
    if form.kind is FormKind.SHARE:
        money = as_decimal(abs(gap) * Fraction(ASSUMED_FEE) / 100, 2)
        points = plain(as_decimal(abs(gap)))
        currency = _currency(pair.after)
        fee = f"a fee of {ASSUMED_FEE} {currency}".rstrip()
        text = f"{points} points {word}: {f'{plain(money)} {currency}'.rstrip()} {word} on {fee}"
    elif form.kind is FormKind.MONEY:
        money, currency, fee = as_decimal(abs(gap), 2), form.of, ""
        text = f"{plain(money)} {currency} {word}"
    else:
        text = f"{amount_text(form, abs(gap))} {word}"
        told = apart_effect(sides, text, (one.before, one.after))
        return told or Effect(text)
    told = apart_effect(sides, text, (one.before, one.after)) or Effect(text)
    return replace(told, basis=fee, money=money if gap > 0 else -money, currency=currency)


def _remedied(
    pair: AgreementPair,
    old: Agreement,
    new: Agreement,
    olds: dict[str, list[ResolvedCredit]],
    news: dict[str, list[ResolvedCredit]],
) -> Iterator[Change]:
    """Yield the promises that lost their last credit, or got their first one."""
    had = {name for group in olds.values() for one in group for name in one.record.metrics}
    has = {name for group in news.values() for one in group for name in one.record.metrics}
    metrics = {
        one.id: one.name or one.id for one in (*old.listed("metrics"), *new.listed("metrics"))
    }
    both = {one.id for one in old.listed("metrics")} & {one.id for one in new.listed("metrics")}
    for name in sorted((had ^ has) & both):
        is_new = name in has
        kind = "remedy-attached" if is_new else "remedy-removed-from-objective"
        at: Location = ("remedies", "credits")
        side = (pair.after if is_new else pair.before).side("credit", at)
        sides = (None, side) if is_new else (side, None)
        title = f"Credit for “{metrics[name]}”"
        yield pair.change(kind, f"metrics[{name}].credit", title, None, *sides)
