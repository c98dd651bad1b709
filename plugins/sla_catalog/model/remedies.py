"""Step 5, penalties and remedies: credits, claims, caps, rights and disputes."""

from enum import StrEnum

from sla_catalog.model.credit_amounts import Edge, Given, Most
from sla_catalog.model.fields import (
    Absence,
    Item,
    MaybeAbsent,
    MaybeProse,
    MaybeText,
    OneOrMore,
    Polarity,
    Said,
    Weight,
    id_part,
    required,
    said,
)
from sla_catalog.model.measurement import Example
from sla_catalog.model.metrics import Commitment
from sla_catalog.model.naming import Named
from sla_catalog.model.quantities import (
    MalformedError,
)
from sla_catalog.model.quantity_types import Amount, BreachTrigger, Due, Period, Time
from sla_catalog.model.scalar_types import Identifier, Prose, Text, Yes

SERVICE = "service"


class PartialStep(StrEnum):
    """Whether a step that is only begun counts."""

    COUNTS = "counts"
    DOES_NOT_COUNT = "does_not_count"


class Tier(Item):
    """One step of a schedule. `above` is >, `from` is >=, `below` is <, `to` is <=."""

    above: Edge | None = said(
        "Above this value.", Polarity.READ, Weight.CORE, also="over more_than"
    )
    from_: Edge | None = said(
        "From this value on, itself included.",
        Polarity.READ,
        Weight.CORE,
        alias="from",
        also="at_least min",
    )
    below: Edge | None = said(
        "Below this value.", Polarity.READ, Weight.CORE, also="under less_than"
    )
    to: Edge | None = said(
        "Up to this value, itself included.", Polarity.READ, Weight.CORE, also="at_most max"
    )
    each: Amount | None = said(
        "The step by which the credit grows beyond the edge.",
        Polarity.READ,
        Weight.CORE,
        also="every step per",
    )
    part: PartialStep | None = said("Whether a step begun counts.", Polarity.READ, Weight.CORE)
    first: Given | None = said(
        "What the first step gives, due as soon as the edge is passed; `credit` is what each "
        "further step adds.",
        Polarity.HIGHER,
        Weight.CORE,
        also="initial first_payment first_step",
        example="30 EUR",
    )
    credit: Said[Given] = required(
        "What is given back.",
        Polarity.HIGHER,
        Weight.CORE,
        also="amount refund penalty percentage percent",
    )

    @property
    def derived_id(self) -> str:
        """Return an id made of the edges and of `when`, such as `below-99-0`."""
        edges = (
            ("above", self.above),
            ("from", self.from_),
            ("below", self.below),
            ("to", self.to),
        )
        named = (f"{name}-{id_part(str(edge))}" for name, edge in edges if edge)
        step = f"each-{id_part(str(self.each))}" if self.each else ""
        return "-".join(part for part in (*named, step, self.applies_to) if part)

    def check(self) -> None:
        """Refuse a tier without an edge or with two on one side, and a first amount alone."""
        lower = [e for e in (self.above, self.from_) if e]
        upper = [e for e in (self.below, self.to) if e]
        if not lower and not upper:
            raise MalformedError(
                "the tier names no value", "expected below, above, from or to", "below: target"
            )
        if len(lower) > 1 or len(upper) > 1:
            raise MalformedError(
                "the tier names one side twice", "expected one of above and from, one of below, to"
            )
        if self.first is not None and self.each is None:
            raise MalformedError(
                "first is given without steps", "expected each beside it", "each: 1 h"
            )


class TiersCombine(StrEnum):
    """What several tiers that one value reaches give together."""

    REPLACE = "replace"
    ADD = "add"


class CreditsCombine(StrEnum):
    """Which of several credits that are due for one event or period count."""

    ADD = "add"
    HIGHEST = "highest"
    FIRST = "first"
    CHOICE = "choice"


class Mode(StrEnum):
    """How a credit comes about."""

    AUTOMATIC = "automatic"
    ON_CLAIM = "on_claim"
    DISCRETIONARY = "discretionary"


class ClaimDeadline(Item):
    """A further deadline with a starting event of its own."""

    within: Said[Due] = required("How long.", Polarity.HIGHER, Weight.CORE)
    after: MaybeText = said("After what.", Polarity.READ, Weight.CORE)
    of: MaybeText = said("What is due by then.", Polarity.READ, Weight.CORE)


