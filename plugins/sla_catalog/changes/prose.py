"""What kind of change two versions of a text make, by words of English, German and French."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from sla_catalog.changes.change import ChangeDirection
from sla_catalog.frozen import dataclass

_WORD = re.compile(r"[^\W_]+(?:[.,:][0-9]+)*|%")
_TARGET = re.compile(r"\]\(([^)]*)\)|<(https?://[^>]*)>")


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_NEGATIONS = _set(
    "not no never none nor neither without cannot t nicht kein keine keinen keiner keinem nie "
    "niemals ohne weder ne n pas jamais aucun aucune sans ni"
)
_TIME_WORDS = _set(
    "second minute hour day week month quarter year business working calendar consecutive rolling "
    "sekunde minute stunde tag tage tagen woche monat quartal jahr werktag arbeitstag kalendertag "
    "bankarbeitstag geschäftstag "
    "seconde heure jour semaine mois trimestre année ans ouvré ouvrable ouvrée calendaire glissant"
)
_NUMBER_WORDS = _set(
    "one two three four five six seven eight nine ten eleven twelve twice half double percent "
    "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf doppelt halb prozent "
    "deux trois quatre cinq sept huit neuf dix onze douze demi moitié"
)
_MODALS = {
    **dict.fromkeys(
        _set(
            "shall must will muss müssen wird werden ist sind verpflichtet doit doivent "
            "devra devront"
        ),
        3,
    ),
    **dict.fromkeys(_set("should ought soll sollen sollte sollten devrait devraient"), 2),
    **dict.fromkeys(
        _set(
            "may might can could kann können darf dürfen könnte peut peuvent pourra "
            "pourront pourrait pourraient"
        ),
        1,
    ),
}
_QUALIFIERS = tuple(
    tuple(phrase.split())
    for phrase in (
        "subject to", "unless", "except", "außer", "es sei denn", "where possible", "if possible",
        "where practicable",
        "sole discretion", "discretion", "reasonable", "reasonably", "commercially", "efforts",
        "endeavours", "endeavors", "best effort", "appropriate", "as appropriate", "generally",
        "normally", "usually", "typically", "approximately", "up to", "promptly", "timely",
        "provided that", "to the extent", "vorbehaltlich", "sofern", "soweit", "möglichst",
        "nach möglichkeit", "nach ermessen", "ermessen", "angemessen", "angemessene",
        "angemessener", "grundsätzlich", "in der regel", "zeitnah", "gegebenenfalls", "bemüht",
        "sous réserve", "sauf", "si possible", "dans la mesure du possible", "discrétion",
        "raisonnable", "raisonnables", "raisonnablement", "en principe", "généralement",
        "normalement", "habituellement", "environ", "approprié", "appropriée", "rapidement",
        "dans les meilleurs délais",
    )
)  # fmt: skip
_PREFIXES = ("un", "in", "im", "il", "ir", "ex", "dis", "non", "pre", "post", "up", "down", "miss")
_LISTING = _set("and or und oder sowie including such einschließlich")
_MOST_TYPOS = 2
_LONG_WORD = 6


@dataclass(frozen=True, slots=True)
class Rewording:
    """The id of the kind of a change of words, and what it is for the customer."""

    kind: str
    customer: ChangeDirection


def reworded(before: str, after: str, duty_of: str = "") -> Rewording:
    """Return what kind of change two versions of a text make.

    `duty_of` is `provider` or `customer` where the text says what that party must do.
    """
    old, new = words(before), words(after)
    if _targets(before) != _targets(after):
        return Rewording("link-target-changed", ChangeDirection.UNKNOWN)
    if old == new:
        return Rewording("wording-only", ChangeDirection.SAME)
    gone, come = _differing(old, new)
    if _count(gone, _NEGATIONS) != _count(come, _NEGATIONS):
        return Rewording("negation-changed", ChangeDirection.UNKNOWN)
    if any(map(_is_guarded, (*gone, *come))):
        return Rewording("number-changed-in-prose", ChangeDirection.UNKNOWN)
    rank_before, rank_after = _rank(gone), _rank(come)
    if rank_before and rank_after and rank_before != rank_after:
        if rank_after < rank_before:
            return Rewording("duty-weakened", _for_customer(duty_of, is_lighter=True))
        return Rewording("duty-strengthened", _for_customer(duty_of, is_lighter=False))
    had, has = _qualifiers(old), _qualifiers(new)
    if has - had and not had - has:
        return Rewording("qualifier-added", _for_customer(duty_of, is_lighter=True))
    if had - has and not has - had:
        return Rewording("qualifier-removed", _for_customer(duty_of, is_lighter=False))
    if had == has and not (rank_before or rank_after) and _is_typo(old, new, gone, come):
        return Rewording("typo-sized", ChangeDirection.SAME)
    return Rewording("substantive-rewording", ChangeDirection.UNKNOWN)


def words(text: str) -> tuple[str, ...]:
    """Return the words of a text without case, punctuation, spaces and addresses of links."""
    return tuple(word.casefold() for word in _WORD.findall(_TARGET.sub("]", text)))


def _targets(text: str) -> list[str]:
    return [first or second for first, second in _TARGET.findall(text)]


def _differing(old: Sequence[str], new: Sequence[str]) -> tuple[list[str], list[str]]:
    gone: list[str] = []
    come: list[str] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag != "equal":
            gone += old[first:last]
            come += new[start:end]
    return gone, come


def _count(found: Sequence[str], among: frozenset[str]) -> int:
    return sum(word in among for word in found)


def _is_guarded(word: str) -> bool:
    """Tell whether a word is a number, or says how time is counted."""
    if word in _NUMBER_WORDS or word in _TIME_WORDS or word == "%":
        return True
    return word[:1].isdigit() or word.removesuffix("s") in _TIME_WORDS


def _rank(found: Sequence[str]) -> int:
    return max((_MODALS.get(word, 0) for word in found), default=0)


def _qualifiers(found: Sequence[str]) -> set[tuple[str, ...]]:
    text = tuple(found)
    return {
        phrase
        for phrase in _QUALIFIERS
        if any(text[n : n + len(phrase)] == phrase for n in range(len(text)))
    }


def _for_customer(duty_of: str, *, is_lighter: bool) -> ChangeDirection:
    if duty_of not in {"provider", "customer"}:
        return ChangeDirection.UNKNOWN
    is_better = is_lighter == (duty_of == "customer")
    return ChangeDirection.BETTER if is_better else ChangeDirection.WORSE


def _is_typo(
    old: Sequence[str], new: Sequence[str], gone: Sequence[str], come: Sequence[str]
) -> bool:
    """Tell whether one or two words are spelt in another way, and none came or went."""
    if "".join(old) == "".join(new):
        return True
    if len(gone) != len(come) or len(gone) > _MOST_TYPOS or _count([*gone, *come], _LISTING):
        return False
    return all(map(_is_respelt, gone, come))


def _is_respelt(one: str, other: str) -> bool:
    for prefix in _PREFIXES:
        rest = (one.removeprefix(prefix), other.removeprefix(prefix))
        if rest[0] != one or rest[1] != other:
            if one.startswith(prefix) and other.startswith(prefix):
                continue
            return False
    most = 2 if min(len(one), len(other)) >= _LONG_WORD else 1
    return _distance(one, other) <= most


def _distance(one: str, other: str) -> int:
    """Return how many letters must be put in, left out or replaced."""
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, 1):
        before, row[0] = row[0], place
        for column, found in enumerate(other, 1):
            step = min(row[column] + 1, row[column - 1] + 1, before + (letter != found))
            before, row[column] = row[column], step
    return row[-1]
