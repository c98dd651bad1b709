"""Where two records that are compared are, in both versions and in words."""

from __future__ import annotations

from typing import Any

from sla_catalog.changes.titles import title_of
from sla_catalog.frozen import dataclass
from sla_catalog.model.catalog import Location
from sla_catalog.model.fields import Record


@dataclass(frozen=True, slots=True)
class At:
    """Where two records are: their path by natural keys, places in the files, title."""

    path: str
    before: Location
    after: Location
    what: str
    duty_of: str = ""

    def field(self, record: type[Record], key: str) -> At:
        """Return the place of a field; an author's own keys stand beside the others in a file."""
        own = () if key == "x_" else (key,)
        path = f"{self.path}.{key}" if self.path else key
        words = title_of(record.__name__, key)
        what = f"{self.what}: {words}" if self.what else words.capitalize()
        return At(path, (*self.before, *own), (*self.after, *own), what, self.duty_of)

    def row(self, name: str) -> At:
        """Return the place of a row of a table in a text, by the words that it begins with."""
        path, what = f"{self.path}[{name}]", f"{self.what}, {name}"
        return At(path, self.before, self.after, what, self.duty_of)

    def entry(self, key: str, name: str, before: Any, after: Any) -> At:
        """Return the place of an entry of a list, by its key; `before`, `after` are positions."""
        what = f"{_singular(self.what)}{_apart(self.what)} “{name}”" if name else self.what
        path = f"{self.path}[{key}]"
        return At(path, (*self.before, before), (*self.after, after), what, self.duty_of)


def _apart(words: str) -> str:
    """Return a colon where an entry follows the name of another one: `Dimension “plan”: “gold”`."""
    return ":" if words.endswith("”") else ""


def _singular(words: str) -> str:
    """Return the title of a list as that of one of its entries."""
    if words.endswith("ies"):
        return f"{words[:-3]}y"
    return words[:-1] if words.endswith("s") and not words.endswith("ss") else words
