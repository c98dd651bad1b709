"""From what differs between two catalogs to what people are told of it."""

from __future__ import annotations

import re
from dataclasses import replace

from sla_catalog.changes import CatalogChanges, Change, Feasibility
from sla_catalog.changes import ChangeDirection as Compared
from sla_catalog.changes import ChangeSide as ComparedSide
from sla_catalog.findings import Span
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog
from sla_catalog.review.reported import (
    Consequence,
    CustomerEffect,
    FeasibilityChange,
    Perspective,
    ReportedChange,
    ReportedSide,
)

_DIRECTIONS = {
    Compared.WORSE: CustomerEffect.WEAKER,
    Compared.BETTER: CustomerEffect.STRONGER,
    Compared.SAME: CustomerEffect.SAME,
    Compared.MIXED: CustomerEffect.DECIDE,
    Compared.UNKNOWN: CustomerEffect.DECIDE,
}


def told(change: Change, base: Catalog, head: Catalog) -> ReportedChange:
    """Return a change in the words in which every surface tells it."""
    agreement = head.by_id.get(change.agreement) or base.by_id.get(change.agreement)
    name = (agreement.reference or agreement.id) if agreement else "Shared entries"
    return ReportedChange(
        rule=change.kind.id,
        fingerprint=change.fingerprint,
        level=change.level,
        direction=_DIRECTIONS[change.customer],
        agreement=change.agreement,
        name=name,
        title=agreement.title if agreement else "",
        path=change.path,
        what=f"{change.what}, {change.cases}" if change.cases else change.what,
        before=_side(change.before),
        after=_side(change.after),
        effect=change.effect.text if change.effect else "",
        is_masked=change.masks,
        has_new_figure=change.has_new_figure,
        others=change.affects,
        takes_from=tuple(one.anchor for one in change.related if one.anchor and change.masks),
        code=change.kind.code,
        action=change.action.value,
        weight=change.weight.value,
        figures=change.effect,
        versions=(
            _version(base.by_id.get(change.agreement)),
            _version(head.by_id.get(change.agreement)),
        ),
        where=_where(change, agreement, head),
        is_draft=change.is_draft,
    )


def _version(agreement: Agreement | None) -> str:
    version = agreement.version if agreement else None
    return version if isinstance(version, str) else ""


def seen_by_provider(one: ReportedChange, change: Change) -> ReportedChange:
    """Return a change as the provider sees it: what the customer gains is more to do."""
    level = replace(change, customer=change.provider).level
    direction = _DIRECTIONS[change.provider]
    return replace(one, direction=direction, level=level, perspective=Perspective.PROVIDER)


def _where(change: Change, agreement: Agreement | None, head: Catalog) -> Span | None:
    """Return the part of the proposal that is left of what something was removed from."""
    if agreement is None or agreement.id not in head.paths:
        return None
    key = re.split(r"[.\[]", change.path, maxsplit=1)[0]
    return head.span(agreement, (key,) if key in Agreement.model_fields else ())


def consequences(
    comparison: CatalogChanges, base: Catalog, head: Catalog
) -> tuple[Consequence, ...]:
    """Return what follows in agreements whose own files say the same as before."""
    seen = ((told(change, base, head), change.related) for change in comparison.consequences)
    return tuple(
        Consequence(
            one.name,
            one.title,
            f"{one.what}: {_values(one)}",
            tuple(dict.fromkeys(place.clause for place in related if place.clause)),
        )
        for one, related in seen
    )


def _values(one: ReportedChange) -> str:
    before = " ".join(one.before.text.split()) or "not stated"
    after = " ".join(one.after.text.split()) or "no longer stated"
    return f"{before} → {after}"


def support(comparison: CatalogChanges, head: Catalog) -> tuple[FeasibilityChange, ...]:
    """Return which promises can be kept by what they rest on."""
    return tuple(_support(one, head) for one in comparison.feasibility)


def _support(one: Feasibility, head: Catalog) -> FeasibilityChange:
    agreement = head.by_id.get(one.agreement)
    name = (agreement.reference or agreement.id) if agreement else one.agreement
    return FeasibilityChange(
        f"{name} {one.text}",
        ", ".join(one.rests_on),
        one.before_text,
        one.after_text,
        is_short=one.after is not None and one.after < 0,
    )


def _side(side: ComparedSide | None) -> ReportedSide:
    if side is None:
        return ReportedSide("")
    return ReportedSide(side.text, side.span, side.clause, side.value, side.anchor)
