"""Agreements with one value changed: rules never crash, and each finding has a place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from sla_catalog.fixes import doubts, fixed
from sla_catalog.model.policy import CheckPolicy
from sla_catalog.rules import check
from sla_catalog.rules.acceptance import judge
from sla_catalog.source.limits import Limits
from sla_catalog.source.load import SHARED_FILES, Loaded, load
from sla_catalog.source.order import find_disorder
from sla_catalog.source.tree import SourceFile

FOLDER = Path(__file__).resolve().parents[2] / "agreements"
SHARED = [
    SourceFile(f"agreements/{name}.yaml", (FOLDER / f"{name}.yaml").read_bytes())
    for name in sorted(SHARED_FILES)
]
WHOLE = {
    path.name: path.read_text(encoding="utf-8").splitlines()
    for path in sorted(FOLDER.glob("*.yaml"))
    if path.stem not in SHARED_FILES
}
TODAY = date(2026, 11, 23)
VALUES = (
    "no",
    "12:30",
    "Mo-Fr 8-18",
    "31.12.2026",
    "Active",
    "100 %",
    "0 %",
    "4 h",
    "1 business days",
    "24x7",
    "none",
    "2020-01-01",
    "x",
    "[]",
    "{}",
)


@st.composite
def mutated(draw: st.DrawFn) -> SourceFile:
    """Draw an agreement of the example with one value replaced, or one line left out."""
    name = draw(st.sampled_from(sorted(WHOLE)))
    lines = [*WHOLE[name]]
    place = draw(st.integers(0, len(lines) - 1))
    key, colon, _ = lines[place].partition(": ")
    value = draw(st.sampled_from(VALUES))
    if draw(st.booleans()) and colon:
        lines[place] = f"{key}: {value}"
    else:
        del lines[place]
    return SourceFile(f"agreements/{name}", "\n".join(lines).encode())


def read(files: Sequence[SourceFile]) -> Loaded:
    return load(files, "agreements", Limits(), "UTC")


@settings(max_examples=60, deadline=None)
@given(mutated())
def test_a_changed_agreement_is_judged(file: SourceFile) -> None:
    lines = file.data.count(b"\n") + 1
    loaded = read([*SHARED, file])
    for finding in (*loaded.findings, *check(loaded.catalog, TODAY)):
        assert finding.span.line <= lines or finding.span.path != file.path
        assert finding.span.line >= 1
        assert finding.span.column >= 1
        assert finding.found


@settings(max_examples=25, deadline=None)
@given(mutated())
def test_fixes_of_a_changed_agreement_change_no_meaning(file: SourceFile) -> None:
    files = [*SHARED, file]
    loaded = read(files)
    found = (*loaded.findings, *check(loaded.catalog, TODAY))
    agreements = loaded.catalog.paths.values()
    disorder = (one for path in agreements for one in find_disorder(loaded.documents[path]))
    fixes = fixed(files, judge((*found, *disorder), loaded.suppressions, CheckPolicy(), TODAY).open)
    assert [*doubts(files, fixes, read, TODAY)] == []
