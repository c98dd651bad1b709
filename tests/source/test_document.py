"""Reading YAML: every case is a file and, next to it, all that is said about it."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sla_catalog.findings import MOST_FINDINGS, Finding, FindingSeverity
from sla_catalog.source import parsing
from sla_catalog.source.document import (
    Scalar,
    YamlDocument,
    plain_value,
    read_document,
    source_value,
)
from sla_catalog.source.limits import Limits
from work import calls

CASES = sorted((Path(__file__).parent / "cases" / "documents").glob("*.yaml"))
LIMITS = Limits()


def drawn(finding: Finding) -> str:
    span = finding.span
    same_line = span.end_line == span.line
    width = max(1, (span.end_column if same_line else len(span.excerpt) + 1) - span.column)
    place = f"{span.line}:{span.column}-{span.end_line}:{span.end_column}"
    rows = [
        f"{finding.severity} {finding.rule} {place}",
        f"  | {span.excerpt}",
        f"  | {' ' * (span.column - 1)}{'^' * width}",
        f"  {finding.message}",
        *([f"  {finding.instead}"] if finding.instead else []),
        *(f"  {other.text}: {other.span.line}:{other.span.column}" for other in finding.related),
    ]
    return "\n".join(row.rstrip() for row in rows)


def told(data: bytes, limits: Limits = LIMITS) -> str:
    document, findings = read_document("case.yaml", data, limits)
    blocks = [drawn(finding) for finding in findings]
    if document:
        texts, values = source_value(document.root), plain_value(document.root)
        blocks.append("texts " + json.dumps(texts, ensure_ascii=False, indent=1))
        if values != texts:
            shown = json.dumps(values, ensure_ascii=False, indent=1, default=repr)
            blocks.append("values " + shown)
    return "\n\n".join(blocks) + "\n"


def read(text: str, limits: Limits = LIMITS) -> YamlDocument:
    document, findings = read_document("case.yaml", text.encode(), limits)
    assert document is not None, findings
    return document


def refused(data: bytes, limits: Limits = LIMITS) -> list[tuple[str, int, int, str]]:
    document, findings = read_document("case.yaml", data, limits)
    assert document is None
    return [(f.rule, f.span.line, f.span.column, f.found) for f in findings]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_what_is_told_about_a_file(case: Path) -> None:
    assert told(case.read_bytes()) == case.with_suffix(".expected").read_text(encoding="utf-8")


def test_there_are_cases() -> None:
    assert CASES
    assert {case.with_suffix(".expected") for case in CASES} == set(
        CASES[0].parent.glob("*.expected")
    )


# Encodings


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["no-bom", "bom"])
@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"], ids=["lf", "crlf"])
def test_encodings_of_utf_8_read_alike(mark: bytes, line_end: bytes) -> None:
    text = "título: Größe\ntext: |\n  eins\n\n  zwei\nlist: [a,\n  b]\n"
    expected, _ = read_document("case.yaml", text.encode(), LIMITS)
    data = mark + text.encode().replace(b"\n", line_end)
    assert read_document("case.yaml", data, LIMITS) == (expected, ())


@pytest.mark.parametrize(
    ("data", "found"),
    [
        ("id: wiki".encode("utf-16"), "the file is UTF-16 from byte 0 on"),
        ("id: wiki".encode("utf-16-le"), "the file is UTF-16 from byte 0 on"),
        ("id: wiki".encode("utf-16-be"), "the file is UTF-16 from byte 0 on"),
        ("id: wiki".encode("utf-32"), "the file is UTF-32 from byte 0 on"),
        ("id: wiki".encode("utf-32-le"), "the file is UTF-32 from byte 0 on"),
        ("id: wiki".encode("utf-32-be"), "the file is UTF-32 from byte 0 on"),
    ],
)
def test_wide_encodings_are_refused(data: bytes, found: str) -> None:
    document, findings = read_document("case.yaml", data, LIMITS)
    assert document is None
    assert [(f.rule, f.found, f.instead) for f in findings] == [
        ("not-utf-8", found, "save the file as UTF-8")
    ]


def test_latin_1_is_refused_at_its_byte() -> None:
    data = "id: wiki\r\ntitle: Büro\r\n".encode("latin-1")
    assert told(data) == (
        "error not-utf-8 2:9-2:10\n"
        "  | title: B\ufffdro\n"
        "  |         ^\n"
        "  byte 0xFC at offset 18 is not UTF-8; expected UTF-8\n"
        "  save the file as UTF-8\n"
    )


def test_the_offset_counts_the_byte_order_mark() -> None:
    assert refused(b"\xef\xbb\xbfa: \xff")[0] == (
        "not-utf-8", 1, 4, "byte 0xFF at offset 6 is not UTF-8",
    )  # fmt: skip


def test_an_encoded_surrogate_is_refused() -> None:
    assert refused(b"a: \xed\xa0\x80\n") == [
        ("lone-surrogate", 1, 4, "bytes ED A0 80 at offset 3 are one half of a character")
    ]


# Characters that deceive

HIDDEN = [
    ("\x00", "control-character"),
    ("\x07", "control-character"),
    ("\x1b", "control-character"),
    ("\x7f", "control-character"),
    ("\x85", "control-character"),
    ("\u2028", "control-character"),
    ("\ufffe", "control-character"),
    ("\u061c", "bidi-control"),
    ("\u200e", "bidi-control"),
    ("\u202a", "bidi-control"),
    ("\u202e", "bidi-control"),
    ("\u2066", "bidi-control"),
    ("\u2069", "bidi-control"),
    ("\u200b", "hidden-character"),
    ("\u2060", "hidden-character"),
    ("\ufeff", "hidden-character"),
]


@pytest.mark.parametrize(("char", "rule"), HIDDEN, ids=lambda part: ascii(part))
@pytest.mark.parametrize("quote", ["", '"', "'"], ids=["plain", "double", "single"])
def test_raw_characters_are_refused_in_values(char: str, rule: str, quote: str) -> None:
    data = f"id: wiki\ntext: {quote}a{char}b{quote}\n".encode()
    assert [finding[:3] for finding in refused(data)] == [(rule, 2, 8 + len(quote))]


@pytest.mark.parametrize(("char", "rule"), HIDDEN, ids=lambda part: ascii(part))
def test_raw_characters_are_refused_in_comments_and_blocks(char: str, rule: str) -> None:
    data = f"id: wiki # {char}\ntext: |\n  a{char}\n".encode()
    assert [finding[:3] for finding in refused(data)] == [(rule, 1, 12), (rule, 3, 4)]


@pytest.mark.parametrize(("char", "rule"), HIDDEN, ids=lambda part: ascii(part))
@pytest.mark.parametrize("escape", ["\\u%04x", "\\U%08X"])
def test_escaped_characters_are_refused_in_values(char: str, rule: str, escape: str) -> None:
    written = escape % ord(char)
    document, findings = read_document("case.yaml", f'text: "a\\\\b{written}"\n'.encode(), LIMITS)
    assert document is None
    assert [(f.rule, f.span.column, f.span.end_column) for f in findings] == [
        (rule, 12, 12 + len(written))
    ]


@pytest.mark.parametrize("escape", ["\\0", "\\a", "\\e", "\\x1b", "\\r", "\\N", "\\L", "\\P"])
def test_short_escapes_of_control_characters_are_refused(escape: str) -> None:
    data = f'text: "a\n  {escape}"\n'.encode()
    assert [finding[:3] for finding in refused(data)] == [("control-character", 2, 3)]


@pytest.mark.parametrize("char", [*(char for char, _ in HIDDEN), "\u200c", "\u200d", "\xa0"])
def test_keys_hold_no_character_that_is_not_seen(char: str) -> None:
    for key in (f'"a{char}"', f'"a\\u{ord(char):04x}"'):
        (finding,) = refused(f"id: wiki\n{key}: b\n".encode())
        assert finding[1] == 2


def test_joiners_tabs_and_line_breaks_may_stand_in_values() -> None:
    document = read('a: "می\u200cخواهم"\nb: "👩\\u200d💻"\nc: "x\\ty\\nz"\n')
    assert source_value(document.root) == {
        "a": "می\u200cخواهم", "b": "👩\u200d💻", "c": "x\ty\nz",
    }  # fmt: skip


def test_old_line_ends_are_one_finding() -> None:
    assert [finding[:3] for finding in refused(b"a: 1\rb: 2\rc: 3")] == [
        ("control-character", 1, 5)
    ]


@pytest.mark.parametrize("escape", ["\\ud800", "\\uDFFF", "\\ud83d\\ude00"])
def test_escaped_surrogates_are_refused_once(escape: str) -> None:
    data = f'a: "x {escape} y"\nb: 1\nb: 2\n'.encode()
    assert [finding[:3] for finding in refused(data)] == [
        ("lone-surrogate", 1, 7), ("duplicate-key", 3, 1),
    ]  # fmt: skip


# Limits


@pytest.mark.parametrize(
    ("data", "limits", "expected"),
    [
        (b"a: 1\n", Limits(file_bytes=4), ("file-too-large", 1, 1, "the file has 5 bytes")),
        (
            b"a: [1, 2]\nb: 3\n",
            Limits(events=8),
            ("too-many-events", 2, 1, "the file has more than 8 keys, values and brackets"),
        ),
        (
            b"a:\n  b:\n    - {c: 1}\n",
            Limits(nesting=3),
            ("nesting-too-deep", 3, 7, "this is nested 4 levels deep"),
        ),
        (
            "a: 1\nb: äöü\n".encode(),
            Limits(scalar_bytes=5),
            ("scalar-too-large", 2, 4, "this text has 6 bytes"),
        ),
        (
            b"a:\n  - 1\n  - 2\n  - 3\n",
            Limits(list_items=2),
            ("list-too-long", 4, 5, "the list has 3 items"),
        ),
    ],
    ids=lambda part: part[0] if isinstance(part, tuple) else "",
)
def test_limits(data: bytes, limits: Limits, expected: tuple[str, int, int, str]) -> None:
    assert refused(data, limits) == [expected]


def test_what_just_fits_is_read() -> None:
    limits = Limits(file_bytes=22, events=14, nesting=3, scalar_bytes=2, list_items=2)
    assert read("a:\n  - {b: ä}\n  - cd\n", limits)


@pytest.mark.parametrize(
    "data",
    [b"[" * 100_000, b"{a: " * 25_000, b"- " * 50_000, b"? " * 50_000, b'{"a":' * 20_000],
    ids=["brackets", "braces", "dashes", "questions", "json"],
)
def test_deep_nesting_is_refused_quickly(data: bytes) -> None:
    rules: list[str] = []
    assert calls(lambda: rules.extend(rule for rule, *_ in refused(data))) < 1_000
    assert rules == ["nesting-too-deep"]


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"a: [" + b"&a x, " * 40_000 + b"x]", "further-findings"),
        (b"a: [" + b'"\\""x' * 40_000, "yaml-syntax"),
        (b"a: [" + b"1,000," * 5_000 + b"1]", "further-findings"),
        (b"".join(b"k%d: >= 9\n" % number for number in range(20_000)), "unquoted-comparison"),
        (b"<<<<<<< x\n" * 20_000, "further-findings"),
        (b"a: " + "\u202e".encode() * 80_000, "scalar-too-large"),
        (b"a: {x" + b", x" * 9_000 + b"}", "further-findings"),
    ],
    ids=["anchors", "quotes", "numbers", "comparisons", "conflicts", "bidi", "empties"],
)
def test_many_mistakes_are_bounded(data: bytes, rule: str) -> None:
    rules: list[str] = []
    assert calls(lambda: rules.extend(found for found, *_ in refused(data))) < 40 * len(data)
    assert rule in rules
    assert len(rules) <= MOST_FINDINGS + 1


def test_what_is_left_out_keeps_its_weight() -> None:
    cut = "".join(f"k{number}: Ticket #{number}\n" for number in range(150))
    document, findings = read_document("case.yaml", cut.encode(), LIMITS)
    assert document is not None
    assert {finding.severity for finding in findings} == {FindingSeverity.WARNING}
    document, findings = read_document("case.yaml", (cut + "end: null\n").encode(), LIMITS)
    assert document is None
    kept = {finding.rule: finding.severity for finding in findings}
    assert kept == {
        "empty-value": FindingSeverity.ERROR,  # the last line, before a hundred that weigh less
        "comment-cuts-text": FindingSeverity.WARNING,
        "further-findings": FindingSeverity.WARNING,
    }


def test_an_expansion_bomb_is_never_expanded() -> None:
    rows = ["a0: &a0 {x: 1}"]
    rows += [f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}]}}" for n in range(1, 30)]
    rules = {rule for rule, *_ in refused("\n".join(rows).encode())}
    assert rules == {"anchor", "merge-key"}


# Values and places


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


# Nothing raises


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


# The parser in pure Python


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
