"""One catalog's search index delivered in three ways: whole, in shards, and by Pagefind."""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from benchmarks.memory import PeakMemory
from benchmarks.sources import HIGH_SHARE, lower, write
from sla_catalog.pages.appearance import SEARCH_WORKER, search_worker
from sla_catalog.site.search_delivery import SearchDelivery
from sla_catalog.site.search_shards import INDEX

PAGEFIND = "pagefind[bin]==1.5.2"
_AGREEMENT = re.compile(r"agreements/(?!print/|[^/]*\.)([a-z0-9-]+)/")
_SHARDS = (
    "import sys; from pathlib import Path; "
    "from sla_catalog.site.search_delivery import SearchDelivery; "
    "SearchDelivery('-').finish(Path(sys.argv[1]))"
)
# What a search box would ask by Pagefind's own interface, on a page of the theme.
_ASKING = """\
<script type="module">
import * as pagefind from "./pagefind/pagefind.js";
await pagefind.init();
window.ask = async (words) => {
  const { results } = await pagefind.search(words);
  return results.length ? (await results[0].data()).url : "";
};
</script>
"""


@dataclass(frozen=True)
class Delivered:
    """A site whose search is delivered in one way, and what that took after Material's index."""

    way: str
    folder: Path
    seconds: float
    peak_bytes: int
    files: int
    index_bytes: int


def multiplied(entries: list[dict[str, Any]], examples: int, size: int) -> list[dict[str, Any]]:
    """Copy the entries of agreements until there are `size` of those; figures differ a little."""
    groups = [(key, list(group)) for key, group in groupby(entries, _agreement)]
    others = [entry for key, group in groups if not key for entry in group]
    agreements = [(key, group) for key, group in groups if key][:examples]
    copies = []
    for number in range(size):
        key, group = agreements[number % len(agreements)]
        copies += [_copied(entry, key, number // len(agreements)) for entry in group]
    return others + copies


def _agreement(entry: dict[str, Any]) -> str:
    found = _AGREEMENT.match(entry["location"])
    return found[1] if found else ""


def _copied(entry: dict[str, Any], key: str, number: int) -> dict[str, Any]:
    if not number:
        return entry
    text = HIGH_SHARE.sub(lambda share: f"{lower(share[1], number)} %", entry["text"])
    location = entry["location"].replace(key, f"{key}-{number}", 1)
    title = entry["title"] if "#" in location else f"{entry['title']} {number}"
    return entry | {"location": location, "title": title, "text": text}


def deliver(example: Path, folder: Path, size: int) -> Iterator[Delivered]:
    """Write the three sites of a size; each is the example's front page with another index."""
    index = json.loads((example / INDEX).read_text(encoding="utf-8"))
    count = len({_agreement(entry) for entry in index["docs"]} - {""})
    index["docs"] = multiplied(index["docs"], count, size)
    text = json.dumps(index, separators=(",", ":"))
    for way in ("whole", "shards", "pagefind"):
        site = folder / way
        shutil.copytree(example / "assets", site / "assets")
        shutil.copy(example / "index.html", site / "index.html")
        write(site / INDEX, text if way != "pagefind" else json.dumps(index | {"docs": []}))
    yield Delivered("whole", folder / "whole", 0, 0, *_held(folder / "whole/search"))
    yield _in_shards(folder / "shards")
    yield _by_pagefind(index["docs"], folder / "pagefind")


def _in_shards(site: Path) -> Delivered:
    worker = next((site / "assets/javascripts/workers").glob("search.*.min.js"))
    front = site / "index.html"
    named = SearchDelivery(worker.relative_to(site).as_posix())
    write(front, named.name_worker(front.read_text(encoding="utf-8")))
    write(site / SEARCH_WORKER, search_worker())
    seconds, peak = _run([sys.executable, "-c", _SHARDS, str(site)])
    return Delivered("shards", site, seconds, peak, *_held(site / "search"))


def _by_pagefind(entries: list[dict[str, Any]], site: Path) -> Delivered:
    """Let Pagefind read pages that hold nothing but what is searched, with Material's weights."""
    programs = site.with_name("pagefind-programs")
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(programs)]
    subprocess.run(
        [*install, PAGEFIND], check=True, env=os.environ | {"PIP_NO_WARN_CONFLICTS": "1"}
    )
    pages = site.with_name("pages")
    for page, group in groupby(entries, lambda entry: entry["location"].partition("#")[0]):
        write(pages / page / "index.html", "".join(_page(list(group))))
    command = [sys.executable, "-m", "pagefind", "--site", str(pages), "--quiet"]
    seconds, peak = _run(command, PYTHONPATH=str(programs))
    shutil.move(pages / "pagefind", site / "pagefind")
    front = site / "index.html"
    write(front, front.read_text(encoding="utf-8").replace("</body>", f"{_ASKING}</body>"))
    held = _held(site / "pagefind")
    return Delivered("Pagefind", site, seconds, peak, *held)


def _page(entries: list[dict[str, Any]]) -> Iterator[str]:
    yield '<!doctype html><html lang="en"><title>Page</title><body data-pagefind-body>'
    for place, entry in enumerate(entries):
        level, anchor = ("h2", entry["location"].partition("#")[2]) if place else ("h1", "top")
        yield f'<{level} id="{anchor}">{entry["title"]}</{level}>{entry["text"]}'
    yield "</body></html>"


def _run(command: list[str], **environment: str) -> tuple[float, int]:
    started = time.perf_counter()
    process = subprocess.Popen(command, env=os.environ | environment)
    with PeakMemory(process.pid) as memory:
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} failed")
    return time.perf_counter() - started, max(memory.peak_bytes, usage.ru_maxrss * 1024)


def _held(folder: Path) -> tuple[int, int]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return len(files), sum(path.stat().st_size for path in files)
