"""What a promise means is worked out below pages, exports and rules, which only take it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

import sla_catalog

PACKAGE = Path(sla_catalog.__file__).parent
ROOMS = ("pages", "exports", "rules")
RECKONING = "sla_catalog.calculation"
RESOLVED = (RECKONING, "sla_catalog.resolved")

# Of arithmetic the rooms above know these values, and these functions.
VALUES = {
    "bands.Band",
    "bands.Combination",
    "bands.Interval",
    "bands.Number",
    "comparability.Basis",
    "comparability.Obstacle",
    "comparability.ObstacleKind",
    "comparability.Week",
    "credits.FormKind",
    "credits.RoundingRule",
    "downtime.Budget",
    "downtime.TimeBase",
    "periods.Period",
}
WORDING = {
    "duration_format.format_basis",
    "duration_format.format_duration",
    "duration_format.format_duration_in",
    "duration_format.written_duration",
    "duration_format.written_limit",
}
ORDER = {"comparability.comparable", "comparability.obstacle", "comparability.rank"}
JUDGEMENTS = {
    "bands.CreditSchedule",
    "printed.Fit",
    "printed.Precision",
    "schedules.Overlap",
    "schedules.dead_zone",
    "schedules.gaps",
    "schedules.is_seamless",
    "schedules.not_monotone",
    "schedules.overlaps",
    "spans.is_whole_week",
    "spans.without_gaps",
}
TAKEN = {
    "pages": VALUES | WORDING | ORDER,
    "exports": VALUES,
    "rules": VALUES | WORDING | JUDGEMENTS,
}

# In these rooms only such functions multiply, subtract or take the most: they draw, or write a
# number in its unit or without its sign.
DRAWING = {
    "pages/agreement/chain.py": {"_percent", "_scale"},
    "pages/agreement/schedule.py": {"_picture"},
}
UNITS = {
    "exports/neighbours/openslo.py": {"_slo"},
    "exports/promises.py": {"normalised"},
    "exports/workbook.py": {"", "_decimals", "_form", "_length", "_share"},
    "pages/agreement/dependents.py": {"_kept_but_short"},
    "pages/agreement/verdicts.py": {"room_words"},
    "pages/agreement/waits.py": {"_wait_words"},
    "pages/comparison/ranking.py": {"decimal_of"},
    "pages/wording.py": {"extent"},
    "rules/schedules.py": {"_said", "_two_things"},
}
# Days on a calendar: how far they are, the day before, the first and the last of some.
DAYS = {
    "exports/feed.py": {"_feed"},
    "pages/agreement/example.py": {"_change_words", "_days_words", "period_words"},
    "pages/agreement/view.py": {"_dated_label"},
    "pages/context.py": {"_distance_words", "distance"},
    "pages/deadlines.py": {"_group"},
    "pages/overview.py": {"_counts", "_sort_keys"},
    "pages/proposal/earlier.py": {"_last_day_ahead", "_when"},
    "pages/proposal/history.py": {"_first"},
    "pages/proposal/versions.py": {"day"},
    "rules/reviews.py": {"review_overdue"},
}
# Counts of rows, columns and letters, and what is in one set alone.
COUNTS = {
    "pages/agreement/numbers.py": {"without_gap"},
    "pages/agreement/promises.py": {"_columns"},
    "pages/agreement/services.py": {"_gathered"},
    "pages/comparison/data.py": {"_column"},
    "pages/comparison/view.py": {"comparison_view"},
    "pages/frameworks.py": {"_answers_to", "_first_term", "framework_view"},
    "pages/glossary.py": {"_entries"},
    "pages/glossary_extension.py": {"term_links"},
    "pages/page.py": {"anchors"},
    "pages/paging.py": {"_starts", "of", "page_uris", "pages", "place", "rows"},
    "pages/party_index.py": {""},
    "pages/quality.py": {"_counts", "_with_code", "count", "in_baseline"},
    "pages/rendering.py": {"__init__"},
    "rules/acceptance.py": {"judge"},
    "rules/form_blanks.py": {"form_blanks"},
    "rules/parties.py": {"meant"},
    "rules/references.py": {"_expected"},
    "rules/neighbouring_words.py": {"is_made_clear"},
    "rules/vagueness.py": {"_end_of_choices", "_first_words_chosen"},
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
    "rules/vagueness.py": {"_entries"},
}
ALLOWED = (DRAWING, UNITS, DAYS, COUNTS, PATHS)
# Pictures of signs, and the arrow below a mistake.
DRAWN = {"blocks.html.j2", "broken.html.j2", "overview.html.j2"}
BY_ANOTHER_NAME = {"math", "operator", "statistics", "decimal", "fractions", "sla_catalog"}


def modules(room: str) -> list[Path]:
    return sorted((PACKAGE / room).rglob("*.py"))


@pytest.mark.parametrize("room", ROOMS)
def test_rooms_above_import_values_of_arithmetic_and_few_functions(room: str) -> None:
    imported = {full for path in modules(room) for full in _from_reckoning(_parsed(path))}
    assert imported <= TAKEN[room]


def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _from_reckoning(tree: ast.Module) -> Iterator[str]:
    """Yield what is imported of arithmetic, from there or from a room that has it from there."""
    for node in ast.walk(tree):
        module = node.module or "" if isinstance(node, ast.ImportFrom) else ""
        if not isinstance(node, ast.ImportFrom) or not module.startswith(RESOLVED):
            continue
        for name in node.names:
            found = getattr(import_module(module), name.name, None)
            home = getattr(found, "__module__", None) or module
            if home.startswith(RECKONING) or module.startswith(RECKONING):
                yield f"{module.rpartition('.')[2]}.{name.name}"


def test_no_room_above_follows_what_an_objective_takes_over() -> None:
    followed = {
        path.relative_to(PACKAGE).as_posix()
        for room in ("pages", "rules")
        for path in modules(room)
        if any(_follows(node) for node in ast.walk(_parsed(path)))
    }
    assert followed == set()


def _follows(node: ast.AST) -> bool:
    match node:
        case ast.Attribute(attr="same_as"):
            return True
        case ast.Call(func=ast.Name(id="getattr"), args=[_, ast.Constant(value="same_as"), *_]):
            return True
        case ast.ImportFrom(names=names):
            return any(one.name == "same_as" for one in names)
        case _:
            return False


_OPERATORS = (
    ast.Mult | ast.Div | ast.FloorDiv | ast.Mod | ast.Pow | ast.LShift | ast.RShift | ast.MatMult
)
_CALLED = {"divmod", "pow", "prod", "reduce", "accumulate", "fsum"}
_COMPARED = {"abs", "max", "min", "round", "sum"}
_ASKED = {"minutes", "total_seconds", "scaleb", "fma", "multiply", "divide"}
_ASKED |= {
    f"__{side}{name}__"
    for side in ("", "r", "i")
    for name in ("mul", "sub", "truediv", "floordiv", "mod", "pow", "divmod", "lshift", "rshift")
}
_AMOUNTS = {"amount", "credit", "days", "headline", "left", "longest", "longest_wait", "lower"}
_AMOUNTS |= {"magnitude", "number", "seconds", "share", "shortest", "upper", "worst_case"}
_MADE = {"Fraction", "timedelta"}  # what counts hours and shares, under its own name only


def _counts(node: ast.AST) -> bool:
    """Tell whether something is a number of entries: a length, 1 for each, a constant's name."""
    match node:
        case ast.Constant(value=1) | ast.Compare() | ast.UnaryOp(op=ast.Not()):
            return True
        case ast.Name(id=name):
            return name.lstrip("_").isupper() or name == "len"
        case ast.Call(func=ast.Name(id="map" | "sum"), args=[first, *_]):
            return _counts(first)
        case (
            ast.Call(func=ast.Name(id="len" | "bool")) | ast.Call(func=ast.Attribute(attr="count"))
        ):
            return True
        case ast.GeneratorExp(elt=element):
            return _counts(element)
        case _:
            return False


