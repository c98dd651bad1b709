"""Where agreement files are: a directory or a git revision; what lies outside is refused."""

from __future__ import annotations

import stat
import subprocess
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from sla_catalog.findings import Finding, Related, Span, in_reading_order
from sla_catalog.source.limits import Limits, file_too_large
from sla_catalog.source.wording import visible

_SUFFIXES = (".yaml", ".yml")


class TreeError(Exception):
    """Say why there is no folder of agreements to read."""


class FolderMissingError(TreeError):
    """Say that a directory or a revision holds no such folder."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """Hold a file's bytes, and the POSIX path by which messages name it."""

    path: str
    data: bytes


Reading = tuple[tuple[SourceFile, ...], tuple[Finding, ...]]


def read_directory(root: Path, shown_as: str, limits: Limits) -> Reading:
    """Read all `*.yaml` and `*.yml` files below `root`, sorted by path.

    Messages name a file by `shown_as` and its path below `root`. Names that begin with `_` or `.`
    are passed over. A file that cannot be used becomes a finding, and the others are read.
    Raises TreeError where `root` is no folder that can be opened.
    """
    try:
        home = root.resolve(strict=True)
        is_folder = home.is_dir()
    except (OSError, RuntimeError) as error:  # RuntimeError: Python before 3.13, on a link loop
        raise FolderMissingError(f"the folder {root} cannot be opened: {_reason(error)}") from error
    if not is_folder:
        raise FolderMissingError(f"{root} is not a folder")
    found: list[Path] = []
    findings: list[Finding] = []
    for item in _walk(home, shown_as):
        if isinstance(item, Finding):
            findings.append(item)
        elif len(found) == limits.files:
            return (), (_too_many_files(shown_as, limits),)
        else:
            found.append(item)
    read = [_read_file(path, _shown(home, path, shown_as), limits) for path in found]
    return _sort_out([*read, *findings])


def read_revision(repository: Path, revision: str, folder: str, limits: Limits) -> Reading:
    """Read the same files as `read_directory` does from a git revision, without a checkout.

    `folder` is relative to `repository`, which may be a folder inside a git work tree. Links and
    submodules are refused. Raises TreeError where git, the revision or the folder is missing.
    """
    commit = _resolve(repository, f"{revision}^{{commit}}")
    if commit is None:
        raise TreeError(f"git knows no revision {visible(revision)!r} in {repository}")
    prefix = _git(repository, "rev-parse", "--show-prefix").decode("utf-8", "surrogateescape")
    path = PurePosixPath(prefix.removesuffix("\n")) / folder
    if path.is_absolute() or ".." in path.parts:
        raise TreeError(f"the folder {visible(folder)!r} lies outside the repository {repository}")
    tree = _resolve(repository, f"{commit}:{'/'.join(path.parts)}")
    if tree is None or _git(repository, "cat-file", "-t", tree) != b"tree\n":
        raise FolderMissingError(
            f"revision {visible(revision)!r} has no folder {visible(folder)!r}"
        )
    blobs: list[tuple[str, str]] = []
    items: list[SourceFile | Finding] = []
    for item in _list_tree(repository, tree, PurePosixPath(folder), limits):
        if isinstance(item, Finding):
            items.append(item)
        elif len(blobs) == limits.files:
            return (), (_too_many_files(folder, limits),)
        else:
            blobs.append(item)
    return _sort_out([*items, *_read_blobs(repository, blobs)])


@dataclass(frozen=True, slots=True)
class Head:
    """Name the commit that a work tree is at; `is_changed` where a folder differs from it."""

    commit: str
    is_changed: bool


def find_head(folder: Path) -> Head | None:
    """Return the commit on which the files below `folder` stand, or None where git knows none.

    None is returned as well where git is missing, or refuses to read a repository of others.
    """
    try:
        commit = _resolve(folder, "HEAD^{commit}")
        if commit is None:
            return None
        changes = _git(
            folder, "--no-optional-locks", "status", "--porcelain", "--untracked-files=all", "."
        )
    except TreeError:
        return None
    return Head(commit, bool(changes))


