"""The command `sla`: what it prints, and its exit status."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

import command

SLA = Path(sys.executable).parent / "sla"
GOOD = """\
id: wiki
kind: sla
title: Team wiki
owner: IT Operations
services: [{id: wiki, name: Team wiki}]
"""
BAD = GOOD.replace("kind: sla", "kind: slo") + "ownr: somebody\n"
WARNED = GOOD + ("metrics:\n  - {id: response, type: response_time, target: 4 business hours}\n")
REMARKED = GOOD + (
    "status: active\nversion: 1.0.0\nduration: {effective: 2026-01-01}\ncustomer: Staff\n"
    "review: {none: It is new.}\n"
)


def sla(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command in this process, as starting one costs more than all that it does."""
    result = command.sla(folder, *arguments)
    return subprocess.CompletedProcess([], result.exit_code, result.stdout, result.stderr)


def sla_of_its_own(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command as people do."""
    return subprocess.run(
        [SLA, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def write(folder: Path, text: str) -> Path:
    path = folder / "agreements" / "wiki.yaml"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8", newline="\n")
    return folder


@pytest.mark.parametrize(
    ("text", "status", "output"),
    [
        (GOOD, 0, "1 file checked, 1 agreement read, no findings\n"),
        (WARNED, 0, "warning[working-time-without-hours]"),
        (BAD, 1, "error[bad-choice]"),
        ("id: wiki\nid: wiki\n", 1, "error[duplicate-key]"),
    ],
    ids=["fine", "warning", "errors", "unreadable"],
)
def test_check_says_by_its_status_what_it_found(
    tmp_path: Path, text: str, status: int, output: str
) -> None:
    result = sla(write(tmp_path, text), "check")
    assert result.returncode == status
    assert output in result.stdout
    assert "Traceback" not in result.stderr


def test_check_names_every_mistake_with_its_place(tmp_path: Path) -> None:
    result = sla(write(tmp_path, BAD), "check", "--format", "short")
    places = [line.split(" ")[0:3] for line in result.stdout.splitlines()]
    assert places == [
        ["agreements/wiki.yaml:2:7:", "error", "bad-choice"],
        ["agreements/wiki.yaml:6:1:", "error", "unknown-key"],
    ]


def test_check_shows_the_line_with_a_caret(tmp_path: Path) -> None:
    lines = sla(write(tmp_path, BAD), "check").stdout.splitlines()
    assert lines[0].startswith("agreements/wiki.yaml:2:7: error[bad-choice]: ‘slo’")
    assert lines[1:3] == ["    2 | kind: slo", "      |       ^^^"]
    assert "did you mean sla?" in "\n".join(lines)


def test_check_counts_on_standard_error_where_there_are_findings(tmp_path: Path) -> None:
    result = sla(write(tmp_path, BAD), "check")
    assert "2 errors" in result.stderr
    assert "agreements read" not in result.stdout


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"wiki": BAD}, "1 file checked, 0 agreements read, 2 errors\n"),
        ({"wiki": GOOD, "parties": "parties: []\n"}, "2 files checked, 1 agreement read, "),
    ],
    ids=["a broken one", "a shared file"],
)
def test_check_counts_files_and_agreements(
    tmp_path: Path, files: dict[str, str], words: str
) -> None:
    (tmp_path / "agreements").mkdir()
    for name, text in files.items():
        (tmp_path / f"agreements/{name}.yaml").write_text(text, encoding="utf-8")
    result = sla(tmp_path, "check")
    assert words in result.stdout + result.stderr


@pytest.mark.parametrize(
    ("text", "options", "status"),
    [
        (WARNED, ["--strict"], 1),
        (WARNED, ["--strict", "--show", "error"], 1),
        (REMARKED, ["--strict", "--today", "2026-01-01"], 0),
        (GOOD, ["--strict"], 0),
    ],
)
def test_strict_fails_for_warnings_and_shows_them(
    tmp_path: Path, text: str, options: list[str], status: int
) -> None:
    result = sla(write(tmp_path, text), "check", "--format", "short", *options)
    assert result.returncode == status
    assert (" warning " in result.stdout) == bool(status)


@pytest.mark.parametrize(
    ("config", "options", "found"),
    [
        ("", ["--today", "2025-12-31"], True),
        ("", ["--today", "2026-01-01"], False),
        ("plugins: [{sla-catalog: {today: 2025-12-31}}]\n", [], True),
        ("plugins: [{sla-catalog: {today: 2025-12-31}}]\n", ["--today", "2026-01-01"], False),
    ],
)
def test_the_day_can_be_given(tmp_path: Path, config: str, options: list[str], found: bool) -> None:
    (tmp_path / "mkdocs.yml").write_text(config, encoding="utf-8")
    shown = ["--format", "short", "--show", "info"]
    result = sla(write(tmp_path, REMARKED), "check", *shown, *options)
    assert ("active-before-first-day" in result.stdout) == found


def test_a_zone_that_does_not_exist_is_named_with_the_right_one(tmp_path: Path) -> None:
    result = sla(write(tmp_path, GOOD), "check", "--timezone", "Berlin")
    assert result.returncode == 2
    assert "did you mean Europe/Berlin?" in result.stderr


def test_check_prints_json_for_programs(tmp_path: Path) -> None:
    result = sla(write(tmp_path, BAD), "check", "--format", "json")
    report = json.loads(result.stdout)
    assert result.returncode == 1
    assert report["schema"] == "sla-report/1"
    assert [(f["rule"], f["level"], f["line"], f["column"]) for f in report["findings"]] == [
        ("bad-choice", "error", 2, 7),
        ("unknown-key", "error", 6, 1),
    ]


def test_check_prints_json_where_nothing_is_wrong_too(tmp_path: Path) -> None:
    result = sla(write(tmp_path, GOOD), "check", "--format", "json")
    nothing: dict[str, list[object]] = {"findings": [], "unmatchedBaseline": []}
    assert json.loads(result.stdout) == {"schema": "sla-report/1", **nothing}


@pytest.mark.parametrize(
    ("text", "show", "rules"),
    [
        (WARNED, "error", set()),
        (WARNED, "warning", {"working-time-without-hours"}),
        (REMARKED, "warning", set()),
        (REMARKED, "info", {"recommended-when-active"}),
    ],
)
def test_show_chooses_the_least_severe_findings(
    tmp_path: Path, text: str, show: str, rules: set[str]
) -> None:
    result = sla(write(tmp_path, text), "check", "--show", show, "--format", "short")
    assert {line.split(" ")[2] for line in result.stdout.splitlines()} == rules
    assert result.returncode == 0


@pytest.mark.parametrize("arguments", [["--format", "xml"], ["--show", "all"], ["--what"]])
def test_wrong_usage_has_a_status_of_its_own(tmp_path: Path, arguments: list[str]) -> None:
    assert sla(write(tmp_path, GOOD), "check", *arguments).returncode == 2


def test_a_folder_that_is_not_there_has_a_status_of_its_own(tmp_path: Path) -> None:
    result = sla(tmp_path, "check", "nowhere")
    assert result.returncode == 3
    assert "nowhere" in result.stderr
    assert result.stdout == ""


def test_a_file_in_place_of_the_folder_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "agreements").write_text("", encoding="utf-8")
    assert sla(tmp_path, "check").returncode == 3


def test_an_empty_folder_has_a_status_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "agreements").mkdir()
    result = sla(tmp_path, "check")
    assert result.returncode == 4
    assert "`sla new ID`" in result.stderr


def test_a_time_zone_can_be_given(tmp_path: Path) -> None:
    folder = write(tmp_path, GOOD + "service_hours: Mon-Fri 09:00-17:00\n")
    assert sla(folder, "check").returncode == 1
    assert sla(folder, "check", "--timezone", "Europe/Berlin").returncode == 0


PUBLIC = GOOD + "classification: public\ndepends_on: [{agreement: mail}, {agreement: gone}]\n"
MAIL = GOOD.replace("wiki", "mail") + "classification: customer\ncustomer: Shop\n"


@pytest.mark.parametrize(
    ("audience", "places"),
    [
        ([], ["7:45"]),
        (["--audience", "public"], ["7:26", "7:45"]),
        (["--audience", "customer:Shop"], ["7:45"]),
        (["--audience", "internal"], ["7:45"]),
    ],
)
def test_check_finds_what_leads_out_of_an_audiences_sight(
    tmp_path: Path, audience: list[str], places: list[str]
) -> None:
    write(tmp_path, PUBLIC)
    (tmp_path / "agreements/mail.yaml").write_text(MAIL, encoding="utf-8")
    result = sla(tmp_path, "check", "--format", "short", *audience)
    assert result.returncode == 1
    found = re.findall(r"^agreements/wiki.yaml:(\S+): error", result.stdout, re.MULTILINE)
    assert found == places


@pytest.mark.parametrize("audience", ["", "secret", "customer", "public:Shop", "customer:Nobody"])
def test_check_refuses_what_is_no_audience(tmp_path: Path, audience: str) -> None:
    result = sla(write(tmp_path, GOOD), "check", "--audience", audience)
    assert result.returncode == 2
    assert "Invalid value for '--audience'" in result.stderr


@pytest.mark.parametrize("options", [[], ["--full"]], ids=["short", "full"])
def test_new_writes_drafts_in_which_only_what_is_open_is_found(
    tmp_path: Path, options: list[str]
) -> None:
    for agreement_id in ("wiki", "service-desk", "a", "x" * 63, "24x7"):
        made = sla(tmp_path, "new", *options, agreement_id)
        assert made.returncode == 0, made.stderr
    checked = sla(tmp_path, "check", "--show", "info", "--format", "json")
    found = json.loads(checked.stdout)["findings"]
    assert checked.returncode == 0
    assert {finding["rule"] for finding in found} == {"left-open"}
    texts = [path.read_text(encoding="utf-8") for path in (tmp_path / "agreements").iterdir()]
    assert len(found) == sum(text.count("TODO") for text in texts)
    assert sla(tmp_path, "check", "--strict").returncode == 1


def test_new_takes_a_title_an_owner_and_a_folder(tmp_path: Path) -> None:
    made = sla(
        tmp_path, "new", "wiki", "--title", "Our wiki", "--owner", "Büro", "--folder", "all/of-it"
    )
    assert made.returncode == 0, made.stderr
    values = yaml.safe_load((tmp_path / "all/of-it/wiki.yaml").read_text(encoding="utf-8"))
    assert (values["id"], values["title"], values["owner"]) == ("wiki", "Our wiki", "Büro")
    assert sla(tmp_path, "check", "all/of-it").returncode == 0


@pytest.mark.parametrize(
    ("options", "zone"),
    [("{timezone: Europe/Berlin}", "Europe/Berlin"), ("{}", "UTC")],
    ids=["of the site", "none"],
)
def test_new_takes_the_zone_of_the_site(tmp_path: Path, options: str, zone: str) -> None:
    text = f"site_name: X\nplugins:\n  - sla-catalog: {options}\n"
    (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")
    sla(tmp_path, "new", "wiki")
    text = (tmp_path / "agreements/wiki.yaml").read_text(encoding="utf-8")
    assert yaml.safe_load(text)["duration"] == {"timezone": zone}
    assert ("change it" in text) == (zone == "UTC")


@pytest.mark.parametrize(
    "agreement_id",
    ["Wiki", "-wiki-", "../wiki", "a/b", "", "x" * 64, "w\n", "nul", "glossary", "withheld"],
)
def test_new_refuses_what_is_no_id(tmp_path: Path, agreement_id: str) -> None:
    result = sla(tmp_path, "new", "--", agreement_id)
    assert result.returncode == 2
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize("title", ["a: b", "[x]", "- a", "a\nb", "~", "null", "? a", "a #b", " a"])
def test_new_refuses_titles_that_are_no_plain_words(tmp_path: Path, title: str) -> None:
    result = sla(tmp_path, "new", "wiki", "--title", title)
    assert result.returncode == 2
    assert [*tmp_path.iterdir()] == []


def test_new_never_writes_what_check_refuses(tmp_path: Path) -> None:
    titles = ("true", "12", "2026-01-01", "12.30", "1e3", "x (y)", "C++", "Ärger")
    for place, title in enumerate(titles):
        assert sla(tmp_path, "new", f"a{place}", "--title", title).returncode == 0
    checked = sla(tmp_path, "check", "--format", "json")
    assert {f["rule"] for f in json.loads(checked.stdout)["findings"]} == {"left-open"}


def test_new_leaves_an_existing_file_alone(tmp_path: Path) -> None:
    folder = write(tmp_path, GOOD)
    result = sla(folder, "new", "wiki")
    assert result.returncode == 2
    assert "exists already" in result.stderr
    assert (folder / "agreements/wiki.yaml").read_text(encoding="utf-8") == GOOD


@pytest.mark.parametrize("name", ["agreement", "glossary"])
def test_schema_prints_what_the_repository_holds(
    tmp_path: Path, project_root: Path, name: str
) -> None:
    result = sla(tmp_path, "schema", name)
    kept = (project_root / f"schema/{name}.schema.json").read_text(encoding="utf-8")
    assert (result.returncode, result.stdout) == (0, kept)


def test_schema_prints_that_of_agreements_unasked(tmp_path: Path) -> None:
    assert sla(tmp_path, "schema").stdout == sla(tmp_path, "schema", "agreement").stdout


def test_schema_writes_all_to_a_folder(tmp_path: Path) -> None:
    assert sla(tmp_path, "schema", "--write", "out").returncode == 0
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert "agreement.schema.json" in names
    assert [n for n in names if not n.endswith(".schema.json")] == []


def test_schema_names_those_there_are(tmp_path: Path) -> None:
    result = sla(tmp_path, "schema", "nothing")
    assert result.returncode == 2
    assert "agreement, glossary" in result.stderr


def test_version_and_help(tmp_path: Path) -> None:
    overview = sla(tmp_path, "--help").stdout
    assert [line.split()[0] for line in overview.partition("Commands:\n")[2].splitlines()] == [
        "ack", "baseline", "check", "diff", "explain", "export", "git-diff", "history",
        "import", "init", "new", "pdf",
        "reference", "review", "rules", "schema",
    ]  # fmt: skip
    assert "..." not in overview.partition("Commands:\n")[2]
    assert "0.1.0" in sla_of_its_own(tmp_path, "--version").stdout
    shown = sla(tmp_path, "check", "--help").stdout
    assert "Exit status: 0 fine, 1 errors were found" in " ".join(shown.split())


def test_a_zone_that_does_not_exist_is_named(tmp_path: Path) -> None:
    result = sla(write(tmp_path, GOOD), "check", "--timezone", "Europe/Berln")
    assert result.returncode == 2
    assert "did you mean Europe/Berlin?" in result.stderr


LIMITED = (
    "site_name: S\nplugins:\n  - sla-catalog: {limits: {file_bytes: 60}, language: !ENV LANGUAGE}\n"
)


def test_check_keeps_to_the_limits_of_the_site(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    (tmp_path / "mkdocs.yml").write_text(LIMITED, encoding="utf-8", newline="\n")
    result = sla(tmp_path, "check")
    assert result.returncode == 1
    assert "error[file-too-large]" in result.stdout


def test_check_keeps_to_the_audience_of_the_site(tmp_path: Path) -> None:
    write(tmp_path, GOOD + "classification: public\ndepends_on: [{agreement: inner}]\n")
    inner = GOOD.replace("id: wiki\nkind", "id: inner\nkind") + "classification: internal\n"
    path = tmp_path / "agreements" / "inner.yaml"
    path.write_text(inner, encoding="utf-8", newline="\n")
    assert sla(tmp_path, "check").returncode == 0
    options = "site_name: S\nplugins:\n  - sla-catalog: {audience: {level: public}}\n"
    (tmp_path / "mkdocs.yml").write_text(options, encoding="utf-8", newline="\n")
    result = sla(tmp_path, "check")
    assert (result.returncode, "withheld-reference" in result.stdout) == (1, True)


@pytest.mark.parametrize("options", ["{limit: {file_bytes: 60}}", "{limits: {file_bytes: all}}"])
def test_check_refuses_options_that_the_site_refuses(tmp_path: Path, options: str) -> None:
    write(tmp_path, GOOD)
    text = f"site_name: S\nplugins:\n  - sla-catalog: {options}\n"
    (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8", newline="\n")
    result = sla(tmp_path, "check")
    assert result.returncode == 2
    assert "limits" in result.stderr
