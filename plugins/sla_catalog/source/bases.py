"""The base of a proposal: the commit with which its state is compared."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sla_catalog.frozen import dataclass
from sla_catalog.patterns import Pattern
from sla_catalog.source.repository import (
    TreeError,
    commit_of,
    is_shallow,
    merge_base,
    parents,
    refusal,
    resolve,
    run,
    tree_of,
)

_REMOTE = "origin"
_USUAL = ("main", "master", "trunk", "develop")
_BRANCH = Pattern(r"(?!-)[\w./+@-]+")


class BaseMissingError(TreeError):
    """Say which base is not there, and the command that fetches it."""

    def __init__(self, found: str, fetch: str = "") -> None:
        super().__init__(f"{found}\nfetch it: {fetch}" if fetch else found)
        self.fetch = fetch


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a build server says of the proposal that it builds; empty where it says nothing.

    `target` is the branch into which it is to be merged, `base` the commit on which it stands,
    `merge_ref` the reference of a trial merge that the server made, and `proposed` the last commit
    of the proposal itself.
    """

    target: str = ""
    base: str = ""
    merge_ref: str = ""
    proposed: str = ""


@dataclass(frozen=True, slots=True)
class Base:
    """The commit with which a proposal is compared, and how it was found."""

    commit: str
    how: str


def find_base(repository: Path, proposal: Proposal) -> Base:
    """Return the base of what is checked out in a repository.

    A trial merge has it as its first parent, which gives the exact effect of the proposal. Else it
    is the commit that the build server names, or the last one in common with the target branch.
    Raises BaseMissingError where git lacks it, and TreeError where there is no commit at all.
    """
    if why := refusal(repository):
        raise TreeError(f"{why}\nor compare two folders or files")
    if commit_of(repository, "HEAD") is None:
        raise TreeError(f"nothing was committed yet in {repository}")
    if proposal.merge_ref and (merged := _first_parent(repository, proposal)):
        return merged
    if proposal.base:
        if commit_of(repository, proposal.base):
            return Base(proposal.base, "the base that the build server names")
        raise BaseMissingError(
            f"the base {proposal.base[:12]} that the build server names is not in this clone",
            _fetch(repository, proposal.target or _default(repository) or "main"),
        )
    return _common(repository, proposal.target)


def named_base(repository: Path, revision: str) -> Base:
    """Return the commit that somebody names as the base; raise BaseMissingError without it.

    It may be a tree as well: the empty one, where there was no catalog before.
    """
    if why := refusal(repository):
        raise TreeError(f"{revision!r} is not known: {why}")
    tree = tree_of(repository, revision)
    if tree and tree == resolve(repository, revision):
        return Base(tree, revision)
    commit = commit_of(repository, revision)
    if commit:
        return Base(commit, revision)
    branch = revision.removeprefix(f"{_REMOTE}/")
    can_fetch = _has_remote(repository) and _BRANCH.fullmatch(branch)
    fetch = _fetch(repository, branch) if can_fetch else ""
    if not fetch and _has_remote(repository) and is_shallow(repository):
        fetch = f"git fetch --unshallow {_REMOTE}"
    raise BaseMissingError(f"git knows no revision {revision!r} in {repository}", fetch)


def _first_parent(repository: Path, proposal: Proposal) -> Base | None:
    """Return the target's side of a trial merge; None where something else is checked out."""
    of_head = parents(repository, "HEAD")
    is_merge = len(of_head) == 2 and proposal.proposed in {"", of_head[1]}
    if not is_merge:
        return None
    if commit_of(repository, of_head[0]) is None:
        local = proposal.merge_ref.replace("refs/pull/", f"refs/remotes/{_REMOTE}/pull/", 1)
        raise BaseMissingError(
            "this clone holds the merge of the proposal alone, not what it was merged into",
            f"git fetch --depth=2 {_REMOTE} +{proposal.merge_ref}:{local}",
        )
    return Base(of_head[0], "the first parent of the merge")


def _common(repository: Path, target: str) -> Base:
    branch = target or _default(repository)
    if not branch:
        raise BaseMissingError(
            f"nothing says what to compare with: there is no branch {' or '.join(_USUAL)}; "
            "name one with --base"
        )
    for name in _names(repository, branch):
        if commit_of(repository, name) is None:
            continue
        common = merge_base(repository, name, "HEAD")
        if common is None:
            raise BaseMissingError(
                f"{_shown(name)} and HEAD have no commit in common in this clone",
                _fetch(repository, branch) if _has_remote(repository) else "",
            )
        return Base(common, f"the last commit in common with {_shown(name)}")
    raise BaseMissingError(
        f"the branch {branch} is not in this clone",
        _fetch(repository, branch) if _has_remote(repository) else "",
    )


def _names(repository: Path, branch: str) -> Iterator[str]:
    """Yield what the branch is called here: as fetched, and where nothing is fetched, as it is."""
    yield f"refs/remotes/{_REMOTE}/{branch}"
    if not _has_remote(repository):
        yield f"refs/heads/{branch}"


def _shown(reference: str) -> str:
    return reference.removeprefix("refs/remotes/").removeprefix("refs/heads/")


def _default(repository: Path) -> str:
    """Return the name of the branch from which others start; empty where none is known."""
    head = run(repository, "symbolic-ref", "--quiet", f"refs/remotes/{_REMOTE}/HEAD")
    if head.returncode == 0:
        return head.stdout.decode("utf-8").strip().removeprefix(f"refs/remotes/{_REMOTE}/")
    for branch in _USUAL:
        if any(commit_of(repository, name) for name in _names(repository, branch)):
            return branch
    return "main" if _has_remote(repository) else ""


def _has_remote(repository: Path) -> bool:
    return _REMOTE in run(repository, "remote").stdout.decode("utf-8", "replace").split()


def _fetch(repository: Path, branch: str) -> str:
    """Return the command that fetches a branch and creates the name by which it is looked up.

    A plain `git fetch origin main` would not create that in a clone of a single branch.
    """
    depth = "--unshallow " if is_shallow(repository) else ""
    return f"git fetch {depth}{_REMOTE} +refs/heads/{branch}:refs/remotes/{_REMOTE}/{branch}"
