"""Which of many conditions is the answer for a case: the narrowest that covers it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from operator import or_
from typing import Generic, TypeVar

from sla_catalog.resolved.cases import Box, Case

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
        self._known: dict[int, tuple[T, ...]] = {}  # by the boxes that cover a case
        self._named: dict[str, dict[str, int]] = {}
        for place, (_, box) in enumerate(boxes):
            for name, values in box.items():
                by_value = self._named.setdefault(name, {})
                for value in values:
                    by_value[value] = by_value.get(value, 0) | 1 << place
        self._covering: list[tuple[str, dict[str, int], int]] = []
        for name, by_value in self._named.items():
            unnamed = self._all & ~_union(by_value.values())
            either = {value: unnamed | named for value, named in by_value.items()}
            self._covering.append((name, either, unnamed))
        same: dict[frozenset[tuple[str, frozenset[str]]], int] = {}
        for place, (_, box) in enumerate(boxes):
            same[frozenset(box.items())] = same.get(frozenset(box.items()), 0) | 1 << place
        self._boxes = [box for _, box in boxes]
        self._several = {
            name: sum(1 << p for p, box in enumerate(self._boxes) if len(box.get(name, ())) > 1)
            for name in self._named
        }
        self._within = [self._lying_in(box) & ~same[frozenset(box.items())] for _, box in boxes]

    def of(self, case: Case) -> tuple[T, ...]:
        """Return the things that cover a case with no narrower one, each once, in order."""
        covering = self._boxes_of(case)
        known = self._known.get(covering)
        if known is None:
            narrowest = (p for p in _places(covering) if not covering & self._within[p])
            known = self._known[covering] = self._once(narrowest)
        return known

    def _boxes_of(self, case: Case) -> int:
        covering, values = self._all, dict(case.values)
        for name, by_value, unnamed in self._covering:
            covering &= by_value.get(values.get(name, ""), unnamed)
        return covering

    def _once(self, places: Iterable[int]) -> tuple[T, ...]:
        found = (self._things[place] for place in places)
        return tuple({id(thing): thing for thing in found}.values())

    def _lying_in(self, box: Box) -> int:
        """Return the boxes that lie within one; it is one of them."""
        inside = self._all
        for name, values in box.items():
            touching = inside & _union(self._named[name].get(value, 0) for value in values)
            several = _places(touching & self._several[name])
            beyond = (1 << p for p in several if not self._boxes[p][name] <= values)
            inside = touching & ~_union(beyond)
        return inside


def _union(sets: Iterable[int]) -> int:
    return reduce(or_, sets, 0)


def _places(bits: int) -> Iterator[int]:
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
