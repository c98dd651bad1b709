"""Step 2, performance metrics: what is measured, over what, and what is promised."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, ClassVar

from pydantic import Discriminator, Tag, model_validator

from sla_catalog.model.calendars import Hours, Window
from sla_catalog.model.fields import (
    ABSENCE_WORDS,
    ABSENT_TAG,
    STATED_TAG,
    Absence,
    Conditions,
    Item,
    MaybeAbsent,
    Polarity,
    Record,
    Said,
    Weight,
    id_part,
    is_absent,
    required,
    said,
)
from sla_catalog.model.notations import Suggestion, hours
from sla_catalog.model.notations.lengths import lengths_in, prepared
from sla_catalog.model.notations.shares import shares_in
from sla_catalog.model.notations.targets import (
    Wanted,
    has_no_figure,
    targets,
    unquantified,
    unread,
)
from sla_catalog.model.quantities import (
    Deadline,
    ElapsedTime,
    MalformedError,
    Operator,
    Percentage,
    PlainQuantity,
    Quantity,
    Range,
    ScaleStep,
    Share,
    Target,
    WorkingTime,
    quoted,
)
from sla_catalog.model.scalar_types import (
    HoursOfWeek,
    Identifier,
    Interval,
    Length,
    Name,
    PartOf,
    Period,
    Promised,
    Prose,
    Recurring,
    Text,
    Time,
    Yes,
)
from sla_catalog.model.similarity import key_form, nearest


class BetterDirection(StrEnum):
    """Which values are better for the customer."""

    HIGHER = "higher"
    LOWER = "lower"


class MetricFamily(StrEnum):
    """Under which heading a metric is compared."""

    AVAILABILITY = "availability"
    RESPONSE = "response"
    RECOVERY = "recovery"
    PERFORMANCE = "performance"
    QUALITY = "quality"
    DELIVERY = "delivery"


class Amounts(StrEnum):
    """What a target of a metric is written in."""

    SHARE = "a percentage"
    TIME = "a duration"
    ANY = "an amount"


@dataclass(frozen=True, slots=True)
class MetricType:
    """A kind of metric that the catalog knows, with what follows from it.

    `step` is the part of step 2 under which it counts; the name is shown where the metric has none.
    """

    id: str
    name: str
    direction: BetterDirection
    amounts: Amounts
    family: MetricFamily
    part: str

    @property
    def operator(self) -> Operator:
        """Return how a measured value stands to a target without an operator."""
        return Operator.AT_LEAST if self.direction is BetterDirection.HIGHER else Operator.AT_MOST


def _types() -> Mapping[str, MetricType]:
    high, low = BetterDirection.HIGHER, BetterDirection.LOWER
    share, time, anything = Amounts.SHARE, Amounts.TIME, Amounts.ANY
    rows = (
        ("availability", "Availability", high, share, MetricFamily.AVAILABILITY, "availability"),
        ("downtime", "Downtime", low, time, MetricFamily.AVAILABILITY, "availability"),
        ("longest_outage", "Longest outage", low, time, MetricFamily.AVAILABILITY, "availability"),
        ("success_rate", "Success rate", high, share, MetricFamily.AVAILABILITY, "availability"),
        ("error_rate", "Error rate", low, share, MetricFamily.AVAILABILITY, "availability"),
        ("latency", "Latency", low, time, MetricFamily.PERFORMANCE, "kpi"),
        ("throughput", "Throughput", high, anything, MetricFamily.PERFORMANCE, "kpi"),
        ("capacity", "Capacity", high, anything, MetricFamily.PERFORMANCE, "kpi"),
        ("durability", "Durability", high, share, MetricFamily.QUALITY, "kpi"),
        ("response_time", "First response", low, time, MetricFamily.RESPONSE, "response"),
        ("update_interval", "Update interval", low, time, MetricFamily.RESPONSE, "response"),
        ("workaround_time", "Workaround", low, time, MetricFamily.RESPONSE, "response"),
        ("resolution_time", "Resolution", low, time, MetricFamily.RESPONSE, "response"),
        ("time_to_detect", "Time to detect", low, time, MetricFamily.RESPONSE, "kpi"),
        ("time_to_notify", "Time to notify", low, time, MetricFamily.RESPONSE, "kpi"),
        ("time_to_mitigate", "Time to mitigate", low, time, MetricFamily.RESPONSE, "kpi"),
        ("mttr", "Mean time to restore", low, time, MetricFamily.RECOVERY, "kpi"),
        ("mtbf", "Mean time between failures", high, time, MetricFamily.RECOVERY, "kpi"),
        ("rto", "Recovery time (RTO)", low, time, MetricFamily.RECOVERY, "kpi"),
        ("rpo", "Recovery point (RPO)", low, time, MetricFamily.RECOVERY, "kpi"),
        ("delivery_time", "Delivery time", low, time, MetricFamily.DELIVERY, "kpi"),
        (
            "first_contact_resolution",
            "First-contact resolution",
            high,
            share,
            MetricFamily.QUALITY,
            "kpi",
        ),
        ("satisfaction", "Satisfaction", high, anything, MetricFamily.QUALITY, "kpi"),
        ("completeness", "Completeness", high, share, MetricFamily.QUALITY, "kpi"),
        ("volume", "Volume", high, anything, MetricFamily.DELIVERY, "kpi"),
        ("data_freshness", "Data freshness", low, time, MetricFamily.PERFORMANCE, "kpi"),
        ("retention", "Retention", high, time, MetricFamily.QUALITY, "kpi"),
        ("packet_loss", "Packet loss", low, share, MetricFamily.PERFORMANCE, "kpi"),
        ("jitter", "Jitter", low, time, MetricFamily.PERFORMANCE, "kpi"),
    )
    return {row[0]: MetricType(*row) for row in rows}


METRIC_TYPES = _types()
CUSTOM = "custom"
_ALSO = {
    "uptime": "availability",
    "response": "response_time",
    "reaction_time": "response_time",
    "acknowledgement_time": "response_time",
    "repair_time": "resolution_time",
    "fix_time": "resolution_time",
    "solution_time": "resolution_time",
    "recovery_time": "rto",
    "recovery_time_objective": "rto",
    "recovery_point_objective": "rpo",
    "csat": "satisfaction",
    "customer_satisfaction": "satisfaction",
    "fcr": "first_contact_resolution",
}


def nearest_type(text: str, others: Iterable[str] = ()) -> str:
    """Return the built-in type, or another one, that a text may mean, or nothing."""
    form = key_form(text)
    forms = {key_form(kind.name): kind.id for kind in METRIC_TYPES.values()} | _ALSO
    forms |= {key_form(name): name for name in (*METRIC_TYPES, *others)}
    return forms.get(form) or forms.get(nearest(form, forms), "")


class Commitment(StrEnum):
    """How binding a promise is, strongest first."""

    GUARANTEED = "guaranteed"
    REASONABLE_EFFORTS = "reasonable_efforts"
    OBJECTIVE = "objective"
    BEST_EFFORT = "best_effort"
    ESTIMATE = "estimate"


class Formula(Item):
    """How a value is worked out: in words, for a machine, and as printed where that differs."""

    text: Prose | None = said("In words.", Polarity.READ, Weight.CORE, also="description words")
    machine: Text | None = said("As an expression.", Polarity.READ, Weight.CORE, also="expression")
    printed: Text | None = said(
        "As the source prints it, misprints included.", Polarity.READ, Weight.CORE
    )
    symbols: Mapping[str, Text] | None = said("What each symbol means.", Polarity.READ, Weight.CORE)
    empty: Prose | None = said(
        "What holds for an interval in which nothing happened.", Polarity.READ, Weight.CORE
    )
    partial_window: Prose | None = said(
        "What holds for a window that is covered only in part.", Polarity.READ, Weight.CORE
    )


class Counting(StrEnum):
    """Which part of an outage counts once it is long enough."""

    WHOLE = "whole"
    FROM_CONFIRMATION = "from_confirmation"


class Overlapping(StrEnum):
    """How outages at the same time count."""

    LONGEST = "longest"
    EACH = "each"
    ONCE = "once"


class RoundingMode(StrEnum):
    """Which way a number is rounded."""

    DOWN = "down"
    UP = "up"
    HALF_UP = "half_up"


class Outage(Item):
    """What counts as down, from when and until when."""

    after: Said[Length] | None = said("The shortest run that counts.", Polarity.LOWER, Weight.CORE)
    counts: Counting | None = said("Which part of it counts.", Polarity.READ, Weight.CORE)
    down_when: tuple[Prose, ...] | None = said(
        "What it means to be down; any of these.", Polarity.READ, Weight.CORE
    )
    until: Prose | None = said("When it ends.", Polarity.READ, Weight.CORE)
    overlapping: Overlapping | None = said(
        "How outages at the same time count.", Polarity.READ, Weight.CORE
    )
    slice: Length | None = said(
        "The length of the pieces of time that are judged.", Polarity.LOWER, Weight.CORE
    )
    partial: Prose | None = said(
        "How a minute that is down in part counts.", Polarity.READ, Weight.CORE
    )


class Rounding(Record):
    """How a measured value is rounded before it is compared."""

    digits: Text | None = said("Digits behind the point.", Polarity.READ, Weight.CORE)
    unit: Length | None = said("The unit to which times are rounded.", Polarity.READ, Weight.CORE)
    mode: RoundingMode = required("Which way.", Polarity.READ, Weight.CORE)


class Clock(Item):
    """Which events start, run, pause and stop a clock."""

    start: Prose | None = said(
        "What starts it.", Polarity.READ, Weight.CORE, also="starts begin begins from"
    )
    stop: Prose | None = said(
        "What stops it.", Polarity.READ, Weight.CORE, also="stops end ends until"
    )
    stop_is_not: tuple[Prose, ...] | None = said(
        "What does not stop it.", Polarity.SUPERSET, Weight.CORE
    )
    runs_while: tuple[Prose, ...] | None = said(
        "During which it runs.", Polarity.SUPERSET, Weight.CORE
    )
    pauses_while: tuple[Prose, ...] | None = said(
        "During which it pauses.",
        Polarity.SUBSET,
        Weight.CORE,
        also="pause pauses paused_while stopped_while",
    )


class Example(Item):
    """An example or a budget that the source prints, kept to be checked against the formula."""

    text: Prose = required("What the source prints.", Polarity.READ)
    budget: Length | None = said("A printed amount of allowed downtime.", Polarity.READ)
    basis: Period | None = said("The window of that amount.", Polarity.READ)


class Method(StrEnum):
    """What is counted."""

    TIME = "time"
    EVENTS = "events"
    SLICES = "slices"


class Measured(MaybeAbsent):
    """What a metric and any cell of it can say: the measure, its basis and the promise."""

    promised_by: ClassVar[tuple[str, ...]] = ("target", "same_as")

    name: Text | None = said("Its name.", Polarity.NEUTRAL)
    target: Said[Promised] | None = said(
        "What is promised.",
        Polarity.METRIC,
        Weight.CORE,
        also="goal value threshold objective target_value limit",
    )
    same_as: Identifier | None = said(
        "The id of the objective whose target holds here too.", Polarity.READ, Weight.CORE
    )
    alternative: Prose | None = said(
        "What may be agreed instead of the target.", Polarity.READ, Weight.CORE
    )
    window: Said[Period] | None = said(
        "Over which period it is measured.",
        Polarity.READ,
        Weight.CORE,
        also="period measurement_period measurement_window evaluation_period reporting_period "
        "timeframe time_window interval frequency",
    )
    measured_over: Text | None = said(
        "Which time counts: `service hours`, `all time` or your own words.",
        Polarity.READ,
        Weight.CORE,
    )
    per: Text | None = said("For which unit it is worked out.", Polarity.READ, Weight.CORE)
    statistic: Text | None = said(
        "Which statistic, such as p99 or mean.",
        Polarity.READ,
        Weight.CORE,
        also="percentile aggregation",
    )
    compliance: Said[PartOf] | None = said(
        "Which share of cases must meet the target.",
        Polarity.HIGHER,
        Weight.CORE,
        also="share compliance_rate attainment",
    )
    commitment: Commitment | None = said(
        "How binding it is: guaranteed, reasonable_efforts, objective, best_effort, estimate.",
        Polarity.ORDER,
        Weight.CORE,
    )
    owed_by: Text | None = said(
        "Who owes it, where it is not the provider.",
        Polarity.READ,
        Weight.CORE,
        also="obliged owner responsible",
    )
    hours: Said[HoursOfWeek] | None = said(
        "The calendar of working times.",
        Polarity.SUPERSET,
        Weight.CORE,
        also="calendar business_hours service_hours support_hours working_hours",
    )
    eligibility: Said[tuple[Prose, ...]] | None = said(
        "What must hold for it to apply.", Polarity.SUBSET, Weight.CORE
    )
    clock: Clock | None = said(
        "Which events start and stop the clock.", Polarity.PARTS, Weight.CORE, also="timer"
    )
    outage: Outage | None = said(
        "What counts as down.", Polarity.PARTS, Weight.CORE, also="downtime outage_definition"
    )
    exclusions: tuple[Identifier, ...] | None = said(
        "Which exclusions apply; left out, all do; empty, none.", Polarity.SUBSET, Weight.CORE
    )
    counted: tuple[Identifier, ...] | None = said(
        "Which exclusions of the agreement do count here.", Polarity.SUPERSET, Weight.CORE
    )
    examples: tuple[Example, ...] | None = said(
        "Examples that the source prints.", Polarity.READ, key="text"
    )


class Objective(Measured):
    """A cell: what is promised for some values of the dimensions.

    It may restate any field of its metric; what it leaves out, the metric says.
    """

    id: Identifier | None = said(
        "Its id; else it follows from `when`, or from its name.", Polarity.NEUTRAL
    )

    @property
    def derived_id(self) -> str:
        """Return the written id, or the values of `when` joined by hyphens, or its name as one."""
        if self.id:
            return self.id
        return self.applies_to or id_part(self.name or "") or "all"


def _cell_branch(value: object) -> str:
    if isinstance(value, Objective):
        return "<cell>"
    if is_absent(value):
        return ABSENT_TAG
    return "<cell>" if isinstance(value, dict) else STATED_TAG


Cell = Annotated[
    Annotated[Promised, Tag(STATED_TAG)]
    | Annotated[Objective, Tag("<cell>")]
    | Annotated[Absence, Tag(ABSENT_TAG)],
    Discriminator(_cell_branch),
]


class Matrix(Item):
    """Objectives over two dimensions, in short."""

    rows: Identifier = required("The dimension of the rows.", Polarity.READ, Weight.CORE)
    columns: Identifier = required("The dimension of the columns.", Polarity.READ, Weight.CORE)
    cells: Mapping[Name, Mapping[Name, Cell]] = required(
        "For each row value, for each column value, a target.", Polarity.PARTS, Weight.CORE
    )

    @model_validator(mode="after")
    def _rows_and_columns_say_when(self) -> Matrix:
        for row, cells in self.cells.items():
            for column, cell in cells.items():
                if isinstance(cell, Objective) and cell.when:
                    raise MalformedError(
                        f"the cell {row}, {column} has a `when` of its own",
                        "expected its row and column to say when it applies",
                        "`objectives` instead of `matrix`, with the whole `when` for each",
                    )
        return self

    def objectives(self) -> tuple[Objective, ...]:
        """Return one objective for each cell that is written."""
        return tuple(cell for cell, _ in self.placed())

    def placed(self) -> Iterator[tuple[Objective, tuple[str, str, str]]]:
        """Yield the objective of each cell that is written, with the keys that lead to it."""
        for row, cells in self.cells.items():
            for column, cell in cells.items():
                yield self._objective(row, column, cell), ("cells", row, column)

    def _objective(self, row: str, column: str, cell: Any) -> Objective:
        when: Conditions = ({self.rows: (row,), self.columns: (column,)},)
        if isinstance(cell, Objective):
            return cell.model_copy(update={"when": when})
        if isinstance(cell, Absence):
            words: dict[str, Any] = {cell.kind: cell.why}
            return Objective.model_construct(when=when, **words)
        return Objective.model_construct(when=when, target=cell)


class Metric(Measured):
    """A measure and what is promised of it."""

    promised_by = (*Measured.promised_by, "objectives", "matrix")

    id: Identifier = required("Its id.", Polarity.NEUTRAL)
    type: Text = required(
        "A built-in type, the id of a shared metric, or custom.",
        Polarity.READ,
        Weight.CORE,
        also="kind metric",
    )
    description: Prose | None = said("What it tells.", Polarity.READ, also="definition")
    unit: Text | None = said(
        "The unit, for a custom type.", Polarity.READ, Weight.CORE, also="units"
    )
    direction: BetterDirection | None = said(
        "Whether higher or lower is better, for a custom type.",
        Polarity.READ,
        Weight.CORE,
        also="better",
    )
    scale: tuple[Text, ...] | None = said(
        "The steps of a named scale, worst first.", Polarity.READ, Weight.CORE
    )
    method: Method | None = said(
        "What is counted: time, events or slices.", Polarity.READ, Weight.CORE
    )
    formula: Formula | None = said(
        "How it is worked out.", Polarity.PARTS, Weight.CORE, also="calculation computation"
    )
    rounding: Rounding | None = said("How it is rounded.", Polarity.PARTS, Weight.CORE)
    objectives: tuple[Objective, ...] | None = said(
        "What is promised for which values of the dimensions.",
        Polarity.PARTS,
        Weight.CORE,
        key="derived_id",
        also="targets goals slos levels tiers service_levels by_severity by_priority",
        example="[{when: {severity: P1}, target: …}]",
    )
    matrix: Matrix | None = said(
        "Objectives over two dimensions, in short.", Polarity.PARTS, Weight.CORE, also="table grid"
    )

    @model_validator(mode="after")
    def _says_it_once(self) -> Metric:
        forms = [f for f in ("target", "objectives", "matrix") if getattr(self, f) is not None]
        if len(forms) > 1:
            raise MalformedError(
                f"{' and '.join(forms)} are given together",
                "expected one of target, objectives, matrix",
                "objectives, with a `when` for each",
            )
        return self

    @cached_property
    def promises(self) -> tuple[Objective, ...]:
        """Return every cell, from a single target, a list or a matrix; empty if none is written."""
        if self.objectives is not None:
            return self.objectives
        if self.matrix is not None:
            return self.matrix.objectives()
        if self.target is not None or self.absence or self.commitment:
            words: dict[str, Any] = {
                word: getattr(self, word) for word in ABSENCE_WORDS if getattr(self, word)
            }
            return (Objective.model_construct(target=self.target, when=self.when, **words),)
        return ()

    def says(self, cell: Objective, field: str) -> Any:
        """Return what holds for a cell: its own word, or else its metric's."""
        own = getattr(cell, field)
        return own if own is not None else getattr(self, field)


