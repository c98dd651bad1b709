"""Work shared out to other processes, where a machine has more than one core and that is safe."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from struct import Struct
from typing import BinaryIO

from sla_catalog.spool import Slot, Spool

FEWEST = 24  # pieces below which it takes longer to start a process than to do the work
_SLOT = Struct("=QQ")  # how a process tells where the text is that it has made


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
    but what is made. That waits on the disk until it is taken. A piece that does not arrive is one
    that whoever asks makes himself: there the error is raised, too, that stopped a worker.
    """

    _ids: list[int] = field(default_factory=list)
    _sent: list[_Sent] = field(default_factory=list)

    @classmethod
    def start(cls, make: Callable[[int], str], count: int, processes: int) -> Workers:
        """Let some processes make `count` texts in turn: the first one 0, the second one 1, ..."""
        workers = cls()
        if count < FEWEST:
            return workers
        try:
            spools = [Spool() for _ in range(processes)]
            for spool in spools:
                spool.open()  # before the processes part, so that all have the same file
        except OSError:  # there is no place for what they make
            return workers
        sys.stdout.flush()
        sys.stderr.flush()
        for first, spool in enumerate(spools):
            reading, writing = os.pipe()
            process = os.fork()
            if process == 0:
                for other in (*(sent.pipe.fileno() for sent in workers._sent), reading):
                    os.close(other)  # else nobody would tell this process that it is not read
                _work(make, range(first, count, processes), spool, writing)
            os.close(writing)
            workers._sent.append(_Sent(os.fdopen(reading, "rb"), spool))
            workers._ids.append(process)
        return workers

    @property
    def are_there(self) -> bool:
        """Tell whether any process works."""
        return bool(self._ids)

    def take(self, number: int) -> str | None:
        """Return a text, to be asked for in order; None where no worker has made it."""
        return self._sent[number % len(self._sent)].take() if self._sent else None

    def end(self) -> None:
        """Stop all processes; what they have made and nobody took is thrown away."""
        for process in self._ids:
            with suppress(ProcessLookupError, ChildProcessError):
                os.kill(process, signal.SIGKILL)
                os.waitpid(process, 0)
        for sent in self._sent:
            sent.pipe.close()
        self._ids, self._sent = [], []


@dataclass(frozen=True, slots=True)
class _Sent:
    """What one process has made, and the pipe by which it tells where that is."""

    pipe: BinaryIO
    spool: Spool

    def take(self) -> str | None:
        """Return the next text, once it is there; None where none will come."""
        told = self.pipe.read(_SLOT.size)
        if len(told) < _SLOT.size:
            return None
        return self.spool.get(Slot(*_SLOT.unpack(told))).decode()


def _work(make: Callable[[int], str], numbers: range, spool: Spool, writing: int) -> None:
    """Make texts and end the process, whatever happens: nothing of the other may be done twice."""
    gc.freeze()  # what is there stays; only what is made here has to be collected
    gc.enable()
    try:
        with os.fdopen(writing, "wb", buffering=0) as pipe:
            for number in numbers:
                pipe.write(_SLOT.pack(*spool.put(make(number).encode())))
    finally:
        os._exit(0)
