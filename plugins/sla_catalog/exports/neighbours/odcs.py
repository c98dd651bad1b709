"""ODCS v3.1.0: a service level for each amount, and in the contract's own properties the rest."""

from __future__ import annotations

from collections.abc import Iterator

from sla_catalog.exports.neighbours.documents import document
from sla_catalog.exports.neighbours.promises import Export, HeldPromise, promises, rest
from sla_catalog.losses import Note, Outcome
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.header import Status
from sla_catalog.model.quantities import ElapsedTime, Percentage, PlainQuantity, TimeUnit
from sla_catalog.resolved.promises import operator_of

EXTENSION = "slaCatalogPromises"
PROPERTIES = {
    "availability": "availability",
    "throughput": "throughput",
    "error_rate": "errorRate",
    "latency": "latency",
    "retention": "retention",
    "data_freshness": "freshness",
    "completeness": "completeness",
    "time_to_detect": "timeToDetect",
    "time_to_notify": "timeToNotify",
    "resolution_time": "timeToRepair",
    "rto": "recoveryTime",
    "rpo": "recoveryPoint",
}
_UNITS = {
    TimeUnit.MILLISECOND: "ms",
    TimeUnit.SECOND: "s",
    TimeUnit.MINUTE: "min",
    TimeUnit.HOUR: "h",
    TimeUnit.DAY: "d",
    TimeUnit.WEEK: "weeks",
    TimeUnit.MONTH: "months",
    TimeUnit.YEAR: "y",
}
_STATUS = {
    Status.DRAFT: "draft",
    Status.IN_REVIEW: "proposed",
    Status.ACTIVE: "active",
    Status.SUPERSEDED: "deprecated",
    Status.EXPIRED: "retired",
    Status.TERMINATED: "retired",
}
OPEN = "TODO"


def export(agreement: Agreement, catalog: Catalog) -> Export:
    """Return an agreement as a data contract."""
    notes: list[Note] = []
    contract: dict[str, object] = {
        "apiVersion": "v3.1.0",
        "kind": "DataContract",
        "id": agreement.id,
        "name": agreement.title,
        "version": _version(agreement, catalog, notes),
        "status": _STATUS.get(agreement.state, str(agreement.state)),
        "team": {"name": catalog.party_name(agreement.owner)},
    }
    if agreement.summary:
        contract["description"] = {"purpose": agreement.summary}
    levels: list[object] = []
    extension: dict[str, object] = {}
    for held in promises(agreement, catalog):
        extension[held.id] = held.words | {"name": held.name}
        obstacles = list(_obstacles(held))
        if obstacles:
            why = "; ".join(obstacles)
            notes.append(held.note(Outcome.CHANGED, f"only in `customProperties`, since {why}"))
        else:
            levels.append(_level(held))
            notes.append(held.note(Outcome.WRITTEN, str(held.promise.target)))
            if beside := ", ".join(_beside(held)):
                said = f"{beside}: in `customProperties`, since a service level has no place for it"
                notes.append(held.note(Outcome.CHANGED, said))
    if levels:
        contract["slaProperties"] = levels
    if extension:
        contract["customProperties"] = [{"property": EXTENSION, "value": extension}]
    notes += rest(agreement, catalog)
    return Export(f"{agreement.id}.odcs.yaml", document(contract), tuple(notes))


def _version(agreement: Agreement, catalog: Catalog, notes: list[Note]) -> str:
    if agreement.version is not None and not hasattr(agreement.version, "why"):
        return str(agreement.version)
    said = "version: ODCS demands one, and the agreement states none"
    notes.append(Note(Outcome.ASKED, catalog.span(agreement, ("id",)), said))
    return OPEN


def _obstacles(held: HeldPromise) -> Iterator[str]:
    yield from held.obstacles
    promise = held.promise
    if promise.target is None or promise.absence:
        return
    if promise.operator is not operator_of(promise.direction) and promise.operator is not None:
        yield f"`{promise.target}` is not the limit that the type means"
    if not isinstance(promise.value, Percentage | ElapsedTime | PlainQuantity):
        yield f"`{promise.target}` is not a number with a unit"
    if promise.compliance:
        yield f"only {promise.compliance} must keep it"
    if promise.statistic:
        yield f"it is promised of the {promise.statistic}"
    if held.is_in_hours:
        yield "it is measured over service hours"


def _beside(held: HeldPromise) -> Iterator[str]:
    if held.promise.window:
        yield f"window {held.promise.window}"
    if held.promise.commitment:
        yield f"commitment {held.promise.commitment}"


def _level(held: HeldPromise) -> dict[str, object]:
    value = held.promise.value
    match value:
        case Percentage(number=number):
            unit = "percent"
        case ElapsedTime(number=number, unit=of_time):
            unit = _UNITS[of_time]
        case PlainQuantity(number=number, unit=unit):
            pass
        case _:
            raise ValueError(f"{held.id} has no number")
    level: dict[str, object] = {
        "id": held.id,
        "property": PROPERTIES.get(held.type, held.metric.id),
        "value": number,
    }
    if unit:
        level["unit"] = unit
    description = held.metric.description or held.name
    return level | {
        "description": f"{description.rstrip()} ({held.reserve})" if held.reserve else description
    }
