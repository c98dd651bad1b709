"""The table of rules: whatever the code finds is in it, and nothing else."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from sla_catalog.rules.table import RULES

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "plugins/sla_catalog"
TABLES = {*(PACKAGE / "rules/tables").iterdir(), PACKAGE / "source/rules.py"}
ROOMS = ("redaction", "rules", "source", "terms")
RULE = re.compile(r"[a-z]+(-[a-z0-9]+)+")
SHARED_ADVICE = PACKAGE / "source/wording.py"
NO_RULES = {
    "cat-file",  # commands of git
    "latin-1",
    "ls-files",
    "ls-tree",
    "read-in-part",  # a finding of a review, which no catalog has
    "merge-base",
    "rev-list",
    "rev-parse",
    "symbolic-ref",
    "utf-8",
}


def texts(path: Path) -> Iterator[str]:
    """Yield what looks like a rule in a module: kebab-case of two words and more, or advised on."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and RULE.fullmatch(str(node.value)):
            yield str(node.value)
        elif path == SHARED_ADVICE and isinstance(node, ast.Dict):
            yield from (str(key.value) for key in node.keys if isinstance(key, ast.Constant))


def rules_of_the_code() -> set[str]:
    modules = [path for room in ROOMS for path in sorted((PACKAGE / room).rglob("*.py"))]
    modules.append(PACKAGE / "findings.py")
    return {text for path in modules if path not in TABLES for text in texts(path)} - NO_RULES


def test_what_is_found_is_in_the_table() -> None:
    assert sorted(rule.id for rule in RULES) == sorted(rules_of_the_code())
