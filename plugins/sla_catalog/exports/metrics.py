"""Every objective of a catalog as a row, for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from sla_catalog.exports.conditions import condition_text
from sla_catalog.exports.credits import highest_credits
from sla_catalog.exports.csv import Cell, written
from sla_catalog.exports.promises import AbsentPromise, MetricExport, PromiseExport, measures
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.parties import Role
from sla_catalog.model.placeholder import is_placeholder
from sla_catalog.resolved.term import text_holds_from

COLUMNS = (
    "agreement", "reference", "title", "kind", "status", "provider", "customer",
    "metric", "name", "type", "objective", "objective_name", "condition",
    "target", "operator", "value", "value_to", "unit", "alternative", "window", "clock",
    "statistic", "compliance_percent", "compliance_of", "commitment", "absence", "reason",
    "allowed_downtime_seconds", "allowed_downtime_shortest_seconds",
    "allowed_downtime_longest_seconds", "allowed_downtime_days", "allowed_downtime_hours_a_day",
    "allowed_downtime_operator", "highest_credit", "evidence", "holds_from",
    "hours", "per", "owed_by",
)  # fmt: skip

Row = dict[str, Cell]


def metrics_csv(catalog: Catalog) -> str:
    """Print a row for each objective, by agreement; a metric that promises nothing has one too."""
    rows = (row for one in catalog.agreements for row in agreement_rows(one, catalog))
    return written([COLUMNS, *rows])


def agreement_rows(agreement: Agreement, catalog: Catalog) -> list[list[Cell]]:
    """Return a row for each objective of an agreement, its cells in the order of `COLUMNS`."""
    return catalog.once("rows", agreement, lambda one, of: of.recall("rows", one, _in_columns))


def _in_columns(agreement: Agreement, catalog: Catalog) -> list[list[Cell]]:
    return [[row.get(name) for name in COLUMNS] for row in _rows(agreement, catalog)]


def _rows(agreement: Agreement, catalog: Catalog) -> Iterator[Row]:
    identity = _identity(agreement, catalog)
    for metric in measures(agreement, catalog):
        about: Row = {**identity, "metric": metric.id, "name": metric.name, "type": metric.type}
        if not metric.objectives:
            yield about | _absence(AbsentPromise("not-stated", ""))
        for promise in metric.objectives:
            credit = highest_credits(agreement, metric.id, promise, catalog)
            yield about | _name(metric, promise) | _promise(promise) | {"highest_credit": credit}


def _identity(agreement: Agreement, catalog: Catalog) -> Row:
    def names(role: Role) -> str:
        named = (one for one in agreement.in_role(role) if not is_placeholder(one))
        return ", ".join(name(role, reference) for reference in named)

    def name(role: Role, reference: str) -> str:
        cases = condition_text(agreement.role_held_for(role, reference))
        known = catalog.party_name(reference)
        return f"{known} ({cases})" if cases else known

    return {
        "agreement": agreement.id,
        "reference": agreement.reference,
        "title": agreement.title,
        "kind": agreement.kind,
        "status": agreement.state,
        "provider": names(Role.PROVIDER),
        "customer": names(Role.CUSTOMER),
        "holds_from": first.isoformat() if (first := text_holds_from(agreement)) else None,
    }


def _name(metric: MetricExport, promise: PromiseExport) -> Row:
    return {"name": metric.name, "objective": promise.id, "objective_name": promise.name}


def _promise(promise: PromiseExport) -> Row:
    target, compliance = promise.target, promise.compliance
    row: Row = {
        "condition": condition_text(promise.when),
        "alternative": promise.alternative,
        "window": promise.window,
        "clock": promise.clock,
        "hours": promise.hours,
        "per": promise.per,
        "owed_by": promise.owed_by,
        "statistic": promise.statistic,
        "commitment": promise.commitment,
        "evidence": promise.evidence,
    }
    if target:
        row |= {"target": target.text, "operator": target.operator, "unit": target.unit}
        row |= {"value": _number(target.value), "value_to": _number(target.value_to)}
    if compliance:
        row["compliance_percent"] = Decimal(compliance.percent)
        row["compliance_of"] = compliance.of
    return row | (_absence(promise.absence) if promise.absence else {}) | _downtime(promise)


def _absence(absence: AbsentPromise) -> Row:
    return {"absence": absence.kind, "reason": absence.reason}


def _downtime(promise: PromiseExport) -> Row:
    allowed = promise.allowed_downtime
    if allowed is None:
        return {}
    return {
        "allowed_downtime_seconds": Decimal(allowed.seconds),
        "allowed_downtime_shortest_seconds": Decimal(allowed.shortest_seconds),
        "allowed_downtime_longest_seconds": Decimal(allowed.longest_seconds),
        "allowed_downtime_days": Decimal(allowed.days),
        "allowed_downtime_hours_a_day": Decimal(allowed.hours_a_day),
        "allowed_downtime_operator": allowed.operator,
    }


def _number(text: str | None) -> Decimal | None:
    return Decimal(text) if text else None
