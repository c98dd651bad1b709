"""`sla init`: what it writes is right as it is, and what is there stays."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
import yaml

from command import sla
from sla_catalog.assembly.site_file import composed
from sla_catalog.cli import starting
from sla_catalog.cli.requirement import requirement
from sla_catalog.exports.schema import schemas
from sla_catalog.workflows import Server, workflows


@pytest.fixture
def begun(tmp_path: Path) -> Path:
    assert sla(tmp_path, "init").exit_code == 0
    return tmp_path


def written(folder: Path) -> dict[str, str]:
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in paths}


def test_all_files_are_written(begun: Path) -> None:
    assert [*written(begun)] == [
        ".github/workflows/agreements.yml",
        ".github/workflows/sla-review.yml",
        ".gitignore",
        ".gitlab/sla-review.gitlab-ci.yml",
        ".gitlab-ci.yml",
        ".sla/schema/agreement.schema.json",
        ".sla/schema/calendars.schema.json",
        ".sla/schema/glossary.schema.json",
        ".sla/schema/metrics.schema.json",
        ".sla/schema/parties.schema.json",
        ".vscode/settings.json",
        "agreements/first-service.yaml",
        "docs/index.md",
        "mkdocs.yml",
        "requirements.txt",
        "sla.yml",
    ]


def test_nothing_is_found_in_the_first_agreement(begun: Path) -> None:
    result = sla(begun, "check", "--strict", "--show", "info")
    assert (result.exit_code, result.stdout) == (
        0,
        "1 file checked, 1 agreement read, no findings\n",
    )
    assert sla(begun, "check", "--diff").exit_code == 0


def test_the_site_is_built(begun: Path) -> None:
    """By the export, which reads the same settings; MkDocs builds it in the long tests."""
    assert sla(begun, "export", "exported").exit_code == 0
    assert (begun / "exported/docs/agreements/first-service.md").is_file()


@pytest.mark.long
def test_mkdocs_builds_the_site(begun: Path) -> None:
    command = (sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict")
    subprocess.run(command, cwd=begun, check=True)
    assert (begun / "site/agreements/first-service/index.html").is_file()


def test_what_is_there_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: Ours\n", encoding="utf-8")
    (tmp_path / "agreements").mkdir()
    (tmp_path / "agreements/mail.yaml").write_text("id: mail\n", encoding="utf-8")
    result = sla(tmp_path, "init")
    assert "left mkdocs.yml as it is\n" in result.stdout
    assert (tmp_path / "mkdocs.yml").read_text(encoding="utf-8") == "site_name: Ours\n"
    assert [path.name for path in (tmp_path / "agreements").iterdir()] == ["mail.yaml"]
    before = written(tmp_path)
    assert sla(tmp_path, "init").exit_code == 0
    assert written(tmp_path) == before


def test_another_folder_and_id(tmp_path: Path) -> None:
    sla(tmp_path, "init", "handbook", "--id", "mail")
    text = (tmp_path / "handbook/agreements/mail.yaml").read_text(encoding="utf-8")
    assert yaml.safe_load(text)["id"] == "mail"
    assert sla(tmp_path / "handbook", "check", "--strict").exit_code == 0


@pytest.mark.parametrize("name", ["glossary", "Mail", "a b", "print"])
def test_an_id_that_cannot_be_one_is_refused(tmp_path: Path, name: str) -> None:
    assert sla(tmp_path, "init", "--id", name).exit_code == 2
    assert written(tmp_path) == {}


def test_editors_are_told_the_schema_of_each_file(begun: Path) -> None:
    mapping = json.loads((begun / ".vscode/settings.json").read_text())["yaml.schemas"]
    assert {Path(name).name for name in mapping} == {*schemas()} - {"catalog.schema.json"}
    first = (begun / "agreements/first-service.yaml").read_text(encoding="utf-8")
    modeline = first.splitlines()[0].partition("$schema=")[2]
    schema = json.loads((begun / "agreements" / modeline).read_text(encoding="utf-8"))
    jsonschema.validate(yaml.safe_load(first), schema)


@pytest.mark.parametrize("name", [".github/workflows/agreements.yml", ".gitlab-ci.yml"])
def test_build_servers_call_options_that_exist(begun: Path, name: str) -> None:
    text = (begun / name).read_text(encoding="utf-8")
    yaml.safe_load(text)
    calls = [line.partition("sla check")[2].split() for line in text.splitlines()]
    (arguments,) = [call for call in calls if call]
    assert sla(begun, "check", *arguments).exit_code == 0


def test_reviews_are_the_workflows_of_the_package(tmp_path: Path) -> None:
    assert sla(tmp_path, "init", "--forks").exit_code == 0
    for server in (Server.GITHUB_FORKS, Server.GITLAB):
        for one in workflows(server):
            assert (tmp_path / one.path).read_text(encoding="utf-8") == one.text
    included = yaml.safe_load((tmp_path / ".gitlab-ci.yml").read_text(encoding="utf-8"))["include"]
    assert [(tmp_path / one["local"]).is_file() for one in included] == [True]


GIT = {"vcs": "git", "requested_revision": "main", "commit_id": "4f1c"}
HTTPS = "https://git.example.com/tools/sla.git"


@pytest.mark.parametrize(
    ("origin", "line"),
    [
        (None, "mkdocs-sla-catalog==1.2"),
        ({"url": HTTPS, "vcs_info": GIT}, f"mkdocs-sla-catalog @ git+{HTTPS}@4f1c"),
        (
            {"url": "ssh://git@git.example.com/sla.git", "vcs_info": GIT, "subdirectory": "plugin"},
            "mkdocs-sla-catalog @ git+ssh://git@git.example.com/sla.git@4f1c#subdirectory=plugin",
        ),
        (
            {"url": "https://example.com/sla.whl", "archive_info": {"hashes": {"sha256": "9a"}}},
            "mkdocs-sla-catalog @ https://example.com/sla.whl#sha256=9a",
        ),
        ({"url": "file:///home/me/sla", "vcs_info": GIT}, None),
        ({"url": "file:///home/me/sla", "dir_info": {}}, None),
        ({"url": "file:///home/me/sla", "dir_info": {"editable": True}}, None),
        ({"url": "file:///home/me/sla.whl", "archive_info": {}}, None),
    ],
)
def test_the_requirement_is_what_was_installed(origin: object, line: str | None) -> None:
    assert requirement("1.2", json.dumps(origin) if origin else None) == line


@pytest.mark.parametrize("known", [f"mkdocs-sla-catalog @ git+{HTTPS}@4f1c", None])
def test_pipelines_install_what_is_required_or_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, known: str | None
) -> None:
    monkeypatch.setattr(starting, "installed", lambda: known)
    printed = sla(tmp_path, "init", "--forks").stdout
    lines = (tmp_path / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not line.startswith("#")] == ([known] if known else [])
    last = "before a pipeline can run, say in requirements.txt where it installs the plugin from\n"
    assert printed.endswith(last) is (known is None)
    installs = [
        line.partition("pip install ")[2]
        for path in (*tmp_path.glob(".github/**/*.yml"), *tmp_path.glob(".gitlab*/*.yml"),
                     tmp_path / ".gitlab-ci.yml")
        for line in path.read_text(encoding="utf-8").splitlines()
        if "pip install" in line
    ]  # fmt: skip
    assert installs == ["-r requirements.txt"] * 4
    assert "before a pipeline" not in sla(tmp_path, "init").stdout


def test_a_file_that_inherits_changes_one_option_and_keeps_the_others(begun: Path) -> None:
    second = begun / "mkdocs-proposal.yml"
    second.write_text(
        "INHERIT: mkdocs.yml\nplugins:\n  sla-catalog:\n    proposal: auto\n", encoding="utf-8"
    )
    settings = yaml.safe_load(yaml.serialize(composed(second), Dumper=yaml.SafeDumper))
    assert settings["plugins"] == {
        "search": {},
        "sla-catalog": {"timezone": "UTC", "proposal": "auto"},
    }


def test_zizmor_finds_nothing_in_the_check(begun: Path) -> None:
    program = Path(sys.executable).with_name("zizmor")
    command = (program, "--offline", "--pedantic", "--no-progress", ".github/workflows")
    subprocess.run(command, cwd=begun, check=True, capture_output=True)


def test_the_site_has_a_light_and_a_dark_palette_with_a_switch(begun: Path) -> None:
    theme = yaml.safe_load((begun / "mkdocs.yml").read_text(encoding="utf-8"))["theme"]
    assert [(one["scheme"], one["media"]) for one in theme["palette"]] == [
        ("default", "(prefers-color-scheme: light)"),
        ("slate", "(prefers-color-scheme: dark)"),
    ]
    assert all({"icon", "name"} == set(one["toggle"]) for one in theme["palette"])
