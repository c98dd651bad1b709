"""Step 1, core services: what is provided, to whom, with which limits, hours and support."""

from enum import StrEnum

from sla_catalog.model.calendars import Hours
from sla_catalog.model.fields import (
    Item,
    MaybeAbsent,
    MaybeIdentifier,
    MaybeProse,
    MaybeText,
    OneOrList,
    Polarity,
    Said,
    Weight,
    required,
    said,
)
from sla_catalog.model.quantity_types import Amount, Due, HoursOfWeek, Period
from sla_catalog.model.scalar_types import Count, Identifier, Language, Name, Prose, Text, Yes


class Lifecycle(StrEnum):
    """Where a service is in its life."""

    PLANNED = "planned"
    BETA = "beta"
    LIVE = "live"
    LEGACY = "legacy"
    WITHDRAWN = "withdrawn"


class Delivery(Item):
    """Something that is handed over, how and by when."""

    id: Identifier = required("Its id.", Polarity.NEUTRAL)
    deliverable: Text = required(
        "What is delivered.", Polarity.READ, Weight.CORE, also="name what text"
    )
    method: MaybeText = said("How it is delivered.", Polarity.READ)
    due: Said[Due] | None = said(
        "By when.", Polarity.LOWER, Weight.CORE, also="within deadline lead_time"
    )


class Service(Item):
    """A service that the agreement covers."""

    id: Identifier = required("Its id.", Polarity.NEUTRAL)
    name: Text = required("Its name.", Polarity.NEUTRAL, also="title service")
    description: MaybeProse = said("What it is.", Polarity.READ, also="summary text")
    in_scope: Said[tuple[Text, ...]] | None = said(
        "What belongs to it.",
        Polarity.SUPERSET,
        Weight.CORE,
        also="scope included includes inclusions covers",
    )
    out_of_scope: Said[tuple[Text, ...]] | None = said(
        "What does not belong to it.",
        Polarity.SUBSET,
        Weight.CORE,
        also="excluded excludes exclusions not_included",
    )
    eligibility: Said[tuple[Prose, ...]] | None = said(
        "What must be true for the promises to apply.",
        Polarity.SUBSET,
        Weight.CORE,
        also="requirements prerequisites",
    )
    delivery: Said[tuple[Delivery, ...]] | None = said(
        "What is handed over, how and by when.",
        Polarity.PARTS,
        Weight.CORE,
        key="id",
        also="deliverables",
    )
    environments: Said[tuple[Text, ...]] | None = said(
        "Where it runs, such as production.", Polarity.SUPERSET, Weight.CORE, also="environment"
    )
    regions: Said[tuple[Text, ...]] | None = said(
        "In which regions.", Polarity.SUPERSET, Weight.CORE, also="region locations location"
    )
    lifecycle: Lifecycle | None = said(
        "Where it is in its life cycle.", Polarity.READ, also="status state stage"
    )
    passed_through_from: MaybeIdentifier = said(
        "The party of this agreement whose service is passed on.", Polarity.READ
    )


class Limit(MaybeAbsent):
    """A bound within which the service is used or promised."""

    promised_by = ("at_most", "at_least")

    id: Identifier = required("Its id.", Polarity.NEUTRAL)
    text: Prose = required("What is limited.", Polarity.READ, Weight.CORE, also="name description")
    at_most: Said[Amount] | None = said(
        "The most that the customer may use.",
        Polarity.HIGHER,
        Weight.CORE,
        also="max maximum limit value",
    )
    at_least: Said[Amount] | None = said(
        "The least that there must be.", Polarity.LOWER, Weight.CORE, also="min minimum"
    )
    per: MaybeText = said("For which unit the limit counts.", Polarity.READ, Weight.CORE)
    window: Period | None = said("Over which period it counts.", Polarity.READ, Weight.CORE)


class SupportHours(Item):
    """Hours of support for some cases."""

    hours: HoursOfWeek = required("The hours.", Polarity.SUPERSET, Weight.CORE)
    on_request: Yes | None = said(
        "Whether these hours must be asked for.", Polarity.NO, Weight.CORE
    )

    @property
    def derived_id(self) -> str:
        """Return an id made of `when`."""
        return self.applies_to or "all"


class ChannelType(StrEnum):
    """A way to get in touch."""

    PHONE = "phone"
    EMAIL = "email"
    PORTAL = "portal"
    CHAT = "chat"
    STATUS_PAGE = "status_page"
    MEETING = "meeting"
    POST = "post"
    OTHER = "other"


class Channel(Item):
    """A channel through which support is reached."""

    id: Identifier = required("Its id.", Polarity.NEUTRAL)
    type: ChannelType = required("What kind of channel it is.", Polarity.READ, also="kind channel")
    name: MaybeText = said("Its name.", Polarity.NEUTRAL)
    address: Said[Text] | None = said(
        "Where it is reached.", Polarity.NEUTRAL, also="email phone url number link contact value"
    )
    severities: tuple[Name, ...] | None = said(
        "For which severities it is meant.", Polarity.SUPERSET, also="severity priorities priority"
    )
    hours: Said[HoursOfWeek] | None = said("When it answers.", Polarity.SUPERSET, Weight.CORE)
    purpose: MaybeText = said("What it is for.", Polarity.READ)
    preferred: Yes | None = said("Whether it is the one to use first.", Polarity.NEUTRAL)
    accepted: Yes | None = said("Whether requests through it count.", Polarity.YES)


class Support(Item):
    """Who helps, when and through which channels."""

    hours: Said[OneOrList[HoursOfWeek, SupportHours]] | None = said(
        "Support hours: one value, or a list for different cases.",
        Polarity.SUPERSET,
        Weight.CORE,
        key="derived_id",
        also="support_hours support_times times",
    )
    languages: Said[tuple[Language, ...]] | None = said(
        "Languages, as tags such as en.",
        Polarity.SUPERSET,
        Weight.CORE,
        also="language support_languages",
    )
    channels: Said[tuple[Channel, ...]] | None = said(
        "Channels.",
        Polarity.PARTS,
        Weight.CORE,
        key="id",
        also="channel support_channels contacts contact",
    )
    cases: Said[Count] | None = said("How many cases may be open.", Polarity.HIGHER, Weight.CORE)

    def hours_by_case(self) -> tuple[SupportHours, ...]:
        """Return the support hours as a list, also where one value holds for all cases."""
        if isinstance(self.hours, Hours):
            return (SupportHours.model_construct(hours=self.hours, when=None),)
        return self.hours if isinstance(self.hours, tuple) else ()
