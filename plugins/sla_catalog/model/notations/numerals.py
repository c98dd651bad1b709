"""Figures in text: cleaned of what typesetting adds, and read with any separators."""

from __future__ import annotations

import html
import re
import unicodedata
from decimal import Decimal

from sla_catalog.patterns import Pattern

LONGEST = 200  # a longer text is prose, and searching it takes time
_FRACTIONS = {
    "½": "5", "¼": "25", "¾": "75", "⅕": "2", "⅖": "4", "⅗": "6", "⅘": "8", "⅛": "125", "⅜": "375",
    "⅝": "625", "⅞": "875",
}  # fmt: skip
_PARTS = Pattern(r"(?<=\d)(?=[⅐-⅞])")  # else a third after one would be eleven thirds
_DIGITS = Pattern(r"(?![0-9])\d")
_REFERENCES = Pattern(r"[¹²³⁴⁵⁶⁷⁸⁹⁰†‡]|\[\d{1,2}\]|(?<=[\w%)])\*+$")
_SPLIT = Pattern(r"(\d)(?:·| \.|\. )(\d{1,4})(?= ?%)")
_BREAKS = Pattern(r"<br ?/?>", re.IGNORECASE)
_MARKS = Pattern(r"\*\*|__|[`\"“”„«»]|(?<!\w)[*_]|[*_](?!\w)|^'|(?<!\d)'$")
_QUOTED = Pattern(r"\s*'([^']*)'\s*")
_DASHES = Pattern(r"[‐‑‒–—―−]|(?<=[\d\s%])--(?=[\d\s])")
_SAID_TWICE = Pattern(
    r"(?<![\w%])(?:[a-zäöüß]+[ -])+(?:per ?cent|prozent|pour ?cent) ?\((\d+(?:[.,]\d+)? ?%)\)",
    re.IGNORECASE,
)
_SAID_AGAIN = Pattern(
    r"(\d+(?:[.,]\d+)? ?%) ?\((?:[a-zäöüßéèê]+[ -])+(?:per ?cent|prozent"
    r"|pour ?cent)\)",
    re.IGNORECASE,
)
NUMBER = (
    r"(?<![\d.,])(?:(?<![A-Za-z])\d{1,3}(?:[ ']\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)*|\.\d+)(?![\d])"
)

_WORDS = {
    word: str(number)
    for number, words in {
        1: "one an a ein eine einen einem einer eines un una une uno um uma en et één een",
        2: "two zwei dos deux due dois duas twee två",
        3: "three drei tres trois tre três drie",
        4: "four vier cuatro quatre quattro quatro fire fyra",
        5: "five fünf cinco cinq cinque vijf fem",
        6: "six sechs seis sei zes seks sex",
        7: "seven sieben siete sept sette sete zeven",
        8: "eight acht ocho huit otto oito",
        9: "nine neun nueve neuf nove negen",
        10: "ten zehn diez dix dieci dez tien tio",
        12: "twelve zwölf doce douze dodici doze twaalf tolv",
        11: "eleven elf once onze undici", 13: "thirteen dreizehn trece treize tredici",
        14: "fourteen vierzehn", 15: "fifteen fünfzehn quince quinze quindici",
        16: "sixteen sechzehn", 17: "seventeen siebzehn", 18: "eighteen achtzehn",
        19: "nineteen neunzehn", 20: "twenty zwanzig veinte vingt venti vinte twintig",
        24: "veinticuatro", 30: "thirty dreißig treinta trente trenta",
        40: "forty vierzig cuarenta quarante quaranta", 50: "fifty fünfzig cincuenta cinquante",
        60: "sixty sechzig sesenta soixante", 70: "seventy siebzig", 80: "eighty achtzig",
        90: "ninety neunzig noventa",
    }.items()
    for word in words.split()
}  # fmt: skip
_TENS = {
    20: ("twenty", "zwanzig"), 30: ("thirty", "dreißig"), 40: ("forty", "vierzig"),
    50: ("fifty", "fünfzig"), 60: ("sixty", "sechzig"), 70: ("seventy", "siebzig"),
    80: ("eighty", "achtzig"), 90: ("ninety", "neunzig"),
}  # fmt: skip
_ONES = tuple(
    zip(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
        ("ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"),
        strict=True,
    )
)
for _ten, (_english, _german) in _TENS.items():
    for _one, (_after, _before) in enumerate(_ONES, 1):
        for _word in (f"{_english}-{_after}", f"{_english} {_after}", f"{_before}und{_german}"):
            _WORDS[_word] = str(_ten + _one)
