"""Draw views: hand their pieces to the templates' macros, one for each kind of piece."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from datetime import date
from functools import partial
from types import SimpleNamespace
from typing import Any, assert_never, get_args
from urllib.parse import quote, urljoin

from jinja2 import Environment, PackageLoader, StrictUndefined
from jinja2.runtime import Macro
from markupsafe import Markup, escape

from sla_catalog.findings import printable
from sla_catalog.pages import blocks, labels
from sla_catalog.pages.addresses import Addresses, Cite, PageAt, Target, no_citation
from sla_catalog.pages.appearance import STYLES
from sla_catalog.pages.compiled_templates import CompiledTemplates
from sla_catalog.pages.inline import Inlines, placed
from sla_catalog.pages.sections import Section
from sla_catalog.pages.signs import Signs
from sla_catalog.pages.template_code import PlainEnvironment
from sla_catalog.pages.views.agreement import AgreementView, UsedTerm
from sla_catalog.pages.views.broken import BrokenView
from sla_catalog.pages.views.comparison import ComparisonView
from sla_catalog.pages.views.glossary import GlossaryView
from sla_catalog.pages.views.lists import (
    CoverageView,
    FrameworkView,
    PlainView,
    ServicesView,
)
from sla_catalog.pages.views.overview import OverviewView
from sla_catalog.pages.views.print_all import BoundView, Chapter
from sla_catalog.pages.views.proposal import HistoryView, ProposalView

View = (
    AgreementView
    | OverviewView
    | GlossaryView
    | ComparisonView
    | PlainView
    | ServicesView
    | CoverageView
    | FrameworkView
    | BoundView
    | BrokenView
    | ProposalView
    | HistoryView
)
Heading = tuple[int, str, str]
Draw = Callable[[Any], Markup]

OWN = SimpleNamespace(contents="contents", signatures="signatures", terms="defined-terms")
OWN_ANCHORS = frozenset(vars(OWN).values())
_PARTS_ORDER = tuple(blocks.State)


# What means something to generators before they see that it stands within HTML: templates and
# critic marks, code fences; and what Markdown takes away: tabs, carriage returns, lone spaces.
_STIRRING = ("{", "\t", "\r", "```", "~~~")
_LONE_SPACE = re.compile(r"\n (?= *\n)")


def inert(html: str) -> str:
    """Return HTML that says the same and that may stand in a Markdown file as well.

    A generator that passes HTML through finds nothing of its own in it, whatever an author wrote.
    """
    for signs in _STIRRING:
        if signs[0] in html:  # which is found in a tenth of the time that several signs take
            html = html.replace(signs, "".join(f"&#{ord(sign)};" for sign in signs))
    return _LONE_SPACE.sub("\n&#32;", html) if " \n" in html else html


_KIND = re.compile(r'data-sla-kind="([a-z]+)"')
_TEMPLATES: Mapping[type, str] = {
    AgreementView: "agreement.html.j2",
    OverviewView: "overview.html.j2",
    GlossaryView: "glossary.html.j2",
    ComparisonView: "comparison.html.j2",
    PlainView: "plain.html.j2",
    ServicesView: "services.html.j2",
    CoverageView: "coverage.html.j2",
    FrameworkView: "framework.html.j2",
    BoundView: "bound.html.j2",
    BrokenView: "broken.html.j2",
    HistoryView: "history.html.j2",
    ProposalView: "proposal.html.j2",
}


def page_environment() -> Environment:
    """Return what compiles the templates of pages, as yet without the names that they use."""
    return PlainEnvironment(
        loader=PackageLoader("sla_catalog.pages"),
        bytecode_cache=CompiledTemplates(),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )


class Renderer:
    """Turn views into HTML; made once for a site, since it compiles the templates."""

    def __init__(self, addresses: Addresses, words: labels.Labels | None = None) -> None:
        self._addresses = addresses
        self._labels = words or labels.load()
        environment = page_environment()
        self.signs = Signs(environment)
        environment.globals = {
            "labels": self._labels,
            "distances": _distances(self._labels, "distance"),
            "distances_in": self._distances_in,
            "alike": self._drawn_alike,
            "icon": self.signs.icon,
            "kind": lambda piece: type(piece).__name__,
            "next_distances": _distances(self._labels, "next"),
            "own": OWN,
            "percent": lambda part, whole: f"{100 * part / whole:.4g}%",
            "placed": partial(placed, labels=self._labels),
            "quoted": _in_single_quotes,
            "states": _PARTS_ORDER,
            "tall": _is_tall,
            "tally": _tally,
        }
        self._alike: dict[tuple[str, Hashable], Markup] = {}
        self._phrases: dict[frozenset[str], Markup] = {}
        self._template = environment.get_template  # which compiles one when it is first asked for
        for name in ("agreement", "blocks", "navigation"):  # not in each process that draws pages
            self._template(f"{name}.html.j2")

    @property
    def addresses(self) -> Addresses:
        """Return what resolves the targets of links."""
        return self._addresses

    def at(self, addresses: Addresses) -> Renderer:
        """Return a renderer with the same templates that resolves targets in another way."""
        other = copy(self)
        other._addresses = addresses
        return other

    def render(self, view: View, uri: str, cite: Cite = no_citation) -> str:
        """Return the HTML of a page's content as the page with the source path `uri` shows it.

        `cite` says in print where a link leads.
        """
        page, hands = self._template(_TEMPLATES[type(view)]), self._hands(uri, cite)
        return inert(self.signs.with_sheet(page.render(hands, view=view).lstrip()))

    def cards(self, terms: Sequence[UsedTerm], uri: str) -> str:
        """Return what stands unseen on a page so that its terms are explained without a request."""
        return self.signs.with_sheet(
            self._template("cards.html.j2").render(self._hands(uri), terms=terms)
        )

    def _hands(self, uri: str, cite: Cite = no_citation) -> dict[str, Any]:
        """Return what a template draws with on the page with the source path `uri`."""

        def href(target: Target) -> str:
            return self._addresses.href(target, uri)

        def spot(anchor: str) -> str:
            return self._addresses.spot(anchor, uri)

        def draw_chapter(chapter: Chapter) -> Markup:
            return Markup(chapter.draw(self.render))  # noqa: S704 templates escape

        inlines = Inlines(
            self._labels, self.signs.icon, href, spot, lambda target: cite(target, uri)
        )
        draws: dict[type, Draw] = {blocks.Cell: inlines.cell}
        draws |= dict.fromkeys(get_args(blocks.Inline), inlines.piece)

        def draw(piece: object) -> Markup:
            kind = type(piece)
            known = draws.get(kind)
            if known is None:
                known = draws[kind] = getattr(pieces, kind.__name__)
            return known(piece)

        hands: dict[str, Any] = {
            "draw": draw,
            "line": inlines.line,
            "cells": inlines.cells,
            "href": href,
            "spot": spot,
            "number": inlines.number,
        }
        pieces = self._template("blocks.html.j2").make_module(hands)
        navigation = self._template("navigation.html.j2").make_module(hands)
        return {**hands, "pieces": pieces, "navigation": navigation, "draw_chapter": draw_chapter}

    def data_block(self, json_ld: str) -> str:
        """Return JSON-LD, escaped by whoever made it, as a block of data that no browser runs."""
        return self._template("data_block.html.j2").render(json_ld=Markup(json_ld))  # noqa: S704 holds no `<` or `&`

    def moved(self, title: str, before: str, now: str, site_url: str = "") -> str:
        """Return a whole HTML file that leads from the place of one page to another one.

        `before` and `now` are source paths. The address that search engines are told is whole
        where that of the site is known.
        """
        href = self._addresses.href(PageAt(now), before)
        whole = urljoin(site_url, quote(self._addresses.path(now))) if site_url else href
        return self._template("moved.html.j2").render(title=title, href=href, canonical=whole)

    def document(self, body: str, title: str, day: date) -> str:
        """Return a whole HTML file that holds a page which is drawn, and nothing of a site."""
        drawn = Markup(body)  # noqa: S704 by `render`
        document = self._template("document.html.j2")
        return document.render(body=drawn, title=title, day=day.isoformat())

    def stopped(self, said: str, root: str) -> str:
        """Return the whole file that a preview shows while the site below a path is not built."""
        lines = "\n".join(map(printable, said.splitlines()))
        return self._template("stopped.html.j2").render(said=lines, style=f"{root}{STYLES[0]}")

    def notice(self, text: str, lines: Iterable[blocks.Inline], uri: str) -> str:
        """Return the HTML that stands above a page's content while files are broken."""
        return self._template("notice.html.j2").render(self._hands(uri), text=text, lines=lines)

    def contents(self, view: View) -> tuple[Heading, ...]:
        """Return the headings below a page's title as level, anchor and text, in order."""
        match view:
            case AgreementView():
                return tuple(self._agreement_headings(view))
            case GlossaryView():
                return tuple(_glossary_headings(view))
            case PlainView():
                return tuple(_section_headings(view.sections))
            case ServicesView():
                return tuple((2, one.anchor, one.letter) for one in view.letters if one.table)
            case CoverageView():
                return tuple(_section_headings((view.summary,) if view.summary else ()))
            case FrameworkView():
                list_ = (2, "agreements", self._labels["framework.agreements"])
                return (list_, *((2, one.anchor, one.title.text) for one in view.agreements))
            case ComparisonView():
                label = self._labels["comparison.terms"]
                return ((2, "terms-that-differ", label),) if view.terms else ()
            case ProposalView():
                return tuple(self._proposal_headings(view))
            case HistoryView():
                table = [(2, "by-version", self._labels["history.by.version"])]
                listed = ((2, one.anchor, one.version or one.day) for one in view.entries)
                return (*(table if view.by_version else ()), *listed)
            case OverviewView() | BoundView() | BrokenView():
                return ()
            case _:
                assert_never(view)

    def _proposal_headings(self, view: ProposalView) -> Iterator[Heading]:
        parts = {
            "changes": ("meaning", view.groups),
            "consequences": ("consequences", view.consequences),
            "support": ("support", view.support),
            "policy": ("policy", view.points),
            "acknowledged": ("acknowledged", view.acknowledged),
            "wording": ("wording", view.wording),
        }
        for anchor, (name, there) in parts.items():
            if there:
                yield 2, anchor, self._labels[f"proposal.{name}"]

    def _agreement_headings(self, view: AgreementView) -> Iterator[Heading]:
        yield from _section_headings(view.sections)
        if view.signatures:
            yield 2, OWN.signatures, self._labels["section.signatures"]
        if view.terms:
            yield 2, OWN.terms, self._labels["section.terms"]

    def _distances_in(self, content: str) -> Markup:
        """Return the attribute of a page that has these distances; nothing where it has none."""
        kinds = frozenset(_KIND.findall(content))
        if kinds and kinds not in self._phrases:
            self._phrases[kinds] = _distances(self._labels, "distance", kinds)
        return (
            Markup(" data-sla-distances='{}'").format(self._phrases[kinds]) if kinds else Markup()
        )

    def _drawn_alike(self, macro: Macro, value: Hashable) -> Markup:
        """Return what a macro draws of a value, drawn once: lists have thousands that are alike.

        No two of these macros have one name, and none of them draws links.
        """
        known = self._alike.get((macro.name, value))
        if known is None:
            known = self._alike[macro.name, value] = Markup(macro(value))  # noqa: S704 it is escaped
        return known


