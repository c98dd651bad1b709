"""schema.org: an agreement as a service with an offer, in JSON-LD."""

from __future__ import annotations

import json

from sla_catalog.exports.neighbours.promises import Export, HeldPromise, promises, rest
from sla_catalog.losses import Note, Outcome
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.operators import Operator
from sla_catalog.model.quantities import ElapsedTime, Percentage, PlainQuantity, TimeUnit, plain

# The codes of UN/CEFACT, which schema.org asks for.
_CODES = {
    TimeUnit.MILLISECOND: "C26",
    TimeUnit.SECOND: "SEC",
    TimeUnit.MINUTE: "MIN",
    TimeUnit.HOUR: "HUR",
    TimeUnit.DAY: "DAY",
    TimeUnit.WEEK: "WEE",
    TimeUnit.MONTH: "MON",
    TimeUnit.YEAR: "ANN",
}

_BOUNDS = {Operator.AT_LEAST: "minValue", Operator.AT_MOST: "maxValue"}


def export(agreement: Agreement, catalog: Catalog) -> Export:
    """Return an agreement as one JSON-LD object."""
    notes: list[Note] = []
    values = []
    for held in promises(agreement, catalog):
        if held.promise.target is None or held.promise.absence:
            notes.append(held.note(Outcome.LEFT_OUT, "; ".join(held.obstacles)))
            continue
        values.append(_value(held))
        notes.append(held.note(Outcome.READ, str(held.promise.target)))
    service: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "Service",
        "identifier": agreement.id,
        "name": agreement.title,
    }
    if agreement.summary:
        service["description"] = agreement.summary
    if values:
        service["offers"] = {"@type": "Offer", "additionalProperty": values}
    notes += rest(agreement, catalog)
    text = json.dumps(service, ensure_ascii=False, indent=2).replace("<", "\\u003c")
    return Export(f"{agreement.id}.jsonld", f"{text}\n", tuple(notes))


def _value(held: HeldPromise) -> dict[str, object]:
    """Return a promise; a number only where it is promised in each case and by the clock."""
    target = held.promise.target
    value: dict[str, object] = {"@type": "PropertyValue", "propertyID": held.type}
    value |= {"name": held.name, "description": held.sentence}
    bound = _BOUNDS.get(held.promise.operator) if held.promise.operator else None
    if bound is None or list(held.obstacles) or held.promise.compliance or held.is_in_hours:
        return value | {"value": str(target)}
    match held.promise.value:
        case Percentage(number=number):
            return value | {bound: plain(number), "unitCode": "P1", "unitText": "%"}
        case ElapsedTime(number=number, unit=unit):
            return value | {bound: plain(number), "unitCode": _CODES[unit], "unitText": unit}
        case PlainQuantity(number=number, unit=words) if words:
            return value | {bound: plain(number), "unitText": words}
    return value | {"value": str(target)}
