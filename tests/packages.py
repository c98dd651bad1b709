"""Other programs for the long tests, each installed into a folder that one test throws away."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def from_pypi(folder: Path, *requirements: str) -> dict[str, str]:
    """Install packages into a folder; return the environment in which Python finds them there.

    What this project uses too is installed in the version that it is tested with.
    """
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    folder.mkdir(parents=True, exist_ok=True)
    versions = folder / "versions.txt"
    versions.write_text(_versions(), encoding="utf-8")
    pinned = ["--constraint", str(versions), "--target", str(folder)]
    _run([*install, *pinned, *requirements], ROOT)
    return dict(os.environ) | {"PYTHONPATH": str(folder), "PATH": _with(folder / "bin")}


def _versions() -> str:
    """Return the locked versions; their digests would ask for those of what is installed here."""
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    return "\n".join(re.findall(r"^[\w.-]+==[^\s\\]+(?: ;[^\\\n]*)?", lock, re.MULTILINE)) + "\n"


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
