"""Catalogs made by chance: dimensions, overlapping conditions, chains of `same_as`, absences."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from hypothesis import strategies as st

from drafts import catalog_of
from sla_catalog.model.catalog import Catalog

DIMENSIONS = ("plan", "region", "service", "severity", "request")
VALUES = {
    "plan": ("gold", "silver", "bronze"),
    "region": ("north", "south"),
    "service": ("mail", "files", "search"),
    "severity": ("P1", "P2", "P3"),
    "request": ("laptop", "badge"),
}
WEEKS = ("24x7", "office", "late", "Mon-Fri 09:00-17:00", "Sun-Thu 22:00-06:00", "Sat 10:00-14:00")
WINDOWS = (
    "calendar month",
    "calendar quarter",
    "billing year",
    "rolling 30 days",
    "rolling 12 months",
    "average month of 730 h",
    "per request",
    "contract term",
)
TARGETS = {
    "availability": ("99.9 %", "99.95 %", "more than 99 %", "at most 99.5 %", "100 %"),
    "success_rate": ("99 %", "97.5 %"),
    "latency": ("200 ms", "less than 1 s", "0.5 to 2 s"),
    "response_time": (
        "30 min",
        "4 business hours",
        "90 business minutes",
        "2 business days",
        "1 to 3 business days",
        "by 15:00 next business day",
    ),
}
RESTATED: Mapping[str, Sequence[str]] = {
    "window": WINDOWS,
    "commitment": ("objective", "guaranteed", "estimate"),
}
RESTATED_OF: Mapping[str, Mapping[str, Sequence[str]]] = {
    "availability": {
        "hours": WEEKS,
        "measured_over": ("all time", "service hours", "the minutes of the day"),
    },
    "success_rate": {},
    "latency": {"statistic": ("p50", "p99")},
    "response_time": {"hours": WEEKS, "compliance": ("95 % of tickets", "80 % of tickets")},
}
CALENDARS = """\
calendars:
  - id: office
    timezone: Europe/Berlin
    hours: [Mon-Thu 08:00-17:00, Fri 08:00-13:00]
    holidays: [{date: 2026-01-01}, {date: 2026-04-03}, {date: 2026-04-06}, {date: 2026-12-25}]
  - {id: late, hours: ["Mon-Fri 12:00-20:00", "Sat 12:00-16:00"]}
