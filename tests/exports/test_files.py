"""All files beside the pages: what they hold, and that nothing but the catalog decides it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from catalogs import TODAY, examples, golden, made, small

from exported_texts import exported_texts
from sla_catalog.exports.agreements import as_json, as_yaml
from sla_catalog.exports.json import compact, written
from sla_catalog.exports.schema import schemas

PRINT = """
import json, sys
sys.path[:0] = sys.argv[1:]
from catalogs import made
print(json.dumps(made()))
"""


def test_the_paths() -> None:
    assert set(made()) == {
        "catalog.json",
        "metrics.csv",
        "glossary.json",
        "calendar.ics",
        *(f"schema/{name}" for name in schemas()),
        *(f"agreements/{a.id}.{form}" for a in small().agreements for form in ("yaml", "json")),
    }


def test_an_agreement_is_written_from_the_model() -> None:
    for agreement in small().agreements:
        assert made()[f"agreements/{agreement.id}.yaml"] == as_yaml(agreement)
        assert made()[f"agreements/{agreement.id}.json"] == as_json(agreement)


@pytest.mark.parametrize("name", ["catalog.json", "glossary.json"])
def test_the_whole_of_a_document(name: str) -> None:
    assert json.loads(made()[name]) == json.loads(golden(name))


@pytest.mark.parametrize("name", ["metrics.csv", "calendar.ics"])
def test_the_whole_of_a_file_of_lines(name: str) -> None:
    lines = made()[name].replace("In the order,\nline", "In the order,\r\nline").split("\r\n")
    assert "\n".join(lines) == golden(name)


def test_no_sign_means_more_in_html_or_a_script() -> None:
    documents = [text for name, text in made().items() if name.endswith(".json")]
    hostile = {"a": "</script><b>&\u2028\u2029", "<": "é"}
    for text in (*documents, written(hostile), compact(hostile)):
        if "$schema" not in text[:20]:
            assert {*text} & {*"<>&\u2028\u2029"} == set()
    assert json.loads(written(hostile)) == json.loads(compact(hostile)) == hostile
    assert "é" in compact(hostile)


def test_the_order_of_reading_does_not_matter() -> None:
    catalog = small()
    backwards = replace(catalog, agreements=catalog.agreements[::-1], terms=catalog.terms[::-1])
    assert exported_texts(backwards, TODAY) == made()


@pytest.mark.parametrize("seed", ["1", "4242"])
def test_neither_chance_nor_the_machine_decides(tmp_path: Path, seed: str) -> None:
    here = Path(__file__).parent
    elsewhere = {"PYTHONHASHSEED": seed, "TZ": "Pacific/Kiritimati", "LC_ALL": "C"}
    result = subprocess.run(
        [sys.executable, "-c", PRINT, str(here), str(here.parent)],
        env=dict(os.environ) | elsewhere,
        cwd=tmp_path,
        capture_output=True,
        check=True,
    )
    assert json.loads(result.stdout) == made()


def test_the_site_decides_where_pages_are() -> None:
    made_so = exported_texts(small(), TODAY, lambda name: f"agreements/{name}.html")
    entries = json.loads(made_so["catalog.json"])["agreements"]
    assert [entry["path"] for entry in entries] == [
        "agreements/database.html",
        "agreements/line.html",
    ]


def test_the_example_catalog_is_exported_whole() -> None:
    catalog = examples()
    texts = exported_texts(catalog, date(2026, 11, 23))
    entries = json.loads(texts["catalog.json"])["agreements"]
    assert [entry["id"] for entry in entries] == sorted(catalog.by_id)
    for entry in entries:
        assert {entry["yaml"], entry["json"]} <= texts.keys()
        written_ids = {metric.id for metric in catalog.by_id[entry["id"]].listed("metrics")}
        assert {metric["id"] for metric in entry["metrics"]} == written_ids
    rows = texts["metrics.csv"].split("\r\n")
    objectives = sum(max(1, len(m["objectives"])) for e in entries for m in e["metrics"])
    assert len(rows) == 1 + objectives + 1
    assert len(json.loads(texts["glossary.json"])["terms"]) == len(catalog.terms)
    assert texts["calendar.ics"].count("BEGIN:VEVENT") > 5
