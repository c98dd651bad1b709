"""What was read of foreign files: promises and services with their places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from sla_catalog.findings import Span
from sla_catalog.frozen import dataclass
from sla_catalog.losses import Note


@dataclass(frozen=True, slots=True)
class ImportedPromise:
    """Hold one promise: its target as our format writes it, or the words that were not read.

    An empty window is not stated; `unread_window` are the words of one that was not read. `more`
    are further fields of the metric, by their keys; `group` tells it from others of
    its name. `id` is that of the metric where an export of ours has written it.
    """

    service: str
    name: str
    span: Span
    type: str = "success_rate"
    target: str = ""
    unread: str = ""
    window: str = ""
    unread_window: str = ""
    more: Mapping[str, object] = field(default_factory=dict)
    group: str = ""
    id: str = ""


_OVER_A_WINDOW = frozenset({"availability", "success_rate", "error_rate"})


def worded_window(kind: str, window: str, unread: str) -> str:
    """Return what a report says of the window of a promise, behind its target."""
    if unread:
        return ", window not read"
    if window:
        return f", {window}"
    return ", window not stated" if kind in _OVER_A_WINDOW else ""


@dataclass(frozen=True, slots=True)
class Subject:
    """Hold what a file says of a service itself; `more` are further fields of its agreement."""

    service: str
    span: Span
    title: str = ""
    owner: str = ""
    summary: str = ""
    more: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ImportProposal:
    """A file to be written and confirmed before another one can be read."""

    path: str
    text: str


Read = ImportedPromise | Subject | ImportProposal | Note
