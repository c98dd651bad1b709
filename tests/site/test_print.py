"""Agreements on paper: PDFs as Chromium prints them, read with pdftotext and pypdf."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader
from sites import ROOT, built, write_site

from sentences import flat, read_examples, sentences
from sla_catalog.model.catalog import Catalog
from sla_catalog.source.revisions import find_head

A4 = (595, 842)
BODY = ("-x", "0", "-y", "68", "-W", "595", "-H", "712")  # points: what lies within the margins
RIGHT_EDGE = 595 - 20 / 25.4 * 72 + 1
HEADINGS = re.compile(r"<h([23])[^>]*>(.*?)</h\1>", re.DOTALL)


@dataclass(frozen=True)
class Print:
    """A PDF that was printed from a page of a site."""

    path: Path

    def text(self, *arguments: str) -> str:
        """Return what pdftotext reads from top to bottom; pages end in form feeds."""
        command = ["pdftotext", *arguments, str(self.path), "-"]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    @cached_property
    def pages(self) -> list[str]:
        """Return the text of each page, heads and feet as well."""
        return self.text().split("\f")[:-1]

    @cached_property
    def body(self) -> str:
        """Return the text within the margins, without any space."""
        return flat(self.text("-raw", *BODY))  # cells are kept together, columns not mixed

    def picture(self, number: int) -> tuple[int, int, bytes]:
        """Return width, height and grey values of a page."""
        command = ["pdftoppm", "-gray", "-r", "40", "-f", str(number), "-l", str(number)]
        done = subprocess.run([*command, str(self.path)], capture_output=True, check=True)
        _, width, height, _, pixels = done.stdout.split(None, 4)
        return int(width), int(height), pixels


MakePrint = Callable[..., Print]
LONG = pytest.mark.long  # other words by the same way


@pytest.fixture(scope="module")
def printed(
    browser: Browser, example_address: str, tmp_path_factory: pytest.TempPathFactory
) -> MakePrint:
    """Give a function that prints a page once, as a reader with a palette does."""
    folder = tmp_path_factory.mktemp("prints")
    made: dict[tuple[str, str], Print] = {}

    def make(uri: str, scheme: str = "light", address: str = "") -> Print:
        key = (address + uri, scheme)
        if key not in made:
            path = folder / f"{len(made)}.pdf"
            context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light")
            page = context.new_page()
            page.goto((address or example_address) + uri)
            page.wait_for_load_state("networkidle")
            page.pdf(path=path, prefer_css_page_size=True)
            context.close()
            made[key] = Print(path)
        return made[key]

    return make


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return read_examples()


@pytest.fixture(scope="module")
def whole(printed: MakePrint) -> Print:
    return printed("agreements/print/")


def revision() -> str:
    head = find_head(ROOT / "agreements")
    if head is None:
        return ""
    changed = " with later changes" if head.is_changed else ""
    return f" at revision {head.commit[:12]}{changed}"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_has_its_head_and_foot(printed: MakePrint, scheme: str) -> None:
    sheet = printed("agreements/managed-postgresql/", scheme)
    count = len(sheet.pages)
    assert count > 5
    for number, page in enumerate(sheet.pages, 1):
        text = " ".join(page.split())
        assert "SLA-042 · Managed PostgreSQL managed-postgresql · version 2.1.0" in text
        foot = f"agreements/managed-postgresql.yaml{revision()}, built 23 November 2026"
        assert foot in text
        assert f"Page {number} of {count}" in text
        assert "not in force" not in text
    assert {tuple(map(round, page.mediabox[2:])) for page in PdfReader(sheet.path).pages} == {A4}


@pytest.mark.parametrize(
    ("uri", "mark"),
    [
        ("agreements/wiki/", "DRAFT - not in force"),
        pytest.param("agreements/checkout-api/", "IN REVIEW - not in force", marks=LONG),
        pytest.param("agreements/aws-ec2-2008/", "SUPERSEDED - not in force", marks=LONG),
        ("agreements/ukcloud/", "SUSPENDED - not in force"),
    ],
)
def test_what_is_not_in_force_says_so_on_every_page(
    printed: MakePrint, uri: str, mark: str
) -> None:
    pages = printed(uri).pages
    assert [number for number, page in enumerate(pages) if page.count(mark) != 1] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_black_on_white(printed: MakePrint, scheme: str) -> None:
    sheet = printed("agreements/managed-postgresql/", scheme)
    for number in range(1, len(sheet.pages) + 1):
        _, _, pixels = sheet.picture(number)
        assert pixels[0] == 255
        assert sum(value > 200 for value in pixels) > 0.9 * len(pixels)
        assert min(pixels) < 60


def test_nothing_of_the_site_is_printed(printed: MakePrint) -> None:
    text = printed("agreements/managed-postgresql/").text()
    for words in (
        "Service agreements",
        "Handbook",
        "Search",
        "Edit",
        "JSON",
        "Made with",
        "Deadlines",
    ):
        assert words not in text


def test_every_sentence_of_every_agreement_is_in_the_whole(whole: Print, catalog: Catalog) -> None:
    missing, count = [], 0
    for agreement in catalog.agreements:
        for place, text in sentences(catalog, agreement):
            count += 1
            if flat(text) not in whole.body:
                missing.append((agreement.id, place, text))
    assert missing == []
    assert count > 500


@pytest.mark.parametrize("name", ["managed-postgresql", "ukcloud", "hosting-classic", "wiki"])
def test_every_sentence_of_an_agreement_is_on_its_own_pages(
    printed: MakePrint, catalog: Catalog, name: str
) -> None:
    body = printed(f"agreements/{name}/").body
    texts = [*sentences(catalog, catalog.by_id[name])]
    assert [(place, text) for place, text in texts if flat(text) not in body] == []


def test_nothing_of_an_agreement_is_folded_or_hidden(example: Path, catalog: Catalog) -> None:
    for agreement in catalog.agreements:
        html = (example / "agreements" / agreement.id / "index.html").read_text(encoding="utf-8")
        page = html[html.index('<div class="sla-page sla-agreement"') : html.index("</article>")]
        # The calculator is no part of the agreement, and shown by its script alone.
        page = re.sub(r'<form class="sla-calculator".*?</form>', "", page, flags=re.DOTALL)
        assert re.findall(r"<details\b|<[^>]*\shidden[\s>=]", page) == [], agreement.id
        assert len(page) > 5000


def test_nothing_reaches_over_the_margin(whole: Print) -> None:
    layout = subprocess.run(
        ["pdftotext", "-bbox", str(whole.path), "-"], capture_output=True, text=True, check=True
    ).stdout
    words = re.findall(r'xMax="([0-9.]+)" yMax="[0-9.]+">(.*?)</word>', layout)
    assert len(words) > 10000
    assert [word for right, word in words if float(right) > RIGHT_EDGE] == []


def test_no_heading_ends_a_page(whole: Print, example: Path) -> None:
    html = (example / "agreements/print/index.html").read_text(encoding="utf-8")
    plain = (unescape(re.sub("<[^>]*>", "", text)) for _, text in HEADINGS.findall(html))
    numbered = tuple({flat(text) for text in plain if re.match(r"(A|[0-9])(\.[0-9]+)? \w", text)})
    printed = [page.rstrip() for page in whole.text("-layout", *BODY).split("\f")[:-1]]
    pages = [flat(page) for page in printed]
    assert len(numbered) > 100
    assert sum(any(heading in page for heading in numbered) for page in pages) > 50
    # A line that ends in a link to a clause ends in its heading, too, and is none.
    lines = [page.splitlines() for page in printed if page]
    last = [flat("".join(page[-count:])) for page in lines for count in (1, 2)]
    assert [line for line in last if line in numbered] == []


def test_no_row_or_sentence_is_cut(whole: Print, example: Path) -> None:
    html = (example / "agreements/print/index.html").read_text(encoding="utf-8")
    found = re.findall(r"<(tr|li)\b[^>]*>(.*?)</\1>", html, re.DOTALL)
    # What is absent or an address is painted later than the rest, so that its text stands apart.
    plain = [row for _, row in found if not re.search("sla-(absent|external|cite|badge|icon)", row)]
    texts = [flat(unescape(re.sub("<[^>]*>", "", row))) for row in plain]
    pages = [flat(page) for page in whole.text("-raw", *BODY).split("\f")]
    whole_rows = [text for text in texts if len(text) > 40 and text in whole.body]
    assert len(whole_rows) > 150
    assert [text for text in whole_rows if not any(text in page for page in pages)] == []


def test_values_and_their_units_do_not_part(example: Path) -> None:
    html = (example / "agreements/print/index.html").read_text(encoding="utf-8")
    values = re.findall(r"<strong>([0-9][^<]*)</strong>", html)
    assert len([value for value in values if re.match("[0-9.]+\u00a0", value)]) > 200
    words = re.compile(r"[0-9] (or|to) [0-9]")
    parted = (re.search(r"[0-9] (%|[a-z])", words.sub("", value)) for value in values)
    assert not any(parted)


def test_heads_of_tables_repeat(printed: MakePrint) -> None:
    pages = printed("agreements/ukcloud/").pages
    heads = [number for number, page in enumerate(pages) if "Shortest to" in page]
    assert len(heads) >= 3
    assert heads == [*range(heads[0], heads[0] + len(heads))]


def test_the_last_pages_hold_revisions_signatures_and_terms(printed: MakePrint) -> None:
    text = " ".join(printed("agreements/managed-postgresql/").text(*BODY).split())
    places = [
        text.rindex(f" {words} ")
        for words in ("Revisions", "Signatures", "Defined terms used here")
    ]
    assert places == sorted(places)
    body = printed("agreements/managed-postgresql/").body
    assert flat("2.1.0 current 30 June 2026 Gold plan added.") in body
    assert (
        flat("Signed 1 January 2026 Head of Payments for the customer, Payments and Shop") in body
    )
    assert flat("Outage One stretch of downtime, from its start until the service works") in body


def test_links_print_their_address_or_clause(printed: MakePrint) -> None:
    text = " ".join(printed("agreements/managed-postgresql/").text(*BODY).split())
    assert "Portal (clause 1.4)" in text
    assert "(clause" not in " ".join(re.findall(r"clause [0-9.]+ \(clause [0-9.]+\)", text))


def test_clause_numbers_are_those_of_the_page(printed: MakePrint, example: Path) -> None:
    html = (example / "agreements/managed-postgresql/index.html").read_text(encoding="utf-8")
    text = printed("agreements/managed-postgresql/").text("-layout", *BODY)
    clauses = re.findall(r'<h3 id="[^"]+"><a class="sla-number"[^>]*>([^<]+)</a> ([^<]+)', html)
    assert len(clauses) > 30
    lines = {flat(line) for line in text.split("\n")}
    starts = [flat(f"{number}{title}") for number, title in clauses]
    assert [start for start in starts if not any(line.startswith(start) for line in lines)] == []


def test_the_whole_begins_with_its_contents(whole: Print, catalog: Catalog) -> None:
    reader = PdfReader(whole.path)
    contents = " ".join(whole.pages[0].split())
    assert contents.startswith("All agreements")
    for agreement in catalog.agreements:
        assert f"{agreement.reference or agreement.id} {agreement.title}" in contents
    links = [link.get_object() for link in reader.pages[0].get("/Annots", ())]
    places = {link["/Dest"] for link in links if "/Dest" in link}
    assert len(places) == len(catalog.agreements) + 1
    assert places <= {*reader.named_destinations}


def test_each_agreement_of_the_whole_has_its_own_head(whole: Print, catalog: Catalog) -> None:
    heads = [page.split("\n")[:4] for page in whole.pages[1:]]
    begun: list[str] = []
    for lines in heads:
        name = next(line.split(" · ")[0] for line in lines if re.search(r" · (no )?version", line))
        if name not in begun[-1:]:
            begun.append(name)
        if len(begun) == len(catalog.agreements):
            break
    assert sorted(begun) == sorted(a.id for a in catalog.agreements)
    total = len(whole.pages)
    assert [n for n, page in enumerate(whole.pages, 1) if f"Page {n} of {total}" not in page] == []


def test_search_does_not_know_the_whole(example: Path) -> None:
    index = json.loads((example / "search/search_index.json").read_text(encoding="utf-8"))
    places = {entry["location"].split("#")[0] for entry in index["docs"]}
    assert "agreements/managed-postgresql/" in places
    assert "agreements/print/" not in places


SMALL = {
    "agreements/a.yaml": """\
