"""Long lists as whole pages: each row on one of them, and the way from each to all others."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta

import pytest
from contexts import RENDERER, TODAY, context

from sla_catalog.pages.addresses import Addresses, PageAt
from sla_catalog.pages.context import RenderContext
from sla_catalog.pages.paging import ROWS_A_PAGE, Paging, page_uris
from sla_catalog.pages.site_pages import Page, pages

FIRST = ("agreements/index.md", "services/index.md", "deadlines/index.md", "coverage/index.md")
KINDS = ("sla", "ola", "uc")
_ROW = re.compile(r'<tr role="row"(?: class="sla-item"[^>]*)?>\n<th scope="row".*?</tr>', re.DOTALL)
_LINK = re.compile(r'<a [^>]*href="([^"#]*)#?([^"]*)"')


def agreement(number: int) -> str:
    """Return an agreement; every third one is to be reviewed, some of those long ago."""
    review = TODAY + timedelta(days=number - 30)
    dated = f"review: {{next: {review}}}\n" if number % 3 == 0 else ""
    named = f"services: [{{id: s, name: {chr(65 + number % 5)}{number:03}}}]\n"
    return (
        f"id: a{number}\nkind: {KINDS[number % 3]}\ntitle: Case {number:03}\nowner: us\n"
        f"status: active\n{dated}{named if number % 10 else ''}"
    )


def many(count: int) -> RenderContext:
    return context({f"a{number}.yaml": agreement(number) for number in range(count)})


@pytest.fixture(scope="module")
def long() -> dict[str, Page]:
    return {page.uri: page for page in pages(many(130), RENDERER)}


@pytest.fixture(scope="module")
def drawn(long: dict[str, Page]) -> dict[str, str]:
    return {uri: page.draw().html for uri, page in long.items() if _is_of_a_list(uri)}


def _is_of_a_list(uri: str) -> bool:
    return bool(re.fullmatch(r"(agreements/page|services|deadlines|coverage)/\d+\.md", uri)) or (
        uri in FIRST
    )


def of(first: str, found: dict[str, str]) -> list[str]:
    """Return the pages of a list in order."""
    uris = page_uris(first, 10_000, "agreements/page" if first == FIRST[0] else "")
    return [found[uri] for uri in uris if uri in found]


def rows(html: str) -> list[str]:
    """Return the rows of agreements; further pages lead to them by another way."""
    table = html.split('id="part-by-part"')[0]
    return [re.sub(r'href="(?:\.\./)*', 'href="', row) for row in _ROW.findall(table)]


@pytest.mark.parametrize("first", FIRST)
def test_every_row_is_on_one_page(first: str, drawn: dict[str, str]) -> None:
    found = [rows(html) for html in of(first, drawn)]
    assert [len(one) for one in found[:-1]] == [ROWS_A_PAGE] * (len(found) - 1)
    assert 0 < len(found[-1]) <= ROWS_A_PAGE
    counts = Counter(row for page in found for row in page)
    assert set(counts.values()) == {1}
    expected = {"services/index.md": 117}.get(first, 130)
    assert len(counts) == expected


@pytest.mark.parametrize("first", FIRST)
def test_all_links_between_pages_arrive(first: str, drawn: dict[str, str]) -> None:
    addresses = Addresses()
    uris = {addresses.path(uri): uri for uri in drawn}
    for uri in (uri for uri in drawn if uri in of_uris(first, drawn)):
        reached = set()
        for path, anchor in _LINK.findall(drawn[uri]):
            place = _resolved(addresses.path(uri), path)
            target = uris.get(place)
            if target:
                reached.add(target)
                assert not anchor or f' id="{anchor}"' in drawn[target]
        assert reached >= {first} - {uri}
        assert of_uris(first, drawn)[-1] in reached | {uri}


def of_uris(first: str, drawn: dict[str, str]) -> list[str]:
    pages_of = of(first, drawn)
    return [uri for uri, html in drawn.items() if html in pages_of]


def _resolved(here: str, path: str) -> str:
    parts = here.split("/")[:-1]
    for part in path.split("/"):
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


@pytest.mark.parametrize(
    ("first", "anchors"),
    [
        ("agreements/index.md", ["kind-sla", "kind-ola", "kind-uc"]),
        ("coverage/index.md", ["kind-sla", "kind-ola", "kind-uc", "part-by-part", "step-7"]),
        ("services/index.md", [f"letter-{letter}" for letter in "abcde"]),
        ("deadlines/index.md", ["overdue", "month", "quarter", "later", "undated"]),
    ],
)
def test_addresses_of_parts_arrive_on_the_first_page(
    first: str, anchors: list[str], drawn: dict[str, str]
) -> None:
    assert [name for name in anchors if drawn[first].count(f' id="{name}"') != 1] == []


def test_what_is_due_comes_first(drawn: dict[str, str]) -> None:
    """The first page begins with what is overdue and goes on with what is next."""
    days = [
        date.fromisoformat(day)
        for html in of("deadlines/index.md", drawn)
        for day in re.findall(
            r'<th scope="row"[^>]*><div class="sla-line"><time datetime="(.*?)"', html
        )
    ]
    assert len(days) == 44
    assert days == sorted(days)
    assert 'id="undated"' in of("deadlines/index.md", drawn)[-1]


def test_only_first_pages_are_searched(long: dict[str, Page]) -> None:
    others = {uri: page for uri, page in long.items() if _is_of_a_list(uri) and uri not in FIRST}
    assert len(others) == 2 + 2 + 2 + 2
    assert {page.is_searched for page in others.values()} == {False}
    assert {page.place for page in others.values()} == {*FIRST}
    assert [long[uri].is_searched for uri in FIRST] == [True] * 4


@pytest.mark.parametrize(
    ("count", "is_long"), [(0, False), (ROWS_A_PAGE, False), (ROWS_A_PAGE + 1, True)]
)
def test_a_page_of_rows_has_no_others(count: int, is_long: bool) -> None:
    made = [page for page in pages(many(count), RENDERER) if page.uri in FIRST[::2]]
    words = ("sla-pager", "sla-jumps", "data-sla-list")
    found = [[word in page.draw().html for word in words[:2]] for page in made]
    assert found == [[is_long, is_long]] * 2


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ({"a": 50}, [{"a": slice(0, 50)}]),
        ({"a": 60, "b": 0, "c": 45}, [
            {"a": slice(0, 50)}, {"a": slice(50, 60), "c": slice(0, 40)}, {"c": slice(40, 45)}]),
        ({}, [{}]),
    ],
)  # fmt: skip
def test_parts_are_cut_at_pages(sizes: dict[str, int], expected: list[dict[str, slice]]) -> None:
    paging = Paging.of("list/index.md", sizes)
    cut = [dict(paging.rows(page)) for page in range(1, len(paging.uris) + 1)]
    assert cut == expected
    for part in sizes:
        begins = next((n for n, one in enumerate(expected, 1) if part in one), None)
        if begins:
            assert paging.place(part) == PageAt(paging.uris[begins - 1], part)
