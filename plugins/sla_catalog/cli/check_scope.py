"""What `sla check` checks, by which options and policy, and the report of what is found."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import click

from sla_catalog.assembly.options import Options
from sla_catalog.assembly.site_file import NAME as SITE
from sla_catalog.cli.exit_status import Exit
from sla_catalog.cli.settings import names_folder, options_in, today_of
from sla_catalog.findings import Finding, in_reading_order
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.policy import CheckPolicy
from sla_catalog.pipeline import Request
from sla_catalog.redaction import Audience, UnknownPartyError, redacted, withheld_references
from sla_catalog.reports.report import CheckReport, FindingState, ReportedFinding, placed
from sla_catalog.reports.text import harmless
from sla_catalog.rules import check as check_rules
from sla_catalog.rules import check_in_part
from sla_catalog.rules.acceptance import Accepted, Judgement, Selection, judge
from sla_catalog.source.baseline import NAME as NAME_OF_BASELINE
from sla_catalog.source.document import YamlDocument
from sla_catalog.source.load import Loaded, load
from sla_catalog.source.policy import NAME, PolicyError, read_policy
from sla_catalog.source.repository import TreeError
from sla_catalog.source.tree import SourceFile, read_directory

BASELINE = Path(NAME_OF_BASELINE)


def scope_of(
    folder: Path | None,
    options: Options,
    policy: CheckPolicy,
    timezone: str | None = None,
    today: datetime | None = None,
    audience: Audience | None = None,
) -> Request:
    """Return what is checked by options and policy; what is stated beside them takes precedence.

    Ends the command where the policy names a rule that does not exist.
    """
    zone = timezone or options.timezone
    day = today.date() if today else today_of(options.today, zone)
    if audience is None and not options.is_neutral:
        audience = options.readers
    try:
        Selection.of(policy)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    place = folder or Path(options.agreements)
    name = place.as_posix().rstrip("/")
    return Request(place, name, day, options.bounds, zone, audience, policy=policy)


def home_of(folder: Path | None) -> Path:
    """Return the folder in which mkdocs.yml, sla.yml and the baseline are.

    They are beside the catalog, or in the working directory whose mkdocs.yml names the catalog.
    """
    if folder is None:
        return Path()
    beside = folder.parent
    if any((beside / name).exists() for name in (SITE, NAME, BASELINE.parts[0])):
        return beside
    return Path() if names_folder(Path(), folder) else beside


def policy_beside(folder: Path | None) -> CheckPolicy:
    """Return what sla.yml decides; end the command where it holds what it may not."""
    try:
        return read_policy(home_of(folder) / NAME).checking
    except PolicyError as error:
        raise click.UsageError(str(error)) from None


def last_day_here(folder: Path | None) -> date | None:
    """Return the last day to offer where sla.yml asks for one in each comment, a year ahead.

    A file that cannot be read asks for none: `sla check` says what is wrong with it.
    """
    try:
        policy = read_policy(home_of(folder) / NAME).checking
    except PolicyError:
        return None
    return last_day_to_offer(policy, today_of(None, None))


def last_day_to_offer(policy: CheckPolicy, today: date) -> date | None:
    """Return the last day of an acceptance that is written today, where a policy asks for one."""
    return today + timedelta(days=365) if policy.require_until else None


def report_of_today(folder: Path | None) -> CheckReport:
    """Return what is found in a folder by its own options and policy alone."""
    return report_on(scope_of(folder, options_in(home_of(folder)), policy_beside(folder)))


def load_of(scope: Request, files: Sequence[SourceFile]) -> Loaded:
    """Read the catalog that files hold."""
    return load(files, scope.shown_as, scope.limits, scope.timezone)


def files_in(scope: Request) -> tuple[list[SourceFile], tuple[Finding, ...]]:
    """Return the files to check, and those refused; end the command where there is no folder."""
    try:
        files, refused = read_directory(scope.folder, scope.shown_as, scope.limits)
    except TreeError as error:
        click.echo(harmless(f"sla: {error}{_where_instead(scope.folder)}"), err=True)
        sys.exit(Exit.CANNOT_READ)
    return [*files], tuple(refused)


def _where_instead(folder: Path) -> str:
    """Say where to run the command, for a folder that is beside an mkdocs.yml further up."""
    if folder.is_absolute() or Path(SITE).exists():
        return ""
    above = (one for one in Path.cwd().parents if (one / SITE).is_file())
    found = next((one for one in above if (one / folder).is_dir()), None)
    return f"; run it in {found}, where {SITE} is" if found else ""


def judged(
    scope: Request, loaded: Loaded, more: Iterable[Finding] = (), *, heeds_comments: bool = True
) -> Judgement:
    """Return what is wrong with files that are read, and what comments accept of it."""
    in_part = check_in_part(loaded)
    findings = (*loaded.findings, *in_part, *check_rules(loaded.catalog, scope.today), *more)
    comments = loaded.suppressions if heeds_comments else ()
    return judge(findings, comments, scope.policy, scope.today)


def report_on(scope: Request, *, heeds_comments: bool = True) -> CheckReport:
    """Read and judge a folder."""
    files, refused = files_in(scope)
    loaded = load_of(scope, files)
    judgement = judged(scope, loaded, refused, heeds_comments=heeds_comments)
    found = judgement.open
    if scope.audience:
        withheld = _withheld(loaded.catalog, scope.audience, found)
        found = in_reading_order((*found, *withheld))
    told = [*placed(found, loaded.documents), *_accepted(judgement.accepted, loaded.documents)]
    told.sort(key=lambda one: (one.finding.span.path, one.finding.span.line))
    return CheckReport(tuple(told), len(files), len(loaded.catalog.agreements))


def _accepted(
    accepted: Sequence[Accepted], documents: Mapping[str, YamlDocument]
) -> Iterator[ReportedFinding]:
    """Yield what comments accept, with their reasons."""
    told = placed((one.finding for one in accepted), documents, FindingState.SUPPRESSED)
    for one, by in zip(told, accepted, strict=True):
        yield replace(one, reason=by.reason, until=by.until)


def _withheld(
    catalog: Catalog, audience: Audience, findings: tuple[Finding, ...]
) -> Iterator[Finding]:
    """Find what leads out of an audience's sight, save where something is wrong already."""
    try:
        seen = redacted(catalog, audience, "")
    except UnknownPartyError as error:
        raise click.BadParameter(str(error), param_hint="'--audience'") from None
    places = {finding.span for finding in findings}
    return (f for f in withheld_references(catalog, seen) if f.span not in places)
