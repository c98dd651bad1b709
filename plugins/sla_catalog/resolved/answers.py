"""Which of many conditions is the answer for a case: the narrowest that covers it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Generic, TypeVar

from sla_catalog.resolved.cases import Box, Case, is_narrower

T = TypeVar("T")


class Answers(Generic[T]):
    """Things with the boxes in which they apply, looked up by case.

    Sets of boxes are numbers of which each bit is a box, so that a case costs one operation a
    dimension however many boxes there are.
    """

    def __init__(self, boxes: Sequence[tuple[T, Box]]) -> None:
        """Take things in order; one with several boxes is there several times."""
        self._things = [thing for thing, _ in boxes]
        self._all = (1 << len(boxes)) - 1
        self._within = [_bits(boxes, box) for _, box in boxes]
        self._unnamed: dict[str, int] = {}
        self._named: dict[str, dict[str, int]] = {}
        for place, (_, box) in enumerate(boxes):
            for name, values in box.items():
                by_value = self._named.setdefault(name, {})
                for value in values:
                    by_value[value] = by_value.get(value, 0) | 1 << place
        for name in self._named:
            self._unnamed[name] = sum(1 << p for p, (_, box) in enumerate(boxes) if name not in box)

    def of(self, case: Case) -> tuple[T, ...]:
        """Return the things that cover a case with no narrower one, each once, in order."""
        covering, values = self._all, dict(case.values)
        for name, by_value in self._named.items():
            covering &= self._unnamed[name] | by_value.get(values.get(name, ""), 0)
        found = (self._things[p] for p in _places(covering) if not covering & self._within[p])
        return tuple({id(thing): thing for thing in found}.values())


def _bits(boxes: Sequence[tuple[T, Box]], box: Box) -> int:
    """Return the boxes that are narrower than one."""
    return sum(1 << p for p, (_, other) in enumerate(boxes) if is_narrower(other, box))


def _places(bits: int) -> Iterator[int]:
    place = 0
    while bits:
        if bits & 1:
            yield place
        bits >>= 1
        place += 1
