"""What an agreement promises: for each metric a function from cases to promises.

The `when` of a metric and of its objective hold together. Of the objectives that cover a case the
narrowest is the answer. Promises and mere objectives, and different statistics, never compete: they
are strands of their own. What nothing covers is not stated.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from sla_catalog.calculation.worktime import WorkingCalendar
from sla_catalog.frozen import dataclass
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.calendars import Hours
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.extent import MOST_CASES
from sla_catalog.model.fields import ABSENCE_WORDS, Absence, Evidence
from sla_catalog.model.metric_types import BetterDirection, MetricType
from sla_catalog.model.metrics import NOTHING_SAID, Commitment, Metric, Objective, window_of
from sla_catalog.model.operators import Operator
from sla_catalog.model.quantities import WorkingTime
from sla_catalog.model.targets import Deadline, Range, Share, Target
from sla_catalog.resolved.answers import Answers
from sla_catalog.resolved.cases import (
    ALTERNATIVES,
    ALWAYS,
    EVERY_CASE,
    Case,
    Condition,
    Space,
    When,
    alternatives,
    joined,
    space_of,
)
from sla_catalog.resolved.hours import (
    Supported,
    measured_hours,
    spelt_out,
    support_dimensions,
    working_hours,
)
from sla_catalog.resolved.promise_values import (
    MetricPromises,
    Promise,
    Strand,
    runs_in_working_time,
)

MOST_ALTERNATIVES = 2_000  # of a metric's `when` and those of its objectives together


def promised(agreement: Agreement, catalog: Catalog) -> tuple[MetricPromises, ...]:
    """Return what an agreement promises, metric by metric; worked out once for a catalog."""
    return catalog.once("promised", agreement, _promised)


def promised_by(agreement: Agreement, metric: Metric, catalog: Catalog) -> MetricPromises:
    """Return what one metric of an agreement promises."""
    return catalog.once("promised by metric", agreement, _by_metric)[id(metric)]


def _by_metric(agreement: Agreement, catalog: Catalog) -> Mapping[int, MetricPromises]:
    return {id(one.metric): one for one in promised(agreement, catalog)}


def conditions_promised(
    agreement: Agreement, metrics: Collection[str], catalog: Catalog
) -> tuple[When | None, ...]:
    """Return to what each promise of some metrics applies; not where there is `none`.

    A promise that is made elsewhere or that nobody read is one.
    """
    return tuple(
        resolved.when(cell)
        for resolved in promised(agreement, catalog)
        if resolved.metric.id in metrics
        for cell in resolved.metric.promises
        if (absence := resolved.one_of(cell).absence) is None or absence.kind != "none"
    )


def direction_of(metric: Metric, catalog: Catalog) -> BetterDirection | None:
    """Return which values are better: by the metric's built-in type, or as it is stated."""
    if kind := catalog.kind_of(metric):
        return kind.direction
    shared = catalog.metric_by_id.get(metric.type)
    return metric.direction or (shared.direction if shared else None)


def operator_of(direction: BetterDirection | None) -> Operator | None:
    """Return how a measured value must compare with a target without an operator."""
    usual = {BetterDirection.HIGHER: Operator.AT_LEAST, BetterDirection.LOWER: Operator.AT_MOST}
    return usual[direction] if direction else None


def same_as(agreement: Agreement, cell: Objective, catalog: Catalog) -> Objective | None:
    """Return the objective to which `same_as` leads in the end; None for a circle or a gap."""
    return catalog.once("same as", agreement, _ends).get(id(cell), cell)


def _ends(agreement: Agreement, _catalog: Catalog) -> Mapping[int, Objective | None]:
    """Return where each `same_as` of an agreement leads in the end, each step looked up once."""
    metrics: tuple[Metric, ...] = agreement.listed("metrics")
    by_id: dict[str, list[tuple[Metric, Objective]]] = {}
    for metric in metrics:
        for cell in metric.promises:
            by_id.setdefault(cell.derived_id, []).append((metric, cell))
    ends: dict[int, Objective | None] = {}
    for metric in metrics:
        for cell in metric.promises:
            passed: dict[int, None] = {}
            here: tuple[Metric, Objective] | None = (metric, cell)
            while here and _leads_on(here[1]) and id(here[1]) not in passed:
                if id(here[1]) in ends:
                    break
                passed[id(here[1])] = None
                here = _following(by_id, *here)
            in_circle = here is not None and id(here[1]) in passed
            end = None if here is None or in_circle else ends.get(id(here[1]), here[1])
            ends.update(dict.fromkeys(passed, end))
    return ends


def _leads_on(cell: Objective) -> bool:
    return cell.target is None and cell.same_as is not None


def _following(
    by_id: Mapping[str, Sequence[tuple[Metric, Objective]]], metric: Metric, cell: Objective
) -> tuple[Metric, Objective] | None:
    """Return the objective that is named: one of the same metric, or else the first of another."""
    found = [one for one in by_id.get(cell.same_as or "", ()) if one[1] is not cell]
    return next((one for one in found if one[0] is metric), found[0] if found else None)


