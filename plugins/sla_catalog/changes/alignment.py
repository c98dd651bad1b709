"""Two versions of an agreement as they are compared: with the same ids, and in the same parts."""

from __future__ import annotations

from dataclasses import replace

from sla_catalog.changes.renaming import Renaming, renamed, renaming_of
from sla_catalog.changes.settling import settled_alike
from sla_catalog.changes.splitting import Divided, divided, measured_apart
from sla_catalog.frozen import dataclass
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog


@dataclass(frozen=True, slots=True)
class AlignedVersion:
    """One version: as it is compared, and with its entries as they are `written`."""

    agreement: Agreement
    written: Agreement
    divided: Divided


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two versions, and the new ids in the first of them."""

    before: AlignedVersion
    after: AlignedVersion
    renaming: Renaming


def aligned(old: Agreement, new: Agreement, base: Catalog, head: Catalog) -> Alignment:
    """Return two versions of an agreement so that what is the same has the same id in both."""
    settled = settled_alike(old, new)
    sides = [one.agreement for one in settled]
    parts = measured_apart(divided(sides[0], sides[1], base), divided(sides[1], sides[0], head))
    was, now = (
        replace(part, moved=one.moved) if one.moved else part
        for part, one in zip(parts, settled, strict=True)
    )
    renaming = renaming_of(was.agreement, now.agreement)
    before = renamed(was.agreement, renaming) if renaming else was.agreement
    written = old
    if was.agreement is old:
        written = before
    elif renaming:
        written = renamed(old, renaming)
    return Alignment(
        AlignedVersion(before, written, was),
        AlignedVersion(now.agreement, new, now),
        renaming,
    )
