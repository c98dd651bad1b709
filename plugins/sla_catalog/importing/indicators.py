"""What an indicator says of its objective: the type of its metric, and which events are good."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import field
from decimal import Decimal

from sla_catalog.frozen import dataclass

_AVAILABILITY = re.compile(r"availab|uptime|up-time|verfügbar|disponib", re.IGNORECASE)
_LATENCY = re.compile(r"latenc|duration|response[ _-]?time|latenz|antwortzeit", re.IGNORECASE)
_BUCKET = re.compile(
    r"_(?P<unit>seconds|milliseconds|ms)_bucket\{[^{}]{0,500}?\ble=~?\"(?P<edge>[0-9]+(?:\.[0-9]+)?)\""
)
_UNITS = {"seconds": "s", "milliseconds": "ms", "ms": "ms"}
_METHODS = {"Occurrences": "events", "Timeslices": "slices", "RatioTimeslices": "slices"}
SHARE = "success_rate"


@dataclass(frozen=True, slots=True)
class Indicator:
    """Hold what is known of an indicator.

    `names` are all by which people call it and its objective. `queries` are its expressions by what
    they count. `limit` is the value up to which an event is good, as our format writes it; `edge`
    is such a value whose unit is not stated.
    """

    names: tuple[str, ...] = ()
    method: str = ""
    queries: Mapping[str, str] = field(default_factory=dict)
    limit: str = ""
    edge: str = ""

    @property
    def is_latency(self) -> bool:
        """Tell whether its names speak of how long something takes."""
        return any(map(_LATENCY.search, self.names))

    @property
    def _counted(self) -> str:
        return "time slices" if _METHODS.get(self.method) == "slices" else "events"

    def metric(self, target: str) -> tuple[str, dict[str, object], str]:
        """Return the type of the metric, its further fields, and its target, for a share.

        With a limit whose unit is known the limit is what is promised, and the share is that of
        the events that must keep it. Else the share is promised.
        """
        symbols = {name: query for name, query in self.queries.items() if query}
        formula: dict[str, object] = {"symbols": symbols} if symbols else {}
        limit = self.limit or _limit_in(self.queries.values())
        if limit:
            fields: dict[str, object] = (
                {"compliance": f"{target} of {self._counted}"} if target else {}
            )
            return "latency", _joined(fields, formula), limit
        fields = {"method": _METHODS[self.method]} if self.method in _METHODS else {}
        if self.edge:
            formula |= {"text": f"An event is good {self.edge}; the unit is not stated."}
        is_available = any(map(_AVAILABILITY.search, self.names)) and not self.is_latency
        return ("availability" if is_available else SHARE), _joined(fields, formula), target


def _joined(fields: dict[str, object], formula: dict[str, object]) -> dict[str, object]:
    return fields | ({"formula": formula} if formula else {})


def _limit_in(queries: Iterable[str]) -> str:
    """Return the one edge of a histogram of times that queries name, or nothing."""
    text = " ".join(queries)
    found = {f"{m['edge']} {_UNITS[m['unit']]}" for m in _BUCKET.finditer(text)}
    return found.pop() if len(found) == 1 else ""


def edge(operator: str, value: str) -> str:
    """Word the condition under which a value is good, or nothing."""
    words = {"lte": "at most", "lt": "below", "gte": "at least", "gt": "above"}
    if operator not in words or not re.fullmatch(r"-?[0-9]+(?:\.[0-9]+)?", value):
        return ""
    return f"with a value {words[operator]} {value}"


def is_low(share: str) -> bool:
    """Tell whether a share of good events is below a half, which hardly anybody promises."""
    return bool(share) and Decimal(share.split()[0]) < 50
