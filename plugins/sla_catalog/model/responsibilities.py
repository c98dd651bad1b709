"""Step 4, responsibilities: duties, who does what, communication, escalation, dependencies."""

from enum import StrEnum

from sla_catalog.model.fields import (
    Condition,
    Item,
    MaybeIdentifier,
    MaybeProse,
    MaybeText,
    OneOrMore,
    Polarity,
    Record,
    Said,
    Weight,
    required,
    said,
)
from sla_catalog.model.naming import Named
from sla_catalog.model.quantity_types import Interval, Percent, Time
from sla_catalog.model.scalar_types import Count, Identifier, Prose, Text


class Duty(Item):
    """What a party does."""

    id: Identifier = required("Its id.", Polarity.NEUTRAL)
    text: Prose = required(
        "What is done.", Polarity.READ, Weight.CORE, also="description duty name title"
    )


class Activity(Item):
    """Who is responsible, accountable, consulted and informed (RACI)."""

    activity: Text = required("What is done.", Polarity.NEUTRAL, Weight.CORE)
    responsible: OneOrMore[Text] = required("Who does it.", Polarity.READ, Weight.CORE)
    accountable: OneOrMore[Text] = required(
        "Who answers for it: exactly one.", Polarity.READ, Weight.CORE
    )
    consulted: OneOrMore[Text] | None = said("Who is asked.", Polarity.READ)
    informed: OneOrMore[Text] | None = said("Who is informed.", Polarity.READ)


class Communication(Item):
    """Who is informed of what, through which channel, how soon and how often."""

    event: Text = required("What happens.", Polarity.READ, also="what on trigger")
    audience: MaybeText = said("Who is informed.", Polarity.READ, also="to recipients")
    channel: MaybeText = said(
        "Through which channel.", Polarity.NEUTRAL, names=Named.CHANNEL, also="via"
    )
    within: Said[Time] | None = said("How soon.", Polarity.LOWER, Weight.CORE)
    before: Said[Time] | None = said("How long before.", Polarity.HIGHER, Weight.CORE)
    update_every: Said[Interval] | None = said(
        "How often again.", Polarity.LOWER, Weight.CORE, also="updates frequency interval every"
    )


class EscalationStep(Item):
    """Whom a case goes to when time has run out."""

    level: Count = required("Its level, 1 is the first.", Polarity.NEUTRAL, also="step tier")
    after: Said[Time] | None = said(
        "After which time from the start; `0 min` is at once.",
        Polarity.LOWER,
        Weight.CORE,
        also="time within delay",
    )
    role: Text = required(
        "Whom it goes to.", Polarity.READ, also="to who name contact escalate_to person"
    )
    via: OneOrMore[Text] | None = said(
        "The id of a channel, or how.", Polarity.NEUTRAL, names=Named.CHANNEL, also="channel"
    )


class Responsibilities(Item):
    """Who does what."""

    provider: Said[tuple[Duty, ...]] | None = said(
        "Duties of the provider.",
        Polarity.SUPERSET,
        Weight.CORE,
        key="id",
        also="provider_responsibilities provider_duties provider_obligations supplier",
    )
    customer: Said[tuple[Duty, ...]] | None = said(
        "Duties of the customer.",
        Polarity.SUBSET,
        Weight.CORE,
        key="id",
        also="customer_responsibilities customer_duties customer_obligations client",
    )
    raci: Said[tuple[Activity, ...]] | None = said(
        "Who is responsible, accountable, consulted and informed.",
        Polarity.PARTS,
        Weight.SECONDARY,
        key="activity",
    )
    communication: Said[tuple[Communication, ...]] | None = said(
        "Who is informed of what.",
        Polarity.PARTS,
        Weight.SECONDARY,
        key="event",
        also="communications notifications communication_plan",
    )
    escalation: Said[tuple[EscalationStep, ...]] | None = said(
        "The levels of escalation.",
        Polarity.PARTS,
        Weight.SECONDARY,
        key="level",
        also="escalations escalation_path escalation_paths escalation_matrix escalation_levels "
        "escalation_procedure",
    )


class Topology(StrEnum):
    """How a service depends on the ones below it."""

    SERIES = "series"
    PARALLEL = "parallel"
    ANY_OF = "any_of"


class Strength(StrEnum):
    """Whether a service fails with the one below it."""

    HARD = "hard"
    SOFT = "soft"


class Expectation(Record):
    """What is expected of an agreement below, however it is promised there."""

    availability: Percent | None = said("Availability.", Polarity.HIGHER, Weight.CORE)
    response_time: Time | None = said("First response.", Polarity.LOWER, Weight.CORE)
    resolution_time: Time | None = said("Resolution.", Polarity.LOWER, Weight.CORE)
    rto: Time | None = said("Recovery time.", Polarity.LOWER, Weight.CORE)
    rpo: Time | None = said("Recovery point.", Polarity.LOWER, Weight.CORE)


class Dependency(Item):
    """An agreement that this one depends on."""

    agreement: Identifier = required(
        "The id of the agreement.", Polarity.READ, Weight.CORE, also="id sla on"
    )
    metrics: tuple[Identifier, ...] | None = said(
        "Which of its metrics matter; left out, all of a like kind.", Polarity.READ
    )
    case: Condition | None = said(
        "Which case of it was bought: values of its dimensions, services, severities or request "
        "types; left out, the weakest counts.",
        Polarity.READ,
        Weight.CORE,
        also="bought plan tier edition",
    )
    topology: Topology | None = said("In series, in parallel, or any of a group.", Polarity.READ)
    group: MaybeIdentifier = said(
        "Which parallel dependencies belong together.",
        Polarity.READ,
        also="any_of one_of redundant_with",
        example="one word in each of them, with topology: parallel",
    )
    strength: Strength | None = said(
        "Whether this service fails with it (hard) or not (soft).",
        Polarity.READ,
        also="kind criticality",
    )
    expects: Expectation | None = said("What is expected of it.", Polarity.PARTS)
    mitigation: MaybeProse = said(
        "Why a promise stronger than the one below can still be kept.", Polarity.READ
    )
