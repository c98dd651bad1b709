"""The options of the plugin in mkdocs.yml: one model, for the site and for the command.

An option that is not understood is refused and never passed over: it may have been meant to hide
something. The page of options is made from the fields.
"""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any, Literal, Self

import yaml
from pydantic_core import ErrorDetails, ValidationError

from sla_catalog.assembly.option_types import (
    Bound,
    Count,
    Flag,
    LanguageName,
    OneDay,
    Uses,
    Whole,
    Zone,
)
from sla_catalog.assembly.site_file import NAME, place_of
from sla_catalog.frozen import dataclass
from sla_catalog.model.header import Classification
from sla_catalog.model.quantities import quoted
from sla_catalog.model.struct import Struct
from sla_catalog.redaction import Audience
from sla_catalog.reports.text import harmless
from sla_catalog.source.limits import Limits
from sla_catalog.terms.scope import Marking


@dataclass(frozen=True, slots=True)
class OptionMistake:
    """What is wrong with an option such as `audience.level`; `line` is where, if that is known."""

    option: str
    words: str
    line: str = ""

    @property
    def said(self) -> str:
        """Return the words with the line, for a generator that names the option by itself."""
        return f"{self.line}: {self.words}" if self.line else self.words

    def __str__(self) -> str:
        return f"{self.line or NAME}: {self.option}: {self.words}"


class OptionError(Exception):
    """Say which options hold what they may not: all `mistakes`, or one that is of no option."""

    def __init__(self, words: str = "", mistakes: Iterable[OptionMistake] = ()) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__(words or "\n".join(map(str, self.mistakes)))


class OptionsPart(Struct):
    """Options that are given together; one that does not exist is an error."""


class TermsPart(OptionsPart):
    """Which uses of a defined term are linked; an export links none on pages of the author's."""

    agreements: Uses = Marking.SECTION
    """On the pages of agreements."""

    handbook: Uses = Marking.SECTION
    """On your own pages in `docs/`."""


class LimitsPart(OptionsPart):
    """Bounds of what is read."""

    file_bytes: Bound = Limits().file_bytes
    """The bytes of a file; else [`file-too-large`](rules.md#file-too-large)"""

    events: Bound = Limits().events
    """Keys, values and brackets in a file; else [`too-many-events`](rules.md#too-many-events)"""

    nesting: Bound = Limits().nesting
    """Levels of a file; else [`nesting-too-deep`](rules.md#nesting-too-deep)"""

    scalar_bytes: Bound = Limits().scalar_bytes
    """The bytes of any one value; else [`scalar-too-large`](rules.md#scalar-too-large)"""

    prose_bytes: Bound = Limits().prose_bytes
    """The bytes of a text in Markdown; else [`malformed-value`](rules.md#malformed-value)"""

    list_items: Bound = Limits().list_items
    """The entries of a list; else [`list-too-long`](rules.md#list-too-long)"""

    files: Bound = Limits().files
    """The files in the folder; else [`too-many-files`](rules.md#too-many-files)"""

    average_events: Bound = Limits().average_events
    """`events` on average; else [`catalog-too-large`](rules.md#catalog-too-large)"""


class AudiencePart(OptionsPart):
    """Whom a site is made for."""

    level: Classification
    """Who reads the site; each level also sees what those before it see."""

    party: str = ""
    """With the level `customer`, and only with it: the customer, by its id or name."""

    references: Literal["error", "neutral"] = "error"
    """What becomes of references to agreements that may not be seen: errors, or neutral words."""

    def check(self) -> None:
        """Refuse a level that lacks its party, and a party that no level has."""
        is_customer = self.level is Classification.CUSTOMER
        if is_customer and not self.party:
            raise ValueError("the level customer needs the party whose agreements it may see")
        if self.party and not is_customer:
            raise ValueError(f"only the level customer has a party, not {self.level}")