def _sort_out(items: Iterable[SourceFile | Finding]) -> Reading:
    ordered = list(items)
    files = sorted((i for i in ordered if isinstance(i, SourceFile)), key=lambda file: file.path)
    findings = [i for i in ordered if isinstance(i, Finding)]
    return tuple(files), in_reading_order([*findings, *_find_twins(files)])


def _find_twins(files: Iterable[SourceFile]) -> Iterator[Finding]:
    """Find names that some file systems cannot keep apart."""
    seen: dict[str, str] = {}
    for file in files:
        folded = unicodedata.normalize("NFC", unicodedata.normalize("NFD", file.path).casefold())
        first = seen.setdefault(folded, file.path)
        if first != file.path:
            yield Finding(
                "same-file-name",
                Span(file.path),
                f"the name differs from {first} only by case or by how letters are encoded",
                "expected names that every file system keeps apart",
                "rename one of the two files",
                related=(Related(Span(first), "the other file"),),
            )


def _is_wanted(name: str) -> bool:
    return name.lower().endswith(_SUFFIXES)


def _is_passed_over(name: str) -> bool:
    return name.startswith(("_", "."))


def _too_many_files(shown_as: str, limits: Limits) -> Finding:
    return Finding(
        "too-many-files",
        Span(shown_as),
        f"the folder holds more than {limits.files:,} YAML files",
        f"expected at most {limits.files:,}",
        "divide the catalog, or raise the limit in the site's settings",
    )


def _unusual_name(shown: str) -> Finding:
    return Finding(
        "unusual-file-name",
        Span(visible(shown, len(shown))),
        "the name holds a character that cannot be shown",
        "expected letters, digits, `-` and `_`, in UTF-8",
        "rename the file or folder",
    )


def _cannot_read(shown: str, reason: str) -> Finding:
    return Finding(
        "cannot-read",
        Span(visible(shown, len(shown))),
        f"this cannot be read: {reason}",
        "expected a file or folder that the build may open",
        "change its permissions",
    )


def _not_a_file(shown: str, found: str) -> Finding:
    return Finding(
        "not-a-file",
        Span(visible(shown, len(shown))),
        found,
        "expected a regular file inside the folder of agreements",
        "put the file itself here, or delete this",
    )


# A directory


def _shown(home: Path, path: Path, shown_as: str) -> str:
    return (PurePosixPath(shown_as) / path.relative_to(home).as_posix()).as_posix()


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)


def _walk(home: Path, shown_as: str) -> Iterator[Path | Finding]:
    """Yield the paths of all files to read; only links to files inside are followed."""
    waiting = [home]
    while waiting:
        folder = waiting.pop()
        try:
            children = sorted(folder.iterdir())
        except OSError as error:
            yield _cannot_read(_shown(home, folder, shown_as), _reason(error))
            continue
        for path in children:
            if _is_passed_over(path.name):
                continue
            shown = _shown(home, path, shown_as)
            try:
                mode = path.lstat().st_mode
            except OSError as error:
                yield _cannot_read(shown, _reason(error))
                continue
            if stat.S_ISLNK(mode):
                yield from _follow(home, path, shown)
            elif stat.S_ISDIR(mode):
                waiting.append(path)
            elif _is_wanted(path.name):
                yield path if shown.isprintable() else _unusual_name(shown)


def _follow(home: Path, path: Path, shown: str) -> Iterator[Path | Finding]:
    try:
        target = path.resolve(strict=True)
        is_folder = target.is_dir()
    except (OSError, RuntimeError) as error:  # RuntimeError: Python before 3.13, on a link loop
        if _is_wanted(path.name):
            yield _not_a_file(shown, f"this link leads nowhere: {_reason(error)}")
        return
    if not is_folder and not _is_wanted(path.name):
        return
    if not target.is_relative_to(home):
        yield _not_a_file(shown, "this link leads out of the folder of agreements")
    elif is_folder:
        yield _not_a_file(shown, "this is a link to a folder, whose files are read where they are")
    else:
        yield path if shown.isprintable() else _unusual_name(shown)


