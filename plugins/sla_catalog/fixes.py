"""Safe fixes: the edits that findings carry, made in files and proven to change no meaning.

A file is edited in place, at the places that our reader knows, so that its layout stays. Two
others look at the result: the comparison of agreements finds no change of meaning, and ruamel.yaml,
which keeps comments when it reads, finds the comments that were there.
"""

from __future__ import annotations

import codecs
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from datetime import date
from difflib import unified_diff

from sla_catalog.changes import compared
from sla_catalog.findings import Edit, Finding, FindingSeverity
from sla_catalog.frozen import dataclass
from sla_catalog.source.document import Mapping as Written
from sla_catalog.source.document import Node, Scalar, YamlDocument
from sla_catalog.source.load import Loaded
from sla_catalog.source.tree import SourceFile

Load = Callable[[Sequence[SourceFile]], Loaded]
MARK = "sla: ignore"  # comments that may be taken out begin so


@dataclass(frozen=True, slots=True)
class Fixed:
    """A file before and after its fixes, with the findings that they answer."""

    before: SourceFile
    after: SourceFile
    findings: tuple[Finding, ...]

    def diff(self) -> str:
        """Return what changes, as `diff -u` prints it."""
        path = self.before.path
        before, after = (one.data.decode("utf-8").splitlines() for one in (self.before, self.after))
        return "\n".join(unified_diff(before, after, path, path, lineterm=""))


def fixed(files: Iterable[SourceFile], findings: Iterable[Finding]) -> tuple[Fixed, ...]:
    """Return the files that findings can mend, each with the edits that fit together made."""
    mends: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.edits:
            mends.setdefault(finding.edits[0].span.path, []).append(finding)
    return tuple(_fixed(file, mends[file.path]) for file in files if file.path in mends)


def _fixed(file: SourceFile, findings: Iterable[Finding]) -> Fixed:
    """Make the edits from below to above; of two that overlap the one that begins later."""
    mark = codecs.BOM_UTF8 if file.data.startswith(codecs.BOM_UTF8) else b""
    text = file.data.removeprefix(mark).decode("utf-8")
    ends = [line.endswith("\r") for line in text.split("\n")]
    lines = text.replace("\r\n", "\n").split("\n")
    old = [*lines]
    first, answered = (len(lines) + 1, 1), []
    for finding in sorted(findings, key=_last_place, reverse=True):
        spans = [edit.span for edit in finding.edits]
        if all((span.end_line, span.end_column) <= first for span in spans):
            for edit in sorted(finding.edits, key=_place, reverse=True):
                _make(lines, edit)
            first = min(map(_place, finding.edits))
            answered.append(finding)
    data = mark + "\n".join(_with_ends(old, ends, lines)).encode("utf-8")
    return Fixed(file, SourceFile(file.path, data), tuple(reversed(answered)))


def _with_ends(old: Sequence[str], ends: Sequence[bool], new: Sequence[str]) -> Iterator[str]:
    """Yield lines with the ends that they had; a line that has changed has that of its place.

    The last one is what stands behind the last end.
    """
    if not any(ends) or all(ends[:-1]):
        yield from (f"{line}\r" for line in new[:-1]) if any(ends) else new[:-1]
    else:
        before = dict(zip(old, ends, strict=True))
        is_usual = sum(ends) > len(ends) - sum(ends)
        for place, line in enumerate(new[:-1]):
            beside = ends[place] if len(old) == len(new) else is_usual
            yield f"{line}\r" if before.get(line, beside) else line
    yield new[-1]


def _place(edit: Edit) -> tuple[int, int]:
    return edit.span.line, edit.span.column


def _last_place(finding: Finding) -> tuple[int, int]:
    return max(map(_place, finding.edits))


def _make(lines: list[str], edit: Edit) -> None:
    span = edit.span
    before = lines[span.line - 1][: span.column - 1]
    after = lines[span.end_line - 1][span.end_column - 1 :] if span.end_line <= len(lines) else ""
    lines[span.line - 1 : span.end_line] = f"{before}{edit.text}{after}".split("\n")


def doubts(
    files: Sequence[SourceFile], fixes: Sequence[Fixed], load: Load, today: date
) -> Iterator[str]:
    """Say what speaks against fixes: nothing, where they change no meaning and lose no comment."""
    after = {one.after.path: one.after for one in fixes}
    before_all, after_all = load(files), load([after.get(file.path, file) for file in files])
    unread = {path for path in after if _is_broken(before_all, path)}
    yield from _new_errors(before_all, after_all, unread)
    for fix in fixes:
        path = fix.before.path
        old_comments, new_comments = comments(fix.before), comments(fix.after)
        lost = old_comments - new_comments
        left = Counter(filter(None, map(_beside_mark, lost.elements())))
        if new_comments - old_comments - left or any(MARK not in comment for comment in lost):
            yield f"{path}: a comment would be lost, or become part of a text"
        if path in unread:
            unlike = _unlike(before_all.documents, after_all.documents, path)
            if unlike > len(fix.findings):
                yield f"{path}: {unlike} values would change"
    kept = [file for file in files if file.path not in unread]
    old, new = load(kept).catalog, load([after.get(file.path, file) for file in kept]).catalog
    found = compared(old, new, today)
    for change in (*found.changes, *found.consequences):
        yield f"{change.agreement}: {change.message}"


def _beside_mark(comment: str) -> str:
    """Return what stays of a comment when what it accepts is taken out of it."""
    return comment.partition(f"# {MARK}")[0].rstrip()


def _is_broken(loaded: Loaded, path: str) -> bool:
    return any(f.span.path == path and f.severity is FindingSeverity.ERROR for f in loaded.findings)


def _new_errors(before: Loaded, after: Loaded, unread: Set[str]) -> Iterator[str]:
    """Say which errors come up; in a file that could not be read, others were hidden."""
    known = {(f.span.path, f.rule, f.found) for f in before.findings}
    for finding in after.findings:
        is_new = (finding.span.path, finding.rule, finding.found) not in known
        if is_new and finding.severity is FindingSeverity.ERROR and finding.span.path not in unread:
            yield f"{finding.span}: {finding.message}"


def _unlike(
    before: Mapping[str, YamlDocument], after: Mapping[str, YamlDocument], path: str
) -> int:
    """Count the keys and texts that differ; a file of another shape differs in all of them."""
    old, new = (list(_words(one[path].root)) for one in (before, after))
    if len(old) != len(new):
        return len(old)
    return sum(one != other for one, other in zip(old, new, strict=True))


def _words(node: Node) -> Iterator[str]:
    match node:
        case Scalar():
            yield node.text
        case Written(entries=entries):
            for entry in entries:
                yield entry.key.text
                yield from _words(entry.value)
        case _:
            for item in node.items:
                yield from _words(item)


def comments(file: SourceFile) -> Counter[str]:
    """Count the comments of a file as ruamel.yaml reads them, without the space around them."""
    from ruamel.yaml import YAML  # asked for by fixes alone, and slow to load

    found: Counter[str] = Counter()
    text = file.data.decode("utf-8-sig").replace("\t", " ")  # it takes no tab before a comment
    for token in YAML().scan(text):
        for part in token.comment or ():
            for comment in part if isinstance(part, list) else [part]:
                # The comment behind `>` or `|` is a text, all others are tokens.
                written = comment if isinstance(comment, str) else comment.value if comment else ""
                found.update(line.strip() for line in written.splitlines() if line.strip())
    return found
