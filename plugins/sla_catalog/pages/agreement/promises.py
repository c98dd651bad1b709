"""What is promised, on one screen: the targets by the dimension that most of them use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from sla_catalog.frozen import dataclass
from sla_catalog.model.fields import Absence
from sla_catalog.model.metrics import Commitment
from sla_catalog.model.targets import Deadline, Range
from sla_catalog.pages.agreement.cells import ReasonsGiven, anchor_of
from sla_catalog.pages.agreement.page import NOT_STATED, AgreementPage
from sla_catalog.pages.agreement.targets import (
    alternative_line,
    alternative_lines,
    commitment_line,
    down_words,
    firmness_line,
    firmness_lines,
    former_targets,
    hours_line,
    metric_name,
    owed_line,
    resolved_metrics,
    share_words,
    target_line,
    target_words,
    unit_words,
)
from sla_catalog.pages.agreement.waits import waits_of, worst_case_words
from sla_catalog.pages.blocks import AbsentValue, Cell, Line, Soft, State, Strong, Text
from sla_catalog.pages.views.agreement import PromiseRow, Promises
from sla_catalog.resolved.cases import Case
from sla_catalog.resolved.promise_values import MetricPromises, Strand
from sla_catalog.resolved.promise_values import Promise as Resolved
from sla_catalog.resolved.ranking import PromiseSpan, Spread, span_of

MOST_COLUMNS = 4
MOST_ROWS_A_METRIC = 5


@dataclass(frozen=True, slots=True)
class _Columns:
    """The dimension whose values are columns; without a name there is one column."""

    name: str = ""
    values: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        return len(self.values) or 1


_Answer = tuple[Resolved, ...]  # what one objective promises in each of some cases


@dataclass(frozen=True, slots=True)
class _Row:
    """What is promised in some cases that differ in the columns alone: the answers by column.

    `cases` are those that have the same answers, without the dimension of the columns. Only the
    hours in which time runs can differ among them.
    """

    cases: tuple[Case, ...]
    answers: tuple[tuple[_Answer, ...], ...]

    @property
    def promises(self) -> tuple[Resolved, ...]:
        return tuple(promise for found in self.answers for answer in found for promise in answer)


def _by_objective(promises: Iterable[Resolved]) -> tuple[_Answer, ...]:
    found: dict[int, list[Resolved]] = {}
    for promise in promises:
        found.setdefault(id(promise.objective), []).append(promise)
    return tuple(map(tuple, found.values()))


def promises(page: AgreementPage) -> Promises:
    """Make the table of promises, in the order of the clauses to which they lead."""
    columns = _columns(page)
    rows = [row for one in resolved_metrics(page) for row in _rows(page, one, columns)]
    names = tuple(
        page.words.dimension_value(page.agreement, columns.name, v) for v in columns.values
    )
    qualifier = ""
    if columns.name:
        qualifier = page.words.by_dimension(page.agreement, columns.name)
    return Promises(qualifier, names, tuple(rows) or (_absent_row(page),))


def _absent_row(page: AgreementPage) -> PromiseRow:
    """Say how there are no metrics at all."""
    metrics = page.agreement.metrics
    piece = page.absent(metrics) if isinstance(metrics, Absence) else NOT_STATED
    measure = Cell(((Text(page.words.field("metrics")),),))
    return PromiseRow("2", "section-metrics", measure, (Cell(((piece,),)),))


def _columns(page: AgreementPage) -> _Columns:
    """Return the dimension by which most objectives are told apart, with its values.

    That is the one that matrices declare as their columns, or else one of the agreement's own.
    """
    known = page.agreement.dimension_values()
    cells = [(one, cell) for one in resolved_metrics(page) for cell in one.metric.promises]
    declared = Counter(one.metric.matrix.columns for one, _ in cells if one.metric.matrix)
    used = Counter(
        name for one, cell in cells for box in one.when(cell) or () for name in dict.fromkeys(box)
    )
    own = {name: used[name] for name in used if name in (page.agreement.dimensions or {})}
    for name, count in (*declared.most_common(), *Counter(own).most_common()):
        if 1 < len(known.get(name, ())) <= MOST_COLUMNS and count * 2 > len(cells):
            return _Columns(name, tuple(known[name]))
    return _Columns()


def _rows(page: AgreementPage, resolved: MetricPromises, columns: _Columns) -> Iterator[PromiseRow]:
    metric = resolved.metric
    anchor = f"metric-{anchor_of(metric)}"
    number = page.numbers.get(anchor, "")
    title = metric_name(page, metric)
    if metric.absence or not metric.promises:
        piece = page.absent(metric.absence) if metric.absence else NOT_STATED
        measure = Cell(((page.named(title),),))
        yield PromiseRow(number, anchor, measure, (Cell(((piece,),), span=columns.width),))
        return
    starts = True
    denied: set[object] = set()
    for strand in resolved.strands:
        apart = _strand_name(page, resolved, strand) if len(resolved.strands) > 1 else ""
        name = f"{title}, {apart}" if apart else title
        reasons = ReasonsGiven()
        for measure, cells in _of_strand(page, resolved, strand, name, columns):
            if _is_denial(cells) and (measure, cells) in denied:
                continue  # an absence is the answer in each strand
            denied.add((measure, cells))
            said = tuple(reasons.once(place, cell) for place, cell in enumerate(cells))
            yield PromiseRow(number, anchor, measure, said, starts)
            starts = False


def _is_denial(cells: Iterable[Cell]) -> bool:
    pieces = (piece for cell in cells for line in cell.lines for piece in line)
    return all(isinstance(piece, AbsentValue) for piece in pieces)


def _strand_name(page: AgreementPage, resolved: MetricPromises, strand: Strand) -> str:
    """Say what sets a strand apart: the name of its objectives, what is measured, how it binds.

    How it binds is said where strands differ in that, and where the agreement says it.
    """
    names = {promise.objective.name for promise in strand.promises}
    if len(names) == 1 and (name := next(iter(names))):
        return name
    if strand.statistic:
        return strand.statistic
    is_alike = len({other.layer for other in resolved.strands}) == 1
    if is_alike or all(promise.commitment is None for promise in strand.promises):
        return ""
    return page.words.within(page.words.choice(strand.layer))


def _of_strand(
    page: AgreementPage, resolved: MetricPromises, strand: Strand, title: str, columns: _Columns
) -> Iterator[tuple[Cell, tuple[Cell, ...]]]:
    rows = _by_rest(resolved, strand, columns)
    basis = _basis(page, strand.promises)
    words_of_basis = "" if title.endswith(f", {basis}") else basis  # a strand's name can be it
    if len(rows) > MOST_ROWS_A_METRIC or not resolved.is_bounded:
        lines = tuple(_range(page, span_of(strand.layer, strand.promises)))
        yield _measure(page, title, "", words_of_basis), (Cell(lines, span=columns.width),)
        return
    for place, row in enumerate(rows):
        words = _row_words(page, resolved, row)
        words = "" if title.endswith(f", {words}") else words  # a strand's name can be it
        measure = _measure(page, title, words, words_of_basis if place == 0 else "")
        yield measure, tuple(_cells(page, row, columns, bool(basis)))


def _by_rest(resolved: MetricPromises, strand: Strand, columns: _Columns) -> list[_Row]:
    """Group the cases of a strand that have the same answers; those without any are left out."""
    spoken_of = columns.name in resolved.dimensions
    others = [name for name in resolved.dimensions if name != columns.name]
    by_rest: dict[Case, dict[str, tuple[Resolved, ...]]] = {}
    for case, found in strand.by_case.items():
        value = case[columns.name] or ""
        by_rest.setdefault(case.within(others), {})[value] = found
    merged: dict[tuple[tuple[int, ...], ...], list[tuple[Case, tuple[_Answer, ...]]]] = {}
    for rest, by_value in by_rest.items():
        values = columns.values if spoken_of else ("",)
        answers = tuple(by_value.get(value, ()) for value in values)
        if not any(answers):  # of values that are not declared, which are findings
            answers = tuple(by_value.values())[: len(values)]
        key = tuple(tuple(id(p.objective) for p in found) for found in answers)
        merged.setdefault(key, []).append((rest, answers))
    return [_joined(alike) for alike in merged.values()]


def _joined(alike: Sequence[tuple[Case, tuple[_Answer, ...]]]) -> _Row:
    by_column = zip(*(answers for _, answers in alike), strict=True)
    return _Row(
        tuple(case for case, _ in alike),
        tuple(_by_objective(chain.from_iterable(column)) for column in by_column),
    )


def _row_words(page: AgreementPage, resolved: MetricPromises, row: _Row) -> str:
    """Say for which cases a row is; nothing where it is for all of which the metric speaks."""
    names = {promise.objective.name for promise in row.promises}
    if len(names) == 1 and (name := next(iter(names))):
        return name
    return page.words.conditions(page.agreement, resolved.condition_for(row.cases))


def _measure(page: AgreementPage, title: str, rest: str, basis: str) -> Cell:
    lines: list[Line] = [(page.named(f"{title}, {rest}" if rest else title),)]
    if basis:
        lines.append((Soft(basis),))
    return Cell(tuple(lines))


def _basis(page: AgreementPage, found: Sequence[Resolved]) -> str:
    """Say on what promises are based where all are based on the same; else each says its own."""
    words = {basis_of_promise(page, promise) for promise in found if promise.target}
    return next(iter(words)) if len(words) == 1 else ""


def basis_of_promise(page: AgreementPage, promise: Resolved) -> str:
    """Say the statistic, the window, the share of cases of a promise, and of what unit it is."""
    said = (promise.statistic, promise.window, promise.compliance)
    words = (page.words.value(value) for value in said if value is not None)
    return ", ".join((*words, *unit_words(page, (promise,))))


def apart_words(page: AgreementPage, part: Sequence[Resolved]) -> str:
    """Say what sets promises apart from others for the same cases: their name, or their window."""
    names = {promise.objective.name for promise in part}
    windows = {promise.window for promise in part}
    for said in (names, windows):
        if len(said) == 1 and (one := next(iter(said))):
            return page.words.value(one)
    return ""


def _cells(page: AgreementPage, row: _Row, columns: _Columns, based: bool) -> Iterator[Cell]:
    answers = row.answers
    if len({tuple(id(answer[0].objective) for answer in found) for found in answers}) == 1:
        is_alike = len(waits_of(row.promises)) == 1
        is_told = columns.name and page.agreement.dimensions and is_alike
        scope = page.label("on.every") if is_told else ""
        yield _cell(page, _by_objective(row.promises), scope, columns.width, based)
        return
    for found in answers:
        if found:
            yield _cell(page, found, "", 1, based)
        else:
            yield Cell(((NOT_STATED,),), State.NOT_STATED)


def _cell(
    page: AgreementPage, found: Sequence[_Answer], scope: str, span: int, based: bool
) -> Cell:
    names = {answer[0].objective.name for answer in found}
    lines: list[Line] = []
    for answer in found:
        first, *others = _answer_lines(page, answer, based)
        name = answer[0].objective.name if len(names) > 1 else None
        lines += [(*first, Soft(name)) if name else first, *others]
    if scope:
        lines[0] = (*lines[0], Soft(scope))
    return Cell(tuple(lines), span=span)


def _answer_lines(page: AgreementPage, answer: _Answer, based: bool) -> Iterator[Line]:
    promise = answer[0]
    yield target_line(page, promise)
    if other := alternative_line(page, promise):
        yield other
    if page.former:
        yield from page.former.notes(former_targets(page, promise))
    basis = "" if based or not promise.target else basis_of_promise(page, promise)
    if basis:
        yield (Soft(basis),)
    if promise.allowed_downtime:
        yield (Soft(down_words(page, promise.allowed_downtime)),)
    for words in (share_words(page, promise), worst_case_words(page, answer)):
        if words:
            yield (Soft(words),)
    for line in (
        hours_line(page, promise),
        owed_line(page, promise),
        firmness_line(page, promise),
    ):
        if line:
            yield line


def _range(page: AgreementPage, found: PromiseSpan) -> Iterator[Line]:
    """Say the ends of many targets, a range for each kind, and how many have none."""
    for spread in found.spreads:
        count = len({id(promise.objective) for promise in spread.promises})
        words = page.label("objectives.count").format(count=count)
        yield (Strong(spread_words(page, spread)), *([Soft(words)] if count > 1 else []))
        yield from alternative_lines(page, spread.promises)
        if found.layer is Commitment.GUARANTEED:
            yield from firmness_lines(page, spread.promises)
    if found.layer is not Commitment.GUARANTEED and found.spreads:
        yield commitment_line(page, found.layer)
    for absence, promises in found.absences:
        count = len({id(promise.objective) for promise in promises})
        words = page.label("absent.count").format(count=count)
        yield (AbsentValue(State(absence.kind), page.prose(absence.why)), Soft(words))
    for promise in found.figureless[:1]:
        yield target_line(page, promise)


def spread_words(page: AgreementPage, spread: Spread) -> str:
    """Say the ends of targets of one kind in their order: `99 % to 99.9 %`; of ranges the outer."""
    if spread.low.target == spread.high.target:
        return target_words(page, spread.low)
    low = _end_words(page, spread.low, 0)
    if spread.is_single:
        return low
    ends = (spread.low.target, spread.high.target)
    is_said = len({target.operator for target in ends if target}) == 1
    high = _end_words(page, spread.high, -1, is_said=is_said)
    is_pair = (
        isinstance(spread.low.value, Deadline) and len({p.target for p in spread.promises}) == 2
    )
    return f"{low} {page.label('or' if is_pair else 'to')} {high}"


def _end_words(page: AgreementPage, promise: Resolved, end: int, *, is_said: bool = False) -> str:
    """Say an end of several targets; `is_said` where their operator is said at the other end."""
    value = promise.value
    if isinstance(value, Range):
        return page.words.value((value.low, value.high)[end])
    if is_said and promise.target and promise.kind is None:
        return page.words.target(promise.target, promise.target.operator)
    return target_words(page, promise)
