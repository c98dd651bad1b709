"""Whole sites as a preview builds them: after each edit they equal a fresh build, file by file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from canaries import CANARY, sung
from mkdocs.commands.build import build as build_site
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from sites import CATALOG, DATABASE, EPOCH, MACHINES, SHARED, WIKI, digests, write_site

from sla_catalog.incremental.shells import ProcessShells, Shell
from sla_catalog.site.delivery import SiteDelivery
from sla_catalog.site.plugin import SlaCatalogPlugin

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:mkdocs")
SITE = "site_url: https://handbook.example.com/"
GUIDE = "# Start\n\nAn Outage is told, a [gap](term:outage) is not.\n"
FILES = {**CATALOG, "docs/start.md": GUIDE}


@dataclass
class Previewed:
    """A site in `folder`, built again and again by one plugin as `mkdocs serve` does."""

    folder: Path
    config: MkDocsConfig | None = None
    is_dirty: bool = False

    def build(self, name: str = "served") -> Path:
        """Build the site as it is served; return the folder of its pages."""
        site = self.folder.parent / name
        self.config = load_config(
            config_file=str(self.folder / "mkdocs.yml"), site_dir=str(site), strict=False
        )
        if name == "served" and self.plugin.preview is None:
            self.config.plugins.on_startup(command="serve", dirty=self.is_dirty)
        build_site(self.config, dirty=self.is_dirty)
        for uri, make in self.plugin.build.makers.items():  # as when somebody asks for it
            assert (site / uri).read_bytes() == b""
            (site / uri).write_bytes(make())
        return site

    def build_afresh(self) -> Path:
        """Build the site as it would be published."""
        plugin, preview, delivery = self.plugin, self.plugin.preview, self.plugin.delivery
        plugin.preview, plugin.delivery = None, SiteDelivery()  # what is served keeps its folders
        try:
            return self.build("built")
        finally:
            plugin.preview, plugin.delivery = preview, delivery

    @property
    def plugin(self) -> SlaCatalogPlugin:
        assert self.config
        plugin = self.config.plugins["sla-catalog"]
        assert isinstance(plugin, SlaCatalogPlugin)
        return plugin

    def write(self, name: str, text: str) -> Path:
        """Write a file and build the site as it is served."""
        return self.edit({name: text})

    def edit(self, files: Mapping[str, str | None]) -> Path:
        """Write files, delete those without a text, and build the site as it is served."""
        for name, text in files.items():
            path = self.folder / name
            if text is None:
                path.unlink()
            else:
                path.write_text(text, encoding="utf-8", newline="\n")
        return self.build()


@pytest.fixture
def previewed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Previewed]:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    one = Previewed(tmp_path / "source")
    yield one
    if one.config:
        one.config.plugins.on_startup(command="build", dirty=False)


def other(built: Mapping[str, str], shown: Mapping[str, str]) -> list[str]:
    """Return the files that are not the same in two sites."""
    return [name for name in {**built, **shown} if built.get(name) != shown.get(name)]


GLOSSARY, PARTIES = SHARED["agreements/glossary.yaml"], SHARED["agreements/parties.yaml"]
CASES = MACHINES.replace(
    "metrics:",
    "severities: [{id: P1, name: High}, {id: P2, name: Low}]\nmetrics:\n"
    "  - {id: response, type: response_time, objectives: [{when: {severity: P1}, target: 1 h}]}",
)
BACKUPS = "\nmetrics:\n  - {id: backups, type: rpo, target: 1 h}"
OWN = "definitions: [{term: Page view, definition: An answer to a reader.}]\n"
Edit = Mapping[str, str | None]
EDITS: tuple[Edit, ...] = (
    {"agreements/wiki.yaml": WIKI.replace("99.5 %", "99.9 %").replace("SLA-060", "SLA-061"),
     "agreements/machines.yaml": CASES},
    {"agreements/database.yaml": DATABASE.replace("2026-01-01", "2026-12-01"),
     "agreements/machines.yaml": MACHINES.replace("title: Virtual", "title: New")},
    {"agreements/glossary.yaml": GLOSSARY.replace("term: Outage", "term: Downtime"),
     "agreements/parties.yaml": PARTIES.replace("name: IT Operations", "name: Operations")},
    {"agreements/wiki-two.yaml": WIKI.replace("id: wiki", "id: wiki-two\nformerly: [wiki-2]")},
    {"agreements/wiki.yaml": "id: wiki\ntitle: [\n"},
    {"agreements/wiki.yaml": f"{WIKI}summary: Of [it](agreement:database#metric-uptime).\n"},
    {"agreements/database.yaml": DATABASE.replace("\nmetrics:", BACKUPS)},
    {"agreements/database.yaml": DATABASE.replace("title: Managed", "title: Our")},
    {"agreements/wiki.yaml": WIKI + OWN,
     "docs/start.md": "# Start\n\nA [view](term:page-view), and an Outage.\n"},
    {"agreements/wiki.yaml": WIKI.replace("All staff", "Paymants") + OWN},
    {"agreements/database.yaml": DATABASE.replace("Payments", "Paymants"),
     "docs/index.md": "# A new name\n\nSee the [wiki](agreements/wiki-two.md).\n"},
    {"docs/later.md": "# Later\n"},
    {"agreements/wiki-two.yaml": None},
)  # fmt: skip


HOOK = """\
from pathlib import Path
from mkdocs.plugins import event_priority

