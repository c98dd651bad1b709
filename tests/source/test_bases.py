"""The base of a proposal: what build servers say, and what clones have or lack."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from repositories import Repository, repository
from sla_catalog.source.bases import Base, BaseMissingError, Proposal, find_base, named_base
from sla_catalog.source.limits import Limits
from sla_catalog.source.repository import Blobs, TreeError, commits_of, refusal
from sla_catalog.source.revisions import read_index, read_revision

MAIN = "+refs/heads/main:refs/remotes/origin/main"


@pytest.fixture(name="origin")
def _origin(tmp_path: Path) -> Repository:
    """Give a server's repository: main went on after a proposal had begun."""
    origin = repository(tmp_path / "origin")
    origin.commit("one", wiki="id: wiki\n")
    origin.git("checkout", "--quiet", "-b", "proposal")
    origin.commit("two", wiki="id: wiki\ntitle: Wiki\n")
    origin.git("checkout", "--quiet", "main")
    origin.commit("three", mail="id: mail\n")
    origin.git("checkout", "--quiet", "-b", "trial")
    origin.git("merge", "--quiet", "--no-ff", "--message", "trial", "proposal")
    origin.git("update-ref", "refs/pull/7/merge", "HEAD")
    origin.git("checkout", "--quiet", "main")
    return origin


def at(repo: Repository, name: str) -> str:
    return repo.git("rev-parse", name)


def trial(origin: Repository, target: Path, depth: str) -> Repository:
    """Clone as a build server does that checks the trial merge out."""
    clone = repository(target)
    clone.git("remote", "add", "origin", f"file://{origin.folder}")
    there = "refs/remotes/origin/pull/7/merge"
    clone.git("fetch", "--quiet", f"--depth={depth}", "origin", f"+refs/pull/7/merge:{there}")
    clone.git("checkout", "--quiet", "--detach", there)
    return clone


def test_a_trial_merge_is_compared_with_its_first_parent(
    origin: Repository, tmp_path: Path
) -> None:
    clone = trial(origin, tmp_path / "clone", "2")
    told = Proposal("main", merge_ref="refs/pull/7/merge", proposed=at(origin, "proposal"))
    first = Base(at(origin, "main"), "the first parent of the merge")
    assert find_base(clone.folder, told) == first


def test_a_trial_merge_alone_says_what_to_fetch(origin: Repository, tmp_path: Path) -> None:
    clone = trial(origin, tmp_path / "clone", "1")
    told = Proposal("main", merge_ref="refs/pull/7/merge")
    with pytest.raises(BaseMissingError, match="the merge of the proposal alone") as error:
        find_base(clone.folder, told)
    expected = "git fetch --depth=2 origin +refs/pull/7/merge:refs/remotes/origin/pull/7/merge"
    assert error.value.fetch == expected
    clone.git(*error.value.fetch.split()[1:])
    assert find_base(clone.folder, told).commit == at(origin, "main")


def test_a_checkout_of_the_proposal_itself_is_no_trial_merge(
    origin: Repository, tmp_path: Path
) -> None:
    clone = origin.clone(tmp_path / "clone")
    clone.git("checkout", "--quiet", "--detach", "origin/proposal")
    told = Proposal("main", merge_ref="refs/pull/7/merge", proposed=at(origin, "proposal"))
    common = Base(at(origin, "main~1"), "the last commit in common with origin/main")
    assert find_base(clone.folder, told) == common


def test_the_server_may_name_the_base(origin: Repository, tmp_path: Path) -> None:
    clone = origin.clone(tmp_path / "clone", "--branch=proposal")
    named = at(origin, "main~1")
    assert find_base(clone.folder, Proposal("main", base=named)).commit == named
    with pytest.raises(BaseMissingError, match="abcdabcdabcd that the build server") as error:
        find_base(clone.folder, Proposal("main", base="abcd" * 10))
    assert error.value.fetch == f"git fetch origin {MAIN}"


def test_a_shallow_clone_says_what_to_fetch(origin: Repository, tmp_path: Path) -> None:
    clone = origin.clone(tmp_path / "clone", "--depth=1", "--branch=proposal")
    with pytest.raises(BaseMissingError, match="the branch main is not in this clone") as error:
        find_base(clone.folder, Proposal("main"))
    assert error.value.fetch == f"git fetch --unshallow origin {MAIN}"
    clone.git("fetch", "--quiet", "--depth=1", "origin", MAIN)
    with pytest.raises(BaseMissingError, match="no commit in common") as error:
        find_base(clone.folder, Proposal("main"))
    clone.git(*error.value.fetch.split()[1:])
    assert find_base(clone.folder, Proposal("main")).commit == at(origin, "main~1")


