"""What agreements say in each case, by hand: the room and the oracle against one expectation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from drafts import catalog_of, draft
from sla_catalog.resolved.promises import promised_by

from .comparison import said_by_the_room
from .figures import seconds
from .oracle import Answer, Point, answers, cases_of

_FILE = Path(__file__).parent / "cases" / "promises.yaml"
CASES = yaml.load(_FILE.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - builds only text


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_each_case_of_an_agreement_says(case: Mapping[str, Any]) -> None:
    catalog = catalog_of({name: _whole(name, text) for name, text in case["files"].items()})
    by_room, by_oracle = {}, {}
    for agreement in catalog.agreements:
        for metric in agreement.listed("metrics"):
            key = f"{agreement.id} {metric.id}"
            points = cases_of(agreement, metric)
            told = answers(agreement, metric, catalog, points)
            room = said_by_the_room(promised_by(agreement, metric, catalog), points)
            by_oracle[key] = _in_words(case["says"][key], points, told)
            by_room[key] = _in_words(case["says"][key], points, room)
    expected = {key: _listed(says) for key, says in case["says"].items()}
    assert (by_oracle, by_room) == (expected, expected)


def _whole(name: str, text: str) -> str:
    return text if name == "calendars" else draft(f"id: {name}\n{text}")


def _in_words(
    expected: Mapping[str, Any], points: Sequence[Point], told: Sequence[Iterable[Answer]]
) -> Mapping[str, list[str]]:
    """Return what is said by the names of the cases: the values that tell them apart."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for point, said in zip(points, told, strict=True):
        names = [name for name in expected if {*name.split()} <= {*point.values()}]
        words = tuple(sorted(map(_words, said))) or ("not stated",)
        found.setdefault(" or ".join(names), set()).add(words)
    return {
        name: [word for words in sorted(said) for word in words] for name, said in found.items()
    }


def _words(answer: Answer) -> str:
    binding = "" if answer.commitment == "guaranteed" else answer.commitment
    body = answer.target or answer.absence or "nothing"
    parts = [" ".join(word for word in (binding, answer.statistic, body) if word)]
    parts += [answer.window] if answer.window else []
    if answer.downtime is not None:
        parts.append(f"{answer.downtime.headline} s down")
    if answer.worst is not None:
        parts.append(f"at most {answer.worst / 3600} h")
    return ", ".join(parts)


def _listed(says: Mapping[str, Any]) -> Mapping[str, list[str]]:
    """Return expectations as lists, with downtime in seconds."""
    lists = {name: [said] if isinstance(said, str) else said for name, said in says.items()}
    return {name: sorted(map(_in_seconds, said)) for name, said in lists.items()}


def _in_seconds(text: str) -> str:
    return re.sub(r"((?:[0-9.]+ (?:d|h|min|s) )+)down", lambda m: f"{seconds(m[1])} s down", text)
