"""Plain values as YAML: block style, and quotes wherever a text could be taken for more."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache

WIDTH = 100

# What YAML 1.2 or, in older readers, YAML 1.1 takes for a number, a boolean, nothing or a time.
_NOT_TEXT = re.compile(
    r"~|null|true|false|yes|no|on|off|y|n|[-+]?\.(?:inf|nan)|[-+]?0[box][0-9a-f_]+"
    r"|[-+]?(?:[0-9][0-9_]*\.?[0-9_]*|\.[0-9_]+)(?:e[-+]?[0-9]+)?"
    r"|[-+]?[0-9]+(?::[0-5]?[0-9])+(?:\.[0-9]*)?",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"(?:[^\W_]|[/(+.$§°€≤≥])(?:.*\S)?")
_MEANS_MORE = re.compile(r":\s|:$|\s#")
_BLOCK = re.compile(r"\S(?:.*\S)?(?:\n+.*\S)*")


class Quoted(str):
    """A text that is put in quotes, whatever it looks like."""

    __slots__ = ()


def written(values: Mapping[str, object]) -> str:
    """Print a mapping as a YAML document that ends with a line break."""
    lines: list[str] = []
    _mapping(values, "", lines)
    return "".join(f"{line}\n" for line in lines)


def _mapping(values: Mapping[str, object], indent: str, lines: list[str]) -> None:
    inner = f"{indent}  "
    for key, value in values.items():
        start = f"{indent}{_scalar(key)}:"
        if isinstance(value, dict | list) and value:
            lines.append(start)
            _collection(value, inner, lines)
        else:
            lines.extend(_leaf(start, value, inner))


def _sequence(values: list[object], indent: str, lines: list[str]) -> None:
    inner = f"{indent}  "
    for value in values:
        if isinstance(value, dict | list) and value:
            first = len(lines)
            _collection(value, inner, lines)
            lines[first] = f"{indent}- {lines[first].removeprefix(inner)}"
        else:
            lines.extend(_leaf(f"{indent}-", value, inner))


def _collection(value: dict[str, object] | list[object], indent: str, lines: list[str]) -> None:
    if isinstance(value, dict):
        _mapping(value, indent, lines)
    else:
        _sequence(value, indent, lines)


def _leaf(start: str, value: object, indent: str) -> Iterable[str]:
    """Return the lines of a value that holds no others."""
    if type(value) is str and len(start) + 1 + len(value) <= WIDTH and "\n" not in value:
        return (f"{start} {_scalar(value)}",)  # which nearly all are
    if isinstance(value, Decimal):
        return (f"{start} {value:f}",)
    if not isinstance(value, str):
        return (f"{start} {json.dumps(value)}",)
    if isinstance(value, Quoted):
        return (f"{start} {json.dumps(value, ensure_ascii=False)}",)
    if "\n" in value and _fits_block(value):
        return (f"{start} |-", *(f"{indent}{line}" if line else "" for line in value.split("\n")))
    if "\n" not in value and len(start) + 1 + len(value) > WIDTH and _fits_block(value):
        folded = _folded(value, WIDTH - len(indent))
        return (f"{start} >-", *(f"{indent}{line}" for line in folded))
    return (f"{start} {_scalar(value)}",)


def _fits_block(text: str) -> bool:
    return bool(_BLOCK.fullmatch(text)) and text.replace("\n", "").isprintable()


def _folded(text: str, width: int) -> Iterator[str]:
    """Break a line at single spaces, which a reader puts back."""
    line = ""
    for word in re.split(r"(?<=\S) (?=\S)", text):
        if line and len(line) + 1 + len(word) > width:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line


@lru_cache(4096)  # the same keys and many values stand in every record
def _scalar(text: str) -> str:
    is_plain = (
        _PLAIN.fullmatch(text)
        and text.isprintable()
        and not _MEANS_MORE.search(text)
        and not _NOT_TEXT.fullmatch(text)
    )
    return text if is_plain else json.dumps(text, ensure_ascii=False)