class Options(OptionsPart):
    """Options of the plugin `sla-catalog` in mkdocs.yml; the page of options is made from this."""

    agreements: str = "agreements"
    """The folder of the catalog, relative to `mkdocs.yml`.

    Files that end in `.yaml` or `.yml` are read, in all folders below it. Names that begin with `_`
    or `.` are passed over. A link that leads out of the folder is refused.
    """

    timezone: Zone | None = None
    """The zone of clock times in agreements that state none, and of the day of the build.

    A name such as `Europe/Berlin`. Without one, an agreement with clock times must state its own,
    and the day is that of UTC. A transcription of a published text is not failed for it.
    """

    today: OneDay | None = None
    """The day that pages and checks take for today, as `2026-12-31`.

    Without it, it is the day of `SOURCE_DATE_EPOCH`, if that is set in the environment, or else of
    the clock.
    """

    revision: str | None = None
    """What pages call the state of the files; else git's commit, unless there is an audience."""

    print_at_most: Whole = 200
    """With more agreements than this there is no page that prints them all; 0 for never."""

    shard_search_from: Count = 300
    """With so many agreements or more the search index is published in shards; 0 for never.

    The search box stays Material's. A browser then loads what a search needs, and shows the first
    result within a second at 5,000 agreements. `mkdocs serve` and a site for opening as files, such
    as by Material's plugin `offline`, have the whole index.
    """

    reminder_days: Count = 14
    """How many days before a review and a last day for notice calendar programs remind of it.

    The reminder is in [`calendar.ics`](exports.md#calendarics); 0 leaves it out.
    """

    edit_url: str | None = None
    """The address at which a file of the catalog is edited, with `{path}` in place of its path.

    Without it, the address follows from `repo_url` and `edit_uri` of the site. Without these, pages
    have no link for editing.
    """

    language: LanguageName | None = None
    """The language of our own words on the pages.

    Without it, it is the language of the theme where there are words in it, so `language: de` under
    `theme` is enough, and else English.

    The words of the format are ours as well: `4 business hours` is shown as *4 Geschäftsstunden*,
    and a calendar to subscribe to speaks the same language. Dates and numbers are written as the
    language writes them, such as `99,95 %`; files for programs keep the point. What authors write
    stays as it is; an agreement that states another [`language`](agreement.md#agreement) is marked
    as text in that language.

    Terms are found in English plurals by themselves. In another language list the forms under
    [`plural`](glossary.md#term), such as `plural: [Gutschriften]`.
    """

    audience: AudiencePart | None = None
    """Whom the build is made for; without it, everything is published.

    [Publish for several audiences](../guide/audiences.md) says what is left out. An `audience` that
    is empty is an error, such as one that is taken from a variable that is not set. So is a `party`
    that is neither in `parties.yaml` nor a customer in any agreement that it may see.
    """

    proposal: str | None = None
    """A git revision with which this site is compared; the site is one of a proposal then.

    Agreements that differ show each change at its clause, with old values struck through, and the
    page *Changes in this proposal* tells them all. Nothing of the site is found by searching. With
    an `audience` only what it may see is compared. `auto` is the base that `sla review` takes. Set
    it for builds of branches only, as [the guide](../guide/review.md) does.
    """

    history: Flag = False
    """Whether each agreement has a page of its history, and feeds tell of changes of meaning.

    Each earlier version that was in force has a page, too, such as
    `agreements/wiki/version-1.0.0/`, which says that it is not in force and what changed since. An
    agreement that never changed has neither. All of it comes from the commits of git, at most the
    last 1,000: clone the whole repository, not its last commit alone. The feeds are `changes.atom`
    and one beside each agreement. Search and search engines leave earlier versions out. A build
    for an `audience` tells of agreements that it may see today, as far as it could see them at
    each time, without the words of commits.
    """

    cache: str = ""
    """A folder in which a build keeps what it worked out, such as `.cache/sla-catalog`.

    The next build takes from it what still holds: pages, findings and files of agreements of which
    nothing changed, neither in their own files nor in what they refer to, and the history until
    something is committed. The site comes out as without a cache.
    [The guide](../guide/publish.md#keep-what-was-worked-out) says what to mind on build servers. It
    is relative to `mkdocs.yml`; a preview does without it.
    """

    quality: Flag = False
    """Whether there is a page of all that the check finds, `quality/`, for a team to work through.

    It names each finding with its clause, what to write instead, and what is accepted with the
    reason. It is for those who write agreements: a build for an `audience` never has it.
    """

    terms: TermsPart = TermsPart()
    """Which uses of a defined term are linked to the glossary.

    | value | what is linked |
    | --- | --- |
    | `section` | the first use in each section, and in each row of a table |
    | `page` | the first use on the page |
    | `all` | every use |
    | `off` | none, save what you link yourself: `[text](term:ID)` |

    A page of your own may choose in its front matter: `terms: off`.
    """

    limits: LimitsPart = LimitsPart()
    """Bounds of what is read, so that no file can stall the build. Each is at least 1."""

    @classmethod
    def of(cls, written: Mapping[str, Any], node: yaml.Node | None = None) -> Self:
        """Return the options that are written; raise OptionError with everything that is wrong.

        Where they are written, the `node` of mkdocs.yml says.
        """
        mistakes: list[OptionMistake] = []
        if "audience" in written and written["audience"] is None:
            # Such as a variable of the environment that is not set: never that for everybody.
            words = "it is empty; write `level`, or leave it out"
            mistakes.append(OptionMistake("audience", words, place_of(node, ("audience",))))
        try:
            options = cls.model_validate(_stated(written))
        except ValidationError as error:
            mistakes += (_mistake(one, node) for one in error.errors())
        if mistakes:
            raise OptionError(mistakes=mistakes)
        return options

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
        return Limits(**vars(self.limits))


