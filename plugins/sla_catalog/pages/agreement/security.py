"""Section 6, security and compliance: data, controls, incidents, certificates, regulation."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from sla_catalog.model.fields import Absence, Record
from sla_catalog.model.security import Certification, Regulation, Security
from sla_catalog.pages.agreement.sheet import Draft, Sheet, anchor_of, parts_of
from sla_catalog.pages.blocks import Block, Cell, Fact, Facts, Line, Soft, Text

_CLAUSES = (
    ("data_protection", "data-protection"),
    ("controls", "controls"),
    ("incident_notice", "incident-notice"),
    ("certifications", "certifications"),
    ("regulations", "regulations"),
    ("audits", "audits"),
)


def drafts(sheet: Sheet) -> Iterator[Draft]:
    """Yield the clauses of this section."""
    security = sheet.agreement.security
    if isinstance(security, Security):
        yield from parts_of(security, _parts(sheet, security))


def _parts(sheet: Sheet, security: Security) -> Iterator[Draft]:
    for name, anchor in _CLAUSES:
        if getattr(security, name) is not None:
            yield Draft(anchor, sheet.words.field(name), partial(_clause, name=name))
    if sheet.remarks(security):
        yield Draft("security-notes", sheet.label("clause.remarks"), _notes)


def _security(sheet: Sheet) -> Security:
    security = sheet.agreement.security
    if not isinstance(security, Security):
        raise TypeError("these clauses are drafted only where security is stated")
    return security


def _clause(sheet: Sheet, name: str) -> Iterator[Block]:
    value = getattr(_security(sheet), name)
    if isinstance(value, Absence):
        yield from sheet.absence_block(value)
    elif isinstance(value, Record):
        yield sheet.facts(value)
    elif name == "certifications":
        yield Facts(tuple(_certification(sheet, entry) for entry in value))
    elif name == "regulations":
        yield Facts(tuple(_regulation(sheet, entry) for entry in value))
    else:
        yield sheet.sentences(value, "control" if name == "controls" else "audit")


def _certification(sheet: Sheet, entry: Certification) -> Fact:
    lines: list[Line] = []
    if entry.last_day:
        words = sheet.label("valid.until").format(day=sheet.words.day(entry.last_day))
        lines.append((Text(words), sheet.edition.distance(entry.last_day, "end")))
    skip = ("name", "valid_until") if entry.last_day else ("name",)
    lines += sheet.item_lines(entry, skip=skip)
    return Fact(entry.name, Cell(tuple(lines) or ((Text(""),),)))


def _regulation(sheet: Sheet, entry: Regulation) -> Fact:
    label = entry.framework
    if entry.article:
        label += f", {sheet.label('article').format(article=entry.article)}"
    lines: list[Line] = []
    if entry.satisfied_by:
        places = [_place(sheet, path) for path in entry.satisfied_by]
        pieces = [piece for place in places for piece in place]
        lines.append((Soft(f"{sheet.words.field('satisfied_by')}:"), *pieces))
    lines += sheet.item_lines(entry, skip=("framework", "article", "satisfied_by"))
    return Fact(label, Cell(tuple(lines) or ((Text(""),),)))


def _place(sheet: Sheet, path: str) -> Line:
    """Lead to the clause that a path such as `security.data_protection` or a control's id names."""
    name = path.removeprefix("security.").removeprefix("controls.")
    anchors = dict(_CLAUSES)
    if name in anchors:
        return sheet.clause(anchors[name], sheet.words.within(sheet.words.field(name)))
    security = _security(sheet)
    controls = security.controls if isinstance(security.controls, tuple) else ()
    if name in {anchor_of(control) for control in controls}:
        return sheet.clause("controls", name.replace("-", " "))
    return (Text(path),)


def _notes(sheet: Sheet) -> Iterator[Block]:
    yield Facts(tuple(sheet.remark_facts(_security(sheet))))
