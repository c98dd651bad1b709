"""Authors' Markdown: what it becomes, and what it never becomes."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from sla_catalog.model.addresses import LONGEST_ADDRESS, safe_address
from sla_catalog.pages.prose import Destination, ProseRenderer, TermLink
from work import calls

CASES = Path(__file__).parent / "cases"
GOLDEN: list[dict[str, Any]] = yaml.safe_load((CASES / "prose.yaml").read_text(encoding="utf-8"))
HOSTILE: list[str] = yaml.safe_load((CASES / "hostile_prose.yaml").read_text(encoding="utf-8"))
PLACES = {
    "agreement:wiki#metric-uptime": "../wiki/#metric-uptime",
    "term:outage": "../../glossary/#term-outage",
    "guide/start.md#first": "../../guide/start/#first",
    "#metrics": "#metrics",
}
CITES = {"agreement:wiki#metric-uptime": 'SLA-060 "wiki" & co, clause 2.1'}
ATTRIBUTES = {"href", "rel", "class", "data-sla-cite"}
ALLOWED = {
    "p", "br", "em", "strong", "code", "pre", "ul", "ol", "li", "a", "blockquote",
    "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
REFUSED = [
    "", "docs.example.com", "http://docs.example.com", "//docs.example.com", "/etc/passwd",
    "javascript:alert(1)", "JAVASCRIPT:alert(1)", "data:text/html,x", "ftp://docs.example.com",
    "https:", "https://", "https:docs.example.com", "https://user@docs.example.com",
    "https://user:word@docs.example.com", "https://docs.example.com/a b",
    "https://docs.example.com/\n", "https://docs.example.com/\x00", 'https://docs.example.com/"',
    "https://docs.example.com/'", "https://docs.example.com/<", "https://docs.example.com\\x",
    "https://[docs.example.com", "mailto:", "mailto:nobody", "mailto:a@example.com?body=x",
    "mailto:a@example.com,b@example.com", "mailto://a@example.com",
    "https://docs.example.com/" + "x" * LONGEST_ADDRESS,
]  # fmt: skip
ACCEPTED = [
    "https://docs.example.com",
    "HTTPS://docs.example.com/a",
    "https://docs.example.com:8443/a/b?c=d&e=f#g",
    "https://[2001:db8::1]/",
    "mailto:service-desk+sla@example.com",
]


def resolve(reference: str) -> Destination | None:
    place = PLACES.get(reference)
    if place:
        return Destination(place, CITES.get(reference, ""))
    address = safe_address(reference)
    return Destination(address) if address else None


class Nodes(HTMLParser):
    """Read HTML as a browser would: its elements with their attributes, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.nodes: list[tuple[str, dict[str, str | None]]] = []
        self.others: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.nodes.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.others.append(data)

    def handle_decl(self, decl: str) -> None:
        self.others.append(decl)

    def handle_pi(self, data: str) -> None:
        self.others.append(data)

    def unknown_decl(self, data: str) -> None:
        self.others.append(data)


def active(html: str) -> list[object]:
    """Return whatever in HTML might do something or has no business there."""
    found = Nodes(html)
    return [
        *found.others,
        *(
            (tag, attributes)
            for tag, attributes in found.nodes
            if tag not in ALLOWED
            or attributes.keys()
            - ({"href", "rel", "class", "data-sla-cite"} if tag == "a" else set())
            or ("href" in attributes and not _is_safe(unescape(attributes["href"] or "")))
        ),
    ]


def _is_safe(address: str) -> bool:
    return address in PLACES.values() or safe_address(address) is not None


@pytest.mark.parametrize("case", GOLDEN, ids=[case["name"] for case in GOLDEN])
def test_markdown_becomes_this_html(case: dict[str, Any]) -> None:
    prose = ProseRenderer().render(case["markdown"], resolve)
    assert (str(prose.html), prose.block) == (case["html"], case.get("block", False))


@pytest.mark.parametrize("case", GOLDEN, ids=[case["name"] for case in GOLDEN])
def test_what_becomes_of_it_has_nothing_active(case: dict[str, Any]) -> None:
    assert active(case["html"]) == []


