"""The page of options, made from the options themselves."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

from mkdocs.config import config_options as options
from mkdocs.config.base import BaseConfigOption, Config

from sla_catalog.site.config import SlaCatalogConfig

_HEAD = """\
# Options

All options are under `sla-catalog` in `mkdocs.yml`. Each is optional. One that does not exist is
an error with the name that was probably meant.

```yaml title="mkdocs.yml"
plugins:
  - search
  - sla-catalog:
      agreements: agreements
      timezone: Europe/Berlin
      today: 2026-12-31
      revision: 2026-12
      print_at_most: 200
      reminder_days: 14
      edit_url: https://git.example.com/handbook/edit/main/{path}
      language: en
      audience: {level: customer, party: example-retail, references: neutral}
      proposal: auto
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
    """Return the page: every option with its default and its docstring."""
    said = _docstrings(SlaCatalogConfig)
    sections = (_section(name, option, said[name]) for name, option in SlaCatalogConfig._schema)
    return "\n".join([_HEAD, *sections, _FOOT])


def write(folder: Path) -> None:
    """Write the page as options.md to a folder; make it if it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    text = options_reference()
    (folder / "options.md").write_text(text, encoding="utf-8", newline="\n")


def _section(name: str, option: BaseConfigOption[object], said: str) -> str:
    first, _, rest = said.partition("\n\n")
    lines = [f"## `{name}`", "", f"{first}{_default(option)}"]
    below = getattr(option, "config_class", None)
    if below is not None:
        lines += ["", *_table(below)]
    return "\n".join([*lines, *(["", rest] if rest else []), ""])


def _default(option: BaseConfigOption[object]) -> str:
    """Return a sentence with the default, and with what can be chosen where words are given."""
    if isinstance(option, options.SubConfig):
        return ""
    return f"{_choices(option)} By default {_usual(option)}."


def _choices(option: BaseConfigOption[object]) -> str:
    words = getattr(option, "choices", ())
    return f" One of {', '.join(f'`{word}`' for word in words)}." if words else ""


def _usual(option: BaseConfigOption[object]) -> str:
    if option.default is not None:
        return f"`{option.default}`"
    return "none" if isinstance(option, options.Optional) else "must be stated"


def _table(config: type[Config]) -> Iterator[str]:
    said = _docstrings(config)
    yield "| option | by default | what it is for |"
    yield "| --- | --- | --- |"
    for name, option in config._schema:
        yield f"| `{name}` | {_usual(option)} | {said[name]}{_choices(option)} |"


def _docstrings(config: type[Config]) -> dict[str, str]:
    """Return what stands in quotes below each option of a class."""
    (body,) = ast.parse(dedent(inspect.getsource(config))).body
    said: dict[str, str] = {}
    name = ""
    for node in getattr(body, "body", ()):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
        elif name and isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            said[name] = inspect.cleandoc(str(node.value.value))
            name = ""
    return said
