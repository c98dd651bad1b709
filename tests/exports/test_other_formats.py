"""Agreements in formats of other tools: golden files, and the validators of those formats."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from catalogs import examples

from drafts import catalog_of, draft
from openslo import mistakes
from packages import from_npm
from sla_catalog.exports.neighbours import NEIGHBOURS
from sla_catalog.exports.neighbours.schema_org import structured_data
from sla_catalog.losses import Outcome
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.metrics import Commitment
from sla_catalog.reports.losses import as_text

HERE = Path(__file__).parent / "neighbours"


@cache
def orders() -> Catalog:
    """Return the agreement of the golden files, and one of long texts and of all windows."""
    paths = [HERE / "agreements" / f"{name}.yaml" for name in ("orders", "windows")]
    return catalog_of({path.stem: path.read_text(encoding="utf-8") for path in paths})


@pytest.mark.parametrize("name", sorted(NEIGHBOURS))
def test_an_agreement_becomes_this_file_with_this_report(name: str) -> None:
    made = NEIGHBOURS[name](orders().agreements[0], orders())
    golden = HERE / name
    assert made.text == (golden / made.name).read_text(encoding="utf-8")
    assert f"{as_text(made.notes, is_export=True)}\n" == (golden / "report.txt").read_text(
        encoding="utf-8"
    )


@pytest.mark.parametrize("name", sorted(NEIGHBOURS))
def test_every_promise_of_the_examples_is_in_the_report(name: str) -> None:
    for agreement in examples().agreements:
        metrics = agreement.metrics if isinstance(agreement.metrics, tuple) else ()
        lines = {
            examples().span(agreement, ("metrics", place, "id")).line
            for place, metric in enumerate(metrics)
            if metric.promises
        }
        made = NEIGHBOURS[name](agreement, examples())
        assert lines <= {note.span.line for note in made.notes}


def test_objectives_have_the_form_that_openslo_demands(tmp_path: Path) -> None:
    texts = {path.name: path.read_text(encoding="utf-8") for path in exported("openslo", tmp_path)}
    assert {name: mistakes(text) for name, text in texts.items()} == {name: [] for name in texts}
    assert sum(text.count("kind: SLO") for text in texts.values()) > 10


def test_what_is_transcribed_takes_no_zone_from_the_catalog() -> None:
    promise = "metrics: [{id: up, type: availability, window: calendar month, target: 99.9 %}]"
    ours = f"id: mail\nkind: sla\ntitle: Mail\nowner: ops\n{promise}\n"
    theirs = f"{ours}sources: [{{id: terms, title: Terms, read: full, url: 'https://example.com/terms'}}]\n"
    zones = []
    for text in (ours, theirs):
        catalog = catalog_of({"mail": text}, timezone="Europe/Berlin")
        zones += re.findall(
            "timeZone: .*", NEIGHBOURS["openslo"](catalog.agreements[0], catalog).text
        )
    assert zones == ["timeZone: Europe/Berlin", "timeZone: UTC"]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("target: 0.9990", "target: 1", "1 is greater than or equal to the maximum of 1"),
        ("timeZone:", "zone:", "'timeZone' is a required property"),
        ("duration: 28d", "duration: 28 days", "'28 days' does not match '^[0-9]+[mhdwMQY]$'"),
        ("Method: Occurrences", "Method: Timeslices", "'timeSliceWindow' is a required property"),
        ("name: orders-requests", "name: orders-uptime", "SLO orders-uptime: twice"),
        ("op: lte", "op: at most", "'at most' is not one of ['lte', 'gte', 'lt', 'gt']"),
    ],
)
def test_a_mistake_in_an_objective_is_found(before: str, after: str, expected: str) -> None:
    text = (HERE / "openslo" / "orders.yaml").read_text(encoding="utf-8")
    assert before in text
    assert any(expected in one for one in mistakes(text.replace(before, after, 1)))


_ODCS = """
import json, sys
from importlib.resources import files
import jsonschema, yaml
from open_data_contract_standard.model import OpenDataContractStandard
text = (files("open_data_contract_standard") / "schema.json").read_text(encoding="utf-8")
check = jsonschema.Draft201909Validator(json.loads(text))
found = {}
for path in sys.argv[1:]:
    contract = OpenDataContractStandard.from_file(path)
    with open(path, encoding="utf-8") as file:
        errors = [error.message for error in check.iter_errors(yaml.safe_load(file))]
    found[path] = [len(contract.slaProperties or []), *errors]
