"""`sla check` of ours and of an older revision in turn: processor time and memory of each."""

import compileall
import os
import shutil
import statistics
import subprocess
import sys
import tarfile
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from benchmarks.measuring import RSS_UNIT
from benchmarks.sources import multiply, read_examples, write_ours
from benchmarks.table import MEGA, print_row

ROOT = Path(__file__).resolve().parent.parent
OLDER = "2701d71^"  # the last revision without the table of rules
# Run by `-c`, so that the older package is found by its path and not by what is installed.
CALL = "from sla_catalog.cli import main; main(standalone_mode=False)"


@dataclass(frozen=True)
class Check:
    """What a check took."""

    cpu_seconds: float
    peak_bytes: int


@dataclass(frozen=True)
class Checked:
    """The checks of one size: ours, and the older ones of the same turns."""

    size: int
    ours: list[Check]
    older: list[Check]

    @property
    def ratio(self) -> float:
        """Give our processor time as a multiple of the older one, the median over turns."""
        turns = zip(self.ours, self.older, strict=True)
        return statistics.median(one.cpu_seconds / old.cpu_seconds for one, old in turns)


def unpack(revision: str, folder: Path) -> Path:
    """Write the package as it was at a revision to a folder, and return where it is imported."""
    command = ("git", "-C", str(ROOT), "archive", revision, "plugins")
    archive = subprocess.run(command, check=True, capture_output=True).stdout
    with tarfile.open(fileobj=BytesIO(archive)) as packed:
        packed.extractall(folder, filter="data")
    return folder / "plugins"


def compiled(package: Path) -> Path:
    """Compile a package as pip does: what is installed is not compiled anew in each run."""
    compileall.compile_dir(package, quiet=1)
    return package


def copy_ours(folder: Path) -> Path:
    """Copy our package to a folder, since nothing is written into the sources."""
    leave = shutil.ignore_patterns("__pycache__")
    return shutil.copytree(ROOT / "plugins", folder / "plugins", ignore=leave)


def packages(folder: Path, revision: str) -> Mapping[str, Path]:
    """Return where our package and the older one are imported, both compiled."""
    sides = {"ours": copy_ours(folder / "ours"), "older": unpack(revision, folder / "older")}
    return {side: compiled(package) for side, package in sides.items()}


def measure(
    examples: Path, folder: Path, sides: Mapping[str, Path], size: int, runs: int
) -> Checked:
    """Write a catalog of a size, and check it by both in turn; who goes first alternates."""
    write_ours(folder, examples, multiply(read_examples(examples), size))
    checks: dict[str, list[Check]] = {"ours": [], "older": []}
    for run in range(runs):
        for side in ("ours", "older") if run % 2 == 0 else ("older", "ours"):
            checks[side].append(check(folder, sides[side]))
    return Checked(size, checks["ours"], checks["older"])


def check(folder: Path, package: Path) -> Check:
    """Check a catalog in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(package)}
    command = (sys.executable, "-c", CALL, "check")
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode > 1:  # 1: one agreement alone names others that are not there
        raise RuntimeError(f"the check of {package} ended with {process.returncode}")
    return Check(used.ru_utime + used.ru_stime, used.ru_maxrss * RSS_UNIT)


def print_checks(checked: list[Checked]) -> None:
    """Print a line for each size."""
    print_row("agreements", "cpu s", "older cpu s", "cpu ratio", "peak MB", "older peak MB")
    for one in checked:
        print_row(
            str(one.size),
            f"{_seconds(one.ours):.2f}",
            f"{_seconds(one.older):.2f}",
            f"{one.ratio:.2f}",
            f"{_peak(one.ours):.0f}",
            f"{_peak(one.older):.0f}",
        )


def _seconds(checks: list[Check]) -> float:
    return statistics.median(one.cpu_seconds for one in checks)


def _peak(checks: list[Check]) -> float:
    return max(one.peak_bytes for one in checks) / MEGA
