"""Entries that another version has in parts, taken apart in the same way before they are compared.

One metric for all plans and one for each of them promise the same. So do one credit and two, of
which each has some plans or some of the metrics, and one line of measurements for two metrics.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from fractions import Fraction
from functools import partial
from typing import Any, NamedTuple

from sla_catalog.changes.likeness import is_same_measure
from sla_catalog.changes.values import canonical
from sla_catalog.frozen import dataclass
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog, Location
from sla_catalog.model.credit_amounts import CreditAmount
from sla_catalog.model.metrics import Metric
from sla_catalog.model.monitoring import Measurement
from sla_catalog.model.remedies import Credit, CreditsCombine
from sla_catalog.resolved.cases import When, joined
from sla_catalog.resolved.credits import CreditForm, combination_of, credits_of
from sla_catalog.resolved.promises import conditions_promised
from sla_catalog.resolved.totals import totals_by_case

_METRICS: Location = ("metrics",)
_CREDITS: Location = ("remedies", "credits")
_MEASUREMENTS: Location = ("monitoring", "measurements")


@dataclass(frozen=True)
class Divided:
    """An agreement with entries in parts, and of each list that has some: where each is written.

    Parts come in the order of the entries as they are written. `moved` are values that are written
    elsewhere than where they are compared: each place with the one in the file.
    """

    agreement: Agreement
    places: Mapping[Location, tuple[int, ...]] = field(default_factory=dict)
    moved: Mapping[Location, Location] = field(default_factory=dict)

    def written(self, location: Sequence[str | int]) -> Location:
        """Return where a value is written that has a location among the parts."""
        here = tuple(location)
        for name, places in self.places.items():
            size = len(name)
            place = here[size] if here[:size] == name and len(here) > size else None
            if isinstance(place, int):
                here = (*name, places[place], *here[size + 1 :])
                break
        for to, source in self.moved.items():
            if here[: len(to)] == to:
                return (*source, *here[len(to) :])
        return here


class _Side(NamedTuple):
    """The agreement that is divided, in its catalog, and the version that has the parts."""

    agreement: Agreement
    other: Agreement
    catalog: Catalog


def divided(one: Agreement, other: Agreement, catalog: Catalog) -> Divided:
    """Return an agreement with its entries in the parts in which another version has them."""
    found = one
    places: dict[Location, tuple[int, ...]] = {}
    side = _Side(one, other, catalog)
    of_metrics = dict(_divisions(_metrics(one), _metrics(other), side, _metric_parts))
    if of_metrics:
        entries, places[_METRICS] = _apart(_metrics(one), of_metrics)
        ids = {id_: [part.id for part in parts] for id_, parts in of_metrics.items()}
        found = _naming(found.model_copy(update={"metrics": entries}), ids)
    side = _Side(found, other, catalog)
    of_credits = dict(_divisions(_credits(found), _credits(other), side, _credit_parts))
    if of_credits:
        entries, places[_CREDITS] = _apart(_credits(found), of_credits)
        ids = {id_: [part.id for part in parts] for id_, parts in of_credits.items()}
        found = _with_credits(found, tuple(_beside(entry, ids) for entry in entries))
    return Divided(found, places) if places else Divided(one)


def measured_apart(one: Divided, other: Divided) -> tuple[Divided, Divided]:
    """Return two versions with a line of measurements for each metric, where their lines differ."""
    lines = [_measurements(side.agreement) for side in (one, other)]
    if _keys(lines[0]) == _keys(lines[1]):
        return one, other
    return _with_measurements(one), _with_measurements(other)


def _metrics(agreement: Agreement) -> tuple[Any, ...]:
    return agreement.listed("metrics")


def _credits(agreement: Agreement) -> tuple[Any, ...]:
    listed = getattr(agreement.remedies, "credits", None)
    return listed if isinstance(listed, tuple) else ()


def _measurements(agreement: Agreement) -> tuple[Any, ...]:
    listed = getattr(agreement.monitoring, "measurements", None)
    return listed if isinstance(listed, tuple) else ()


def _divisions(
    olds: Sequence[Any], news: Sequence[Any], side: _Side, parts_of: Any
) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Yield the id of each entry that the other side has in parts, with these parts of it."""
    known = {one.id for one in olds}
    come = [one for one in news if one.id not in known]
    for one in olds if come else ():
        twin = next((other for other in news if other.id == one.id), None)
        parts = parts_of(one, twin, come, side)
        if parts:
            come = [other for other in come if other.id not in {part.id for part in parts}]
            yield one.id, parts