@dataclass(frozen=True)
class _Setting:
    """What all promises of a metric share while they are resolved."""

    agreement: Agreement
    metric: Metric
    catalog: Catalog
    space: Space
    kind: MetricType | None
    direction: BetterDirection | None
    supported: Supported
    has_working_time: bool


def _promised(agreement: Agreement, catalog: Catalog) -> tuple[MetricPromises, ...]:
    """Resolve metrics one by one, as long as all cases together can be looked up."""
    space = space_of(agreement)
    by_support = support_dimensions(agreement)
    supported = {apart: Supported(agreement, space, apart) for apart in (frozenset(), ALTERNATIVES)}
    found: list[MetricPromises] = []
    left = MOST_CASES
    for metric in agreement.listed("metrics"):
        kind, direction = catalog.kind_of(metric), direction_of(metric, catalog)
        of_all = supported[frozenset()]
        is_working = any(map(_runs_in_working_time, metric.promises))
        setting = _Setting(agreement, metric, catalog, space, kind, direction, of_all, is_working)
        found.append(_resolved(setting, by_support, supported, left))
        left -= max(len(found[-1].cases) * len(found[-1].strands), len(found[-1].promises))
    return tuple(found)


def _resolved(
    setting: _Setting,
    by_support: Sequence[str],
    supported: Mapping[frozenset[str], Supported],
    most: int,
) -> MetricPromises:
    metric, space = setting.metric, setting.space
    whens = _whens(metric)
    sources = (_source(setting, cell) for cell in metric.promises)
    runs_in_hours = by_support and any(map(_runs_in_working_time, sources))
    also = by_support if runs_in_hours else ()
    apart = alternatives([metric.when, *whens.values()], also)
    if apart:
        setting = replace(setting, supported=supported[frozenset(apart)])
    scope = space.condition(metric.when, apart)
    held = [(cell, space.condition(whens[id(cell)], apart)) for cell in metric.promises]
    strands = _by_strand(setting, held)
    most = most if has_few_alternatives(metric) else 0
    cases = space.cases([scope, *(condition for _, condition in held)], also, apart, most)
    answers = _answers(strands.values(), cases, most)
    if strands and not answers:  # too many to look at: each objective for itself
        cases = ()
        answers = [_one_by_one(cell for cell, _ in held) for held in strands.values()]
    usual = _alike_in_all_cases(setting, NOTHING_SAID)
    makers = {id(cell): _maker(setting, cell, usual) for cell in metric.promises}
    by_strand = tuple(map(partial(_strand, makers), strands, answers))
    answer = {id(promise.objective) for strand in by_strand for promise in strand.promises}
    return MetricPromises(
        metric,
        setting.kind,
        setting.direction,
        scope,
        space,
        cases,
        by_strand,
        bool(cases),
        whens,
        {one: make(EVERY_CASE) for one, make in makers.items() if one not in answer},
    )


def _whens(metric: Metric) -> Mapping[int, When | None]:
    """Return to what each objective applies; where that is a flood, what itself says of it."""
    if not has_few_alternatives(metric):
        return {id(cell): cell.when or metric.when for cell in metric.promises}
    return {id(cell): joined(metric.when, cell.when) for cell in metric.promises}


def has_few_alternatives(metric: Metric) -> bool:
    """Tell whether the `when` of a metric and of its objectives can be combined."""
    own = len(metric.when or ALWAYS)
    return own * sum(len(cell.when or ALWAYS) for cell in metric.promises) <= MOST_ALTERNATIVES


def _answers(
    strands: Collection[Sequence[_Held]], cases: Sequence[Case], most: int
) -> Sequence[Mapping[Case, tuple[Objective, ...]]]:
    """Return the objectives that are the answers, strand by strand; none where they are too many.

    What is looked at in vain counts too, so that `most` bounds the work.
    """
    found = []
    for held in strands if cases else ():
        answers = Answers([(cell, box) for cell, condition in held for box in condition])
        by_case = {}
        for case in cases:
            cells = answers.of(case)
            most -= max(len(cells), 1)
            if most < 0:
                return ()
            if cells:
                by_case[case] = cells
        found.append(by_case)
    return found


def _runs_in_working_time(cell: Objective) -> bool:
    return isinstance(cell.target, Target) and runs_in_working_time(cell.target.value)


_Key = tuple[Commitment, str | None, str | None, str | None]
_APART = frozenset({"compliance", "commitment", "statistic", "owed_by"})
_Held = tuple[Objective, Condition]


def _by_strand(setting: _Setting, held: Iterable[_Held]) -> dict[_Key, list[_Held]]:
    """Group objectives by what keeps them from competing: how binding they are, what is measured.

    One without a figure competes with all that are as binding as itself, or else as its metric.
    """
    metric = setting.metric
    usual = _key(metric, NOTHING_SAID)
    keys = [_key(metric, cell, usual) if _has_figure(setting, cell) else None for cell, _ in held]
    found: dict[_Key, list[_Held]] = {key: [] for key in keys if key}
    layers = {key[0] for key in found}
    for key, one in zip(keys, held, strict=True):
        if key:
            found[key].append(one)
            continue
        own = _key(metric, one[0])[0]
        layer = own if own in layers else usual[0]
        competing = [other for other in found if other[0] is layer] or [usual]
        for other in competing:
            found.setdefault(other, []).append(one)
    return found


