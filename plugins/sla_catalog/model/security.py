"""Step 6, security and compliance: controls, data protection, certificates, regulation."""

from datetime import date
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
from sla_catalog.model.naming import Named
from sla_catalog.model.quantity_types import Interval, Time
from sla_catalog.model.scalar_types import Day, Identifier, Prose, Text


class Control(Item):
    """A measure that protects."""

    id: Identifier = required("Its id.", Polarity.NEUTRAL)
    text: Prose = required("What is done.", Polarity.READ, Weight.CORE, also="description name")


class ProcessingRole(StrEnum):
    """What the provider is in data-protection law."""

    PROCESSOR = "processor"
    CONTROLLER = "controller"
    JOINT_CONTROLLER = "joint_controller"
    NONE = "no_personal_data"


class DataProtection(Item):
    """How personal data are handled."""

    role: Said[ProcessingRole] | None = said(
        "What the provider is in law.", Polarity.READ, Weight.CORE
    )
    locations: Said[tuple[Text, ...]] | None = said(
        "Where data are.", Polarity.READ, Weight.CORE, also="location regions region"
    )
    breach_notice: Said[Time] | None = said(
        "How soon a breach is announced.", Polarity.LOWER, Weight.CORE, also="breach_notification"
    )
    retention: Said[Time] | None = said("How long data are kept.", Polarity.READ, Weight.CORE)
    deleted_after_end: Said[Time] | None = said(
        "How soon data are deleted after the end.", Polarity.LOWER, Weight.CORE
    )
    subprocessors: Said[tuple[Text, ...]] | None = said(
        "Who else handles data.", Polarity.READ, Weight.CORE, also="subprocessor"
    )
    text: MaybeProse = said("What else applies.", Polarity.READ, Weight.CORE)


class Certification(Item):
    """A certificate and how long it is valid."""

    name: Text = required("Its name.", Polarity.NEUTRAL, also="title standard")
    valid_until: Said[Day] | None = said(
        "The last day on which it is valid.", Polarity.HIGHER, also="expires valid_to"
    )
    scope: MaybeText = said("What it covers.", Polarity.READ)

    @property
    def last_day(self) -> date | None:
        """Return the last day on which it holds, if one is stated."""
        return self.valid_until if isinstance(self.valid_until, date) else None


class Regulation(Item):
    """A law or framework and what in this agreement satisfies it."""

    framework: Text = required(
        "Its name.", Polarity.NEUTRAL, Weight.CORE, also="name regulation standard law"
    )
    article: MaybeText = said("Which part of it.", Polarity.NEUTRAL)
    satisfied_by: tuple[Text, ...] | None = said(
        "Parts of this agreement: `security.data_protection`, or the id of a control.",
        Polarity.SUPERSET,
    )
    text: MaybeProse = said("What else applies.", Polarity.READ)


class Audit(Item):
    """A check of the provider."""

    id: Identifier = required("Its id.", Polarity.NEUTRAL)
    text: Prose = required("What is checked.", Polarity.READ, Weight.CORE)
    every: Said[Interval] | None = said("How often.", Polarity.LOWER, Weight.CORE)


class IncidentNotice(Item):
    """How soon a security incident is announced, and to whom."""

    within: Said[Time] | None = said("How soon.", Polarity.LOWER, Weight.CORE)
    via: MaybeText = said("The id of a channel, or how.", Polarity.NEUTRAL, names=Named.CHANNEL)
    text: MaybeProse = said("What else applies.", Polarity.READ, Weight.CORE)


class Security(Item):
    """How the service is protected and with which law it complies."""

    data_protection: Said[DataProtection] | None = said(
        "Personal data.", Polarity.PARTS, Weight.CORE, also="privacy gdpr data"
    )
    controls: Said[tuple[Control, ...]] | None = said(
        "Measures that protect.", Polarity.SUPERSET, Weight.CORE, key="id", also="control measures"
    )
    incident_notice: Said[IncidentNotice] | None = said(
        "Notice of security incidents.",
        Polarity.PARTS,
        Weight.CORE,
        also="breach_notice incident_notification",
    )
    certifications: Said[tuple[Certification, ...]] | None = said(
        "Certificates.",
        Polarity.SUPERSET,
        Weight.SECONDARY,
        key="name",
        also="certification certificates",
    )
    regulations: Said[tuple[Regulation, ...]] | None = said(
        "Laws and frameworks.",
        Polarity.SUPERSET,
        Weight.SECONDARY,
        key="framework",
        also="regulation regulatory laws standards",
    )
    audits: Said[tuple[Audit, ...]] | None = said(
        "Checks of the provider.", Polarity.SUPERSET, Weight.SECONDARY, key="id", also="audit"
    )