def _within(node: ast.AST, function: str = "") -> Iterator[str]:
    """Yield the functions in which amounts are multiplied, subtracted, added up or compared."""
    for child in ast.iter_child_nodes(node):
        name = child.name if isinstance(child, ast.FunctionDef) else function
        match child:
            case ast.BinOp() | ast.AugAssign():
                if isinstance(child.op, _OPERATORS) or _is_difference(child) or _is_sum(child):
                    yield name
            case ast.Call(func=ast.Name(id=called), args=args) if called in _COMPARED:
                if not any(map(_counts, args)):
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


def _is_difference(node: ast.BinOp | ast.AugAssign) -> bool:
    return isinstance(node.op, ast.Sub) and not any(map(_counts, _sides(node)))


def _is_sum(node: ast.BinOp | ast.AugAssign) -> bool:
    """Tell whether an amount is added to something; texts and lists are added everywhere."""
    is_amount = (isinstance(side, ast.Attribute) and side.attr in _AMOUNTS for side in _sides(node))
    return isinstance(node.op, ast.Add) and any(is_amount)


def _sides(node: ast.BinOp | ast.AugAssign) -> tuple[ast.expr, ...]:
    return (node.left, node.right) if isinstance(node, ast.BinOp) else (node.value,)


@pytest.mark.parametrize("room", ROOMS)
def test_rooms_above_reckon_only_to_draw_to_count_and_to_write(room: str) -> None:
    for path in modules(room):
        found = {*_within(_parsed(path))}
        where = path.relative_to(PACKAGE).as_posix()
        assert found <= {name for table in ALLOWED for name in table.get(where, ())}, where


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
        "def f(): return sum(one.share for one in credits)",
        "def f(): return sum(map(number_of, credits))",
        "def f(): return max(promise.value for promise in found)",
        "def f(): return min(known, key=lambda one: one[1].longest)",
        "def f(): return found.headline - other.headline",
        "def f(): return 100 - target",
        "def f(): left -= budget.longest",
        "def f(): return one.seconds + other",
        "def f(): total += credit.share",
        "def f(): return round(found.headline)",
        "def f(): return share.__rsub__(100)",
    ],
)
def test_arithmetic_is_noticed_in_every_spelling(text: str) -> None:
    assert {*_within(ast.parse(text))} in ({"f"}, {"import"})


