"""Step 2, what does not count: exclusions and maintenance; and backups for what goes wrong."""

from enum import StrEnum

from sla_catalog.model.fields import (
    Item,
    MaybeProse,
    MaybeText,
    Polarity,
    Said,
    Weight,
    required,
    said,
)
from sla_catalog.model.quantity_types import Interval, Length, Period, Promised, Recurring, Time
from sla_catalog.model.scalar_types import Identifier, Prose, Yes


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
    measure: MaybeText = said("A physical measure that decides.", Polarity.READ, Weight.CORE)
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
    text: MaybeProse = said("What is done.", Polarity.READ, also="description")
    recurs: Said[Recurring] | None = said(
        "When it recurs.",
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
    unless: MaybeProse = said("When these rules do not apply.", Polarity.READ, Weight.CORE)
    overrun: MaybeProse = said("What applies when it takes longer.", Polarity.READ, Weight.CORE)
    reported: MaybeProse = said("How it is reported.", Polarity.READ)


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
