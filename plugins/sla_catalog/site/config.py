"""The plugin's options, each with its type and what it is for."""

from __future__ import annotations

from datetime import date
from difflib import get_close_matches
from typing import Any

from mkdocs.config import config_options as options
from mkdocs.config.base import Config, ConfigErrors, ValidationError

from sla_catalog.model import timezones
from sla_catalog.model.agreement import Classification
from sla_catalog.model.quantities import quoted
from sla_catalog.pages import labels
from sla_catalog.redaction import Audience
from sla_catalog.reports.text import harmless
from sla_catalog.source.limits import Limits
from sla_catalog.terms.scope import Marking, as_marking


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
            words = f"{harmless(quoted(text))} is not a day; write it as 2026-12-31"
            raise ValidationError(words) from None
        return text


class _Timezone(options.Type[str]):
    """A name of the IANA time-zone database."""

    def __init__(self) -> None:
        super().__init__(str)

    def run_validation(self, value: object) -> str:
        text = super().run_validation(value)
        if text not in timezones.names():
            close = get_close_matches(text, sorted(timezones.names()), n=1)
            raise ValidationError(
                f"{harmless(quoted(text))} is not a time zone; "
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


class _Days(options.Type[int]):
    """A number of days that lie before another one; 0 for none."""

    def __init__(self, default: int) -> None:
        super().__init__(int, default=default)

    def run_validation(self, value: object) -> int:
        number = super().run_validation(value)
        if number < 0:
            raise ValidationError(f"‘{number}’ is no number of days before; write 0 or more")
        return number


class _Uses(options.Choice[str]):
    """Which uses of a term are linked; YAML reads a bare `off` as false."""

    def __init__(self) -> None:
        super().__init__([one.value for one in Marking], default=Marking.SECTION.value)

    def run_validation(self, value: object) -> str:
        return super().run_validation(as_marking(value))


class TermsConfig(Config):
    """Which uses of a defined term are linked: one a section, one a page, all, or none."""

    agreements = _Uses()
    """On the pages of agreements."""

    handbook = _Uses()
    """On your own pages in `docs/`."""


class LimitsConfig(Config):
    """Bounds of what is read."""

    file_bytes = _Bound(Limits().file_bytes)
    """The bytes of a file; else [`file-too-large`](rules.md#file-too-large)"""

    events = _Bound(Limits().events)
    """Keys, values and brackets in a file; else [`too-many-events`](rules.md#too-many-events)"""

    nesting = _Bound(Limits().nesting)
    """Levels of a file; else [`nesting-too-deep`](rules.md#nesting-too-deep)"""

    scalar_bytes = _Bound(Limits().scalar_bytes)
    """The bytes of any one value; else [`scalar-too-large`](rules.md#scalar-too-large)"""

    prose_bytes = _Bound(Limits().prose_bytes)
    """The bytes of a text in Markdown; else [`malformed-value`](rules.md#malformed-value)"""

    list_items = _Bound(Limits().list_items)
    """The entries of a list; else [`list-too-long`](rules.md#list-too-long)"""

    files = _Bound(Limits().files)
    """The files in the folder; else [`too-many-files`](rules.md#too-many-files)"""

    average_events = _Bound(Limits().average_events)
    """`events` on average; else [`catalog-too-large`](rules.md#catalog-too-large)"""

    def limits(self) -> Limits:
        """Return the bounds as the reader takes them."""
        return Limits(**{name: self[name] for name, _ in self._schema})


class AudienceConfig(Config):
    """Whom a build is made for."""

    level = options.Choice(tuple(level.value for level in Classification))
    """Who reads the site; each level also sees what those before it see."""

    party = options.Optional(options.Type(str))
    """With the level `customer`, and only with it: the customer, by its id or name."""

    references = options.Choice(("error", "neutral"), default="error")
    """What becomes of references to agreements that may not be seen: errors, or neutral words."""

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
    """Options of the plugin `sla-catalog` in mkdocs.yml; the page of options is made from this."""

    agreements = options.Type(str, default="agreements")
    """The folder of the catalog, relative to `mkdocs.yml`.

    Files that end in `.yaml` or `.yml` are read, in all folders below it. Names that begin with `_`
    or `.` are passed over. A link that leads out of the folder is refused.
    """

    timezone = options.Optional(_Timezone())
    """The zone of clock times in agreements that state none, and of the day of the build.

    A name such as `Europe/Berlin`. Without one, an agreement with clock times must state its own,
    and the day is that of UTC. A transcription of a published text is not failed for it.
    """

    today = options.Optional(_Day())
    """The day that pages and checks take for today, as `2026-12-31`.

    Without it, it is the day of `SOURCE_DATE_EPOCH`, if that is set in the environment, or else of
    the clock.
    """

    revision = options.Optional(options.Type(str))
    """What pages call the state of the files; else git's commit, unless there is an audience."""

    print_at_most = options.Type(int, default=200)
    """With more agreements than this there is no page that prints them all; 0 for never."""

    reminder_days = _Days(default=14)
    """How many days before a review and a last day for notice calendar programs remind of it.

    The reminder is in [`calendar.ics`](exports.md#calendarics); 0 leaves it out.
    """

    edit_url = options.Optional(options.Type(str))
    """The address at which a file of the catalog is edited, with `{path}` in place of its path.

    Without it, the address follows from `repo_url` and `edit_uri` of the site. Without these, pages
    have no link for editing.
    """

    language = options.Optional(options.Choice(labels.languages()))
    """The language of our own words on the pages.

    Without it, it is the language of the theme where there are words in it, so `language: de` under
    `theme` is enough, and else English.

    The words of the format are ours as well: `4 business hours` is shown as *4 Geschäftsstunden*,
    and a calendar to subscribe to speaks the same language. Dates are written as the language
    writes them. Numbers keep their point for decimals. What authors write stays as it is; an
    agreement that states another [`language`](format.md#agreement) is marked as text in that
    language.

    Terms are found in English plurals by themselves. In another language list the forms under
    [`plural`](format.md#term), such as `plural: [Gutschriften]`.
    """

    audience = options.Optional(_Audience())
    """Whom the build is made for; without it, everything is published.

    [Publish for several audiences](../guide/audiences.md) says what is left out. An `audience` that
    is empty is an error, such as one that is taken from a variable that is not set. So is a `party`
    that is neither in `parties.yaml` nor a customer in any agreement that it may see.
    """

    proposal = options.Optional(options.Type(str))
    """A git revision with which this site is compared; the site is one of a proposal then.

    Agreements that differ show each change at its clause, with old values struck through, and the
    page *Changes in this proposal* tells them all. Nothing of the site is found by searching. With
    an `audience` only what it may see is compared. `auto` is the base that `sla review` takes. Set
    it for builds of branches only, as [the guide](../guide/review.md) does.
    """

    history = options.Type(bool, default=False)
    """Whether each agreement has a page of its history, and feeds tell of changes of meaning.

    Each earlier version that was in force has a page, too, such as
    `agreements/wiki/version-1.0.0/`, which says that it is not in force and what changed since. An
    agreement that never changed has neither. All of it comes from the commits of git, at most the
    last 1,000: clone the whole repository, not its last commit alone. The feeds are `changes.atom`
    and one beside each agreement. Search and search engines leave earlier versions out. A build
    for an `audience` tells of agreements that it may see today, as far as it could see them at
    each time, without the words of commits.
    """

    quality = options.Type(bool, default=False)
    """Whether there is a page of all that the check finds, `quality/`, for a team to work through.

    It names each finding with its clause, what to write instead, and what is accepted with the
    reason. It is for those who write agreements: a build for an `audience` never has it.
    """

    terms = options.SubConfig(TermsConfig)
    """Which uses of a defined term are linked to the glossary.

    | value | what is linked |
    | --- | --- |
    | `section` | the first use in each section, and in each row of a table |
    | `page` | the first use on the page |
    | `all` | every use |
    | `off` | none, save what you link yourself: `[text](term:ID)` |

    A page of your own may choose in its front matter: `terms: off`.
    """

    limits = options.SubConfig(LimitsConfig)
    """Bounds of what is read, so that no file can stall the build. Each is at least 1."""


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
