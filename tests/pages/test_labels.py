"""Our words: complete in every language, and no other words of ours on any page."""

from __future__ import annotations

import json
import re
import string
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum
from html.parser import HTMLParser
from importlib import import_module, resources
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import pytest
import yaml

import sla_catalog.model
from sla_catalog.exports.deadlines import ENGLISH, CalendarWords
from sla_catalog.findings import Finding, FindingSeverity, Span
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.fields import Record
from sla_catalog.model.metric_types import METRIC_TYPES
from sla_catalog.model.quantities import ElapsedTime, TimeUnit
from sla_catalog.pages import labels
from sla_catalog.pages.addresses import Addresses
from sla_catalog.pages.amounts import said
from sla_catalog.pages.broken import BrokenFile
from sla_catalog.pages.context import RenderContext
from sla_catalog.pages.rendering import Renderer
from sla_catalog.pages.searching import NO_HINTS, searched
from sla_catalog.pages.site_pages import broken_pages, moves, pages, stylesheets
from sla_catalog.source.limits import Limits
from sla_catalog.source.load import load
from sla_catalog.source.tree import read_directory

TODAY = date(2026, 11, 23)
EXAMPLES = Path(__file__).resolve().parents[2] / "agreements"
SAME: dict[str, list[str]] = yaml.safe_load(
    (Path(__file__).parent / "cases/same_labels.yaml").read_text(encoding="utf-8")
)
OTHERS = [language for language in labels.languages() if language != "en"]
# Fields and choices that no page names.
UNNAMED_FIELDS = {"x_", "none", "elsewhere", "unread"}
UNNAMED_ENUMS = {
    "Amounts", "CaseMatching", "MetricFamily", "Ordinal", "Polarity", "TimeUnit", "TriggerKind",
    "Weight", "Wanted", "WindowKind", "WorkingUnit",
}  # fmt: skip

# A script puts another number in the place of the first; no noun may follow that number.
OF_ALL = {"en": "{shown} of {", "de": "{shown} von {", "fr": "{shown} sur {"}
FILTERED = [
    "compare.say.rows",
    "compare.say.shown",
    "compare.say.shown.force",
    "compare.say.shown.one",
    "glossary.shown",
    "glossary.shown.one",
    "list.shown",
    "overview.shown",
    "overview.shown.one",
    "quality.shown",
    "quality.shown.one",
]


