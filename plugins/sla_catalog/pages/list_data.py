"""The data file of a long list: every row as it is drawn, for the script to find and sort.

It is a script that assigns one value, since pages read from files may fetch nothing. Rows are the
HTML of the pages, so that nobody draws them a second time: each is cut where rows are often alike,
and what many have in common is said once. Addresses are those of the first page. With the rows come
the drawings of their signs, since a page has only those of its own rows.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable

from sla_catalog.frozen import dataclass
from sla_catalog.pages.signs import signs_in

# Our own templates write all of this, and whatever an author wrote is escaped in it.
_PIECE = re.compile(
    r'<h2[^>]*>(?P<part>.*?)(?: <span class="sla-qualifier">.*?)?</h2>'
    r"|(?P<head><table[^>]*>.*?</thead>)"
    r'|<tr [^>]*class="sla-group".*?<span class="sla-group-title">(?P<kind>.*?)</span>.*?</tr>'
    r"|(?P<row><tr .*?</tr>)",
    re.DOTALL,
)
_ROWS, _PAGER = "<div data-sla-rows>", '<nav class="sla-pager"'  # between them are the rows
_ANCHOR = re.compile(r'#[^"]*">')
_HERE = "\0"  # where a row is cut; no page has one


@dataclass(frozen=True, slots=True)
class ListRows:
    """The rows of a page: of each the head of its table, the title of its part, and its pieces.

    `signs` are the names of the drawings to which the page refers.
    """

    rows: tuple[tuple[str, str, tuple[str, ...]], ...]
    signs: tuple[str, ...]

    @classmethod
    def of(cls, html: str) -> ListRows:
        """Read the rows of a page as the templates draw it."""
        rows, head, part = [], "", ""
        start = html.index(_ROWS)
        for piece in _PIECE.finditer(html, start, html.index(_PAGER, start)):
            if piece["head"]:
                head = re.sub(r"<caption.*?</caption>\n", "", piece["head"], flags=re.DOTALL)
            elif piece["row"]:
                rows.append((head, part, _cut(piece["row"])))
            else:
                part = piece["part"] or piece["kind"]
        return cls(tuple(rows), signs_in(html))


def list_data(name: str, pages: Iterable[ListRows], sheet: Callable[[Iterable[str]], str]) -> str:
    """Return the data file of a list: heads, titles of parts and texts, and rows by their places.

    `sheet` draws signs by their names.
    """
    heads: dict[str, int] = {}
    parts: dict[str, int] = {}
    texts: dict[str, int] = {}
    signs: set[str] = set()
    rows = []
    for page in pages:
        signs.update(page.signs)
        for head, part, pieces in page.rows:
            cut = (_place(texts, text) for text in pieces)
            rows.append([_place(heads, head), _place(parts, part), *cut])
    said = {"heads": [*heads], "parts": [*parts], "texts": [*texts], "rows": rows}
    data = json.dumps(said | {"signs": sheet(signs)}, ensure_ascii=False, separators=(",", ":"))
    return f"(window.slaRows??={{}})[{json.dumps(name)}]={data};\n"


def _cut(row: str) -> tuple[str, ...]:
    """Cut a row before its cells and the anchors of its links, and behind addresses and links."""
    for begin in ("<td ", "<th "):
        row = row.replace(begin, _HERE + begin)
    for end in (' href="', "</a>"):
        row = row.replace(end, end + _HERE)
    return tuple(_ANCHOR.sub(_HERE + r"\g<0>", row).split(_HERE))


def _place(known: dict[str, int], text: str) -> int:
    return known.setdefault(text, len(known))
