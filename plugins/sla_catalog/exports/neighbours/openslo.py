"""OpenSLO v1: a service, and an SLO for each share that is promised in every case."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from sla_catalog.exports.neighbours.documents import document
from sla_catalog.exports.neighbours.promises import Export, HeldPromise, promises, rest
from sla_catalog.losses import Note, Outcome
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.calendars import Window, WindowKind
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.operators import Operator
from sla_catalog.model.quantities import ElapsedTime, Percentage, TimeUnit, as_decimal, plain
from sla_catalog.resolved.hours import stated_zone

PREFIX = "sla-catalog/"
MOST_OF_NAME = 63
MOST_OF_DESCRIPTION = 1050
_OPERATORS = {Operator.AT_MOST: "lte", Operator.LESS_THAN: "lt"}
_CALENDAR = {
    "day": "1d",
    "week": "1w",
    "month": "1M",
    "quarter": "1Q",
    "half-year": "6M",
    "year": "1Y",
}
_ROLLING = {
    TimeUnit.HOUR: "h",
    TimeUnit.DAY: "d",
    TimeUnit.WEEK: "w",
    TimeUnit.MONTH: "M",
    TimeUnit.YEAR: "Y",
}


def export(agreement: Agreement, catalog: Catalog) -> Export:
    """Return an agreement as documents of OpenSLO v1."""
    documents = [document(_service(agreement))]
    notes: list[Note] = []
    names: set[str] = set()
    for held in promises(agreement, catalog):
        obstacles = list(_obstacles(held))
        if obstacles:
            notes.append(held.note(Outcome.LEFT_OUT, "; ".join(obstacles)))
            continue
        name = _name(f"{agreement.id}-{held.id}", names)
        slo, found = _slo(agreement, held, name, stated_zone(agreement, catalog) or "")
        documents.append(document(slo))
        notes += found
    notes += rest(agreement, catalog)
    return Export(f"{agreement.id}.yaml", "---\n".join(documents), tuple(notes))


def _name(text: str, names: set[str]) -> str:
    """Return a name that no other object has, as Kubernetes writes names."""
    plain_text = re.sub(r"[^a-z0-9]+", "-", text.lower())
    name, count = plain_text[:MOST_OF_NAME].strip("-"), 2
    while name in names:
        name, count = f"{plain_text[: MOST_OF_NAME - 4].strip('-')}-{count}", count + 1
    names.add(name)
    return name


def _service(agreement: Agreement) -> dict[str, object]:
    annotations: dict[str, object] = {f"{PREFIX}owner": agreement.owner}
    return {
        "apiVersion": "openslo/v1",
        "kind": "Service",
        "metadata": {
            "name": agreement.id,
            "displayName": _short(agreement.title, MOST_OF_NAME, "title", annotations),
            "annotations": annotations,
        },
        "spec": _described(agreement.summary, annotations),
    }


def _described(text: str | None, annotations: dict[str, object]) -> dict[str, object]:
    if not text:
        return {}
    return {"description": _short(text, MOST_OF_DESCRIPTION, "description", annotations)}


def _short(text: str, most: int, key: str, annotations: dict[str, object]) -> str:
    """Return a text as long as OpenSLO lets it be; a longer one is an annotation as a whole."""
    if len(text) <= most:
        return text
    annotations[f"{PREFIX}{key}"] = text
    return f"{text[: most - 1]}…"


def _obstacles(held: HeldPromise) -> Iterator[str]:
    yield from held.obstacles
    if held.promise.target is None or held.promise.absence:
        return
    share = _share(held)
    if share is None:
        yield f"`{held.promise.target}` is not a share to be reached"
        return
    if share.number == 100:
        yield f"a target of OpenSLO is below 1, and `{share}` is not"
    window = held.promise.window
    if window is None:
        yield "its window is not stated"
    elif not _window(window):
        yield f"its window `{window}` is none of OpenSLO's"
    if held.promise.measured_over not in {None, "all time"}:
        yield f"it is measured over {held.promise.measured_over}"
    elif held.is_in_hours:
        yield "it is measured over service hours"


def _share(held: HeldPromise) -> Percentage | None:
    """Return the share of good events: what is promised, or that which must keep a limit."""
    if _limit(held) is not None and held.promise.compliance:
        return held.promise.compliance.percentage
    return held.share if held.promise.compliance is None else None


def _limit(held: HeldPromise) -> ElapsedTime | None:
    value = held.promise.value
    is_limit = held.type == "latency" and held.promise.operator in _OPERATORS
    return value if isinstance(value, ElapsedTime) and value.seconds and is_limit else None


def _slo(
    agreement: Agreement, held: HeldPromise, name: str, zone: str
) -> tuple[dict[str, object], list[Note]]:
    share = _share(held)
    if share is None:
        raise ValueError(f"{held.id} has no share")
    notes = [held.note(Outcome.WRITTEN, held.sentence)]
    method = str(held.metric.method) if held.metric.method else ""
    annotations: dict[str, object] = {
        f"{PREFIX}metric": held.id,
        f"{PREFIX}type": held.type,
        f"{PREFIX}share": str(share),
    }
    shown = _short(held.name, MOST_OF_NAME, "name", annotations)
    objective: dict[str, object] = {"displayName": shown, "target": share.number.scaleb(-2)}
    limit, operator = _limit(held), held.promise.operator
    if limit is not None and limit.seconds and operator and held.promise.compliance:
        objective |= {"op": _OPERATORS[operator], "value": as_decimal(limit.seconds)}
        annotations |= {
            f"{PREFIX}limit": str(held.promise.target),
            f"{PREFIX}counted": held.promise.compliance.noun,
        }
    if held.promise.commitment:
        annotations[f"{PREFIX}commitment"] = str(held.promise.commitment)
    if held.reserve:
        said = f"{held.reserve}; an annotation says so, since an objective has no place for it"
        notes.append(held.note(Outcome.CHANGED, said))
    if method != "events":
        annotations[f"{PREFIX}method"] = method or "not stated"
        counted = f"counts {method}" if method else "does not say what it counts"
        said = f"the promise {counted}: an annotation says so beside `Occurrences`"
        notes.append(held.note(Outcome.CHANGED, said))
    is_calendar = held.promise.window and held.promise.window.kind is WindowKind.CALENDAR
    if is_calendar and not zone:
        said = "OpenSLO demands a time zone for a calendar window, and UTC is written; is it right?"
        notes.append(held.note(Outcome.ASKED, said))
        annotations[f"{PREFIX}timezone"] = "not stated"
    notes.append(held.note(Outcome.ASKED, f"the indicator `{name}` is yours to write"))
    spec: dict[str, object] = {"service": agreement.id, "indicatorRef": name}
    spec |= _described(held.metric.description, annotations)
    spec |= {
        "timeWindow": [_window(held.promise.window, zone or "UTC")],
        "budgetingMethod": "Occurrences",
        "objectives": [objective],
    }
    return {
        "apiVersion": "openslo/v1",
        "kind": "SLO",
        "metadata": {
            "name": name,
            "displayName": shown,
            "annotations": annotations,
        },
        "spec": spec,
    }, notes


def _window(window: Window | None, zone: str = "") -> Mapping[str, object] | None:
    # A day on which months, quarters, half-years and years begin; weeks begin on a Monday.
    start = "2024-01-01 00:00:00"
    match window:
        case Window(kind=WindowKind.CALENDAR, unit=unit):
            return {
                "duration": _CALENDAR[unit],
                "isRolling": False,
                "calendar": {"startTime": start, "timeZone": zone},
            }
        case Window(kind=WindowKind.ROLLING, length=length) if length and length.unit in _ROLLING:
            short = f"{plain(length.number)}{_ROLLING[length.unit]}"
            return {"duration": short, "isRolling": True}
    return None
