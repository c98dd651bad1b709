"""Values as JSON text that is safe inside HTML and scripts too."""

from __future__ import annotations

import re

from pydantic_core import to_json

_MEANS_MORE = re.compile("[<>&\u2028\u2029]")  # in HTML, and as ends of lines in scripts


def written(value: object) -> str:
    """Print a value, dataclasses included, as JSON for people too, a field a line.

    Decimals and days become texts, so that no reader makes a binary float of them. The signs that
    mean more in HTML stand only within texts, and are escaped there.
    """
    return _finished(to_json(value, indent=2))


def compact(value: object) -> str:
    """Print a value likewise on one line, which is half as long."""
    return _finished(to_json(value))


def _finished(text: bytes) -> str:
    return _MEANS_MORE.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text.decode()) + "\n"
