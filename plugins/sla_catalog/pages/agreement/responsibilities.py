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
from sla_catalog.model.written import WITHHELD
from sla_catalog.pages.agreement.chain import chain, dependents, expectations
from sla_catalog.pages.agreement.parties import agreement_link
from sla_catalog.pages.agreement.sheet import NOT_STATED, Draft, Sheet
from sla_catalog.pages.agreement.targets import metric_name
from sla_catalog.pages.blocks import (
    Block,
    Cell,
    Column,
    Fact,
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
from sla_catalog.pages.wording import capitalised


def drafts(sheet: Sheet) -> Iterator[Draft]:
    """Yield the clauses of this section."""
    duties = sheet.agreement.responsibilities
    if isinstance(duties, Responsibilities):
        stated = any(getattr(duties, n) is not None for n in ("provider", "customer", "raci"))
        if stated or sheet.remarks(duties):
            yield Draft("duties", sheet.label("clause.duties"), _duties)
        if duties.communication is not None:
            yield Draft("communication", sheet.words.field("communication"), _communication)
        if duties.escalation is not None:
            yield Draft("escalation", sheet.words.field("escalation"), _escalation)
    if sheet.agreement.depends_on is not None:
        yield Draft("stands-on", sheet.label("clause.stands-on"), _stands_on)
    if sheet.agreement.id in sheet.edition.catalog.dependents:
        yield Draft("supports", sheet.label("clause.supports"), _supports)


def _said(sheet: Sheet) -> Responsibilities:
    duties = sheet.agreement.responsibilities
    if not isinstance(duties, Responsibilities):
        raise TypeError("these clauses are drafted only where responsibilities are stated")
    return duties


def _duties(sheet: Sheet) -> Iterator[Block]:
    duties = _said(sheet)
    sides = tuple(_side(sheet, duties, role) for role in (Role.PROVIDER, Role.CUSTOMER))
    yield Split(sides)
    if isinstance(duties.raci, tuple):
        yield _raci(sheet, duties.raci)
    elif duties.raci is not None:
        yield from sheet.absence_block(duties.raci)
    origin = sheet.remarks(duties)
    if origin:
        yield Facts((Fact(sheet.label("provenance"), Cell(origin)),))


def _side(sheet: Sheet, duties: Responsibilities, role: Role) -> Sentences:
    names = [sheet.edition.catalog.party_name(n) for n in sheet.agreement.in_role(role)]
    heading: Line = (Strong(sheet.words.choice(role)), Soft(", ".join(names)))
    listed = getattr(duties, role)
    if isinstance(listed, tuple):
        return sheet.sentences(listed, f"duty-{role}", heading=heading)
    piece = sheet.absent(listed) if isinstance(listed, Absence) else NOT_STATED
    return Sentences((Sentence(Cell(((piece,),))),), heading)


def _raci(sheet: Sheet, activities: Iterable[Activity]) -> Table:
    names = ("activity", "responsible", "accountable", "consulted", "informed")
    rows = tuple(
        Row(
            Cell(((Strong(activity.activity),), *sheet.item_lines(activity, skip=names))),
            tuple(_who(sheet, getattr(activity, name)) for name in names[1:]),
        )
        for activity in activities
    )
    return Table(
        sheet.words.field("raci"), tuple(Column(sheet.words.field(n)) for n in names), rows
    )


def _who(sheet: Sheet, names: tuple[str, ...] | None) -> Cell:
    if not names:
        return Cell(((NOT_STATED,),))
    return Cell((sheet.party_links(names),))


def _communication(sheet: Sheet) -> Iterator[Block]:
    communication = _said(sheet).communication
    if isinstance(communication, Absence) or not communication:
        yield from sheet.absence_block(communication)
        return
    yield Facts(
        tuple(
            Fact(
                capitalised(entry.event),
                Cell(tuple(sheet.item_lines(entry, skip=("event",))) or ((NOT_STATED,),)),
            )
            for entry in communication
        )
    )


def _escalation(sheet: Sheet) -> Iterator[Block]:
    escalation = _said(sheet).escalation
    if isinstance(escalation, Absence) or not escalation:
        yield from sheet.absence_block(escalation)
        return
    yield Ladder(tuple(_rung(sheet, step) for step in escalation))


def _rung(sheet: Sheet, step: EscalationStep) -> Rung:
    time = ""
    if step.after is not None and not isinstance(step.after, Absence):
        time = sheet.label("after").format(time=sheet.words.value(step.after))
    detail: list[Inline] = [Soft(sheet.label("level").format(level=step.level))]
    detail += [sheet.channel(name) for name in step.via or ()]
    if isinstance(step.after, Absence):
        detail.append(sheet.absent(step.after))
    for line in sheet.item_lines(step, skip=("level", "after", "role", "via")):
        detail += line
    return Rung(time, (Strong(step.role),), tuple(detail), f"escalation-{step.level}")


def _stands_on(sheet: Sheet) -> Iterator[Block]:
    depends = sheet.agreement.depends_on
    if isinstance(depends, Absence) or not depends:
        yield from sheet.absence_block(depends)
        return
    yield from chain(sheet)
    yield Facts(tuple(_dependency(sheet, dependency) for dependency in depends))


def _dependency(sheet: Sheet, dependency: Dependency) -> Fact:
    below = sheet.edition.catalog.by_id.get(dependency.agreement)
    label = sheet.words.choice(below.kind) if below else sheet.label("agreement")
    lines: list[Line] = [(agreement_link(sheet, dependency.agreement, strong=True),)]
    if below and dependency.metrics:
        known = {m.id: m for m in below.listed("metrics")}
        names = [metric_name(sheet, known[n]) if n in known else n for n in dependency.metrics]
        lines.append((Soft(f"{sheet.words.field('metrics')}:"), Text(", ".join(names))))
    skip = ("agreement", "metrics", "expects") if below else ("agreement",)
    lines += sheet.item_lines(dependency, skip=skip)
    if below:
        lines += expectations(sheet, below, dependency)
    # Several may be withheld, and an anchor names one.
    is_named = dependency.agreement != WITHHELD
    anchor = f"dependency-{dependency.agreement}" if is_named else ""
    return Fact(label, Cell(tuple(lines)), anchor)


def _supports(sheet: Sheet) -> Iterator[Block]:
    yield dependents(sheet, sheet.edition.catalog.dependents[sheet.agreement.id])