def misfit(
    target: Target, kind: MetricType | None, scale: tuple[str, ...] | None
) -> MalformedError | None:
    """Say why a target cannot be one of a metric of this kind, or None where it can."""
    expected = str(kind.amounts) if kind else "an amount"
    match target.value:
        case ScaleStep(name):
            if scale and name in scale:
                return None
            if scale:
                steps = f"one of {', '.join(scale)}"
                return MalformedError(f"‘{name}’ is no amount", f"expected {steps}")
            return _misfit(f"‘{name}’ is no amount", target, kind)
        case Deadline():
            if kind and kind.amounts is not Amounts.TIME:
                return MalformedError(f"‘{target}’ is a time", f"expected {expected}")
            return None
        case Range(_, high):
            return _amount_misfit(high, target, kind)
        case amount:
            return _amount_misfit(amount, target, kind)


def _amount_misfit(
    amount: Quantity, target: Target, kind: MetricType | None
) -> MalformedError | None:
    if kind is None or kind.amounts is Amounts.ANY:
        return None
    if kind.amounts is Amounts.TIME:
        if isinstance(amount, ElapsedTime | WorkingTime):
            return None
        return _misfit(f"‘{target}’ is no time", target, kind)
    if isinstance(amount, Percentage):
        if amount.number > 100:
            return MalformedError(f"‘{amount}’ is more than all", "expected at most 100 %")
        return None
    return _misfit(f"‘{target}’ is no share", target, kind)


