"""Catalogs whose hidden agreements hold a word of their own in every field: canaries.

They are made by walking the model, as hostile ones are, so that a new field gets its canary too.
"""

from __future__ import annotations

import gzip
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from hostile import STEP, Field, Maker, as_yaml, made_by, shared_by

from sla_catalog.model.scalar_types import ScalarType

CANARY = re.compile(rb"zq[0-9]{5}zq", re.IGNORECASE)
ID = "zq00000zq"  # of the hidden agreement that visible ones refer to

PLAIN = """\
id: plain
kind: ola
title: Plain
classification: public
owner: crew
customer: Them
metrics:
  - {id: uptime, type: availability, target: 99.97 %, window: calendar month}
  - {id: response, type: response_time, target: 4 business hours}
services: [{id: it, name: It}]
"""
FRONT = f"""\
id: front
kind: sla
title: Front
classification: public
owner: crew
customer: Them
summary: Stands on [zq90001zq](agreement:{ID}). No Stop is planned.
service_hours: shifts
superseded_by: {ID}
supersedes: [{ID}, plain]
prevails: {{id: {ID}, title: zq90002zq, agreement: {ID}}}
related_documents: [{{id: {ID}, title: zq90003zq, agreement: {ID}, url: "https://docs.example.com/zq90004zq"}}]
metrics: [{{id: uptime, type: availability, target: 99.95 %, window: calendar month}}]
depends_on:
  - {{agreement: {ID}, metrics: [single], expects: {{availability: 99.99 %}}}}
  - {{agreement: plain, metrics: [uptime]}}
"""
OURS = """\
id: ours
kind: sla
title: Ours
classification: customer
owner: crew
customer: crew
services: [{id: it, name: It}]
"""
WARNED = PLAIN.replace("plain", "zq00004zq").replace("public", "internal")
VISIBLE = {"plain": PLAIN, "front": FRONT}
SHARED: dict[str, list[dict[str, Any]]] = {
    "glossary": [
        {
            "id": "stop",
            "term": "Stop",
            "see": ["first"],
            "definition": f"As [zq90005zq](agreement:{ID}).",
        }
    ],
    "metrics": [],
    "calendars": [{"id": "shifts", "timezone": "Europe/Berlin", "hours": ["Mon-Fri 09:00-17:00"]}],
    "parties": [{"id": "crew", "name": "Crew", "kind": "team"}],
}
# No agreement uses it, only the handbook's own first page: `Where our agreements are.`
ON_FRONT_PAGE = {"id": "zq90006zq", "term": "our agreements", "definition": "zq90007zq."}
BARE = f"""\
id: {ID}
kind: uc
title: Another
owner: somebody
metrics: [{{id: single, type: availability, target: 90 %}}]
"""


@dataclass
class CanaryMaker(Maker):
    """Write a word of its own into every text, id, name and address."""

    def text(self, record: str, name: str, where: str, *, prose: bool = False) -> str:
        """Return the next canary."""
        mark = self._mark()
        text = f"{mark} *word*" if prose else f"{mark} word"
        return self._marked(mark, text, record, name, where)

    def written(self, marker: ScalarType, here: Field, where: str) -> Any:
        """Return a canary in the form that a field wants, where the form lets it be."""
        mark = self._mark()
        if here == STEP:
            return super().written(marker, here, where)
        match marker.kind:
            case "an id":
                return self._marked(mark.lower(), mark.lower(), *here, where)
            case "a short name":
                return self._marked(mark, mark, *here, where)
            case "an amount" if here[1] == "each":  # a step of tiers, in the unit of its metric
                return "0.1 %"
            case "an amount":
                return self._marked(mark, f"500 {mark}", *here, where)
            case "a share":
                return self._marked(mark, f"95 % of {mark}", *here, where)
            case _:
                return super().written(marker, here, where)

    def _mark(self) -> str:
        return f"Zq{len(self.marks) + 1:04}{self.turn}zq"


def canaries() -> tuple[dict[str, str], set[str]]:
    """Return a catalog with canaries, by path, and those of its agreements."""
    stated = made_by(CanaryMaker(1), ID)
    absent = made_by(CanaryMaker(2, absent=True), "zq00002zq")
    other = made_by(CanaryMaker(3, absent=True, deep=False), "zq00003zq")
    levels = zip((stated, absent, other), ("internal", "customer", "confidential"), strict=True)
    files, _, _ = shared_by(CanaryMaker(9, shared=True))
    for attack, level in levels:
        attack.values["classification"] = level
        files[f"agreements/zq00001zq/{attack.id}.yaml"] = as_yaml(attack.values)
    files["agreements/zq00004zq.yaml"] = WARNED
    marks = {mark.lower() for attack in (stated, absent, other) for mark in attack.marks}
    return visible() | files | _merged(files), marks


def visible() -> dict[str, str]:
    """Return what everybody may see, by path, without what it refers to."""
    shared = {
        f"agreements/{name}.yaml": as_yaml({_list_in(name): entries})
        for name, entries in SHARED.items()
        if entries
    }
    return {f"agreements/{name}.yaml": text for name, text in VISIBLE.items()} | shared


def _merged(files: dict[str, str]) -> dict[str, str]:
    merged = {}
    for name, entries in SHARED.items():
        values = yaml.safe_load(files[f"agreements/{name}.yaml"])
        values[_list_in(name)] += entries + ([ON_FRONT_PAGE] if name == "glossary" else [])
        merged[f"agreements/{name}.yaml"] = as_yaml(values)
    return merged


def _list_in(name: str) -> str:
    return "terms" if name == "glossary" else name


def sung(folder: Path) -> dict[str, set[str]]:
    """Return the canaries in each file below a folder, its path included, also in packed ones."""
    found = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        data = path.read_bytes()
        data = gzip.decompress(data) if path.suffix == ".gz" else data
        name = path.relative_to(folder).as_posix()
        marks = {mark.decode().lower() for mark in CANARY.findall(name.encode() + b"\n" + data)}
        if marks:
            found[name] = marks
    return found
