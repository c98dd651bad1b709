"""The whole page of an agreement: first screen, ribbon, gaps, sections in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from sla_catalog.model.agreement import Agreement
from sla_catalog.model.fields import Absence
from sla_catalog.model.header import Classification, Status
from sla_catalog.model.parties import Role, Signatory
from sla_catalog.model.reviews import Duration, Renewal, Review
from sla_catalog.pages.addresses import FileAt, OnPage, PageAt
from sla_catalog.pages.agreement import metrics, used
from sla_catalog.pages.agreement.cells import listed, ways
from sla_catalog.pages.agreement.cover import coming_version, cover
from sla_catalog.pages.agreement.faults import fault_lines
from sla_catalog.pages.agreement.former import FormerValues, is_proposed
from sla_catalog.pages.agreement.missed import missed
from sla_catalog.pages.agreement.numbers import STEP_ANCHORS, layout, numbered, without_gap
from sla_catalog.pages.agreement.page import NOT_STATED, AgreementPage, ClauseSpec
from sla_catalog.pages.agreement.parties import agreement_link, document_title
from sla_catalog.pages.agreement.promises import promises
from sla_catalog.pages.blocks import (
    Badge,
    Block,
    Cell,
    Day,
    Distance,
    Icon,
    Inline,
    Line,
    Link,
    Paragraph,
    Soft,
    State,
    Strong,
    Text,
)
from sla_catalog.pages.context import OVERVIEW, RenderContext, agreement_uri
from sla_catalog.pages.downloads import agreement_files, downloads
from sla_catalog.pages.page_headers import header_stylesheet_uri
from sla_catalog.pages.proposal.history import has_history, history_uri
from sla_catalog.pages.proposal.marks import marked
from sla_catalog.pages.sections import Clause, Section
from sla_catalog.pages.views.agreement import (
    AgreementView,
    Gap,
    IdentityColumn,
    RibbonCell,
    Signature,
)
from sla_catalog.resolved.coverage import is_left_open
from sla_catalog.resolved.term import (
    Follows,
    RunningTerm,
    TermStatus,
    standing_on,
    term_on,
)


def agreement_view(agreement: Agreement, context: RenderContext) -> AgreementView:
    """Lay out an agreement's page."""
    former = FormerValues.of(agreement, context) if context.review else None
    page = AgreementPage(agreement, context, agreement_uri(agreement.id), former=former)
    laid_out = layout(page)
    finder = used.finder(page)
    page = replace(page, numbers=dict(numbered(laid_out)))
    sections = tuple(
        _section(replace(page, find=finder.within()), number, name, drafts)
        for number, name, drafts in without_gap(agreement, laid_out)
    )
    page = replace(page, find=finder.within())
    view = AgreementView(
        crumbs=_crumbs(page),
        actions=_actions(page),
        status_icon=context.status_icon(agreement),
        status=context.status_words(agreement),
        status_ahead=context.status_ahead(agreement),
        eyebrow=tuple(_eyebrow(page)),
        title=agreement.title,
        lang=page.foreign,
        summary=page.prose(agreement.summary) if agreement.summary else None,
        identity=tuple(_identity(page)),
        promises=promises(page),
        missed=missed(page),
        ribbon=tuple(_ribbon(page)),
        gaps=tuple(_gaps(page)),
        sections=sections,
        signatures=tuple(_signatures(page)),
        terms=tuple(used.terms(page)),
        source_lines=tuple(_source_lines(page)),
        succession=(*coming_version(page), *_prevailing(page), *_succession(page)),
        cover=cover(page),
        page_header=FileAt(header_stylesheet_uri(agreement.id)),
    )
    return marked(view, agreement, context)


def section_anchor(name: str) -> str:
    """Return the anchor of a section."""
    return f"section-{name}"


