"""Promises in our own words, which an export has written beside the service levels of ODCS."""

from __future__ import annotations

from pydantic_core import ValidationError

from sla_catalog.exports.neighbours.odcs import EXTENSION
from sla_catalog.importing.reading import Reading
from sla_catalog.importing.records import ImportedPromise
from sla_catalog.losses import Note, Outcome
from sla_catalog.model.metrics import Metric
from sla_catalog.model.quantities import MalformedError
from sla_catalog.model.targets import Target
from sla_catalog.source.limits import Limits
from sla_catalog.source.nodes import Node, plain_value


def is_ours(reading: Reading, root: Node) -> bool:
    """Tell whether an export of ours has made a contract."""
    properties = reading.items(root, "customProperties")
    return any(reading.text(node, "property") == EXTENSION for node in properties)


def carried(
    reading: Reading, root: Node, service: str
) -> tuple[dict[str, ImportedPromise], list[Note]]:
    """Return the promises by their ids, and notes on those that cannot be taken back."""
    found: dict[str, ImportedPromise] = {}
    notes: list[Note] = []
    for node in reading.items(root, "customProperties"):
        if reading.text(node, "property") != EXTENSION:
            continue
        for name, entry in reading.entries(node, "value"):
            reading.pass_over(entry)
            if said := _refusal(entry, name):
                notes.append(reading.note(Outcome.LEFT_OUT, entry, f"{name} {said}"))
            else:
                found[name] = _promise(reading, entry, name, service)
    return found, notes


def _refusal(entry: Node, name: str) -> str:
    """Say why a promise is not taken back, or nothing.

    Of what applies in some cases only the dimensions of the cases are not in the file.
    """
    fields = plain_value(entry)
    if isinstance(fields, dict) and "when" in fields:
        return "applies in some cases only, whose dimensions are not in this file"
    limits = Limits()
    try:
        said = fields if isinstance(fields, dict) else {"of": fields}
        Metric.model_validate(
            {"type": "custom", **said, "id": name}, context={"prose_bytes": limits.prose_bytes}
        )
    except ValidationError:
        return "is not as an export has written it"
    return ""


def _promise(reading: Reading, entry: Node, name: str, service: str) -> ImportedPromise:
    said = plain_value(entry)
    fields = {str(key): value for key, value in said.items()} if isinstance(said, dict) else {}
    window = fields.pop("window", "")
    unread = str(window.get("unread", "")) if isinstance(window, dict) else ""
    if isinstance(window, dict) and not unread:
        fields["window"] = window
    return ImportedPromise(
        service,
        str(fields.pop("name", name)),
        reading.span(entry),
        str(fields.pop("type", "custom")),
        str(fields.pop("target", "")),
        window=window if isinstance(window, str) else "",
        unread_window=unread,
        more=fields,
        id=name,
    )


def agrees(read: str, noted: str) -> bool:
    """Tell whether the amount of a service level is still that of the promise beside it."""
    try:
        now, then = Target.parse(read), Target.parse(noted)
    except MalformedError:
        return False
    return now.value == then.value and now.operator in {None, then.operator}
