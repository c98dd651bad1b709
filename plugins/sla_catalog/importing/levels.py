"""One service level of a data contract or product: its name and value to a promise."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sla_catalog.frozen import dataclass
from sla_catalog.importing.documents import placeholder
from sla_catalog.importing.reading import KEPT, Reading, clean, prose
from sla_catalog.importing.records import ImportedPromise, Read
from sla_catalog.importing.values import ForeignValue, ReadMeaning, value_of
from sla_catalog.losses import Outcome
from sla_catalog.model.metric_types import METRIC_TYPES, Amounts
from sla_catalog.source.nodes import Node

# The types by the names that data contracts and products use, without capitals and hyphens.
_TYPES = {
    "availability": "availability",
    "av": "availability",
    "uptime": "availability",
    "throughput": "throughput",
    "th": "throughput",
    "errorrate": "error_rate",
    "er": "error_rate",
    "retention": "retention",
    "dataretention": "retention",
    "retentionperiod": "retention",
    "logretention": "retention",
    "backupretention": "retention",
    "re": "retention",
    "latency": "latency",
    "responsetime": "latency",
    "ly": "latency",
    "freshness": "data_freshness",
    "datafreshness": "data_freshness",
    "completeness": "completeness",
    "support": "response_time",
    "emailresponsetime": "response_time",
    "timetodetect": "time_to_detect",
    "td": "time_to_detect",
    "timetonotify": "time_to_notify",
    "tn": "time_to_notify",
    "timetorepair": "resolution_time",
    "tr": "resolution_time",
    "recoverytime": "rto",
    "recoverytimeobjective": "rto",
    "rto": "rto",
    "recoverypoint": "rpo",
    "recoverypointobjective": "rpo",
    "rpo": "rpo",
}
_FREQUENCIES = frozenset({"frequency", "fy", "updatefrequency", "refreshcycle"})
_HIGHER = re.compile(r"throughput|accuracy|quality|coverage|consistency|uptime", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Level:
    """Hold one service level; `text` is its value where that is not the text of its node."""

    service: str
    property: str
    name: str
    value: Node
    unit: str = ""
    description: str = ""
    text: str = ""


def kind_of(name: str) -> str:
    """Return the type of a service level by its name, or `custom`."""
    return _TYPES.get(_plain(name), "custom")


def _plain(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.lower())


def level(reading: Reading, one: Level) -> Iterator[Read]:
    """Yield the promise of a service level, and what is to be said of its value."""
    kind, form = kind_of(one.property), _plain(one.property)
    text = one.text or reading.text(one.value)
    sort = "frequency" if form in _FREQUENCIES else kind
    value = value_of(text, one.unit, sort)
    more: dict[str, object] = {"description": prose(one.description)} if one.description else {}
    name = clean(one.name) or "unnamed"
    span = reading.span(one.value)
    if value.meaning is ReadMeaning.AMOUNT:
        kind = _fitting(kind, value.text)
        if kind == "custom":
            more |= {"direction": "lower" if _is_time(value.text) else "higher"}
            if form not in _FREQUENCIES and not _HIGHER.search(one.property):
                better = more["direction"]
                text = f"{name}: is {better} really better? The file does not say"
                yield reading.note(Outcome.ASKED, one.value, text)
        yield ImportedPromise(one.service, name, span, kind, value.text, more=more)
    elif value.meaning is ReadMeaning.UNLIMITED:
        yield reading.note(Outcome.CHANGED, one.value, f"{name}: unlimited, as a named step")
        more |= {"scale": ["unlimited"], "direction": "higher"}
        yield ImportedPromise(one.service, name, span, "custom", "unlimited", more=more)
    elif value.meaning is ReadMeaning.NO_PROMISE:
        yield reading.note(Outcome.READ, one.value, f"{name}: no promise, since it is `{text}`")
        yield ImportedPromise(
            one.service, name, span, kind, more=more | {"none": prose(value.text)}
        )
    else:
        yield from _in_words(reading, one, kind, value, more)


def _in_words(
    reading: Reading, one: Level, kind: str, value: ForeignValue, more: dict[str, object]
) -> Iterator[Read]:
    why = {
        ReadMeaning.TIME_OF_DAY: "a time of day, which no metric takes; its words are kept",
        ReadMeaning.DATE: "a date, which no metric takes; its words are kept",
        ReadMeaning.WITHOUT_UNIT: "a number without its unit; which one is meant?",
        ReadMeaning.UNITS_DISAGREE: "both give a unit, and not the same one",
    }.get(value.meaning, "")
    if value.meaning is ReadMeaning.WITHOUT_UNIT:
        yield reading.note(Outcome.ASKED, one.value, f"{one.name}: `{value.text}` is {why}")
    elif value.meaning in {ReadMeaning.TIME_OF_DAY, ReadMeaning.DATE}:
        yield reading.note(Outcome.CHANGED, one.value, f"{one.name}: `{value.text}` is {why}")
    else:
        lone = "minutes or months? The unit `m` means both" if one.unit == "m" else why
        text = f"the value of {one.name} `{value.text}` was not read"
        text += f": {lone}" if lone else ""
        if placeholder(value.text):
            text += ": a template; render it first"
        text += KEPT
        yield reading.note(Outcome.ASKED if one.unit == "m" else Outcome.LEFT_OUT, one.value, text)
    words = value.text or "no value"
    if value.meaning is ReadMeaning.WITHOUT_UNIT:
        words += ", without a unit"
    yield ImportedPromise(
        one.service, clean(one.name), reading.span(one.value), kind, unread=prose(words), more=more
    )


def _fitting(kind: str, target: str) -> str:
    """Return a type that can have the target: a share of freshness is no time."""
    known = METRIC_TYPES.get(kind)
    if known is None or known.amounts is Amounts.ANY:
        return kind
    return kind if (known.amounts is Amounts.SHARE) == target.endswith("%") else "custom"


_TIMES = re.compile(r"[0-9.]+ (?:ms|s|min|h|days?|weeks?|months?|years?)$")


def _is_time(target: str) -> bool:
    return _TIMES.search(target) is not None
