"""The search index in shards: what its files hold, and when it stays whole."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from sites import built, digests, write_site

from sla_catalog.pages.appearance import SEARCH_WORKER
from sla_catalog.pages.searching import SEPARATOR
from sla_catalog.site.search_shards import INDEX, WORDS_BYTES, NoIndexError, shards

CONFIG = {"lang": ["en"], "separator": SEPARATOR, "pipeline": [], "fields": {"title": {"boost": 9}}}
DOCS: list[Mapping[str, Any]] = [
    {"location": "wiki/", "title": "SLA-060 Wiki", "text": "Up <b>99.9 %</b>", "boost": 2},
    {"location": "wiki/#up", "title": "Uptime", "text": "<p>99.9 %</p><p>up up</p>", "boost": 2},
    {"location": "help/", "title": "Help &amp; more", "text": "", "tags": ["Uptime"]},
]
EXPECTED: Mapping[str, Any] = {
    "words-0.json": [
        ["&amp;", [(2 << 6) | 8]],
        ["060", [(0 << 6) | 8]],
        ["99.9", [(0 << 6) | 1, (1 << 6) | 1]],
        ["help", [(2 << 6) | 8]],
        ["more", [(2 << 6) | 8]],
        ["sla", [(0 << 6) | 8]],
        ["up", [(0 << 6) | 1, (1 << 6) | 2]],
        ["uptime", [(1 << 6) | 8, (1 << 6) | 32]],
        ["wiki", [(0 << 6) | 8]],
    ],
    "texts-0.json": [
        [
            0,
            [
                ["", "SLA-060 Wiki", "Up <b>99.9 %</b>"],
                ["up", "Uptime", "<p>99.9 %</p><p>up up</p>"],
            ],
        ],
        [1, [["", "Help &amp; more", "", ["Uptime"]]]],
    ],
}


def index_of(docs: Sequence[Mapping[str, Any]]) -> bytes:
    return json.dumps({"config": CONFIG, "docs": docs}).encode()


def test_shards_hold_words_with_their_places_and_texts_by_page() -> None:
    files = {uri: json.loads(data) for uri, data in shards(index_of(DOCS)).items()}
    index = files.pop(INDEX)
    folder = index["config"].pop("shards")
    assert folder == {
        "folder": folder["folder"],
        "words": ["&amp;"],
        "texts": [0],
        "sections": [2, 1],
    }
    assert index == {
        "config": CONFIG,
        "docs": [
            {"location": "wiki/", "title": "SLA-060 Wiki", "text": "", "boost": 2},
            {"location": "help/", "title": "Help &amp; more", "text": ""},
        ],
    }
    assert {uri.partition("/shards-")[2][13:]: rows for uri, rows in files.items()} == EXPECTED


def test_many_words_are_in_several_files_in_order() -> None:
    docs = [
        {"location": f"p{n}/", "title": f"Page {n}", "text": f"word{n:05} common"}
        for n in range(4000)
    ]
    files = {uri: json.loads(data) for uri, data in shards(index_of(docs)).items()}
    guide = files[INDEX]["config"]["shards"]
    parts = [files[f"{guide['folder']}/words-{n}.json"] for n in range(len(guide["words"]))]
    assert len(parts) > 1
    assert [part[0][0] for part in parts] == guide["words"]
    words = [word for part in parts for word, _ in part]
    assert words == sorted(set(words))
    sizes = [len(data) for uri, data in shards(index_of(docs)).items() if "/words-" in uri]
    assert max(sizes) < 2 * WORDS_BYTES
    assert sum(guide["sections"]) == len(docs)


def test_words_are_in_the_order_in_which_a_script_looks_for_them() -> None:
    docs = [{"location": "a/", "title": "A", "text": "ＡＢＣ 🚀start zebra"}]
    (rows,) = (json.loads(data) for uri, data in shards(index_of(docs)).items() if "words" in uri)
    words = [word for word, _ in rows if word > "y"]
    assert words == ["zebra", "🚀start", "ａｂｃ"]


def test_the_folder_is_another_one_when_the_index_is() -> None:
    assert set(shards(index_of(DOCS))) == set(shards(index_of(DOCS)))
    assert set(shards(index_of(DOCS))) & set(shards(index_of(DOCS[:2]))) == {INDEX}


@pytest.mark.parametrize(
    "index",
    [
        b"no JSON",
        b"[]",
        b'{"docs": []}',
        json.dumps({"config": {"separator": "("}, "docs": []}).encode(),
        json.dumps({"config": CONFIG, "docs": [{"path": "wiki/"}]}).encode(),
    ],
)
def test_an_index_of_another_form_is_refused(index: bytes) -> None:
    with pytest.raises(NoIndexError):
        shards(index)


def whole(site: Path) -> bool:
    index = json.loads((site / INDEX).read_text(encoding="utf-8"))
    assert ("shards" in index["config"]) == (site / SEARCH_WORKER).exists()
    return "shards" not in index["config"]


def test_it_begins_with_a_number_of_agreements(tmp_path: Path) -> None:
    folder = write_site(tmp_path)  # of four agreements
    config = folder / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    found = []
    for least in (0, 4, 5):
        line = f"timezone: Europe/Berlin\n      shard_search_from: {least}\n"
        config.write_text(text.replace("timezone: Europe/Berlin\n", line), encoding="utf-8")
        found.append(whole(built(folder)))
    assert found == [True, False, True]


def test_every_page_starts_the_worker_that_reads_shards(tmp_path: Path) -> None:
    site = built(write_site(tmp_path, options="shard_search_from: 1"))
    pages = [path for path in site.rglob("*.html") if "__config" in path.read_text("utf-8")]
    assert {"404.html", "index.html"} <= {path.relative_to(site).as_posix() for path in pages}
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert (SEARCH_WORKER in text, "workers/search." in text) == (True, False), page


def test_a_site_for_opening_as_files_has_its_index_whole(tmp_path: Path) -> None:
    polyfills = "extra: {polyfills: [assets/iframe-worker.js]}"
    assert whole(built(write_site(tmp_path, site=polyfills, options="shard_search_from: 1")))


def test_two_builds_are_equal(tmp_path: Path) -> None:
    folder = write_site(tmp_path, options="shard_search_from: 1")
    assert digests(built(folder)) == digests(built(folder))
