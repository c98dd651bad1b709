"""What `sla check` takes for the worst files that its limits let pass: one, and 500 of them."""

import os
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.checking import CALL, ROOT, Check
from benchmarks.extremes import SHAPES, largest, written
from benchmarks.measuring import RSS_UNIT
from benchmarks.table import MEGA, print_row
from sla_catalog.source.limits import FEW_FILES, Limits

STEPS = 5_000_000
CASE = "case"


def print_bounds(folder: Path, shapes: list[str] | None, catalogs: int) -> None:
    """Print a line for the longest file of each shape, and one for catalogs of the worst."""
    print(f"a loop of {STEPS:,} steps takes {_loop():.2f} s of this processor now")
    print_row("shape", "files", "kB", "cpu s", "peak MB", "printed kB")
    _measure(folder, "one metric", written(SHAPES["metrics with long decimals"], 1, CASE), 1)
    chosen = {name: SHAPES[name] for name in shapes or SHAPES}
    taken = {
        name: _measure(folder, name, largest(shape, Limits(), CASE), 1)
        for name, shape in chosen.items()
    }
    few = Limits(events=Limits().average_events)
    for name in sorted(taken, key=lambda one: taken[one], reverse=True)[:catalogs]:
        _measure(folder, name, largest(chosen[name], few, CASE), FEW_FILES)


def _loop() -> float:
    """Return how long something known takes: on a busy machine processor time grows as well."""
    started, total = time.process_time(), 0
    for step in range(STEPS):
        total += step * step
    return time.process_time() - started


def _measure(folder: Path, name: str, text: bytes, files: int) -> float:
    """Check so many files, alike but for their ids, and print what it took."""
    place = folder / f"{files} {name}" / "agreements"
    place.mkdir(parents=True)
    for number in range(files):
        one = f"{CASE}-{number}"
        renamed = text.replace(f"id: {CASE}\n".encode(), f"id: {one}\n".encode(), 1)
        (place / f"{one}.yaml").write_bytes(renamed)
    taken, printed = _check(place.parent)
    kilobytes = len(text) * files // 1000
    print_row(
        name,
        f"{files}",
        f"{kilobytes:,}",
        f"{taken.cpu_seconds:.2f}",
        f"{taken.peak_bytes / MEGA:.0f}",
        f"{printed // 1000:,}",
    )
    return taken.cpu_seconds


def _check(folder: Path) -> tuple[Check, int]:
    command = (sys.executable, "-c", CALL, "check", "--today", "2026-11-23")
    # As where the package is installed: its modules are compiled once.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    cache = str(folder.parent / "compiled")
    environment = {**kept, "PYTHONPATH": str(ROOT / "plugins"), "PYTHONPYCACHEPREFIX": cache}
    log = folder / "check.log"
    with (
        log.open("wb") as output,
        subprocess.Popen(
            command, cwd=folder, env=environment, stdout=output, stderr=subprocess.STDOUT
        ) as process,
    ):
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode > 1 or b"Traceback" in log.read_bytes():
        raise RuntimeError(f"the check of {folder} ended with {process.returncode}: see {log}")
    return Check(used.ru_utime + used.ru_stime, used.ru_maxrss * RSS_UNIT), log.stat().st_size
