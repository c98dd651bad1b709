"""Agreements made of what was read: one for each service, with what is open as TODO."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from functools import lru_cache

from sla_catalog.exports.yaml import written
from sla_catalog.frozen import dataclass
from sla_catalog.importing.reading import KEPT
from sla_catalog.importing.records import ImportedPromise, ImportProposal, Read, Subject
from sla_catalog.losses import Note, Outcome
from sla_catalog.model.metric_types import METRIC_TYPES
from sla_catalog.model.misfits import misfit
from sla_catalog.model.quantities import MalformedError
from sla_catalog.model.scalar_types import RESERVED, WITHHELD
from sla_catalog.model.targets import Target
from sla_catalog.source.load import SHARED_FILES

OPEN = "TODO"


@dataclass(slots=True)
class _Draft:
    """What goes into one agreement."""

    promises: list[ImportedPromise] = field(default_factory=list)
    subjects: list[Subject] = field(default_factory=list)

    def first(self, what: str) -> str:
        """Return the first text that a subject has for a field."""
        found = (getattr(one, what) for one in self.subjects)
        return next(filter(None, found), "")


@dataclass(frozen=True, slots=True)
class Imported:
    """Hold the texts of agreements by their ids, and notes on how they came about."""

    texts: Mapping[str, str]
    notes: tuple[Note, ...]


def agreements(read: Iterable[Read], today: date) -> Imported:
    """Return an agreement for each service that promises something."""
    drafts: dict[str, _Draft] = {}
    for one in read:
        if isinstance(one, Note | ImportProposal):
            continue
        draft = drafts.setdefault(_file_name(one.service), _Draft())
        if isinstance(one, ImportedPromise):
            draft.promises.append(one)
        else:
            draft.subjects.append(one)
    texts: dict[str, str] = {}
    notes: list[Note] = []
    for name, draft in sorted(drafts.items()):
        if draft.promises or any(one.more for one in draft.subjects):
            texts[name] = written(_agreement(name, draft, today, notes))
        else:
            notes += [
                Note(Outcome.LEFT_OUT, one.span, f"nothing is promised for {_called(one.service)}")
                for one in draft.subjects[:1]
            ]
    return Imported(texts, tuple(notes))


def _called(service: str) -> str:
    return f"the service `{service}`" if service else "a service without a name"


def _file_name(service: str) -> str:
    name = identifier(service)
    is_taken = name in RESERVED | SHARED_FILES.keys() | {WITHHELD}
    return f"{name}-service" if is_taken else name


def _agreement(name: str, draft: _Draft, today: date, notes: list[Note]) -> dict[str, object]:
    places = [one.span for one in draft.promises]
    places += [one.span for one in draft.subjects if one.more]
    paths = dict.fromkeys(f"{span.path}:{span.line}" for span in places)
    title = draft.first("title") or draft.first("service") or name
    if not draft.subjects:
        title = draft.promises[0].service or name
    ids = {path: f"file-{count}" for count, path in enumerate(paths, 1)}
    values: dict[str, object] = {
        "id": name,
        "kind": "sla",
        "title": title,
        "owner": draft.first("owner") or OPEN,
    }
    if summary := draft.first("summary"):
        values["summary"] = summary
    values["sources"] = [
        {"id": one, "path": path, "retrieved": today.isoformat(), "read": "excerpt"}
        for path, one in ids.items()
    ]
    values |= {"customer": OPEN, "services": [{"id": name, "name": title}]}
    values |= _beside(draft.subjects, notes)
    if metrics := list(_metrics(draft.promises, ids, notes)):
        values["metrics"] = metrics
    return values


def _beside(subjects: Iterable[Subject], notes: list[Note]) -> dict[str, object]:
    """Join what subjects say beside their promises; the first of an id stays."""
    found: dict[str, object] = {}
    for subject in subjects:
        for key, value in subject.more.items():
            known = found.get(key)
            if isinstance(known, list) and isinstance(value, list):
                by_id = {one["id"]: one for one in known}
                found[key] = [*known, *(one for one in value if one["id"] not in by_id)]
                for one in value:
                    if by_id.get(one["id"], one) != one:
                        text = (
                            f"{key}: `{one['id']}` is described before in another way; which holds?"
                        )
                        notes.append(Note(Outcome.ASKED, subject.span, text))
            elif isinstance(known, dict) and isinstance(value, dict):
                found[key] = value | known
            else:
                found.setdefault(key, value)
    return found


def _metrics(
    promises: Sequence[ImportedPromise], sources: Mapping[str, str], notes: list[Note]
) -> Iterator[object]:
    taken: dict[str, ImportedPromise] = {}
    for given in _distinct(promises):
        one = _fitting(given, notes)
        stem = identifier(one.id or one.name)
        stem = name = f"{stem}-metric" if stem in RESERVED else stem
        count = 2
        if name in taken:
            first = taken[name].span
            text = f"`{one.name}` is also at {first.path}:{first.line}; is it the same promise?"
            notes.append(Note(Outcome.ASKED, one.span, text))
        while name in taken:
            name, count = f"{stem[:58]}-{count}", count + 1
        taken[name] = one
        metric: dict[str, object] = {"id": name, "type": one.type}
        kind = METRIC_TYPES.get(one.type)
        if not (one.id and kind and kind.name == one.name):
            metric["name"] = one.name or name
        if one.window or one.unread_window:
            metric["window"] = one.window or {"unread": one.unread_window}
        if one.target:
            metric["target"] = one.target
        elif one.unread:
            metric["unread"] = one.unread
        source = sources[f"{one.span.path}:{one.span.line}"]
        yield metric | dict(one.more) | {"source": source}


def _distinct(promises: Sequence[ImportedPromise]) -> Iterator[ImportedPromise]:
    """Yield promises; those of one name bear that of their group as well."""
    groups: dict[str, set[str]] = {}
    for one in promises:
        groups.setdefault(one.id or identifier(one.name), set()).add(one.group)
    for one in promises:
        is_shared = len(groups[one.id or identifier(one.name)]) > 1 and one.group not in {
            "",
            one.name,
        }
        yield replace(one, name=f"{one.group}: {one.name}") if is_shared else one


def _fitting(promise: ImportedPromise, notes: list[Note]) -> ImportedPromise:
    """Return a promise whose target its type can have; else its words are kept."""
    scale = promise.more.get("scale")
    why = _misfit(promise.target, promise.type, tuple(scale) if isinstance(scale, list) else ())
    if not why:
        return promise
    text = f"{promise.name}: `{promise.target}` was not read: {why}{KEPT}"
    notes.append(Note(Outcome.LEFT_OUT, promise.span, text))
    more = {key: value for key, value in promise.more.items() if key != "compliance"}
    return replace(promise, target="", unread=promise.target, more=more)


@lru_cache(1024)  # the files of a team share a few targets
def _misfit(target: str, kind: str, scale: tuple[str, ...]) -> str:
    """Say why a target is none of a type of metric, or nothing."""
    if not target:
        return ""
    try:
        error = misfit(Target.parse(target), METRIC_TYPES.get(kind), scale or None)
    except MalformedError as found:
        error = found
    return error.found if error else ""


@lru_cache(1024)  # each name is asked for several times in turn
def identifier(text: str) -> str:
    """Return an id made of a name."""
    plain = text
    if not text.isascii():
        plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:63].strip("-") or "imported"
