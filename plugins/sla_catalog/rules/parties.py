"""Parties: a name that is nearly that of another party is probably that party."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import takewhile
from typing import Self

from sla_catalog.findings import Finding, FindingSeverity, Related, Span
from sla_catalog.frozen import dataclass
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog, Location
from sla_catalog.model.naming import Named
from sla_catalog.model.parties import Role
from sla_catalog.model.quantities import quoted
from sla_catalog.model.similarity import slips
from sla_catalog.rules.naming import texts_naming

SHORTEST = 5  # a slip in a shorter word makes another word
_LIKE_AN_ID = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
MOST_ALIKE = 100  # names that begin alike by the hundred follow a scheme


def party_almost_declared(catalog: Catalog) -> Iterator[Finding]:
    """Find names of parties that are nearly those of others, which makes two parties of one."""
    if "parties" in catalog.broken:
        return
    known = _Names.of(catalog)
    for agreement in catalog.agreements:
        for name, location in _written(agreement):
            meant = known.meant(name)
            if meant:
                span = catalog.span(agreement, location)
                yield _finding(span, name, meant, declared=meant.name in catalog.party_by_id)
            elif catalog.parties and name not in known.settled and _is_id(name):
                yield _undeclared(catalog.span(agreement, location), name)
        here = {*Role, *(one.id for one in agreement.parties or ())}
        here |= {name for name, _ in _written(agreement)}
        for name, location in texts_naming(catalog, agreement, Named.PARTY):
            meant = known.meant(name) if name not in here else None
            if meant:
                span = catalog.span(agreement, location)
                yield _finding(span, name, meant, declared=meant.name in catalog.party_by_id)
            elif catalog.parties and name not in known.settled | here and _is_id(name):
                yield _undeclared(catalog.span(agreement, location), name)


def _is_id(name: str) -> bool:
    return re.fullmatch(_LIKE_AN_ID, name) is not None


def _undeclared(span: Span, name: str) -> Finding:
    return Finding(
        "party-almost-declared",
        span,
        f"{quoted(name)} is written like an id, and no party has it",
        "expected an id of parties.yaml, or a name as people write it",
        f"declare it in parties.yaml; or a name, such as {name.replace('-', ' ').capitalize()}",
        FindingSeverity.WARNING,
    )


def _finding(span: Span, name: str, meant: _Name, *, declared: bool) -> Finding:
    return Finding(
        "party-almost-declared",
        span,
        f"{quoted(name)} is almost {quoted(meant.name)}, and would be another party",
        "expected one spelling for one party",
        f"did you mean {meant.name}? If it is another, declare it in parties.yaml",
        FindingSeverity.WARNING,
        (Related(meant.span, "declared here" if declared else "written here"),),
    )


def _written(agreement: Agreement) -> Iterator[tuple[str, Location]]:
    """Yield the parties that an agreement names, each with its place."""
    yield agreement.owner, ("owner",)
    for key in ("provider", "customer"):
        for place, name in enumerate(agreement.listed(key)):
            yield name, (key, place)
    for position, party in enumerate(agreement.parties or ()):
        for place, name in enumerate(party.party):
            yield name, ("parties", position, "party", place)


@dataclass(frozen=True, slots=True)
class _Name:
    """What to write for a party, where it stands, and how much speaks for it."""

    name: str
    span: Span
    weight: int


@dataclass(frozen=True, slots=True)
class _Names:
    """The names of a catalog's parties: `settled` ones, and all by their letters and beginnings."""

    settled: frozenset[str]
    by_letters: Mapping[str, list[_Name]]
    by_beginnings: Mapping[tuple[str, ...], list[tuple[str, _Name]]]

    @classmethod
    def of(cls, catalog: Catalog) -> Self:
        """Gather the declared parties, then plain names, the more used before the others."""
        declared = {text: one.id for one in catalog.parties for text in (one.id, one.name)}
        used = Counter(name for a in catalog.agreements for name, _ in _written(a))
        known = {
            text: _Name(party, catalog.shared_span("parties", place), used.total() + 1)
            for text, party in declared.items()
            for place in [catalog.shared_ids["parties"].index(party)]
        }
        for agreement in catalog.agreements:
            for name, location in _written(agreement):
                if name not in known:
                    known[name] = _Name(name, catalog.span(agreement, location), used[name])
        by_letters: dict[str, list[_Name]] = {}
        by_beginnings: dict[tuple[str, ...], list[tuple[str, _Name]]] = {}
        for text in sorted(known, key=lambda one: -known[one].weight):
            by_letters.setdefault(_letters(text), []).append(known[text])
            by_beginnings.setdefault(_beginnings(text), []).append((text, known[text]))
        return cls(frozenset(declared), by_letters, by_beginnings)

    def meant(self, name: str) -> _Name | None:
        """Return the party that a name is almost that of, if it is not settled itself."""
        if name in self.settled:
            return None
        found = [one for one in (self._same(name), self._slip(name)) if one]
        return max(found, key=lambda one: one.weight, default=None)

    def _same(self, name: str) -> _Name | None:
        same = self.by_letters.get(_letters(name), [None])[0]
        return same if same and same.name != name else None

    def _slip(self, name: str) -> _Name | None:
        alike = self.by_beginnings.get(_beginnings(name), [])
        if len(alike) > MOST_ALIKE:
            return None
        stronger = takewhile(lambda pair: pair[0] != name, alike)
        return next((one for text, one in stronger if _is_slip(name, text)), None)


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return re.findall(r"[^\W_]+", "".join(c for c in plain if not unicodedata.combining(c)))


def _letters(text: str) -> str:
    return "".join(_words(text)) or text


def _beginnings(text: str) -> tuple[str, ...]:
    """Return each word's first letter, and words that bear no slip as they are."""
    return tuple(word[0] if _bears_slip(word) else word for word in _words(text))


def _bears_slip(word: str) -> bool:
    return len(word) >= SHORTEST and not any(char.isdigit() for char in word)


def _is_slip(name: str, other: str) -> bool:
    """Tell whether two names of like beginnings differ by one slip a word at most."""
    pairs = zip(_words(name), _words(other), strict=True)
    return name != other and all(one == two or slips(one, two) <= 1 for one, two in pairs)
