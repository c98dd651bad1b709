"""A policy that asks for less than before: a change of its own, held to the policy before it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from sla_catalog.findings import FindingSeverity, Span
from sla_catalog.model.policy import CheckPolicy, FailOn, FindingLevel, Policy, VersionStep
from sla_catalog.review.reported import CustomerEffect, ReportedChange, ReportedSide

RULE = "review-policy-loosened"
_FAILING = (FailOn.INFO, FailOn.WARNING, FailOn.ERROR, FailOn.NEVER)  # from most to least
_LEVELS = tuple(FindingLevel)  # from error down to off


def loosened(base: Policy, head: Policy, name: str) -> Iterator[ReportedChange]:
    """Yield a change for each key of the policy in file `name` that asks for less than before."""
    for path, before, after in _differing(base, head):
        what = f"{name}: {path} asks for less"
        yield loosening(path, what, (before, Span(name)), (after, Span(name)))


def loosening(
    path: str,
    what: str,
    before: tuple[str, Span],
    after: tuple[str, Span],
    *,
    bound_to: str = "",
) -> ReportedChange:
    """Return the change that something is asked less than before.

    Each side is a text, empty where there is nothing, and its place. An acknowledgement is bound
    to both texts and to what else makes it this change.
    """
    parts = ("v1", "change", RULE, "", path, before[0], after[0], *filter(None, (bound_to,)))
    digest = hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
    sides = tuple(
        ReportedSide(text, place if text else None, value=text) for text, place in (before, after)
    )
    return ReportedChange(
        rule=RULE,
        fingerprint=f"c1:{digest}",
        level=FindingSeverity.WARNING,
        direction=CustomerEffect.DECIDE,
        agreement="",
        name="Policy",
        title="",
        path=path,
        what=what,
        before=sides[0],
        after=sides[1],
        effect="counts from the next proposal on: this one is held to the policy of its base",
        where=after[1],
        code="C909",
        weight="secondary",
    )


def _differing(base: Policy, head: Policy) -> Iterator[tuple[str, str, str]]:
    old, new = base.reviewing, head.reviewing
    yield from _failing("review.fail_on", old.fail_on, new.fail_on)
    if new.version is VersionStep.ANY and old.version is not VersionStep.ANY:
        yield "review.version", old.version or VersionStep.MAJOR, VersionStep.ANY
    yield from _more("review.ignore", old.ignore, new.ignore)
    yield from _checking(base.checking, head.checking)


def _checking(old: CheckPolicy, new: CheckPolicy) -> Iterator[tuple[str, str, str]]:
    yield from _failing("check.fail_on", old.fail_on, new.fail_on)
    yield from _more("check.ignore", old.ignore, new.ignore)
    if new.select is not None and (old.select is None or {*old.select} - {*new.select}):
        yield "check.select", _listed(old.select), _listed(new.select)
    for rule in sorted({*(old.levels or {}), *(new.levels or {})}):
        before, after = (one.levels.get(rule) if one.levels else None for one in (old, new))
        # What a rule weighs by default is known to the rules; any change but a rise is shown.
        if after != before and (
            after is None or before is None or _LEVELS.index(after) > _LEVELS.index(before)
        ):
            yield f"check.levels.{rule}", before or "", after or ""
    terms = [[one.term for one in policy.vocabulary or ()] for policy in (old, new)]
    yield from _more("check.vocabulary", *terms)
    if old.require_until and not new.require_until:
        yield "check.require_until", "true", ""


def _failing(path: str, old: FailOn | None, new: FailOn | None) -> Iterator[tuple[str, str, str]]:
    """Tell of a gate that fails for less; without a word it fails for warnings."""
    before, after = old or FailOn.WARNING, new or FailOn.WARNING
    if _FAILING.index(after) > _FAILING.index(before):
        yield path, before, after


def _more(
    path: str, old: Iterable[str] | None, new: Iterable[str] | None
) -> Iterator[tuple[str, str, str]]:
    if {*(new or ())} - {*(old or ())}:
        yield path, _listed(old), _listed(new)


def _listed(names: Iterable[str] | None) -> str:
    return ", ".join(sorted(names or ()))
