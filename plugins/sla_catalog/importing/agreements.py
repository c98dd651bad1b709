"""Agreements made of imported objectives: one for each service, with what is open as TODO."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date

from sla_catalog.exports.yaml import written
from sla_catalog.importing.formats import ForeignFile
from sla_catalog.importing.records import ImportedObjective, ImportOutcome, Note
from sla_catalog.model.scalar_types import RESERVED, WITHHELD
from sla_catalog.source.encoding import decode_utf8
from sla_catalog.source.limits import Limits
from sla_catalog.source.lines import SourceLines
from sla_catalog.source.load import SHARED_FILES
from sla_catalog.source.parsing import parse
from sla_catalog.source.tree import SourceFile

OPEN = "TODO"


def read_files(
    files: Iterable[SourceFile], limits: Limits
) -> tuple[tuple[ImportedObjective, ...], tuple[Note, ...]]:
    """Return what foreign files promise, and notes on what became of it."""
    objectives: list[ImportedObjective] = []
    notes: list[Note] = []
    for file in files:
        text, refused = decode_utf8(file.path, file.data)
        source = SourceLines.of(file.path, text or "")
        root, mistakes = parse(source, text, limits) if text else (None, list(refused))
        if root is None or mistakes:
            notes += [Note(ImportOutcome.LEFT_OUT, one.span, one.message) for one in mistakes]
            continue
        for item in ForeignFile(source, root).objectives():
            if isinstance(item, Note):
                notes.append(item)
            else:
                objectives.append(item)
                if item.target:
                    words = f"{item.name}: {item.target}, {item.window or 'window not stated'}"
                    notes.append(Note(ImportOutcome.READ, item.span, words))
    return tuple(objectives), tuple(notes)


def agreements(objectives: Iterable[ImportedObjective], today: date) -> dict[str, str]:
    """Return the text of an agreement for each service, by its id."""
    services: dict[str, list[ImportedObjective]] = {}
    for objective in objectives:
        services.setdefault(_file_name(objective.service), []).append(objective)
    return {name: written(_agreement(name, services[name], today)) for name in sorted(services)}


def _file_name(service: str) -> str:
    name = identifier(service)
    is_taken = name in RESERVED | SHARED_FILES.keys() | {WITHHELD}
    return f"{name}-service" if is_taken else name


def _agreement(
    name: str, objectives: Sequence[ImportedObjective], today: date
) -> dict[str, object]:
    first = objectives[0]
    paths = dict.fromkeys(f"{one.span.path}:{one.span.line}" for one in objectives)
    return {
        "id": name,
        "kind": "sla",
        "title": first.service or name,
        "owner": next((one.owner for one in objectives if one.owner), OPEN),
        "sources": [
            {
                "id": f"file-{count}",
                "path": path,
                "retrieved": today.isoformat(),
                "read": "excerpt",
            }
            for count, path in enumerate(paths, 1)
        ],
        "customer": OPEN,
        "services": [{"id": name, "name": first.service or name}],
        "metrics": _metrics(objectives),
    }


def _metrics(objectives: Sequence[ImportedObjective]) -> list[object]:
    taken: set[str] = set()
    metrics: list[object] = []
    for one in objectives:
        stem = name = identifier(one.name)
        count = 2
        while name in taken:
            name, count = f"{stem[:58]}-{count}", count + 1
        taken.add(name)
        metric = {"id": name, "type": "success_rate", "name": one.name or name}
        metric |= {"window": one.window} if one.window else {}
        metric |= {"target": one.target} if one.target else {"unread": one.unread}
        metrics.append(metric | {"commitment": "objective"})
    return metrics


def identifier(text: str) -> str:
    """Return an id made of a name."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:63].strip("-") or "imported"
