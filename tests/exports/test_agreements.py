"""An agreement as YAML and JSON: nothing is lost on the way out and back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drafts import draft, read
from sla_catalog.exports.agreements import as_json, as_yaml, plain
from sla_catalog.exports.yaml import WIDTH, written
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.fields import Record
from sla_catalog.source.document import read_document, source_value
from sla_catalog.source.limits import Limits
from sla_catalog.source.load import SHARED_FILES

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted((ROOT / "agreements").rglob("*.yaml"))


def readable(text: str, kind: type[Record] = Agreement) -> Record:
    record, findings = read(text, kind)
    assert record is not None, findings
    return record


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_examples_are_read_back_equal_and_printed_alike(path: Path) -> None:
    kind = SHARED_FILES.get(path.stem, Agreement)
    record = readable(path.read_text(encoding="utf-8"), kind)
    printed = as_yaml(record)
    again = readable(printed, kind)
    assert again == record
    assert as_yaml(again) == printed
    assert max(map(len, printed.splitlines())) <= WIDTH
    assert json.loads(as_json(record)) == plain(record)


def test_the_whole_of_a_print() -> None:
    written_by_author = draft(
        """\
title: "# 1: yes"
reference: "0123"
version: 2.0
customer: [Shop]
provider: {elsewhere: The framework says it.}
summary: |
  First line.

    An indented one, “quoted”.
tags: ["yes", "1.5", plain]
duration: {ends: 2026-12-31}
renewal: {type: tacit, for: 1 months}
metrics:
  - type: availability
    id: uptime
    window: calendar month
    exclusions: []
    objectives:
      - {target: ">=99.90%", when: {plan: [gold], service: [case, case]}}
      - {none: No promise., when: [{plan: gold}, {plan: bronze}]}
maintenance: [{id: night, type: scheduled, counts_as_downtime: false, notice: 2 working day}]
x_ours: {b: [1, {c: "no"}], a: "two\\twords"}
"""
    )
    assert as_yaml(readable(written_by_author)) == (
        """\
id: case
kind: sla
title: "# 1: yes"
reference: "0123"
version: "2.0"
owner: Team
summary: |-
  First line.

    An indented one, “quoted”.
tags:
  - "yes"
  - "1.5"
  - plain
provider:
  elsewhere: The framework says it.
customer: Shop
duration:
  ends: 2026-12-31
renewal:
  type: tacit
  for: 1 month
services:
  - id: case
    name: Case
metrics:
  - id: uptime
    type: availability
    window: calendar month
    exclusions: []
    objectives:
      - when:
          plan: gold
          service:
            - case
            - case
        target: at least 99.90 %
      - when:
          - plan: gold
          - plan: bronze
        none: No promise.
maintenance:
  - id: night
    type: scheduled
    notice: 2 business days
    counts_as_downtime: false
x_ours:
  b:
    - "1"
    - c: "no"
  a: "two\\twords"
"""
    )


# What our reader refuses in any file, and so no record can hold.
SEEN = st.characters(
    exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"), include_characters="\n\t"
)
TEXTS = st.text(SEEN, min_size=1) | st.text("ab 1:#-'\"[]{},.&*!|>%@`?=~\n\t", min_size=1)
KEYS = TEXTS.map(str.strip).filter(lambda key: bool(key) and key.isprintable() and len(key) < 60)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(KEYS, st.lists(TEXTS), min_size=1))
def test_any_text_is_read_back(values: dict[str, list[str]]) -> None:
    document, findings = read_document("case.yaml", written({"x_any": values}).encode(), Limits())
    assert document is not None, findings
    assert source_value(document.root) == {"x_any": values}


@settings(deadline=None)
@given(st.text("ab  ,.:", min_size=WIDTH, max_size=3 * WIDTH))
def test_long_texts_are_folded_at_single_spaces(text: str) -> None:
    document, findings = read_document("case.yaml", written({"x_any": text}).encode(), Limits())
    assert document is not None, findings
    assert source_value(document.root) == {"x_any": text}
