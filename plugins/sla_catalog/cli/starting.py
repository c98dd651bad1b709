"""The verb `sla init`: a first catalog with what a repository, a build server and editors need."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from importlib.resources import files
from pathlib import Path

import click

from sla_catalog.cli.requirement import FILE, installed, requirements
from sla_catalog.exports.schema import schemas
from sla_catalog.model.calendars import IDENTIFIER
from sla_catalog.model.scalar_types import RESERVED, WITHHELD
from sla_catalog.source.load import SHARED_FILES
from sla_catalog.workflows import Server, workflows

FIRST = "first-service"
SCHEMAS = ".sla/schema"
# Path in the repository -> text of ours. Of the build servers both are written: one is ignored.
_TEXTS: Mapping[str, str] = {
    ".github/workflows/agreements.yml": "github.yml",
    ".gitignore": "gitignore",
    ".gitlab-ci.yml": "gitlab-ci.yml",
    ".vscode/settings.json": "vscode.json",
    "docs/index.md": "index.md",
    "mkdocs.yml": "mkdocs.yml",
    "sla.yml": "sla.yml",
}


@click.command(short_help="Begin a catalog, with files for build servers and editors.")
@click.argument("folder", default=".", type=click.Path(path_type=Path, file_okay=False))
@click.option("--id", "agreement_id", default=FIRST, show_default=True, help="The first agreement.")
@click.option("--forks", is_flag=True, help="Review pull requests from forks on GitHub, too.")
def init(folder: Path, agreement_id: str, *, forks: bool) -> None:
    """Write a first agreement and what goes with it to FOLDER; what is there is left alone.

    Exit status: 0 written, or all there already; 2 wrong usage; 3 something cannot be written.
    """
    if not re.fullmatch(IDENTIFIER, agreement_id):
        raise click.UsageError(f"‘{agreement_id}’ is not an id: letters a-z, digits and hyphens")
    if agreement_id in RESERVED | SHARED_FILES.keys() | {WITHHELD}:
        raise click.UsageError(f"‘{agreement_id}’ is a name that files of another kind have")
    requirement = installed()
    is_open = not requirement and not (folder / FILE).exists()
    texts = starter(folder, agreement_id, requirement, _servers(forks))
    for name, text in sorted(texts.items()):
        path = folder / name
        if path.exists() or path.is_symlink():
            click.echo(f"left {path} as it is")
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        click.echo(f"wrote {path}")
    click.echo("`sla check` checks it, `mkdocs serve` shows it")
    if is_open:
        file = folder / FILE
        click.echo(f"before a pipeline can run, say in {file} where it installs the plugin from")


def _servers(forks: bool) -> tuple[Server, ...]:
    return (Server.GITHUB_FORKS if forks else Server.GITHUB, Server.GITLAB)


def starter(
    folder: Path,
    agreement_id: str,
    requirement: str | None,
    servers: Iterable[Server] = (Server.GITHUB, Server.GITLAB),
) -> dict[str, str]:
    """Return the files to write by path; no first agreement where the catalog has one."""
    texts, written = {path: _text(name) for path, name in _TEXTS.items()}, schemas()
    texts[FILE] = requirements(requirement)
    texts |= {one.path: one.text for server in servers for one in workflows(server)}
    for kind in ("agreement", *SHARED_FILES):
        name = f"{kind}.schema.json"
        texts[f"{SCHEMAS}/{name}"] = written[name]
    if not any((folder / "agreements").rglob("*.y*ml")):
        first = _text("agreement.yaml").replace(FIRST, agreement_id)
        texts[f"agreements/{agreement_id}.yaml"] = first
    return texts


def _text(name: str) -> str:
    return (files("sla_catalog.cli") / "starter" / name).read_text(encoding="utf-8")
