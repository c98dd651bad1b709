"""Deadlines by the calendar in other notations: the next business day, the end of the day."""

from __future__ import annotations

import re

from sla_catalog.model.notations.numerals import clean
from sla_catalog.patterns import Pattern

_BUSINESS = r"(?:business|working|work|bus\.?|trading|banking)[ -]day|workday|weekday"
_DAY = rf"(?P<business>{_BUSINESS})|(?P<calendar>calendar day)|(?P<day>day)"
_NEXT = r"(?P<next>next|following) "
_SAME = r"(?:same |this |the same |current )"
_CLOCK = (
    r"(?P<hour>[01]?\d|2[0-4])(?:[:.h]?(?P<minute>[0-5]\d))?(?: ?(?P<half>am|pm|a\.m\.?"
    r"|p\.m\.?|h|uhr|o'clock))?"
)
_ON = r"(?:(?:of|on|at|by) )?(?:the )?"
_BEGIN = (
    r"(?:(?:within|until|till|on|no later than|not later than|before|latest|at the latest) )?"
    r"(?:by )?(?:the )?"
)
_PATTERNS = tuple(
    Pattern(_BEGIN + pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:end|close)(?: of business(?! day))? {_ON}(?:{_NEXT}|{_SAME})?(?:{_DAY})",
        rf"(?:{_NEXT}|{_SAME})(?:{_DAY})(?: by (?:end of (?:business|day)|close of business|eod"
        rf"|cob|eob))?",
        rf"(?:before )?{_CLOCK},? {_ON}(?:{_NEXT}|{_SAME})?(?:{_DAY})",
        rf"(?:before )?(?:{_NEXT}|{_SAME})(?:{_DAY}),? (?:by |before |at )?{_CLOCK}",
        rf"(?:before )?(?!\d+$){_CLOCK}(?<!\dh)(?<! h)",
    )
)
_SHORT = {
    "nbd": ("next business",),
    "cob nbd": ("next business",), "1 nbd": ("next business",), "t+1": ("next business",),
    "cob": ("business",), "eob": ("business",), "close of business": ("business",),
    "end of business": ("business",), "eobd": ("business",), "sbd": ("business",),
    "j+1": ("next business", "next calendar"), "d+1": ("next business", "next calendar"),
    "lendemain": ("next calendar",), "le lendemain": ("next calendar",),
    "jour ouvrable suivant": ("next business",), "prochain jour ouvrable": ("next business",),
    "j+1 ouvré": ("next business",), "j+1 ouvrable": ("next business",),
    "jour suivant": ("next calendar",), "dans la journée": ("business", "calendar"),
    "fin de journée": ("business", "calendar"), "fin de la journée": ("business", "calendar"),
    "fin de la journée ouvrée": ("business",),
    "le jour même": ("calendar",), "jour même": ("calendar",),
    "bis geschäftsschluss": ("business",), "geschäftsschluss": ("business",),
    "tagesende": ("business", "calendar"), "taggleich": ("calendar",),
    "tagesgleich": ("calendar",), "am gleichen tag": ("calendar",),
    "noch am selben tag": ("calendar",), "selber tag": ("calendar",),
    "am selben arbeitstag": ("business",), "am selben werktag": ("business",),
    "am folgetag": ("next calendar",), "folgetag": ("next calendar",),
    "nächsten werktag": ("next business",), "nächsten arbeitstag": ("next business",),
    "folgender werktag": ("next business",), "folgender arbeitstag": ("next business",),
    "mismo día": ("calendar",), "el mismo día": ("calendar",),
    "eod": ("business", "calendar"), "end of day": ("business", "calendar"),
    "eonbd": ("next business",), "nächster werktag": ("next business",),
    "nächster arbeitstag": ("next business",), "am nächsten werktag": ("next business",),
    "am nächsten arbeitstag": ("next business",), "am selben tag": ("calendar",),
    "siguiente día hábil": ("next business",), "día hábil siguiente": ("next business",),
    "jour ouvré suivant": ("next business",), "prochain jour ouvré": ("next business",),
    "giorno lavorativo successivo": ("next business",), "次の営業日": ("next business",),
    "翌営業日": ("next business",), "下一个工作日": ("next business",),
}  # fmt: skip
_IN_FULL = {"cob": "end of", "eod": "end of", "eob": "end of", "nbd": "next business day"}
_SHORTENED = Pattern(
    r"\b(?:cob|eod|eob)(?= (?:of )?(?:on )?(?:the )?(?:next|following|same|nbd))"
    r"|\bnbd(?= (?:by |before |at )?\d)|(?<=cob )nbd\b|(?<=eod )nbd\b"
    r"|(?<=:\d\d )nbd\b",
    re.IGNORECASE,
)
_NOON = {"noon": "12:00", "midday": "12:00", "midnight": "24:00"}


