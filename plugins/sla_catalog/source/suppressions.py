"""Comments that accept a finding: `# sla: ignore[RULE] why -- until 2027-03-31`."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator
from collections.abc import Sequence as Listed
from dataclasses import replace
from datetime import date
from math import inf

from sla_catalog.findings import Edit, Span
from sla_catalog.frozen import dataclass
from sla_catalog.model.notations.written_dates import day
from sla_catalog.patterns import Pattern
from sla_catalog.source.document import YamlDocument
from sla_catalog.source.lines import SourceLines
from sla_catalog.source.nodes import Mapping, Node, Scalar, Sequence

_BEGINS = re.compile(rb"#\s*sla[\s:_-]*(?:ignor|disabl|suppress)", re.IGNORECASE)
_COMMENT = Pattern(
    r"(?:^|\s)(?P<all>#\s*sla: ignore(?:\[(?P<rules>[^\]]*)\])?(?P<reason>.*?)"
    r"(?:\s+-- until (?P<until>.*?))?)\s*$"
)
# What was meant as such a comment: a sign of its beginning or its brackets is another one.
_MEANT = Pattern(
    r"(?:^|\s)(?P<all>#+\s*sla(?:\s*:\s*|[\s_-]*)(?:ignored?|ignores?|disabled?|suppress)"
    r"(?:\s*:?\s*(?:\[(?P<rules>[^\]]*)\]|\((?P<within>[^)]*)\))|\s*:?\s+(?=[a-z]+(?:-[a-z]+)+)"
    r"|:?\s*$)(?P<reason>.*?)(?:\s+-- until (?P<until>.*?))?)\s*$",
    re.IGNORECASE,
)
_ENDS = Pattern(
    r"(?P<why>.*?)[\s,;(–—-]*\b(?:valid |accepted )?(?:until|till|bis(?: zum)?|jusqu['’]au)"
    r"\s+(?P<day>.+?)[).]*",
    re.IGNORECASE,
)
_BLOCK_SIGNS = ("|", ">")


@dataclass(frozen=True, slots=True)
class Suppression:
    """What a comment accepts: rules on some lines, for a reason and perhaps up to a day.

    A day that is written and is none has passed: `until` is then the first day there is.
    `day` is what is written instead of one. `of_transcription` where its file names sources: what
    they say cannot be mended by any day. One that `is_misspelt` accepts nothing; `named` are the
    rules that it was meant for.
    """

    span: Span
    rules: tuple[str, ...]
    reason: str
    until: date | None
    first_line: int
    last_line: int
    of_transcription: bool = False
    day: str = ""
    is_misspelt: bool = False
    named: tuple[str, ...] = ()

    @property
    def removal(self) -> Edit:
        """Take the comment out, with the line if nothing else is on it."""
        line, before = self.span.line, self.span.excerpt[: self.span.column - 1]
        if before.strip():
            kept = len(before.rstrip()) + 1
            return Edit(replace(self.span, column=kept), "")
        return Edit(replace(self.span, column=1, end_line=line + 1, end_column=1), "")

    def has_expired(self, today: date | None) -> bool:
        """Tell whether its last day has passed."""
        return self.until is not None and today is not None and self.until < today


def suppressions_in(document: YamlDocument) -> Iterator[Suppression]:
    """Yield what the comments of a file accept, from above to below."""
    source = SourceLines(document.path, document.lines)
    filled = _filled(document.lines)
    of_transcription = _names_sources(document.root)
    for number, line in enumerate(document.lines, 1):
        if "#" not in line:
            continue
        read = _COMMENT.search(line) if "sla: ignore" in line else None
        is_misspelt = read is None or read["rules"] is None
        found = (_MEANT.search(line) if is_misspelt else None) or read
        if not found:
            continue
        is_misspelt = is_misspelt and found is not read
        at = found.start("all")
        if _is_in_text(document.root, number, at + 1, line):
            continue
        is_alone = not line[:at].strip()
        here = _next_of(filled, number) if is_alone else number
        value = _last_value(document.root, here)
        last = _last_line(value) if value else here
        inside = found["rules"] or (found["within"] if is_misspelt else "") or ""
        names = tuple(name.strip() for name in inside.split(",") if name.strip())
        reason, until, is_marked = _ending(found["reason"].strip(" -—:"), found["until"])
        last_day = _day(until) if is_marked else date.min
        yield Suppression(
            source.mark(number, at + 1, len(found["all"].rstrip())),
            () if is_misspelt else names,
            reason,
            last_day,
            here,
            max(here, last),
            of_transcription,
            (until or "") if last_day == date.min else "",
            is_misspelt,
            names,
        )


def may_hold_suppressions(data: bytes) -> bool:
    """Tell whether the bytes of a file hold what begins like a comment that accepts a finding."""
    return _BEGINS.search(data) is not None


def _ending(reason: str, until: str | None) -> tuple[str, str | None, bool]:
    """Return a reason, the last day, and whether that is marked as one.

    A day behind a reason, as in `signed until 2027-03-31`, is none yet, and no part of the reason.
    """
    ends = _ENDS.fullmatch(reason) if until is None else None
    if ends and day(ends["day"]):
        return ends["why"].strip(" -—:"), ends["day"], False
    return reason, until, True


def _names_sources(root: Node) -> bool:
    """Tell whether an agreement is a transcription, also one that no record can be made of."""
    entries = root.entries if isinstance(root, Mapping) else ()
    listed = next((entry.value for entry in entries if entry.key.text == "sources"), None)
    return isinstance(listed, Mapping) or (isinstance(listed, Sequence) and bool(listed.items))


def _last_line(value: Node) -> int:
    """Return the last line of what is written under a key; that of a block ends with its texts."""
    match value:
        case Mapping(entries=entries) if entries:
            return max(value.line, _last_line(entries[-1].value))
        case Sequence(items=items) if items:
            return max(value.line, _last_line(items[-1]))
    return value.end_line if isinstance(value, Scalar) else value.line


def _filled(lines: Listed[str]) -> list[int]:
    """Return the lines that hold more than a comment."""
    return [n for n, line in enumerate(lines, 1) if line.lstrip()[:1] not in {"", "#"}]


def _next_of(filled: Listed[int], number: int) -> int:
    """Return the next filled line, or the same one where none follows."""
    place = bisect(filled, number)
    return filled[place] if place < len(filled) else number


def _is_in_text(root: Node, line: int, column: int, written: str) -> bool:
    """Tell whether a place lies within a text, where `#` begins no comment.

    Of a block only the lines below its sign are text: `summary: >-  # a comment`.
    """
    *_, (_, text) = (None, root), *_around(root, line, column)
    if not isinstance(text, Scalar) or (text.plain and text.line == text.end_line):
        return False
    if line == text.line and written[text.column - 1 : text.column] in _BLOCK_SIGNS:
        return False
    return _begin(text) <= (line, column) < (text.end_line, text.end_column)


def _last_value(root: Node, line: int) -> Node | None:
    """Return what is under the last key of a line."""
    *_, found = None, *(v for key, v in _around(root, line, inf) if key and key.line == line)
    return found


def _around(node: Node, line: int, column: float) -> Iterator[tuple[Scalar | None, Node]]:
    """Yield keys and values one within the other, each the last that begins up to a place."""
    place, key = (line, column), None
    while not isinstance(node, Scalar):
        if isinstance(node, Mapping):
            count = bisect(node.entries, place, key=lambda entry: _begin(entry.key))
            if count:
                key, node = node.entries[count - 1]
        else:
            count = bisect(node.items, place, key=_begin)
            if count:
                key, node = None, node.items[count - 1]
        if not count:
            return
        yield key, node


def _begin(node: Node) -> tuple[int, float]:
    return node.line, node.column


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return date.min
