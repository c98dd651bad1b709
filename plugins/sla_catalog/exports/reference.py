"""The format as a page of the handbook, made from the model: every record with its keys."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, BeforeValidator

from sla_catalog.model.agreement import Agreement
from sla_catalog.model.fields import Absence, Item, MaybeAbsent, Polarity, Record, meaning
from sla_catalog.model.metric_types import METRIC_TYPES
from sla_catalog.model.scalar_types import ScalarType
from sla_catalog.source.load import SHARED_FILES

NAME = "format.md"

_PLAIN = ("a text", "an id")  # an example in each row would only fill it

_BETTER = {
    Polarity.HIGHER: "more",
    Polarity.LOWER: "less",
    Polarity.METRIC: "as the direction of the metric says",
    Polarity.SUPERSET: "more entries or hours",
    Polarity.SUBSET: "fewer entries or hours",
    Polarity.ORDER: "a value named earlier",
    Polarity.YES: "true, or that there is one",
    Polarity.NO: "false",
    Polarity.READ: "only a reader can tell",
    Polarity.NEUTRAL: "makes no difference",
    Polarity.PARTS: "see its keys",
}

FURTHER_EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "a short name": ("gold",),
    "a date": ("2027-01-31",),
    "a day, a month or a year": ("2026-12", "December 2026", "2026"),
    "a web address": ("https://status.example.com",),
    "a time zone": ("UTC",),
    "a language tag": ("de-AT",),
    "a duration": ("20 ms", "4 h", "30 days", "12 months", "4 business hours"),
    "a duration or a deadline": (
        "4 h",
        "by 15:00 next business day",
        "by end of business day",
        "by end of next calendar day",
    ),
    "an amount": ("99.9 %", "15 min", "200 GB", "25 EUR", "500"),
    "a target": (
        "99.95 %",
        "at most 4 h",
        "less than 1 h",
        "more than 500 requests/s",
        "exactly 12",
        "3 to 4 business days",
        "by end of business day",
        "Medium",
    ),
    "a share": ("90 % of e-mails",),
    "hours": ("24x7", "Mon-Fri 07:00-19:00, Sat 09:00-13:00", "Sat 22:00-02:00", "office-hours"),
    "a window of measurement": (
        "calendar quarter",
        "calendar half-year",
        "billing month",
        "fiscal year",
        "rolling 30 days",
        "30 days before claim",
        "average month of 730 h",
        "contract term",
        "per request",
    ),
    "a recurring time": ("Sat 22:00-02:00", "every 3 months"),
    "how often": ("every 2 weeks", "every quarter", "weekly", "continuous", "on request"),
    "an interval": ("every day", "30 s"),
    "a trigger": (
        "each breach",
        "2 breaches in 6 months",
        "2 of any 3 months",
        "3 consecutive months",
        "2 consecutive months below 98.0 %",
    ),
    "`target` or an amount": ("target",),
    "a credit": ("25 EUR", "5 days of service", "2 times the price of the outage"),
}

_INTRODUCTION = """\
# The format

<!-- Written by `make schema` from plugins/sla_catalog/model. Do not edit. -->

Every file is YAML in UTF-8. Each agreement is a file of its own, and its `id` is the name of the
file. Four names at the top of the folder are shared files: `glossary.yaml`, `metrics.yaml`,
`calendars.yaml` and `parties.yaml`. Names that begin with `_` or `.` are passed over.

The tables below list every key of every record, in the order in which people write them. A key
that is not in its table is an error. The last column says which change is better for the customer.
Of a target, the direction of its metric decides.
"""

_ABSENT = """\
## What is not there

A key that is left out means *not stated*. Where a table says *or an absence*, one of these three
words says more, each with its reason. An empty value is refused.

| key | what it says | example |
| --- | --- | --- |
| `none` | There is no such promise, by decision. | `remedies: {none: An internal service.}` |
| `elsewhere` | Another document says it. | `security: {elsewhere: The data processing agreement}` |
| `unread` | Whoever transcribed the text did not see it. | `disputes: {unread: Not on the page}` |

`source` may stand beside the word.
"""

_ENTRY = """\
## Keys of every entry

Most records take these keys beside their own.

