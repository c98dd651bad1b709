"""The catalog that is published: read, checked, and reduced to what its audience may see.

Whoever delivers pages takes the catalog from here and from nowhere else, so that what is hidden in
one form of the site is hidden in each. `published` does all of it at once; a preview, which goes on
where that would refuse, takes the same steps one by one.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from sla_catalog.findings import Finding, FindingSeverity, has_errors, in_reading_order
from sla_catalog.frozen import dataclass
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.policy import CheckPolicy
from sla_catalog.redaction import Audience, redacted, withheld_references
from sla_catalog.rules import check, check_in_part
from sla_catalog.rules.acceptance import judge
from sla_catalog.rules.references import unresolved_page
from sla_catalog.source.baseline import BaselineEntry, divided
from sla_catalog.source.keypaths import key_path
from sla_catalog.source.limits import Limits
from sla_catalog.source.load import Loaded, Readings, load
from sla_catalog.source.revisions import Head, find_head
from sla_catalog.source.tree import read_directory

NO_POLICY = CheckPolicy()
_SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class Located:
    """A finding with the keys that lead to it, and why and until when somebody accepts it.

    What the baseline holds was there before anybody looked, and needs no reason.
    """

    finding: Finding
    keys: str = ""
    reason: str = ""
    until: date | None = None
    is_in_baseline: bool = False

    @property
    def is_open(self) -> bool:
        """Tell whether nobody accepts it."""
        return not self.reason and not self.is_in_baseline


@dataclass(frozen=True, slots=True)
class Published:
    """The catalog that is published, with what is found in it.

    `located` is all that is found, also what is accepted, where the request asks for it; of what
    the baseline holds an audience is not told the number either.
    """

    catalog: Catalog
    findings: tuple[Finding, ...]
    located: tuple[Located, ...] | None = None
    in_baseline: int = 0


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be published, and for whom.

    Findings call the `folder` what it is `shown_as`. Without an audience everything is published.
    References to what the audience may not see are errors, unless they are `neutral`; `instead`
    then takes the place of a link in prose. `tells_quality` asks for all findings with their
    places; an audience is never told of them. What the `baseline` holds is told by nobody else.
    """

    folder: Path
    shown_as: str
    today: date
    limits: Limits
    timezone: str | None = None
    audience: Audience | None = None
    is_neutral: bool = False
    instead: str = ""
    policy: CheckPolicy = NO_POLICY
    baseline: tuple[BaselineEntry, ...] = ()
    tells_quality: bool = False

    @property
    def remedy(self) -> str:
        """Return the command that prints all that is wrong, also in what is hidden."""
        return f"`sla check {self.shown_as}`"

    @property
    def withheld_notice(self) -> str:
        """Say where errors are printed of which the audience is told nothing."""
        return (
            "They are in what the audience may not see, or in files that cannot be read.\n"
            f"{self.remedy} prints them"
        )


class RefusedError(Exception):
    """Say why nothing is published.

    Of `findings` there is none where all errors are in what the audience may not see; `advice`
    says what to do then.
    """

    def __init__(self, findings: tuple[Finding, ...], advice: str = "") -> None:
        super().__init__(advice)
        self.findings = findings
        self.advice = advice


Remember = Callable[[Loaded, Catalog], Catalog]


def published(
    request: Request,
    handbook: Container[str] | None,
    readings: Readings | None = None,
    remember: Remember = lambda _loaded, catalog: catalog,
) -> Published:
    """Return the catalog with what is found in it.

    `handbook` holds the author's own pages to which agreements may lead; None if nobody knows them.
    What `readings` know is not read again; `remember` gives the catalog a memory.

    Raises RefusedError at an error in it, TreeError where the folder cannot be read, and
    UnknownPartyError where nobody is called like the party of the audience.
    """
    loaded = read(request, readings)
    seen = remember(loaded, seen_by(loaded.catalog, request))
    if request.audience:
        findings = told_of(loaded, seen, request, handbook)
        _refuse_errors_for_an_audience(loaded, findings, request)
        return Published(seen, findings)
    found = (*loaded.findings, *judged(seen, request, handbook))
    findings = settled(loaded, found, request)
    _refuse_errors(findings)
    known = count_in_baseline(loaded, found, request)
    return Published(seen, findings, located(loaded, found, request), known)


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


