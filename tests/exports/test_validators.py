"""The published schemas in other people's validators: accepted, and of one mind on our examples."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from catalogs import made

from packages import from_npm, from_pypi
from sla_catalog.source.load import SHARED_FILES

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent
EXAMPLES = sorted((ROOT / "agreements").rglob("*.yaml"))
NAMES = ("agreement", *SHARED_FILES)
BROKEN = """\
id: broken
kind: sla
title: Broken
owner: Team
metrics: [{id: up, type: availability, target: 99 %, windw: calendar month}]
"""
Check = tuple[list[str], dict[str, str]]

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with the schemas, a file that is broken and a catalog as it is published."""
    folder = tmp_path_factory.mktemp("validators")
    shutil.copytree(ROOT / "schema", folder / "schema")
    (folder / "broken.yaml").write_text(BROKEN, encoding="utf-8")
    (folder / "catalog.json").write_text(made()["catalog.json"], encoding="utf-8")
    return folder


@pytest.fixture(scope="module", params=["check-jsonschema", "ajv"])
def validator(request: pytest.FixtureRequest, folder: Path) -> Iterator[Check]:
    """Give a command that takes a schema and files, and the environment in which it is found."""
    if request.param == "ajv":
        from_npm(folder, "ajv@8", "ajv-formats@3", "yaml@2")
        shutil.copy(HERE / "ajv.mjs", folder)
        yield ["node", "ajv.mjs"], {}
    else:
        environment = from_pypi(folder / "python", "check-jsonschema")
        yield [sys.executable, "-m", "check_jsonschema", "--schemafile"], environment


def complaints(validator: Check, folder: Path, name: str, *files: Path) -> str:
    command, environment = validator
    result = subprocess.run(
        [*command, f"schema/{name}.schema.json", *map(str, files)],
        cwd=folder,
        env=environment or None,
        capture_output=True,
        text=True,
        check=False,
    )
    return (result.stdout + result.stderr).replace("ok -- validation done\n", "")


def test_every_example_is_valid(validator: Check, folder: Path) -> None:
    ours = {
        name: [path for path in EXAMPLES if path.stem == name]
        or [path for path in EXAMPLES if path.stem not in SHARED_FILES]
        for name in NAMES
    }
    assert sum(map(len, ours.values())) == len(EXAMPLES)
    assert {
        n: complaints(validator, folder, n, *files) for n, files in ours.items()
    } == dict.fromkeys(NAMES, "")


def test_the_published_catalog_is_valid(validator: Check, folder: Path) -> None:
    assert complaints(validator, folder, "catalog", folder / "catalog.json") == ""


def test_what_is_wrong_is_found(validator: Check, folder: Path) -> None:
    assert "broken.yaml" in complaints(validator, folder, "agreement", folder / "broken.yaml")


def test_node_compiles_every_pattern(folder: Path) -> None:
    found = [p for schema in sorted(folder.glob("schema/*.json")) for p in _patterns(schema)]
    script = "for (const one of JSON.parse(process.argv[1])) new RegExp(one, 'u')"
    result = subprocess.run(
        ["node", "--eval", script, json.dumps(sorted(set(found)))],
        capture_output=True,
        text=True,
        check=False,
    )
    assert len(set(found)) > 20
    assert (result.returncode, result.stderr) == (0, "")


def _patterns(path: Path) -> Iterator[str]:
    found: list[str] = []

    def take(values: dict[str, object]) -> dict[str, object]:
        if isinstance(pattern := values.get("pattern"), str):
            found.append(pattern)
        if isinstance(names := values.get("patternProperties"), dict):
            found.extend(names)
        return values

    json.loads(path.read_text(encoding="utf-8"), object_hook=take)
    yield from found
