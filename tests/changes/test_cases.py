"""Golden cases: two versions of an agreement, and every change between them as lines."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from changes.catalogs import between, lines
from sla_catalog.changes import KINDS, ChangeDirection
from sla_catalog.findings import FindingSeverity

HERE = Path(__file__).parent / "cases"
_HEAD = "id: mail\nkind: sla\ntitle: Mail\nstatus: active\nowner: ops\nversion: 1.0.0\n"


def cases() -> list[Any]:
    return [
        pytest.param(case, id=f"{path.stem}-{case['name'].replace(' ', '-')}")
        for path in sorted(HERE.glob("*.yaml"))
        for case in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize("case", cases())
def test_the_changes_are_those_of_the_case(case: dict[str, Any]) -> None:
    assert lines(between(files_of(case, "base"), files_of(case, "head"))) == case["expect"]


def test_each_kind_has_a_case() -> None:
    told = {line.split()[2] for case in cases() for line in _told(case.values[0])}
    assert told == set(KINDS)


def _told(case: dict[str, Any]) -> list[str]:
    found = [line.removeprefix("elsewhere: ") for line in case["expect"]]
    return [line for line in found if line.split(" ")[0] in {*FindingSeverity}]


@pytest.mark.parametrize("case", cases())
def test_swapped_sides_have_the_opposite_changes(case: dict[str, Any]) -> None:
    there = between(files_of(case, "base"), files_of(case, "head"))
    back = between(files_of(case, "head"), files_of(case, "base"))
    told = sorted(KINDS[one.kind.id].mirror or one.kind.id for one in there.changes)
    assert sorted(one.kind.id for one in back.changes) == told
    meant = [
        {c.fingerprint for c in one.changes if c.customer is not ChangeDirection.SAME}
        for one in (there, back)
    ]
    assert not meant[0] & meant[1]


def files_of(case: dict[str, Any], side: str) -> dict[str, str]:
    """Return the files of a side: those of the case, and an agreement made of its text."""
    files = dict(case.get("files", {})) | dict(case.get(f"{side}_files", {}))
    text = case.get(side)
    return files if text is None else files | {"mail.yaml": _HEAD + text}
