"""The verb `sla export`: the site as files that a generator without plugins builds."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from sla_catalog.assembly.site import Site
from sla_catalog.assembly.site_file import NAME
from sla_catalog.cli.exit_status import Exit
from sla_catalog.cli.export_site import ClashError, ExportSite
from sla_catalog.cli.mkdocs_file import MkDocsFile
from sla_catalog.cli.output_folder import ForeignFileError, write_folder
from sla_catalog.cli.site_settings import refusals, show, site_of
from sla_catalog.exports.neighbours import NEIGHBOURS
from sla_catalog.pipeline import Published, lies_in, published
from sla_catalog.reports.losses import FORMS, in_order
from sla_catalog.reports.text import harmless


@click.command(short_help="Write the site for another generator.")
@click.argument("target", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--config-file",
    "-f",
    "config",
    default=NAME,
    show_default=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="The site's settings; plain ones are taken where there is no mkdocs.yml.",
)
@click.option(
    "--links",
    type=click.Choice(["sources", "pages"]),
    default="sources",
    show_default=True,
    help="Lead to source files, as Zensical resolves them, or to published pages.",
)
@click.option(
    "--to",
    "neighbour",
    type=click.Choice(sorted(NEIGHBOURS)),
    help="Write the agreements in another format instead of the site.",
)
@click.option(
    "--format",
    "style",
    type=click.Choice(sorted(FORMS)),
    default="text",
    show_default=True,
    help="The form of the loss report, with --to.",
)
def export(target: Path, config: Path, links: str, neighbour: str | None, style: str) -> None:
    """Write the site to DIR as files that another generator builds, without the plugin.

    With --to, write a file for each agreement in another format, and report what it cannot hold.
    Files of an earlier export into DIR that are not written again are removed.

    Exit status: 0 written, 1 errors were found, 2 wrong usage or files in the way, 3 something
    cannot be read or written, 4 there is no agreement.
    """
    if config != Path(NAME) and not config.is_file():
        raise click.UsageError(f"there is no file {config}")
    with refusals():
        try:
            file = MkDocsFile.read(config)
            site = site_of(file)
            if neighbour:
                files = _in_format(target, site, neighbour, style)
            else:
                files = _files(target, file, site, links)
            removed = write_folder(target, files)
        except (ForeignFileError, ClashError) as error:
            raise click.UsageError(harmless(str(error))) from None
    gone = f", removed {removed} of the export before" if removed else ""
    count = "1 file" if len(files) == 1 else f"{len(files)} files"
    if neighbour:
        click.echo(harmless(f"wrote {count} to {target}{gone}"), err=style != "text")
        return
    click.echo(f"wrote {count}{gone}; `zensical build -f {target / NAME}` builds them")


def _files(target: Path, file: MkDocsFile, site: Site, links: str) -> dict[str, bytes]:
    """Return what is to be written."""
    _refuse_folders(target, file, site)
    own = file.own_files()
    handbook = frozenset(name for name in own if name.endswith(".md"))
    found = _published(site, handbook)
    setting = site.setting(os.environ, handbook, between_sources=links == "sources")
    if setting.history.notice:
        click.echo(f"sla: {setting.history.notice}", err=True)
    return ExportSite(setting.context(found.catalog, found.located), setting, file, own).files()


def _in_format(target: Path, site: Site, neighbour: str, style: str) -> dict[str, bytes]:
    """Return the agreements in another format, and print what became of them."""
    if target.resolve().is_relative_to(site.folder.resolve()):
        raise click.UsageError(f"{target} lies in {site.folder}, which is exported itself")
    catalog = _published(site, None).catalog
    exports = [NEIGHBOURS[neighbour](one, catalog) for one in catalog.agreements]
    notes = in_order(note for one in exports for note in one.notes)
    click.echo(FORMS[style](notes, is_export=True))
    return {one.name: one.text.encode() for one in exports}


def _refuse_folders(target: Path, file: MkDocsFile, site: Site) -> None:
    """End the command where a folder would be exported into itself, or what is hidden with it."""
    for source in (site.folder, *file.folders):
        if target.resolve().is_relative_to(source.resolve()):
            raise click.UsageError(f"{target} lies in {source}, which is exported itself")
    for source in file.folders if site.audience else ():
        if lies_in(site.folder, source):
            raise click.UsageError(
                f"files of {site.folder} lie in {source}, which is exported as it is; "
                "move them out, or leave out the plugin's option audience"
            )


def _published(site: Site, handbook: frozenset[str] | None) -> Published:
    """Return what the site publishes; end the command where nothing is in it."""
    found = published(site.request(), handbook)
    show(found.findings)
    if not found.catalog.agreements and not site.audience:
        click.echo(harmless(f"there is no agreement in {site.folder}"), err=True)
        sys.exit(Exit.NOTHING_FOUND)
    return found
