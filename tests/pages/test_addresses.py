"""Where targets are, seen from a page, in both layouts that a site may have."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath
from urllib.parse import urljoin

import pytest
import yaml

from sla_catalog.pages.addresses import Addresses, External, FileAt, OnPage, PageAt, Target

TEXT = (Path(__file__).parent / "cases" / "addresses.yaml").read_text(encoding="utf-8")
CASES: list[dict[str, str]] = yaml.safe_load(TEXT)
MAKE: Mapping[str, Callable[[str], Target]] = {
    "page": lambda text: PageAt(*text.split("#")),
    "place": lambda text: OnPage(text.removeprefix("#")),
    "file": FileAt,
    "outside": External,
}
PAGES = (
    "index.md", "agreements/index.md", "agreements/wiki.md", "glossary.md", "README.md",
    "guide/start.md", "guide/README.md", "guide/deep/er.md",
)  # fmt: skip


def case_id(case: dict[str, str]) -> str:
    kind, to = next(iter(case.items()))
    return f"{kind} {to} from {case['from']}"


@pytest.mark.parametrize("case", CASES, ids=case_id)
def test_addresses_are_written_like_this(case: dict[str, str]) -> None:
    kind, to = next(iter(case.items()))
    target = MAKE[kind](to)
    assert Addresses(directory_urls=True).href(target, case["from"]) == case["folders"]
    assert Addresses(directory_urls=False).href(target, case["from"]) == case["files"]


@pytest.mark.parametrize("case", [case for case in CASES if "sources" in case], ids=case_id)
def test_sources_lead_to_sources(case: dict[str, str]) -> None:
    kind, to = next(iter(case.items()))
    addresses = Addresses(between_sources=True)
    assert addresses.href(MAKE[kind](to), case["from"]) == case["sources"]


@pytest.mark.parametrize("folders", [True, False], ids=["folders", "files"])
@pytest.mark.parametrize("seen_from", PAGES)
@pytest.mark.parametrize("to", PAGES)
def test_a_browser_arrives_where_the_page_is(to: str, seen_from: str, *, folders: bool) -> None:
    addresses = Addresses(directory_urls=folders)
    root = "https://docs.example.com/handbook/"
    here = root + addresses.path(seen_from)
    arrived = urljoin(here, addresses.href(PageAt(to), seen_from))
    expected = root + addresses.path(to)
    assert arrived.removesuffix("index.html") == expected.removesuffix("index.html")


@pytest.mark.parametrize("uri", PAGES)
def test_pages_are_delivered_where_mkdocs_writes_them(uri: str) -> None:
    stem = PurePosixPath(uri).with_suffix("")
    is_index = stem.name in {"index", "README"}
    folder = "" if stem.parent == PurePosixPath() else f"{stem.parent}/"
    assert Addresses(directory_urls=True).path(uri) == (folder if is_index else f"{stem}/")
    expected = f"{folder}index.html" if is_index else f"{stem}.html"
    assert Addresses(directory_urls=False).path(uri) == expected
