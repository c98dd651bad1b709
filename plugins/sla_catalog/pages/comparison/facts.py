"""The columns that are no metrics: support hours, credits, claims, notices, reviews."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from sla_catalog.calculation.comparability import Basis, Week
from sla_catalog.calculation.credits import FormKind
from sla_catalog.frozen import dataclass
from sla_catalog.model.calendars import Hours
from sla_catalog.model.fields import Absence, Item, MaybeAbsent
from sla_catalog.model.metric_types import BetterDirection
from sla_catalog.model.quantities import Quantity, unit_of
from sla_catalog.model.remedies import Claim, Mode, RightType
from sla_catalog.model.services import SupportHours
from sla_catalog.model.targets import Deadline
from sla_catalog.pages.agreement.page import AgreementPage
from sla_catalog.pages.blocks import AbsentValue, Cell, Line, Soft, State, Strong
from sla_catalog.pages.comparison.metrics import ComparisonColumn
from sla_catalog.pages.comparison.points import Box, MetricPoints, Point, absent_point, plain_text
from sla_catalog.pages.comparison.ranking import Amount, FactEntry, amount_of
from sla_catalog.pages.comparison.totals import highest_first, total_lines, why_unranked
from sla_catalog.resolved.cases import EVERY_CASE, Case, boxed, space_of
from sla_catalog.resolved.credits import CreditForm, credits_of, is_open
from sla_catalog.resolved.hours import Supported, spelt_out
from sla_catalog.resolved.ranking import week_of
from sla_catalog.resolved.totals import CreditsOfCase, totals_by_case

_A_WEEK = "h a week"


@dataclass(frozen=True, slots=True)
class FactColumn:
    """Something that is no metric: its column's place and name, and what makes an entry."""

    family: str
    key: str
    direction: BetterDirection | None
    make: Callable[[AgreementPage], FactEntry | None]

    def column(self, page: AgreementPage) -> ComparisonColumn:
        """Return its column."""
        name, note = page.label(f"row.{self.key}"), page.label(f"row.{self.key}.note")
        return ComparisonColumn(self.family, self.key, name, note, self.direction)


def fact_parts(page: AgreementPage) -> Iterator[tuple[ComparisonColumn, tuple[MetricPoints, ...]]]:
    """Yield each column in which an agreement says something that is no metric."""
    if support := _support(page):
        yield SUPPORT.column(page), (support,)
    if credit := _credit(page):
        yield CREDIT.column(page), (credit,)
    for fact in FACTS:
        entry = fact.make(page)
        if entry:
            yield (
                fact.column(page),
                (MetricPoints((), (_point(entry, f"{page.label('semicolon')} "),)),),
            )


def _point(entry: FactEntry, between: str) -> Point:
    """Return an entry as text: what it says first, then all else, its lines set apart."""
    (first, *rest) = entry.cell.lines or ((),)
    if entry.cell.state is not State.STATED and isinstance(first[0], AbsentValue):
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
        note=between.join(filter(None, (*beside, entry.note))),
        why=entry.unranked,
    )


def _reached(page: AgreementPage, *path: str) -> object:
    """Return a value of the agreement by the names that lead to it, or the absence on the way."""
    value: object = page.agreement
    for name in path:
        value = getattr(value, name, None)
        if isinstance(value, Absence):
            return value
        if isinstance(value, MaybeAbsent) and value.absence:
            return value.absence
    return value


def _absent(page: AgreementPage, absence: Absence) -> FactEntry:
    return FactEntry(Cell(((page.absent(absence),),), State(absence.kind)))


def _for_cases(page: AgreementPage, entry: FactEntry, *records: object) -> FactEntry:
    """Say for which cases alone a value holds; it is not ranked among those that hold for all."""
    cases = tuple(piece for one in records if isinstance(one, Item) for piece in page.cases(one))
    if not cases:
        return entry
    first, *rest = entry.cell.lines
    cell = replace(entry.cell, lines=((*first, *cases), *rest))
    return replace(entry, cell=cell, amount=None, unranked=page.label("not.ranked.cases"))


def _records_at(page: AgreementPage, path: Iterable[str]) -> Iterator[object]:
    value: object = page.agreement
    for name in path:
        value = getattr(value, name, None)
        yield value


def _basis(kind: str, unit: str, *, of: str = "", hours: Week | None = None) -> Basis:
    return Basis(kind, unit, "", None, "elapsed", of, "", hours)


