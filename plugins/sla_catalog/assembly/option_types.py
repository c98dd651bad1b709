"""What an option can be: values that are read from mkdocs.yml, or refused with what to write."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic_core import core_schema

from sla_catalog.model import timezones
from sla_catalog.model.notations.zones import nearest
from sla_catalog.model.quantities import quoted
from sla_catalog.model.validators import After, Before, Exactly
from sla_catalog.pages import labels
from sla_catalog.reports.text import harmless
from sla_catalog.terms.scope import Marking, as_marking


def known_zone(name: str) -> str:
    """Return the name of a time zone; raise ValueError where there is no such one."""
    if name in timezones.names():
        return name
    near = nearest(name)
    meant = f"did you mean {near}?" if near else "write a name such as Europe/Berlin"
    raise ValueError(f"{harmless(quoted(name))} is not a time zone; {meant}")


def _day(value: object) -> date:
    text = str(value)
    try:
        if len(text) != len("2026-12-31"):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        words = f"{harmless(quoted(text))} is not a day; write it as 2026-12-31"
        raise ValueError(words) from None


def _language(name: str) -> str:
    if name not in labels.languages():
        known = " or ".join(labels.languages())
        raise ValueError(f"there is no language {harmless(quoted(name))}; write {known}")
    return name


Whole = Annotated[int, Exactly(lambda: core_schema.int_schema(strict=True))]
Count = Annotated[int, Exactly(lambda: core_schema.int_schema(strict=True, ge=0))]
Bound = Annotated[int, Exactly(lambda: core_schema.int_schema(strict=True, gt=0))]
Flag = Annotated[bool, Exactly(lambda: core_schema.bool_schema(strict=True))]
Uses = Annotated[Marking, Before(as_marking)]
Zone = Annotated[str, After(known_zone)]
OneDay = Annotated[date, Before(_day)]
LanguageName = Annotated[str, After(_language)]
