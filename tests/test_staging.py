"""A folder takes the place of another one as a whole, or part by part where that cannot be."""

from __future__ import annotations

import subprocess
import sys
from contextlib import chdir
from pathlib import Path

import pytest

from sla_catalog import staging
from sla_catalog.staging import Staging

OLD = {"a.html": "old", "b/c.html": "old", "gone.html": "old", ".git": "theirs"}
NEW = {"a.html": "new", "b/c.html": "new", "b/d.html": "new"}
BOTH = {**NEW, ".git": "theirs"}


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def read(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture(params=["in one step", "in two steps"])
def target(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    if request.param == "in two steps":
        monkeypatch.setattr(staging, "_swapped", lambda *_: False)
    write(tmp_path / "site", OLD)
    return tmp_path / "site"


def published(target: Path, *, is_shared: bool = False) -> None:
    with Staging(target, is_shared=is_shared) as made:
        write(made.fresh, NEW)
        assert read(target).items() >= OLD.items()
        made.publish(name for name in made.held if name.startswith("."))


@pytest.mark.parametrize("is_shared", [False, True])
def test_what_was_written_takes_the_place(target: Path, is_shared: bool) -> None:
    target.chmod(0o750)
    published(target, is_shared=is_shared)
    assert read(target) == BOTH
    assert target.stat().st_mode & 0o777 == 0o750
    assert [path.name for path in target.parent.iterdir()] == ["site"]


def test_the_working_directory_stays_the_same_folder(target: Path) -> None:
    before = target.stat().st_ino
    with chdir(target):
        published(target)
    assert read(target) == BOTH
    assert target.stat().st_ino == before


def test_a_link_to_the_folder_stays_a_link(target: Path) -> None:
    link = target.with_name("link")
    link.symlink_to(target)
    published(link)
    assert link.is_symlink()
    assert read(target) == BOTH


def test_a_folder_is_made_where_there_is_none(tmp_path: Path) -> None:
    with Staging(tmp_path / "a/site") as made:
        write(made.fresh, NEW)
        made.publish()
    assert read(tmp_path) == {f"a/site/{name}": text for name, text in NEW.items()}


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    write(tmp_path, {"site": "text"})
    with pytest.raises(NotADirectoryError):
        Staging(tmp_path / "site")
    assert read(tmp_path) == {"site": "text"}


@pytest.mark.parametrize("is_shared", [False, True])
def test_what_is_not_published_is_thrown_away(target: Path, is_shared: bool) -> None:
    with Staging(target, is_shared=is_shared) as made:
        write(made.fresh, NEW)
    assert read(target.parent) == {f"site/{name}": text for name, text in OLD.items()}


@pytest.mark.parametrize("is_shared", [False, True])
def test_kept_folders_are_merged(target: Path, is_shared: bool) -> None:
    (target / "b/link").symlink_to("../a.html")
    with Staging(target, is_shared=is_shared) as made:
        write(made.fresh, NEW)
        made.publish(["b"])
    assert read(target) == {**NEW, "b/link": "new"}
    assert (target / "b/link").is_symlink()


DIES = """\
import os, pathlib, sys
from sla_catalog import staging
rename = pathlib.Path.rename
def die(self, place):
    if self.name == "new" or self.parent.name == "new":
        os._exit(9)
    return rename(self, place)
staging._swapped = lambda *_: False
pathlib.Path.rename = die
made = staging.Staging(pathlib.Path(sys.argv[1]), is_shared=sys.argv[2] == "True")
(made.fresh / "b").mkdir()
made.publish()
"""


@pytest.mark.parametrize("is_shared", [False, True])
def test_the_next_one_gives_back_what_lay_aside(tmp_path: Path, is_shared: bool) -> None:
    target = tmp_path / "site"
    write(target, OLD)
    died = subprocess.run([sys.executable, "-c", DIES, target, str(is_shared)], check=False)
    assert died.returncode == 9
    assert read(tmp_path) != {f"site/{name}": text for name, text in OLD.items()}
    with Staging(target):
        assert read(target) == OLD
    assert read(tmp_path) == {f"site/{name}": text for name, text in OLD.items()}


def test_one_that_still_runs_is_left_alone(target: Path) -> None:
    with Staging(target) as first:
        write(first.fresh, NEW)
        published(target)
        first.publish()
    assert read(target) == NEW


LATER = {"a.html": "later", "e.html": "later"}


def test_what_was_exchanged_is_written_over(target: Path) -> None:
    (target / ".git").unlink()
    before = read(target)
    with Staging(target) as made:
        write(made.fresh, {"gone/f.html": "new", **NEW})
        made.publish()
        assert made.keep()
        assert read(made.fresh) == {}
        made.write_over()
        assert read(made.fresh) == before
        for files in (LATER, NEW):
            write(made.fresh, files)
            (made.fresh / "empty").mkdir(exist_ok=True)
            made.publish()
            assert read(target) == files
            assert not (target / "gone").exists()
            assert (target / "empty").is_dir()
            assert made.keep()
            made.write_over()
    assert [path.name for path in target.parent.iterdir()] == ["site"]


@pytest.mark.parametrize("is_shared", [False, True])
def test_what_others_keep_there_is_not_written_over(target: Path, is_shared: bool) -> None:
    with Staging(target, is_shared=is_shared) as made:
        write(made.fresh, NEW)
        made.publish([".git"])
        assert not made.keep()


KEEPS = """\
import os, pathlib, sys
from sla_catalog import staging
made = staging.Staging(pathlib.Path(sys.argv[1]))
(made.fresh / "a.html").write_text("new")
made.publish()
os._exit(9 if made.keep() else 0)
"""


def test_one_that_was_killed_leaves_nothing_of_what_it_kept(tmp_path: Path) -> None:
    target = tmp_path / "site"
    write(target, {"b.html": "old"})
    died = subprocess.run([sys.executable, "-c", KEEPS, target], check=False)
    assert died.returncode == 9
    assert len([*tmp_path.iterdir()]) == 2
    with Staging(target):
        assert read(target) == {"a.html": "new"}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_what_killed_programs_left_for_other_folders_is_removed(tmp_path: Path) -> None:
    killed, running = tmp_path / "mkdocs_a", tmp_path / "mkdocs_b"
    write(killed, {"b.html": "old"})
    subprocess.run([sys.executable, "-c", KEEPS, killed], check=False)
    with Staging(running) as made:
        write(made.fresh, NEW)
        staging.remove_orphans(tmp_path, "mkdocs_*")
        made.publish()
    assert read(running) == NEW
    assert {path.name for path in tmp_path.iterdir()} == {"mkdocs_a", "mkdocs_b"}
