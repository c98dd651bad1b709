"""The examples of the handbook and of README.md: every block of YAML is what it claims to be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from sla_catalog.assembly.options import Options
from sla_catalog.cli import main
from sla_catalog.exports.agreements import plain
from sla_catalog.findings import has_errors
from sla_catalog.model.agreement import Agreement
from sla_catalog.rules import check
from sla_catalog.source.decode import decode
from sla_catalog.source.document import read_document
from sla_catalog.source.limits import Limits
from sla_catalog.source.load import SHARED_FILES, load
from sla_catalog.source.tree import SourceFile, read_directory

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(
    r"^```yaml(?: title=\"(?P<title>[^\"]+)\")?\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)
KEY = re.compile(r"^([a-z_]+):", re.MULTILINE)


def blocks(page: Path) -> Iterator[tuple[str, str]]:
    """Yield the file that each block of a page belongs to, and the block.

    A block without a title goes on with the file of the block before it.
    """
    file = ""
    for match in BLOCK.finditer(page.read_text(encoding="utf-8")):
        file = match["title"] or file
        assert file, f"the first block of {page} has no title"
        yield file, match["text"]


def together(whole: str, fragment: str) -> str:
    """Return a file with a fragment, which replaces the keys that it repeats."""
    said = set(KEY.findall(fragment))
    kept, keep = [], True
    for line in whole.splitlines(keepends=True):
        match = KEY.match(line)
        keep = match[1] not in said if match else keep
        kept.append(line if keep else "")
    return "".join(kept) + fragment


def states(page: Path) -> Iterator[tuple[str, str]]:
    """Yield each file of a catalog after each block, as a reader has it by then."""
    files: dict[str, str] = {}
    for file, text in blocks(page):
        if file.startswith("agreements/"):
            files[file] = together(files.get(file, ""), text)
            yield file, files[file]


def ids(page: Path) -> list[str]:
    return [f"{page.stem}-{place}-{file}" for place, (file, _) in enumerate(states(page))]


STATES = [state for page in PAGES for state in states(page)]


@pytest.mark.parametrize(
    ("file", "text"), STATES, ids=[name for page in PAGES for name in ids(page)]
)
def test_every_block_can_be_read(file: str, text: str) -> None:
    document, findings = read_document(file, text.encode(), Limits())
    assert document is not None, findings
    record, mistakes = decode(
        document, SHARED_FILES.get(PurePosixPath(file).stem, Agreement), Limits()
    )
    assert record is not None
    assert [*findings, *mistakes] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_what_a_page_ends_with_keeps_the_rules(page: Path) -> None:
    """Each page's agreements stand in the example catalog beside the others."""
    example, _ = read_directory(ROOT / "agreements", "agreements", Limits())
    last = {
        file: SourceFile(file, text.encode())
        for file, text in states(page)
        if PurePosixPath(file).stem not in SHARED_FILES
    }
    files = {file.path: file for file in example} | last
    loaded = load(files.values(), "agreements", Limits(), "Europe/Berlin")
    assert not has_errors((*loaded.findings, *check(loaded.catalog)))


def test_the_tutorial_ends_with_the_classic_outline() -> None:
    made = dict(states(ROOT / "docs/guide/first-agreement.md"))["agreements/hosting-classic.yaml"]
    kept = (ROOT / "agreements/hosting-classic.yaml").read_text(encoding="utf-8")
    assert agreement(made) == agreement(kept), "bring docs/guide/first-agreement.md up to date"


def agreement(text: str) -> dict[str, Any]:
    document, _ = read_document("agreements/hosting-classic.yaml", text.encode(), Limits())
    assert document is not None
    record, findings = decode(document, Agreement, Limits())
    assert record is not None, findings
    return plain(record)


def test_twelve_lines_are_twelve() -> None:
    for page in (ROOT / "README.md", ROOT / "docs/guide/first-agreement.md"):
        file, text = next(state for state in states(page))
        assert file == "agreements/wiki.yaml"
        assert len(text.splitlines()) == 12


def test_readme_shows_what_the_check_prints(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    broken = re.search(r"^```yml\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)
    shown = re.search(r"^\$ sla check\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)
    assert broken
    assert shown
    (tmp_path / "agreements").mkdir()
    (tmp_path / "agreements/mail.yaml").write_text(broken[1], encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, ["check"])
    assert done.output == shown[1]
    assert done.exit_code == 1


def settings(page: Path) -> Iterator[Any]:
    for file, text in blocks(page):
        if file == "mkdocs.yml":
            options = yaml.safe_load(text).get("plugins", {}).get("sla-catalog")
            if options:
                yield options


def test_every_option_that_a_page_shows_is_one() -> None:
    shown = [options for page in PAGES for options in settings(page)]
    assert shown
    for options in shown:
        assert Options.of(options).model_fields_set == options.keys()


def test_every_other_file_is_yaml() -> None:
    others = [
        (file, text)
        for page in PAGES
        for file, text in blocks(page)
        if not file.startswith("agreements/")
    ]
    assert others
    for file, text in others:
        assert isinstance(yaml.safe_load(text), dict | list), file  # a list is a part
