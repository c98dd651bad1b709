"""The one door from authors' Markdown to safe HTML.

No raw HTML, attributes, images or headings; links only to where authors may lead readers. What
Python-Markdown makes of it passes nh3, which keeps a short list of elements and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup, escape

from sla_catalog.pages.blocks import Prose


class Destination(NamedTuple):
    """The address that a link leads to, and what print says of it beside the link's text."""

    address: str
    cite: str = ""


Resolve = Callable[[str], Destination | None]
Find = Callable[[str], tuple["TermLink", ...]]


class TermLink(NamedTuple):
    """Where in a text a defined term is to be linked, and to which address."""

    start: int
    end: int
    address: str


def no_terms(_text: str) -> tuple[TermLink, ...]:
    """Link no term."""
    return ()


_ACTIVE = re.compile(r"[*_`\[\]\\<\n]|^\s*(?:[-+>#|]|[0-9]+[.)]\s)")
_TAGS = {"p", "br", "em", "strong", "code", "pre", "ul", "ol", "li", "a", "blockquote"}
_TAGS |= {"table", "thead", "tbody", "tr", "th", "td"}
# A definition of a reference would swallow its line: `[Note]: important`.
_REFUSED_BLOCKS = ("hashheader", "setextheader", "hr", "code", "reference")
_REFUSED_INLINE = ("html", "image_link", "image_reference", "short_image_ref", "automail")
MOST_BRACKETS = 200  # the time for them grows with their square; text with more is no Markdown
TERM_CLASS = "sla-term"
EXTERNAL_CLASS = "sla-external"
CITE = "data-sla-cite"


def is_worth_printing(address: str, text: str) -> bool:
    """Tell whether a link leads away from the site and its text does not say where to."""
    scheme, _, rest = address.partition(":")
    return scheme in {"https", "http", "mailto"} and rest.strip("/") not in text


class _Links(Treeprocessor):
    """Lead each link to where its reference resolves to, or take the link away."""

    resolve: Resolve

    def run(self, root: Element) -> None:
        for link in root.iter("a"):
            reference = link.get("href", "")
            destination = self.resolve(reference)
            for name in list(link.attrib):
                del link.attrib[name]
            if destination is None:
                link.tag = "span"
                continue
            address, cite = destination
            text = "".join(link.itertext())
            link.set("href", address)
            if reference.startswith("term:"):
                link.set("class", TERM_CLASS)
            elif is_worth_printing(address, text):
                link.set("class", EXTERNAL_CLASS)
            elif cite and cite not in text:
                link.set(CITE, cite)


class _TermMarks(Treeprocessor):
    """Link defined terms in running text: not in links, code or heads of tables."""

    find: Find

    def run(self, root: Element) -> None:
        self._link_in(root)

    def _link_in(self, element: Element) -> None:
        if element.tag in {"a", "code", "pre", "th"}:
            return
        element.text, inside = linked(element.text, self.find)
        for child in element:
            self._link_in(child)
            child.tail, behind = linked(child.tail, self.find)
            inside += [child, *behind]
        if len(inside) > len(element):
            element[:] = inside


def linked(text: str | None, find: Find) -> tuple[str | None, list[Element]]:
    """Return what of a text stands before its first term, and a link for each with what follows."""
    links = find(text) if text else ()
    if not text or not links:
        return text, []
    anchors = []
    ends = [*(link.start for link in links[1:]), len(text)]
    for link, until in zip(links, ends, strict=True):
        anchor = Element("a", {"class": TERM_CLASS, "href": link.address})
        anchor.text = text[link.start : link.end]
        anchor.tail = text[link.end : until]
        anchors.append(anchor)
    return text[: links[0].start], anchors


class _Parser:
    """Python-Markdown with what an agreement's text may have, and nothing else."""

    def __init__(self) -> None:
        self.markdown = Markdown(
            extensions=["sane_lists", "tables"], output_format="html", tab_length=2
        )
        self.markdown.preprocessors.deregister("html_block")
        for name in _REFUSED_BLOCKS:
            self.markdown.parser.blockprocessors.deregister(name)
        for name in _REFUSED_INLINE:
            self.markdown.inlinePatterns.deregister(name)
        self.links = _Links(self.markdown)
        self.markdown.treeprocessors.register(self.links, "sla-links", 0)
        self.terms = _TermMarks(self.markdown)
        self.markdown.treeprocessors.register(self.terms, "sla-terms", -1)


class ProseRenderer:
    """Turn Markdown into HTML.

    `resolve` maps a link's reference to where it leads, None refuses it; `find` tells which defined
    terms of a text are to be linked.
    """

    @cached_property
    def _parser(self) -> _Parser:
        return _Parser()

    def render(self, text: str, resolve: Resolve, find: Find = no_terms) -> Prose:
        """Render Markdown; a single paragraph becomes a line without `<p>`."""
        if not _ACTIVE.search(text):
            return Prose(_linked(text, find(text)))
        if text.count("[") > MOST_BRACKETS:
            return Prose(escape(text))
        parser = self._parser
        parser.links.resolve = resolve
        parser.terms.find = find
        parser.markdown.reset()
        try:
            converted = parser.markdown.convert(text)
        except RecursionError:  # thousands of lists in one another are shown as they are written
            del self._parser
            return Prose(escape(text))
        html = nh3.clean(
            converted,
            tags=_TAGS,
            attributes={"a": {"href", CITE}, "th": set(), "td": set()},
            allowed_classes={"a": {TERM_CLASS, EXTERNAL_CLASS}},
            url_schemes={"https", "mailto"},
            link_rel="noopener noreferrer",
        )
        single = re.fullmatch(r"<p>((?:(?!</?p>).)*)</p>", html.strip(), re.DOTALL)
        if single:
            return Prose(Markup(single[1]))  # noqa: S704 nh3 has cleaned it
        return Prose(Markup(html), block=True)  # noqa: S704 nh3 has cleaned it


def term_links_in(text: str, find: Find) -> Prose | None:
    """Link the defined terms of a plain text, such as a name; None where it has none."""
    links = find(text)
    return Prose(_linked(text, links)) if links else None


def _linked(text: str, links: tuple[TermLink, ...]) -> Markup:
    html, end = Markup(), 0
    for link in links:
        term = text[link.start : link.end]
        anchor = Markup('<a class="{}" href="{}">{}</a>').format(TERM_CLASS, link.address, term)
        html += escape(text[end : link.start]) + anchor
        end = link.end
    return html + escape(text[end:])


_CODE = re.compile(r"`[^`]*`")
_FORCED = re.compile(r"\]\(term:([^)#\s]+)")
_LINKED = re.compile(r"\[([^\]]*)\]\([^)]*\)|<https://[^>]*>")


def running_text(text: str) -> str:
    """Return what of a Markdown text is neither code nor link, for counting its terms."""
    if not _ACTIVE.search(text):
        return text
    return re.sub(r"[*_]", "", _LINKED.sub(" ", _CODE.sub(" ", text)))


def forced_terms(text: str) -> list[str]:
    """Return the names of the terms that a Markdown text links by `[text](term:name)`."""
    return _FORCED.findall(_CODE.sub(" ", text)) if "](term:" in text else []
