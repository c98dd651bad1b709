"""Section 3, monitoring: how it is tracked, what is reported, where data can be seen."""

from __future__ import annotations

from collections.abc import Iterator

from sla_catalog.model.fields import Absence
from sla_catalog.model.monitoring import Measurement, Monitoring, Report
from sla_catalog.pages.agreement.sheet import Draft, Sheet, anchor_of
from sla_catalog.pages.agreement.targets import metric_name
from sla_catalog.pages.blocks import Block, Cell, Fact, Facts
from sla_catalog.pages.wording import capitalised

_REPORTED = ("reports", "status_page", "history", "access")


def drafts(sheet: Sheet) -> Iterator[Draft]:
    """Yield the clauses of this section."""
    monitoring = sheet.agreement.monitoring
    if not isinstance(monitoring, Monitoring):
        return
    if any(name not in _REPORTED for name, _ in monitoring.fields_said()):
        yield Draft("measurement", sheet.label("clause.measurement"), _measurement)
    if any(name in _REPORTED for name, _ in monitoring.fields_said()):
        yield Draft("reports", sheet.label("clause.reports"), _reports)


def _monitoring(sheet: Sheet) -> Monitoring:
    monitoring = sheet.agreement.monitoring
    if not isinstance(monitoring, Monitoring):
        raise TypeError("the clauses of monitoring are drafted only where it is stated")
    return monitoring


def _measurement(sheet: Sheet) -> Iterator[Block]:
    monitoring = _monitoring(sheet)
    rows = list(sheet.facts(monitoring, ("measurements", *_REPORTED)).rows)
    if isinstance(monitoring.measurements, tuple):
        rows += [_measured(sheet, measurement) for measurement in monitoring.measurements]
    elif monitoring.measurements is not None:
        cell = sheet.cell(monitoring, "measurements", monitoring.measurements)
        rows.append(Fact(sheet.words.field("measurements"), cell))
    yield Facts(tuple(rows))


def _measured(sheet: Sheet, measurement: Measurement) -> Fact:
    names = {m.id: metric_name(sheet, m) for m in sheet.agreement.listed("metrics")}
    label = sheet.words.listing(names.get(metric, metric) for metric in measurement.metric)
    anchor = f"measurement-{anchor_of(measurement)}" if measurement.id else ""
    return Fact(label, Cell(tuple(sheet.item_lines(measurement, skip=("metric",)))), anchor)


def _reports(sheet: Sheet) -> Iterator[Block]:
    monitoring = _monitoring(sheet)
    rows: list[Fact] = []
    if isinstance(monitoring.reports, tuple):
        rows += [_report(sheet, report) for report in monitoring.reports]
    elif isinstance(monitoring.reports, Absence):
        rows.append(
            Fact(
                sheet.words.field("reports"), sheet.cell(monitoring, "reports", monitoring.reports)
            )
        )
    for name in ("status_page", "history"):
        value = getattr(monitoring, name)
        if value is not None:
            rows.append(Fact(sheet.words.field(name), sheet.cell(monitoring, name, value)))
    if isinstance(monitoring.access, tuple):
        rows += [
            Fact(
                sheet.words.field("access"),
                Cell(tuple(sheet.item_lines(access, "text"))),
                f"access-{anchor_of(access)}",
            )
            for access in monitoring.access
        ]
    elif monitoring.access is not None:
        rows.append(
            Fact(sheet.words.field("access"), sheet.cell(monitoring, "access", monitoring.access))
        )
    yield Facts(tuple(rows))


def _report(sheet: Sheet, report: Report) -> Fact:
    name = report.name or sheet.label("report.named").format(name=report.id.replace("-", " "))
    lines = tuple(sheet.item_lines(report, skip=("name",)))
    return Fact(capitalised(name), Cell(lines), f"report-{anchor_of(report)}")
