"""What a build server says of a proposal in its environment; only here is that looked at."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

from sla_catalog.source.bases import Proposal


def proposal(environment: Mapping[str, str]) -> Proposal:
    """Return what GitHub, GitLab, Azure or Bitbucket says; nothing where no server builds."""

    def said(name: str) -> str:
        return environment.get(name, "")

    if said("GITHUB_ACTIONS") and said("GITHUB_BASE_REF"):
        reference = said("GITHUB_REF")
        is_merge = reference.startswith("refs/pull/") and reference.endswith("/merge")
        proposed = _proposed(said("GITHUB_EVENT_PATH"))
        merge = reference if is_merge else ""
        return Proposal(said("GITHUB_BASE_REF"), merge_ref=merge, proposed=proposed)
    if said("GITLAB_CI"):
        target = said("CI_MERGE_REQUEST_TARGET_BRANCH_NAME")
        return Proposal(target, base=said("CI_MERGE_REQUEST_DIFF_BASE_SHA"))
    target = said("SYSTEM_PULLREQUEST_TARGETBRANCH") or said("BITBUCKET_PR_DESTINATION_BRANCH")
    return Proposal(target.removeprefix("refs/heads/"))


def files_address(environment: Mapping[str, str], here: Path) -> str:
    """Return where GitHub or GitLab shows the files of a folder as they are built; else nothing."""

    def said(name: str) -> str:
        return environment.get(name, "")

    if said("GITHUB_ACTIONS"):
        project = f"{said('GITHUB_SERVER_URL')}/{said('GITHUB_REPOSITORY')}/blob"
        commit, top = said("GITHUB_SHA"), said("GITHUB_WORKSPACE")
    else:
        project = f"{said('CI_PROJECT_URL')}/-/blob"
        commit, top = said("CI_COMMIT_SHA"), said("CI_PROJECT_DIR")
    # The commit of such an event is the base's, whatever is checked out.
    is_of_base = said("GITHUB_EVENT_NAME") == "pull_request_target"
    if not commit or not top or is_of_base:
        return ""
    try:
        below = here.resolve().relative_to(Path(top).resolve()).as_posix()
    except ValueError:
        return ""
    folder = "" if below == "." else f"{quote(below)}/"
    return f"{project}/{commit}/{folder}"


def _proposed(event: str) -> str:
    """Return the last commit of the proposal by GitHub's account of the event, if it has one."""
    try:
        told = json.loads(Path(event).read_text(encoding="utf-8")) if event else {}
        commit = told["pull_request"]["head"]["sha"]
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    return commit if isinstance(commit, str) else ""
