#!/usr/bin/env bash
# Guess: a grid of two columns that reaches the end of a page continues on the next one, as a table does.
# Truth: a column that has no line on the first page can begin above the top of the next one, so that its first
#   lines are drawn off the sheet. Nothing is logged. Extracted text still has them, so a test of the text
#   does not notice. `break-inside: avoid` for the grid helps while it is no taller than a page.
# Version: WeasyPrint 70.0, read with pypdf 7.1.0. Needs Pango, as WeasyPrint does.
# Source: the place of each line, as printed below; CSS Grid 1, section 12 (Fragmenting Grid Layout).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check weasyprint==70.0 pypdf==7.1.0
cat > "$folder/grid.py" <<'PYTHON'
import io
from importlib.metadata import version

from pypdf import PdfReader
from weasyprint import HTML

LEFT = "Alpha beta gamma delta epsilon zeta eta theta"
RIGHT = "One two three four five six seven eight"
PAGE = """<html lang="en"><title>Duties</title><style>
@page {{ size: 300px 200px; margin: 10px }}
body {{ font: 16px/20px monospace; margin: 0 }}
ul {{ margin: 0; padding: 0; list-style: none }}
.two {{ display: {display}; grid-template-columns: 1fr 1fr }}
</style><div style="height: 130px"></div>
<div class="two"><div><ul><li>{left}</ul></div><div><ul><li>{right}</ul></div></div></html>"""


def lines_off_the_sheet(display):
    """Return the lines that are drawn above the top of their page, with their height above it."""
    html = PAGE.format(display=display, left=LEFT, right=RIGHT)
    off = {}
    for page in PdfReader(io.BytesIO(HTML(string=html).write_pdf())).pages:
        top = float(page.mediabox.top)

        def look(text, matrix, place, font, size, top=top):
            height = matrix[3] * place[5] + matrix[5]
            if text.strip() and height > top:
                off[text.strip()] = round(float(height - top), 1)

        page.extract_text(visitor_text=look)
    return off


print("WeasyPrint", version("weasyprint"))
assert lines_off_the_sheet("block") == {}
off = lines_off_the_sheet("grid")
print("points above the top of the sheet:", off)
assert list(off) == ["One two three"], off
PYTHON
"$folder/venv/bin/python" "$folder/grid.py"
