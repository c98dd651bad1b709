"""The content security policy that the guide prints is kept by the example site."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route, expect
from search_box import search
from sites import ROOT

COMPARED = "comparison/?base=managed-postgresql&with=compute-storage"
PAGES = (
    "",
    "agreements/",
    "agreements/managed-postgresql/",
    "agreements/print/",
    "parties/data-platform/",
    "glossary/",
)
SCRIPT = re.compile(r"<script([^>]*)>(.*?)</script>", re.DOTALL)


@pytest.fixture(scope="module")
def policy() -> str:
    guide = (ROOT / "docs/guide/publish.md").read_text(encoding="utf-8")
    found = re.findall(r"^Content-Security-Policy: (.+)$", guide, re.MULTILINE)
    assert len(found) == 1
    return str(found[0])


def test_the_policy_names_the_inline_scripts_of_material(policy: str, example: Path) -> None:
    inline = {
        b64encode(hashlib.sha256(script.encode()).digest()).decode()
        for path in example.rglob("*.html")
        for attributes, script in SCRIPT.findall(path.read_text(encoding="utf-8"))
        if "src=" not in attributes and not re.search(r"application/(?:ld\+)?json", attributes)
    }
    assert set(re.findall(r"'sha256-([^']+)'", policy)) == inline
    assert "unsafe" not in policy


def test_no_page_of_ours_has_a_style_of_its_own(example: Path) -> None:
    styled = re.compile(r"<style|<[a-z][^>]* (?:style|on[a-z]+)=")
    for path in sorted(example.rglob("*.html")):
        article = re.search(r"<article.*?</article>", path.read_text(encoding="utf-8"), re.DOTALL)
        if article and 'class="sla-page' in article[0]:
            assert styled.search(article[0]) is None, path


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.long)])
def test_the_policy_is_kept(
    browser: Browser, example_address: str, policy: str, scheme: str
) -> None:
    context = browser.new_context(
        color_scheme="dark" if scheme == "dark" else "light",
        viewport={"width": 1280, "height": 900},
    )
    page = context.new_page()
    refused: list[str] = []

    def with_policy(route: Route) -> None:
        response = route.fetch()
        headers = {**response.headers, "content-security-policy": policy}
        route.fulfill(response=response, headers=headers)

    page.route("**/*", with_policy)
    page.on("console", lambda said: refused.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: refused.append(str(error)))
    for uri in PAGES:
        page.goto(example_address + uri)
        page.wait_for_load_state("networkidle")
    page.locator(".sla-definition a.sla-term").first.hover()
    expect(page.locator(".sla-card:popover-open")).to_have_count(1)
    page.goto(example_address + COMPARED)
    expect(page.locator("#row-rto")).to_contain_text("−30 min better")
    with page.expect_download():
        page.get_by_role("button", name="Markdown").click()
    search(page, "SLA-042")
    context.close()
    assert refused == []
