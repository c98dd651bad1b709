"""What a preview remembers: what is edited is made again, all else is not, and both are right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest
from mkdocs.commands.build import build as build_site
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from sites import CARRIER, CATALOG, DATABASE, MACHINES, SHARED, WIKI, write_site

from sla_catalog.site.build import Build, prepare
from sla_catalog.site.plugin import SlaCatalogPlugin
from sla_catalog.site.preview import Preview

GLOSSARY = SHARED["agreements/glossary.yaml"]
PARTIES = SHARED["agreements/parties.yaml"]
CALENDARS = SHARED["agreements/calendars.yaml"]
LINKED = "summary: See [it](agreement:carrier) and [that](term:outage).\n"
CITING = "summary: See [it](agreement:database#metric-uptime).\n"
FIRST = "\nmetrics:\n  - {id: backups, type: rpo, target: 1 h}"
BELOW = "summary: Like [those](agreement:machines#supports).\n"
DEPENDS = "depends_on: [{agreement: machines, metrics: [uptime]}]\n"
EXPIRES = "security:\n  certifications: [{name: ISO 27001, valid_until: 2027-06-30}]\n"
LOCKED = EXPIRES + "  data_protection: {none: No personal data.}\n"
OWN = "definitions: [{term: Page view, definition: An answer to a reader.}]\n"
ALMOST = DATABASE.replace("customer: Payments", "customer: Al staff")
ALL = {"wiki", "database", "machines", "carrier"}

# Each edit is made on top of those before it: the file, its new text (None deletes it), and the
# agreements that are drawn again for it.
EDITS: tuple[tuple[str, str | None, set[str]], ...] = (
    ("agreements/wiki.yaml", WIKI.replace("99.5 %", "99.9 %"), {"wiki"}),
    ("agreements/wiki.yaml", f"# A remark\n{WIKI}", {"wiki"}),
    ("agreements/wiki.yaml", WIKI + LINKED, {"wiki"}),
    ("agreements/machines.yaml", MACHINES.replace("99.97", "99.99"), {"machines", "database"}),
    ("agreements/machines.yaml", "id: [machines\n", {"database"}),
    ("agreements/machines.yaml", MACHINES.replace("99.97", "99.99"), {"database"}),
    ("agreements/wiki.yaml", WIKI + LINKED + "depends_on: [{agreement: wikki}]\n", set()),
    ("agreements/wiki.yaml", WIKI + LINKED, set()),
    ("agreements/parties.yaml", PARTIES.replace("name: Data Platform", "name: Data"),
     {"database", "machines"}),
    ("agreements/parties.yaml", PARTIES, {"database", "machines"}),
    ("agreements/line.yaml", CARRIER.replace("id: carrier", "id: line\nsupersedes: [carrier]"),
     {"line", "carrier"}),
    ("agreements/suppliers/carrier.yaml", CARRIER.replace("title: Carrier", "title: Their"),
     {"line", "carrier", "wiki"}),
    ("agreements/line.yaml", None, {"carrier"}),
    ("agreements/glossary.yaml", GLOSSARY.replace("term: Outage", "term: Downtime"), ALL),
    ("agreements/glossary.yaml", "terms: [\n", set()),
    ("agreements/glossary.yaml", GLOSSARY.replace("term: Outage", "term: Downtime"), set()),
    ("agreements/calendars.yaml", CALENDARS.replace("18:00", "17:00"), ALL),
    ("agreements/database.yaml", DATABASE.replace("Payments", "IT Operations"),
     {"database", "machines"}),
    ("agreements/database.yaml", DATABASE, {"database", "machines"}),
    ("agreements/wiki.yaml", WIKI + CITING, {"wiki"}),
    ("agreements/database.yaml", DATABASE.replace("\nmetrics:", FIRST),
     {"database", "machines", "wiki"}),
    ("agreements/database.yaml", DATABASE.replace("title: Managed", "title: Our"),
     {"database", "machines", "wiki"}),
    ("agreements/wiki.yaml", WIKI + OWN, {"wiki"}),
    ("agreements/database.yaml", ALMOST, {"database", "machines"}),
    ("agreements/database.yaml", DATABASE, {"database", "machines"}),
    ("agreements/database.yaml", DATABASE + EXPIRES, {"database", "machines"}),
    ("agreements/database.yaml", DATABASE + LOCKED, {"database", "machines"}),
    ("agreements/wiki.yaml", WIKI + BELOW, {"wiki"}),
    ("agreements/database.yaml", DATABASE.replace(DEPENDS, ""), {"database", "machines", "wiki"}),
    ("docs/more.md", "# More\n", ALL),
)  # fmt: skip


def prepared(
    folder: Path,
    preview: Preview | None,
    today: str = "2026-11-23",
    revision: str | None = None,
) -> Build:
    config = load_config(config_file=str(folder / "mkdocs.yml"))
    plugin = config.plugins["sla-catalog"]
    assert isinstance(plugin, SlaCatalogPlugin)
    chosen = {"today": date.fromisoformat(today), "revision": revision}
    return prepare(plugin.options.model_copy(update=chosen), config, preview)


def published(build: Build) -> Mapping[str, object]:
    """Return all that MkDocs is given of a build."""
    pages = {
        uri: (page.title, page.draw(), page.hints.boost, page.place)
        for uri, page in build.pages.items()
    }
    exports = {uri: make() for uri, make in {**build.exports, **build.makers}.items()}
    return {**pages, **exports, "moves": build.moves, "findings": build.findings}


def edited(folder: Path) -> Iterator[tuple[str, set[str]]]:
    for name, text, redrawn in EDITS:
        if text is None:
            (folder / name).unlink()
        else:
            write_site(folder, {name: text})
        yield f"{name}: {text}", redrawn


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_site(tmp_path, CATALOG)


@pytest.mark.long
def test_what_is_remembered_is_what_would_be_made(folder: Path) -> None:
    preview = Preview()
    assert published(prepared(folder, preview)) == published(prepared(folder, None))
    for edit, _ in edited(folder):
        build = prepared(folder, preview)
        shown = published(build)
        if not build.broken:
            assert shown == published(prepared(folder, None)), edit


def drawn(preview: Preview) -> set[str]:
    """Return the agreements that were drawn since this was last asked."""
    names = {name for kind, name in preview.memory.made if kind == "page"}
    preview.memory.made.clear()
    return names


def test_only_what_an_edit_touches_is_drawn_again(folder: Path) -> None:
    preview = Preview()
    published(prepared(folder, preview))
    assert drawn(preview) == ALL
    for edit, redrawn in edited(folder):
        published(prepared(folder, preview))
        assert drawn(preview) == redrawn, edit


def test_another_day_forgets_all(folder: Path) -> None:
    begins = DATABASE.replace("effective: 2026-01-01", "effective: 2026-11-24")
    write_site(folder, {"agreements/database.yaml": begins})
    preview = Preview()
    today = published(prepared(folder, preview))
    drawn(preview)
    tomorrow = published(prepared(folder, preview, "2026-11-24"))
    assert drawn(preview) == ALL
    for uri in ("comparison.md", "agreements/index.md", "agreements/database.md"):
        assert "Active from" in str(today[uri])
        assert "Active from" not in str(tomorrow[uri])
    assert tomorrow == published(prepared(folder, None, "2026-11-24"))


def sheet(build: Build, name: str) -> str:
    return build.exports[f"agreements/{name}.print.css"]().decode()


def test_another_revision_is_on_every_sheet(folder: Path) -> None:
    preview = Preview()
    published(prepared(folder, preview, revision="one"))
    drawn(preview)
    second = prepared(folder, preview, revision="two")
    assert published(second) == published(prepared(folder, None, revision="two"))
    assert drawn(preview) == ALL
    assert all("revision two" in sheet(second, name) for name in (*ALL, "print"))


def test_a_title_changes_its_sheets_and_its_chapter_alone(folder: Path) -> None:
    preview = Preview()
    first = prepared(folder, preview)
    published(first)
    preview.memory.made.clear()
    write_site(folder, {"agreements/wiki.yaml": WIKI.replace("Team wiki", "Our wiki")})
    second = prepared(folder, preview)
    published(second)
    assert {name for name in ALL if sheet(first, name) != sheet(second, name)} == {"wiki"}
    assert all("Our wiki" in sheet(second, name) for name in ("wiki", "print"))
    for kind in ("stylesheet", "page"):
        assert [name for made, name in preview.memory.made if made == kind] == ["wiki"]


@pytest.mark.parametrize("name", ["print", "index", "Print"])
def test_a_broken_file_takes_the_address_of_no_list(folder: Path, name: str) -> None:
    before = prepared(folder, Preview())
    write_site(folder, {f"agreements/{name}.yaml": f"id: {name}\n"})
    build = prepared(folder, Preview())
    (broken,) = build.broken
    assert broken.uri == f"agreements/{name}-2.md"
    assert {uri: page.title for uri, page in build.pages.items() if uri != broken.uri} == {
        uri: page.title for uri, page in before.pages.items()
    }


def test_a_rule_that_looks_across_agreements_sees_every_edit(folder: Path) -> None:
    preview = Preview()

    def found() -> list[str]:
        findings = prepared(folder, preview).findings
        return [str(one.span) for one in findings if one.rule == "party-almost-declared"]

    assert found() == []
    write_site(folder, {"agreements/wiki.yaml": WIKI.replace("All staff", "Paymants")})
    assert found() == ["agreements/wiki.yaml:6:11"]
    write_site(folder, {"agreements/database.yaml": DATABASE.replace("Payments", "Paymants")})
    assert found() == []


def test_what_is_hidden_is_remembered_apart(folder: Path) -> None:
    """An audience's pages are drawn again for what it sees of an edit."""
    seen = {name: f"{CATALOG[name]}classification: public\n" for name in (
        "agreements/wiki.yaml", "agreements/database.yaml", "agreements/suppliers/carrier.yaml"
    )}  # fmt: skip
    options = "audience: {level: public, references: neutral}"
    write_site(folder, {**CATALOG, **seen}, options=options)
    preview = Preview()
    published(prepared(folder, preview))
    assert drawn(preview) == ALL - {"machines"}
    for name, text, redrawn in (
        ("machines", MACHINES.replace("Virtual", "Other"), set()),
        ("wiki", f"{seen['agreements/wiki.yaml']}tags: [one]\n", {"wiki"}),
        ("machines", f"{MACHINES}classification: public\n", {"machines", "database"}),
        ("machines", MACHINES, {"database"}),
    ):
        write_site(folder, {f"agreements/{name}.yaml": text}, options=options)
        shown = published(prepared(folder, preview))
        assert drawn(preview) == redrawn, (name, text)
        assert shown == published(prepared(folder, None)), (name, text)


