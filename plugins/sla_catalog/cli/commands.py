"""The verbs of the command `sla`."""

from __future__ import annotations

import re
from pathlib import Path

import click

from sla_catalog.cli.drafts import draft
from sla_catalog.cli.settings import options_in
from sla_catalog.cli.verbs import Verbs
from sla_catalog.model.calendars import IDENTIFIER
from sla_catalog.model.scalar_types import RESERVED, WITHHELD
from sla_catalog.reports.text import harmless
from sla_catalog.source.load import SHARED_FILES


@click.group(cls=Verbs)
@click.version_option(package_name="mkdocs-sla-catalog")
def main() -> None:
    """Read, check and begin service level agreements that are written as YAML."""


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

    What is still to be filled in says TODO, and `sla check` reports it.
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
    zone = options_in(folder.parent).timezone or ""
    text = draft(agreement_id, words, owner, zone, in_full=in_full)
    path.write_text(text, encoding="utf-8", newline="\n")
    told = f"wrote {path}; fill in each TODO, and `sla check {folder}` checks it"
    click.echo(harmless(told))
