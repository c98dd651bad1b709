"""Real git repositories in temporary folders, for tests that ask git."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

_SETTINGS = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_AUTHOR_NAME": "A Person",
    "GIT_AUTHOR_EMAIL": "person@example.com",
    "GIT_COMMITTER_NAME": "A Person",
    "GIT_COMMITTER_EMAIL": "person@example.com",
}


@dataclass(frozen=True)
class Repository:
    """A work tree, and what a test does with it."""

    folder: Path

    def git(self, *arguments: str, day: str = "2026-01-05") -> str:
        command = ["git", "-c", "protocol.file.allow=always", *arguments]
        moment = f"{day}T09:00:00Z"
        dated = {"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment}
        environment = os.environ | _SETTINGS | dated
        done = subprocess.run(
            command, cwd=self.folder, env=environment, capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    def write(self, path: str, text: str | bytes) -> None:
        place = self.folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text if isinstance(text, bytes) else text.encode())

    def commit(self, message: str = "change", day: str = "2026-01-05", **files: str) -> str:
        """Write files of the catalog, each named by its id, and commit all that there is."""
        for name, text in files.items():
            self.write(f"agreements/{name.replace('_', '-')}.yaml", text)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message, day=day)
        return self.git("rev-parse", "HEAD")

    def clone(self, target: Path, *options: str) -> Repository:
        self.git("clone", "--quiet", *options, f"file://{self.folder}", str(target))
        return Repository(target)


def repository(folder: Path) -> Repository:
    """Make an empty repository whose branch is main."""
    folder.mkdir(parents=True, exist_ok=True)
    made = Repository(folder)
    made.git("init", "--quiet", "--initial-branch=main")
    return made