def taken(node: yaml.Node | None) -> Options:
    """Return the options at a node of mkdocs.yml; raise OptionError as `Options.of` does."""
    return Options.of(_constructed(node), node)


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
        raise OptionError(f"{NAME}: the options of sla-catalog are not a mapping")
    return {str(name): value for name, value in (written or {}).items() if name != "enabled"}


def _stated(written: Mapping[Any, Any]) -> dict[str, Any]:
    """Leave out what is empty, where the default holds."""
    return {
        str(name): _stated(value) if isinstance(value, dict) else value
        for name, value in written.items()
        if value is not None or name in {"terms", "limits"}
    }


_PARTS: Mapping[str, type[OptionsPart]] = {
    "audience": AudiencePart,
    "terms": TermsPart,
    "limits": LimitsPart,
}


def _mistake(mistake: ErrorDetails, node: yaml.Node | None) -> OptionMistake:
    path = tuple(map(str, mistake["loc"]))
    name = harmless(".".join(path))
    words = _unknown(path) if mistake["type"] == "extra_forbidden" else _wrong(mistake)
    return OptionMistake(name, words, place_of(node, path))


def _unknown(path: tuple[str, ...]) -> str:
    *above, last = path
    known = sorted(_PARTS[above[0]].model_fields if above else Options.model_fields)
    close = get_close_matches(last, known, n=1)
    right = ".".join([*above, *close])
    meant = f"did you mean {right}?" if close else f"options: {', '.join(known)}"
    return f"there is no option ‘{harmless('.'.join(path))}’; {meant}"


_EXPECTED = {
    "string_type": "is not a text; write it in quotes",
    "int_type": "is not a whole number; write digits without quotes",
    "bool_type": "is neither true nor false; write one of them",
    "greater_than": "bounds nothing; write a whole number above 0",
    "greater_than_equal": "is less than none; write 0 or more",
}


def _wrong(mistake: ErrorDetails) -> str:
    """Say what is there and what to write instead."""
    there = harmless(quoted(str(mistake["input"])))
    match mistake["type"]:
        case "value_error":
            return str(mistake["ctx"]["error"])
        case "enum" | "literal_error":
            known = mistake["ctx"]["expected"].replace("'", "").replace(" or ", ", ")
            return f"{there} is none of {known}"
        case "missing":
            return f"it is missing; write one of {', '.join(Classification)}"
        case "model_type":
            known = ", ".join(_PARTS[str(mistake["loc"][0])].model_fields)
            what = "it is empty" if mistake["input"] is None else f"{there} has no options"
            return f"{what}; write some of {known} below it"
        case kind if kind in _EXPECTED:
            return f"{there} {_EXPECTED[kind]}"
        case _:
            return mistake["msg"]
