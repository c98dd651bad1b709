"""What a promise means is worked out below pages, exports and rules, which only take it."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

import sla_catalog

PACKAGE = Path(sla_catalog.__file__).parent
ROOMS = ("pages", "exports", "rules")
EXACT = re.compile(r"^from (decimal|fractions) import", re.MULTILINE)

# Of arithmetic the rooms above know its values, and these functions.
WORDING = {"duration_format.format_duration", "duration_format.format_duration_in"}
ORDER = {"comparability.comparable", "comparability.obstacle", "comparability.rank"}
JUDGEMENTS = {
    "schedules.dead_zone",
    "schedules.gaps",
    "schedules.is_seamless",
    "schedules.not_monotone",
    "schedules.overlaps",
    "spans.is_whole_week",
    "spans.lacking",
    "spans.length_of",
    "spans.without_gaps",
}
TAKEN = {"pages": WORDING | ORDER, "exports": set(), "rules": WORDING | JUDGEMENTS}

# Where these rooms handle exact numbers, only such functions multiply or divide: they draw, or
# write a number in its unit.
DRAWING = {
    "pages/agreement/chain.py": {"_percent"},
    "pages/agreement/schedule.py": {"_picture"},
}
UNITS = {
    "exports/promises.py": {"normalised"},
    "exports/workbook.py": {"_form", "_length"},
    "pages/agreement/targets.py": {"extent_words", "worst_case_words"},
    "pages/comparison/ranking.py": {"decimal_of"},
    "rules/schedules.py": {"_said", "_two_things"},
}


def modules(room: str) -> list[Path]:
    return sorted((PACKAGE / room).rglob("*.py"))


@pytest.mark.parametrize("room", ROOMS)
def test_rooms_above_import_values_of_arithmetic_and_few_functions(room: str) -> None:
    imported = {
        f"{module}.{name}" for path in modules(room) for module, name in _from_reckoning(path)
    }
    functions = {full for full in imported if not _is_value(full)}
    assert functions <= TAKEN[room]


def _from_reckoning(path: Path) -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        module = node.module or "" if isinstance(node, ast.ImportFrom) else ""
        if isinstance(node, ast.ImportFrom) and module.startswith("sla_catalog.calculation"):
            yield from ((module.rpartition(".")[2], name.name) for name in node.names)


def _is_value(full: str) -> bool:
    module, _, name = full.rpartition(".")
    found = getattr(import_module(f"sla_catalog.calculation.{module}"), name)
    return inspect.isclass(found) or not callable(found) or name == "Number"


def _within(node: ast.AST, function: str) -> Iterator[str]:
    for child in ast.iter_child_nodes(node):
        name = child.name if isinstance(child, ast.FunctionDef) else function
        if isinstance(child, ast.BinOp) and isinstance(
            child.op, ast.Mult | ast.Div | ast.FloorDiv | ast.Mod
        ):
            yield name
        yield from _within(child, name)


@pytest.mark.parametrize("room", ROOMS)
def test_rooms_above_multiply_and_divide_only_to_draw_and_to_write(room: str) -> None:
    allowed = DRAWING | UNITS
    for path in modules(room):
        text = path.read_text(encoding="utf-8")
        if not EXACT.search(text):
            continue
        where = path.relative_to(PACKAGE).as_posix()
        assert {*_within(ast.parse(text), "")} - {""} <= allowed.get(where, set()), where


def test_no_file_of_code_has_more_than_400_lines() -> None:
    root = Path(__file__).resolve().parent.parent
    folders = (PACKAGE, root / "benchmarks", root / "tests")
    written = {".css", ".j2", ".js", ".py"}
    paths = [p for folder in folders for p in folder.rglob("*") if p.suffix in written]
    assert {path.suffix for path in paths} == written
    lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in paths}
    assert [path.as_posix() for path, count in lines.items() if count > 400] == []
