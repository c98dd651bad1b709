"""The table of kinds: permanent names, each with the opposite that a swap must give."""

from __future__ import annotations

from sla_catalog.changes import KINDS, Direction


def test_each_kind_has_a_code_of_its_own() -> None:
    assert len({kind.code for kind in KINDS.values()}) == len(KINDS)


def test_each_kind_is_the_mirror_of_its_mirror() -> None:
    pairs = {(k.id, k.mirror) for k in KINDS.values() if k.mirror}
    assert pairs == {(b, a) for a, b in pairs}


def test_a_kind_that_weakens_is_mirrored_by_one_that_does_not() -> None:
    worse = [kind for kind in KINDS.values() if kind.direction is Direction.WORSE]
    assert worse
    for kind in worse:
        assert KINDS[kind.mirror].direction in {Direction.BETTER, Direction.UNKNOWN}, kind.id


def test_a_level_that_is_not_derived_has_a_reason() -> None:
    assert all(bool(kind.level) == bool(kind.because) for kind in KINDS.values())
