"""The reference of changes: every kind with its code, direction, level and opposite."""

from __future__ import annotations

from pathlib import Path

from sla_catalog.changes.change import ChangeDirection, ChangeKind, level_of
from sla_catalog.changes.kinds import KINDS

NAME = "changes.md"
_GROUPS = {
    "1": "Promises",
    "2": "Support and time",
    "3": "Remedies",
    "4": "Scope, exclusions and duties",
    "5": "How long it lasts",
    "6": "Definitions and measurement",
    "7": "Parties, law and audience",
    "8": "Texts",
    "9": "The catalog",
}
DIRECTIONS = {
    ChangeDirection.BETTER: "stronger",
    ChangeDirection.WORSE: "weaker",
    ChangeDirection.MIXED: "to decide",
    ChangeDirection.UNKNOWN: "to decide",
    ChangeDirection.SAME: "same meaning",
    None: "by case",
}
_HEAD = """# Changes

What `sla diff` and `sla review` tell apart. Values are compared as they are meant, not as they are
written: promises case by case, credits as functions of the measured value, hours as minutes of a
week. The direction is the customer's; for the provider it is the mirror. The level is that of a
binding promise of an agreement that is agreed: it follows from direction and weight, and what
nobody can put in an order asks for a person. What does not bind, and drafts, weigh one step less.

This page is generated from the table in `changes/kinds.py`.
"""


OF_A_REVIEW = (
    (
        "C909",
        "review-policy-loosened",
        "`sla.yml`, a comment or the baseline asks for less than before",
    ),
    (
        "C910",
        "base-unreadable",
        "a file of the base cannot be read in today's format, or only in part",
    ),
)
_HEAD_OF_A_REVIEW = """\
## Of a review

Two kinds are about what is compared, not about an agreement. Both need a person, and have no
opposite.

| Code | Kind | What it means |
|---|---|---|
"""


def changes_reference() -> str:
    """Return the page."""
    parts = [_HEAD]
    for digit, title in _GROUPS.items():
        rows = [_row(kind) for kind in KINDS.values() if kind.code[1] == digit]
        head = "| Code | Kind | What it means | For the customer | Level | Opposite |"
        parts.append("\n".join([f"## {title}\n", head, "|---|---|---|---|---|---|", *rows, ""]))
    rows = [f"| {code} | `{name}` | {means} |\n" for code, name, means in OF_A_REVIEW]
    parts.append(f"{_HEAD_OF_A_REVIEW}{''.join(rows)}")
    return "\n".join(parts)


def _row(kind: ChangeKind) -> str:
    level = level_of(kind, kind.direction or ChangeDirection.UNKNOWN, kind.weight)
    because = f": {kind.because}" if kind.because else ""
    opposite = f"`{kind.mirror}`" if kind.mirror else "itself"
    return (
        f"| {kind.code} | `{kind.id}` | {kind.summary} | {DIRECTIONS[kind.direction]} "
        f"| {level}{because} | {opposite} |"
    )


def write(folder: Path) -> None:
    """Write the page into a folder."""
    (folder / NAME).write_text(changes_reference(), encoding="utf-8", newline="\n")
