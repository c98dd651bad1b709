"""Section 6, security and compliance: data, controls, incidents, certificates, regulation."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from sla_catalog.model.fields import Absence, Record
from sla_catalog.model.security import Certification, Regulation, Security
from sla_catalog.pages.agreement.cells import anchor_of
from sla_catalog.pages.agreement.page import AgreementPage, ClauseSpec, parts_of
from sla_catalog.pages.blocks import Block, Cell, FactRow, Facts, Line, Soft, Text

_CLAUSES = (
    ("data_protection", "data-protection"),
    ("controls", "controls"),
    ("incident_notice", "incident-notice"),
    ("certifications", "certifications"),
    ("regulations", "regulations"),
    ("audits", "audits"),
)


def drafts(page: AgreementPage) -> Iterator[ClauseSpec]:
    """Yield the clauses of this section."""
    security = page.agreement.security
    if isinstance(security, Security):
        yield from parts_of(security, _parts(page, security))


def _parts(page: AgreementPage, security: Security) -> Iterator[ClauseSpec]:
    for name, anchor in _CLAUSES:
        if getattr(security, name) is not None:
            yield ClauseSpec(anchor, page.words.field(name), partial(_clause, name=name))
    if page.remarks(security):
        yield ClauseSpec("security-notes", page.label("clause.remarks"), _notes)


def _security(page: AgreementPage) -> Security:
    security = page.agreement.security
    if not isinstance(security, Security):
        raise TypeError("these clauses are drafted only where security is stated")
    return security


def _clause(page: AgreementPage, name: str) -> Iterator[Block]:
    value = getattr(_security(page), name)
    if isinstance(value, Absence):
        yield from page.absence_block(value)
    elif isinstance(value, Record):
        yield page.facts(value)
    elif name == "certifications":
        yield Facts(tuple(_certification(page, entry) for entry in value))
    elif name == "regulations":
        yield Facts(tuple(_regulation(page, entry) for entry in value))
    else:
        yield page.sentences(value, "control" if name == "controls" else "audit")


def _certification(page: AgreementPage, entry: Certification) -> FactRow:
    lines: list[Line] = []
    if entry.last_day:
        words = page.label("valid.until").format(day=page.words.day(entry.last_day))
        lines.append((Text(words), page.context.distance(entry.last_day, "end")))
    skip = ("name", "valid_until") if entry.last_day else ("name",)
    lines += page.item_lines(entry, skip=skip)
    return FactRow(entry.name, Cell(tuple(lines) or ((Text(""),),)))


def _regulation(page: AgreementPage, entry: Regulation) -> FactRow:
    label = entry.framework
    if entry.article:
        label += f", {page.label('article').format(article=entry.article)}"
    lines: list[Line] = []
    if entry.satisfied_by:
        places = [_place(page, path) for path in entry.satisfied_by]
        pieces = [piece for place in places for piece in place]
        lines.append((Soft(page.words.headed(page.words.field("satisfied_by"))), *pieces))
    lines += page.item_lines(entry, skip=("framework", "article", "satisfied_by"))
    return FactRow(label, Cell(tuple(lines) or ((Text(""),),)))


def _place(page: AgreementPage, path: str) -> Line:
    """Lead to the clause that a path such as `security.data_protection` or a control's id names."""
    name = path.removeprefix("security.").removeprefix("controls.")
    anchors = dict(_CLAUSES)
    if name in anchors:
        return page.clause(anchors[name], page.words.within(page.words.field(name)))
    security = _security(page)
    controls = security.controls if isinstance(security.controls, tuple) else ()
    if name in {anchor_of(control) for control in controls}:
        return page.clause("controls", name.replace("-", " "))
    return (Text(path),)


def _notes(page: AgreementPage) -> Iterator[Block]:
    yield Facts(tuple(page.remark_facts(_security(page))))
