"""The verb `sla import`: agreements from files of SLO tools."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path

import click

from sla_catalog.cli.checking import Exit
from sla_catalog.cli.settings import day_of_check
from sla_catalog.importing.agreements import agreements
from sla_catalog.importing.folder import FORMATS, read_files
from sla_catalog.importing.records import Note
from sla_catalog.reports.text import harmless
from sla_catalog.source.limits import Limits
from sla_catalog.source.tree import SourceFile, TreeError, read_directory


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
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text")
@click.option(
    "--today", type=click.DateTime(["%Y-%m-%d"]), metavar="DAY", help="The day of import."
)
def import_(path: Path, into: Path, only: str | None, style: str, today: datetime | None) -> None:
    """Write an agreement for each service that the files at PATH name.

    Formats are known by their shape: OpenSLO, Nobl9, sloth, pyrra, slo-generator, ODCS,
    datacontract-specification and ODPS. Existing files are left alone.

    Exit status: 0 written, 2 wrong usage or a file in the way, 3 something cannot be read,
    4 no objective was found.
    """
    limits = Limits()
    try:
        if path.is_dir():
            files, refused = read_directory(path, path.as_posix(), limits)
        elif not path.is_file():
            raise click.UsageError(f"{path} is no regular file")
        elif path.stat().st_size > limits.file_bytes:
            raise click.UsageError(f"{path} is larger than {limits.file_bytes:,} bytes")
        else:
            files, refused = (SourceFile(path.as_posix(), path.read_bytes()),), ()
    except (TreeError, OSError) as error:
        click.echo(f"sla: {harmless(str(error))}", err=True)
        sys.exit(Exit.CANNOT_READ)
    for finding in refused:
        click.echo(harmless(f"{finding.span}: {finding.message}"), err=True)
    read, notes = read_files(files, limits, only or "")
    imported = agreements(read, today.date() if today else day_of_check(None, None))
    notes = tuple(sorted((*notes, *imported.notes), key=_place))
    click.echo(_as_json(notes) if style == "json" else _as_text(notes))
    if not imported.texts:
        click.echo("there is no objective in these files", err=True)
        sys.exit(Exit.NOTHING_FOUND)
    texts = {into / f"{name}.yaml": text for name, text in imported.texts.items()}
    for target in texts:
        if target.exists():
            raise click.UsageError(f"{target} exists already")
    into.mkdir(parents=True, exist_ok=True)
    for target, text in texts.items():
        target.write_text(text, encoding="utf-8", newline="\n")
        click.echo(f"wrote {target}; fill in what says TODO", err=style == "json")


def _place(note: Note) -> tuple[str, int, int]:
    return note.span.path, note.span.line, note.span.column


def _as_text(notes: tuple[Note, ...]) -> str:
    return "\n".join(harmless(f"{note.span}: {note.outcome}: {note.text}") for note in notes)


def _as_json(notes: tuple[Note, ...]) -> str:
    listed = [
        {
            "outcome": note.outcome,
            "path": note.span.path,
            "line": note.span.line,
            "column": note.span.column,
            "text": note.text,
        }
        for note in notes
    ]
    return json.dumps({"notes": listed}, ensure_ascii=False, indent=2)