def read(request: Request, readings: Readings | None = None) -> Loaded:
    """Read all files, except those that `readings` know; raise TreeError where that is refused."""
    files, refused = read_directory(request.folder, request.shown_as, request.limits)
    loaded = load(files, request.shown_as, request.limits, request.timezone, readings)
    in_part = check_in_part(loaded)
    return replace(loaded, findings=(*refused, *loaded.findings, *in_part))


def seen_by(whole: Catalog, request: Request, unread: Iterable[Agreement] = ()) -> Catalog:
    """Return what its audience may see of a catalog; agreements `unread` for now are left out.

    Raises UnknownPartyError where nobody is called like the party of the audience.
    """
    audience = request.audience
    return redacted(whole, audience, request.instead, unread) if audience else whole


def judged(
    catalog: Catalog, request: Request, handbook: Container[str] | None
) -> tuple[Finding, ...]:
    """Return what is wrong with a catalog that could be read."""
    pages = () if handbook is None else unresolved_page(catalog, handbook)
    return (*check(catalog, request.today), *pages)


def settled(loaded: Loaded, findings: Iterable[Finding], request: Request) -> tuple[Finding, ...]:
    """Return what is told of findings: weighed by the policy, without those that are accepted."""
    decided = judge(findings, loaded.suppressions, request.policy, request.today)
    return divided(decided.open, loaded.documents, request.baseline)[0]


def count_in_baseline(loaded: Loaded, findings: Iterable[Finding], request: Request) -> int:
    """Count the findings that nobody is told since the baseline holds them."""
    if not request.baseline:
        return 0
    decided = judge(findings, loaded.suppressions, request.policy, request.today)
    return len(divided(decided.open, loaded.documents, request.baseline)[1])


def located(
    loaded: Loaded, findings: Iterable[Finding], request: Request
) -> tuple[Located, ...] | None:
    """Return findings with the keys that lead to them; None unless the request asks for them."""
    if not request.tells_quality or request.audience:
        return None
    decided = judge(findings, loaded.suppressions, request.policy, request.today)
    new, known = divided(decided.open, loaded.documents, request.baseline)
    told = [Located(finding, _keys(loaded, finding)) for finding in new]
    told += [Located(one, _keys(loaded, one), is_in_baseline=True) for one in known]
    told += [
        Located(one.finding, _keys(loaded, one.finding), one.reason, one.until)
        for one in decided.accepted
    ]
    return tuple(sorted(told, key=lambda one: (one.finding.span.path, one.finding.span.line)))


def _keys(loaded: Loaded, finding: Finding) -> str:
    document = loaded.documents.get(finding.span.path)
    return key_path(document, finding.span)[0] if document else ""


def told_of(
    loaded: Loaded, seen: Catalog, request: Request, handbook: Container[str] | None
) -> tuple[Finding, ...]:
    """Return what is found for an audience, told only as far as it may see what it is about."""
    found = [*_about(seen, loaded.findings), *judged(seen, request, handbook)]
    if not request.is_neutral:
        found += withheld_references(loaded.catalog, seen)
    told = settled(loaded, found, request)
    return in_reading_order(_without_excerpt(one) for one in told if not _is_of_comment(one))


def _refuse_errors(findings: Iterable[Finding], advice: str = "") -> None:
    shown = tuple(f for f in findings if f.severity is not FindingSeverity.INFO)
    if has_errors(shown):
        raise RefusedError(shown, advice)


def _refuse_errors_for_an_audience(
    loaded: Loaded, findings: Iterable[Finding], request: Request
) -> None:
    """Raise RefusedError unless the whole catalog passes its check; tell what may be seen."""
    _refuse_errors(findings, f"{request.remedy} checks what the audience may not see, too")
    found = (*loaded.findings, *check(loaded.catalog, request.today))
    if has_errors(settled(loaded, found, request)):
        raise RefusedError((), request.withheld_notice)


def _about(seen: Catalog, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield what was found while reading the agreements that are seen, and only there.

    In a shared file it may be about an entry that is not.
    """
    paths = set(seen.paths.values())
    for finding in findings:
        if {finding.span.path, *(other.span.path for other in finding.related)} <= paths:
            yield finding


def _is_of_comment(finding: Finding) -> bool:
    """Tell whether it is about a comment, which may stand in what the audience does not see."""
    return finding.rule.startswith("suppression-")


def _without_excerpt(finding: Finding) -> Finding:
    """Leave the source lines out: one line can name more than is seen."""
    related = tuple(
        replace(other, span=replace(other.span, excerpt="")) for other in finding.related
    )
    return replace(finding, span=replace(finding.span, excerpt=""), related=related)
