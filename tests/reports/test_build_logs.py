"""What goes to the log of a build server: whatever a file says, no format steers the server."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from datetime import date
from enum import Enum
from pathlib import Path
from typing import TypeVar

import pytest

import proposals as given
from command import sla
from sla_catalog.cli.check_formats import FORMATS, written_as
from sla_catalog.findings import Finding, FindingSeverity, Related, Span
from sla_catalog.reports.changes import json, markdown, text
from sla_catalog.reports.report import CheckReport, FindingState, ReportedFinding
from sla_catalog.review.gate import ProposalReview
from sla_catalog.source.baseline import BaselineEntry, as_baseline

T = TypeVar("T")
SIGNS = (
    "::error::x",
    "  ::set-env name=PATH::x",
    "x\n::error::y",
    "x\r\n\t::error::y",
    "\u2028::stop-commands::x",
    "##[error]x",
    "a ###[group]x",
    "##vso[task.setvariable variable=PATH]x",
    "##teamcity[buildStatus status='SUCCESS']",
    "section_start:1:x\r\x1b[0Ky",
    "\x1b]8;;https://evil.example\x07x",
    "\x9b2J",
)
OWN_COMMAND = re.compile(r"::(error|warning|notice) (file=.*,line=\d+,|title=sla check::)")
KEPT = {"rule", "fingerprint"}  # ours, never of a file
PLACE = Span("agreements/x.yaml", 4, 7, 4, 9, "  id: x")
FINDING = Finding(
    "dead-zone",
    PLACE,
    "found",
    "expected",
    "instead",
    FindingSeverity.WARNING,
    (Related(PLACE, "there"),),
)
REPORT = CheckReport(
    (
        ReportedFinding(FINDING, "x", lambda: ("metrics[x]", "1")),
        ReportedFinding(
            FINDING,
            "x",
            lambda: ("metrics[x]", "1"),
            FindingState.SUPPRESSED,
            "why",
            date(2027, 1, 31),
        ),
        ReportedFinding(FINDING, "x", lambda: ("metrics[x]", "1"), FindingState.BASELINE),
    ),
    1,
    1,
)
REVIEW = dataclasses.replace(
    given.review(*given.CHANGES, acknowledged=(given.UPTIME, given.REGION)),
    uncompared=(given.BROKEN,),
)
OF_REVIEW: dict[str, Callable[[ProposalReview], str]] = {
    "text": text.as_text,
    "json": json.as_json,
    "markdown": markdown.as_markdown,
}


def with_sign(value: T, sign: str) -> T:
    """Return a record in which every text is a sign that some build server acts on."""
    if isinstance(value, str) and not isinstance(value, Enum):
        return sign  # type: ignore[return-value]
    if isinstance(value, tuple):
        return tuple(with_sign(one, sign) for one in value)  # type: ignore[return-value]
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    names = [one.name for one in dataclasses.fields(value) if one.name not in KEPT]
    return dataclasses.replace(value, **{n: with_sign(getattr(value, n), sign) for n in names})


def assert_steers_nothing(log: str, *, has_own: bool = False) -> None:
    assert re.findall(r"##\w*\[", log) == []
    assert [c for c in log if not c.isprintable() and c not in "\n\u200b"] == []
    commands = [line for line in log.split("\n") if line.lstrip().startswith("::")]
    assert [line for line in commands if not (has_own and OWN_COMMAND.match(line))] == []


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("style", FORMATS)
def test_findings_steer_no_build_server(style: str, sign: str) -> None:
    report = with_sign(REPORT, sign)
    assert_steers_nothing(written_as(style, report), has_own=style == "github")


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("style", OF_REVIEW)
def test_a_review_steers_no_build_server(style: str, sign: str) -> None:
    assert_steers_nothing(OF_REVIEW[style](with_sign(REVIEW, sign)))
    lines = dataclasses.replace(REVIEW, lines=f"-{sign}\n {sign}\n+{sign}\n")
    assert_steers_nothing(OF_REVIEW[style](lines))


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("style", ["text", "json"])
def test_an_import_steers_no_build_server(tmp_path: Path, style: str, sign: str) -> None:
    quoted = "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in sign)
    written = f'service: "{quoted}"\nslos: [{{name: "{quoted}", objective: "{quoted}"}}]\n'
    (tmp_path / "slo.yaml").write_text(written, encoding="utf-8")
    result = sla(tmp_path, "import", "slo.yaml", "--format", style, "--today", "2026-11-23")
    assert result.output
    assert_steers_nothing(result.output)


@pytest.mark.parametrize("sign", SIGNS)
def test_a_baseline_and_what_is_wrong_with_it_steer_no_build_server(
    tmp_path: Path, sign: str
) -> None:
    place = tmp_path / ".sla/baseline.json"
    place.parent.mkdir()
    place.write_text(as_baseline([BaselineEntry(sign, sign, sign, sign)]), encoding="utf-8")
    assert_steers_nothing(sla(tmp_path, "baseline", "show").output)
    place.write_text('{"schema": "' + repr(sign)[1:-1] + '"}', encoding="utf-8")
    result = sla(tmp_path, "baseline", "show")
    assert result.exit_code == 2
    assert_steers_nothing(result.output)


@pytest.mark.parametrize("sign", SIGNS)
def test_what_is_wrong_with_settings_steers_no_build_server(tmp_path: Path, sign: str) -> None:
    quoted = "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in sign)
    (tmp_path / "agreements").mkdir()
    for name, written in (
        ("mkdocs.yml", f'site_name: x\nplugins: [sla-catalog: {{timezone: "{quoted}"}}]\n'),
        ("sla.yml", f'check: {{"{quoted}": "{quoted}", levels: {{"{quoted}": off}}}}\n'),
    ):
        (tmp_path / name).write_text(written, encoding="utf-8")
        result = sla(tmp_path, "check")
        assert result.exit_code == 2
        assert_steers_nothing(result.output)
        (tmp_path / name).unlink()
