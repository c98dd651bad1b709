"""The rows that are no metrics: support hours, credits, claims, notices, reviews."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from sla_catalog.model.agreement import Agreement
from sla_catalog.model.calendars import Hours
from sla_catalog.model.fields import Absence, Item, MaybeAbsent
from sla_catalog.model.metrics import Direction
from sla_catalog.model.quantities import Deadline, Quantity, unit_of
from sla_catalog.model.remedies import Claim, Mode, RightType
from sla_catalog.model.services import SupportHours
from sla_catalog.pages.agreement.missed import either
from sla_catalog.pages.agreement.schedule import step_words
from sla_catalog.pages.agreement.sheet import Sheet
from sla_catalog.pages.blocks import Cell, ComparedRow, Inline, Line, Soft, State, Strong
from sla_catalog.pages.comparison.standings import (
    Amount,
    Entry,
    amount_of,
    compared,
    unstated_words,
)
from sla_catalog.pages.edition import Edition
from sla_catalog.reckoning.comparability import Basis, Week
from sla_catalog.reckoning.credits import FormKind
from sla_catalog.resolved.credits import Form, ResolvedCredit, credits_of
from sla_catalog.resolved.hours import spelt_out
from sla_catalog.resolved.ranking import week_of
from sla_catalog.resolved.totals import Total, totals_of

MOST_FORMS = 4
_A_WEEK = "h a week"


@dataclass(frozen=True, slots=True)
class FactRow:
    """A row: its key among the labels, which values are better, and what makes an entry."""

    key: str
    direction: Direction | None
    entry: Callable[[Sheet], Entry | None]


def fact_rows(
    edition: Edition, sheets: list[Sheet], rows: Iterable[FactRow]
) -> Iterator[ComparedRow]:
    """Yield the rows of which any agreement says anything."""
    labels = edition.labels
    names = [sheet.agreement.id for sheet in sheets]
    for row in rows:
        entries = {s.agreement.id: entry for s in sheets if (entry := _kept_entry(row, s))}
        if entries:
            yield ComparedRow(
                labels[f"row.{row.key}"],
                f"row-{row.key}",
                labels[f"row.{row.key}.note"],
                compared(edition, row.key, names, entries, row.direction),
                row.direction or "",
            )


def _kept_entry(row: FactRow, sheet: Sheet) -> Entry | None:
    def make(_agreement: Agreement, seen: Edition) -> Entry | None:
        return row.entry(replace(sheet, edition=seen))

    return sheet.edition.recall(f"fact {row.key}", sheet.agreement, make)


def _reached(sheet: Sheet, *path: str) -> object:
    """Return a value of the agreement by the names that lead to it, or the absence on the way."""
    value: object = sheet.agreement
    for name in path:
        value = getattr(value, name, None)
        if isinstance(value, Absence):
            return value
        if isinstance(value, MaybeAbsent) and value.absence:
            return value.absence
    return value


def _absent(sheet: Sheet, absence: Absence) -> Entry:
    return Entry(Cell(((sheet.absent(absence),),), State(absence.kind)))


def _for_cases(sheet: Sheet, entry: Entry, *records: object) -> Entry:
    """Say for which cases alone a value holds; it is not ranked among those that hold for all."""
    lines = tuple(line for one in records if isinstance(one, Item) for line in sheet.condition(one))
    if not lines:
        return entry
    cell = replace(entry.cell, lines=(*lines, *entry.cell.lines))
    return replace(entry, cell=cell, amount=None, unranked=sheet.label("not.ranked.cases"))


def _records_at(sheet: Sheet, path: Iterable[str]) -> Iterator[object]:
    value: object = sheet.agreement
    for name in path:
        value = getattr(value, name, None)
        yield value


def _basis(kind: str, unit: str, *, of: str = "", hours: Week | None = None) -> Basis:
    return Basis(kind, unit, "", None, "elapsed", of, "", hours)


def _support(sheet: Sheet) -> Entry | None:
    """Say support hours; only hours that lie within one another are more or fewer."""
    support = _reached(sheet, "support", "hours")
    if isinstance(support, Absence):
        return _absent(sheet, support)
    if support is None:
        return None
    hours = _hours(sheet, sheet.agreement.support.hours_by_case())  # type: ignore[union-attr]
    return _for_cases(sheet, hours, sheet.agreement.support)


def _hours(sheet: Sheet, cases: tuple[SupportHours, ...]) -> Entry:
    words = sheet.words
    lines: list[Line] = []
    for case in cases:
        when = f"{words.conditions(sheet.agreement, case.when)}:" if case.when else ""
        lines.append((*([Soft(when)] if when else []), Strong(words.hours(case.hours))))
    if len(cases) > 1:
        unranked = sheet.label("many.targets").format(count=len(cases))
        return Entry(Cell(tuple(lines)), unranked=unranked)
    week = _week(sheet, cases[0].hours)
    if week is None:
        return Entry(Cell(tuple(lines)))
    number = Fraction(week.length, 60)
    return Entry(Cell(tuple(lines)), Amount(number, _basis("support", _A_WEEK, hours=week)))


def _week(sheet: Sheet, hours: Hours) -> Week | None:
    return week_of(spelt_out(hours, sheet.agreement, sheet.edition.catalog))


def _credit(sheet: Sheet) -> Entry | None:
    """Say the highest credit of an agreement; credits of several forms or bases have no rank."""
    found = _reached(sheet, "remedies", "credits")
    if isinstance(found, Absence):
        return _absent(sheet, found)
    totals = totals_of(sheet.agreement, sheet.edition.catalog)
    if not totals:
        unsaid = [one for credit in credits_of(sheet.agreement) for one in credit.unsaid]
        return _absent(sheet, unsaid[0]) if unsaid else None
    lines = tuple(_total_line(sheet, total) for total in totals[:MOST_FORMS])
    why = _why_unranked(sheet, totals)
    (total, *_) = totals
    amount = total.highest.total
    if why or amount is None:
        return Entry(Cell(lines), unranked=why)
    return Entry(Cell(lines), Amount(amount.number, _credit_basis(amount.form)))


def _why_unranked(sheet: Sheet, totals: Sequence[Total]) -> str:
    forms = [total.highest.form for total in totals]
    if len({form.kind for form in forms}) > 1:
        return sheet.label("not.ranked.credit")
    if len(forms) > 1:
        is_share = forms[0].kind is FormKind.SHARE
        return sheet.label("not.ranked.credit.base" if is_share else "not.ranked.credit")
    if totals[0].highest.total is None:
        return sheet.label("not.ranked.credit.limit")
    if not totals[0].highest.is_whole:
        return sheet.label("not.ranked.credit.part")
    if forms[0].kind is FormKind.SHARE and not forms[0].of:
        return unstated_words(sheet.edition.labels, "denominator")
    return ""


def _credit_basis(form: Form) -> Basis:
    """Return what must agree; lengths of service count in time, sums in their currency."""
    units = {FormKind.SHARE: "%", FormKind.MONEY: form.of, FormKind.SERVICE: "elapsed time"}
    of = form.of if form.kind is FormKind.SHARE else str(form.kind)
    return _basis("credit", units.get(form.kind, "times"), of=of)


def _total_line(sheet: Sheet, total: Total) -> Line:
    """Say a total with its base, or what is given where nothing limits it, and for which case."""
    highest, first = total.highest, total.credits[0]
    pieces: list[Inline] = []
    if highest.total is not None:
        pieces.append(Strong(sheet.words.value(highest.total.amount)))
    else:
        pieces.append(Strong(either(sheet, first.given)))
    if highest.form.kind is FormKind.SHARE and highest.form.of:
        pieces.append(Soft(sheet.label("of.base").format(base=highest.form.of)))
    each = _each(sheet, first)
    if each and highest.total is None:
        pieces.append(Soft(each))
    elif each and first.given:
        given = sheet.words.value(first.given[0])
        pieces.append(Soft(f"({given} {each})"))
    if first.when:
        words = sheet.words.conditions(sheet.agreement, first.when)
        pieces.append(Soft(sheet.label("credit.case").format(case=words)))
    return tuple(pieces)


def _each(sheet: Sheet, credit: ResolvedCredit) -> str:
    if credit.record.per:
        return sheet.label("for.each").format(step=credit.record.per)
    stepped = [tier for _, tier in credit.tiers if tier.each is not None]
    return step_words(sheet, stepped[0]) if stepped else ""


def _claim(sheet: Sheet) -> Entry | None:
    """Say how long a credit may be claimed; deadlines from different events are not compared."""
    found = _reached(sheet, "remedies", "claim")
    own = (credit.record.claim for credit in credits_of(sheet.agreement))
    claims = [claim for claim in own if isinstance(claim, Claim)]
    if found is None:
        listed = _reached(sheet, "remedies", "credits")
        if isinstance(listed, Absence):
            return _absent(sheet, listed)
        found = claims[0] if claims else None
    if isinstance(found, Absence):
        return _absent(sheet, found)
    entry = _deadline(sheet, found) if isinstance(found, Claim) else None
    return _for_cases(sheet, entry, sheet.agreement.remedies, found) if entry else None


def _deadline(sheet: Sheet, claim: Claim) -> Entry | None:
    if claim.mode is Mode.AUTOMATIC:
        return Entry(Cell(((Strong(sheet.words.choice(claim.mode)),),)))
    within = claim.within
    if isinstance(within, Absence):
        return _absent(sheet, within)
    if within is None:
        return Entry(Cell(((sheet.prose(claim.until),),))) if claim.until else None
    cell = Cell(((Strong(sheet.words.value(within)),),))
    if isinstance(within, Deadline):
        return Entry(cell)
    if not claim.after:
        amount = amount_of(within, _basis("claim", unit_of(within)))
        return Entry(cell, amount, unranked=sheet.label("not.comparable.event"))
    amount = amount_of(within, _basis("claim", unit_of(within), of=claim.after))
    return Entry(cell, amount, sheet.label("after.event").format(event=claim.after))


def _termination(sheet: Sheet) -> Entry | None:
    found = _reached(sheet, "remedies", "rights")
    if isinstance(found, Absence):
        return _absent(sheet, found)
    rights = [r for r in found if r.type is RightType.TERMINATION] if isinstance(
        found, tuple) else []  # fmt: skip
    lines: list[Line] = []
    for right in rights:
        lines += sheet.condition(right)
        if right.absence:
            lines.append((sheet.absent(right.absence),))
        elif isinstance(right.trigger, Absence):
            lines.append((sheet.absent(right.trigger),))
        elif right.trigger is not None:
            lines.append((Strong(sheet.words.value(right.trigger)),))
        elif right.text:
            lines.append((sheet.prose(right.text),))
    entry = Entry(Cell(tuple(lines))) if lines else None
    return _for_cases(sheet, entry, sheet.agreement.remedies) if entry else None


def _time_at(*path: str) -> Callable[[Sheet], Entry | None]:
    """Return what makes the entry of a length of time from the names that lead to it."""

    def make(sheet: Sheet) -> Entry | None:
        found = _reached(sheet, *path)
        if isinstance(found, Absence):
            return _absent(sheet, found)
        if not isinstance(found, Quantity):
            return None
        cell = Cell(((Strong(sheet.words.value(found)),),))
        entry = Entry(cell, amount_of(found, _basis(path[-1], unit_of(found))))
        return _for_cases(sheet, entry, *_records_at(sheet, path))

    return make


RESPONSE = (FactRow("support", Direction.HIGHER, _support),)
REMEDIES = (
    FactRow("credit", Direction.HIGHER, _credit),
    FactRow("claim", Direction.HIGHER, _claim),
    FactRow("termination", None, _termination),
)
SECURITY = (
    FactRow("breach", Direction.LOWER, _time_at("security", "data_protection", "breach_notice")),
    FactRow("review", None, _time_at("review", "every")),
)
