"""How many breaches it takes for a right to come about."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum
from typing import Self

from sla_catalog.frozen import dataclass
from sla_catalog.model.notations import Suggestion
from sla_catalog.model.notations.breaches import (
    breaches_alone,
    breaches_in_contract_year,
    meant_triggers,
    several_triggers,
    triggers,
)
from sla_catalog.model.notations.whole_term import breaches_in_term
from sla_catalog.model.quantities import MalformedError, Percentage, TimeUnit, quoted, unit_word


class TriggerKind(StrEnum):
    """How breaches must come together for a right to arise."""

    EACH = "each breach"
    COUNT = "breaches in"
    EVER = "breaches in contract term"
    OF_ANY = "of any"
    CONSECUTIVE = "consecutive"


@dataclass(frozen=True, slots=True)
class Trigger:
    """How many windows in breach, among how many months or in the whole term, give a right.

    `layout` is rolling, calendar or empty, for `COUNT` only, as is a `unit` of days or weeks;
    `below` is the bound that replaces the target, as text (`80 %`).
    """

    kind: TriggerKind
    count: int = 1
    among: int = 1
    layout: str = ""
    below: str = ""
    unit: TimeUnit = TimeUnit.MONTH

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `3 breaches in rolling 12 months`, `2 of any 3 months`, `3 consecutive months`.

        Breaches are counted in days and weeks as well: `3 breaches in rolling 90 days`.
        `2 breaches in contract term` counts in the whole term, `2 breaches ever` is the same.
        """
        words = " ".join(text.split())
        if words == "each breach":
            return cls(TriggerKind.EACH)
        for kind, pattern in _TRIGGERS:
            match = re.fullmatch(pattern, words)
            if match:
                found = match.groupdict()
                count, among = int(found["count"]), int(found.get("among") or found["count"])
                if not count or not among or (kind is TriggerKind.OF_ANY and count > among):
                    raise MalformedError(
                        f"{quoted(text)} can never come about",
                        "expected at least one breach, and a period in which so many can be",
                        "such as 3 breaches in rolling 12 months or 2 of any 3 months",
                    )
                below = found.get("below") or ""
                if below not in {"", "target"}:
                    Percentage.parse(below)  # says what is wrong with it
                return cls(
                    kind,
                    count,
                    among,
                    found.get("layout") or "",
                    below,
                    _UNITS[found.get("unit") or "month"],
                )
        alone = breaches_alone(text)
        if alone and triggers(text) != ("each breach",):
            raise MalformedError(
                f"{quoted(text)} does not say in which period",
                "expected the period in which breaches are counted",
                f"{alone} in 6 months, or {alone} in contract term",
            )
        if several := several_triggers(text):
            raise MalformedError(
                f"{quoted(text)} is more than one trigger",
                "expected one trigger for each right",
                f"an entry of its own for each: trigger: {', and trigger: '.join(several)}",
            )
        raise MalformedError(
            f"{quoted(text)} is not read as a trigger",
            "expected a number of breaches, and the months, weeks or days in which they count",
            "such as 3 breaches in rolling 12 months, 3 breaches in 90 days, 2 of any 3 months or "
            "3 consecutive months",
            _meant(text),
        )

    def __str__(self) -> str:
        months = unit_word(self.unit, Decimal(self.among))
        match self.kind:
            case TriggerKind.EACH:
                return "each breach"
            case TriggerKind.COUNT:
                noun = "breach" if self.count == 1 else "breaches"
                layout = f"{self.layout} " if self.layout else ""
                return f"{self.count} {noun} in {layout}{self.among} {months}"
            case TriggerKind.EVER:
                return (
                    f"{self.count} {'breach' if self.count == 1 else 'breaches'} in contract term"
                )
            case TriggerKind.OF_ANY:
                return f"{self.count} of any {self.among} {months}"
            case TriggerKind.CONSECUTIVE:
                bound = f" below {self.below}" if self.below else ""
                consecutive = "consecutive " if self.count > 1 else ""
                return f"{self.count} {consecutive}{months}{bound}"


def _meant(text: str) -> tuple[Suggestion, ...]:
    in_term, in_year = breaches_in_term(text), breaches_in_contract_year(text)
    if in_year and not in_term:  # where a year begins, the text says
        return (Suggestion(in_year, (("text", " ".join(text.split())),)),)
    return (Suggestion(in_term),) if in_term else meant_triggers(text)


_UNITS = {"day": TimeUnit.DAY, "week": TimeUnit.WEEK, "month": TimeUnit.MONTH}
_TRIGGERS = (
    (
        TriggerKind.COUNT,
        r"(?P<count>[0-9]{1,6}) breach(?:es)? in (?:a )?(?:(?P<layout>rolling|calendar) )?"
        r"(?P<among>[0-9]{1,6}) (?P<unit>month)s?",
    ),
    (
        TriggerKind.COUNT,
        r"(?P<count>[0-9]{1,6}) breach(?:es)? in (?:a )?(?:(?P<layout>rolling) )?"
        r"(?P<among>[0-9]{1,6}) (?P<unit>day|week)s?",
    ),
    (
        TriggerKind.OF_ANY,
        r"(?P<count>[0-9]{1,6}) of any (?P<among>[0-9]{1,6}) (?:consecutive )?months?",
    ),
    (
        TriggerKind.EVER,
        r"(?P<count>[0-9]{1,6}) breach(?:es)?"
        r"(?:,? ever| in (?:the )?(?:(?:(?:contract|agreement|subscription) )?term"
        r"|(?:contract|agreement|subscription) period))",
    ),
    (
        TriggerKind.CONSECUTIVE,
        r"(?P<count>[0-9]{1,6}) (?:consecutive )?months?(?: below (?P<below>[0-9.]+ %|target))?",
    ),
)
