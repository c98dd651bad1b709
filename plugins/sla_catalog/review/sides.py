"""Both sides of a proposal as catalogs: revisions, the index, the work tree, folders or files."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import field, replace
from pathlib import Path

from sla_catalog.findings import Finding, FindingSeverity, Span
from sla_catalog.frozen import dataclass
from sla_catalog.model.catalog import Catalog, Location
from sla_catalog.model.policy import Policy
from sla_catalog.review.acknowledgements import FOLDER, AcknowledgementFile, Placed
from sla_catalog.review.reported import Uncompared
from sla_catalog.review.selection import Side, concerned
from sla_catalog.source.decode import decode
from sla_catalog.source.document import read_document
from sla_catalog.source.limits import Limits
from sla_catalog.source.load import Loaded, Readings, load
from sla_catalog.source.past import read_past
from sla_catalog.source.policy import NAME, policy_in
from sla_catalog.source.repository import (
    Blobs,
    TreeError,
    commit_of,
    is_bare,
    is_repository,
    prefix,
    resolve,
)
from sla_catalog.source.revisions import read_index, read_revision
from sla_catalog.source.tree import FolderMissingError, Reading, read_directory, read_file

WORK_TREE = "worktree"
INDEX = "index"
_UNTOLD = frozenset({"file-name-not-id"})  # says nothing against what was read


class AmbiguousError(Exception):
    """Say that a name means both a path and a revision."""


class NothingFoundError(Exception):
    """Say that a side has no agreement."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a side is: a revision, the index or the work tree, or a path that is neither."""

    name: str
    path: Path | None = None

    @classmethod
    def of(cls, name: str, repository: Path) -> Place:
        """Return what somebody means by a name; raise AmbiguousError where that is not plain."""
        path = Path(name)
        if not path.exists() or name == "HEAD":  # a file in a bare repository
            return cls(name)
        is_revision = name in {WORK_TREE, INDEX} or (
            is_repository(repository) and commit_of(repository, name) is not None
        )
        if is_revision and "/" not in name:
            raise AmbiguousError(
                f"{name} is a revision and a path; write ./{name} for the path, "
                f"or refs/heads/{name} for the branch"
            )
        return cls(name, path)


@dataclass(frozen=True, slots=True)
class BothSides:
    """Both catalogs of a comparison; `unread` agreements are the same on both sides."""

    base: Loaded
    head: Loaded
    unread: int = 0


@dataclass(slots=True)
class Sides:
    """Reads both sides; what is equal in both is decoded once."""

    repository: Path
    folder: str
    limits: Limits
    timezone: str | None
    _blobs: Blobs = field(init=False)
    readings: Readings = field(default_factory=Readings)

    def __post_init__(self) -> None:
        self._blobs = Blobs(self.repository)

    def read(self, place: Place) -> Loaded:
        """Return the catalog of a side with what is wrong in it; raise TreeError without one."""
        return self._loaded(self._side(place))

    def read_both(self, base: Place, head: Place, *, wholly: bool = False) -> BothSides:
        """Return both catalogs; what differs on neither side is left out, unless `wholly`.

        Raises TreeError without one, and NothingFoundError where there is no agreement.
        """
        new = self._side(head)  # first, so that what is equal need not be asked of git
        old = self._side(base)
        if not any(side.refused or side.by_path.keys() - side.shared for side in (new, old)):
            raise NothingFoundError(f"there is no agreement in {self.folder}")
        is_named = any(place.path and place.path.is_file() for place in (base, head))
        every = new.by_path.keys() | old.by_path.keys()
        paths = every if wholly or is_named else concerned(old, new)
        unread = len(new.by_path.keys() - new.shared - paths)
        # What an audience may see must not hang on a part that could not be read.
        base_side = self._loaded(old.only(paths), in_part=not wholly)
        return BothSides(base_side, self._loaded(new.only(paths)), unread)

    def past(self, commits: Sequence[str]) -> Iterator[Loaded]:
        """Yield the catalog of each commit, oldest first; what is equal in two is decoded once."""
        past = read_past(self.repository, commits, self.folder, self.limits, self._blobs)
        for files, refused in past:
            yield self._loaded(Side(self.folder, files, refused))

    def _side(self, place: Place) -> Side:
        if place.path and place.path.is_file():
            return self._file_side(place.path)
        root = place.path.as_posix() if place.path else self.folder
        if place.name == WORK_TREE and is_bare(self.repository):
            raise TreeError(
                f"{self.repository} is a bare repository, which has no files of its own\n"
                "name the revision to compare as well, such as HEAD"
            )
        files, refused = self._files(place, root)
        if place.name == WORK_TREE and is_repository(self.repository):
            self._blobs.remember(file.data for file in files)
        return Side(root, files, refused)

    def _loaded(self, side: Side, *, in_part: bool = False) -> Loaded:
        known = (side.files, side.root, self.limits, self.timezone, self.readings)
        loaded = load(*known, in_part=in_part)
        return replace(loaded, findings=(*side.refused, *loaded.findings))

    def entries(self, place: Place) -> tuple[tuple[Placed, ...], tuple[Finding, ...]]:
        """Return the acknowledgements of a side, and what is wrong in their files."""
        if place.path and place.path.is_file():
            return (), ()
        root = posixpath.join(place.path.as_posix() if place.path else self.folder, FOLDER)
        found: list[Placed] = []
        findings: list[Finding] = []
        with suppress(FolderMissingError):
            files, refused = self._files(place, root)
            findings += refused
            for file in files:
                document, mistakes = read_document(file.path, file.data, self.limits)
                findings += mistakes
                if document is None:
                    continue
                record, more = decode(document, AcknowledgementFile, self.limits)
                findings += more
                for number, entry in enumerate(record.acknowledged if record else ()):
                    node = document.locate(("acknowledged", number))
                    found.append(Placed(entry, document.span(node)))
        return tuple(found), tuple(findings)

    def policy(self, place: Place) -> Policy:
        """Return what `sla.yml` decides on a side; raise PolicyError with all its mistakes."""
        data = self.beside(place, NAME)
        return policy_in(data) if data else Policy()

    def beside(self, place: Place, name: str) -> bytes:
        """Return the bytes of a file beside the catalog; none where there is no such file.

        Beside a folder or file are those of the work tree.
        """
        if place.path or place.name == WORK_TREE:
            with suppress(FileNotFoundError, NotADirectoryError):
                return (self.repository / name).read_bytes()
            return b""
        path = f"{prefix(self.repository)}{name}"  # `./` means nothing in a bare repository
        object_name = f":{path}" if place.name == INDEX else f"{place.name}:{path}"
        blob = resolve(self.repository, object_name)
        return self._blobs.read([blob]).get(blob, b"") if blob else b""

    def _files(self, place: Place, root: str) -> Reading:
        if place.path:
            return read_directory(Path(root), root, self.limits)
        if place.name == WORK_TREE:
            return read_directory(self.repository / root, root, self.limits)
        if place.name == INDEX:
            return read_index(self.repository, root, self.limits, self._blobs)
        return read_revision(self.repository, place.name, root, self.limits, self._blobs)

    def _file_side(self, path: Path) -> Side:
        """Return one file with the shared files beside it."""
        files, refused = read_file(path, self.limits)
        root = path.parent.as_posix()
        shared = [
            file
            for name in ("glossary", "metrics", "calendars", "parties")
            for other in [path.parent / f"{name}.yaml"]
            if other.is_file() and other != path
            for file in read_file(other, self.limits)[0]
        ]
        return Side(root, (*files, *shared), refused)


