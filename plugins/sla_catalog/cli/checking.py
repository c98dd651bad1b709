"""The verb `sla check`: what is found in a folder."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

import click

from sla_catalog.cli.baselines import gone_from, read, said_of_gone
from sla_catalog.cli.check_formats import FORMATS, STANDARD_OUTPUT, read_outputs, written_for
from sla_catalog.cli.check_scope import (
    files_in,
    home_of,
    judged,
    last_day_to_offer,
    load_of,
    policy_beside,
    report_on,
    scope_of,
)
from sla_catalog.cli.checked_files import Chosen, chosen
from sla_catalog.cli.exit_status import Exit
from sla_catalog.cli.settings import known_timezone, options_in
from sla_catalog.findings import Finding, FindingSeverity
from sla_catalog.model.header import Classification
from sla_catalog.model.policy import FailOn, FindingLevel
from sla_catalog.pipeline import Request
from sla_catalog.redaction import Audience
from sla_catalog.reports import baseline as baselines
from sla_catalog.reports.report import CheckReport, FindingState
from sla_catalog.reports.text import harmless, tally
from sla_catalog.rules.acceptance import how_to_accept
from sla_catalog.source.load import collector_at_rest
from sla_catalog.source.order import find_disorder
from sla_catalog.source.tree import SourceFile


def read_audience(
    _context: click.Context, _option: click.Parameter, value: str | None
) -> Audience | None:
    """Read an audience, written `public` or `customer:PARTY`."""
    if value is None:
        return None
    level, _, party = value.partition(":")
    if level not in {*Classification}:
        raise click.BadParameter(f"‘{level}’ is none of {', '.join(Classification)}")
    if bool(party) is not (level == Classification.CUSTOMER):
        raise click.BadParameter("customer has a party, as in customer:PARTY, and no other level")
    return Audience(Classification(level), party)


def read_levels(
    _context: click.Context, _option: click.Parameter, values: tuple[str, ...]
) -> dict[str, FindingLevel]:
    """Read how much rules weigh, each written `RULE=LEVEL`."""
    levels = {}
    for value in values:
        name, _, level = value.partition("=")
        if level not in {*FindingLevel}:
            raise click.BadParameter(f"‘{value}’ is not RULE={'|'.join(FindingLevel)}")
        levels[name] = FindingLevel(level)
    return levels


def _named(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


@click.command(short_help="Check agreements, say what is wrong.")
@click.argument("places", nargs=-1, metavar="[FOLDER | FILE...]", type=click.Path(path_type=Path))
@click.option("--format", "style", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option(
    "--output",
    "outputs",
    multiple=True,
    metavar="FORMAT:PATH",
    callback=read_outputs,
    help="Also write the report to a file; several are written of one check.",
)
@click.option("--select", multiple=True, metavar="RULES", help="Only these rules or families.")
@click.option("--ignore", multiple=True, metavar="RULES", help="Without these rules or families.")
@click.option(
    "--level",
    "levels",
    multiple=True,
    metavar="RULE=LEVEL",
    callback=read_levels,
    help="How much a rule weighs: error, warning, info or off.",
)
@click.option(
    "--show",
    type=click.Choice([s.value for s in FindingSeverity]),
    default="warning",
    show_default=True,
    help="The least severe findings to print.",
)
@click.option(
    "--fail-on",
    type=click.Choice([one.value for one in FailOn]),
    help="The least severe findings that fail; by default error.",
)
@click.option("--strict", is_flag=True, help="Let a warning fail, as in a strict build.")
@click.option("--fix", "fixes", is_flag=True, help="Fix what has one right answer; show it.")
@click.option("--diff", "shows_diff", is_flag=True, help="Show what --fix would do; write nothing.")
@click.option("--no-ignores", is_flag=True, help="Also report what comments accept.")
@click.option("--no-baseline", is_flag=True, help="Also report what is in the baseline.")
@click.option(
    "--timezone",
    callback=known_timezone,
    help="The zone of clock times in agreements that state none; else mkdocs.yml says it.",
)
@click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DAY",
    help="The day to take for today; else mkdocs.yml, SOURCE_DATE_EPOCH or the clock says it.",
)
@click.option(
    "--audience",
    metavar="LEVEL",
    callback=read_audience,
    help="Also check that nothing this audience sees leads to what it does not see: "
    "public, customer:PARTY, internal or confidential.",
)
def check(
    places: tuple[Path, ...],
    style: str,
    outputs: list[tuple[str, Path]],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    levels: dict[str, FindingLevel],
    show: str,
    fail_on: str | None,
    strict: bool,
    fixes: bool,
    shows_diff: bool,
    no_ignores: bool,
    no_baseline: bool,
    timezone: str | None,
    today: datetime | None,
    audience: Audience | None,
) -> None:
    """Check every agreement of a FOLDER and print what is wrong.

    Without a FOLDER the one that mkdocs.yml names is checked, else agreements. Of FILEs only their
    own findings are told; the catalog that they are in is read all the same. What sla.yml beside
    it decides counts, unless an option says otherwise.

    Exit status: 0 fine, 1 errors were found (with --strict also warnings, with --diff anything
    to fix), 2 wrong usage, 3 the folder cannot be read, 4 there is no agreement in it.
    """
    meant = chosen(places)
    folder = meant.folder
    options, policy = options_in(home_of(folder)), policy_beside(folder)
    policy = policy.model_copy(
        update={
            "select": _named(select) or policy.select,
            "ignore": (*(policy.ignore or ()), *_named(ignore)),
            "levels": {**(policy.levels or {}), **levels},
        }
    )
    fails = FailOn.WARNING if strict else FailOn(fail_on or policy.fail_on or FailOn.ERROR)
    scope = scope_of(folder, options, policy, timezone, today, audience)
    if fixes or shows_diff:
        _fix(scope, meant, style, heeds_comments=not no_ignores, writes=not shows_diff)
    with collector_at_rest():  # what is judged lives as long as the command
        report = report_on(scope, heeds_comments=not no_ignores)
        gc.freeze()
    report = meant.within(report, scope.shown_as)
    if not no_baseline:
        known = read(home_of(folder))
        is_whole = not (select or ignore or levels or meant.files or no_ignores)
        gone = tuple(gone_from(known, report)) if is_whole else ()
        told = tuple(baselines.set_aside(report.told, known))
        report = replace(report, told=told, gone=gone)
    for kind, path in outputs:
        shown = report if kind == "json" else _at_least(report, show, fails)
        text = written_for(kind, shown, scope)
        if path == STANDARD_OUTPUT:
            click.echo(text)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{text}\n", encoding="utf-8", newline="\n")
    shown = _at_least(report, show, fails)
    if shown.open or style not in {"text", "short", "github"}:
        click.echo(written_for(style, shown, scope))
    if style == "text":
        here = f" in {_files(len(meant.files))} of them" if meant.files else ""
        words = f"{_read_words(report)}, {_tally(shown.open, report.open)}{here}"
        click.echo(words + _aside_words(report), err=bool(shown.open))
        for line in said_of_gone(report.gone):
            click.echo(line, err=True)
        advice = how_to_accept(shown.open, last_day_to_offer(policy, scope.today))
        if advice:
            click.echo(harmless(advice), err=True)
    _exit(report, scope.folder, fails)


def _fix(scope: Request, meant: Chosen, style: str, *, heeds_comments: bool, writes: bool) -> None:
    """Fix what has one right answer; where nothing is written, end the command."""
    from sla_catalog.cli.fixing import mended  # compares agreements, which a check does not

    files, refused = files_in(scope)

    def found(files: Sequence[SourceFile]) -> Iterable[Finding]:
        loaded = load_of(scope, files)
        agreements = loaded.catalog.paths.values()
        disorder = [f for path in agreements for f in find_disorder(loaded.documents[path])]
        more = (*refused, *disorder)
        told = judged(scope, loaded, more, heeds_comments=heeds_comments).open
        return meant.of(told, scope.shown_as)

    result = mended(files, found, partial(load_of, scope), scope.today)
    result.show(err=writes and style != "text")
    if not writes:
        click.echo(result.words("would fix"), err=True)
        sys.exit(Exit.FINDINGS if result.files else Exit.FINE)
    result.write()
    click.echo(result.words("fixed"), err=style != "text")


def _at_least(report: CheckReport, show: str, fails: FailOn) -> CheckReport:
    """Return the findings that are shown; those that fail are always."""
    order = [*FindingSeverity]
    least = max(order.index(FindingSeverity(show)), len(_failing(fails)) - 1)
    told = tuple(one for one in report.told if order.index(one.finding.severity) <= least)
    return replace(report, told=told)


def _failing(fails: FailOn) -> list[FindingSeverity]:
    order = [*FindingSeverity]
    return [] if fails is FailOn.NEVER else order[: order.index(FindingSeverity(fails)) + 1]


def _tally(shown: Sequence[Finding], found: Sequence[Finding]) -> str:
    """Count what is shown, and say how to see what is not."""
    told = set(shown)
    hidden = [finding for finding in found if finding not in told]
    if not hidden:
        return tally(shown)
    least = max(
        hidden, key=lambda finding: [*FindingSeverity].index(finding.severity)
    ).severity.value
    return f"{tally(shown)} ({tally(hidden)} with --show {least})"


def _read_words(report: CheckReport) -> str:
    """Count the files and the agreements that could be read of them."""
    agreements = "1 agreement" if report.agreements == 1 else f"{report.agreements} agreements"
    return f"{_files(report.files)} checked, {agreements} read"


def _files(count: int) -> str:
    return "1 file" if count == 1 else f"{count} files"


def _aside_words(report: CheckReport) -> str:
    """Count what is accepted, and where."""
    words = ""
    for state, where in (
        (FindingState.SUPPRESSED, "by comments"),
        (FindingState.BASELINE, "in the baseline"),
    ):
        count = sum(one.state is state for one in report.set_aside)
        words += f", {count} accepted {where}" if count else ""
    return words


def _exit(report: CheckReport, folder: Path, fails: FailOn) -> None:
    """End with the status that fits what was found."""
    if any(finding.rule == "cannot-read" for finding in report.open):
        sys.exit(Exit.CANNOT_READ)
    if any(finding.severity in _failing(fails) for finding in report.open):
        sys.exit(Exit.FINDINGS)
    if not report.agreements:
        click.echo(f"there is no agreement in {folder}; `sla new ID` writes a first one", err=True)
        sys.exit(Exit.NOTHING_FOUND)
