"""Digests of values: two that differ in anything have different ones, in every process."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from hashlib import blake2b
from pathlib import PurePath
from typing import Any

from sla_catalog.model.agreement import Agreement
from sla_catalog.model.memory import NOTHING
from sla_catalog.model.struct import Struct

_SIZE = 16  # bytes, so that no two of any number of values are taken for one by chance

_PLAIN = (bool, int, float, date, time, timedelta, Decimal, Fraction, PurePath)


def digest(data: bytes) -> str:
    """Return the digest of bytes."""
    return blake2b(data, digest_size=_SIZE).hexdigest()


@dataclass(slots=True)
class Digests:
    """Digest values; an agreement is known by what `of_agreement` says of it.

    What was digested is kept as long as this, so that no other value is taken for it.
    """

    of_agreement: Callable[[Agreement], str]
    _known: dict[int, tuple[object, str]] = field(default_factory=dict)

    def of(self, value: object) -> str:
        """Return the digest of a value; raise TypeError where nobody knows what it is made of."""
        known = self._known.get(id(value))
        if known is None:
            known = (value, digest("\x1f".join(self._said(value)).encode()))
            self._known[id(value)] = known
        return known[1]

    def _said(self, value: object) -> Iterator[str]:
        """Yield texts that tell a value from all others, each opened and closed by its type."""
        if isinstance(value, Agreement):
            yield f"agreement {self.of_agreement(value)}"
        elif value is NOTHING:
            yield "nothing"
        elif isinstance(value, Enum):
            yield f"{type(value).__name__} {value.name}"
        elif isinstance(value, str):
            yield f"str {len(value)} {value}"
        elif isinstance(value, Mapping):
            yield f"mapping {len(value)}"
            for key, item in value.items():
                yield from self._said(key)
                yield from self._said(item)
        elif isinstance(value, tuple | list):
            yield f"{type(value).__name__} {len(value)}"
            for item in value:
                yield from self._said(item)
        elif isinstance(value, Set):
            yield f"set {len(value)}"
            yield from sorted(map(self.of, value))
        elif isinstance(value, Struct):
            yield f"record {type(value).__name__}"
            for name in type(value).model_fields:
                yield from self._said(getattr(value, name))
        elif is_dataclass(value):
            yield f"value {type(value).__name__}"
            for one in fields(value):
                yield from self._said(getattr(value, one.name))
        else:
            yield f"{type(value).__name__} {_plain(value)}"


def _plain(value: Any) -> str:
    if value is None or isinstance(value, _PLAIN):
        return repr(value)
    raise TypeError(f"a {type(value).__name__} has no digest")
