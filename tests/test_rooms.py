"""What a promise means is worked out below pages, exports and rules, which only take it."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

import sla_catalog

PACKAGE = Path(sla_catalog.__file__).parent
ROOMS = ("pages", "exports", "rules")

# Of arithmetic the rooms above know its values, and these functions.
WORDING = {
    "duration_format.format_basis",
    "duration_format.format_duration",
    "duration_format.format_duration_in",
    "duration_format.written_duration",
    "duration_format.written_limit",
}
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

# In these rooms only such functions multiply or divide: they draw, or write a number in its unit.
DRAWING = {
    "pages/agreement/chain.py": {"_percent"},
    "pages/agreement/schedule.py": {"_picture"},
}
UNITS = {
    "exports/neighbours/openslo.py": {"_slo"},
    "exports/promises.py": {"normalised"},
    "exports/workbook.py": {"", "_form", "_length", "_share"},
    "pages/agreement/waits.py": {"_wait_words"},
    "pages/comparison/ranking.py": {"decimal_of"},
    "pages/wording.py": {"extent"},
    "rules/schedules.py": {"_said", "_two_things"},
}
# Counts of rows, columns and letters.
COUNTS = {
    "pages/agreement/promises.py": {"_columns"},
    "pages/agreement/services.py": {"_gathered"},
    "pages/comparison/view.py": {"comparison_view"},
    "pages/frameworks.py": {"framework_view"},
    "pages/glossary_extension.py": {"term_links"},
    "pages/paging.py": {"page_uris", "pages", "place", "rows"},
    "pages/quality.py": {"_with_code"},
    "pages/rendering.py": {"__init__"},
    "rules/references.py": {"_expected"},
    "rules/reviews.py": {"review_overdue"},
}
# Here a slash joins paths.
PATHS = {
    "exports/reference.py": {"write"},
    "exports/schema.py": {"write"},
    "pages/appearance.py": {"", "_text"},
    "pages/proposal/report.py": {"_style"},
    "pages/scripts.py": {"_text"},
    "pages/styles.py": {"style"},
    "rules/rule_pages.py": {"page_of", "pages_by_name"},
    "rules/vagueness.py": {"_list"},
}
# Pictures of signs, and the arrow below a mistake.
DRAWN = {"blocks.html.j2", "broken.html.j2", "overview.html.j2"}
BY_ANOTHER_NAME = {"math", "operator", "statistics", "decimal", "fractions", "sla_catalog"}


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


_OPERATORS = (
    ast.Mult | ast.Div | ast.FloorDiv | ast.Mod | ast.Pow | ast.LShift | ast.RShift | ast.MatMult
)
_CALLED = {"divmod", "pow", "prod", "reduce"}
_ASKED = {"minutes", "total_seconds", "scaleb", "fma", "multiply", "divide"}
_ASKED |= {
    f"__{side}{name}__"
    for side in ("", "r", "i")
    for name in ("mul", "truediv", "floordiv", "mod", "pow", "divmod", "lshift", "rshift")
}
_MADE = {"Fraction", "timedelta"}  # what counts hours and shares, under its own name only


def _within(node: ast.AST, function: str = "") -> Iterator[str]:
    """Yield the functions in which something is multiplied, divided or counted in minutes."""
    for child in ast.iter_child_nodes(node):
        name = child.name if isinstance(child, ast.FunctionDef) else function
        match child:
            case ast.BinOp(op=operator) | ast.AugAssign(op=operator):
                if isinstance(operator, _OPERATORS):
                    yield name
            case ast.Call(func=ast.Name(id=called)) if called in _CALLED:
                yield name
            case ast.Call(func=ast.Name(id="Fraction"), args=args, keywords=keywords):
                if len(args) + len(keywords) > 1:
                    yield name
            case ast.Call(func=ast.Name(id="timedelta"), args=args, keywords=keywords):
                if args or any(one.arg != "days" for one in keywords):
                    yield name
            case ast.Call(func=ast.Attribute(attr=asked)) if asked in _ASKED | _CALLED | _MADE:
                yield name
            case ast.ImportFrom(names=names) if any(
                one.asname and one.name in _CALLED | _MADE for one in names
            ):
                yield name or "import"
            case ast.Import(names=names):
                if any(one.name.split(".")[0] in BY_ANOTHER_NAME for one in names):
                    yield name or "import"
            case ast.ImportFrom(module="math" | "operator" | "statistics" | "sla_catalog"):
                yield name or "import"
        yield from _within(child, name)


@pytest.mark.parametrize("room", ROOMS)
def test_rooms_above_multiply_and_divide_only_to_draw_to_count_and_to_write(room: str) -> None:
    allowed = DRAWING | UNITS | COUNTS | PATHS
    for path in modules(room):
        found = {*_within(ast.parse(path.read_text(encoding="utf-8")))}
        where = path.relative_to(PACKAGE).as_posix()
        assert found <= allowed.get(where, set()), where


def test_templates_multiply_only_to_draw() -> None:
    folder = PACKAGE / "pages" / "templates"
    kinds = (nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Pow)
    found = {
        path.name
        for path in folder.rglob("*.j2")
        if next(Environment().parse(path.read_text(encoding="utf-8")).find_all(kinds), None)  # noqa: S701 - nothing is drawn
    }
    assert found == DRAWN


@pytest.mark.parametrize(
    "text",
    [
        "def f(): return window * share",
        "def f(): return found.headline / 60",
        "def f(): return share**2",
        "def f(): window %= 60",
        "def f(): return divmod(minutes, 60)",
        "def f(): return Fraction(numerator=down, denominator=window)",
        "def f(): return share.scaleb(-2)",
        "def f(): return window.__mul__(share)",
        "def f(): return timedelta(hours=4) + start",
        "def f(): return prod((window, share))",
        "def f(): return share.__rtruediv__(window)",
        "def f(): return functools.reduce(times, shares)",
        "def f(): return datetime.timedelta(hours=4) + start",
        "from fractions import Fraction as Share",
        "from datetime import timedelta as length",
        "import operator",
        "import decimal as exact",
        "import sla_catalog.calculation.downtime",
        "from sla_catalog import calculation",
        "from math import prod",
    ],
)
def test_arithmetic_is_noticed_in_every_spelling(text: str) -> None:
    assert {*_within(ast.parse(text))} in ({"f"}, {"import"})


def test_no_file_of_code_has_more_than_400_lines() -> None:
    root = Path(__file__).resolve().parent.parent
    folders = (PACKAGE, root / "benchmarks", root / "tests")
    written = {".css", ".j2", ".js", ".py"}
    paths = [p for folder in folders for p in folder.rglob("*") if p.suffix in written]
    assert {path.suffix for path in paths} == written
    lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in paths}
    assert [path.as_posix() for path, count in lines.items() if count > 400] == []
