"""`mkdocs serve` over HTTP: it shows what is broken, answers all else, and heals."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest
from serving import Server, free_port, served
from sites import CATALOG, EPOCH, INDEX, SHARED, WIKI, build, digests, write_site

from sla_catalog.site.serving import Answering

Write = Callable[[bytes], object]
HOSTILE = '<script>alert(1)</script><img src=x onerror="alert(2)">'
MISTAKES: dict[str, tuple[str | bytes, str]] = {
    "syntax": (WIKI.replace("title: Team wiki", "title: [Team wiki"), "agreements/wiki.yaml:3:8"),
    "type": (WIKI.replace("99.5 %", "most of the time"), "agreements/wiki.yaml:9:"),
    "reference": (f"{WIKI}depends_on: [{{agreement: datbase}}]\n", "agreements/wiki.yaml:12:26"),
    "empty": ("", "agreements/wiki.yaml:1:1"),
    "conflict": (f"<<<<<<< HEAD\n{WIKI}=======\n>>>>>>> theirs\n", "agreements/wiki.yaml:1:1"),
    "bytes": (b"id: wiki\ntitle: \xff\xfe\x00\n", "agreements/wiki.yaml:2:8"),
    "hostile": (f"{WIKI}'{HOSTILE}': 1\n", "agreements/wiki.yaml:12:1"),
}
BROKEN = "id: wiki\ntitle: [\n"
OTHERS = {
    "agreements/": "Managed database",
    "agreements/database/": "99.95",
    "comparison/": "Virtual machines",
    "": "Where our agreements are",
}


class Content(HTMLParser):
    """Gather the tags within the article of a page, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        start, end = html.index("<article"), html.index("</article>")
        self.feed(html[start:end])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags += [tag, *(name for name, _ in attrs if name.startswith("on"))]

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = write_site(tmp_path_factory.mktemp("served"), site="strict: true")
    with served(folder, SOURCE_DATE_EPOCH=EPOCH) as running:
        yield running


def break_and_mend(server: Server, kind: str, turn: int) -> None:
    """Break the wiki's file in one way and mend it with another target than before."""
    broken, place = MISTAKES[kind]
    server.write("agreements/wiki.yaml", broken)
    shown = Content(server.page("/agreements/wiki/"))
    assert "wiki.yaml has a mistake" in shown.text
    assert place in shown.text
    assert {"script", "img", "iframe", "onerror"}.isdisjoint(shown.tags)
    for path, words in OTHERS.items():
        assert words in Content(server.page(f"/{path}")).text, path
    assert "wiki.yaml has a mistake" in Content(server.page("/agreements/")).text
    target = f"99.{turn:02}"
    server.write("agreements/wiki.yaml", WIKI.replace("99.5 %", f"{target} %"))
    mended = Content(server.page("/agreements/wiki/")).text
    assert "Team wiki" in mended
    assert target in mended
    assert "has a mistake" not in Content(server.page("/agreements/")).text


def test_what_is_broken_is_shown_and_heals(server: Server) -> None:
    for turn, kind in enumerate(("syntax", "reference", "bytes"), 1):
        break_and_mend(server, kind, turn)
    assert "Traceback" not in server.log
    assert server.log.count("agreements/wiki.yaml:3:8: error[") == 1


def test_hostile_text_is_shown_as_written(server: Server) -> None:
    server.write("agreements/wiki.yaml", MISTAKES["hostile"][0])
    assert HOSTILE in Content(server.page("/agreements/wiki/")).text
    server.write("agreements/wiki.yaml", WIKI)


def test_files_about_the_whole_catalog_are_made_when_asked_for(server: Server) -> None:
    assert (server.site / "metrics.csv").read_bytes() == b""
    assert "99.5" in server.page("/metrics.csv")
    assert "99.5" in server.page("/metrics.csv")
    server.write("agreements/wiki.yaml", WIKI.replace("99.5 %", "99.9 %"))
    assert "99.9" in server.page("/metrics.csv")
    assert server.get("/metrics.xlsx")[0] == 200
    assert server.get("/other.xlsx")[0] == 404
    server.write("agreements/wiki.yaml", WIKI)


