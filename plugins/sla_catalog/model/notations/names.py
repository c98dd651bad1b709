"""Short names of severities and other values, as tables write them: `P1 - Critical`, `Sev 1`."""

from __future__ import annotations

import re
import unicodedata

from sla_catalog.frozen import dataclass
from sla_catalog.model.notations.numerals import clean
from sla_catalog.model.notations.suggestions import as_yaml
from sla_catalog.patterns import Pattern

_LEVELS = {
    "severity": "Sev", "sev": "Sev", "severity level": "Sev", "sev level": "Sev", "priority": "P",
    "prio": "P", "priority level": "P", "level": "L", "tier": "T", "class": "C", "p": "P", "s": "S",
    "l": "L", "category": "C", "schweregrad": "S", "priorität": "P", "prioridad": "P",
    "priorité": "P", "severidad": "S", "sévérité": "S", "stufe": "S", "klasse": "K", "impact": "I",
    "urgency": "U", "cat": "C", "gravité": "G", "gravedad": "G", "ernst": "E",
    "fehlerklasse": "F", "mangelklasse": "M", "störungsklasse": "S", "niveau": "N",
    "niveau de gravité": "G", "kategorie": "K",
    "criticité": "C", "urgence": "U", "dringlichkeit": "D", "no": "", "nr": "",
    "kat": "K", "kl": "K",
}  # fmt: skip
_LEVEL = "|".join(sorted(map(re.escape, _LEVELS), key=len, reverse=True))
_NUMBERED = rf"(?:{_LEVEL})[ .#:-]*\d{{1,2}}"
_CODE = r"[A-Za-z]{1,4}-?\d{1,2}"
_TAG = rf"(?:{_NUMBERED}|{_CODE}|\d{{1,2}})"
_APART = r"\s*(?:[-:|/,;=>]|->)+\s*|\.?\s+"
_TAG_FIRST = Pattern(rf"[\[(]?(?P<tag>{_TAG})[\])]?(?:{_APART})(?P<rest>.+)", re.IGNORECASE)
_TAG_LAST = Pattern(
    rf"(?P<rest>[^\d]+?)(?:\s*[\[(]\s*|\s+[-:|/]\s*|[/|]\s*|\s+)(?P<tag>{_TAG})\s*[\])]?",
    re.IGNORECASE,
)
_SEVERAL = Pattern(
    rf"(?P<first>{_TAG})(?P<more>(?:\s*(?:/|,|&|\+|\band\b|\bor\b|\bund\b|\by\b)\s*(?:{_TAG}))+)",
    re.IGNORECASE,
)
_RUN = Pattern(
    r"(?P<name>(?:[A-Za-z]+[ -]?)?)(?P<first>\d{1,2})\s*(?:-|\.{2,3}|to|through"
    r"|bis)\s*(?:(?P=name))?(?P<last>\d{1,2})",
    re.IGNORECASE,
)
_WRITTEN = Pattern(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?")


_RAISED = Pattern(r"(?<=^[A-Za-z])[¹²³⁴⁵](?=\W*$)")  # a level, and no mark of a note
_AND_OTHERS = Pattern(
    r"(?:(?:&|\+|and|und|or|oder)\s*)?(?:above|below|higher|lower|up|down|worse|others?|höher"
    r"|niedriger|darunter|darüber)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ParsedName:
    """The short names in a text, and the name for readers where the text holds one."""

    ids: tuple[str, ...]
    name: str = ""

    @property
    def value(self) -> str:
        """Return it as it is typed where values are named."""
        return self.ids[0] if len(self.ids) == 1 else f"[{', '.join(self.ids)}]"

    @property
    def entries(self) -> str:
        """Return it as it is typed where values are declared."""
        if len(self.ids) > 1:
            return f"an entry for each: {', '.join(f'id: {one}' for one in self.ids)}"
        is_more = self.name and self.name.lower() != self.ids[0].lower()
        return f"id: {self.ids[0]}, name: {as_yaml(self.name)}" if is_more else self.ids[0]


def named(text: str) -> ParsedName | None:
    """Return the short name that a text holds: `P1 - Critical` is `P1`, called Critical."""
    text = _RAISED.sub(lambda m: unicodedata.normalize("NFKC", m[0]), text)
    words = re.sub(r"^\[([^\[\]]+)\]$", r"\1", clean(text))
    if not words:
        return None
    several = _several(words)
    if several:
        return several
    first = _TAG_FIRST.fullmatch(words)
    if first and _AND_OTHERS.fullmatch(first["rest"]):
        return ParsedName((_short(first["tag"]),), words)
    if first and re.search(r"[^\W\d_]", first["rest"]):
        return ParsedName((_short(first["tag"]),), _rest(first["rest"]))
    if re.fullmatch(_NUMBERED, words, re.IGNORECASE):
        return ParsedName((_short(words),), words)
    last = _TAG_LAST.fullmatch(words)
    if last and last["tag"].isdigit() and re.fullmatch(r"\w+ \d+", words):
        last = None  # `Gravité 1` is one name: a figure alone says nothing
    if last and re.search(r"[^\W\d_]", last["rest"]) and not re.search(r"\d", last["rest"]):
        return ParsedName((_short(last["tag"]),), _rest(last["rest"]))
    letter = re.fullmatch(r"(?P<tag>[A-F])(?:\s*[-:|]\s+)(?P<rest>[^\W\d_].*)", words)
    if letter:
        return ParsedName((letter["tag"],), letter["rest"])
    short = _letters(words)
    return ParsedName((short,), words if short != words else "") if short else None


def _several(words: str) -> ParsedName | None:
    run = _RUN.fullmatch(words)
    if run and 0 <= int(run["first"]) < int(run["last"]) <= 12:
        numbers = range(int(run["first"]), int(run["last"]) + 1)
        return ParsedName(tuple(_short(f"{run['name']}{number}") for number in numbers))
    match = _SEVERAL.fullmatch(words)
    if not match:
        return None
    tags = re.findall(_TAG, words, re.IGNORECASE)
    word = re.match(r"[A-Za-z]+[ -]?", tags[0])
    whole = [tag if not tag.isdigit() or not word else f"{word[0]}{tag}" for tag in tags]
    return ParsedName(tuple(dict.fromkeys(map(_short, whole))))


def _short(tag: str) -> str:
    """Return a tag without spaces: `Severity 1` is `Sev1`, `Priority 2` is `P2`."""
    if _WRITTEN.fullmatch(tag):
        return tag
    match = re.fullmatch(rf"(?P<word>{_LEVEL})[ .#:-]*(?P<number>\d{{1,2}})", tag, re.IGNORECASE)
    if match and len(match["word"]) > 1:
        return f"{_LEVELS[match['word'].lower()]}{match['number']}"
    return re.sub(r"[ .#:]", "", tag)


def _rest(text: str) -> str:
    words = text.strip(" -:|/,;=>")
    return words[1:-1].strip() if re.fullmatch(r"[\[(][^\[\]()]*[\])]", words) else words


def _letters(words: str) -> str:
    """Return a text as a short name: letters without marks, words joined by hyphens."""
    plain = words.replace("ß", "ss").replace("ø", "o").replace("æ", "ae")
    for letter, pair in {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}.items():
        plain = plain.replace(letter, pair)
    plain = unicodedata.normalize("NFKD", plain)
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    short = re.sub(r"[^A-Za-z0-9._]+", "-", plain).strip("-._")[:63].strip("-._")
    return short if _WRITTEN.fullmatch(short) else ""
