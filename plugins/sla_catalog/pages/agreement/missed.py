"""If it is missed: each credit with its event, its base and its limit, then rights."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from sla_catalog.calculation.bands import Combination
from sla_catalog.calculation.credits import FormKind
from sla_catalog.frozen import dataclass
from sla_catalog.model.credit_amounts import CreditAmount
from sla_catalog.model.fields import Absence
from sla_catalog.model.metrics import Commitment
from sla_catalog.model.remedies import SERVICE, Remedies, Tier, TiersCombine
from sla_catalog.pages.agreement.alternatives import any_of, either, size_of
from sla_catalog.pages.agreement.cells import anchor_of
from sla_catalog.pages.agreement.claiming import claim_of_all, claim_of_one
from sla_catalog.pages.agreement.page import NOT_STATED, AgreementPage
from sla_catalog.pages.agreement.schedule import step_words
from sla_catalog.pages.agreement.targets import commitment_line, metric_name
from sla_catalog.pages.agreement.tiers import edge_line, given_by
from sla_catalog.pages.agreement.uncredited import words_of_uncredited
from sla_catalog.pages.blocks import Cell, Line, Soft, Strong, Text
from sla_catalog.pages.views.agreement import Missed, MissedRow
from sla_catalog.resolved.consequences import without_consequence
from sla_catalog.resolved.credits import (
    AppliedCap,
    ResolvedCredit,
    ResolvedRight,
    combination_of,
    credits_of,
    rights_of,
)
from sla_catalog.resolved.highest import highest_of
from sla_catalog.resolved.uncredited import without_credit

ALIKE = 4
MOST_NAMED = 4
SECTION = "section-remedies"


@dataclass(frozen=True, slots=True)
class CreditRow:
    """A credit being worded: what it is for, what is given, of what, and at most how much.

    `shape` is how its amounts are given (at once, by tier, by step); credits of one shape can
    share a row. `amounts` is empty where not all of them are known; `totals` are the highest
    credits where no cap is stated, worked out from their steps where it `is_stepped`.
    """

    anchor: str
    metrics: tuple[str, ...]
    cases: tuple[str, ...]
    credit: tuple[Line, ...]
    of: tuple[Line, ...]
    most: tuple[Line, ...]
    shape: Line
    amounts: tuple[CreditAmount, ...]
    totals: tuple[CreditAmount, ...] = ()
    is_stepped: bool = False

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Return what stands beside the event: one cell where there is no more to say."""
        if not self.of:
            return (Cell(self.credit, span=3),)
        return (Cell(self.credit), Cell(self.of), Cell(self.most))


def missed(page: AgreementPage) -> Missed | None:
    """Make the table of what follows a miss; None where nothing is said of it."""
    remedies = page.agreement.remedies
    if isinstance(remedies, Absence):
        return Missed((), (_absent_row(page, remedies, SECTION),), ())
    if remedies is None:
        return None
    rows = [*_credit_rows(page, remedies), *_right_rows(page, remedies)]
    if not rows:
        return None
    if not isinstance(remedies.credits, Absence):
        rows += _open_rows(page)
    return Missed(claim_of_all(page, remedies), tuple(rows), tuple(_notes(page, remedies)))


def _absent_row(page: AgreementPage, absence: Absence, anchor: str) -> MissedRow:
    cell = Cell(((page.absent(absence),),), span=3)
    head = Cell(((Text(page.label("missed.any")),),))
    return MissedRow(_number(page, anchor), anchor, head, (cell,))


def _number(page: AgreementPage, anchor: str) -> str:
    return page.numbers.get(anchor, "5" if anchor == SECTION else "")


def _credit_rows(page: AgreementPage, remedies: Remedies) -> Iterator[MissedRow]:
    if isinstance(remedies.credits, Absence):
        yield _absent_row(page, remedies.credits, "credits")
        return
    entries = [_entry(page, credit, remedies) for credit in credits_of(page.agreement)]
    entries = _joined(entries, lambda e: (e.cases, e.credit, e.of, e.most, e.totals))
    entries = _joined(entries, lambda e: (e.metrics, e.credit, e.of, e.most, e.totals))
    for label, apart in (("missed.by.case", "cases"), ("missed.by.measure", "metrics")):
        entries = _alike(page, entries, label, apart)
    for entry in entries:
        head = _head(page, entry.metrics, entry.cases)
        number = _number(page, entry.anchor)
        entry = replace(entry, of=tuple(_with_terms(page, line) for line in entry.of))
        yield MissedRow(number, entry.anchor, head, _with_total(page, entry).cells)
    for one in without_credit(page.agreement, page.context.catalog):
        head = _head(page, (one.metric,), (words_of_uncredited(page, one),))
        yield MissedRow("", SECTION, head, (Cell(((NOT_STATED,),), span=3),))


