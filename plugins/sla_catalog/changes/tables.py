"""Tables that a text in Markdown has, before and after: row by row, and readable on one line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sla_catalog.frozen import dataclass
from sla_catalog.patterns import Pattern

_BAR = Pattern(r"(?<!\\)\|")
_DASHES = Pattern(r":?-+:?")
Cells = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProseTable:
    """The first table of a text, and the words around it."""

    before: str
    head: Cells
    rows: tuple[Cells, ...]
    after: str

    @property
    def by_name(self) -> dict[str, Cells] | None:
        """Look up rows by their first cells; None where two have the same or one has none."""
        found = {row[0]: row for row in self.rows}
        return found if len(found) == len(self.rows) and all(found) else None

    @property
    def text(self) -> str:
        """Return the text on one line, as people read it; tables after the first one too."""
        rows = (_of_cells(row) for row in (self.head, *self.rows))
        listed = "; ".join(filter(None, (*rows, in_one_line(self.after))))
        return " ".join(filter(None, (self.before, listed)))

    def of_columns(self, row: Cells | None, columns: Sequence[int]) -> str | None:
        """Return some cells of a row, named where there is more than one beside the first."""
        if row is None:
            return None
        if len(self.head) == 2:
            return row[1]
        return "; ".join(f"{self.head[place]}: {row[place] or '–'}" for place in columns)


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row of which some cells differ, or that is in one of two versions alone (None)."""

    name: str
    before: str | None
    after: str | None


def changed_rows(before: str, after: str) -> tuple[RowChange, ...]:
    """Return the rows that differ; none where the difference is not in rows alone."""
    old, new = table_of(before), table_of(after)
    if old is None or new is None or len(new.head) < 2:
        return ()
    if (old.before, old.head, old.after) != (new.before, new.head, new.after):
        return ()
    return tuple(_changed(old, new))


def _changed(old: ProseTable, new: ProseTable) -> Iterator[RowChange]:
    olds, news = old.by_name, new.by_name
    if olds is None or news is None:
        return
    for name in dict.fromkeys((*olds, *news)):
        was, now = olds.get(name), news.get(name)
        if was == now:
            continue
        columns: Sequence[int] = range(1, len(new.head))
        if was and now:
            columns = [place for place in columns if was[place] != now[place]]
        yield RowChange(name, old.of_columns(was, columns), new.of_columns(now, columns))


def in_one_line(text: str) -> str:
    """Return a text on one line, in which cells of tables have no bars around them."""
    table = table_of(text)
    return table.text if table else " ".join(text.split())


def table_of(text: str) -> ProseTable | None:
    """Return the first table of a text; None where it has none."""
    lines = text.splitlines()
    for place, line in enumerate(lines[1:], 1):
        if "|" not in line or not all(map(_DASHES.fullmatch, _cells(line))):
            continue
        head = _cells(lines[place - 1])
        if len(head) != len(_cells(line)) or not all(head):
            continue
        end = next((at for at in range(place + 1, len(lines)) if "|" not in lines[at]), len(lines))
        rows = (_cells(one) for one in lines[place + 1 : end])
        return ProseTable(
            " ".join(" ".join(lines[: place - 1]).split()),
            head,
            tuple((*row, *("" for _ in head))[: len(head)] for row in rows),
            "\n".join(lines[end:]).strip(),
        )
    return None


def _cells(line: str) -> Cells:
    bare = _BAR.sub("\n", line.strip()).removeprefix("\n").removesuffix("\n")
    return tuple(" ".join(cell.replace(r"\|", "|").split()) for cell in bare.split("\n"))


def _of_cells(row: Cells) -> str:
    first, *rest = row
    return ": ".join(filter(None, (first, ", ".join(filter(None, rest)))))
