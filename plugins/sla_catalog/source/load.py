"""From a folder's files to a Catalog, with every mistake in every file on the way."""

from __future__ import annotations

import gc
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Set
from contextlib import contextmanager
from dataclasses import field, replace
from functools import partial
from typing import Any

from sla_catalog.findings import Finding, Related, Span, in_reading_order
from sla_catalog.frozen import dataclass
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.calendars import IDENTIFIER
from sla_catalog.model.catalog import KEY, Catalog, Location
from sla_catalog.model.extent import extent
from sla_catalog.model.fields import Record
from sla_catalog.model.quantities import quoted
from sla_catalog.source.decode import decode, in_document
from sla_catalog.source.document import YamlDocument, read_around, read_document
from sla_catalog.source.empties import find_empty
from sla_catalog.source.leniency import PartialAgreement, agreement_in_part, decode_in_part
from sla_catalog.source.limits import Limits, catalog_too_large
from sla_catalog.source.shared import SHARED_FILES
from sla_catalog.source.suppressions import Suppression, may_hold_suppressions, suppressions_in
from sla_catalog.source.tree import SourceFile
from sla_catalog.source.versions import find_ambiguous

__all__ = ["SHARED_FILES", "Loaded", "load"]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What could be read, and what was found on the way.

    `in_part` has the agreements that could be read only in part, so that all mistakes of a file are
    told at once; those that are `incomplete` lack something that another place may name.
    """

    catalog: Catalog
    findings: tuple[Finding, ...]
    suppressions: tuple[Suppression, ...] = ()
    documents: Mapping[str, YamlDocument] = field(default_factory=dict)
    in_part: Catalog | None = None
    incomplete: Set[str] = frozenset()


BYTES_AN_EVENT = 10  # as in agreements; of a file that cannot be read nothing is counted
MOST_BYTES_AN_EVENT = 25  # of a file with long texts or comments

_SHARED = tuple(SHARED_FILES.values())


@dataclass(frozen=True, slots=True)
class _Reading:
    """One file: its record if all of it could be read, and what was found on the way."""

    path: str
    document: YamlDocument | None
    record: Record | None
    findings: tuple[Finding, ...]
    suppressions: tuple[Suppression, ...] = ()
    events: int = 0
    is_left_out: bool = False
    is_in_part: bool = False
    partial: PartialAgreement | None = None


@dataclass(slots=True)
class Readings:
    """Keep how files were read, so that only those with other bytes are read again.

    Of each file the last reading is kept, and the last one that `settle` took for good. All
    readings are of one folder, within the same limits.
    """

    _last: dict[str, tuple[bytes, _Reading]] = field(default_factory=dict)
    _good: dict[str, tuple[bytes, _Reading]] = field(default_factory=dict)
    _agreements: dict[str, Agreement] = field(default_factory=dict)

    @property
    def paths(self) -> Set[str]:
        """Return the paths of all files that were read last."""
        return self._last.keys()

    def read(
        self, files: Iterable[SourceFile], root: str, limits: Limits, *, in_part: bool = False
    ) -> list[_Reading]:
        """Read files, except those whose bytes are known; files that are gone are forgotten.

        Where they hold too much together, the last ones are left out. What does not meet the
        format is read `in_part`, or not at all.
        """
        files = tuple(files)
        left = limits.events_of(len(files))
        last = {}
        for file in files:
            if left < 0:
                reading = _Reading(file.path, None, None, (), is_left_out=True)
            else:
                reading = self._of(file, root, limits)
                if in_part and reading.record is None and reading.document:
                    reading = _read_in_part(reading, root, limits)
                left -= reading.events
                if left < 0:
                    too_large = catalog_too_large(file.path, len(files), limits)
                    reading = _Reading(file.path, None, None, (too_large,), is_left_out=True)
            last[file.path] = file.data, reading
        self._last = last
        readings = [reading for _, reading in self._last.values()]
        known = {path: one for path, one in self._agreements.items() if path in self._last}
        now = {r.path: r.record for r in readings if isinstance(r.record, Agreement)}
        self._agreements = known | now
        return readings

    def _of(self, file: SourceFile, root: str, limits: Limits) -> _Reading:
        for known in (self._last, self._good):
            data, reading = known.get(file.path, (None, None))
            is_whole = reading and not reading.is_left_out and not reading.is_in_part
            if reading and data == file.data and is_whole:
                return reading
        return _read(file, root, limits)

    def last(self, path: str) -> _Reading | None:
        """Return the last reading of a file."""
        return self._last[path][1] if path in self._last else None

    def last_good(self, path: str) -> _Reading | None:
        """Return the last reading of a file that was good, if it had one."""
        return self._good[path][1] if path in self._good else None

    def agreement_at(self, path: str) -> Agreement | None:
        """Return the agreement of a file, as it is or as it was when it could last be read."""
        return self._agreements.get(path)

    def id_at(self, path: str) -> str:
        """Return the id that the agreement of a file has, or last had; else the file's name."""
        agreement = self.agreement_at(path)
        return agreement.id if agreement else _stem(path)

    def settle(self, broken: Set[str]) -> None:
        """Take the last readings for good, except those of `broken` files."""
        good = {path: known for path, known in self._last.items() if path not in broken}
        before = {path: known for path, known in self._good.items() if path in broken}
        self._good = before | good


