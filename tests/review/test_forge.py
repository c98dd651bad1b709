"""What a build server says of a proposal: where its files are shown."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from sla_catalog.review.forge import files_address


def github(top: Path) -> Mapping[str, str]:
    return {
        "GITHUB_ACTIONS": "true",
        "GITHUB_SERVER_URL": "https://github.com",
        "GITHUB_REPOSITORY": "team/handbook",
        "GITHUB_SHA": "9f2d3aa",
        "GITHUB_WORKSPACE": str(top),
    }


def gitlab(top: Path) -> Mapping[str, str]:
    return {
        "GITLAB_CI": "true",
        "CI_PROJECT_URL": "https://gitlab.com/team/handbook",
        "CI_COMMIT_SHA": "9f2d3aa",
        "CI_PROJECT_DIR": str(top),
    }


@pytest.mark.parametrize(
    ("server", "folder", "address"),
    [
        (github, "", "https://github.com/team/handbook/blob/9f2d3aa/"),
        (github, "docs site", "https://github.com/team/handbook/blob/9f2d3aa/docs%20site/"),
        (gitlab, "", "https://gitlab.com/team/handbook/-/blob/9f2d3aa/"),
        (gitlab, "..", ""),
        (lambda _top: {}, "", ""),
    ],
)
def test_files_are_where_the_build_server_shows_them(
    tmp_path: Path, server: object, folder: str, address: str
) -> None:
    assert callable(server)
    assert files_address(server(tmp_path), tmp_path / folder) == address


def test_no_line_is_named_where_the_commit_is_that_of_the_base(tmp_path: Path) -> None:
    told = {**github(tmp_path), "GITHUB_EVENT_NAME": "pull_request_target"}
    assert files_address(told, tmp_path) == ""