def _has_figure(setting: _Setting, cell: Objective) -> bool:
    """Tell whether an objective has a figure in the end; one that leads nowhere has none."""
    return isinstance(_source(setting, cell).target, Target)


def _source(setting: _Setting, cell: Objective) -> Objective:
    """Return the objective that says what one promises; in a circle it is the objective itself."""
    if cell.same_as is None:
        return cell
    return same_as(setting.agreement, cell, setting.catalog) or cell


def _key(metric: Metric, cell: Objective, usual: _Key | None = None) -> _Key:
    if usual and cell.model_fields_set.isdisjoint(_APART):
        return usual
    share = metric.says(cell, "compliance")
    return (
        metric.says(cell, "commitment") or Commitment.GUARANTEED,
        metric.says(cell, "statistic"),
        str(share) if isinstance(share, Share) else None,
        metric.says(cell, "owed_by"),
    )


def _one_by_one(cells: Iterable[Objective]) -> Mapping[Case, tuple[Objective, ...]]:
    return {Case((("", str(place)),)): (cell,) for place, cell in enumerate(cells)}


_Makers = Mapping[int, Callable[[Case], Promise]]


def _strand(makers: _Makers, key: _Key, answers: Mapping[Case, tuple[Objective, ...]]) -> Strand:
    by_case = {
        case: tuple([makers[id(cell)](case) for cell in cells]) for case, cells in answers.items()
    }
    return Strand(key[0], key[1], by_case)


def _maker(
    setting: _Setting, cell: Objective, usual: Mapping[str, Any]
) -> Callable[[Case], Promise]:
    """Return what makes the promises of an objective, which differ by case only in their hours."""
    alike = _alike(setting, cell, usual)
    target: Target | None = alike["target"]
    if not isinstance(target and target.value, WorkingTime | Range | Deadline):
        # Hours that a metric gives to all are meant for its working time, where it has any.
        hours = cell.hours if setting.has_working_time else setting.metric.says(cell, "hours")
        return _with_hours(setting, alike, hours).for_case
    made: dict[int, Promise] = {}  # by their hours, which they hold

    def make(case: Case) -> Promise:
        hours = working_hours(setting.supported, setting.metric, cell, case)
        if id(hours) not in made:
            made[id(hours)] = _with_hours(setting, alike, hours)
        return made[id(hours)].for_case(case)

    return make


def _with_hours(
    setting: _Setting, alike: Mapping[str, Any], hours: Hours | Absence | None
) -> Promise:
    return Promise(**alike, case=EVERY_CASE, working=_spelt_out(setting, hours), runs_in=hours)


def _spelt_out(setting: _Setting, hours: Hours | Absence | None) -> WorkingCalendar | None:
    if not isinstance(hours, Hours):
        return None
    return spelt_out(hours, setting.agreement, setting.catalog)


_OF_A_FIGURE = frozenset({"id", "name", "when", "target", *ABSENCE_WORDS})


def _alike(setting: _Setting, cell: Objective, usual: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what an objective promises; of one with a figure alone the rest is as usual."""
    if not cell.model_fields_set <= _OF_A_FIGURE:
        return _alike_in_all_cases(setting, cell)
    return {**usual, **_figure(setting, cell, cell)}


def _figure(setting: _Setting, cell: Objective, source: Objective) -> Mapping[str, Any]:
    target = source.target
    stated = target if isinstance(target, Target) else None
    return {
        "objective": cell,
        "target": stated,
        "absence": source.absence or (target if isinstance(target, Absence) else None),
        "operator": (stated.operator if stated else None) or operator_of(setting.direction),
    }


def _evidence(metric: Metric, cell: Objective) -> Evidence | None:
    """Return how firm a figure is; where another source says otherwise, it is conflicting."""
    if cell.conflicts or metric.conflicts:
        return Evidence.CONFLICTING
    return cell.evidence or metric.evidence


def _alike_in_all_cases(setting: _Setting, cell: Objective) -> Mapping[str, Any]:
    """Return what an objective promises whatever the case, by the names of `Promise`."""
    agreement, metric = setting.agreement, setting.metric
    share = metric.says(cell, "compliance")
    over = measured_hours(agreement, metric, cell)
    return {
        "agreement": agreement,
        "metric": metric,
        **_figure(setting, cell, _source(setting, cell)),
        "kind": setting.kind,
        "direction": setting.direction,
        "window": window_of(metric, cell),
        "statistic": metric.says(cell, "statistic"),
        "compliance": share if isinstance(share, Share) else None,
        "commitment": metric.says(cell, "commitment"),
        "evidence": _evidence(metric, cell),
        "owed_by": metric.says(cell, "owed_by"),
        "clock": metric.says(cell, "clock"),
        "measured_over": metric.says(cell, "measured_over"),
        "measured": _spelt_out(setting, over),
    }
