"""What is chosen, weighed and accepted of findings: options, `sla.yml`, comments and a baseline."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from command import sla
from work import calls

HEAD = """\
id: wiki
kind: sla
title: Wiki
owner: Team
metrics:
  - id: uptime
    type: availability
    window: calendar month
    target: 99.9 %
    note: >-
      It stays up.
      # sla: ignore[dead-zone] this is text and accepts nothing
remedies:
  credits:
    - id: a
      metrics: [uptime]
"""
DEAD = "      tiers: [{below: 99.5 %, credit: 10 %}]"


def write(folder: Path, tiers: str = DEAD, policy: str = "", more: str = "") -> Path:
    (folder / "agreements").mkdir(exist_ok=True)
    (folder / "agreements/wiki.yaml").write_text(f"{HEAD}{tiers}\n{more}", encoding="utf-8")
    if policy:
        (folder / "sla.yml").write_text(dedent(policy), encoding="utf-8")
    return folder


def rules(folder: Path, *options: str) -> list[tuple[str, str, int]]:
    """Return rule, level and line of what is found."""
    arguments = ("check", "--format", "json", "--today", "2026-12-01", *options)
    told = json.loads(sla(folder, *arguments).stdout)["findings"]
    return [(one["rule"], one["level"], one["line"]) for one in told if one["state"] == "open"]


FOUND = ("dead-zone", "warning", 17)
COMMENTED: tuple[tuple[str, list[tuple[str, str, int]]], ...] = (
    (f"{DEAD} # sla: ignore[dead-zone] as signed", []),
    (f"{DEAD}   # sla: ignore[dead-zone] as signed -- until 2026-12-01", []),
    (f"      # sla: ignore[dead-zone] as signed\n{DEAD}", []),
    (f"      # sla: ignore[dead-zone] as signed\n      # more\n{DEAD}", []),
    (
        f"      # sla: ignore[credit-gap, dead-zone] as signed\n{DEAD}",
        [("suppression-unused", "warning", 17)],
    ),
    (
        f"{DEAD} # sla: ignore[dead-zone]",
        [FOUND, ("suppression-without-reason", "error", 17)],
    ),
    (
        f"{DEAD} # sla: ignore[dead-zone] as signed -- until 2026-11-30",
        [FOUND, ("suppression-expired", "warning", 17)],
    ),
    (
        f"{DEAD} # sla: ignore[dead-zone] as signed -- until next year",
        [FOUND, ("suppression-expired", "warning", 17)],
    ),
    (
        f"{DEAD} # sla: ignore[dead-zne] as signed",
        [FOUND, ("suppression-unknown-rule", "error", 17)],
    ),
    (f"{DEAD} # sla: ignore all of it", [FOUND, ("suppression-unknown-rule", "error", 17)]),
    (f"{DEAD} # sla: ignore[credit-gap] as signed", [FOUND, ("suppression-unused", "warning", 17)]),
)


@pytest.mark.parametrize(("tiers", "found"), COMMENTED)
def test_a_comment_accepts_what_it_names(
    tmp_path: Path, tiers: str, found: list[tuple[str, str, int]]
) -> None:
    assert rules(write(tmp_path, tiers)) == found


@pytest.mark.parametrize("sign", ["", "|", ">-"])
def test_a_comment_on_the_key_of_a_text_accepts_what_is_in_it(tmp_path: Path, sign: str) -> None:
    text = f"""\
    summary: {sign}  # sla: ignore[refused-link] it moves next week -- until 2027-01-31
      One
      [link](http://example.com).
    """
    tiers = "      tiers: [{below: target, credit: 10 %}]"
    assert rules(write(tmp_path, tiers, more=dedent(text))) == []


def test_what_is_accepted_is_counted_and_can_be_shown(tmp_path: Path) -> None:
    folder = write(tmp_path, f"{DEAD} # sla: ignore[dead-zone] as signed")
    shown = sla(folder, "check").stdout
    assert shown == "1 file checked, 1 agreement read, no findings, 1 accepted by comments\n"
    assert rules(folder, "--no-ignores") == [FOUND]
    told = json.loads(sla(folder, "check", "--format", "json").stdout)["findings"]
    assert [(one["state"], one["reason"]) for one in told] == [("suppressed", "as signed")]


SELECTED: tuple[tuple[str, tuple[str, ...], list[object]], ...] = (
    ("check: {ignore: [dead-zone]}", (), []),
    ("check: {levels: {dead-zone: error}}", (), [("dead-zone", "error", 17)]),
    ("check: {levels: {remedies: error, dead-zone: info}}", ("--show", "info"), ["info"]),
    ("check: {levels: {dead-zone: off}}", (), []),
    ("check: {select: [language]}", (), []),
    ("check: {select: [language]}", ("--select", "remedies"), [FOUND]),
    ("review: {fail_on: error}", (), [FOUND]),
    ("", ("--ignore", "remedies"), []),
    ("", ("--level", "dead-zone=error"), [("dead-zone", "error", 17)]),
)


@pytest.mark.parametrize(("policy", "options", "found"), SELECTED)
def test_rules_are_chosen_and_weighed(
    tmp_path: Path, policy: str, options: tuple[str, ...], found: list[object]
) -> None:
    told = rules(write(tmp_path, policy=policy), *options)
    assert told == found or [level for _, level, _ in told] == found


def test_a_comment_needs_a_last_day_where_the_policy_says_so(tmp_path: Path) -> None:
    folder = write(
        tmp_path, f"{DEAD} # sla: ignore[dead-zone] as signed", "check: {require_until: true}"
    )
    assert rules(folder) == [("suppression-without-reason", "error", 17)]


def test_what_a_published_text_says_is_accepted_without_a_day(tmp_path: Path) -> None:
    """Nobody knows when somebody else's text will be mended."""
    accepted = f"{DEAD} # sla: ignore[dead-zone] as published"
    policy = "check: {require_until: true}"
    sources = 'sources: [{id: page, title: Terms, url: "https://example.com/sla", read: full}]\n'
    assert rules(write(tmp_path, accepted, policy, sources)) == []
    folder = write(tmp_path, accepted, policy, "sources: []\n")
    assert ("suppression-without-reason", "error", 17) in rules(folder)


POLICIES = (
    ("", "# sla: ignore[dead-zone] why"),
    (
        "check: {require_until: true}",
        "# sla: ignore[dead-zone] why -- until 2027-12-01 (without a day in an agreement that has "
        "sources)",
    ),
)


@pytest.mark.parametrize(("policy", "comment"), POLICIES)
def test_a_warning_says_how_it_is_accepted(tmp_path: Path, policy: str, comment: str) -> None:
    """What is printed is of use with a reason in the place of `why`, which is none."""
    day = ("--today", "2026-12-01")
    told = sla(write(tmp_path, policy=policy), "check", *day).stderr.splitlines()
    assert told[-1] == f"to keep what a warning is about, write on its line: {comment}"
    typed = comment.partition(" (")[0]
    unreasoned = [("dead-zone", "warning", 17), ("suppression-without-reason", "error", 17)]
    assert rules(write(tmp_path, f"{DEAD} {typed}", policy)) == unreasoned
    reasoned = typed.replace("why", "as signed in 2019")
    assert rules(write(tmp_path, f"{DEAD} {reasoned}", policy)) == []
    page = sla(tmp_path, "explain", "dead-zone", SOURCE_DATE_EPOCH="1796083200").output
    assert f"`{typed}` where a finding is accepted" in " ".join(page.split())


def test_an_error_that_must_be_mended_says_no_way_to_accept_it(tmp_path: Path) -> None:
    told = sla(write(tmp_path, "      tiers: [{below: 99,5 %, credit: 10 %}]"), "check").stderr
    assert told.splitlines()[-1].endswith("1 error")


def two_files(folder: Path) -> Path:
    """Write an agreement with a warning, and one that leads to it and has an error."""
    write(folder)
    wrong = HEAD.replace("id: wiki", "id: blog").replace("99.9 %", "99,9 %")
    rest = "depends_on: [{agreement: wiki}, {agreement: nowhere}]\n"
    text = f"{wrong}      tiers: [{{below: target, credit: 10 %}}]\n{rest}"
    (folder / "agreements/blog.yaml").write_text(text, encoding="utf-8")
    right = text.replace("99,9 %", "99.9 %").replace("id: blog", "id: shop")
    (folder / "agreements/shop.yaml").write_text(right, encoding="utf-8")
    return folder


FILES: tuple[tuple[tuple[str, ...], list[str], str], ...] = (
    (("wiki.yaml",), ["dead-zone"], "3 files checked, 2 agreements read, 1 warning in 1 file"),
    (("shop.yaml",), ["unresolved-reference"], "3 files checked, 2 agreements read, 1 error in "),
    (
        ("blog.yaml", "wiki.yaml"),
        ["malformed-value", "unresolved-reference", "dead-zone"],
        "3 files checked, 2 agreements read, 2 errors, 1 warning in 2 files of them",
    ),
)


@pytest.mark.parametrize(("files", "found", "words"), FILES)
def test_files_are_checked_within_their_catalog(
    tmp_path: Path, files: tuple[str, ...], found: list[str], words: str
) -> None:
    folder = two_files(tmp_path)
    places = [f"agreements/{name}" for name in files]
    assert [rule for rule, _, _ in rules(folder, *places)] == found
    assert words in sla(folder, "check", *places).stderr
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (folder / "sla.yml").write_text("check: {}", encoding="utf-8")
    assert [rule for rule, _, _ in rules(elsewhere, *(f"../{one}" for one in places))] == found


def test_one_file_is_fixed_and_the_others_stay(tmp_path: Path) -> None:
    folder = two_files(tmp_path)
    before = (folder / "agreements/blog.yaml").read_text("utf-8")
    sla(folder, "check", "--fix", "agreements/wiki.yaml")
    assert (folder / "agreements/blog.yaml").read_text("utf-8") == before
    sla(folder, "check", "--fix", "agreements/blog.yaml")
    assert (folder / "agreements/blog.yaml").read_text("utf-8") != before


NO_CATALOG = (
    (("agreements/wiki.yaml", "agreements"), "agreements is no file"),
    (("agreements", "."), "give one FOLDER"),
    (("agreements/wiki.yaml", "sla.yml"), "sla.yml is not in agreements"),
    (("agreements/notes.txt",), "agreements/notes.txt is no part of the catalog"),
)


@pytest.mark.parametrize(("places", "said"), NO_CATALOG)
def test_what_is_in_no_catalog_is_wrong_usage(
    tmp_path: Path, places: tuple[str, ...], said: str
) -> None:
    folder = write(tmp_path, policy="check: {}")
    (folder / "agreements/notes.txt").write_text("", encoding="utf-8")
    result = sla(folder, "check", *places)
    assert (result.exit_code, said in " ".join(result.stderr.split())) == (2, True)


WRONG = (
    ("check: {ignore: [dead-zne]}", (), "did you mean dead-zone?"),
    ("check: {igonre: [dead-zone]}", (), "sla.yml:1:9: "),
    ("chek: {}", (), "sla.yml:1:1: "),
    ("", ("--level", "dead-zone=loud"), "RULE=error|warning|info|off"),
    ("", ("--output", "html:x"), "FORMAT:PATH"),
)


@pytest.mark.parametrize(("policy", "options", "said"), WRONG)
def test_what_is_not_understood_is_wrong_usage(
    tmp_path: Path, policy: str, options: tuple[str, ...], said: str
) -> None:
    result = sla(write(tmp_path, policy=policy), "check", *options)
    assert result.exit_code == 2
    assert said in result.stderr


FAILING = (
    ((), 0), (("--strict",), 1), (("--fail-on", "warning"), 1), (("--fail-on", "never"), 0),
    (("--fail-on", "error"), 0), (("--level", "dead-zone=error", "--fail-on", "never"), 0),
)  # fmt: skip


@pytest.mark.parametrize(("options", "status"), FAILING)
def test_what_fails_is_chosen_apart_from_what_is_shown(
    tmp_path: Path, options: tuple[str, ...], status: int
) -> None:
    assert sla(write(tmp_path), "check", *options).exit_code == status


def test_one_check_writes_many_reports(tmp_path: Path) -> None:
    outputs = ("sarif:out/a.sarif", "markdown:out/a.md", "json:out/a.json", "junit:a.xml")
    options = [part for output in outputs for part in ("--output", output)]
    sla(write(tmp_path), "check", *options)
    assert json.loads((tmp_path / "out/a.sarif").read_text())["version"] == "2.1.0"
    assert (tmp_path / "out/a.md").read_text().startswith("**1 warning**\n")
    assert json.loads((tmp_path / "out/a.json").read_text())["schema"] == "sla-report/1"
    assert "dead-zone" in (tmp_path / "a.xml").read_text()


def test_a_baseline_holds_what_was_there_before(tmp_path: Path) -> None:
    folder = write(tmp_path)
    assert sla(folder, "baseline", "write").stdout == "wrote .sla/baseline.json: 1 warning\n"
    assert sla(folder, "check", "--strict").stdout == (
        "1 file checked, 1 agreement read, no findings, 1 accepted in the baseline\n"
    )
    moved = f"      # a line more\n{DEAD}"
    assert rules(write(tmp_path, moved)) == []
    changed = DEAD.replace("99.5", "99.4")
    assert rules(write(tmp_path, changed)) == [FOUND]
    assert rules(write(tmp_path), "--no-baseline") == [FOUND]
    shown = sla(folder, "baseline", "show").stdout
    assert shown == "wiki: dead-zone remedies.credits[a].tiers[99.5 %].below\n1 accepted\n"
    write(tmp_path, changed)
    told = sla(folder, "check").stderr
    entry = "wiki: dead-zone remedies.credits[a].tiers[99.5 %].below"
    assert f"1 entry of the baseline no longer matches a finding:\n  {entry}\n" in told
    assert "`sla baseline prune` removes" in told
    assert "`sla baseline write` renews" in told
    assert "no longer" not in sla(folder, "check", "--ignore", "dead-zone").stderr
    listed = json.loads(sla(folder, "check", "--format", "json").stdout)["unmatchedBaseline"]
    agreement, rule, path = entry.replace(":", "").split(maxsplit=2)
    assert listed == [{"agreement": agreement, "rule": rule, "path": path}]
    assert sla(folder, "baseline", "prune").stdout == f"{entry}\nremoved 1 entry, kept 0\n"
    assert "no longer" not in sla(folder, "check").stderr


def test_a_baseline_accepts_no_file_that_cannot_be_read(tmp_path: Path) -> None:
    folder = write(tmp_path)
    broken = folder / "agreements/broken.yaml"
    broken.write_text("id: [broken\n", encoding="utf-8")
    assert sla(folder, "baseline", "write").stdout == (
        "wrote .sla/baseline.json: 1 warning\n"
        "not accepted, since they leave a file out of the catalog: 1 error\n"
    )
    assert [rule for rule, *_ in rules(folder)] == ["yaml-syntax"]
    kept = json.loads((folder / ".sla/baseline.json").read_text(encoding="utf-8"))
    old = {"agreement": "broken", "rule": "yaml-syntax", "path": "", "value": ""}
    kept["findings"].append(old)
    (folder / ".sla/baseline.json").write_text(json.dumps(kept), encoding="utf-8")
    assert [rule for rule, *_ in rules(folder)] == ["yaml-syntax"]


def test_a_baseline_keeps_what_is_in_a_file_that_cannot_be_read_today(tmp_path: Path) -> None:
    folder = write(tmp_path)
    sla(folder, "baseline", "write")
    write(folder, f"{DEAD}\nwindw: 1")
    assert sla(folder, "baseline", "prune").stdout == "removed 0 entries, kept 1\n"
    write(folder)
    assert rules(folder) == []


def test_a_baseline_that_cannot_be_read_is_wrong_usage(tmp_path: Path) -> None:
    (write(tmp_path) / ".sla").mkdir()
    (tmp_path / ".sla/baseline.json").write_text("[]", encoding="utf-8")
    result = sla(tmp_path, "check")
    assert result.exit_code == 2
    assert "baseline.json: it is not a baseline" in result.stderr


WHAT_IS_LOADED = """\
import sys
from sla_catalog.cli import main

main(["check"], standalone_mode=False)
loaded = {name.split(".")[1] for name in sys.modules if name.startswith("sla_catalog.")}
print(*sorted(loaded))
"""


def test_a_check_loads_only_the_rooms_that_it_needs(tmp_path: Path) -> None:
    command = (sys.executable, "-c", WHAT_IS_LOADED)
    run = subprocess.run(command, cwd=write(tmp_path), capture_output=True, text=True, check=True)
    assert run.stdout.splitlines()[-1].split() == [
        "assembly", "calculation", "cli", "findings", "frozen", "model", "pages", "patterns",
        "pipeline", "redaction", "reports", "resolved", "rules", "source", "terms",
    ]  # fmt: skip


def test_twice_as_many_findings_cost_twice(tmp_path: Path) -> None:
    def work(files: int) -> int:
        folder = tmp_path / f"{files}"
        (folder / "agreements").mkdir(parents=True, exist_ok=True)
        for n in range(files):
            text = f"id: c{n}\nkind: sla\ntitle: Case\nowner: us\ncustomer: them\n"
            text += "# sla: ignore[dead-zone] of nothing\n" * 100
            (folder / "agreements" / f"c{n}.yaml").write_text(text, encoding="utf-8")
        return calls(lambda: sla(folder, "check", "--today", "2026-12-01"))

    work(1)  # what is kept for good is made now
    assert work(12) < 2.1 * work(6)


def test_a_folder_below_the_settings_is_told_where_to_run(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: Wiki\nplugins: [sla-catalog]\n")
    (tmp_path / "agreements").mkdir()
    found = sla(tmp_path / "agreements", "check")
    assert (found.exit_code, found.stderr) == (
        3,
        "sla: the folder agreements cannot be opened: No such file or directory; "
        f"run it in {tmp_path}, where mkdocs.yml is\n",
    )
