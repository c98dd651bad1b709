"""The one script that pages need, put together from its parts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib import resources
from pathlib import Path

PARTS = ("page.js", "filter.js", "dates.js", "popover.js", "comparison.js")
_REMARKS = re.compile(r"^[ \t]*/\*.*?\*/\n|^[ \t]+|^\n", re.MULTILINE | re.DOTALL)


def script(further: Iterable[Path] = ()) -> str:
    """Return the script; remarks and indentation stay behind, `further` parts follow ours.

    The first part holds what the others share; each of them stands in a block of its own, so
    that their names do not meet.
    """
    ours = resources.files("sla_catalog.pages") / "assets"
    shared, *parts = [(ours / name).read_text(encoding="utf-8") for name in PARTS]
    parts += [path.read_text(encoding="utf-8") for path in further]
    blocks = "".join(f"{{\n{part}}}\n" for part in parts)
    return '(() => {\n"use strict";\n' + _REMARKS.sub("", shared + blocks) + "})();\n"
