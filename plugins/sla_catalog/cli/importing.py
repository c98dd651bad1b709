"""The verb `sla import`: agreements from files of SLO tools."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from sla_catalog.cli.exit_status import Exit
from sla_catalog.cli.settings import today_of
from sla_catalog.importing.agreements import agreements
from sla_catalog.importing.folder import FORMATS, SUFFIXES, read_files
from sla_catalog.importing.records import ImportProposal
from sla_catalog.importing.sheets import MAPPING
from sla_catalog.reports.losses import FORMS, in_order
from sla_catalog.reports.text import harmless
from sla_catalog.source.limits import Limits
from sla_catalog.source.repository import TreeError
from sla_catalog.source.tree import SourceFile, read_directory


@click.command(name="import", short_help="Write agreements from files of SLO tools.")
@click.argument("path", type=click.Path(path_type=Path, exists=True))
@click.option(
    "--into",
    default="agreements",
    show_default=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder of the catalog; made if it is missing.",
)
@click.option("--from", "only", type=click.Choice(FORMATS), help="Read this format only.")
@click.option(
    "--format",
    "style",
    type=click.Choice(sorted(FORMS)),
    default="text",
    help="The form of the loss report.",
)
@click.option(
    "--today", type=click.DateTime(["%Y-%m-%d"]), metavar="DAY", help="The day of import."
)
def import_(path: Path, into: Path, only: str | None, style: str, today: datetime | None) -> None:
    """Write an agreement for each service that the files at PATH name.

    Formats are known by their shape: OpenSLO, Nobl9, sloth, pyrra, slo-generator, ODCS,
    datacontract-specification, ODPS, Terraform, and tables in Markdown, CSV and XLSX. Existing
    files are left alone.

    Exit status: 0 written, 2 wrong usage or a file in the way, 3 something cannot be read,
    4 no objective was found.
    """
    limits = Limits()
    try:
        if path.is_dir():
            files, refused = read_directory(path, path.as_posix(), limits, SUFFIXES)
        elif not path.is_file():
            raise click.UsageError(harmless(f"{path} is not a regular file"))
        elif path.stat().st_size > limits.file_bytes:
            raise click.UsageError(f"{path} is larger than {limits.file_bytes:,} bytes")
        else:
            files, refused = _one_file(path, limits), ()
    except (TreeError, OSError) as error:
        click.echo(f"sla: {harmless(str(error))}", err=True)
        sys.exit(Exit.CANNOT_READ)
    for finding in refused:
        click.echo(harmless(f"{finding.span}: {finding.message}"), err=True)
    read, notes = read_files(files, limits, only or "")
    imported = agreements(read, today.date() if today else today_of(None, None))
    notes = in_order((*notes, *imported.notes))
    click.echo(FORMS[style](notes))
    for one in read:
        if isinstance(one, ImportProposal) and not Path(one.path).exists():
            Path(one.path).write_text(one.text, encoding="utf-8", newline="\n")
            click.echo(harmless(f"wrote {one.path}; confirm it"), err=style != "text")
    if not imported.texts:
        click.echo("there is no objective in these files", err=True)
        sys.exit(Exit.NOTHING_FOUND)
    texts = {into / f"{name}.yaml": text for name, text in imported.texts.items()}
    for target in texts:
        if target.exists():
            raise click.UsageError(harmless(f"{target} exists already"))
    into.mkdir(parents=True, exist_ok=True)
    for target, text in texts.items():
        target.write_text(text, encoding="utf-8", newline="\n")
        click.echo(harmless(f"wrote {target}; fill in each TODO"), err=style != "text")


def _one_file(path: Path, limits: Limits) -> tuple[SourceFile, ...]:
    """Read a file, and the mapping of its columns where there is one."""
    mapping = path.with_name(f"{path.name}{MAPPING}")
    is_there = mapping.is_file() and mapping.stat().st_size <= limits.file_bytes
    paths = [path, mapping] if is_there else [path]
    return tuple(SourceFile(one.as_posix(), one.read_bytes()) for one in paths)
