"""What is built to be installed: a wheel that works in an empty environment, and its bill."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from importlib.metadata import requires
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SBOM = "sbom.cdx.json"
TITLED = re.compile(r'^```yaml title="([^"]+)"\n(.*?)^```$', re.MULTILINE | re.DOTALL)
PIN = re.compile(r"^([A-Za-z0-9_.-]+)==(\S+) \\$", re.MULTILINE)


def pins() -> dict[str, str]:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    return dict(PIN.findall(lock))


def run(*command: str | Path, folder: Path) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, folder=ROOT)
    return folder


def test_every_release_is_pinned_by_digests() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    first, *entries = re.split(r"\n(?=\S)", lock.rstrip("\n"))
    assert first.startswith("#")
    assert [entry for entry in entries if not PIN.match(entry)] == []
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in lock  # from where files come is the business of whoever installs


def test_what_we_rely_on_has_a_floor() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert [name for name in project["dependencies"] if ">=" not in name] == []


def test_the_bill_names_what_is_pinned() -> None:
    bill = json.loads((ROOT / SBOM).read_text(encoding="utf-8"))
    named = {one["name"]: one["version"] for one in bill["components"]}
    assert named.items() <= pins().items()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {re.split("[<>=!]", name)[0].lower() for name in project["dependencies"]}
    assert wanted <= {name.lower().replace("_", "-") for name in named}
    assert "pytest" not in named


def test_the_site_installs_what_runs_and_what_installs_it_alone() -> None:
    bill = json.loads((ROOT / SBOM).read_text(encoding="utf-8"))
    named = {one["name"] for one in bill["components"]}
    needed = dict(PIN.findall(run(sys.executable, ".ci/needed.py", folder=ROOT) + "\n"))
    markers = "extra|python_version"
    asked = {re.split("[<>=!;]", one)[0] for one in requires("hatchling") or ()
             if not re.search(markers, one)}  # fmt: skip
    assert needed.items() <= pins().items()
    assert needed.keys() == named | asked | {"hatchling", "editables"}


def test_wheel_and_sdist_hold_the_package_and_its_bill(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    (sdist,) = built.glob("*.tar.gz")
    package = ROOT / "plugins"
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    wanted = {
        path.relative_to(package).as_posix()
        for path in (package / "sla_catalog").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert wanted == {name for name in names if not name.partition("/")[0].endswith(".dist-info")}
    assert [name for name in names if name.endswith(f".dist-info/sboms/{SBOM}")] != []
    with tarfile.open(sdist) as archive:
        members = {name.partition("/")[2] for name in archive.getnames()}
    assert {f"plugins/{name}" for name in wanted} | {"README.md", "LICENSE", SBOM} <= members


def write_handbook(folder: Path) -> None:
    """Write the files of "Use it" in the README, each as its block has it."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    part = text.partition("## Use it\n")[2].partition("\n## ")[0]
    files = dict(TITLED.findall(part))
    assert {"mkdocs.yml", "agreements/wiki.yaml"} <= files.keys()
    page = {"docs/index.md": "# Our agreements\n"}
    for name, content in (files | page).items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")


@pytest.mark.long  # fetches what the wheel needs
def test_the_wheel_works_in_an_empty_environment(built: Path, tmp_path: Path) -> None:
    (wheel,) = built.glob("*.whl")
    run(sys.executable, "-m", "venv", "empty", folder=tmp_path)
    python = tmp_path / "empty/bin/python"
    lock = ROOT / "requirements.lock"
    needed = tmp_path / "needed.txt"
    bill = json.loads((ROOT / SBOM).read_text(encoding="utf-8"))
    names = {one["name"] for one in bill["components"]}
    entries = re.split(r"\n(?=\S)", lock.read_text(encoding="utf-8").rstrip("\n"))[1:]
    chosen = [entry for entry in entries if entry.partition("==")[0] in names]
    needed.write_text("\n".join([*chosen, ""]), encoding="utf-8")
    pip = (python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    run(*pip, "--require-hashes", "--requirement", needed, folder=tmp_path)
    run(*pip, "--no-deps", "--no-index", wheel, folder=tmp_path)
    bin_folder = python.parent
    write_handbook(tmp_path)
    run(bin_folder / "mkdocs", "build", folder=tmp_path)
    assert (tmp_path / "site/agreements/wiki/index.html").is_file()
    run(bin_folder / "sla", "new", "mail", "--owner", "Us", folder=tmp_path)
    checked = run(bin_folder / "sla", "check", "--format", "json", folder=tmp_path)
    assert {one["agreement"] for one in json.loads(checked)["findings"]} <= {"mail", "wiki"}
    run(bin_folder / "mkdocs", "build", folder=tmp_path)
    assert (tmp_path / "site/agreements/mail/index.html").is_file()
    run(bin_folder / "sla", "export", "pages", folder=tmp_path)
    assert (tmp_path / "pages/docs/agreements/wiki.md").is_file()
