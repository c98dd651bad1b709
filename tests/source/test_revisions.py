"""Files of a catalog in a revision of git, read without a checkout."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from trees import LIMITS, listed, write

from sla_catalog.source.limits import Limits
from sla_catalog.source.repository import TreeError
from sla_catalog.source.revisions import Head, find_head, read_revision
from sla_catalog.source.tree import FolderMissingError, SourceFile, read_directory


@pytest.fixture(name="repository")
def _repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    for person in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{person}_NAME", "Someone")
        monkeypatch.setenv(f"GIT_{person}_EMAIL", "someone@example.com")
        monkeypatch.setenv(f"GIT_{person}_DATE", "2026-01-31T12:00:00Z")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    repository = tmp_path / "repository"
    repository.mkdir()
    git(repository, "init", "--quiet", "--initial-branch=main")
    return repository


def git(repository: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(repository), *arguments], check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def commit(repository: Path) -> str:
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message", "x")
    return git(repository, "rev-parse", "HEAD")


def test_a_revision_reads_like_the_directory(repository: Path) -> None:
    root = repository / "agreements"
    write(root, "b/z.yaml", "b.yaml", "a.yml", "größe ä.yaml", "_draft.yaml", ".x/a.yaml", "c.md")
    (root / "bytes.yaml").write_bytes(b"a: 1\r\n\n\x00\xff")
    (root / "empty.yaml").write_bytes(b"")
    write(repository, "elsewhere.yaml", "agreements-old/x.yaml")
    first = commit(repository)
    expected = read_directory(root, "agreements", LIMITS)
    assert len(expected[0]) == 6
    write(root, "later.yaml")
    (root / "b.yaml").unlink()
    commit(repository)
    (root / "a.yml").write_text("not committed", encoding="utf-8")
    git(repository, "tag", "v1", first)
    for revision in (first, first[:10], "HEAD~1", "v1", "main^"):
        assert read_revision(repository, revision, "agreements", LIMITS) == expected
    files, _ = read_revision(repository, "HEAD", "agreements", LIMITS)
    assert SourceFile("agreements/later.yaml", b"later.yaml") in files


def test_a_folder_is_found_from_inside_the_work_tree(repository: Path) -> None:
    write(repository, "handbook/agreements/deep/a.yaml", "agreements/b.yaml", "c.yaml")
    commit(repository)
    handbook = repository / "handbook"
    for folder in ("agreements", "./agreements/"):
        assert listed(read_revision(handbook, "HEAD", folder, LIMITS)) == ["agreements/deep/a.yaml"]
    assert listed(read_revision(handbook, "HEAD", "agreements/deep", LIMITS)) == [
        "agreements/deep/a.yaml"
    ]
    assert listed(read_revision(repository, "HEAD", ".", LIMITS)) == [
        "agreements/b.yaml",
        "c.yaml",
        "handbook/agreements/deep/a.yaml",
    ]


def test_a_bare_repository_is_read(repository: Path, tmp_path: Path) -> None:
    write(repository, "agreements/a.yaml")
    commit(repository)
    git(tmp_path, "clone", "--quiet", "--bare", str(repository), "bare.git")
    files, _ = read_revision(tmp_path / "bare.git", "main", "agreements", LIMITS)
    assert files == (SourceFile("agreements/a.yaml", b"agreements/a.yaml"),)


def test_a_catalog_at_the_root_is_read_beside_a_submodule(repository: Path) -> None:
    write(repository, "b.yaml")
    git(repository, "add", "--all")
    git(repository, "update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},a")
    git(repository, "commit", "--quiet", "--message", "x")
    submodule = "not-a-file a: this is a submodule"
    assert sorted(listed(read_revision(repository, "HEAD", ".", LIMITS))) == ["b.yaml", submodule]
    with pytest.raises(FolderMissingError, match="a is a submodule in revision"):
        read_revision(repository, "HEAD", "a", LIMITS)


def test_links_and_submodules_of_a_revision_are_refused(repository: Path, tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    git(inner, "init", "--quiet")
    write(inner, "x.yaml")
    commit(inner)
    root = repository / "agreements"
    write(root, "a.yaml")
    (root / "inside.yaml").symlink_to("a.yaml")
    (root / "outside.yaml").symlink_to("/etc/passwd")
    (root / "notes.txt").symlink_to("/etc/passwd")
    git(
        repository,
        *("-c", "protocol.file.allow=always", "submodule", "--quiet", "add"),
        *(str(inner), "agreements/inner"),
    )
    commit(repository)
    link = "this is a link, which is not followed in a revision"
    assert listed(read_revision(repository, "HEAD", "agreements", LIMITS)) == [
        "agreements/a.yaml",
        "not-a-file agreements/inner: this is a submodule",
        f"not-a-file agreements/inside.yaml: {link}",
        f"not-a-file agreements/outside.yaml: {link}",
    ]


def test_limits_hold_for_a_revision(repository: Path) -> None:
    write(repository, "agreements/a.yaml", "agreements/longer-name.yaml", "agreements/b.yaml")
    commit(repository)
    assert listed(read_revision(repository, "HEAD", "agreements", Limits(file_bytes=20))) == [
        "agreements/a.yaml",
        "agreements/b.yaml",
        "file-too-large agreements/longer-name.yaml: the file has 27 bytes",
    ]
    assert listed(read_revision(repository, "HEAD", "agreements", Limits(files=2))) == [
        "too-many-files agreements: the folder has more than 2 YAML files"
    ]


def test_strange_names_of_a_revision_are_refused(repository: Path) -> None:
    root = repository / "agreements"
    write(root, "a\nb.yaml", "c\udcff.yaml", 'quote".yaml', "tab\t.yaml", "Wiki.yaml", "wiki.yaml")
    commit(repository)
    lines = listed(read_revision(repository, "HEAD", "agreements", LIMITS))
    assert lines == listed(read_directory(root, "agreements", LIMITS))
    assert [line.split(":")[0] for line in lines] == [
        "agreements/Wiki.yaml",
        'agreements/quote".yaml',
        "agreements/wiki.yaml",
        "unusual-file-name agreements/a\\nb.yaml",
        "unusual-file-name agreements/c\\udcff.yaml",
        "unusual-file-name agreements/tab→.yaml",
        "same-file-name agreements/wiki.yaml",
    ]


@pytest.mark.parametrize(
    "revision",
    ["none", "", "--help", "--all", "-h", "HEAD --", "HEAD:agreements", "a\0b", "a\nb", "\udcff"],
)
def test_a_missing_revision_is_an_error(repository: Path, revision: str) -> None:
    write(repository, "agreements/a.yaml")
    commit(repository)
    with pytest.raises(TreeError) as caught:
        read_revision(repository, revision, "agreements", LIMITS)
    assert not isinstance(caught.value, FolderMissingError)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("folder", ["none", "agreements/a.yaml", "-r", "*", ":(top)"])
def test_a_missing_folder_is_an_error_of_its_own(repository: Path, folder: str) -> None:
    write(repository, "agreements/a.yaml")
    commit(repository)
    with pytest.raises(FolderMissingError):
        read_revision(repository, "HEAD", folder, LIMITS)


@pytest.mark.parametrize("folder", ["..", "agreements/../../x", "/agreements"])
def test_a_folder_outside_the_repository_is_refused(repository: Path, folder: str) -> None:
    write(repository, "agreements/a.yaml")
    commit(repository)
    with pytest.raises(TreeError, match="outside the repository"):
        read_revision(repository, "HEAD", folder, LIMITS)


def test_a_revision_before_any_commit_is_an_error(repository: Path) -> None:
    with pytest.raises(TreeError, match="git knows no revision 'HEAD'"):
        read_revision(repository, "HEAD", "agreements", LIMITS)


@pytest.mark.usefixtures("repository")
def test_a_folder_without_git_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "plain").mkdir()
    for place in ("plain", "none"):
        with pytest.raises(TreeError, match="git cannot read"):
            read_revision(tmp_path / place, "HEAD", "agreements", LIMITS)


def test_a_machine_without_git_is_an_error(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(repository))
    with pytest.raises(TreeError, match="git is not installed"):
        read_revision(repository, "HEAD", "agreements", LIMITS)


def test_an_object_that_is_gone_is_named(repository: Path) -> None:
    write(repository, "agreements/a.yaml", "agreements/b.yaml")
    commit(repository)
    oid = git(repository, "rev-parse", "HEAD:agreements/a.yaml")
    (repository / ".git" / "objects" / oid[:2] / oid[2:]).unlink()
    assert listed(read_revision(repository, "HEAD", "agreements", LIMITS)) == [
        "agreements/b.yaml",
        "cannot-read agreements/a.yaml: "
        "this cannot be read: the object is missing from the repository",
    ]


def test_the_commit_that_a_folder_is_at(repository: Path) -> None:
    folder = repository / "agreements"
    folder.mkdir()
    (folder / "wiki.yaml").write_text("id: wiki\n")
    assert find_head(folder) is None
    first = commit(repository)
    assert find_head(folder) == Head(first, is_changed=False)
    (repository / "notes.md").write_text("elsewhere")
    assert find_head(folder) == Head(first, is_changed=False)
    (folder / "new.yaml").write_text("id: new\n")
    assert find_head(folder) == Head(first, is_changed=True)
    second = commit(repository)
    (folder / "wiki.yaml").write_text("id: wiki-two\n")
    assert find_head(folder) == Head(second, is_changed=True)


@pytest.mark.usefixtures("repository")
def test_a_folder_without_git_is_at_no_commit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "plain").mkdir()
    assert find_head(tmp_path / "plain") is None
    monkeypatch.setenv("PATH", "")
    assert find_head(tmp_path / "plain") is None
