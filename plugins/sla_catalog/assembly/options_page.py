"""The page of options, made from the options themselves."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from textwrap import dedent
from typing import Literal, get_args, get_origin

from sla_catalog.assembly.option_types import LanguageName
from sla_catalog.assembly.options import Options, OptionsPart
from sla_catalog.model.struct import Field, parts_of
from sla_catalog.pages import labels

_HEAD = """\
# Options

All options are under `sla-catalog` in `mkdocs.yml`. Each is optional. One that does not exist is
an error with the name that was probably meant.

```yaml title="mkdocs.yml"
plugins:
  search: {}
  sla-catalog:
    agreements: agreements
    timezone: Europe/Berlin
    today: 2026-12-31
    revision: 2026-12
    print_at_most: 200
    shard_search_from: 300
    reminder_days: 14
    edit_url: https://git.example.com/handbook/edit/main/{path}
    language: en
    audience: {level: customer, party: example-retail, references: neutral}
    proposal: auto
    cache: .cache/sla-catalog
    quality: false
    history: true
    terms:
      handbook: page
    limits:
      files: 10000
```
"""
_FOOT = """\
## What the plugin sets

It adds its styles and its one script to `extra_css` and `extra_javascript`, and a Markdown
extension that links defined terms on your own pages. It needs no other. The pages of agreements
bring their own contents, and hide Material's navigation at the side.
"""


def options_reference() -> str:
    """Return the page: every option with its default and what it is for."""
    said = _docstrings(Options)
    fields = Options.model_fields.items()
    sections = (_section(name, field, said[name]) for name, field in fields)
    return "\n".join([_HEAD, *sections, _FOOT])


def write(folder: Path) -> None:
    """Write the page as options.md to a folder; make it if it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    text = options_reference()
    (folder / "options.md").write_text(text, encoding="utf-8", newline="\n")


def _section(name: str, field: Field, said: str) -> str:
    first, _, rest = said.partition("\n\n")
    default = "" if isinstance(field.default, OptionsPart) else f" By default {usual(field)}."
    lines = [f"## `{name}`", "", f"{first}{_choices(field)}{default}"]
    below = next(filter(_is_part, (field.annotation, *get_args(field.annotation))), None)
    if below is not None:
        lines += ["", *_table(below)]
    return "\n".join([*lines, *(["", rest] if rest else []), ""])


def _is_part(annotation: object) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, OptionsPart)


def _choices(field: Field) -> str:
    """Return a sentence with what can be chosen, where words are given."""
    words: Iterable[str] = ()
    for kind in parts_of(field.annotation):
        if isinstance(kind, type) and issubclass(kind, StrEnum):
            words = [*kind]
        elif get_origin(kind) is Literal:
            words = get_args(kind)
        elif kind == LanguageName:
            words = labels.languages()
    return f" One of {', '.join(f'`{word}`' for word in words)}." if words else ""


def usual(field: Field) -> str:
    """Return the default as YAML writes it."""
    if field.is_required():
        return "must be stated"
    default = field.default
    if isinstance(default, bool):
        return f"`{str(default).lower()}`"
    return "none" if default in {None, ""} else f"`{default}`"


def _table(part: type[OptionsPart]) -> Iterator[str]:
    said = _docstrings(part)
    yield "| option | by default | what it is for |"
    yield "| --- | --- | --- |"
    for name, field in part.model_fields.items():
        yield f"| `{name}` | {usual(field)} | {said[name]}{_choices(field)} |"


def _docstrings(part: type[OptionsPart]) -> dict[str, str]:
    """Return what stands in quotes below each field of a class."""
    (body,) = ast.parse(dedent(inspect.getsource(part))).body
    said: dict[str, str] = {}
    name = ""
    for node in getattr(body, "body", ()):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            name = node.target.id
        elif name and isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            said[name] = inspect.cleandoc(str(node.value.value))
            name = ""
    return said
