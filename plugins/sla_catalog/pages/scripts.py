"""The one script that pages need, put together from its parts."""

from __future__ import annotations

import re
from importlib import resources

PARTS = (
    "page.js",
    "filter.js",
    "dates.js",
    "popover.js",
    "comparison.js",
    "credits.js",
    "material.js",
)
_REMARKS = re.compile(r"^[ \t]*/\*.*?\*/\n|^[ \t]+|^\n", re.MULTILINE | re.DOTALL)


def script() -> str:
    """Return the script; remarks and indentation stay behind.

    The first part holds what the others share; each of them stands in a block of its own, so
    that their names do not meet.
    """
    ours = resources.files("sla_catalog.pages") / "assets"
    shared, *parts = [(ours / name).read_text(encoding="utf-8") for name in PARTS]
    blocks = "".join(f"{{\n{part}}}\n" for part in parts)
    return '(() => {\n"use strict";\n' + _REMARKS.sub("", shared + blocks) + "})();\n"
