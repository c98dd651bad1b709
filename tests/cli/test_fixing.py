"""`sla check --fix`: what has one right answer is fixed, all else in a file stays as it is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from command import sla
from sla_catalog.changes import compared
from sla_catalog.findings import Edit, Finding, Span
from sla_catalog.fixes import comments, doubts, fixed
from sla_catalog.source.limits import Limits
from sla_catalog.source.load import Loaded, load
from sla_catalog.source.tree import SourceFile

CASES = Path(__file__).parent / "fixes"
NAMES = sorted(path.name.removesuffix(".before.yaml") for path in CASES.glob("*.before.yaml"))
TODAY = ("--today", "2026-11-23")


def catalog_of(folder: Path, name: str) -> Path:
    """Write a case as the agreement `wiki` of a catalog."""
    (folder / "agreements").mkdir()
    text = (CASES / f"{name}.before.yaml").read_bytes()
    (folder / "agreements/wiki.yaml").write_bytes(text)
    return folder / "agreements/wiki.yaml"


def loaded(data: bytes) -> Loaded:
    return load([SourceFile("agreements/wiki.yaml", data)], "agreements", Limits(), "UTC")


@pytest.mark.parametrize("name", NAMES)
def test_a_file_is_fixed(tmp_path: Path, name: str) -> None:
    path = catalog_of(tmp_path, name)
    sla(tmp_path, "check", "--fix", *TODAY)
    assert path.read_text(encoding="utf-8") == (CASES / f"{name}.after.yaml").read_text("utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_left_to_fix(tmp_path: Path, name: str) -> None:
    catalog_of(tmp_path, name)
    sla(tmp_path, "check", "--fix", *TODAY)
    again = sla(tmp_path, "check", "--diff", *TODAY)
    assert (again.exit_code, again.stdout) == (0, "")


@pytest.mark.parametrize("name", [name for name in NAMES if name != "spellings"])
def test_a_fixed_file_means_the_same(name: str) -> None:
    before, after = (
        loaded((CASES / f"{name}.{side}.yaml").read_bytes()) for side in ("before", "after")
    )
    found = compared(before.catalog, after.catalog, date(2026, 11, 23))
    assert before.catalog.agreements != ()
    assert (found.changes, found.consequences) == ((), ())


def test_a_diff_is_shown_and_nothing_is_written(tmp_path: Path) -> None:
    path = catalog_of(tmp_path, "quotes")
    before = path.read_bytes()
    result = sla(tmp_path, "check", "--diff", *TODAY)
    assert path.read_bytes() == before
    assert result.exit_code == 1
    assert result.stdout == (
        "--- agreements/wiki.yaml\n+++ agreements/wiki.yaml\n@@ -3,7 +3,7 @@\n kind: sla\n"
        " title: Wiki\n owner: Team\n-customer: no   # the country\n"
        '+customer: "no"   # the country\n services: [{id: wiki, name: Wiki}]\n'
        " service_hours: 24x7\n metrics:\n"
    )
    assert result.stderr == "would fix 1 finding in 1 file\n"


def test_ends_of_lines_and_the_mark_stay(tmp_path: Path) -> None:
    path = catalog_of(tmp_path, "quotes")
    windows = b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n")
    path.write_bytes(windows)
    sla(tmp_path, "check", "--fix", *TODAY)
    assert path.read_bytes() == windows.replace(b"customer: no ", b'customer: "no" ')


def test_mixed_ends_of_lines_stay_where_they_are(tmp_path: Path) -> None:
    path = catalog_of(tmp_path, "comments")
    lines = path.read_bytes().splitlines()
    path.write_bytes(b"".join(x + (b"\r\n" if n % 3 else b"\n") for n, x in enumerate(lines)))
    sla(tmp_path, "check", "--fix", *TODAY)
    after = path.read_bytes().split(b"\n")
    known = {line: bool(n % 3) for n, line in enumerate(lines)}
    kept = [(line.endswith(b"\r"), known.get(line.rstrip(b"\r"))) for line in after]
    assert [is_kept for is_kept, was in kept if was is not None] == [
        was for _, was in kept if was is not None
    ]
    assert b"id: wiki\nkind: sla\r\ntitle: Wiki\r\n" in path.read_bytes()
    assert b"ignore[vague-time]" not in path.read_bytes()


def test_what_is_not_selected_is_not_fixed(tmp_path: Path) -> None:
    catalog_of(tmp_path, "order")
    result = sla(tmp_path, "check", "--diff", "--ignore", "keys-out-of-order", *TODAY)
    assert (result.exit_code, result.stdout) == (0, "")


def test_a_comment_of_a_rule_that_is_not_selected_is_kept(tmp_path: Path) -> None:
    path = catalog_of(tmp_path, "comments")
    sla(tmp_path, "check", "--fix", "--select", "keys-out-of-order", *TODAY)
    assert "ignore[dead-zone] agreed so" in path.read_text(encoding="utf-8")


WIKI = b"""\
id: wiki
kind: sla
title: Wiki
owner: Team
metrics: [{id: up, type: availability, window: calendar month, target: 99.9 %}]  # promised
"""


@pytest.mark.parametrize(
    ("line", "start", "end", "text", "doubt"),
    [
        (5, 72, 78, "99.5 %", "wiki: Availability: 99.9"),
        (5, 82, 92, "", "agreements/wiki.yaml: a comment would be lost"),
        (4, 8, 12, '"Team  # promised"', "wiki: "),
        (2, 7, 10, "slo", "agreements/wiki.yaml:2:7: "),
    ],
)
def test_an_edit_that_changes_more_is_doubted(
    line: int, start: int, end: int, text: str, doubt: str
) -> None:
    file = SourceFile("agreements/wiki.yaml", WIKI)
    span = Span(file.path, line, start, line, end)
    fixes = fixed([file], [Finding("some-rule", span, "wrong", edits=(Edit(span, text),))])
    said = next(
        doubts(
            [file],
            fixes,
            lambda files: load(files, "agreements", Limits(), "UTC"),
            date(2026, 11, 23),
        )
    )
    assert said.startswith(doubt)


def test_comments_are_found_as_yaml_reads_them() -> None:
    text = b'# head\na: "x # y"  # end\nb: |\n  # text\n# last\n'
    assert dict(comments(SourceFile("a.yaml", text))) == {"# head": 1, "# end": 1, "# last": 1}


def test_a_diff_carries_no_command_of_its_file_to_a_build_server(tmp_path: Path) -> None:
    (tmp_path / "agreements").mkdir()
    (tmp_path / "agreements/wiki.yaml").write_text(
        "id: wiki\nkind: sla\ntitle: Wiki\nowner: us\ncustomer: them\nsummary: |\n  text\n"
        "  ::error::context\n  ##vso[task.complete]x\nservices: [{id: wiki, name: Wiki}]\n"
        "metrics: [{id: m, type: availability, target: 99 %, window: monthly}]\n",
        encoding="utf-8",
    )
    said = sla(tmp_path, "check", "--fix", "--diff", *TODAY).output
    assert "+metrics: [{id: m, type: availability, target: 99 %, window: calendar month}]" in said
    assert "task.complete" in said
    assert "##vso" not in said
    assert "\n  ::error" not in said
