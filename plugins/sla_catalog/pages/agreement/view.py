"""The whole page of an agreement: first screen, ribbon, gaps, sections in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from sla_catalog.model.agreement import Agreement, Classification, Status
from sla_catalog.model.fields import Absence
from sla_catalog.model.parties import Role, Signatory
from sla_catalog.model.reviews import Duration, Renewal, Review
from sla_catalog.pages.addresses import FileAt, OnPage, PageAt
from sla_catalog.pages.agreement import used
from sla_catalog.pages.agreement.cover import cover
from sla_catalog.pages.agreement.missed import missed
from sla_catalog.pages.agreement.numbers import STEP_ANCHORS, layout, numbered, without_gap
from sla_catalog.pages.agreement.parties import agreement_link, document_title
from sla_catalog.pages.agreement.promises import promises
from sla_catalog.pages.agreement.sheet import NOT_STATED, Draft, Sheet, listed, ways
from sla_catalog.pages.blocks import (
    AgreementView,
    Badge,
    Block,
    Cell,
    Clause,
    Day,
    Distance,
    Gap,
    Icon,
    IdentityColumn,
    Inline,
    Line,
    Link,
    RibbonCell,
    Section,
    Signature,
    Soft,
    State,
    Strong,
    Text,
)
from sla_catalog.pages.downloads import agreement_files, downloads
from sla_catalog.pages.edition import OVERVIEW, Edition, agreement_uri
from sla_catalog.pages.letterhead import sheet_uri
from sla_catalog.resolved.term import Follows, Standing, Term, standing_on, term_on


def agreement_view(agreement: Agreement, edition: Edition) -> AgreementView:
    """Lay out an agreement's page."""
    sheet = Sheet(agreement, edition, agreement_uri(agreement.id))
    laid_out = layout(sheet)
    finder = used.finder(sheet)
    sheet = replace(sheet, numbers=dict(numbered(laid_out)))
    sections = tuple(
        _section(replace(sheet, find=finder.within()), number, name, drafts)
        for number, name, drafts in without_gap(agreement, laid_out)
    )
    sheet = replace(sheet, find=finder.within())
    return AgreementView(
        crumbs=_crumbs(sheet),
        actions=_actions(sheet),
        status_icon=edition.status_icon(agreement),
        status=edition.status_words(agreement),
        status_ahead=edition.status_ahead(agreement),
        eyebrow=tuple(_eyebrow(sheet)),
        title=agreement.title,
        lang=sheet.foreign,
        summary=sheet.prose(agreement.summary) if agreement.summary else None,
        identity=tuple(_identity(sheet)),
        promises=promises(sheet),
        missed=missed(sheet),
        ribbon=tuple(_ribbon(sheet)),
        gaps=tuple(_gaps(sheet)),
        sections=sections,
        signatures=tuple(_signatures(sheet)),
        terms=tuple(used.terms(sheet)),
        source_lines=tuple(_source_lines(sheet)),
        succession=(*_prevailing(sheet), *_succession(sheet)),
        cover=cover(sheet),
        letterhead=FileAt(sheet_uri(agreement.id)),
    )


def section_anchor(name: str) -> str:
    """Return the anchor of a section."""
    return f"section-{name}"


def _section(sheet: Sheet, number: str, name: str, drafts: tuple[Draft, ...]) -> Section:
    clauses = tuple(
        Clause(
            sheet.numbers[draft.anchor],
            draft.anchor,
            draft.title,
            tuple(_filled(draft.build(sheet))),
            draft.qualifier,
        )
        for draft in drafts
    )
    value = getattr(sheet.agreement, name, None)
    title = sheet.label(f"section.{name}")
    if clauses:
        # The review's own clause says how it is absent; other parts have none for the whole.
        blocks: tuple[Block, ...] = ()
        if isinstance(value, Absence) and name != "review":
            blocks = sheet.absence_block(value)
        return Section(number, section_anchor(name), title, clauses, blocks=blocks)
    absence = sheet.absent(value) if isinstance(value, Absence) else NOT_STATED
    return Section(number, section_anchor(name), title, (), absence.state, absence)


