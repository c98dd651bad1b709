"""Reading folders and git revisions: real files, links, pipes and repositories."""

from __future__ import annotations

import os
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sla_catalog.findings import Finding, Span
from sla_catalog.source.limits import Limits
from sla_catalog.source.repository import TreeError
from sla_catalog.source.revisions import Head, find_head, read_revision
from sla_catalog.source.tree import FolderMissingError, SourceFile, _read_file, read_directory

LIMITS = Limits()
OUTSIDE = "this link leads out of the folder of agreements"


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    root = tmp_path / "agreements"
    root.mkdir()
    return root


def write(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode("utf-8", "surrogateescape"))


def listed(reading: tuple[tuple[SourceFile, ...], tuple[Finding, ...]]) -> list[str]:
    files, findings = reading
    assert all(finding.expected and finding.instead for finding in findings)
    return [
        *(file.path for file in files),
        *(f"{finding.rule} {finding.span.path}: {finding.found}" for finding in findings),
    ]


# A directory


def test_files_are_read_in_order_of_their_paths(root: Path) -> None:
    write(root, "b/z.yaml", "b.yaml", "a.yml", "b/c/d.yaml", "B.YAML.txt", "größe ä.yaml", "x.YML")
    files, findings = read_directory(root, "agreements", LIMITS)
    assert findings == ()
    assert files == tuple(
        SourceFile(f"agreements/{name}", name.encode())
        for name in ("a.yml", "b.yaml", "b/c/d.yaml", "b/z.yaml", "größe ä.yaml", "x.YML")
    )


def test_bytes_are_kept_as_they_are(root: Path) -> None:
    (root / "a.yaml").write_bytes(b"\xef\xbb\xbfa: 1\r\n\xff\x00")
    files, _ = read_directory(root, "sla/agreements", LIMITS)
    assert files == (SourceFile("sla/agreements/a.yaml", b"\xef\xbb\xbfa: 1\r\n\xff\x00"),)


def test_other_names_are_passed_over(root: Path) -> None:
    write(root, "_draft.yaml", ".hidden.yaml", "_old/a.yaml", ".git/b.yaml", "README.md", "yaml")
    write(root, "c_d.yaml")
    assert listed(read_directory(root, "agreements", LIMITS)) == ["agreements/c_d.yaml"]


def test_an_empty_folder_is_an_empty_catalog(root: Path) -> None:
    assert read_directory(root, "agreements", LIMITS) == ((), ())


def test_a_missing_root_is_no_catalog(root: Path) -> None:
    write(root, "a.yaml")
    (root / "loop").symlink_to("loop")
    for missing in (root / "none", root / "a.yaml", root / "loop"):
        with pytest.raises(FolderMissingError, match=missing.name):
            read_directory(missing, "agreements", LIMITS)


def test_the_root_may_be_a_link(root: Path, tmp_path: Path) -> None:
    write(root, "a.yaml")
    (root / "b.yaml").symlink_to("a.yaml")
    (tmp_path / "link").symlink_to(root)
    assert listed(read_directory(tmp_path / "link", "x", LIMITS)) == ["x/a.yaml", "x/b.yaml"]


def test_links_out_of_the_root_are_refused(root: Path, tmp_path: Path) -> None:
    write(tmp_path, "secret.yaml", "agreements-old/c.yaml", "secret.txt")
    write(root, "a.yaml", "sub/b.yaml")
    (root / "absolute.yaml").symlink_to(tmp_path / "secret.yaml")
    (root / "sub" / "relative.yaml").symlink_to("../../secret.yaml")
    (root / "sibling.yaml").symlink_to(tmp_path / "agreements-old" / "c.yaml")
    (root / "folder").symlink_to(tmp_path / "agreements-old")
    (root / "through.yaml").symlink_to("sub/../../secret.yaml")
    (root / "disguised.yaml").symlink_to("/etc/hostname")
    (root / "notes.txt").symlink_to(tmp_path / "secret.txt")
    (root / "inside.yaml").symlink_to("sub/b.yaml")
    assert listed(read_directory(root, "agreements", LIMITS)) == [
        "agreements/a.yaml",
        "agreements/inside.yaml",
        "agreements/sub/b.yaml",
        f"not-a-file agreements/absolute.yaml: {OUTSIDE}",
        f"not-a-file agreements/disguised.yaml: {OUTSIDE}",
        f"not-a-file agreements/folder: {OUTSIDE}",
        f"not-a-file agreements/sibling.yaml: {OUTSIDE}",
        f"not-a-file agreements/sub/relative.yaml: {OUTSIDE}",
        f"not-a-file agreements/through.yaml: {OUTSIDE}",
    ]


