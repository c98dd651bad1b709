"""A YAML file's values as the Markdown that a person would write: headings, tables and lists."""

from collections.abc import Iterator
from typing import Any

import yaml

DEEPEST_HEADING = 6


def write_page(text: str) -> str:
    """Write every scalar of a YAML file, as its source spells it, into one page."""
    values = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - builds text, lists, maps only
    title = values.get("title") or values.get("id") or ", ".join(values)
    plain = {key: value for key, value in values.items() if is_plain(value)}
    nested = {key: value for key, value in values.items() if not is_plain(value)}
    lines = [f"# {in_line(title)}", "", *table([plain])] if plain else [f"# {in_line(title)}"]
    return "\n".join([*lines, "", *sections(nested, 2)]) + "\n"


def write_index(pages: dict[str, str]) -> str:
    """Write the home page, which links every page."""
    links = [f"- [{page.splitlines()[0][2:]}](agreements/{id_}.md)" for id_, page in pages.items()]
    return "\n".join(["# Agreements", "", *links]) + "\n"


def sections(values: dict[str, Any], level: int) -> Iterator[str]:
    for key, value in values.items():
        yield from [f"{'#' * min(level, DEEPEST_HEADING)} {heading(key)}", ""]
        yield from block(value, level + 1)


def block(value: Any, level: int) -> Iterator[str]:
    if isinstance(value, str):
        yield from [in_line(value), ""]
    elif isinstance(value, dict):
        plain = {key: inner for key, inner in value.items() if is_plain(inner)}
        yield from (f"- **{heading(key)}**: {in_line(inner)}" for key, inner in plain.items())
        yield ""
        yield from sections({key: value[key] for key in value if key not in plain}, level)
    elif all(is_plain(item) for item in value):
        yield from [*(f"- {in_line(item)}" for item in value), ""]
    elif all(isinstance(item, dict) and all(map(is_plain, item.values())) for item in value):
        yield from [*table(value), ""]
    else:
        yield from items(value, level)


def items(values: list[Any], level: int) -> Iterator[str]:
    """Write a list of maps too deep for a table, each under a heading of its own."""
    for number, value in enumerate(values, start=1):
        name = value.get("name") or value.get("id") if isinstance(value, dict) else None
        yield from [f"{'#' * min(level, DEEPEST_HEADING)} {in_line(name or str(number))}", ""]
        yield from block(value, level + 1)


def table(rows: list[dict[str, Any]]) -> Iterator[str]:
    columns = list(dict.fromkeys(key for row in rows for key in row))
    yield f"| {' | '.join(map(heading, columns))} |"
    yield f"|{' --- |' * len(columns)}"
    for row in rows:
        yield f"| {' | '.join(in_line(row.get(column, '')) for column in columns)} |"


def is_plain(value: Any) -> bool:
    """Tell whether a value fits on a line: a scalar, or a list of them."""
    return isinstance(value, str) or (
        isinstance(value, list) and all(isinstance(item, str) for item in value)
    )


def in_line(value: str | list[str]) -> str:
    text = value if isinstance(value, str) else ", ".join(value)
    return " ".join(text.split()).replace("<", "&lt;").replace("|", "\\|")


def heading(key: str) -> str:
    return key.replace("_", " ").capitalize()
