"""Change each value of a whole agreement by itself: it is told, classified, and swaps."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from changes.catalogs import TODAY, UnreadableError, catalog_of
from sla_catalog.changes import KINDS, Change, compared
from sla_catalog.model.catalog import Catalog
from sla_catalog.source.load import Readings

AGREEMENTS = Path(__file__).parents[2] / "agreements"
SHARED = ("calendars.yaml", "glossary.yaml", "metrics.yaml", "parties.yaml")
NAME = "managed-postgresql.yaml"
# Identity is compared by itself.
_APART = {("id",), ("formerly",)}


@cache
def _shared() -> dict[str, str]:
    return {name: (AGREEMENTS / name).read_text(encoding="utf-8") for name in SHARED}


@cache
def _agreement() -> Any:
    text = (AGREEMENTS / NAME).read_text(encoding="utf-8")
    return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 (makes nothing but texts)


_READ = Readings()


def _catalog(agreement: Any) -> Catalog:
    files = _shared() | {NAME: json.dumps(agreement, ensure_ascii=False)}
    return catalog_of(files, _READ)


@cache
def _before() -> Catalog:
    return _catalog(_agreement())


def _leaves(value: Any, at: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if isinstance(value, dict):
        for key, one in value.items():
            yield from _leaves(one, (*at, key))
    elif isinstance(value, list):
        for place, one in enumerate(value):
            yield from _leaves(one, (*at, place))
    else:
        yield at


def _other(text: str) -> Iterator[str]:
    """Yield other values that may be allowed where a text is."""
    number = re.search(r"[0-9]+", text)
    if text in {"true", "false"}:
        yield "false" if text == "true" else "true"
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        yield f"{text[:8]}{'11' if text[8:] != '11' else '12'}"
    if number:
        yield text[: number.start()] + str(int(number[0]) + 1) + text[number.end() :]
        yield text[: number.start()] + str(max(1, int(number[0]) - 1)) + text[number.end() :]
    yield from _CHOICES.get(text, ())
    yield f"{text} wholly other"
    yield f"{text}-other"


_CHOICES = {
    "full": ("excerpt",),
    "customer": ("supplier", "beneficiary"),
    "calendar month": ("calendar quarter",),
    "severity": ("plan",),
    "plan": ("severity",),
    "best_effort": ("estimate",),
    "objective": ("estimate",),
    "customer_caused": ("third_party",),
    "force_majeure": ("third_party",),
    "scheduled_maintenance": ("third_party",),
    "emergency": ("scheduled",),
    "every month": ("every quarter",),
    "monthly fee": ("yearly fee",),
    "target": ("99.5 %",),
    "explanation": ("refund",),
    "termination": ("refund",),
    "each breach": ("2 breaches in rolling 3 months",),
    "processor": ("controller",),
    "active": ("suspended",),
    "sla": ("ola",),
    "internal": ("public",),
    "tacit": ("express",),
    "guaranteed": ("objective",),
    "live": ("beta",),
    "24x7": ("Mon-Fri 08:00-18:00",),
    "phone": ("email",),
    "portal": ("email",),
    "chat": ("email",),
    "provider": ("customer",),
    "on_claim": ("automatic",),
    "series": ("parallel",),
    "hard": ("soft",),
    "highest": ("add",),
    "longest": ("each",),
    "whole": ("from_confirmation",),
    "down": ("up",),
    "scheduled": ("emergency",),
    "EUR": ("USD",),
    "Europe/Berlin": ("Europe/Madrid",),
    "Germany": ("France",),
}


def _changed(at: tuple[str | int, ...], text: str) -> Any:
    copy = json.loads(json.dumps(_agreement()))
    here = copy
    for key in at[:-1]:
        here = here[key]
    here[at[-1]] = text
    return copy


def _variants() -> Iterator[Any]:
    found = _agreement()
    for at in _leaves(found):
        if at in _APART:
            continue
        old = found
        for key in at:
            old = old[key]
        yield pytest.param(at, old, id=".".join(map(str, at)))


@pytest.mark.long
@pytest.mark.parametrize(("at", "text"), tuple(_variants()))
def test_a_changed_value_is_told_and_swaps(at: tuple[str | int, ...], text: str) -> None:
    before = _before()
    after = next(filter(None, (_read(at, other) for other in _other(text))), None)
    assert after is not None, f"no other value is known for {text}"
    there = compared(before, after, TODAY).changes
    back = compared(after, before, TODAY).changes
    assert there, "it is not told"
    assert sorted(_mirror(one.kind.id) for one in back) == sorted(one.kind.id for one in there)
    assert _sides(back, is_back=True) == _sides(there, is_back=False)
    assert not {one.fingerprint for one in there} & {one.fingerprint for one in back}


def _read(at: tuple[str | int, ...], text: str) -> Catalog | None:
    try:
        return _catalog(_changed(at, text))
    except UnreadableError:
        return None


def _nodes(value: Any, at: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    yield at
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for key, one in pairs if isinstance(value, dict | list) else ():
        yield from _nodes(one, (*at, key))


def _without(at: tuple[str | int, ...]) -> Any:
    copy = json.loads(json.dumps(_agreement()))
    here = copy
    for key in at[:-1]:
        here = here[key]
    del here[at[-1]]
    return copy


def _means_nothing(at: tuple[str | int, ...]) -> bool:
    """Tell whether a value says again what holds without it.

    Of two objectives one may be that of all other cases; a list of all exclusions is no list.
    """
    return at == ("metrics", 0, "exclusions") or (
        "when" in at and {"objectives", "hours"} & {*at[:4]} != set()
    )


@pytest.mark.long
@pytest.mark.parametrize("key", [key for key in _agreement() if (key,) not in _APART])
def test_a_value_that_is_left_out_is_told_and_swaps(key: str) -> None:
    before = _before()
    for at in _nodes(_agreement()[key], (key,)):
        try:
            after = _catalog(_without(at))
        except UnreadableError:
            continue
        there = compared(before, after, TODAY).changes
        back = compared(after, before, TODAY).changes
        assert there or _means_nothing(at), at
        assert sorted(_mirror(one.kind.id) for one in back) == sorted(c.kind.id for c in there), at
        assert _sides(back, is_back=True) == _sides(there, is_back=False), at


# One of these is better, same or to decide, and its opposite worse or to decide: uneven pairs.
_UNEVEN = frozenset(
    f"{name}-{end}"
    for name, ends in {
        "severity": ("removed", "added"),
        "definition": ("removed", "added"),
        "visibility": ("widened", "narrowed"),
    }.items()
    for end in ends
)


def _sides(changes: Iterable[Change], *, is_back: bool) -> list[str]:
    told = [one for one in changes if one.kind.id not in _UNEVEN]
    return sorted(one.customer.mirrored if is_back else one.customer for one in told)


def _mirror(kind: str) -> str:
    return KINDS[kind].mirror or kind


def test_nothing_differs_from_itself() -> None:
    files = {
        path.relative_to(AGREEMENTS).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(AGREEMENTS.rglob("*.yaml"))
    }
    found = compared(catalog_of(files), catalog_of(files), TODAY)
    assert (found.changes, found.consequences, found.feasibility) == ((), (), ())
