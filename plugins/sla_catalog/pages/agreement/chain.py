"""What an agreement stands on, drawn as bars, with slack or deficit between."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from sla_catalog.calculation.comparability import ObstacleKind
from sla_catalog.frozen import dataclass
from sla_catalog.model.metric_types import METRIC_TYPES
from sla_catalog.model.parties import Role
from sla_catalog.model.responsibilities import Dependency
from sla_catalog.pages.addresses import PageAt
from sla_catalog.pages.agreement.page import NOT_STATED, AgreementPage
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
    AbsentValue,
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
from sla_catalog.pages.context import agreement_uri
from sla_catalog.resolved import chain as resolved
from sla_catalog.resolved.dependencies import (
    SEVERITY,
    ChainMeasure,
    DependencyPromise,
    is_hard,
    is_in_series,
    measure_of,
    metrics_of,
    telling_case,
)
from sla_catalog.resolved.promise_values import Promise
from sla_catalog.resolved.rooms import Room, rooms, size_of

_FULL = 96  # percent of a column: a tick at its very edge would be cut in half


@dataclass(frozen=True, slots=True)
class ChainColumn:
    """A column: what is left to each of our promises; the first is drawn, with those below it."""

    measure: ChainMeasure
    rooms: tuple[Room, ...]
    standings: tuple[DependencyPromise | None, ...]

    @property
    def own(self) -> Promise:
        """Return the promise that is drawn."""
        return self.rooms[0].own


@dataclass(frozen=True, slots=True)
class ChainValue:
    """What one agreement promises in one column, with all that its bar shows."""

    line: Line
    size: Fraction
    condition: str
    notes: tuple[str, ...]
    exceeds: bool = False


def chain(page: AgreementPage) -> Iterator[Block]:
    """Draw what this agreement stands on; nothing where no promises can be set side by side."""
    links = resolved.links(page.agreement, page.context.catalog)
    strands = [s for measure in ChainMeasure if (s := _strand(page, links, measure))]
    if not strands:
        return
    yield Paragraph((Text(page.label("chain.lead")),))
    yield Chain(
        tuple(_column(page, strand) for strand in strands),
        tuple(_rows(page, links, strands)),
        tuple(Cell(tuple(outcome(page, strand.rooms))) for strand in strands),
    )
    yield Paragraph((Soft(_basis(page, links, strands)),), soft=True)


def _strand(
    page: AgreementPage, links: Sequence[resolved.ChainMember], measure: ChainMeasure
) -> ChainColumn | None:
    found = rooms(page.agreement, page.context.catalog, measure)
    if not found:
        return None
    standings = resolved.standings(found[0].own, links, page.context.catalog)
    counted = [one for room in found for one in (*room.reckoned, *room.open)]
    if not any(one and one.promise for one in (*standings, *counted)):
        return None
    return ChainColumn(measure, found, standings[1:])


def _column(page: AgreementPage, strand: ChainColumn) -> Column:
    name = page.words.metric_type(METRIC_TYPES[strand.measure])
    severities = severity_words(page, strand.rooms[0].alike)
    if severities:
        name = f"{name}, {severities}"
    budget = strand.own.allowed_downtime
    if budget is None:
        return Column(name, qualifier=page.label("chain.bound"))
    words = page.label("chain.bound.down").format(basis=basis_words(page, budget))
    return Column(name, qualifier=words)


def _rows(
    page: AgreementPage, links: Sequence[resolved.ChainMember], strands: Sequence[ChainColumn]
) -> Iterator[ChainLink]:
    sheets = [page, *(AgreementPage(one.agreement, page.context, page.uri) for one in links[1:])]
    table = [
        [
            _own(page, strand),
            *(
                _below(page, other, link, strand, found)
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
    page: AgreementPage,
    link: resolved.ChainMember,
    values: Sequence[ChainValue | Cell | AbsentValue],
    scales: Sequence[tuple[Fraction, Fraction]],
) -> ChainLink:
    said = {one.condition for one in values if isinstance(one, ChainValue) and one.condition}
    shared = next(iter(said)) if len(said) == 1 else ""
    name = short_title(link.agreement)
    return ChainLink(
        kind=link.agreement.kind.upper(),
        name=_name(link, name),
        detail=_detail(page, link, shared),
        depth=link.depth,
        bars=tuple(
            _bar(value, scale, mark, shared) if isinstance(value, ChainValue) else value
            for value, (scale, mark) in zip(values, scales, strict=True)
        ),
    )


def _name(link: resolved.ChainMember, name: str) -> Inline:
    if link.depth == 0:
        return Strong(name)
    return Link(name, PageAt(agreement_uri(link.agreement.id)), strong=True)


def _detail(page: AgreementPage, link: resolved.ChainMember, shared: str) -> str:
    party = page.context.party_name
    providers = ", ".join(map(party, page.agreement.in_role(Role.PROVIDER)))
    customers = ", ".join(map(party, page.agreement.in_role(Role.CUSTOMER)))
    key = "chain.promises" if providers and customers else "chain.promises.alone"
    who = page.label(key).format(provider=providers or customers, customer=customers)
    parts = [shared, who if providers or customers else ""]
    if link.dependency and not is_hard(link.dependency):
        parts.append(page.label("chain.soft"))
    elif link.dependency and not is_in_series(link.dependency):
        parts.append(group_words(page, link.dependency))
    return ". ".join(part for part in parts if part)


def group_words(page: AgreementPage, dependency: Dependency) -> str:
    """Say in which group an agreement is one of several."""
    if dependency.group:
        return page.label("chain.group.named").format(group=dependency.group)
    return page.label("chain.group")


def _own(page: AgreementPage, strand: ChainColumn) -> ChainValue:
    promise = strand.own
    condition = case_words(page, strand.rooms[0].alike, SEVERITY)
    notes = (*commitment_notes(page, promise), *rounding_notes(page, promise))
    return ChainValue(_amount(page, promise), size_of(promise), condition, notes)


def _below(
    page: AgreementPage,
    other: AgreementPage,
    link: resolved.ChainMember,
    strand: ChainColumn,
    found: DependencyPromise | None,
) -> ChainValue | Cell | AbsentValue:
    if found is None:
        words = page.label("chain.other.case")
        return Cell(((Soft(words),),))
    promise = found.promise
    if promise is None:
        return _unstated(page, other, link, strand.measure, found)
    condition = case_words(other, [promise], SEVERITY)
    notes = [*_severity_notes(other, promise, strand.own), *commitment_notes(other, promise)]
    notes += rounding_notes(other, promise)
    if found.count > 1:
        notes += _metric_note(other, promise, found)
        notes.append(_weakest_note(page, found))
    why = [*open_words(page, found)]
    if found.value is not None:
        exceeds = link.is_judged and found.room is not None and found.room < 0
        line, size = _amount(other, promise), size_of(promise)
        return ChainValue(line, size, condition, (*notes, *why), exceeds)
    if _has_same_scale(strand.own, found):
        line, size = _amount(other, promise), size_of(promise)
        return ChainValue(line, size, condition, (*notes, *why))
    lines: list[Line] = [_amount(other, promise, in_full=True)]
    lines += [(Soft(note),) for note in (condition, *notes) if note]
    return Cell((*lines, *((Icon("unequal"), Soft(one)) for one in why)))


def _weakest_note(page: AgreementPage, found: DependencyPromise) -> str:
    """Say of how many a promise is the weakest: of those that may have been bought, or of all."""
    if found.choices < 2:
        return page.label("chain.weakest.promised").format(count=found.count)
    key = "chain.weakest.bought" if found.dependency.case is not None else "chain.weakest"
    return page.label(key).format(count=found.choices)


def _metric_note(other: AgreementPage, promise: Promise, found: DependencyPromise) -> Iterator[str]:
    """Name the metric that counts where there are others of its kind."""
    measure, named = measure_of(promise), found.dependency.metrics
    if len([*metrics_of(other.agreement, other.context.catalog, measure, named)]) > 1:
        yield metric_name(other, promise.metric)


def _severity_notes(other: AgreementPage, promise: Promise, own: Promise) -> Iterator[str]:
    """Name a severity below that is not called as ours is."""
    theirs = telling_case(promise)[SEVERITY]
    if theirs and theirs != telling_case(own)[SEVERITY]:
        yield other.words.dimension_value(other.agreement, SEVERITY, theirs)


def _unstated(
    page: AgreementPage,
    other: AgreementPage,
    link: resolved.ChainMember,
    measure: ChainMeasure,
    found: DependencyPromise,
) -> Cell | AbsentValue:
    if not found.is_named:
        naming = resolved.naming_others(link, measure, page.context.catalog)
        words = page.label("chain.unnamed").format(above=short_name(naming))
        return Cell(((Soft(words),),))
    catalog, named = other.context.catalog, found.dependency.metrics
    for one in metrics_of(other.agreement, catalog, measure, named):
        absences = (one.absence, *(promise.absence for promise in one.promises))
        absence = next((absence for absence in absences if absence), None)
        if absence:
            return AbsentValue(State(absence.kind), other.prose(absence.why))
    return NOT_STATED


def _has_same_scale(own: Promise, found: DependencyPromise) -> bool:
    """Tell whether two windows that may not be ranked are as long, such as kinds of a month."""
    if found.obstacle is None or found.obstacle.kind is not ObstacleKind.WINDOW:
        return False
    ours = own.allowed_downtime
    theirs = found.promise.allowed_downtime if found.promise else None
    return bool(ours and theirs and ours.basis == theirs.basis)


def _amount(page: AgreementPage, promise: Promise, *, in_full: bool = False) -> Line:
    value = Strong(value_words(page, promise))
    budget = promise.allowed_downtime
    if budget is None:
        return (value,)
    down = down_words(page, budget) if in_full else down_time(page, budget, budget.headline)
    return (value, Text(down))


def _scale(values: Iterable[ChainValue | Cell | AbsentValue]) -> Fraction:
    sizes = (one.size for one in values if isinstance(one, ChainValue))
    return max(sizes, default=Fraction(0))


def _bar(value: ChainValue, scale: Fraction, mark: Fraction, shared: str) -> Bar:
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


def _basis(
    page: AgreementPage, links: Sequence[resolved.ChainMember], strands: Sequence[ChainColumn]
) -> str:
    parts = [page.label(f"chain.basis.{strand.measure}") for strand in strands]
    words = [page.label("chain.basis").format(basis=f"{page.label('semicolon')} ".join(parts))]
    own = [link.dependency for link in links if link.depth == 1 and link.dependency]
    if any(one.strength is None or one.topology is None for one in own):
        words.append(page.label("chain.basis.default"))
    words.append(page.label("chain.warning"))
    return " ".join(words)
