"""Shares in other notations: `99.9% monthly`, `three nines`, `99,5 % pr. måned`."""

from __future__ import annotations

import re
from decimal import Decimal

from sla_catalog.model.notations import days, lengths
from sla_catalog.model.notations.hours import IN_HOURS, IN_HOURS_GERMAN, ROUND_THE_CLOCK, SPAN
from sla_catalog.model.notations.numerals import NUMBER, WORDS, clean, figure, printed, spoken
from sla_catalog.model.notations.rates import exact_percent, in_percent
from sla_catalog.model.notations.remainder import (
    Remainder,
    take_effort,
    take_limit,
    take_note,
    take_window,
)
from sla_catalog.model.notations.suggestions import Suggestion
from sla_catalog.patterns import Pattern

PERCENT = (
    r"(?:%|per ?cent(?!ile)|pct\.?|p\.?c\.?|v\. ?h\.?|prozent|por ciento|pour ?cent|por "
    r"cento|percento|procent)(?!\w)"
)

SHARE = Pattern(rf"(?P<number>{NUMBER}) ?{PERCENT}", re.IGNORECASE)

_SPOKEN = Pattern(rf"(?<![\w-])(?:{WORDS})(?=[ -]{PERCENT})", re.IGNORECASE)
_OF_THOUSAND = Pattern(r"(\d+(?:\.\d+)?) ?‰")
_NINES = Pattern(
    r"(?<![\d.,])(?P<count>\d(?:\.5)?|two|three|four|five|six|seven"
    r"|drei|vier|fünf)(?: and a half)?(?:[ -]?"
    r"(?:nines|9s|9's|neunen)| ?x ?9(?!\d))(?: and a half)?", re.IGNORECASE
)  # fmt: skip
_NINES_WORDS = dict(zip(["two", "three", "four", "five", "six", "seven"], range(2, 8), strict=True))
_NINES_WORDS |= {"drei": 3, "vier": 4, "fünf": 5}

# What stands beside a share and has a figure of its own: how much is lost, or how it is sampled.
_BESIDE = Pattern(
    r"(?: ?(?:/|=|≙) ?|,? )(?P<beside>"
    r"(?:(?<=[/=≙])|(?<=[/=≙] ))~?\d+(?:[.,]\d+)? ?(?:m|min|h|s|minutes|minuten|hours"
    r"|stunden)\b.*"
    r"|(?:(?:over|in|within|during|for|averaged over|über|sur) (?:any |each |an? |every "
    r"|jeweils )?(?=\d)"
    r"|(?=\d+[ -]?[a-z]+ (?:interval|period|window|bucket|average)))"
    r"\d+[ -]?(?:s|secs?|seconds?|min|mins|minutes?|sekunden|minuten)(?: (?:interval|period|window"
    r"|bucket|average)s?)?"
    r"|(?:measured|sampled|evaluated|polled|probed|gemessen|geprüft|ermittelt)"
    r" (?:in|every|at|alle|per) \d+[ -]?[a-zäöü]+(?: intervals?)?)$",
    re.IGNORECASE,
)
_OF_PERIOD = Pattern(
    r"\b(?P<period>jahr|monat|quartal)e?s(?P<noun>verfügbarkeit)\b",
    re.IGNORECASE,
)
_WITH_SIGN = Pattern(r"(?<=\d)(?= ?\(\d+ ?-?(?:d|days?|h|months?|tage)\)$)")
_RATIO = Pattern(
    rf"(?P<part>\d+) ?(?:out of|of|von|sur|(?:in|/)(?! ?\d+ {lengths.ANY_UNIT})) ?(?P<whole>\d+)"
    r"(?: (?P<noun>[^\W\d_].*))?",
    re.IGNORECASE,
)
_QUARTERS = Pattern(r"(?:three|drei|3)[ -](?:quarters|viertel)|trois quarts", re.IGNORECASE)


def of_ratio(text: str) -> tuple[str, str]:
    """Return a share that is a ratio, and of what it is: `9 out of 10 calls`; a third is none."""
    match = _RATIO.fullmatch(_QUARTERS.sub("3/4", text))
    part, whole = (int(match[name]) for name in ("part", "whole")) if match else (1, 0)
    if not match or not 0 < part <= whole or whole < 3:
        return "", ""
    return exact_percent(Decimal(part), Decimal(whole)), match["noun"] or ""


