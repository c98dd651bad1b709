"""The files of a folder as each of many commits left them, read with few calls of git."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from sla_catalog.source.limits import Limits
from sla_catalog.source.repository import Blobs, FileChange, changed_files
from sla_catalog.source.revisions import read_revision
from sla_catalog.source.tree import (
    FolderMissingError,
    Reading,
    SourceFile,
    is_passed_over,
    is_wanted,
)

_FILES = frozenset({"100644", "100755"})


def read_past(
    repository: Path, commits: Sequence[str], folder: str, limits: Limits, blobs: Blobs
) -> Iterator[Reading]:
    """Yield the files of a folder as `read_revision` reads them, for each commit, oldest first.

    A commit that only writes other bytes to files that are there takes all else from the one
    before. One that left no such folder has no files. Raises TreeError where git fails.
    """
    changed = {
        commit: tuple(change for change in changes if _is_read(change, folder))
        for commit, changes in changed_files(repository, folder).items()
    }
    every = [change.oid for commit in commits for change in changed.get(commit, ())]
    sizes = blobs.sizes(every)
    blobs.read(name for name in every if sizes.get(name, 0) <= limits.file_bytes)
    last: Reading | None = None
    for commit in commits:
        following = _following(last, changed.get(commit, ()), limits, blobs) if last else None
        if following is None:
            try:
                following = read_revision(repository, commit, folder, limits, blobs)
            except FolderMissingError:
                following = ((), ())
        last = following
        yield following


def _following(
    last: Reading, changes: Sequence[FileChange], limits: Limits, blobs: Blobs
) -> Reading | None:
    """Return the files after a commit; None where it did more than write other bytes to some."""
    files, refused = last
    if refused:
        return None
    by_path = {file.path: file for file in files}
    new: dict[str, SourceFile] = {}
    contents = blobs.read(change.oid for change in changes)
    for change in changes:
        data = contents.get(change.oid)
        is_plain = change.path in by_path and {change.mode_before, change.mode} <= _FILES
        if not is_plain or data is None or len(data) > limits.file_bytes:
            return None
        new[change.path] = SourceFile(change.path, data)
    return tuple(new.get(file.path, file) for file in files), ()


def _is_read(change: FileChange, folder: str) -> bool:
    """Tell whether a change can be one of what is read of a folder."""
    path = PurePosixPath(change.path)
    below = path.relative_to(folder).parts if path.is_relative_to(folder) else path.parts
    is_file = {change.mode_before, change.mode} <= _FILES
    return not any(map(is_passed_over, below)) and (not is_file or is_wanted(path.name))
