"""Print the entries of requirements.lock that the site needs: what runs, and what installs it."""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Hatchling puts this folder into .venv as it is; what it needs itself is listed, too.
INSTALLERS = {
    "editables",
    "hatchling",
    "packaging",
    "pathspec",
    "pluggy",
    "tomlkit",
    "trove-classifiers",
}


def needed() -> Iterator[str]:
    """Yield the entries of what the bill of materials names, and of the installers."""
    bill = json.loads((ROOT / "sbom.cdx.json").read_text(encoding="utf-8"))
    names = {one["name"] for one in bill["components"]} | INSTALLERS
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8").rstrip("\n")
    for entry in re.split(r"\n(?=\S)", lock):
        if entry.partition("==")[0] in names:
            yield entry


if __name__ == "__main__":
    sys.stdout.write("\n".join([*needed(), ""]))
