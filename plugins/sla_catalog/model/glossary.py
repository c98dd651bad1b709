"""Defined terms: the shared glossary and what a term means in one agreement."""

from enum import StrEnum
from typing import Annotated

from sla_catalog.model.fields import Item, OneOrList, Polarity, Said, Weight, required, said
from sla_catalog.model.quantities import MalformedError
from sla_catalog.model.scalar_types import Address, Identifier, Prose, ScalarType, Text, Yes
from sla_catalog.model.slugs import term_slug


class CaseMatching(StrEnum):
    """Which spellings of a term are found in text."""

    DEFINED = "defined"
    ANY = "any"


def _plural(value: str) -> str:
    if value not in {"auto", "none"}:
        raise MalformedError(f"‘{value}’ is not a rule", "expected auto, none or a list of forms")
    return value


PluralRule = Annotated[str, ScalarType(_plural, "auto or none", "auto", "(auto|none)")]


class Origin(Item):
    """The standard or document from which a definition is taken."""

    title: Text = required("Its title.", Polarity.NEUTRAL)
    url: Address | None = said("Its address.", Polarity.NEUTRAL)


class Term(Item):
    """A term of the shared glossary."""

    id: Identifier = required("Its id; also its anchor.", Polarity.NEUTRAL)
    term: Text = required(
        "The term as it is written in text.", Polarity.NEUTRAL, also="name title word"
    )
    aliases: tuple[Text, ...] | None = said(
        "Other words for it.", Polarity.NEUTRAL, also="alias synonyms"
    )
    plural: OneOrList[PluralRule, Text] | None = said(
        "auto for English plurals, none, or a list of forms.", Polarity.NEUTRAL
    )
    case: CaseMatching | None = said(
        "defined finds the written case and ALL CAPS; any finds every case.", Polarity.NEUTRAL
    )
    definition: Said[Prose] = required(
        "What it means.", Polarity.READ, Weight.CORE, also="description meaning text"
    )
    origin: Origin | None = said("Where the definition is taken from.", Polarity.NEUTRAL)
    see: tuple[Identifier, ...] | None = said("Related terms.", Polarity.NEUTRAL)
    formerly: tuple[Identifier, ...] | None = said("Earlier ids.", Polarity.NEUTRAL)


class Definition(Item):
    """What a term means in one agreement."""

    term: Text = required("The term.", Polarity.NEUTRAL, also="name title word")
    definition: Said[Prose] | None = said(
        "What it means here.", Polarity.READ, Weight.CORE, also="description meaning text"
    )
    overrides: Yes | None = said(
        "Whether it replaces the shared definition on purpose.", Polarity.READ
    )
    aliases: tuple[Text, ...] | None = said(
        "Other words for it here.", Polarity.NEUTRAL, also="alias synonyms"
    )
    origin: Origin | None = said("Where the definition is taken from.", Polarity.NEUTRAL)

    @property
    def slug(self) -> str:
        """Return the id of the term, from which the anchor of the definition is made."""
        return term_slug(self.term)
