"""The verb `sla baseline`: what was found before, and is accepted until it changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

from sla_catalog.cli.check_scope import BASELINE, home_of, report_of_today
from sla_catalog.findings import FindingSeverity
from sla_catalog.reports import baseline as baselines
from sla_catalog.reports.report import CheckReport, FindingState
from sla_catalog.reports.text import harmless, tally
from sla_catalog.rules.acceptance import NEVER_IN_BASELINE, Examined, acceptable
from sla_catalog.source.baseline import BaselineEntry, BaselineError, as_baseline, read_baseline

_MOST_LISTED = 20


@click.group(short_help="Accept today's findings, to begin with.")
def baseline() -> None:
    """Keep findings that were there before, so that only new ones are told."""


@baseline.command("write", short_help="Accept all that is found today.")
@click.argument("folder", required=False, type=click.Path(path_type=Path))
def write_baseline(folder: Path | None) -> None:
    """Accept all errors and warnings that are found in FOLDER today."""
    report = report_of_today(folder)
    found = [one for one in report.told if one.finding.severity is not FindingSeverity.INFO]
    found = [one for one in found if one.state is FindingState.OPEN]
    kept = [one for one in found if one.finding.rule not in NEVER_IN_BASELINE]
    _keep(home_of(folder), map(baselines.entry_of, kept))
    click.echo(f"wrote {home_of(folder) / BASELINE}: {tally(one.finding for one in kept)}")
    refused = [one.finding for one in found if one not in kept]
    if refused:
        click.echo(f"not accepted, since they leave a file out of the catalog: {tally(refused)}")


@baseline.command("prune", short_help="Remove what no longer matches.")
@click.argument("folder", required=False, type=click.Path(path_type=Path))
def prune_baseline(folder: Path | None) -> None:
    """Remove from the baseline what no longer matches a finding in FOLDER.

    What files hold that cannot be read today is still accepted.
    """
    known = list(read(home_of(folder)))
    gone = gone_from(known, report_of_today(folder))
    for entry in gone:
        known.remove(entry)
    _keep(home_of(folder), known)
    for line in listed(gone):
        click.echo(line)
    click.echo(f"removed {_entries(gone)}, kept {len(known)}")


@baseline.command("show", short_help="Print what is in the baseline.")
@click.argument("folder", required=False, type=click.Path(path_type=Path))
def show_baseline(folder: Path | None) -> None:
    """Print what is accepted, by agreement."""
    known = read(home_of(folder))
    for line in listed(known):
        click.echo(line)
    click.echo(f"{len(known)} accepted")


def listed(entries: Iterable[BaselineEntry]) -> Iterator[str]:
    """Yield a line for each entry, by agreement, rule and place in it."""
    for entry in sorted(entries):
        yield harmless(f"{entry.agreement}: {entry.rule} {entry.path}".rstrip())


def said_of_gone(gone: Sequence[BaselineEntry]) -> Iterator[str]:
    """Yield the lines on entries that no longer match a finding, and what to do with them."""
    if not gone:
        return
    match = "matches" if len(gone) == 1 else "match"
    yield f"{_entries(gone)} of the baseline no longer {match} a finding:"
    lines = [*listed(gone)]
    yield from (f"  {line}" for line in lines[:_MOST_LISTED])
    if len(lines) > _MOST_LISTED:
        yield f"  and {len(lines) - _MOST_LISTED} more"
    yield (
        "`sla baseline prune` removes them; where a value changed and its finding "
        "is to stay accepted, `sla baseline write` renews the whole baseline"
    )


def _entries(entries: Sequence[BaselineEntry]) -> str:
    return "1 entry" if len(entries) == 1 else f"{len(entries)} entries"


def gone_from(known: Iterable[BaselineEntry], report: CheckReport) -> list[BaselineEntry]:
    """Return the entries of a baseline for which nothing is found where it could be."""
    examined = Examined.with_findings(one.finding for one in report.told)
    gone = baselines.stale(report.told, known)
    return [entry for entry in gone if examined.decides(entry.agreement, [entry.rule])]


def read(home: Path) -> tuple[BaselineEntry, ...]:
    """Return the entries of the baseline in a folder; wrong usage where it cannot be read."""
    try:
        return acceptable(read_baseline(home))
    except BaselineError as error:
        raise click.UsageError(str(error)) from None


def _keep(home: Path, entries: Iterable[BaselineEntry]) -> None:
    path = home / BASELINE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(as_baseline(entries), encoding="utf-8", newline="\n")
