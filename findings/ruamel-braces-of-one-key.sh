#!/usr/bin/env bash
# Guess: loading and dumping a file with ruamel.yaml's round-trip loader changes nothing that it says it
#   keeps, "seq/map flow style" among it; `[{plan: gold}]` comes back as it was.
# Truth: a mapping with one key in a bracketed list loses its braces, `[plan: gold]`; with two keys they
#   stay. A bracketed collection over several lines becomes one line at any width.
# Version: ruamel.yaml 0.19.1.
# Source: the dumped text, as printed below; YAML 1.2.2, 7.4.1, calls the form a single pair mapping.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check ruamel.yaml==0.19.1
cat > "$folder/trip.py" <<'PYTHON'
import io
from importlib.metadata import version

from ruamel.yaml import YAML


def trip(text):
    yaml = YAML()
    yaml.width = 4096
    yaml.preserve_quotes = True
    written = io.StringIO()
    yaml.dump(yaml.load(text), written)
    return written.getvalue()


print(f"ruamel.yaml {version('ruamel.yaml')}")
made = {text: trip(text) for text in (
    "when: [{plan: gold}, {region: eu}]\n",
    "when: [{plan: gold, region: eu}]\n",
    "when:\n- {plan: gold}\n",
    "target: {above: 99.9 %,\n  below: 100 %}\n",
)}
for before, after in made.items():
    print(repr(before), "->", repr(after))
assert list(made.values()) == [
    "when: [plan: gold, region: eu]\n",
    "when: [{plan: gold, region: eu}]\n",
    "when:\n- {plan: gold}\n",
    "target: {above: 99.9 %, below: 100 %}\n",
], made
PYTHON
"$folder/venv/bin/python" "$folder/trip.py"
