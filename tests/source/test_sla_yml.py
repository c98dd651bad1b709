"""The policy of a catalog: the example of the handbook is read, and says what it seems to say."""

from __future__ import annotations

import re
from pathlib import Path

from sla_catalog.model.policy import FailOn, FindingLevel
from sla_catalog.source.policy import policy_in, read_policy

PAGE = Path(__file__).resolve().parents[2] / "docs/reference/policy.md"


def test_the_example_of_the_handbook_is_a_policy() -> None:
    example = re.findall(r"```yml\n(check:.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    policy = policy_in(example[0].encode()).checking
    assert policy.ignore == ("unused-term",)
    assert policy.levels == {"dead-zone": FindingLevel.ERROR, "language": FindingLevel.INFO}
    assert policy.fail_on is FailOn.WARNING
    assert policy.require_until is True
    assert [one.term for one in policy.vocabulary or ()] == ["promptly"]


def test_without_a_file_nothing_is_decided(tmp_path: Path) -> None:
    assert read_policy(tmp_path / "sla.yml").checking.ignore is None
