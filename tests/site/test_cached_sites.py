"""A site built from its cache, by MkDocs itself."""

from __future__ import annotations

import re
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
