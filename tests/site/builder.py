"""A process that has built a site once, and of which a copy is made for each build after that.

To load MkDocs and to compile templates takes three quarters of the time of a small build. Each
build is still a process of its own, with its own folder, environment and output, and what it leaves
behind in memory ends with it.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any, NoReturn


def built_by_copy(
    arguments: Sequence[str], folder: Path, environment: Mapping[str, str], umask: int
) -> subprocess.CompletedProcess[str]:
    """Run `mkdocs` with arguments as `subprocess.run` would."""
    with TemporaryDirectory() as made:
        outputs = [Path(made, "stdout"), Path(made, "stderr")]
        asked = {
            "arguments": list(arguments),
            "folder": str(folder),
            "environment": dict(environment),
            "umask": umask,
            "outputs": [str(path) for path in outputs],
        }
        process = _builder()
        assert process.stdin and process.stdout
        process.stdin.write(json.dumps(asked) + "\n")
        process.stdin.flush()
        code = json.loads(process.stdout.readline())
        said, told = (path.read_text(encoding="utf-8") for path in outputs)
    return subprocess.CompletedProcess(["mkdocs", *arguments], code, said, told)


@cache
def _builder() -> subprocess.Popen[str]:
    """Start the process that is copied, once in a worker; it ends with the worker."""
    quiet = {"NO_MKDOCS_2_WARNING": "1", "PYTHONWARNINGS": "ignore"}
    process = subprocess.Popen(
        [sys.executable, __file__],
        env=dict(os.environ) | quiet,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    atexit.register(process.communicate)
    return process


def answer(orders: IO[str], answers: IO[str]) -> None:
    """Make a copy of this process for each line that asks for a build, and tell how it ended."""
    _build_once()
    for line in orders:
        child = os.fork()
        if child == 0:
            _build(json.loads(line))
        _, status = os.waitpid(child, 0)
        answers.write(f"{os.waitstatus_to_exitcode(status)}\n")
        answers.flush()


def _build_once() -> None:
    """Load and compile all that a build needs."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from sites import write_site

    with TemporaryDirectory() as folder:
        build(load_config(str(write_site(Path(folder)) / "mkdocs.yml")))


def _build(asked: dict[str, Any]) -> NoReturn:
    """Build, and end the process as MkDocs does."""
    for number, path in enumerate(asked["outputs"], start=1):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), number)
    os.chdir(asked["folder"])
    sys.path[0] = asked["folder"]  # as `python -m` does
    os.environ.clear()
    os.environ.update(asked["environment"])
    if asked["umask"] >= 0:
        os.umask(asked["umask"])
    from mkdocs.__main__ import cli

    sys.exit(cli.main(args=asked["arguments"], prog_name="mkdocs"))


if __name__ == "__main__":
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as channel:
        os.dup2(2, 1)  # what is printed by chance is no answer
        answer(sys.stdin, channel)
