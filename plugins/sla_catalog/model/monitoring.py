"""Step 3, monitoring: how it is tracked, who reports what, and where the data can be seen."""

from enum import StrEnum

from sla_catalog.model.fields import (
    Item,
    MaybeIdentifier,
    MaybeProse,
    MaybeText,
    OneOrMore,
    Polarity,
    Said,
    Weight,
    required,
    said,
)
from sla_catalog.model.naming import Named
from sla_catalog.model.quantity_types import Due, Interval, Often
from sla_catalog.model.scalar_types import Address, Identifier, Prose, Text, Yes


class MeasuredBy(StrEnum):
    """Whose measurement decides."""

    PROVIDER = "provider"
    CUSTOMER = "customer"
    THIRD_PARTY = "third_party"
    JOINTLY = "jointly"


class Measurement(Item):
    """How one metric is measured."""

    id: MaybeIdentifier = said("Its id.", Polarity.NEUTRAL)
    metric: OneOrMore[Identifier] = required(
        "Which metrics.", Polarity.READ, Weight.CORE, also="metrics"
    )
    method: MaybeText = said("How, such as synthetic.", Polarity.READ, Weight.CORE)
    measured_by: MaybeText = said("Who or what measures.", Polarity.READ, Weight.CORE)
    tool: MaybeText = said("With which tool.", Polarity.READ)
    test: MaybeProse = said("What is tried.", Polarity.READ, Weight.CORE)
    interval: Said[Interval] | None = said(
        "How often.", Polarity.LOWER, Weight.CORE, also="frequency every"
    )
    only_while: tuple[Prose, ...] | None = said(
        "The circumstances in which it is measured.", Polarity.SUPERSET, Weight.CORE
    )


class Report(Item):
    """A report that is made for somebody."""

    id: Identifier = required("Its id.", Polarity.NEUTRAL)
    name: MaybeText = said("Its name.", Polarity.NEUTRAL, also="title")
    audience: MaybeText = said("For whom.", Polarity.READ, also="recipient recipients to")
    frequency: Said[Often] | None = said("How often.", Polarity.LOWER, also="every interval period")
    on_request: Yes | None = said("Whether it must be asked for.", Polarity.NO)
    due: Said[Due] | None = said(
        "When it is due after the end of its period.", Polarity.LOWER, also="deadline within"
    )
    channel: MaybeText = said(
        "Through which channel.", Polarity.NEUTRAL, names=Named.CHANNEL, also="via"
    )
    contents: tuple[Text, ...] | None = said(
        "What it contains.", Polarity.SUPERSET, names=Named.METRIC, also="content includes metrics"
    )


class Access(Item):
    """Where the customer sees the data for itself."""

    id: Identifier = required("Its id.", Polarity.NEUTRAL)
    text: Prose = required("What can be seen, and where.", Polarity.READ, Weight.CORE)
    url: Address | None = said("Its address.", Polarity.NEUTRAL)


class Monitoring(Item):
    """How promises are tracked."""

    measured_by: Said[MeasuredBy] | None = said(
        "Whose measurement decides.", Polarity.READ, Weight.CORE, also="system_of_record"
    )
    sole_record: Yes | None = said("Whether no other measurement counts.", Polarity.NO, Weight.CORE)
    measurements: Said[tuple[Measurement, ...]] | None = said(
        "How each metric is measured.",
        Polarity.PARTS,
        Weight.CORE,
        key="metric",
        also="measurement tools",
    )
    reports: Said[tuple[Report, ...]] | None = said(
        "Reports.", Polarity.PARTS, Weight.SECONDARY, key="id", also="report reporting"
    )
    status_page: Said[Address] | None = said(
        "The address of the status page.", Polarity.YES, also="statuspage status_url dashboard"
    )
    history: Said[Text] | None = said("How long its history is kept.", Polarity.READ)
    access: Said[tuple[Access, ...]] | None = said(
        "Where the customer sees the data.", Polarity.PARTS, Weight.CORE, key="id"
    )
    audit: Said[Prose] | None = said("The customer's right to check.", Polarity.READ, Weight.CORE)
