"""What `sla check --fix` does: safe fixes, proven before they are written, and shown as a diff."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

import click

from sla_catalog.findings import Finding
from sla_catalog.fixes import Fixed, Load, doubts, fixed
from sla_catalog.frozen import dataclass
from sla_catalog.reports.text import harmless
from sla_catalog.source.tree import SourceFile

MOST_ROUNDS = 5  # what one fix uncovers is fixed in the next round

Judge = Callable[[Sequence[SourceFile]], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Mended:
    """Files that fixes change, each as it was and as it is in the end, and what was answered."""

    files: tuple[Fixed, ...]
    doubtful: tuple[str, ...]

    @property
    def count(self) -> int:
        """Return how many findings are answered."""
        return sum(len(one.findings) for one in self.files)

    def words(self, done: str) -> str:
        """Count what was, or would be, fixed."""
        findings = "1 finding" if self.count == 1 else f"{self.count} findings"
        files = "1 file" if len(self.files) == 1 else f"{len(self.files)} files"
        return f"{done} {findings} in {files}"

    def show(self, *, err: bool) -> None:
        """Print what changes, and what was left as it is since its fix would change a meaning."""
        for one in self.files:
            click.echo(harmless(one.diff()), err=err)
        for doubt in self.doubtful:
            click.echo(harmless(f"not fixed, since more would change: {doubt}"), err=True)

    def write(self) -> None:
        """Write the files."""
        for one in self.files:
            Path(one.after.path).write_bytes(one.after.data)


def mended(files: Sequence[SourceFile], judge: Judge, load: Load, today: date) -> Mended:
    """Fix all that has one right answer; what speaks against a file's fixes leaves it as it is."""
    now = list(files)
    answered: dict[str, list[Finding]] = {}
    doubtful: dict[str, str] = {}
    for _ in range(MOST_ROUNDS):
        fixes = [one for one in fixed(now, judge(now)) if one.before.path not in doubtful]
        kept = _proven(now, fixes, load, today, doubtful)
        if not kept:
            break
        for path, one in kept.items():
            answered.setdefault(path, []).extend(one.findings)
        now = [kept[file.path].after if file.path in kept else file for file in now]
    ends = zip(files, now, strict=True)
    changed = (Fixed(a, b, tuple(answered[a.path])) for a, b in ends if a.path in answered)
    return Mended(tuple(changed), tuple(doubtful.values()))


def _proven(
    files: Sequence[SourceFile],
    fixes: Sequence[Fixed],
    load: Load,
    today: date,
    doubtful: dict[str, str],
) -> Mapping[str, Fixed]:
    """Return the fixes that change no meaning; only where all together do, each is asked about."""
    if fixes and not any(doubts(files, fixes, load, today)):
        return {one.before.path: one for one in fixes}
    kept = {}
    for one in fixes:
        doubt = next(doubts(files, [one], load, today), "")
        if doubt:
            doubtful[one.before.path] = doubt
        else:
            kept[one.before.path] = one
    return kept
