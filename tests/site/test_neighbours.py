"""Other plugins and settings beside ours: what they decide counts for our pages too."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, PluginCollection
from sites import EPOCH, ROOT, build

import command
from packages import from_pypi, from_pypi_alone
from sla_catalog.assembly.options import Options
from sla_catalog.site.neighbours import refuse_neighbours

AGREEMENT = """\
id: mail
kind: sla
title: Mail for everybody
owner: Post team
customer: Everybody
services: [{id: mail, name: Mail}]
metrics: [{id: up, type: availability, target: 98.5 %, window: calendar month}]
"""
CONFIG = """\
site_name: Handbook
theme: {{name: material, font: false}}
{site}
plugins:
{before}  - search
  - sla-catalog: {{timezone: Europe/Berlin}}
{after}
"""
HOOK = """\
def on_config(config):
    config.theme["language"] = "de"
    config.use_directory_urls = False
"""
ASKING_HOOK = """\
def on_env(env, config, files):
    print("without source:", [file.src_uri for file in files if not file.abs_src_path])
"""
PLUGINS = {
    "mkdocs-autolinks-plugin": "0.7.1",
    "mkdocs-exclude": "1.0.2",
    "mkdocs-git-revision-date-localized-plugin": "1.6.0",
    "mkdocs-literate-nav": "0.6.3",
    "mkdocs-macros-plugin": "1.5.0",
    "mkdocs-minify-plugin": "0.8.0",
    "mkdocs-print-site-plugin": "2.9",
    "mkdocs-rss-plugin": "1.19.0",
    "mkdocs-static-i18n": "1.3.1",
    "mkdocs-to-pdf": "0.12.1",
}
TECHDOCS = {"mkdocs-techdocs-core": "1.7.1"}  # what Backstage builds with; it pins the rest


def write(folder: Path, *, before: str = "", after: str = "", site: str = "") -> Path:
    files = {
        "mkdocs.yml": CONFIG.format(before=before, after=after, site=site),
        "docs/index.md": "# Handbook\n\nSee [mail](agreements/mail.md).\n",
        "agreements/mail.yaml": AGREEMENT,
        "hook.py": HOOK,
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def dead_links(site: Path) -> set[str]:
    """Return the links within a site that lead to nothing."""
    dead = set()
    for page in sorted(site.rglob("*.html")):
        for link in re.findall(r'href="([^"#?]+)', page.read_text(encoding="utf-8")):
            if re.match(r"[a-z]+:|/", link):
                continue
            target = page.parent / unquote(link)
            target = target / "index.html" if target.is_dir() else target
            dead |= set() if target.is_file() else {link}
    return dead


@pytest.mark.parametrize("place", ["before", "after"])
def test_addresses_without_folders_are_followed_in_any_order(tmp_path: Path, place: str) -> None:
    folder = write(tmp_path, **{place: "  - offline\n"})
    result = build(folder, "--strict")
    assert result.returncode == 0, result.stderr
    assert (folder / "site/agreements/mail.html").is_file()
    assert dead_links(folder / "site") == set()


def test_a_hook_sets_language_and_addresses(tmp_path: Path) -> None:
    folder = write(tmp_path, site="hooks: [hook.py]")
    result = build(folder, "--strict")
    assert result.returncode == 0, result.stderr
    page = (folder / "site/agreements/mail.html").read_text(encoding="utf-8")
    assert '<html lang="de"' in page
    assert "Verfügbarkeit" in page
    assert dead_links(folder / "site") == set()


def test_an_export_knows_that_a_plugin_leaves_out_folders(tmp_path: Path) -> None:
    folder = write(tmp_path, before="  - offline\n")
    result = command.sla(folder, "export", "--links", "pages", "out", SOURCE_DATE_EPOCH=EPOCH)
    assert result.exit_code == 0, result.output
    assert build(folder / "out").returncode == 0
    assert dead_links(folder / "out/site") == set()


def test_what_exclude_docs_names_is_left_out_and_told(tmp_path: Path) -> None:
    site = "exclude_docs: |\n  coverage/\n  metrics.csv\n"
    folder = write(tmp_path, site=site)
    result = build(folder)
    assert result.returncode == 0, result.stderr
    told = re.findall(r"sla-catalog: (\S+) is not published: ‘exclude_docs’", result.stderr)
    assert told == [
        "coverage/dora-30.md",
        "coverage/index.md",
        "coverage/iso-19086.md",
        "metrics.csv",
    ]
    assert not (folder / "site/coverage").exists()
    assert not (folder / "site/metrics.csv").exists()


def test_the_last_part_of_an_address_is_kept(tmp_path: Path) -> None:
    folder = write(tmp_path, site="site_url: https://sla.example.com/handbook")
    agreement = folder / "agreements/mail.yaml"
    agreement.write_text(f"{AGREEMENT}formerly: [post]\n", encoding="utf-8")
    assert command.sla(folder, "export", "out", SOURCE_DATE_EPOCH=EPOCH).exit_code == 0
    page = (folder / "out/docs/agreements/post/index.html").read_text(encoding="utf-8")
    assert "https://sla.example.com/handbook/agreements/mail/" in page


@pytest.mark.parametrize("least", [0, 1], ids=["one index", "index in shards"])
def test_every_file_is_based_on_one_on_the_disk(tmp_path: Path, least: int) -> None:
    folder = write(tmp_path, site="hooks: [hook.py]")
    (folder / "hook.py").write_text(ASKING_HOOK, encoding="utf-8")
    config = folder / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    option = f"sla-catalog: {{shard_search_from: {least}, "
    config.write_text(text.replace("sla-catalog: {", option), encoding="utf-8")
    result = build(folder, "--strict")
    assert result.returncode == 0, result.stderr
    assert "without source: []" in result.stdout
    assert (folder / "site/assets/sla-catalog/search-worker.js").is_file() == (least == 1)


def test_autolinks_in_a_build_for_an_audience_is_named(tmp_path: Path) -> None:
    config = MkDocsConfig(config_file_path=str(tmp_path / "mkdocs.yml"))
    config.plugins = PluginCollection()
    config.plugins["autolinks"] = BasePlugin()
    refuse_neighbours(Options(), config)
    with pytest.raises(PluginError, match="the plugin autolinks looks for every page"):
        refuse_neighbours(Options.of({"audience": {"level": "public"}}), config)


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"cache_safe": True, "js_files": ["assets/sla-catalog/sla.js"]}, "sla.js"),
        ({"cache_safe": True, "css_files": "assets/sla-catalog/sla.css"}, "sla.css"),
        ({"cache_safe": True, "js_files": ["own.js"], "css_files": None}, ""),
        ({"cache_safe": False, "js_files": ["assets/sla-catalog/sla.js"]}, ""),
    ],
)
def test_a_file_of_ours_that_minify_looks_for_in_docs_is_named(
    tmp_path: Path, settings: dict[str, object], named: str
) -> None:
    config = MkDocsConfig(config_file_path=str(tmp_path / "mkdocs.yml"))
    config.plugins = PluginCollection()
    minify = config.plugins["minify"] = BasePlugin()
    minify.config = settings
    if not named:
        refuse_neighbours(Options(), config)
        return
    with pytest.raises(PluginError, match=rf"minify looks for assets/sla-catalog/{named} in"):
        refuse_neighbours(Options(), config)


def test_the_guide_names_each_plugin_in_the_version_tried() -> None:
    page = (ROOT / "docs/guide/neighbours.md").read_text(encoding="utf-8")
    assert dict(re.findall(r"^\| `(mkdocs-[\w-]+)` \| ([\d.]+) \|", page, re.MULTILINE)) == (
        PLUGINS | TECHDOCS
    )


def test_the_guide_names_the_version_of_material_that_is_locked() -> None:
    page = (ROOT / "docs/guide/neighbours.md").read_text(encoding="utf-8")
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    locked = re.search(r"^mkdocs-material==([\d.]+)", lock, re.MULTILINE)
    tried = re.search(r"of Material \| ([\d.]+) \|", page)
    assert locked is not None
    assert tried is not None
    assert tried[1] == locked[1]


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("plugins")
    return from_pypi(folder, *(f"{name}=={version}" for name, version in PLUGINS.items()))


def built_beside(folder: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "mkdocs", "build"],
        cwd=folder,
        env=environment | {"NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": EPOCH},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.long
@pytest.mark.parametrize(
    "plugin",
    [
        'rss: {match_path: "news/.*"}',
        "minify: {minify_html: true}",
        "literate-nav",
        "macros: {on_undefined: strict, on_error_fail: true}",
        "print-site",
        "autolinks",
        "to-pdf",
        "git-revision-date-localized",
    ],
)
def test_a_plugin_works(tmp_path: Path, environment: dict[str, str], plugin: str) -> None:
    folder = write(tmp_path, after=f"  - {plugin}\n")
    agreement = folder / "agreements/mail.yaml"
    text = AGREEMENT.replace("Mail for everybody", '"Mail of {{ nobody }}"')
    agreement.write_text(text, encoding="utf-8")
    dated = environment | {
        "GIT_AUTHOR_DATE": "2024-05-06T12:00:00Z",
        "GIT_COMMITTER_DATE": "2024-05-06T12:00:00Z",
    }
    who = ["-c", "user.name=A", "-c", "user.email=a@example.com"]
    for arguments in (["init", "-q"], ["add", "-A"], [*who, "commit", "-q", "-m", "Begin"]):
        subprocess.run(["git", *arguments], cwd=folder, env=dated, check=True)
    result = built_beside(folder, environment)
    assert result.returncode == 0, result.stderr
    page = (folder / "site/agreements/mail/index.html").read_text(encoding="utf-8")
    assert "Mail of {{ nobody }}" in page
    assert "98.5" in page
    if plugin == "literate-nav":
        front = (folder / "site/index.html").read_text(encoding="utf-8")
        links = re.findall(r'<a href="([^"]+)" class="md-nav__link', front)
        assert "coverage/" in links
        assert "agreements/mail/" not in links
    if plugin == "git-revision-date-localized":
        assert "May 6, 2024" in page


@pytest.mark.long
def test_techdocs_of_backstage_publish_the_catalog(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    [(name, version)] = TECHDOCS.items()
    environment = from_pypi_alone(tmp_path_factory.mktemp("techdocs"), f"{name}=={version}")
    folder = write(tmp_path, after="  - techdocs-core\n")
    result = built_beside(folder, environment)
    assert result.returncode == 0, result.stderr
    assert "98.5" in (folder / "site/agreements/mail/index.html").read_text(encoding="utf-8")
    assert (folder / "site/techdocs_metadata.json").is_file()
    assert dead_links(folder / "site") == set()


@pytest.mark.long
def test_what_a_plugin_takes_out_is_told(tmp_path: Path, environment: dict[str, str]) -> None:
    folder = write(tmp_path, after='  - exclude: {glob: ["*.ics", "agreements/print.md"]}\n')
    result = built_beside(folder, environment)
    assert result.returncode == 0, result.stderr
    told = re.findall(r"sla-catalog: (\S+) is not published", result.stderr)
    assert told == ["agreements/print.md", "calendar.ics"]


@pytest.mark.long
def test_two_languages_are_two_sites(tmp_path: Path, environment: dict[str, str]) -> None:
    languages = "[{locale: en, default: true, name: English}, {locale: de, name: Deutsch}]"
    folder = write(tmp_path, after=f"  - i18n: {{languages: {languages}}}\n")
    result = built_beside(folder, environment)
    assert result.returncode == 1
    assert "build the site once for each language" in result.stderr
    assert "Traceback" not in result.stderr