_BEFORE_IN_FRENCH = r"(?:au plus tard )?(?:avant|à) (?:le )?"
_IN_ENGLISH = tuple(
    (Pattern(pattern), words)
    for pattern, words in (
        (r"\b(?:(?:bis|spätestens|um|vor)(?: zum)? )+(?=\d)", "by "),
        (r"([:.]\d\d) uhr\b", r"\1"),
        (r"\b((?:by|before|until) \d{1,2}[:.]\d\d) ?h(?:rs|ours)?\b", r"\1"),
        (r"(?<![:.\d])(\d{1,2}) uhr\b", r"\1:00"),
        (r"(\d) (?:am|des) (?=\D)", r"\1 on "),
        (
            r"\b(?:am |des |zum |den )?(?:darauf)?(?:nächste[nrs]?|folgende[nrs]?) (?:werk"
            r"|arbeits)tag(?:e?s)?\b",
            "next business day",
        ),
        (
            r"\b(?:am |des )?(?:folgetag(?:e?s)?|(?:darauf)?(?:nächste"
            r"|folgende)[nr] tag(?:e?s)?)\b",
            "next day",
        ),
        (
            r"\b(?:am |des )?(?:(?:de[nsr])?selbe[nrs]?|gleiche[nrs]?) (?:werk"
            r"|arbeits)tag(?:e?s)?\b",
            "same business day",
        ),
        (
            r"\b(?:am |des )?(?:(?:de[nsr])?selbe[nr]? tag(?:e?s)?|gleiche[nr]? tag(?:e?s)?"
            r"|tag der (?:störungs)?meldung)\b",
            "same day",
        ),
        (r"\b(?:bis |zum |am )*ende des (?:werk|arbeits)tag(?:e?s)?\b", "end of business day"),
        (r"\b(?:bis |zum |am )*(?:dienst|betriebs|geschäfts|büro)schluss\b", "close of business"),
        (r"^noch (?=am )", ""),
        # In French 4 h is also a length: a time of day is one within working hours, or with minutes
        (rf"\b{_BEFORE_IN_FRENCH}(\d{{1,2}}) ?(?:h|heures?) ?([0-5]\d)(?: min)?\b", r"by \1:\2"),
        (rf"\b{_BEFORE_IN_FRENCH}([6-9]|1\d|2[0-2]) ?(?:h|heures?)(?!\w)", r"by \1:00"),
        (rf"\b{_BEFORE_IN_FRENCH}midi\b", "by 12:00"),
        (rf"\b{_BEFORE_IN_FRENCH}minuit\b", "by midnight"),
        (
            r"\b(?:le |du |au )?(?:(?:jour|lendemain) ouvr(?:é|able)(?: suivant)?(?<!jour ouvré)"
            r"(?<!jour ouvrable)|prochain jour ouvr(?:é|able))\b",
            "next business day",
        ),
        (r"\b(?:le |du )?(?:même jour|jour même)\b", "same day"),
        (r"\b(?:(?:le |du )?lendemain|(?:le |du )jour suivant)\b", "next calendar day"),
        (r"\b(?:(?:avant la|en|à la) )?fin (?:du|de la|de) (?=next|same)", "end of "),
        (r"\b(?:bis |zum |am )*ende (?=next|same)", "end of "),
        (r"^j ?\+ ?1 (?=\w)", "next "),
        (r"^by midnight$", "end of calendar day"),
        (r"^(?:by )?tomorrow$", "next calendar day"),
        (r"^(?:by |before )?tomorrow,? (?:by |at |before )?(?=\d)", "next calendar day "),
        (r"\bclose of play\b", "close of business"),
        (r"^(?:noch|innerhalb|im laufe) (?=same )", ""),
        (
            r"\b(?:bis )?(?:zum )?ende der (?:service|büro|geschäfts|betriebs|arbeits)zeit(?:en)?$",
            "end of business day",
        ),
        (r"\b(?:le )?jour ouvr(?:é|able) même\b", "same business day"),
        (r"^(?:by )?(?:cob|eob) ?\+ ?1$", "end of next business day"),
        (r"^(?:by )?eod ?\+ ?1$", "end of next day"),
    )
)


_ZONE = Pattern(
    rf"(?P<clock>{_CLOCK})[\s,(]+(?P<zone>(?:UTC|GMT)(?: ?[+-] ?\d{{1,2}})?|CET/CEST|GMT/BST"
    r"|MEZ/MESZ|(?:E|P|C|M)[SD]?T(?:/(?:E|P|C|M)DT)?|CES?T|MES?Z|[BIJ]ST|EES?T|WES?T|SGT|HKT"
    r"|AE[SD]T"
    r"|(?!any |same |down|up)[a-z]+(?: standard)? time|ortszeit"
    r"|(?:deutsche|lokale|mitteleuropäische)r? zeit|heure (?:locale|de [a-z]+))\)?(?=$|[ ,])",
    re.IGNORECASE,
)


