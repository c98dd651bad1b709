"""The formats of `sla check`, and where forges look for the files that they name."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePosixPath

import click

from sla_catalog.findings import Finding, Span
from sla_catalog.pipeline import Request
from sla_catalog.reports.report import CheckReport
from sla_catalog.reports.text import as_short, as_text
from sla_catalog.rules.table import RULES

FORMATS = ("github", "gitlab", "json", "junit", "markdown", "sarif", "short", "text")
STANDARD_OUTPUT = Path("-")
# They lay findings beside a diff, so that they need paths as git has them.
_OF_FORGES = frozenset({"github", "gitlab", "junit", "sarif"})


def read_outputs(
    _context: click.Context, _option: click.Parameter, values: tuple[str, ...]
) -> list[tuple[str, Path]]:
    """Read files to write, each written `FORMAT:PATH`."""
    outputs = []
    for value in values:
        style, _, path = value.partition(":")
        if style not in FORMATS or not path:
            raise click.BadParameter(f"‘{value}’ is not FORMAT:PATH; formats: {', '.join(FORMATS)}")
        outputs.append((style, Path(path)))
    return outputs


def written_for(style: str, report: CheckReport, scope: Request) -> str:
    """Return a report in a format, for a forge with paths from the root of the repository."""
    return written_as(style, _from_root(report, scope) if style in _OF_FORGES else report)


def written_as(style: str, report: CheckReport) -> str:
    """Return a report in a format; what few need is loaded when it is asked for."""
    if style in {"text", "short"}:
        return (as_text if style == "text" else as_short)(report.open)
    if style == "json":
        from sla_catalog.reports.json import as_json

        return as_json(report)
    if style == "markdown":
        from sla_catalog.reports.markdown import as_markdown

        return as_markdown(report)
    if style == "sarif":
        from importlib.metadata import version

        from sla_catalog.reports.sarif import as_sarif

        return as_sarif(report, RULES, version("mkdocs-sla-catalog"))
    from sla_catalog.reports import forges

    forge = {"github": forges.as_github, "gitlab": forges.as_gitlab, "junit": forges.as_junit}
    return forge[style](report)


def _from_root(report: CheckReport, scope: Request) -> CheckReport:
    """Return a report whose paths lead from the work tree's root, else from the working directory.

    Links are not followed: git keeps what is behind one under the name of the link.
    """
    folder = Path(os.path.abspath(scope.folder))  # noqa: PTH100 resolve() follows links
    root = next((one for one in folder.parents if (one / ".git").exists()), Path.cwd())
    root = folder if (folder / ".git").exists() else root
    if not folder.is_relative_to(root):
        return report
    inside, shown = PurePosixPath(folder.relative_to(root)), PurePosixPath(scope.shown_as)
    if inside == shown:
        return report

    def moved(span: Span) -> Span:
        path = PurePosixPath(span.path)
        if path.is_relative_to(shown):
            return replace(span, path=(inside / path.relative_to(shown)).as_posix())
        return span

    told = (replace(one, finding=_moved(one.finding, moved)) for one in report.told)
    return replace(report, told=tuple(told))


def _moved(finding: Finding, moved: Callable[[Span], Span]) -> Finding:
    related = tuple(replace(one, span=moved(one.span)) for one in finding.related)
    return replace(finding, span=moved(finding.span), related=related)
