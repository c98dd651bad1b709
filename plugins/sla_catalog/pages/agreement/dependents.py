"""What is expected of the agreements below, and what this agreement gives to those on top of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from sla_catalog.model.agreement import Agreement
from sla_catalog.model.metrics import METRIC_TYPES
from sla_catalog.model.quantities import Quantity
from sla_catalog.model.responsibilities import Dependency
from sla_catalog.pages.addresses import PageAt
from sla_catalog.pages.agreement.chain import group_words
from sla_catalog.pages.agreement.sheet import NOT_STATED, Sheet
from sla_catalog.pages.agreement.targets import basis_words
from sla_catalog.pages.agreement.verdicts import (
    as_expected,
    distance_words,
    open_words,
    promised_words,
    room_line,
    room_words,
    short_case_words,
    short_name,
    short_title,
    value_words,
)
from sla_catalog.pages.blocks import (
    Block,
    Cell,
    Column,
    Icon,
    Inline,
    Line,
    Link,
    Row,
    Soft,
    State,
    Strong,
    Table,
    Text,
)
from sla_catalog.pages.edition import agreement_uri
from sla_catalog.resolved.dependencies import (
    Measure,
    expected_promise,
    is_hard,
    is_in_series,
    is_kept,
    measure_of,
)
from sla_catalog.resolved.promises import Promise
from sla_catalog.resolved.rooms import Outcome, Pair, pairs, room_of


def expectations(sheet: Sheet, below: Agreement, dependency: Dependency) -> Iterator[Line]:
    """Say what is expected of an agreement, and of each thing whether it promises it.

    Where it does and this agreement promises more all the same, that is one statement.
    """
    if dependency.expects is None:
        return
    other = Sheet(below, sheet.edition, sheet.uri)
    catalog = sheet.edition.catalog
    for measure in Measure:
        expected = getattr(dependency.expects, measure)
        if expected is None:
            continue
        promise, is_everywhere = expected_promise(below, dependency, catalog, measure)
        words = sheet.label("expects").format(
            measure=sheet.words.within(sheet.words.metric_type(METRIC_TYPES[measure]))
        )
        line: list[Inline] = [Soft(words), Text(sheet.words.value(expected))]
        short = _short_of(sheet, below, dependency, measure)
        if short and promise and is_kept(expected, promise):
            got = promised_words(other, promise)
            line += [Icon("alarm"), Text(_kept_but_short(sheet, got, short))]
            yield tuple(line)
            continue
        line += _kept(sheet, expected, promise, everywhere=is_everywhere)
        if promise:
            promised = promised_words(other, promise)
            line.append(Soft(sheet.label("expects.promised").format(promised=promised)))
        yield tuple(line)
    yield from sheet.lines(dependency.expects, [*Measure])


def _short_of(
    sheet: Sheet, below: Agreement, dependency: Dependency, measure: Measure
) -> Pair | None:
    """Return the promise of ours that is the most too much for what was asked for and is given."""
    if not (is_hard(dependency) and is_in_series(dependency)):
        return None
    found = pairs(sheet.agreement, dependency, below, measure, sheet.edition.catalog)
    for pair in found:
        room = pair.standing.room
        if room is not None and room < 0 and as_expected(pair.standing, measure) is not None:
            return pair
    return None


def _kept_but_short(sheet: Sheet, got: str, pair: Pair) -> str:
    left = pair.standing.room or Fraction(0)
    return sheet.label("expects.kept.short").format(
        got=got,
        own=short_name(sheet.agreement),
        promised=value_words(sheet, pair.own),
        missing=distance_words(sheet, pair.own, abs(left)),
    )


def _kept(sheet: Sheet, expected: Quantity, promise: Promise | None, *, everywhere: bool) -> Line:
    kept = is_kept(expected, promise) if promise else None
    icon, key = {
        True: ("check", "expects.kept") if everywhere else ("unequal", "expects.partly"),
        False: ("alarm", "expects.broken"),
        None: ("unequal", "expects.open" if promise else "expects.unstated"),
    }[kept]
    return (Icon(icon), Strong(sheet.label(key)))


def dependents(sheet: Sheet, above: Sequence[Agreement]) -> Block:
    """Draw what stands on this agreement: a row an agreement, a column a measure it names."""
    rows = [
        (agreement, dependency, _cells_above(sheet, agreement, dependency))
        for agreement in above
        for dependency in agreement.listed("depends_on")
        if dependency.agreement == sheet.agreement.id
    ]
    measures = [measure for measure in Measure if any(cells[measure] for _, _, cells in rows)]
    columns = [Column(sheet.label("agreement"))]
    columns += [Column(sheet.words.metric_type(METRIC_TYPES[measure])) for measure in measures]
    return Table(
        sheet.label("clause.supports"),
        tuple(columns),
        tuple(
            Row(
                _head_above(sheet, agreement, dependency),
                tuple(cells[measure] or _nothing(sheet, dependency) for measure in measures),
            )
            for agreement, dependency, cells in rows
        ),
    )


def _nothing(sheet: Sheet, dependency: Dependency) -> Cell:
    if dependency.metrics is None:
        return Cell(((NOT_STATED,),), State.NOT_STATED)
    return Cell(((Soft(sheet.label("supports.unnamed")),),))


def _head_above(sheet: Sheet, above: Agreement, dependency: Dependency) -> Cell:
    link = Link(short_title(above), PageAt(agreement_uri(above.id)), strong=True)
    lines: list[Line] = [(Soft(above.kind.upper()),), (link,)]
    if not is_hard(dependency):
        lines.append((Soft(sheet.label("chain.soft")),))
    elif not is_in_series(dependency):
        lines.append((Soft(group_words(sheet, dependency)),))
    return Cell(tuple(lines))


def _cells_above(
    sheet: Sheet, above: Agreement, dependency: Dependency
) -> dict[Measure, Cell | None]:
    return {measure: _cell_above(sheet, above, dependency, measure) for measure in Measure}


def _cell_above(
    sheet: Sheet, above: Agreement, dependency: Dependency, measure: Measure
) -> Cell | None:
    """Say of one measure what room is left, what is promised on top, got here and expected."""
    catalog, expects = sheet.edition.catalog, dependency.expects
    expected = getattr(expects, measure, None)
    found = pairs(above, dependency, sheet.agreement, measure, catalog)
    given = [one for one in found if one.standing.promise]
    lines: list[Line] = []
    if given:
        lines += _on_top(sheet, above, dependency, given[0])
        for pair in given[1:]:
            lines.append((Soft(_briefly(sheet, above, pair)),))
        if expected is None or _is_asked_too_little(given[0], measure):
            return Cell(tuple(lines))
    elif expected is None:
        return None
    promise, is_everywhere = expected_promise(sheet.agreement, dependency, catalog, measure)
    words = sheet.label("supports.expects").format(expected=sheet.words.value(expected))
    kept = _kept(sheet, expected, promise, everywhere=is_everywhere)
    if promise and not given:
        got = sheet.label("supports.gets").format(got=promised_words(sheet, promise))
        lines.append((Soft(got),))
    return Cell((*lines, (Soft(words), *kept)))


def _is_asked_too_little(pair: Pair, measure: Measure) -> bool:
    room = pair.standing.room
    return room is not None and room < 0 and as_expected(pair.standing, measure) is not None


def _on_top(sheet: Sheet, above: Agreement, dependency: Dependency, pair: Pair) -> Iterator[Line]:
    """Say how much room a promise on top has, what it is, and what it gets here."""
    other = Sheet(above, sheet.edition, sheet.uri)
    own, standing = pair.own, pair.standing
    is_judged = is_hard(dependency) and is_in_series(dependency)
    is_certain = standing.is_known or (standing.room is not None and standing.room < 0)
    if is_judged and is_certain and standing.room is not None:
        yield room_line(other, own, standing.room)
        budget = own.allowed_downtime
        if budget and standing.room:
            yield (Soft(sheet.label("supports.in").format(basis=basis_words(other, budget))),)
    if standing.room is None or standing.room >= 0:
        yield from _together(sheet, other, own)
    for words in open_words(sheet, standing):
        yield (Icon("unequal"), Soft(words))
    promised = _own_words(other, pair)
    yield (Soft(sheet.label("supports.promises").format(promised=promised)),)
    if standing.promise:
        is_asked = _is_asked_too_little(pair, measure_of(own))
        key = "supports.gets.asked" if is_judged and is_asked else "supports.gets"
        got = promised_words(sheet, standing.promise)
        yield (Soft(sheet.label(key).format(got=got)),)


def _together(sheet: Sheet, other: Sheet, own: Promise) -> Iterator[Line]:
    """Say that a promise is too much for all below it, where this one alone leaves room."""
    found = room_of(own, sheet.edition.catalog)
    if found and found.left is not None and found.outcome is Outcome.DEFICIT:
        words = sheet.words.within(room_words(other, own, found.left))
        yield (Icon("alarm"), Strong(sheet.label("supports.together").format(room=words)))


def _own_words(other: Sheet, pair: Pair) -> str:
    case = short_case_words(other, pair.alike)
    value = value_words(other, pair.own)
    return f"{value} ({case})" if case else value


def _briefly(sheet: Sheet, above: Agreement, pair: Pair) -> str:
    """Say another promise on top on one line."""
    other = Sheet(above, sheet.edition, sheet.uri)
    promised = sheet.label("supports.promises").format(promised=_own_words(other, pair))
    if pair.standing.is_known and pair.standing.room is not None:
        return f"{promised}: {sheet.words.within(room_words(other, pair.own, pair.standing.room))}"
    why = "; ".join(sheet.words.within(words) for words in open_words(sheet, pair.standing))
    return f"{promised}: {why}"
