"""What a review takes beside a check of the same catalog, and a history beside a build without."""

import os
import re
import statistics
import subprocess
from dataclasses import dataclass
from pathlib import Path

from benchmarks.checking import Check, compiled, copy_ours, run
from benchmarks.measuring import Build, build
from benchmarks.sources import multiply, read_examples, write, write_ours
from benchmarks.table import MEGA, print_row

TIME = re.compile(r"(target: *)(\d+)( (?:min|h|days?|business)\b)")
VERSION = re.compile(r"^version: *\S+", re.MULTILINE)
SETTINGS = {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull} | {
    f"GIT_{role}_{key}": value
    for role in ("AUTHOR", "COMMITTER")
    for key, value in (("NAME", "Benchmark"), ("EMAIL", "benchmark@example.com"))
}


@dataclass(frozen=True)
class Review:
    """Runs of `sla review` and `sla check` in turn, over a catalog of which some files changed."""

    size: int
    changed: int
    reviews: list[Check]
    checks: list[Check]


@dataclass(frozen=True)
class History:
    """Builds with the history of so many revisions and without it, in turn."""

    size: int
    revisions: int
    told: list[Build]
    plain: list[Build]


def measure_review(examples: Path, folder: Path, size: int, changed: int, repeat: int) -> Review:
    """Commit a catalog, weaken a promise in some files, and review and check it in turn."""
    agreements = multiply(read_examples(examples), size)
    write_ours(folder, examples, agreements)
    commit(folder, 0)
    stating = [name for name, text in agreements.items() if TIME.search(text)]
    for name in stating[:: max(1, len(stating) // changed)][:changed]:
        write(folder / f"agreements/{name}.yaml", weaker(agreements[name], 1))
    package = compiled(copy_ours(folder.with_name("package")))
    reviews, checks = [], []
    for _ in range(repeat):
        reviews.append(run(folder, package, "review", "--base", "HEAD"))
        checks.append(run(folder, package, "check"))
    return Review(size, changed, reviews, checks)


def measure_history(
    examples: Path, folder: Path, size: int, revisions: int, repeat: int, *, cached: bool = False
) -> History:
    """Commit revisions, each of one agreement, and build with their history and without it.

    Builds that are `cached` find what a first one of their kind has kept, of which nothing changed.
    """
    agreements = multiply(read_examples(examples), size)
    write_ours(folder, examples, agreements)
    commit(folder, 0)
    stating = [name for name, text in agreements.items() if TIME.search(text)]
    for number in range(1, revisions):
        name = stating[number % len(stating)]
        agreements[name] = weaker(agreements[name], number)
        write(folder / f"agreements/{name}.yaml", agreements[name])
        commit(folder, number)
    plain = (folder / "mkdocs.yml").read_text(encoding="utf-8")
    told: list[Build] = []
    without: list[Build] = []
    for _ in range(repeat + cached):
        for options, builds in (("history: true, ", told), ("", without)):
            name = "told" if options else "plain"
            kept = f"cache: .cache/{name}, " if cached else ""
            chosen = plain.replace("sla-catalog: {", f"sla-catalog: {{{options}{kept}")
            write(folder / "mkdocs.yml", chosen)
            builds.append(build(folder))
    return History(size, revisions, told[cached:], without[cached:])


def weaker(text: str, number: int) -> str:
    """Promise one more minute, hour or day than before, as a version of its own."""
    longer = TIME.sub(lambda match: f"{match[1]}{int(match[2]) + 1}{match[3]}", text, count=1)
    return VERSION.sub(f"version: {number + 100}.0.0", longer, count=1)


def commit(folder: Path, number: int) -> None:
    """Commit all agreements, as of a day of their own."""
    day = f"2026-{number // 28 + 1:02}-{number % 28 + 1:02}T12:00:00Z"
    environment = os.environ | SETTINGS | {"GIT_AUTHOR_DATE": day, "GIT_COMMITTER_DATE": day}
    begin = () if number else (("init", "--quiet", "--initial-branch=main"),)
    for arguments in (
        *begin,
        ("add", "agreements"),
        ("commit", "--quiet", "--message", f"Revision {number}"),
    ):
        subprocess.run(("git", *arguments), cwd=folder, env=environment, check=True)


def print_review(one: Review) -> None:
    """Print what a review takes, as a multiple of a check in the same run."""
    turns = zip(one.reviews, one.checks, strict=True)
    ratio = statistics.median(ours.cpu_seconds / check.cpu_seconds for ours, check in turns)
    print_row("agreements", "changed", "", "s", "cpu s", "cpu ratio", "peak MB")
    for name, runs, times in (("review", one.reviews, ratio), ("check", one.checks, 1)):
        print_row(
            f"{one.size:,}",
            str(one.changed),
            name,
            f"{statistics.median(each.seconds for each in runs):.2f}",
            f"{statistics.median(each.cpu_seconds for each in runs):.2f}",
            f"{times:.2f}",
            f"{max(each.peak_bytes for each in runs) / MEGA:.0f}",
        )


def print_history(one: History) -> None:
    """Print what a build with a history takes, as a multiple of one without it."""
    turns = zip(one.told, one.plain, strict=True)
    ratio = statistics.median(told.cpu_seconds / plain.cpu_seconds for told, plain in turns)
    print_row("agreements", "revisions", "", "s", "cpu s", "cpu ratio", "pages")
    for name, builds, times in (("history", one.told, ratio), ("without", one.plain, 1)):
        print_row(
            f"{one.size:,}",
            str(one.revisions),
            name,
            f"{statistics.median(each.seconds for each in builds):.2f}",
            f"{statistics.median(each.cpu_seconds for each in builds):.2f}",
            f"{times:.2f}",
            f"{builds[-1].pages:,}",
        )
