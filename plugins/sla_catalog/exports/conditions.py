"""Conditions as texts, for files that have no other place for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def condition_text(when: Iterable[Mapping[str, tuple[str, ...]]]) -> str:
    """Say conditions in one cell: `plan=gold|silver severity=P1 or plan=bronze`."""
    return " or ".join(
        " ".join(f"{name}={'|'.join(values)}" for name, values in condition.items())
        for condition in when
    )