def _misfit(found: str, target: Target, kind: MetricType | None) -> MalformedError:
    text = str(target)
    expected = f"expected {kind.amounts if kind else 'an amount'}"
    suggestions = _suggested(text, kind)
    return MalformedError(found, expected, _otherwise(text, kind), suggestions)


def malformed_target(text: str, kind: MetricType | None, error: MalformedError) -> MalformedError:
    """Say what is wrong with a target in the words of its metric's type."""
    if "is a time of day" in error.found:
        return error
    suggestions = _suggested(text, kind)
    found, expected = error.found, error.expected
    if kind and kind.amounts is not Amounts.ANY:
        if _GENERIC.search(found):
            found = f"{quoted(text)} is not {kind.amounts} as it is written here"
        if _GENERIC_EXPECTED.match(expected):
            expected = f"expected {kind.amounts}, alone or after at least, at most or another limit"
    if _turns(text, kind, suggestions):
        found = f"{quoted(text)} promises no least value, so that anything below it meets it"
        expected = "expected what is reached at least"
    return MalformedError(found, expected, _otherwise(text, kind), suggestions)


_GENERIC_EXPECTED = re.compile(r"expected an? (?:amount|number with|duration|percentage|working)")
_GENERIC = re.compile(
    r" is not an? (?:amount|number with a unit|duration|percentage|working time)$"
)


