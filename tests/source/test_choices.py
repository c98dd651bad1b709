"""Words of others for our closed lists: what is offered, and that it is accepted when typed."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from advice import alternatives, keys_in, typed
from drafts import draft, read
from sla_catalog.findings import Finding

_METRIC = "metrics: [{id: up, type: availability, window: calendar month, target: 99.9 %"
PLACES = {
    "kind": "kind: …",
    "status": "status: …",
    "classification": "classification: …",
    "commitment": f"{_METRIC}, commitment: …}}]",
    "direction": "metrics: [{id: m, type: custom, name: Leads, direction: …, target: 5 leads}]",
    "method": f"{_METRIC}, method: …}}]",
    "channel": "support: {channels: [{id: desk, type: …}]}",
    "lifecycle": "services: [{id: wiki, name: Wiki, lifecycle: …}]",
    "maintenance": "maintenance: [{id: w, type: …}]",
    "exclusion": "exclusions: [{id: e, category: …, text: Words.}]",
    "renewal": "renewal: {type: …, for: 12 months}",
    "role": "parties: [{id: p, role: …, party: Them}]",
    "mode": "remedies: {claim: {mode: …}}",
    "right": "remedies: {rights: [{id: r, type: …}]}",
    "tiers": f"{_METRIC}}}]\nremedies: {{credits: [{{id: c, metrics: [up], tiers_combine: …, "
    "tiers: [{below: 99 %, credit: 5 %}]}]}",
    "credits": "remedies: {credits_combine: …}",
    "source": "sources: [{id: s, title: Text, read: …}]",
    "strength": "depends_on: [{agreement: below, strength: …}]",
    "measured by": "monitoring: {measured_by: …}",
}
GOLDEN: dict[str, dict[str, str]] = yaml.load(
    (Path(__file__).parent / "cases" / "choices.yaml").read_text(encoding="utf-8"),
    yaml.BaseLoader,  # noqa: S506 - builds only text
)


def found(kind: str, text: str) -> list[Finding]:
    """Return what is found of a text at the place of its kind."""
    filled = PLACES[kind].replace("…", f"'{text}'")
    return [one for one in read(draft(f"{filled}\n"))[1] if one.rule == "bad-choice"]


@pytest.mark.parametrize("kind", GOLDEN)
def test_what_is_offered(kind: str) -> None:
    told = {text: [one.instead for one in found(kind, text)] for text in GOLDEN[kind]}
    meant = {text: _said(words) for text, words in GOLDEN[kind].items()}
    assert told == {text: [words] for text, words in meant.items()}


@pytest.mark.parametrize("kind", GOLDEN)
def test_what_is_offered_is_accepted(kind: str) -> None:
    offered = {one for words in GOLDEN[kind].values() for one in alternatives(_said(words))}
    words = {one for one in offered if ": " not in one}
    assert {one: found(kind, one) for one in words} == {one: [] for one in words}


@pytest.mark.parametrize("kind", GOLDEN)
def test_keys_that_are_offered_are_accepted(kind: str) -> None:
    for text, words in GOLDEN[kind].items():
        if keys_in(words):
            written = draft(f"{PLACES[kind].replace('…', repr(text))}\n")
            (finding,) = found(kind, text)
            assert any(not read(new)[1] for new in typed(written, finding.span, words)), text


def _said(words: str) -> str:
    is_whole = " or " in words or ": " in words or not words
    return words if is_whole else f"did you mean {words}?"
