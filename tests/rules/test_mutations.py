"""Agreements with one value changed: rules never crash, and each finding has a place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from sla_catalog.rules import check
from sla_catalog.source.limits import Limits
from sla_catalog.source.load import SHARED_FILES, load
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
VALUES = ("100 %", "0 %", "4 h", "1 business days", "24x7", "none", "2020-01-01", "x", "[]", "{}")


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_changed_agreement_is_judged(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(WHOLE)))
    lines = [*WHOLE[name]]
    place = data.draw(st.integers(0, len(lines) - 1))
    key, colon, _ = lines[place].partition(": ")
    value = data.draw(st.sampled_from(VALUES))
    if data.draw(st.booleans()) and colon:
        lines[place] = f"{key}: {value}"
    else:
        del lines[place]
    file = SourceFile(f"agreements/{name}", "\n".join(lines).encode())
    loaded = load([*SHARED, file], "agreements", Limits(), "UTC")
    for finding in (*loaded.findings, *check(loaded.catalog, date(2026, 11, 23))):
        assert finding.span.line <= len(lines) or finding.span.path != file.path
        assert finding.span.line >= 1
        assert finding.found