def _turns(text: str, kind: MetricType | None, found: tuple[Suggestion, ...]) -> bool:
    """Tell whether a text has an upper limit where a lower one is promised."""
    is_higher = kind is not None and kind.direction is BetterDirection.HIGHER
    is_least = any(one.value.startswith("at least") for one in found)
    return (
        is_higher
        and is_least
        and re.match(r"\s*(?:up to|bis zu|hasta|max)", text, re.IGNORECASE) is not None
    )


_WANTED = {Amounts.SHARE: Wanted.SHARE, Amounts.TIME: Wanted.TIME, Amounts.ANY: Wanted.ANY}


def _suggested(text: str, kind: MetricType | None) -> tuple[Suggestion, ...]:
    """Return what a text can mean as a target of a metric; only what is accepted there."""
    wanted = _WANTED[kind.amounts] if kind else None
    is_higher = kind is not None and kind.direction is BetterDirection.HIGHER
    found = targets(text, wanted, kind.id if kind else "", is_higher=is_higher)
    return tuple(one for one in found or unquantified(text) if _is_accepted(one, kind))


_PARTS: Mapping[str, Any] = {
    "window": Window.parse,
    "compliance": Share.parse,
    "hours": Hours.parse,
}


def _is_accepted(suggestion: Suggestion, kind: MetricType | None) -> bool:
    try:
        for key, value in suggestion.beside:
            if key in _PARTS:
                _PARTS[key](value)
        if not suggestion.value:
            return True
        target = Target.parse(suggestion.value)
    except MalformedError:
        return False
    promised = target.value.high if isinstance(target.value, Range) else target.value
    if kind is None or kind.amounts is Amounts.ANY:
        return not isinstance(promised, ScaleStep)
    if kind.amounts is Amounts.TIME:
        return isinstance(promised, ElapsedTime | WorkingTime | Deadline)
    return isinstance(promised, Percentage) and promised.number <= 100


