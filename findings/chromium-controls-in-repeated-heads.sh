#!/usr/bin/env bash
# Guess: a table head that Chromium repeats on each printed sheet looks the same on all of them.
# Truth: buttons, and so the words in them, are only on the first sheet; text beside them is repeated.
#   A table with sortable heads loses its heads from the second sheet on. `display: contents` on the
#   buttons in print brings them back.
# Version: Chromium as the system has it (`CHROMIUM=/path/to/chromium`), read with pypdf 7.1.0.
# Source: the text of each sheet of the PDF that `--print-to-pdf` writes, as printed below.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
chromium=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome)}
"$chromium" --version
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pypdf==7.1.0
cat > "$folder/sheets.py" <<'PYTHON'
import subprocess
import sys
from pathlib import Path

from pypdf import PdfReader

ROWS = "".join(f"<tr><td>Service {n}</td><td>99.{n} %</td></tr>" for n in range(120))
PAGE = """<!doctype html><title>Levels</title><style>@media print {{ {style} }}</style><table>
<thead><tr><th>Service</th><th><button>Availability</button> at least</th></tr></thead>
<tbody>{rows}</tbody></table>"""


def heads(chromium, folder, style):
    (folder / "page.html").write_text(PAGE.format(style=style, rows=ROWS))
    subprocess.run(
        [chromium, "--headless", "--no-sandbox", "--disable-gpu",
         f"--print-to-pdf={folder / 'page.pdf'}", (folder / "page.html").as_uri()],
        check=True, capture_output=True, timeout=120,
    )
    texts = [page.extract_text() for page in PdfReader(folder / "page.pdf").pages]
    return [[word for word in ("Service", "Availability", "at least") if word in text.partition("99.")[0]]
            for text in texts]


chromium, folder = sys.argv[1], Path(sys.argv[2])
plain = heads(chromium, folder, "")
mended = heads(chromium, folder, "button { display: contents }")
print("heads on each sheet:", plain)
print("with display: contents:", mended)
assert len(plain) > 1 and "Availability" in plain[0]
assert all("Availability" not in sheet and "at least" in sheet for sheet in plain[1:])
assert all("Availability" in sheet for sheet in mended)
PYTHON
"$folder/venv/bin/python" "$folder/sheets.py" "$chromium" "$folder"
