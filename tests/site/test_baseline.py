"""A build obeys the baseline that `sla check` reads."""

from __future__ import annotations

from pathlib import Path

import pytest
from sites import CATALOG, EPOCH, WIKI, build, write_site

from command import sla

DEAD = (
    "remedies: {base: monthly fee, credits: [{id: late, metrics: [uptime],\n"
    "  tiers: [{below: 99 %, credit: 10 %}]}]}\n"
)
WITH_WARNING = WIKI.replace("remedies: {none: An internal service.}\n", DEAD)


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    files = CATALOG | {"agreements/wiki.yaml": WITH_WARNING}
    return write_site(tmp_path, files, options="quality: true")


def test_a_strict_build_passes_what_the_baseline_holds(folder: Path) -> None:
    open_ = build(folder, "--strict")
    assert (open_.returncode, "dead-zone" in open_.stderr) == (1, True)
    assert sla(folder, "baseline", "write", SOURCE_DATE_EPOCH=EPOCH).exit_code == 0
    passed = build(folder, "--strict")
    assert (passed.returncode, "dead-zone" in passed.stderr) == (0, False), passed.stderr
    assert "1 accepted in .sla/baseline.json; `sla check --no-baseline` prints" in passed.stderr
    page = (folder / "site/quality/index.html").read_text(encoding="utf-8")
    assert "in the baseline" in page
    changed = WITH_WARNING.replace("99 %", "98 %")
    (folder / "agreements/wiki.yaml").write_text(changed, encoding="utf-8")
    again = build(folder, "--strict")
    assert (again.returncode, "dead-zone" in again.stderr) == (1, True)


def test_an_export_obeys_it_too(folder: Path) -> None:
    sla(folder, "baseline", "write", SOURCE_DATE_EPOCH=EPOCH)
    made = sla(folder, "export", "out", SOURCE_DATE_EPOCH=EPOCH)
    assert (made.exit_code, "dead-zone" in made.stderr) == (0, False), made.stderr


@pytest.mark.parametrize("written", ["[]", "[" * 200_000])
def test_a_baseline_that_is_none_stops_the_build(folder: Path, written: str) -> None:
    (folder / ".sla").mkdir()
    (folder / ".sla/baseline.json").write_text(written, encoding="utf-8")
    stopped = build(folder)
    assert (stopped.returncode, "Traceback" in stopped.stderr) == (1, False)
    assert ".sla/baseline.json: it is not a baseline" in stopped.stderr


def test_a_folder_in_its_place_stops_the_build(folder: Path) -> None:
    (folder / ".sla/baseline.json").mkdir(parents=True)
    stopped = build(folder)
    assert (stopped.returncode, "Traceback" in stopped.stderr) == (1, False)
    assert ".sla/baseline.json: [Errno 21] Is a directory" in stopped.stderr