def _otherwise(text: str, kind: MetricType | None) -> str:
    """Return what to write where nothing is understood: an example, or the text as unread."""
    several = _several(text, kind) if kind else []
    is_time = kind is not None and kind.amounts is Amounts.TIME
    if is_time and len(several) > 1 and re.search(r"\([^()]*\d[^()]*\)\s*$", text):
        return unread(text).written("target")  # two figures for one promise
    if len(several) > 1:
        return f"an entry of its own for each: target: {', and target: '.join(several)}"
    example = _EXAMPLES.get(kind.amounts, "") if kind else ""
    example = _OF_TYPE.get(kind.id, example) if kind else ""
    if kind and is_time and re.fullmatch(r"\s*\d{1,4}\s*", text):
        units = _UNITS_OF_TYPE.get(kind.id, ("min", "h", "business hours"))
        readings = " or ".join(f"{int(text)} {unit}" for unit in units)
        return f"{readings}; the number has no unit"
    if is_time and has_no_figure(text):
        return f"{unread(text).written('target')}; what can be measured has a figure, {example}"
    if is_time and hours.ROUND_THE_CLOCK.fullmatch(text.strip()):
        return f"{example}; round the clock is hours: 24x7"
    if not example:
        return "a number with a unit, or `scale` with the names"
    if re.fullmatch(r"n/?a|none|nil|not applicable|[-–.?]+", text.strip(), re.IGNORECASE):
        return "none: …, with the reason"
    return example if _is_amount(text) else f"{example}, or {unread(text).written('target')}"


