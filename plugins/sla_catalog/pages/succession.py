"""Which agreements replaced which, whichever of the two says so."""

from __future__ import annotations

from collections.abc import Mapping

from sla_catalog.frozen import dataclass
from sla_catalog.model.catalog import Catalog


@dataclass(frozen=True, slots=True)
class Succession:
    """The agreements of a catalog that replaced one, and those that it replaced, by its id."""

    after: Mapping[str, tuple[str, ...]]
    before: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, catalog: Catalog) -> Succession:
        """Gather what agreements say of their successors and of those before them."""
        after: dict[str, dict[str, None]] = {}
        before: dict[str, dict[str, None]] = {}
        for agreement in catalog.agreements:
            pairs = [(old, agreement.id) for old in agreement.supersedes or ()]
            if isinstance(agreement.superseded_by, str):
                pairs.append((agreement.id, agreement.superseded_by))
            for old, new in pairs:
                if old != new and old in catalog.by_id and new in catalog.by_id:
                    after.setdefault(old, {})[new] = None
                    before.setdefault(new, {})[old] = None
        return cls(
            {key: tuple(sorted(ids)) for key, ids in after.items()},
            {key: tuple(sorted(ids)) for key, ids in before.items()},
        )
