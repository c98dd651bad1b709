"""Definitions of an agreement that take the place of shared ones, or give it back to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from sla_catalog.changes.change import Action, Change, ChangeDirection, ChangeSide
from sla_catalog.changes.kinds import KINDS
from sla_catalog.changes.pair import AgreementPair, Version
from sla_catalog.changes.values import canonical, shown
from sla_catalog.findings import Span
from sla_catalog.model.glossary import Definition, Term
from sla_catalog.terms.usage import shared_vocabulary

_ENDS = frozenset({"definition-added", "definition-removed"})


def with_shared_meanings(pair: AgreementPair, changes: Iterable[Change]) -> Iterator[Change]:
    """Yield changes; a definition for a term that has a shared one is another meaning of it."""
    for change in changes:
        is_new = change.before is None
        version, other = (pair.after, pair.before) if is_new else (pair.before, pair.after)
        own = _definition(version, change.path) if change.kind.id in _ENDS else None
        shared = _shared(other, own) if own else None
        if own is None or shared is None or version.agreement is None:
            yield change
            continue
        meanings = [canonical(one.definition) for one in (own, shared)]
        is_same = meanings[0] == meanings[1]
        text, value = shown(shared.definition), canonical(shared.definition)
        there = ChangeSide(text, value, _span(other, shared))
        here = replace(
            (change.after if is_new else change.before) or there,
            text=shown(own.definition),
            value=canonical(own.definition),
        )
        yield replace(
            change,
            kind=KINDS["detail-changed" if is_same else "definition-changed"],
            action=Action.CHANGED,
            customer=ChangeDirection.SAME if is_same else ChangeDirection.UNKNOWN,
            before=there if is_new else here,
            after=here if is_new else there,
        )


def _definition(version: Version, path: str) -> Definition | None:
    definitions = version.agreement.listed("definitions") if version.agreement else ()
    name = path.removeprefix("definitions[").removesuffix("]")
    return next((one for one in definitions if one.term == name), None)


def _span(version: Version, term: Term) -> Span | None:
    ids = version.places.shared_ids.get("terms", ())
    path = version.places.shared_paths.get("glossary", "")
    if term.id not in ids or not path:
        return None
    return version.places.place(path, ("terms", ids.index(term.id), "definition"))


def _shared(version: Version, own: Definition) -> Term | None:
    """Return the shared term with whose id or words a definition is named, plurals included."""
    claimed = next(shared_vocabulary(version.catalog).claimed_by([own]), None)
    return version.catalog.term_by_id[claimed] if claimed else None
