"""What pages claim in figures: read from their HTML, with the cases for which each is claimed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

from resolved.generated import TARGETS, VALUES
from sla_catalog.model.targets import Range, Target

_WRITTEN = {figure for figures in TARGETS.values() for figure in figures}
FIGURES = _WRITTEN | {figure.removeprefix("at most ") for figure in _WRITTEN}
WORDS = {value.casefold(): (name, value) for name, values in VALUES.items() for value in values}

Box = Mapping[str, Sequence[str]]


@dataclass
class Cell:
    """A cell of a table by its lines: the whole text of each, and what is bold in it."""

    label: str = ""
    span: int = 1
    links: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=lambda: [""])
    bold: list[list[str]] = field(default_factory=lambda: [[]])


@dataclass(frozen=True)
class Claim:
    """A figure, or ends of ranges, that a place states of a metric for the cases in some boxes.

    In lists `is_loose` tells whether it is marked as no guarantee. `count` says in how many of all
    cases it is, where these are counted instead of named.
    """

    metric: str
    boxes: tuple[Box, ...]
    figures: tuple[str, ...]
    is_range: bool
    downtime: str = ""
    worst: str = ""
    is_loose: bool = False
    count: tuple[int, int] = (0, 0)


class Tables(HTMLParser):
    """The rows of all tables of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.rows: list[list[Cell]] = []
        self._cell: Cell | None = None
        self._is_bold = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"}:
            self._cell = Cell(given.get("data-label", ""), int(given.get("colspan", 1)))
            self.rows[-1].append(self._cell)
        if self._cell is None:
            return
        if tag == "div" and (self._cell.lines[-1].strip() or self._cell.bold[-1]):
            self._cell.lines.append("")
            self._cell.bold.append([])
        if tag == "strong":
            self._is_bold = True
            self._cell.bold[-1].append("")
        if tag == "a":
            self._cell.links.append(given.get("href", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "strong":
            self._is_bold = False
        if tag in {"td", "th"}:
            self._cell = None

    def handle_data(self, data: str) -> None:
        if self._cell is None:
            return
        text = data.replace("\u00a0", " ")
        self._cell.lines[-1] += text
        if self._is_bold:
            self._cell.bold[-1][-1] += text


def boxes_in(words: str) -> tuple[Box, ...]:
    """Read for which cases something is said: alternatives that name values of dimensions."""
    return tuple(_box(alternative) for alternative in words.split(";"))


def _box(words: str) -> Box:
    found: dict[str, list[str]] = {}
    for word in re.findall(r"\w+", words.casefold()):
        if word in WORDS:
            name, value = WORDS[word]
            found.setdefault(name, []).append(value)
    return found


def of_summary(page: str) -> Iterator[Claim]:
    """Yield the claims of the table of promises on an agreement's page."""
    heads: list[str] = []
    for row in Tables(page).rows:
        names = [cell.lines[0].strip() for cell in row]
        if names[:2] == ["Clause", "Measure"]:
            heads = names[2:]
            continue
        if not heads or not row[0].links or not row[0].links[0].startswith("#metric-"):
            continue
        metric, rest = row[0].links[0].removeprefix("#metric-"), row[1].lines[0]
        place = 0
        for cell in row[2:]:
            columns = heads[place : place + cell.span]
            place += cell.span
            for claim in _of_cell(metric, boxes_in(rest), cell):
                yield _in_columns(claim, columns)


def _in_columns(claim: Claim, columns: Sequence[str]) -> Claim:
    column = [_box(words) for words in columns]
    joined: dict[str, list[str]] = {}
    for box in column:
        for name, values in box.items():
            joined.setdefault(name, []).extend(values)
    boxes = tuple({**box, **joined} for box in claim.boxes)
    return replace(claim, boxes=boxes)


def _of_cell(metric: str, boxes: tuple[Box, ...], cell: Cell) -> Iterator[Claim]:
    """Yield a claim for each figure of a cell, with what the lines below it add."""
    last: Claim | None = None
    for line, bold in zip(cell.lines, cell.bold, strict=True):
        found = [claim for text in bold if (claim := _of_words(metric, boxes, text))]
        if found:
            if last:
                yield last
            last = found[0]
        if last and (down := re.search(r"^(.+) down in ", line)):
            last = replace(last, downtime=down[1])
        if last and (worst := re.search(r"([0-9.]+) h elapsed", line)):
            last = replace(last, worst=worst[1])
    if last:
        yield last


def of_lists(page: str, names: Mapping[str, str], column: str) -> Iterator[tuple[str, Claim]]:
    """Yield the claims of a column of key targets, each with the words at the head of its row."""
    for row in Tables(page).rows:
        for cell in row[1:]:
            if cell.label != column:
                continue
            for line, bold in zip(cell.lines, cell.bold, strict=True):
                for text in bold:
                    rest = line.partition(text)[2]
                    name = next((name for name in names if name in rest), "")
                    claim = _of_words(names.get(name, ""), boxes_in(rest), text)
                    if claim:
                        count = re.search(r"in (\d+) of (\d+) cases", rest)
                        claim = replace(
                            claim,
                            is_loose="not guaranteed" in rest,
                            count=(int(count[1]), int(count[2])) if count else (0, 0),
                        )
                        yield row[0].lines[0].strip(), _over_cases(claim)


def _over_cases(claim: Claim) -> Claim:
    """Take a range for the ends over all cases, too: the two cannot be told apart in a list."""
    is_range = all(isinstance(Target.parse(f).value, Range) for f in claim.figures)
    return replace(claim, is_range=claim.is_range or is_range)


def _of_words(metric: str, boxes: tuple[Box, ...], words: str) -> Claim | None:
    """Read figures: one for all cases, or the ends of ranges, joined by ‘and’ for each kind."""
    text = " ".join(words.split())
    if text in FIGURES:
        return Claim(metric, boxes, (text,), is_range=False)
    ends = tuple(end for part in text.split(" and ") for end in _ends(part))
    return Claim(metric, boxes, ends, is_range=True) if ends else None


def _ends(words: str) -> tuple[str, ...]:
    if words in FIGURES:
        return (words,)
    low, to, high = words.partition(" or by " if words.startswith("by ") else " to ")
    high = f"by {high}" if to == " or by " else high
    return (low, high) if to and {low, high} <= ENDS else ()


def ends_of(figure: str) -> set[str]:
    """Return what can be the end of a range that a figure belongs to."""
    value = Target.parse(figure).value
    return {figure, *((str(value.low), str(value.high)) if isinstance(value, Range) else ())}


ENDS = {end for figure in FIGURES for end in ends_of(figure)}
