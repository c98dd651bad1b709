"""Reading folders and git revisions: real files, links, pipes and repositories."""

from __future__ import annotations

import os
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from trees import LIMITS, listed, write

from sla_catalog.findings import Finding, Span
from sla_catalog.source.limits import Limits
from sla_catalog.source.tree import FolderMissingError, SourceFile, _read_file, read_directory

OUTSIDE = "this link leads out of the folder of agreements"


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    root = tmp_path / "agreements"
    root.mkdir()
    return root


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
        "too-many-files agreements: the folder has more than 2 YAML files"
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
        f"unusual-file-name agreements/{shown}: the name has a character that cannot be shown",
    ]


def test_a_finding_points_at_the_file(root: Path) -> None:
    write(root, "sub/a.yaml")
    _, (finding,) = read_directory(root, "agreements", Limits(file_bytes=1))
    assert finding.span == Span("agreements/sub/a.yaml")
