"""The site that the command delivers, as mkdocs.yml describes it, and why it is refused."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import click

from sla_catalog.assembly.options import OptionError, taken
from sla_catalog.assembly.site import Site
from sla_catalog.assembly.site_file import SiteFileError
from sla_catalog.cli.exit_status import Exit
from sla_catalog.cli.mkdocs_file import MkDocsFile
from sla_catalog.cli.settings import today_of
from sla_catalog.findings import Finding, FindingSeverity
from sla_catalog.pipeline import RefusedError
from sla_catalog.redaction import Audience, UnknownPartyError
from sla_catalog.reports.text import as_text, harmless, tally
from sla_catalog.review.proposals import EntriesError
from sla_catalog.source.baseline import BaselineError
from sla_catalog.source.policy import PolicyError
from sla_catalog.source.repository import TreeError


def site_of(
    file: MkDocsFile,
    folder: Path | None = None,
    today: date | None = None,
    audience: Audience | None = None,
) -> Site:
    """Return the site that a file describes; `folder`, `today` and `audience` take precedence.

    Raises OptionError.
    """
    options = taken(file.options)
    day = today_of(today or options.today, options.timezone)
    return Site.of(options, file.surroundings, day, folder, audience)


@contextmanager
def refusals() -> Iterator[None]:
    """End the command with the status that fits what keeps it from writing anything."""
    try:
        yield
    except RefusedError as error:
        show(error.findings)
        said = tally(error.findings) if error.findings else "errors"
        words = filter(None, [f"{said}; nothing is written", error.advice])
        click.echo("\n\n".join(words), err=True)
        sys.exit(Exit.FINDINGS)
    except EntriesError as error:
        show(error.findings)
        click.echo(f"{tally(error.findings)} in acknowledgements; nothing is written", err=True)
        sys.exit(Exit.FINDINGS)
    except (SiteFileError, TreeError, OSError) as error:
        click.echo(harmless(f"sla: {error}"), err=True)
        sys.exit(Exit.CANNOT_READ)
    except (BaselineError, OptionError, PolicyError, UnknownPartyError) as error:
        raise click.UsageError(harmless(str(error))) from None


def show(findings: tuple[Finding, ...]) -> None:
    """Print what is wrong, remarks left out."""
    shown = [finding for finding in findings if finding.severity is not FindingSeverity.INFO]
    if shown:
        click.echo(as_text(shown), err=True)
