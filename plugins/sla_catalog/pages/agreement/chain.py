"""What an agreement stands on and what stands on it, with slack or deficit between."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sla_catalog.model.agreement import Agreement
from sla_catalog.model.metrics import METRIC_TYPES, Commitment
from sla_catalog.model.parties import Role
from sla_catalog.model.quantities import NO_BREAK, Quantity, as_decimal, plain
from sla_catalog.model.responsibilities import Dependency
from sla_catalog.pages.addresses import PageAt
from sla_catalog.pages.agreement.sheet import NOT_STATED, Sheet
from sla_catalog.pages.agreement.targets import basis_words, budget_of, down_words
from sla_catalog.pages.amounts import basis_word
from sla_catalog.pages.blocks import (
    Absent,
    Bar,
    Block,
    Cell,
    Chain,
    ChainLink,
    Column,
    Icon,
    Inline,
    Line,
    Link,
    Paragraph,
    Row,
    Soft,
    State,
    Strong,
    Table,
    Text,
)
from sla_catalog.pages.edition import agreement_uri
from sla_catalog.reckoning import chain as reckoning
from sla_catalog.reckoning.chain import Measure, Outcome, Promise, Room, Standing
from sla_catalog.reckoning.comparability import Obstacle, ObstacleKind
from sla_catalog.reckoning.credits import Rounding, RoundingMode
from sla_catalog.reckoning.downtime import Budget
from sla_catalog.reckoning.spoken import spoken

_COLUMNS = (
    Measure.AVAILABILITY,
    Measure.RESPONSE,
    Measure.RECOVERY_TIME,
    Measure.RECOVERY_POINT,
)
_FULL = 96  # percent of a column: a tick at its very edge would be cut in half
_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Strand:
    """A column: our own promise, and how each agreement of the chain below stands to it."""

    measure: Measure
    own: Promise
    standings: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class Value:
    """What one agreement promises in one column, with all that its bar shows."""

    line: Line
    size: Fraction
    condition: str
    notes: tuple[str, ...]
    exceeds: bool = False


def chain(sheet: Sheet) -> Iterator[Block]:
    """Draw what this agreement stands on; nothing where no promises can be set side by side."""
    links = reckoning.links(sheet.agreement, sheet.edition.catalog)
    strands = [s for measure in _COLUMNS if (s := _strand(sheet, links, measure))]
    if not strands:
        return
    yield Paragraph((Text(sheet.label("chain.lead")),))
    yield Chain(
        tuple(_column(sheet, strand) for strand in strands),
        tuple(_rows(sheet, links, strands)),
        tuple(_verdict(sheet, links, strand) for strand in strands),
    )
    yield Paragraph((Soft(_basis(sheet, links, strands)),), soft=True)


def _strand(sheet: Sheet, links: Sequence[reckoning.Link], measure: Measure) -> Strand | None:
    catalog = sheet.edition.catalog
    own = reckoning.own_promise(sheet.agreement, catalog, measure)
    if own is None:
        return None
    below = tuple(
        reckoning.standing(own, link.agreement, link.named, catalog) for link in links[1:]
    )
    return Strand(measure, own, below) if any(one.promise for one in below) else None


def _column(sheet: Sheet, strand: Strand) -> Column:
    name = sheet.words.metric_type(METRIC_TYPES[strand.measure])
    severities = reckoning.severities_of(strand.own.metric, strand.own.cell)
    if severities:
        name = f"{name}, {sheet.words.alternatives(severities)}"
    budget = _budget(sheet, strand.own)
    if budget is None:
        return Column(name, qualifier=sheet.label("chain.bound"))
    words = sheet.label("chain.bound.down").format(basis=basis_words(sheet, budget))
    return Column(name, qualifier=words)


def _rows(
    sheet: Sheet, links: Sequence[reckoning.Link], strands: Sequence[Strand]
) -> Iterator[ChainLink]:
    sheets = [sheet, *(Sheet(one.agreement, sheet.edition, sheet.uri) for one in links[1:])]
    table = [
        [
            _own(sheet, strand),
            *(
                _below(sheet, other, link, strand, found)
                for other, link, found in zip(sheets[1:], links[1:], strand.standings, strict=True)
            ),
        ]
        for strand in strands
    ]
    scales = [
        (_scale(values), _size(sheet, strand.own))
        for values, strand in zip(table, strands, strict=True)
    ]
    for place, (other, link) in enumerate(zip(sheets, links, strict=True)):
        yield _row(other, link, [column[place] for column in table], scales)


def _row(
    sheet: Sheet,
    link: reckoning.Link,
    values: Sequence[Value | Cell | Absent],
    scales: Sequence[tuple[Fraction, Fraction]],
) -> ChainLink:
    said = {one.condition for one in values if isinstance(one, Value) and one.condition}
    shared = next(iter(said)) if len(said) == 1 else ""
    name = short_title(link.agreement)
    return ChainLink(
        kind=link.agreement.kind.upper(),
        name=_name(link, name),
        detail=_detail(sheet, link, shared),
        depth=link.depth,
        bars=tuple(
            _bar(value, scale, mark, shared) if isinstance(value, Value) else value
            for value, (scale, mark) in zip(values, scales, strict=True)
        ),
    )


def short_title(agreement: Agreement) -> str:
    """Return the reference and title of an agreement."""
    return f"{agreement.reference or ''} {agreement.title}".strip()


def short_name(agreement: Agreement) -> str:
    """Return the reference by which people know an agreement, else its title."""
    return agreement.reference or agreement.title


def _name(link: reckoning.Link, name: str) -> Inline:
    if link.depth == 0:
        return Strong(name)
    return Link(name, PageAt(agreement_uri(link.agreement.id)), strong=True)


def _detail(sheet: Sheet, link: reckoning.Link, shared: str) -> str:
    party = sheet.edition.catalog.party_name
    providers = ", ".join(map(party, sheet.agreement.in_role(Role.PROVIDER)))
    customers = ", ".join(map(party, sheet.agreement.in_role(Role.CUSTOMER)))
    key = "chain.promises" if providers and customers else "chain.promises.alone"
    who = sheet.label(key).format(provider=providers or customers, customer=customers)
    parts = [shared, who if providers or customers else ""]
    if link.dependency and not reckoning.is_hard(link.dependency):
        parts.append(sheet.label("chain.soft"))
    elif link.dependency and not reckoning.is_in_series(link.dependency):
        parts.append(_group_words(sheet, link.dependency))
    return ". ".join(part for part in parts if part)


def _group_words(sheet: Sheet, dependency: Dependency) -> str:
    if dependency.group:
        return sheet.label("chain.group.named").format(group=dependency.group)
    return sheet.label("chain.group")


def _own(sheet: Sheet, strand: Strand) -> Value:
    promise = strand.own
    notes = tuple(_notes(sheet, promise))
    return Value(_amount(sheet, promise), _size(sheet, promise), _condition(sheet, promise), notes)


def _below(
    sheet: Sheet, other: Sheet, link: reckoning.Link, strand: Strand, found: Standing
) -> Value | Cell | Absent:
    promise = found.promise
    if promise is None:
        return _unstated(sheet, other, link, strand.measure, found)
    notes = list(_notes(other, promise))
    theirs = reckoning.severities_of(promise.metric, promise.cell)
    if theirs and theirs != reckoning.severities_of(strand.own.metric, strand.own.cell):
        values = (other.words.dimension_value(other.agreement, "severity", v) for v in theirs)
        notes.insert(0, sheet.words.alternatives(values))
    condition = _condition(other, promise)
    if found.obstacle is None:
        exceeds = link.is_judged and found.room is not None and found.room < 0
        return Value(
            _amount(other, promise), _size(other, promise), condition, tuple(notes), exceeds
        )
    notes.append(why_not(sheet, found.obstacle))
    if _has_same_scale(sheet, other, strand.own, promise, found.obstacle):
        return Value(_amount(other, promise), _size(other, promise), condition, tuple(notes))
    lines: list[Line] = [_amount(other, promise, in_full=True)]
    lines += [(Soft(condition),)] if condition else []
    lines += [(Soft(note),) for note in notes[:-1]]
    return Cell((*lines, (Icon("unequal"), Soft(notes[-1]))))


def _unstated(
    sheet: Sheet, other: Sheet, link: reckoning.Link, measure: Measure, found: Standing
) -> Cell | Absent:
    if not found.is_named and link.above:
        words = sheet.label("chain.unnamed").format(above=short_name(link.above))
        return Cell(((Soft(words),),))
    for metric in reckoning.metrics_of(other.agreement, other.edition.catalog, measure, link.named):
        absences = (metric.absence, *(cell.absence for cell in metric.promises))
        absence = next((one for one in absences if one), None)
        if absence:
            return Absent(State(absence.kind), other.prose(absence.why))
    return NOT_STATED


def _has_same_scale(
    sheet: Sheet, other: Sheet, own: Promise, promise: Promise, why: Obstacle
) -> bool:
    """Tell whether two windows that may not be ranked are as long, such as kinds of a month."""
    if why.kind is not ObstacleKind.WINDOW:
        return False
    ours, theirs = _budget(sheet, own), _budget(other, promise)
    return bool(ours and theirs and ours.basis == theirs.basis)


def _budget(sheet: Sheet, promise: Promise) -> Budget | None:
    return budget_of(sheet, promise.metric, promise.cell)


def _size(sheet: Sheet, promise: Promise) -> Fraction:
    """Return what a bar shows: time allowed, or the share that may fail."""
    if promise.basis.metric_type != Measure.AVAILABILITY:
        return promise.value
    budget = _budget(sheet, promise)
    return budget.headline if budget else 100 - promise.value


def _amount(sheet: Sheet, promise: Promise, *, in_full: bool = False) -> Line:
    value = Strong(sheet.words.value(promise.amount))
    budget = _budget(sheet, promise)
    if budget is None:
        return (value,)
    return (value, Text(down_words(sheet, budget) if in_full else spoken(budget.headline)))


def _condition(sheet: Sheet, promise: Promise) -> str:
    """Say for which case a promise holds: what sets it apart in its metric, save the severity."""
    if promise.cell.when == promise.metric.when:
        return ""
    rest = [
        {name: values for name, values in one.items() if name != "severity"}
        for one in promise.cell.when or ()
    ]
    return sheet.words.conditions(sheet.agreement, [one for one in rest if one])


def _notes(sheet: Sheet, promise: Promise) -> Iterator[str]:
    commitment = promise.metric.says(promise.cell, "commitment")
    if commitment and commitment is not Commitment.GUARANTEED:
        words = sheet.words.choice(commitment)
        yield sheet.label("not.guaranteed").format(commitment=words)


def why_not(sheet: Sheet, obstacle: Obstacle) -> str:
    """Say why a promise below is not judged against ours."""
    kind = sheet.label(f"basis.{obstacle.kind}")
    if not obstacle.first or not obstacle.second:
        return sheet.label("not.comparable.unstated").format(kind=kind)
    first, second = (
        basis_word(obstacle.kind, str(word), sheet.edition.labels)
        for word in (obstacle.first, obstacle.second)
    )
    return sheet.label("not.comparable").format(first=first, second=second)


def _scale(values: Iterable[Value | Cell | Absent]) -> Fraction:
    sizes = (one.size for one in values if isinstance(one, Value))
    return max(sizes, default=Fraction(0))


def _bar(value: Value, scale: Fraction, mark: Fraction, shared: str) -> Bar:
    condition = value.condition if value.condition != shared else ""
    return Bar(
        value.line,
        _percent(value.size, scale),
        _percent(mark, scale),
        value.exceeds,
        ". ".join(part for part in (condition, *value.notes) if part),
    )


def _percent(size: Fraction, scale: Fraction) -> int:
    if not size:
        return 0
    return max(1, round(_FULL * size / scale))


def _verdict(sheet: Sheet, links: Sequence[reckoning.Link], strand: Strand) -> Cell:
    found = reckoning.room(sheet.agreement, sheet.edition.catalog, strand.own)
    lines = [*_outcome(sheet, strand.own, found)]
    for link, one in zip(links[1:], strand.standings, strict=True):
        if link.depth > 1 and link.is_judged and one.room is not None and one.room < 0:
            lines.append(_room_line(sheet, strand.own, one.room))
            lines.append((Soft(_between(sheet, [link.agreement], "chain.further")),))
    return Cell(tuple(lines))


def _outcome(sheet: Sheet, own: Promise, found: Room) -> Iterator[Line]:
    left = found.left
    if found.outcome is Outcome.OPEN:
        yield from _open(sheet, own, found)
        return
    if left is None:
        return
    yield _room_line(sheet, own, left)
    if found.outcome is Outcome.DEFICIT:
        names = sheet.words.listing(map(short_name, found.reckoned))
        words = sheet.label(f"chain.deficit.{own.basis.metric_type}")
        yield (Soft(words.format(below=names, own=short_name(sheet.agreement))),)
        yield from _mitigations(sheet, found)
    else:
        yield (Soft(_between(sheet, found.reckoned, "chain.between")),)
    yield from _sums(sheet, found)


def _open(sheet: Sheet, own: Promise, found: Room) -> Iterator[Line]:
    if not found.open and not found.withheld:
        yield (Soft(sheet.label("chain.left.out")),)
        return
    yield (Icon("unequal"), Strong(sheet.label("chain.open")))
    for agreement, obstacle in found.open:
        words = why_not(sheet, obstacle) if obstacle else sheet.label("chain.states.none")
        yield (Soft(f"{short_name(agreement)} {sheet.words.within(words)}"),)
    if found.withheld:
        yield (Soft(sheet.label("chain.withheld")),)
    if found.left is not None:
        room = room_words(sheet, own, found.left)
        words = sheet.label("chain.rest").format(
            room=room, between=_between(sheet, found.reckoned, "chain.between")
        )
        yield (Soft(words),)
    yield from _sums(sheet, found)


def _mitigations(sheet: Sheet, found: Room) -> Iterator[Line]:
    known = {agreement.id for agreement in found.reckoned}
    for dependency in sheet.agreement.listed("depends_on"):
        if dependency.mitigation and dependency.agreement in known:
            label = Soft(f"{sheet.words.field('mitigation')}:")
            yield (label, sheet.prose(dependency.mitigation))


def _sums(sheet: Sheet, found: Room) -> Iterator[Line]:
    """Say what several promise together; one alone promises what stands in its row."""
    if found.together is None or len(found.reckoned) < 2:
        return
    if found.product is None:
        total = amount_words(found.own, found.together)
        key = f"chain.sum.{found.own.basis.metric_type}"
        yield (Soft(sheet.label(key).format(total=total)),)
        return
    key = "chain.floor.groups" if found.has_groups else "chain.floor"
    floor, product = percent_words(found.together), percent_words(found.product)
    yield (Soft(sheet.label(key).format(floor=floor, product=product)),)


def percent_words(percent: Fraction) -> str:
    """Print a percentage exactly, or rounded down where that takes more than nine digits."""
    exact = as_decimal(percent, _DIGITS)
    if -int(exact.as_tuple().exponent) > _DIGITS:
        exact = as_decimal(Rounding(_DIGITS, RoundingMode.DOWN).rounded(percent))
    return f"{plain(exact)}{NO_BREAK}%"


def amount_words(own: Promise, amount: Fraction) -> str:
    """Print a length in the unit of a promise."""
    if own.basis.unit == "elapsed time":
        return spoken(amount)
    return f"{plain(as_decimal(amount))}{NO_BREAK}{own.basis.unit.removeprefix('elapsed ')}"


def _room_line(sheet: Sheet, own: Promise, left: Fraction) -> Line:
    return (Icon("alarm" if left < 0 else "check"), Strong(room_words(sheet, own, left)))


def room_words(sheet: Sheet, own: Promise, left: Fraction) -> str:
    """Say how much room there is: `Slack 8 min 38.4 s`, `Deficit 15 min`."""
    if not left:
        return sheet.label("chain.even")
    key = "chain.deficit" if left < 0 else "chain.slack"
    return sheet.label(key).format(amount=_distance(sheet, own, abs(left)))


def _distance(sheet: Sheet, own: Promise, left: Fraction) -> str:
    if own.basis.metric_type != Measure.AVAILABILITY:
        return amount_words(own, left)
    budget = _budget(sheet, own)
    if budget is None:
        return sheet.label("chain.points").format(points=plain(as_decimal(left)))
    return spoken(budget.basis.seconds * left / 100)


def _between(sheet: Sheet, below: Sequence[Agreement], key: str) -> str:
    names = sheet.words.listing(map(short_name, below))
    return sheet.label(key).format(own=short_name(sheet.agreement), below=names)


def _basis(sheet: Sheet, links: Sequence[reckoning.Link], strands: Sequence[Strand]) -> str:
    parts = [sheet.label(f"chain.basis.{strand.measure}") for strand in strands]
    words = [sheet.label("chain.basis").format(basis="; ".join(parts))]
    own = [link.dependency for link in links if link.depth == 1 and link.dependency]
    if any(one.strength is None or one.topology is None for one in own):
        words.append(sheet.label("chain.basis.default"))
    words.append(sheet.label("chain.warning"))
    return " ".join(words)


def expectations(sheet: Sheet, below: Agreement, dependency: Dependency) -> Iterator[Line]:
    """Say what is expected of an agreement, and of each thing whether it promises it."""
    if dependency.expects is None:
        return
    other = Sheet(below, sheet.edition, sheet.uri)
    catalog = sheet.edition.catalog
    for measure in Measure:
        expected = getattr(dependency.expects, measure)
        if expected is None:
            continue
        promise = reckoning.promise_below(below, catalog, measure, dependency.metrics)
        words = sheet.label("expects").format(
            measure=sheet.words.within(sheet.words.metric_type(METRIC_TYPES[measure]))
        )
        kept = _kept(sheet, expected, promise)
        line: list[Inline] = [Soft(words), Text(sheet.words.value(expected)), *kept]
        if promise:
            promised = _promised(other, promise)
            line.append(Soft(sheet.label("expects.promised").format(promised=promised)))
        yield tuple(line)
    yield from sheet.lines(dependency.expects, [*Measure])


def _kept(sheet: Sheet, expected: Quantity, promise: Promise | None) -> Line:
    kept = reckoning.is_kept(expected, promise) if promise else None
    icon, key = {
        True: ("check", "expects.kept"),
        False: ("alarm", "expects.broken"),
        None: ("unequal", "expects.open" if promise else "expects.unstated"),
    }[kept]
    return (Icon(icon), Strong(sheet.label(key)))


def _promised(sheet: Sheet, promise: Promise) -> str:
    severities = reckoning.severities_of(promise.metric, promise.cell)
    words = (_condition(sheet, promise), sheet.words.alternatives(severities))
    case = ", ".join(word for word in words if word)
    value = sheet.words.value(promise.amount)
    return f"{value} ({case})" if case else value


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
    if not reckoning.is_hard(dependency):
        lines.append((Soft(sheet.label("chain.soft")),))
    elif not reckoning.is_in_series(dependency):
        lines.append((Soft(_group_words(sheet, dependency)),))
    return Cell(tuple(lines))


def _cells_above(
    sheet: Sheet, above: Agreement, dependency: Dependency
) -> dict[Measure, Cell | None]:
    return {measure: _cell_above(sheet, above, dependency, measure) for measure in Measure}


def _cell_above(
    sheet: Sheet, above: Agreement, dependency: Dependency, measure: Measure
) -> Cell | None:
    """Say of one measure what room is left, what is promised on top, got here and expected."""
    catalog = sheet.edition.catalog
    promise = reckoning.promise_below(sheet.agreement, catalog, measure, dependency.metrics)
    expected = getattr(dependency.expects, measure, None)
    own = reckoning.own_promise(above, catalog, measure)
    lines: list[Line] = []
    if promise and own:
        lines += _on_top(sheet, above, dependency, own)
    if promise and (own or expected is not None):
        words = sheet.label("supports.gets").format(got=_promised(sheet, promise))
        lines.append((Soft(words),))
    if expected is not None:
        words = sheet.label("supports.expects").format(expected=sheet.words.value(expected))
        lines.append((Soft(words), *_kept(sheet, expected, promise)))
    return Cell(tuple(lines)) if lines else None


def _on_top(sheet: Sheet, above: Agreement, dependency: Dependency, own: Promise) -> Iterator[Line]:
    other = Sheet(above, sheet.edition, sheet.uri)
    found = reckoning.standing(own, sheet.agreement, dependency.metrics, sheet.edition.catalog)
    is_judged = reckoning.is_hard(dependency) and reckoning.is_in_series(dependency)
    if found.obstacle:
        yield (Icon("unequal"), Soft(why_not(sheet, found.obstacle)))
    elif is_judged and found.room is not None:
        yield _room_line(other, own, found.room)
        budget = _budget(other, own)
        if budget and found.room:
            yield (Soft(sheet.label("supports.in").format(basis=basis_words(other, budget))),)
    promised = _promised(other, own)
    yield (Soft(sheet.label("supports.promises").format(promised=promised)),)
