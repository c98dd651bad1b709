"""Other programs for the long tests, each installed into a folder that one test throws away."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
_PIN = re.compile(r"^[A-Za-z0-9_.-]+==\S+", re.MULTILINE)


def from_pypi(folder: Path, *requirements: str) -> dict[str, str]:
    """Install packages into a folder; return the environment in which Python finds them there.

    What this project uses too is installed in the version that it is tested with. The pins are
    taken without their digests: one digest among its constraints makes pip ask for one of each
    package.
    """
    pins = folder.with_name(f"{folder.name}-pins.txt")
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pins.write_text("\n".join([*_PIN.findall(lock), ""]), encoding="utf-8")
    return from_pypi_alone(folder, "--constraint", str(pins), *requirements)


def from_pypi_alone(folder: Path, *requirements: str) -> dict[str, str]:
    """Do the same for packages that have their own pins, which leave no room for ours."""
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    _run([*install, "--target", str(folder), *requirements], ROOT)
    return dict(os.environ) | {"PYTHONPATH": str(folder), "PATH": _with(folder / "bin")}


def from_npm(folder: Path, *requirements: str) -> None:
    """Install packages into `node_modules` of a folder."""
    (folder / "package.json").write_text('{"private": true}\n', encoding="utf-8")
    quiet = ["--silent", "--no-audit", "--no-fund", "--ignore-scripts"]
    _run(["npm", "install", *quiet, *requirements], folder)


def _with(folder: Path) -> str:
    return os.pathsep.join((str(folder), os.environ.get("PATH", "")))


def _run(command: list[str], folder: Path) -> None:
    result = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if result.returncode != 0:
        pytest.fail(f"{' '.join(command)}\n{result.stderr}", pytrace=False)
