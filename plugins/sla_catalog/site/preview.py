"""What a served preview keeps from build to build, and what it shows of a broken catalog."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain, count

from mkdocs.structure.files import Files

from sla_catalog.findings import Finding, FindingSeverity
from sla_catalog.incremental.carried_over import carry_over
from sla_catalog.incremental.process_memory import ProcessMemory
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.scalar_types import RESERVED
from sla_catalog.pages.broken import BrokenFile
from sla_catalog.pages.context import agreement_uri
from sla_catalog.site.finished import FinishedPages
from sla_catalog.site.left_pages import LeftPages
from sla_catalog.site.made_files import WrittenFiles
from sla_catalog.source.load import Readings, is_shared, load_rest


@dataclass(slots=True)
class Preview:
    """The readings of files and what was worked out from them, while `mkdocs serve` runs.

    `memory` is of what is shown, `whole` of the catalog from which that is taken for an audience.
    `surroundings` is all that agreements are shown in beside the catalog: the day, the language,
    the revision, the audience.
    """

    memory: ProcessMemory = field(default_factory=ProcessMemory)
    whole: ProcessMemory = field(default_factory=ProcessMemory)
    surroundings: object = None
    finished: FinishedPages = field(default_factory=FinishedPages)
    written: WrittenFiles = field(default_factory=WrittenFiles)
    _before: dict[bool, Catalog] = field(default_factory=dict)
    _readings: Readings = field(default_factory=Readings)
    _read_as: object = None

    def readings(self, way: object) -> Readings:
        """Return how files were read; nothing is known where they are now read in another way."""
        if way != self._read_as:
            self._readings, self._read_as = Readings(), way
        return self._readings

    def remember(self, catalog: Catalog, *, is_whole: bool = False) -> Catalog:
        """Return a catalog with what is known of its agreements.

        Nothing is, where something that all of them stand in has changed. One that `is_whole` is
        not what an audience sees.
        """
        shared = (catalog.terms, catalog.metrics, catalog.calendars, catalog.timezone)
        names = set(map(self._readings.id_at, self._readings.paths))
        grounds = (shared, self.surroundings)
        if is_whole:
            memory = self.whole = self.whole.standing_on(grounds, names)
        else:
            memory = self.memory = self.memory.standing_on(grounds, names)
        remembered = replace(catalog, memory=memory)
        if before := self._before.get(is_whole):
            carry_over(before, remembered)
        self._before[is_whole] = remembered
        return remembered

    def leave(self, files: Files) -> LeftPages:
        """Take the pages out of a site's files that lie where they would be written again."""
        if not self.finished.is_reliable:
            return LeftPages()
        return LeftPages.take_out(files, lambda page: self.finished.is_written(page, self.written))

    def rest(self, catalog: Catalog, findings: Iterable[Finding], root: str) -> Catalog:
        """Return a catalog without the files that have errors; shared ones are as they were."""
        wrong = _by_file(findings)
        return load_rest(self._readings, root, wrong.keys(), catalog.timezone) if wrong else catalog

    def left_out(self, findings: Iterable[Finding]) -> dict[str, Agreement]:
        """Return the agreements of files with errors by path, as they could last be read."""
        found = ((path, self._readings.agreement_at(path)) for path in _by_file(findings))
        return {path: agreement for path, agreement in found if agreement}

    def settle(self, findings: Iterable[Finding]) -> None:
        """Take all files for good but those with errors."""
        self._readings.settle(_by_file(findings).keys())

    def broken(
        self, catalog: Catalog, findings: Iterable[Finding], root: str
    ) -> tuple[BrokenFile, ...]:
        """Return the files with errors, whose pages have no address of the catalog's."""
        return tuple(self._broken(_by_file(findings), root, {*catalog.by_id, *RESERVED}))

    def _broken(
        self, wrong: dict[str, tuple[Finding, ...]], root: str, taken: set[str]
    ) -> Iterator[BrokenFile]:
        for path, findings in wrong.items():
            stem, _ = posixpath.splitext(posixpath.basename(path))
            names = chain((self._readings.id_at(path), stem), (f"{stem}-{n}" for n in count(2)))
            name = next(name for name in names if name.lower() not in taken)
            taken.add(name.lower())
            known, page = self._readings.last_good(path), self.memory.last("page", name)
            yield BrokenFile(
                path,
                agreement_uri(name),
                findings,
                is_shared(path, root),
                is_known=known is not None,
                anchors=frozenset(page.anchors if page else ()),
            )


def _by_file(findings: Iterable[Finding]) -> dict[str, tuple[Finding, ...]]:
    """Return the errors and warnings of each file that has errors."""
    by_path: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.severity is not FindingSeverity.INFO:
            by_path.setdefault(finding.span.path, []).append(finding)
    return {
        path: tuple(found)
        for path, found in by_path.items()
        if any(finding.severity is FindingSeverity.ERROR for finding in found)
    }
