import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from command import sla
from sla_catalog.importing.cells import amount
from sla_catalog.importing.records import ImportedPromise, ImportProposal
from sla_catalog.importing.sheets import read_sheet
from sla_catalog.importing.tables import divided
from sla_catalog.losses import Note
from sla_catalog.source.limits import Limits
from sla_catalog.source.tree import SourceFile

DAY = ("--today", "2026-12-02")


def workbook(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Priority", "Response time", "Solved"])
    sheet.append(["P1 - Critical", "15 min", "4 h"])
    sheet.append(["P2", "4 business hours", "2 business days"])
    book.save(path)


def shares(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Service", "Availability"])
    for name, value, shown in (
        ("Web", 0.999, "0.0%"),
        ("API", 0.9995, "0.00%"),
        ("x", 99.5, "0.0"),
    ):
        sheet.append([name, value])
        sheet.cell(sheet.max_row, 2).number_format = shown
    book.save(path)


def test_a_workbook_is_read_once_its_columns_are_confirmed(tmp_path: Path) -> None:
    workbook(tmp_path / "support.xlsx")
    first = sla(tmp_path, "import", "support.xlsx", *DAY)
    assert first.exit_code == 4
    mapping = tmp_path / "support.xlsx.mapping.yaml"
    assert mapping.read_text(encoding="utf-8").splitlines()[1:] == [
        "confirmed: false",
        "title: support",
        "columns:",
        "  Priority: severity",
        "  Response time: response_time",
        "  Solved: ignore",
    ]
    again = sla(tmp_path, "import", "support.xlsx", *DAY)
    assert "the mapping is not confirmed" in again.stdout
    text = mapping.read_text(encoding="utf-8").replace("false", "true")
    mapping.write_text(text.replace("Solved: ignore", "Solved: resolution_time"), encoding="utf-8")
    last = sla(tmp_path, "import", "support.xlsx", *DAY)
    assert last.stdout.splitlines() == [
        "support.xlsx:2:2: read: First response, P1: 15 min",
        "support.xlsx:2:3: read: Resolution, P1: 4 h",
        "support.xlsx:3:2: read: First response, P2: 4 business hours",
        "support.xlsx:3:3: read: Resolution, P2: 2 business days",
        "4 read, 0 changed, 0 left out, 0 asked",
        "wrote agreements/support.yaml; fill in each TODO",
    ]


def test_a_percentage_of_a_workbook_is_read_as_it_is_shown(tmp_path: Path) -> None:
    shares(tmp_path / "x.xlsx")
    (tmp_path / "x.xlsx.mapping.yaml").write_text(
        "confirmed: true\ncolumns: {Service: service, Availability: availability}\n",
        encoding="utf-8",
    )
    result = sla(tmp_path, "import", "x.xlsx", *DAY)
    assert result.stdout.splitlines()[:3] == [
        "x.xlsx:2:2: read: Web: 99.9 %, window not stated",
        "x.xlsx:3:2: read: API: 99.95 %, window not stated",
        "x.xlsx:4:2: left out: x: `99.5` was not read; kept as `unread`",
    ]


@pytest.mark.parametrize("style", ["text", "json", "markdown"])
def test_a_file_name_carries_no_command_for_build_servers(tmp_path: Path, style: str) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    text = "Service,Availability\n##vso[task.logissue type=error]x,::error::y\n"
    (folder / "##vso[task.complete]1.csv").write_text(text, encoding="utf-8")
    mapping = folder / "##vso[task.complete]1.csv.mapping.yaml"
    first = sla(tmp_path, "import", "in", "--format", style, *DAY)
    confirmed = mapping.read_text(encoding="utf-8").replace("false", "true")
    mapping.write_text(confirmed, encoding="utf-8")
    second = sla(tmp_path, "import", "in", "--format", style, *DAY)
    third = sla(tmp_path, "import", "in", "--format", style, *DAY)
    assert "task.complete" in first.output
    assert "error::y" in second.output
    assert third.exit_code == 2
    for said in (first.output, second.output, third.output):
        assert "##vso" not in said
        assert not re.search("^ *::", said, re.MULTILINE)


def test_a_workbook_of_very_many_tags_is_refused(tmp_path: Path) -> None:
    workbook(tmp_path / "support.xlsx")
    with zipfile.ZipFile(tmp_path / "support.xlsx") as old:
        parts = {name: old.read(name) for name in old.namelist()}
    fonts = b'<font><sz val="1"/></font>' * 70_000
    parts["xl/styles.xml"] = parts["xl/styles.xml"].replace(b"</fonts>", fonts + b"</fonts>")
    with zipfile.ZipFile(tmp_path / "x.xlsx", "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            new.writestr(name, data)
    result = sla(tmp_path, "import", "x.xlsx", *DAY)
    assert result.exit_code == 4
    assert re.search(
        "it has 210,[0-9]{3} tags, expected at most 200,000; save it as CSV", result.stdout
    )


def test_what_is_no_workbook_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(b"PK\x03\x04 no archive")
    result = sla(tmp_path, "import", "x.xlsx", *DAY)
    assert result.exit_code == 4
    assert result.stdout.splitlines()[0] == (
        "x.xlsx:1:1: left out: the sheet cannot be read: it is not a complete workbook "
        "(File is not a zip file)"
    )


@given(st.integers(0, 40_000), st.binary(max_size=3), st.integers(0, 60), st.booleans())
@settings(max_examples=60, deadline=None)
def test_a_damaged_workbook_is_read_or_named(
    place: int, put: bytes, without: int, packed: bool
) -> None:
    source, data = io.BytesIO(), io.BytesIO()
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["Service", "Availability"])
    book.active.append(["Web", "99.9 %"])
    book.save(source)
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(data, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            at = place - len(data.getvalue())
            is_here = not packed and 0 <= at < len(text)
            new.writestr(name, text[:at] + put + text[at + without :] if is_here else text)
    made = data.getvalue()
    if packed:
        made = made[:place] + put + made[place + without :]
    found = list(read_sheet(SourceFile("x.xlsx", made), {}, Limits()))
    assert all(isinstance(one, ImportProposal | Note) for one in found)
    assert found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("P1 — Critical", ("P1", "Critical")),
        ("P2 (High)", ("P2", "High")),
        ("Critical (P1)", ("P1", "Critical")),
        ("1 - Urgent", ("1", "Urgent")),
        ("S3: Minor", ("S3", "Minor")),
        ("Critical", ("Critical", "")),
        ("Very high", ("Very-high", "Very high")),
    ],
)
def test_a_severity_is_divided_into_its_id_and_its_name(
    text: str, expected: tuple[str, str]
) -> None:
    assert divided(text) == expected


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("99,9 %", "availability", {"target": "99.9 %"}),
        ("99.95%", "availability", {"target": "99.95%"}),
        ("within 4 hours", "response_time", {"target": "4 hours"}),
        ("best effort", "response_time", {"unread": "best effort"}),
        ("4 hours", "availability", {"unread": "4 hours"}),
        ("99,999", "throughput", {"unread": "99,999"}),
        ("—", "response_time", {"none": "‘—’ in the table"}),
        ("1 Std", "response_time", {"target": "1 h"}),
        ("15 Min.", "response_time", {"target": "15 min"}),
        ("1 Werktag", "response_time", {"target": "1 business day"}),
        ("4 Std, telefonisch", "response_time", {"unread": "4 Std, telefonisch"}),
        ("99,5", "availability", {"unread": "99,5"}),
        ("99,98 % im Monat", "availability", {"target": "99.98 %", "window": "calendar month"}),
        (
            "Verfügbarkeit 99,9 % im Jahr",
            "availability",
            {"target": "99.9 %", "window": "calendar year"},
        ),
    ],
)
def test_a_cell_is_an_amount_nothing_or_its_words(
    text: str, kind: str, expected: dict[str, object]
) -> None:
    assert amount(text, kind) == expected


