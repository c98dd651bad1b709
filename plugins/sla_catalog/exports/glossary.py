"""Defined terms as JSON: the shared ones, and what agreements define for themselves."""

from __future__ import annotations

from collections.abc import Iterator

from sla_catalog.exports.json import written
from sla_catalog.exports.promises import AbsentPromise, absent
from sla_catalog.frozen import dataclass
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.fields import Absence
from sla_catalog.model.glossary import Origin, Term

SCHEMA = "sla-glossary/1"


@dataclass(frozen=True, slots=True)
class From:
    """Where a definition is taken from."""

    title: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Shared:
    """A term of the shared glossary; the definition is Markdown."""

    id: str
    term: str
    aliases: tuple[str, ...]
    definition: str | None
    absence: AbsentPromise | None
    origin: From | None
    see: tuple[str, ...]
    formerly: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Local:
    """What a term means in one agreement; `shared` is the id of the term that it overrides."""

    agreement: str
    term: str
    aliases: tuple[str, ...]
    definition: str | None
    absence: AbsentPromise | None
    origin: From | None
    shared: str | None


@dataclass(frozen=True, slots=True)
class GlossaryExport:
    """All defined terms of a catalog."""

    schema: str
    terms: tuple[Shared, ...]
    definitions: tuple[Local, ...]


def glossary_json(catalog: Catalog) -> str:
    """Print the shared terms by id, and the definitions of agreements by agreement and term."""
    terms = sorted(map(_shared, catalog.terms), key=lambda term: term.id)
    definitions = sorted(_local(catalog), key=lambda local: (local.agreement, local.term))
    return written(GlossaryExport(SCHEMA, tuple(terms), tuple(definitions)))


def _shared(term: Term) -> Shared:
    return Shared(
        id=term.id,
        term=term.term,
        aliases=term.aliases or (),
        definition=_text(term.definition),
        absence=_absence(term.definition),
        origin=_origin(term.origin),
        see=term.see or (),
        formerly=term.formerly or (),
    )


def _local(catalog: Catalog) -> Iterator[Local]:
    for agreement in catalog.agreements:
        for own in agreement.definitions or ():
            shared = catalog.term_by_id.get(own.slug)
            yield Local(
                agreement=agreement.id,
                term=own.term,
                aliases=own.aliases or (),
                definition=_text(own.definition),
                absence=_absence(own.definition),
                origin=_origin(own.origin),
                shared=shared.id if shared else None,
            )


def _text(definition: str | Absence | None) -> str | None:
    return definition if isinstance(definition, str) else None


def _absence(definition: str | Absence | None) -> AbsentPromise | None:
    return absent(definition if isinstance(definition, Absence) else None, bool(definition))


def _origin(origin: Origin | None) -> From | None:
    return From(origin.title, origin.url) if origin else None
