"""Reading YAML: every case is a file and, next to it, all that is said about it."""

from __future__ import annotations

from pathlib import Path

import pytest
from documents import CASES, LIMITS, read, refused, told

from sla_catalog.findings import MOST_FINDINGS, FindingSeverity
from sla_catalog.source.document import (
    read_document,
    source_value,
)
from sla_catalog.source.limits import Limits
from work import calls


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_what_is_told_about_a_file(case: Path) -> None:
    assert told(case.read_bytes()) == case.with_suffix(".expected").read_text(encoding="utf-8")


def test_there_are_cases() -> None:
    assert CASES
    assert {case.with_suffix(".expected") for case in CASES} == set(
        CASES[0].parent.glob("*.expected")
    )


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
