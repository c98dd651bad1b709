"""The most memory that a process and those that it starts hold together."""

import threading
from pathlib import Path
from types import TracebackType
from typing import Self

GAP = 1.0  # seconds between two looks: each makes the process wait that is looked at


class PeakMemory:
    """Look at a process and its children again and again; `peak_bytes` is the most they held.

    What they share is counted once: the kernel gives each page of it to its holders in parts. It is
    0 where the kernel does not tell that, as outside Linux.
    """

    def __init__(self, process: int) -> None:
        self.peak_bytes = 0
        self._process = process
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._done.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._done.wait(GAP):
            self.peak_bytes = max(self.peak_bytes, held(self._process))


def held(process: int) -> int:
    """Return the bytes that a process and its children hold; 0 once it has ended."""
    folder = Path("/proc", str(process))
    try:
        lines = (folder / "smaps_rollup").read_text(encoding="ascii").splitlines()
        children = (folder / "task" / str(process) / "children").read_text(encoding="ascii")
    except OSError:
        return 0
    own = next(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
    return own + sum(held(int(child)) for child in children.split())
