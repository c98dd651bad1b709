"""ProperDocs, the fork of MkDocs, builds the same pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sites import ROOT, build

Sites = tuple[Path, Path]


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory, example: Path) -> Sites:
    folder = tmp_path_factory.mktemp("generators") / "properdocs"
    result = build(ROOT, "-d", str(folder), program="properdocs")
    assert result.returncode == 0, result.stderr
    return example, folder


def bodies(site: Path) -> dict[str, str]:
    """Return the content of each page of ours, by its path."""
    found = {}
    for path in sorted(site.rglob("*.html")):
        html = path.read_text(encoding="utf-8")
        article = re.search(r"<article.*?</article>", html, re.DOTALL)
        if article and 'class="sla-page' in article[0]:
            found[path.relative_to(site).as_posix()] = article[0]
    return found


def test_properdocs_publishes_the_same_pages(sites: Sites) -> None:
    first, second = (
        {path.relative_to(site).as_posix() for path in site.rglob("*.html")} for site in sites
    )
    assert first == second


def test_properdocs_publishes_the_same_agreements(sites: Sites) -> None:
    first, second = map(bodies, sites)
    assert len(first) > 20
    assert first.keys() == second.keys()
    assert [name for name, body in first.items() if second[name] != body] == []