def _apart(
    entries: Sequence[Any], parts: Mapping[str, tuple[Any, ...]]
) -> tuple[tuple[Any, ...], tuple[int, ...]]:
    pairs = [
        (part, place) for place, one in enumerate(entries) for part in parts.get(one.id, (one,))
    ]
    return tuple(part for part, _ in pairs), tuple(place for _, place in pairs)


_Totals = set[tuple[CreditForm, Fraction | None]]
_Scope = Callable[[Any, str], frozenset[str] | None]


def _metric_parts(
    one: Metric, twin: Metric | None, come: Sequence[Metric], side: _Side
) -> tuple[Metric, ...]:
    alike = [other for other in come if is_same_measure(one, other, side.agreement, side.catalog)]
    return _by_dimension(one, twin, alike, side, _scope_of_metric)


def _credit_parts(
    one: Credit, twin: Credit | None, come: Sequence[Credit], side: _Side
) -> tuple[Credit, ...]:
    same = [other for other in come if {*other.metrics} == {*one.metrics}]
    if same and (twin is None or {*twin.metrics} == {*one.metrics}):
        return _by_dimension(one, twin, same, side, partial(_scope_of_credit, side))
    of_some = [other for other in come if {*other.metrics} < {*one.metrics}]
    own = [twin] if twin and {*twin.metrics} < {*one.metrics} else []
    parts = [*own, *(other for other in of_some if other.when == one.when)]
    named = [name for part in parts for name in part.metrics]
    if len(parts) < 2 or len({*named}) < len(named) or (twin and not own):
        return ()
    rest = tuple(name for name in one.metrics if name not in named)
    made = tuple(
        one.model_copy(update={"id": part.id, "metrics": part.metrics + (rest if first else ())})
        for part, first in ((part, place == 0) for place, part in enumerate(parts))
    )
    is_limited_alike = all(
        canonical(getattr(part, name)) == canonical(getattr(one, name))
        for part in parts
        for name in ("caps", "not_with")
    )
    return made if is_limited_alike and _gives_as_much(one, made, side) else ()


def _gives_as_much(one: Credit, parts: Sequence[Credit], side: _Side) -> bool:
    """Tell whether credits for some metrics each come to no more than one for all of them.

    Where one credit counts, or the agreement is silent, they do. Where all count, they do if no
    case can have two of them, or a common cap leaves no more than one: each amount is looked at by
    itself, since a cap that hides the highest one may not hide a lower one. A cap of its own that
    each part has again is added up as well, unless one credit counts. The first of several credits
    depends on their order.
    """
    ways = {combination_of(side.agreement), combination_of(side.other)}
    if CreditsCombine.FIRST in ways:
        return False
    if CreditsCombine.ADD not in ways and not (None in ways and one.caps is not None):
        return True
    resolved = [credit for credit in credits_of(side.agreement) if credit.record is one]
    amounts = dict.fromkeys(amount for credit in resolved for amount in credit.given)
    return bool(amounts) and all(
        _added(side, [one], amount) == _added(side, parts, amount) for amount in amounts
    )


def _added(side: _Side, records: Sequence[Credit], amount: CreditAmount) -> _Totals:
    """Return what some credits come to in any case if each gives one amount once."""
    flat = {"credit": amount, "tiers": None, "tiers_combine": None, "per": None}
    alone = _with_credits(
        side.agreement,
        tuple(record.model_copy(update=flat) for record in records),
        CreditsCombine.ADD,
    )
    return {
        (total.highest.form, total.highest.total.number if total.highest.total else None)
        for case in totals_by_case(alone, side.catalog)
        for total in case.totals
    }


def _beside(entry: Credit, ids: Mapping[str, Sequence[str]]) -> Credit:
    """Return a credit that excludes all parts of what it excluded."""
    if not ids.keys() & {*(entry.not_with or ())}:
        return entry
    names = tuple(part for name in entry.not_with or () for part in ids.get(name, (name,)))
    return entry.model_copy(update={"not_with": names})


