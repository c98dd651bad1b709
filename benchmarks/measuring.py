"""Builds of ours and the peer in turn, each in a process of its own: seconds, memory, bytes."""

import os
import re
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.memory import PeakMemory
from benchmarks.sources import edit, multiply, read_examples, write_hugo, write_ours, write_peer

HUGO = shutil.which("hugo")
BY_MKDOCS = (sys.executable, "-m", "mkdocs", "build")
BY_HUGO = (HUGO or "", "--quiet", "--destination", "site")
AGREEMENT = re.compile(r"/agreements/[^/]+(?:/index|(?<!/index))\.html$")
RSS_UNIT = 1 if sys.platform == "darwin" else 1024  # bytes there, KiB elsewhere


@dataclass(frozen=True)
class Build:
    """What one build took, and what it left behind."""

    seconds: float
    cpu_seconds: float
    peak_bytes: int
    site_bytes: int
    index_bytes: int
    pages: int
    agreement_page_bytes: float


@dataclass(frozen=True)
class Comparison:
    """The builds of one size by side, those of one turn at the same place.

    Sides are `ours` and the `peer`; `one core` is ours on one of several, `cached` ours from a
    cache after some agreements have changed, and `hugo` the peer's pages by Hugo if it is there.
    """

    size: int
    changed: int
    builds: dict[str, list[Build]]

    @property
    def cores_ratio(self) -> float | None:
        """Give our time as a multiple of that on one core; None where there is no other."""
        return self.ratio("ours", "one core") if "one core" in self.builds else None

    def ratio(self, side: str, beside: str = "peer") -> float:
        """Give the time of a side as a multiple of another's, the median over turns."""
        turns = zip(self.builds[side], self.builds[beside], strict=True)
        return statistics.median(one.seconds / other.seconds for one, other in turns)

    def cpu_ratio(self, side: str) -> float:
        """Give the same for processor time beside the peer's; a busy machine disturbs it less."""
        turns = zip(self.builds[side], self.builds["peer"], strict=True)
        return statistics.median(one.cpu_seconds / peer.cpu_seconds for one, peer in turns)


def compare(examples: Path, folder: Path, size: int, runs: int, changed: int) -> Comparison:
    """Write a catalog of a size for each side, and build all in turn; who goes first alternates."""
    agreements = multiply(read_examples(examples), size)
    write_ours(folder / "ours", examples, agreements)
    write_ours(folder / "cached", examples, agreements, option="cache: .cache")
    write_peer(folder / "peer", examples, agreements)
    sides: dict[str, Callable[[], Build]] = {
        "ours": lambda: build(folder / "ours"),
        "peer": lambda: build(folder / "peer"),
    }
    if has_several_cores():
        sides["one core"] = lambda: build(folder / "ours", is_alone=True)
    if HUGO:
        write_hugo(folder / "hugo", folder / "peer/docs")
        sides["hugo"] = lambda: build(folder / "hugo", BY_HUGO)
    build(folder / "cached")  # fills the cache
    builds: dict[str, list[Build]] = {side: [] for side in (*sides, "cached")}
    for run in range(runs):
        for side in sides if run % 2 == 0 else reversed(sides):
            builds[side].append(sides[side]())
        edit(folder / "cached", sorted(agreements)[:: max(1, size // changed)][:changed], run)
        builds["cached"].append(build(folder / "cached"))
    return Comparison(size, changed, builds)


def has_several_cores() -> bool:
    """Tell whether a build can be held to one of several cores."""
    return sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1


def hold_to_one_core() -> None:
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def build(folder: Path, command: Sequence[str] = BY_MKDOCS, *, is_alone: bool = False) -> Build:
    """Build a site from nothing; a build that fails ends the benchmark with its log."""
    site = folder / "site"
    shutil.rmtree(site, ignore_errors=True)
    log = folder / "build.log"
    environment = os.environ | {"SOURCE_DATE_EPOCH": "1767225600", "PYTHONUTF8": "1"}
    with log.open("wb") as output:
        started = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            preexec_fn=hold_to_one_core if is_alone else None,
        )
        with PeakMemory(process.pid) as memory:
            _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        tail = log.read_text(encoding="utf-8", errors="replace").splitlines()[-20:]
        raise SystemExit("\n".join([f"{folder}: the build failed", *tail]))
    files = [path for path in site.rglob("*") if path.is_file()]
    index = site / "search/search_index.json"
    return Build(
        seconds=seconds,
        cpu_seconds=usage.ru_utime + usage.ru_stime,
        peak_bytes=max(memory.peak_bytes, usage.ru_maxrss * RSS_UNIT),
        site_bytes=sum(path.stat().st_size for path in files),
        index_bytes=index.stat().st_size if index.exists() else 0,
        pages=sum(path.suffix == ".html" for path in files),
        agreement_page_bytes=statistics.median(
            path.stat().st_size for path in files if AGREEMENT.search(path.as_posix())
        ),
    )
