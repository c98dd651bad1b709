"""The verbs of the command `sla`."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum
from pathlib import Path

import click

from sla_catalog.cli.drafts import draft
from sla_catalog.cli.options import OptionError, Options, options_of_reading
from sla_catalog.cli.settings import day_of_check, known_timezone, read_settings
from sla_catalog.cli.verbs import Verbs
from sla_catalog.exports import reference as format_reference
from sla_catalog.exports import schema as schema_files
from sla_catalog.findings import Finding, Severity, in_reading_order
from sla_catalog.model.agreement import Classification
from sla_catalog.model.calendars import IDENTIFIER
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.written import RESERVED, WITHHELD
from sla_catalog.redaction import (
    Audience,
    UnknownPartyError,
    redacted,
    withheld_references,
)
from sla_catalog.reports.json import as_json
from sla_catalog.reports.text import as_short, as_text, tally
from sla_catalog.rules import check as check_rules
from sla_catalog.source.limits import Limits
from sla_catalog.source.load import SHARED_FILES, load
from sla_catalog.source.tree import TreeError, read_directory


class Exit(IntEnum):
    """What the command's exit status says."""

    FINE = 0
    FINDINGS = 1
    USAGE = 2
    CANNOT_READ = 3
    NOTHING_FOUND = 4


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


FORMATS = {"text": as_text, "short": as_short, "json": as_json}


@click.group(cls=Verbs)
@click.version_option(package_name="mkdocs-sla-catalog")
def main() -> None:
    """Read, check and begin service level agreements that are written as YAML."""


@main.command(short_help="Check agreements, say what is wrong.")
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option(
    "--format", "style", type=click.Choice(sorted(FORMATS)), default="text", show_default=True
)
@click.option(
    "--show",
    type=click.Choice([s.value for s in Severity]),
    default="warning",
    show_default=True,
    help="The least severe findings to print.",
)
@click.option("--strict", is_flag=True, help="Let a warning fail, as in a strict build.")
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
    folder: Path | None,
    style: str,
    show: str,
    strict: bool,
    timezone: str | None,
    today: datetime | None,
    audience: Audience | None,
) -> None:
    """Check every agreement of a FOLDER and print what is wrong.

    Without a FOLDER the one that mkdocs.yml names is checked, else agreements.

    Exit status: 0 fine, 1 errors were found (with --strict also warnings),
    2 wrong usage, 3 the folder cannot be read, 4 there is no agreement in it.
    """
    options = _options(folder)
    folder = folder or Path(options.agreements)
    zone = timezone or options.timezone
    day = today.date() if today else day_of_check(options.today, zone)
    if audience is None and not options.is_neutral:
        audience = options.readers
    checked = _check(Scope(folder, options.bounds, zone, day, audience))
    severities = list(Severity)
    fails = Severity.WARNING if strict else Severity.ERROR  # what fails is shown
    least = max(severities.index(Severity(show)), severities.index(fails))
    shown = [f for f in checked.findings if severities.index(f.severity) <= least]
    if style == "json" or shown:
        click.echo(FORMATS[style](shown))
    if style == "text":
        click.echo(f"{_read_words(checked)}, {_tally(shown, checked.findings)}", err=bool(shown))
    _exit(checked, folder, severities[: severities.index(fails) + 1])


@dataclass(frozen=True, slots=True)
class Scope:
    """What is checked: a folder, within which bounds, for which zone, day and audience."""

    folder: Path
    limits: Limits
    timezone: str | None
    today: date
    audience: Audience | None


def _options(folder: Path | None) -> Options:
    """Return the options of the site; end the command where they hold what they may not."""
    try:
        return options_of_reading(folder.parent if folder else Path())
    except OptionError as error:
        raise click.UsageError(str(error)) from None


@dataclass(frozen=True, slots=True)
class Checked:
    """What was read of a folder, and all that was found in it."""

    files: int
    agreements: int
    findings: tuple[Finding, ...]


def _check(scope: Scope) -> Checked:
    shown_as = scope.folder.as_posix().rstrip("/")
    try:
        files, refused = read_directory(scope.folder, shown_as, scope.limits)
    except TreeError as error:
        click.echo(f"sla: {error}", err=True)
        sys.exit(Exit.CANNOT_READ)
    sources = [*files]
    loaded = load(sources, shown_as, scope.limits, scope.timezone)
    rules = check_rules(loaded.catalog, scope.today)
    findings = in_reading_order((*refused, *loaded.findings, *rules))
    if scope.audience:
        withheld = _withheld(loaded.catalog, scope.audience, findings)
        findings = in_reading_order((*findings, *withheld))
    return Checked(len(sources), len(loaded.catalog.agreements), findings)


