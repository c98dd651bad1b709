"""What an agreement stands on, drawn as bars, with slack or deficit between."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sla_catalog.model.metrics import METRIC_TYPES
from sla_catalog.model.parties import Role
from sla_catalog.model.responsibilities import Dependency
from sla_catalog.pages.addresses import PageAt
from sla_catalog.pages.agreement.sheet import NOT_STATED, Sheet
from sla_catalog.pages.agreement.targets import basis_words, down_time, down_words, metric_name
from sla_catalog.pages.agreement.verdicts import (
    case_words,
    commitment_notes,
    open_words,
    outcome,
    rounding_notes,
    severity_words,
    short_name,
    short_title,
    value_words,
)
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
    Soft,
    State,
    Strong,
    Text,
)
from sla_catalog.pages.edition import agreement_uri
from sla_catalog.reckoning.comparability import ObstacleKind
from sla_catalog.resolved import chain as resolved
from sla_catalog.resolved.dependencies import (
    SEVERITY,
    Measure,
    Standing,
    is_hard,
    is_in_series,
    measure_of,
    metrics_of,
    telling_case,
)
from sla_catalog.resolved.promises import Promise
from sla_catalog.resolved.rooms import Room, rooms, size_of

_FULL = 96  # percent of a column: a tick at its very edge would be cut in half


@dataclass(frozen=True, slots=True)
class Strand:
    """A column: what is left to each of our promises; the first is drawn, with those below it."""

    measure: Measure
    rooms: tuple[Room, ...]
    standings: tuple[Standing | None, ...]

    @property
    def own(self) -> Promise:
        """Return the promise that is drawn."""
        return self.rooms[0].own


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
    links = resolved.links(sheet.agreement, sheet.edition.catalog)
    strands = [s for measure in Measure if (s := _strand(sheet, links, measure))]
    if not strands:
        return
    yield Paragraph((Text(sheet.label("chain.lead")),))
    yield Chain(
        tuple(_column(sheet, strand) for strand in strands),
        tuple(_rows(sheet, links, strands)),
        tuple(Cell(tuple(outcome(sheet, strand.rooms))) for strand in strands),
    )
    yield Paragraph((Soft(_basis(sheet, links, strands)),), soft=True)


def _strand(sheet: Sheet, links: Sequence[resolved.Link], measure: Measure) -> Strand | None:
    found = rooms(sheet.agreement, sheet.edition.catalog, measure)
    if not found:
        return None
    standings = resolved.standings(found[0].own, links, sheet.edition.catalog)
    counted = [one for room in found for one in (*room.reckoned, *room.open)]
    if not any(one and one.promise for one in (*standings, *counted)):
        return None
    return Strand(measure, found, standings[1:])


def _column(sheet: Sheet, strand: Strand) -> Column:
    name = sheet.words.metric_type(METRIC_TYPES[strand.measure])
    severities = severity_words(sheet, strand.rooms[0].alike)
    if severities:
        name = f"{name}, {severities}"
    budget = strand.own.allowed_downtime
    if budget is None:
        return Column(name, qualifier=sheet.label("chain.bound"))
    words = sheet.label("chain.bound.down").format(basis=basis_words(sheet, budget))
    return Column(name, qualifier=words)


def _rows(
    sheet: Sheet, links: Sequence[resolved.Link], strands: Sequence[Strand]
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
        (_scale(values), size_of(strand.own)) for values, strand in zip(table, strands, strict=True)
    ]
    for place, (other, link) in enumerate(zip(sheets, links, strict=True)):
        yield _row(other, link, [column[place] for column in table], scales)


def _row(
    sheet: Sheet,
    link: resolved.Link,
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


def _name(link: resolved.Link, name: str) -> Inline:
    if link.depth == 0:
        return Strong(name)
    return Link(name, PageAt(agreement_uri(link.agreement.id)), strong=True)


def _detail(sheet: Sheet, link: resolved.Link, shared: str) -> str:
    party = sheet.edition.catalog.party_name
    providers = ", ".join(map(party, sheet.agreement.in_role(Role.PROVIDER)))
    customers = ", ".join(map(party, sheet.agreement.in_role(Role.CUSTOMER)))
    key = "chain.promises" if providers and customers else "chain.promises.alone"
    who = sheet.label(key).format(provider=providers or customers, customer=customers)
    parts = [shared, who if providers or customers else ""]
    if link.dependency and not is_hard(link.dependency):
        parts.append(sheet.label("chain.soft"))
    elif link.dependency and not is_in_series(link.dependency):
        parts.append(group_words(sheet, link.dependency))
    return ". ".join(part for part in parts if part)


def group_words(sheet: Sheet, dependency: Dependency) -> str:
    """Say in which group an agreement is one of several."""
    if dependency.group:
        return sheet.label("chain.group.named").format(group=dependency.group)
    return sheet.label("chain.group")


def _own(sheet: Sheet, strand: Strand) -> Value:
    promise = strand.own
    condition = case_words(sheet, strand.rooms[0].alike, SEVERITY)
    notes = (*commitment_notes(sheet, promise), *rounding_notes(sheet, promise))
    return Value(_amount(sheet, promise), size_of(promise), condition, notes)


def _below(
    sheet: Sheet,
    other: Sheet,
    link: resolved.Link,
    strand: Strand,
    found: Standing | None,
) -> Value | Cell | Absent:
    if found is None:
        words = sheet.label("chain.other.case")
        return Cell(((Soft(words),),))
    promise = found.promise
    if promise is None:
        return _unstated(sheet, other, link, strand.measure, found)
    condition = case_words(other, [promise], SEVERITY)
    notes = [*_severity_notes(other, promise, strand.own), *commitment_notes(other, promise)]
    notes += rounding_notes(other, promise)
    if found.count > 1:
        notes += _metric_note(other, promise, found)
        notes.append(sheet.label("chain.weakest").format(count=found.count))
    why = [*open_words(sheet, found)]
    if found.value is not None:
        exceeds = link.is_judged and found.room is not None and found.room < 0
        line, size = _amount(other, promise), size_of(promise)
        return Value(line, size, condition, (*notes, *why), exceeds)
    if _has_same_scale(strand.own, found):
        line, size = _amount(other, promise), size_of(promise)
        return Value(line, size, condition, (*notes, *why))
    lines: list[Line] = [_amount(other, promise, in_full=True)]
    lines += [(Soft(note),) for note in (condition, *notes) if note]
    return Cell((*lines, *((Icon("unequal"), Soft(one)) for one in why)))


def _metric_note(other: Sheet, promise: Promise, found: Standing) -> Iterator[str]:
    """Name the metric that counts where there are others of its kind."""
    measure, named = measure_of(promise), found.dependency.metrics
    if len([*metrics_of(other.agreement, other.edition.catalog, measure, named)]) > 1:
        yield metric_name(other, promise.metric)


def _severity_notes(other: Sheet, promise: Promise, own: Promise) -> Iterator[str]:
    """Name a severity below that is not called as ours is."""
    theirs = telling_case(promise)[SEVERITY]
    if theirs and theirs != telling_case(own)[SEVERITY]:
        yield other.words.dimension_value(other.agreement, SEVERITY, theirs)


def _unstated(
    sheet: Sheet, other: Sheet, link: resolved.Link, measure: Measure, found: Standing
) -> Cell | Absent:
    if not found.is_named and link.above:
        words = sheet.label("chain.unnamed").format(above=short_name(link.above))
        return Cell(((Soft(words),),))
    catalog, named = other.edition.catalog, found.dependency.metrics
    for one in metrics_of(other.agreement, catalog, measure, named):
        absences = (one.absence, *(promise.absence for promise in one.promises))
        absence = next((absence for absence in absences if absence), None)
        if absence:
            return Absent(State(absence.kind), other.prose(absence.why))
    return NOT_STATED


def _has_same_scale(own: Promise, found: Standing) -> bool:
    """Tell whether two windows that may not be ranked are as long, such as kinds of a month."""
    if found.obstacle is None or found.obstacle.kind is not ObstacleKind.WINDOW:
        return False
    ours = own.allowed_downtime
    theirs = found.promise.allowed_downtime if found.promise else None
    return bool(ours and theirs and ours.basis == theirs.basis)


def _amount(sheet: Sheet, promise: Promise, *, in_full: bool = False) -> Line:
    value = Strong(value_words(sheet, promise))
    budget = promise.allowed_downtime
    if budget is None:
        return (value,)
    down = down_words(sheet, budget) if in_full else down_time(sheet, budget, budget.headline)
    return (value, Text(down))


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


def _basis(sheet: Sheet, links: Sequence[resolved.Link], strands: Sequence[Strand]) -> str:
    parts = [sheet.label(f"chain.basis.{strand.measure}") for strand in strands]
    words = [sheet.label("chain.basis").format(basis="; ".join(parts))]
    own = [link.dependency for link in links if link.depth == 1 and link.dependency]
    if any(one.strength is None or one.topology is None for one in own):
        words.append(sheet.label("chain.basis.default"))
    words.append(sheet.label("chain.warning"))
    return " ".join(words)
