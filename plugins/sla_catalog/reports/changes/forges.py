"""A review for code forges: annotations of GitHub, and code quality of GitLab."""

from __future__ import annotations

from sla_catalog.reports.changes.issues import Issue, issues
from sla_catalog.reports.forges import COMMANDS, MOST_ANNOTATIONS, annotation, issue
from sla_catalog.reports.json import written
from sla_catalog.review.gate import ProposalReview


def as_github(review: ProposalReview, below: str = "") -> str:
    """Print a review as annotations: the first nine of each level, and how many more there are.

    What somebody acknowledged, and what is stronger, asks for nothing and is a notice.
    """
    by_command: dict[str, list[Issue]] = {command: [] for command in COMMANDS.values()}
    for one in issues(review, below):
        by_command["notice" if one.is_settled else COMMANDS[one.severity]].append(one)
    lines = []
    for command, found in by_command.items():
        lines += [
            annotation(command, one.span, one.rule, one.text) for one in found[:MOST_ANNOTATIONS]
        ]
        more = len(found) - MOST_ANNOTATIONS
        if more > 0:
            lines.append(f"::{command} title=sla review::{more} more; the report has all")
    return "\n".join(lines)


def as_gitlab(review: ProposalReview, below: str = "") -> str:
    """Print what somebody has to act on as a report of code quality."""
    found = [one for one in issues(review, below) if not one.is_settled]
    return written(
        [issue(one.span, one.rule, one.severity, one.fingerprint, one.text) for one in found]
    )
