"""What agreements promise, side by side: a row for each kind of metric and severity."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from sla_catalog.model.agreement import Agreement, Status
from sla_catalog.model.metrics import CUSTOM, Amounts, Commitment, Direction
from sla_catalog.model.quantities import Duration
from sla_catalog.pages.addresses import PageAt
from sla_catalog.pages.agreement.promises import basis_of_promise, spread_words
from sla_catalog.pages.agreement.sheet import NOT_STATED, Sheet, anchor_of
from sla_catalog.pages.agreement.targets import (
    commitment_line,
    firmness_line,
    metric_name,
    resolved_metrics,
    share_words,
    target_line,
    target_words,
    worst_case_words,
)
from sla_catalog.pages.blocks import Absent, Cell, ComparedRow, Line, Link, Soft, State, Strong
from sla_catalog.pages.comparison.standings import (
    Amount,
    Entry,
    amount_of,
    compared,
    obstacle_words,
    unstated_words,
)
from sla_catalog.pages.edition import Edition, agreement_uri
from sla_catalog.reckoning.comparability import obstacle
from sla_catalog.reckoning.spoken import spoken
from sla_catalog.resolved.cases import When
from sla_catalog.resolved.promises import Promise, Promised, Strand
from sla_catalog.resolved.ranking import (
    amount_of as amount_relied_on,
)
from sla_catalog.resolved.ranking import (
    basis_of,
    is_against_direction,
    span_of,
    week_of,
)

MOST_VALUES = 4
SEVERITY = "severity"


@dataclass(frozen=True, slots=True)
class Part:
    """What one strand of a metric promises in a row; without a strand the metric is absent."""

    metric: Promised
    strand: Strand | None
    promises: tuple[Promise, ...]


@dataclass(frozen=True, slots=True)
class Value:
    """What one agreement promises in one row, by all of its metrics of that kind.

    `lent` says, in words, that this is what the agreement promises for other cases too.
    """

    sheet: Sheet
    parts: tuple[Part, ...]
    lent: str = ""

    @property
    def promises(self) -> tuple[Promise, ...]:
        """Return every promise of the row."""
        return tuple(promise for part in self.parts for promise in part.promises)

    @property
    def firm(self) -> tuple[Promise, ...]:
        """Return the promises with a figure that bind."""
        return tuple(p for p in self.promises if p.target is not None and p.is_firm)


@dataclass(frozen=True, slots=True)
class RowKey:
    """What makes a row: the kind of metric, and how severe the case is (1 is worst, 0 any)."""

    family: str
    type: str
    severity: int

    @property
    def anchor(self) -> str:
        """Return the id of the row."""
        return f"row-{self.type}-{self.severity}" if self.severity else f"row-{self.type}"


Values = Mapping[str, Value]
Reckon = Callable[[Promise], Fraction | None]


def metric_values(sheets: Iterable[Sheet]) -> dict[RowKey, dict[str, Value]]:
    """Gather what each agreement promises in each row; rows in the order of types.

    What is promised for all cases is in the rows of severities too, where nothing else is.
    """
    found: dict[RowKey, dict[str, Value]] = {}
    for sheet in sheets:
        name = sheet.agreement.id
        for metric in resolved_metrics(sheet):
            for severity, parts in _by_severity(sheet, metric).items():
                values = found.setdefault(RowKey(*_kind(metric), severity), {})
                known = values.get(name)
                values[name] = Value(sheet, (*(known.parts if known else ()), *parts))
    for key, values in found.items():
        if key.severity:
            _lend(found.get(replace(key, severity=0), {}), values)
    return dict(sorted(found.items(), key=lambda pair: (pair[0].type, pair[0].severity)))


def _lend(general: Values, values: dict[str, Value]) -> None:
    """Add what is promised for all cases where an agreement says nothing of a severity."""
    for name, value in general.items():
        if name not in values and (value.promises or any(p.metric.absence for p in value.parts)):
            values[name] = replace(value, lent=value.sheet.label("all.cases.lower"))


def _kind(resolved: Promised) -> tuple[str, str]:
    """Return family and type; where authors say which values are better, that is part of it."""
    if resolved.kind:
        return resolved.kind.family, resolved.kind.id
    metric = resolved.metric
    name = metric.type if metric.type != CUSTOM else f"custom-{metric.id}"
    return "other", f"{name}-{resolved.direction or 'open'}"


def _by_severity(sheet: Sheet, resolved: Promised) -> dict[int, list[Part]]:
    """Return the parts of a metric by how severe the case is; 0 where it tells no severities."""
    if not resolved.strands:
        return {0: [Part(resolved, None, ())]}
    order = [severity.id for severity in sheet.agreement.severities or ()]
    found: dict[int, list[Part]] = {}
    for strand in resolved.strands:
        by_place: dict[int, list[Promise]] = {}
        for promise in strand.promises:
            severity = promise.case[SEVERITY]
            place = order.index(severity) + 1 if severity in order else 0
            by_place.setdefault(place, []).append(promise)
        for place, promises in by_place.items():
            found.setdefault(place, []).append(Part(resolved, strand, tuple(promises)))
    return dict(sorted(found.items())) or {0: []}


def metric_rows(
    edition: Edition, names: list[str], key: RowKey, found: Mapping[RowKey, Values]
) -> Iterator[ComparedRow]:
    """Yield the row of a metric, and those of allowed downtime that follow from availability.

    They hold limits of downtime too, which are the same promise in other words.
    """
    values = found[key]
    labels = edition.labels
    any_value = next(iter(values.values()))
    direction = any_value.parts[0].metric.direction
    entries = {name: _kept_entry(edition, key, value) for name, value in values.items()}
    by_severity = _by_severity_only(found, key)
    pointers = {n: Entry(Cell(()), lent=labels["by.severity"]) for n in by_severity}
    yield ComparedRow(
        _row_name(edition, any_value, key),
        key.anchor,
        labels[f"better.{direction}"] if direction else "",
        compared(edition, key.anchor, names, pointers | entries, direction),
        direction or "",
    )
    if key.type == "availability":
        limits = found.get(replace(key, type="downtime"), {})
        values = {n: _with_limits(values.get(n), limits.get(n)) for n in {**values, **limits}}
        for kind, reckon in (("downtime", _in_window), ("downtime.year", _in_year)):
            times = {n: e for n, v in values.items() if (e := _downtime(v, kind, reckon))}
            yield ComparedRow(
                labels[f"row.{kind}"],
                f"row-{kind.replace('.', '-')}",
                labels[f"row.{kind}.note"],
                compared(edition, kind, names, times, Direction.LOWER),
                Direction.LOWER,
            )


def _by_severity_only(found: Mapping[RowKey, Values], key: RowKey) -> Iterator[str]:
    """Yield, for the row of all cases, the agreements with a promise for a severity."""
    for other, values in found.items():
        if other.severity and not key.severity and other.type == key.type:
            yield from values


def _with_limits(value: Value | None, limits: Value | None) -> Value:
    """Return what promises availability beside what limits downtime; one of them is there."""
    if value is None or limits is None:
        return value or limits  # type: ignore[return-value]
    return replace(value, parts=(*value.parts, *limits.parts))


def _row_name(edition: Edition, value: Value, key: RowKey) -> str:
    resolved = value.parts[0].metric
    kind = resolved.kind
    name = (
        value.sheet.words.metric_type(kind) if kind else metric_name(value.sheet, resolved.metric)
    )
    if not key.severity:
        return name
    return edition.labels["row.severity"].format(name=name, place=key.severity)


def _kept_entry(edition: Edition, key: RowKey, value: Value) -> Entry:
    def make(_agreement: Agreement, seen: Edition) -> Entry:
        return _entry(replace(value, sheet=replace(value.sheet, edition=seen)))

    return edition.recall(f"row {key}", value.sheet.agreement, make)


def _entry(value: Value) -> Entry:
    relied = _relied_on(value.firm)
    amount = _amount(relied) if relied else None
    return Entry(
        _cell(value),
        amount,
        ", ".join(_notes(value)),
        _why_apart(value, relied, amount),
        value.lent,
        value.sheet.agreement.state is Status.ACTIVE,
    )


def _relied_on(promises: Sequence[Promise]) -> Promise | None:
    """Return the promise that holds whatever the case, if all of them have an order."""
    spreads = span_of(Commitment.GUARANTEED, promises).spreads
    return spreads[0].relied if len(spreads) == 1 else None


def _amount(promise: Promise) -> Amount | None:
    quantity = amount_relied_on(promise)
    if quantity is None:
        return None
    return amount_of(quantity, basis_of(promise))


def _why_apart(value: Value, relied: Promise | None, amount: Amount | None) -> str:
    """Say why a value may not be ranked at all; empty where it may, or has nothing to rank."""
    sheet, firm = value.sheet, value.firm
    if not firm:
        stated = any(promise.target for promise in value.promises)
        return sheet.label("not.ranked.objective") if stated else ""
    owner = next((p.owed_by for p in firm if not p.is_owed_by_provider), None)
    if owner is not None:
        return sheet.label("not.ranked.owed").format(party=sheet.party(owner))
    against = next((p for p in firm if is_against_direction(p)), None)
    if against is not None and against.operator:
        words = sheet.words.within(sheet.words.choice(against.operator))
        return sheet.label("not.ranked.operator").format(operator=words)
    if relied is None:
        return sheet.label("not.ranked.kinds") if firm[0].direction else ""
    if amount is None:
        return sheet.label("not.ranked.clock.time")
    kind = relied.kind
    if kind and kind.amounts is Amounts.SHARE and amount.basis.window is None:
        return unstated_words(sheet.edition.labels, "window")
    bases = (basis_of(promise) for promise in firm)
    differing = next((why for basis in bases if (why := obstacle(amount.basis, basis))), None)
    return obstacle_words(sheet.edition.labels, differing) if differing else ""


def _notes(value: Value) -> Iterator[str]:
    """Say on what figures are based, where that is the same for all of them."""
    stated = [promise for promise in value.promises if promise.target]
    words = {basis_of_promise(value.sheet, promise) for promise in stated}
    if len(words) == 1 and (basis := next(iter(words))):
        yield basis


def _cell(value: Value) -> Cell:
    sheet = value.sheet
    lines = [line for part in value.parts for line in _part_lines(value, part)]
    if not lines:
        return Cell(((NOT_STATED,),), State.NOT_STATED)
    absences = {a.kind for p in value.parts if (a := p.metric.absence)}
    absences |= {promise.absence.kind for promise in value.promises if promise.absence}
    if len(absences) == 1 and all(promise.absence for promise in value.promises):
        return Cell(tuple(lines), State(next(iter(absences))))
    relied = _relied_on(value.firm)
    if relied and len(lines) > 1 and len({str(p.target) for p in value.firm}) > 1:
        words = sheet.label("relied.on")
        lines.insert(0, (Strong(target_words(sheet, relied)), Soft(words)))
    return Cell(tuple(lines))


def _part_lines(value: Value, part: Part) -> Iterator[Line]:
    sheet, resolved = value.sheet, part.metric
    name = _part_name(value, part)
    before: Line = (Soft(f"{name}:"),) if name else ()
    if resolved.absence:
        yield (*before, sheet.absent(resolved.absence))
        return
    if part.strand is None or not part.promises:
        yield (*before, NOT_STATED)
        return
    groups = _by_objective(part.promises)
    if len(groups) > MOST_VALUES or not resolved.is_bounded:
        yield from _range_lines(value, part, name)
        return
    based = len({basis_of_promise(sheet, p) for p in value.promises if p.target}) < 2
    for group in groups:
        case = _case_words(sheet, resolved, group, value)
        words = f"{name}, {case}" if name and case else name or case
        after = [worst_case_words(sheet, group), share_words(sheet, group[0])]
        after += [] if based else [basis_of_promise(sheet, group[0])]
        soft = ", ".join(word for word in after if word)
        yield (
            *((Soft(f"{words}:"),) if words else ()),
            *target_line(sheet, group[0]),
            *((Soft(f", {soft}" if words else soft),) if soft else ()),
        )
    yield from _mark(sheet, part)


def _mark(sheet: Sheet, part: Part) -> Iterator[Line]:
    stated = [promise for promise in part.promises if promise.target]
    layer = part.strand.layer if part.strand else Commitment.GUARANTEED
    if stated and layer is not Commitment.GUARANTEED:
        yield commitment_line(sheet, layer)


def _range_lines(value: Value, part: Part, name: str) -> Iterator[Line]:
    sheet = value.sheet
    before: Line = (Soft(f"{name}:"),) if name else ()
    layer = part.strand.layer if part.strand else Commitment.GUARANTEED
    found = span_of(layer, part.promises)
    for spread in found.spreads:
        case = _some_cases(sheet, part.metric, spread.promises)
        words = f"{name}, {case}" if name and case else name or case
        yield (*((Soft(f"{words}:"),) if words else ()), Strong(spread_words(sheet, spread)))
    for absence, promises in found.absences:
        count = len(_by_objective(promises))
        yield (
            *before,
            sheet.absent(absence),
            Soft(sheet.label("absent.count").format(count=count)),
        )
    yield from _mark(sheet, part)
    uri = agreement_uri(sheet.agreement.id)
    words = sheet.label("objectives.count").format(count=len(_by_objective(part.promises)))
    yield (Link(words, PageAt(uri, f"metric-{anchor_of(part.metric.metric)}")),)


def _by_objective(promises: Iterable[Promise]) -> list[list[Promise]]:
    found: dict[int, list[Promise]] = {}
    for promise in promises:
        found.setdefault(id(promise.objective), []).append(promise)
    return list(found.values())


def _part_name(value: Value, part: Part) -> str:
    """Name a metric that has a name, or of which the row has several, and a strand of several."""
    sheet, metric = value.sheet, part.metric.metric
    several = len({id(one.metric) for one in value.parts}) > 1
    names = [metric_name(sheet, metric)] if several or metric.name else []
    if len(part.metric.strands) > 1 and part.promises:
        own = {promise.objective.name for promise in part.promises}
        if len(own) == 1 and (name := next(iter(own))):
            names.append(name)
        elif part.strand and part.strand.statistic:
            names.append(part.strand.statistic)
    return ", ".join(names)


def _metric_of(value: Value, promise: Promise) -> Promised:
    return next(part.metric for part in value.parts if any(one is promise for one in part.promises))


def _case_words(sheet: Sheet, resolved: Promised, group: Sequence[Promise], value: Value) -> str:
    """Say for which cases an objective is the answer, save for the severity of the row."""
    name = group[0].objective.name or ""
    if name in _part_name(value, Part(resolved, None, tuple(group))):
        name = ""
    is_one_of_many = len([p for p in value.parts if p.metric is resolved]) > 1
    is_general = not resolved.when(group[0].objective) and not is_one_of_many
    if is_general and _others(value, resolved, group):
        return name or sheet.label("all.cases.other")
    return sheet.words.case(sheet.agreement, name, _cases_of(resolved, group))


def _some_cases(sheet: Sheet, resolved: Promised, found: Sequence[Promise]) -> str:
    """Say for which cases there is a figure, if not for all of them, as short as a range is."""
    when = _cases_of(resolved, found) if resolved.is_bounded else ()
    if len(when) > MOST_VALUES:
        return sheet.label("in.some.cases")
    return sheet.words.conditions(sheet.agreement, when)


def _cases_of(resolved: Promised, group: Sequence[Promise]) -> When:
    """Return for which cases an objective is the answer, as a condition."""
    others = [d for d in resolved.dimensions if d != SEVERITY or not group[0].case[SEVERITY]]
    return resolved.condition_for(dict.fromkeys(p.case.within(others) for p in group))


def _others(value: Value, resolved: Promised, group: Sequence[Promise]) -> bool:
    return any(
        promise.objective is not group[0].objective
        for part in value.parts
        if part.metric is resolved
        for promise in part.promises
    )


def _in_window(promise: Promise) -> Fraction | None:
    if promise.share_of_window and isinstance(promise.value, Duration):
        return promise.value.seconds
    found = promise.allowed_downtime
    return found.headline if found else None


def _in_year(promise: Promise) -> Fraction | None:
    found = promise.allowed_downtime_a_year
    return found.headline if found and promise.allowed_downtime else None


def _downtime(value: Value, kind: str, reckon: Reckon) -> Entry | None:
    """Return the downtime that promises allow: the ends over all cases, and the one to rely on."""
    sheet = value.sheet
    stated = value.firm or tuple(promise for promise in value.promises if promise.target)
    known = [(seconds, p) for p in stated if (seconds := reckon(p)) is not None]
    if not known:
        return _without_downtime(value, stated)
    low, high = (pick(known, key=lambda pair: pair[0]) for pick in (min, max))
    lines: list[Line] = [(Strong(spoken(high[0])),)]
    if low[0] != high[0]:
        lines = [(Strong(spoken(high[0])), Soft(sheet.label("relied.on")))]
        lines += [(Soft(sheet.label("best.value").format(value=spoken(low[0]))),)]
    if len(known) < len(stated):
        groups = _by_objective(promise for _, promise in known)
        cases = (_case_words(sheet, _metric_of(value, g[0]), g, value) for g in groups)
        lines += [(Soft(", ".join(dict.fromkeys(case for case in cases if case))),)]
    if not value.firm:
        lines += [firmness_line(sheet, high[1])]
    basis = replace(
        basis_of(high[1]), metric_type=kind, unit="elapsed time", clock="elapsed", method="",
        denominator=week_of(high[1].measured) or "",
    )  # fmt: skip
    shares = [promise for promise in value.firm if promise.allowed_downtime]
    relied = _relied_on(shares or value.firm)
    amount = _amount(relied) if relied else None
    return Entry(
        Cell(tuple(lines)),
        Amount(high[0], basis),
        unranked=_why_apart(replace(value, parts=_parts_with(value, known)), relied, amount),
        is_in_force=sheet.agreement.state is Status.ACTIVE,
    )


def _parts_with(value: Value, known: Iterable[tuple[Fraction, Promise]]) -> tuple[Part, ...]:
    """Return the parts of a value in which something is known, of one kind of metric."""
    kept = {id(promise) for _, promise in known}
    parts = [part for part in value.parts if any(id(p) in kept for p in part.promises)]
    kind = parts[0].metric.kind
    return tuple(part for part in parts if part.metric.kind is kind)


def _without_downtime(value: Value, stated: Sequence[Promise]) -> Entry | None:
    """Say why no downtime is allowed in figures: nothing is promised, or not over known time."""
    if stated:
        return Entry(Cell(()), unranked=value.sheet.label("not.worked.out"))
    absences = [*(part.metric.absence for part in value.parts)]
    absences += [promise.absence for promise in value.promises]
    kinds = {absence.kind for absence in absences if absence}
    if len(kinds) != 1:
        return None
    state = State(next(iter(kinds)))
    return Entry(Cell(((Absent(state),),), state))
