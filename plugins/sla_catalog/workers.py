"""Work shared out to other processes, where a machine has more than one core and that is safe."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import BinaryIO

FEWEST = 24  # pieces below which it takes longer to start a process than to do the work
_SIZE = 8  # bytes in which the length of a piece is told


def spare_cores() -> int:
    """Return on how many cores beside this one work may run; none where forking is not safe.

    A process that has threads must not be forked, and outside Linux system libraries may have some.
    """
    if sys.platform != "linux" or threading.active_count() > 1:
        return 0
    return len(os.sched_getaffinity(0)) - 1


@dataclass(slots=True)
class Workers:
    """Processes that make numbered texts, while this one does something else.

    Each is a copy of this process at the moment of `start`, so that nothing has to be handed over
    but what is made. A piece that does not arrive is one that whoever asks makes himself: there the
    error is raised, too, that stopped a worker.
    """

    _ids: list[int] = field(default_factory=list)
    _pipes: list[_Pipe] = field(default_factory=list)

    @classmethod
    def start(cls, make: Callable[[int], str], count: int, processes: int) -> Workers:
        """Let some processes make `count` texts in turn: the first one 0, the second one 1, ..."""
        workers = cls()
        if count < FEWEST:
            return workers
        sys.stdout.flush()
        sys.stderr.flush()
        readings: list[int] = []
        for first in range(processes):
            reading, writing = os.pipe()
            process = os.fork()
            if process == 0:
                for other in (*readings, reading):
                    os.close(other)  # else nobody would tell this process that it is not read
                _work(make, range(first, count, processes), writing)
            os.close(writing)
            readings.append(reading)
            workers._ids.append(process)
        workers._pipes = [_Pipe(reading) for reading in readings]  # threads, when all are forked
        return workers

    @property
    def are_there(self) -> bool:
        """Tell whether any process works."""
        return bool(self._ids)

    def take(self, number: int) -> str | None:
        """Return a text, to be asked for in order; None where no worker has made it."""
        return self._pipes[number % len(self._pipes)].take() if self._pipes else None

    def end(self) -> None:
        """Stop all processes; what they have made and nobody took is thrown away."""
        for process in self._ids:
            with suppress(ProcessLookupError, ChildProcessError):
                os.kill(process, signal.SIGKILL)
                os.waitpid(process, 0)
        for pipe in self._pipes:
            pipe.end()
        self._ids, self._pipes = [], []


class _Pipe:
    """What one process sends, read as soon as it is there, so that the process never waits."""

    def __init__(self, reading: int) -> None:
        self._texts: SimpleQueue[str | None] = SimpleQueue()
        self._has_ended = False
        self._thread = threading.Thread(target=self._read, args=(reading,), daemon=True)
        self._thread.start()

    def take(self) -> str | None:
        """Return the next text, once it is there; None where none will come."""
        text = None if self._has_ended else self._texts.get()
        self._has_ended = text is None
        return text

    def end(self) -> None:
        """Wait for the end of what a process sent that has ended."""
        self._thread.join()

    def _read(self, reading: int) -> None:
        with os.fdopen(reading, "rb") as pipe:
            for text in _received(pipe):
                self._texts.put(text)
        self._texts.put(None)


def _work(make: Callable[[int], str], numbers: range, writing: int) -> None:
    """Make texts and end the process, whatever happens: nothing of the other may be done twice."""
    gc.freeze()  # what is there stays; only what is made here has to be collected
    gc.enable()
    try:
        with os.fdopen(writing, "wb") as pipe:
            for number in numbers:
                data = make(number).encode()
                pipe.write(len(data).to_bytes(_SIZE))
                pipe.write(data)
    finally:
        os._exit(0)


def _received(pipe: BinaryIO) -> Iterator[str]:
    while size := pipe.read(_SIZE):
        length = int.from_bytes(size)
        data = pipe.read(length)
        if len(data) < length:
            return
        yield data.decode()