def _ratio(words: str) -> str:
    number, noun = of_ratio(words)
    return f"{number} % {noun and 'of '}{noun}".strip() if number else words


_LESS_IS_MORE = {"error_rate", "packet_loss"}


_HALF = Pattern(rf"\bhalf (?:of )?(?:an? |1 )?(?={PERCENT})", re.IGNORECASE)
_SIGN_IN_BRACKETS = Pattern(rf"\((?P<sign>{PERCENT})\)")


def shares_in(text: str) -> list[str]:
    """Return the shares within a text, each as it is read."""
    numbers = (figure(match["number"], is_share=True) for match in SHARE.finditer(clean(text)))
    return [f"{number} %" for number in numbers if number]


def shares(words: str, activity: str) -> tuple[Suggestion, ...]:
    """Return each reading of a promised share; `activity` is that of `targets`."""
    words = _HALF.sub("0.5 ", words)
    words = re.sub(r"\[([^\[\]]*)\]", r"(\1)", _SPOKEN.sub(lambda m: spoken(m[0]), words))
    words = _SIGN_IN_BRACKETS.sub(r"\g<sign>", words)
    words = in_percent(words) if activity in _LESS_IS_MORE else words
    words = _WITH_SIGN.sub(" %", _BESIDE.sub(r" (\g<beside>)", words.replace("@", " over ")))
    words = _OF_PERIOD.sub(lambda m: f"{m['noun']} im {m['period']}", _ratio(words))
    words = _OF_THOUSAND.sub(lambda m: f"{printed(Decimal(m[1]) / 10)} %", words)
    nines = _NINES.search(words)
    share = SHARE.search(words)
    if nines and share and figure(share["number"], is_share=True) == _of_nines(nines):
        words = _NINES.sub("", words).replace("()", "")
    elif nines:
        return _finish_share(words, nines.start(), nines.end(), _of_nines(nines), activity)
    found = list(SHARE.finditer(words))
    if not found:
        bare = re.search(NUMBER, words)
        return _finish_bare(words, bare, activity) if bare else ()
    numbers = [figure(match["number"], is_share=True) for match in found]
    if not all(numbers):
        return ()
    band = _band(words, found)
    if band:
        return _of_band(*band, activity)
    if len(found) > 1:
        return ()
    low = re.match(
        rf"(?P<low>{NUMBER})\s*(?:%|)\s*(?:-|to|bis|a)\s*$",
        words[: found[0].start()],
        re.IGNORECASE,
    )
    if low:
        return _of_band(figure(low["low"], is_share=True), numbers[0], activity)
    return _finish_share(words, found[0].start(), found[0].end(), numbers[0], activity)


def _of_nines(match: re.Match[str]) -> str:
    word = match["count"].lower()
    count = Decimal(_NINES_WORDS.get(word, word)) if word in _NINES_WORDS else Decimal(word)
    if "half" in match[0].lower() and "." not in word:
        count += Decimal("0.5")
    whole = int(count)
    digits = "9" * whole + ("5" if count != whole else "")
    return f"{digits[:2]}.{digits[2:]}".rstrip(".")


def _band(words: str, found: list[re.Match[str]]) -> tuple[str, str] | None:
    """Return both ends of a band such as `99.0 % - 99.9 %`; nothing where it is no band."""
    if len(found) != 2:
        return None
    between = words[found[0].end() : found[1].start()].strip().lower()
    if between not in {"-", "to", "bis", "and", "until", "up to", "a", "à", "/", "- <", "to <"}:
        return None
    before = words[: found[0].start()].strip().lower()
    if (between == "and" and before != "between") or between == "/":
        return None
    low, high = (figure(match["number"], is_share=True) for match in found)
    return low, high


def _of_band(low: str, high: str, activity: str) -> tuple[Suggestion, ...]:
    """Return the end of a band that is the promise, where the type of the metric says which."""
    if not low or not high or not activity:
        return ()
    low, high = sorted((low, high), key=Decimal)
    return (Suggestion(f"at most {high} %" if activity in _LESS_IS_MORE else f"at least {low} %"),)


