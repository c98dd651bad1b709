"""The verb `sla pdf`: agreements and the whole catalog as PDF files, for the site's audience."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

import click

from sla_catalog.assembly.site import Site
from sla_catalog.assembly.site_file import NAME
from sla_catalog.cli.checking import read_audience
from sla_catalog.cli.exit_status import Exit
from sla_catalog.cli.mkdocs_file import MkDocsFile
from sla_catalog.cli.site_settings import refusals, site_of
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog
from sla_catalog.pipeline import published
from sla_catalog.printing.documents import PrintDocument, agreement_document, book
from sla_catalog.printing.pdf import PdfError, load_pdf_writer, make_pdf
from sla_catalog.redaction import Audience
from sla_catalog.reports.text import harmless
from sla_catalog.staging import Staging

FOLDER, BOOK = "agreements", "catalog.pdf"


@click.command(short_help="Write agreements as PDF files.")
@click.argument("out", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--agreement", "ids", multiple=True, metavar="ID", help="Only this one; may be repeated."
)
@click.option(
    "--book/--no-book",
    "with_book",
    default=True,
    show_default=True,
    help="Write the whole catalog as well.",
)
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder of the catalog; else the one that mkdocs.yml names, else agreements.",
)
@click.option(
    "--config-file",
    "-f",
    "config",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The site's settings; else mkdocs.yml beside the folder, else that of this directory.",
)
@click.option(
    "--audience",
    metavar="LEVEL",
    callback=read_audience,
    help="Whom the files are for, instead of the site's audience: "
    "public, customer:PARTY, internal or confidential.",
)
@click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DAY",
    help="The day of the documents; else mkdocs.yml, SOURCE_DATE_EPOCH or the clock says it.",
)
def pdf(
    out: Path,
    ids: tuple[str, ...],
    with_book: bool,
    folder: Path | None,
    config: Path | None,
    audience: Audience | None,
    today: datetime | None,
) -> None:
    """Write agreements to OUT/agreements/ID.pdf, and the whole catalog to OUT/catalog.pdf.

    With --agreement only those are written. What the audience of the site may not see is left
    out, and its language is spoken. It needs the extra `pdf`,
    which is WeasyPrint.

    Exit status: 0 written, 1 the catalog has errors, 2 wrong usage, 3 the folder cannot be read
    or what makes PDFs is missing, 4 there is no agreement.
    """
    try:
        load_pdf_writer()
    except PdfError as error:
        click.echo(harmless(f"sla: {error}"), err=True)
        sys.exit(Exit.CANNOT_READ)
    day = today.date() if today else None
    with refusals():
        file = MkDocsFile.read(config or _config(folder))
        site = site_of(file, folder, day, audience)
        documents = dict(_documents(site, ids, with_book=with_book and not ids))
        if site.audience:
            _refuse_leftovers(out, documents)
        _write(out, documents)
    for name in documents:
        click.echo(harmless(f"wrote {out / name}"))


def _write(out: Path, documents: Mapping[str, partial[PrintDocument]]) -> None:
    """Make all documents, and put them into a folder when the last one is done.

    A folder that holds nothing else is exchanged as a whole, so that no context is ever mixed.
    """
    is_shared = out.is_dir() and not {path.name for path in out.iterdir()} <= {FOLDER, BOOK}
    with Staging(out, is_shared=is_shared) as staging:
        for name, make in documents.items():
            path = staging.fresh / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(make_pdf(make()))
        staging.publish(staging.held)


def _config(folder: Path | None) -> Path:
    """Return the settings beside a folder, else those of the working directory."""
    beside = folder.parent / NAME if folder else Path(NAME)
    return beside if beside.is_file() else Path(NAME)


def _documents(
    site: Site, ids: tuple[str, ...], *, with_book: bool
) -> Iterator[tuple[str, partial[PrintDocument]]]:
    """Yield what makes each document, by the name of its file."""
    catalog = _catalog(site)
    context = site.setting(os.environ).context(catalog)
    context = replace(context, edit=_nowhere, is_bound=True)
    beside = (site.addresses, site.around.address)
    for agreement in _chosen(catalog, ids, site.folder):
        name = f"{FOLDER}/{agreement.id}.pdf"
        yield name, partial(agreement_document, agreement, context, *beside)
    if with_book:
        yield BOOK, partial(book, context, *beside)


def _nowhere(_path: str) -> None:
    """Return where a file is edited: not from paper."""


def _catalog(site: Site) -> Catalog:
    catalog = published(site.request(), None).catalog
    if not catalog.agreements:
        click.echo(_nothing_in(site.folder, site.audience), err=True)
        sys.exit(Exit.NOTHING_FOUND)
    return catalog


def _nothing_in(folder: Path, audience: Audience | None) -> str:
    if audience:
        return f"sla: there is no agreement in {folder} that the audience may see"
    return f"there is no agreement in {folder}; `sla new ID` writes a first one"


def _chosen(catalog: Catalog, ids: tuple[str, ...], folder: Path) -> tuple[Agreement, ...]:
    unknown = [name for name in ids if name not in catalog.by_id]
    if unknown:
        raise click.UsageError(f"there is no agreement ‘{unknown[0]}’ in {folder}")
    return tuple(catalog.by_id[name] for name in dict.fromkeys(ids)) or catalog.agreements


def _refuse_leftovers(out: Path, names: Iterable[str]) -> None:
    """End the command where a folder holds PDF files that may have been made for others.

    They are not named, since the name of a file holds the id.
    """
    ours = {out / name for name in names}
    if any(path not in ours for path in out.rglob("*.pdf")):
        raise click.UsageError(
            f"{out} has other PDF files, which the audience may not be meant to see; "
            "empty it, or name another folder"
        )
