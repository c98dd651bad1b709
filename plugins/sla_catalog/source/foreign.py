"""Files that hold something else than one agreement: HTML, a conflict, a list, nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sla_catalog.findings import Finding, Related, Span
from sla_catalog.source.lines import SourceLines
from sla_catalog.source.nodes import Mapping, Node, Sequence
from sla_catalog.source.traps import UNSPACED, missing_space
from sla_catalog.source.wording import refuse, visible

_HTML = re.compile(r"\s*<(?:!doctype|html|head|body|\?xml|!--)", re.IGNORECASE)
_LFS_POINTER = "version https://git-lfs.github.com/spec/"
_CONFLICT = re.compile(r"(<{7}|\|{7}|={7}|>{7})(?: .*)?")


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
        yield _nothing("only-comments", first, "the file holds only comments")
    else:
        yield from _find_conflicts(source)


def refuse_root(source: SourceLines, root: Node) -> Iterator[Finding]:
    """Refuse a root that is no mapping."""
    if isinstance(root, Mapping):
        return
    expected = "expected a mapping such as `id: wiki`"
    if isinstance(root, Sequence):
        instead = "write one agreement a file, without a dash before its keys"
        yield Finding("list-at-root", source.span(root), "the file is a list", expected, instead)
    elif root.plain and not root.text:
        yield _nothing("empty-file", source.mark_line(1), "the file holds no value")
    else:
        unspaced = UNSPACED.match(source.line(root.line))
        if unspaced:
            yield missing_space(source, root.line, unspaced)
        else:
            found = f"the file is one text, `{visible(root.text)}`"
            instead = "write `key: value` on each line"
            yield Finding("scalar-at-root", source.span(root), found, expected, instead)


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
        marker = _CONFLICT.fullmatch(line)
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
