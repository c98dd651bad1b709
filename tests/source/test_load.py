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
