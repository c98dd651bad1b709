"""Entries of a list before and after, known by their keys, or by what they say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sla_catalog.changes.values import canonical, shown
from sla_catalog.model.fields import Record

_NAMES = ("name", "title", "term", "deliverable", "activity", "event", "role", "id")


def keyed(items: Sequence[Any], key: str) -> dict[str, tuple[int, Any]]:
    """Return entries with their positions by natural key; a second one of a key is numbered."""
    found: dict[str, tuple[int, Any]] = {}
    for place, item in enumerate(items):
        natural = _natural(item, key)
        count, name = 1, natural
        while name in found:
            count += 1
            name = f"{natural} ({count})"
        found[name] = (place, item)
    return found


def _natural(item: Any, key: str) -> str:
    if not isinstance(item, Record):
        return canonical(item)
    value = getattr(item, key, None) if key else None
    value = value if value is not None else getattr(item, "id", None)
    return canonical(value) if value is not None else canonical(item)


def renamed(
    olds: Mapping[str, tuple[int, Any]], news: Mapping[str, tuple[int, Any]], key: str
) -> dict[str, str]:
    """Return the entries that have another key and else say the same, by their old key."""
    gone = [name for name in olds if name not in news]
    come = [name for name in news if name not in olds]
    found: dict[str, str] = {}
    for name in gone:
        content = _content(olds[name][1], key)
        alike = [one for one in come if content and _content(news[one][1], key) == content]
        if len(alike) == 1 and alike[0] not in found.values():
            found[name] = alike[0]
    return found


def _content(item: Any, key: str) -> str:
    """Return what an entry says beside its key; nothing where it says too little to know it by."""
    if not isinstance(item, Record):
        return ""
    said = [(n, value) for n, value in item.fields_said() if n not in {key, "id"}]
    if not any(n in {"text", "name", "definition", "target", "metrics"} for n, _ in said):
        return ""
    return ";".join(f"{n}={canonical(value)}" for n, value in said)


def name_of(item: Any, natural: str) -> str:
    """Return the name by which people know an entry, else its key."""
    if not isinstance(item, Record):
        return shown(item)
    return next((str(v) for n in _NAMES if isinstance(v := getattr(item, n, None), str)), natural)
