"""A git repository, asked by running git: its objects, its branches and what was committed when."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sla_catalog.frozen import dataclass
from sla_catalog.patterns import Pattern
from sla_catalog.source.wording import visible

if TYPE_CHECKING:
    import subprocess


class TreeError(Exception):
    """Say why there is no folder of agreements to read."""


def run(
    repository: Path, *arguments: str, given: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    """Run git in a folder; raise TreeError where it is not there."""
    import subprocess  # which a check of a folder does not need

    command = ["git", "-C", str(repository), *arguments]
    try:
        return subprocess.run(command, input=given, capture_output=True, check=False)  # noqa: S603 no shell, and no argument that git could take for an option
    except FileNotFoundError as error:
        raise TreeError("git is not installed, so that no revision can be read") from error
    except (OSError, ValueError) as error:  # ValueError: a null byte in an argument
        raise TreeError(f"git cannot be run: {error}") from error


def output(repository: Path, *arguments: str, given: bytes = b"") -> bytes:
    """Return what git prints; raise TreeError where it fails."""
    done = run(repository, *arguments, given=given)
    if done.returncode:
        raise TreeError(f"git {arguments[0]} failed in {repository}: {_reason(done)}")
    return done.stdout


def resolve(repository: Path, name: str) -> str | None:
    """Return the id of the object that `name` stands for; git never takes it for an option."""
    done = run(repository, "rev-parse", "--verify", "--quiet", "--end-of-options", name)
    if done.returncode == 0:
        return done.stdout.decode("ascii").strip()
    if done.stderr:
        raise TreeError(f"git cannot read {repository}: {_reason(done)}")
    return None


def commit_of(repository: Path, revision: str) -> str | None:
    """Return the id of the commit that a revision stands for, if git has it."""
    return resolve(repository, f"{revision}^{{commit}}")


def tree_of(repository: Path, revision: str) -> str | None:
    """Return the id of the files that a revision stands for, a commit or a tree, if git has it."""
    return resolve(repository, f"{revision}^{{tree}}")


# The command that git advises, with the top folder, quoted; it is never translated.
_TRUSTED = Pattern(r"git config --global --add safe\.directory .+")


def refusal(folder: Path) -> str:
    """Say why git reads no repository in a folder; empty where it does."""
    done = run(folder, "rev-parse", "--git-dir")
    if done.returncode == 0:
        return ""
    advised = _TRUSTED.search(done.stderr.decode("utf-8", "replace"))
    if advised:
        return (
            f"git does not read {folder}, which belongs to another user\n"
            f"if you trust it: {advised[0]}"
        )
    return f"{folder} is in no git repository"


def is_repository(folder: Path) -> bool:
    """Tell whether a folder lies in a git work tree."""
    return run(folder, "rev-parse", "--is-inside-work-tree").stdout == b"true\n"


def is_bare(folder: Path) -> bool:
    """Tell whether a folder is a repository without files of its own."""
    return run(folder, "rev-parse", "--is-bare-repository").stdout == b"true\n"


def is_shallow(repository: Path) -> bool:
    """Tell whether commits of the past were left out when it was cloned."""
    return output(repository, "rev-parse", "--is-shallow-repository") == b"true\n"


def first_commits(repository: Path) -> tuple[str, ...]:
    """Return the ids of the commits of HEAD before which there is none here."""
    told = output(repository, "rev-list", "--max-parents=0", "HEAD")
    return tuple(told.decode("ascii").split())


def merge_base(repository: Path, one: str, other: str) -> str | None:
    """Return the last commit that two commits have in common, if git knows one."""
    done = run(repository, "merge-base", "--end-of-options", one, other)
    return done.stdout.decode("ascii").split()[0] if done.returncode == 0 else None


def parents(repository: Path, commit: str) -> tuple[str, ...]:
    """Return the ids of the commits that a commit was made of, also those that are not there."""
    lines = output(repository, "cat-file", "commit", commit).partition(b"\n\n")[0].split(b"\n")
    return tuple(
        line.removeprefix(b"parent ").decode("ascii")
        for line in lines
        if line.startswith(b"parent ")
    )


def prefix(repository: Path) -> str:
    """Return the path of a folder in its work tree, with a slash at the end; empty at its top."""
    shown = output(repository, "rev-parse", "--show-prefix")
    return shown.decode("utf-8", "surrogateescape").removesuffix("\n")


def changed_lines(repository: Path, base: str, head: str | None, folder: str) -> str:
    """Return the lines of files that differ, as git prints them; `head` None is the work tree."""
    sides = [base] if head is None else [base, head]
    plain = ("--no-ext-diff", "--no-textconv", "--no-color", "--unified=1")
    done = output(repository, "diff", *plain, "--relative", *sides, "--", folder)
    return done.decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit by its id, with the day and the first line of what its author said."""

    id: str
    day: date
    subject: str


