"""What `sla explain` prints: the page of a rule, as lines that a terminal can show."""

import re
from pathlib import Path

import pytest

from command import sla
from sla_catalog.changes.explaining import named_changes
from sla_catalog.findings import Rule
from sla_catalog.rules.rule_pages import page_of
from sla_catalog.rules.rule_sources import sources_of
from sla_catalog.rules.table import RULES

FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


def test_a_rule_is_explained_by_its_weight_its_page_and_its_examples(tmp_path: Path) -> None:
    told = sla(tmp_path, "explain", "unusual-file-name").output
    assert told == (
        "unusual-file-name (error, file)\n"
        "\n"
        "A name has a character that cannot be shown. Use letters, digits, `-` and `_`.\n"
        "\n"
        "Options: none; it is always reported, since a report without it would say too little.\n"
        "\n"
        "Sources: the format of agreements, which `sla reference` prints.\n"
    )


def test_an_explanation_ends_with_options_and_sources(tmp_path: Path) -> None:
    told = sla(tmp_path, "explain", "vague-time").output
    assert told[told.index("Options: ") :].splitlines() == [
        "Options: `--level vague-time=LEVEL` or `levels` in sla.yml (error, warning, info, off);",
        "`# sla: ignore[vague-time] why` where a finding is accepted; `sla baseline write` for",
        "what is there today; `vocabulary` in sla.yml for a term that is clear in this catalog.",
        "",
        "Sources: NASA ARM: Wilson, Rosenberg and Hyatt, ICSE 1997; Adams, A Manual of Style for",
        "Contract Drafting; French contracts; INCOSE, Guide for Writing Requirements; mistakes",
        "met in published service level agreements; German contracts, and § 121 BGB for",
        "‘unverzüglich’; ISO/IEC/IEEE 29148, and Femmer and others, Rapid Quality Assurance with",
        "Requirements Smells, 2017.",
    ]


def test_what_only_a_baseline_accepts_is_explained_so(tmp_path: Path) -> None:
    told = sla(tmp_path, "explain", "file-name-not-id").output
    assert (
        "Options: `sla baseline write` for what is there today; without it the finding is always\n"
        "reported.\n"
    ) in told


def test_a_kind_of_change_is_explained_by_its_id_and_by_its_code(tmp_path: Path) -> None:
    told = sla(tmp_path, "explain", "exclusion-added").output
    assert told.splitlines() == [
        "exclusion-added (C401, a kind of change)",
        "",
        "Something does not count any more. For the customer: weaker. The opposite is",
        "exclusion-removed.",
        "",
        "Level: error in a binding promise of an agreement that is agreed; what does not bind,",
        "and drafts, weigh one step less.",
        "",
        "Options: `sla ack` where somebody accepts one such change, with the reason; `review:",
        "{fail_on: …}` in sla.yml for the least grave change that closes the gate. A comment",
        "accepts findings of `sla check` only.",
        "",
        "`sla diff` and `sla review` report it; the handbook lists all kinds under Changes.",
    ]
    assert sla(tmp_path, "explain", "C401").output == told


@pytest.mark.parametrize("name", [*named_changes()])
def test_each_kind_of_change_is_explained(tmp_path: Path, name: str) -> None:
    result = sla(tmp_path, "explain", name)
    assert result.exit_code == 0
    assert result.output.startswith(f"{name} (C")


def test_a_slip_in_a_kind_of_change_is_seen(tmp_path: Path) -> None:
    result = sla(tmp_path, "explain", "exclusion-adde")
    assert result.exit_code == 2
    assert "did you mean exclusion-added?" in result.output


def test_every_rule_has_sources() -> None:
    assert [rule.id for rule in RULES if not sources_of(rule)] == []


@pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])
def test_prose_is_in_even_lines_and_examples_are_as_they_are(tmp_path: Path, rule: Rule) -> None:
    told = sla(tmp_path, "explain", rule.id).output
    page = page_of(rule).text
    assert FENCED.findall(told) == FENCED.findall(page)
    prose = FENCED.sub("", told).splitlines()
    assert [line for line in prose if len(line) > 88 or "](" in line] == []


def test_no_line_ends_within_code(tmp_path: Path) -> None:
    for rule in RULES:
        prose = sla(tmp_path, "explain", rule.id).stdout.split("\n```")[0]
        cut = [line for line in prose.splitlines() if line.count("`") % 2]
        assert cut == [], rule.id


def test_how_much_a_rule_weighs_is_said_once(tmp_path: Path) -> None:
    told = sla(tmp_path, "explain", "dead-zone").stdout.splitlines()
    assert told[0] == "dead-zone (warning, remedies)"
    assert told[2] == "A value misses the target and is still too good for the first tier. Write"
    assert told[3] == "`below: target` in the first tier."
