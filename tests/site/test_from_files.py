"""The example catalog read from files, without a server: nothing is asked of any network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sites import ROOT, build


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the example catalog with an address for each file."""
    made = tmp_path_factory.mktemp("files")
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    config = config.replace("docs_dir: docs", f"docs_dir: {ROOT / 'docs'}")
    config = config.replace("agreements: agreements", f"agreements: {ROOT / 'agreements'}")
    path = made / "mkdocs.yml"
    path.write_text(f"{config}\nuse_directory_urls: false\n", encoding="utf-8")
    result = build(made, "-d", str(made / "site"), config=path)
    assert result.returncode == 0, result.stderr
    return made / "site"


@pytest.fixture
def offline(reader: Page) -> Iterator[Page]:
    """Give a page that fails where anything but a file is asked for."""
    asked: list[str] = []
    reader.on("request", lambda request: asked.append(request.url))
    reader.context.set_offline(True)
    yield reader
    assert [url for url in asked if not url.startswith(("file:", "blob:", "data:"))] == []


def test_agreements_are_found_and_read(offline: Page, folder: Path) -> None:
    offline.goto((folder / "agreements/index.html").as_uri())
    offline.fill("form.sla-filter [name=find]", "postgres")
    offline.locator(".sla-item:visible th a").first.click()
    offline.wait_for_selector(".sla-agreement")
    assert "99.95" in offline.inner_text(".sla-promises")


def test_terms_are_explained(offline: Page, folder: Path) -> None:
    offline.goto((folder / "agreements/managed-postgresql.html").as_uri())
    offline.locator("a.sla-term").first.hover()
    card = offline.locator(".sla-card:popover-open")
    expect(card).to_have_count(1)
    card.locator("a").first.click()
    offline.wait_for_url("file://**/glossary.html#term-*")


def test_agreements_are_compared(offline: Page, folder: Path) -> None:
    query = "?base=managed-postgresql&with=compute-storage"
    offline.goto((folder / "comparison.html").as_uri() + query)
    expect(offline.locator("#row-rto")).to_contain_text("−30 min better")
    offline.check("[name=diff]")
    assert "diff=1" in offline.url
    offline.reload()
    expect(offline.locator("[name=diff]")).to_be_checked()
    with offline.expect_download() as waiting:
        offline.get_by_role("button", name="Markdown").click()
    assert Path(waiting.value.path()).read_bytes().startswith(b"| Measure; Case |")