def _several(text: str, kind: MetricType) -> list[str]:
    """Return the amounts in a text that its metric can have, each once."""
    if kind.amounts is Amounts.TIME:
        found = [length.text for length in lengths_in(prepared(text))]
    else:
        found = shares_in(text) if kind.amounts is Amounts.SHARE else []
    return list(dict.fromkeys(found))


_EXAMPLES = {Amounts.SHARE: "such as 99.9 %", Amounts.TIME: "such as 15 min or 4 business hours"}
_UNITS_OF_TYPE = {
    "latency": ("ms", "s"),
    "jitter": ("ms", "s"),
    "retention": ("days", "months", "years"),
}
_OF_TYPE = {"latency": "such as 200 ms", "jitter": "such as 5 ms", "retention": "such as 1 year"}


def _is_amount(text: str) -> bool:
    """Tell whether a text is an amount, if one of another kind, and not a sentence."""
    try:
        value = Target.parse(text).value
    except MalformedError:
        return False
    return not isinstance(value, ScaleStep | PlainQuantity) or (
        isinstance(value, PlainQuantity) and not value.unit
    )


class SharedMetric(Item):
    """A definition in `metrics.yaml` that several agreements use as a type."""

    id: Identifier = required("The id that agreements give as type.", Polarity.NEUTRAL)
    name: Text = required("Its name.", Polarity.NEUTRAL, also="title")
    type: Name | None = said(
        "The built-in type whose unit and direction it shares.",
        Polarity.READ,
        Weight.CORE,
        also="kind",
    )
    unit: Text | None = said("Its unit.", Polarity.READ, Weight.CORE, also="units")
    direction: BetterDirection | None = said(
        "Whether higher or lower is better.", Polarity.READ, Weight.CORE, also="better"
    )
    description: Prose | None = said("What it tells.", Polarity.READ, also="definition")
    formula: Formula | None = said(
        "How it is worked out.", Polarity.PARTS, Weight.CORE, also="calculation"
    )
    outage: Outage | None = said("What counts as down.", Polarity.PARTS, Weight.CORE)


