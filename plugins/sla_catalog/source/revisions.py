"""Agreement files in a git revision or in the index, read without a checkout."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from sla_catalog.findings import Finding
from sla_catalog.frozen import dataclass
from sla_catalog.source.limits import Limits, file_too_large
from sla_catalog.source.repository import (
    Blobs,
    TreeError,
    commit_of,
    output,
    prefix,
    resolve,
    tree_of,
)
from sla_catalog.source.tree import (
    FolderMissingError,
    Reading,
    SourceFile,
    is_passed_over,
    is_wanted,
    sort_out,
)
from sla_catalog.source.unreadable import (
    cannot_read,
    not_a_file,
    not_settled,
    too_many_files,
    unusual_name,
)
from sla_catalog.source.wording import visible


def read_revision(
    repository: Path, revision: str, folder: str, limits: Limits, blobs: Blobs | None = None
) -> Reading:
    """Read the same files as `read_directory` does from a git revision, without a checkout.

    `folder` is relative to `repository`, which may be a folder inside a git work tree. Links and
    submodules are refused. `blobs` are known already. Nothing is read where there was no file at
    all. Raises TreeError where git, the revision or the folder is missing.
    """
    top = tree_of(repository, revision)
    if top is None:
        raise TreeError(f"git knows no revision {visible(revision)!r} in {repository}")
    path = _in_work_tree(repository, folder)
    tree = resolve(repository, f"{top}:{'/'.join(path.parts)}")
    if tree is None and not output(repository, "ls-tree", "--full-tree", top):
        return (), ()
    if tree is not None and _is_submodule(repository, top, path):
        raise FolderMissingError(
            f"{visible(folder)} is a submodule in revision {visible(revision)!r}: its files are in "
            "another repository, in which they can be compared"
        )
    if tree is None or output(repository, "cat-file", "-t", tree) != b"tree\n":
        raise FolderMissingError(
            f"revision {visible(revision)!r} has no folder {visible(folder)!r}"
        )
    listed = output(repository, "ls-tree", "-r", "-z", "--long", "--full-tree", tree)
    entries = (_TreeEntry.of_tree(line) for line in listed.split(b"\0") if line)
    return _read_entries(entries, folder, limits, blobs or Blobs(repository))


def _is_submodule(repository: Path, top: str, path: PurePosixPath) -> bool:
    if not path.parts:
        return False  # the root, of which git lists what is in it
    listed = output(repository, "ls-tree", "--full-tree", top, "--", path.as_posix())
    return listed.startswith(f"{_SUBMODULE} ".encode("ascii"))


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
            return (), (too_many_files(folder, limits),)
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
            items.append(cannot_read(shown, "the object is missing from the repository"))
    return sort_out(items)


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
            yield not_a_file(shown, "this is a submodule")
        elif not is_wanted(path.name):
            continue
        elif not shown.isprintable():
            yield unusual_name(shown)
        elif entry.mode == _LINK:
            yield not_a_file(shown, "this is a link, which is not followed in a revision")
        elif entry.stage != "0":
            if path not in unsettled:
                unsettled.add(path)
                yield not_settled(shown)
        else:
            yield shown, entry.oid
