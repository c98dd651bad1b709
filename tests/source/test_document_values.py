"""Values, places and blocks of a document, and that nothing raises."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from documents import CASES, LIMITS, read, refused, told
from hypothesis import given
from hypothesis import strategies as st

from sla_catalog.findings import FindingSeverity
from sla_catalog.source import parsing
from sla_catalog.source.document import (
    Scalar,
    plain_value,
    read_document,
    source_value,
)


def test_an_expansion_bomb_is_never_expanded() -> None:
    rows = ["a0: &a0 {x: 1}"]
    rows += [f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}]}}" for n in range(1, 30)]
    rules = {rule for rule, *_ in refused("\n".join(rows).encode())}
    assert rules == {"anchor", "merge-key"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True), ("False", False), ("NULL", None), ("12", 12), ("-7", -7), ("014", 14),
        ("0x1F", 31), ("0o17", 15), ("99.90", Decimal("99.90")), (".5", Decimal("0.5")),
        ("2604e10", Decimal("2604e10")), ("+1.", Decimal(1)), ("no", "no"), ("on", "on"),
        ("12:30", "12:30"), ("1_000", "1_000"), (".nan", ".nan"), (".inf", ".inf"),
        ("2026-01-31", "2026-01-31"), ("1e9999", "1e9999"), ("1" * 5000, "1" * 5000),
        ("0b11", "0b11"), ("1,000", "1,000"), ("99.9 %", "99.9 %"),
    ],
)  # fmt: skip
def test_plain_values_follow_the_core_schema(text: str, value: object) -> None:
    node = Scalar(text, True, 1, 1, 1, 1 + len(text))
    assert repr(plain_value(node)) == repr(value)
    assert source_value(node) == text
    quoted = Scalar(text, False, 1, 1, 1, 3 + len(text))
    assert plain_value(quoted) == text


PLACES = """\
id: wiki
metrics:
  - id: uptime
    target: 99.5 %
  - {id: response, target: 4 h}
notes: |
  Two
  lines

tags: [a,
  b]
"""


@pytest.mark.parametrize(
    ("loc", "node", "key"),
    [
        ((), (1, 1, 1, 3), (1, 1, 1, 3)),
        (("id",), (1, 5, 1, 9), (1, 1, 1, 3)),
        (("metrics",), (3, 3, 3, 4), (2, 1, 2, 8)),
        (("metrics", 0), (3, 5, 3, 7), (3, 5, 3, 7)),
        (("metrics", 0, "target"), (4, 13, 4, 19), (4, 5, 4, 11)),
        (("metrics", 0, "window"), (3, 5, 3, 7), (3, 5, 3, 7)),
        (("metrics", 1), (5, 5, 5, 32), (5, 5, 5, 32)),
        (("metrics", 1, "window", "x"), (5, 5, 5, 32), (5, 6, 5, 8)),
        (("metrics", 2), (3, 3, 3, 4), (2, 1, 2, 8)),
        (("metrics", "id"), (3, 3, 3, 4), (2, 1, 2, 8)),
        (("notes",), (6, 8, 8, 8), (6, 1, 6, 6)),
        (("tags",), (10, 7, 10, 8), (10, 1, 10, 5)),
        (("tags", 1), (11, 3, 11, 4), (11, 3, 11, 4)),
        (("title",), (1, 1, 1, 3), (1, 1, 1, 3)),
    ],
)
def test_places(
    loc: tuple[str | int, ...], node: tuple[int, int, int, int], key: tuple[int, int, int, int]
) -> None:
    document = read(PLACES)
    spans = [document.span(document.locate(loc)), document.span(document.locate_key(loc))]
    assert [(s.line, s.column, s.end_line, s.end_column) for s in spans] == [node, key]
    assert [s.excerpt for s in spans] == [PLACES.splitlines()[s.line - 1] for s in spans]


def test_columns_count_characters() -> None:
    document = read('"ü😀": {"a": 😀😀, b: x}\n')
    assert document.span(document.locate(("ü😀", "b"))).column == 20


@pytest.mark.parametrize("line_end", ["", "\n", "\n\n", "\n# end\n"])
@pytest.mark.parametrize("sign", ["|", ">-", "|+"])
def test_a_block_ends_with_its_text(sign: str, line_end: str) -> None:
    document = read(f"a: {sign}\n  one\n  two{line_end}")
    span = document.span(document.locate(("a",)))
    assert (span.line, span.column, span.end_line, span.end_column) == (1, 4, 3, 6)


def check_nothing_raises(data: bytes) -> None:
    document, findings = read_document("case.yaml", data, LIMITS)
    assert (document is None) == any(f.severity is FindingSeverity.ERROR for f in findings)
    lines = len(data.splitlines()) + 2
    for finding in findings:
        assert finding.found
        assert finding.found.isprintable()
        assert finding.message.isprintable()
        assert finding.instead.isprintable()
        assert 1 <= finding.span.line <= finding.span.end_line <= lines
        assert finding.span.column >= 1
    if document:
        source_value(document.root)
        plain_value(document.root)


SIGNS = st.sampled_from(
    [*"abx019:-?,[]{}#&*!|>'\"%@`<~= \n\t\\/.é\u200b😀", "\n  ", ": ", "- ", " #", ">= ", "---",
     "...", "<<", "null", "\r\n", "%YAML 1.1\n", "\\u", "\\x0", "&a ", "*a", "!!int ", "{a: "]
)  # fmt: skip


@given(st.binary())
def test_no_bytes_raise(data: bytes) -> None:
    check_nothing_raises(data)


@given(st.text())
def test_no_text_raises(text: str) -> None:
    check_nothing_raises(text.encode("utf-8", "surrogatepass"))


@given(st.lists(SIGNS, max_size=40).map("".join))
def test_no_signs_raise(text: str) -> None:
    check_nothing_raises(text.encode())
    check_nothing_raises(f"id: wiki\nvalue: {text}".encode())


@pytest.fixture
def _pure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "EVENT_LOADER", yaml.SafeLoader)


@pytest.mark.usefixtures("_pure")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_the_pure_parser_tells_the_same(case: Path) -> None:
    assert told(case.read_bytes()) == case.with_suffix(".expected").read_text(encoding="utf-8")


@pytest.mark.usefixtures("_pure")
@pytest.mark.parametrize(
    "text",
    ['a: "\\UFFFFFFFF"', 'a: "\\U00110000"', "%YAML " + "1" * 5000 + ".1\n---\na: 1"],
    ids=["overflow", "no-character", "version"],
)
def test_what_the_pure_parser_raises_besides_its_errors_is_a_finding(text: str) -> None:
    assert len(refused(text.encode())) == 1


@pytest.mark.usefixtures("_pure")
@pytest.mark.parametrize("seed", range(20))
def test_no_signs_raise_in_the_pure_parser(seed: int) -> None:
    signs = "abx019:-?,[]{}#&*!|>'\"%@`<~= \n\t\\/.é"
    text = "".join(signs[(seed * 7919 + n * (n + seed)) % len(signs)] for n in range(200))
    for start in range(len(text)):
        check_nothing_raises(text[start:].encode())
