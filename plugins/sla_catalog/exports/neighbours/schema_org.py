"""schema.org: an agreement as a service with an offer, in JSON-LD."""

from __future__ import annotations

import json
import re
from itertools import islice

from sla_catalog.exports.neighbours.promises import Export, HeldPromise, promises, rest
from sla_catalog.losses import Note, Outcome
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.operators import Operator
from sla_catalog.model.quantities import ElapsedTime, Percentage, PlainQuantity, TimeUnit, plain
from sla_catalog.resolved.term import text_holds_from

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
        notes.append(held.note(Outcome.WRITTEN, str(held.promise.target)))
        if held.reserve:
            said = f"{held.reserve}; the description says so, since a value has no place for it"
            notes.append(held.note(Outcome.CHANGED, said))
    service = _service(agreement, values)
    notes += rest(agreement, catalog)
    text = json.dumps(service, ensure_ascii=False, indent=2).replace("<", "\\u003c")
    return Export(f"{agreement.id}.jsonld", f"{text}\n", tuple(notes))


def structured_data(agreement: Agreement, catalog: Catalog) -> str:
    """Return an agreement as JSON-LD for its page: in one line, and inert in HTML and Markdown.

    It has the first promises with a target, and says in words what a number alone does not.
    """
    told = (one for one in promises(agreement, catalog) if one.promise.target)
    values = [_short(one) for one in islice(told, MOST_ON_A_PAGE)]
    text = json.dumps(_service(agreement, values), ensure_ascii=True, separators=(",", ":"))
    for sign in "<>&`~":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return _BRACES.sub(lambda within: _escaped(within[0]), text)


MOST_ON_A_PAGE = 20
_BRACES = re.compile(r'"(?:[^"\\]|\\.)*"')  # texts: templates and critic marks begin with braces


def _escaped(text: str) -> str:
    return text.replace("{", "\\u007b").replace("}", "\\u007d")


def _short(held: HeldPromise) -> dict[str, object]:
    """Return a promise; where a number says it all, without the sentence."""
    value = _value(held)
    if "value" not in value and held.sentence == str(held.promise.target):
        value.pop("description")
    return value


def _service(agreement: Agreement, values: list[dict[str, object]]) -> dict[str, object]:
    service: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "Service",
        "identifier": agreement.id,
        "name": agreement.title,
    }
    if agreement.summary:
        service["description"] = agreement.summary
    if values:
        first = text_holds_from(agreement)
        since = {"validFrom": first.isoformat()} if first else {}
        service["offers"] = {"@type": "Offer", **since, "additionalProperty": values}
    return service


def _value(held: HeldPromise) -> dict[str, object]:
    """Return a promise; a number only where it is guaranteed in each case and by the clock."""
    target = held.promise.target
    value: dict[str, object] = {"@type": "PropertyValue", "propertyID": held.type}
    value |= {"name": held.name, "description": held.sentence}
    bound = _BOUNDS.get(held.promise.operator) if held.promise.operator else None
    is_part = held.promise.compliance or held.is_in_hours or held.reserve
    if bound is None or list(held.obstacles) or is_part:
        return value | {"value": str(target)}
    match held.promise.value:
        case Percentage(number=number):
            return value | {bound: plain(number), "unitCode": "P1", "unitText": "%"}
        case ElapsedTime(number=number, unit=unit):
            return value | {bound: plain(number), "unitCode": _CODES[unit], "unitText": unit}
        case PlainQuantity(number=number, unit=words) if words:
            return value | {bound: plain(number), "unitText": words}
    return value | {"value": str(target)}
