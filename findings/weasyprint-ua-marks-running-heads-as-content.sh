#!/usr/bin/env bash
# Guess: with `pdf_variant="pdf/ua-1"` WeasyPrint writes running heads and page numbers as artifacts, and
#   a `dl` whose pairs are in `div`, as HTML allows, as a list of items, since both are what PDF/UA-1 asks for.
# Truth: text of a margin box is marked as content of elements that are in no tree of tags, and a pair in
#   a `div` becomes L > Div > LI, a list whose children are no items. The log says nothing of either.
# Version: WeasyPrint 70.0, read with pypdf 7.1.0. Needs Pango, as WeasyPrint does.
# Source: what WeasyPrint writes, as printed below; ISO 14289-1, 7.8 (running heads are artifacts), and
#   ISO 32000-1, table 336 (a list has items).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check weasyprint==70.0 pypdf==7.1.0
cat > "$folder/tags.py" <<'PYTHON'
import re
import sys
from importlib.metadata import version

from pypdf import PdfReader
from weasyprint import HTML

PAGE = """<html lang="en"><title>Levels</title>
<style>@page { @top-left { content: "Running head" } }</style>
<h1>Levels</h1><dl><div><dt>Plan</dt><dd>Gold</dd></div></dl></html>"""

path = sys.argv[1]
HTML(string=PAGE).write_pdf(path, pdf_variant="pdf/ua-1")
reader = PdfReader(path)
root = reader.trailer["/Root"]["/StructTreeRoot"]
known, ways = set(), []


def walk(node, way):
    if hasattr(node, "idnum"):
        known.add(node.idnum)
        node = node.get_object()
    if isinstance(node, list):
        for one in node:
            walk(one, way)
    elif isinstance(node, dict):
        tag = str(node.get("/S", ""))[1:]
        way = [*way, tag] if tag else way
        if tag == "LI":
            ways.append(" > ".join(way))
        walk(node.get("/K", []), way)


walk(root["/K"], [])
marked = root["/ParentTree"]["/Nums"][1]
lost = [number for number, one in enumerate(marked) if one.idnum not in known]
content = reader.pages[0].get_contents().get_data().decode("latin-1")
tags = [tag for tag, number in re.findall(r"/(\w+)\s+<</MCID (\d+)>>", content) if int(number) in lost]
print(f"WeasyPrint {version('weasyprint')}, pypdf {version('pypdf')}")
print("in the content, but in no tree of tags:", lost, tags)
print("items of lists:", *ways, sep="\n  ")
assert lost, marked
assert "Artifact" not in tags, tags
assert ways == ["Document > L > Div > LI"] * 2, ways
PYTHON
"$folder/venv/bin/python" "$folder/tags.py" "$folder/levels.pdf"
