"""Findings that were there before anybody looked: kept by rule, place and value, without lines."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

from sla_catalog.findings import Finding
from sla_catalog.frozen import dataclass
from sla_catalog.source.document import YamlDocument
from sla_catalog.source.keypaths import key_path

NAME = ".sla/baseline.json"  # beside mkdocs.yml
SCHEMA = "sla-baseline/1"


class BaselineError(Exception):
    """Say why a baseline cannot be read."""


@dataclass(frozen=True, slots=True, order=True)
class BaselineEntry:
    """A finding that is accepted until its value changes."""

    agreement: str
    rule: str
    path: str
    value: str


def as_baseline(entries: Iterable[BaselineEntry]) -> str:
    """Write entries in a fixed order, so that a diff shows what was added."""
    listed = [
        {"agreement": one.agreement, "rule": one.rule, "path": one.path, "value": one.value}
        for one in sorted(entries)
    ]
    return json.dumps({"schema": SCHEMA, "findings": listed}, indent=2) + "\n"


def entries_in(text: str) -> tuple[BaselineEntry, ...]:
    """Read the entries of a baseline; raise BaselineError where it is none."""
    try:
        written = json.loads(text)
        if written["schema"] != SCHEMA:
            raise BaselineError(f"its schema is {written['schema']!r}, expected {SCHEMA!r}")
        names = ("agreement", "rule", "path", "value")
        return tuple(
            BaselineEntry(*(str(one[name]) for name in names)) for one in written["findings"]
        )
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BaselineError(f"it is not a baseline: {error}") from None


def read_baseline(home: Path) -> tuple[BaselineEntry, ...]:
    """Return the entries of the baseline in a folder; raise BaselineError where it is none."""
    path = home / NAME
    try:
        return entries_in(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return ()
    except (BaselineError, UnicodeDecodeError, OSError) as error:
        raise BaselineError(f"{path.as_posix()}: {error}") from None


def divided(
    findings: Iterable[Finding],
    documents: Mapping[str, YamlDocument],
    entries: Iterable[BaselineEntry],
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Return the findings that are new, and those that entries hold, as many as there are."""
    left = Counter(entries)
    kinds = {(one.agreement, one.rule) for one in left}
    new, known = [], []
    for finding in findings:
        entry = _entry_of(finding, documents, kinds) if kinds else None
        if entry and left[entry] > 0:
            left[entry] -= 1
            known.append(finding)
        else:
            new.append(finding)
    return tuple(new), tuple(known)


def _entry_of(
    finding: Finding, documents: Mapping[str, YamlDocument], kinds: set[tuple[str, str]]
) -> BaselineEntry | None:
    """Return the entry for a finding; None where there is none of its rule and file."""
    document = documents.get(finding.span.path)
    kind = (PurePosixPath(finding.span.path).stem, finding.rule)
    if kind not in kinds:
        return None
    return BaselineEntry(*kind, *(key_path(document, finding.span) if document else ("", "")))