def _support(page: AgreementPage) -> MetricPoints | None:
    """Say support hours by case; only hours that lie within one another are more or fewer."""
    support = _reached(page, "support", "hours")
    if isinstance(support, Absence):
        return MetricPoints((), (absent_point(page.absent(support)),))
    if support is None:
        return None
    agreement, space = page.agreement, space_of(page.agreement)
    record = page.agreement.support
    entries: tuple[SupportHours, ...] = record.hours_by_case()  # type: ignore[union-attr]
    conditions = " ".join(plain_text(p) for line in page.condition(record) for p in line)  # type: ignore[arg-type]
    cases = space.cases([space.condition(entry.when) for entry in entries]) or (EVERY_CASE,)
    by_hours: dict[tuple[Hours | Absence | None, bool], list[Case]] = {}
    supported = Supported(agreement, space)
    for case in cases:
        key = (supported.of(case), supported.is_on_request(case))
        by_hours.setdefault(key, []).append(case)
    names = tuple(name for name, _ in cases[0].values)
    points = []
    for (hours, is_asked), met in by_hours.items():
        if hours is not None:
            point = _hours(page, hours, _boxes(names, met), conditions)
            asked = page.label("on.request") if is_asked and point.state is State.STATED else ""
            points.append(replace(point, note=", ".join(filter(None, (point.note, asked)))))
    open_ = by_hours.get((None, False), ())
    return MetricPoints(names, tuple(points), _boxes(names, open_) if open_ else ())


def _boxes(names: Sequence[str], cases: Iterable[Case]) -> tuple[Box, ...]:
    found = boxed(cases) or ({},)
    return tuple(tuple(box.get(name) for name in names) for box in found)


def _hours(
    page: AgreementPage, hours: Hours | Absence, boxes: tuple[Box, ...], conditions: str
) -> Point:
    if isinstance(hours, Absence):
        return absent_point(page.absent(hours), boxes=boxes)
    week = _week(page, hours)
    number = week.length_in_hours if week else Fraction(0)
    return Point(
        page.words.hours(hours),
        boxes,
        kind=_A_WEEK if week else "",
        order=number,
        amount=Amount(number, _basis("support", _A_WEEK, hours=week)) if week else None,
        note=conditions,
        why=page.label("not.ranked.cases") if conditions else "",
    )


def _week(page: AgreementPage, hours: Hours) -> Week | None:
    return week_of(spelt_out(hours, page.agreement, page.context.catalog))


def _credit(page: AgreementPage) -> MetricPoints | None:
    """Say the highest credit by case; credits of several forms or bases have no rank."""
    found = _reached(page, "remedies", "credits")
    if isinstance(found, Absence):
        return MetricPoints((), (absent_point(page.absent(found)),))
    by_point: dict[Point | None, list[CreditsOfCase]] = {}
    entries: dict[Point, list[FactEntry]] = {}
    by_case = totals_by_case(page.agreement, page.context.catalog)
    for one in by_case:
        # The point says its cases; a list of several at once has to name them in each.
        entry = _credit_entry(page, one, by_case=not one.case.values)
        full = _credit_entry(page, one, by_case=True)
        point = _point(entry, "\n") if entry else None
        if point and entry and full:
            known = entries.setdefault(point, [full])
            entries[point] = known if known == [full] else [entry]
        by_point.setdefault(point, []).append(one)
    names = tuple(name for name, _ in by_case[0].case.values)
    kinds = {point.kind for point in by_point if point and point.state is State.STATED}
    is_mixed = len(kinds) > 1 or any(point and point.why for point in by_point)
    several = len(by_point) > 1 and is_mixed
    points = tuple(
        replace(
            _in_full(point, entries[point][0]) if several else point, boxes=_where(names, cases)
        )
        for point, cases in by_point.items()
        if point is not None
    )
    without = [c for p, cases in by_point.items() if not (p and p.amount) for c in cases]
    return (
        MetricPoints(names, points, _where(names, without) if without else ()) if points else None
    )


def _where(names: Sequence[str], found: Sequence[CreditsOfCase]) -> tuple[Box, ...]:
    boxes = [box for one in found for box in one.boxes]
    if boxes:
        return tuple(tuple(box.get(name) for name in names) for box in boxes)
    return _boxes(names, (one.case for one in found))


def _in_full(point: Point, entry: FactEntry) -> Point:
    """Return a point that keeps all it says beside others: of several, no notes are shown."""
    if point.state is not State.STATED:
        return point
    lines = (" ".join(map(plain_text, line)) for line in entry.cell.lines)
    return replace(point, text="\n".join(lines), note="")


def _credit_entry(page: AgreementPage, found: CreditsOfCase, *, by_case: bool) -> FactEntry | None:
    totals = highest_first(found.totals)
    if not totals:
        unsaid = [one for credit in found.credits for one in credit.unsaid]
        return _absent(page, unsaid[0]) if unsaid else None
    lines = tuple(line for total in totals for line in total_lines(page, total, by_case))
    why = why_unranked(page, totals)
    if not why and found.case == EVERY_CASE and any(credit.when for credit in found.credits):
        why = page.label("not.ranked.cases")  # there are too many to tell them apart
    if not why and any(is_open(credit) for credit in found.credits):
        why = page.label("not.ranked.credit.part")
    (total, *_) = totals
    amount = total.highest.total
    if why or amount is None:
        return FactEntry(Cell(lines), unranked=why)
    return FactEntry(Cell(lines), Amount(amount.number, _credit_basis(amount.form)))


