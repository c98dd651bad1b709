"""Defined terms on pages that authors write in Markdown: an extension that links them, and cards.

What else stands on such a page is the author's and is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE

from sla_catalog.findings import Span
from sla_catalog.pages.context import RenderContext
from sla_catalog.pages.prose import TERM_CLASS, linked
from sla_catalog.pages.terms import TermFinder, term_id
from sla_catalog.pages.views.agreement import UsedTerm
from sla_catalog.terms.matcher import matches
from sla_catalog.terms.scope import Marking, MarkingScope

SCHEME = "term:"
_SECTIONS = {"h1", "h2"}  # as on the page of an agreement, where clauses begin none
# fmt: off
_SILENT = _SECTIONS | {
    "h3", "h4", "h5", "h6", "a", "code", "pre", "kbd", "samp", "abbr", "th", "dt", "summary",
    "label", "button", "script", "style", "svg", "math",
}
# fmt: on
_BLOCKS = {"p", "li", "td", "dd"}  # in which raw tags begin and end
_SILENT_CLASSES = {"admonition-title", "arithmatex", "mermaid", "toc"}
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)(?P<rest>[^>]*)>")


_FENCE = re.compile(r"^ *(`{3,}|~{3,})")
_CODE = re.compile(r"(`+).+?\1")
_FORCED = re.compile(rf"(?:\]\(|\]: *)<?(?P<target>{SCHEME}(?P<name>[^\s()<>]+))")


@dataclass(slots=True)
class GlossaryExtension:
    """Link the terms of a context on one page after the other, and remember what it met there.

    `open` begins a page; rendering its Markdown with `extension()` then fills `used`, the ids of
    the terms linked in order, and `unknown`, the names of forced ones that do not exist.
    """

    context: RenderContext
    uri: str = ""
    marking: Marking = Marking.OFF
    used: dict[str, None] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)

    def open(self, uri: str, marking: Marking) -> None:
        """Begin the page with the source path `uri`."""
        self.uri, self.marking = uri, marking
        self.used, self.unknown = {}, []

    def extension(self) -> Extension:
        """Return the Markdown extension that links terms on the page that is open."""
        return _Installed(self)

    def finder(self) -> TermFinder:
        """Return what links terms on the page that is open."""
        vocabulary = self.context.terms.vocabulary
        return TermFinder(
            partial(matches, vocabulary=vocabulary), self.address, MarkingScope(self.marking)
        )

    def address(self, name: str) -> str:
        """Return where a term is defined, as seen from the page, and remember that it is used."""
        target = self.context.term(name, self.uri)
        if target is None:
            self.unknown.append(name)
            return ""
        self.used[term_id(name, self.context.terms.vocabulary)] = None
        return self.context.href(target, self.uri)

    def cards(self) -> tuple[UsedTerm, ...]:
        """Return the shared terms that the page links, each with its definition."""
        return tuple(
            UsedTerm(
                term_id=name,
                name=term.term,
                definition=self.context.prose(term.definition, self.uri),
                shared=self.context.term(name, self.uri),
                local_clause=None,
                local_number="",
            )
            for name in self.used
            if (term := self.context.catalog.term_by_id.get(name))
            and isinstance(term.definition, str)
        )


class _Installed(Extension):
    """Take part in the rendering of each page."""

    def __init__(self, handbook: GlossaryExtension) -> None:
        super().__init__()
        self._handbook = handbook

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 the library's name
        """Link terms last: attributes are set by then, and links of the author resolved."""
        md.treeprocessors.register(_TermLinks(md, self._handbook), "sla-catalog-terms", -10)


class _TermLinks(Treeprocessor):
    """Link terms in running text, once a section or a row, and wherever the author says so."""

    def __init__(self, md: Markdown, handbook: GlossaryExtension) -> None:
        super().__init__(md)
        self._markdown = md
        self._handbook = handbook
        self._find = handbook.finder()
        self._raw: list[str] = []

    def run(self, root: Element) -> None:
        self._find = self._handbook.finder().within()
        self._raw = []
        self._link_in(root)

    def _link_in(self, element: Element) -> None:
        tag = element.tag
        if tag in _SECTIONS:
            self._find = self._find.within()
        if tag in _BLOCKS:
            self._raw = []
        if tag in _SILENT or not _SILENT_CLASSES.isdisjoint(element.get("class", "").split()):
            for link in element.iter("a"):
                self._lead(link)
            return
        around = self._find
        if tag == "tr":
            self._find = self._find.within()
        element.text, inside = self._linked(element.text)
        for child in element:
            self._link_in(child)
            child.tail, behind = self._linked(child.tail)
            inside += [child, *behind]
        if len(inside) > len(element):
            element[:] = inside
        if tag == "tr":
            self._find = around

    def _lead(self, link: Element) -> None:
        """Lead a link of the author's to the term that it names."""
        reference = link.get("href", "")
        if link.tag != "a" or not reference.startswith(SCHEME):
            return
        name = reference.removeprefix(SCHEME)
        link.set("href", self._handbook.address(name))
        link.set("class", f"{link.get('class', '')} {TERM_CLASS}".strip())
        self._find.scope.seen.add(term_id(name, self._handbook.context.terms.vocabulary))

    def _linked(self, text: str | None) -> tuple[str | None, list[Element]]:
        """Link the terms of a text, but not between raw tags in which there are to be none."""
        if not text or "\x02" not in text:
            return (text, []) if self._raw else linked(text, self._find)
        start, made = "", list[Element]()
        end = 0
        for place in HTML_PLACEHOLDER_RE.finditer(text):
            start = self._add(text[end : place.start()], start, made)
            start = _append(place[0], start, made)
            self._meet(self._markdown.htmlStash.rawHtmlBlocks[int(place[1])])
            end = place.end()
        return self._add(text[end:], start, made), made

    def _add(self, text: str, start: str, made: list[Element]) -> str:
        before, anchors = (text, []) if self._raw else linked(text, self._find)
        start = _append(before or "", start, made)
        made += anchors
        return start

    def _meet(self, raw: str | Element) -> None:
        """Follow which raw tags are open in which no term is linked."""
        for tag in _TAG.finditer(raw) if isinstance(raw, str) else ():
            name = tag["name"].lower()
            if name not in _SILENT or tag["rest"].endswith("/"):
                continue
            if not tag["end"]:
                self._raw.append(name)
            elif name in self._raw:
                del self._raw[self._raw.index(name) :]


def _append(text: str, start: str, made: list[Element]) -> str:
    """Put text behind the last element, else behind `start`, which is returned."""
    if not made:
        return start + text
    made[-1].tail = (made[-1].tail or "") + text
    return start


def term_links(text: str, path: str) -> Iterator[tuple[str, Span]]:
    """Yield the terms that a page's text links by their ids, each with where it does so.

    Code between fences or backticks is passed over.
    """
    fence = ""
    for number, line in enumerate(text.splitlines(), 1):
        mark = _FENCE.match(line)
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
        spoken = "" if fence else _CODE.sub(lambda code: " " * len(code[0]), line)
        for link in _FORCED.finditer(spoken):
            start, end = link.start("target") + 1, link.end("target") + 1
            yield link["name"], Span(path, number, start, number, end, line)


def place_of(name: str, text: str, path: str) -> Span:
    """Return where a page's text first links the term `name`; its first line if nowhere.

    A link may stand nowhere where another file is included into the page.
    """
    places = (place for one, place in term_links(text, path) if one == name)
    return next(places, Span(path))
