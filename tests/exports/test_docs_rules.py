"""The page of findings: every rule of the code stands on it, and none that is not."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "plugins/sla_catalog"
PAGE = ROOT / "docs/reference/rules.md"
ROOMS = ("redaction", "rules", "source", "terms")
RULE = re.compile(r"[a-z]+(-[a-z0-9]+)+")
SHARED_ADVICE = PACKAGE / "source/wording.py"
NO_RULES = {
    "cat-file",  # commands of git
    "ls-files",
    "ls-tree",
    "merge-base",
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
    return {text for path in modules for text in texts(path)} - NO_RULES


def rules_of_the_page() -> list[str]:
    return re.findall(r"^### `(.+)`$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)


def test_every_rule_stands_on_the_page_once() -> None:
    assert sorted(rules_of_the_page()) == sorted(rules_of_the_code())
