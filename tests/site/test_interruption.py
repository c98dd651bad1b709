"""What is published survives: killed or without a disk at any step, it is old or new, whole."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from interruption import KILL, Outcome, Runner, Trial, runner
from sites import EPOCH, SHARED, WIKI, digests, write_site

FILES = {
    "agreements/wiki.yaml": WIKI,
    "agreements/second.yaml": WIKI.replace("id: wiki", "id: second").replace("SLA-060", "SLA-061"),
    **SHARED,
    "docs/guide/more.md": "# More\n",
    "theme/main.html": "{{ page.content }}",  # the pages of a large theme take their time
}
EDITIONS = ("99.5 %", "99.9 %")
COMMANDS = {
    "build": ("mkdocs", "build"),
    "export": ("sla", "export", "site"),
    "pdf": ("sla", "pdf", "site", "--no-book"),
}
# A file that each command reads: unreadable, or gone after it was listed.
READ = {
    "build": "docs/guide/more.md",
    "export": "docs/guide/more.md",
    "pdf": "agreements/parties.yaml",
}


@dataclass(frozen=True)
class Publisher:
    """A command that writes `site` in a folder; what that is when each edition is whole."""

    folder: Path
    command: Runner
    whole: tuple[dict[str, str], dict[str, str]]
    clean: Outcome

    @property
    def published(self) -> dict[str, str]:
        return digests(self.folder / "site")

    def try_out(self, trial: Trial) -> bool:
        """Publish the edition that is not there; tell whether it is, else the old one is whole."""
        before = self.whole.index(self.published)
        write_edition(self.folder, 1 - before)
        outcome = self.command.run(trial)
        after = self.published
        assert after in self.whole, (trial, outcome)
        assert "Traceback" not in outcome.said, (trial, outcome.said)
        assert outcome.status != 0 or after == self.whole[1 - before], (trial, outcome.said)
        return after != self.whole[before]

    def assert_nothing_remains(self) -> None:
        """Publish once more, and look for what was left behind."""
        assert self.command.run(Trial()).status == 0
        names = {path.name for path in self.folder.iterdir()}
        assert names == {"agreements", "docs", "mkdocs.yml", "site", "theme"}


def write_edition(folder: Path, number: int) -> None:
    """Write both agreements with the targets of an edition, so that every file of it differs."""
    for name in ("agreements/wiki.yaml", "agreements/second.yaml"):
        text = FILES[name].replace(EDITIONS[0], EDITIONS[number])
        (folder / name).write_text(text, encoding="utf-8")


def made(folder: Path, command: Runner) -> Publisher:
    editions = []
    for number in (0, 1):
        write_edition(folder, number)
        outcome = command.run(Trial())
        assert outcome.status == 0, outcome.said
        editions.append(digests(folder / "site"))
    first, second = editions
    assert first != second
    return Publisher(folder, command, (first, second), outcome)


# PDF files take most of the time, and are published by what publishes an export.
@pytest.fixture(
    scope="module",
    params=[
        pytest.param(name, marks=[pytest.mark.long] if name == "pdf" else []) for name in COMMANDS
    ],
)
def publisher(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Publisher]:
    with publishing(tmp_path_factory.mktemp("publisher"), *COMMANDS[request.param]) as publisher:
        yield publisher


@contextmanager
def publishing(folder: Path, *arguments: str) -> Iterator[Publisher]:
    """Give what publishes a small site in a folder by a command."""
    write_site(folder, FILES)
    config = folder / "mkdocs.yml"
    written = config.read_text(encoding="utf-8")
    config.write_text(
        re.sub(
            "theme:.*?plugins:",
            "theme: {name: null, custom_dir: theme}\nplugins:",
            written,
            flags=re.DOTALL,
        ),
        encoding="utf-8",
    )
    clean = {"SOURCE_DATE_EPOCH": EPOCH, "NO_MKDOCS_2_WARNING": "1", "PYTHONWARNINGS": "ignore"}
    with runner(folder, *arguments, **clean) as command:
        yield made(folder, command)


def spread(first: int, last: int, count: int) -> list[int]:
    """Return whole numbers from first to last, at even distances."""
    return [first + (last - first) * n // max(count - 1, 1) for n in range(count)]


def kills(clean: Outcome, count: int) -> list[int]:
    """Return steps spread over all that is written, a part of them close to the exchange."""
    after = max(count // 6, 1)
    near = [clean.exchange - n for n in range(count // 4)]
    before = spread(1, clean.exchange, count - len(near) - after)
    return [*before, *near, *spread(clean.exchange + 1, clean.steps, after)]


def tell(publisher: Publisher, what: str, changed: list[bool]) -> None:
    """Print the count for those who ask pytest for it with `-rP`."""
    said = f"{changed.count(False)} left the old whole, {changed.count(True)} the new"
    sys.stdout.write(f"{' '.join(publisher.command.command)}: {len(changed)} {what}, {said}\n")


def faults(publisher: Publisher, name: str, count: int) -> list[Trial]:
    """Return faults of the disk: full, read-only, a limit of size, files gone or unreadable."""
    largest = [50, 400, 2_000, 4_000][: count // 5]
    reading = [Trial(fault, reading=READ[name]) for fault in ("EACCES", "ENOENT", "EIO")]
    steps = spread(1, publisher.clean.exchange, count - len(largest) - len(reading))
    names = ("ENOSPC", "EROFS", "EDQUOT", "EIO")
    full = [Trial(names[n % len(names)], step) for n, step in enumerate(steps)]
    return [*full, *reading, *(Trial(largest=size) for size in largest)]


@pytest.mark.parametrize(
    "count", [pytest.param(4, id="few"), pytest.param(60, id="many", marks=pytest.mark.long)]
)
def test_a_kill_leaves_the_old_whole_or_the_new(publisher: Publisher, count: int) -> None:
    changed = [publisher.try_out(Trial(KILL, step)) for step in kills(publisher.clean, count)]
    assert len(changed) == count
    assert {True, False} == {*changed}
    publisher.assert_nothing_remains()
    tell(publisher, "kills", changed)


@pytest.mark.parametrize(
    "count", [pytest.param(5, id="few"), pytest.param(20, id="many", marks=pytest.mark.long)]
)
def test_a_fault_of_the_disk_leaves_the_old_whole_or_the_new(
    request: pytest.FixtureRequest, publisher: Publisher, count: int
) -> None:
    name = request.node.callspec.params["publisher"]
    trials = faults(publisher, name, count)
    assert len(trials) == count
    changed = [publisher.try_out(trial) for trial in trials]
    assert changed == [False] * count
    publisher.assert_nothing_remains()
    tell(publisher, "faults", changed)


@pytest.mark.parametrize(
    ("killed", "faulty"), [(4, 5), pytest.param(60, 20, id="many", marks=pytest.mark.long)]
)
def test_properdocs_publishes_whole_or_not_at_all(tmp_path: Path, killed: int, faulty: int) -> None:
    with publishing(tmp_path, "properdocs", "build", "-f", "mkdocs.yml") as publisher:
        ended = [publisher.try_out(Trial(KILL, step)) for step in kills(publisher.clean, killed)]
        assert {*ended} == {True, False}
        changed = [publisher.try_out(trial) for trial in faults(publisher, "build", faulty)]
        assert changed == [False] * faulty
        publisher.assert_nothing_remains()
        tell(publisher, "kills", ended)
        tell(publisher, "faults", changed)