def test_without_a_build_server_the_default_branch_counts(
    origin: Repository, tmp_path: Path
) -> None:
    clone = origin.clone(tmp_path / "clone")
    clone.git("checkout", "--quiet", "--detach", "origin/proposal")
    assert find_base(clone.folder, Proposal()).commit == at(origin, "main~1")
    origin.git("checkout", "--quiet", "proposal")
    local = Base(at(origin, "main~1"), "the last commit in common with main")
    assert find_base(origin.folder, Proposal()) == local


def test_where_there_is_nothing_to_compare_with(tmp_path: Path) -> None:
    (tmp_path / "plain").mkdir()
    with pytest.raises(TreeError, match="is in no git repository"):
        find_base(tmp_path / "plain", Proposal())
    empty = repository(tmp_path / "empty")
    with pytest.raises(TreeError, match="nothing was committed yet"):
        find_base(empty.folder, Proposal())
    empty.commit(wiki="id: wiki\n")
    empty.git("branch", "--move", "main", "attic")
    with pytest.raises(BaseMissingError, match="name one with --base"):
        find_base(empty.folder, Proposal())


def test_a_repository_of_another_user_says_how_to_trust_it(
    origin: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "true")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    (origin.folder / "below").mkdir()
    said = f"safe.directory {origin.folder}"
    assert said in refusal(origin.folder / "below")
    with pytest.raises(TreeError, match="belongs to another user") as named:
        named_base(origin.folder, "main")
    with pytest.raises(TreeError, match="belongs to another user") as found:
        find_base(origin.folder, Proposal())
    assert said in str(named.value)
    assert said in str(found.value)


def test_a_tree_is_a_base_as_well(origin: Repository) -> None:
    tree = at(origin, "main^{tree}")
    assert named_base(origin.folder, tree) == Base(tree, tree)


def test_a_named_base_that_is_missing_says_what_to_fetch(
    origin: Repository, tmp_path: Path
) -> None:
    clone = origin.clone(tmp_path / "clone", "--single-branch", "--branch=proposal")
    assert named_base(clone.folder, "HEAD~1").commit == at(origin, "main~1")
    with pytest.raises(BaseMissingError, match="git knows no revision 'origin/main'") as error:
        named_base(clone.folder, "origin/main")
    assert error.value.fetch == f"git fetch origin {MAIN}"
    clone.git(*error.value.fetch.split()[1:])
    assert named_base(clone.folder, "origin/main").commit == at(origin, "main")
    with pytest.raises(BaseMissingError, match="git knows no revision") as error:
        named_base(clone.folder, "--output=x")
    assert error.value.fetch == ""


def test_the_index_is_read_like_a_revision(origin: Repository) -> None:
    origin.write("agreements/größe ä.yaml", "id: a\r\n")
    origin.git("add", "--all")
    origin.write("agreements/wiki.yaml", "not staged")
    files, findings = read_index(origin.folder, "agreements", Limits())
    assert [(file.path, file.data) for file in files] == [
        ("agreements/größe ä.yaml", b"id: a\r\n"),
        ("agreements/mail.yaml", b"id: mail\n"),
        ("agreements/wiki.yaml", b"id: wiki\n"),
    ]
    assert findings == ()


def test_an_unsettled_merge_is_not_read(origin: Repository) -> None:
    origin.commit("four", wiki="id: wiki\ntitle: Other\n")
    with pytest.raises(Exception, match="returned non-zero"):
        origin.git("merge", "proposal")
    files, (finding,) = read_index(origin.folder, "agreements", Limits())
    assert [file.path for file in files] == ["agreements/mail.yaml"]
    assert (finding.rule, finding.span.path) == ("cannot-read", "agreements/wiki.yaml")


def test_bytes_that_are_known_are_not_asked_for(origin: Repository) -> None:
    blobs = Blobs(origin.folder)
    known = b"id: wiki\n"
    blobs.remember([known])
    files, _ = read_revision(origin.folder, "main", "agreements", Limits(), blobs)
    assert [file.data is known for file in files] == [False, True]


def test_commits_of_a_folder_are_newest_first(origin: Repository) -> None:
    origin.write("README.md", "aside")
    origin.commit("aside")
    commits = commits_of(origin.folder, "agreements")
    assert [commit.subject for commit in commits] == ["three", "one"]
    assert [c.subject for c in commits_of(origin.folder, "agreements", "main~2")] == ["three"]