def test_a_title_above_the_headings_and_further_sheets_are_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    rows: tuple[list[str], ...] = (
        ["Levels of 2026"],
        [],
        ["Service", "Uptime"],
        ["Web", "99.9 %"],
        ["Sum"],
    )
    for number, row in enumerate(rows, 1):
        for column, text in enumerate(row, 1):
            sheet.cell(number, column, text)
    book.create_sheet("Prices")
    book.save(tmp_path / "x.xlsx")
    (tmp_path / "x.xlsx.mapping.yaml").write_text(
        "confirmed: true\ncolumns: {Service: service, Uptime: availability}\n", encoding="utf-8"
    )
    assert sla(tmp_path, "import", "x.xlsx", *DAY).stdout.splitlines()[:4] == [
        "x.xlsx:1:1: left out: the sheet `Prices` was not read: only the first one is",
        "x.xlsx:1:1: left out: `Levels of 2026` above the headings was not read",
        "x.xlsx:4:2: read: Web: 99.9 %, window not stated",
        "x.xlsx:5:1: left out: there is nothing beside `Sum`",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Service;Uptime\nWeb;99,9 %\nAPI, v2;99,5 %\n",
        "Levels, plans, prices, and more of 2026\n\nService;Uptime\nWeb;99,9 %\nAPI, v2;99,5 %\n",
        "Levels, of 2026;\nService;Uptime\nWeb;99,9 %\nAPI, v2;99,5 %\n",
        '"Levels; of 2026"\n"Service","Uptime"\n"Web","99,9 %"\n"API, v2","99,5 %"\n',
        "Levels; of; 2026\nService\tUptime\nWeb\t99,9 %\nAPI, v2\t99,5 %\n",
    ],
)
def test_cells_are_divided_by_the_sign_of_the_rows_not_of_a_title(text: str) -> None:
    mapping = "confirmed: true\ncolumns: {Service: service, Uptime: availability}\n"
    path = "x.csv.mapping.yaml"
    found = read_sheet(
        SourceFile("x.csv", text.encode()), {path: SourceFile(path, mapping.encode())}, Limits()
    )
    promises = [(one.name, one.target) for one in found if isinstance(one, ImportedPromise)]
    assert promises == [("Web", "99.9 %"), ("API, v2", "99.5 %")]
