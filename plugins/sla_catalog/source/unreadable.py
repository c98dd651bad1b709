"""Findings on names and files that cannot be read."""

from __future__ import annotations

from sla_catalog.findings import Finding, Span
from sla_catalog.source.limits import Limits
from sla_catalog.source.wording import visible


def too_many_files(shown_as: str, limits: Limits) -> Finding:
    """Say that a folder holds more files than may be read."""
    return Finding(
        "too-many-files",
        Span(shown_as),
        f"the folder has more than {limits.files:,} YAML files",
        f"expected at most {limits.files:,}",
        "divide the catalog, or raise the limit in the site's settings",
    )


def unusual_name(shown: str) -> Finding:
    """Say that a name cannot be shown as it is."""
    return Finding(
        "unusual-file-name",
        Span(visible(shown, len(shown))),
        "the name has a character that cannot be shown",
        "expected letters, digits, `-` and `_`, in UTF-8",
        "rename the file or folder",
    )


def cannot_read(shown: str, reason: str) -> Finding:
    """Say that a file or folder cannot be opened, and why."""
    return Finding(
        "cannot-read",
        Span(visible(shown, len(shown))),
        f"this cannot be read: {reason}",
        "expected a file or folder that the build may open",
        "change its permissions",
    )


def not_a_file(shown: str, found: str) -> Finding:
    """Say that what is there is not a regular file of the folder."""
    return Finding(
        "not-a-file",
        Span(visible(shown, len(shown))),
        found,
        "expected a regular file inside the folder of agreements",
        "put the file itself here, or delete this",
    )


def not_settled(shown: str) -> Finding:
    """Say that the index holds a file in the middle of a merge."""
    return Finding(
        "cannot-read",
        Span(shown),
        "the index has several versions of this file, since a merge is not settled",
        "expected one version",
        "settle the merge, and `git add` the file",
    )
