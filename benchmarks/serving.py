"""From the save of a file to its page in the browser: ours and the peer served in turn."""

import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from benchmarks.measuring import RSS_UNIT
from benchmarks.sources import HIGH_SHARE, multiply, read_examples, write_ours, write_peer
from benchmarks.table import MEGA, print_row

PATIENCE = 600  # seconds that a server may take to answer
GAP = 0.005  # seconds between two looks at a page
POLLING = 0.5  # seconds between two looks that MkDocs takes at the files


@dataclass(frozen=True)
class Served:
    """How one side answered: seconds to start, seconds from each save to its page, memory."""

    size: int
    side: str
    start: float
    reloads: list[float]
    peak_bytes: int


def measure(examples: Path, folder: Path, size: int, edits: int) -> Iterator[Served]:
    """Serve a catalog of a size twice, and make the same edits in both."""
    agreements = multiply(read_examples(examples), size)
    write_ours(folder / "ours", examples, agreements)
    write_peer(folder / "peer", examples, agreements)
    name = next(id_ for id_, text in reversed(agreements.items()) if HIGH_SHARE.search(text))
    for side, file in (("ours", f"agreements/{name}.yaml"), ("peer", f"docs/agreements/{name}.md")):
        yield serve(folder / side, side, size, file, f"agreements/{name}/", edits)


def serve(folder: Path, side: str, size: int, file: str, page: str, edits: int) -> Served:
    """Start a server, change one target again and again, and wait for its page each time."""
    text = (folder / file).read_text(encoding="utf-8")
    started = time.perf_counter()
    with running(folder) as (process, address):
        wait_for(f"{address}{page}", "<html")
        start = time.perf_counter() - started
        time.sleep(2 * POLLING)  # until it has first looked at the files
        reloads = []
        for number in range(edits):
            share = f"9{number % 9}.{number:02}7"
            save(folder / file, HIGH_SHARE.sub(f"{share} %", text, count=1))
            saved = time.perf_counter()
            wait_for(f"{address}{page}", share)
            reloads.append(time.perf_counter() - saved)
        process.terminate()
        _, _, usage = os.wait4(process.pid, 0)
        process.returncode = 0
    return Served(size, side, start, reloads, usage.ru_maxrss * RSS_UNIT)


@contextmanager
def running(folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "--dev-addr", place]
    with (folder / "serve.log").open("wb") as log:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=os.environ | {"PYTHONUTF8": "1", "TMPDIR": str(folder)},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            yield process, f"http://{place}/"
        finally:
            if process.returncode is None:
                process.kill()


def save(path: Path, text: str) -> None:
    """Write a file as editors do: beside it, then over it."""
    new = path.with_name(f".{path.name}.new")
    new.write_text(text, encoding="utf-8", newline="\n")
    new.replace(path)


def wait_for(address: str, words: str) -> None:
    started = time.perf_counter()
    while time.perf_counter() - started < PATIENCE:
        try:
            with urlopen(address, timeout=PATIENCE) as answer:  # noqa: S310 - our own server
                if words.encode() in answer.read():
                    return
        except (URLError, ConnectionError):
            pass
        time.sleep(GAP)
    raise SystemExit(f"{address} has not shown {words} in {PATIENCE} s")


def print_reloads(served: list[Served]) -> None:
    print()
    print_row("agreements", "", "start s", "reload s", "fastest", "slowest", "edits", "peak MB")
    for one in served:
        print_row(
            f"{one.size:,}",
            one.side,
            f"{one.start:.2f}",
            f"{statistics.median(one.reloads):.2f}",
            f"{min(one.reloads):.2f}",
            f"{max(one.reloads):.2f}",
            str(len(one.reloads)),
            f"{one.peak_bytes / MEGA:.0f}",
        )
