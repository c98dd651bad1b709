"""Vague language: words that leave open when, how much, how well or whether something is owed.

One pass over a text finds the terms of all lists. Of each term an agreement is told once, with a
count, and only where a commitment is written; a word within a defined term is clear.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from importlib.resources import files

from sla_catalog.frozen import dataclass
from sla_catalog.patterns import Pattern
from sla_catalog.rules.form_blanks import form_blanks
from sla_catalog.rules.neighbouring_words import is_made_clear

_LANGUAGES = ("en", "de", "fr")
_STATUTORY = "!"  # behind a rule: a statute defines the term
_INFLECTED = "~"  # behind a German adjective: also with each of its endings
_ENDINGS = ("", "e", "em", "en", "er", "es")
_SENTENCE_END = Pattern(r"[.;!?]\s|\n")
_FIGURE = Pattern(
    r"\d[\d.,]*\s*(?:%|(?:business |working |calendar |service )?(?:ms|s|sec|min|h|hours?|days?"
    r"|minutes?|seconds?|weeks?|months?|years?|gb|tb|mb|stunden?|tagen?|tage?|minuten?|sekunden?"
    r"|wochen?|monaten?|jahren?|werktagen?|arbeitstagen?|heures?|jours?|secondes?|semaines?|mois"
    r"|ans?|années?)\b)",
    re.IGNORECASE,
)
# A figure behind these says what they leave open; `up to 4 h` stays as vague as it is.
_EASED = frozenset({"vague-time", "vague-quality", "absolute-promise"})


@dataclass(frozen=True, slots=True)
class VagueTerm:
    """A term of a list, with the rule against it and where it was taken from.

    `form` is one way to write it: `angemessenen` is a form of the term `angemessen`. A term with
    `choices` is written in as many ways as these allow; of each use the term is what is written.
    """

    rule: str
    source: str
    term: str
    form: str
    is_statutory: bool = False
    choices: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Use:
    """A vague term in a text; `is_eased` where a figure with its unit follows in the sentence."""

    term: VagueTerm
    start: int
    end: int
    is_eased: bool


@cache
def lists() -> Mapping[str, VagueTerm]:
    """Return all terms of all languages by their forms in small letters.

    Of a form that is in two lists the first one counts.
    """
    found: dict[str, VagueTerm] = {}
    for written in _entries():
        for term in _terms_of(*written):
            found.setdefault(term.form, term)
    return found


def term_of(form: str) -> str:
    """Return the term of which a text is a form, else the text."""
    known = lists().get(form)
    return known.term if known else form


def is_within(form: str, subject: str) -> bool:
    """Tell whether a text is a term that is part of a longer one of the same rule."""
    known, longer = lists().get(form), next(uses(subject), None)
    is_alike = known is not None and longer is not None and known.rule == longer.term.rule
    return is_alike and f" {form} " in f" {subject} "


_Entry = tuple[str, str, str]


def _entries() -> Iterator[_Entry]:
    """Yield the entries of all lists with their rules and sources, as they are written."""
    for language in _LANGUAGES:
        text = files("sla_catalog.rules") / "words" / f"{language}.txt"
        for line in text.read_text(encoding="utf-8").splitlines():
            if not line.startswith("#"):
                rule, source, terms = line.split(" | ")
                yield from (
                    (rule.strip(), source.strip(), one.strip()) for one in terms.split("; ")
                )


def _terms_of(rule: str, source: str, written: str) -> Iterator[VagueTerm]:
    """Yield the forms of an entry."""
    term, is_statutory = written.removesuffix(_INFLECTED), rule.endswith(_STATUTORY)
    made = partial(VagueTerm, rule.rstrip(_STATUTORY), source, term)
    if "{" in term:
        yield made(term, is_statutory, tuple(_choices(term)))
        return
    for ending in _ENDINGS if written.endswith(_INFLECTED) else ("",):
        yield made(term + ending, is_statutory)


def _choices(written: str) -> Iterator[tuple[str, ...]]:
    """Yield what may be written at each place of a term: `{if|where} {it is |}possible`."""
    for part in written.replace("}", "{").split("{"):
        if part:
            yield tuple(part.split("|"))


def uses(text: str) -> Iterator[Use]:
    """Yield the vague terms in a text from left to right; of two at one place the longer one."""
    left_open = tuple(_left_blank(text))
    if not left_open:
        return _terms_in(text)
    return iter(sorted((*left_open, *_terms_in(text)), key=lambda use: use.start))


def _left_blank(text: str) -> Iterator[Use]:
    for start, end in form_blanks(text):
        written = text[start:end].lower()
        term = VagueTerm("placeholder-in-text", "contract", written, written)
        yield Use(term, start, end, is_eased=False)


def _terms_in(text: str) -> Iterator[Use]:
    folded = text.lower().replace("\n", " ")
    if len(folded) != len(text):  # a letter that is two in small letters: places would shift
        folded = text
    known, last = _by_first_word(), 0
    for run in _RUN.finditer(folded):
        word = run[0]
        if word not in known:
            continue
        start = run.start()
        if start < last or (start and _continues(folded[start - 1])):
            continue
        by_second = _beginning_with(word)
        terms = by_second.get(_word_behind(folded, run.end())) or by_second[""]
        term, end = _longest(terms, folded, start)
        if term:
            last = end
            if not is_made_clear(term.rule, term.term, folded, start, end):
                eased = term.rule in _EASED and _figure_follows(text, end)
                yield Use(term, start, end, eased)


def _continues(before: str) -> bool:
    return before.isalnum() or before in _JOINS


def _figure_follows(text: str, end: int) -> bool:
    stop = _SENTENCE_END.search(text, end)
    return _FIGURE.search(text, end, stop.start() if stop else len(text)) is not None


_RUN = Pattern(r"[^\W\d_]+")
_NUMBER = Pattern(
    r"(?:\d[\d.,]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six"
    r"|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\w+)?|half|a (?:dozen"
    r"|hundred|thousand)|zwei|drei|vier|fünf|sechs|sieben|acht|neun|elf|zwölf|hundert|tausend"
    r"|(?:drei|vier|fünf|sech|sieb|acht|neun)?zehn|\w*(?:zwan|drei|vier|fünf|sech|sieb|acht|neun)"
    r"[zß]ig|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quinze|vingt|trente|quarante"
    r"|cinquante|soixante|cent|mille)(?![\w-])"
)
_JOINS = frozenset("-_")
_FEW = 5  # words at one place of a term


@cache
def _by_first_word() -> Mapping[str, Sequence[_Entry]]:
    """Return the entries by the words with which they may begin.

    Most of these words are in no text of a catalog, so that their entries are never taken apart.
    """
    found: dict[str, list[_Entry]] = {}
    for entry in _entries():
        for first in _first_words_of(entry[2]):
            found.setdefault(first, []).append(entry)
    return found


def _first_words_of(written: str) -> Iterable[str]:
    term = written.removesuffix(_INFLECTED)
    if "{" in term:
        return _first_words_chosen(_choices(term))
    if term == written or " " in term:
        return (_first_words(term)[0],)
    return [_first_words(term + ending)[0] for ending in _ENDINGS]


def _first_words_chosen(choices: Iterable[tuple[str, ...]]) -> set[str]:
    found, begun = set(), {""}
    for part in choices:
        longer = {text + one for text in begun for one in part}
        begun = {text for text in longer if text.isalpha() or not text}
        found |= {_first_words(text)[0] for text in longer - begun}
        if not begun:
            break
    return found | begun


@cache
def _beginning_with(first: str) -> Mapping[str, Sequence[VagueTerm]]:
    """Return the terms that begin with a word, by the letters of the second.

    Behind those with a second word come those of one word, or without letters behind it, which
    alone are there for any other. Of each the longer come first, and those with choices last.
    """
    known: dict[str, VagueTerm] = {}
    for entry in _by_first_word().get(first, ()):
        for term in _terms_of(*entry):
            known.setdefault(term.form, term)
    found: dict[str, list[VagueTerm]] = {}
    for term in sorted(known.values(), key=_rank):
        begun = _beginnings(term.choices, first) if term.choices else (_first_words(term.form),)
        for word, second in dict.fromkeys(begun):
            if word == first:
                found.setdefault(second, []).append(term)
    alone = found.pop("", [])
    return {"": alone} | {second: [*terms, *alone] for second, terms in found.items()}


def _rank(term: VagueTerm) -> tuple[bool, int]:
    return (True, 0) if term.choices else (False, -len(term.form))


def _first_words(text: str) -> tuple[str, str]:
    """Return the letters of the first word of a term, and those of the second behind a space."""
    first, _, others = text.partition(" ")
    second = others.partition(" ")[0]
    if first.isalpha() and (second.isalpha() or not second):
        return first, second
    run = _RUN.match(text)
    first = run[0] if run else text
    return first, _word_behind(text, len(first))


def _word_behind(text: str, end: int) -> str:
    following = _RUN.match(text, end + 1) if text[end : end + 1] == " " else None
    return following[0] if following else ""


def _beginnings(choices: tuple[tuple[str, ...], ...], first: str) -> Iterator[tuple[str, str]]:
    """Yield the first two words with which a term with choices may begin, where one is known.

    Where there are many pairs of them the first one has to do: fewer are kept.
    """
    begun = [""]
    for part in choices:
        is_complete = all(text.endswith(" ") for text in begun)
        if is_complete and len(begun) > _FEW and len(part) > _FEW:
            yield from ((_first_words(text)[0], "") for text in begun)
            return
        every = dict.fromkeys(text + one for text in begun for one in part)
        longer = [text for text in every if text.startswith(first[: len(text)])]
        begun = []
        for text in longer:
            words = _first_words(text)
            known = len(" ".join(words))
            if (words[1] and known < len(text)) or (not words[1] and text[len(words[0]) :].strip()):
                yield words
            else:
                begun.append(text)
    yield from map(_first_words, begun)


def _longest(terms: Iterable[VagueTerm], text: str, start: int) -> tuple[VagueTerm | None, int]:
    """Return the longest term at a place, and where it ends."""
    found: VagueTerm | None = None
    last = 0
    for term in terms:
        if term.choices:
            end = _end_of_choices(term.choices, text, start)
            if end > last:
                found, last = replace(term, term=text[start:end]), end
        elif not found:
            last = _end_of(term, text, start)
            found = term if last else None
    return found, last


def _end_of_choices(choices: tuple[tuple[str, ...], ...], text: str, start: int) -> int:
    """Return where the longest writing of a term at a place ends, or 0."""
    ends = {start}
    for written in choices:
        ends = {end + len(one) for end in ends for one in written if text.startswith(one, end)}
        if not ends:
            return 0
    return max((end for end in ends if _is_end(text, end)), default=0)


def _is_end(text: str, end: int) -> bool:
    after = text[end : end + 1]
    return not (after.isalnum() or (after in _JOINS and after))


def _end_of(term: VagueTerm, text: str, start: int) -> int:
    """Return where a term at a place ends, or 0 where it is not there."""
    words = term.form.removesuffix("#")
    if not text.startswith(words, start):
        return 0
    end = start + len(words)
    if words != term.form:
        number = _NUMBER.match(text, end)
        return number.end() if number else 0
    return end if _is_end(text, end) else 0
