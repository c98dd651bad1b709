"""How a metric is measured: formula, outages, rounding, clock."""

from collections.abc import Mapping
from enum import StrEnum

from sla_catalog.model.fields import (
    Item,
    MaybeProse,
    MaybeText,
    Polarity,
    Record,
    Said,
    Weight,
    required,
    said,
)
from sla_catalog.model.quantity_types import Length, Period
from sla_catalog.model.scalar_types import Prose, Text


class Formula(Item):
    """How a value is worked out: in words, for a machine, and as printed where that differs."""

    text: MaybeProse = said("In words.", Polarity.READ, Weight.CORE, also="description words")
    machine: MaybeText = said("As an expression.", Polarity.READ, Weight.CORE, also="expression")
    printed: MaybeText = said(
        "As the source prints it, misprints included.", Polarity.READ, Weight.CORE
    )
    symbols: Mapping[str, Text] | None = said("What each symbol means.", Polarity.READ, Weight.CORE)
    empty: MaybeProse = said(
        "What applies to an interval in which nothing happened.", Polarity.READ, Weight.CORE
    )
    partial_window: MaybeProse = said(
        "What applies to a window that is only partly covered.", Polarity.READ, Weight.CORE
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
    until: MaybeProse = said("When it ends.", Polarity.READ, Weight.CORE)
    overlapping: Overlapping | None = said(
        "How outages at the same time count.", Polarity.READ, Weight.CORE
    )
    slice: Length | None = said(
        "The length of the pieces of time that are judged.", Polarity.LOWER, Weight.CORE
    )
    partial: MaybeProse = said(
        "How a minute that is down in part counts.", Polarity.READ, Weight.CORE
    )


class Rounding(Record):
    """How a measured value is rounded before it is compared."""

    digits: MaybeText = said("Digits behind the point.", Polarity.READ, Weight.CORE)
    unit: Length | None = said("The unit to which times are rounded.", Polarity.READ, Weight.CORE)
    mode: RoundingMode = required("Which way.", Polarity.READ, Weight.CORE)


class Clock(Item):
    """Which events start, run, pause and stop a clock."""

    start: MaybeProse = said(
        "What starts it.", Polarity.READ, Weight.CORE, also="starts begin begins from"
    )
    stop: MaybeProse = said(
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
