"""What is expected of the agreements below, and what this agreement gives to those on top of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from sla_catalog.model.agreement import Agreement
from sla_catalog.model.metric_types import METRIC_TYPES
from sla_catalog.model.quantities import Quantity
from sla_catalog.model.responsibilities import Dependency
from sla_catalog.pages.addresses import PageAt
from sla_catalog.pages.agreement.chain import group_words
from sla_catalog.pages.agreement.page import NOT_STATED, AgreementPage
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
from sla_catalog.pages.context import agreement_uri
from sla_catalog.resolved.dependencies import (
    ChainMeasure,
    expected_promise,
    is_hard,
    is_in_series,
    is_kept,
    measure_of,
)
from sla_catalog.resolved.promise_values import Promise
from sla_catalog.resolved.rooms import DependencyPair, FeasibilityOutcome, pairs, room_of


def expectations(page: AgreementPage, below: Agreement, dependency: Dependency) -> Iterator[Line]:
    """Say what is expected of an agreement, and of each thing whether it promises it.

    Where it does and this agreement promises more all the same, that is one statement.
    """
    if dependency.expects is None:
        return
    other = AgreementPage(below, page.context, page.uri)
    catalog = page.context.catalog
    for measure in ChainMeasure:
        expected = getattr(dependency.expects, measure)
        if expected is None:
            continue
        promise, is_everywhere = expected_promise(below, dependency, catalog, measure)
        words = page.label("expects").format(
            measure=page.words.within(page.words.metric_type(METRIC_TYPES[measure]))
        )
        line: list[Inline] = [Soft(words), Text(page.words.value(expected))]
        short = _short_of(page, below, dependency, measure)
        if short and promise and is_kept(expected, promise):
            got = promised_words(other, promise)
            line += [Icon("alarm"), Text(_kept_but_short(page, got, short))]
            yield tuple(line)
            continue
        line += _kept(page, expected, promise, everywhere=is_everywhere)
        if promise:
            promised = promised_words(other, promise)
            line.append(Soft(page.label("expects.promised").format(promised=promised)))
        yield tuple(line)
    yield from page.lines(dependency.expects, [*ChainMeasure])


def _short_of(
    page: AgreementPage, below: Agreement, dependency: Dependency, measure: ChainMeasure
) -> DependencyPair | None:
    """Return the promise of ours that is the most too much for what was asked for and is given."""
    if not (is_hard(dependency) and is_in_series(dependency)):
        return None
    found = pairs(page.agreement, dependency, below, measure, page.context.catalog)
    for pair in found:
        room = pair.standing.room
        if room is not None and room < 0 and as_expected(pair.standing, measure) is not None:
            return pair
    return None


def _kept_but_short(page: AgreementPage, got: str, pair: DependencyPair) -> str:
    left = pair.standing.room or Fraction(0)
    return page.label("expects.kept.short").format(
        got=got,
        own=short_name(page.agreement),
        promised=value_words(page, pair.own),
        missing=distance_words(page, pair.own, abs(left)),
    )


def _kept(
    page: AgreementPage, expected: Quantity, promise: Promise | None, *, everywhere: bool
) -> Line:
    kept = is_kept(expected, promise) if promise else None
    icon, key = {
        True: ("check", "expects.kept") if everywhere else ("unequal", "expects.partly"),
        False: ("alarm", "expects.broken"),
        None: ("unequal", "expects.open" if promise else "expects.unstated"),
    }[kept]
    return (Icon(icon), Strong(page.label(key)))


def dependents(page: AgreementPage, above: Sequence[Agreement]) -> Block:
    """Draw what stands on this agreement: a row an agreement, a column a measure it names."""
    rows = [
        (agreement, dependency, _cells_above(page, agreement, dependency))
        for agreement in above
        for dependency in agreement.listed("depends_on")
        if dependency.agreement == page.agreement.id
    ]
    measures = [measure for measure in ChainMeasure if any(cells[measure] for _, _, cells in rows)]
    columns = [Column(page.label("agreement"))]
    columns += [Column(page.words.metric_type(METRIC_TYPES[measure])) for measure in measures]
    return Table(
        page.label("clause.supports"),
        tuple(columns),
        tuple(
            Row(
                _head_above(page, agreement, dependency),
                tuple(cells[measure] or _nothing(page, dependency) for measure in measures),
            )
            for agreement, dependency, cells in rows
        ),
    )


def _nothing(page: AgreementPage, dependency: Dependency) -> Cell:
    if dependency.metrics is None:
        return Cell(((NOT_STATED,),), State.NOT_STATED)
    return Cell(((Soft(page.label("supports.unnamed")),),))


def _head_above(page: AgreementPage, above: Agreement, dependency: Dependency) -> Cell:
    link = Link(short_title(above), PageAt(agreement_uri(above.id)), strong=True)
    lines: list[Line] = [(Soft(above.kind.upper()),), (link,)]
    if not is_hard(dependency):
        lines.append((Soft(page.label("chain.soft")),))
    elif not is_in_series(dependency):
        lines.append((Soft(group_words(page, dependency)),))
    return Cell(tuple(lines))


def _cells_above(
    page: AgreementPage, above: Agreement, dependency: Dependency
) -> dict[ChainMeasure, Cell | None]:
    return {measure: _cell_above(page, above, dependency, measure) for measure in ChainMeasure}


def _cell_above(
    page: AgreementPage, above: Agreement, dependency: Dependency, measure: ChainMeasure
) -> Cell | None:
    """Say of one measure what room is left, what is promised on top, got here and expected."""
    catalog, expects = page.context.catalog, dependency.expects
    expected = getattr(expects, measure, None)
    found = pairs(above, dependency, page.agreement, measure, catalog)
    given = [one for one in found if one.standing.promise]
    lines: list[Line] = []
    if given:
        lines += _on_top(page, above, dependency, given[0])
        for pair in given[1:]:
            lines.append((Soft(_briefly(page, above, pair)),))
        if expected is None or _is_asked_too_little(given[0], measure):
            return Cell(tuple(lines))
    elif expected is None:
        return None
    promise, is_everywhere = expected_promise(page.agreement, dependency, catalog, measure)
    words = page.label("supports.expects").format(expected=page.words.value(expected))
    kept = _kept(page, expected, promise, everywhere=is_everywhere)
    if promise and not given:
        got = page.label("supports.gets").format(got=promised_words(page, promise))
        lines.append((Soft(got),))
    return Cell((*lines, (Soft(words), *kept)))


def _is_asked_too_little(pair: DependencyPair, measure: ChainMeasure) -> bool:
    room = pair.standing.room
    return room is not None and room < 0 and as_expected(pair.standing, measure) is not None


def _on_top(
    page: AgreementPage, above: Agreement, dependency: Dependency, pair: DependencyPair
) -> Iterator[Line]:
    """Say how much room a promise on top has, what it is, and what it gets here."""
    other = AgreementPage(above, page.context, page.uri)
    own, standing = pair.own, pair.standing
    is_judged = is_hard(dependency) and is_in_series(dependency)
    is_certain = standing.is_known or (standing.room is not None and standing.room < 0)
    if is_judged and is_certain and standing.room is not None:
        yield room_line(other, own, standing.room)
        budget = own.allowed_downtime
        if budget and standing.room:
            yield (Soft(page.label("supports.in").format(basis=basis_words(other, budget))),)
    if standing.room is None or standing.room >= 0:
        yield from _together(page, other, own)
    for words in open_words(page, standing):
        yield (Icon("unequal"), Soft(words))
    promised = _own_words(other, pair)
    yield (Soft(page.label("supports.promises").format(promised=promised)),)
    if standing.promise:
        is_asked = _is_asked_too_little(pair, measure_of(own))
        key = "supports.gets.asked" if is_judged and is_asked else "supports.gets"
        got = promised_words(page, standing.promise)
        yield (Soft(page.label(key).format(got=got)),)


def _together(page: AgreementPage, other: AgreementPage, own: Promise) -> Iterator[Line]:
    """Say that a promise is too much for all below it, where this one alone leaves room."""
    found = room_of(own, page.context.catalog)
    if found and found.left is not None and found.outcome is FeasibilityOutcome.DEFICIT:
        said = room_words(other, own, found.left)
        words = page.words.within(page.label("chain.equal") if found.is_equal else said)
        yield (Icon("alarm"), Strong(page.label("supports.together").format(room=words)))


def _own_words(other: AgreementPage, pair: DependencyPair) -> str:
    case = short_case_words(other, pair.alike)
    value = value_words(other, pair.own)
    return f"{value} ({case})" if case else value


def _briefly(page: AgreementPage, above: Agreement, pair: DependencyPair) -> str:
    """Say another promise on top on one line."""
    other = AgreementPage(above, page.context, page.uri)
    promised = page.label("supports.promises").format(promised=_own_words(other, pair))
    if pair.standing.is_known and pair.standing.room is not None:
        room = page.words.within(room_words(other, pair.own, pair.standing.room))
        return f"{page.words.headed(promised)} {room}"
    why = f"{page.label('semicolon')} ".join(
        page.words.within(words) for words in open_words(page, pair.standing)
    )
    return f"{page.words.headed(promised)} {why}"