def without_zone(text: str) -> tuple[str, str]:
    """Return a text without the time zone behind a time of day, and that: `by 17:00 CET`."""
    zone = _ZONE.search(text)
    if not zone:
        return text, ""
    return f"{text[: zone.end('clock')]}{text[zone.end() :]}", zone["zone"]


def deadlines(text: str) -> tuple[str, ...]:
    """Return a deadline as it is read, in each reading: `NBD` is `by end of next business day`.

    Days of which nothing says whether all of them count are both kinds of day.
    """
    words = re.sub(r"\b12(?:[:.]00)? (?=noon\b|midday\b)", "", clean(text), flags=re.IGNORECASE)
    timed = re.sub(r"\b(noon|midday)\b", lambda m: _NOON[m[1].lower()], words, flags=re.IGNORECASE)
    low = _SHORTENED.sub(lambda m: _IN_FULL[m[0].lower()], timed).lower()
    low = re.sub(r"(?<=[a-z])-(?=business|working|calendar|day)", " ", low)
    bare = re.sub(
        r"^(?:(?:within|by|before|until|on|bis|spätestens|zum|ende des|am|the"
        r"|au plus tard|avant|en|le|la) )+",
        "",
        low,
    )
    bare = re.sub(r"(?<=(?:werk|eits)tag)e?s$", "", bare)
    for form in (low, bare):
        if form in _SHORT:
            return tuple(f"by end of {kind} day" for kind in _SHORT[form])
    for pattern in _PATTERNS:
        match = pattern.fullmatch(low)
        if match:
            return tuple(_written(match))
    english = low
    for german, meant in _IN_ENGLISH:
        english = german.sub(meant, english)
    if english != low:
        return deadlines(english)
    twice = re.fullmatch(r"(?P<words>[^()]+) \((?P<short>[^()]+)\)", low)
    if twice and deadlines(twice["words"]) == deadlines(twice["short"]):
        return deadlines(twice["words"])
    return ()


def _written(match: re.Match[str]) -> list[str]:
    found = match.groupdict()
    time = _time(found)
    if found.get("hour") and not time:
        return []
    is_bare = "day" not in found and "business" not in found
    following = "next " if found.get("next") else ""
    moment = time or "end of"
    if found.get("business"):
        return [f"by {moment} {following}business day"]
    if found.get("calendar"):
        return [f"by {moment} {following}calendar day"]
    if is_bare:
        return [f"by {moment} calendar day", f"by {moment} next business day"] if time else []
    return [f"by {moment} {following}{kind} day" for kind in ("business", "calendar")]


def _time(found: dict[str, str | None]) -> str:
    """Return a time of the 24-hour clock; nothing for a bare number, which may be anything."""
    hour, minute, half = found.get("hour"), found.get("minute"), found.get("half")
    if not hour or not (minute or half):
        return ""
    number = int(hour)
    if half and half[0] in "ap" and half != "h":
        if not 1 <= number <= 12:
            return ""
        number = number % 12 + (12 if half[0] == "p" else 0)
    return f"{number:02}:{minute or '00'}" if number < 24 else ""


_ORDINAL = (
    r"(?:\d{1,2}(?:st|nd|rd|th|er|\.|ten)|first|second|third|fourth|fifth|sixth|seventh|eighth"
    r"|ninth|tenth|last|ersten|zweiten|dritten|vierten|fünften|letzten|premier|dernier)"
)
_A_DAY = (
    r"(?:business|working|work|calendar|bank)?[ -]?days?|werktag\w*|arbeitstag\w*|tag(?:e?s)?"
    r"|bankarbeitstag\w*|jours?(?: ouvr\w+)?"
)
_PERIOD = r"(?:month|quarter|year|monat|quartal|jahr|folgemonat|mois|trimestre|année)\w*"
_BY_DATE = Pattern(
    rf"\b(?:the|am|zum|den|dem|le|on|by|bis) {_ORDINAL}(?! (?:{_A_DAY}) after)"
    rf"|{_ORDINAL} (?:{_A_DAY})\b"
    rf"|(?:{_A_DAY}) \d{{1,2}}\b"
    rf"|(?:end|close|ende|fin) (?:of|des|der|du|de la|de l') ?(?:\w+ )?{_PERIOD}"
    rf"|\b(?:monats|quartals|jahres)ende|\bultimo\b"
    r"|\b(?:by|on|until|before|every|each|bis|am|jeden|chaque|le) (?:next |nächsten )?(?:mon|tues"
    r"|wednes|thurs|fri|satur|sun)day\b"
    r"|\b(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)s?\b"
    r"|\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b",
    re.IGNORECASE,
)


def is_by_date(text: str) -> bool:
    """Tell whether a deadline names a day of a week, a month or a longer period.

    Deadlines here run from an event to the same day or the next one.
    """
    return _BY_DATE.search(clean(text)) is not None