class Severity(Item):
    """How bad a case is."""

    id: Name = required("Its id, such as P1.", Polarity.NEUTRAL, also="level priority severity")
    name: Text | None = said("Its name.", Polarity.NEUTRAL, also="title label")
    definition: Prose | None = said(
        "When it applies.", Polarity.READ, Weight.CORE, also="description text criteria meaning"
    )
    examples: tuple[Prose, ...] | None = said(
        "Examples.", Polarity.READ, Weight.CORE, also="example"
    )
    customer_duty: Prose | None = said("What the customer must do.", Polarity.READ, Weight.CORE)


class RequestType(Item):
    """A kind of request, where agreements sort by kind instead of severity."""

    id: Name = required("Its id.", Polarity.NEUTRAL)
    name: Text | None = said("Its name.", Polarity.NEUTRAL, also="title label")
    definition: Prose | None = said(
        "What belongs to it.", Polarity.READ, Weight.CORE, also="description text"
    )


class ExclusionCategory(StrEnum):
    """Why something does not count."""

    CUSTOMER_CAUSED = "customer_caused"
    SCHEDULED_MAINTENANCE = "scheduled_maintenance"
    EMERGENCY_MAINTENANCE = "emergency_maintenance"
    FORCE_MAJEURE = "force_majeure"
    THIRD_PARTY = "third_party"
    NETWORK = "network"
    SECURITY = "security"
    SUSPENSION = "suspension"
    QUOTA = "quota"
    ENVIRONMENT = "environment"
    REGION = "region"
    NOT_DOWNTIME = "not_downtime"
    OTHER = "other"


