"""A folder that is written whole or not at all, and never over what somebody else wrote."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Mapping
from pathlib import Path

LIST = ".sla-export.json"
_REMARK = "what `sla export` wrote here, with a digest of each; it replaces and removes only these"


class ForeignFileError(Exception):
    """Say which file of a folder is not ours."""


def write_folder(target: Path, files: Mapping[str, bytes]) -> None:
    """Write files by their path below a folder, in place of those that were written so before.

    All is written beside the folder first, and then takes its place. What else lies at the top of
    the folder, such as a built site, stays. Raises ForeignFileError, and changes nothing, where a
    file is in the way that was not written so or was changed since.
    """
    target = target.resolve()
    kept = _foreign(target, {path.partition("/")[0] for path in files})
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{target.name}-", dir=target.parent) as beside:
        fresh = Path(beside) / "new"
        for path, data in files.items():
            place = fresh / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
        (fresh / LIST).write_text(_listed(files), encoding="utf-8", newline="\n")
        _exchange(target, fresh, Path(beside) / "old", kept)


def _exchange(target: Path, fresh: Path, old: Path, kept: list[str]) -> None:
    """Put a folder in the place of another one, with what is kept of that; else undo all of it."""
    if not target.exists():
        fresh.rename(target)
        return
    target.rename(old)
    moved: list[str] = []
    try:
        for name in kept:
            (old / name).rename(fresh / name)
            moved.append(name)
        fresh.rename(target)
    except BaseException:  # also where somebody stops the command: nothing kept may be lost
        for name in moved:
            (fresh / name).rename(old / name)
        old.rename(target)
        raise


def _foreign(target: Path, tops: set[str]) -> list[str]:
    """Return what is not ours at the top of a folder; raise where it would be replaced."""
    if not target.exists():
        return []
    if not target.is_dir():
        raise ForeignFileError(f"{target} is a file")
    known = _known(target)
    if known is None and any(target.iterdir()):
        raise ForeignFileError(f"{target} holds files that `sla export` did not write")
    ours = {path.partition("/")[0] for path in known or {}} | tops
    for path in sorted(p for p in target.rglob("*") if p.is_symlink() or not p.is_dir()):
        name = path.relative_to(target).as_posix()
        if name.partition("/")[0] in ours and not _is_unchanged(path, (known or {}).get(name)):
            raise ForeignFileError(f"{path} was not written by `sla export`, or changed since")
    return sorted(p.name for p in target.iterdir() if p.name not in {*ours, LIST})


def _is_unchanged(path: Path, digest: str | None) -> bool:
    return digest is not None and not path.is_symlink() and _digest(path.read_bytes()) == digest


def _known(target: Path) -> dict[str, str] | None:
    """Return the files of an earlier export with their digests; None where there was none."""
    try:
        listed = json.loads((target / LIST).read_text(encoding="utf-8"))["files"]
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError):
        raise ForeignFileError(f"{target / LIST} is not the list of an export") from None
    return dict(listed)


def _listed(files: Mapping[str, bytes]) -> str:
    digests = {path: _digest(files[path]) for path in sorted(files)}
    return json.dumps({"remark": _REMARK, "files": digests}, indent=1, ensure_ascii=False) + "\n"


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
