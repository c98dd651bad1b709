"""Files that hold something else than one agreement: HTML, another format, a list, nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from sla_catalog.findings import Finding, Related, Span
from sla_catalog.patterns import Pattern
from sla_catalog.source.lines import SourceLines
from sla_catalog.source.nodes import Mapping as Written
from sla_catalog.source.nodes import Node, Sequence
from sla_catalog.source.pitfalls import UNSPACED, missing_space
from sla_catalog.source.wording import refuse, visible

_HTML = Pattern(r"\s*<(?:!doctype|html|head|body|\?xml|!--)", re.IGNORECASE)
_LFS_POINTER = "version https://git-lfs.github.com/spec/"
_MARKERS = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")
_CONFLICT = Pattern(r"(<{7}|\|{7}|={7}|>{7})(?: .*)?")


def recognise(source: SourceLines, text: str) -> Iterator[Finding]:
    """Recognise, before reading, a file that holds no YAML or two versions of it."""
    first = source.mark_line(1)
    if not text.strip():
        yield _nothing("empty-file", source.mark(1, 1, 0), "the file is empty")
    elif text.startswith(_LFS_POINTER):
        yield refuse("lfs-pointer", first, "this is a Git LFS pointer, not the file itself")
    elif _HTML.match(text):
        yield refuse(
            "html-file",
            source.mark_line(next(n for n, line in enumerate(source.lines, 1) if line.strip())),
            "this is HTML, not YAML",
        )
    elif all(not line.strip() or line.lstrip().startswith("#") for line in source.lines):
        yield _nothing("only-comments", first, "the file has only comments")
    elif format_name := other_format(text):
        yield Finding(
            "other-format",
            first_of_keys(source),
            f"this is {format_name}, not an agreement",
            "expected an agreement, or a file of shared entries",
            "begin the file's name with `_` to have it passed over, or write an agreement with its "
            "targets",
        )
    elif any(marker in text for marker in _MARKERS):
        yield from _find_conflicts(source)


_TOP_KEY = Pattern(
    r"""^["']?(?P<key>[A-Za-z][\w.-]*)["']?[ \t]*:(?:[ \t]+|$)(?P<value>[^\n#]*)""", re.MULTILINE
)
_KIND = Pattern(r"^kind:[ \t]+(\w+)", re.MULTILINE)
_OURS = frozenset({"sla", "ola", "uc"})
# The first line whose keys and beginnings of values all are there says whose file it is.
_FORMATS: tuple[tuple[str, Mapping[str, str]], ...] = (
    ("OpenSLO", {"apiVersion": "openslo"}),
    ("Sloth", {"apiVersion": "sloth.slok.dev"}),
    ("Sloth", {"version": "prometheus/v", "slos": ""}),
    ("Pyrra", {"apiVersion": "pyrra.dev"}),
    ("Nobl9", {"apiVersion": "n9/"}),
    ("Google's slo-generator", {"apiVersion": "sre.google.com"}),
    ("Google's slo-generator", {"service_level_indicator": "", "goal": ""}),
    ("Backstage", {"apiVersion": "backstage.io"}),
    ("a data contract (ODCS)", {"kind": "datacontract"}),
    ("a data contract (ODCS)", {"slaProperties": ""}),
    ("a data contract", {"dataContractSpecification": ""}),
    ("a data contract", {"servicelevels": ""}),
    ("a data product (ODPS)", {"product": "", "schema": ""}),
    ("a data product (ODPS)", {"kind": "dataproduct"}),
    ("SLA4OAI", {"sla4oas": ""}),
    ("OpenAPI", {"openapi": ""}),
    ("OpenAPI", {"swagger": ""}),
    ("AsyncAPI", {"asyncapi": ""}),
    ("MkDocs", {"site_name": ""}),
    ("Prometheus rules", {"groups": ""}),
    ("Kubernetes", {"apiVersion": "", "kind": "", "metadata": ""}),
    ("Kubernetes", {"apiVersion": "", "kind": "", "spec": ""}),
    ("an SLO tool", {"slos": ""}),
)


