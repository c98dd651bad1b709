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
SAMPLE = 25  # files of a shape, which tell what more of them take: that grows with their number


def print_bounds(folder: Path, shapes: list[str] | None, catalogs: int) -> None:
    """Print a line for the longest file of each shape, and for a sample and catalogs of others."""
    print(f"a loop of {STEPS:,} steps takes {_loop():.2f} s of this processor now")
    print_row("shape", "files", "kB", "cpu s", "judging s", "peak MB", "printed kB")
    smallest = written(SHAPES["metrics with long decimals"], 1, CASE)
    start = min(_check(_written(folder, f"start {n}", smallest, 1))[0].cpu_seconds for n in "abc")
    chosen = {name: SHAPES[name] for name in shapes or SHAPES}
    for name, shape in chosen.items():
        _measure(folder, name, largest(shape, Limits(), CASE), 1, start)
    few = Limits(events=Limits().average_events)
    texts = {name: largest(shape, few, CASE) for name, shape in chosen.items()}
    taken = {name: _measure(folder, name, text, SAMPLE, start) for name, text in texts.items()}
    for name in sorted(taken, key=lambda one: taken[one], reverse=True)[:catalogs]:
        _measure(folder, name, texts[name], FEW_FILES, start)


def _loop() -> float:
    """Return how long something known takes: on a busy machine processor time grows as well."""
    started, total = time.process_time(), 0
    for step in range(STEPS):
        total += step * step
    return time.process_time() - started


def _measure(folder: Path, name: str, text: bytes, files: int, start: float) -> float:
    """Check so many files, and print what it took, with and without the start of the command."""
    taken, printed = _check(_written(folder, name, text, files))
    print_row(
        name,
        f"{files}",
        f"{len(text) * files // 1000:,}",
        f"{taken.cpu_seconds:.2f}",
        f"{max(0, taken.cpu_seconds - start):.2f}",
        f"{taken.peak_bytes / MEGA:.0f}",
        f"{printed // 1000:,}",
    )
    return taken.cpu_seconds


def _written(folder: Path, name: str, text: bytes, files: int) -> Path:
    """Write a catalog of so many files, alike but for their ids, and return where."""
    place = folder / f"{files} {name}" / "agreements"
    place.mkdir(parents=True)
    for number in range(files):
        one = f"{CASE}-{number}"
        renamed = text.replace(f"id: {CASE}\n".encode(), f"id: {one}\n".encode(), 1)
        (place / f"{one}.yaml").write_bytes(renamed)
    return place.parent


def _check(folder: Path) -> tuple[Check, int]:
    command = (sys.executable, "-c", CALL, "check", "--today", "2026-11-23")
    # As where the package is installed: its modules are compiled once.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    cache = str(folder.parent / "compiled")
    environment = {**kept, "PYTHONPATH": str(ROOT / "plugins"), "PYTHONPYCACHEPREFIX": cache}
    log = folder / "check.log"
    started = time.perf_counter()
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
    taken = time.perf_counter() - started
    found = Check(used.ru_utime + used.ru_stime, used.ru_maxrss * RSS_UNIT, taken)
    return found, log.stat().st_size
