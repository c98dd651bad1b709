"""Cases: the values of dimensions to which a promise applies, and conditions over them.

A condition is a union of boxes, a box a set of values for each dimension that it names; a dimension
that is left out means any value. A case is a point: one value for each dimension.

A case is an incident with a severity or a request of some type, not both, unless a condition names
the two together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import product
from math import prod

from sla_catalog.frozen import dataclass
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.extent import MOST_CASES

Box = Mapping[str, frozenset[str]]
Condition = tuple[Box, ...]
When = tuple[Mapping[str, tuple[str, ...]], ...]

ALWAYS: Condition = ({},)
ALTERNATIVES = frozenset({"severity", "request"})


@dataclass(frozen=True, slots=True)
class Case:
    """One value for each of some dimensions, in the order in which the agreement declares them."""

    values: tuple[tuple[str, str], ...] = ()

    def __getitem__(self, dimension: str) -> str | None:
        for name, value in self.values:  # asked for very often: a generator takes twice as long
            if name == dimension:
                return value
        return None

    def within(self, dimensions: Collection[str]) -> Case:
        """Return the case with the values of some dimensions only."""
        return Case(tuple(pair for pair in self.values if pair[0] in dimensions))


EVERY_CASE = Case()


@dataclass(frozen=True)
class Space:
    """The declared values of each dimension of an agreement, in order."""

    values: Mapping[str, tuple[str, ...]]

    def condition(self, when: When | None, apart: Collection[str] = ()) -> Condition:
        """Return a `when` as boxes, of which a dimension with all declared values is left out.

        That is not so for dimensions that are alternatives to each other, `apart`.
        """
        return ALWAYS if when is None else tuple(self._box(one, apart) for one in when)

    def _box(self, one: Mapping[str, tuple[str, ...]], apart: Collection[str]) -> Box:
        found = {name: frozenset(values) for name, values in one.items()}
        return {
            name: values
            for name, values in found.items()
            if name in apart or name not in self.values or not self._declared[name] <= values
        }

    @cached_property
    def _declared(self) -> Mapping[str, frozenset[str]]:
        return {name: frozenset(values) for name, values in self.values.items()}

    def cases(
        self,
        conditions: Iterable[Condition],
        also: Iterable[str] = (),
        apart: Collection[str] = (),
        most: int = MOST_CASES,
    ) -> tuple[Case, ...]:
        """Return every combination of values of the dimensions that some conditions speak of.

        Of those that are `apart` each case has one. Values that are not declared come last. Empty
        where there are more than `most`, which `too-many-cases` finds.
        """
        choices = self.choices_of(conditions, also)
        names = [*choices]
        kinds = [[n for n in names if n == one or n not in apart] for one in names if one in apart]
        sets = kinds or [names]
        if sum(prod(len(choices[name]) for name in one) for one in sets) > most:
            return ()
        pairs = {name: [(name, value) for value in values] for name, values in choices.items()}
        return tuple(
            [Case(chosen) for one in sets for chosen in product(*(pairs[name] for name in one))]
        )

    def parts(
        self, conditions: Sequence[Condition], most: int
    ) -> tuple[tuple[tuple[int, ...], When], ...]:
        """Cut all cases up by some conditions: which of them hold, by place, and in which cases.

        No case is looked at by itself. Empty where the parts have more than `most` alternatives.
        """
        choices = self.choices_of(conditions)
        whole: Box = {name: frozenset(values) for name, values in choices.items()}
        found: list[tuple[tuple[int, ...], list[Box]]] = [((), [whole])]
        for place, condition in enumerate(conditions):
            cuts = [(held, *_cut(boxes, condition)) for held, boxes in found]
            both = [((*held, place), within) for held, within, _ in cuts]
            both += [(held, beyond) for held, _, beyond in cuts]
            found = [(held, boxes) for held, boxes in both if boxes]
            if sum(len(boxes) for _, boxes in found) > most:
                return ()
        return tuple((held, _in_words(boxes, choices)) for held, boxes in found)

    def choices_of(
        self, conditions: Iterable[Condition], also: Iterable[str] = ()
    ) -> Mapping[str, tuple[str, ...]]:
        """Return the dimensions that some conditions speak of, each with its values."""
        used: dict[str, dict[str, None]] = {}
        for condition in conditions:
            for box in condition:
                for name, values in box.items():
                    used.setdefault(name, {}).update(dict.fromkeys(sorted(values)))
        for name in also:
            if self.values.get(name):
                used.setdefault(name, {})
        names = [name for name in self.values if name in used]
        names += [name for name in used if name not in self.values]
        return {name: self._choices(name, used[name]) for name in names}

    def _choices(self, name: str, used: Iterable[str]) -> tuple[str, ...]:
        declared = dict.fromkeys(self.values.get(name, ()))
        return (*declared, *(value for value in used if value not in declared))

    def covering(
        self, cases: Iterable[Case], dimensions: Sequence[str], optional: Collection[str] = ()
    ) -> When:
        """Return a condition that covers just some cases, in as few alternatives as is simple.

        A dimension of which each value is there is left out, unless it is `optional`: some case
        says nothing of it.
        """
        boxes: list[_Values] = [{n: (value,) for n, value in case.values} for case in cases]
        for name in dimensions:
            boxes = _merged(boxes, name)
        whole = {n: set(self.values.get(n, ())) for n in dimensions if n not in optional}
        shown = [
            {n: v for n, v in box.items() if len(v) == 1 or set(v) != whole.get(n)} for box in boxes
        ]
        return () if {} in shown else tuple(shown)


_Values = Mapping[str, tuple[str, ...]]


def _cut(boxes: Iterable[Box], condition: Condition) -> tuple[list[Box], list[Box]]:
    """Return what of some boxes lies within a condition, and what lies beyond it."""
    within: list[Box] = []
    beyond = [*boxes]
    for one in condition:
        rest: list[Box] = []
        for box in beyond:
            common = {name: values & one.get(name, values) for name, values in box.items()}
            if not all(common.values()):
                rest.append(box)
                continue
            within.append(common)
            left = dict(box)
            for name, values in one.items():
                if outside := left[name] - values:
                    rest.append({**left, name: outside})
                left[name] &= values
        beyond = rest
    return within, beyond


def _in_words(boxes: Iterable[Box], choices: Mapping[str, tuple[str, ...]]) -> When:
    """Return boxes as a condition, values in order of writing; a whole dimension is left out."""
    written: list[_Values] = [
        {name: tuple(one for one in choices[name] if one in box[name]) for name in choices}
        for box in boxes
    ]
    for name in choices:
        written = _merged(written, name)
    shown = [
        {
            name: tuple(one for one in choices[name] if one in {*values})
            for name, values in box.items()
            if len(values) < len(choices[name])
        }
        for box in written
    ]
    return () if {} in shown else tuple(shown)


def _merged(boxes: Iterable[_Values], name: str) -> list[_Values]:
    """Join boxes that differ in the values of one dimension alone."""
    found: dict[tuple[object, ...], _Values] = {}
    for box in boxes:
        rest = (name in box, *((n, values) for n, values in box.items() if n != name))
        known = found.get(rest)
        joined = known[name] + box[name] if known and name in box else ()
        found[rest] = {n: joined if joined and n == name else v for n, v in box.items()}
    return list(found.values())


def alternatives(whens: Iterable[When | None], also: Iterable[str] = ()) -> Collection[str]:
    """Return the dimensions that are alternatives: severity and request, unless named together."""
    boxes = [set(box) for when in whens for box in when or ()]
    named = set(also).union(*boxes)
    together = any(box >= ALTERNATIVES for box in boxes)
    return ALTERNATIVES if named >= ALTERNATIVES and not together else frozenset()


def boxed(cases: Iterable[Case]) -> When:
    """Return some cases as one condition where they are all of a box, else each for itself."""
    distinct = [*dict.fromkeys(cases)]
    box: dict[str, dict[str, None]] = {}
    for case in distinct:
        for name, value in case.values:
            box.setdefault(name, {})[value] = None
    has_gaps = any(len(case.values) < len(box) for case in distinct)
    if not has_gaps and len(distinct) == prod(map(len, box.values())):
        return ({name: tuple(values) for name, values in box.items()},) if box else ()
    return tuple({name: (value,) for name, value in case.values} for case in distinct)


def space_of(agreement: Agreement) -> Space:
    """Return the dimensions of an agreement, the built-in ones included."""
    return Space(agreement.dimension_values())


def joined(first: When | None, second: When | None) -> When | None:
    """Return where two conditions of an agreement both apply, in the order of the values.

    None means always; no alternative at all, that they exclude each other.
    """
    if first is None or first == second:
        return second
    if second is None:
        return first
    return tuple(one for a in first for b in second if (one := _meet(a, b)) is not None)


def _meet(
    a: Mapping[str, tuple[str, ...]], b: Mapping[str, tuple[str, ...]]
) -> Mapping[str, tuple[str, ...]] | None:
    met = dict(a)
    for name, values in b.items():
        met[name] = tuple(v for v in values if v in met[name]) if name in met else values
        if not met[name]:
            return None
    return met


def can_meet(condition: Condition, case: Case) -> bool:
    """Tell whether a condition can hold for a case that says nothing of some dimensions."""
    return any(
        all(case[name] is None or case[name] in values for name, values in box.items())
        for box in condition
    )


def implies(condition: Condition, other: Condition) -> bool:
    """Tell whether another condition is met wherever one is, as far as its boxes show it."""
    return all(
        any(all(n in box and box[n] <= values for n, values in wider.items()) for wider in other)
        for box in condition
    )


class ConditionIndex:
    """Many conditions, to find those that can hold at once with another one without trying all.

    They are sorted by the values of the `dimension` that tells most of them apart.
    """

    def __init__(self, whens: Iterable[When | None]) -> None:
        self._whens = [({},) if when is None else when for when in whens]
        named = {
            (name, value)
            for when in self._whens
            for box in when
            for name, values in box.items()
            for value in values
        }
        counts = Counter(name for name, _ in named)
        self._dimension = max(sorted(counts), key=lambda name: counts[name], default="")
        self._holding: dict[str, list[int]] = {}
        for place, when in enumerate(self._whens):
            for box in when:
                for value in box.get(self._dimension, ("",)):
                    self._holding.setdefault(value, []).append(place)

    def near(self, when: When | None) -> Iterable[int]:
        """Return the places of those that may meet a condition, in order; few others are there."""
        if when is None or any(self._dimension not in box for box in when):
            return range(len(self._whens))
        values = {"", *(value for box in when for value in box[self._dimension])}
        return sorted({place for value in values for place in self._holding.get(value, ())})
