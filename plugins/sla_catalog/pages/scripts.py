"""The one script that pages need, put together from its parts."""

from __future__ import annotations

import re
from importlib import resources

PARTS: tuple[str | tuple[str, ...], ...] = (
    "page.js",
    "filter.js",
    "overview.js",
    "lists.js",
    "dates.js",
    "popover.js",
    "menus.js",
    tuple(
        f"comparison{part}.js"
        for part in (
            *("-cells", "-limits", "-parts", "-address", "-drawing", "-columns", "-side"),
            "",
        )
    ),
    ("credits-reckoning.js", "credits.js"),
    "held.js",
    "material.js",
)
_REMARKS = re.compile(r"^[ \t]*/\*.*?\*/\n|^[ \t]+|^\n", re.MULTILINE | re.DOTALL)


def script() -> str:
    """Return the script; remarks and indentation stay behind.

    The first part holds what the others share; each of them, or each group of files, stands in a
    block of its own, so that their names do not meet.
    """
    shared, *parts = map(_text, PARTS)
    blocks = "".join(f"{{\n{part}}}\n" for part in parts)
    return '(() => {\n"use strict";\n' + without_remarks(shared + blocks) + "})();\n"


def without_remarks(text: str) -> str:
    """Return a script without its remarks and indentation."""
    return _REMARKS.sub("", text)


def _text(names: str | tuple[str, ...]) -> str:
    ours = resources.files("sla_catalog.pages") / "assets"
    files = (names,) if isinstance(names, str) else names
    return "".join((ours / name).read_text(encoding="utf-8") for name in files)