@pytest.mark.parametrize(
    "text",
    [
        "def f(): return sum(map(len, groups)) - len(found)",
        "def f(): return sum(one.rank is not None for one in listed)",
        "def f(): return page - 1",
        "def f(): return max(map(len, texts))",
    ],
)
def test_counting_is_no_arithmetic(text: str) -> None:
    assert [*_within(ast.parse(text))] == []


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        (
            "from sla_catalog.calculation.worktime import WorkingCalendar",
            "worktime.WorkingCalendar",
        ),
        ("from sla_catalog.resolved.hours import WorkingCalendar", "hours.WorkingCalendar"),
        ("from sla_catalog.resolved.below import lacking", "below.lacking"),
        ("from sla_catalog.calculation.downtime import DAY", "downtime.DAY"),
    ],
)
def test_arithmetic_is_noticed_by_whatever_way_it_comes(text: str, taken: str) -> None:
    assert {*_from_reckoning(ast.parse(text))} - TAKEN["rules"] == {taken}


@pytest.mark.parametrize(
    "text",
    [
        "cell.same_as",
        "getattr(cell, 'same_as')",
        "from sla_catalog.resolved.promises import same_as",
    ],
)
def test_following_an_objective_is_noticed_in_every_spelling(text: str) -> None:
    assert any(_follows(node) for node in ast.walk(ast.parse(text)))


def test_no_file_of_code_has_more_than_400_lines() -> None:
    root = Path(__file__).resolve().parent.parent
    folders = (PACKAGE, root / "benchmarks", root / "tests")
    written = {".css", ".j2", ".js", ".py"}
    paths = [p for folder in folders for p in folder.rglob("*") if p.suffix in written]
    assert {path.suffix for path in paths} == written
    lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in paths}
    assert [path.as_posix() for path, count in lines.items() if count > 400] == []