def _read_file(path: Path, shown: str, limits: Limits) -> SourceFile | Finding:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return _not_a_file(shown, f"this is {_kind(status.st_mode)}, not a file")
        if status.st_size > limits.file_bytes:
            return file_too_large(shown, status.st_size, limits)
        with path.open("rb") as file:
            data = file.read(limits.file_bytes + 1)
    except OSError as error:
        return _cannot_read(shown, _reason(error))
    return SourceFile(shown, data)


def _kind(mode: int) -> str:
    if stat.S_ISFIFO(mode):
        return "a named pipe"
    return "a socket" if stat.S_ISSOCK(mode) else "a device"


# A git revision


def _run(
    repository: Path, *arguments: str, given: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    command = ["git", "-C", str(repository), *arguments]
    try:
        return subprocess.run(command, input=given, capture_output=True, check=False)  # noqa: S603 no shell, and no argument that git could take for an option
    except FileNotFoundError as error:
        raise TreeError("git is not installed, so that no revision can be read") from error
    except (OSError, ValueError) as error:  # ValueError: a null byte in an argument
        raise TreeError(f"git cannot be run: {error}") from error


def _git(repository: Path, *arguments: str, given: bytes = b"") -> bytes:
    done = _run(repository, *arguments, given=given)
    if done.returncode:
        reason = visible(done.stderr.decode("utf-8", "replace").strip(), 300)
        raise TreeError(f"git {arguments[0]} failed in {repository}: {reason}")
    return done.stdout


def _resolve(repository: Path, name: str) -> str | None:
    """Return the id of the object that `name` stands for; git never takes it for an option."""
    done = _run(repository, "rev-parse", "--verify", "--quiet", "--end-of-options", name)
    if done.returncode == 0:
        return done.stdout.decode("ascii").strip()
    if done.stderr:
        reason = visible(done.stderr.decode("utf-8", "replace").strip(), 300)
        raise TreeError(f"git cannot read {repository}: {reason}")
    return None


def _list_tree(
    repository: Path, tree: str, folder: PurePosixPath, limits: Limits
) -> Iterator[tuple[str, str] | Finding]:
    """Yield path and object id of each file to read."""
    for entry in _git(repository, "ls-tree", "-r", "-z", "--long", "--full-tree", tree).split(
        b"\0"
    ):
        if not entry:
            continue
        about, _, name = entry.partition(b"\t")
        mode, kind, oid, size = about.decode("ascii").split()
        path = PurePosixPath(name.decode("utf-8", "surrogateescape"))
        if any(_is_passed_over(part) for part in path.parts):
            continue
        shown = (folder / path).as_posix()
        if kind == "commit":
            yield _not_a_file(shown, "this is a submodule")
        elif not _is_wanted(path.name):
            continue
        elif not shown.isprintable():
            yield _unusual_name(shown)
        elif mode == "120000":
            yield _not_a_file(shown, "this is a link, which is not followed in a revision")
        elif not size.isdecimal():
            yield _cannot_read(shown, "the object is missing from the repository")
        elif int(size) > limits.file_bytes:
            yield file_too_large(shown, int(size), limits)
        else:
            yield shown, oid


def _read_blobs(repository: Path, blobs: list[tuple[str, str]]) -> Iterator[SourceFile | Finding]:
    if not blobs:
        return
    request = "".join(f"{oid}\n" for _, oid in blobs).encode("ascii")
    output = memoryview(_git(repository, "cat-file", "--batch", given=request))
    start = 0
    for shown, _ in blobs:
        head_end = start + bytes(output[start : start + 200]).index(b"\n")
        *_, word = bytes(output[start:head_end]).split()
        start = head_end + 1
        if word == b"missing":
            yield _cannot_read(shown, "the object is missing from the repository")
            continue
        size = int(word)
        yield SourceFile(shown, bytes(output[start : start + size]))
        start += size + 1