def _section_headings(sections: Iterable[Section]) -> Iterator[Heading]:
    for section in sections:
        yield 2, section.anchor, f"{section.number} {section.title}".strip()
        for clause in section.clauses:
            yield 3, clause.anchor, f"{clause.number} {clause.title}".strip()


def _glossary_headings(view: GlossaryView) -> Iterator[Heading]:
    for letter in view.letters:
        if letter.entries:
            yield 2, letter.anchor, letter.letter
        for entry in letter.entries:
            yield 3, entry.anchor, entry.name


def _distances(words: labels.Labels, start: str, kinds: frozenset[str] | None = None) -> Markup:
    """Return what the script needs to bring distances of these kinds, or all, up to date."""
    phrases = {key.removeprefix(f"{start}."): words[key] for key in words if key.startswith(start)}
    if kinds is not None:
        phrases = {key: said for key, said in phrases.items() if key.partition(".")[0] in kinds}
    near = {kind: days for kind, days in blocks.NEAR_DAYS.items() if kinds is None or kind in kinds}
    told = json.dumps({"near": near, **phrases}, ensure_ascii=False, separators=(",", ":"))
    return _in_single_quotes(told)


def _in_single_quotes(told: str) -> Markup:
    """Return JSON for an attribute in single quotes; in double ones each `"` takes five signs."""
    return Markup(str(escape(told)).replace("&#34;", '"'))  # noqa: S704 it is escaped


def _is_tall(line: blocks.Line) -> bool:
    return any(isinstance(piece, blocks.Prose) and piece.block for piece in line)


def _tally(
    parts: Iterable[tuple[str, blocks.State]],
) -> tuple[tuple[blocks.State, int], ...]:
    counts = Counter(state for _, state in parts)
    return tuple((state, counts[state]) for state in _PARTS_ORDER if counts[state])
