"""Structs do what pydantic's own models do with the same declarations."""

import copy
import pickle
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, ClassVar, Literal, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Discriminator, Tag
from pydantic import Field as PydanticField
from pydantic_core import ValidationError

from sla_catalog.model.struct import Field, Struct, reader
from sla_catalog.model.validators import After, Before, Tagged


class Colour(StrEnum):
    """A choice."""

    RED = "red"
    BLUE = "blue"


def listed(value: object) -> object:
    return value if isinstance(value, list | tuple) else [value]


def short(value: str) -> str:
    if len(value) > 3:
        raise ValueError(f"{value} is long")
    return value


def shape(value: object) -> str:
    return "<mapping>" if isinstance(value, dict | Struct | BaseModel) else "<text>"


class Inner(Struct):
    """What stands in another."""

    name: str
    colour: Colour | None = None


class Outer(Struct):
    """One field of each kind."""

    KINDS: ClassVar[int] = 3

    id: Annotated[str, After(short)]
    from_: str | None = cast("Any", Field(default=None, alias="from", description="Where from."))
    colours: Annotated[tuple[Colour, ...], Before(listed)] | None = None
    inner: Inner | None = None
    several: tuple[Inner, ...] | None = None
    by_name: Mapping[str, Inner] | None = None
    either: Annotated[str | Inner, Tagged(shape, ("<text>", "<mapping>"))] | None = None
    word: Literal["one", "two"] = "one"
    flag: bool = False
    number: int = 1
    day: date | None = None
    anything: Any = None

    def check(self) -> None:
        """Refuse one value beside another."""
        if self.flag and self.number == 0:
            raise ValueError("none is flagged")

    @cached_property
    def doubled(self) -> str:
        """Return what is worked out once."""
        return self.id * 2


class PydanticInner(BaseModel):
    """The same, as pydantic has it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    colour: Colour | None = None


class PydanticOuter(BaseModel):
    """The same, as pydantic has it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Annotated[str, AfterValidator(short)]
    from_: str | None = PydanticField(default=None, alias="from")
    colours: Annotated[tuple[Colour, ...], BeforeValidator(listed)] | None = None
    inner: PydanticInner | None = None
    several: tuple[PydanticInner, ...] | None = None
    by_name: Mapping[str, PydanticInner] | None = None
    either: (
        Annotated[
            Annotated[str, Tag("<text>")] | Annotated[PydanticInner, Tag("<mapping>")],
            Discriminator(shape),
        ]
        | None
    ) = None
    word: Literal["one", "two"] = "one"
    flag: bool = False
    number: int = 1
    day: date | None = None
    anything: Any = None


scalars = st.sampled_from(["a", "long", "red", "blue", "one", "2026-02-28", "", 0, 7, True, None])
inners = st.dictionaries(st.sampled_from(["name", "colour", "other"]), scalars, max_size=3)
values: st.SearchStrategy[Any] = scalars | inners | st.lists(inners | scalars, max_size=2)
values |= st.dictionaries(st.sampled_from(["x", "y"]), inners, max_size=2)
keys = [PydanticOuter.model_fields[name].alias or name for name in Outer.model_fields]
mappings = st.dictionaries(st.sampled_from([*keys, "unknown"]), values, max_size=6)


def outcome(kind: Any, value: object) -> object:
    """Return what is read, as plain values, or what is said of each mistake at its place."""
    try:
        return plain(kind.model_validate(value))
    except ValidationError as error:
        said = [(one["type"], one["loc"]) for one in error.errors(include_url=False)]
        return sorted(said, key=str)


def plain(value: Any) -> Any:
    if isinstance(value, Struct | BaseModel):
        names = type(value).model_fields
        return {name: plain(getattr(value, name)) for name in names}, {*value.model_fields_set}
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    return value


@given(mappings | values)
def test_a_struct_reads_and_refuses_what_pydantics_model_does(value: object) -> None:
    mine = outcome(Outer, value)
    its = outcome(PydanticOuter, value)
    if isinstance(its, tuple) and isinstance(mine, list):  # what only `check` refuses
        read = PydanticOuter.model_validate(value)
        assert (mine, read.flag, read.number) == ([("value_error", ())], True, 0)
    else:
        assert mine == its


def test_all_mistakes_are_told_in_one_run() -> None:
    with pytest.raises(ValidationError) as told:
        Outer.model_validate({"id": "long", "inner": {"colour": "green"}, "more": 1})
    places = [one["loc"] for one in told.value.errors()]
    assert places == [("id",), ("inner", "name"), ("inner", "colour"), ("more",)]


def test_nothing_of_it_can_be_changed() -> None:
    outer = Outer(id="a")
    with pytest.raises(AttributeError, match="id of Outer is not to be changed"):
        outer.id = "b"  # type: ignore[misc, unused-ignore]
    with pytest.raises(AttributeError, match="id of Outer is not to be taken away"):
        del outer.id
    assert outer.id == "a"


def test_it_is_known_by_its_values() -> None:
    one, same, other = Outer(id="a"), Outer(id="a"), Outer(id="b")
    assert one.doubled == "aa"  # worked out on one of them alone
    assert (one == same, one == other, hash(one) == hash(same)) == (True, False, True)
    assert one != Inner(name="a")
    assert repr(Inner(name="a")) == "Inner(name='a', colour=None)"


def test_a_copy_has_other_values_and_nothing_that_was_worked_out_of_these() -> None:
    outer = Outer(id="a", number=2)
    assert outer.doubled == "aa"
    changed = outer.model_copy(update={"id": "b"})
    assert (changed.id, changed.number, changed.doubled) == ("b", 2, "bb")
    assert changed.model_fields_set == {"id", "number"}
    assert outer.model_fields_set == {"id", "number"}


def test_it_can_be_made_of_values_that_are_right() -> None:
    made = Outer.model_construct(id="much too long")
    assert (made.id, made.word, made.model_fields_set) == ("much too long", "one", {"id"})


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one))])  # fmt: skip # noqa: E501, S301 -- ours
def test_it_can_be_copied_and_pickled(copied: Any) -> None:
    outer = Outer(id="a", inner=Inner(name="b"))
    again = copied(outer)
    assert again == outer
    assert again.model_fields_set == {"id", "inner"}


def test_a_subclass_has_the_fields_of_all_it_inherits_from() -> None:
    class Narrow(Inner):
        name: Annotated[str, After(short)]
        more: int = 5

    assert [*Narrow.model_fields] == ["name", "colour", "more"]
    assert Narrow(name="abc").more == 5
    with pytest.raises(ValidationError, match="abcd is long"):
        Narrow(name="abcd")


def test_what_is_left_out_is_no_attribute_of_the_class() -> None:
    assert not hasattr(Outer, "word")
    assert Outer.KINDS == 3
    assert "KINDS" not in Outer.model_fields


def test_a_union_that_nothing_tells_apart_is_refused() -> None:
    with pytest.raises(TypeError, match="annotate it with Tagged"):
        reader(str | int)
