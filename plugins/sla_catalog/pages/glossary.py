"""The glossary: every defined term from A to Z, with what it means elsewhere."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from string import ascii_uppercase

from sla_catalog.model.collation import name_order
from sla_catalog.model.fields import Absence, Item, Record
from sla_catalog.model.glossary import Term
from sla_catalog.pages.addresses import External, PageAt
from sla_catalog.pages.blocks import AbsentValue, Badge, Line, Link, Prose, Soft, State, Text
from sla_catalog.pages.context import GLOSSARY, RenderContext, agreement_uri
from sla_catalog.pages.downloads import GLOSSARY as GLOSSARY_FILE
from sla_catalog.pages.downloads import downloads
from sla_catalog.pages.overview import agreements_in_order
from sla_catalog.pages.terms import TermFinder
from sla_catalog.pages.views.glossary import GlossaryEntry, GlossaryView, Letter, LocalMeaning

OTHER = "#"


def glossary_view(context: RenderContext) -> GlossaryView:
    """Lay out the glossary; terms that only agreements define stand in it too."""
    by_letter: dict[str, list[GlossaryEntry]] = {}
    for entry in sorted(_entries(context), key=lambda e: (name_order(e.name), e.anchor)):
        first = unicodedata.normalize("NFKD", entry.name)[:1].upper()
        by_letter.setdefault(first if first in ascii_uppercase else OTHER, []).append(entry)
    letters = [*ascii_uppercase, *([OTHER] if OTHER in by_letter else [])] if by_letter else []
    count = sum(map(len, by_letter.values()))
    lead = "glossary.lead" if count > 1 else "glossary.lead.one" if count else "glossary.none"
    return GlossaryView(
        title=context.labels["glossary.title"],
        lead=context.labels[lead].format(count=count),
        letters=tuple(
            Letter(letter, f"letter-{letter.lower()}", tuple(by_letter.get(letter, ())))
            if letter != OTHER
            else Letter(letter, "letter-other", tuple(by_letter[letter]))
            for letter in letters
        ),
        shown=context.labels.counted("glossary.shown", count),
        actions=downloads(context.labels, (GLOSSARY_FILE,)),
    )


def _entries(context: RenderContext) -> Iterator[GlossaryEntry]:
    local = dict(_local_meanings(context))
    uses = {a.id: context.uses(a) for a in agreements_in_order(context)}

    def address(term_id: str) -> str:
        return context.href(PageAt(GLOSSARY, f"term-{term_id}"), GLOSSARY)

    finder = TermFinder(context.terms, address)
    alone = local.keys() - {term.id for term in context.catalog.terms}
    for term in context.catalog.terms:
        used_in = tuple(_used_in(context, term.id, uses))
        entry = _entry(context, term, local.pop(term.id, ()), used_in, finder.within(term.id))
        yield replace(entry, former=tuple(_former(context, term, alone)))
    for slug, meanings in local.items():
        name = next(
            d.term
            for a in context.catalog.agreements
            for d in a.definitions or ()
            if d.slug == slug
        )
        yield GlossaryEntry(f"term-{slug}", name, None, (), (), (), meanings)


def _former(context: RenderContext, term: Term, taken: Collection[str]) -> Iterator[str]:
    """Yield the anchors of ids that a term had, but for those that another entry has now."""
    for old in dict.fromkeys(term.formerly or ()):
        if context.catalog.term_by_id[old] is term and old not in (term.id, *taken):
            yield f"term-{old}"


def _local_meanings(context: RenderContext) -> Iterator[tuple[str, tuple[LocalMeaning, ...]]]:
    found: dict[str, list[LocalMeaning]] = {}
    for agreement in context.catalog.agreements:
        for definition in agreement.definitions or ():
            if isinstance(definition.definition, str):
                uri = agreement_uri(agreement.id)
                title = f"{agreement.reference or ''} {agreement.title}".strip()
                link = Link(title, PageAt(uri, f"definition-{definition.slug}"))
                prose = context.prose(definition.definition, GLOSSARY)
                found.setdefault(definition.slug, []).append(LocalMeaning(link, prose))
    for slug, meanings in found.items():
        yield slug, tuple(meanings)


def _used_in(
    context: RenderContext, term_id: str, uses: Mapping[str, Counter[str]]
) -> Iterator[tuple[Link, int]]:
    for name, counts in uses.items():
        if counts[term_id]:
            agreement = context.catalog.by_id[name]
            text = agreement.reference or agreement.title
            yield Link(text, PageAt(agreement_uri(name))), counts[term_id]


def _entry(
    context: RenderContext,
    term: Term,
    local: tuple[LocalMeaning, ...],
    used_in: tuple[tuple[Link, int], ...],
    find: TermFinder,
) -> GlossaryEntry:
    definition = term.definition
    shown: Prose | AbsentValue
    if isinstance(definition, Absence):
        shown = AbsentValue(State(definition.kind), context.prose(definition.why, GLOSSARY))
    else:
        shown = context.prose(definition, GLOSSARY, find)
    return GlossaryEntry(
        anchor=f"term-{term.id}",
        name=term.term,
        definition=shown,
        aliases=term.aliases or (),
        source=_origin(term),
        note=context.prose(term.note, GLOSSARY) if term.note else None,
        used_in=used_in,
        overrides=local,
        see=tuple(_related(context, term)),
        remarks=tuple(_remarks(context, term)),
    )


def _remarks(context: RenderContext, term: Term) -> Iterator[Line]:
    """Say what a term has beside its meaning: its forms, and what is remarked of it."""
    if isinstance(term.plural, tuple):
        yield (Soft(context.labels["glossary.forms"]), Text(", ".join(term.plural)))
    yield from _provenance(context, term)
    if term.origin:
        if term.origin.note:
            yield (Soft(context.labels["note"]), context.prose(term.origin.note, GLOSSARY))
        yield from _provenance(context, term.origin)


def _provenance(context: RenderContext, item: Item) -> Iterator[Line]:
    if item.clause:
        yield (Soft(context.labels["signed.clause"].format(number=item.clause)),)
    for conflict in item.conflicts or ():
        words = context.wording.choice("conflicting")
        said = context.prose(conflict.target, GLOSSARY)
        yield (Badge(words), Soft(context.labels["conflict"]), said)
        yield from _additional(context, conflict)
    yield from _additional(context, item)


def _additional(context: RenderContext, record: Record) -> Iterator[Line]:
    for name, value in (record.additional or {}).items():
        yield (
            Soft(context.wording.headed(context.wording.field(name))),
            Text(context.wording.value(value)),
        )


def _origin(term: Term) -> Line:
    if not term.origin:
        return ()
    url = term.origin.url
    return (Link(term.origin.title, External(url)) if url else Text(term.origin.title),)


def _related(context: RenderContext, term: Term) -> Iterator[Link]:
    known = context.catalog.term_by_id
    for name in term.see or ():
        if name in known:
            yield Link(known[name].term, PageAt(GLOSSARY, f"term-{known[name].id}"))
