"""What is asked of a changed agreement beside its promises: its version, and who will read it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from sla_catalog.model.agreement import Agreement, Classification
from sla_catalog.model.catalog import Catalog
from sla_catalog.review.gate import PolicyPoint
from sla_catalog.review.reported import CustomerEffect, ReportedChange

_VERSION = re.compile(r"(\d+)(?:\.(\d+))?(?:\.(\d+))?")
_LEVELS = tuple(Classification)


def points(
    changes: Iterable[ReportedChange], base: Catalog, head: Catalog
) -> tuple[PolicyPoint, ...]:
    """Return the points of policy for agreements that are in both catalogs."""
    told = tuple(changes)
    return tuple(
        replace(point, span=head.span(new))
        for new in head.agreements
        for old in [base.by_id.get(new.id)]
        if old and old != new
        for point in _points(old, new, {c.direction for c in told if c.agreement == new.id})
    )


def _points(
    old: Agreement, new: Agreement, directions: set[CustomerEffect]
) -> Iterator[PolicyPoint]:
    name = new.reference or new.id
    before, after = (v if isinstance(v, str) else "" for v in (old.version, new.version))
    if before and directions - {CustomerEffect.SAME}:
        yield _version(name, before, after, CustomerEffect.WEAKER in directions)
    if _LEVELS.index(new.visible_to) < _LEVELS.index(old.visible_to):
        text = f"{name}: more people will read it: {old.visible_to} becomes {new.visible_to}"
        yield PolicyPoint("audience", text, is_open=True)


def _version(name: str, old: str, new: str, is_weaker: bool) -> PolicyPoint:
    """Ask for a higher version; weaker promises ask for a new major one."""
    before, after = _parts(old), _parts(new)
    asked = f"{before[0] + 1}.0.0" if before and is_weaker else f"one after {old}"
    reason = "weaker promises ask for" if is_weaker else "changes of meaning ask for"
    if before and after:
        is_met = after[0] > before[0] if is_weaker else after > before
    else:  # versions of another form have no order that a program knows
        is_met = bool(new) and new != old
    if is_met:
        return PolicyPoint("version", f"{name}: version {old} becomes {new}", is_open=False)
    there = f"version {new} is given" if new else "no version is given"
    return PolicyPoint("version", f"{name}: {there}; {reason} {asked}", is_open=True)


def _parts(version: str) -> tuple[int, ...]:
    match = _VERSION.fullmatch(version)
    return tuple(int(part or 0) for part in match.groups()) if match else ()
