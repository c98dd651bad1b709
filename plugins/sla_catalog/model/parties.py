"""Who agrees: parties, their contacts, who signs."""

from datetime import date
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
from sla_catalog.model.scalar_types import Address, Day, Identifier, MailAddress, Text


class PartyKind(StrEnum):
    """What a party is to the owner of the catalog."""

    TEAM = "team"
    CUSTOMER = "customer"
    SUPPLIER = "supplier"


class Role(StrEnum):
    """What a party does in an agreement."""

    PROVIDER = "provider"
    CUSTOMER = "customer"
    SUPPLIER = "supplier"
    SUBCONTRACTOR = "subcontractor"
    RESELLER = "reseller"
    BENEFICIARY = "beneficiary"
    AUDITOR = "auditor"


class Contact(Item):
    """A way to reach somebody; a role, not a person."""

    id: MaybeIdentifier = said("The id by which others name it.", Polarity.NEUTRAL)
    role: Text = required(
        "Who answers.", Polarity.NEUTRAL, Weight.ADMIN, also="name title function position"
    )
    email: MailAddress | None = said(
        "An e-mail address.", Polarity.NEUTRAL, Weight.ADMIN, also="mail e_mail"
    )
    phone: MaybeText = said(
        "A telephone number.", Polarity.NEUTRAL, Weight.ADMIN, also="tel telephone mobile"
    )
    url: Address | None = said(
        "A web address.", Polarity.NEUTRAL, Weight.ADMIN, also="website web link"
    )


class Party(Item):
    """A team, a customer or a supplier, as `parties.yaml` lists it."""

    id: Identifier = required("The id by which agreements name it.", Polarity.NEUTRAL)
    name: Text = required("Its name.", Polarity.READ, Weight.CORE, also="title")
    kind: PartyKind = required("What it is to us.", Polarity.NEUTRAL, Weight.ADMIN, also="type")
    description: MaybeProse = said("What it does.", Polarity.READ, Weight.ADMIN)
    url: Address | None = said("Its web address.", Polarity.NEUTRAL, Weight.ADMIN)
    contacts: tuple[Contact, ...] | None = said(
        "How to reach it.", Polarity.PARTS, Weight.ADMIN, key="role", also="contact"
    )


class PartyInAgreement(Item):
    """One or more parties in a role."""

    id: Identifier = required("The id by which this agreement names it.", Polarity.NEUTRAL)
    role: Role = required("What it does here.", Polarity.READ, Weight.CORE, also="type kind")
    party: OneOrMore[Text] = required(
        "The ids of parties, or plain names.",
        Polarity.READ,
        Weight.CORE,
        also="name organisation organization company",
    )
    per: MaybeText = said(
        "The unit that makes an agreement of its own, such as an account.", Polarity.READ
    )


class Signatory(Item):
    """Who signs for a party."""

    party: Identifier = required("The id of a party in this agreement.", Polarity.READ)
    name: MaybeText = said(
        "Who signs: a role or a name.", Polarity.READ, also="signatory signer role"
    )
    signed: Said[Day] | None = said(
        "The day of the signature.", Polarity.READ, also="date signed_on"
    )

    @property
    def signed_on(self) -> date | None:
        """Return the day of the signature, if there is one."""
        return self.signed if isinstance(self.signed, date) else None
