"""The styles and the script that pages need, whoever delivers them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from importlib import resources

from sla_catalog.pages.scripts import script, without_remarks
from sla_catalog.pages.styles import style

_ASSETS = resources.files("sla_catalog.pages") / "assets"
FOLDER = "assets/sla-catalog"
STYLES = (f"{FOLDER}/sla.css", f"{FOLDER}/material.css")
SCRIPT = f"{FOLDER}/sla.js"
SEARCH_WORKER = f"{FOLDER}/search-worker.js"
TABS = "navigation.tabs"  # the feature of Material that shows the navigation above pages


def assets() -> Mapping[str, str]:
    """Return the text of each file by its path on the site."""
    ours, of_material = STYLES
    return {ours: style(), of_material: _text("material.css"), SCRIPT: script()}


def search_worker() -> str:
    """Return the worker that Material's search box asks where its index is in shards."""
    return without_remarks(_text("search-whole.js") + _text("search-worker.js"))


def search_worker_around(theirs: str) -> str:
    """Return the worker that it asks where the index is whole: Material's, which has this name."""
    return without_remarks(_text("search-whole.js")) + f"importScripts({json.dumps(theirs)});\n"


def hidden(hides: Iterable[str], *, has_tabs: bool) -> list[str]:
    """Return what a page goes without: not without a navigation that it has only at its side."""
    return [name for name in hides if name != "navigation" or has_tabs]


def contents_partial() -> str:
    """Return the part of a theme in Material's form that lists a page's contents.

    It takes them from the page's front matter, where a generator reads no headings in HTML.
    """
    return _text("contents.html")


def _text(name: str) -> str:
    return (_ASSETS / name).read_text(encoding="utf-8")