def _tally(shown: Sequence[Finding], found: Sequence[Finding]) -> str:
    """Count what is shown, and say how to see what is not."""
    hidden = [finding for finding in found if finding not in shown]
    if not hidden:
        return tally(shown)
    least = max(hidden, key=lambda finding: [*Severity].index(finding.severity)).severity.value
    return f"{tally(shown)} ({tally(hidden)} with --show {least})"


def _read_words(checked: Checked) -> str:
    """Count the files and the agreements that could be read of them."""
    files = "1 file" if checked.files == 1 else f"{checked.files} files"
    agreements = "1 agreement" if checked.agreements == 1 else f"{checked.agreements} agreements"
    return f"{files} checked, {agreements} read"


def _exit(checked: Checked, folder: Path, failing: Sequence[Severity]) -> None:
    """End with the status that fits what was found."""
    if any(finding.rule == "cannot-read" for finding in checked.findings):
        sys.exit(Exit.CANNOT_READ)
    if any(finding.severity in failing for finding in checked.findings):
        sys.exit(Exit.FINDINGS)
    if not checked.agreements:
        click.echo(f"there is no agreement in {folder}; `sla new ID` writes a first one", err=True)
        sys.exit(Exit.NOTHING_FOUND)


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


PLAIN_WORDS = r"\w(?:[\w .()/+-]*[\w.)+])?"  # YAML takes them for text as they stand


@main.command(short_help="Begin an agreement with a draft.")
@click.argument("agreement_id", metavar="ID")
@click.option("--title", help="Its title; by default made from the id.")
@click.option("--owner", default="", help="Who looks after it; by default left open.")
@click.option("--full", "in_full", is_flag=True, help="Write a draft of all seven steps.")
@click.option(
    "--folder",
    default="agreements",
    show_default=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder of the catalog; made if it is missing.",
)
def new(agreement_id: str, title: str | None, owner: str, in_full: bool, folder: Path) -> None:
    """Write a first draft of an agreement to FOLDER/ID.yaml; an existing file is left alone.

    What is still to be filled says TODO, and `sla check` reports it.
    """
    if not re.fullmatch(IDENTIFIER, agreement_id):
        raise click.UsageError(
            f"‘{agreement_id}’ is not an id: up to 63 of the characters a-z, 0-9 and -, "
            "not beginning or ending with -"
        )
    if agreement_id in RESERVED | SHARED_FILES.keys() | {WITHHELD}:
        raise click.UsageError(f"‘{agreement_id}’ is a name that files of another kind have")
    path = folder / f"{agreement_id}.yaml"
    if path.exists():
        raise click.UsageError(f"{path} exists already")
    words = title or agreement_id.replace("-", " ").capitalize()
    for name, text in (("title", words), ("owner", owner)):
        if (text and not re.fullmatch(PLAIN_WORDS, text)) or text.lower() == "null":
            raise click.UsageError(f"the {name} may hold letters, digits, spaces and hyphens")
    folder.mkdir(parents=True, exist_ok=True)
    zone = read_settings(folder.parent).timezone
    text = draft(agreement_id, words, owner, zone, in_full=in_full)
    path.write_text(text, encoding="utf-8", newline="\n")
    click.echo(f"wrote {path}; fill in what says TODO, and `sla check {folder}` checks it")


@main.command(short_help="Print the JSON Schemas of the files.")
@click.option(
    "--write",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write all schemas to this folder instead of printing one.",
)
@click.argument("name", default="agreement")
def schema(folder: Path | None, name: str) -> None:
    """Print the JSON Schema of a kind of file (agreement, glossary, metrics, ...)."""
    if folder:
        schema_files.write(folder)
        return
    known = {file.split(".")[0]: text for file, text in schema_files.schemas().items()}
    if name not in known:
        raise click.UsageError(f"there is no schema ‘{name}’; there are {', '.join(known)}")
    click.echo(known[name], nl=False)


@main.command(short_help="Print the reference of the format.")
@click.option(
    "--write",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write it as format.md to this folder instead of printing it.",
)
def reference(folder: Path | None) -> None:
    """Print the reference of the format: every key, what it takes and what it says."""
    if folder:
        format_reference.write(folder)
    else:
        click.echo(format_reference.format_reference(), nl=False)