def words_of(language: str) -> dict[str, str]:
    text = (resources.files(labels) / f"{language}.json").read_text(encoding="utf-8")
    found: dict[str, str] = json.loads(text)
    assert text == json.dumps(found, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    return found


@pytest.mark.parametrize("language", labels.languages())
def test_words_of_a_filtered_list_fit_each_number_that_is_shown(language: str) -> None:
    words = words_of(language)
    assert [key for key in FILTERED if OF_ALL[language] not in words[key]] == []


def placeholders(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def test_there_are_english_german_and_french() -> None:
    assert labels.languages() == ("de", "en", "fr")


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_has_the_words_and_placeholders_of_english(language: str) -> None:
    english, other = words_of("en"), words_of(language)
    assert other.keys() == english.keys()
    differing = [k for k in english if placeholders(other[k]) != placeholders(english[k])]
    assert differing == []
    assert [k for k in english if bool(other[k]) != bool(english[k])] == []


@pytest.mark.parametrize("language", OTHERS)
def test_words_that_are_the_same_as_in_english_are_listed(language: str) -> None:
    english, other = words_of("en"), words_of(language)
    same = [key for key, words in other.items() if words == english[key] and words.strip("{} ")]
    assert same == SAME[language]


def test_german_quotes_and_spaces_before_units() -> None:
    german = words_of("de")
    assert [key for key, words in german.items() if re.search(r"[\"“”](?!\W|$)|[\"']", words)] == []
    units = re.compile(r"(?:\}|[0-9]) (?:%|h|min|s)(?!\w)")
    assert [key for key, words in german.items() if units.search(words)] == []


def test_german_lengths_stand_where_they_need_no_other_case() -> None:
    """They are printed as they are counted: ‘30 Tage’, and not ‘30 Tagen’."""
    declined = re.compile(r"\b(?:von|mit|binnen|innerhalb|gegenüber) \{(?:notice|within|second)\}")
    german = words_of("de")
    assert [key for key, words in german.items() if declined.search(words)] == []
    assert not german["claim.within"].endswith(("von", "binnen"))


def test_french_quotes_and_spaces() -> None:
    """French puts a no-break space before a colon and within quotes, a narrow one before ; ! ?"""
    french = words_of("fr")
    wrong = re.compile(r"[\"“”„']|(?<!\u00a0):(?!\d)|(?<!\u202f)[;!?]|«(?!\u00a0)|(?<!\u00a0)»")
    assert [key for key, words in french.items() if wrong.search(words)] == []
    units = re.compile(r"(?:\}|[0-9]) (?:%|h|min|s)(?!\w)")
    assert [key for key, words in french.items() if units.search(words)] == []


@pytest.mark.parametrize(
    ("language", "number", "words"),
    [
        ("en", "1.5", "1.5 days"),
        ("de", "1.5", "1,5 Tage"),
        ("fr", "1.5", "1,5 jour"),
        ("fr", "2", "2 jours"),
    ],
)
def test_a_number_takes_the_form_of_its_language(language: str, number: str, words: str) -> None:
    assert said(ElapsedTime(Decimal(number), TimeUnit.DAY), labels.load(language)) == words


def subclasses(kind: Any) -> Iterator[Any]:
    for one in kind.__subclasses__():
        # What sla.yml holds is on no page.
        if one.__module__.startswith("sla_catalog.model") and "policy" not in one.__module__:
            yield one
        yield from subclasses(one)


def test_every_field_choice_and_kind_of_metric_has_a_label() -> None:
    for module in iter_modules(sla_catalog.model.__path__):
        import_module(f"sla_catalog.model.{module.name}")
    records = list(subclasses(Record))
    enums = [one for one in subclasses(StrEnum) if one.__name__ not in UNNAMED_ENUMS]
    keys = {info.alias or name for one in records for name, info in one.model_fields.items()}
    needed = {f"field.{key}" for key in keys - UNNAMED_FIELDS}
    needed |= {f"choice.{value}" for one in enums for value in one}
    needed |= {f"metric.{name}" for name in METRIC_TYPES}
    assert len(needed) > 350
    assert sorted(needed - words_of("en").keys()) == []


def test_the_calendar_says_in_english_what_the_labels_say() -> None:
    assert CalendarWords.of("en", labels.load()) == ENGLISH


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    files, _ = read_directory(EXAMPLES, "agreements", Limits())
    return load(files, "agreements", Limits(), "Europe/Berlin").catalog


def values(thing: object) -> Iterator[object]:
    if isinstance(thing, Record):
        for name in type(thing).model_fields:
            yield from values(getattr(thing, name))
    elif isinstance(thing, tuple):
        for one in thing:
            yield from values(one)
    elif thing is not None and not isinstance(thing, str | int | dict):
        yield thing
        yield from values(getattr(thing, "value", None))


def test_amounts_in_english_are_printed_as_they_are_written(catalog: Catalog) -> None:
    english = labels.load()
    every = (one for agreement in catalog.agreements for one in values(agreement))
    found = {repr(one): one for one in every if getattr(one, "ordinal", None) is None}
    kinds = {type(one).__name__ for one in found.values()}
    assert {"ElapsedTime", "WorkingTime", "Window", "Recurrence", "Frequency", "Trigger"} <= kinds
    written = {str(one): said(one, english) for one in found.values()}
    assert {one.replace("-", "–") for one in written.values()} == {
        one.replace("-", "–") for one in written
    }
    assert [one for one, words in written.items() if one != words.replace("–", "-")] == []


SPOKEN = {"title", "aria-label", "placeholder", "alt", "data-label", "label", "data-sla-cite"}


class Texts(HTMLParser):
    """Gather what readers of a page see or hear, an entry for each stretch of text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts = [""]
        self.feed(html)

    def handle_data(self, data: str) -> None:
        self.texts[-1] += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag
        self.texts += [value for name, value in attrs if name in SPOKEN and value] + [""]

    def handle_endtag(self, tag: str) -> None:
        del tag
        self.texts.append("")


def printed(page: str) -> list[str]:
    """Return what a print stylesheet writes around pages."""
    boxes = ["".join(re.findall(r'"([^"]*)"', box)) for box in re.findall("content: (.*);", page)]
    texts = [re.sub(r"\\([0-9a-f]+) ", lambda code: chr(int(code[1], 16)), box) for box in boxes]
    return [part for text in texts for part in re.split("[·\n]", text)]


def unmarked(text: str) -> str:
    """Return what stands outside of marks, which may stand in one another."""
    kept, depth = "", 0
    for sign in text:
        depth += (sign == "⟦") - (sign == "⟧")
        kept += " | " if sign in "⟦⟧" else sign if depth == 0 else ""
    return kept


def plain(text: str) -> str:
    signs = str.maketrans({"’": "'", "–": "-", "×": "x", "_": " ", "-": " "})
    return " ".join(re.sub(r"[*`\[\]\\]", "", text.translate(signs)).split()).lower()


def scalars(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        yield from map(str, node)
        for one in node.values():
            yield from scalars(one)
    elif isinstance(node, list):
        for one in node:
            yield from scalars(one)
    elif node is not None:
        yield str(node)


class Written:
    """Know what authors wrote, and which texts are made of nothing else."""

    def __init__(self, folder: Path) -> None:
        found = {
            plain(text)
            for path in sorted(folder.rglob("*.yaml"))
            for text in scalars(yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader))  # noqa: S506 builds only text
        }
        addresses = {text.removeprefix("https://").rstrip("/") for text in found}
        self.texts = found | addresses | {"h", "d", "min", "s"}
        self.all = "\n".join(sorted(found))

    def knows(self, phrase: str) -> bool:
        if phrase in self.all:
            return True
        words = phrase.split()
        return bool(words) and any(
            " ".join(words[:end]) in self.texts
            and (end == len(words) or self.knows(" ".join(words[end:])))
            for end in range(len(words), 0, -1)
        )


CUTS = (r"\|", r"[,;:()→×]|\. ", r"[^a-z']*[0-9][0-9.]*")


def ours_in(text: str, written: Written) -> list[str]:
    """Return the phrases of a text that no author wrote; it is cut only where it has to be."""
    phrases = [plain(unmarked(text))]
    for cut in CUTS:
        parts = [part.strip(" .") for phrase in phrases for part in re.split(cut, phrase)]
        phrases = [p for p in parts if re.search("[a-z]{2}", p) and not written.knows(p)]
    return phrases


# Findings are in English, in every language of pages.
MISTAKES = tuple(
    Finding("⟦rule⟧", Span("⟦a.yaml⟧"), "⟦found⟧", "⟦expected⟧", "⟦instead⟧", severity)
    for severity in (FindingSeverity.ERROR, FindingSeverity.WARNING)
)
BROKEN = tuple(
    BrokenFile("⟦a.yaml⟧", f"broken-{n}.md", MISTAKES * n, shared, is_known=known)
    for n, shared, known in ((1, False, False), (2, True, False), (3, True, True))
)


def test_every_word_of_ours_on_a_page_is_a_label(catalog: Catalog) -> None:
    marked = labels.Labels("en", {key: f"⟦{text}⟧" for key, text in words_of("en").items()})
    addresses = Addresses()
    context = RenderContext(
        catalog,
        TODAY,
        marked,
        addresses.href,
        edit=lambda path: f"https://x.y/{path}",
        is_bound=True,
    )
    renderer = Renderer(addresses, marked)
    written = Written(EXAMPLES)
    found: dict[str, str] = {}
    for page in (*pages(context, renderer), *broken_pages(context, renderer, BROKEN)):
        view = page.make_view(page.context)
        shown = [page.title, *Texts(page.renderer.render(view, page.uri, page.context.cite)).texts]
        shown += [text for _, _, text in renderer.contents(view)]
        shown += Texts(searched(view, page.title, NO_HINTS)).texts if page.is_searched else []
        for text in shown:
            found |= dict.fromkeys(ours_in(text, written), page.uri)
    for move in moves(context, renderer):
        found |= {p: move.uri for text in Texts(move.html).texts for p in ours_in(text, written)}
    sheets = dict(stylesheets(context))
    for uri, style in sheets.items():
        found |= {phrase: uri for text in printed(style) for phrase in ours_in(text, written)}
    assert found == {}, "\n".join(f"{uri}: {phrase}" for phrase, uri in found.items())


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        ("Status note ⟦of⟧ 20 min", ["status note"]),
        ("⟦Label⟧ P1 Critical, 99.95 %", []),
        ("Gold plan", ["gold plan"]),
    ],
)
def test_words_outside_of_labels_are_noticed(text: str, ours: list[str]) -> None:
    written = Written.__new__(Written)
    written.texts = {"p1", "critical", "gold", "min"}
    written.all = "\n".join(written.texts)
    assert ours_in(text, written) == ours
