#!/usr/bin/env bash
# Guess: hiding a table's caption off the sheet with `position: absolute` changes what is seen in a
#   PDF and nothing in its tags; screen readers still meet one table with its caption.
# Truth: each part of the table becomes a Table of its own, nested in the one before, and the caption
#   is inside the innermost. A reader hears four tables.
# Version: WeasyPrint 70.0, read with pypdf 7.1.0. Needs Pango, as WeasyPrint does.
# Source: the tags that WeasyPrint writes (`pdf_tags=True`), as printed below; PDF/UA-1 (ISO 14289-1)
#   asks for one Table whose Caption is its child.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check weasyprint==70.0 pypdf==7.1.0
cat > "$folder/tags.py" <<'PYTHON'
import sys
from importlib.metadata import version

from pypdf import PdfReader
from weasyprint import HTML

ROWS = "".join(f"<tr><td>Plan {n}</td><td>99.{n} %</td></tr>" for n in range(3))
PAGE = """<html lang="en"><title>Levels</title><style>{style}</style><table>
<caption>Service levels</caption><thead><tr><th>Plan</th><th>Level</th></tr></thead>
<tbody>{rows}</tbody></table></html>"""
SHOWN = "caption { text-align: left }"
HIDDEN = "caption { position: absolute; left: -100cm }"


def tags(style, path):
    HTML(string=PAGE.format(style=style, rows=ROWS)).write_pdf(path, pdf_tags=True)
    root = PdfReader(path).trailer["/Root"]["/StructTreeRoot"]
    found = []

    def walk(node, way):
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for one in node:
                walk(one, way)
        elif isinstance(node, dict):
            tag = str(node.get("/S", ""))[1:]
            way = [*way, tag] if tag else way
            if tag in {"Table", "Caption"}:
                found.append(" > ".join(way))
            walk(node.get("/K", []), way)

    walk(root, [])
    return found


path = sys.argv[1]
shown, hidden = tags(SHOWN, path), tags(HIDDEN, path)
print(f"WeasyPrint {version('weasyprint')}, pypdf {version('pypdf')}")
print("shown: ", *shown, sep="\n  ")
print("hidden:", *hidden, sep="\n  ")
assert shown == ["Document > Table", "Document > Table > Caption"], shown
assert [line.count("Table") for line in hidden] == [1, 2, 3, 4, 4], hidden
PYTHON
"$folder/venv/bin/python" "$folder/tags.py" "$folder/levels.pdf"