def test_links_that_lead_in_circles_are_refused(root: Path) -> None:
    write(root, "sub/a.yaml")
    (root / "sub" / "up").symlink_to("..")
    (root / "self.yaml").symlink_to("self.yaml")
    (root / "gone.yaml").symlink_to("nowhere.yaml")
    (root / "gone").symlink_to("nowhere")
    lines = listed(read_directory(root, "agreements", LIMITS))
    assert lines[:2] == [
        "agreements/sub/a.yaml",
        "not-a-file agreements/gone.yaml: this link leads nowhere: No such file or directory",
    ]
    assert lines[2].startswith("not-a-file agreements/self.yaml: this link leads nowhere: ")
    assert lines[3:] == [
        "not-a-file agreements/sub/up: "
        "this is a link to a folder, whose files are read where they are"
    ]


def test_what_is_no_file_is_refused_without_hanging(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(root / "pipe.yaml")
    os.mkfifo(root / "pipe")
    (root / "linked.yaml").symlink_to("pipe.yaml")
    (root / "device.yaml").symlink_to("/dev/zero")
    (root / "folder.yaml").mkdir()
    monkeypatch.chdir(root)  # a socket's path must be short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket.yaml")
        assert listed(read_directory(root, "agreements", LIMITS)) == [
            f"not-a-file agreements/device.yaml: {OUTSIDE}",
            "not-a-file agreements/linked.yaml: this is a named pipe, not a file",
            "not-a-file agreements/pipe.yaml: this is a named pipe, not a file",
            "not-a-file agreements/socket.yaml: this is a socket, not a file",
        ]


def test_a_device_is_refused() -> None:
    found = _read_file(Path("/dev/zero"), "agreements/zero.yaml", LIMITS)
    assert isinstance(found, Finding)
    assert (found.rule, found.found) == ("not-a-file", "this is a device, not a file")


def test_a_large_file_is_refused_before_it_is_read(root: Path) -> None:
    with (root / "huge.yaml").open("wb") as file:
        file.truncate(2**40)
    write(root, "a.yaml")
    assert listed(read_directory(root, "agreements", LIMITS)) == [
        "agreements/a.yaml",
        "file-too-large agreements/huge.yaml: the file has 1,099,511,627,776 bytes",
    ]


def test_too_many_files_are_one_finding(root: Path) -> None:
    write(root, "a.yaml", "b.yaml", "sub/c.yaml")
    assert len(read_directory(root, "agreements", Limits(files=3))[0]) == 3
    assert listed(read_directory(root, "agreements", Limits(files=2))) == [
        "too-many-files agreements: the folder holds more than 2 YAML files"
    ]


@contextmanager
def without_privileges() -> Iterator[None]:
    """Let permissions count even where the tests run as root."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_what_may_not_be_opened_is_named() -> None:
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        root.chmod(0o755)
        write(root, "a.yaml", "closed.yaml", "locked/b.yaml", "unsearchable/c.yaml")
        (root / "closed.yaml").chmod(0)
        (root / "locked").chmod(0)
        (root / "unsearchable").chmod(0o444)
        with without_privileges():
            lines = listed(read_directory(root, "agreements", LIMITS))
        (root / "locked").chmod(0o755)
        (root / "unsearchable").chmod(0o755)
    assert lines == [
        "agreements/a.yaml",
        "cannot-read agreements/closed.yaml: this cannot be read: Permission denied",
        "cannot-read agreements/locked: this cannot be read: Permission denied",
        "cannot-read agreements/unsearchable/c.yaml: this cannot be read: Permission denied",
    ]


def test_names_that_some_file_systems_confuse_are_findings(root: Path) -> None:
    write(root, "Wiki.yaml", "wiki.yaml", "gr\u00fcn.yaml", "gru\u0308n.yaml", "a/x.yaml")
    write(root, "A/y.yaml")
    files, findings = read_directory(root, "agreements", LIMITS)
    assert len(files) == 6
    assert [(f.rule, f.span.path, f.related[0].span.path) for f in findings] == [
        ("same-file-name", "agreements/gr\u00fcn.yaml", "agreements/gru\u0308n.yaml"),
        ("same-file-name", "agreements/wiki.yaml", "agreements/Wiki.yaml"),
    ]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a\n::error::b.yaml", "a\\n::error::b.yaml"),
        ("a\x1b[31m.yaml", "a\\x1b[31m.yaml"),
        ("a\u202e.yaml", "a\\u202e.yaml"),
        ("a\udcff.yaml", "a\\udcff.yaml"),
    ],
)
def test_names_that_cannot_be_shown_are_refused(root: Path, name: str, shown: str) -> None:
    write(root, name, "b.yaml")
    assert listed(read_directory(root, "agreements", LIMITS)) == [
        "agreements/b.yaml",
        f"unusual-file-name agreements/{shown}: the name holds a character that cannot be shown",
    ]


# A git revision


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
        "too-many-files agreements: the folder holds more than 2 YAML files"
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


def test_a_finding_points_at_the_file(root: Path) -> None:
    write(root, "sub/a.yaml")
    _, (finding,) = read_directory(root, "agreements", Limits(file_bytes=1))
    assert finding.span == Span("agreements/sub/a.yaml")


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
