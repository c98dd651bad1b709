"""The verb `sla export`: the site as files that a generator without plugins builds."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import click

from sla_catalog.cli.commands import Exit, known_zone, read
from sla_catalog.cli.folder import ForeignFileError, write_folder
from sla_catalog.cli.manuscript import ClashError, Manuscript
from sla_catalog.cli.settings import Settings, day_of_check, read_settings
from sla_catalog.cli.sitefile import NAME, SiteFile, SiteFileError
from sla_catalog.findings import Severity, has_errors, in_reading_order
from sla_catalog.model.catalog import Catalog
from sla_catalog.pages import labels
from sla_catalog.pages.addresses import Addresses, edit_addresses, edit_template
from sla_catalog.pages.edition import Edition, day_of_build
from sla_catalog.reports.text import as_text, tally
from sla_catalog.rules.references import unresolved_page


@click.command(short_help="Write the site for another generator.")
@click.argument("target", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--links",
    type=click.Choice(["sources", "pages"]),
    default="sources",
    show_default=True,
    help="Lead to source files, as Zensical resolves them, or to published pages.",
)
def export(target: Path, links: str) -> None:
    """Write the site to DIR as files that another generator builds, without the plugin.

    Exit status: 0 written, 1 errors were found, 2 wrong usage or files in the way, 3 something
    cannot be read or written, 4 there is no agreement.
    """
    settings = read_settings(Path())
    _refuse_options(settings)
    folder = Path(settings.agreements or "agreements")
    try:
        site = SiteFile.read(Path())
        _refuse_inside(target, [folder, Path(site.docs)])
        own = site.own_files()
        catalog = _checked(folder, settings, _handbook(own))
        addresses = Addresses(site.has_directory_urls, between_sources=links == "sources")
        edition = _edition(catalog, settings, site, addresses)
        manuscript = Manuscript(replace(edition, handbook=_handbook(own)), site, own, addresses)
        files = manuscript.files()
        write_folder(target, files)
    except (SiteFileError, OSError) as error:
        click.echo(f"sla: {error}", err=True)
        sys.exit(Exit.CANNOT_READ)
    except (ForeignFileError, ClashError) as error:
        raise click.UsageError(str(error)) from None
    click.echo(f"wrote {len(files)} files; `zensical build -f {target / NAME}` builds them")


def _refuse_options(settings: Settings) -> None:
    """End the command where an option of the plugin holds what it may not."""
    known_zone(settings.timezone)
    if settings.language not in {"", *labels.languages()}:
        known = " or ".join(labels.languages())
        raise click.UsageError(f"there is no language ‘{settings.language}’; write {known}")
    try:
        date.fromisoformat(settings.today or "2026-12-31")
    except ValueError:
        raise click.UsageError(f"‘{settings.today}’ is not a day; write it as 2026-12-31") from None


def _refuse_inside(target: Path, sources: list[Path]) -> None:
    for source in sources:
        if target.resolve().is_relative_to(source.resolve()):
            raise click.UsageError(f"{target} lies in {source}, which is exported itself")


def _handbook(own: dict[str, bytes]) -> frozenset[str]:
    return frozenset(name for name in own if name.endswith(".md"))


def _checked(folder: Path, settings: Settings, handbook: frozenset[str]) -> Catalog:
    """Return the catalog; end the command where it has errors or nothing in it."""
    day = day_of_check(settings, settings.timezone)
    _, loaded, findings = read(folder, settings.timezone or None, day)
    pages = unresolved_page(loaded.catalog, handbook)
    findings = in_reading_order((*findings, *pages))
    shown = [finding for finding in findings if finding.severity is not Severity.INFO]
    if shown:
        click.echo(as_text(shown), err=True)
    if has_errors(findings):
        click.echo(f"{tally(shown)}; nothing is written", err=True)
        sys.exit(Exit.FINDINGS)
    if not loaded.catalog.agreements:
        click.echo(f"there is no agreement in {folder}", err=True)
        sys.exit(Exit.NOTHING_FOUND)
    return loaded.catalog


def _edition(catalog: Catalog, settings: Settings, site: SiteFile, addresses: Addresses) -> Edition:
    epoch, now = os.environ.get("SOURCE_DATE_EPOCH"), datetime.now(UTC)
    template = settings.edit_url or edit_template(*site.repository, Path(site.docs).name)
    paths = [*catalog.paths.values(), *catalog.shared_paths.values()]
    return Edition(
        catalog,
        day_of_build(settings.today or None, settings.timezone or None, epoch, now),
        labels.load(settings.language or "en"),
        addresses.href,
        edit_addresses(paths, template).get,
    )
