"""Step 2, performance metrics: what is measured, over what, and what is promised."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, ClassVar

from sla_catalog.model.calendars import Window
from sla_catalog.model.fields import (
    ABSENCE_WORDS,
    ABSENT_TAG,
    STATED_TAG,
    Absence,
    Conditions,
    Item,
    MaybeAbsent,
    MaybeIdentifier,
    MaybeProse,
    MaybeText,
    Polarity,
    Said,
    Weight,
    id_part,
    is_absent,
    required,
    said,
)
from sla_catalog.model.measurement import Clock, Example, Formula, Method, Outage, Rounding
from sla_catalog.model.metric_types import BetterDirection
from sla_catalog.model.quantities import (
    MalformedError,
)
from sla_catalog.model.quantity_types import (
    HoursOfWeek,
    PartOf,
    Period,
    Promised,
)
from sla_catalog.model.scalar_types import Identifier, Name, Prose, Text
from sla_catalog.model.validators import After, Tagged


class Commitment(StrEnum):
    """How binding a promise is, strongest first."""

    GUARANTEED = "guaranteed"
    REASONABLE_EFFORTS = "reasonable_efforts"
    OBJECTIVE = "objective"
    BEST_EFFORT = "best_effort"
    ESTIMATE = "estimate"


class Measured(MaybeAbsent):
    """What a metric and any cell of it can say: the measure, its basis and the promise."""

    promised_by: ClassVar[tuple[str, ...]] = ("target", "same_as")

    name: MaybeText = said("Its name.", Polarity.NEUTRAL)
    target: Said[Promised] | None = said(
        "What is promised.",
        Polarity.METRIC,
        Weight.CORE,
        also="goal value threshold objective target_value limit",
    )
    same_as: MaybeIdentifier = said(
        "The id of the objective whose target applies here too.", Polarity.READ, Weight.CORE
    )
    alternative: MaybeProse = said(
        "What may be agreed instead of the target.", Polarity.READ, Weight.CORE
    )
    window: Said[Period] | None = said(
        "Over which period it is measured.",
        Polarity.READ,
        Weight.CORE,
        also="period measurement_period measurement_window evaluation_period reporting_period "
        "timeframe time_window interval frequency",
    )
    measured_over: MaybeText = said(
        "Which time counts: `service hours`, `all time` or your own words.",
        Polarity.READ,
        Weight.CORE,
    )
    per: MaybeText = said("For which unit it is worked out.", Polarity.READ, Weight.CORE)
    statistic: MaybeText = said(
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
    owed_by: MaybeText = said(
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
        "What must be true for it to apply.", Polarity.SUBSET, Weight.CORE
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

    id: MaybeIdentifier = said(
        "Its id; else it follows from `when`, or from its name.", Polarity.NEUTRAL
    )

    @property
    def derived_id(self) -> str:
        """Return the written id, or the values of `when` joined by hyphens, or its name as one."""
        if self.id:
            return self.id
        return self.applies_to or id_part(self.name or "") or "all"


NOTHING_SAID = Objective.model_construct()  # copies of it cost less than making another


def _cell_branch(value: object) -> str:
    if isinstance(value, Objective):
        return "<cell>"
    if is_absent(value):
        return ABSENT_TAG
    return "<cell>" if isinstance(value, dict) else STATED_TAG


Cell = Annotated[
    Promised | Objective | Absence, Tagged(_cell_branch, (STATED_TAG, "<cell>", ABSENT_TAG))
]


class Matrix(Item):
    """Objectives over two dimensions, in short."""

    rows: Identifier = required("The dimension of the rows.", Polarity.READ, Weight.CORE)
    columns: Identifier = required("The dimension of the columns.", Polarity.READ, Weight.CORE)
    cells: Mapping[Name, Mapping[Name, Cell]] = required(
        "For each row value, for each column value, a target.", Polarity.PARTS, Weight.CORE
    )

    def check(self) -> None:
        """Refuse a cell with a condition of its own, where row and column say when it applies."""
        for row, cells in self.cells.items():
            for column, cell in cells.items():
                if isinstance(cell, Objective) and cell.when:
                    raise MalformedError(
                        f"the cell {row}, {column} has a `when` of its own",
                        "expected its row and column to say when it applies",
                        "`objectives` instead of `matrix`, with the whole `when` for each",
                    )

    def objectives(self) -> tuple[Objective, ...]:
        """Return one objective for each cell that is written."""
        return tuple(cell for cell, _ in self.placed)

    @cached_property
    def placed(self) -> tuple[tuple[Objective, tuple[str, str, str]], ...]:
        """Return the objective of each cell that is written, with the keys that lead to it."""
        return tuple(
            (self._objective(row, column, cell), ("cells", row, column))
            for row, cells in self.cells.items()
            for column, cell in cells.items()
        )

    def _objective(self, row: str, column: str, cell: Any) -> Objective:
        when: Conditions = ({self.rows: (row,), self.columns: (column,)},)
        if isinstance(cell, Objective):
            return cell.model_copy(update={"when": when})
        if isinstance(cell, Absence):
            return NOTHING_SAID.model_copy(update={"when": when, cell.kind: cell.why})
        return NOTHING_SAID.model_copy(update={"when": when, "target": cell})


def _told_apart(objectives: Iterable[Objective]) -> tuple[Objective, ...]:
    """Return objectives, those for the same cases with ids that say what sets them apart.

    A promise and the objective beside it, or two percentiles, need no ids of their author's.
    """
    seen: set[str] = set()
    told = []
    for one in objectives:
        key = one.derived_id
        if not one.id and key in seen:
            words = (one.name, one.statistic, one.commitment)
            keys = (f"{key}-{id_part(str(word))}" for word in words if word)
            key = next((other for other in keys if other not in seen), key)
        seen.add(key)
        told.append(one if key == one.derived_id else one.model_copy(update={"id": key}))
    return tuple(told)


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
    description: MaybeProse = said("What it measures.", Polarity.READ, also="definition")
    unit: MaybeText = said("The unit, for a custom type.", Polarity.READ, Weight.CORE, also="units")
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
    objectives: Annotated[tuple[Objective, ...], After(_told_apart)] | None = said(
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

    def check(self) -> None:
        """Refuse a promise that is written in two forms."""
        super().check()
        forms = [f for f in ("target", "objectives", "matrix") if getattr(self, f) is not None]
        if len(forms) > 1:
            raise MalformedError(
                f"{' and '.join(forms)} are given together",
                "expected one of target, objectives, matrix",
                "objectives, with a `when` for each",
            )

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
            said = {"target": self.target, "when": self.when, **words}
            return (NOTHING_SAID.model_copy(update=said),)
        return ()

    def says(self, cell: Objective, field: str) -> Any:
        """Return what holds for a cell: its own word, or else its metric's."""
        own = getattr(cell, field)
        return own if own is not None else getattr(self, field)


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
    unit: MaybeText = said("Its unit.", Polarity.READ, Weight.CORE, also="units")
    direction: BetterDirection | None = said(
        "Whether higher or lower is better.", Polarity.READ, Weight.CORE, also="better"
    )
    description: MaybeProse = said("What it measures.", Polarity.READ, also="definition")
    formula: Formula | None = said(
        "How it is worked out.", Polarity.PARTS, Weight.CORE, also="calculation"
    )
    outage: Outage | None = said("What counts as down.", Polarity.PARTS, Weight.CORE)


class Severity(Item):
    """How bad a case is."""

    id: Name = required("Its id, such as P1.", Polarity.NEUTRAL, also="level priority severity")
    name: MaybeText = said("Its name.", Polarity.NEUTRAL, also="title label")
    definition: MaybeProse = said(
        "When it applies.", Polarity.READ, Weight.CORE, also="description text criteria meaning"
    )
    examples: tuple[Prose, ...] | None = said(
        "Examples.", Polarity.READ, Weight.CORE, also="example"
    )
    customer_duty: MaybeProse = said("What the customer must do.", Polarity.READ, Weight.CORE)


class RequestType(Item):
    """A kind of request, where agreements sort by kind instead of severity."""

    id: Name = required("Its id.", Polarity.NEUTRAL)
    name: MaybeText = said("Its name.", Polarity.NEUTRAL, also="title label")
    definition: MaybeProse = said(
        "What belongs to it.", Polarity.READ, Weight.CORE, also="description text"
    )


def window_of(metric: Metric, cell: Objective) -> Window | None:
    """Return the window of a cell where one is stated."""
    window = metric.says(cell, "window")
    return window if isinstance(window, Window) else None
