"""Agreement files in a directory; what lies outside is refused."""

from __future__ import annotations

import stat
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from sla_catalog.findings import Finding, Related, Span, in_reading_order
from sla_catalog.frozen import dataclass
from sla_catalog.source.limits import Limits, file_too_large
from sla_catalog.source.repository import (
    TreeError,
)
from sla_catalog.source.unreadable import (
    cannot_read,
    not_a_file,
    too_many_files,
    unusual_name,
)

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
    found: list[tuple[Path, str]] = []
    findings: list[Finding] = []
    for item in _walk(home, shown_as, suffixes):
        if isinstance(item, Finding):
            findings.append(item)
        elif len(found) == limits.files:
            return (), (too_many_files(shown_as, limits),)
        else:
            found.append(item)
    read = [_read_file(path, shown, limits) for path, shown in found]
    return sort_out([*read, *findings])


def read_file(path: Path, limits: Limits) -> Reading:
    """Read one file, wherever it is; raise FolderMissingError where there is none."""
    if not path.exists():
        raise FolderMissingError(f"there is no file {path}")
    return sort_out([_read_file(path, path.as_posix(), limits)])


def sort_out(items: Iterable[SourceFile | Finding]) -> Reading:
    """Return what was read in the order of names, with a finding for names too alike."""
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
                "expected names that differ in every file system",
                "rename one of the two files",
                related=(Related(Span(first), "the other file"),),
            )


def is_wanted(name: str, suffixes: tuple[str, ...] = SUFFIXES) -> bool:
    """Tell whether a file is one to read by the end of its name."""
    return name.lower().endswith(suffixes)


def is_passed_over(name: str) -> bool:
    """Tell whether a file or folder is no part of the catalog by its name."""
    return name.startswith(("_", "."))


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)


def _walk(
    home: Path, shown_as: str, suffixes: tuple[str, ...]
) -> Iterator[tuple[Path, str] | Finding]:
    """Yield all files to read and how each is shown; only links to files inside are followed."""
    waiting = [home]
    while waiting:
        folder = waiting.pop()
        where = PurePosixPath(shown_as) / folder.relative_to(home).as_posix()
        try:
            children = sorted(folder.iterdir(), key=lambda path: path.name)
        except OSError as error:
            yield cannot_read(where.as_posix(), _reason(error))
            continue
        for path in children:
            if is_passed_over(path.name):
                continue
            shown = (where / path.name).as_posix()
            try:
                mode = path.lstat().st_mode
            except OSError as error:
                yield cannot_read(shown, _reason(error))
                continue
            if stat.S_ISLNK(mode):
                yield from _follow(home, path, shown, suffixes)
            elif stat.S_ISDIR(mode):
                waiting.append(path)
            elif is_wanted(path.name, suffixes):
                yield (path, shown) if shown.isprintable() else unusual_name(shown)


def _follow(
    home: Path, path: Path, shown: str, suffixes: tuple[str, ...]
) -> Iterator[tuple[Path, str] | Finding]:
    try:
        target = path.resolve(strict=True)
        is_folder = target.is_dir()
    except (OSError, RuntimeError) as error:  # RuntimeError: Python before 3.13, on a link loop
        if is_wanted(path.name, suffixes):
            yield not_a_file(shown, f"this link leads nowhere: {_reason(error)}")
        return
    if not is_folder and not is_wanted(path.name, suffixes):
        return
    if not target.is_relative_to(home):
        yield not_a_file(shown, "this link leads out of the folder of agreements")
    elif is_folder:
        yield not_a_file(shown, "this is a link to a folder, whose files are read where they are")
    else:
        yield (path, shown) if shown.isprintable() else unusual_name(shown)


def _read_file(path: Path, shown: str, limits: Limits) -> SourceFile | Finding:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return not_a_file(shown, f"this is {_kind(status.st_mode)}, not a file")
        if status.st_size > limits.file_bytes:
            return file_too_large(shown, status.st_size, limits)
        with path.open("rb") as file:
            data = file.read(limits.file_bytes + 1)
    except OSError as error:
        return cannot_read(shown, _reason(error))
    return SourceFile(shown, data)


def _kind(mode: int) -> str:
    if stat.S_ISFIFO(mode):
        return "a named pipe"
    return "a socket" if stat.S_ISSOCK(mode) else "a device"
