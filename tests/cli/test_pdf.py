"""`sla pdf`, run as people run it; its files are read with pypdf."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from pypdf import PdfReader

from command import sla
from resolved.oracle import answers, cases_of
from sentences import AGREEMENTS, flat, read_examples, sentences
from sla_catalog.calculation.duration_format import format_duration
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog
from sla_catalog.printing.documents import Attachment, PrintDocument
from sla_catalog.printing.pdf import make_pdf
from tag_tree import faults_of

FILES = {
    "wiki.yaml": """\
id: wiki
kind: sla
title: Team wiki
reference: SLA-060
status: active
version: 1.0.0
owner: us
summary: Stands on [the database](agreement:database#metric-uptime), see [uptime](#metric-uptime).
services: [{id: wiki, name: Wiki}]
duration: {effective: 2026-01-01}
review: {none: It is an example.}
depends_on: [{agreement: database, metrics: [uptime]}]
metrics:
  - {id: uptime, type: availability, target: 99.5 %, note: An outage counts.}
parties: [{id: they, role: customer, party: them}]
signatories: [{party: they, name: Head of them}]
""",
    "database.yaml": """\
id: database
kind: ola
title: 'Database "; } * { display: none } <b>'
owner: us
customer: us
metrics:
  - {id: uptime, type: availability, target: 99.9 %}
""",
    "glossary.yaml": (
        "terms: [{id: outage, term: Outage, definition: Time in which nothing works.}]\n"
    ),
}
BODY = ("-x", "0", "-y", "68", "-W", "595", "-H", "712")  # points: what lies within the margins
NO_WEASYPRINT = "import sys; sys.modules['weasyprint'] = None"
NO_PANGO = """\
print("WeasyPrint could not import some external libraries.")
raise OSError("cannot load library 'libpango-1.0-0'\\nAdditionally, ctypes failed")
"""


def sla_pdf(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).parent / "sla"
    return subprocess.run(
        [program, "pdf", *arguments],
        cwd=folder,
        env=dict(os.environ) | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def write(folder: Path) -> Path:
    (folder / "agreements").mkdir(parents=True)
    for name, text in FILES.items():
        (folder / "agreements" / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write(tmp_path_factory.mktemp("pdf"))
    result = sla_pdf(folder, "out", "--today", "2026-11-23", PYTHONHASHSEED="1", TZ="UTC")
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        "wrote out/agreements/database.pdf",
        "wrote out/agreements/wiki.pdf",
        "wrote out/catalog.pdf",
    ]
    return folder / "out"


def texts(path: Path) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(path).pages]


def laid_out(path: Path) -> list[str]:
    """Return the text of each page from top to bottom, line by line."""
    done = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True
    )
    return [" ".join(page.split()) for page in done.stdout.split("\f")]


@pytest.mark.long
def test_a_day_gives_the_same_bytes(made: Path, tmp_path: Path) -> None:
    folder = write(tmp_path / "elsewhere")
    result = sla_pdf(
        folder, "again", SOURCE_DATE_EPOCH="1795392000", PYTHONHASHSEED="4242", TZ="Asia/Tokyo"
    )
    assert result.returncode == 0, result.stderr
    for path in sorted(made.rglob("*.pdf")):
        assert path.read_bytes() == (folder / "again" / path.relative_to(made)).read_bytes()


def test_it_is_tagged_and_says_what_it_is(made: Path) -> None:
    reader = PdfReader(made / "agreements/wiki.pdf")
    assert reader.metadata is not None
    assert reader.metadata.title == "Team wiki"
    assert reader.metadata.creation_date is not None
    assert reader.metadata.creation_date.date() == date(2026, 11, 23)
    root: dict[str, Any] = reader.root_object
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    metadata = root["/Metadata"].get_data().decode()
    assert re.search(r"pdfuaid:part[^0-9]*1", metadata)


def titles(outline: object) -> Iterator[str]:
    for entry in outline if isinstance(outline, list) else ():
        if isinstance(entry, list):
            yield from titles(entry)
        else:
            yield entry["/Title"]


def test_the_outline_names_every_clause(made: Path) -> None:
    known = [*titles(PdfReader(made / "agreements/wiki.pdf").outline)]
    assert known[0] == "Team wiki"
    assert [title for title in known if title.startswith("2")] == [
        "2 Performance metrics",
        "2.1 Availability Guaranteed by default",
    ]
    book = [*titles(PdfReader(made / "catalog.pdf").outline)]
    assert [title for title in book if title in {"Team wiki", "Glossary"}] == [
        "Team wiki",
        "Glossary",
    ]


def test_the_yaml_of_agreements_is_attached(made: Path) -> None:
    ((name, (text,)),) = PdfReader(made / "agreements/wiki.pdf").attachments.items()
    assert name == "wiki.yaml"
    assert yaml.safe_load(text)["reference"] == "SLA-060"
    assert {*PdfReader(made / "catalog.pdf").attachments} == {"database.yaml", "wiki.yaml"}


def test_contents_and_references_name_the_right_page(made: Path) -> None:
    """Each expression finds the number of a page that holds the words beside it."""
    for name, expression, words in (
        ("agreements/wiki.pdf", r"see uptime \(clause 2\.1, page ([0-9]+)\)", "2.1 Availability"),
        ("agreements/wiki.pdf", r"2 Performance metrics ([0-9]+)", "2 Performance metrics"),
        ("catalog.pdf", r"SLA-060 Team wiki ([0-9]+)", "SLA-060, version 1.0.0, active"),
        ("catalog.pdf", r"Database .*?Draft, not in force ([0-9]+)", "database, no version"),
        ("catalog.pdf", r"\(database, clause 2\.1, page ([0-9]+)\)", "Target 99.9 %"),
        ("catalog.pdf", r"Defined terms ([0-9]+)", "Time in which nothing works."),
    ):
        pages = laid_out(made / name)
        found = re.search(expression, " ".join(pages))
        assert found, expression
        assert words in pages[int(found[1]) - 1]


def test_every_page_has_its_head_and_foot(made: Path) -> None:
    pages = texts(made / "agreements/database.pdf")
    for number, page in enumerate(pages, 1):
        assert 'Database "; } * { display: none } <b> database · no version' in page
        assert "DRAFT - not in force" in page
        assert "agreements/database.yaml, built 23 November 2026" in page
        assert f"Page {number} of {len(pages)}" in page


def test_it_speaks_the_language_of_the_site(tmp_path: Path) -> None:
    folder = write(tmp_path)
    config = "theme: {name: material, language: de}\nplugins: [sla-catalog]\n"
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")
    result = sla(folder, "pdf", "out", "--today", "2026-11-23")
    assert (result.exit_code, result.stderr) == (0, "")
    pages = laid_out(folder / "out/agreements/database.pdf")
    for words in (
        "ENTWURF – nicht in Kraft",
        "database · ohne Version",
        "agreements/database.yaml, erstellt am 23. November 2026",
        "Seite 1 von",
    ):
        assert words in pages[0]
    assert re.search(r"zwischen us, dem Anbieter, und us, dem Kunden", pages[0])
    wiki = " ".join(laid_out(folder / "out/agreements/wiki.pdf"))
    assert "SLA-060, Version 1.0.0, aktiv" in wiki
    assert re.search(r"see uptime \(Ziffer 2\.1, Seite [0-9]+\)", wiki)
    book = PdfReader(folder / "out/catalog.pdf")
    root: dict[str, Any] = book.root_object
    assert root["/Lang"] == "de"
    assert next(titles(book.outline)) == "Alle Vereinbarungen"


def test_agreements_without_the_book_and_none_that_is_unknown(tmp_path: Path) -> None:
    folder = write(tmp_path)
    refused = sla(folder, "pdf", "out", "--agreement", "wiki", "--agreement", "mail")
    assert refused.exit_code == 2
    assert "there is no agreement ‘mail’ in agreements" in refused.stderr
    assert not (folder / "out").exists()
    (folder / "agreements/wiki.yaml").unlink()
    result = sla(folder, "pdf", "out", "--no-book")
    assert result.stdout == "wrote out/agreements/database.pdf\n"
    result = sla(folder, "pdf", "out", "--agreement", "database")
    assert result.stdout == "wrote out/agreements/database.pdf\n"
    assert [path.name for path in (folder / "out").rglob("*.pdf")] == ["database.pdf"]


def test_a_catalog_with_errors_is_not_printed(tmp_path: Path) -> None:
    folder = write(tmp_path)
    (folder / "agreements/bad.yaml").write_text("id: bad\nkind: slo\n", encoding="utf-8")
    result = sla(folder, "pdf", "out")
    assert result.exit_code == 1
    assert "agreements/bad.yaml:2:7: error[bad-choice]" in result.stderr
    assert not (folder / "out").exists()
    assert sla(folder, "pdf", "out", "--folder", "nowhere").exit_code == 3


@pytest.mark.parametrize(
    ("stub", "said"),
    [
        (("sitecustomize.py", NO_WEASYPRINT), "pip install 'weasyprint>=68'"),
        (("weasyprint.py", NO_PANGO), "sudo apt-get install -y libpango-1.0-0"),
    ],
    ids=["extra", "library"],
)
def test_what_is_missing_is_said(tmp_path: Path, stub: tuple[str, str], said: str) -> None:
    folder = write(tmp_path)
    name, text = stub
    (tmp_path / "stubs").mkdir()
    (tmp_path / "stubs" / name).write_text(text, encoding="utf-8")
    result = sla_pdf(folder, "out", PYTHONPATH=str(tmp_path / "stubs"))
    assert (result.returncode, result.stdout) == (3, "")
    assert result.stderr.startswith("sla: PDFs need ")
    assert said in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.long
def test_every_sentence_of_every_example_is_in_the_book(tmp_path: Path) -> None:
    out, catalog = tmp_path / "out", read_examples()
    result = sla_pdf(AGREEMENTS.parent, str(out), "--today", "2026-11-23")
    assert (result.returncode, result.stderr) == (0, "")
    for name in ("catalog.pdf", *(f"agreements/{a.id}.pdf" for a in catalog.agreements)):
        chosen = catalog.agreements if name == "catalog.pdf" else [catalog.by_id[Path(name).stem]]
        done = subprocess.run(
            ["pdftotext", "-raw", *BODY, str(out / name), "-"],
            capture_output=True,
            text=True,
            check=True,
        )
        assert faults_of(PdfReader(out / name)) == [], name
        assert [page for page in done.stdout.split("\f")[:-1] if not page.strip()] == [], name
        text = flat(done.stdout)
        said = [one for agreement in chosen for one in sentences(catalog, agreement)]
        assert [(place, words) for place, words in said if flat(words) not in text] == [], name
        figures = {one for agreement in chosen for one in _figures(catalog, agreement)}
        assert {one for one in figures if flat(one) not in text} == set(), name


def _figures(catalog: Catalog, agreement: Agreement) -> Iterator[str]:
    """Yield each target with the downtime that it allows, by the oracle."""
    for metric in agreement.listed("metrics"):
        for told in answers(agreement, metric, catalog, cases_of(agreement, metric)):
            for one in told:
                yield re.sub(r"^(at least|at most) ", "", one.target)
                if one.downtime:
                    yield format_duration(one.downtime.headline)


class Counting(BaseHTTPRequestHandler):
    """Count what is asked for."""

    asked: list[str] = []  # noqa: RUF012 - shared on purpose

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_error(404)


def test_nothing_is_fetched() -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Counting)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    here = f"http://127.0.0.1:{server.server_port}"
    html = (
        f'<html lang="en"><head><title>x</title><link rel="stylesheet" href="{here}/a.css">'
        f'<link rel="attachment" href="file:///etc/hostname"></head><body><p>words '
        f'<img src="{here}/b.png" alt="x"><a rel="attachment" href="file:///etc/hostname">c</a></p>'
        f'<svg width="9" height="9"><image href="{here}/d.png" width="9" height="9"/></svg></body>'
    )
    sheet = f"@import '{here}/e.css'; p {{ background: url({here}/f.png) }}"
    sheet += f"@font-face {{ font-family: x; src: url({here}/g.woff) }} p {{ font-family: x }}"
    source = Attachment("a.yaml", "id: a\n", "A")
    made = make_pdf(PrintDocument(html, (sheet,), (source,), date(2026, 11, 23), here))
    server.shutdown()
    server.server_close()
    assert Counting.asked == []
    reader = PdfReader(BytesIO(made))
    assert "words" in reader.pages[0].extract_text()
    assert [*reader.attachments] == ["a.yaml"]
