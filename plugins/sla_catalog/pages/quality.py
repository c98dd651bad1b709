"""The quality page: what the check finds, by agreement, for those who work through it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from sla_catalog.findings import FindingSeverity, printable
from sla_catalog.frozen import dataclass
from sla_catalog.model.agreement import Agreement
from sla_catalog.pages.addresses import OnPage, PageAt
from sla_catalog.pages.agreement.numbers import numbers
from sla_catalog.pages.agreement.view import section_anchor
from sla_catalog.pages.blocks import (
    Cell,
    Code,
    Column,
    Icon,
    Inline,
    Line,
    Link,
    Row,
    RowFacets,
    Soft,
    Strong,
    Table,
    Text,
)
from sla_catalog.pages.context import RenderContext, agreement_uri
from sla_catalog.pages.sections import Clause, Section
from sla_catalog.pages.views.facets import Facet, FacetOption
from sla_catalog.pages.views.lists import Filter, PlainView
from sla_catalog.pipeline import Located

REMARKS = "remarks"
_SIGNS = {
    FindingSeverity.ERROR: "alarm",
    FindingSeverity.WARNING: "decide",
    FindingSeverity.INFO: "equal",
}
_GRAVITY = [*FindingSeverity].index
# The section in which stands what has no clause of its own, by its first key.
_SECTIONS: Mapping[str, str] = {
    **dict.fromkeys(("services", "limits", "service_hours", "support"), "services"),
    **dict.fromkeys(
        ("metrics", "severities", "request_types", "exclusions", "maintenance", "continuity"),
        "metrics",
    ),
    "monitoring": "monitoring",
    **dict.fromkeys(("responsibilities", "depends_on"), "responsibilities"),
    **dict.fromkeys(("remedies", "disputes"), "remedies"),
    "security": "security",
    **dict.fromkeys(("review", "amendment", "revisions", "termination"), "review"),
    "conditions": "conditions",
    "definitions": "definitions",
}
# Keys whose clause has another name than their own.
_CLAUSES: Mapping[str, str] = {
    "depends_on": "stands-on",
    "request_types": "requests",
    "claim": "claims",
    "duration": "term",
    "renewal": "term",
}


@dataclass(frozen=True, slots=True)
class _Group:
    """All that is found in one file; `agreement` is None for a file of shared entries."""

    path: str
    agreement: Agreement | None
    findings: tuple[Located, ...]

    def count(self, severity: FindingSeverity) -> int:
        """Return how many open findings weigh so much."""
        return sum(one.is_open and one.finding.severity is severity for one in self.findings)

    @property
    def accepted(self) -> int:
        """Return how many findings somebody accepts with a reason."""
        return sum(bool(one.reason) for one in self.findings)

    @property
    def in_baseline(self) -> int:
        """Return how many findings were there before anybody looked."""
        return sum(one.is_in_baseline for one in self.findings)

    @property
    def is_clean(self) -> bool:
        """Tell whether nobody has to act on anything in the file."""
        return not any(one.is_open for one in self.findings)

    @property
    def gravity(self) -> tuple[int, int, str]:
        """Sort files with errors first, then those with more warnings."""
        return -self.count(FindingSeverity.ERROR), -self.count(FindingSeverity.WARNING), self.path


def quality_view(context: RenderContext) -> PlainView:
    """Lay out what is found; remarks come last, since nobody has to act on them."""
    labels = context.labels
    located = context.located or ()
    told = [
        one
        for one in located
        if one.finding.severity is not FindingSeverity.INFO or not one.is_open
    ]
    remarks = [one for one in located if one not in told]
    groups = sorted(_groups(context, told), key=lambda group: group.gravity)
    bad = {group.path for group in groups if not group.is_clean}
    clean = sum(path not in bad for path in context.catalog.paths.values())
    lead = labels["quality.lead"].format(clean=clean, all=len(context.catalog.agreements))
    return PlainView(
        name="quality",
        title=labels["quality.title"],
        lead=Text(lead),
        actions=(Link(labels["quality.remarks"], OnPage(REMARKS), quiet=True),) if remarks else (),
        counts=tuple(_counts(context, groups, len(remarks))),
        as_of=context.as_of,
        sections=(
            *(_section(context, group) for group in groups),
            *_remarks(context, remarks),
        ),
        filter=_filter(context, located),
    )


def _filter(context: RenderContext, located: Sequence[Located]) -> Filter | None:
    """Return what findings can be filtered by; nothing where there are none."""
    labels = context.labels
    told = [
        _facets(context, group.agreement, one)
        for group in _groups(context, located)
        for one in group.findings
    ]
    weights = [labels[f"severity.{one}"] for one in FindingSeverity]
    facets = []
    for name, label in (
        ("weight", labels["quality.weight"]),
        ("rule", labels["quality.rule"]),
        ("agreement", labels["agreement"]),
    ):
        counted = Counter(getattr(one, name) for one in told)
        ordered = sorted(counted, key=weights.index) if name == "weight" else sorted(counted)
        options = tuple(FacetOption(value, counted[value]) for value in ordered)
        facets.append(Facet(name, label, options))
    return Filter(tuple(facets), labels.counted("quality.shown", len(told))) if located else None


def _facets(context: RenderContext, agreement: Agreement | None, one: Located) -> RowFacets:
    """Return what one can be filtered by; the sign that parts several values is in none."""
    name = _title(agreement) if agreement else one.finding.span.path
    return RowFacets(
        context.labels[f"severity.{one.finding.severity}"],
        one.finding.rule,
        printable(name).replace("|", "/"),
    )


def _title(agreement: Agreement) -> str:
    return " ".join(filter(None, [agreement.reference, agreement.title]))


def _groups(context: RenderContext, located: Iterable[Located]) -> Iterator[_Group]:
    by_path = {path: context.catalog.by_id[name] for name, path in context.catalog.paths.items()}
    ordered = sorted(located, key=lambda one: one.finding.span.path)
    for path, found in groupby(ordered, key=lambda one: one.finding.span.path):
        yield _Group(path, by_path.get(path), tuple(found))


def _counts(
    context: RenderContext, groups: Iterable[_Group], remarks: int
) -> Iterator[tuple[str, str, str]]:
    groups, labels = tuple(groups), context.labels
    for severity in (FindingSeverity.ERROR, FindingSeverity.WARNING):
        count = sum(group.count(severity) for group in groups)
        yield _SIGNS[severity], str(count), labels.counted(f"quality.count.{severity}", count)
    yield _SIGNS[FindingSeverity.INFO], str(remarks), labels.counted("quality.count.info", remarks)
    accepted = sum(group.accepted for group in groups)
    yield "active", str(accepted), labels.counted("quality.count.accepted", accepted)
    if known := sum(group.in_baseline for group in groups):
        yield "active", str(known), labels.counted("quality.count.baseline", known)


def _section(context: RenderContext, group: _Group) -> Section:
    labels, agreement = context.labels, group.agreement
    tallies = [
        labels.counted(f"quality.tally.{severity}", count).format(count=count)
        for severity in (FindingSeverity.ERROR, FindingSeverity.WARNING)
        if (count := group.count(severity))
    ]
    for state, count in (("accepted", group.accepted), ("baseline", group.in_baseline)):
        if count:
            tallies.append(labels.counted(f"quality.tally.{state}", count).format(count=count))
    if agreement:
        title = _title(agreement)
        owner = context.catalog.party_name(agreement.owner)
        anchor = f"agreement-{agreement.id}"
    else:
        title, owner, anchor = group.path, "", f"file-{group.path.replace('/', '-')}"
    table = _table(context, title, group)
    note = " · ".join(filter(None, [", ".join(tallies), owner]))
    return Section("", anchor, title, (), blocks=(table,), qualifier=note, is_filtered=True)


def _table(context: RenderContext, title: str, group: _Group) -> Table:
    names = ("clause", "weight", "finding", "instead", "rule")
    columns = tuple(Column(context.labels[f"quality.{name}"]) for name in names)
    ordered = sorted(group.findings, key=lambda one: _GRAVITY(one.finding.severity))
    return Table(title, columns, tuple(_row(context, group.agreement, one) for one in ordered))


def _row(context: RenderContext, agreement: Agreement | None, one: Located) -> Row:
    finding, labels = one.finding, context.labels
    rule: list[Line] = [(Code(finding.rule),)]
    if one.is_in_baseline:
        rule.append((Icon("active"), Soft(labels["quality.baseline"])))
    elif not one.is_open:
        key = "quality.accepted.until" if one.until else "quality.accepted"
        day = context.wording.short_day(one.until) if one.until else ""
        words = labels[key].format(day=day, reason=printable(one.reason))
        rule.append((Icon("active"), Soft(words)))
    return Row(
        Cell((_place(context, agreement, one),)),
        (
            Cell(
                ((Icon(_SIGNS[finding.severity]), Strong(labels[f"severity.{finding.severity}"])),)
            ),
            Cell((_with_code(_sentence(finding.message)),)),
            Cell((_with_code(finding.instead),)),
            Cell(tuple(rule)),
        ),
        facets=_facets(context, agreement, one),
    )


def _sentence(message: str) -> str:
    """Return a message as it begins a sentence."""
    return message[:1].upper() + message[1:]


def _with_code(message: str) -> Line:
    """Set what a message writes between backticks as code."""
    parts = printable(message).split("`")
    if len(parts) % 2 == 0:
        return (Text(printable(message)),)
    return tuple(
        Code(part) if place % 2 else Text(part.strip())
        for place, part in enumerate(parts)
        if part.strip()
    )


def _place(context: RenderContext, agreement: Agreement | None, one: Located) -> Line:
    """Lead to the clause that a finding is about, and name the line for those who edit."""
    line = Soft(context.labels["quality.line"].format(line=one.finding.span.line))
    return (*_clause(context, agreement, one.keys), line) if agreement else (line,)


def _clause(context: RenderContext, agreement: Agreement, keys: str) -> tuple[Inline, ...]:
    known = context.recall("numbers", agreement, numbers)
    for anchor in _anchors(keys):
        if anchor in known:
            return (Link(known[anchor], PageAt(agreement_uri(agreement.id), anchor)),)
    section = _SECTIONS.get(keys.partition(".")[0].partition("[")[0], "")
    if section in known:
        target = PageAt(agreement_uri(agreement.id), section_anchor(section))
        return (Link(known[section], target),)
    return ()


def _anchors(keys: str) -> Iterator[str]:
    """Yield what the clause could be called that holds a value, the innermost first.

    `metrics[uptime].target` stands in `metric-uptime`.
    """
    for step in reversed(keys.split(".")):
        name, _, entry = step.partition("[")
        entry = entry.partition("]")[0].lower()
        if entry:
            yield f"{name.removesuffix('s')}-{entry}"
        yield _CLAUSES.get(name, name.replace("_", "-"))


def _remarks(context: RenderContext, remarks: list[Located]) -> Iterator[Section]:
    if remarks:
        clauses = tuple(_of_remarks(context, group) for group in _groups(context, remarks))
        title, note = context.labels["quality.remarks"], str(len(remarks))
        yield Section("", REMARKS, title, clauses, qualifier=note, is_filtered=True)


def _of_remarks(context: RenderContext, group: _Group) -> Clause:
    name = group.agreement.title if group.agreement else group.path
    anchor = f"{REMARKS}-{group.agreement.id if group.agreement else group.path.replace('/', '-')}"
    return Clause("", anchor, name, (_table(context, name, group),))