def other_format(text: str) -> str:
    """Name the other format of which a text has the shape, or nothing.

    The keys at its margin decide, so that a file with several documents is known as well.
    """
    kind = _KIND.search(text)
    if kind and kind[1].lower() in _OURS:  # as nearly every file says
        return ""
    keys: dict[str, str] = {}
    for match in _TOP_KEY.finditer(text):
        keys.setdefault(match["key"], match["value"].strip("\"' \r").lower())
    if keys.get("kind") in _OURS or ("id" in keys and "apiVersion" not in keys and "title" in keys):
        return ""
    for name, signs in _FORMATS:
        if all(key in keys and keys[key].startswith(sign) for key, sign in signs.items()):
            return name if name.startswith("a ") else f"a file of {name}"
    return ""


def first_of_keys(source: SourceLines) -> Span:
    """Mark the first line that is no comment."""
    lines = enumerate(source.lines, 1)
    return source.mark_line(next((n for n, line in lines if _TOP_KEY.match(line)), 1))


def refuse_root(source: SourceLines, root: Node) -> Iterator[Finding]:
    """Refuse a root that is no mapping."""
    if isinstance(root, Written):
        return
    expected = "expected a mapping such as `id: wiki`"
    if isinstance(root, Sequence):
        instead = "write one agreement a file, without a dash before its keys"
        yield Finding("list-at-root", source.span(root), "the file is a list", expected, instead)
    elif root.plain and not root.text:
        yield _nothing("empty-file", source.mark_line(1), "the file has no value")
    else:
        unspaced = UNSPACED.match(source.line(root.line))
        if unspaced:
            yield missing_space(source, root.line, unspaced)
        else:
            found, instead = _of_text(source.lines) or (
                f"the file is one text, `{visible(root.text)}`",
                "write `key: value` on each line",
            )
            yield Finding("scalar-at-root", source.span(root), found, expected, instead)


_SETTING = Pattern(r"\s*(?:\[[^\[\]]+\]+|[\w.\"-]+\s*=\s*\S.*|#.*)")
_SEPARATORS = {"semicolons": ";", "tabs": "\t", "commas": ","}


def _of_text(lines: Iterable[str]) -> tuple[str, str] | None:
    """Say what a text is that is no YAML: settings with `=`, or a table with separators."""
    written = [line for line in lines if line.strip()]
    if all(map(_SETTING.fullmatch, written)):
        found = "the file is written as `key = value`, as in TOML"
        return found, "write `key: value` on each line, and what is below a key indented"
    for name, separator in _SEPARATORS.items():
        counts = {line.count(separator) for line in written}
        if len(written) > 1 and len(counts) == 1 and 0 not in counts:
            found = f"the file is a table with {name} between its columns"
            return found, "write an agreement; `sla import` reads tables from CSV and workbooks"
    return None


def _nothing(rule: str, span: Span, found: str) -> Finding:
    return Finding(
        rule,
        span,
        found,
        "expected a mapping such as `id: wiki`",
        "write the agreement, or begin the file's name with `_` to have it passed over",
    )


def _find_conflicts(source: SourceLines) -> Iterator[Finding]:
    conflicts: list[list[int]] = []
    for number, line in enumerate(source.lines, 1):
        marker = _CONFLICT.fullmatch(line) if line.startswith(_MARKERS) else None
        if not marker:
            continue
        if marker[1][0] == "<" or not conflicts or source.line(conflicts[-1][-1])[0] == ">":
            conflicts.append([])
        conflicts[-1].append(number)
    for first, *others in conflicts:
        yield refuse(
            "conflict-marker",
            source.mark_line(first),
            f"`{visible(source.line(first))}` is left from a git conflict",
            related=tuple(
                Related(source.mark_line(line), "marker of the same conflict") for line in others
            ),
        )
