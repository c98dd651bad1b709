"""Measurements as text for a terminal."""

import itertools
import os
import platform
import statistics
from importlib.metadata import version

from benchmarks.measuring import Build, Comparison

MEGA = 1_000_000
KILO = 1_000

COLUMNS = ("agreements", "", "s", "ms each", "s ratio", "cpu s", "cpu ratio")
SIZES = ("peak MB", "site MB", "index MB", "pages")


def print_machine() -> None:
    releases = ", ".join(f"{name} {version(name)}" for name in ("mkdocs", "mkdocs-material"))
    print(f"Python {platform.python_version()}, {releases}, {os.cpu_count()} cores")
    print("ours: agreements as YAML, built by sla-catalog")
    print("peer: the same facts as Markdown pages by hand; no linked terms, no comparison")
    print("changed: ours with a cache, after so many agreements have changed; hugo: peer's pages")


def print_comparisons(comparisons: list[Comparison]) -> None:
    print()
    print_row(*COLUMNS, *SIZES)
    for comparison in comparisons:
        for side in ("ours", "cached", "peer", "hugo"):
            if side in comparison.builds:
                print_side(comparison, side)
    for comparison in comparisons:
        if comparison.cores_ratio is not None:
            share = f"{comparison.cores_ratio:.2f}"
            print(f"ours of {comparison.size:,}, time on all cores to that on one: {share}")
    print()
    print_row("from", "to", "", "size x", "time x", "kB memory for each more agreement")
    for smaller, larger in itertools.pairwise(comparisons):
        for side in ("ours", "peer"):
            print_growth(side, smaller, larger)


def print_side(comparison: Comparison, side: str) -> None:
    builds = comparison.builds[side]
    seconds = median_seconds(builds)
    cpu_seconds = statistics.median(build.cpu_seconds for build in builds)
    last = builds[-1]
    print_row(
        f"{comparison.size:,}",
        f"{comparison.changed} changed" if side == "cached" else side,
        f"{seconds:.2f}",
        f"{seconds * 1000 / comparison.size:.1f}",
        f"{comparison.ratio(side):.2f}",
        f"{cpu_seconds:.2f}",
        f"{comparison.cpu_ratio(side):.2f}",
        f"{peak(builds) / MEGA:.0f}",
        f"{last.site_bytes / MEGA:.1f}",
        f"{last.index_bytes / MEGA:.2f}",
        f"{last.pages:,}",
    )


def print_growth(side: str, smaller: Comparison, larger: Comparison) -> None:
    before, after = smaller.builds[side], larger.builds[side]
    memory = (peak(after) - peak(before)) / (larger.size - smaller.size)
    print_row(
        f"{smaller.size:,}",
        f"{larger.size:,}",
        side,
        f"{larger.size / smaller.size:.2f}",
        f"{median_seconds(after) / median_seconds(before):.2f}",
        f"{memory / KILO:.0f}",
    )


def median_seconds(builds: list[Build]) -> float:
    return statistics.median(build.seconds for build in builds)


def peak(builds: list[Build]) -> float:
    return statistics.median(build.peak_bytes for build in builds)


def print_row(*cells: str) -> None:
    print("  ".join(cell.rjust(10) for cell in cells).rstrip(), flush=True)
