"""A folder of files that is written whole or not at all, and never over what others wrote."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from sla_catalog.staging import Staging

LIST = ".sla-export.json"
_REMARK = "what `sla export` wrote here, with a digest of each; it replaces and removes only these"


class ForeignFileError(Exception):
    """Say which file of a folder is not ours."""


def write_folder(target: Path, files: Mapping[str, bytes]) -> int:
    """Write files by their path below a folder, in place of those that were written so before.

    What else lies at the top of the folder, such as a built site, stays. Raises ForeignFileError,
    and changes nothing, where a file is in the way that was not written so or was changed since.
    Returns how many files of before are gone.
    """
    if target.exists() and not target.is_dir():
        raise ForeignFileError(f"{target} is a file")
    with Staging(target) as staging:
        kept = _foreign(staging, {path.partition("/")[0] for path in files})
        for path, data in files.items():
            place = staging.fresh / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
        listed = staging.fresh / LIST
        listed.write_text(_listed(files), encoding="utf-8", newline="\n")
        removed = len((_known(target) or {}).keys() - files.keys())
        staging.publish(kept)
    return removed


def _foreign(staging: Staging, tops: set[str]) -> list[str]:
    """Return what is not ours at the top of a folder; raise where it would be replaced."""
    target, held = staging.target, staging.held
    known = _known(target)
    if known is None and held:
        raise ForeignFileError(f"{target} has files that `sla export` did not write")
    ours = {path.partition("/")[0] for path in known or {}} | tops
    for top in ours.intersection(held):
        for path in sorted(_files_of(target / top)):
            name = path.relative_to(target).as_posix()
            if not _is_unchanged(path, (known or {}).get(name)):
                raise ForeignFileError(f"{path} was not written by `sla export`, or changed since")
    return [name for name in held if name not in {*ours, LIST}]


def _files_of(path: Path) -> list[Path]:
    if path.is_symlink() or not path.is_dir():
        return [path]
    return [p for p in path.rglob("*") if p.is_symlink() or not p.is_dir()]


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
