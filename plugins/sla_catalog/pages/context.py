"""A context of the handbook: a catalog on a day, in a language, with what all pages share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Set
from copy import copy
from dataclasses import field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar, cast

from sla_catalog.frozen import dataclass
from sla_catalog.model.addresses import safe_address
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.header import Kind, Status
from sla_catalog.model.memory import Answers, Table, WatchedNames, WatchedTable
from sla_catalog.model.placeholder import is_placeholder
from sla_catalog.pages.addresses import External, OnPage, PageAt, Target
from sla_catalog.pages.blocks import NEAR_DAYS, Day, Distance, Inline, Link, Prose, Soft, Text
from sla_catalog.pages.cross_references import CrossReference, cross_reference
from sla_catalog.pages.labels import Labels
from sla_catalog.pages.party_index import PartyIndex
from sla_catalog.pages.prose import Destination, Find, ProseRenderer, no_terms
from sla_catalog.pages.succession import Succession
from sla_catalog.pages.terms import FoundTerms, count_uses, term_id
from sla_catalog.pages.wording import Wording
from sla_catalog.resolved.coverage import CoverageLevel, coverage
from sla_catalog.resolved.term import begins_on, ended_on, figures_hold_from
from sla_catalog.review.gate import ProposalReview
from sla_catalog.review.history import Recorded
from sla_catalog.terms.scope import Marking
from sla_catalog.terms.vocabulary import Vocabulary

if TYPE_CHECKING:  # it loads all rules, which a review has no use for
    from sla_catalog.pipeline import Located

T = TypeVar("T")

OVERVIEW = "agreements/index.md"
GLOSSARY = "glossary.md"
COMPARISON = "comparison.md"
COMPARED = "comparison-data.js"
PARTIES = "parties/index.md"
SERVICES = "services/index.md"
DEADLINES = "deadlines/index.md"
COVERAGE = "coverage/index.md"
PROPOSAL = "proposal.md"  # only on the site of a proposal
QUALITY = "quality/index.md"
LISTS = (OVERVIEW, PARTIES, SERVICES, DEADLINES, COVERAGE, COMPARISON, GLOSSARY, QUALITY)
BOUND = "agreements/print.md"
OPEN_REVISION = "\ue0f2revision\ue0f3"  # in the place of one that is put in where a page is shown

Covered = Mapping[int, Mapping[str, CoverageLevel]]


@dataclass(frozen=True)
class RenderContext:
    """What all pages of a build share.

    `href` resolves a target as seen from a page; `edit` gives the address at which a file of the
    catalog is edited, or None. `revision` says which state of the files was read, `catalog_name`
    where they are. Print says of what is `cited` where a link leads. With `is_bound` one page has
    all agreements. With a `review` pages show a proposal, and none is searched; `located` is told
    on the page of quality, a `history` on its own. `structured_data` is JSON-LD for HTML. Pages of
    earlier versions are `is_past`; `is_for_some` where some readers may not see everything.
    """

    catalog: Catalog
    today: date
    labels: Labels
    href: Callable[[Target, str], str]
    edit: Callable[[str], str | None] = lambda _path: None
    revision: str = ""
    handbook: frozenset[str] = frozenset()
    marking: Marking = Marking.SECTION
    catalog_name: str = "agreements"
    cited: Mapping[str, CrossReference] = field(default_factory=dict)
    is_bound: bool = False
    review: ProposalReview | None = None
    located: tuple[Located, ...] | None = None
    history: Mapping[str, tuple[Recorded, ...]] = field(default_factory=dict)
    structured_data: Callable[[Agreement, Catalog], str] | None = None
    is_past: bool = False
    is_for_some: bool = False
    _prose: ProseRenderer = field(default_factory=ProseRenderer)
    _local: dict[str, FoundTerms] = field(default_factory=dict)
    _shared: dict[tuple[str, str], tuple[Agreement, Any]] = field(default_factory=dict)
    _once: dict[str, Any] = field(default_factory=dict)

    def recall(
        self, kind: str, agreement: Agreement, make: Callable[[Agreement, RenderContext], T]
    ) -> T:
        """Return what `make` makes of an agreement, from the catalog's memory if that holds."""
        memory = self.catalog.memory
        if memory is None:
            return make(agreement, self)
        return memory.recall(
            kind,
            agreement.id,
            agreement,
            self._tables,
            lambda answers: make(agreement, self._seen_from(agreement, answers)),
        )

    def knows(self, kind: str, agreement: Agreement) -> bool:
        """Tell whether the catalog's memory has what is recalled of an agreement."""
        known = self.catalog.memory
        return known is not None and known.knows(kind, agreement.id, agreement, self._tables)

    def once(self, kind: str, make: Callable[[RenderContext], T]) -> T:
        """Return what several pages are made of, worked out when the first of them asks."""
        if kind not in self._once:
            self._once[kind] = make(self)
        return self._once[kind]  # type: ignore[no-any-return]

    def shared(self, kind: str, agreement: Agreement, make: Callable[[], T]) -> T:
        """Return what several pages say of an agreement, made when the first of them asks.

        Within what is recalled, it may look up nothing but the agreement itself and shared entries.
        """
        known = self._shared.get((kind, agreement.id))
        if known is None or known[0] is not agreement:
            known = self._shared[kind, agreement.id] = (agreement, make())
        return cast("T", known[1])

    def reuse(self, kind: str, given: object, make: Callable[[RenderContext], T]) -> T:
        """Return what was made of a kind before, if that was made of something equal.

        `make` is given a context to cite with; what it cites has to be the same, too.
        """
        memory = self.catalog.memory
        if memory is None:
            return make(self)

        def remade(answers: Answers) -> T:
            return make(replace(self, cited=WatchedTable("cited", self.cited, answers)))

        return memory.reuse(kind, given, {"cited": self.cited}, remade)

    def forget_worked_out(self) -> None:
        """Let go of what was worked out for several pages; one that asks works it out again."""
        self.catalog.forget_worked_out()
        for known in (self._local, self._shared, self._once):
            known.clear()

    @cached_property
    def _tables(self) -> Mapping[str, Table]:
        known, keys = self.succession, self.directory.keys
        named = {name: replace(who, agreements={}) for name, who in keys.items()}
        return {
            **self.catalog.tables,
            "after": known.after,
            "before": known.before,
            "directory": named,
            "cited": self.cited,
            "own_terms": self._own_terms,
        }

    def _seen_from(self, agreement: Agreement, answers: Answers) -> RenderContext:
        """Return the context with one agreement; what is looked up of others stands in `answers`.

        The directory knows whom a name means and not what else they do.
        """
        after, before, named, cited = (
            WatchedTable(name, self._tables[name], answers)  # type: ignore[arg-type] # no sets
            for name in ("after", "before", "directory", "cited")
        )
        seen = replace(self, catalog=self.catalog.seen_from(agreement, answers), cited=cited)
        vars(seen).update(
            terms=self.terms,
            succession=Succession(after, before),
            directory=PartyIndex((), named),
            _own_terms=WatchedNames("own_terms", self._own_terms, answers),
        )  # its cached properties
        return seen

    @cached_property
    def with_open_revision(self) -> RenderContext:
        """Return the context with a stand-in, so that what is drawn holds for every revision."""
        if not self.revision:
            return self
        other = copy(self)  # with what it has worked out
        vars(other)["revision"] = OPEN_REVISION
        return other

    @cached_property
    def wording(self) -> Wording:
        """Return how values are said."""
        return Wording(self.labels, self.catalog)

    @cached_property
    def directory(self) -> PartyIndex:
        """Return everybody who takes part in agreements."""
        return PartyIndex.of(self.catalog)

    @cached_property
    def succession(self) -> Succession:
        """Return which agreements replaced which."""
        return Succession.of(self.catalog)

    @property
    def as_of(self) -> Day:
        """Return the day of the build."""
        return Day(self.today.isoformat(), self.wording.day(self.today))

    def party_name(self, reference: str) -> str:
        """Name a party, or say that its name is still to be filled in."""
        if is_placeholder(reference):
            return self.labels["placeholder"]
        return self.catalog.party_name(reference)

    def party_link(self, reference: str, *, strong: bool = False) -> Inline:
        """Lead to the page of a party, by its id or a plain name; else show what is written."""
        if is_placeholder(reference):
            return Soft(self.labels["placeholder"])
        known = self.directory.find(reference)
        if known is None:
            return Text(reference)
        return Link(known.name, PageAt(known.uri), strong=strong)

    @cached_property
    def terms(self) -> FoundTerms:
        """Return what finds the shared terms."""
        return FoundTerms(Vocabulary.of(self.catalog.terms))

    def terms_in(self, agreement: Agreement) -> FoundTerms:
        """Return what finds terms as they hold in an agreement."""
        if not agreement.definitions:
            return self.terms
        known = self._local.get(agreement.id)
        if known is None:
            vocabulary = self.terms.vocabulary.with_local(agreement.definitions)
            known = self._local[agreement.id] = FoundTerms(vocabulary)
        return known

    def uses(self, agreement: Agreement) -> Counter[str]:
        """Count the defined terms in an agreement's prose, found or linked by the author."""
        return self.shared("uses", agreement, lambda: self.recall("uses", agreement, _uses))

    def coverage(self, agreement: Agreement) -> Covered:
        """Return how much an agreement says of each part of the seven steps."""
        return self.recall("coverage", agreement, _cover)

    def cite(self, target: Target, seen_from: str) -> str:
        """Say in print where a link leads that stands on the page `seen_from`."""
        return cross_reference(target, seen_from, self.cited, self.labels)

    def prose(
        self, text: str, uri: str, find: Find = no_terms, here: Agreement | None = None
    ) -> Prose:
        """Render an author's Markdown for the page with the source path `uri`.

        A term leads to where it is defined `here`, the agreement in which the text stands, else to
        the glossary.
        """

        def resolve(reference: str) -> Destination | None:
            target = self.target(reference, uri, here)
            return Destination(self.href(target, uri), self.cite(target, uri)) if target else None

        return self._prose.render(text, resolve, find)

    def term(self, name: str, uri: str, here: Agreement | None = None) -> Target | None:
        """Return where a term is defined by its id, present or former.

        That is the clause `here`, in the agreement in which it is named, else the glossary, which
        lists what only agreements define too. `uri` is the page that leads there.
        """
        vocabulary = (self.terms_in(here) if here else self.terms).vocabulary
        known = term_id(name, vocabulary)
        local = vocabulary.local.get(known)
        if here and local:
            anchor, page = f"definition-{local.slug}", agreement_uri(here.id)
            return OnPage(anchor) if uri == page else PageAt(page, anchor)
        is_listed = known in vocabulary.terms or known in self._own_terms
        return PageAt(GLOSSARY, f"term-{known}") if is_listed else None

    @cached_property
    def _own_terms(self) -> Set[str]:
        """Return the terms that only agreements define; the glossary lists those with a text."""
        return frozenset(
            definition.slug
            for agreement in self.catalog.agreements
            for definition in agreement.definitions or ()
            if isinstance(definition.definition, str)
        )

    def target(self, reference: str, uri: str = "", here: Agreement | None = None) -> Target | None:
        """Return what a reference in prose leads to, or None where authors may not lead there."""
        scheme, _, rest = reference.partition(":")
        name, _, anchor = rest.partition("#")
        if scheme == "agreement":
            known = name in self.catalog.by_id
            return PageAt(agreement_uri(name), anchor) if known else None
        if scheme == "term":
            return self.term(name, uri, here)
        if reference.startswith("#"):
            return OnPage(reference[1:])
        page, _, anchor = reference.partition("#")
        if page in self.handbook:
            return PageAt(page, anchor)
        address = safe_address(reference)
        return External(address) if address else None

    def distance(self, day: date, kind: str, *, named: bool = False) -> Distance:
        """Say how far a day is from today, with an alarm where it is near or past.

        A `named` distance says what happens on the day, such as `review in 22 days`.
        """
        days = (day - self.today).days
        alarm = ""
        if kind == "review" and days < 0:
            alarm = "overdue"
        elif 0 <= days <= NEAR_DAYS[kind]:
            alarm = "near"
        start = f"{'next' if named else 'distance'}.{kind}"
        words = self._distance_words(days, start)
        return Distance(day.isoformat(), words, self.today.isoformat(), kind, alarm)

    def _distance_words(self, days: int, start: str) -> str:
        if days == 0:
            return self.labels[f"{start}.today"]
        side = "ahead" if days > 0 else "past"
        one = ".one" if abs(days) == 1 else ""
        return self.labels[f"{start}.{side}{one}"].format(days=abs(days))

    def begins(self, agreement: Agreement) -> date | None:
        """Return the day on which an active agreement begins, where it lies ahead."""
        return begins_on(agreement, self.today)

    def figures_from(self, agreement: Agreement) -> date | None:
        """Return the day from which the text of an active agreement holds, where it lies ahead."""
        return figures_hold_from(agreement, self.today)

    def status_icon(self, agreement: Agreement) -> str:
        """Return the sign of the status."""
        return "begins" if self.begins(agreement) else agreement.state.value

    def state_words(self, agreement: Agreement) -> str:
        """Say the status, with the first day where that lies ahead, or the last where it passed."""
        return self.shared("state", agreement, lambda: self._state_words(agreement))

    def _state_words(self, agreement: Agreement) -> str:
        words, first = self.wording.choice(agreement.state), self.begins(agreement)
        if day := first or ended_on(agreement, self.today):
            key = "status.from" if first else "status.ended"
            return self.labels[key].format(status=words, day=self.wording.short_day(day))
        return words

    def status_ahead(self, agreement: Agreement) -> Distance | None:
        """Say the status of what has not yet begun; the script says it anew from that day on."""
        first = self.begins(agreement)
        if first is None:
            return None
        words = self.state_words(agreement)
        return Distance(first.isoformat(), words, self.today.isoformat(), "start")

    def status_words(self, agreement: Agreement) -> str:
        """Say the status; what is not in force says so."""
        words = self.state_words(agreement)
        if agreement.state in {Status.DRAFT, Status.IN_REVIEW}:
            return self.labels["status.not-in-force"].format(status=words)
        return words

    def not_in_force(self, agreement: Agreement) -> str:
        """Say the status of what is not in force, whatever it is."""
        return self.labels["status.not-in-force"].format(
            status=self.wording.choice(agreement.state)
        )

    def source_words(self, path: str) -> str:
        """Say which file something is made of, in which state and when, for the foot of a page."""
        key = "print.source.revision" if self.revision else "print.source"
        return self.labels[key].format(
            path=path, revision=self.revision, day=self.wording.day(self.today)
        )


def _uses(agreement: Agreement, context: RenderContext) -> Counter[str]:
    return count_uses(agreement, context.catalog, context.terms_in(agreement))


def _cover(agreement: Agreement, context: RenderContext) -> Covered:
    return context.catalog.once("coverage", agreement, coverage)  # as the exported catalog does


def agreement_uri(agreement_id: str) -> str:
    """Return the source path of an agreement's page."""
    return f"agreements/{agreement_id}.md"


def kinds_in_order() -> tuple[Kind, ...]:
    """Return the kinds in the order in which readers look for them."""
    return (Kind.SLA, Kind.OLA, Kind.UC)
