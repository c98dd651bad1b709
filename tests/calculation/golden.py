"""Read golden cases: input and expected output side by side, all of it text."""

from pathlib import Path
from typing import Any

import yaml

CASES = Path(__file__).parent / "cases"


def golden(name: str) -> list[dict[str, Any]]:
    """Return the cases of a file; numbers stay text, so that no float comes between."""
    text = (CASES / f"{name}.yaml").read_text(encoding="utf-8")
    cases: list[dict[str, Any]] = yaml.load(text, yaml.BaseLoader)  # noqa: S506 - builds only text
    return cases
