"""Step 7, review and update, and how long an agreement holds."""

from datetime import date
from enum import StrEnum

from sla_catalog.model.fields import (
    Item,
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
from sla_catalog.model.quantity_types import Interval, Length, Time
from sla_catalog.model.scalar_types import DateOfText, Day, Prose, Text, Timezone, Version


class Duration(Item):
    """When the agreement starts and ends.

    `ends` is the last day covered. `initial` is a length from the effective date instead.
    """

    effective: Said[Day] | None = said(
        "The first day covered.",
        Polarity.READ,
        Weight.CORE,
        also="effective_date effective_from start start_date starts begin begins from since "
        "valid_from in_force_from commencement",
    )
    ends: Said[Day] | None = said(
        "The last day covered.",
        Polarity.HIGHER,
        Weight.CORE,
        also="end end_date expires expiry expiry_date expiration expiration_date valid_to "
        "valid_until until to",
    )
    initial: Length | None = said(
        "How long the first term lasts.",
        Polarity.HIGHER,
        Weight.CORE,
        also="initial_term minimum_term length",
    )
    timezone: Timezone | None = said(
        "The time zone of its days and hours.", Polarity.READ, Weight.CORE, also="time_zone tz zone"
    )

    @property
    def first_day(self) -> date | None:
        """Return the first day covered, if it is stated."""
        return self.effective if isinstance(self.effective, date) else None

    @property
    def last_day(self) -> date | None:
        """Return the last day covered, if it is stated as a day."""
        return self.ends if isinstance(self.ends, date) else None


class RenewalType(StrEnum):
    """How an agreement goes on."""

    TACIT = "tacit"
    EXPRESS = "express"
    EVERGREEN = "evergreen"


class Renewal(Item):
    """How the agreement continues after its term."""

    type: RenewalType = required(
        "Automatically, or only if both sides agree.", Polarity.READ, Weight.CORE, also="kind"
    )
    for_: Length | None = said(
        "For how long.",
        Polarity.READ,
        Weight.CORE,
        alias="for",
        also="period term duration length extension",
    )
    notice: Said[Length] | None = said(
        "How long before the end notice is given.", Polarity.READ, Weight.CORE, also="notice_period"
    )
    text: MaybeProse = said("What else applies.", Polarity.READ)


class Review(Item):
    """How often, and when next, the agreement is looked at."""

    every: Said[Interval] | None = said(
        "How often.",
        Polarity.LOWER,
        also="frequency interval cycle review_cycle review_interval period",
    )
    last: Said[Day] | None = said(
        "When last.", Polarity.NEUTRAL, also="last_review last_reviewed previous"
    )
    next: Said[Day] | None = said(
        "When next.", Polarity.READ, also="next_review next_review_date review_date due date"
    )
    meeting: MaybeText = said("The meeting in which it is done.", Polarity.NEUTRAL)
    by: OneOrMore[Text] | None = said(
        "Who does it.",
        Polarity.READ,
        names=Named.PARTY,
        also="reviewer reviewers reviewed_by participants",
    )
    text: MaybeProse = said("What else applies.", Polarity.READ)

    @property
    def next_day(self) -> date | None:
        """Return the day of the next review, if it is stated."""
        return self.next if isinstance(self.next, date) else None


class Amendment(Item):
    """How the agreement is changed."""

    approved_by: OneOrMore[Text] | None = said(
        "Who must agree.",
        Polarity.SUPERSET,
        Weight.CORE,
        names=Named.PARTY,
        also="approvals approvers",
    )
    by: MaybeText = said("Who may change it alone.", Polarity.READ, Weight.CORE, names=Named.PARTY)
    notice: Said[Time] | None = said(
        "How long before.", Polarity.HIGHER, Weight.CORE, also="notice_period"
    )
    takes_effect: MaybeProse = said("When a change takes effect.", Polarity.READ, Weight.CORE)
    text: MaybeProse = said("What else applies.", Polarity.READ, Weight.CORE)


class Revision(Item):
    """What a version changed."""

    version: Version = required("The version.", Polarity.NEUTRAL, Weight.ADMIN)
    date: Said[DateOfText] | None = said(
        "Its day, or the month or year if no more is known.",
        Polarity.NEUTRAL,
        Weight.ADMIN,
        also="day on",
    )
    summary: Prose = required(
        "What it changed.", Polarity.NEUTRAL, Weight.ADMIN, also="changes change description text"
    )
    approved_by: OneOrMore[Text] | None = said(
        "Who approved it.",
        Polarity.READ,
        Weight.ADMIN,
        names=Named.PARTY,
        also="approver approvers",
    )


class Termination(Item):
    """How the agreement is ended."""

    notice: Said[Time] | None = said(
        "With which notice.",
        Polarity.READ,
        Weight.CORE,
        also="notice_period termination_notice period",
    )
    cure: Said[Time] | None = said(
        "How long a breach can be put right first.", Polarity.READ, Weight.CORE, also="cure_period"
    )
    transition: Said[Time] | None = said(
        "How long the provider helps afterwards.",
        Polarity.HIGHER,
        Weight.CORE,
        also="exit_plan transition_period",
    )
    text: MaybeProse = said("What else applies.", Polarity.READ, Weight.CORE)
