"""What `sla explain` prints: the page of a rule, as lines that a terminal can show."""

import re
from pathlib import Path

import pytest

from command import sla
from sla_catalog.findings import Rule
from sla_catalog.rules.rule_pages import page_of
from sla_catalog.rules.table import RULES

FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


def test_a_rule_is_explained_by_its_weight_its_page_and_its_examples(tmp_path: Path) -> None:
    told = sla(tmp_path, "explain", "unusual-file-name").output
    assert told == (
        "unusual-file-name (error, file)\n"
        "\n"
        "A name has a character that cannot be shown. Use letters, digits, `-` and `_`.\n"
    )


@pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])
def test_prose_is_in_even_lines_and_examples_are_as_they_are(tmp_path: Path, rule: Rule) -> None:
    told = sla(tmp_path, "explain", rule.id).output
    page = page_of(rule).text
    assert FENCED.findall(told) == FENCED.findall(page)
    prose = FENCED.sub("", told).splitlines()
    assert [line for line in prose if len(line) > 88 or "](" in line] == []