class Claim(Item):
    """How a credit is claimed."""

    mode: Mode | None = said("Automatic, on claim or at discretion.", Polarity.ORDER, Weight.CORE)
    within: Said[Due] | None = said(
        "How long one may claim.", Polarity.HIGHER, Weight.CORE, also="deadline period claim_period"
    )
    after: MaybeText = said("From which event on.", Polarity.READ, Weight.CORE)
    until: MaybeProse = said(
        "Until when, where it is the end of a period.", Polarity.READ, Weight.CORE
    )
    deadlines: tuple[ClaimDeadline, ...] | None = said(
        "Further deadlines with other starting events.", Polarity.PARTS, Weight.CORE, key="of"
    )
    via: OneOrMore[Text] | None = said(
        "The id of a channel, or how.", Polarity.NEUTRAL, names=Named.CHANNEL, also="channel"
    )
    requires: Said[tuple[Prose, ...]] | None = said(
        "What a claim must contain or meet.", Polarity.SUBSET, Weight.CORE
    )


class PaidAs(Item):
    """How a credit is paid and when it is lost."""

    form: MaybeText = said("As what.", Polarity.READ, Weight.CORE)
    usable_for: MaybeText = said("For what it can be used.", Polarity.READ, Weight.CORE)
    cash: Yes | None = said("Whether it can be had in money.", Polarity.YES, Weight.CORE)
    within: Said[Due] | None = said("How soon.", Polarity.LOWER, Weight.CORE)
    after: MaybeText = said("After what.", Polarity.READ, Weight.CORE)
    expires: Said[Due] | None = said("When it expires.", Polarity.HIGHER, Weight.CORE)
    lost_when: MaybeProse = said("When it is lost.", Polarity.READ, Weight.CORE)
    refunded_when: MaybeProse = said("When it is refunded.", Polarity.READ, Weight.CORE)
    requires: tuple[Prose, ...] | None = said(
        "What must be true for it to be paid.", Polarity.SUBSET, Weight.CORE
    )


class Cap(Item):
    """The most that is given back in a period."""

    at_most: Said[Most] = required(
        "The most.", Polarity.HIGHER, Weight.CORE, also="max maximum limit amount"
    )
    of: MaybeText = said("Of what.", Polarity.READ, Weight.CORE)
    per: Period | None = said("In which period.", Polarity.READ, Weight.CORE)

    @classmethod
    def prepared(cls, value: object) -> object:
        """Read `12 days of service`, as credits are written, as 12 days, of the service."""
        said = super().prepared(value)
        most = said.get("at_most") if isinstance(said, dict) else None
        if not isinstance(said, dict) or not isinstance(most, str):
            return said
        length, apart, _ = most.partition(f" of {SERVICE}")
        return {"of": SERVICE, **said, "at_most": length} if apart else said

    @property
    def derived_id(self) -> str:
        """Return an id made of the amount, what it is taken of and the period."""
        most = "absent" if isinstance(self.at_most, Absence) else id_part(str(self.at_most))
        parts = (most, id_part(self.of or ""), id_part(str(self.per or "")), self.applies_to)
        return "-".join(part for part in parts if part)


class Terms(MaybeAbsent):
    """What holds for all credits, and what one credit can restate."""

    base: Said[Text] | None = said(
        "Of what a share is taken.", Polarity.READ, Weight.CORE, also="of based_on credit_base"
    )
    base_excludes: tuple[Text, ...] | None = said(
        "What does not belong to the base.", Polarity.SUBSET, Weight.CORE
    )
    claim: Said[Claim] | None = said(
        "How it is claimed.", Polarity.PARTS, Weight.CORE, also="claims"
    )
    paid_as: Said[PaidAs] | None = said("How it is paid.", Polarity.PARTS, Weight.CORE)
    caps: Said[tuple[Cap, ...]] | None = said(
        "The most there is.", Polarity.PARTS, Weight.CORE, key="derived_id", also="cap maximum max"
    )
    floor: Said[Given] | None = said("The least that is paid out.", Polarity.LOWER, Weight.CORE)
    commitment: Commitment | None = said("How binding it is.", Polarity.ORDER, Weight.CORE)
    cumulation: MaybeProse = said("How credits add up.", Polarity.READ, Weight.CORE)


