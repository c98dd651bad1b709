"""`sla export`: what it writes, what it leaves alone, what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from test_commands import BAD, GOOD, sla_of_its_own, write

from command import sla
from sla_catalog import staging

SITE = """\
site_name: !ENV [NAME, Handbook]
docs_dir: pages
site_dir: public
use_directory_urls: false
theme: {name: material, custom_dir: theme, variant: modern}
hooks: [hook.py]
extra_css: [own.css]
plugins:
  - search: {separator: ' '}
  - sla-catalog: {agreements: agreements, today: 2026-11-23}
  - tags
nav: [index.md, Agreements: agreements/index.md]
"""


def state(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    return write(folder, GOOD)


def exported(project: Path, *arguments: str) -> Path:
    result = sla(project, "export", "out", *arguments)
    assert result.exit_code == 0, result.stderr
    return project / "out"


def test_a_folder_of_agreements_is_enough(project: Path) -> None:
    files = state(exported(project))
    assert "docs/agreements/wiki.md" in files
    assert "docs/assets/sla-catalog/sla.js" in files
    assert b"agreements/" in files["docs/index.html"]
    settings = yaml.safe_load(files["mkdocs.yml"])
    assert settings["nav"][0] == "agreements/index.md"
    assert settings["theme"]["font"] is False


def test_without_a_nav_pages_stand_in_sections_and_lists_after_them(project: Path) -> None:
    for name in ("guide/start", "guide/README", "guide/deep-er/one", "zoo", "index", "HR_news/a"):
        path = project / "docs" / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("# Page\n", encoding="utf-8")
    settings = yaml.safe_load((exported(project) / "mkdocs.yml").read_text(encoding="utf-8"))
    assert settings["nav"] == [
        "index.md",
        "zoo.md",
        {"HR news": ["HR_news/a.md"]},
        {"Guide": ["guide/README.md", "guide/start.md", {"Deep er": ["guide/deep-er/one.md"]}]},
        "agreements/index.md",
        "parties/index.md",
        "services/index.md",
        "deadlines/index.md",
        "coverage/index.md",
        "comparison.md",
        "glossary.md",
    ]


def test_settings_of_the_site_are_kept_but_for_what_the_export_is(project: Path) -> None:
    (project / "mkdocs.yml").write_text(SITE, encoding="utf-8")
    for name in ("pages/index.md", "pages/own.css", "theme/main.html", "pages/.hidden"):
        (project / name).parent.mkdir(exist_ok=True)
        (project / name).write_text(f"# {name}\n", encoding="utf-8")
    files = state(exported(project))
    assert files["docs/index.md"] == b"# pages/index.md\n"
    assert files["overrides/main.html"] == b"# theme/main.html\n"
    assert "docs/.hidden" not in files
    text = files["mkdocs.yml"].decode()
    assert "site_name: !ENV [NAME, Handbook]" in text
    settings = yaml.safe_load(text.replace("!ENV ", ""))
    assert settings == {
        "site_name": ["NAME", "Handbook"],
        "use_directory_urls": False,
        "docs_dir": "docs",
        "theme": {"name": "material", "custom_dir": "overrides", "variant": "modern"},
        "extra_css": [
            "own.css",
            "assets/sla-catalog/sla.css",
            "assets/sla-catalog/material.css",
        ],
        "extra_javascript": ["assets/sla-catalog/sla.js"],
        "plugins": [{"search": {"separator": " "}}, "tags"],
        "nav": ["index.md", {"Agreements": "agreements/index.md"}],
    }


def test_the_same_input_gives_the_same_bytes(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = state(exported(project))
    (project / "out").rename(project / "before")
    for name, value in {"TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "7"}.items():
        monkeypatch.setenv(name, value)
    assert sla_of_its_own(project, "export", "out").returncode == 0
    assert state(project / "out") == first


@pytest.mark.parametrize(
    ("links", "expected"), [("sources", 'href="index.md'), ("pages", 'href="../#')]
)
def test_links_lead_to_sources_or_to_pages(project: Path, links: str, expected: str) -> None:
    text = (exported(project, "--links", links) / "docs/agreements/wiki.md").read_text("utf-8")
    assert expected in text


def test_an_export_replaces_the_one_before_and_leaves_the_rest(project: Path) -> None:
    out = exported(project)
    (out / "site").mkdir()
    (out / "site/index.html").write_text("built", encoding="utf-8")
    wiki = project / "agreements/wiki.yaml"
    wiki.rename(project / "agreements/mail.yaml")
    (project / "agreements/mail.yaml").write_text(GOOD.replace("wiki", "mail"), encoding="utf-8")
    files = state(exported(project))
    assert "docs/agreements/mail.md" in files
    assert [name for name in files if "wiki" in name] == []
    assert files["site/index.html"] == b"built"
    listed = json.loads(files.pop(".sla-export.json"))["files"]
    assert listed.keys() == files.keys() - {"site/index.html"}
    assert sorted(path.name for path in project.iterdir()) == ["agreements", "out"]


@pytest.mark.parametrize("trouble", [OSError("the disk is full"), KeyboardInterrupt()])
def test_an_export_that_is_stopped_changes_nothing(
    project: Path, monkeypatch: pytest.MonkeyPatch, trouble: BaseException
) -> None:
    out = exported(project)
    (out / "site").mkdir()
    (out / "site/index.html").write_text("built", encoding="utf-8")
    before = state(project)
    rename = Path.rename

    def stop(self: Path, place: Path) -> Path:
        if self.name == "new":
            raise trouble
        return rename(self, place)

    monkeypatch.setattr(Path, "rename", stop)
    monkeypatch.setattr(staging, "_swapped", lambda *_: False)  # as where no system can
    result = sla(project, "export", "out")
    assert result.exit_code in {1, 3}
    assert state(project) == before


@pytest.mark.parametrize(
    "name", ["notes.txt", "docs/agreements/wiki.md", "docs/own.md", "mkdocs.yml"]
)
def test_what_others_wrote_is_never_replaced(project: Path, name: str) -> None:
    out = project / "out"
    if name != "notes.txt":
        exported(project)
    out.mkdir(exist_ok=True)
    (out / name).write_text("my own", encoding="utf-8")
    before = state(project)
    result = sla(project, "export", "out")
    assert result.exit_code == 2
    assert ("did not write" if name == "notes.txt" else name) in result.stderr
    assert state(project) == before


@pytest.mark.parametrize("target", ["agreements/out", "docs/out", "docs", "file", "."])
def test_a_folder_that_cannot_be_the_target_is_refused(project: Path, target: str) -> None:
    (project / "docs").mkdir()
    (project / "file").write_text("mine", encoding="utf-8")
    before = state(project)
    result = sla(project, "export", target)
    assert result.exit_code == 2
    assert state(project) == before


@pytest.mark.parametrize(
    "name", ["agreements/wiki.md", "Agreements/WIKI.md", "agreements/wiki/index.md", "glossary.md"]
)
def test_a_page_in_the_place_of_ours_is_named(project: Path, name: str) -> None:
    path = project / "docs" / name
    path.parent.mkdir(parents=True)
    path.write_text("# My own\n", encoding="utf-8")
    result = sla(project, "export", "out")
    assert result.exit_code == 2
    assert name in result.stderr
    assert not (project / "out").exists()


def test_errors_leave_the_last_export(project: Path) -> None:
    before = state(exported(project))
    (project / "agreements/wiki.yaml").write_text(BAD, encoding="utf-8")
    result = sla(project, "export", "out")
    assert result.exit_code == 1
    assert "error[bad-choice]" in result.stderr
    assert "nothing is written" in result.stderr
    assert state(project / "out") == before


@pytest.mark.parametrize(
    ("files", "status"),
    [
        ({"mkdocs.yml": "site_name: [\n"}, 3),
        ({"mkdocs.yml": "INHERIT: base.yml\n"}, 3),
        ({"mkdocs.yml": "plugins: [{sla-catalog: {agreements: nowhere}}]\n"}, 3),
        ({"mkdocs.yml": "plugins: [{sla-catalog: {agreements: empty}}]\n", "empty/a.txt": ""}, 4),
    ],
)
def test_what_cannot_be_read_is_said(project: Path, files: dict[str, str], status: int) -> None:
    for name, text in files.items():
        (project / name).parent.mkdir(exist_ok=True)
        (project / name).write_text(text, encoding="utf-8")
    result = sla(project, "export", "out")
    assert result.exit_code == status
    assert result.stderr
    assert not (project / "out").exists()


@pytest.mark.parametrize(
    ("option", "meant"),
    [
        ("today: tomorrow", "write it as 2026-12-31"),
        ("timezone: Europe/Berln", "did you mean Europe/Berlin?"),
        ("language: xx", "write de or en"),
    ],
)
def test_wrong_options_are_named(project: Path, option: str, meant: str) -> None:
    (project / "mkdocs.yml").write_text(f"plugins: [{{sla-catalog: {{{option}}}}}]\n", "utf-8")
    result = sla(project, "export", "out")
    assert result.exit_code == 2
    assert meant in result.stderr
    assert not (project / "out").exists()


def test_a_link_out_of_the_handbook_is_refused(project: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("secret", encoding="utf-8")
    (project / "docs").mkdir()
    (project / "docs/page.md").symlink_to(tmp_path / "secret.md")
    result = sla(project, "export", "out")
    assert result.exit_code == 3
    assert "page.md leads out of docs" in result.stderr
    assert not (project / "out").exists()


def test_an_export_in_another_format_says_what_it_removed(project: Path) -> None:
    exported(project)
    written = {path for path in (project / "out").rglob("*") if path.is_file()}
    told = sla(project, "export", "out", "--to", "openslo").stdout.splitlines()[-1]
    left = {path for path in (project / "out").rglob("*") if path.is_file()}
    gone = len(written - left)
    assert gone > 1
    assert told.endswith(f"to out, removed {gone} of the export before")
    again = sla(project, "export", "out", "--to", "openslo").stdout.splitlines()[-1]
    assert again.endswith("to out")
