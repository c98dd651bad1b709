"""Findings that a proposal accepts by itself: comments and entries of the baseline that it adds."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

from sla_catalog.findings import Span
from sla_catalog.frozen import dataclass
from sla_catalog.review.loosening import loosening
from sla_catalog.review.reported import ReportedChange
from sla_catalog.source.keypaths import key_path
from sla_catalog.source.load import Loaded
from sla_catalog.source.suppressions import Suppression

_Key = tuple[str, str, str]  # agreement, keys, rule


@dataclass(frozen=True, slots=True)
class _Accepted:
    until: date | None
    span: Span

    @property
    def text(self) -> str:
        return f"accepted until {self.until}" if self.until else "accepted without an end"


def newly_accepted(base: Loaded, head: Loaded) -> Iterator[ReportedChange]:
    """Yield a change for each finding that a comment accepts now, or accepts for longer."""
    before, after = _accepted(base), _accepted(head)
    for key, now in sorted(after.items(), key=lambda pair: pair[0]):
        was = before.get(key)
        if was and (was.until is None or (now.until is not None and now.until <= was.until)):
            continue
        agreement, keys, rule = key
        yield loosening(
            f"{agreement}.{keys}[{rule}]",
            f"{now.span.path}: a comment accepts {rule} at {keys or 'the whole file'}",
            (was.text if was else "", was.span if was else now.span),
            (now.text, now.span),
        )


def _accepted(loaded: Loaded) -> Mapping[_Key, _Accepted]:
    """Return what comments accept, by agreement, keys and rule."""
    names = {path: name for name, path in loaded.catalog.paths.items()}
    found: dict[_Key, _Accepted] = {}
    for one in loaded.suppressions:
        for rule in one.rules:
            key = (names.get(one.span.path, one.span.path), _keys(loaded, one), rule)
            found[key] = _Accepted(one.until, one.span)
    return found


def _keys(loaded: Loaded, one: Suppression) -> str:
    document = loaded.documents[one.span.path]
    line = document.lines[one.first_line - 1]
    column = len(line) - len(line.lstrip(" -")) + 1
    return key_path(document, Span(one.span.path, one.first_line, column))[0]


def grown_baseline(base: bytes, head: bytes, name: str) -> Iterator[ReportedChange]:
    """Yield a change for each rule of which the baseline in file `name` sets more aside."""
    before, after = _entries(base), _entries(head)
    more: dict[tuple[str, str], Counter[str]] = {}
    for entry, number in (after - before).items():
        agreement, rule, path, value = entry
        more.setdefault((agreement, rule), Counter())[f"{path}={value}"] += number
    for (agreement, rule), places in sorted(more.items()):
        mine = [
            sum(n for entry, n in side.items() if entry[:2] == (agreement, rule))
            for side in (before, after)
        ]
        told = [f"{number} set aside" if number else "" for number in mine]
        yield loosening(
            f"{name}[{agreement}][{rule}]",
            f"{name}: findings of {rule} in {agreement or 'shared files'} are set aside",
            (told[0], Span(name)),
            (told[1], Span(name)),
            bound_to="|".join(sorted(places.elements())),
        )


def _entries(data: bytes) -> Counter[tuple[str, str, str, str]]:
    """Return the entries of a baseline; one that cannot be read has none, as the check tells."""
    try:
        listed = json.loads(data)["findings"] if data else []
        return Counter(
            (str(one["agreement"]), str(one["rule"]), str(one["path"]), str(one["value"]))
            for one in listed
        )
    except (ValueError, KeyError, TypeError):
        return Counter()
