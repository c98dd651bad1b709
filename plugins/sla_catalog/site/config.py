"""The plugin's options, each with its type and what it is for."""

from __future__ import annotations

from datetime import date
from difflib import get_close_matches
from typing import Any
from zoneinfo import available_timezones

from mkdocs.config import config_options as options
from mkdocs.config.base import Config, ConfigErrors, ValidationError

from sla_catalog.model.agreement import Classification
from sla_catalog.pages import labels
from sla_catalog.redaction import Audience
from sla_catalog.source.limits import Limits
from sla_catalog.terms.scope import Marking


class _Day(options.Type[str]):
    """A day written as `2026-12-31`, quoted or not."""

    def __init__(self) -> None:
        super().__init__(str)

    def run_validation(self, value: object) -> str:
        text = str(value)
        try:
            if len(text) != len("2026-12-31"):
                raise ValueError
            date.fromisoformat(text)
        except ValueError:
            raise ValidationError(f"‘{text}’ is not a day; write it as 2026-12-31") from None
        return text


class _Timezone(options.Type[str]):
    """A name of the IANA time-zone database."""

    def __init__(self) -> None:
        super().__init__(str)

    def run_validation(self, value: object) -> str:
        text = super().run_validation(value)
        if text not in available_timezones():
            close = get_close_matches(text, sorted(available_timezones()), n=1)
            raise ValidationError(
                f"‘{text}’ is not a time zone; "
                + (f"did you mean {close[0]}?" if close else "write a name such as Europe/Berlin")
            )
        return text


class _Bound(options.Type[int]):
    """A whole number above 0."""

    def __init__(self, default: int) -> None:
        super().__init__(int, default=default)

    def run_validation(self, value: object) -> int:
        number = super().run_validation(value)
        if number < 1:
            raise ValidationError(f"‘{number}’ bounds nothing; write a whole number above 0")
        return number


class _Uses(options.Choice[str]):
    """Which uses of a term are linked; YAML reads a bare `off` as false."""

    def __init__(self) -> None:
        super().__init__([one.value for one in Marking], default=Marking.SECTION.value)

    def run_validation(self, value: object) -> str:
        return super().run_validation(as_marking(value))


def as_marking(value: object) -> object:
    """Return the word that was meant where YAML made a truth value of it."""
    return {False: Marking.OFF.value, True: Marking.SECTION.value}.get(value, value)  # type: ignore[call-overload]


class TermsConfig(Config):
    """Which uses of a defined term are linked: one a section, one a page, all, or none."""

    agreements = _Uses()
    handbook = _Uses()


class LimitsConfig(Config):
    """Bounds of what is read; each a whole number above 0."""

    file_bytes = _Bound(Limits().file_bytes)
    events = _Bound(Limits().events)
    nesting = _Bound(Limits().nesting)
    scalar_bytes = _Bound(Limits().scalar_bytes)
    prose_bytes = _Bound(Limits().prose_bytes)
    list_items = _Bound(Limits().list_items)
    files = _Bound(Limits().files)

    def limits(self) -> Limits:
        """Return the bounds as the reader takes them."""
        return Limits(**{name: self[name] for name, _ in self._schema})


class AudienceConfig(Config):
    """Whom the build is made for."""

    level = options.Choice(tuple(level.value for level in Classification))
    """The level that it may see, with those before it."""

    party = options.Optional(options.Type(str))
    """With the level customer: the party whose agreements it may see, by its id or name."""

    references = options.Choice(("error", "neutral"), default="error")
    """What becomes of references to agreements that it may not see."""

    def audience(self) -> Audience:
        """Return the audience as the catalog is redacted for it."""
        return Audience(Classification(self.level), self.party or "")


class _Audience(options.SubConfig[AudienceConfig]):
    """An audience; one that is there must be whole, since a site without one shows everything."""

    def __init__(self) -> None:
        super().__init__(AudienceConfig)
        self.default = None

    def run_validation(self, value: object) -> AudienceConfig:
        config: AudienceConfig = super().run_validation(value)
        is_customer = config.level == Classification.CUSTOMER
        if is_customer and not config.party:
            raise ValidationError("the level customer needs the party whose agreements it may see")
        if config.party and not is_customer:
            raise ValidationError(f"only the level customer has a party, not {config.level}")
        return config


class SlaCatalogConfig(Config):
    """Options of the plugin `sla-catalog` in mkdocs.yml."""

    agreements = options.Type(str, default="agreements")
    """The folder of the catalog, relative to mkdocs.yml."""

    timezone = options.Optional(_Timezone())
    """The zone of clock times in agreements that state none, and of the day of the build."""

    today = options.Optional(_Day())
    """The day that pages take for today; else SOURCE_DATE_EPOCH, else the clock."""

    edit_url = options.Optional(options.Type(str))
    """Where a file is edited, with {path}; else repo_url and edit_uri of the site decide."""

    language = options.Optional(options.Choice(labels.languages()))
    """The language of our own words on the pages; else that of the theme if there are any in it."""

    audience = options.Optional(_Audience())
    """Whom the build is made for; without it everything is published."""

    terms = options.SubConfig(TermsConfig)
    """Which uses of a defined term are linked."""

    limits = options.SubConfig(LimitsConfig)
    """Bounds of what is read."""


def with_corrections(given: dict[str, Any], errors: ConfigErrors) -> ConfigErrors:
    """Add an error for each option that does not exist, with the one that was probably meant."""
    errors += _unknown(given, SlaCatalogConfig, "")
    below = (("terms", TermsConfig), ("limits", LimitsConfig), ("audience", AudienceConfig))
    for name, config in below:
        value = given.get(name)
        errors += _unknown(value, config, f"{name}.") if isinstance(value, dict) else []
    if "audience" in given and given["audience"] is None:
        # Such as a variable of the environment that is not set: never take that for everybody.
        errors.append(("audience", ValidationError("it is empty; write `level`, or leave it out")))
    return errors


def _unknown(given: dict[str, Any], config: type[Config], prefix: str) -> ConfigErrors:
    known = sorted(name for name, _ in config._schema)
    errors: ConfigErrors = []
    for name in sorted(set(given) - set(known)):
        close = get_close_matches(name, known, n=1)
        meant = f"did you mean {prefix}{close[0]}?" if close else f"options: {', '.join(known)}"
        errors.append(
            (f"{prefix}{name}", ValidationError(f"there is no option ‘{prefix}{name}’; {meant}"))
        )
    return errors
