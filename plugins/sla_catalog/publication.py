"""The catalog that is published: read, checked, and reduced to what its audience may see.

Whoever delivers pages takes the catalog from here and from nowhere else, so that what is hidden in
one form of the site is hidden in each.
"""

from __future__ import annotations

import os
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sla_catalog.findings import Finding, Severity, has_errors, in_reading_order
from sla_catalog.model.catalog import Catalog
from sla_catalog.redaction import Audience, redacted, withheld_references
from sla_catalog.rules import check
from sla_catalog.rules.references import unresolved_page
from sla_catalog.source.limits import Limits
from sla_catalog.source.load import Loaded, load
from sla_catalog.source.tree import Head, find_head, read_directory

Published = tuple[Catalog, tuple[Finding, ...]]
_SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be published, and for whom.

    Findings call the `folder` what it is `shown_as`. Without an audience everything is published.
    References to what the audience may not see are errors, unless they are `neutral`; `instead`
    then takes the place of a link in prose.
    """

    folder: Path
    shown_as: str
    today: date
    limits: Limits
    timezone: str | None = None
    audience: Audience | None = None
    is_neutral: bool = False
    instead: str = ""

    @property
    def remedy(self) -> str:
        """Return the command that prints all that is wrong, also in what is hidden."""
        return f"`sla check {self.shown_as}`"


class RefusedError(Exception):
    """Say why nothing is published.

    Of `findings` there is none where all errors are in what the audience may not see; `advice`
    says what to do then.
    """

    def __init__(self, findings: tuple[Finding, ...], advice: str = "") -> None:
        super().__init__(advice)
        self.findings = findings
        self.advice = advice


def published(request: Request, handbook: Container[str] | None) -> Published:
    """Return the catalog with what is found in it.

    `handbook` holds the author's own pages to which agreements may lead; None if nobody knows them.

    Raises RefusedError at an error in it, TreeError where the folder cannot be read, and
    UnknownPartyError where nobody is called like the party of the audience.
    """
    loaded = _loaded(request)
    if request.audience:
        seen = redacted(loaded.catalog, request.audience, request.instead)
        return seen, _for_audience(loaded, seen, request, handbook)
    found = (*loaded.findings, *_checked(loaded.catalog, request, handbook))
    findings = in_reading_order(found)
    _refuse_errors(findings)
    return loaded.catalog, findings


def lies_in(catalog: Path, folder: Path) -> bool:
    """Tell whether files of a catalog lie, or are linked, in a folder published as it is."""
    catalog = catalog.resolve()
    return any(
        Path(place, name).resolve().is_relative_to(catalog)
        for place, _, names in os.walk(folder, followlinks=True)  # as generators do
        for name in names
        if name.lower().endswith(_SUFFIXES)
    )


def head_of(folder: Path, audience: Audience | None) -> Head | None:
    """Return the commit that files stand on; None for an audience, since it tells of changes."""
    return None if audience else find_head(folder)


def _loaded(request: Request) -> Loaded:
    files, refused = read_directory(request.folder, request.shown_as, request.limits)
    loaded = load(files, request.shown_as, request.limits, request.timezone)
    return Loaded(loaded.catalog, (*refused, *loaded.findings))


def _checked(
    catalog: Catalog, request: Request, handbook: Container[str] | None
) -> Iterator[Finding]:
    yield from check(catalog, request.today)
    if handbook is not None:
        yield from unresolved_page(catalog, handbook)


def _refuse_errors(findings: Iterable[Finding], advice: str = "") -> None:
    shown = tuple(f for f in findings if f.severity is not Severity.INFO)
    if has_errors(shown):
        raise RefusedError(shown, advice)


def _for_audience(
    loaded: Loaded, seen: Catalog, request: Request, handbook: Container[str] | None
) -> tuple[Finding, ...]:
    """Return what is found for an audience, told only as far as it may see what it is about.

    The whole catalog must pass its check, or nothing is published.
    """
    found = [*_about(seen, loaded.findings), *_checked(seen, request, handbook)]
    if not request.is_neutral:
        found += withheld_references(loaded.catalog, seen)
    findings = in_reading_order(map(_without_excerpt, found))
    _refuse_errors(findings, f"{request.remedy} checks what the audience may not see, too")
    if has_errors((*loaded.findings, *check(loaded.catalog, request.today))):
        raise RefusedError(
            (),
            "They are in what the audience may not see, or in files that cannot be read.\n"
            f"{request.remedy} prints them",
        )
    return findings


def _about(seen: Catalog, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield what was found while reading the agreements that are seen, and only there.

    In a shared file it may be about an entry that is not.
    """
    paths = set(seen.paths.values())
    for finding in findings:
        if {finding.span.path, *(other.span.path for other in finding.related)} <= paths:
            yield finding


def _without_excerpt(finding: Finding) -> Finding:
    """Leave the source lines out: one line can name more than is seen."""
    related = tuple(
        replace(other, span=replace(other.span, excerpt="")) for other in finding.related
    )
    return replace(finding, span=replace(finding.span, excerpt=""), related=related)