def _with_terms(page: AgreementPage, line: Line) -> Line:
    """Link the terms of a base, once it is known which credits share a row."""
    return tuple(page.named(one.text) if isinstance(one, Text) else one for one in line)


def _with_total(page: AgreementPage, entry: CreditRow) -> CreditRow:
    if not entry.totals:
        return entry
    total = Text(either(page, entry.totals))
    steps = (Soft(page.label("missed.most.steps")),) if entry.is_stepped else ()
    return replace(entry, most=((total, *steps), *entry.most))


def _joined(entries: Sequence[CreditRow], key: Callable[[CreditRow], Hashable]) -> list[CreditRow]:
    """Say once what is the same for several metrics, or in several cases."""
    groups: dict[Hashable, list[CreditRow]] = {}
    for entry in entries:
        groups.setdefault(key(entry), []).append(entry)
    return [
        replace(
            group[0],
            metrics=tuple(dict.fromkeys(chain.from_iterable(one.metrics for one in group))),
            cases=tuple(dict.fromkeys(chain.from_iterable(one.cases for one in group)))
            if all(one.cases for one in group)
            else (),
        )
        for group in groups.values()
    ]


def _alike(
    page: AgreementPage, entries: Sequence[CreditRow], label: str, apart: str
) -> list[CreditRow]:
    """Give credits that differ in their amounts and cases (or metrics of a type) alone one row."""
    types = {metric.id: metric.type for metric in page.agreement.listed("metrics")}
    groups: dict[Hashable, list[CreditRow]] = {}
    for entry in entries:
        alike = replace(entry, anchor="", credit=(), amounts=(), totals=())
        alike = replace(alike, cases=()) if apart == "cases" else replace(alike, metrics=())
        key = (alike, frozenset(types.get(name) for name in entry.metrics))
        groups.setdefault(key if entry.amounts else entry, []).append(entry)
    return [
        one
        for group in groups.values()
        for one in ([_together(page, group, label)] if len(group) >= ALIKE else group)
    ]


def _together(page: AgreementPage, group: Sequence[CreditRow], label: str) -> CreditRow:
    amounts = tuple(dict.fromkeys(chain.from_iterable(one.amounts for one in group)))
    ordered = tuple(sorted(amounts, key=size_of))
    first = group[0]
    told = any_of(page, ordered)
    line: Line = (Strong(told), *first.shape, Soft(page.label(label)))
    metrics = tuple(dict.fromkeys(chain.from_iterable(one.metrics for one in group)))
    cases = first.cases
    if len(metrics) == len(first.metrics):
        count = sum(len(one.cases) for one in group)
        cases = (page.label("missed.cases").format(count=count),)
    totals = sorted(chain.from_iterable(one.totals for one in group), key=size_of)[-1:]
    return replace(
        first,
        metrics=metrics,
        cases=cases,
        credit=(line,),
        amounts=ordered,
        totals=tuple(totals),
    )


def _head(page: AgreementPage, metrics: Iterable[str], cases: Sequence[str]) -> Cell:
    known = {metric.id: metric_name(page, metric) for metric in page.agreement.listed("metrics")}
    names = page.words.listing(dict.fromkeys(known.get(name, name) for name in metrics))
    line: Line = (
        page.named(names),
        *((Soft(f"{page.label('semicolon')} ".join(cases)),) if cases else ()),
    )
    return Cell((line,))