def test_there_are_many_payloads() -> None:
    assert len(HOSTILE) == len({*HOSTILE}) > 80


@pytest.mark.parametrize("payload", HOSTILE)
def test_payloads_come_out_without_anything_active(payload: str) -> None:
    renderer = ProseRenderer()
    for text in (payload, f"words {payload} words", f"*x*\n\n{payload}\n\n- y", payload * 3):
        assert active(str(renderer.render(text, resolve).html)) == []


@pytest.mark.parametrize("payload", HOSTILE)
def test_payloads_come_out_without_anything_active_from_any_resolver(payload: str) -> None:
    """The last filter holds even where a resolver would let every address through."""
    html = str(ProseRenderer().render(payload, lambda reference: Destination(reference)).html)
    nodes = Nodes(html).nodes
    assert {tag for tag, _ in nodes} <= ALLOWED
    for _, attributes in nodes:
        assert attributes.keys() <= ATTRIBUTES
        scheme, colon, _ = (attributes.get("href") or "").partition(":")
        if colon:
            assert scheme.lower() in {"https", "mailto"} or not scheme.isalpha()


@pytest.mark.parametrize("address", REFUSED)
def test_addresses_that_no_link_may_have(address: str) -> None:
    assert safe_address(address) is None


@pytest.mark.parametrize("address", ACCEPTED)
def test_addresses_that_a_link_may_have(address: str) -> None:
    assert safe_address(address) == address


@pytest.mark.parametrize(
    "signs",
    ["- ", "> ", "1. ", "* ", "+ ", "[", "](", "[](", "![", "*", "_a", "**a*", "`", "`a", "<",
     "<a ", "|", "\\", "&", "(", "[a](b", "a\n", "\n", "  - x\n", "&#", "<!--"],
)  # fmt: skip
def test_twice_as_many_signs_cost_twice(signs: str) -> None:
    renderer = ProseRenderer()

    def read(count: int) -> str:
        return str(renderer.render(signs * (count // len(signs)), resolve).html)

    assert active(read(2000)) == []  # what is kept for good is made now
    assert calls(lambda: read(4000)) < 2.5 * calls(lambda: read(2000)) + 500
    assert active(read(8000)) == []
    assert str(renderer.render("*x*", resolve).html) == "<em>x</em>"


def test_a_page_does_not_get_the_links_of_another() -> None:
    renderer = ProseRenderer()
    text = "*See* [wiki](agreement:wiki) and [1].\n\n[1]: agreement:wiki"
    first = renderer.render(text, lambda _reference: Destination("first/")).html
    second = renderer.render(text, lambda _reference: Destination("second/")).html
    assert "second/" not in first
    assert "first/" not in second


def test_terms_are_sought_in_the_order_of_the_text() -> None:
    sought: list[str] = []

    def find(text: str) -> tuple[TermLink, ...]:
        sought.extend(text.split())
        return tuple(TermLink(m.start(), m.end(), "#b") for m in re.finditer("b", text))

    html = ProseRenderer().render("a *b* c **d *e*** `x` f b g", resolve, find).html
    assert sought == ["a", "b", "c", "d", "e", "f", "b", "g"]
    link = '<a class="sla-term" href="#b" rel="noopener noreferrer">b</a>'
    assert html == (f"a <em>{link}</em> c <strong>d <em>e</em></strong> <code>x</code> f {link} g")


TEXTS = st.lists(
    st.sampled_from([*"ab *_`[]()<>&\\\n-1.", "**", "b", "[b](https://x.y)"]), max_size=20
)


@given(TEXTS.map("".join))
@settings(deadline=None)
def test_linking_terms_changes_no_letter(text: str) -> None:
    def find(text: str) -> tuple[TermLink, ...]:
        return tuple(TermLink(m.start(), m.end(), "#b") for m in re.finditer("b", text))

    linked = str(ProseRenderer().render(text, resolve, find).html)
    plain = str(ProseRenderer().render(text, resolve).html)
    assert re.sub(r'<a class="sla-term"[^>]*>(b)</a>', r"\1", linked) == plain
