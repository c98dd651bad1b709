"""Where agreement files are: a directory or a git revision; what lies outside is refused."""

from __future__ import annotations

import stat
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from sla_catalog.findings import Finding, Related, Span, in_reading_order
from sla_catalog.source.limits import Limits, file_too_large
from sla_catalog.source.repository import (
    Blobs,
    TreeError,
    commit_of,
    output,
    prefix,
    resolve,
)
from sla_catalog.source.wording import visible

__all__ = [
    "FolderMissingError",
    "Head",
    "Reading",
    "SourceFile",
    "TreeError",
    "find_head",
    "read_directory",
    "read_file",
    "read_index",
    "read_revision",
]

SUFFIXES = (".yaml", ".yml")


class FolderMissingError(TreeError):
    """Say that a directory or a revision holds no such folder."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """Hold a file's bytes, and the POSIX path by which messages name it."""

    path: str
    data: bytes


Reading = tuple[tuple[SourceFile, ...], tuple[Finding, ...]]


def read_directory(
    root: Path, shown_as: str, limits: Limits, suffixes: tuple[str, ...] = SUFFIXES
) -> Reading:
    """Read all `*.yaml` and `*.yml` files below `root`, or those of other suffixes, by path.

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
    for item in _walk(home, shown_as, suffixes):
        if isinstance(item, Finding):
            findings.append(item)
        elif len(found) == limits.files:
            return (), (_too_many_files(shown_as, limits),)
        else:
            found.append(item)
    read = [_read_file(path, _shown(home, path, shown_as), limits) for path in found]
    return _sort_out([*read, *findings])


def read_file(path: Path, limits: Limits) -> Reading:
    """Read one file, wherever it is; raise FolderMissingError where there is none."""
    if not path.exists():
        raise FolderMissingError(f"there is no file {path}")
    return _sort_out([_read_file(path, path.as_posix(), limits)])


def read_revision(
    repository: Path, revision: str, folder: str, limits: Limits, blobs: Blobs | None = None
) -> Reading:
    """Read the same files as `read_directory` does from a git revision, without a checkout.

    `folder` is relative to `repository`, which may be a folder inside a git work tree. Links and
    submodules are refused. `blobs` are known already. Raises TreeError where git, the revision or
    the folder is missing.
    """
    commit = commit_of(repository, revision)
    if commit is None:
        raise TreeError(f"git knows no revision {visible(revision)!r} in {repository}")
    path = _in_work_tree(repository, folder)
    tree = resolve(repository, f"{commit}:{'/'.join(path.parts)}")
    if tree is None or output(repository, "cat-file", "-t", tree) != b"tree\n":
        raise FolderMissingError(
            f"revision {visible(revision)!r} has no folder {visible(folder)!r}"
        )
    listed = output(repository, "ls-tree", "-r", "-z", "--long", "--full-tree", tree)
    entries = (_TreeEntry.of_tree(line) for line in listed.split(b"\0") if line)
    return _read_entries(entries, folder, limits, blobs or Blobs(repository))


def read_index(
    repository: Path, folder: str, limits: Limits, blobs: Blobs | None = None
) -> Reading:
    """Read the same files from the index, what the next commit would hold."""
    path = _in_work_tree(repository, folder)
    # The pattern is no glob, and counts from the top of the work tree.
    listed = output(
        repository, "ls-files", "-z", "--stage", "--full-name", "--", f":(top,literal){path}"
    )
    entries = [_TreeEntry.of_index(line, path) for line in listed.split(b"\0") if line]
    if not entries:
        raise FolderMissingError(f"the index has no folder {visible(folder)!r}")
    return _read_entries(entries, folder, limits, blobs or Blobs(repository))


def _in_work_tree(repository: Path, folder: str) -> PurePosixPath:
    path = PurePosixPath(prefix(repository)) / folder
    if path.is_absolute() or ".." in path.parts:
        raise TreeError(f"the folder {visible(folder)!r} lies outside the repository {repository}")
    return path


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
        commit = commit_of(folder, "HEAD")
        if commit is None:
            return None
        changes = output(
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


def is_wanted(name: str, suffixes: tuple[str, ...] = SUFFIXES) -> bool:
    """Tell whether a file is one to read by the end of its name."""
    return name.lower().endswith(suffixes)


def is_passed_over(name: str) -> bool:
    """Tell whether a file or folder is no part of the catalog by its name."""
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


def _walk(home: Path, shown_as: str, suffixes: tuple[str, ...]) -> Iterator[Path | Finding]:
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
            if is_passed_over(path.name):
                continue
            shown = _shown(home, path, shown_as)
            try:
                mode = path.lstat().st_mode
            except OSError as error:
                yield _cannot_read(shown, _reason(error))
                continue
            if stat.S_ISLNK(mode):
                yield from _follow(home, path, shown, suffixes)
            elif stat.S_ISDIR(mode):
                waiting.append(path)
            elif is_wanted(path.name, suffixes):
                yield path if shown.isprintable() else _unusual_name(shown)


def _follow(
    home: Path, path: Path, shown: str, suffixes: tuple[str, ...]
) -> Iterator[Path | Finding]:
    try:
        target = path.resolve(strict=True)
        is_folder = target.is_dir()
    except (OSError, RuntimeError) as error:  # RuntimeError: Python before 3.13, on a link loop
        if is_wanted(path.name, suffixes):
            yield _not_a_file(shown, f"this link leads nowhere: {_reason(error)}")
        return
    if not is_folder and not is_wanted(path.name, suffixes):
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


# A git revision, or the index


@dataclass(frozen=True, slots=True)
class _TreeEntry:
    """One name in a revision or in the index; `stage` is not 0 where a merge is not settled."""

    path: PurePosixPath
    mode: str
    oid: str
    stage: str = "0"

    @classmethod
    def of_tree(cls, line: bytes) -> _TreeEntry:
        about, _, name = line.partition(b"\t")
        mode, _, oid, _ = about.decode("ascii").split()
        return cls(PurePosixPath(name.decode("utf-8", "surrogateescape")), mode, oid)

    @classmethod
    def of_index(cls, line: bytes, folder: PurePosixPath) -> _TreeEntry:
        about, _, name = line.partition(b"\t")
        mode, oid, stage = about.decode("ascii").split()
        path = PurePosixPath(name.decode("utf-8", "surrogateescape"))
        return cls(path.relative_to(folder), mode, oid, stage)


_SUBMODULE = "160000"
_LINK = "120000"


def _read_entries(
    entries: Iterable[_TreeEntry], folder: str, limits: Limits, blobs: Blobs
) -> Reading:
    wanted: list[tuple[str, str]] = []
    items: list[SourceFile | Finding] = []
    for item in _wanted(entries, PurePosixPath(folder)):
        if isinstance(item, Finding):
            items.append(item)
        elif len(wanted) == limits.files:
            return (), (_too_many_files(folder, limits),)
        else:
            wanted.append(item)
    sizes = blobs.sizes(oid for _, oid in wanted)
    small = [(shown, oid) for shown, oid in wanted if sizes.get(oid, 0) <= limits.file_bytes]
    items += [
        file_too_large(shown, sizes[oid], limits)
        for shown, oid in wanted
        if sizes.get(oid, 0) > limits.file_bytes
    ]
    contents = blobs.read(oid for _, oid in small)
    for shown, oid in small:
        if oid in contents:
            items.append(SourceFile(shown, contents[oid]))
        else:
            items.append(_cannot_read(shown, "the object is missing from the repository"))
    return _sort_out(items)


def _wanted(
    entries: Iterable[_TreeEntry], folder: PurePosixPath
) -> Iterator[tuple[str, str] | Finding]:
    """Yield path and object id of each file to read."""
    unsettled: set[PurePosixPath] = set()
    for entry in entries:
        path = entry.path
        if any(is_passed_over(part) for part in path.parts):
            continue
        shown = (folder / path).as_posix()
        if entry.mode == _SUBMODULE:
            yield _not_a_file(shown, "this is a submodule")
        elif not is_wanted(path.name):
            continue
        elif not shown.isprintable():
            yield _unusual_name(shown)
        elif entry.mode == _LINK:
            yield _not_a_file(shown, "this is a link, which is not followed in a revision")
        elif entry.stage != "0":
            if path not in unsettled:
                unsettled.add(path)
                yield _not_settled(shown)
        else:
            yield shown, entry.oid


def _not_settled(shown: str) -> Finding:
    return Finding(
        "cannot-read",
        Span(shown),
        "the index holds several versions of this file, since a merge is not settled",
        "expected one version",
        "settle the merge, and `git add` the file",
    )