HOOKS = "hooks: [hook.py]"
# A plugin of somebody's that has pages show what stands in no configuration.
HOOK = """
from pathlib import Path

def on_config(config):
    config.copyright = Path(config.config_file_path).with_name("note.txt").read_text()
    return config
"""


in_process = pytest.mark.filterwarnings("ignore::DeprecationWarning:mkdocs")


@pytest.fixture
def noted(tmp_path: Path) -> Iterator[Path]:
    """Give a site whose pages show `note.txt`, with the plugin as `mkdocs serve` starts it."""
    folder = write_site(
        tmp_path, {**CATALOG, "hook.py": HOOK, "note.txt": "First note"}, site=HOOKS
    )
    config = configured(folder)
    config.plugins.on_startup(command="serve", dirty=False)
    build_site(config)
    yield folder
    config.plugins.on_startup(command="build", dirty=False)


def configured(folder: Path) -> MkDocsConfig:
    return load_config(config_file=str(folder / "mkdocs.yml"), site_dir=str(folder / "site"))


def built_again(folder: Path) -> set[str]:
    """Build the site, and return the pages that the theme had not to draw."""
    config = configured(folder)
    build_site(config)
    plugin = config.plugins["sla-catalog"]
    assert isinstance(plugin, SlaCatalogPlugin)
    assert plugin.preview
    return {*plugin.preview.finished.again}


@in_process
def test_the_theme_draws_only_pages_that_have_changed(noted: Path) -> None:
    write_site(noted, {"agreements/wiki.yaml": WIKI.replace("99.5 %", "99.9 %")}, site=HOOKS)
    again = built_again(noted)
    assert {f"agreements/{name}.md" for name in ("database", "machines")} <= again
    assert {"agreements/wiki.md", "agreements/index.md", "comparison.md"}.isdisjoint(again)
    assert "First note" in (noted / "site/agreements/database/index.html").read_text("utf-8")


@in_process
def test_the_theme_draws_all_where_it_shows_what_nobody_knows_of(noted: Path) -> None:
    (noted / "note.txt").write_text("Second note", encoding="utf-8")
    assert built_again(noted) == set()
    for page in sorted((noted / "site").rglob("index.html")):
        assert "Second note" in page.read_text(encoding="utf-8"), page
    assert len(built_again(noted)) > len(ALL)
