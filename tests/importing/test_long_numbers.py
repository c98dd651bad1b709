"""Numbers of any length and spelling in foreign files: read, or told as unread, but no crash."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from drafts import catalog_of
from sla_catalog.importing.agreements import agreements
from sla_catalog.importing.folder import SUFFIXES, read_files
from sla_catalog.source.limits import Limits
from sla_catalog.source.tree import SourceFile, read_directory

CASES = Path(__file__).parent / "folders"
NUMBER = re.compile(rb"[0-9]+(?:\.[0-9]+)?")
WRITTEN = (
    *(b"9" * 20, b"9" * 400, b"9" * 5000, b"-7", b"-" + b"9" * 400, b"0." + b"3" * 5000),
    *(b"1e400", b"1e-400", b"1E" + b"9" * 20, b"1_000", b"0x" + b"f" * 40, b"0777", b".5", b"1,5"),
    *(b'"' + b"9" * 400 + b'"', b"'1e400'", b"0", b".inf", b".nan", b"1/0"),
)


def variants(file: SourceFile) -> Iterator[SourceFile]:
    """Yield a file with one number written otherwise, once for each number."""
    for place, match in enumerate(NUMBER.finditer(file.data)):
        written = WRITTEN[place % len(WRITTEN)]
        yield SourceFile(file.path, file.data[: match.start()] + written + file.data[match.end() :])


@pytest.mark.parametrize("case", sorted(path.name for path in CASES.iterdir()))
def test_a_number_that_no_program_can_hold_is_unread(case: str) -> None:
    files, _ = read_directory(CASES / case / "in", "in", Limits(), SUFFIXES)
    for place, file in enumerate(files):
        for changed in variants(file) if not file.path.endswith(".xlsx") else ():
            read, _ = read_files([*files[:place], changed, *files[place + 1 :]], Limits())
            texts = agreements(read, date(2026, 12, 2)).texts
            assert not re.search(r"(?:target|value): .*[0-9]{16}", "\n".join(texts.values()))
            catalog_of(dict(texts))
