"""Entries that another version has in parts, taken apart in the same way before they are compared.

One metric for all plans and one for each of them promise the same. So do one credit and two, of
which each has some plans or some of the metrics, and one line of measurements for two metrics.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from sla_catalog.changes.cases import promised_in
from sla_catalog.changes.values import canonical
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Location
from sla_catalog.model.metric_types import CUSTOM
from sla_catalog.model.metrics import Metric
from sla_catalog.model.monitoring import Measurement
from sla_catalog.model.remedies import Credit
from sla_catalog.resolved.cases import When, joined

_METRICS: Location = ("metrics",)
_CREDITS: Location = ("remedies", "credits")
_MEASUREMENTS: Location = ("monitoring", "measurements")
# What two metrics have in common that were one. Two promises of one type are not: a time to fix and
# a time to a workaround have other names.
_MEASURE = ("type", "name", "description", "statistic", "per", "method", "formula", "counted",
            "owed_by", "unit", "source")  # fmt: skip


@dataclass(frozen=True)
class Divided:
    """An agreement with entries in parts, and of each list that has some: where each is written.

    Parts come in the order of the entries as they are written.
    """

    agreement: Agreement
    places: Mapping[Location, tuple[int, ...]] = field(default_factory=dict)

    def written(self, location: Sequence[str | int]) -> Location:
        """Return where a value is written that has a location among the parts."""
        here = tuple(location)
        for name, places in self.places.items():
            size = len(name)
            place = here[size] if here[:size] == name and len(here) > size else None
            if isinstance(place, int):
                return (*name, places[place], *here[size + 1 :])
        return here


def divided(one: Agreement, other: Agreement) -> Divided:
    """Return an agreement with its entries in the parts in which another version has them."""
    found = one
    places: dict[Location, tuple[int, ...]] = {}
    of_metrics = dict(_divisions(_metrics(one), _metrics(other), one, _metric_parts))
    if of_metrics:
        entries, places[_METRICS] = _apart(_metrics(one), of_metrics)
        ids = {id_: [part.id for part in parts] for id_, parts in of_metrics.items()}
        found = _naming(found.model_copy(update={"metrics": entries}), ids)
    of_credits = dict(_divisions(_credits(found), _credits(other), found, _credit_parts))
    if of_credits:
        entries, places[_CREDITS] = _apart(_credits(found), of_credits)
        found = _with_credits(found, entries)
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
    olds: Sequence[Any], news: Sequence[Any], agreement: Agreement, parts_of: Any
) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Yield the id of each entry that the other side has in parts, with these parts of it."""
    known = {one.id for one in olds}
    come = [one for one in news if one.id not in known]
    for one in olds if come else ():
        twin = next((other for other in news if other.id == one.id), None)
        parts = parts_of(one, twin, come, agreement)
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


_Scope = Callable[[Any, str], frozenset[str] | None]


def _metric_parts(
    one: Metric, twin: Metric | None, come: Sequence[Metric], agreement: Agreement
) -> tuple[Metric, ...]:
    alike = [other for other in come if _is_same_measure(one, other)]
    return _by_dimension(one, twin, alike, agreement, _scope_of_metric)


def _is_same_measure(one: Metric, other: Metric) -> bool:
    """Tell whether two metrics surely measure the same; of a custom type only its name says what.

    What is not sure is told as a promise that is gone and one that is new.
    """
    is_told = one.type != CUSTOM or one.name is not None
    return is_told and all(
        canonical(getattr(one, name)) == canonical(getattr(other, name)) for name in _MEASURE
    )


def _credit_parts(
    one: Credit, twin: Credit | None, come: Sequence[Credit], agreement: Agreement
) -> tuple[Credit, ...]:
    same = [other for other in come if {*other.metrics} == {*one.metrics}]
    if same and (twin is None or {*twin.metrics} == {*one.metrics}):
        return _by_dimension(one, twin, same, agreement, partial(_scope_of_credit, agreement))
    of_some = [other for other in come if {*other.metrics} < {*one.metrics}]
    own = [twin] if twin and {*twin.metrics} < {*one.metrics} else []
    parts = [*own, *(other for other in of_some if other.when == one.when)]
    named = [name for part in parts for name in part.metrics]
    if len(parts) < 2 or len({*named}) < len(named) or (twin and not own):
        return ()
    rest = tuple(name for name in one.metrics if name not in named)
    return tuple(
        one.model_copy(update={"id": part.id, "metrics": part.metrics + (rest if first else ())})
        for part, first in ((part, place == 0) for place, part in enumerate(parts))
    )


def _by_dimension(
    one: Any, twin: Any, come: Sequence[Any], agreement: Agreement, scope: _Scope
) -> tuple[Any, ...]:
    """Return an entry in the parts of others, each of which has some values of one dimension.

    What none of them has stays with the first, so that it is missed there.
    """
    for dimension, values in agreement.dimension_values().items():
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
    update = {"id": name, "when": joined(one.when, ({dimension: tuple(values)},))}
    if isinstance(one, Metric):  # promises are known by their identity, and each part has its own
        if one.objectives is not None:
            update["objectives"] = tuple(_copied(cell, {}) for cell in one.objectives)
        if one.matrix is not None:
            update["matrix"] = _copied(one.matrix, {})
    return _copied(one, update)


def _copied(record: Any, update: Mapping[str, Any]) -> Any:
    copy = record.model_copy(update=update)
    for key in [key for key in vars(copy) if key not in type(record).model_fields]:
        del vars(copy)[key]  # what was worked out from the values before
    return copy


def _scope_of_metric(metric: Metric, dimension: str) -> frozenset[str] | None:
    """Return the values of a dimension of which a metric speaks; None where it speaks of all."""
    whens = [joined(metric.when, promise.when) for promise in metric.promises]
    return _values(whens or [metric.when], dimension)


def _scope_of_credit(agreement: Agreement, credit: Credit, dimension: str) -> frozenset[str] | None:
    """Return the values for which a credit can be due; None where it says nothing of them."""
    whens = promised_in(agreement, credit.metrics)
    return _values([joined(credit.when, when) for when in whens], dimension)


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


def _with_credits(agreement: Agreement, entries: tuple[Any, ...]) -> Agreement:
    remedies = agreement.remedies
    if remedies is None:
        return agreement
    return agreement.model_copy(
        update={"remedies": remedies.model_copy(update={"credits": entries})}
    )


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
