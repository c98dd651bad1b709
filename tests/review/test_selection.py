"""Which files a comparison reads: those that differ and what has to do with them, and no others."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from changes.catalogs import TODAY
from repositories import repository
from sla_catalog.changes import compared
from sla_catalog.model.catalog import Catalog
from sla_catalog.pages.agreement.numbers import numbering
from sla_catalog.review.selection import Side, concerned
from sla_catalog.review.sides import Place, Sides
from sla_catalog.source.limits import Limits
from sla_catalog.source.load import Readings, load
from sla_catalog.source.tree import SourceFile, read_directory

EXAMPLES = Path(__file__).parents[2] / "agreements"
OLD = {
    "glossary.yaml": "terms: []",
    "above.yaml": "id: above\ndepends_on: [{agreement: changed}]",
    "beside.yaml": "id: beside\ndepends_on: [{agreement: below}]",
    "below.yaml": "id: below\ndepends_on: [{agreement: deep}]",
    "changed.yaml": "id: changed\ndepends_on: [{agreement: below}]",
    "changed-1.yaml": "id: changed-1",
    "deep.yaml": "id: deep",
    "top.yaml": "id: top\ndepends_on: [{agreement: above}]",
}


def side(files: Mapping[str, str]) -> Side:
    sources = [SourceFile(f"agreements/{name}", text.encode()) for name, text in files.items()]
    return Side("agreements", tuple(sorted(sources, key=lambda one: one.path)))


@pytest.mark.parametrize(
    ("new", "read"),
    [
        ({}, {"glossary.yaml"}),
        ({"glossary.yaml": "terms: [1]"}, {*OLD}),
        (
            {"changed.yaml": "id: changed\ntitle: New"},
            {"glossary.yaml", "above.yaml", "below.yaml", "changed.yaml", "deep.yaml"},
        ),
        # An escape may hide the name of what changed.
        (
            {"deep.yaml": "id: deep\ntitle: New", "top.yaml": 'id: top\ntitle: "\\x41"'},
            {"glossary.yaml", "above.yaml", "below.yaml", "changed.yaml", "deep.yaml", "top.yaml"},
        ),
        ({"changed-1.yaml": "id: changed-1\ntitle: New"}, {"glossary.yaml", "changed-1.yaml"}),
        ({"new.yaml": 'id: "new"\nsupersedes: [deep]'}, {"glossary.yaml", "new.yaml", "deep.yaml"}),
    ],
)
def test_what_is_read_is_what_changed_and_what_it_touches(
    new: dict[str, str], read: set[str]
) -> None:
    assert concerned(side(OLD), side(OLD | new)) == read


def test_what_is_left_out_would_change_nothing_in_what_is_told() -> None:
    """Each example is made weaker in turn, and compared with and without all others."""
    files, _ = read_directory(EXAMPLES, "agreements", Limits())
    base = Side("agreements", files)
    readings, numbered = Readings(), numbering(TODAY)
    left_out = 0
    for path in sorted(base.by_path.keys() - base.shared):
        data = base.by_path[path].data.replace(b"99.9", b"98.9").replace(b"1 h", b"2 h")
        changed = SourceFile(base.by_path[path].path, data)
        head = Side("agreements", tuple(changed if f.path == changed.path else f for f in files))
        paths = concerned(base, head)
        left_out += len(base.by_path.keys() - paths)
        whole, chosen = (
            compared(_catalog(old, readings), _catalog(new, readings), TODAY, numbered)
            for old, new in ((base, head), (base.only(paths), head.only(paths)))
        )
        assert chosen == whole
    assert left_out > len(files) ** 2 / 2


def _catalog(one: Side, readings: Readings) -> Catalog:
    return load(one.files, one.root, Limits(), "UTC", readings).catalog


def test_equal_agreements_are_not_read_and_are_counted(tmp_path: Path) -> None:
    text = "id: {}\nkind: sla\ntitle: One\nstatus: active\nowner: ops\n"
    repo = repository(tmp_path)
    repo.commit("one", **{name: text.format(name) for name in ("a", "b", "c")})
    repo.write("agreements/b.yaml", text.format("b").replace("One", "Two"))
    both = Sides(tmp_path, "agreements", Limits(), None).read_both(Place("HEAD"), Place("worktree"))
    assert [one.catalog.agreements[0].title for one in (both.base, both.head)] == ["One", "Two"]
    assert [len(one.catalog.agreements) for one in (both.base, both.head)] == [1, 1]
    assert both.unread == 2