"""

_OWN = """
Any record also takes keys of your own that begin with `x_`. They are kept and shown as
*Additional*, and mean nothing to the program.
"""

_VALUES = """\
## Kinds of value

A value is written as text for people, and read as an exact amount. Numbers have a point for
decimals and no sign between thousands. The unit decides: `4 h` runs on the clock on the wall,
`4 business hours` only while the agreed hours run. A target takes `at least`, `at most`,
`more than`, `less than` and `exactly`, or the signs `>=`, `<=`, `>`, `<` and `=` in quotes. Without
them the type of the metric decides.

| kind | examples |
| --- | --- |
"""

_TYPES = """\
## Types of metric

`type` is one of these, the id of an entry in `metrics.yaml`, or `custom` with a `direction`.

| type | name, unless it has its own | better | a target is |
| --- | --- | --- | --- |
"""


def format_reference() -> str:
    """Return the page: what all records share, then each record in the order of writing."""
    parts = [
        _INTRODUCTION,
        _ABSENT,
        _ENTRY + _table(Item, _declared(Item)) + _OWN,
        _VALUES + "".join(_examples()),
        _TYPES + "".join(_metric_types()),
    ]
    return "\n".join([*parts, *map(_section, records())])


def write(folder: Path) -> None:
    """Write the page into a folder, which is made where it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / NAME).write_text(format_reference(), encoding="utf-8", newline="\n")


def records() -> Iterator[type[Record]]:
    """Yield each record that a file may hold, once, a record before those in it."""
    seen: dict[type[Record], None] = {}
    _gather_named_by(Item, _declared(Item), seen)
    files: list[type[Record]] = [Agreement, *SHARED_FILES.values()]
    for record in files:
        _gather(record, seen)
    yield from seen


def written_values() -> Mapping[str, tuple[ScalarType, ...]]:
    """Return the ways to read a value, by the noun that the page has for them."""
    found: dict[str, dict[ScalarType, None]] = {}
    with_keys: list[type[Record]] = [Item, *records()]
    for record in with_keys:
        for name in _declared(record):
            for way in _ways(_annotation(record, name)):
                found.setdefault(way.kind, {})[way] = None
    return {kind: tuple(ways) for kind, ways in found.items()}


def heading(record: type[Record]) -> str:
    """Return the heading of a record's section: its name in words, or its file's."""
    for name, file in SHARED_FILES.items():
        if file is record:
            return f"{name}.yaml"
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", record.__name__)
    return words[0] + words[1:].lower()


def _gather(record: type[Record], seen: dict[type[Record], None]) -> None:
    if record in seen or record is Absence:
        return
    seen[record] = None
    _gather_named_by(record, _own(record), seen)


def _gather_named_by(
    record: type[Record], names: Iterable[str], seen: dict[type[Record], None]
) -> None:
    for name in names:
        for part in _parts(_annotation(record, name)):
            if isinstance(part, type) and issubclass(part, Record):
                _gather(part, seen)


def _section(record: type[Record]) -> str:
    also = ""
    if issubclass(record, MaybeAbsent):
        also = (
            "\nIt takes [the keys of every entry](#keys-of-every-entry) too, and `none`, "
            "`elsewhere` or `unread` [instead of its promise](#what-is-not-there).\n"
        )
    elif issubclass(record, Item):
        also = "\nIt takes [the keys of every entry](#keys-of-every-entry) too.\n"
    text = inspect.getdoc(record) or ""
    return f"## {heading(record)}\n\n{text}\n{also}\n{_table(record, _own(record))}"


def _table(record: type[Record], names: Iterable[str]) -> str:
    head = "| key | what it takes | what it says | better for the customer |\n"
    return head + "| --- | --- | --- | --- |\n" + "".join(_row(record, name) for name in names)


def _row(record: type[Record], name: str) -> str:
    info, says = record.model_fields[name], meaning(record, name)
    key = f"`{info.alias or name}`" + (" (required)" if info.is_required() else "")
    cells = (key, _takes(_annotation(record, name)), says.description, _BETTER[says.polarity])
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


def _declared(record: type[Record]) -> tuple[str, ...]:
    return tuple(name for name in record.model_fields if name != "additional")