def load(
    files: Iterable[SourceFile],
    root: str,
    limits: Limits,
    timezone: str | None = None,
    readings: Readings | None = None,
    *,
    in_part: bool = False,
) -> Loaded:
    """Read the files of a catalog whose folder is shown as `root`.

    `timezone` is the site's: the zone of clock times in agreements that state none. `readings`
    are those of earlier builds. What does not meet the format is left out, of a file where it is
    read `in_part`, else with its file.
    """
    readings = Readings() if readings is None else readings
    with collector_at_rest():
        return _gather(readings.read(files, root, limits, in_part=in_part), root, timezone)


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Keep Python from looking for garbage: what is read is never any, and there is much of it.

    Measured on 1,600 agreements: four tenths of the time that reading takes.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def load_rest(
    readings: Readings, root: str, broken: Set[str], timezone: str | None = None
) -> Catalog:
    """Return the catalog that was read last, without the agreements whose files are `broken`.

    Of a broken file of shared entries the last good reading stands in, if there is one.
    """
    rest = [r for path in readings.paths - broken if (r := readings.last(path))]
    good = (readings.last_good(path) for path in broken if is_shared(path, root))
    rest += filter(None, good)
    catalog = _gather(sorted(rest, key=lambda reading: reading.path), root, timezone).catalog
    names = {name for path in broken for name in (_stem(path), readings.id_at(path))}
    return replace(catalog, broken=frozenset(names - catalog.by_id.keys()))


def is_shared(path: str, root: str) -> bool:
    """Tell whether a file holds shared entries, and no agreement."""
    return _record_for(path, root) is not Agreement


def _gather(readings: Iterable[_Reading], root: str, timezone: str | None) -> Loaded:
    readings = tuple(readings)
    documents = {r.path: r.document for r in readings if r.document}
    agreements = [(r.path, r.record) for r in readings if isinstance(r.record, Agreement)]
    shared = {_stem(r.path): r.record for r in readings if isinstance(r.record, _SHARED)}
    kept, doubles = _without_doubles(agreements, documents)
    findings = [finding for reading in readings for finding in reading.findings]
    findings += [*_wrong_names(agreements, documents), *doubles]
    catalog = Catalog(
        agreements=tuple(agreement for _, agreement in kept),
        paths={agreement.id: path for path, agreement in kept},
        place=partial(_span, documents),
        terms=tuple(_entries(shared, "glossary")),
        metrics=tuple(_entries(shared, "metrics")),
        calendars=tuple(_entries(shared, "calendars")),
        parties=tuple(_entries(shared, "parties")),
        shared_paths={_stem(r.path): r.path for r in readings if isinstance(r.record, _SHARED)},
        shared_ids={_list_in(name): _ids(record, name) for name, record in shared.items()},
        timezone=timezone,
        broken=frozenset(_stem(r.path) for r in readings if r.record is None),
        root=root,
    )
    suppressions = tuple(one for r in readings for one in r.suppressions)
    partials = {r.path: r.partial for r in readings if r.partial}
    return Loaded(
        catalog,
        in_reading_order(findings),
        suppressions,
        documents,
        _in_part(catalog, partials) if partials else None,
        frozenset(one.agreement.id for one in partials.values() if not one.is_complete),
    )


def _in_part(catalog: Catalog, partials: Mapping[str, PartialAgreement]) -> Catalog:
    """Return a catalog of agreements that were read in part, for which all others are unread."""
    by_id = {one.agreement.id: (path, one) for path, one in partials.items()}
    documents = {path: one.document for path, one in partials.items()}
    return replace(
        catalog,
        agreements=tuple(one.agreement for _, one in by_id.values()),
        paths={name: path for name, (path, _) in by_id.items()},
        place=partial(_span, documents),
        broken=catalog.broken | catalog.by_id.keys(),
    )


