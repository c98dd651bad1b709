"""What stands in the place of a file with mistakes while one writes; it is never published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sla_catalog.findings import Finding, FindingSeverity, Span, printable
from sla_catalog.frozen import dataclass
from sla_catalog.pages.addresses import PageAt
from sla_catalog.pages.blocks import Link
from sla_catalog.pages.context import OVERVIEW, RenderContext
from sla_catalog.pages.labels import Labels
from sla_catalog.pages.views.broken import BrokenView, Excerpt, Mistake

WIDEST = 160


@dataclass(frozen=True, slots=True)
class BrokenFile:
    """A file that is not shown for its mistakes; `uri` is the source path of the page that says so.

    What a shared file holds is missing on every page, or old where it `is_known` how it was.
    `anchors` are those of the page that stood here before, since others may lead there.
    """

    path: str
    uri: str
    findings: tuple[Finding, ...]
    is_shared: bool = False
    is_known: bool = False
    anchors: frozenset[str] = frozenset()


def broken_view(broken: BrokenFile, context: RenderContext) -> BrokenView:
    """Lay out the mistakes of one file."""
    labels = context.labels
    lead = labels["broken.lead"]
    if broken.is_shared:
        lead = labels["broken.lead.shared" if broken.is_known else "broken.lead.never"]
    return BrokenView(
        title=broken_title(broken, labels),
        lead=lead,
        crumbs=(Link(labels["overview.title"], PageAt(OVERVIEW), quiet=True),),
        mistakes=tuple(_mistakes(broken.findings, labels)),
        note=labels["broken.note"],
    )


def broken_title(broken: BrokenFile, labels: Labels) -> str:
    """Say which file is broken, and how often."""
    errors = sum(1 for finding in broken.findings if finding.severity is FindingSeverity.ERROR)
    key = "broken.title.one" if errors == 1 else "broken.title"
    return labels[key].format(path=broken.path, count=errors)


def notice(files: tuple[BrokenFile, ...], labels: Labels, uri: str) -> tuple[Link, ...]:
    """Lead to the files that are broken, from the overview and from every page that they touch."""
    if uri != OVERVIEW and not any(one.is_shared for one in files):
        return ()
    others = (one for one in files if one.uri != uri)
    return tuple(Link(broken_title(one, labels), PageAt(one.uri)) for one in others)


def _mistakes(findings: Iterable[Finding], labels: Labels) -> Iterator[Mistake]:
    for finding in findings:
        yield Mistake(
            printable(str(finding.span)),
            labels[f"severity.{finding.severity}"],
            finding.rule,
            printable(finding.found),
            printable(finding.expected.removeprefix("expected ")),
            printable(finding.instead),
            tuple(_excerpts(finding.span)),
            tuple(
                (printable(str(one.span)), printable(one.text), tuple(_excerpts(one.span)))
                for one in finding.related
            ),
        )


def _excerpts(span: Span) -> Iterator[Excerpt]:
    """Yield the source line with what is marked in it, unless there is no text to show."""
    if span.excerpt:
        yield Excerpt(str(span.line), *span.around(WIDEST))