# Numbers that are not read; beside a figure they could be part of it.
LARGER = r"hundred|thousand|dozen|hundert|tausend|dutzend|cent(?!ile)|mille|cien(?:to)?|score"
WORDS = "|".join(sorted(map(re.escape, _WORDS), key=len, reverse=True))


def clean(text: str) -> str:
    """Return a text without Markdown marks, references to notes, wide letters and odd spaces."""
    if len(text) > LONGEST:
        return ""
    text = _unquoted(_BREAKS.sub(", ", html.unescape(text)))
    text = _SMALL_POWER.sub(lambda m: f"-{m[1].translate(_SUPERSCRIPTS)}", text)
    text = _REFERENCES.sub("", _POWER_OF_TEN.sub(_raised, text.strip()))
    if _RAISED.search(text):
        return ""  # without its sign a power is another number
    text = re.sub(r"(\d) 1/2(?= ?%)", r"\1.5", text)
    for sign, digits in _FRACTIONS.items():
        text = re.sub(rf"(\d) ?{sign}", rf"\1.{digits}", text).replace(sign, f"0.{digits}")
    text = unicodedata.normalize("NFKC", _PARTS.sub(" ", text))
    text = text if text.isascii() else _DIGITS.sub(_in_our_digits, text.replace("٫", "."))
    text = _SAID_TWICE.sub(r"\1", _DASHES.sub("-", text).replace("’", "'"))
    text = _SAID_AGAIN.sub(r"\1", text)
    text = _SPLIT.sub(r"\1.\2", re.sub(r"\b[pP]\. ?(?=[amAM]\b)", "p.", text))
    text = "".join(c for c in text if c == "°" or unicodedata.category(c) not in _UNSAID)
    for _ in range(2):
        text = _MARKS.sub("", " ".join(text.split())).strip()
    return text.rstrip(".,;:!").strip()


_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_SMALL_POWER = Pattern(r"(?<=10)⁻([¹²³⁴-⁹]+)")
# A small exponent that is raised may be the sign of a note.
_POWER_OF_TEN = Pattern(
    r"(?<![\d.,])(?:(?P<times>\d{1,6}) ?[x×*·] ?)?10(?: ?(?:\^|\*\*) ?(?P<sign>\d{1,2})(?!\d)"
    r"|(?P<raised>[³⁴⁵⁶⁷⁸⁹]|¹[⁰¹²])(?![⁰¹²³⁴-⁹]))"
)
_RAISED = Pattern(r"\d ?(?:\^|\*\*) ?\d")


def _raised(match: re.Match[str]) -> str:
    power = int((match["sign"] or match["raised"]).translate(_SUPERSCRIPTS))
    return str(int(match["times"] or 1) * 10**power) if power <= 12 else match[0]


def _in_our_digits(match: re.Match[str]) -> str:
    return str(unicodedata.decimal(match[0]))


_UNSAID = {"So", "Cf", "Mn", "Sk"}  # pictures, invisible signs and accents that stand alone


def _unquoted(text: str) -> str:
    match = _QUOTED.fullmatch(text)
    return match[1] if match else text


