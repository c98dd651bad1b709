"""A site built from its cache, by MkDocs itself."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from sites import build, built, digests, write_site

AGREEMENT = """\
id: mail-{number}
kind: sla
title: Mail {number}
owner: Team
provider: us
customer: them
metrics: [{{id: uptime, type: availability, target: 99.{number:02} %, window: calendar month}}]
"""
FILES = {f"agreements/mail-{n}.yaml": AGREEMENT.format(number=n) for n in range(30)}
OPTIONS = "today: 2026-12-05"


def test_a_site_from_the_cache_has_the_same_bytes(tmp_path: Path) -> None:
    plain, cached = tmp_path / "plain", tmp_path / "cached"
    for folder, options in ((plain, OPTIONS), (cached, f"{OPTIONS}\ncache: kept/here")):
        folder.mkdir()
        write_site(folder, FILES, options=options)
    first = digests(built(cached))
    kept = {path: path.stat().st_ino for path in (cached / "kept").rglob("page/*.json")}
    changed = "agreements/mail-7.yaml"
    text = (cached / changed).read_text().replace("99.07 %", "99.97 %")
    for folder in (plain, cached):
        (folder / changed).write_text(text)
    again = build(cached)
    assert "29 of 30 pages of agreements were taken from the cache" in again.stderr
    second = digests(cached / "site")
    assert second == digests(built(plain))
    assert second != first
    assert len(kept) == len(FILES)
    written = [path.stem for path, number in kept.items() if path.stat().st_ino != number]
    assert written == ["mail-7"]


@pytest.mark.parametrize(
    "place",
    [
        *("docs/kept", "site", "agreements/.kept", "docs/../site/kept", "overrides/kept"),
        *(".", "..", "agreements/.."),
    ],
)
def test_a_cache_is_never_where_it_is_published_or_read(tmp_path: Path, place: str) -> None:
    theirs = {"overrides/main.html": '{% extends "base.html" %}'}
    write_site(tmp_path, {**FILES, **theirs}, options=f"{OPTIONS}\ncache: {place}")
    config = (tmp_path / "mkdocs.yml").read_text()
    (tmp_path / "mkdocs.yml").write_text(
        config.replace("  name: material", "  name: material\n  custom_dir: overrides")
    )
    assert "overrides" in (tmp_path / "mkdocs.yml").read_text()
    result = build(tmp_path)
    assert result.returncode == 1
    assert re.search(rf"cache: {re.escape(place)} (lies in|holds) the folder of", result.stderr)
    assert not [*tmp_path.rglob(".gitignore")]
    assert not (tmp_path / "site").exists()


HOOK = """
def on_page_context(context, **_):
    return context
"""


def shells_in(folder: Path) -> dict[str, int]:
    """Return what the theme drew around pages, by the name of the file that keeps it."""
    kept = folder.glob("kept/*/shell/*.json")
    return {path.stem: path.stat().st_ino for path in kept}


def again_as_afresh(folder: Path, tmp_path: Path) -> None:
    """Build a site from its cache, and expect the bytes of one that has none."""
    afresh = tmp_path / "afresh"
    tmp_path.mkdir(exist_ok=True)
    shutil.copytree(folder, afresh, ignore=shutil.ignore_patterns("kept", "site"))
    config = (afresh / "mkdocs.yml").read_text(encoding="utf-8")
    assert "cache: kept" in config
    (afresh / "mkdocs.yml").write_text(config.replace("cache: kept", ""), encoding="utf-8")
    assert digests(built(folder)) == digests(built(afresh))


def cached_site(folder: Path, **site: str) -> Path:
    """Write a site that has a cache, and build it once."""
    folder.mkdir()
    options = f"{OPTIONS}\ncache: kept"
    few = {name: text for name, text in FILES.items() if name < "agreements/mail-2"}
    write_site(folder, {**few, "hook.py": HOOK}, options=options, **site)
    built(folder)
    return folder


def test_the_theme_draws_pages_anew_only_where_something_around_them_has_changed(
    tmp_path: Path,
) -> None:
    folder = cached_site(tmp_path / "site")
    before = shells_in(folder)
    assert len(before) == 12
    changed = folder / "agreements/mail-1.yaml"
    changed.write_text(changed.read_text().replace("99.01 %", "99.9 %"))
    again_as_afresh(folder, tmp_path)
    after = shells_in(folder)
    assert {name for name in before if after[name] != before[name]} == {"mail-1"}


@pytest.mark.parametrize(
    "site", ["copyright: Somebody else", "site_url: https://example.com/", "extra: {homepage: x}"]
)
def test_another_surrounding_is_on_every_page(tmp_path: Path, site: str) -> None:
    folder = cached_site(tmp_path / "site")
    before = shells_in(folder)
    config = folder / "mkdocs.yml"
    config.write_text(f"{site}\n{config.read_text()}")
    again_as_afresh(folder, tmp_path)
    after = shells_in(folder)
    assert before.keys() == after.keys()
    assert not {*before.items()} & {*after.items()}


def test_shells_that_are_damaged_are_drawn_again(tmp_path: Path) -> None:
    folder = cached_site(tmp_path / "site")
    first, *others = sorted(folder.glob("kept/*/shell/*.json"))
    told, _ = first.read_text().split("\n")
    for path, rest in zip(others, ["{}", "[1, 2]", '["a"]', "", "[" * 9], strict=False):
        path.write_text(f"{path.read_text().partition(chr(10))[0]}\n{rest}")
    first.write_text(told[:-9])
    again_as_afresh(folder, tmp_path)


FOLDER = """
from pathlib import Path

def on_config(config):
    config.theme.dirs.insert(0, str(Path(config.config_file_path).with_name("theirs")))
    return config
"""
FOOT = '{% extends "base.html" %}{% block footer %}{% if "mail-12" in page.url %}ONE{% endif %}'


def test_templates_of_a_folder_that_a_hook_adds_are_read_each_time(tmp_path: Path) -> None:
    folder = cached_site(tmp_path / "site", site="hooks: [hook.py]")
    (folder / "hook.py").write_text(FOLDER)
    main = folder / "theirs/main.html"
    main.parent.mkdir()
    for said in ("ONE", "TWO"):
        main.write_text(FOOT.replace("ONE", said) + "{% endblock %}")
        again_as_afresh(folder, tmp_path / said)
        assert said in (folder / "site/agreements/mail-12/index.html").read_text(encoding="utf-8")
    assert shells_in(folder) == {}


def test_nothing_is_kept_where_a_hook_can_change_what_the_theme_shows(tmp_path: Path) -> None:
    folder = cached_site(tmp_path / "site", site="hooks: [hook.py]")
    again_as_afresh(folder, tmp_path)
    assert shells_in(folder) == {}