def _credit_basis(form: CreditForm) -> Basis:
    """Return what must agree; lengths of service count in time, sums in their currency."""
    units = {FormKind.SHARE: "%", FormKind.MONEY: form.of, FormKind.SERVICE: "elapsed time"}
    of = form.of if form.kind is FormKind.SHARE else str(form.kind)
    return _basis("credit", units.get(form.kind, "times"), of=of)


def _claim(page: AgreementPage) -> FactEntry | None:
    """Say how long a credit may be claimed; deadlines from different events are not compared."""
    found = _reached(page, "remedies", "claim")
    given = [credit.claim for credit in credits_of(page.agreement) if not credit.absence]
    claims = [claim for claim in given if isinstance(claim, Claim)]
    if any(claim != claims[0] for claim in claims):
        return _deadlines(page, claims)
    if found is None:
        listed = _reached(page, "remedies", "credits")
        if isinstance(listed, Absence) and listed.none is not None:
            return _absent(page, listed)  # without credits there is nothing to claim
        found = claims[0] if claims else None
    if isinstance(found, Absence):
        return _absent(page, found)
    entry = _deadline(page, found) if isinstance(found, Claim) else None
    return _for_cases(page, entry, page.agreement.remedies, found) if entry else None


def _deadlines(page: AgreementPage, claims: Sequence[Claim]) -> FactEntry | None:
    """Say several deadlines, each once; none of them is that of every credit."""
    entries = filter(None, (_deadline(page, claim) for claim in claims))
    lines = dict.fromkeys(
        (*entry.cell.lines[0], *([Soft(entry.note)] if entry.note else [])) for entry in entries
    )
    why = page.label("not.ranked.cases")
    return FactEntry(Cell(tuple(lines)), unranked=why) if lines else None


def _deadline(page: AgreementPage, claim: Claim) -> FactEntry | None:
    if claim.mode is Mode.AUTOMATIC:
        return FactEntry(Cell(((Strong(page.words.choice(claim.mode)),),)))
    within = claim.within
    if isinstance(within, Absence):
        return _absent(page, within)
    if within is None:
        return FactEntry(Cell(((page.prose(claim.until),),))) if claim.until else None
    cell = Cell(((Strong(page.words.value(within)),),))
    if isinstance(within, Deadline):
        return FactEntry(cell)
    if not claim.after:
        amount = amount_of(within, _basis("claim", unit_of(within)))
        return FactEntry(cell, amount, unranked=page.label("not.comparable.event"))
    amount = amount_of(within, _basis("claim", unit_of(within), of=claim.after))
    return FactEntry(cell, amount, page.label("after.event").format(event=claim.after))


def _termination(page: AgreementPage) -> FactEntry | None:
    found = _reached(page, "remedies", "rights")
    if isinstance(found, Absence):
        return _absent(page, found)
    rights = [r for r in found if r.type is RightType.TERMINATION] if isinstance(
        found, tuple) else []  # fmt: skip
    lines: list[Line] = []
    for right in rights:
        cases = page.cases(right)
        if right.absence:
            lines.append((page.absent(right.absence), *cases))
        elif isinstance(right.trigger, Absence):
            lines.append((page.absent(right.trigger), *cases))
        elif right.trigger is not None:
            lines.append((Strong(page.words.value(right.trigger)), *cases))
        elif right.text:
            lines.append((page.prose(right.text), *cases))
    entry = FactEntry(Cell(tuple(lines))) if lines else None
    return _for_cases(page, entry, page.agreement.remedies) if entry else None


def _time_at(*path: str) -> Callable[[AgreementPage], FactEntry | None]:
    """Return what makes the entry of a length of time from the names that lead to it."""

    def make(page: AgreementPage) -> FactEntry | None:
        found = _reached(page, *path)
        if isinstance(found, Absence):
            return _absent(page, found)
        if not isinstance(found, Quantity):
            return None
        cell = Cell(((Strong(page.words.value(found)),),))
        entry = FactEntry(cell, amount_of(found, _basis(path[-1], unit_of(found))))
        return _for_cases(page, entry, *_records_at(page, path))

    return make


SUPPORT = FactColumn("response", "support", BetterDirection.HIGHER, lambda _sheet: None)
CREDIT = FactColumn("remedies", "credit", BetterDirection.HIGHER, lambda _sheet: None)
FACTS = (
    FactColumn("remedies", "claim", BetterDirection.HIGHER, _claim),
    FactColumn("remedies", "termination", None, _termination),
    FactColumn(
        "security",
        "breach",
        BetterDirection.LOWER,
        _time_at("security", "data_protection", "breach_notice"),
    ),
    FactColumn("security", "review", None, _time_at("review", "every")),
)