"""
AGREEMENT = {
    "kind": "sla",
    "title": "Made",
    "owner": "Team",
    "duration": {"timezone": "Europe/Berlin"},
}
Drawn = dict[str, Any]


def agreement(chance: Random) -> Drawn:
    """Make up an agreement."""
    return _Draft(chance).agreement()


def agreements() -> st.SearchStrategy[Drawn]:
    """Draw agreements."""
    return st.randoms(use_true_random=True).map(agreement)


def catalog(*agreements: Drawn) -> Catalog:
    """Read agreements as a catalog with the calendars that they name."""
    texts = {one["id"]: json.dumps(one) for one in agreements}
    return catalog_of({**texts, "calendars": CALENDARS})


class _Draft:
    """An agreement that is being written: up to four dimensions, and what chance makes of them."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        names = chance.sample(DIMENSIONS, chance.randint(0, 4))
        self.space = {name: VALUES[name][: chance.randint(1, 3)] for name in sorted(names)}

    def agreement(self, name: str = "made") -> Drawn:
        """Return an agreement with hours of service, and of support by case."""
        own = {name: values for name, values in self.space.items() if name in {"plan", "region"}}
        return _said(
            AGREEMENT,
            id=name,
            dimensions=own or None,
            services=[{"id": n, "name": n.title()} for n in self.space.get("service", ("mail",))],
            severities=[{"id": n} for n in self.space.get("severity", ())] or None,
            request_types=[{"id": n} for n in self.space.get("request", ())] or None,
            service_hours=self.maybe(WEEKS),
            support=self.chance.choice([None, {"hours": self.week()}, {"hours": self.by_case()}]),
            metrics=self.metrics(),
        )

    def maybe(self, choices: Sequence[Any]) -> Any:
        return self.chance.choice([None, *choices])

    def week(self) -> str:
        return self.chance.choice(WEEKS)

    def by_case(self) -> list[Drawn]:
        return [
            _said(when=self.condition(), hours=self.week())
            for _ in range(self.chance.randint(1, 3))
        ]

    # Conditions

    def condition(self) -> Any:
        """Return a `when`: nothing, one mapping or a list of two."""
        if not self.space:
            return None
        return self.chance.choice([None, self.box(), [self.box(), self.box()]])

    def box(self) -> Drawn:
        """Return values of some dimensions; one value alone may be written without brackets."""
        names = self.chance.sample(sorted(self.space), self.chance.randint(1, len(self.space)))
        return {name: self.values(self.space[name]) for name in names}

    def values(self, declared: Sequence[str]) -> Any:
        some = self.chance.sample(declared, self.chance.randint(1, len(declared)))
        return self.chance.choice([some, some[0]])

    # Metrics

    def metrics(self) -> list[Drawn]:
        """Return up to three metrics, whose objectives may lead to one another by `same_as`."""
        counts = [self.chance.randint(0, 5) for _ in range(self.chance.randint(1, 3))]
        ids = [f"o{place}-{n}" for place, count in enumerate(counts) for n in range(count)]
        return [self.metric(place, count, ids) for place, count in enumerate(counts)]

    def metric(self, place: int, count: int, ids: Sequence[str]) -> Drawn:
        kind = self.chance.choice(sorted(TARGETS))
        metric = _said(
            self.restated(kind),
            self.rounding(kind),
            id=f"m{place}",
            type=kind,
            when=self.condition(),
        )
        if count == 0:
            return metric | {"target": self.chance.choice(TARGETS[kind])}
        if count == 1 and len(self.space) >= 2:
            return metric | {"matrix": self.matrix(kind)}
        objectives = [
            _said(
                self.restated(kind), self.body(kind, ids), id=f"o{place}-{n}", when=self.condition()
            )
            for n in range(count)
        ]
        return metric | {"objectives": objectives}

    def rounding(self, kind: str) -> Drawn:
        """Return how measured values are rounded, where shares or downtimes of some metric are."""
        if kind != "availability" or self.chance.randint(0, 1):
            return {}
        mode = {"mode": self.chance.choice(["down", "up", "half_up"])}
        return {
            "rounding": mode | self.chance.choice([{"digits": 1}, {"digits": 2}, {"unit": "1 min"}])
        }

    def objective(self, name: str, kind: str, ids: Sequence[str]) -> Drawn:
        said = self.restated(kind), self.body(kind, ids)
        return _said(*said, id=name, when=self.condition())

    def matrix(self, kind: str) -> Drawn:
        """Return a matrix of which some cells may be left out."""
        rows, columns = self.chance.sample(sorted(self.space), 2)
        cell = [*TARGETS[kind], {"none": "Not for this one."}]
        cells = {
            row: {
                column: self.chance.choice(cell)
                for column in self.space[columns]
                if self.chance.randint(0, 3)
            }
            for row in self.space[rows]
        }
        return {"rows": rows, "columns": columns, "cells": cells}

    def body(self, kind: str, ids: Sequence[str]) -> Drawn:
        """Return what an objective says: a figure, that of another one, or that there is none."""
        figure = {"target": self.chance.choice(TARGETS[kind])}
        another = {"same_as": self.chance.choice(ids)}
        absent = {self.chance.choice(["none", "elsewhere", "unread"]): "Why not."}
        alone = {"commitment": self.chance.choice(["best_effort", "reasonable_efforts"])}
        return self.chance.choice([figure, figure, figure, another, absent, alone])

    def restated(self, kind: str) -> Drawn:
        """Return what a metric says for all its objectives, and each of them may for itself."""
        fields = {**RESTATED, **RESTATED_OF[kind]}
        return {
            name: self.chance.choice(choices)
            for name, choices in fields.items()
            if self.chance.randint(0, 2) == 0
        }


def _said(*said: Mapping[str, Any], **words: Any) -> Drawn:
    """Join what is said; a later word goes before an earlier one, and None says nothing."""
    joined = {key: value for one in (words, *said) for key, value in one.items()}
    return {key: value for key, value in joined.items() if value is not None}
