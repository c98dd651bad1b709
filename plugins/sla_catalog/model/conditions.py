"""Terms and conditions around the seven steps: payment, liability, law."""

import re
from typing import Annotated, Self

from sla_catalog.frozen import dataclass
from sla_catalog.model.fields import Item, MaybeProse, Polarity, Said, Weight, said
from sla_catalog.model.notations.payments import payment
from sla_catalog.model.notations.suggestions import as_yaml
from sla_catalog.model.quantities import ElapsedTime, MalformedError, quoted
from sla_catalog.model.scalar_types import Currency, Prose, ScalarType, Text


@dataclass(frozen=True, slots=True)
class PaymentTerm:
    """When an invoice is due."""

    within: ElapsedTime

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `30 days after invoice`."""
        match = re.fullmatch(
            r"(?P<days>[0-9]+ days?) after (?:the )?invoice", " ".join(text.split())
        )
        if not match:
            raise MalformedError(
                f"{quoted(text)} is not a term of payment",
                "expected a number of days after invoice",
                payment(text)
                or f"note: {as_yaml(text.strip())}; a term is a number of days, such as 30 days "
                "after invoice",
            )
        return cls(ElapsedTime.parse(match["days"]))

    def __str__(self) -> str:
        return f"{self.within} after invoice"


Payment = Annotated[
    PaymentTerm,
    ScalarType(
        PaymentTerm.parse,
        "a term of payment",
        "30 days after invoice",
        r"[0-9]+ days? after (the )?invoice",
    ),
]


class Conditions(Item):
    """Terms that apply to the whole agreement."""

    payment: Said[Payment] | None = said(
        "When invoices are due.", Polarity.READ, Weight.CORE, also="payment_terms"
    )
    currency: Said[Currency] | None = said("The currency.", Polarity.READ, Weight.CORE)
    fees: Said[Prose] | None = said(
        "What it costs.",
        Polarity.READ,
        Weight.CORE,
        also="fee price prices pricing cost costs charges",
    )
    liability: Said[Prose] | None = said("For what one is liable.", Polarity.READ, Weight.CORE)
    confidentiality: Said[Prose] | None = said("What is kept secret.", Polarity.READ, Weight.CORE)
    force_majeure: Said[Prose] | None = said(
        "What applies when nobody is at fault.", Polarity.READ, Weight.CORE
    )
    governing_law: Said[Text] | None = said(
        "Which law applies.", Polarity.READ, Weight.CORE, also="law applicable_law jurisdiction"
    )
    text: MaybeProse = said("What else applies.", Polarity.READ, Weight.CORE)
