"""Where the processor time of a reload goes: samples of builds as `mkdocs serve` makes them."""

import contextlib
import re
import signal
import statistics
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from benchmarks.serving import save
from benchmarks.sources import HIGH_SHARE, multiply, read_examples, write_ours
from benchmarks.table import print_row

GAP = 0.002  # seconds of processor time between two samples
ADDRESS = "http://127.0.0.1:8000/"
# A sample falls on the first of these that was at work: a file, perhaps with a function in it.
PLACES = {
    r"/sla_catalog/(rules/|pipeline\.py (judged|settled|located)$)": "rules",
    r"/sla_catalog/(source/|pipeline\.py read$)": "files read",
    r"/site/search_\w+\.py|/material/plugins/search/": "search index",
    r"/site/plugin\.py \S+\.on_env$|/site/left_pages\.py": "what need not be drawn",
    r"/site/made_files\.py|/assembly/site\.py|/staging\.py": "files beside the pages",
    r"/pages/page\.py Page\.draw$|/pages/site_pages\.py": "pages: one agreement, lists",
    r"/sla_catalog/": "other steps of ours",
    r"": "MkDocs and the theme",
}


@dataclass(frozen=True)
class Reload:
    """What one build took, and how many of its samples fell on each place."""

    seconds: float
    cpu_seconds: float
    samples: Counter[str]


def measure(examples: Path, folder: Path, size: int, edits: int) -> Iterator[Reload]:
    """Build a catalog of a size, the first time and after each edit of one target."""
    agreements = multiply(read_examples(examples), size)
    write_ours(folder, examples, agreements)
    name = next(id_ for id_, text in reversed(agreements.items()) if HIGH_SHARE.search(text))
    config = _configured(folder)
    config.plugins.on_startup(command="serve", dirty=False)
    with contextlib.chdir(folder):
        yield _sampled(folder)
        for number in range(edits):
            share = f"9{number % 9}.{number:02}7 %"
            save(
                folder / f"agreements/{name}.yaml",
                HIGH_SHARE.sub(share, agreements[name], count=1),
            )
            yield _sampled(folder)


def _configured(folder: Path) -> MkDocsConfig:
    config = load_config(config_file=str(folder / "mkdocs.yml"), site_dir=str(folder / "site"))
    config.site_url = ADDRESS
    return config


def _sampled(folder: Path) -> Reload:
    samples: Counter[str] = Counter()

    def sample(_signal: int, frame: FrameType | None) -> None:
        samples[_place(frame)] += 1

    signal.signal(signal.SIGPROF, sample)
    started, cpu = time.perf_counter(), time.process_time()
    signal.setitimer(signal.ITIMER_PROF, GAP, GAP)
    try:
        build(_configured(folder), serve_url=ADDRESS)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return Reload(time.perf_counter() - started, time.process_time() - cpu, samples)


def _place(frame: FrameType | None) -> str:
    lines = []
    while frame is not None:
        lines.append(f"{frame.f_code.co_filename} {frame.f_code.co_qualname}")
        frame = frame.f_back
    stack = "\n".join(lines)
    return next(what for place, what in PLACES.items() if re.search(place, stack, re.MULTILINE))


def print_shares(first: Reload, edits: list[Reload]) -> None:
    """Print what the median edit takes, and the shares of all of them together."""
    cpu = statistics.median(one.cpu_seconds for one in edits)
    print_row("cpu s", "s", "", "build")
    print_row(f"{first.cpu_seconds:.2f}", f"{first.seconds:.2f}", "", "first")
    seconds = statistics.median(one.seconds for one in edits)
    print_row(f"{cpu:.2f}", f"{seconds:.2f}", "", f"after an edit, median of {len(edits)}")
    samples = sum((one.samples for one in edits), Counter[str]())
    print()
    print_row("share", "cpu s", "", "of an edit")
    for what, count in samples.most_common():
        share = count / samples.total()
        print_row(f"{share:.0%}", f"{share * cpu:.2f}", "", what)