def _filled(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        if getattr(block, "rows", True):
            yield block


def _crumbs(sheet: Sheet) -> tuple[Link, ...]:
    kind = sheet.agreement.kind
    return (
        Link(sheet.label("overview.title"), PageAt(OVERVIEW), quiet=True),
        Link(sheet.label(f"kind.{kind}.plural"), PageAt(OVERVIEW, f"kind-{kind}"), quiet=True),
    )


def _actions(sheet: Sheet) -> tuple[Link, ...]:
    path = sheet.edition.catalog.paths[sheet.agreement.id]
    target = sheet.edition.target(sheet.edition.edit(path) or "")
    edit = (Link(sheet.label("edit"), target, quiet=True),) if target else ()
    files = downloads(sheet.edition.labels, agreement_files(sheet.agreement.id))
    return (*edit, *files)


def _eyebrow(sheet: Sheet) -> Iterator[Line]:
    agreement = sheet.agreement
    if agreement.reference:
        yield (Strong(agreement.reference),)
    yield (Text(sheet.words.choice(agreement.kind)),)
    if isinstance(agreement.version, str):
        yield (Text(sheet.label("version").format(version=agreement.version)),)
    elif agreement.version is not None:
        yield (sheet.absent(agreement.version),)
    line: list[Inline] = [Text(sheet.words.choice(agreement.visible_to))]
    if agreement.visible_to is not Classification.PUBLIC:
        line.insert(0, Icon("lock"))
    if agreement.classification is None:
        line.append(Badge(sheet.label("default")))
    yield tuple(line)


def _prevailing(sheet: Sheet) -> Iterator[Line]:
    """Say under the title that this is a copy, and which text prevails."""
    document = sheet.agreement.prevails
    if document:
        words = Text(sheet.label("copy.prevails"))
        title = document_title(sheet, document)
        yield (words, title, *sheet.cases(document), *sheet.clause("documents"))


def _succession(sheet: Sheet) -> Iterator[Line]:
    """Lead to what replaces this agreement and to what it replaces, whichever side says so."""
    agreement, known = sheet.agreement, sheet.edition.succession
    after: list[Inline] = [agreement_link(sheet, n) for n in known.after.get(agreement.id, ())]
    if isinstance(agreement.superseded_by, Absence):
        after.append(sheet.absent(agreement.superseded_by))
    elif agreement.superseded_by and agreement.superseded_by not in sheet.edition.catalog.by_id:
        after.append(agreement_link(sheet, agreement.superseded_by))
    before = [agreement_link(sheet, name) for name in known.before.get(agreement.id, ())]
    for name, links in (("superseded_by", after), ("supersedes", before)):
        if links:
            yield (Strong(sheet.words.field(name)), *listed(links))


def _identity(sheet: Sheet) -> Iterator[IdentityColumn]:
    agreement = sheet.agreement
    first: list[Inline] = [*sheet.in_role(Role.PROVIDER, strong=True)]
    customers = sheet.in_role(Role.CUSTOMER, strong=True)
    if isinstance(agreement.provider, Absence):
        first = [sheet.absent(agreement.provider)]
    first.append(Icon("arrow-right"))
    if customers:
        first += customers
    elif isinstance(agreement.customer, Absence):
        first.append(sheet.absent(agreement.customer))
    else:
        first.append(NOT_STATED)
    yield IdentityColumn(sheet.label("provider.customer"), Cell((tuple(first),)))
    yield IdentityColumn(sheet.label("owner"), Cell(tuple(owner_lines(sheet))))
    yield _term(sheet)
    yield IdentityColumn(sheet.label("next.review"), _next_review(sheet))


def owner_lines(sheet: Sheet, *, strong: bool = True) -> Iterator[Line]:
    """Say who looks after the agreement, and the first way to reach them."""
    owner = sheet.edition.directory.find(sheet.agreement.owner)
    yield (sheet.edition.party_link(sheet.agreement.owner, strong=strong),)
    contacts = (owner.party.contacts if owner and owner.party else None) or ()
    for contact in contacts[:1]:
        yield ways(contact)[:1] or (Soft(contact.role),)


def _term(sheet: Sheet) -> IdentityColumn:
    """Say from when until when the agreement holds, under a label that fits its status."""
    agreement, today = sheet.agreement, sheet.edition.today
    term, standing = term_on(agreement, today), standing_on(agreement, today)
    lines: list[Line] = [tuple(_term_days(sheet, term, standing))]
    renewal = agreement.renewal
    if isinstance(renewal, Renewal) and renewal.for_ and term.follows in _RENEWED:
        words = sheet.label(_RENEWED[term.follows]).format(length=sheet.words.value(renewal.for_))
        lines.append((Soft(words), *sheet.clause("term")))
    if agreement.status_note and (term.first or term.last):
        lines.append((sheet.prose(agreement.status_note),))
    label = sheet.label(f"term.{standing}")
    return IdentityColumn(label, Cell(tuple(lines)), _dated_label(sheet, term, standing))


_RENEWED = {Follows.RENEWAL: "renews", Follows.EXPRESS_RENEWAL: "renews.express"}


def _term_days(sheet: Sheet, term: Term, standing: Standing) -> Iterator[Inline]:
    if not term.first and not term.last:
        duration = sheet.agreement.duration
        value = duration.effective if isinstance(duration, Duration) else duration
        yield sheet.absent(value) if isinstance(value, Absence) else NOT_STATED
    if term.first:
        words = sheet.words.short_day(term.first)
        key = "since" if standing is Standing.IN_FORCE else "from.day"
        yield Strong(words if term.last else sheet.label(key).format(day=words))
    if term.last:
        yield Text(sheet.label("to"))
        yield Strong(sheet.words.short_day(term.last))


def _dated_label(sheet: Sheet, term: Term, standing: Standing) -> Distance | None:
    """Return the label with the day after which another one is true, where there is such a day."""
    if sheet.agreement.state is not Status.ACTIVE:
        return None
    if standing is Standing.PLANNED and term.first:
        return _changing(sheet, term.first - timedelta(days=1), standing, Standing.IN_FORCE)
    if standing is Standing.IN_FORCE and term.last and term.follows in _ENDING:
        return _changing(sheet, term.last, standing, Standing.NOT_IN_FORCE)
    return None


_ENDING = (None, Follows.END, Follows.EXPRESS_RENEWAL)


def _changing(sheet: Sheet, last: date, before: Standing, after: Standing) -> Distance:
    ahead, past = sheet.label(f"term.{before}"), sheet.label(f"term.{after}")
    as_of = sheet.edition.today.isoformat()
    return Distance(last.isoformat(), ahead, as_of, "term", ahead=ahead, past=past)


def _next_review(sheet: Sheet) -> Cell:
    review = sheet.agreement.review
    if not isinstance(review, Review) or not review.next_day:
        value = review.next if isinstance(review, Review) else review
        return Cell(((sheet.absent(value) if isinstance(value, Absence) else NOT_STATED,),))
    day = Strong(sheet.words.short_day(review.next_day))
    as_of = sheet.label("as.of.day").format(day=sheet.words.short_day(sheet.edition.today))
    return Cell(((day,), (sheet.edition.distance(review.next_day, "review"), Soft(as_of))))


def _ribbon(sheet: Sheet) -> Iterator[RibbonCell]:
    covered = sheet.coverage
    for step, parts in covered.items():
        name = STEP_ANCHORS[step - 1]
        yield RibbonCell(
            str(step),
            sheet.label(f"section.{name}"),
            section_anchor(name),
            tuple(
                (sheet.label(f"outline.{part}"), State(extent)) for part, extent in parts.items()
            ),
        )


def _gaps(sheet: Sheet) -> Iterator[Gap]:
    covered = sheet.coverage
    for state in (State.NONE, State.ELSEWHERE, State.UNREAD, State.NOT_STATED):
        items: list[Line] = []
        for step, parts in covered.items():
            named = [part for part, extent in parts.items() if State(extent) is state]
            if not named:
                continue
            link = Link(str(step), OnPage(section_anchor(STEP_ANCHORS[step - 1])))
            if len(named) == len(parts):
                title = sheet.words.within(sheet.label(f"section.{STEP_ANCHORS[step - 1]}"))
                items.append((Text(title), link))
            else:
                words = ", ".join(
                    sheet.words.within(sheet.label(f"outline.{part}")) for part in named
                )
                items.append((Text(words), link))
        if items:
            yield Gap(state, tuple(items))


def _signatures(sheet: Sheet) -> Iterator[Signature]:
    for signatory in sheet.agreement.signatories or ():
        yield _signature(sheet, signatory)


def _signature(sheet: Sheet, signatory: Signatory) -> Signature:
    signed: Line = ()
    if signatory.signed_on:
        words = sheet.words.day(signatory.signed_on)
        day = Day(signatory.signed_on.isoformat(), words)
        signed = (Text(sheet.label("signed.on")), day)
    elif isinstance(signatory.signed, Absence):
        signed = (sheet.absent(signatory.signed),)
    for line in (*sheet.condition(signatory), *sheet.remarks(signatory)):
        signed += line
    name: Inline = Strong(signatory.name) if signatory.name else NOT_STATED
    role = next((p for p in sheet.agreement.parties or () if p.id == signatory.party), None)
    words = signatory.party
    if role:
        names = sheet.words.listing(map(sheet.edition.catalog.party_name, role.party))
        words = sheet.label("signs.for").format(
            role=sheet.words.within(sheet.words.choice(role.role)), names=names
        )
    return Signature(signed, name, words)


def _source_lines(sheet: Sheet) -> Iterator[tuple[str, Line]]:
    if sheet.agreement.sources:
        words = sheet.label("source.listed")
        yield sheet.label("source"), (Text(words), *sheet.clause("sources"))
    else:
        yield sheet.label("source"), (Text(sheet.label("source.none")),)
    path = sheet.edition.catalog.paths[sheet.agreement.id]
    key = "this.page.revision" if sheet.edition.revision else "this.page.built"
    words = sheet.label(key).format(
        path=path,
        revision=sheet.edition.revision,
        day=sheet.words.day(sheet.edition.today),
    )
    yield sheet.label("this.page"), (Text(words),)
