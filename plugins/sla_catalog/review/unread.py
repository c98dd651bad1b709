"""What could not be read of the base, so that a person has to compare it: never taken for equal."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Iterator, Sequence

from sla_catalog.findings import Finding, FindingSeverity
from sla_catalog.review.reported import (
    CustomerEffect,
    ReportedChange,
    ReportedSide,
    Uncompared,
)
from sla_catalog.source.leniency import READ_IN_PART
from sla_catalog.source.load import Loaded

RULE = "base-unreadable"


def unread_of_base(base: Loaded, uncompared: Sequence[Uncompared]) -> Iterator[ReportedChange]:
    """Yield a change for each file of the base that cannot be read, or only in part."""
    by_path: dict[str, list[Finding]] = {}
    for finding in base.findings:
        if finding.rule == READ_IN_PART:
            by_path.setdefault(finding.span.path, []).append(finding)
    names = {path: name for name, path in base.catalog.paths.items()}
    for path, findings in by_path.items():
        lines = ", ".join(str(one) for one in sorted({f.span.line for f in findings}))
        name = names.get(path, _stem(path))
        yield _change(name, ReportedSide(f"line {lines} of the base", findings[0].span, value=name))
    for one in uncompared:
        if not one.is_head:
            name = _stem(one.path)
            yield _change(name, ReportedSide("the whole file of the base", value=name))


def _stem(path: str) -> str:
    return posixpath.splitext(posixpath.basename(path))[0]


def _change(name: str, before: ReportedSide) -> ReportedChange:
    digest = hashlib.sha256("\x1f".join(("v1", "change", RULE, name)).encode()).hexdigest()
    return ReportedChange(
        rule=RULE,
        fingerprint=f"c1:{digest}",
        level=FindingSeverity.WARNING,
        direction=CustomerEffect.DECIDE,
        agreement=name,
        name=name,
        title="",
        path="",
        what="What cannot be read in the format of today",
        before=before,
        after=ReportedSide("to be compared by a person"),
        code="C910",
    )
