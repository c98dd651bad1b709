"""Texts that may be a name or words: one that is nearly a name is probably that name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from sla_catalog.findings import Finding, FindingSeverity
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog, Location
from sla_catalog.model.fields import Item, Record, meaning
from sla_catalog.model.naming import Named
from sla_catalog.model.quantities import quoted
from sla_catalog.model.security import Security
from sla_catalog.model.services import ChannelType, Support
from sla_catalog.model.similarity import key_form, nearest
from sla_catalog.patterns import Pattern


def texts_naming(
    catalog: Catalog, agreement: Agreement, what: Named
) -> Iterator[tuple[str, Location]]:
    """Yield each text of an agreement that may name a channel, a metric or a party."""
    for record, location in catalog.records(agreement):
        for field in _fields(type(record))[what]:
            value = getattr(record, field)
            if isinstance(value, str):
                yield value, (*location, field)
            elif isinstance(value, tuple):
                yield from ((text, (*location, field, at)) for at, text in enumerate(value))


@cache
def _fields(record: type[Record]) -> Mapping[Named, tuple[str, ...]]:
    told = {name: meaning(record, name).names for name in record.model_fields}
    return {what: tuple(name for name, one in told.items() if one == what) for what in Named}


def name_almost_given(catalog: Catalog) -> Iterator[Finding]:
    """Find texts that are nearly the id of a channel or metric; other words may stand there."""
    for agreement in catalog.agreements:
        for what, known in ((Named.CHANNEL, _channels), (Named.METRIC, _metrics)):
            names, kind = known(agreement), what.value
            ids = sorted({*names.values()})
            for text, location in texts_naming(catalog, agreement, what):
                if _plain(text) in names or (what is Named.CHANNEL and _plain(text) in _WAYS):
                    continue
                meant = nearest(text.lower(), ids)
                if meant:
                    yield Finding(
                        "unresolved-reference",
                        catalog.span(agreement, location),
                        f"{quoted(text)} is almost the {kind} {quoted(meant)}, and names none",
                        f"expected the id of a {kind}, or other words",
                        f"did you mean {meant}?",
                        FindingSeverity.WARNING,
                    )


def part_almost_given(catalog: Catalog) -> Iterator[Finding]:
    """Find texts that are nearly what can satisfy a regulation: a part of security, a control."""
    for agreement in catalog.agreements:
        security = agreement.security
        if not isinstance(security, Security) or not isinstance(security.regulations, tuple):
            continue
        for place, one in enumerate(security.regulations):
            for at, text in enumerate(one.satisfied_by or ()):
                known = _parts(security)
                meant = "" if text in known else nearest(text.lower(), known)
                if meant:
                    here = ("security", "regulations", place, "satisfied_by", at)
                    yield Finding(
                        "unresolved-reference",
                        catalog.span(agreement, here),
                        f"{quoted(text)} is almost {quoted(meant)}, and names nothing",
                        "expected a part of the agreement, the id of a control, or other words",
                        f"did you mean {meant}?",
                        FindingSeverity.WARNING,
                    )


def _parts(security: Security) -> tuple[str, ...]:
    """Return what may satisfy a regulation: keys of security, and controls by their ids."""
    controls = security.controls if isinstance(security.controls, tuple) else ()
    own = [key for key in Security.model_fields if key not in Item.model_fields]
    return (*(f"security.{key}" for key in own), *own, *(one.id for one in controls))


def severity_range(catalog: Catalog) -> Iterator[Finding]:
    """Find severities whose one id is a range of them: `P1-P2`."""
    for agreement in catalog.agreements:
        for place, severity in enumerate(agreement.listed("severities")):
            if ids := _in_range(severity.id):
                yield Finding(
                    "severity-range",
                    catalog.span(agreement, ("severities", place, "id")),
                    f"{quoted(severity.id)} is one severity, and reads as {len(ids)}",
                    "expected one level, so that its times stand beside those of other agreements",
                    f"an entry for each: {', '.join(f'id: {one}' for one in ids)}",
                    FindingSeverity.INFO,
                )


_RANGE = Pattern(r"(?P<level>(?:[A-Za-z]+-?)?)(?P<first>\d{1,2})-(?P=level)?(?P<last>\d{1,2})")
_MOST_LEVELS = 9


def _in_range(severity: str) -> tuple[str, ...]:
    match = _RANGE.fullmatch(severity)
    if not match:
        return ()
    levels = range(int(match["first"]), int(match["last"]) + 1)
    is_several = 1 < len(levels) <= _MOST_LEVELS
    return tuple(f"{match['level']}{level}" for level in levels) if is_several else ()


def _plain(text: str) -> str:
    return key_form(text).replace("_", "")


_WAYS = frozenset(_plain(way) for way in ChannelType)


def _channels(agreement: Agreement) -> Mapping[str, str]:
    """Return the ids of channels by what they are called."""
    support = agreement.support
    channels = support.channels if isinstance(support, Support) else None
    found = channels if isinstance(channels, tuple) else ()
    return {_plain(word): one.id for one in found for word in (one.id, one.name or one.id)}


def _metrics(agreement: Agreement) -> Mapping[str, str]:
    found = agreement.listed("metrics")
    return {_plain(word): one.id for one in found for word in (one.id, one.name or one.id)}


MOST_NAMED = 12


def expected_name(what: str, names: list[str]) -> str:
    """Say which names could stand where one is missing."""
    if not names and what == "agreement":
        return "expected another agreement, and there is none"
    if not names:
        return f"expected a declared {what}, and none is declared"
    if len(names) == 1:
        other = "other " if what == "agreement" else ""
        return f"expected {names[0]}, the only {other}{what}"
    if len(names) > MOST_NAMED:
        return f"expected one of the {len(names)} that there are"
    return f"expected one of {', '.join(names)}"


def declaration(dimension: str, values: Iterable[str]) -> str:
    """Return how a dimension with some values is declared; a severity is one of its own."""
    each = [*dict.fromkeys(values)]
    if dimension == "severity":
        return f"severities: [{', '.join(f'{{id: {value}}}' for value in each)}]"
    return f"dimensions: {{{dimension}: [{', '.join(each)}]}}" if each else ""
