"""Where the YAML library stopped, and what is made of it: a finding and perhaps a repair."""

from __future__ import annotations

import re

from sla_catalog.findings import Finding, Related, Span
from sla_catalog.frozen import dataclass
from sla_catalog.source.lines import SourceLines
from sla_catalog.source.nodes import Scalar


@dataclass(frozen=True, slots=True)
class Breakdown:
    """Hold where and how the YAML library stopped; `origin` is where the broken thing began."""

    source: SourceLines
    problem: str
    context: str
    line: int
    column: int
    index: int
    origin: tuple[int, int, int] | None
    last: Scalar | None
    bracket: tuple[int, int, int] | None

    @property
    def text(self) -> str:
        """Return the line on which YAML stopped."""
        return self.source.line(self.line)

    @property
    def char(self) -> str:
        """Return the character at which YAML stopped, or nothing at the end of a line."""
        return self.text[self.column - 1 : self.column]

    @property
    def before(self) -> str:
        """Return what stands on the line before that place."""
        return self.text[: self.column - 1]

    @property
    def follows(self) -> Scalar | None:
        """Return the text read last, if it ends right here."""
        last = self.last
        ends_here = last and (last.end_line, last.end_column) == (self.line, self.column)
        return last if ends_here else None

    @property
    def is_at_end(self) -> bool:
        """Tell whether only blank space follows in the file."""
        rest = (self.text[self.column - 1 :], *self.source.lines[self.line :])
        return not any(line.strip() for line in rest)


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Say why YAML could not be read on; `repair` replaces text so that reading can go on."""

    finding: Finding
    repair: tuple[int, str] | None = None


def syntax_error(
    span: Span, found: str, expected: str, instead: str, related: tuple[Related, ...] = ()
) -> Diagnosis:
    """Say what YAML cannot read, where no rule of its own tells it, and offer no repair."""
    return Diagnosis(Finding("yaml-syntax", span, found, expected, instead, related=related))


def value_text(at: Breakdown, line: int, column: int) -> str:
    """Return the text that was meant to stand at a place: up to the line's end, or a bracket's."""
    rest = at.source.line(line)[column - 1 :]
    in_brackets = (
        at.bracket
        or at.before.lstrip(" -").startswith(("[", "{"))
        or re.search(r": *[\[{]", at.before)
    )
    if in_brackets:
        rest = re.split(r"(?<=.)[,\]}]", rest, maxsplit=1)[0]
    return re.split(r"\s#", rest, maxsplit=1)[0].rstrip()
