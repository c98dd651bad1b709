"""Section 4, responsibilities: duties, communication, escalation, what this stands on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sla_catalog.model.fields import Absence
from sla_catalog.model.parties import Role
from sla_catalog.model.responsibilities import (
    Activity,
    Dependency,
    EscalationStep,
    Responsibilities,
)
from sla_catalog.model.scalar_types import WITHHELD
from sla_catalog.pages.agreement.chain import chain
from sla_catalog.pages.agreement.dependents import dependents, expectations
from sla_catalog.pages.agreement.page import NOT_STATED, AgreementPage, ClauseSpec, parts_of
from sla_catalog.pages.agreement.parties import agreement_link
from sla_catalog.pages.agreement.targets import metric_name
from sla_catalog.pages.blocks import (
    Block,
    Cell,
    Column,
    FactRow,
    Facts,
    Inline,
    Ladder,
    Line,
    Row,
    Rung,
    Sentence,
    Sentences,
    Soft,
    Split,
    Strong,
    Table,
    Text,
)


def drafts(page: AgreementPage) -> Iterator[ClauseSpec]:
    """Yield the clauses of this section."""
    duties = page.agreement.responsibilities
    if isinstance(duties, Responsibilities):
        yield from parts_of(duties, _parts(page, duties))
    if page.agreement.depends_on is not None:
        yield ClauseSpec("stands-on", page.label("clause.stands-on"), _stands_on)
    if page.agreement.id in page.context.catalog.dependents and not page.context.is_past:
        yield ClauseSpec("supports", page.label("clause.supports"), _supports)


def _parts(page: AgreementPage, duties: Responsibilities) -> Iterator[ClauseSpec]:
    stated = any(getattr(duties, n) is not None for n in ("provider", "customer", "raci"))
    if stated or page.remarks(duties):
        yield ClauseSpec("duties", page.label("clause.duties"), _duties)
    if duties.communication is not None:
        yield ClauseSpec("communication", page.words.field("communication"), _communication)
    if duties.escalation is not None:
        yield ClauseSpec("escalation", page.words.field("escalation"), _escalation)


def _said(page: AgreementPage) -> Responsibilities:
    duties = page.agreement.responsibilities
    if not isinstance(duties, Responsibilities):
        raise TypeError("these clauses are drafted only where responsibilities are stated")
    return duties


def _duties(page: AgreementPage) -> Iterator[Block]:
    duties = _said(page)
    sides = tuple(_side(page, duties, role) for role in (Role.PROVIDER, Role.CUSTOMER))
    yield Split(sides)
    if isinstance(duties.raci, tuple):
        yield _raci(page, duties.raci)
    elif duties.raci is not None:
        yield from page.absence_block(duties.raci)
    origin = tuple(page.remark_facts(duties))
    if origin:
        yield Facts(origin)


def _side(page: AgreementPage, duties: Responsibilities, role: Role) -> Sentences:
    heading: Line = (Strong(page.words.choice(role)), Soft(", ".join(page.names_in_role(role))))
    listed = getattr(duties, role)
    if isinstance(listed, tuple):
        return page.sentences(listed, f"duty-{role}", heading=heading)
    piece = page.absent(listed) if isinstance(listed, Absence) else NOT_STATED
    return Sentences((Sentence(Cell(((piece,),))),), heading)


def _raci(page: AgreementPage, activities: Iterable[Activity]) -> Table:
    names = ("activity", "responsible", "accountable", "consulted", "informed")
    rows = tuple(
        Row(
            Cell(((Strong(activity.activity),), *page.item_lines(activity, skip=names))),
            tuple(_who(page, getattr(activity, name)) for name in names[1:]),
        )
        for activity in activities
    )
    return Table(page.words.field("raci"), tuple(Column(page.words.field(n)) for n in names), rows)


def _who(page: AgreementPage, names: tuple[str, ...] | None) -> Cell:
    if not names:
        return Cell(((NOT_STATED,),))
    return Cell((page.party_links(names),))


def _communication(page: AgreementPage) -> Iterator[Block]:
    communication = _said(page).communication
    if isinstance(communication, Absence) or not communication:
        yield from page.absence_block(communication)
        return
    yield Facts(
        tuple(
            FactRow(
                entry.event,
                Cell(tuple(page.item_lines(entry, skip=("event",))) or ((NOT_STATED,),)),
            )
            for entry in communication
        )
    )


def _escalation(page: AgreementPage) -> Iterator[Block]:
    escalation = _said(page).escalation
    if isinstance(escalation, Absence) or not escalation:
        yield from page.absence_block(escalation)
        return
    yield Ladder(tuple(_rung(page, step) for step in escalation))


def _rung(page: AgreementPage, step: EscalationStep) -> Rung:
    time = ""
    if step.after is not None and not isinstance(step.after, Absence):
        said = page.words.governed(step.after)
        time = page.label("after").format(time=said) if step.after.number else page.label("at.once")
    detail: list[Inline] = [Soft(page.label("level").format(level=step.level))]
    detail += [page.channel(name) for name in step.via or ()]
    if isinstance(step.after, Absence):
        detail.append(page.absent(step.after))
    for line in page.item_lines(step, skip=("level", "after", "role", "via")):
        detail += line
    return Rung(time, (Strong(step.role),), tuple(detail), f"escalation-{step.level}")


def _stands_on(page: AgreementPage) -> Iterator[Block]:
    depends = page.agreement.depends_on
    if isinstance(depends, Absence) or not depends:
        yield from page.absence_block(depends)
        return
    yield from chain(page)
    yield Facts(tuple(_dependency(page, dependency) for dependency in depends))


def _dependency(page: AgreementPage, dependency: Dependency) -> FactRow:
    below = page.context.catalog.by_id.get(dependency.agreement)
    label = page.words.choice(below.kind) if below else page.label("agreement")
    lines: list[Line] = [(agreement_link(page, dependency.agreement, strong=True),)]
    if below and dependency.metrics:
        known = {m.id: m for m in below.listed("metrics")}
        names = [metric_name(page, known[n]) if n in known else n for n in dependency.metrics]
        lines.append((Soft(page.words.headed(page.words.field("metrics"))), Text(", ".join(names))))
    if below and dependency.case:
        bought = page.words.condition(below, dependency.case)
        lines.append((Soft(page.words.headed(page.words.field("case"))), Text(bought)))
    skip = ("agreement", "metrics", "case", "expects") if below else ("agreement",)
    lines += page.item_lines(dependency, skip=skip)
    if below:
        lines += expectations(page, below, dependency)
    # Several may be withheld, and an anchor names one.
    is_named = dependency.agreement != WITHHELD
    anchor = f"dependency-{dependency.agreement}" if is_named else ""
    return FactRow(label, Cell(tuple(lines)), anchor)


def _supports(page: AgreementPage) -> Iterator[Block]:
    yield dependents(page, page.context.catalog.dependents[page.agreement.id])
