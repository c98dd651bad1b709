"""What a credit gives, and the edges between which it gives that."""

from __future__ import annotations

import re
from typing import Annotated, Self

from sla_catalog.frozen import dataclass
from sla_catalog.model.notations.edges import edges
from sla_catalog.model.notations.remedies import caps, credit
from sla_catalog.model.quantities import (
    NUMBER,
    AmbiguousNumberError,
    ElapsedTime,
    MalformedError,
    Money,
    Percentage,
    PlainQuantity,
    Quantity,
    TimeUnit,
    parse_quantity,
    plain,
    quoted,
)
from sla_catalog.model.scalar_types import ScalarType


@dataclass(frozen=True, slots=True)
class CreditAmount:
    """How much is given back: a share, service time, money, or multiples of the outage's price.

    `amount` is a percentage of the base, a length of free service or money; `times` is set
    instead where the price of the outage is multiplied.
    """

    amount: Percentage | ElapsedTime | Money | None = None
    times: Quantity | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `10 %`, `5 days of service`, `25 EUR`, `2 times the price of the outage`."""
        words = " ".join(text.split())
        service = re.fullmatch(rf"(?P<length>{NUMBER} (?:h|hours?|days?|weeks?)) of service", words)
        if service:
            return cls(ElapsedTime.parse(service["length"]))
        times = re.fullmatch(rf"(?P<n>{NUMBER}) times the price of the outage", words)
        if times:
            return cls(times=parse_quantity(times["n"]))
        try:
            amount: Quantity | None = parse_quantity(words)
        except AmbiguousNumberError:
            readings = [one.value for one in credit(text) if not one.beside]
            if len(readings) > 1:  # a currency by its name has its code there
                raise AmbiguousNumberError(text, readings) from None
            raise
        except MalformedError:
            amount = None
        if isinstance(amount, Percentage | Money):
            return cls(amount)
        raise _malformed_credit(words)

    @property
    def is_service(self) -> bool:
        """Tell whether a length of free service is given."""
        return isinstance(self.amount, ElapsedTime) and self.amount.unit is not TimeUnit.MONTH

    @property
    def unit(self) -> str:
        """Name the form: `%`, a currency, `service` or `times`."""
        match self.amount:
            case None:
                return "times"
            case Money(currency=currency):
                return currency
            case Percentage():
                return "%"
        return "service"

    def __str__(self) -> str:
        if self.times is not None:
            return f"{plain(self.times.number)} times the price of the outage"
        return f"{self.amount} of service" if self.is_service else str(self.amount)


def _malformed_credit(text: str) -> MalformedError:
    is_comma = re.search(r"[0-9],[0-9]", text)
    is_range = re.match(rf"{NUMBER} ?%?\s*(?:-|–|to)\s*{NUMBER}", text)
    found = f"{quoted(text)} is not a credit"
    expected = "expected a share, money, service time or a multiple; `base` says of what it is"
    if is_range:
        found = f"{quoted(text)} does not say what is given back when"
        expected = "expected one credit; several are `tiers`, and the most is a cap in `caps`"
    elif is_comma:
        found = f"the number in {quoted(text)} contains a comma"
        expected = "expected digits with a point for decimals and no separator for thousands"
    is_bare = re.fullmatch(NUMBER, text.strip()) is not None
    instead = "such as 10 %, 25 EUR, 5 days of service or 2 times the price of the outage"
    if is_bare:
        units = ("%", "EUR", "days of service")
        readings = " or ".join(f"{text.strip()} {unit}" for unit in units)
        instead = f"{readings}; the number has no unit"
    return MalformedError(found, expected, instead, credit(text))


@dataclass(frozen=True, slots=True)
class Bound:
    """An edge of a tier: the cell's own target, or an amount."""

    amount: Quantity | None

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `target` or an amount such as `99.0 %`."""
        if text.strip() == "target":
            return cls(None)
        try:
            return cls(parse_quantity(text))
        except AmbiguousNumberError:
            raise
        except MalformedError as error:
            raise MalformedError(
                error.found,
                error.expected.replace("an amount", "‘target’ or an amount"),
                error.instead,
                edges(text, ""),
            ) from None

    def __str__(self) -> str:
        return "target" if self.amount is None else str(self.amount)


def parse_most(text: str) -> Quantity:
    """Read the most of a cap: an amount with a unit of its own, such as `50 %` or `4 visits`.

    A bare number cuts no credit, and neither do `50 percent` or `50 euros`, whose unit would
    be read as the name of a thing that is counted.
    """
    most = parse_quantity(text)
    offered = caps(text) if isinstance(most, PlainQuantity) else ()
    if isinstance(most, PlainQuantity) and not most.unit:
        raise MalformedError(
            f"{quoted(text)} has no unit",
            "expected a share, money, a length of time or a number of what the credit is given for",
            f"such as {text.strip()} %, {text.strip()} EUR, {text.strip()} days",
        )
    if offered:
        raise MalformedError(
            f"{quoted(text)} is not a share, money or a length as they are written here",
            "expected the most that is given back",
            "such as 50 %, 100 EUR, 15 days",
            offered,
        )
    return most


Edge = Annotated[
    Bound, ScalarType(Bound.parse, "`target` or an amount", "99.0 %", rf"(target|{NUMBER} ?.*)")
]


Given = Annotated[
    CreditAmount,
    ScalarType(CreditAmount.parse, "a credit", "10 %", rf"({NUMBER} ?.+|[A-Z]{{3}} {NUMBER})"),
]

Most = Annotated[
    Quantity,
    ScalarType(
        parse_most,
        "an amount with its unit",
        "50 %",
        rf"({NUMBER}\s*(%|[A-Za-z°µ][^,;]*)|[A-Z]{{3}} {NUMBER})",
    ),
]