def _entry(page: AgreementPage, credit: ResolvedCredit, remedies: Remedies) -> CreditRow:
    case = page.words.conditions(page.agreement, credit.when) if credit.when else ""
    return CreditRow(
        anchor=f"credit-{anchor_of(credit.record)}",
        metrics=credit.record.metrics,
        cases=(case,) if case else (),
        credit=(*_credit_lines(page, credit), *_terms(page, credit, remedies)),
        of=tuple(_of_lines(page, credit)),
        most=(*_most_lines(page, credit), *_floor_lines(page, credit)),
        shape=_shape(page, credit),
        amounts=() if credit.unsaid or _has_first(credit) else credit.given,
        totals=_totals(page, credit),
        is_stepped=any(tier.each is not None for _, tier in credit.tiers),
    )


def _terms(page: AgreementPage, credit: ResolvedCredit, remedies: Remedies) -> Iterator[Line]:
    """Say how a credit is claimed, if others are in another way, and that it is no guarantee."""
    if not credit.given:
        return
    if line := claim_of_one(page, credit, remedies):
        yield line
    commitment = credit.record.commitment or remedies.commitment
    if commitment not in {None, Commitment.GUARANTEED}:
        yield commitment_line(page, commitment)


def _totals(page: AgreementPage, credit: ResolvedCredit) -> tuple[CreditAmount, ...]:
    """Return the highest credit of each form where no cap is stated; nothing if one has no end."""
    if credit.caps is not None or credit.absence:
        return ()
    found = highest_of(page.agreement, credit, page.context.catalog)
    sums = [one.total.amount for one in found if one.total is not None and one.is_whole]
    return tuple(sums) if len(sums) == len(found) else ()


def _has_first(credit: ResolvedCredit) -> bool:
    return any(tier.first for _, tier in credit.tiers)


def _shape(page: AgreementPage, credit: ResolvedCredit) -> Line:
    """Say how amounts are given: for each of something, for each step, by how much is missed."""
    tiers = [tier for _, tier in credit.tiers]
    if credit.record.per:
        return (Soft(page.label("for.each").format(step=credit.record.per)),)
    if len(tiers) == 1:
        steps = (Soft(step_words(page, tiers[0])),) if tiers[0].each is not None else ()
        return (*steps, *edge_line(page, credit, tiers[0]))
    if not tiers:
        return ()
    is_sum = credit.record.tiers_combine is TiersCombine.ADD
    return (Soft(page.label("missed.tiers.added" if is_sum else "missed.by.tier")),)


def _credit_lines(page: AgreementPage, credit: ResolvedCredit) -> Iterator[Line]:
    if credit.absence:
        yield (page.absent(credit.absence),)
        return
    stepped = [tier for _, tier in credit.tiers if tier.each is not None]
    if stepped and (len(credit.tiers) > 1 or stepped[0].first):
        for _, tier in credit.tiers:
            yield (*_tier_line(page, tier), *edge_line(page, credit, tier))
        if len(credit.tiers) > 1 and credit.combination is Combination.ADD:
            yield (Soft(page.label("missed.tiers.added")),)
        return
    if credit.given:
        yield (Strong(either(page, credit.given)), *_shape(page, credit))
    for absence in dict.fromkeys(map(page.absent, credit.unsaid)):
        yield (absence,)
    if not credit.given and not credit.unsaid:
        mode = getattr(credit.record.claim, "mode", None)
        yield (NOT_STATED, *((Soft(page.words.choice(mode)),) if mode else ()))


def _tier_line(page: AgreementPage, tier: Tier) -> Line:
    if isinstance(tier.credit, Absence):
        return (page.absent(tier.credit),)
    start, further = given_by(page, tier)
    return (Strong(start), Soft(further)) if further else (Strong(start),)


def _of_lines(page: AgreementPage, credit: ResolvedCredit) -> Iterator[Line]:
    if credit.absence and credit.absence.none:
        return
    kinds = dict.fromkeys(form.kind for form in credit.forms)
    if not kinds and isinstance(credit.base, str):
        kinds = {FormKind.SHARE: None}
    for kind in kinds:
        if kind is not FormKind.SHARE:
            yield (Soft(page.label(f"missed.of.{kind}")),)
        elif isinstance(credit.base, Absence):
            yield (page.absent(credit.base),)
        else:
            yield (Text(credit.base),) if credit.base else (NOT_STATED,)


def _most_lines(page: AgreementPage, credit: ResolvedCredit) -> Iterator[Line]:
    if isinstance(credit.caps, Absence):
        yield (page.absent(credit.caps),)
        return
    for limit in credit.limits:
        yield tuple(_limit_line(page, credit, limit))
    if not credit.limits and not credit.absence and not _totals(page, credit):
        yield (Soft(page.label("missed.no.cap")),)


