"""The directory: everybody who takes part in agreements, with a page and what each does in which.

Names that an agreement writes plainly stand in it beside the parties of `parties.yaml`.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping

from sla_catalog.frozen import dataclass
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.collation import name_order
from sla_catalog.model.parties import Party, Role
from sla_catalog.model.placeholder import is_placeholder
from sla_catalog.model.scalar_types import RESERVED
from sla_catalog.model.slugs import term_slug

OWNS = "owner"
DOES = (Role.PROVIDER.value, Role.CUSTOMER.value, OWNS, *sorted({*Role} - {"provider", "customer"}))
LONGEST_SLUG = 63


@dataclass(frozen=True, slots=True)
class Participant:
    """A party or a plain name, and the agreements in which it does something, by what it does.

    What it does is one of `DOES`; `party` is None for a plain name.
    """

    name: str
    slug: str
    party: Party | None
    agreements: Mapping[str, tuple[Agreement, ...]]

    @property
    def uri(self) -> str:
        """Return the source path of its page."""
        return f"parties/{self.slug}.md"

    def count(self, does: str) -> int:
        """Return in how many agreements it does something."""
        return len(self.agreements.get(does, ()))


@dataclass(frozen=True, slots=True)
class PartyIndex:
    """All participants by name; `keys` leads from what agreements write to one of them."""

    participants: tuple[Participant, ...]
    keys: Mapping[str, Participant]

    @classmethod
    def of(cls, catalog: Catalog) -> PartyIndex:
        """Gather the parties of a catalog and everybody whom its agreements name in a role."""
        found: dict[str, dict[str, list[Agreement]]] = {key: {} for key in catalog.party_by_id}
        by_name = catalog.party_id_by_name
        for agreement in catalog.agreements:
            named = (one for one in doings(agreement) if not is_placeholder(one[1]))
            for does, reference in dict.fromkeys(named):
                key = by_name.get(reference, reference)
                found.setdefault(key, {}).setdefault(does, []).append(agreement)
        slugs = _slugs(found, catalog.party_by_id)
        keys = {
            key: Participant(
                catalog.party_name(key),
                slugs[key],
                catalog.party_by_id.get(key),
                {does: tuple(doing[does]) for does in DOES if does in doing},
            )
            for key, doing in found.items()
        }
        everybody = sorted(keys.values(), key=lambda p: (name_order(p.name), p.slug))
        names = {name: keys[key] for name, key in by_name.items() if name not in keys}
        return cls(tuple(everybody), keys | names)

    def find(self, reference: str) -> Participant | None:
        """Return whom a party's id or a plain name means, if anybody."""
        return self.keys.get(reference)


def doings(agreement: Agreement) -> Iterator[tuple[str, str]]:
    """Yield what is done in an agreement, one of `DOES`, and by whom, as it is written there."""
    for role in Role:
        for reference in agreement.in_role(role):
            yield role.value, reference
    yield OWNS, agreement.owner


def _slugs(keys: Mapping[str, object], ids: Container[str]) -> dict[str, str]:
    """Return a slug for each key: ids as they are, names made from their letters, all different."""
    slugs = {key: key for key in keys if key in ids}
    taken = {*slugs.values(), *RESERVED}
    for name in sorted(key for key in keys if key not in ids):
        slug = stem = _slug(name)
        number = 2
        while slug in taken:
            slug, number = f"{stem}-{number}", number + 1
        taken.add(slug)
        slugs[name] = slug
    return slugs


def _slug(name: str) -> str:
    """Return a name as an id, spelt as the ids of terms are: `Müller` is `mueller`."""
    return term_slug(name)[:LONGEST_SLUG].strip("-") or "party"
