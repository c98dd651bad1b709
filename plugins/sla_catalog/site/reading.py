"""The catalog of a build, and the reason why there is none, as MkDocs tells it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from contextlib import contextmanager

from mkdocs.exceptions import PluginError

from sla_catalog.assembly.options import OptionError
from sla_catalog.findings import Finding, FindingSeverity
from sla_catalog.frozen import dataclass
from sla_catalog.model.catalog import Catalog
from sla_catalog.pages.broken import BrokenFile
from sla_catalog.pipeline import Located, RefusedError, Remember, Request, published
from sla_catalog.redaction import UnknownPartyError
from sla_catalog.reports.text import as_text, harmless, tally
from sla_catalog.review.proposals import EntriesError
from sla_catalog.source.baseline import BaselineError
from sla_catalog.source.load import Readings
from sla_catalog.source.policy import PolicyError
from sla_catalog.source.repository import TreeError


@dataclass(frozen=True)
class CatalogReading:
    """What a build shows, what is found in it, and the files that are not shown for mistakes.

    `withheld_notice` says where errors are printed of which the build's audience is told nothing;
    it is empty where there are none. `located` is what the page of quality tells, None without one.
    """

    catalog: Catalog
    findings: tuple[Finding, ...]
    broken: tuple[BrokenFile, ...] = ()
    withheld_notice: str = ""
    located: tuple[Located, ...] | None = None
    in_baseline: int = 0


def read(
    request: Request,
    handbook: Container[str],
    readings: Readings | None = None,
    remember: Remember | None = None,
) -> CatalogReading:
    """Return the catalog of a build with what is found in it; raise PluginError at an error.

    What `readings` know is not read again; `remember` gives the catalog a memory.
    """
    ways = (remember,) if remember else ()
    with refusals(request.shown_as):
        found = published(request, handbook, readings, *ways)
        return CatalogReading(
            found.catalog, found.findings, located=found.located, in_baseline=found.in_baseline
        )


@contextmanager
def refusals(where: str) -> Iterator[None]:
    """Raise PluginError where the catalog is refused, as MkDocs prints it."""
    try:
        yield
    except RefusedError as error:
        raise PluginError(_refusal(error, where)) from None
    except EntriesError as error:
        raise PluginError(refusal(error.findings, "acknowledgements")) from None
    except (BaselineError, OptionError, PolicyError, TreeError, UnknownPartyError) as error:
        raise PluginError(harmless(f"sla-catalog: {error}")) from None


def _refusal(error: RefusedError, where: str) -> str:
    advice = [error.advice] if error.advice else []
    if error.findings:
        return "\n\n".join([refusal(error.findings, where), *advice])
    return "\n\n".join([f"sla-catalog: errors in {where}; nothing is published", *advice])


def refusal(findings: Iterable[Finding], where: str) -> str:
    """Say why nothing is published."""
    return f"sla-catalog: {told(findings, where, 'nothing is published')}"


def told(findings: Iterable[Finding], where: str, consequence: str) -> str:
    """Count errors and warnings, say what comes of them, and print them."""
    shown = [finding for finding in findings if finding.severity is not FindingSeverity.INFO]
    return f"{tally(shown)} in {where}; {consequence}\n\n{as_text(shown)}"