id: a
kind: sla
title: '"; } * { display: none } @page { @top-left { content: "x'
owner: us
customer: them
summary: Look at [the state](https://status.example.com/now) and [the other](agreement:b#metric-up).
metrics:
  - {id: up, type: availability, target: 99.9 %}
""",
    "agreements/b.yaml": """\
id: b
kind: ola
title: The other
owner: us
customer: us
metrics:
  - {id: up, type: availability, target: 99.9 %}
""",
}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_site(
        tmp_path_factory.mktemp("small"), SMALL, options="print_at_most: 1\nrevision: r-77"
    )
    return built(folder)


def test_a_hostile_title_is_printed_as_it_is_written(
    printed: MakePrint, serve: Callable[[Path], str], small: Path
) -> None:
    sheet = printed("agreements/a/", address=serve(small))
    text = " ".join(sheet.pages[0].split())
    assert '"; } * { display: none } @page { @top-left { content: "x a · no version' in text
    assert "agreements/a.yaml at revision r-77, built 23 November 2026" in text
    assert "the state <https://status.example.com/now>" in text
    assert "the other (b, clause 2.1)" in text
    assert "Signatures" not in sheet.body


def test_a_site_with_more_agreements_than_it_binds_has_no_whole(small: Path) -> None:
    assert not (small / "agreements/print").exists()
    assert not (small / "agreements/print.print.css").exists()
    assert "print/" not in (small / "agreements/index.html").read_text(encoding="utf-8")