def comparable(base: Loaded, head: Loaded) -> tuple[Catalog, Catalog, tuple[Uncompared, ...]]:
    """Return what can be compared of both sides, and what cannot since a side cannot be read.

    An agreement that is broken on one side is taken from both: it is neither new nor gone. Of a
    file of shared entries that of the other side stands in, so that nothing of it is gone.
    """
    mended = standing_in(head, base)
    catalogs = standing_in(base, mended).catalog, mended.catalog
    broken = {*broken_paths(base.findings), *broken_paths(head.findings)}
    names = {posixpath.splitext(posixpath.basename(path))[0] for path in broken}
    unread = [
        *_uncompared(base.findings, is_head=False),
        *_uncompared(head.findings, is_head=True),
    ]
    return _without(catalogs[0], names), _without(catalogs[1], names), tuple(unread)


def standing_in(own: Loaded, other: Loaded) -> Loaded:
    """Return a side in which shared files that cannot be read are those of the other side."""
    broken = {*broken_paths(own.findings)}
    catalog, good = own.catalog, other.catalog
    stems = {posixpath.splitext(posixpath.basename(path))[0]: path for path in broken}
    shared = {
        name: path
        for name, path in good.shared_paths.items()
        if name in stems and catalog.shared_paths.get(name, stems[name]) == stems[name]
    }
    if not shared:
        return own
    paths = frozenset(shared.values())
    lists = ["terms" if name == "glossary" else name for name in shared]

    def place(path: str, location: Location, within: str = "") -> Span:
        return (good if path in paths else catalog).place(path, location, within)

    mended = replace(
        catalog,
        place=place,
        shared_paths={**catalog.shared_paths, **shared},
        shared_ids={**catalog.shared_ids, **{name: good.shared_ids[name] for name in lists}},
        **{name: getattr(good, name) for name in lists},
    )
    left = {stems[name] for name in shared}
    return replace(
        own,
        catalog=mended,
        findings=tuple(one for one in own.findings if one.span.path not in left),
    )


def broken_paths(findings: Iterable[Finding]) -> Iterator[str]:
    """Yield the files that cannot be read."""
    for finding in findings:
        if finding.severity is FindingSeverity.ERROR and finding.rule not in _UNTOLD:
            yield finding.span.path


def _uncompared(findings: Iterable[Finding], *, is_head: bool) -> Iterator[Uncompared]:
    first: dict[str, Finding] = {}
    for finding in findings:
        if finding.severity is FindingSeverity.ERROR and finding.rule not in _UNTOLD:
            first.setdefault(finding.span.path, finding)
    for path, finding in first.items():
        place = f"line {finding.span.line}, column {finding.span.column}"
        yield Uncompared(path, f"{place}: {finding.message}", is_head)


def _without(catalog: Catalog, names: set[str]) -> Catalog:
    kept = tuple(
        one
        for one in catalog.agreements
        if one.id not in names
        and posixpath.splitext(posixpath.basename(catalog.paths[one.id]))[0] not in names
    )
    if len(kept) == len(catalog.agreements):
        return catalog
    return replace(catalog, agreements=kept, broken=frozenset({*catalog.broken, *names}))


__all__ = [
    "INDEX",
    "WORK_TREE",
    "AmbiguousError",
    "BothSides",
    "NothingFoundError",
    "Place",
    "Sides",
    "TreeError",
    "broken_paths",
    "comparable",
    "standing_in",
]