def test_a_file_that_is_asked_for_during_a_build_is_not_empty(tmp_path: Path) -> None:
    made: list[str] = []

    def make() -> bytes:
        made.append("metrics.csv")
        return b"made"

    def serve(request: WSGIEnvironment, _start: StartResponse) -> Iterable[bytes]:
        return [request["PATH_INFO"].encode()]  # as the server does when the build is done

    def ask(path: str) -> tuple[bytes, list[str]]:
        said: list[str] = []

        def start(status: str, headers: list[tuple[str, str]], _error: object = None) -> Write:
            said.append(str((status, headers)))
            return lambda _: None

        return b"".join(answering.answer({"PATH_INFO": path}, start)), said

    answering = Answering(
        tmp_path,
        "/docs/",
        list,
        serve,
        str,
        int,
        lambda: {"metrics.csv": make, "left.csv": make},
        bool,
    )
    (tmp_path / "metrics.csv").touch()
    csv = str(("200 OK", [("Content-Type", "text/csv"), ("Content-Length", "4")]))
    assert [ask("/docs/metrics.csv"), ask("/docs/metrics.csv")] == [(b"made", [csv])] * 2
    assert made == ["metrics.csv"]
    assert (tmp_path / "metrics.csv").read_bytes() == b"made"
    for path in ("/docs/left.csv", "/docs/", "/docs/../metrics.csv"):  # which nobody publishes
        assert ask(path) == (path.encode(), [])


@pytest.mark.long
def test_fifty_cycles(server: Server) -> None:
    kinds = [*MISTAKES]
    for turn in range(50):
        break_and_mend(server, kinds[turn % len(kinds)], turn)
    assert "Traceback" not in server.log


def test_a_broken_shared_file_leaves_what_it_held(server: Server) -> None:
    glossary = SHARED["agreements/glossary.yaml"]
    server.write("agreements/glossary.yaml", glossary.replace("term: Outage", "trem: Outage"))
    assert "Time in which a service" in Content(server.page("/glossary/")).text
    assert "agreements/glossary.yaml:2:18" in Content(server.page("/agreements/glossary/")).text
    for path in ("agreements/", "agreements/database/", "comparison/", "glossary/"):
        text = Content(server.page(f"/{path}")).text
        assert "glossary.yaml has" in text, path
    server.write("agreements/glossary.yaml", glossary)
    assert "glossary.yaml has" not in Content(server.page("/agreements/database/")).text
    assert server.get("/agreements/glossary/")[0] == 404


def test_what_stands_on_a_broken_agreement_names_it(server: Server) -> None:
    machines = CATALOG["agreements/machines.yaml"]
    assert "Virtual machines" in Content(server.page("/agreements/database/")).text
    server.write("agreements/machines.yaml", machines.replace("kind: ola", "kind: olla"))
    text = Content(server.page("/agreements/database/")).text
    assert "Virtual machines" not in text
    assert "machines" in text
    server.write("agreements/machines.yaml", machines)
    assert "Virtual machines" in Content(server.page("/agreements/database/")).text


def test_a_catalog_that_starts_broken_heals(tmp_path: Path) -> None:
    broken = {**CATALOG, "agreements/wiki.yaml": "id: [wiki\n", "agreements/parties.yaml": "a: b\n"}
    port = free_port()
    write_site(tmp_path, broken, site=f"site_url: http://127.0.0.1:{port}/")
    with served(tmp_path, port=port, SOURCE_DATE_EPOCH=EPOCH) as server:
        assert "wiki.yaml has" in Content(server.page("/agreements/wiki/")).text
        assert "parties.yaml has" in Content(server.page("/agreements/database/")).text
        server.write("agreements/parties.yaml", SHARED["agreements/parties.yaml"])
        server.write("agreements/wiki.yaml", WIKI)
        assert "Team wiki" in Content(server.page("/agreements/wiki/")).text
        assert "has a mistake" not in Content(server.page("/agreements/")).text
        assert_served_as_built(server)


# A plugin that crashes by itself, and makes our own drawing crash, where the home page says so.
CRASH = """\
from pathlib import Path
from sla_catalog.pages import site_pages

draw = site_pages.Page.draw

def on_pre_build(config):
    is_wrong = "<b>drawing" in Path(config.docs_dir, "index.md").read_text(encoding="utf-8")
    site_pages.Page.draw = (lambda page: page.figures) if is_wrong else draw

def on_page_markdown(markdown, page, **_):
    if "<b>crash" in markdown:
        return 1 // 0
"""
STOPS = {
    "settings that are no YAML": ("mkdocs.yml", "plugins: [", "mkdocs.yml"),
    "an option that does not exist": ("mkdocs.yml", "      tody: 2026-12-31\n", "today"),
    "front matter": ("docs/index.md", "---\nterms: most\n---\n# Home\n", "terms is ‘most’"),
    "a crash": ("docs/index.md", "# Home\n\n<b>crash</b>\n", "ZeroDivisionError"),
    "a crash of ours while a page is drawn": (
        "docs/index.md",
        "# Home\n\n<b>drawing</b>\n",
        "AttributeError: &#39;Page&#39; object has no attribute &#39;figures&#39;",
    ),
    "a page in the way": ("docs/agreements/wiki.md", "# Mine\n", "agreements/wiki.md"),
}


