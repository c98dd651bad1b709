"""LibreOffice, in which the long tests open files as a reader does."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import pytest

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_LINK = "{http://www.w3.org/1999/xlink}href"
_MOST_EMPTY = 100  # the rest of a row is one empty cell, repeated to the end of the sheet
# Windows' numbers of languages, which its import of CSV takes.
LANGUAGES = {"en-US": 1033, "de-DE": 1031}


@dataclass(frozen=True)
class SheetCell:
    """A cell as LibreOffice shows and keeps it; `kind` is string, float, percentage, time, date."""

    shown: str
    kind: str
    value: str
    formula: str
    link: str


Rows = list[list[SheetCell]]


def opened_csv(path: Path, language: str = "en-US") -> Rows:
    """Return the rows of a file of values as its import reads them, special numbers detected."""
    rule = f"CSV:44,34,76,1,,{LANGUAGES[language]},false,true"
    return next(iter(_opened(path, language, f"--infilter={rule}").values()))


def opened_workbook(path: Path, language: str) -> dict[str, Rows]:
    """Return the rows of each sheet of a workbook."""
    return _opened(path, language)


def _opened(path: Path, language: str, *options: str) -> dict[str, Rows]:
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        pytest.fail("There is no LibreOffice. Run .ci/system-packages --long", pytrace=False)
    folder = path.parent / f"opened-{language}"
    profile = _profile(folder / "profile", language)
    command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", *options]
    command += ["--convert-to", "fods", "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True)
    root = ElementTree.parse((folder / path.name).with_suffix(".fods")).getroot()  # noqa: S314 its own
    return {str(table.get(f"{_TABLE}name")): _rows(table) for table in root.iter(f"{_TABLE}table")}


def _profile(folder: Path, language: str) -> Path:
    """Write settings in which numbers are those of a language."""
    user = folder / "user"
    user.mkdir(parents=True, exist_ok=True)
    (user / "registrymodifications.xcu").write_text(
        f"""<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">
<value>{language}</value></prop></item>
</oor:items>
""",
        encoding="utf-8",
    )
    return folder


def _rows(table: ElementTree.Element) -> Rows:
    """Return the rows that are not empty, each as long as what stands in it."""
    rows = (_cells(row) for row in table.iter(f"{_TABLE}table-row"))
    return [row for row in rows if row]


def _cells(row: ElementTree.Element) -> list[SheetCell]:
    cells: list[SheetCell] = []
    for node in row:
        times = int(node.get(f"{_TABLE}number-columns-repeated", "1"))
        cell = _cell(node)
        cells += [cell] * (times if cell.kind else min(times, _MOST_EMPTY))
    while cells and not cells[-1].kind:
        cells.pop()
    return cells


def _cell(cell: ElementTree.Element) -> SheetCell:
    kept = ("value", "date-value", "time-value")
    return SheetCell(
        "".join(cell.itertext()).strip(),
        cell.get(f"{_OFFICE}value-type", ""),
        next((found for name in kept if (found := cell.get(f"{_OFFICE}{name}"))), ""),
        cell.get(f"{_TABLE}formula", ""),
        next((found for link in cell.iter() if (found := link.get(_LINK))), ""),
    )
