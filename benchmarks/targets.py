"""What builds are meant to cost beside what they cost: one table, a measurement a line."""

import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks import checking, lists, serving
from benchmarks.measuring import Build, Comparison, build, compare
from benchmarks.sources import multiply, read_examples, write_ours
from benchmarks.table import KILO, MEGA, print_row

LEAST = 60
OURS, PEER = "ours", "peer"
PARSE = (  # the same files by PyYAML's loader in C, which makes no records and checks nothing
    "import sys, yaml, pathlib\n"
    "for path in pathlib.Path('agreements').rglob('*.yaml'):\n"
    "    yaml.load(path.read_bytes(), yaml.CSafeLoader)"
)


@dataclass(frozen=True)
class Sizes:
    """How many agreements each measurement has; `scale` makes all of them smaller for a trial."""

    small: int = 100
    middle: int = 400
    large: int = 1600
    huge: int = 6400
    served: int = 1000
    checked: int = 500
    changed: int = 20

    @classmethod
    def scaled(cls, scale: float) -> "Sizes":
        """Give all sizes, but none below that at which agreements name others that are there."""
        whole = vars(cls()).items()
        return cls(**{name: max(min(size, LEAST), round(size * scale)) for name, size in whole})


@dataclass(frozen=True)
class Line:
    """One line of the table; `most` is None where a figure is only reported."""

    what: str
    measured: float
    most: float | None
    unit: str = ""

    @property
    def verdict(self) -> str:
        if self.most is None:
            return ""
        return "met" if self.measured <= self.most else "missed"


@dataclass(frozen=True)
class Bench:
    """Where a run takes its agreements from, where it writes, and how large it is."""

    examples: Path
    folder: Path
    sizes: Sizes
    repeat: int


def builds(bench: Bench) -> Iterator[Line]:
    """Compare builds of three sizes with pages by hand, the largest one in all it takes."""
    sizes, found = bench.sizes, {}
    for size in (sizes.small, sizes.middle, sizes.large):
        runs, changed = bench.repeat, min(size, sizes.changed)
        found[size] = compare(bench.examples, bench.folder / str(size), size, runs, changed)
        most = 1.3 if size == sizes.small else 0.9
        yield Line(f"{size:,} : by hand, cpu", found[size].cpu_ratio(OURS), most)
    whole = found[sizes.large]
    if whole.cores_ratio is not None:
        yield Line(f"{whole.size:,} on all cores : on one, time", whole.cores_ratio, 0.65)
    yield Line(f"{whole.size:,} : by hand, peak memory", _peak_ratio(whole), 2.0)
    cached = whole.cpu_ratio("cached")
    yield Line(f"{whole.changed} of {whole.size:,} changed : by hand, cpu", cached, 0.35)
    if "hugo" in whole.builds:
        yield Line(f"{whole.size:,} by Hugo : by hand, cpu", whole.cpu_ratio("hugo"), None)
    page = whole.builds[OURS][-1].agreement_page_bytes / KILO
    yield Line("page of an agreement, median", page, 40, "kB")


def growth(bench: Bench) -> Iterator[Line]:
    """Build two sizes, the larger four times the smaller."""
    sizes, agreements = bench.sizes, read_examples(bench.examples)
    seconds = []
    for size in (sizes.large, sizes.huge):
        place = bench.folder / f"growth-{size}"
        write_ours(place, bench.examples, multiply(agreements, size))
        seconds.append(build(place).cpu_seconds)
    yield Line(f"{sizes.huge:,} : {sizes.large:,}, cpu", seconds[1] / seconds[0], 4.1)


def reloads(bench: Bench) -> Iterator[Line]:
    """Edit an agreement while it is served."""
    place, size = bench.folder / "served", bench.sizes.served
    ours = next(serving.measure(bench.examples, place, size, 3 * bench.repeat))
    seconds = statistics.median(ours.reloads)
    yield Line(f"{size:,}, save to page : first build, time", seconds / ours.start, 0.08)
    yield Line(f"{size:,}, save to page", seconds, 1.5, "s")


def large_lists(bench: Bench) -> Iterator[Line]:
    """Open each long list in a browser; the worst of them counts."""
    size = bench.sizes.large
    found = lists.measure(bench.examples, bench.folder / "lists", size, 3 * bench.repeat)
    yield Line(
        f"largest page of a list, {size:,}", max(o.page_bytes for o in found) / MEGA, 1, "MB"
    )
    yield Line("first rows seen", max(one.frame for one in found) / KILO, 1, "s")
    slowest = max(time for one in found for time in (one.find, one.sort))
    yield Line("find or sort", slowest / KILO, 0.2, "s")


def checks(bench: Bench) -> Iterator[Line]:
    """Check a catalog, and only parse its files, each in a process of its own."""
    place, size = bench.folder / "checked", bench.sizes.checked
    write_ours(place, bench.examples, multiply(read_examples(bench.examples), size))
    package = checking.compiled(checking.copy_ours(bench.folder / "package"))
    ratios = []
    for _ in range(3 * bench.repeat):
        ours = checking.check(place, package).cpu_seconds
        ratios.append(ours / _parsed(place))
    yield Line(f"check of {size:,} : parsing them in C, cpu", statistics.median(ratios), 3)


GROUPS: Mapping[str, Callable[[Bench], Iterator[Line]]] = {
    "builds": builds,
    "growth": growth,
    "reloads": reloads,
    "lists": large_lists,
    "checks": checks,
}


def print_targets(bench: Bench, groups: list[str]) -> None:
    """Measure, and print each line as soon as it is known."""
    print_row("measured", "at most", "", "what")
    for name in groups:
        for line in GROUPS[name](bench):
            most = "" if line.most is None else f"{line.most:g} {line.unit}".strip()
            measured = f"{line.measured:.2f} {line.unit}".strip()
            print_row(measured, most, line.verdict, line.what)


def _parsed(folder: Path) -> float:
    """Return the processor time of parsing the files of a catalog."""
    with subprocess.Popen((sys.executable, "-c", PARSE), cwd=folder) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"parsing the files in {folder} failed")
    return used.ru_utime + used.ru_stime


def _peak_ratio(comparison: Comparison) -> float:
    ours, peer = (_peaks(comparison.builds[side]) for side in (OURS, PEER))
    return ours / peer


def _peaks(of: list[Build]) -> float:
    return statistics.median(one.peak_bytes for one in of)
