"""Tables in Markdown: found by their delimiter row, with the place of each cell."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sla_catalog.importing.reading import clean
from sla_catalog.importing.records import Read
from sla_catalog.importing.source_tables import SourceTable, TableCell
from sla_catalog.importing.table_headings import column_of
from sla_catalog.importing.tables import read
from sla_catalog.losses import Note, Outcome
from sla_catalog.source.encoding import decode_utf8
from sla_catalog.source.limits import Limits
from sla_catalog.source.lines import SourceLines
from sla_catalog.source.tree import SourceFile

_DELIMITER = re.compile(r"\s*\|?(?:\s*:?-+:?\s*\|)+\s*(?::?-+:?\s*)?\|?\s*")
_HEADING = re.compile(r"# +(?P<text>.+?)[ #]*")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_MARKS = (
    (re.compile(r"!?\[([^\]]*)\]\([^)]*\)"), r"\1"),
    (re.compile(r"<[^>]*>"), " "),
    (re.compile(r"(\*\*|__|`|~~)(.*?)\1"), r"\2"),
    (re.compile(r"(?<!\w)[*_]([^*_]+)[*_](?!\w)"), r"\1"),
    (re.compile(r"\\(.)"), r"\1"),
)


def read_markdown(file: SourceFile, limits: Limits) -> Iterator[Read]:
    """Yield what the tables of a file promise; the heading of the file names them."""
    text, refused = decode_utf8(file.path, file.data)
    for finding in refused:
        yield Note(Outcome.LEFT_OUT, finding.span, finding.message)
    if text is None:
        return
    source = SourceLines.of(file.path, text)
    for table in _tables(source, limits):
        yield from read(table)


def _tables(source: SourceLines, limits: Limits) -> Iterator[SourceTable]:
    title = source.path.rpartition("/")[2].rpartition(".")[0]
    is_code, number = False, 0
    while number < len(source.lines):
        number += 1
        line = source.line(number)
        if _FENCE.match(line):
            is_code = not is_code
        if is_code:
            continue
        heading = _HEADING.fullmatch(line)
        if heading:
            title = shown(heading["text"])
        elif "|" in line and _DELIMITER.fullmatch(source.line(number + 1)):
            headings = tuple(_row(source, number))
            first = number = number + 2
            while "|" in source.line(number) and number - first < limits.list_items:
                number += 1
            rows = tuple(tuple(_row(source, one)) for one in range(first, number))
            columns = tuple(column_of(one.text) for one in headings)
            yield SourceTable(title, columns, headings, rows)
            number -= 1


def _row(source: SourceLines, number: int) -> Iterator[TableCell]:
    """Yield the cells of a line; a bar behind a backslash belongs to the text."""
    line = source.line(number)
    end = len(line.rstrip())
    start = len(line) - len(line.lstrip())
    start += line[start : start + 1] == "|"
    for match in re.finditer(r"(?:\\.|[^|\\])*", line[start:end]):
        if match.start() == match.end() and match.end() >= end - start:
            break
        text = match[0]
        if not text and line[start + match.start() - 1] != "|":
            continue
        place = start + match.start() + len(text) - len(text.lstrip()) + 1
        yield TableCell(shown(text), source.mark(number, place))


def shown(text: str) -> str:
    """Return a text without its marks."""
    for pattern, instead in _MARKS:
        text = pattern.sub(instead, text)
    return clean(text, len(text))