@event_priority(150)
def on_files(files, config):
    Path(config.site_dir, "theirs.txt").write_text("theirs")
    return files
"""


def test_what_another_one_writes_first_is_published_each_time(previewed: Previewed) -> None:
    write_site(previewed.folder, {**FILES, "hook.py": HOOK}, site=f"{SITE}\nhooks: [hook.py]")
    seen = [digests(previewed.build()) for _ in range(4)]
    assert "theirs.txt" in seen[0]
    assert seen == [seen[0]] * 4


def test_a_preview_that_leaves_what_is_unchanged_keeps_all_pages(previewed: Previewed) -> None:
    write_site(previewed.folder, FILES, site=SITE)
    previewed.is_dirty = True
    seen = [digests(previewed.build()).keys() for _ in range(4)]
    assert "index.html" in seen[0]
    assert seen == [seen[0]] * 4


@pytest.mark.long
def test_every_edit_shows_what_a_build_publishes(previewed: Previewed) -> None:
    write_site(previewed.folder, FILES, site=SITE)
    text = (previewed.folder / "mkdocs.yml").read_text("utf-8")
    configs = [
        text.replace("timezone:", "language: de\n      timezone:"),
        text.replace("timezone:", "terms: {agreements: all}\n      timezone:"),
        text.replace("timezone:", "edit_url: https://x.example/{path}\n      timezone:"),
        text.split("nav:")[0].replace("site_name: Handbook", "site_name: Our promises"),
    ]
    previewed.build()
    turns: tuple[Edit, ...] = (
        *EDITS,
        *({"mkdocs.yml": text} for text in configs),
        {"docs/later.md": "# Soon\n"},
    )
    for edit in turns:
        shown = digests(previewed.edit(edit))
        if not previewed.plugin.build.broken:
            assert other(digests(previewed.build_afresh()), shown) == [], edit


HIDDEN = "zq20001zq"
LED = "zq20003zq"  # what leads to the machines, as long as they may be seen
ASIDE = f"summary: Beside [{LED}](agreement:machines).\n"
OPEN = "classification: public\n"
PUBLIC = {
    **FILES,
    "agreements/wiki.yaml": WIKI + OPEN,
    "agreements/database.yaml": DATABASE + OPEN + ASIDE,
    "agreements/machines.yaml": MACHINES.replace("Virtual", HIDDEN) + "tags: [zq20002zq]\n",
}
SECRET = PUBLIC["agreements/machines.yaml"]
SEEN = MACHINES + OPEN
BROKEN = "agreements/machines/index.html"
# Each edit on top of those before: whether its site shows mistakes, and whether the page of the
# machines is there.
TURNS: tuple[tuple[str, str, bool, bool], ...] = (
    ("agreements/machines.yaml", SEEN, False, True),
    ("agreements/machines.yaml", SECRET, False, False),
    ("agreements/machines.yaml", SECRET.replace("99.97", "99.98"), False, False),
    ("agreements/machines.yaml", f"{SECRET}'{HIDDEN}': 1\n", False, False),
    ("agreements/machines.yaml", f"id: machines\ntitle: [{HIDDEN}\n", False, False),
    ("agreements/machines.yaml", f"{SECRET}depends_on: [{{agreement: {HIDDEN}}}]\n", False, False),
    ("agreements/machines.yaml", SEEN, False, True),
    ("agreements/machines.yaml", f"{SEEN}'{HIDDEN}': 1\n", True, True),
    ("agreements/machines.yaml", f"id: machines\ntitle: [{HIDDEN}\n", True, True),
    ("agreements/machines.yaml", SEEN, False, True),
    ("agreements/machines.yaml", f"{SEEN}depends_on: [{{agreement: wikki}}]\n", True, True),
    ("agreements/machines.yaml", f"{SECRET}depends_on: [{{agreement: wikki}}]\n", False, False),
    ("agreements/machines.yaml", f"id: machines\ntitle: [{HIDDEN}\n", False, False),
    ("agreements/machines.yaml", SECRET, False, False),
    ("agreements/wiki.yaml", WIKI + f"summary: {HIDDEN} Downtime.\n", False, False),
    ("agreements/glossary.yaml", f"{GLOSSARY}  - {{id: z, term: Downtime, definition: {HIDDEN}}}\n",
     False, False),
    ("agreements/parties.yaml", f"{PARTIES}  - {{id: zq, name: {HIDDEN}, kind: [}}\n", True, False),
    ("agreements/parties.yaml", f"{PARTIES}  - {{id: zq, name: {HIDDEN}, kind: team}}\n",
     False, False),
    ("agreements/new.yaml", f"id: new\n{OPEN}{HIDDEN}: it\n", False, False),
    ("agreements/new.yaml", WIKI.replace("id: wiki", "id: new") + OPEN, False, False),
    ("docs/start.md", "# Start\n\nNo Downtime, but an Outage.\n", False, False),
)  # fmt: skip


def test_a_preview_for_an_audience_shows_nothing_else(
    previewed: Previewed, caplog: pytest.LogCaptureFixture
) -> None:
    options = "audience: {level: public, references: neutral}"
    write_site(previewed.folder, PUBLIC, site=SITE, options=options)
    previewed.build()
    for name, text, has_mistakes, has_page in TURNS:
        site = previewed.write(name, text)
        case = (name, text)
        assert bool(previewed.plugin.build.broken) == has_mistakes, case
        assert (site / BROKEN).exists() == has_page, case
        assert set().union(*sung(site).values()) == ({LED} if has_page else set()), case
        is_whole = not has_mistakes and not previewed.plugin.build.withheld_notice
        if is_whole:
            assert other(digests(previewed.build_afresh()), digests(site)) == [], case
    assert not [r for r in caplog.records if CANARY.search(r.getMessage().encode())]
    assert "`sla check agreements` prints them" in caplog.text


def test_another_audience_sees_nothing_of_the_one_before(previewed: Previewed) -> None:
    write_site(previewed.folder, PUBLIC, site=SITE)
    config = (previewed.folder / "mkdocs.yml").read_text("utf-8")
    level = "audience: {level: LEVEL, references: neutral}\n      timezone:"
    assert HIDDEN in set().union(*sung(previewed.build()).values())
    for chosen in ("confidential", "public", "internal", "public"):
        text = config.replace("timezone:", level.replace("LEVEL", chosen))
        site = previewed.write("mkdocs.yml", text)
        assert bool(sung(site)) == (chosen != "public"), chosen
        assert other(digests(previewed.build_afresh()), digests(site)) == [], chosen


def page(site: Path) -> str:
    html = (site / BROKEN).read_text("utf-8")
    return html[html.index("<article") : html.index("</article>")]


def test_a_mistake_is_told_to_an_audience_as_far_as_it_may_see(previewed: Previewed) -> None:
    files = {**PUBLIC, "agreements/machines.yaml": SEEN}
    options = "audience: {level: public}"
    write_site(previewed.folder, files, site=SITE, options=options)
    previewed.build()
    unread = page(previewed.write("agreements/machines.yaml", f"id: machines\ntitle: [{HIDDEN}\n"))
    assert "agreements/machines.yaml:2:8" in unread
    assert "`sla check agreements` prints it" in unread
    assert "sla-excerpt" not in unread
    rule = page(previewed.write("agreements/machines.yaml", f"{SEEN}owner_: it\n{OPEN}"))
    assert "owner_" not in rule
    wrong = f"{SEEN}depends_on: [{{agreement: wiki, metrics: [uptme]}}]\n"
    told = page(previewed.write("agreements/machines.yaml", wrong))
    assert "there is no metric of wiki ‘uptme’" in told
    assert "sla-excerpt" not in told
    withheld = previewed.write("agreements/machines.yaml", SECRET)
    assert "withheld-reference" in (withheld / "agreements/database/index.html").read_text("utf-8")
    assert sung(withheld) == {}


def test_a_page_that_names_no_term_says_so_and_heals(previewed: Previewed) -> None:
    write_site(previewed.folder, FILES, site=SITE)
    previewed.build()
    wrong = GUIDE.replace("term:outage", "term:outrage")
    page = (previewed.write("docs/start.md", wrong) / "start/index.html").read_text("utf-8")
    assert "docs/start.md:3:28: there is no term ‘outrage’" in page
    index = (previewed.folder.parent / "served/search/search_index.json").read_text("utf-8")
    assert "outrage" not in index
    shown = digests(previewed.write("docs/start.md", GUIDE))
    assert other(digests(previewed.build_afresh()), shown) == []


def left(previewed: Previewed) -> set[str]:
    """Return the pages of ours that the last build left as they were written."""
    written = {page.file.src_uri for page in previewed.plugin.left.others()}
    return previewed.plugin.build.pages.keys() - written


OTHERS = {"agreements/machines.md", "agreements/carrier.md", "parties/index.md", "glossary.md"}
ALONE = "site_url: https://handbook.example.com/\n"


def test_pages_that_would_be_the_same_are_left(previewed: Previewed) -> None:
    write_site(previewed.folder, FILES, site=ALONE)
    previewed.build()
    for share in ("99.6", "99.7", "99.8"):  # there are two folders, of which one is served
        shown = previewed.write("agreements/wiki.yaml", WIKI.replace("99.5 %", f"{share} %"))
        assert share in (shown / "agreements/wiki/index.html").read_text("utf-8")
        assert other(digests(previewed.build_afresh()), digests(shown)) == []
    previewed.build()
    assert left(previewed) >= OTHERS
    assert "agreements/index.md" not in left(previewed)  # the sample


def test_a_file_that_somebody_else_has_written_is_written_again(previewed: Previewed) -> None:
    write_site(previewed.folder, FILES, site=ALONE)
    for _ in range(3):
        site = previewed.build()
    for name in ("agreements/wiki.json", "agreements/machines/index.html"):
        (site / name).write_text("somebody else's", encoding="utf-8")
    previewed.build()
    shown = digests(previewed.build())
    assert other(digests(previewed.build_afresh()), shown) == []
    assert "agreements/carrier.md" in left(previewed)


def test_no_page_is_left_where_another_plugin_may_look_at_it(previewed: Previewed) -> None:
    write_site(
        previewed.folder,
        {**FILES, "hook.py": "def on_post_page(output, **_): return output\n"},
        site="hooks: [hook.py]\n",
    )
    for _ in range(3):
        previewed.build()
    assert previewed.plugin.preview
    assert previewed.plugin.preview.finished.again
    assert not previewed.plugin.left


def test_where_the_theme_shows_something_else_the_site_is_built_again(
    previewed: Previewed, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_site(previewed.folder, FILES, site=ALONE)
    for _ in range(3):
        previewed.build()
    assert left(previewed)
    find = ProcessShells.find

    def shown_otherwise(self: ProcessShells, name: str) -> Shell:
        shell = find(self, name)
        assert shell
        return replace(shell, after="")

    monkeypatch.setattr(ProcessShells, "find", shown_otherwise)
    previewed.build()
    assert previewed.plugin.is_outdated  # the server then builds once more
    shown = digests(previewed.build())
    assert not previewed.plugin.is_outdated
    assert other(digests(previewed.build_afresh()), shown) == []