def _own(record: type[Record]) -> tuple[str, ...]:
    """Name the fields that a record does not share with every entry, what tells it apart first."""
    shared: type[Record] = MaybeAbsent if issubclass(record, MaybeAbsent) else Item
    inherited = shared.model_fields if issubclass(record, Item) else {}
    own = [name for name in _declared(record) if name not in inherited]
    first = [name for name in ("id", "type", "name") if "id" in own and name in own]
    return tuple(dict.fromkeys((*first, *own)))


def _annotation(record: type[Record], name: str) -> Any:
    """Return a field's annotation with the parts that pydantic keeps beside it."""
    info = record.model_fields[name]
    beside = tuple(info.metadata)
    return Annotated.__class_getitem__((info.annotation, *beside)) if beside else info.annotation  # type: ignore[attr-defined]


def _parts(annotation: Any) -> Iterator[Any]:
    yield annotation
    for part in get_args(annotation):
        yield from _parts(part)


def _ways(annotation: Any) -> Iterator[ScalarType]:
    yield from (part for part in _parts(annotation) if isinstance(part, ScalarType))


def _takes(annotation: Any) -> str:
    """Say in words what may stand for an annotation."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _takes_annotated(arguments[0], arguments[1:])
    if origin in (Union, UnionType):
        return _takes_any(arguments)
    if origin is tuple:
        is_record = inspect.isclass(arguments[0]) and issubclass(arguments[0], BaseModel)
        entry = _link(arguments[0]) if is_record else _takes(arguments[0])
        return f"a list of {entry}" if is_record else f"a list; each entry is {entry}"
    if inspect.isclass(origin) and issubclass(origin, Mapping):
        return f"a mapping (key: {_key(arguments[0])}; value: {_takes(arguments[1])})"
    if inspect.isclass(annotation) and issubclass(annotation, BaseModel):
        return f"the keys of {_link(annotation)}"
    if inspect.isclass(annotation) and issubclass(annotation, StrEnum):
        return "one of " + ", ".join(f"`{choice.value}`" for choice in annotation)
    return {str: "a text in Markdown", bool: "`true` or `false`", int: "a whole number above 0"}[
        annotation
    ]


def _takes_annotated(annotation: Any, beside: Sequence[Any]) -> str:
    for part in beside:
        if isinstance(part, ScalarType):
            return part.kind if part.kind in _PLAIN else f"{part.kind}, such as `{part.example}`"
    takes_one = any(isinstance(part, BeforeValidator) for part in beside)
    if takes_one and get_origin(annotation) is tuple:
        return f"{_takes(get_args(annotation)[0])}, or a list of them"
    return _takes(annotation)


def _takes_any(choices: Iterable[Any]) -> str:
    present = [choice for choice in choices if choice is not type(None)]
    absences = [choice for choice in present if Absence in _outer(choice)]
    words = [_takes(choice) for choice in present if choice not in absences]
    if absences:
        words.append("[an absence](#what-is-not-there)")
    return "; or ".join(words)


def _outer(annotation: Any) -> tuple[Any, ...]:
    """Return an annotation and what it annotates, but nothing that is deeper in it."""
    inner = get_args(annotation)[:1] if get_origin(annotation) is Annotated else ()
    return (annotation, *inner)


def _key(annotation: Any) -> str:
    return "a text" if annotation is str else _takes(annotation)


def _link(record: type[BaseModel]) -> str:
    words = heading(record) if issubclass(record, Record) else record.__name__
    return f"[{words.lower()}](#{words.lower().replace(' ', '-')})"


def _examples() -> Iterator[str]:
    for kind, ways in written_values().items():
        examples = dict.fromkeys((*(way.example for way in ways), *FURTHER_EXAMPLES.get(kind, ())))
        yield f"| {kind} | {', '.join(f'`{example}`' for example in examples)} |\n"
    markdown = "emphasis, code, lists, tables and links; no HTML, images or headings"
    yield f"| a text in Markdown | {markdown} |\n"


def _metric_types() -> Iterator[str]:
    for kind in METRIC_TYPES.values():
        yield f"| `{kind.id}` | {kind.name} | {kind.direction} | {kind.amounts} |\n"
