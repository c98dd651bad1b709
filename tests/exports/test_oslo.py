"""What is exported for OpenSLO passes the validator of OpenSLO's own project."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from test_other_formats import broken, exported

from oslo import OSLO

pytestmark = pytest.mark.long


def test_objectives_pass_oslo(tmp_path: Path) -> None:
    paths = exported("openslo", tmp_path)
    assert complaint(*paths) == "Valid!"
    assert "be less than '1'" in complaint(broken(paths[0], "target: 0.9990", "target: 99.90"))
    assert "unknown field" in complaint(broken(paths[0], "isRolling:", "isRoling:"))


def complaint(*paths: Path) -> str:
    assert OSLO is not None
    files = [argument for path in paths for argument in ("-f", str(path))]
    command = [OSLO, "validate", *files]
    return subprocess.run(command, capture_output=True, text=True, check=False).stderr.strip()
