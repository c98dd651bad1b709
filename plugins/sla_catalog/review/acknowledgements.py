"""Acknowledgements: adverse changes that are wanted, each bound to its place, before and after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sla_catalog.findings import Finding, Span
from sla_catalog.frozen import dataclass
from sla_catalog.model.fields import OneOrMore, Polarity, Record, Weight, required, said
from sla_catalog.model.scalar_types import Reason, Text
from sla_catalog.review.reported import ReportedChange

FOLDER = "_acks"  # below the folder of agreements; its name keeps it out of the catalog


class Acknowledgement(Record):
    """One acknowledged change."""

    change: Text = required("The kind of change, by its rule.", Polarity.NEUTRAL, Weight.ADMIN)
    agreement: Text | None = said(
        "The id of the agreement; left out where a shared file changes.",
        Polarity.NEUTRAL,
        Weight.ADMIN,
    )
    path: Text | None = said(
        "Where it changes, by ids; left out where all of it does.", Polarity.NEUTRAL, Weight.ADMIN
    )
    from_: Text | None = said(
        "What it was; left out where nothing was said.",
        Polarity.NEUTRAL,
        Weight.ADMIN,
        alias="from",
    )
    to: Text | None = said(
        "What it becomes; left out where nothing is said any more.", Polarity.NEUTRAL, Weight.ADMIN
    )
    fingerprint: Text = required("What binds it to the change.", Polarity.NEUTRAL, Weight.ADMIN)
    reason: Reason = required("Why it is wanted.", Polarity.NEUTRAL, Weight.ADMIN)
    approved_by: OneOrMore[Text] | None = said("Who agreed.", Polarity.NEUTRAL, Weight.ADMIN)


class AcknowledgementFile(Record):
    """Acknowledged changes of one proposal."""

    acknowledged: tuple[Acknowledgement, ...] = required(
        "The changes.", Polarity.PARTS, Weight.ADMIN, key="fingerprint"
    )


@dataclass(frozen=True, slots=True)
class Placed:
    """An entry with its place in its file."""

    entry: Acknowledgement
    span: Span


def in_words(text: str) -> str:
    """Return the text of a side on one line, as an entry holds it."""
    return " ".join(text.split())


def covers(entry: Acknowledgement, change: ReportedChange) -> bool:
    """Tell whether an entry acknowledges exactly this change, and no other before or after."""
    return (
        entry.fingerprint == change.fingerprint
        and entry.change == change.rule
        and (entry.agreement or "") == change.agreement
        and (entry.path or "") == in_words(change.path)
        and (entry.from_ or "") == in_words(change.before.text)
        and (entry.to or "") == in_words(change.after.text)
    )


def added(head: Iterable[Placed], base: Iterable[Placed]) -> tuple[Placed, ...]:
    """Return the entries that a proposal adds; older ones acknowledged what was merged with them.

    So an entry never approves the same change when it comes back.
    """
    known = {_key(placed.entry) for placed in base}
    return tuple(placed for placed in head if _key(placed.entry) not in known)


def stale(entries: Sequence[Placed], changes: Sequence[ReportedChange]) -> tuple[Finding, ...]:
    """Find the added entries that no change of the proposal matches."""
    return tuple(
        Finding(
            "stale-acknowledgement",
            placed.span,
            f"no change of this proposal is {placed.entry.fingerprint}, {placed.entry.change} "
            f"of {placed.entry.agreement or 'a shared file'}",
            "expected an entry for a change from exactly this value to exactly that one",
            "delete the entry; `sla ack` writes one for a change that there is",
        )
        for placed in entries
        if not any(covers(placed.entry, change) for change in changes)
    )


def _key(entry: Acknowledgement) -> str:
    return str(dict(entry.fields_said()))


def is_named(change: ReportedChange, name: str) -> bool:
    """Tell whether a name is how the fingerprint of a change begins, with its scheme or without."""
    fingerprint = change.fingerprint
    return fingerprint.startswith(name) or fingerprint.partition(":")[2].startswith(name)


def chosen(changes: Sequence[ReportedChange], names: Iterable[str]) -> tuple[ReportedChange, ...]:
    """Return the changes whose fingerprints begin with the names; raise LookupError otherwise."""
    found = []
    for name in names:
        there = [change for change in changes if is_named(change, name)]
        if not there:
            raise LookupError(f"no change of this proposal begins with {name}")
        if len(there) > 1:
            raise LookupError(f"{len(there)} changes of this proposal begin with {name}")
        found += there
    return tuple(dict.fromkeys(found))


def as_yaml(changes: Iterable[ReportedChange], reason: str, approved_by: Sequence[str]) -> str:
    """Return the text of a file that acknowledges changes."""
    lines = ["acknowledged:"]
    for change in changes:
        values = {
            "change": change.rule,
            "agreement": change.agreement,
            "path": in_words(change.path),
            "from": in_words(change.before.text),
            "to": in_words(change.after.text),
            "fingerprint": change.fingerprint,
            "reason": reason,
        }
        said_values = [(key, _quoted(value)) for key, value in values.items() if value]
        if approved_by:
            said_values.append(("approved_by", f"[{', '.join(map(_quoted, approved_by))}]"))
        dashes = ("  - ", *("    " for _ in said_values[1:]))
        lines += [
            f"{dash}{key}: {value}" for dash, (key, value) in zip(dashes, said_values, strict=True)
        ]
    return "\n".join(lines) + "\n"


def with_approvers(text: str, entry: Acknowledgement, names: Sequence[str]) -> str | None:
    """Return the text of a file with more who agreed to one entry; None where it is not written so.

    An entry in braces, or with approvers on several lines, is for a person to change.
    """
    lines = text.splitlines(keepends=True)
    keys = [line.lstrip(" -") for line in lines]
    place = next((at for at, key in enumerate(keys) if _is_key(key, entry.fingerprint)), None)
    if place is None:
        return None
    indent = len(lines[place]) - len(keys[place])
    every = (*(entry.approved_by or ()), *names)
    written = f"{' ' * indent}approved_by: [{', '.join(map(_quoted, every))}]\n"
    if not entry.approved_by:
        end = "" if lines[place].endswith("\n") else "\n"
        return "".join([*lines[: place + 1], end, written, *lines[place + 1 :]])
    known = next((at for at in _entry_of(lines, place, indent) if _is_list(keys[at])), None)
    if known is None or lines[known].lstrip().startswith("-"):
        return None
    return "".join([*lines[:known], written, *lines[known + 1 :]])


def _is_key(key: str, fingerprint: str) -> bool:
    name, _, value = key.partition(":")
    return name == "fingerprint" and value.strip().strip("\"'") == fingerprint


def _is_list(key: str) -> bool:
    return key.startswith("approved_by: [") and key.rstrip().endswith("]")


def _entry_of(lines: Sequence[str], place: int, indent: int) -> Iterator[int]:
    """Yield the places of the lines of an entry, of which one is given."""
    starts = [at for at, line in enumerate(lines) if line[:indent].strip() == "-"]
    first = max((at for at in starts if at <= place), default=0)
    yield from range(first, min((at for at in starts if at > place), default=len(lines)))


def _quoted(text: str) -> str:
    """Write a text as YAML that cannot be taken for anything else."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
