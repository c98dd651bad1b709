"""Frozen dataclasses behave as those of the standard library do."""

import copy
import dataclasses
import inspect
import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError, field, fields, replace
from functools import cached_property
from typing import Any

import pytest

from sla_catalog import frozen


class Of:
    """The same classes by one of the two decorators."""

    def __init__(self, decorator: Any) -> None:
        @decorator(frozen=True, slots=True)
        class Empty:
            """Nothing."""

        @decorator(frozen=True, slots=True)
        class Place:
            """A place."""

            path: str
            line: int = 1

            @property
            def shown(self) -> str:
                """Return how it is shown."""
                return f"{self.path}:{self.line}"

        @decorator(frozen=True, slots=True)
        class Marked(Place):
            """A place with more."""

            marks: list[str] = field(default_factory=list, hash=False)
            seen: int = field(default=0, compare=False, repr=False)

        @decorator(frozen=True, slots=True)
        class Worded:
            """A value with methods of its own."""

            text: str

            def __eq__(self, other: object) -> bool:
                return isinstance(other, Worded) and self.text.lower() == other.text.lower()

            def __hash__(self) -> int:
                return hash(self.text.lower())

            def __repr__(self) -> str:
                return f"<{self.text}>"

        @decorator(frozen=True)
        class Counted:
            """A value that works something out once."""

            path: str
            parts: list[str] = field(default_factory=list, hash=False)

            @cached_property
            def count(self) -> int:
                """Return how many parts there are."""
                return len(self.parts)

        @decorator(frozen=True, eq=False)
        class Lone:
            """A value that is equal to itself alone."""

            text: str = ""

        @decorator(frozen=True, slots=True, eq=False)
        class Slotted:
            """The same with slots."""

            text: str = ""

        @decorator(frozen=True, kw_only=True)
        class Named(Counted):
            """One whose further values are given by name."""

            size: int
            unit: str = "B"

        self.empty: Any = Empty
        self.named: Any = Named
        self.counted: Any = Counted
        self.lone: Any = Lone
        self.slotted: Any = Slotted
        self.place: Any = Place
        self.marked: Any = Marked
        self.worded: Any = Worded


OURS, STANDARD = Of(frozen.dataclass), Of(dataclasses.dataclass)


@frozen.dataclass(frozen=True, slots=True)
class Kept:
    """A value that a pickle can find by its name."""

    name: str
    parts: tuple[str, ...] = ()


def outcome(act: Callable[[], object]) -> object:
    """Return what comes of a call, or the kind and the words of its exception."""
    try:
        return repr(act())
    except (TypeError, AttributeError) as error:
        return type(error), str(error)


ACTS: dict[str, Callable[[Of], object]] = {
    "nothing in it": lambda of: (of.empty(), of.empty() == of.empty(), hash(of.empty())),
    "by position": lambda of: of.place("a", 2),
    "by name, with a default": lambda of: of.place(path="a").shown,
    "one too few": lambda of: of.place(),
    "one too many": lambda of: of.place("a", 2, 3),
    "an unknown one": lambda of: of.place("a", column=3),
    "inherited": lambda of: of.marked("a", marks=["x"]),
    "a new list for each": lambda of: of.marked("a").marks is of.marked("a").marks,
    "equal": lambda of: of.place("a") == of.place("a", 1),
    "unequal": lambda of: of.place("a") == of.place("b"),
    "another class": lambda of: of.place("a") == of.marked("a"),
    "not compared": lambda of: of.marked("a", seen=1) == of.marked("a", seen=2),
    "hashes": lambda of: (hash(of.place("a")), hash(of.marked("a")), hash(of.worded("A"))),
    "own methods": lambda of: (of.worded("A"), of.worded("A") == of.worded("a")),
    "assigned": lambda of: setattr(of.place("a"), "path", "b"),
    "deleted": lambda of: delattr(of.place("a"), "path"),
    "replaced": lambda of: replace(of.marked("a", 7), marks=["y"]),
    "copied": lambda of: copy.deepcopy(of.marked("a", 7, ["x"], 3)).seen,
    "given by name": lambda of: (of.named("a", size=1), of.named("a", ["b"], size=2, unit="kB")),
    "not given by name": lambda of: of.named("a", ["b"], 3),
    "replaced by name": lambda of: replace(of.named("a", size=1), size=2),
    "its order": lambda of: of.named.__match_args__,
    "a property kept": lambda of: (of.counted("a", ["x"]).count, vars(of.counted("b"))),
    "equal without slots": lambda of: (
        of.counted("a") == of.counted("a"),
        hash(of.counted("a")) == hash(of.counted("a", ["x"])),
    ),
    "assigned without slots": lambda of: setattr(of.counted("a"), "path", "b"),
    "copied without slots": lambda of: copy.deepcopy(of.counted("a", ["x"])),
    "equal to itself alone": lambda of: (
        of.lone() == of.lone(),
        of.slotted() == of.slotted(),
        len({of.lone(), of.lone(), of.slotted(), of.slotted()}),
        of.lone("x"),
        of.slotted("x"),
    ),
    "compared before one is made by its class": lambda of: (
        object.__new__(of.empty) == object.__new__(of.empty)
    ),
    "its fields": lambda of: [one.name for one in fields(of.marked)],
    "its slots": lambda of: (of.place.__slots__, of.marked.__slots__, of.place.__match_args__),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_it_does_what_the_standard_library_does(act: Callable[[Of], object]) -> None:
    assert outcome(lambda: act(OURS)) == outcome(lambda: act(STANDARD))


def test_it_can_be_pickled() -> None:
    assert pickle.loads(pickle.dumps(Kept("a", ("b",)))) == Kept("a", ("b",))  # noqa: S301 -- ours


def test_nothing_is_assigned_to_it() -> None:
    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'name'"):
        Kept("a").name = "b"  # type: ignore[misc]


def test_what_it_does_not_make_is_refused() -> None:
    with pytest.raises(TypeError, match=r"is to be made by dataclasses\.dataclass"):

        @frozen.dataclass(frozen=True, slots=True)
        class _Counted:
            name: str
            count: int = field(init=False)


def test_slots_with_values_given_by_name_are_refused() -> None:
    with pytest.raises(TypeError, match=r"is to be made by dataclasses\.dataclass"):

        @frozen.dataclass(frozen=True, slots=True, kw_only=True)
        class _Named:
            name: str


def test_methods_are_compiled_when_the_first_value_is_made() -> None:
    @frozen.dataclass(frozen=True, slots=True)
    class Waiting:
        name: str

    before = Waiting.__dict__["__init__"]
    first = Waiting("a")
    assert Waiting.__dict__["__init__"] is not before
    assert str(inspect.signature(Waiting)) == "(name)"
    assert (first, {first}) == (Waiting(name="a"), {Waiting("a")})


def test_other_options_go_to_the_standard_library() -> None:
    @frozen.dataclass(order=True)
    class Counted:
        count: int

    assert Counted(1) < Counted(2)
