"""The columns that are no metrics: support hours, credits, claims, notices, reviews."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from sla_catalog.model.calendars import Hours
from sla_catalog.model.fields import Absence, Item, MaybeAbsent
from sla_catalog.model.metrics import Direction
from sla_catalog.model.quantities import Deadline, Quantity, unit_of
from sla_catalog.model.remedies import Claim, Mode, RightType
from sla_catalog.model.services import SupportHours
from sla_catalog.pages.agreement.missed import either
from sla_catalog.pages.agreement.schedule import step_words
from sla_catalog.pages.agreement.sheet import Sheet
from sla_catalog.pages.blocks import Absent, Cell, Inline, Line, Soft, State, Strong
from sla_catalog.pages.comparison.metrics import Column
from sla_catalog.pages.comparison.points import Box, Part, Point, absent_point, plain_text
from sla_catalog.pages.comparison.standings import Amount, Entry, amount_of, unstated_words
from sla_catalog.reckoning.comparability import Basis, Week
from sla_catalog.reckoning.credits import FormKind
from sla_catalog.resolved.cases import EVERY_CASE, Case, boxed, space_of
from sla_catalog.resolved.credits import Form, ResolvedCredit, credits_of
from sla_catalog.resolved.hours import spelt_out, support_hours
from sla_catalog.resolved.ranking import week_of
from sla_catalog.resolved.totals import Total, totals_of

MOST_FORMS = 4
_A_WEEK = "h a week"


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that is no metric: its column's place and name, and what makes an entry."""

    family: str
    key: str
    direction: Direction | None
    make: Callable[[Sheet], Entry | None]

    def column(self, sheet: Sheet) -> Column:
        """Return its column."""
        name, note = sheet.label(f"row.{self.key}"), sheet.label(f"row.{self.key}.note")
        return Column(self.family, self.key, name, note, self.direction)


def fact_parts(sheet: Sheet) -> Iterator[tuple[Column, tuple[Part, ...]]]:
    """Yield each column in which an agreement says something that is no metric."""
    if support := _support(sheet):
        yield SUPPORT.column(sheet), (support,)
    for fact in FACTS:
        entry = fact.make(sheet)
        if entry:
            yield fact.column(sheet), (Part((), (_point(entry),)),)


def _point(entry: Entry) -> Point:
    """Return an entry as text: what it says first, then all else."""
    (first, *rest) = entry.cell.lines or ((),)
    if entry.cell.state is not State.STATED and isinstance(first[0], Absent):
        return absent_point(first[0])
    strong = next((piece for piece in first if isinstance(piece, Strong)), first[0])
    beside = [" ".join(plain_text(piece) for piece in first if piece is not strong)]
    beside += [" ".join(map(plain_text, line)) for line in rest]
    amount = entry.amount
    return Point(
        plain_text(strong),
        kind=amount.basis.unit if amount else "",
        order=amount.number if amount else Fraction(0),
        amount=amount,
        note="; ".join(filter(None, (*beside, entry.note))),
        why=entry.unranked,
    )


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


def _support(sheet: Sheet) -> Part | None:
    """Say support hours by case; only hours that lie within one another are more or fewer."""
    support = _reached(sheet, "support", "hours")
    if isinstance(support, Absence):
        return Part((), (absent_point(sheet.absent(support)),))
    if support is None:
        return None
    agreement, space = sheet.agreement, space_of(sheet.agreement)
    record = sheet.agreement.support
    entries: tuple[SupportHours, ...] = record.hours_by_case()  # type: ignore[union-attr]
    conditions = " ".join(plain_text(p) for line in sheet.condition(record) for p in line)  # type: ignore[arg-type]
    cases = space.cases([space.condition(entry.when) for entry in entries]) or (EVERY_CASE,)
    by_hours: dict[Hours | Absence | None, list[Case]] = {}
    for case in cases:
        by_hours.setdefault(support_hours(agreement, space, case), []).append(case)
    names = tuple(name for name, _ in cases[0].values)
    points = tuple(
        _hours(sheet, hours, _boxes(names, met), conditions)
        for hours, met in by_hours.items()
        if hours is not None
    )
    return Part(names, points, _boxes(names, by_hours[None]) if None in by_hours else ())


def _boxes(names: Sequence[str], cases: Iterable[Case]) -> tuple[Box, ...]:
    found = boxed(cases) or ({},)
    return tuple(tuple(box.get(name) for name in names) for box in found)


def _hours(sheet: Sheet, hours: Hours | Absence, boxes: tuple[Box, ...], conditions: str) -> Point:
    if isinstance(hours, Absence):
        return absent_point(sheet.absent(hours), boxes=boxes)
    week = _week(sheet, hours)
    number = Fraction(week.length, 60) if week else Fraction(0)
    return Point(
        sheet.words.hours(hours),
        boxes,
        kind=_A_WEEK if week else "",
        order=number,
        amount=Amount(number, _basis("support", _A_WEEK, hours=week)) if week else None,
        note=conditions,
        why=sheet.label("not.ranked.cases") if conditions else "",
    )


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


SUPPORT = Fact("response", "support", Direction.HIGHER, lambda _sheet: None)
FACTS = (
    Fact("remedies", "credit", Direction.HIGHER, _credit),
    Fact("remedies", "claim", Direction.HIGHER, _claim),
    Fact("remedies", "termination", None, _termination),
    Fact(
        "security",
        "breach",
        Direction.LOWER,
        _time_at("security", "data_protection", "breach_notice"),
    ),
    Fact("security", "review", None, _time_at("review", "every")),
)
