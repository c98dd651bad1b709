"""Catalogs of several files: a broken file is one mistake, also where others refer to it."""

from __future__ import annotations

from sla_catalog.reports.text import as_short
from sla_catalog.rules import check
from sla_catalog.source.limits import Limits
from sla_catalog.source.load import load
from sla_catalog.source.tree import SourceFile

HEAD = "kind: sla\ntitle: T\nowner: us\n"
USER = (
    "id: user\n" + HEAD + "services: [{id: user, name: 'See'}]\n"
    "summary: '[below](agreement:below) and [term](term:uptime)'\n"
    "service_hours: office\n"
    "depends_on: [{agreement: below}]\n"
    "metrics: [{id: leads, type: our-leads, target: 5 leads}]\n"
)
BROKEN = {
    "below.yaml": "id: below\n" + HEAD + "windw: 1\n",
    "calendars.yaml": "calendars: 5\n",
    "glossary.yaml": "terms: 5\n",
    "metrics.yaml": "metrics: 5\n",
}


def found(files: dict[str, str]) -> list[str]:
    read = [SourceFile(f"agreements/{name}", text.encode()) for name, text in files.items()]
    loaded = load(read, "agreements", Limits())
    everything = [*loaded.findings, *check(loaded.catalog)]
    shown = [finding for finding in everything if finding.severity == "error"]
    return [line.split(": error ")[1].split(" ")[0] for line in as_short(shown).splitlines()]


def test_what_refers_to_a_broken_file_is_not_judged() -> None:
    rules = found({"user.yaml": USER, **BROKEN})
    assert sorted(rules) == ["unknown-key", "wrong-kind", "wrong-kind", "wrong-kind"]


def test_without_those_files_every_reference_is_a_mistake() -> None:
    rules = found({"user.yaml": USER})
    assert sorted(rules) == [*["unknown-metric-type"], *["unresolved-reference"] * 4]


def test_a_shared_file_may_end_in_yml() -> None:
    double = "terms: [{id: a, term: A, definition: x}, {id: a, term: B, definition: y}]\n"
    assert found({"glossary.yml": double}) == ["duplicate-id"]


BESIDE_SPLIT_NUMBERS = """\
id: wiki
kind: slaa
title: Wiki
owner: us
metrics:
  - {id: up, type: availability, windw: calendar month, target: 99,9 %}
  - {id: rate, type: throughput, target: 15,000 requests/s}
  - id: first
    type: response_time
    target: >= 4 h
services: [{id: wiki, name: Wikis, pages and mail, lifecycle: Livee}]
renewal: {type: automatic, for: 12 months}
"""


def test_a_number_that_a_comma_splits_hides_no_other_mistake() -> None:
    loaded = load([SourceFile("agreements/wiki.yaml", BESIDE_SPLIT_NUMBERS.encode())], "agreements",
                  Limits())  # fmt: skip
    assert loaded.catalog.agreements == ()
    told = [(f.span.line, f.rule, f.instead) for f in loaded.findings]
    assert told == [
        (2, "bad-choice", "did you mean sla?"),
        (6, "unknown-key", "did you mean window?"),
        (6, "comma-splits-number", "write `99.9 %`"),
        (7, "comma-splits-number", "write `15000 requests/s`"),
        (10, "unquoted-comparison", 'write `at least 4 h`, or quote it: `">= 4 h"`'),
        (11, "comma-splits-text", 'quote the text: `"Wikis, pages and mail"`'),
        (11, "bad-choice", "did you mean live?"),
        (12, "bad-choice", "did you mean tacit?"),
    ]
