"""What names an agreement and says whose it is, where it is in its life and what it transcribes."""

from enum import StrEnum

from sla_catalog.model.fields import (
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
from sla_catalog.model.scalar_types import (
    Address,
    AgreementId,
    DateOfText,
    Identifier,
    Language,
    Name,
    Text,
    Version,
    Yes,
)


class Kind(StrEnum):
    """What an agreement is, seen from the owner of the catalog (ITIL)."""

    SLA = "sla"
    OLA = "ola"
    UC = "uc"


class Status(StrEnum):
    """Where an agreement is in its life."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    EXPIRED = "expired"
    TERMINATED = "terminated"
    SUPERSEDED = "superseded"


class Classification(StrEnum):
    """Who may see an agreement; each level sees those before it."""

    PUBLIC = "public"
    CUSTOMER = "customer"
    INTERNAL = "internal"
    CONFIDENTIAL = "confidential"


class ReadExtent(StrEnum):
    """How much of a source was read."""

    FULL = "full"
    EXCERPT = "excerpt"
    COPY = "copy"
    SECONDARY = "secondary"


class Source(Record):
    """A published text from which facts are taken."""

    id: Identifier = required("Its id, for `source` of items.", Polarity.NEUTRAL)
    title: MaybeText = said("Its title.", Polarity.NEUTRAL)
    url: Address | None = said("Its address.", Polarity.NEUTRAL)
    path: MaybeText = said("Where in it the text is.", Polarity.NEUTRAL)
    revision: MaybeText = said("Its revision, such as a commit.", Polarity.NEUTRAL)
    date: Said[DateOfText] | None = said(
        "The day of its version, or the month or year if no more is known.", Polarity.NEUTRAL
    )
    retrieved: DateOfText | None = said("The day on which it was read.", Polarity.NEUTRAL)
    read: ReadExtent = required(
        "How much was read: full, excerpt, copy, secondary.", Polarity.NEUTRAL
    )
    note: MaybeProse = said("A remark.", Polarity.NEUTRAL)


class Document(Item):
    """A document that belongs to the agreement."""

    id: Identifier = required("Its id.", Polarity.NEUTRAL)
    title: Text = required("Its title.", Polarity.READ, Weight.CORE)
    agreement: MaybeIdentifier = said("Its id, if it is in this catalog.", Polarity.NEUTRAL)
    url: Address | None = said("Its address.", Polarity.NEUTRAL)
    relation: MaybeText = said("How it relates to this agreement.", Polarity.READ, Weight.CORE)
    ranked: Yes | None = said(
        "Whether it has a place in the order of precedence; left out, it has one where the list "
        "holds several.",
        Polarity.READ,
        Weight.CORE,
        also="precedence rank",
    )


class Header(Item):
    """The fields with which an agreement begins, before what the parties promise."""

    id: AgreementId = required(
        "Its id: the stem of its file's name.", Polarity.NEUTRAL, also="identifier slug"
    )
    kind: Kind = required(
        "sla, ola or uc.",
        Polarity.READ,
        Weight.CORE,
        also="type sla_type agreement_type contract_type",
    )
    title: Text = required(
        "Its title.", Polarity.NEUTRAL, Weight.ADMIN, also="name agreement_name agreement_title"
    )
    reference: MaybeText = said(
        "The number by which people know it.",
        Polarity.NEUTRAL,
        Weight.ADMIN,
        also="number ref sla_number sla_id agreement_number contract_number document_number",
    )
    version: Said[Version] | None = said(
        "Its version.", Polarity.NEUTRAL, Weight.ADMIN, also="revision rev edition version_number"
    )
    status: Status | None = said(
        "Where it is in its life cycle.", Polarity.READ, Weight.CORE, also="state stage"
    )
    status_note: MaybeProse = said("What explains the status.", Polarity.READ)
    classification: Classification | None = said(
        "Who may see it: public, customer, internal, confidential.",
        Polarity.READ,
        also="confidentiality visibility sensitivity access_level",
    )
    owner: Text = required(
        "Who looks after it: a party.",
        Polarity.NEUTRAL,
        Weight.ADMIN,
        also="owned_by responsible service_owner document_owner maintainer author",
    )
    language: Language | None = said(
        "Its language, such as en.", Polarity.NEUTRAL, Weight.ADMIN, also="lang locale"
    )
    summary: MaybeProse = said(
        "What it is about, in a sentence.",
        Polarity.READ,
        Weight.ADMIN,
        also="description purpose overview abstract about introduction",
    )
    tags: tuple[Name, ...] | None = said(
        "Words to find it by.", Polarity.NEUTRAL, Weight.ADMIN, also="labels keywords categories"
    )
    sources: tuple[Source, ...] | None = said(
        "Published texts it transcribes.",
        Polarity.NEUTRAL,
        Weight.ADMIN,
        key="id",
        also="references source_documents",
    )
    prevails: Document | None = said(
        "The signed document that prevails over this copy.",
        Polarity.READ,
        Weight.CORE,
        also="signed_document original original_document authoritative",
    )
    supersedes: OneOrMore[Identifier] | None = said(
        "Agreements it replaces.", Polarity.READ, also="replaces predecessor"
    )
    superseded_by: Said[Text] | None = said(
        "What replaces it: an agreement's id or an address.",
        Polarity.READ,
        also="replaced_by successor",
    )
    formerly: tuple[Identifier, ...] | None = said(
        "Earlier ids.",
        Polarity.NEUTRAL,
        Weight.ADMIN,
        also="former_id former_ids old_id old_ids previous_ids redirect_from",
    )
    binding: MaybeProse = said(
        "Whether and how it binds, where that is not plain.", Polarity.READ, Weight.CORE
    )