def _by_dimension(
    one: Any, twin: Any, come: Sequence[Any], side: _Side, scope: _Scope
) -> tuple[Any, ...]:
    """Return an entry in the parts of others, each of which has some values of one dimension.

    What none of them has stays with the first, so that it is missed there.
    """
    for dimension, values in side.agreement.dimension_values().items():
        own = scope(one, dimension) or frozenset(values)
        first = scope(twin, dimension) if twin else None
        if twin and (first is None or first >= own):
            continue
        parts = [(twin, first)] if twin and first is not None else []
        taken = set(first or ())
        for other in come:
            there = scope(other, dimension)
            if there and there <= own and not there & taken:
                parts.append((other, there))
                taken |= there
        if len(parts) > 1:
            rest = own - taken
            return tuple(
                _part(one, part.id, dimension, [v for v in values if v in there or v in left])
                for (part, there), left in zip(parts, [rest, *[()] * len(parts)], strict=False)
            )
    return ()


def _part(one: Any, name: str, dimension: str, values: Sequence[str]) -> Any:
    update: dict[str, Any] = {"id": name, "when": joined(one.when, ({dimension: tuple(values)},))}
    if isinstance(one, Metric):  # promises are known by their identity, and each part has its own
        if one.objectives is not None:
            update["objectives"] = tuple(cell.model_copy(update={}) for cell in one.objectives)
        if one.matrix is not None:
            update["matrix"] = one.matrix.model_copy(update={})
    return one.model_copy(update=update)


def _scope_of_metric(metric: Metric, dimension: str) -> frozenset[str] | None:
    """Return the values of a dimension of which a metric speaks; None where it speaks of all."""
    whens = [joined(metric.when, promise.when) for promise in metric.promises]
    return _values(whens or [metric.when], dimension)


def _scope_of_credit(side: _Side, credit: Credit, dimension: str) -> frozenset[str] | None:
    """Return the values for which a credit can be due; None where it says nothing of them."""
    promised = conditions_promised(side.agreement, credit.metrics, side.catalog)
    whens = [joined(credit.when, when) for when in promised]
    return _values(whens or [credit.when], dimension)


def _values(whens: Sequence[When | None], dimension: str) -> frozenset[str] | None:
    boxes = [box for when in whens for box in (when if when is not None else ({},))]
    if not boxes or not all(dimension in box for box in boxes):
        return None
    return frozenset(value for box in boxes for value in box[dimension])


def _naming(agreement: Agreement, ids: Mapping[str, Sequence[str]]) -> Agreement:
    """Return an agreement in which what names a metric names all its parts."""

    def named(names: Any) -> Any:
        if not isinstance(names, tuple) or not ids.keys() & {*names}:
            return names
        return tuple(part for name in names for part in ids.get(name, (name,)))

    update: dict[str, Any] = {}
    remedies = agreement.remedies
    changed = {
        name: tuple(one.model_copy(update={"metrics": named(one.metrics)}) for one in listed)
        for name in ("credits", "rights")
        if isinstance(listed := getattr(remedies, name, None), tuple)
    }
    if changed and remedies is not None:
        update["remedies"] = remedies.model_copy(update=changed)
    monitoring = agreement.monitoring
    told = {
        name: tuple(one.model_copy(update={key: named(getattr(one, key))}) for one in listed)
        for name, key in (("measurements", "metric"), ("reports", "contents"))
        if isinstance(listed := getattr(monitoring, name, None), tuple)
    }
    if told and monitoring is not None:
        update["monitoring"] = monitoring.model_copy(update=told)
    return agreement.model_copy(update=update)


def _with_credits(
    agreement: Agreement, entries: tuple[Any, ...], combined: CreditsCombine | None = None
) -> Agreement:
    remedies = agreement.remedies
    if remedies is None:
        return agreement
    update = {"credits": entries} | ({"credits_combine": combined} if combined else {})
    return agreement.model_copy(update={"remedies": remedies.model_copy(update=update)})


def _keys(lines: Sequence[Measurement]) -> set[object]:
    return {one.id or one.metric for one in lines}


def _with_measurements(side: Divided) -> Divided:
    lines, monitoring = _measurements(side.agreement), side.agreement.monitoring
    if monitoring is None or all(one.id or len(one.metric) == 1 for one in lines):
        return side
    pairs = [
        (one if one.id else one.model_copy(update={"metric": (name,)}), place)
        for place, one in enumerate(lines)
        for name in (one.metric[:1] if one.id else one.metric)
    ]
    copy = monitoring.model_copy(update={"measurements": tuple(one for one, _ in pairs)})
    agreement = side.agreement.model_copy(update={"monitoring": copy})
    return Divided(agreement, {**side.places, _MEASUREMENTS: tuple(at for _, at in pairs)})