print(json.dumps(found))
"""


def exported(name: str, folder: Path) -> list[Path]:
    """Write each agreement of the example catalog, and the one of the golden files, in a format."""
    paths = []
    for catalog in (orders(), examples()):
        for agreement in catalog.agreements:
            made = NEIGHBOURS[name](agreement, catalog)
            paths.append(folder / made.name)
            paths[-1].write_text(made.text, encoding="utf-8")
    return paths


def complaints(folder: Path, script: str, *arguments: Path) -> dict[Path, list[str]]:
    """Return what a script of Node finds in each file."""
    shutil.copy(HERE.parent / script, folder)
    command = ["node", script, *map(str, arguments)]
    checked = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return {Path(path): found for path, found in json.loads(checked.stdout).items()}


def broken(path: Path, before: str, after: str) -> Path:
    """Write a file again with a mistake, and return where."""
    text = path.read_text(encoding="utf-8")
    assert before in text
    wrong = path.with_name(f"wrong-{path.name}")
    wrong.write_text(text.replace(before, after, 1), encoding="utf-8")
    return wrong


@pytest.mark.long
def test_data_contracts_pass_the_published_schema_in_two_validators_and_its_reader(
    tmp_path: Path,
) -> None:
    package = "open-data-contract-standard==3.2.0"
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target"]
    subprocess.run([*install, str(tmp_path / "python"), package], check=True)
    paths = exported("odcs", tmp_path)
    checked = subprocess.run(
        [sys.executable, "-c", _ODCS, *map(str, paths)],
        env=dict(os.environ) | {"PYTHONPATH": str(tmp_path / "python")},
        capture_output=True,
        text=True,
        check=True,
    )
    found = json.loads(checked.stdout)
    assert [errors for count, *errors in found.values()] == [[]] * len(paths)
    assert found[str(paths[0])][0] == 4
    from_npm(tmp_path, "ajv@8", "ajv-formats@3", "yaml@2")
    wrong = broken(paths[0], "kind: DataContract", "kind: Other")
    schema = tmp_path / "python" / "open_data_contract_standard" / "schema.json"
    told = complaints(tmp_path, "odcs.mjs", schema, *paths, wrong)
    assert [path for path in told if told[path]] == [wrong]


@pytest.mark.long
def test_entities_pass_the_policies_of_backstage(tmp_path: Path) -> None:
    from_npm(tmp_path, "@backstage/catalog-model@1.10.1", "yaml@2")
    paths = exported("backstage", tmp_path)
    wrong = [
        broken(paths[0], "  owner:", "  ownr:"),
        broken(paths[1], "sla-catalog/agreement", "sla catalog/agreement"),
    ]
    told = complaints(tmp_path, "backstage.mjs", *paths, *wrong)
    assert [path for path in told if told[path]] == wrong


@pytest.mark.long
def test_structured_data_fits_the_types_of_schema_org(tmp_path: Path) -> None:
    from_npm(tmp_path, "schema-dts@2.1.0", "typescript@5")
    paths = exported("schema.org", tmp_path)
    wrong = [
        broken(paths[0], '"minValue": "99.90"', '"minValue": "most"'),
        broken(paths[1], '"additionalProperty"', '"additionalProperties"'),
    ]
    modules = [typed(path) for path in (*paths, *wrong)]
    checked = subprocess.run(
        ["node", "node_modules/typescript/bin/tsc", "--noEmit", "--strict", *modules],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    complaints = [line for line in checked.stdout.splitlines() if not line.startswith(" ")]
    assert {line.partition("(")[0] for line in complaints} == {typed(path) for path in wrong}


def typed(path: Path) -> str:
    """Write structured data beside itself as a module whose types are those of schema.org."""
    module = path.with_suffix(".ts")
    head = 'import type { Service, WithContext } from "schema-dts";\n'
    text = path.read_text(encoding="utf-8")
    module.write_text(f"{head}const one: WithContext<Service> = {text};\n", encoding="utf-8")
    return module.name


@pytest.mark.parametrize("name", sorted(NEIGHBOURS))
@pytest.mark.parametrize("commitment", [one for one in Commitment if one != "guaranteed"])
def test_what_is_not_guaranteed_is_never_written_as_a_promise(name: str, commitment: str) -> None:
    metric = "{id: reach, type: availability, target: at least 99.5 %, window: calendar month"
    catalog = catalog_of(
        {"case": draft(f"metrics: [{metric}, method: events, commitment: {commitment}}}]\n")}
    )
    made = NEIGHBOURS[name](catalog.agreements[0], catalog)
    words = commitment.replace("_", " ")
    said = f"not guaranteed: {words}"
    assert (f"commitment: {commitment}" if name == "openslo" else said) in made.text
    changed = [note.text for note in made.notes if note.outcome is Outcome.CHANGED]
    assert name == "backstage" or any(words in text.replace("_", " ") for text in changed)
    assert "minValue" not in made.text
    assert said in structured_data(catalog.agreements[0], catalog)
