"""References to agreements that have another id now, so that none seems new or gone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sla_catalog.changes.change import Change, ChangeDirection
from sla_catalog.changes.pair import AgreementPair
from sla_catalog.model.agreement import Agreement

_OF_ENTRIES = ("depends_on", "related_documents")


def repointed(agreement: Agreement, ids: Mapping[str, str]) -> Agreement:
    """Return an agreement that names others by their new ids."""
    changed: dict[str, Any] = {}
    for name in _OF_ENTRIES:
        entries = agreement.listed(name)
        if any(one.agreement in ids for one in entries):
            changed[name] = tuple(
                one.model_copy(update={"agreement": ids[one.agreement]})
                if one.agreement in ids
                else one
                for one in entries
            )
    olds = agreement.supersedes or ()
    if ids.keys() & {*olds}:
        changed["supersedes"] = tuple(ids.get(one, one) for one in olds)
    if isinstance(agreement.superseded_by, str) and agreement.superseded_by in ids:
        changed["superseded_by"] = ids[agreement.superseded_by]
    return agreement.model_copy(update=changed) if changed else agreement


def repointed_changes(pair: AgreementPair, written: Agreement, old: Agreement) -> Iterator[Change]:
    """Yield the references that follow a new id; the agreement that they name is the same."""
    new = pair.after.agreement
    for name in _OF_ENTRIES:
        known = [one.agreement for one in new.listed(name)] if new else []
        for place, (was, now) in enumerate(
            zip(written.listed(name), old.listed(name), strict=True)
        ):
            if was.agreement != now.agreement and now.agreement in known:
                yield pair.change(
                    "detail-changed",
                    f"{name}[{now.agreement}].agreement",
                    f"{'Depends on' if name == 'depends_on' else 'Document of'} "
                    f"“{now.agreement}”: id",
                    ChangeDirection.SAME,
                    pair.before.side(was.agreement, (name, place, "agreement")),
                    pair.after.side(now.agreement, (name, known.index(now.agreement), "agreement")),
                )
