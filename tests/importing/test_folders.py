import shutil
from pathlib import Path

import pytest

from command import sla

CASES = Path(__file__).parent / "folders"
DAY = ("--today", "2026-12-02")


@pytest.mark.parametrize("case", sorted(path.name for path in CASES.iterdir()))
def test_a_folder_becomes_these_agreements_with_this_report(case: str, tmp_path: Path) -> None:
    folder = CASES / case
    shutil.copytree(folder / "in", tmp_path / "in")
    result = sla(tmp_path, "import", "in", "--into", "out", *DAY)
    assert result.exit_code == 0, result.output
    report = [line for line in result.stdout.splitlines() if not line.startswith("wrote ")]
    assert report == (folder / "report.txt").read_text(encoding="utf-8").splitlines()
    made = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "out").iterdir()}
    expected = (folder / "agreements").iterdir()
    assert made == {path.name: path.read_text(encoding="utf-8") for path in expected}
    checked = sla(tmp_path, "check", "out", *DAY)
    assert checked.exit_code == 0, checked.output
