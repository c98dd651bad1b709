"""Section 3, monitoring: how it is tracked, what is reported, where data can be seen."""

from __future__ import annotations

from collections.abc import Iterator

from sla_catalog.model.fields import Absence
from sla_catalog.model.monitoring import Measurement, Monitoring, Report
from sla_catalog.pages.agreement.cells import anchor_of
from sla_catalog.pages.agreement.page import AgreementPage, ClauseSpec, parts_of
from sla_catalog.pages.agreement.targets import metric_name
from sla_catalog.pages.blocks import Block, Cell, FactRow, Facts
from sla_catalog.pages.wording import capitalised

_REPORT_WORDS = frozenset({"report", "reports", "reporting"})  # ids that name nothing
_REPORTED = ("reports", "status_page", "history", "access")


def drafts(page: AgreementPage) -> Iterator[ClauseSpec]:
    """Yield the clauses of this section."""
    monitoring = page.agreement.monitoring
    if isinstance(monitoring, Monitoring):
        yield from parts_of(monitoring, _parts(page, monitoring))


def _parts(page: AgreementPage, monitoring: Monitoring) -> Iterator[ClauseSpec]:
    if any(name not in {*_REPORTED, "when"} for name, _ in monitoring.fields_said()):
        yield ClauseSpec("measurement", page.label("clause.measurement"), _measurement)
    if any(name in _REPORTED for name, _ in monitoring.fields_said()):
        yield ClauseSpec("reports", page.label("clause.reports"), _reports)


def _monitoring(page: AgreementPage) -> Monitoring:
    monitoring = page.agreement.monitoring
    if not isinstance(monitoring, Monitoring):
        raise TypeError("the clauses of monitoring are drafted only where it is stated")
    return monitoring


def _measurement(page: AgreementPage) -> Iterator[Block]:
    monitoring = _monitoring(page)
    rows = list(page.facts(monitoring, ("when", "measurements", *_REPORTED)).rows)
    if isinstance(monitoring.measurements, tuple):
        rows += [_measured(page, measurement) for measurement in monitoring.measurements]
    elif monitoring.measurements is not None:
        cell = page.cell(monitoring, "measurements", monitoring.measurements)
        rows.append(FactRow(page.words.field("measurements"), cell))
    yield Facts(tuple(rows))


def _measured(page: AgreementPage, measurement: Measurement) -> FactRow:
    names = {m.id: metric_name(page, m) for m in page.agreement.listed("metrics")}
    label = page.words.listing(names.get(metric, metric) for metric in measurement.metric)
    anchor = f"measurement-{anchor_of(measurement)}" if measurement.id else ""
    return FactRow(label, Cell(tuple(page.item_lines(measurement, skip=("metric",)))), anchor)


def _reports(page: AgreementPage) -> Iterator[Block]:
    monitoring = _monitoring(page)
    rows: list[FactRow] = []
    if isinstance(monitoring.reports, tuple):
        rows += [_report(page, report) for report in monitoring.reports]
    elif isinstance(monitoring.reports, Absence):
        rows.append(
            FactRow(
                page.words.field("reports"), page.cell(monitoring, "reports", monitoring.reports)
            )
        )
    for name in ("status_page", "history"):
        value = getattr(monitoring, name)
        if value is not None:
            rows.append(FactRow(page.words.field(name), page.cell(monitoring, name, value)))
    if isinstance(monitoring.access, tuple):
        rows += [
            FactRow(
                page.words.field("access"),
                Cell(tuple(page.item_lines(access, "text"))),
                f"access-{anchor_of(access)}",
            )
            for access in monitoring.access
        ]
    elif monitoring.access is not None:
        rows.append(
            FactRow(page.words.field("access"), page.cell(monitoring, "access", monitoring.access))
        )
    yield Facts(tuple(rows))


def _report(page: AgreementPage, report: Report) -> FactRow:
    name = report.name or _name_of(page, report)
    lines = tuple(page.item_lines(report, skip=("name",)))
    return FactRow(name, Cell(lines), f"report-{anchor_of(report)}")


def _name_of(page: AgreementPage, report: Report) -> str:
    """Name a report by its id, once more only where the id does not say itself what it is."""
    name, kind = report.id.replace("-", " "), page.label("report")
    if name.casefold() in {*_REPORT_WORDS, kind.casefold()}:
        return kind
    is_said = kind.casefold() in name.casefold()
    return capitalised(name if is_said else page.label("report.named").format(name=name))
