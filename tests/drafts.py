"""Small agreements for tests: a minimal draft and what a case says beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from sla_catalog.findings import Finding, FindingSeverity
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.fields import Record
from sla_catalog.source.decode import decode
from sla_catalog.source.document import read_document
from sla_catalog.source.limits import Limits
from sla_catalog.source.load import load
from sla_catalog.source.tree import SourceFile

MINIMAL = """\
id: case
kind: sla
title: Case
owner: Team
services: [{id: case, name: Case}]
"""
PATH = "agreements/case.yaml"


def draft(fragment: str, without: str = "") -> str:
    """Return the minimal draft with a fragment, which replaces the keys that it repeats."""
    said = {*re.findall(r"^([a-z_]+):", fragment, re.MULTILINE), *without.split()}
    lines = (line for line in MINIMAL.splitlines() if line.partition(":")[0] not in said)
    return "".join(f"{line}\n" for line in lines) + fragment


def read(
    text: str, record: type[Record] = Agreement, path: str = PATH
) -> tuple[Record | None, tuple[Finding, ...]]:
    """Read one record from YAML, or all that is found wrong with it."""
    document, findings = read_document(path, text.encode(), Limits())
    if document is None:
        return None, findings
    made, more = decode(document, record, Limits())
    return made, (*findings, *more)


def cases(path: Path) -> list[dict[str, Any]]:
    """Return the cases of a golden file; every scalar stays text."""
    text = path.read_text(encoding="utf-8")
    found: list[dict[str, Any]] = yaml.load(text, yaml.BaseLoader)  # noqa: S506 - builds only text
    return found


def cases_in(folder: Path) -> list[tuple[str, dict[str, Any]]]:
    """Return every case of the golden files of a folder, each with a name for messages."""
    return [
        (f"{file.stem}-{place}", case)
        for file in sorted(folder.glob("*.yaml"))
        for place, case in enumerate(cases(file))
    ]


def catalog_of(texts: Mapping[str, str], timezone: str | None = None) -> Catalog:
    """Read a catalog from the text of each file by its name, such as `wiki` or `parties`."""
    files = [SourceFile(f"agreements/{name}.yaml", text.encode()) for name, text in texts.items()]
    loaded = load(files, "agreements", Limits(), timezone)
    assert [one for one in loaded.findings if one.severity is FindingSeverity.ERROR] == []
    return loaded.catalog
