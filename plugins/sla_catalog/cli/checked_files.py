"""The files that `sla check FILE...` looks at, and the catalog around them, which is read whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import click

from sla_catalog.assembly.site_file import NAME as SITE
from sla_catalog.cli.settings import names_folder, options_in
from sla_catalog.findings import Finding
from sla_catalog.frozen import dataclass
from sla_catalog.reports.report import CheckReport
from sla_catalog.source.policy import NAME
from sla_catalog.source.tree import SUFFIXES, is_passed_over, is_wanted


@dataclass(frozen=True, slots=True)
class Chosen:
    """A folder to check, None for the usual one, and the files whose findings are told.

    Without `files` all are. Names in `files` lead from the folder.
    """

    folder: Path | None = None
    files: tuple[str, ...] = ()

    def paths(self, shown_as: str) -> frozenset[str]:
        """Return the files by the names that findings have."""
        return frozenset(f"{shown_as}/{one}" for one in self.files)

    def of(self, findings: Iterable[Finding], shown_as: str) -> list[Finding]:
        """Return the findings of these files."""
        paths = self.paths(shown_as)
        return [one for one in findings if not paths or one.span.path in paths]

    def within(self, report: CheckReport, shown_as: str) -> CheckReport:
        """Return what a report tells of these files."""
        if not self.files:
            return report
        paths = self.paths(shown_as)
        return replace(report, told=tuple(t for t in report.told if t.finding.span.path in paths))


def chosen(places: Sequence[Path]) -> Chosen:
    """Return what is meant by the arguments of the command: one folder, or files of one catalog.

    References lead to other files, so that a file alone says too little.
    """
    files = [place for place in places if place.is_file()]
    if not files:
        if len(places) > 1:
            raise click.UsageError("give one FOLDER, or files of one catalog")
        return Chosen(places[0] if places else None)
    if len(files) < len(places):
        other = next(place for place in places if place not in files)
        raise click.UsageError(f"{other} is no file; give one FOLDER, or files of one catalog")
    folder = _catalog_of(files[0])
    root = (folder or Path(options_in(Path()).agreements)).resolve()
    return Chosen(folder, tuple(_name_in(root, one) for one in files))


def _name_in(root: Path, file: Path) -> str:
    whole = file.parent.resolve() / file.name
    if not whole.is_relative_to(root):
        raise click.UsageError(f"{file} is not in {root.name}, the catalog of the first file")
    name = whole.relative_to(root)
    if not is_wanted(file.name) or any(map(is_passed_over, name.parts)):
        ends = " or ".join(SUFFIXES)
        raise click.UsageError(f"{file} is no part of the catalog: its files end in {ends}")
    return name.as_posix()


def _catalog_of(file: Path) -> Path | None:
    """Return the folder of the catalog that a file is in; None for the one that is usual here.

    It is the one that an mkdocs.yml names, or the one beside sla.yml, else the file's own.
    """
    usual = Path(options_in(Path()).agreements).resolve()
    if file.resolve().is_relative_to(usual):
        return None
    for folder in file.parents:
        beside = folder.parent
        if names_folder(beside, folder) or (
            not (beside / SITE).exists() and (beside / NAME).exists()
        ):
            return folder
    return file.parent
