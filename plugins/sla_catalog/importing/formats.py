"""Objectives of OpenSLO, sloth and pyrra files, which are known by their shape."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sla_catalog.findings import Span
from sla_catalog.importing.records import ImportedObjective, ImportOutcome, Note, Read
from sla_catalog.importing.values import fraction, percent, window
from sla_catalog.source.lines import SourceLines
from sla_catalog.source.nodes import Mapping, Node, Scalar, Sequence
from sla_catalog.source.wording import visible


@dataclass(frozen=True, slots=True)
class ForeignFile:
    """Hold the lines and the root of one foreign file."""

    source: SourceLines
    root: Node

    def objectives(self) -> Iterator[Read]:
        """Yield what a file promises, and notes on what was not read as it is."""
        slos = _at(self.root, "slos")
        spec = _at(self.root, "spec")
        if isinstance(slos, Sequence) and _text(self.root, "service"):
            for item in slos.items:
                yield from self._of_sloth(item)
        elif _at(spec, "objectives") is not None:
            yield from self._of_openslo(spec)
        elif _at(spec, "target") is not None and _at(spec, "indicator") is not None:
            yield from self._of_pyrra(spec)
        else:
            yield self._note(ImportOutcome.LEFT_OUT, self.root, "no objective of a known format")

    def _of_sloth(self, item: Node) -> Iterator[Read]:
        value = _at(item, "objective")
        labels = (_at(item, "labels"), _at(self.root, "labels"))
        owner = next((found for node in labels if (found := _owner(node))), "")
        yield from self._objective(
            value or item,
            percent(_scalar(value)),
            ImportedObjective(
                _text(self.root, "service"), _text(item, "name"), self._span(item), owner=owner
            ),
        )

    def _of_pyrra(self, spec: Node | None) -> Iterator[Read]:
        value, length = _at(spec, "target"), _at(spec, "window")
        metadata = _at(self.root, "metadata")
        name = _text(metadata, "name")
        read = window(_scalar(length)) if length else ""
        objective = ImportedObjective(
            name, name, self._span(self.root), window=read, owner=_owner(_at(metadata, "labels"))
        )
        if length and not read:
            yield self._unread(length, "window")
        yield from self._objective(value or self.root, percent(_scalar(value)), objective)

    def _of_openslo(self, spec: Node | None) -> Iterator[Read]:
        metadata, objectives = _at(self.root, "metadata"), _at(spec, "objectives")
        service = _text(spec, "service") or _text(metadata, "name")
        owner = _owner(_at(metadata, "labels"))
        length = _at(spec, "timeWindow")
        read = _openslo_window(length)
        if length and not read:
            yield self._unread(length, "window")
        for item in objectives.items if isinstance(objectives, Sequence) else ():
            names = (_text(item, "displayName"), _text(metadata, "name"))
            name = next(filter(None, names), service)
            whole, value = _at(item, "targetPercent"), _at(item, "target")
            target = percent(_scalar(whole)) if whole else fraction(_scalar(value))
            objective = ImportedObjective(service, name, self._span(item), window=read, owner=owner)
            yield from self._objective(whole or value or item, target, objective)

    def _objective(self, value: Node, target: str, about: ImportedObjective) -> Iterator[Read]:
        words = "" if target else visible(_scalar(value) or "no target")
        if words:
            yield self._unread(value, "target")
        span = self._span(value)
        yield ImportedObjective(
            about.service, about.name, span, target, words, about.window, about.owner
        )

    def _unread(self, node: Node, what: str) -> Note:
        words = visible(_scalar(node) or self.source.line(node.line).strip())
        text = f"the {what} `{words}` was not read"
        if "{{" in words or "${" in words:
            text += ": a template; render it first"
        elif what == "target" and self._is_openslo(words):
            text += "; a `target` of OpenSLO is at most 1: did you mean `targetPercent`?"
        return self._note(ImportOutcome.LEFT_OUT, node, text)

    def _is_openslo(self, words: str) -> bool:
        is_number = re.fullmatch(r"[0-9.]+", words)
        return bool(is_number) and _at(_at(self.root, "spec"), "objectives") is not None

    def _note(self, outcome: ImportOutcome, node: Node, text: str) -> Note:
        return Note(outcome, self._span(node), text)

    def _span(self, node: Node) -> Span:
        return self.source.mark(node.line, node.column)


def _openslo_window(node: Node | None) -> str:
    item = node.items[0] if isinstance(node, Sequence) and len(node.items) == 1 else node
    is_calendar = _at(item, "calendar") is not None or _text(item, "isRolling") == "false"
    return window(_text(item, "duration"), is_calendar=is_calendar)


def _owner(labels: Node | None) -> str:
    return _text(labels, "team") or _text(labels, "owner")


def _at(node: Node | None, key: str) -> Node | None:
    if not isinstance(node, Mapping):
        return None
    return next((entry.value for entry in node.entries if entry.key.text == key), None)


def _scalar(node: Node | None) -> str:
    return node.text.strip() if isinstance(node, Scalar) else ""


def _text(node: Node | None, key: str) -> str:
    return _scalar(_at(node, key))