@pytest.fixture(scope="module")
def stoppable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = write_site(
        tmp_path_factory.mktemp("stoppable"),
        {**CATALOG, "crash.py": CRASH},
        site="hooks: [crash.py]",
    )
    with served(folder, SOURCE_DATE_EPOCH=EPOCH) as running:
        yield running


@pytest.mark.parametrize("why", STOPS)
def test_it_answers_while_the_site_cannot_be_built(stoppable: Server, why: str) -> None:
    name, wrong, said = STOPS[why]
    path = stoppable.folder / name
    before = path.read_text(encoding="utf-8") if path.exists() else None
    if before and name == "mkdocs.yml":
        wrong = before.replace("nav:", f"{wrong}\nnav:")
    path.parent.mkdir(exist_ok=True)
    stoppable.write(name, wrong)
    for address in ("/", "/agreements/", "/agreements/wiki/", "/404.html"):
        html = stoppable.page(address)
        assert "<h1>The site cannot be built</h1>" in html
        assert said in html
        assert "livereload(" in html
        assert "<b>" not in html
    assert "sla-page" in stoppable.page("/assets/sla-catalog/sla.css")
    if before is None:
        stoppable.delete(name)
    else:
        stoppable.write(name, before)
    assert "Team wiki" in Content(stoppable.page("/agreements/wiki/")).text
    assert stoppable.get("/sla-catalog-stopped.html")[0] == 404


def test_a_strict_preview_goes_on_with_warnings(server: Server) -> None:
    server.write("docs/index.md", f"{INDEX}\n[nowhere](nowhere.md)\n")
    assert "nowhere" in Content(server.page("/")).text
    server.write("docs/index.md", INDEX)
    assert "nowhere" not in Content(server.page("/")).text


def edits(server: Server) -> Iterator[tuple[str, str]]:
    """Yield changed files of the small catalog, one after the other."""
    config = (server.folder / "mkdocs.yml").read_text(encoding="utf-8")
    glossary, parties = SHARED["agreements/glossary.yaml"], SHARED["agreements/parties.yaml"]
    machines = CATALOG["agreements/machines.yaml"]
    second = WIKI.replace("id: wiki", "id: wiki-two\nformerly: [wiki-2]")
    yield "agreements/wiki.yaml", WIKI.replace("99.5 %", "99.9 %")
    yield "agreements/glossary.yaml", glossary.replace("term: Outage", "term: Downtime")
    yield "agreements/parties.yaml", parties.replace("name: IT Operations", "name: Operations")
    yield "agreements/machines.yaml", machines.replace("title: Virtual", "title: New")
    yield "agreements/wiki-two.yaml", second
    yield "agreements/wiki.yaml", BROKEN
    yield "agreements/wiki.yaml", WIKI
    yield "docs/index.md", "# A new name\n\nSee the [wiki](agreements/wiki-two.md).\n"
    yield "mkdocs.yml", config.replace("site_name: Handbook", "site_name: Our promises")


@pytest.mark.long  # without a server, test_previewed_sites.py does the same
def test_every_edit_serves_what_a_build_publishes(tmp_path: Path) -> None:
    port = free_port()
    site = f"site_url: http://127.0.0.1:{port}/"
    write_site(tmp_path, site=site)
    with served(tmp_path, port=port, SOURCE_DATE_EPOCH=EPOCH) as server:
        for name, text in edits(server):
            server.write(name, text)
            if text != BROKEN:
                assert_served_as_built(server)
        server.delete("agreements/wiki.yaml")
        assert_served_as_built(server)


def assert_served_as_built(server: Server) -> None:
    result = build(server.folder, "-d", str(server.folder / "built"))
    assert result.returncode == 0, result.stderr
    for path in server.site.rglob("*"):
        if path.is_file() and not path.stat().st_size:
            server.page(f"/{path.relative_to(server.site).as_posix()}")
    built, shown = digests(server.folder / "built"), digests(server.site)
    assert built.keys() == shown.keys()
    assert [name for name, digest in built.items() if shown[name] != digest] == []
