"""The running head and foot of printed pages, as a small stylesheet of its own for each agreement.

Browsers know no way to take them from the page's own text, and no style stands within a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from sla_catalog.frozen import dataclass
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.header import Status
from sla_catalog.pages.agreement.former import is_proposed
from sla_catalog.pages.context import RenderContext
from sla_catalog.pages.labels import Labels
from sla_catalog.source.revisions import Head

BOUND_SHEET = "agreements/print.print.css"  # no agreement has this id
PAPER = "size: A4; margin: 24mm 20mm 22mm;"  # as for the page `sla` in styles/print.css
SHORT_COMMIT = 12
LONGEST_TITLE = 80  # a head stays at two or three lines


@dataclass(frozen=True, slots=True)
class PageHeader:
    """What stands on every printed page: beside, above and below the text."""

    title: str
    status: str
    classification: str
    source: str

    def boxes(self) -> Iterator[tuple[str, str]]:
        """Yield each box of the page's margin and what it says, empty ones left out."""
        for box, text in (
            ("top-left", self.title),
            ("top-center", self.status),
            ("top-right", self.classification),
            ("bottom-left", self.source),
        ):
            if text:
                yield box, text


def page_header(agreement: Agreement, context: RenderContext) -> PageHeader:
    """Return what stands around an agreement: which it is, if it is in force, its source."""
    labels, version = context.labels, agreement.version
    title = agreement.title
    if len(title) > LONGEST_TITLE:
        title = title[: LONGEST_TITLE - 1].rstrip() + "…"
    words = labels["version.none"]
    if isinstance(version, str):
        words = labels["print.version"].format(version=version)
    in_force = agreement.state is Status.ACTIVE
    status = context.wording.choice(agreement.state).upper()
    stated = "" if in_force else labels["print.not-in-force"].format(status=status)
    return PageHeader(
        " · ".join(filter(None, (agreement.reference, title))) + f"\n{agreement.id} · {words}",
        labels["proposal.status"].upper() if is_proposed(agreement, context) else stated,
        context.wording.choice(agreement.visible_to),
        context.source_words(context.catalog.paths[agreement.id]),
    )


def header_stylesheet_uri(agreement_id: str) -> str:
    """Return the path of an agreement's print stylesheet."""
    return f"agreements/{agreement_id}.print.css"


def stylesheet(agreement: Agreement, context: RenderContext, status: str = "") -> str:
    """Return the print stylesheet of an agreement's page; `status` is said instead of its own."""
    head = page_header(agreement, context)
    head = replace(head, status=status) if status else head
    return "\n".join(('@charset "utf-8";', *_page("sla", head, context), ""))


def bound_stylesheet(context: RenderContext) -> str:
    """Return that of the page which holds all agreements: each has pages of its own name."""
    lines = ['@charset "utf-8";', f"@page {{ {PAPER} }}"]
    whole = PageHeader(
        context.labels["bound.title"], "", "", context.source_words(context.catalog_name)
    )
    lines += _page("sla", whole, context)
    for agreement in context.catalog.agreements:
        name = f"sla-of-{agreement.id}"
        lines.append(f'.sla-chapter[id="{agreement.id}"] {{ page: {name}; }}')
        lines += context.recall("bound stylesheet", agreement, partial(_chapter, name))
    return "\n".join((*lines, ""))


def _chapter(name: str, agreement: Agreement, context: RenderContext) -> tuple[str, ...]:
    return tuple(_page(name, page_header(agreement, context), context))


def _page(name: str, head: PageHeader, context: RenderContext) -> Iterator[str]:
    yield f"@page {name} {{"
    for box, text in head.boxes():
        yield f"  @{box} {{ content: {css_string(text)}; }}"
    yield f"  @bottom-right {{ content: {_page_of_pages(context)}; }}"
    yield "}"


def _page_of_pages(context: RenderContext) -> str:
    """Return what counts pages: the words of the label, with counters for what it names."""
    counters = {"{page}": "counter(page)", "{pages}": "counter(pages)"}
    parts = re.split(r"({page}|{pages})", context.labels["print.page"])
    return " ".join(counters.get(part) or css_string(part) for part in parts if part)


def revision_words(head: Head | None, labels: Labels) -> str:
    """Say which commit files stand on, and whether they were changed since; empty without one."""
    if head is None:
        return ""
    short = head.commit[:SHORT_COMMIT]
    return labels["revision.changed"].format(revision=short) if head.is_changed else short


def css_string(text: str) -> str:
    """Return a text as a CSS string; all but the plainest characters are written by number."""
    return '"' + re.sub(r"[^A-Za-z0-9 .,;:+=%()/_-]", _by_number, text) + '"'


def _by_number(character: re.Match[str]) -> str:
    return f"\\{ord(character[0]):x} "  # the space ends the number and is not shown
