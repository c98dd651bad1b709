"""A folder that is written beside another one, and then takes its place in one step."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
import weakref
from collections.abc import Iterable, Iterator, Set
from contextlib import suppress
from itertools import count
from pathlib import Path
from types import TracebackType

if sys.platform != "win32":
    import fcntl

_MARK = ".staged-"
_NEW, _OLD, _LAST = "new", "old", "last"
_UNLOCKED = -1  # where folders have no locks, only one program may write at a time
_AT_CWD = -100
_SWAP = 2  # RENAME_EXCHANGE of Linux, RENAME_SWAP of macOS


class Staging:
    """What is to take the place of the folder `target`; it is written into `fresh`.

    Until `publish` nothing in the target changes. All is thrown away where a block or the program
    ends without that; what a killed program leaves behind is removed by the next one.

    The folder as a whole is exchanged. That is not possible for a mount point, or where nothing
    can be written beside it, and is not done below somebody's feet, for the working directory.
    `is_shared` says that the folder is not only ours. Then what lies at its top is exchanged one
    after the other.

    Whoever publishes again and again can `keep` what was exchanged: it is written over the next
    time, which takes less than to make thousands of files anew and to remove the old ones.
    """

    _since: int | None = None

    def __init__(self, target: Path, *, is_shared: bool = False) -> None:
        self.target = target.resolve()  # where a link leads, so that the link stays
        if self.target.exists() and not self.target.is_dir():
            raise NotADirectoryError(f"{self.target} is a file")
        self.target.parent.mkdir(parents=True, exist_ok=True)
        _remove_remains(self.target)
        self._is_whole = not is_shared and not _is_fixed(self.target)
        self._beside, lock = self._made()
        self._end = weakref.finalize(self, _discard, self._beside, self.target, lock)
        self.fresh = self._beside / _NEW
        self.fresh.mkdir()

    def _made(self) -> tuple[Path, int]:
        """Return a new folder for all that is ours, with a lock on it."""
        if self._is_whole:
            try:
                return _made(self.target.parent, f".{self.target.name}{_MARK}")
            except OSError:  # perhaps only the folder itself may be written
                if not self.target.is_dir():
                    raise
                self._is_whole = False
        self.target.mkdir(exist_ok=True)
        return _made(self.target, _MARK)

    def __enter__(self) -> Staging:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: object, _at: TracebackType | None
    ) -> None:
        self.discard()

    @property
    def held(self) -> list[str]:
        """Return what lies at the top of the target, by name."""
        names = _names(self.target) if self.target.is_dir() else set()
        return sorted(name for name in names if not name.startswith(_MARK))

    def publish(self, kept: Iterable[str] = ()) -> None:
        """Put what was written in the place of the target; names in `kept` at its top stay.

        Of a kept folder only those files stay that have no other file in their place.
        """
        if self._is_whole:
            if self._since is not None:
                _remove_older(self.fresh, self._since)
                self._since = None
            self._take_over(kept)
            if self.target.is_dir():
                shutil.copymode(self.target, self.fresh)
            _exchange(self.fresh, self.target, self._beside / _OLD)
        else:
            self._exchange_parts(set(kept))

    def keep(self) -> bool:
        """Make ready to publish again; tell whether that can be, or else a new one is needed.

        `fresh` is empty, and `write_over` puts what was published before there.
        """
        last = self.fresh if self.fresh.is_dir() else self._beside / _OLD
        if not self._is_whole or sys.platform == "win32":  # where a file has no time of its change
            return False
        if not last.is_dir() or next(last.glob(".*"), None):
            return False
        shutil.rmtree(self._beside / _LAST, ignore_errors=True)
        last.rename(self._beside / _LAST)
        self.fresh.mkdir()
        return True

    def write_over(self) -> None:
        """Put into `fresh` what was kept; what of that is not written anew is not published.

        Where somebody has written there already, all is written anew.
        """
        last = self._beside / _LAST
        if not last.is_dir() or next(self.fresh.iterdir(), None):
            return
        self.fresh.rmdir()
        last.rename(self.fresh)
        begun = self._beside / "begun"
        begun.write_bytes(b"")
        self._since = begun.stat().st_ctime_ns

    def _exchange_parts(self, kept: Set[str]) -> None:
        old = self._beside / _OLD
        gone = set(self.held) - kept - _names(self.fresh)
        _exchange_parts(self.fresh, self.target, old, kept)
        for name in gone:
            (self.target / name).rename(old / name)
        old.rename(self._beside / "gone")  # so that nothing of it is given back

    def _take_over(self, names: Iterable[str]) -> None:
        """Put what is kept beside what was written, as a second name of the same files."""
        for name in names:
            there, here = self.target / name, self.fresh / name
            if _is_folder(there):
                shutil.copytree(
                    there, here, symlinks=True, dirs_exist_ok=True, copy_function=_linked
                )
            else:
                _linked(there, here)

    def discard(self) -> None:
        """Remove what was not published."""
        self._end()


def _made(folder: Path, prefix: str) -> tuple[Path, int]:
    for number in count(1):  # not by chance: logs name it, and are the same for the same input
        beside = folder / f"{prefix}{number}"
        try:
            beside.mkdir(mode=0o700)
        except FileExistsError:  # another program is at work
            continue
        lock = _locked(beside)
        if lock is not None:  # else another one takes it for remains, and removes it
            return beside, lock
    raise AssertionError  # numbers do not end


def _linked(there: str | Path, here: str | Path) -> None:
    """Give a file a second name, or copy it where that cannot be; what is there already stays."""
    if os.path.lexists(here):
        return
    try:
        os.link(there, here, follow_symlinks=False)
    except (OSError, NotImplementedError):
        shutil.copy2(there, here, follow_symlinks=False)


def _exchange_parts(fresh: Path, target: Path, old: Path, kept: Set[str]) -> None:
    """Put what lies in one folder in the place of what lies in another; kept folders are merged."""
    old.mkdir()
    for name in sorted(_names(fresh)):
        one, other = fresh / name, target / name
        if name in kept and _is_folder(one) and _is_folder(other):
            _exchange_parts(one, other, old / name, kept=_names(other))
        else:
            _exchange(one, other, old / name)


def _remove_older(folder: Path, since: int) -> bool:
    """Remove what was last written before a moment; tell whether the folder is empty by that."""
    removed: list[bool] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                is_old, remove = _remove_older(Path(entry.path), since), os.rmdir
            else:
                is_old = entry.stat(follow_symlinks=False).st_ctime_ns < since
                remove = os.unlink
            if is_old:
                remove(entry.path)
            removed.append(is_old)
    return bool(removed) and all(removed)


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _exchange(fresh: Path, target: Path, old: Path) -> None:
    """Put one path in the place of another, in one step where the system has one."""
    if not _is_folder(target) and not _is_folder(fresh):
        fresh.replace(target)
        return
    if not os.path.lexists(target):
        fresh.rename(target)
        return
    if _swapped(fresh, target):
        return
    target.rename(old)
    try:
        fresh.rename(target)
    except BaseException:  # also where somebody stops the program
        old.rename(target)
        raise


def _swapped(one: Path, other: Path) -> bool:
    """Exchange two paths in one step, if the system and the file system can."""
    paths = os.fsencode(one), os.fsencode(other)
    if sys.platform == "linux":
        swap = getattr(ctypes.CDLL(None), "renameat2", None)
        return swap is not None and swap(_AT_CWD, paths[0], _AT_CWD, paths[1], _SWAP) == 0
    if sys.platform == "darwin":
        return ctypes.CDLL(None).renamex_np(*paths, _SWAP) == 0
    return False


def _is_fixed(target: Path) -> bool:
    return target.is_mount() or Path.cwd().is_relative_to(target)


def _locked(folder: Path) -> int | None:
    """Return a lock on a folder, which ends with the process; None where another one has it."""
    if sys.platform == "win32":
        return _UNLOCKED
    lock = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(lock)
        return None if isinstance(error, BlockingIOError) else _UNLOCKED
    return lock


def _remove_remains(target: Path) -> None:
    """Remove what killed programs left behind, and give back what they had put aside."""
    for beside in list(_remains(target)):
        with suppress(OSError):  # of another user, or just removed by somebody else
            lock = _locked(beside)
            if lock is not None:
                _discard(beside, target, lock)


def remove_orphans(folder: Path, names: str) -> None:
    """Remove what killed programs have left in a folder for targets whose names match a pattern."""
    for beside in folder.glob(f".{names}{_MARK}*"):
        with suppress(OSError):  # of another user, or just removed by somebody else
            lock = _locked(beside)
            if lock not in {None, _UNLOCKED}:
                shutil.rmtree(beside, ignore_errors=True)
                os.close(lock)


def _remains(target: Path) -> Iterator[Path]:
    places = ((target.parent, f".{target.name}{_MARK}"), (target, _MARK))
    for folder, prefix in places:
        if folder.is_dir():
            yield from (path for path in folder.iterdir() if path.name.startswith(prefix))


def _discard(beside: Path, target: Path, lock: int) -> None:
    """Remove a folder of ours; what lies in it and is missing in its place is given back first."""
    old = beside / _OLD
    is_whole = beside.parent != target
    parts = [old] if is_whole else [*old.iterdir()] if old.is_dir() else []
    for part in parts:
        place = target if is_whole else target / part.name
        if part.exists() and not os.path.lexists(place):
            part.rename(place)
    shutil.rmtree(beside, ignore_errors=True)
    if lock != _UNLOCKED:
        os.close(lock)