def _section(
    page: AgreementPage, number: str, name: str, drafts: tuple[ClauseSpec, ...]
) -> Section:
    clauses = tuple(
        Clause(
            page.numbers[draft.anchor],
            draft.anchor,
            draft.title,
            tuple(_filled(draft.build(page))),
            draft.qualifier,
        )
        for draft in drafts
    )
    value = getattr(page.agreement, name, None)
    title = page.label(f"section.{name}")
    if clauses:
        # The review's own clause says how it is absent; other parts have none for the whole.
        blocks: tuple[Block, ...] = ()
        if isinstance(value, Absence) and name != "review":
            blocks = page.absence_block(value)
        common = metrics.common_commitment(page) if name == "metrics" else ""
        state = State.STATED
        if number.isdigit() and is_left_open(page.coverage, int(number)):
            # What is beside the parts of a step is shown, and states none of them.
            blocks, state = (Paragraph((NOT_STATED,)), *blocks), State.NOT_STATED
        return Section(number, section_anchor(name), title, clauses, state, None, blocks, common)
    absence = page.absent(value) if isinstance(value, Absence) else NOT_STATED
    return Section(number, section_anchor(name), title, (), absence.state, absence)


def _filled(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        if getattr(block, "rows", True):
            yield block


def _crumbs(page: AgreementPage) -> tuple[Link, ...]:
    kind = page.agreement.kind
    return (
        Link(page.label("overview.title"), PageAt(OVERVIEW), quiet=True),
        Link(page.label(f"kind.{kind}.plural"), PageAt(OVERVIEW, f"kind-{kind}"), quiet=True),
    )


def _actions(page: AgreementPage) -> tuple[Link, ...]:
    path = page.context.catalog.paths[page.agreement.id]
    target = page.context.target(page.context.edit(path) or "")
    edit = (Link(page.label("edit"), target, quiet=True),) if target else ()
    files = downloads(page.context.labels, agreement_files(page.agreement.id))
    if not has_history(page.agreement.id, page.context):
        return (*edit, *files)
    uri = history_uri(page.agreement.id)
    return (Link(page.label("history"), PageAt(uri), quiet=True), *edit, *files)


def _eyebrow(page: AgreementPage) -> Iterator[Line]:
    agreement = page.agreement
    if agreement.reference:
        yield (Strong(agreement.reference),)
    yield (Text(page.words.choice(agreement.kind)),)
    if isinstance(agreement.version, str):
        yield (Text(page.label("version").format(version=agreement.version)),)
    elif agreement.version is not None:
        yield (page.absent(agreement.version),)
    line: list[Inline] = [Text(page.words.choice(agreement.visible_to))]
    if agreement.visible_to is not Classification.PUBLIC:
        line.insert(0, Icon("lock"))
    if agreement.classification is None:
        line.append(Badge(page.label("default")))
    yield tuple(line)


def _prevailing(page: AgreementPage) -> Iterator[Line]:
    """Say under the title that this is a copy, and which text prevails."""
    document = page.agreement.prevails
    if document:
        words = Text(page.label("copy.prevails"))
        title = document_title(page, document)
        yield (words, title, *page.cases(document), *page.clause("documents"))


def _succession(page: AgreementPage) -> Iterator[Line]:
    """Lead to what replaces this agreement and to what it replaces, whichever side says so."""
    agreement, known = page.agreement, page.context.succession
    after: list[Inline] = [agreement_link(page, n) for n in known.after.get(agreement.id, ())]
    if isinstance(agreement.superseded_by, Absence):
        after.append(page.absent(agreement.superseded_by))
    elif agreement.superseded_by and agreement.superseded_by not in page.context.catalog.by_id:
        after.append(agreement_link(page, agreement.superseded_by))
    before = [agreement_link(page, name) for name in known.before.get(agreement.id, ())]
    for name, links in (("superseded_by", after), ("supersedes", before)):
        if links:
            yield (Strong(page.words.field(name)), *listed(links))


def _identity(page: AgreementPage) -> Iterator[IdentityColumn]:
    agreement = page.agreement
    first: list[Inline] = [*page.in_role(Role.PROVIDER, strong=True)]
    customers = page.in_role(Role.CUSTOMER, strong=True)
    if isinstance(agreement.provider, Absence):
        first = [page.absent(agreement.provider)]
    first.append(Icon("arrow-right"))
    if customers:
        first += customers
    elif isinstance(agreement.customer, Absence):
        first.append(page.absent(agreement.customer))
    else:
        first.append(NOT_STATED)
    yield IdentityColumn(page.label("provider.customer"), Cell((tuple(first),)))
    yield IdentityColumn(page.label("owner"), Cell(tuple(owner_lines(page))))
    if faults := fault_lines(page):
        yield IdentityColumn(page.label("report.fault"), Cell(faults))
    yield _term(page)
    yield from _last_for_notice(page)
    if not page.agreement.is_over:
        yield IdentityColumn(page.label("next.review"), _next_review(page))


def owner_lines(page: AgreementPage, *, strong: bool = True) -> Iterator[Line]:
    """Say who looks after the agreement, and the first way to reach them."""
    owner = page.context.directory.find(page.agreement.owner)
    yield (page.context.party_link(page.agreement.owner, strong=strong),)
    contacts = (owner.party.contacts if owner and owner.party else None) or ()
    for contact in contacts[:1]:
        yield ways(contact)[:1] or (Soft(contact.role),)


def _term(page: AgreementPage) -> IdentityColumn:
    """Say from when until when the agreement holds, under a label that fits its status."""
    agreement, today = page.agreement, page.context.today
    term, standing = term_on(agreement, today), standing_on(agreement, today)
    proposed = is_proposed(agreement, page.context)
    if proposed:  # nothing of it is in force, whatever the days that it names
        standing = TermStatus.PLANNED
    lines: list[Line] = [tuple(_term_days(page, term, standing))]
    renewal = agreement.renewal
    if isinstance(renewal, Renewal) and renewal.for_ and term.follows in _RENEWED:
        words = page.label(_RENEWED[term.follows]).format(length=page.words.value(renewal.for_))
        lines.append((Soft(words), *page.clause("term")))
    if agreement.status_note and (term.first or term.last):
        lines.append((page.prose(agreement.status_note),))
    if proposed:
        return IdentityColumn(page.label("term.proposed"), Cell(tuple(lines)))
    label = page.label(f"term.{standing}")
    return IdentityColumn(label, Cell(tuple(lines)), _dated_label(page, term, standing))


def _last_for_notice(page: AgreementPage) -> Iterator[IdentityColumn]:
    """Say until when notice can be given, where that is a day."""
    term = term_on(page.agreement, page.context.today)
    day = term.last_for_notice
    if day and not page.agreement.is_over and not term.has_ended(page.context.today):
        first: Line = (Strong(page.words.short_day(day)),)
        lines: tuple[Line, ...] = (first, (_what_follows(page, term, day),))
        if other := term.last_to_terminate:
            named = (Soft(page.label("cover.termination")), *page.clause("termination"))
            then = (Strong(page.words.short_day(other)), _what_follows(page, term, other))
            lines = (*lines, then, named)
        yield IdentityColumn(page.label("deadline.notice"), Cell(lines))


def _what_follows(page: AgreementPage, term: RunningTerm, day: date) -> Distance:
    """Say of the last day for notice, once it has passed, what follows from it."""
    distance = page.context.distance(day, "notice")
    if day != term.last_of_any_notice:
        return distance
    days = {"last": term.last, "until": term.renewed_until}
    words = {name: page.words.short_day(day) for name, day in days.items() if day}
    past = page.label(f"cover.notice.{term.follows}").format(**words, distance="{distance}")
    now = past if day < page.context.today else "{distance}"
    now = now.format(distance=distance.text)
    return replace(distance, text=now, ahead="{distance}", past=past)


_RENEWED = {Follows.RENEWAL: "renews", Follows.EXPRESS_RENEWAL: "renews.express"}


def _term_days(page: AgreementPage, term: RunningTerm, standing: TermStatus) -> Iterator[Inline]:
    if not term.first and not term.last:
        duration = page.agreement.duration
        value = duration.effective if isinstance(duration, Duration) else duration
        yield page.absent(value) if isinstance(value, Absence) else NOT_STATED
    if term.first:
        words = page.words.short_day(term.first)
        key = "since" if standing is TermStatus.IN_FORCE else "from.day"
        yield Strong(words if term.last else page.label(key).format(day=words))
    if term.last:
        yield Text(page.label("to.day"))
        yield Strong(page.words.short_day(term.last))


def _dated_label(page: AgreementPage, term: RunningTerm, standing: TermStatus) -> Distance | None:
    """Return the label with the day after which another one is true, where there is such a day."""
    if page.agreement.state is not Status.ACTIVE:
        return None
    if standing is TermStatus.PLANNED and term.first:
        return _changing(page, term.first - timedelta(days=1), standing, TermStatus.IN_FORCE)
    if standing is TermStatus.IN_FORCE and term.last and term.follows in _ENDING:
        return _changing(page, term.last, standing, TermStatus.NOT_IN_FORCE)
    return None


_ENDING = (None, Follows.END, Follows.EXPRESS_RENEWAL)


def _changing(page: AgreementPage, last: date, before: TermStatus, after: TermStatus) -> Distance:
    ahead, past = page.label(f"term.{before}"), page.label(f"term.{after}")
    as_of = page.context.today.isoformat()
    return Distance(last.isoformat(), ahead, as_of, "term", ahead=ahead, past=past)


def _next_review(page: AgreementPage) -> Cell:
    review = page.agreement.review
    if not isinstance(review, Review) or not review.next_day:
        value = review.next if isinstance(review, Review) else review
        return Cell(((page.absent(value) if isinstance(value, Absence) else NOT_STATED,),))
    day = Strong(page.words.short_day(review.next_day))
    as_of = page.label("as.of.day").format(day=page.words.short_day(page.context.today))
    return Cell(((day,), (page.context.distance(review.next_day, "review"), Soft(as_of))))


def _ribbon(page: AgreementPage) -> Iterator[RibbonCell]:
    covered = page.coverage
    for step, parts in covered.items():
        name = STEP_ANCHORS[step - 1]
        yield RibbonCell(
            str(step),
            page.label(f"section.{name}"),
            section_anchor(name),
            tuple((page.label(f"outline.{part}"), State(extent)) for part, extent in parts.items()),
        )


def _gaps(page: AgreementPage) -> Iterator[Gap]:
    covered = page.coverage
    for state in (State.NONE, State.ELSEWHERE, State.UNREAD, State.NOT_STATED):
        items: list[Line] = []
        for step, parts in covered.items():
            named = [part for part, extent in parts.items() if State(extent) is state]
            if not named:
                continue
            link = Link(str(step), OnPage(section_anchor(STEP_ANCHORS[step - 1])))
            if len(named) == len(parts):
                title = page.words.within(page.label(f"section.{STEP_ANCHORS[step - 1]}"))
                items.append((Text(title), link))
            else:
                words = ", ".join(
                    page.words.within(page.label(f"outline.{part}")) for part in named
                )
                items.append((Text(words), link))
        if items:
            yield Gap(state, tuple(items))


def _signatures(page: AgreementPage) -> Iterator[Signature]:
    for signatory in page.agreement.signatories or ():
        yield _signature(page, signatory)


def _signature(page: AgreementPage, signatory: Signatory) -> Signature:
    signed: Line = ()
    if signatory.signed_on:
        words = page.words.day(signatory.signed_on)
        day = Day(signatory.signed_on.isoformat(), words)
        signed = (Text(page.label("signed.on")), day)
    elif isinstance(signatory.signed, Absence):
        signed = (page.absent(signatory.signed),)
    for line in (*page.condition(signatory), *page.remarks(signatory)):
        signed += line
    name: Inline = Strong(signatory.name) if signatory.name else NOT_STATED
    role = next((p for p in page.agreement.parties or () if p.id == signatory.party), None)
    words = signatory.party
    if role:
        names = page.words.listing(map(page.context.party_name, role.party))
        words = page.label("signs.for").format(
            role=page.words.within(page.words.choice(role.role)), names=names
        )
    return Signature(signed, name, words)


def _source_lines(page: AgreementPage) -> Iterator[tuple[str, Line]]:
    if page.agreement.sources:
        words = page.label("source.listed")
        yield page.label("source"), (Text(words), *page.clause("sources"))
    else:
        yield page.label("source"), (Text(page.label("source.none")),)
    path = page.context.catalog.paths[page.agreement.id]
    key = "this.page.revision" if page.context.revision else "this.page.built"
    words = page.label(key).format(
        path=path,
        revision=page.context.revision,
        day=page.words.day(page.context.today),
    )
    yield page.label("this.page"), (Text(words),)
