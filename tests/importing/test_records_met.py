"""Parts of foreign files as they were met, row by row, each read in a file of its tool."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from test_generated import in_one_spelling, metrics, promised
from test_round_trip import DAY

from drafts import catalog_of
from sla_catalog.exports.yaml import written
from sla_catalog.importing.agreements import agreements
from sla_catalog.importing.folder import read_files
from sla_catalog.source.limits import Limits
from sla_catalog.source.tree import SourceFile

RECORDS = Path(__file__).parent / "records.yaml"


def _object(version: str, kind: str) -> Callable[[Any], dict[str, Any]]:
    head = {"apiVersion": version, "kind": kind, "metadata": {"name": "shop"}}
    return lambda spec: {**head, "spec": {"service": "shop", **spec}}


def _contract(levels: Any) -> dict[str, Any]:
    return {"dataContractSpecification": "1.1.0", "id": "shop", "servicelevels": levels}


def _resource(kind: str) -> Callable[[str], str]:
    return lambda body: f'resource "{kind}" "shop" {{\n{body.replace("  ", chr(10))}\n}}\n'


FILES: Mapping[str, Callable[[Any], dict[str, Any] | str]] = {
    "openslo": _object("openslo/v1", "SLO"),
    "nobl9": _object("n9/v1alpha", "SLO"),
    "sloth": lambda slo: {"version": "prometheus/v1", "service": "shop", "slos": [slo]},
    "pyrra": lambda spec: _object("pyrra.dev/v1alpha1", "ServiceLevelObjective")(
        {**spec, "indicator": {"ratio": {}}}
    ),
    "datadog": _resource("datadog_service_level_objective"),
    "grafana": _resource("grafana_slo"),
    "google": _resource("google_monitoring_slo"),
    "slo-generator": _object("sre.google.com/v2", "ServiceLevelObjective"),
    "odcs": lambda level: {"kind": "DataContract", "id": "shop", "slaProperties": [level]},
    "datacontract": _contract,
    "odps": lambda level: {"product": {"SLA": {"declarative": [level]}}},
}
TEXT = RECORDS.read_text(encoding="utf-8")
TABLES = yaml.load(TEXT, yaml.BaseLoader)  # noqa: S506 - it makes nothing but texts
ROWS = [(tool, *row) for tool, rows in TABLES.items() for row in rows]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]} {row[1]}")
def test_a_record_is_read_or_reported(row: tuple[Any, ...]) -> None:
    tool, part, target, window, *said = row
    made = FILES[tool](part)
    name, text = ("shop.tf", made) if isinstance(made, str) else ("shop.yaml", written(made))
    found, notes = read_files([SourceFile(name, text.encode())], Limits())
    catalog = catalog_of(dict(agreements(found, DAY).texts))
    read = [promised(metric) for metric in metrics(catalog)]
    assert read == [in_one_spelling((target, window))]
    assert all(any(words in note.text for note in notes) for words in said)


def test_each_tool_has_rows() -> None:
    assert {row[0] for row in ROWS} == FILES.keys()
