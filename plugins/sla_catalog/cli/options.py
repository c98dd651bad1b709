"""The plugin's options in mkdocs.yml, taken by the command as strictly as by the site.

An option that is not understood is refused and never passed over: it may have been meant to hide
something.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal, Self

import yaml
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from sla_catalog.cli.settings import NAME, SiteFileError, composed, known_zone, options_node
from sla_catalog.model.agreement import Classification
from sla_catalog.pages import labels
from sla_catalog.redaction import Audience
from sla_catalog.source.limits import Limits
from sla_catalog.terms.scope import Marking, as_marking


class OptionError(Exception):
    """Say which options hold what they may not."""


def _day(value: object) -> date:
    text = str(value)
    try:
        if len(text) != len("2026-12-31"):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"‘{text}’ is not a day; write it as 2026-12-31") from None


def _language(name: str) -> str:
    if name not in labels.languages():
        known = " or ".join(labels.languages())
        raise ValueError(f"there is no language ‘{name}’; write {known}")
    return name


Bound = Annotated[int, Field(gt=0, strict=True)]
Uses = Annotated[Marking, BeforeValidator(as_marking)]


class OptionsPart(BaseModel):
    """Options that are given together; one that does not exist is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class TermsPart(OptionsPart):
    """Which uses of a defined term are linked; an export links none on pages of the author's."""

    agreements: Uses = Marking.SECTION
    handbook: Uses = Marking.SECTION


class LimitsPart(OptionsPart):
    """Bounds of what is read."""

    file_bytes: Bound = Limits().file_bytes
    events: Bound = Limits().events
    nesting: Bound = Limits().nesting
    scalar_bytes: Bound = Limits().scalar_bytes
    prose_bytes: Bound = Limits().prose_bytes
    list_items: Bound = Limits().list_items
    files: Bound = Limits().files
    average_events: Bound = Limits().average_events


class AudiencePart(OptionsPart):
    """Whom an export is made for."""

    level: Classification
    party: str = ""
    references: Literal["error", "neutral"] = "error"

    @model_validator(mode="after")
    def _has_a_party_where_one_is_needed(self) -> Self:
        is_customer = self.level is Classification.CUSTOMER
        if is_customer and not self.party:
            raise ValueError("the level customer needs the party whose agreements it may see")
        if self.party and not is_customer:
            raise ValueError(f"only the level customer has a party, not {self.level}")
        return self


class Options(OptionsPart):
    """All options of the plugin; each has the name and the default that the site's has."""

    agreements: str = "agreements"
    timezone: Annotated[str, AfterValidator(known_zone)] | None = None
    today: Annotated[date, BeforeValidator(_day)] | None = None
    revision: str | None = None
    print_at_most: Annotated[int, Field(strict=True)] = 200
    reminder_days: Annotated[int, Field(ge=0, strict=True)] = 14
    edit_url: str | None = None
    language: Annotated[str, AfterValidator(_language)] | None = None
    audience: AudiencePart | None = None
    proposal: str | None = None
    history: Annotated[bool, Field(strict=True)] = False
    quality: Annotated[bool, Field(strict=True)] = False
    terms: TermsPart = TermsPart()
    limits: LimitsPart = LimitsPart()

    @property
    def readers(self) -> Audience | None:
        """Return the audience as the catalog is redacted for it."""
        return Audience(self.audience.level, self.audience.party) if self.audience else None

    @property
    def is_neutral(self) -> bool:
        """Tell whether neutral words replace references to what the audience may not see."""
        return self.audience is not None and self.audience.references == "neutral"

    @property
    def bounds(self) -> Limits:
        """Return the bounds as the reader takes them."""
        return Limits(**self.limits.model_dump())


_OF_PAGES = frozenset(
    {
        "revision",
        "edit_url",
        "print_at_most",
        "language",
        "proposal",
        "quality",
        "history",
        "terms",
    }
)


def options_of_reading(folder: Path) -> Options:
    """Return the options in mkdocs.yml that decide how a catalog is read and judged.

    Those that only change pages are passed over, since a tag such as `!ENV` may say them; so is a
    file that cannot be read, of which MkDocs will say why. Raises OptionError as `taken` does.
    """
    try:
        node = options_node(composed(folder / NAME))
    except (SiteFileError, OSError):
        return Options()
    if isinstance(node, yaml.MappingNode):
        kept = [(key, value) for key, value in node.value if key.value not in _OF_PAGES]
        node = yaml.MappingNode(node.tag, kept, node.start_mark, node.end_mark)
    return taken(node)


def taken(node: yaml.Node | None) -> Options:
    """Return the options that are written; raise OptionError with everything that is wrong."""
    written = _constructed(node)
    if "audience" in written and written["audience"] is None:
        # Such as a variable of the environment that is not set: never take that for everybody.
        raise OptionError(f"{NAME}: audience: it is empty; write `level`, or leave it out")
    try:
        return Options.model_validate(_stated(written))
    except ValidationError as error:
        raise OptionError("\n".join(_mistakes(error))) from None


def _constructed(node: yaml.Node | None) -> dict[str, Any]:
    if node is None:
        return {}
    try:
        written = yaml.constructor.SafeConstructor().construct_document(node)
    except yaml.constructor.ConstructorError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise OptionError(
            f"{NAME}: line {line}: a tag is not acted on here; write the value itself"
        ) from None
    if not isinstance(written, dict | None):
        raise OptionError(f"{NAME}: the options of sla-catalog are no mapping")
    return {str(name): value for name, value in (written or {}).items() if name != "enabled"}


def _stated(written: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is empty, where the site takes the default too."""
    return {
        name: _stated(value) if isinstance(value, dict) else value
        for name, value in written.items()
        if value is not None or name in {"terms", "limits"}
    }


def _mistakes(error: ValidationError) -> Iterator[str]:
    for mistake in error.errors():
        *places, last = names = [str(part) for part in mistake["loc"]] or [""]
        if mistake["type"] == "extra_forbidden":
            known = sorted(_names(places))
            close = get_close_matches(last, known, n=1)
            right = ".".join([*places, *close])
            meant = f"did you mean {right}?" if close else f"options: {', '.join(known)}"
            yield f"{NAME}: there is no option ‘{'.'.join(names)}’; {meant}"
        else:
            said = str(mistake.get("ctx", {}).get("error", mistake["msg"]))
            yield f"{NAME}: {'.'.join(names)}: {said}"


def _names(places: list[str]) -> set[str]:
    below: dict[str, type[OptionsPart]] = {
        "audience": AudiencePart,
        "terms": TermsPart,
        "limits": LimitsPart,
    }
    return set((below[places[0]] if places else Options).model_fields)