class Exclusion(Item):
    """A cause that does not count against a metric."""

    id: Identifier = required("Its id.", Polarity.NEUTRAL)
    category: ExclusionCategory = required(
        "Why it does not count.", Polarity.READ, also="type kind"
    )
    text: Prose = required(
        "What does not count.", Polarity.READ, Weight.CORE, also="description definition"
    )
    measure: Text | None = said("A physical measure that decides.", Polarity.READ, Weight.CORE)
    threshold: Promised | None = said(
        "The value from which it is excluded.", Polarity.READ, Weight.CORE
    )
    at_most: Said[Length] | None = said(
        "The most that can be excluded.", Polarity.LOWER, Weight.CORE
    )
    per: Period | None = said("In which period.", Polarity.READ, Weight.CORE)


class MaintenanceType(StrEnum):
    """Whether maintenance is planned."""

    SCHEDULED = "scheduled"
    EMERGENCY = "emergency"


class Maintenance(Item):
    """When the provider may work on the service, and whether that counts as downtime."""

    id: Identifier = required("Its id.", Polarity.NEUTRAL)
    type: MaintenanceType = required("Planned or not.", Polarity.READ, Weight.CORE, also="kind")
    text: Prose | None = said("What is done.", Polarity.READ, also="description")
    recurs: Said[Recurring] | None = said(
        "When it comes again.",
        Polarity.SUBSET,
        Weight.CORE,
        also="window schedule recurrence every times",
    )
    duration: Said[Length] | None = said(
        "How long it lasts.", Polarity.LOWER, Weight.CORE, also="length"
    )
    at_most: Said[Length] | None = said(
        "The most time in the period `per`.", Polarity.LOWER, Weight.CORE
    )
    per: Period | None = said("The period of `at_most`.", Polarity.READ, Weight.CORE)
    notice: Said[Time] | None = said(
        "How long before it is announced.",
        Polarity.HIGHER,
        Weight.CORE,
        also="notice_period announced advance_notice",
    )
    counts_as_downtime: Said[Yes] | None = said(
        "Whether it counts as downtime.", Polarity.YES, Weight.CORE
    )
    unless: Prose | None = said("When these rules do not hold.", Polarity.READ, Weight.CORE)
    overrun: Prose | None = said("What holds when it takes longer.", Polarity.READ, Weight.CORE)
    reported: Prose | None = said("How it is reported.", Polarity.READ)


class Continuity(Item):
    """Backups, their tests and plans for a disaster. RTO and RPO are metrics."""

    backup_interval: Said[Interval] | None = said(
        "How often a backup is made.",
        Polarity.LOWER,
        Weight.CORE,
        also="backups backup backup_frequency interval",
    )
    backup_retention: Said[Length] | None = said(
        "How long it is kept.", Polarity.HIGHER, Weight.CORE, also="retention"
    )
    restore_test: Said[Interval] | None = said(
        "How often a restore is tested.", Polarity.LOWER, Weight.CORE
    )
    plan: Said[Prose] | None = said(
        "The plan for a disaster.", Polarity.READ, also="disaster_recovery recovery_plan"
    )


def window_of(metric: Metric, cell: Objective) -> Window | None:
    """Return the window of a cell where one is stated."""
    window = metric.says(cell, "window")
    return window if isinstance(window, Window) else None
