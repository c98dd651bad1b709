"""Folders of a catalog, and what was read of them."""

from __future__ import annotations

from pathlib import Path

from sla_catalog.findings import Finding
from sla_catalog.source.limits import Limits
from sla_catalog.source.tree import SourceFile

LIMITS = Limits()


def write(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode("utf-8", "surrogateescape"))


def listed(reading: tuple[tuple[SourceFile, ...], tuple[Finding, ...]]) -> list[str]:
    files, findings = reading
    assert all(finding.expected and finding.instead for finding in findings)
    return [
        *(file.path for file in files),
        *(f"{finding.rule} {finding.span.path}: {finding.found}" for finding in findings),
    ]
