"""One agreement being laid out: how its values become pieces of the page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field, replace
from enum import StrEnum
from functools import cached_property, partial
from typing import Any

from sla_catalog.frozen import dataclass
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.contents import is_prose
from sla_catalog.model.fields import ABSENCE_WORDS, Absence, Item, MaybeAbsent, Record
from sla_catalog.model.parties import Role
from sla_catalog.pages.addresses import OnPage
from sla_catalog.pages.agreement.cells import (
    anchor_of,
    is_short,
    listed,
    reference,
    telephone,
    text_cell,
)
from sla_catalog.pages.agreement.former import FormerValues
from sla_catalog.pages.blocks import (
    AbsentValue,
    Badge,
    Block,
    Cell,
    FactRow,
    Facts,
    Inline,
    Line,
    Link,
    Paragraph,
    Prose,
    Sentence,
    Sentences,
    Soft,
    State,
    Text,
)
from sla_catalog.pages.context import Covered, RenderContext
from sla_catalog.pages.prose import Find, no_terms, term_links_in
from sla_catalog.pages.wording import Wording

APART = frozenset(
    {
        *("id", "when", "source", "evidence", "conflicts", "clause", "note"),
        *("none", "elsewhere", "unread"),
    }
)
_PARTIES = frozenset({"passed_through_from", "owed_by", "approved_by", "by", "audience"})
NOT_STATED = AbsentValue(State.NOT_STATED)
_OVER = {"service hours": "service.hours", "all time": "all.time"}  # words of the format


Build = Callable[["AgreementPage"], Iterable[Block]]


@dataclass(frozen=True)
class ClauseSpec:
    """A clause without its number: `build` makes its blocks once all numbers are known."""

    anchor: str
    title: str
    build: Build
    qualifier: str = ""


@dataclass(frozen=True)
class AgreementPage:
    """An agreement with all that its page needs; `numbers` gives a clause's number by anchor."""

    agreement: Agreement
    context: RenderContext
    uri: str
    numbers: Mapping[str, str] = field(default_factory=dict)
    find: Find = no_terms
    former: FormerValues | None = None

    @cached_property
    def asked(self) -> dict[tuple[str, int], Any]:
        """Hold what clauses ask for again and again, by what it is and the record it is of."""
        return {}

    @property
    def coverage(self) -> Covered:
        """Return how much is said of each part of the seven steps."""
        return self.context.coverage(self.agreement)

    @property
    def words(self) -> Wording:
        """Return how values are said."""
        return self.context.wording

    def label(self, key: str) -> str:
        """Return a label of ours."""
        return self.context.labels[key]

    def prose(self, text: str) -> Prose:
        """Render an author's Markdown."""
        prose = self.context.prose(text, self.uri, self.find, self.agreement)
        return replace(prose, lang=self.foreign) if self.foreign else prose

    @property
    def foreign(self) -> str:
        """Return the language of the agreement where that is not the language of our words."""
        stated = self.agreement.language or ""
        return "" if stated.split("-")[0] == self.context.labels.language else stated

    def absent(self, absence: Absence) -> AbsentValue:
        """Say how and why a value is absent."""
        beside = tuple(piece for line in self.lines(absence, ABSENCE_WORDS) for piece in line)
        if absence.source:
            beside += tuple(self.source(absence.source))
        return AbsentValue(State(absence.kind), self.prose(absence.why), beside)

    def clause(self, anchor: str, text: str = "") -> Line:
        """Lead to a clause by its number."""
        number = self.numbers.get(anchor)
        if not number:
            return (Text(text),) if text else ()
        link = Link(self.label("clause.ref").format(number=number), OnPage(anchor))
        return (link, Text(text)) if text else (link,)

    def cell(self, record: Record, name: str, value: object) -> Cell:
        """Turn a field's value into a cell, whatever it is; what it was stands before it."""
        cell = self._cell(record, name, value)
        changes = self.former.of_field(record, name) if self.former else ()
        if not changes or self.former is None:
            return cell
        first, *rest = cell.lines or ((),)
        return replace(cell, lines=(self.former.beside(changes, first), *rest))

    def _cell(self, record: Record, name: str, value: object) -> Cell:
        if isinstance(value, Absence):
            return Cell(((self.absent(value),),), State(value.kind))
        if isinstance(value, Record):
            return Cell(tuple(self.lines(value)))
        if isinstance(value, tuple) and value and isinstance(value[0], Record):
            return Cell(tuple(line for item in value for line in self.item_lines(item)))
        entries = value if isinstance(value, tuple) else (value,)
        if self._is_prose(record, name):
            return Cell(tuple((self.prose(str(entry)),) for entry in entries))
        if name in {"language", "languages"}:
            return Cell(((Text(", ".join(self.words.language(str(one)) for one in entries)),),))
        if name in {"via", "channel"}:
            return Cell((tuple(self.channel(str(entry)) for entry in entries),))
        if name == "contents":
            return Cell((listed(self.metric(str(entry)) for entry in entries),))
        if name in _PARTIES:
            return Cell((self.party_links(map(str, entries)),))
        if name == "measured_over" and value in _OVER:
            return Cell(((Text(self.label(_OVER[value])),),))
        if name == "phone" or (name == "address" and getattr(record, "type", "") == "phone"):
            return Cell(((telephone(str(value)),),))
        if isinstance(value, str) and not isinstance(value, StrEnum):
            return Cell(((self.reference(value),),))
        return Cell(((Text(self.words.entry(name, value)),),))

    def _is_prose(self, record: Record, name: str) -> bool:
        return name in type(record).model_fields and is_prose(type(record), name)

    def cell_or_gap(self, record: Record, name: str) -> Cell:
        """Turn a field into a cell, also where it is not stated."""
        value = getattr(record, name)
        if value is None:
            return Cell(((NOT_STATED,),), State.NOT_STATED)
        return self.cell(record, name, value)

    def channel(self, name: str) -> Inline:
        """Lead to a channel of the agreement by its id; else show what is written."""
        channels = getattr(self.agreement.support, "channels", None)
        for entry in channels if isinstance(channels, tuple) else ():
            if entry.id == name:
                return Link(self.words.channel(entry), OnPage(f"channel-{anchor_of(entry)}"))
        return self.reference(name)

    def metric(self, name: str) -> Inline:
        """Lead to a metric of the agreement by its id; else show what is written."""
        found = next((one for one in self.agreement.listed("metrics") if one.id == name), None)
        if found is None:
            return self.reference(name)
        return Link(self.words.metric(found), OnPage(f"metric-{anchor_of(found)}"))

    def party(self, name: str) -> str:
        """Name a party by its id here, its id in the catalog, its role, or as it is written."""
        here = next((p.party for p in self.agreement.parties or () if p.id == name), None)
        if here:
            return self.words.listing(map(self.context.party_name, here))
        if name in {*Role}:
            return self.words.choice(name)
        return self.context.party_name(name)

    def in_role(self, role: Role, *, strong: bool = False) -> Line:
        """Lead to the parties in a role, set apart by commas; none where nobody is named."""
        line: list[Inline] = []
        for name in self.agreement.in_role(role):
            line += [Text(",")] if line else []
            line.append(self.context.party_link(name, strong=strong))
            if cases := self._cases_of(role, name):
                line.append(Soft(cases))
        return tuple(line)

    def names_in_role(self, role: Role) -> tuple[str, ...]:
        """Name the parties in a role, each with the cases in which alone it has it."""
        names = self.agreement.in_role(role)
        known = self.context.party_name
        return tuple(f"{known(n)} {self._cases_of(role, n)}".rstrip() for n in names)

    def _cases_of(self, role: Role, name: str) -> str:
        when = self.agreement.role_held_for(role, name)
        return f"({self.words.conditions(self.agreement, when)})" if when else ""

    def party_links(self, names: Iterable[str]) -> Line:
        """Lead to whom names mean here, as `party` says them, set apart by commas."""
        return listed(piece for name in names for piece in self._links_of(name))

    def _links_of(self, name: str) -> Iterator[Inline]:
        here = next((p.party for p in self.agreement.parties or () if p.id == name), None)
        if here:
            yield from map(self.context.party_link, here)
        elif name in {*Role}:
            yield Text(self.words.choice(name))  # a role is only said
        else:
            found = self.context.party_link(name)
            yield self.reference(name) if isinstance(found, Text) else found

    def reference(self, text: str) -> Inline:
        """Turn an address into a link, and link the terms of every other text."""
        found = reference(text)
        return self.named(text) if isinstance(found, Text) else found

    def named(self, text: str) -> Inline:
        """Say a name, a base or another short text, in which defined terms are linked.

        A name of ours for a type may be a term that the agreement itself never uses.
        """
        found = self.context.terms_in(self.agreement)(text)
        is_used = all(match.term_id in self.context.uses(self.agreement) for match in found)
        return (term_links_in(text, self.find) if is_used else None) or Text(text)

    def condition(self, record: Record) -> tuple[Line, ...]:
        """Say for which cases alone an entry holds, in a line; nothing where it holds for all."""
        if not (when := getattr(record, "when", None)):
            return ()
        words = self.words.conditions(self.agreement, when)
        return ((Soft(self.label("for").format(conditions=words)),),)

    def cases(self, record: Record) -> Line:
        """Say the same behind a mention of an entry, in parentheses."""
        when = getattr(record, "when", None)
        return (Soft(f"({self.words.conditions(self.agreement, when)})"),) if when else ()

    def lines(self, record: Record, skip: Iterable[str] = ()) -> Iterator[Line]:
        """Say a record's condition, then each field, the label first; short ones share a line."""
        if "when" not in skip:
            yield from self.condition(record)
        short: list[Inline] = []
        for name, value in record.fields_said():
            if name in skip or (name in APART and isinstance(record, Item)):
                continue
            named = self.words.headed(self.words.field(name, record))
            label = () if name == "text" else (Soft(named),)
            first, *rest = self.cell(record, name, value).lines or ((),)
            is_name = isinstance(value, str) and not self._is_prose(record, name)
            if not rest and is_short(first, is_name=is_name):
                short += [*([Text(self.label("semicolon"))] if short else []), *label, *first]
                continue
            if short:
                yield tuple(short)
                short = []
            yield (*label, *first)
            yield from rest
        if short:
            yield tuple(short)
        if isinstance(record, Item):
            yield from self.provenance(record, is_sourced="source" not in skip)

    def item_lines(self, item: Record, main: str = "", skip: Iterable[str] = ()) -> Iterator[Line]:
        """Say an entry: its conditions, its main text, its absence, its other fields."""
        yield from self.condition(item)
        value = getattr(item, main, None) if main else None
        if isinstance(value, str):
            yield (self.prose(value) if is_prose(type(item), main) else Text(value),)
        if isinstance(item, MaybeAbsent) and item.absence:
            yield (self.absent(item.absence),)
        yield from self.lines(item, (*skip, main, "when"))

    def provenance(self, item: Item, *, is_sourced: bool = True) -> Iterator[Line]:
        """Say where an entry comes from, how firm it is, and what is remarked.

        One that is not `is_sourced` shares its source with others; that is said once for all.
        """
        if item.note:
            yield (Soft(self.label("note")), self.prose(item.note))
        yield from self.sources_of(item, is_sourced=is_sourced)

    def sources_of(self, item: Item, *, is_sourced: bool = True) -> Iterator[Line]:
        """Say where an entry comes from and how firm it is."""
        marks: list[Inline] = []
        if item.evidence and item.evidence != "contract":
            marks.append(Badge(self.words.choice(item.evidence)))
        if item.clause:
            marks.append(Soft(self._cited(item, item.clause)))
        if item.source and is_sourced:
            marks += self.source(item.source)
        if marks:
            yield tuple(marks)
        for conflict in item.conflicts or ():
            yield (
                Badge(self.words.choice("conflicting")),
                Soft(self.label("conflict")),
                self.prose(conflict.target),
                *(self.source(conflict.source) if conflict.source else ()),
            )
            yield from self.lines(conflict, ("target", "source"))

    def _cited(self, item: Item, clause: str) -> str:
        """Say a clause of the text behind this one, which is signed unless a source is named."""
        if re.match(r"[^\W\d_]{3}", clause):  # it says itself what it is, such as Item 760
            return clause
        is_published = item.source or self.agreement.is_transcription
        key = "source.clause" if is_published else "signed.clause"
        return self.label(key).format(number=clause)

    def remarks(self, record: Record) -> tuple[Line, ...]:
        """Say what a record holds beside its own fields: keys of the author's, provenance."""
        return tuple(self.lines(record, type(record).model_fields))

    def source(self, source_id: str) -> list[Inline]:
        """Name a source and lead to it."""
        sources = {source.id: source for source in self.agreement.sources or ()}
        known = sources.get(source_id)
        title = (known.title if known else None) or source_id
        return [Soft(self.label("source.of")), Link(title, OnPage(f"source-{source_id}"))]

    def facts(self, record: Record, skip: Iterable[str] = ()) -> Facts:
        """Say a record's condition and each field as a labelled fact, then where it comes from."""
        rows = [] if "when" in skip else [*self.condition_fact(record)]
        rows += [
            FactRow(self.words.field(name, record), self.cell(record, name, value))
            for name, value in record.fields_said()
            if name not in APART and name not in skip
        ]
        if isinstance(record, Item):
            rows += self.origin_facts(record)
        return Facts(tuple(rows))

    def origin_facts(self, item: Item) -> Iterator[FactRow]:
        """Say what is remarked on an entry and where it comes from, each as a fact."""
        if item.note:
            yield FactRow(self.words.field("note"), Cell(((self.prose(item.note),),)))
        origin = tuple(self.sources_of(item))
        if origin:
            yield FactRow(self.label("provenance"), Cell(origin))

    def remark_facts(self, item: Item) -> Iterator[FactRow]:
        """Say what a record holds beside its own fields, each as a fact."""
        for name, value in (item.additional or {}).items():
            yield FactRow(self.words.field(name), self.cell(item, name, value))
        yield from self.origin_facts(item)

    def condition_fact(self, record: Record) -> Iterator[FactRow]:
        """Say for which cases alone an entry holds, as a fact; nothing where it holds for all."""
        if when := getattr(record, "when", None):
            words = self.words.conditions(self.agreement, when)
            yield FactRow(self.label("applies.to"), text_cell(words))

    def sentences(
        self, items: Iterable[Item], noun: str, main: str = "text", heading: Line = ()
    ) -> Sentences:
        """Say entries as lettered sentences, each with its anchor."""
        return Sentences(
            tuple(
                Sentence(Cell(tuple(self.item_lines(item, main))), f"{noun}-{anchor_of(item)}")
                for item in items
            ),
            heading,
        )

    def absence_block(self, value: object) -> tuple[Block, ...]:
        """Say that something is absent, or not stated, in a paragraph."""
        piece = self.absent(value) if isinstance(value, Absence) else NOT_STATED
        return (Paragraph((piece,)),)


def parts_of(record: Item, drafts: Iterable[ClauseSpec]) -> Iterator[ClauseSpec]:
    """Yield the clauses that a record is said in; each begins with the record's condition."""
    for draft in drafts:
        yield replace(draft, build=partial(_under, record, draft.build)) if record.when else draft


def _under(record: Item, build: Build, page: AgreementPage) -> Iterator[Block]:
    yield from map(Paragraph, page.condition(record))
    yield from build(page)
