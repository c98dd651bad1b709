"""An audience: whom a build is made for, and which agreements it may see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sla_catalog.frozen import dataclass
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.header import Classification
from sla_catalog.model.parties import Role
from sla_catalog.model.quantities import quoted

LEVELS = tuple(Classification)


class UnknownPartyError(Exception):
    """Say that nobody is called like the party of an audience."""


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom a build is made for.

    A level sees its own agreements and those of the levels before it. An audience of the level
    `customer` is one `party`, by its id or name, and of the agreements with this classification
    it sees those of which it is a customer.
    """

    level: Classification
    party: str = ""

    def agreements(
        self, catalog: Catalog, unread: Iterable[Agreement] = ()
    ) -> tuple[Agreement, ...]:
        """Return the agreements that the audience may see, also of those `unread` at present.

        Raises UnknownPartyError where none of these and no shared file knows its party, since a
        slip of the pen would hide what it should show.
        """
        seen = tuple(one for one in (*catalog.agreements, *unread) if self.sees(one, catalog))
        if self.party and not _is_known(self.party, seen, catalog):
            raise UnknownPartyError(f"nobody in the catalog is called {quoted(self.party)}")
        return seen

    def sees(self, agreement: Agreement, catalog: Catalog) -> bool:
        """Tell whether the audience may see an agreement of a catalog."""
        needed = LEVELS.index(agreement.visible_to)
        if agreement.visible_to is self.level is Classification.CUSTOMER:
            return _key(self.party, catalog) in _customers(agreement, catalog)
        return needed <= LEVELS.index(self.level)


def _is_known(party: str, seen: Iterable[Agreement], catalog: Catalog) -> bool:
    key = _key(party, catalog)
    return key in catalog.party_by_id or any(key in _customers(one, catalog) for one in seen)


def _customers(agreement: Agreement, catalog: Catalog) -> Iterator[str]:
    return (_key(name, catalog) for name in agreement.in_role(Role.CUSTOMER))


def _key(name: str, catalog: Catalog) -> str:
    return catalog.party_id_by_name.get(name, name)
