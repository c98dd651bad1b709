"""Tests of generated examples: none fails because the machine is busy."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import settings

TESTS = Path(__file__).parent


def test_no_example_has_a_deadline() -> None:
    assert settings().deadline is None
    own = {
        path.relative_to(TESTS): found
        for path in sorted(TESTS.rglob("*.py"))
        if (found := re.findall(r"deadline=(?!None\b)\w+", path.read_text(encoding="utf-8")))
    }
    assert own == {}
