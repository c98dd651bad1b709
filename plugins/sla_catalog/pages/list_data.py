"""The data file of a long list: every row as it is drawn, for the script to find and sort.

It is a script that assigns one value, since pages read from files may fetch nothing. Rows are the
HTML of the pages, so that nobody draws them a second time: each is cut where rows are often alike,
and what many have in common is said once. Addresses are those of the first page. With the rows come
the drawings of their signs, since a page has only those of its own rows.
"""

from __future__ import annotations

import json
import re
from typing import Any

from sla_catalog.pages.signs import sheet

# Our own templates write all of this, and whatever an author wrote is escaped in it.
_PIECE = re.compile(
    r'<h2[^>]*>(?P<part>.*?)(?: <span class="sla-qualifier">.*?)?</h2>'
    r"|(?P<head><table[^>]*>.*?</thead>)"
    r'|<tr [^>]*class="sla-group".*?<span class="sla-group-title">(?P<kind>.*?)</span>.*?</tr>'
    r"|(?P<row><tr .*?</tr>)",
    re.DOTALL,
)
_ANCHOR = re.compile(r'#[^"]*">')
_HERE = "\0"  # where a row is cut; no page has one


def list_data(name: str, html: str) -> str:
    """Return the data file of a list by the HTML of a page that has all its rows."""
    data = json.dumps(
        _rows(html) | {"signs": sheet(html)}, ensure_ascii=False, separators=(",", ":")
    )
    return f"(window.slaRows??={{}})[{json.dumps(name)}]={data};\n"


def _rows(html: str) -> dict[str, Any]:
    """Return heads of tables, titles of parts, and rows: places of a head, a part, and texts."""
    heads: dict[str, int] = {}
    parts: dict[str, int] = {}
    texts: dict[str, int] = {}
    rows, head, part = [], "", ""
    for piece in _PIECE.finditer(html):
        if piece["head"]:
            head = re.sub(r"<caption.*?</caption>\n", "", piece["head"], flags=re.DOTALL)
        elif piece["row"]:
            cut = [_place(texts, text) for text in _cut(piece["row"])]
            rows.append([_place(heads, head), _place(parts, part), *cut])
        else:
            part = piece["part"] or piece["kind"]
    return {"heads": [*heads], "parts": [*parts], "texts": [*texts], "rows": rows}


def _cut(row: str) -> list[str]:
    """Cut a row before its cells and the anchors of its links, and behind addresses and links."""
    for begin in ("<td ", "<th "):
        row = row.replace(begin, _HERE + begin)
    for end in (' href="', "</a>"):
        row = row.replace(end, end + _HERE)
    return _ANCHOR.sub(_HERE + r"\g<0>", row).split(_HERE)


def _place(known: dict[str, int], text: str) -> int:
    return known.setdefault(text, len(known))