def _finish_bare(words: str, bare: re.Match[str], activity: str) -> tuple[Suggestion, ...]:
    number = figure(bare[0], is_share=True)
    if not number or len(re.findall(NUMBER, words)) > 1 or Decimal(number) > 100:
        return ()
    if lengths.lengths_in(words) or _DOWN.search(words):
        return ()  # a count of outages, perhaps
    if Decimal(number) <= 1 and activity in _LESS_IS_MORE:
        return (Suggestion(f"{number} %"), Suggestion(f"{printed(Decimal(number) * 100)} %"))
    if Decimal(number) <= 1:
        number = printed(Decimal(number) * 100)
    found = _finish_share(words, bare.start(), bare.end(), number, activity)
    return () if any(dict(one.beside).get("note") for one in found) else found


_DOWN = Pattern(
    r"(?:(?:un)?planned |total )?(?:\bdown(?:[ -]?time)?\b|unavailab\w*|not available|outages?\b"
    r"|(?:error|failure)(?: rate|s)?\b|nicht[ -]?verfügbar\w*|ausfall(?:zeit(?:en)?|rate|s)?\b"
    r"|fehler(?:rate|quote)\b|indisponibili\w+)",
    re.IGNORECASE,
)
_TURNED = {"": "", "at most": "at least", "less than": "more than", "exactly": "exactly"}


def _of_downtime(rest: Remainder, number: str, activity: str) -> tuple[Suggestion, ...]:
    """Return the share that is left where a text promises how much is lost: 0.1 % is 99.9 %."""
    limit = _TURNED.get(take_limit(rest))
    if limit is None:
        return ()
    words = f"{rest.before} {limit}".strip() + " "
    kept = printed(100 - Decimal(number))
    return _finish_share(
        f"{words}{kept}%{rest.after}", len(words), len(words + kept) + 1, kept, activity
    )


_KEPT = Pattern(
    r"\b(?:success(?:ful(?:ly)?)?(?: rate)?|succeed|error[ -]free|fehlerfrei\w*|erfolg\w*|succès"
    r"|delivered|delivery rate|ok)\b",
    re.IGNORECASE,
)
_TURNED_BACK = {"": "", "at least": "at most", "more than": "less than", "exactly": "exactly"}


def _of_kept(rest: Remainder, number: str, activity: str) -> tuple[Suggestion, ...]:
    """Return the share that fails where a text promises how much succeeds: 99.9 % is 0.1 %."""
    limit = _TURNED_BACK.get(take_limit(rest))
    if limit is None:
        return ()
    lost = printed(100 - Decimal(number))
    words = f"{rest.before} {limit}".strip() + " "
    return _finish_share(
        f"{words}{lost}%{rest.after}", len(words), len(words + lost) + 1, lost, activity
    )


def _finish_share(
    words: str, start: int, end: int, number: str, activity: str
) -> tuple[Suggestion, ...]:
    if Decimal(number) > 100:
        return ()
    rest = Remainder(words[:start], words[end:])
    if activity not in {"", *_LESS_IS_MORE} and Decimal(number) < 50 and rest.take(_DOWN):
        return _of_downtime(rest, number, activity)
    if activity in _LESS_IS_MORE and Decimal(number) > 50 and rest.take(_KEPT):
        return _of_kept(rest, number, activity)
    take_effort(rest)
    limit = take_limit(rest)
    turned = limit == "at most" and activity not in {"", *_LESS_IS_MORE}
    value = f"{'at least' if turned else limit} {number} %".strip()
    span = rest.take(SPAN)  # before the window: the Monday in it is no month
    windows = take_window(rest)
    if rest.take(ROUND_THE_CLOCK):
        rest.beside["measured_over"] = "all time"
    elif span:
        hours = days.hours(span["span"])
        if not hours:
            return ()
        rest.beside |= {"measured_over": "service hours", "hours": hours}
        rest.take(IN_HOURS)
    elif rest.take(IN_HOURS) or rest.take(IN_HOURS_GERMAN):
        rest.beside["measured_over"] = "service hours"
    if not take_note(rest, activity):
        return ()
    beside = tuple(rest.beside.items())
    if not windows:
        return (Suggestion(value, beside),)
    return tuple(Suggestion(value, (("window", one), *beside)) for one in windows)
