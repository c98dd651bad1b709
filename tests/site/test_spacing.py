"""What a page of the catalog does without: lines of space, and words that its script never says."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest

from sla_catalog.site.spacing import without_space

CONTENT = "<p>\n\n  one\n</p>"


@pytest.mark.parametrize(
    ("around", "expected"),
    [
        (("<ul>\n\n    <li>  two\n  \t\n</ul>", ""), ("<ul>\n<li>  two\n</ul>", "")),
        (("", "\n\n  </main>\n"), ("", "\n</main>\n")),
        (("<pre>\n\n  a\n</pre>\n\n <i>", ""), ("<pre>\n\n  a\n</pre>\n<i>", "")),
        (("<script>`\n  a\n`</script>\n\n ", ""), ("<script>`\n  a\n`</script>\n", "")),
        (("<b>\n\u00a0 </b>", ""), ("<b>\n\u00a0 </b>", "")),
    ],
)
def test_lines_around_the_content_begin_with_no_space(
    around: tuple[str, str], expected: tuple[str, str]
) -> None:
    before, after = around
    assert without_space(before + CONTENT + after, CONTENT) == CONTENT.join(expected)


@pytest.mark.parametrize("content", ["", "<p>changed by somebody</p>"])
def test_a_page_whose_content_is_not_found_stays_as_it_is(content: str) -> None:
    html = f"<main>\n\n  {CONTENT}</main>"
    assert without_space(html, content) == html


def test_pages_of_agreements_have_no_lines_of_space(example: Path) -> None:
    html = (example / "agreements/wiki/index.html").read_text(encoding="utf-8")
    assert re.findall(r"\n[ \t]*\n", html.partition('<div class="sla-page')[0]) == []


def test_pages_of_agreements_have_words_for_their_own_distances(example: Path) -> None:
    found = set()
    for path in sorted((example / "agreements").glob("*/index.html")):
        html = path.read_text(encoding="utf-8")
        if 'class="sla-page sla-agreement"' not in html or path.parent.name == "print":
            continue
        kinds = set(re.findall(r'data-sla-kind="([a-z]+)"', html))
        said = re.findall(r" data-sla-distances='([^']*)'", html)
        words = {key.partition(".")[0] for one in said for key in json.loads(unescape(one))}
        assert words - {"near"} == kinds - {"term"}, path  # which says its own sentence
        found.add(frozenset(kinds))
    assert frozenset() in found
    assert frozenset({"review"}) in found


def test_what_a_calculator_knows_is_in_single_quotes(example: Path) -> None:
    html = (example / "agreements/aptible/index.html").read_text(encoding="utf-8")
    (known,) = re.findall(r" data-sla-credit='([^']*)'", html)
    assert "&#34;" not in known
    assert json.loads(unescape(known))["cases"]