def figure(text: str, *, is_share: bool = False) -> str:
    """Return a number with a point for decimals and nothing between thousands, or nothing.

    One comma before three digits divides thousands, except in a share, which has no thousands, and
    after a zero.
    """
    bare = re.sub(r"[ ']", "", text)
    if re.fullmatch(r"\d+(?:\.\d+)?", bare):
        return bare
    if re.fullmatch(r"\.\d+", bare):
        return f"0{bare}"
    if "," in bare and "." in bare:
        decimal = max(",.", key=bare.rindex)
        whole, _, digits = bare.rpartition(decimal)
        return f"{thousands}.{digits}" if (thousands := _thousands(whole)) else ""
    whole, sign, digits = bare.partition("," if "," in bare else ".")
    if sign == "," and digits.isdigit():
        is_decimal = is_share or len(digits) != 3 or whole.startswith("0")
        return f"{whole}.{digits}" if is_decimal else whole + digits
    return _thousands(bare)


def _thousands(text: str) -> str:
    groups = re.split(r"[,.]", text)
    is_grouped = 0 < len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])
    return "".join(groups) if len(groups) == 1 or is_grouped else ""


_MULTIPLES = {
    **dict.fromkeys(("k", "thousand", "tausend", "tsd", "mille"), 3),
    **dict.fromkeys(("m", "million", "millions", "millionen", "mio"), 6),
    **dict.fromkeys(("milliarde", "milliarden", "mrd"), 9),
}
# A space before K is that of kelvin; what is counted follows after another space, and no unit.
_MULTIPLIED = Pattern(
    r"(?P<number>\d+(?:\.\d+)?)"
    r"(?:(?P<sign> ?k|[KM]| M(?= [a-z]))(?= (?!per\b|pro\b|par\b)[^\W\d_]{2})"
    r"|(?P<t> T)(?=[A-Z]{3}$)"
    r"| ?(?P<word>(?:thousand|tausend|tsd|mille|millions?|millionen|mio|milliarden?|mrd"
    r"|Thousand|Tausend|Tsd|Mille|Millions?|Millionen|Mio|Milliarden?|Mrd)(?![^\W\d_]))\.?"
    r"(?: de(?= )| d')?)"
)


def multiplied(text: str) -> str:
    """Write a number out that stands before thousand or million: `10k users` is `10000 users`.

    In a unit they would keep it from being compared with `10000 users`.
    """
    return _MULTIPLIED.sub(_written_out, text) if text[:1].isdigit() else text


def _written_out(match: re.Match[str]) -> str:
    word = (match["word"] or match["sign"] or "k").strip().lower()
    number = printed(Decimal(match["number"]).scaleb(_MULTIPLES[word]))
    return f"{number} " if match["t"] else number


_TWO_WAYS = Pattern(r"(?P<whole>[1-9][0-9]{0,2})\.(?P<digits>[0-9]{3})")
_THREE_DECIMALS = {"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"}


def in_two_ways(number: str, unit: str) -> tuple[str, ...]:
    """Return both readings of an amount whose point may divide thousands: 1000 EUR, 1 EUR.

    Nobody writes three decimals of money, nor of anything else where the last one is a zero. A
    number without a unit is left alone, as is a share, which has no thousands.
    """
    match = _TWO_WAYS.fullmatch(number)
    is_money = re.fullmatch(r"[A-Z]{3}", unit) is not None
    is_meant = unit in {"", "%"} | _THREE_DECIMALS or not (is_money or number.endswith("0"))
    if not match or is_meant:
        return ()
    decimals = match["digits"].rstrip("0")
    lower = f"{match['whole']}.{decimals}{'0' if len(decimals) == 3 else ''}".rstrip(".")
    return f"{match['whole']}{match['digits']} {unit}", f"{lower} {unit}"


def spoken(word: str) -> str:
    """Return the figure of a number that is written as a word, or nothing."""
    return _WORDS.get(word.lower(), "")


def printed(number: Decimal) -> str:
    """Print a number in full without zeros at its end."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