def _read(file: SourceFile, root: str, limits: Limits) -> _Reading:
    document, mistakes = read_document(file.path, file.data, limits)
    if document is None:
        around = read_around(file.path, file.data, limits)
        beside = _told_beside(mistakes, around, _record_for(file.path, root), limits)
        events = len(file.data) // BYTES_AN_EVENT
        in_part = _partial(around, root, limits)
        return _Reading(file.path, None, None, (*mistakes, *beside), (), events, partial=in_part)
    record, more = decode(document, _record_for(file.path, root), limits)
    accepted = tuple(suppressions_in(document)) if may_hold_suppressions(file.data) else ()
    if record is not None:  # a value that is refused is no matter of quotes
        more += find_ambiguous(document, file.data)
    if isinstance(record, Agreement):
        more += find_empty(document, file.data)
    found = (*mistakes, *more)
    events = document.size + (extent(record) if isinstance(record, Agreement) else 0)
    events = max(events, len(file.data) // MOST_BYTES_AN_EVENT)
    in_part = None if record else _partial(document, root, limits)
    return _Reading(file.path, document, record, found, accepted, events, partial=in_part)


def _partial(document: YamlDocument | None, root: str, limits: Limits) -> PartialAgreement | None:
    """Return what can be read of an agreement with mistakes."""
    if document is None or _record_for(document.path, root) is not Agreement:
        return None
    return agreement_in_part(document, limits)


def _told_beside(
    mistakes: Iterable[Finding], around: YamlDocument | None, record: type[Record], limits: Limits
) -> list[Finding]:
    """Return what is wrong in a file beside values that YAML cannot read, so that all comes out."""
    if around is None:
        return []
    _, more = decode(around, record, limits)
    unread = [mistake.span for mistake in mistakes]
    return [one for one in more if not any(span.has_start_of(one.span) for span in unread)]


def _read_in_part(reading: _Reading, root: str, limits: Limits) -> _Reading:
    """Return what can be read of a file that does not meet the format."""
    if reading.document is None:
        return reading
    found = decode_in_part(reading.document, _record_for(reading.path, root), limits)
    record, document, left = found
    if record is None:
        return reading
    return replace(reading, document=document, record=record, findings=left, is_in_part=True)


def _span(
    documents: Mapping[str, YamlDocument], path: str, location: Location, within: str = ""
) -> Span:
    document = documents[path]
    is_key = location[-1:] == (KEY,)
    here = in_document(document, location[:-1] if is_key else location)
    if not here:
        return document.span(document.root)
    if within:
        return document.find(document.locate(here), within)
    return document.span(document.locate_key(here) if is_key else document.locate(here))


def _record_for(path: str, root: str) -> type[Record]:
    folder, name = posixpath.split(path)
    stem, _ = posixpath.splitext(name)
    if folder == root and stem in SHARED_FILES:
        return SHARED_FILES[stem]
    return Agreement


def _stem(path: str) -> str:
    return posixpath.splitext(posixpath.basename(path))[0]


def _entries(shared: Mapping[str, Record], name: str) -> Iterator[Any]:
    file = shared.get(name)
    if file is not None:
        yield from sorted(getattr(file, _list_in(name)), key=lambda entry: entry.id)


def _ids(file: Record, name: str) -> tuple[str, ...]:
    return tuple(entry.id for entry in getattr(file, _list_in(name)))


def _list_in(name: str) -> str:
    """Return the key under which a shared file holds its entries."""
    return "terms" if name == "glossary" else name


def _wrong_names(
    agreements: Iterable[tuple[str, Agreement]], documents: Mapping[str, YamlDocument]
) -> Iterator[Finding]:
    for path, agreement in agreements:
        stem = _stem(path)
        if stem != agreement.id:
            yield Finding(
                "file-name-not-id",
                _span(documents, path, ("id",)),
                f"the id {quoted(agreement.id)} is in {quoted(posixpath.basename(path))}",
                "expected the file to be named by the id, so that a broken file still has a name",
                f"id: {stem}, or the file name {agreement.id}.yaml"
                if re.fullmatch(IDENTIFIER, stem)
                else f"the file name {agreement.id}.yaml",
            )


def _without_doubles(
    agreements: Iterable[tuple[str, Agreement]], documents: Mapping[str, YamlDocument]
) -> tuple[list[tuple[str, Agreement]], list[Finding]]:
    first: dict[str, tuple[str, Agreement]] = {}
    findings: list[Finding] = []
    for path, agreement in agreements:
        if agreement.id in first:
            findings.append(
                Finding(
                    "duplicate-agreement",
                    _span(documents, path, ("id",)),
                    f"the id {quoted(agreement.id)} is taken",
                    "expected an id of its own",
                    f"another id, or leave out {path}",
                    related=(
                        Related(_span(documents, first[agreement.id][0], ("id",)), "taken here"),
                    ),
                )
            )
        else:
            first[agreement.id] = (path, agreement)
    return sorted(first.values(), key=lambda pair: pair[1].id), findings
