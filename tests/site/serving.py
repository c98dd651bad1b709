"""A real `mkdocs serve` in a process of its own, edited and read as a person does."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

LONGEST_WAIT = 120
GAP = 0.05
MOST_LOOKS = 2_400  # then a server is given up; nothing is measured
SETTLING = 1.0  # what changes before the server has first looked at the files is never noticed


@dataclass(frozen=True)
class Server:
    """A server of the site in `folder`; `log` is what it has said."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes]
    output: Path

    @property
    def site(self) -> Path:
        """Return the folder of what is served."""
        (site,) = self.folder.glob("mkdocs_*/")
        return site

    @property
    def log(self) -> str:
        return self.output.read_text(encoding="utf-8")

    def get(self, path: str) -> tuple[int, str]:
        """Return the status and the text of an address, without what reloads the page."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=LONGEST_WAIT)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read().decode("utf-8", "replace")
        finally:
            connection.close()

    def page(self, path: str) -> str:
        """Return a page that must answer."""
        status, text = self.get(path)
        assert status == 200, (path, status, self.log[-2000:])
        return text

    def after(self, change: Callable[[], object]) -> None:
        """Change something, and wait until it is served."""
        epoch = self.get("/livereload/0/0")[1]
        change()
        for _ in range(MOST_LOOKS):
            if self.get("/livereload/0/0")[1] != epoch:
                return
            assert "The server will appear stuck" not in self.log, self.log[-2000:]
            time.sleep(GAP)
        raise AssertionError(f"nothing new was served\n{self.log[-2000:]}")

    def write(self, name: str, text: str | bytes) -> None:
        """Write a file as editors do, beside it and then over it, and wait until it is served."""
        path = self.folder / name
        new = path.with_name(f".{path.name}.new")
        data = text.encode("utf-8") if isinstance(text, str) else text

        def replace() -> None:
            new.write_bytes(data)
            new.replace(path)

        self.after(replace)

    def delete(self, name: str) -> None:
        """Delete a file, and wait until that is served."""
        self.after((self.folder / name).unlink)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@contextmanager
def served(folder: Path, *arguments: str, port: int = 0, **environment: str) -> Iterator[Server]:
    """Serve the site of a folder, on a free port unless one is given, until the block is left.

    What is served stands in a folder `mkdocs_...` beside the sources.
    """
    port = port or free_port()
    output = folder / "serve.log"
    command = [sys.executable, "-m", "mkdocs", "serve", "--livereload", *arguments]
    clean = {"NO_MKDOCS_2_WARNING": "1", "PYTHONWARNINGS": "ignore", "TMPDIR": str(folder)}
    with output.open("wb") as log:
        process = subprocess.Popen(
            [*command, "--dev-addr", f"127.0.0.1:{port}"],
            cwd=folder,
            env=dict(os.environ) | clean | environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            server = Server(folder, port, process, output)
            _wait(server)
            yield server
        finally:
            process.terminate()
            process.wait(LONGEST_WAIT)


def _wait(server: Server) -> None:
    for _ in range(MOST_LOOKS):
        if "Serving on" in server.log:
            time.sleep(SETTLING)
            return
        assert server.process.poll() is None, server.log
        time.sleep(GAP)
    raise AssertionError(f"it does not serve\n{server.log}")
