"""The promises of an agreement, one by one, with all that a neighbour has to know of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sla_catalog.exports.agreements import plain
from sla_catalog.exports.promises import hours_of
from sla_catalog.findings import Span
from sla_catalog.frozen import dataclass
from sla_catalog.losses import Note, Outcome
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.metrics import Commitment, Metric, Objective
from sla_catalog.model.operators import Operator
from sla_catalog.model.quantities import Percentage, WorkingTime
from sla_catalog.resolved.promise_values import Promise
from sla_catalog.resolved.promises import promised


@dataclass(frozen=True, slots=True)
class Export:
    """The text of a file in another format, its name, and what became of the agreement in it."""

    name: str
    text: str
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class HeldPromise:
    """One promise: its place, its id among all of the agreement, and to which cases it applies."""

    span: Span
    id: str
    name: str
    type: str
    metric: Metric
    objective: Objective
    promise: Promise
    when: tuple[Mapping[str, tuple[str, ...]], ...]

    @property
    def share(self) -> Percentage | None:
        """Return a share that must at least be reached, where that is what is promised."""
        value = self.promise.value
        is_least = self.promise.operator is Operator.AT_LEAST
        return value if isinstance(value, Percentage) and is_least else None

    @property
    def obstacles(self) -> Iterator[str]:
        """Yield what keeps nearly every other format from holding the promise as it is meant."""
        if self.promise.absence:
            yield f"it is `{self.promise.absence.kind}`"
        elif self.promise.target is None:
            yield "it has no target"
        if self.when:
            yield "it applies in some cases only"
        if self.promise.runs_in_working_time or isinstance(self.promise.value, WorkingTime):
            yield "its time runs in working hours"
        if not self.promise.is_owed_by_provider:
            yield "the customer owes it"
        if self.promise.alternative:
            yield "something else may be agreed instead"

    @property
    def words(self) -> dict[str, object]:
        """Return the promise in our own words, for a format's place for extensions."""
        metric = plain(self.metric)
        for key in ("id", "objectives", "matrix", "target"):
            metric.pop(key, None)
        own = {key: one for key, one in plain(self.objective).items() if key != "id"}
        said = metric | own
        if self.when:
            said["when"] = [{key: list(values) for key, values in box.items()} for box in self.when]
        if self.promise.target:
            said["target"] = str(self.promise.target)
        return said

    @property
    def is_in_hours(self) -> bool:
        """Tell whether it is a share of certain hours only."""
        measured = self.promise.measured
        is_share = isinstance(self.promise.value, Percentage)
        return is_share and measured is not None and not measured.hours.around_the_clock

    @property
    def reserve(self) -> str:
        """Return in words that it is no guarantee; empty where it is one, or nothing is said."""
        commitment = self.promise.commitment
        if commitment in {None, Commitment.GUARANTEED}:
            return ""
        return f"not guaranteed: {str(commitment).replace('_', ' ')}"

    @property
    def sentence(self) -> str:
        """Return the whole promise in words: target, statistic, share, window, hours, cases.

        Also for each of what it is worked out, and who owes it if not the provider.
        """
        promise = self.promise
        parts = [str(promise.target), *([promise.statistic] if promise.statistic else [])]
        if promise.alternative:
            parts.append(f"or {promise.alternative.removeprefix('or ')}")
        parts += [f"for {promise.compliance}"] if promise.compliance else []
        parts += [f"over {promise.window}"] if promise.window else []
        per = self.metric.says(self.objective, "per")
        parts += [f"for each {per}"] if per else []
        parts += ["in service hours"] if self.is_in_hours else []
        hours = hours_of(promise)
        parts += [f"in {hours}"] if hours else []
        parts += [] if promise.is_owed_by_provider else [f"owed by {promise.owed_by}"]
        whens = dict.fromkeys(f"when {_worded(box)}" for box in self.when)
        parts += [" or ".join(whens)] if whens else []
        parts += [self.reserve] if self.reserve else []
        return ", ".join(parts)

    def note(self, outcome: Outcome, text: str) -> Note:
        """Note what became of the promise."""
        return Note(outcome, self.span, f"{self.name}: {text}")


def _worded(box: Mapping[str, tuple[str, ...]]) -> str:
    return " and ".join(f"{name} is {' or '.join(values)}" for name, values in box.items())


def promises(agreement: Agreement, catalog: Catalog) -> Iterator[HeldPromise]:
    """Yield each promise that is the answer in some case, in the order of the agreement."""
    places = {id(metric): place for place, metric in enumerate(_metrics(agreement))}
    for resolved in promised(agreement, catalog):
        metric = resolved.metric
        answers = {id(one.objective) for one in resolved.promises}
        shared = catalog.metric_by_id.get(metric.type)
        kind = resolved.kind
        named = metric.name or (shared.name if shared else "") or (kind.name if kind else metric.id)
        span = catalog.span(agreement, ("metrics", places[id(metric)], "id"))
        for cell in metric.promises:
            if id(cell) not in answers:
                continue
            is_one = len(metric.promises) == 1 and metric.objectives is None
            yield HeldPromise(
                span,
                metric.id if is_one else f"{metric.id}-{cell.derived_id}",
                named if is_one else f"{named} ({_cell(cell)})",
                kind.id if kind else metric.type,
                metric,
                cell,
                resolved.one_of(cell),
                tuple(resolved.when(cell) or ()),
            )


def _cell(cell: Objective) -> str:
    """Call a cell by its name, or by the values of its cases as they are written."""
    values = [value for box in cell.when or () for found in box.values() for value in found]
    return cell.name or ", ".join(values) or cell.derived_id


def _metrics(agreement: Agreement) -> tuple[Metric, ...]:
    metrics = agreement.metrics
    return metrics if isinstance(metrics, tuple) else ()


# What the exports write of an agreement beside its promises.
_TOLD = frozenset(
    {"id", "title", "owner", "summary", "metrics", "version", "status", "kind", "customer"}
)
_OF_NO_WEIGHT = frozenset({"services", "tags", "language", "sources", "reference"})


def rest(agreement: Agreement, catalog: Catalog) -> Iterator[Note]:
    """Yield a note on each part of an agreement that no neighbour has a place for."""
    for name, value in agreement.fields_said():
        if name in _TOLD | _OF_NO_WEIGHT:
            continue
        span = catalog.span(agreement, (name,))
        count = f" ({len(value)})" if isinstance(value, tuple) else ""
        yield Note(Outcome.LEFT_OUT, span, f"{name}{count}: the format has no place for it")
