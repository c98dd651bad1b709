"""Workflows that review proposals on build servers, as files that a repository copies.

Nothing here runs them or knows what they call; each file is written as it is.
"""

from __future__ import annotations

from enum import StrEnum
from importlib import resources

from sla_catalog.frozen import dataclass


class Server(StrEnum):
    """Where proposals are reviewed, and from where they may come."""

    GITHUB = "github"
    GITHUB_FORKS = "github_forks"
    GITLAB = "gitlab"


@dataclass(frozen=True, slots=True)
class Workflow:
    """One file: its path in the repository that copies it, and its text."""

    path: str
    text: str


_PATHS: dict[Server, dict[str, str]] = {
    Server.GITHUB: {"sla-review.yml": ".github/workflows/sla-review.yml"},
    Server.GITHUB_FORKS: {
        "sla-review.yml": ".github/workflows/sla-review.yml",
        "sla-review-comment.yml": ".github/workflows/sla-review-comment.yml",
    },
    Server.GITLAB: {"sla-review.gitlab-ci.yml": ".gitlab/sla-review.gitlab-ci.yml"},
}


def workflows(server: Server) -> tuple[Workflow, ...]:
    """Return the files for a build server, in the order of their paths."""
    folder = resources.files(__name__) / server.value
    made = (
        Workflow(path, (folder / name).read_text(encoding="utf-8"))
        for name, path in _PATHS[server].items()
    )
    return tuple(sorted(made, key=lambda one: one.path))
