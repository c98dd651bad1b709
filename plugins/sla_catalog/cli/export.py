"""The verb `sla export`: the site as files that a generator without plugins builds."""

from __future__ import annotations

import os
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import click

from sla_catalog.cli.commands import Exit
from sla_catalog.cli.folder import ForeignFileError, write_folder
from sla_catalog.cli.manuscript import ClashError, Manuscript
from sla_catalog.cli.options import OptionError, Options, taken
from sla_catalog.cli.settings import NAME, SiteFileError
from sla_catalog.cli.sitefile import SiteFile
from sla_catalog.findings import Finding, Severity
from sla_catalog.model.catalog import Catalog
from sla_catalog.pages import labels
from sla_catalog.pages.addresses import Addresses, edit_addresses, edit_template
from sla_catalog.pages.edition import Edition, day_of_build
from sla_catalog.publication import RefusedError, Request, lies_in, published
from sla_catalog.redaction import UnknownPartyError
from sla_catalog.reports.text import as_text, tally
from sla_catalog.source.tree import TreeError


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
def export(target: Path, config: Path, links: str) -> None:
    """Write the site to DIR as files that another generator builds, without the plugin.

    Exit status: 0 written, 1 errors were found, 2 wrong usage or files in the way, 3 something
    cannot be read or written, 4 there is no agreement.
    """
    if config != Path(NAME) and not config.is_file():
        raise click.UsageError(f"there is no file {config}")
    try:
        files = _files(target, SiteFile.read(config), links)
        write_folder(target, files)
    except RefusedError as error:
        _show(error.findings)
        said = tally(error.findings) if error.findings else "errors"
        click.echo(
            "\n\n".join(filter(None, [f"{said}; nothing is written", error.advice])), err=True
        )
        sys.exit(Exit.FINDINGS)
    except (SiteFileError, TreeError, OSError) as error:
        click.echo(f"sla: {error}", err=True)
        sys.exit(Exit.CANNOT_READ)
    except (OptionError, UnknownPartyError, ForeignFileError, ClashError) as error:
        raise click.UsageError(str(error)) from None
    click.echo(f"wrote {len(files)} files; `zensical build -f {target / NAME}` builds them")


def _files(target: Path, site: SiteFile, links: str) -> dict[str, bytes]:
    """Return what is to be written; nothing else decides what a reader of an export can see."""
    options = taken(site.options)
    _refuse_folders(target, site, options)
    own = site.own_files()
    handbook = frozenset(name for name in own if name.endswith(".md"))
    words = labels.load(options.language or labels.closest(site.language))
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    today = day_of_build(options.today, options.timezone, epoch, datetime.now(UTC))
    catalog = _catalog(_request(site, options, today, words), handbook)
    addresses = Addresses(site.has_directory_urls, between_sources=links == "sources")
    edition = Edition(
        catalog,
        today,
        words,
        addresses.href,
        _edit_addresses(catalog, site, options).get,
        handbook=handbook,
        marking=options.terms.agreements,
    )
    return Manuscript(edition, site, own, addresses).files()


def _refuse_folders(target: Path, site: SiteFile, options: Options) -> None:
    """End the command where a folder would be exported into itself, or what is hidden with it."""
    catalog = site.folder / options.agreements
    for source in (catalog, *site.folders):
        if target.resolve().is_relative_to(source.resolve()):
            raise click.UsageError(f"{target} lies in {source}, which is exported itself")
    for source in site.folders if options.audience else ():
        if lies_in(catalog, source):
            raise click.UsageError(
                f"files of {catalog} lie in {source}, which is exported as it is; "
                "move them out, or leave out the plugin's option audience"
            )


def _request(site: SiteFile, options: Options, today: date, words: labels.Labels) -> Request:
    """Return what the site publishes, and for whom."""
    return Request(
        site.folder / options.agreements,
        options.agreements.rstrip("/"),
        today,
        options.bounds,
        options.timezone,
        options.readers,
        is_neutral=options.is_neutral,
        instead=words["withheld.inline"],
    )


def _catalog(request: Request, handbook: frozenset[str]) -> Catalog:
    """Return the catalog that the site publishes; end the command where nothing is in it."""
    catalog, findings = published(request, handbook)
    _show(findings)
    if not catalog.agreements and not request.audience:
        click.echo(f"there is no agreement in {request.folder}", err=True)
        sys.exit(Exit.NOTHING_FOUND)
    return catalog


def _show(findings: tuple[Finding, ...]) -> None:
    shown = [finding for finding in findings if finding.severity is not Severity.INFO]
    if shown:
        click.echo(as_text(shown), err=True)


def _edit_addresses(catalog: Catalog, site: SiteFile, options: Options) -> dict[str, str]:
    template = options.edit_url or edit_template(*site.repository, Path(site.docs).name)
    return edit_addresses([*catalog.paths.values(), *catalog.shared_paths.values()], template)
