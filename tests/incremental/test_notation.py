"""Values as a cache writes them: read back they are the same, and nothing else is read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from sla_catalog.incremental.digests import Digests
from sla_catalog.incremental.notation import Notation, NotationError
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.header import Kind


class Colour(StrEnum):
    """A choice."""

    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True)
class Leaf:
    """A value within a value."""

    text: str
    number: Decimal | Fraction | int | None = None


@dataclass(frozen=True)
class Tree:
    """A value of everything that a field can hold."""

    colour: Colour
    leaves: tuple[Leaf, ...]
    html: Markup
    day: date
    named: Mapping[str, Leaf]
    marks: frozenset[str] = frozenset()
    lines: list[list[str]] = field(default_factory=list)
    of: Agreement | None = None


AGREEMENT = Agreement.model_validate({"id": "mail", "title": "Mail", "kind": "sla", "owner": "IT"})
OTHER = Agreement.model_validate({"id": "mail", "title": "Mail", "kind": "sla", "owner": "IT"})
TREES = Notation(Tree)

_leaves = st.builds(
    Leaf,
    st.text(),
    st.none() | st.integers() | st.decimals(-(10**40), 10**40) | st.fractions(),
)
_trees = st.builds(
    Tree,
    st.sampled_from(Colour),
    st.lists(_leaves).map(tuple),
    st.text().map(Markup),
    st.dates(),
    st.dictionaries(st.text(), _leaves),
    st.frozensets(st.text()),
    st.lists(st.lists(st.text())),
    st.sampled_from([None, AGREEMENT]),
)


def _kinds(value: Any) -> object:
    """Return the types within a value, which equality alone does not tell."""
    if isinstance(value, Tree):
        return [type(getattr(value, name)) for name in value.__dataclass_fields__]
    return type(value)


@given(_trees)
def test_what_is_written_is_read_as_it_was(tree: Tree) -> None:
    text = json.dumps(TREES.written(tree, AGREEMENT))
    read = TREES.read(json.loads(text), AGREEMENT)
    assert read == tree
    assert _kinds(read) == _kinds(tree)
    assert isinstance(read, Tree)
    assert read.of is tree.of


@given(_trees, _trees)
def test_values_that_differ_have_digests_that_differ(one: Tree, other: Tree) -> None:
    first, second = (Digests(lambda agreement: agreement.id) for _ in range(2))
    assert (first.of(one) == second.of(other)) == (one == other and _exact(one) == _exact(other))


def _exact(tree: Tree) -> list[tuple[type, str]]:
    """Return the numbers of a tree letter by letter: 1 and 1.0 are equal, and shown otherwise."""
    every = (*tree.leaves, *tree.named.values())
    names = list(tree.named)
    return [(type(leaf.number), f"{leaf.number} {names}") for leaf in every]


@pytest.mark.parametrize(
    "written",
    [
        [],
        [1],
        {},
        {"Leaf": "a"},
        ["Popen", "true"],
        ["Agreement", "mail"],
        ["Path", "/"],
        ["Leaf", ["os.system", "true"]],
        ["Colour", "green"],
        ["Decimal", "many"],
        ["date", "tomorrow"],
        ["Leaf", "a", None, "more"],
        ["{", ["a"]],
        1.5,
        None,
        "text",
        ["(", 5],
        ["["],
        ["Leaf", "a", "many"],
        ["Leaf", 1],
        ["Leaf", ["(", "a"]],
        ["Tree", 1, 2, 3, 4, 5],
        ["Fraction", "1e9999999"],
        ["Decimal", "1E+99999"],
        ["Decimal", "9" * 1001],
        ["Leaf", "a", ["Fraction", "1/0"]],
        ["."],
    ],
)
def test_nothing_else_is_read(written: object) -> None:
    with pytest.raises((NotationError, ValueError, TypeError, ArithmeticError)):
        TREES.read(written, AGREEMENT)


def test_another_agreement_is_not_written() -> None:
    tree = Tree(Colour.RED, (), Markup(), date(2026, 1, 1), {}, of=OTHER)
    with pytest.raises(TypeError, match="a Agreement is not written"):
        TREES.written(tree, AGREEMENT)


def test_what_is_not_declared_is_not_written() -> None:
    with pytest.raises(TypeError):
        TREES.written(Kind, AGREEMENT)
    with pytest.raises(TypeError):
        TREES.written((1.5,), AGREEMENT)


def test_what_nobody_knows_has_no_digest() -> None:
    with pytest.raises(TypeError, match="has no digest"):
        Digests(lambda agreement: agreement.id).of(object())
