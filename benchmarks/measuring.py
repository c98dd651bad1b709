"""Builds of ours and the peer in turn, each in a process of its own: seconds, memory, bytes."""

import os
import shutil
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.memory import PeakMemory
from benchmarks.sources import multiply, read_examples, write_ours, write_peer

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


@dataclass(frozen=True)
class Comparison:
    """The builds of one size, ours and the peer's of one turn at the same place."""

    size: int
    ours: list[Build]
    peer: list[Build]
    alone: list[Build] = field(default_factory=list)  # ours on one core, where there are more

    @property
    def cores_ratio(self) -> float | None:
        """Give our time as a multiple of that on one core; None where there is no other."""
        if not self.alone:
            return None
        turns = zip(self.ours, self.alone, strict=True)
        return statistics.median(ours.seconds / alone.seconds for ours, alone in turns)

    @property
    def ratio(self) -> float:
        """Give our time as a multiple of the peer's, the median over turns."""
        turns = zip(self.ours, self.peer, strict=True)
        return statistics.median(ours.seconds / peer.seconds for ours, peer in turns)

    @property
    def cpu_ratio(self) -> float:
        """Give the same for processor time, which a busy machine disturbs less."""
        turns = zip(self.ours, self.peer, strict=True)
        return statistics.median(ours.cpu_seconds / peer.cpu_seconds for ours, peer in turns)


def compare(examples: Path, folder: Path, size: int, runs: int) -> Comparison:
    """Write a catalog of a size twice, and build both in turn; who goes first alternates."""
    agreements = multiply(read_examples(examples), size)
    write_ours(folder / "ours", examples, agreements)
    write_peer(folder / "peer", examples, agreements)
    builds: dict[str, list[Build]] = {"ours": [], "peer": []}
    alone = []
    for run in range(runs):
        for side in ("ours", "peer") if run % 2 == 0 else ("peer", "ours"):
            builds[side].append(build(folder / side))
        if has_several_cores():
            alone.append(build(folder / "ours", is_alone=True))
    return Comparison(size, builds["ours"], builds["peer"], alone)


def has_several_cores() -> bool:
    """Tell whether a build can be held to one of several cores."""
    return sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1


def hold_to_one_core() -> None:
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def build(folder: Path, *, is_alone: bool = False) -> Build:
    """Build a site from nothing; a build that fails ends the benchmark with its log."""
    site = folder / "site"
    shutil.rmtree(site, ignore_errors=True)
    log = folder / "build.log"
    environment = os.environ | {"SOURCE_DATE_EPOCH": "1767225600", "PYTHONUTF8": "1"}
    with log.open("wb") as output:
        started = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "build"],
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
    return Build(
        seconds=seconds,
        cpu_seconds=usage.ru_utime + usage.ru_stime,
        peak_bytes=max(memory.peak_bytes, usage.ru_maxrss * RSS_UNIT),
        site_bytes=sum(path.stat().st_size for path in files),
        index_bytes=(site / "search/search_index.json").stat().st_size,
        pages=sum(path.suffix == ".html" for path in files),
    )
