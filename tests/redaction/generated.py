"""Catalogs made by chance: agreements that an audience sees, others that it does not, shared files.

Agreements that are seen refer to hidden ones in each way that there is, and hidden ones use shared
entries of their own. Every text of a hidden agreement holds the word `Zqcanary`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import yaml
from hypothesis import strategies as st

SEEN = ("seen-1", "seen-2", "seen-3")
HIDDEN = ("hidden-1", "hidden-2")
EXTRA = ("extra-1", "extra-2")
TERMS = {
    "outage": "Outage", "window": "Window", "outage-window": "Outage Window", "desk": "Desk",
    "window-desk": "Window Desk", "down": "Down", "staff": "Staff",
}  # fmt: skip
PARTIES = {"shop": "Shop", "mall": "Mall", "team": "Team", "crew": "Crew"}
CALENDARS = ("days", "nights")
METRICS = ("share", "rate")
CANARY = "Zqcanary"

Files = dict[str, Any]
words = st.sampled_from([*TERMS.values(), "Outages", "a", "of", "DOWN", "Shop"])


def pieces(agreements: Iterable[str], more: str = "") -> st.SearchStrategy[str]:
    """Draw prose of words, terms, and links to terms and agreements."""
    links = st.sampled_from(
        [
            *(f"[{CANARY if n in HIDDEN else 'it'}](agreement:{n})" for n in agreements),
            *(f"[it](term:{name})" for name in TERMS),
        ]
    )
    return st.lists(words | links, min_size=1, max_size=4).map(
        lambda found: " ".join([*([more] if more else []), *found])
    )


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


def some(names: Iterable[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from([*names]), min_size=1, max_size=2, unique=True)


@st.composite
def agreement(
    draw: st.DrawFn,
    name: str,
    classification: str | None,
    refers: tuple[str, ...],
    canary: str = "",
) -> dict[str, Any]:
    """Draw an agreement; it depends on those of `refers` that come after it."""
    later = [one for one in refers if one[:4] != name[:4] or one > name]
    prose = pieces(refers, canary)
    party = st.sampled_from([*PARTIES, *PARTIES.values(), f"Some {canary or 'body'}"])
    metric = st.sampled_from(["availability", *METRICS])
    fields: dict[str, st.SearchStrategy[Any]] = {
        "kind": st.sampled_from(["sla", "ola", "uc"]),
        "owner": party,
        "customer": maybe(party.map(lambda one: [one])),
        "summary": maybe(prose),
        "note": maybe(prose),
        "service_hours": maybe(st.sampled_from(CALENDARS)),
        "supersedes": maybe(some(refers)),
        "superseded_by": maybe(st.sampled_from([*refers, "gone", "https://docs.example.com/it"])),
        "formerly": maybe(st.just([f"{name}-before"])),
        "depends_on": maybe(some(later).map(lambda o: [_dependency(n) for n in o]))
        if later
        else st.none(),
        "related_documents": maybe(some(refers).map(lambda o: [_document(n) for n in o])),
        "limits": maybe(prose.map(lambda why: {"none": why})),
        "amendment": maybe(party.map(lambda one: {"by": one})),
        "definitions": maybe(prose.map(lambda text: [_definition(text)])),
    }
    said = {key: draw(value) for key, value in fields.items()}
    target = draw(st.sampled_from(["99 %", "99.9 %", "99.95 %"]))
    said |= {
        "id": name,
        "title": f"{canary} {name}".strip(),
        "classification": classification,
        "services": [{"id": "it", "name": f"{canary} Service".strip()}],
        "duration": {"effective": "2026-01-01", "ends": "2027-01-31"},
        "metrics": [{"id": "uptime", "type": draw(metric), "target": target}],
    }
    return {key: value for key, value in said.items() if value is not None}


def _dependency(name: str) -> dict[str, Any]:
    return {"agreement": name, "metrics": ["uptime"], "expects": {"availability": "99.9 %"}}


def _document(name: str) -> dict[str, Any]:
    return {"id": f"to-{name}", "title": CANARY if name in HIDDEN else name, "agreement": name}


def _definition(text: str) -> dict[str, Any]:
    return {"term": "Down", "overrides": True, "definition": text}


@st.composite
def shared_files(draw: st.DrawFn) -> Files:
    """Draw shared files, whose texts lead to terms and to agreements."""
    prose = pieces((*SEEN, *HIDDEN))
    related = st.lists(st.sampled_from([*TERMS]), max_size=2, unique=True).map(lambda o: o or None)
    return {
        "glossary": _listed(
            "terms",
            ({"id": i, "term": t, "definition": draw(prose), "see": draw(related)}
             for i, t in TERMS.items()),
        ),
        "parties": _listed(
            "parties",
            ({"id": i, "name": n, "kind": "team", "description": draw(maybe(prose))}
             for i, n in PARTIES.items()),
        ),
        "calendars": _listed(
            "calendars",
            ({"id": i, "timezone": "Europe/Berlin", "hours": ["Mon-Fri 09:00-17:00"],
              "holidays_text": draw(maybe(prose))}
             for i in CALENDARS),
        ),
        "metrics": _listed(
            "metrics",
            ({"id": i, "name": i, "type": "availability", "description": draw(maybe(prose))}
             for i in METRICS),
        ),
    }  # fmt: skip


def _listed(key: str, entries: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    return {key: [{k: v for k, v in one.items() if v is not None} for one in entries]}


@st.composite
def seen_agreements(draw: st.DrawFn) -> Files:
    """Draw agreements that everybody may see."""
    return {name: draw(agreement(name, "public", (*SEEN, *HIDDEN))) for name in SEEN}


@st.composite
def hidden_agreements(draw: st.DrawFn) -> Files:
    """Draw agreements that the public may not see: those that are referred to, and others."""
    level = st.sampled_from([None, "customer", "internal", "confidential"])
    names = (*HIDDEN, *draw(st.lists(st.sampled_from(EXTRA), unique=True)))
    refers = (*names, "seen-3")
    return {name: draw(agreement(name, draw(level), refers, CANARY)) for name in names}


def bare(name: str) -> dict[str, Any]:
    """Return an agreement that uses nothing shared."""
    metrics = [{"id": "uptime", "type": "availability", "target": "90 %"}]
    return {
        "id": name, "kind": "ola", "title": f"{CANARY} bare", "owner": "Nobody", "metrics": metrics,
    }  # fmt: skip


def as_texts(files: Files) -> dict[str, str]:
    """Return files as YAML, by their names."""
    return {name: yaml.safe_dump(values, sort_keys=False) for name, values in files.items()}
