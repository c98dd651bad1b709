"""The verbs `sla schema` and `sla reference`: what the format takes, for editors and readers."""

from __future__ import annotations

from pathlib import Path

import click

from sla_catalog.exports import reference as format_reference
from sla_catalog.exports import schema as schema_files
from sla_catalog.reports.changes.json import REVIEW, review_schema_text
from sla_catalog.reports.forges import as_problems
from sla_catalog.reports.json import REPORT, report_schema_text


@click.command(short_help="Print the JSON Schemas of the files.")
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
        for file, text in ((REPORT, report_schema_text()), (REVIEW, review_schema_text())):
            (folder / file).write_text(text, encoding="utf-8", newline="\n")
        return
    known = {file.split(".")[0]: text for file, text in schema_files.schemas().items()}
    known |= {"report": report_schema_text(), "review": review_schema_text()}
    known |= {"problem-matcher": as_problems() + "\n"}
    if name not in known:
        raise click.UsageError(f"there is no schema ‘{name}’; there are {', '.join(known)}")
    click.echo(known[name], nl=False)


@click.command(short_help="Print the reference of the format.")
@click.option(
    "--write",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write it to this folder as pages, format.md and one a kind of file.",
)
def reference(folder: Path | None) -> None:
    """Print the reference of the format: every key, what it takes and what it says."""
    if folder:
        format_reference.write(folder)
    else:
        click.echo("\n".join(format_reference.references().values()), nl=False)
