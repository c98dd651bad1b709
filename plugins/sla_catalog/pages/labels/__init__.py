"""Every word of ours on a page, by language, so that a translation is one file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from importlib import resources

from sla_catalog.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Labels:
    """The words of one language by their key; an unknown key is a bug and raises KeyError."""

    language: str
    words: Mapping[str, str]

    def __getitem__(self, key: str) -> str:
        return self.words[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.words)

    def counted(self, key: str, number: Decimal | int) -> str:
        """Return the words for so many of something."""
        return self[f"{key}.one" if self.is_singular(number) else key]

    def governed(self, key: str, number: Decimal | int) -> str:
        """Return the same words as they follow `of` or `after`: in German in the dative."""
        return self[f"{key}.one" if self.is_singular(number) else f"{key}.dative"]

    def is_singular(self, number: Decimal | int) -> bool:
        """Tell whether a number takes the singular: 1, and in French all below 2."""
        return number < 2 if self["number.singular"] == "below 2" else number == 1


def languages() -> tuple[str, ...]:
    """Return the languages that there are words in, by their codes, in alphabetical order."""
    files = (file.name for file in resources.files(__name__).iterdir())
    return tuple(sorted(name.removesuffix(".json") for name in files if name.endswith(".json")))


def closest(name: str) -> str:
    """Return the language of a name such as `de-AT`, or English where there are no words in it."""
    code = re.split("[-_]", name.lower())[0]
    return code if code in languages() else "en"


def load(language: str = "en") -> Labels:
    """Read the words of a language; FileNotFoundError when there are none."""
    file = resources.files(__name__).joinpath(f"{language}.json")
    return Labels(language, json.loads(file.read_text(encoding="utf-8")))