def _floor_lines(page: AgreementPage, credit: ResolvedCredit) -> Iterator[Line]:
    if isinstance(credit.floor, CreditAmount) and not credit.absence:
        floor = page.words.value(credit.floor)
        yield (Soft(page.label("missed.floor").format(amount=floor)),)


def _limit_line(
    page: AgreementPage, credit: ResolvedCredit, limit: AppliedCap
) -> Iterator[Text | Soft | Strong]:
    cap = limit.cap
    if isinstance(cap.at_most, Absence):
        yield page.absent(cap.at_most)  # type: ignore[misc]
    else:
        yield Text(page.words.cap(cap.at_most, cap.of))
    is_share = all(form.kind is FormKind.SHARE for form in credit.forms)
    share = limit.most.form.of if limit.most and limit.most.form.kind is FormKind.SHARE else ""
    of = cap.of or share
    if of not in {"", SERVICE} and not (is_share and of == credit.base):
        yield Soft(page.words.of_base(of))
    if cap.per:
        yield Soft(page.label("in").format(window=page.words.value(cap.per)))
    if limit.steps is not None:
        total = page.words.listing(page.words.value(one.amount) for one in limit.sums)
        yield Soft(page.label("missed.total").format(amount=total))
    if cap.when:
        words = page.words.conditions(page.agreement, cap.when)
        yield Soft(f"({words})")


def _notes(page: AgreementPage, remedies: Remedies) -> Iterator[Line]:
    """Say how several credits combine: the fixed word, else the text, else that nothing is said."""
    listed = remedies.credits if isinstance(remedies.credits, tuple) else ()
    word = combination_of(page.agreement)
    is_one = sum(not credit.absence for credit in listed) < 2
    if is_one and (word is None and not remedies.cumulation):
        return
    link = page.clause("caps")
    if word is not None:
        yield (Text(page.label(f"missed.combine.{word}")), *link)
    elif remedies.cumulation:
        yield (page.prose(remedies.cumulation), *link)
    else:
        yield (Text(page.label("missed.combine.unstated")),)


def _right_rows(page: AgreementPage, remedies: Remedies) -> Iterator[MissedRow]:
    if isinstance(remedies.rights, Absence):
        head = Cell(((Text(page.words.field("rights")),),))
        cell = Cell(((page.absent(remedies.rights),),), span=3)
        yield MissedRow(_number(page, "rights"), "rights", head, (cell,))
    for right in rights_of(page.agreement):
        cell = Cell(tuple(_right_lines(page, right)), span=3)
        yield MissedRow(_number(page, "rights"), "rights", _right_head(page, right), (cell,))


def _open_rows(page: AgreementPage) -> Iterator[MissedRow]:
    """Say of which promises no consequence is stated."""
    if metrics := without_consequence(page.agreement):
        others = Cell(((Text(page.label("missed.others")),),))
        head = _head(page, metrics, ()) if len(metrics) <= MOST_NAMED else others
        yield MissedRow("", SECTION, head, (Cell(((NOT_STATED,),), span=3),))


def _right_head(page: AgreementPage, right: ResolvedRight) -> Cell:
    when = page.words.conditions(page.agreement, right.when) if right.when else ""
    trigger = right.record.trigger
    words = [when] if when else []
    if trigger is not None and not isinstance(trigger, Absence):
        words.append(page.words.within(page.words.value(trigger)))
    if right.metrics:
        return _head(page, right.metrics, (", ".join(words),) if words else ())
    pieces: Line = (Text(page.label("missed.any")), *((Soft(", ".join(words)),) if words else ()))
    return Cell((pieces,))


def _right_lines(page: AgreementPage, right: ResolvedRight) -> Iterator[Line]:
    record = right.record
    line: Line = (Strong(page.words.choice(record.type)),)
    for name in ("notice", "within"):
        value = getattr(record, name)
        if value is not None and not isinstance(value, Absence):
            words = page.label(f"missed.{name}").format(**{name: page.words.value(value)})
            line = (*line, Soft(words))
    yield line
    if right.absence:
        yield (page.absent(right.absence),)
    if isinstance(record.trigger, Absence):
        yield (page.absent(record.trigger),)