class Credit(Terms):
    """What is given back when a promise is missed."""

    promised_by = ("credit", "tiers")

    id: Identifier = required("Its id.", Polarity.NEUTRAL)
    name: MaybeText = said("Its name.", Polarity.NEUTRAL)
    metrics: tuple[Identifier, ...] = required(
        "Which metrics it applies to.", Polarity.SUPERSET, Weight.CORE, also="metric"
    )
    credit: Said[Given] | None = said(
        "What is given back for any miss.",
        Polarity.HIGHER,
        Weight.CORE,
        also="amount percentage rate value",
    )
    per: MaybeText = said(
        "For what it is given each time, such as day or event.", Polarity.READ, Weight.CORE
    )
    tiers: tuple[Tier, ...] | None = said(
        "What is given back from which value on.",
        Polarity.PARTS,
        Weight.CORE,
        key="derived_id",
        also="schedule bands levels steps",
    )
    tiers_combine: TiersCombine | None = said(
        "Whether a tier replaces the ones before it or adds to them; `replace` unless stated.",
        Polarity.READ,
        Weight.CORE,
        also="combine tier_mode tiers_mode",
    )
    split: MaybeProse = said("How it is divided.", Polarity.READ, Weight.CORE)
    not_with: tuple[Identifier, ...] | None = said(
        "Credits that cannot be claimed beside it.", Polarity.SUBSET, Weight.CORE
    )
    examples: tuple[Example, ...] | None = said(
        "Examples that the source prints.", Polarity.READ, key="text"
    )

    def check(self) -> None:
        """Refuse a credit beside tiers, and a way to combine tiers without them."""
        super().check()
        if self.credit is not None and self.tiers is not None:
            raise MalformedError(
                "credit and tiers are given together",
                "expected one of them",
                "`tiers`, with a credit for each",
            )
        if self.tiers_combine is not None and self.tiers is None:
            raise MalformedError(
                "tiers_combine is given without tiers",
                "expected tiers beside it",
                "leave out `tiers_combine`, or write `tiers` beside it",
            )


class RightType(StrEnum):
    """What a party may do, or must do, beyond a credit."""

    TERMINATION = "termination"
    REFUND = "refund"
    EXTENSION = "extension"
    WORK_AT_NO_COST = "work_at_no_cost"
    IMPROVEMENT_PLAN = "improvement_plan"
    SUSPENSION = "suspension"
    EXPLANATION = "explanation"
    REASSIGNMENT = "reassignment"
    BONUS = "bonus"


class Right(MaybeAbsent):
    """A consequence other than a credit."""

    id: Identifier = required("Its id.", Polarity.NEUTRAL)
    type: RightType = required("What it is.", Polarity.READ, Weight.CORE, also="kind right")
    metrics: tuple[Identifier, ...] | None = said(
        "Which metrics it applies to.", Polarity.SUPERSET, Weight.CORE, also="metric"
    )
    text: MaybeProse = said("What it means.", Polarity.READ, Weight.CORE, also="description")
    trigger: Said[BreachTrigger] | None = said(
        "How many breaches it takes.", Polarity.LOWER, Weight.CORE, also="condition after"
    )
    provided: MaybeProse = said("What must also be true.", Polarity.READ, Weight.CORE)
    within: Said[Due] | None = said("How soon.", Polarity.LOWER, Weight.CORE)
    notice: Said[Time] | None = said("With which notice.", Polarity.LOWER, Weight.CORE)
    refund: MaybeProse = said("What is paid back.", Polarity.READ, Weight.CORE)
    via: MaybeText = said("The id of a channel, or how.", Polarity.NEUTRAL, names=Named.CHANNEL)


class Remedies(Terms):
    """What follows when a promise is missed; terms here apply to credits without their own."""

    sole_remedy: Said[Yes] | None = said(
        "Whether credits are the only remedy.",
        Polarity.NO,
        Weight.CORE,
        also="sole exclusive exclusive_remedy only_remedy",
    )
    credits_combine: CreditsCombine | None = said(
        "Which of several credits due for one event or period count: all (`add`), the `highest`, "
        "the `first` in the list, or one of the customer's `choice`.",
        Polarity.READ,
        Weight.CORE,
        also="combine stacking credits_mode",
    )
    credits: Said[tuple[Credit, ...]] | None = said(
        "Credits.",
        Polarity.PARTS,
        Weight.CORE,
        key="id",
        also="credit service_credits penalties credit_schedule",
    )
    rights: Said[tuple[Right, ...]] | None = said(
        "Consequences other than credits.", Polarity.PARTS, Weight.CORE, key="id", also="right"
    )


class Dispute(Item):
    """A way to settle a dispute, in order."""

    id: Identifier = required("Its id.", Polarity.NEUTRAL)
    method: Text = required("How.", Polarity.READ, Weight.CORE)
    within: Said[Due] | None = said("In which time.", Polarity.LOWER)
    place: MaybeText = said("Where.", Polarity.READ, Weight.CORE)
    text: MaybeProse = said("What else applies.", Polarity.READ, Weight.CORE, also="description")
