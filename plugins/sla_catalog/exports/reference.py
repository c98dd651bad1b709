"""The format as pages of the handbook, made from the model: a page for each kind of file."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from sla_catalog.exports.reference_texts import (
    ABSENT,
    AGREEMENT,
    ENTRY,
    FILES,
    FURTHER_EXAMPLES,
    INTRODUCTION,
    NAME,
    OWN,
    TABLES,
    TYPES,
    VALUES,
    WRITTEN,
)
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.fields import Absence, Item, MaybeAbsent, Polarity, Record, meaning
from sla_catalog.model.metric_types import METRIC_TYPES
from sla_catalog.model.scalar_types import ScalarType
from sla_catalog.model.validators import Before
from sla_catalog.source.load import SHARED_FILES

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


def format_reference() -> str:
    """Return the first page: what all files share, and which page has the records of each."""
    parts = [
        INTRODUCTION + "".join(_files()) + TABLES,
        ABSENT,
        ENTRY + _table(Item, _declared(Item), NAME) + OWN,
        VALUES + "".join(_examples()),
        TYPES + "".join(_metric_types()),
    ]
    return "\n".join(parts)


def file_reference(kind: str) -> str:
    """Return the page of a kind of file: an example, and its records that no page before has."""
    title, says, example = FILES[kind]
    name = "wiki.yaml" if kind == AGREEMENT else f"{kind}.yaml"
    page = f"{kind}.md"
    lead = f"{says[0].upper()}{says[1:]}. [The format]({NAME}) says how values are written."
    block = f'```yaml title="agreements/{name}"\n{example}```\n'
    sections = (_section(record, page) for record, its in pages().items() if its == page)
    return "\n".join([f"# {title}\n", WRITTEN, f"{lead}\n", block, *sections])


def references() -> Mapping[str, str]:
    """Return each page by the name of its file."""
    return {NAME: format_reference()} | {f"{kind}.md": file_reference(kind) for kind in FILES}


def write(folder: Path) -> None:
    """Write the pages into a folder, which is made where it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in references().items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


@cache
def pages() -> Mapping[type[Record], str]:
    """Return the page of each record: that of the first kind of file in which it may be."""
    found: dict[type[Record], str] = {}
    files: dict[str, type[Record]] = {AGREEMENT: Agreement, **SHARED_FILES}
    for kind in FILES:
        seen = dict.fromkeys(found)
        _gather(files[kind], seen)
        _gather_named_by(Item, _declared(Item), seen)
        found |= {record: f"{kind}.md" for record in seen if record not in found}
    return found


def records() -> Iterator[type[Record]]:
    """Yield each record that a file may hold, once, a record before those in it."""
    yield from pages()


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


def _section(record: type[Record], page: str) -> str:
    also = ""
    if issubclass(record, MaybeAbsent):
        also = (
            f"\nIt takes [the keys of every entry]({NAME}#keys-of-every-entry) too, and `none`, "
            f"`elsewhere` or `unread` [instead of its promise]({NAME}#what-is-not-there).\n"
        )
    elif issubclass(record, Item):
        also = f"\nIt takes [the keys of every entry]({NAME}#keys-of-every-entry) too.\n"
    text = inspect.getdoc(record) or ""
    return f"## {heading(record)}\n\n{text}\n{also}\n{_table(record, _own(record), page)}"


def _table(record: type[Record], names: Iterable[str], page: str) -> str:
    head = "| key | what it takes | what it says | better for the customer |\n"
    return (
        head + "| --- | --- | --- | --- |\n" + "".join(_row(record, name, page) for name in names)
    )


def _row(record: type[Record], name: str, page: str) -> str:
    info, says = record.model_fields[name], meaning(record, name)
    key = f"`{info.alias or name}`" + (" (required)" if info.is_required() else "")
    takes = _takes(_annotation(record, name)).replace(f"]({page}#", "](#")
    cells = (key, takes, says.description, _BETTER[says.polarity])
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
    return record.model_fields[name].annotation


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
        is_record = inspect.isclass(arguments[0]) and issubclass(arguments[0], Record)
        entry = _link(arguments[0]) if is_record else _takes(arguments[0])
        return f"a list of {entry}" if is_record else f"a list; each entry is {entry}"
    if inspect.isclass(origin) and issubclass(origin, Mapping):
        return f"a mapping (key: {_key(arguments[0])}; value: {_takes(arguments[1])})"
    if inspect.isclass(annotation) and issubclass(annotation, Record):
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
    takes_one = any(isinstance(part, Before) for part in beside)
    if takes_one and get_origin(annotation) is tuple:
        return f"{_takes(get_args(annotation)[0])}, or a list of them"
    return _takes(annotation)


def _takes_any(choices: Iterable[Any]) -> str:
    present = [choice for choice in choices if choice is not type(None)]
    absences = [choice for choice in present if Absence in _outer(choice)]
    words = [_takes(choice) for choice in present if choice not in absences]
    if absences:
        words.append(f"[an absence]({NAME}#what-is-not-there)")
    return "; or ".join(words)


def _outer(annotation: Any) -> tuple[Any, ...]:
    """Return an annotation and what it annotates, but nothing that is deeper in it."""
    inner = get_args(annotation)[:1] if get_origin(annotation) is Annotated else ()
    return (annotation, *inner)


def _key(annotation: Any) -> str:
    return "a text" if annotation is str else _takes(annotation)


def _link(record: type[Record]) -> str:
    page = pages()[record] if issubclass(record, Record) else ""
    words = (heading(record) if issubclass(record, Record) else record.__name__).lower()
    return f"[{words}]({page}#{words.replace(' ', '-')})"


def _files() -> Iterator[str]:
    for kind, (_, says, _) in FILES.items():
        name = "`ID.yaml`, an agreement" if kind == AGREEMENT else f"`{kind}.yaml`"
        yield f"| [{name}]({kind}.md) | {says} |\n"


def _examples() -> Iterator[str]:
    for kind, ways in written_values().items():
        examples = dict.fromkeys((*(way.example for way in ways), *FURTHER_EXAMPLES.get(kind, ())))
        yield f"| {kind} | {', '.join(f'`{example}`' for example in examples)} |\n"
    markdown = "emphasis, code, lists, tables and links; no HTML, images or headings"
    yield f"| a text in Markdown | {markdown} |\n"


def _metric_types() -> Iterator[str]:
    for kind in METRIC_TYPES.values():
        yield f"| `{kind.id}` | {kind.name} | {kind.direction} | {kind.amounts} |\n"