def commits_of(repository: Path, folder: str, since: str | None = None) -> tuple[Commit, ...]:
    """Return the commits that changed files of a folder, newest first, along first parents.

    `since` is a revision, after which they begin. Raises TreeError where git fails.
    """
    span = [f"{since}..HEAD"] if since else ["HEAD"]
    lines = output(
        repository, "log", "--first-parent", "-z", "--format=%H %cs %s", *span, "--", folder
    )
    return tuple(_commit(line) for line in lines.decode("utf-8", "replace").split("\0") if line)


def _commit(line: str) -> Commit:
    name, day, subject = line.split(" ", 2)
    return Commit(name, date.fromisoformat(day), subject)


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file as a commit leaves it: its path, its mode before and now, and the id of its bytes."""

    path: str
    mode_before: str
    mode: str
    oid: str


def changed_files(repository: Path, folder: str) -> Mapping[str, tuple[FileChange, ...]]:
    """Return what each commit changed in a folder, against its first parent.

    Paths are relative to `repository`. Raises TreeError where git fails.
    """
    plain = ("--raw", "-z", "--no-renames", "--no-abbrev", "--relative", "--no-show-signature")
    shown = output(
        repository, "log", "--first-parent", "-m", *plain, f"--format={_MARK}%H", "--", folder
    )
    found: dict[str, list[FileChange]] = {}
    changes: list[FileChange] = []
    words = iter(shown.decode("utf-8", "surrogateescape").split("\0"))
    for word in words:
        if word.startswith(_MARK):
            changes = found.setdefault(word.removeprefix(_MARK), [])
        elif word.strip():
            before, mode, _, oid, _ = word.strip().removeprefix(":").split()
            changes.append(FileChange(next(words), before, mode, oid))
    return {commit: tuple(changes) for commit, changes in found.items()}


_MARK = "\x02"  # begins no line of raw output


@dataclass(slots=True)
class Blobs:
    """The bytes of files by the ids that git gives them, each read once."""

    repository: Path
    _known: dict[str, bytes] = field(default_factory=dict)

    def remember(self, contents: Iterable[bytes]) -> None:
        """Take the bytes of files that were read already, so that git is not asked for them."""
        is_long = output(self.repository, "rev-parse", "--show-object-format") == b"sha256\n"
        algorithm = hashlib.sha256 if is_long else hashlib.sha1
        for data in contents:
            name = algorithm(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
            self._known[name] = data

    def sizes(self, names: Iterable[str]) -> Mapping[str, int]:
        """Return how long files are by their ids; those that are not there are left out."""
        wanted = "".join(f"{name}\n" for name in dict.fromkeys(names)).encode("ascii")
        if not wanted:
            return {}
        format_ = "--batch-check=%(objectname) %(objectsize)"
        printed = output(self.repository, "cat-file", format_, given=wanted).decode("ascii")
        pairs = (line.split() for line in printed.splitlines())
        return {name: int(size) for name, size in pairs if size.isdecimal()}

    def read(self, names: Iterable[str]) -> Mapping[str, bytes]:
        """Return the bytes of files by their ids; those that the repository lacks are left out."""
        wanted = dict.fromkeys(names)
        new = [name for name in wanted if name not in self._known]
        if new:
            self._known |= _read(self.repository, new)
        return {name: self._known[name] for name in wanted if name in self._known}


def _read(repository: Path, names: list[str]) -> dict[str, bytes]:
    request = "".join(f"{name}\n" for name in names).encode("ascii")
    printed = memoryview(output(repository, "cat-file", "--batch", given=request))
    found = {}
    start = 0
    for name in names:
        head_end = start + bytes(printed[start : start + 200]).index(b"\n")
        *_, word = bytes(printed[start:head_end]).split()
        start = head_end + 1
        if word == b"missing":
            continue
        found[name] = bytes(printed[start : start + int(word)])
        start += int(word) + 1
    return found


def _reason(done: subprocess.CompletedProcess[bytes]) -> str:
    return visible(done.stderr.decode("utf-8", "replace").strip(), 300)
