from pathlib import Path

import pytest

from command import sla
from sla_catalog.importing.values import fraction, percent, window

SLOTH = """\
version: prometheus/v1
service: shop
labels: {owner: payments}
slos:
  - {name: requests, objective: 99.90}
  - {name: orders, objective: "{{ .Target }}"}
"""
OPENSLO = """\
apiVersion: openslo/v1
kind: SLO
metadata: {name: search-slo}
spec:
  service: search
  timeWindow: [{duration: 1M, isRolling: false}]
  objectives:
    - {displayName: Good, target: 0.9995}
    - {displayName: Scale, target: 99.9}
"""
PYRRA = """\
apiVersion: pyrra.dev/v1alpha1
kind: ServiceLevelObjective
metadata: {name: mail, labels: {team: post}}
spec: {target: "99.5", window: 4w, indicator: {ratio: {}}}
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [("99.9", "99.9 %"), ("99.0", "99.0 %"), ("99", "99 %"), ("101", ""), ("x", ""), ("-1", "")],
)
def test_a_percentage_keeps_its_digits(text: str, expected: str) -> None:
    assert percent(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("0.999", "99.9 %"), ("0.9995", "99.95 %"), ("0.05", "5 %"), ("1", "100 %"), ("99.9", "")],
)
def test_a_fraction_is_never_scaled_by_its_size(text: str, expected: str) -> None:
    assert fraction(text) == expected


@pytest.mark.parametrize(
    ("text", "is_calendar", "expected"),
    [
        ("30d", False, "rolling 30 days"),
        ("28d", False, "rolling 28 days"),
        ("1d", False, "rolling 1 day"),
        ("4w", False, "rolling 4 weeks"),
        ("1M", True, "calendar month"),
        ("1w", True, "calendar week"),
        ("1m", True, ""),
        ("1m", False, ""),
        ("2M", True, ""),
    ],
)
def test_the_case_of_a_window_decides(text: str, is_calendar: bool, expected: str) -> None:
    assert window(text, is_calendar=is_calendar) == expected


def test_imported_agreements_pass_the_check(tmp_path: Path) -> None:
    folder = tmp_path / "slo"
    folder.mkdir()
    for name, text in (("a", SLOTH), ("b", OPENSLO), ("c", PYRRA)):
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    result = sla(tmp_path, "import", "slo", "--today", "2026-12-02")
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines() == [
        "slo/a.yaml:5:33: read: requests: 99.90 %, window not stated",
        "slo/a.yaml:6:31: left out: the target `{{ .Target }}` was not read: a template; "
        "render it first; kept as `unread`",
        "slo/b.yaml:8:7: asked: no indicator says what is counted; is `success_rate` the right "
        "type?",
        "slo/b.yaml:8:35: read: Good: 99.95 %, calendar month",
        "slo/b.yaml:9:7: asked: no indicator says what is counted; is `success_rate` the right "
        "type?",
        "slo/b.yaml:9:36: left out: the target `99.9` was not read: a `target` is a fraction, at "
        "most 1 (did you mean `targetPercent`?); kept as `unread`",
        "slo/c.yaml:4:16: read: mail: 99.5 %, rolling 4 weeks",
        "3 read, 0 changed, 2 left out, 2 asked",
        "wrote agreements/mail.yaml; fill in each TODO",
        "wrote agreements/search.yaml; fill in each TODO",
        "wrote agreements/shop.yaml; fill in each TODO",
    ]
    assert "owner: payments" in (tmp_path / "agreements/shop.yaml").read_text(encoding="utf-8")
    checked = sla(tmp_path, "check", "agreements", "--today", "2026-12-02")
    assert checked.exit_code == 0, checked.output
    again = sla(tmp_path, "import", "slo", "--today", "2026-12-02")
    assert again.exit_code == 2


def test_a_service_never_takes_the_name_of_a_shared_file(tmp_path: Path) -> None:
    text = SLOTH.replace("service: shop", "service: metrics").replace("99.90", "199.9")
    (tmp_path / "x.yaml").write_text(text, encoding="utf-8")
    result = sla(tmp_path, "import", "x.yaml", "--today", "2026-12-02")
    assert result.stdout.splitlines()[0] == (
        "x.yaml:5:33: left out: the target `199.9` was not read; kept as `unread`"
    )
    assert [path.name for path in (tmp_path / "agreements").iterdir()] == ["metrics-service.yaml"]


def test_a_file_without_objectives_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("a: 1\n", encoding="utf-8")
    result = sla(tmp_path, "import", "x.yaml")
    assert result.exit_code == 4
    assert result.stdout == (
        "x.yaml:1:1: left out: there is no objective of a known format in this file\n"
        "0 read, 0 changed, 1 left out, 0 asked\n"
    )


def test_aliases_of_aliases_cost_no_more_than_their_text(tmp_path: Path) -> None:
    lines = ["product: {SLA: [{dimension: uptime, objective: 99, unit: percent}]}", "a0: &a0 [x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 40)]
    (tmp_path / "x.yaml").write_text("\n".join(lines), encoding="utf-8")
    result = sla(tmp_path, "import", "x.yaml", "--today", "2026-12-02")
    assert "read: uptime: 99 %" in result.stdout


def test_names_that_no_id_can_be_and_empty_queries_pass_the_check(tmp_path: Path) -> None:
    text = SLOTH.replace("name: requests", "name: con").replace(
        "objective: 99.90", 'objective: 99.90, sli: {raw: {error_ratio_query: ""}}'
    )
    (tmp_path / "x.yaml").write_text(text, encoding="utf-8")
    sla(tmp_path, "import", "x.yaml", "--today", "2026-12-02")
    made = (tmp_path / "agreements/shop.yaml").read_text(encoding="utf-8")
    assert "id: con-metric\n" in made
    assert "formula" not in made
    checked = sla(tmp_path, "check", "agreements", "--today", "2026-12-02")
    assert checked.exit_code == 0, checked.output


def test_severities_of_several_tables_are_joined(tmp_path: Path) -> None:
    head = "| Severity | Response |\n| --- | --- |\n"
    first, second = "| P1 — Critical | 15 min |", "| P1 — Major | 1 h |\n| P2 | 4 h |"
    text = f"# Support\n\n{head}{first}\n\n{head}{second}\n"
    (tmp_path / "support.md").write_text(text, encoding="utf-8")
    result = sla(tmp_path, "import", "support.md", "--today", "2026-12-02")
    assert (
        "asked: severities: `P1` is described before in another way; which holds?" in result.stdout
    )
    made = (tmp_path / "agreements/support.yaml").read_text(encoding="utf-8")
    assert "severities:\n  - id: P1\n    name: Critical\n  - id: P2\n" in made
    checked = sla(tmp_path, "check", "agreements", "--today", "2026-12-02")
    assert checked.exit_code == 0, checked.output
