"""Commands in processes of their own that end, or meet a broken disk, at a chosen step.

A step is whatever a command does to files below a folder: make, open for writing, rename, remove.
Python tells of each before it is done, so that none lies between two points of a test. The first
one makes the folder in which all is written at first. Run as a program, this loads the libraries
once and then answers a line of JSON for each that it reads.
"""

from __future__ import annotations

import errno
import io
import json
import mmap
import os
import resource
import signal
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

KILL, STAGED = "kill", ".staged-"
STEPS = frozenset(
    {"open", "os.mkdir", "os.rename", "os.link", "os.remove", "os.rmdir", "os.chmod"}
    | {"ctypes.dlsym"}  # the exchange of two folders
)
_COUNTS = struct.Struct("qq")


@dataclass(frozen=True, slots=True)
class Trial:
    """What happens to a command: `fault` is "kill", the name of an error, or empty for nothing.

    An error is met by each step from `step` on that writes, or by reading the file `reading`.
    No file may have more bytes than `largest`, where that is above 0.
    """

    fault: str = ""
    step: int = 0
    reading: str = ""
    largest: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a command ended, what it said, its number of steps, and which was the exchange."""

    status: int
    said: str
    steps: int
    exchange: int


@dataclass(frozen=True, slots=True)
class Runner:
    """A process that runs one command in a folder, as often as it is asked."""

    process: subprocess.Popen[str]
    command: tuple[str, ...]

    def run(self, trial: Trial) -> Outcome:
        """Run the command once."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps(asdict(trial)) + "\n")
        self.process.stdin.flush()
        return Outcome(**json.loads(self.process.stdout.readline()))


@contextmanager
def runner(folder: Path, *command: str, **environment: str) -> Iterator[Runner]:
    """Give a runner of a command: the name of its module and its arguments."""
    process = subprocess.Popen(
        [sys.executable, __file__, *command],
        cwd=folder,
        env=dict(os.environ) | environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    with process:
        yield Runner(process, command)
        assert process.stdin
        process.stdin.close()


class _Disk:
    """The file system as a command meets it, told of each step before it is done."""

    def __init__(self, trial: Trial, counts: mmap.mmap) -> None:
        self.trial, self.counts, self.steps = trial, counts, 0
        self.folder = Path.cwd()

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event not in STEPS:
            return
        if event == "open" and not _writes(arguments):
            self._refuse_reading(arguments[0])
        elif event == "ctypes.dlsym" or self._is_here(arguments[0]):
            begins = event == "os.mkdir" and STAGED in Path(arguments[0]).name
            if self.steps or begins:
                self._take_step(event)

    def _is_here(self, path: object) -> bool:
        if not isinstance(path, str | bytes | os.PathLike):
            return False
        name = Path(os.fsdecode(path))
        return not name.is_absolute() or name.is_relative_to(self.folder)

    def _refuse_reading(self, path: object) -> None:
        wanted = self.trial.reading
        if wanted and isinstance(path, str | os.PathLike) and os.fspath(path).endswith(wanted):
            self._fail(str(path))

    def _take_step(self, event: str) -> None:
        self.steps += 1
        _, exchange = _COUNTS.unpack_from(self.counts)
        _COUNTS.pack_into(
            self.counts, 0, self.steps, self.steps if event == "ctypes.dlsym" else exchange
        )
        trial = self.trial
        if trial.fault == KILL and self.steps == trial.step:
            os.kill(os.getpid(), signal.SIGKILL)
        is_removal = event in {"os.remove", "os.rmdir"}
        if trial.fault not in {"", KILL} and 0 < trial.step <= self.steps and not is_removal:
            self._fail(event)

    def _fail(self, name: str) -> None:
        number = getattr(errno, self.trial.fault)
        raise OSError(number, os.strerror(number), name)


def _writes(arguments: tuple[Any, ...]) -> bool:
    _, _, flags = arguments
    return bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


def _load(module: str) -> Any:
    if module == "sla":
        from weasyprint import HTML  # noqa: F401 - so that it is loaded once

        from sla_catalog.cli import export, main, printing  # noqa: F401 - likewise

        return main
    __import__("sla_catalog.site.plugin" if module == "mkdocs" else module)
    return __import__(f"{module}.__main__", fromlist=["cli"]).cli


def _serve(module: str, *arguments: str) -> None:
    command, counts = _load(module), mmap.mmap(-1, _COUNTS.size)
    with redirect_stdout(io.StringIO()):
        command(list(arguments), standalone_mode=False)  # templates and fonts stay loaded
    for line in sys.stdin:
        _COUNTS.pack_into(counts, 0, 0, 0)
        said = os.memfd_create("said")
        child = os.fork()
        if child == 0:
            _be_child(Trial(**json.loads(line)), counts, said)
            command(list(arguments))
            sys.exit(0)
        _, status = os.waitpid(child, 0)
        os.lseek(said, 0, os.SEEK_SET)
        with os.fdopen(said, "rb") as output:
            text = output.read().decode("utf-8", "replace")
        outcome = Outcome(os.waitstatus_to_exitcode(status), text, *_COUNTS.unpack_from(counts))
        print(json.dumps(asdict(outcome)), flush=True)  # noqa: T201 - that is the answer


def _be_child(trial: Trial, counts: mmap.mmap, said: int) -> None:
    os.dup2(said, 1)
    os.dup2(said, 2)
    if trial.largest:
        resource.setrlimit(resource.RLIMIT_FSIZE, (trial.largest, trial.largest))
    sys.addaudithook(_Disk(trial, counts))


if __name__ == "__main__":
    _serve(*sys.argv[1:])
