"""The running head of printed pages: what it says, and that no text leaves its string."""

from __future__ import annotations

from dataclasses import replace

import pytest
import tinycss2
from contexts import context

from sla_catalog.pages.page_headers import LONGEST_TITLE, bound_stylesheet, css_string, stylesheet

AGREEMENT = """\
id: {id}
kind: sla
title: {title}
owner: us
customer: them
"""
ATTACKS = (
    '"; } body { display: none } @page { @top-left { content: "x',
    '\\"; } * { color: red } /*',
    "\\",
    "\\\\",
    "'</style><script>alert(1)</script>",
    "a\nb\r\nc\fd",
    "url(https://evil.example/) @import 'https://evil.example/';",
    "\\22 \\a 5c",
    "\0\x01\x7f\u2028\u2029",
    "Vertrag – Übergabe „24×7“ · 価格 🚀",
    "abc \u00b7 def0 1",
    " two  spaces ",
)


def parsed(page: str) -> list[tuple[str, str, dict[str, str]]]:
    """Return each page of a sheet and what its boxes say, and check that it holds nothing else."""
    boxes: list[tuple[str, str, dict[str, str]]] = []
    for rule in tinycss2.parse_stylesheet(page, skip_comments=True, skip_whitespace=True):
        if rule.type == "at-rule" and rule.lower_at_keyword == "charset":
            continue
        name = tinycss2.serialize(rule.prelude).strip()
        if rule.type == "qualified-rule":
            boxes.append(("rule", name, {}))
            continue
        assert (rule.type, rule.lower_at_keyword) == ("at-rule", "page")
        said = {}
        for part in tinycss2.parse_blocks_contents(rule.content, skip_whitespace=True):
            if part.type == "declaration":
                said[part.name] = tinycss2.serialize(part.value).strip()
                continue
            assert part.type == "at-rule"
            (content,) = tinycss2.parse_blocks_contents(part.content, skip_whitespace=True)
            assert content.name == "content"
            said[part.at_keyword] = "".join(
                token.value if token.type == "string" else tinycss2.serialize([token])
                for token in content.value
                if token.type != "whitespace"
            )
        boxes.append(("page", name, said))
    return boxes


@pytest.mark.parametrize("text", ATTACKS)
def test_a_text_is_one_string_with_that_value(text: str) -> None:
    (token,) = tinycss2.parse_component_value_list(css_string(text))
    assert token.type == "string"
    assert token.value == text.replace("\0", "\ufffd")


def test_a_draft_says_that_it_is_not_in_force() -> None:
    made = context({"wiki.yaml": AGREEMENT.format(id="wiki", title="Team wiki")})
    made = replace(made, revision="r-77")
    assert parsed(stylesheet(made.catalog.agreements[0], made)) == [
        (
            "page",
            "sla",
            {
                "top-left": "Team wiki\nwiki · no version",
                "top-center": "DRAFT - not in force",
                "top-right": "Internal",
                "bottom-left": "agreements/wiki.yaml at revision r-77, built 23\u00a0November 2026",
                "bottom-right": "Page counter(page) of counter(pages)",
            },
        )
    ]


def test_what_is_in_force_has_no_mark() -> None:
    text = AGREEMENT.format(id="wiki", title="Team wiki") + "status: active\nversion: 2.1.0\n"
    text += "reference: SLA-060\nclassification: public\n"
    made = context({"wiki.yaml": text})
    ((_, _, said),) = parsed(stylesheet(made.catalog.agreements[0], made))
    assert said["top-left"] == "SLA-060 · Team wiki\nwiki · version 2.1.0"
    assert said["top-right"] == "Public"
    assert "top-center" not in said


@pytest.mark.parametrize("attack", [a for a in ATTACKS if a.isprintable()])
def test_a_hostile_title_stays_in_its_box(attack: str) -> None:
    quoted = "'" + attack.replace("'", "''") + "'"
    made = context({"a.yaml": AGREEMENT.format(id="a", title=quoted)})
    agreement = made.catalog.agreements[0]
    ((_, _, said),) = parsed(stylesheet(agreement, made))
    assert said["top-left"] == f"{agreement.title[:LONGEST_TITLE]}\na · no version"
    rules = parsed(bound_stylesheet(made))
    assert [(kind, name) for kind, name, _ in rules] == [
        ("page", ""),
        ("page", "sla"),
        ("rule", '.sla-chapter[id="a"]'),
        ("page", "sla-of-a"),
    ]


def test_a_long_title_is_cut() -> None:
    made = context({"a.yaml": AGREEMENT.format(id="a", title="Long " * 40)})
    ((_, _, said),) = parsed(stylesheet(made.catalog.agreements[0], made))
    title = said["top-left"].split("\n")[0]
    assert title.endswith("Long…")
    assert len(title) <= LONGEST_TITLE
