"""Other spellings of hours of the week, each with the one that is read.

Each function returns what to write instead of a text, or nothing where it cannot tell.
"""

from __future__ import annotations

import re

from sla_catalog.model.notations import day_spans
from sla_catalog.model.notations.closed_days import ClosedDays, closed_days
from sla_catalog.model.notations.plain_hours import is_round_the_clock, plainer
from sla_catalog.model.notations.weekdays import (
    IN_ORDER,
    RANGES,
    TO,
    days_of,
    runs,
    weekday,
    weekdays,
)
from sla_catalog.patterns import Pattern

LONGEST_HOURS = 200  # a longer text is no list of hours, and searching it takes time
_CLOCK = r"(?:[01]?\d|2[0-4])(?:[:.h]?[0-5]\d)?\s?(?:am|pm|h|uhr)?"
_NAMED = rf"(?P<range>{'|'.join(RANGES)})|(?P<first>[a-z]+)\.?(?:{TO}(?P<last>[a-z]+)\.?)?"
_SPAN = Pattern(
    rf"(?:{_NAMED})[\s,:]*(?:from |von |de )?(?P<start>{_CLOCK}){TO}(?P<end>{_CLOCK})(?!\d)"
)
_ALL_DAY = (
    r"(?:24 ?h(?:ours?)?(?:/24)?|24 stunden|a?round the clock|always(?: on| open| available)?"
    r"|(?:ganzjährig )?rund um die uhr|immer|permanente?|all day(?: long)?|ganztägig|ganztags"
    r"|toute la journée"
    r"|24 ?[x×/*] ?7(?: ?[x×/*] ?36[56])?|7 ?[x×/*] ?24(?: ?[x×/*] ?36[56])?)(?: support| service"
    r"| basis)?"
    r"(?:,? (?:(?:a|per|each|every|am|pro|jeden) (?:day|tag)|täglich|daily))?"
)
_ALL_WEEK = (
    r"(?:[\s,/(]+(?:(?:7|seven|sieben)(?: (?:days?|tagen?)(?: (?:a|per|the|in der|die|pro) "
    r"(?:week|woche))?)?|36[56] (?:days|tagen?)(?: (?:a|per|im|pro) (?:year|jahr))?|every day"
    r"|(?:all|the whole) (?:week|year)(?: round)?|das ganze jahr|ganzjährig|jeden tag|7 ?d"
    r"|7 tage)\)?)*"
)
_FRENCH_DAY = r"24 ?h(?:eures)? ?(?:/|sur) ?(?:24|7 ?j)"
_FRENCH_WEEK = r"7 ?j(?:ours)? ?(?:/|sur) ?7"
_ROUND_THE_CLOCK = Pattern(
    rf"{_ALL_DAY}{_ALL_WEEK}|{_FRENCH_DAY}(?:,? (?:et )?{_FRENCH_WEEK})?"
    rf"|{_FRENCH_WEEK},? (?:et )?{_FRENCH_DAY}"
)
_OVER_NIGHT = Pattern(
    r"(?P<first>[a-z]+)\.?[\s,]*(?:from |von "
    rf"|de )?(?P<start>{_CLOCK}){TO}(?P<last>[a-z]+)\.?[\s,]*(?P<end>{_CLOCK})"
)
_NAMED_HOURS = (
    r"(?:(?:normal|regular|extended|standard|core|premium|office|business|service|support|opening"
    r"|working|operating|übliche|erweiterte|normale|reguläre) )*(?:hours|support|coverage|times?)"
    r"|extended|standard|core|premium"
    r"|(?:geschäfts|büro|service|betriebs|arbeits|öffnungs|support|kern|rahmen)zeit(?:en)?"
    r"|heures (?:ouvrées|d'ouverture|de bureau)|horaires"
)
_FRENCH = (
    (Pattern(r"\b([ap])\.\s?m\b\.?"), r"\1m"),  # not French, and read in the same way
    (Pattern(r"\b(?:du|von) (?=[a-zé]+ (?:au|bis) )"), ""),
    (Pattern(r"(?<=[a-z.]) (?:au|à) (?=[a-z])|(?<=[\dh]) à (?=\d)"), "-"),
    (Pattern(r"\b7 ?j(?:ours)? ?(?:/|sur) ?7\b(?!,? (?:et )?24 ?h)"), "daily"),
    (
        Pattern(
            r"\b(?:between|zwischen|entre) (?P<one>[\d:.]+ ?(?:am|pm|h|uhr)?) (?:and|und"
            r"|et) (?=\d)"
        ),
        r"\g<one>-",
    ),
    (Pattern(r"^an werktagen\b"), "werktags"),
    (Pattern(r"^wochentags\b"), "mon-fri"),
    (Pattern(r"^tägl\.? "), "täglich "),
    (
        Pattern(
            r"^(?:7|seven|sieben|all) (?:days|tage)(?: (?:a|per|the|in der|die|pro) (?:week"
            r"|woche))?"
            r"[\s,]+(?=\d?\d[^\d ])(?!24 ?h)"
        ),
        "daily ",
    ),
    (Pattern(rf"^({_CLOCK}{TO}{_CLOCK})[\s,]*\(([^()\d]+)\)$"), r"\2 \1"),
    (Pattern(r"(?<=[\d.rm]) \((?:werktags|weekdays|business days|wochentags)\)$"), ""),
    (Pattern(rf"^(?:{_NAMED_HOURS})[\s:(]+(?=[^\s(][^()]*\)?$)"), ""),
    (Pattern(r"^(?=[^(]*\)$)(.*)\)$"), r"\1"),
    (
        Pattern(rf"^\d{{1,2}} ?[x×*] ?(?P<days>[567])[\s(:]+(?P<times>{_CLOCK}{TO}{_CLOCK})\)?$"),
        r"\g<days> days \g<times>",
    ),
    (
        Pattern(rf"^(?P<days>[567]) ?[x×*] ?\d{{1,2}}[\s(:]+(?P<times>{_CLOCK}{TO}{_CLOCK})\)?$"),
        r"\g<days> days \g<times>",
    ),
    (Pattern(r"^5 (?:days|tage|jours)[\s,]+(?=\d)"), "mon-fri "),
    (Pattern(r"^6 (?:days|tage|jours)[\s,]+(?=\d)"), "mon-sat "),
    (Pattern(r"^7 ?/ ?7[\s,]+(?=\d?\d[:.h])"), "daily "),
    (
        Pattern(
            r"^(?:werktags|weekdays|wochentags"
            r"|business days)[\s,:(]+(mo[a-z]*\.? ?- ?(?:fr|sa)[a-z]*\.?)\)?"
        ),
        r"\1",
    ),
    (Pattern(r"^7 days (?=\d)"), "daily "),
    (Pattern(r"^(?:daily|7 tage (?:die|pro|in der) woche),? 24 ?(?:h|stunden)$"), "24x7"),
)
_TIMES_FIRST = Pattern(
    rf"(?:from |von |de )?(?P<times>{_CLOCK}{TO}{_CLOCK})[\s,]+(?:on |an |am |le )?"
    r"(?P<days>[^\d]+)"
)
_SEVERAL_TIMES = Pattern(
    rf"(?P<days>(?:{_NAMED})[\s,:]*)(?:from |von |de )?(?P<one>{_CLOCK}{TO}{_CLOCK})"
    rf"\s*(?:,|;|&|\+|/|\band\b|\bund\b|\bet\b)\s*"
    rf"(?:from |von |de )?(?P<other>{_CLOCK}{TO}{_CLOCK})"
)
_SEVERAL_DAYS = Pattern(
    r"(?<![a-zäöü-])(?P<days>[a-z]+\.?(?:\s*(?:,|&|/|\+|\band\b|\bund\b|\bet\b)\s*[a-z]+\.?)+)[\s:]+"
    rf"(?:from |von |de )?(?P<times>{_CLOCK}{TO}{_CLOCK})"
)
_ALL_DAY_ON = Pattern(rf"{_ALL_DAY}[\s,:(]+(?:on |an |am |from |von )?(?P<days>[^\d()]+)\)?")
_ALL_DAY_AFTER = Pattern(rf"(?P<days>[a-z][a-z.\s–—-]*?)[\s,:(]+{_ALL_DAY}\)?")
_ALL_DAY_BUT = Pattern(
    rf"{_ALL_DAY}[\s,(]+(?:excluding|except(?: for)?|excl\.?|without|but not|not|ohne|außer|nicht)"
    r"(?: on| an| am)? (?P<days>[^\d()]+)\)?"
)
_OF_ANY_DAY = Pattern(rf"(?:from |von )?(?P<start>{_CLOCK}){TO}(?P<end>{_CLOCK})")
_ZONE = Pattern(
    r"[\s,(]+(?:(?:gmt|bst|e[sd]?t|p[sd]?t|cet|cest|mez|mesz)/(?:gmt|bst|e[sd]t|p[sd]t|pt|cet"
    r"|cest|mesz)"
    r"|eastern|pacific|central|mountain|ist|jst|sgt|aest|aedt"
    r"|cet|cest|mez|mesz|utc|gmt|bst|[ecmp]s?t|[ecmp][sd]t|ortszeit"
    r"|(?:utc|gmt) ?[+-] ?\d{1,2}(?::?\d\d)?|cet/cest|mez/mesz|[a-z]{4,}/[a-z_]{3,}"
    r"|(?:local|uk|us|german|berlin|london|paris|eastern|central|pacific|mountain|central european"
    r"|eastern european) (?:standard )?time|(?:deutscher|mitteleuropäischer|lokaler) zeit"
    r"|heure (?:de paris|locale|française))\)?(?=$|[,;]\s|\s(?:on |an |am |[(]|\d days|weekdays"
    r"|working|business|daily|mon|tue|wed|thu|fri|sat|sun|werktags|täglich|mo\b|lundi|du ))"
)
_HOLIDAYS = Pattern(
    r"[\s,(]+(?:(?:excluding|except(?: for| on)?|excl\.?|without|not(?: on)?|ohne|außer(?: an)?"
    r"|nicht(?: an)?|ausgenommen|sauf|hors) "
    r"(?:(?!and |und |or |oder )\w+ ){0,2}?(?:holidays|feiertage?[ns]?|jours fériés|fériés)"
    r"|(?:holidays|feiertage?[ns]?|jours fériés) (?:excluded|excepted|ausgenommen|exclus))"
    r"(?: (?:in|of|von|de|en|des|im|kanton|canton|land|bundesland) [\w .&-]+)?\)?$"
)
_TOLD_OF_HOLIDAYS = "; holidays are left out by a calendar that lists them"
_ELSEWHERE = {
    _ZONE: "; the time zone is stated by duration: {timezone: …}",
    _HOLIDAYS: _TOLD_OF_HOLIDAYS,
}


def hours(text: str) -> str:
    """Return hours of the week as they are read: `Mo-Fr 8-18` is `Mon-Fri 08:00-18:00`."""
    words = " ".join(text.lower().split())
    if len(words) > LONGEST_HOURS:
        return ""
    closed = closed_days(words)
    if closed and (found := _without(hours(closed.words), closed)):
        return found
    if is_round_the_clock(words):
        return "24x7"
    words = plainer(words)
    for pattern, english in _FRENCH:
        words = pattern.sub(english, words)
    words = _in_our_order(words)
    if _ROUND_THE_CLOCK.fullmatch(words):
        return "24x7"
    for rest, told in _ELSEWHERE.items():
        found = hours(rest.sub("", words)) if rest.search(words) else ""
        if found:
            return f"{found}{told}"
    if found := _all_day_but(words) or _over_night(words):
        return found
    of_any_day = _OF_ANY_DAY.fullmatch(words.removeprefix("werktags "))
    if of_any_day:
        span = _between(of_any_day)
        longer = "Mon-Sat" if words.startswith("werktags") else "Mon-Sun"
        return f"Mon-Fri {span} or {longer} {span}" if span else ""
    spans = [_span(match) for match in _SPAN.finditer(words)]
    between = _SPAN.sub("", words)
    if not spans or not all(spans) or re.sub(r"and|und|[\s,;&+]", "", between):
        return ""
    return " or ".join(day_spans.meanings(", ".join(spans)))


def _without(found: str, closed: ClosedDays) -> str:
    """Return hours, in each of their meanings, without the days on which there are none."""
    written, _, told = found.partition(";")
    open_days = [day_spans.without(one, closed.days) for one in written.split(" or ") if one]
    if not open_days or not all(open_days):
        return ""
    beside = _TOLD_OF_HOLIDAYS if closed.has_holidays and _TOLD_OF_HOLIDAYS not in found else ""
    return f"{' or '.join(open_days)}{f';{told}' if told else ''}{beside}"


_WITHOUT_TIMES = Pattern(
    r"[0-9]{1,2} ?[x×/] ?(?:[0-9]|1[0-9])|follow(?:s|ing)?[ -]the[ -]sun(?: (?:support|model))?"
    r"|extended (?:business |support |office )?hours|erweiterte \w*zeit(?:en)?"
    r"|(?:(?:during|within|in) )?(?:the |our )?(?:normal |regular |standard |usual |local )?"
    r"(?:business|office|working|service|support|operating|opening) hours"
    r"|(?:(?:zu|in|während|innerhalb) (?:den |der |unserer )?)?"
    r"(?:üblichen? |normalen? |regulären? )?(?:geschäfts|büro|service|betriebs|arbeits)zeit(?:en)?"
    r"|heures (?:ouvrées|de bureau)",
    re.IGNORECASE,
)


def without_times(text: str) -> str:
    """Return what to do about hours that are named and not stated, such as `8x5`, or nothing."""
    if not _WITHOUT_TIMES.fullmatch(text.strip()):
        return ""
    return (
        "leave the hours out, and quote the words in `note`; or state them, where the source "
        "does: Mon-Fri 09:00-17:00"
    )


_HOLIDAY = Pattern(r"(?:\w+ ){0,2}(?:holidays|feiertage[n]?)")


def _all_day_but(words: str) -> str:
    """Return the days of a text such as `24x7 except Sundays` or `24 h, Mon-Fri`, all day."""
    without, only = _ALL_DAY_BUT.fullmatch(words), _ALL_DAY_ON.fullmatch(words)
    only = only or _ALL_DAY_AFTER.fullmatch(words)
    match = without or only
    if not match:
        return ""
    parts = [part.strip() for part in re.split(r",|&|\band\b|\bund\b", match["days"])]
    holidays = [part for part in parts if _HOLIDAY.fullmatch(part)] if without else []
    named = [days_of(part) for part in parts if part not in holidays]
    if not named or not all(named):
        return ""
    days = {day for some in named for day in some}
    whole = runs([day for day in range(7) if (day in days) is bool(only and not without)])
    told = _TOLD_OF_HOLIDAYS if holidays else ""
    return ", ".join(f"{run} 00:00-24:00" for run in whole) + told if whole else ""


def _in_our_order(words: str) -> str:
    """Write days before their times, and each time with its days: `9-12, 13-17` has two."""
    first = _TIMES_FIRST.fullmatch(words)
    if first and (weekdays(first["days"].strip()) or first["days"].strip() in RANGES):
        words = f"{first['days'].strip()} {first['times']}"
    words = _SEVERAL_DAYS.sub(_each_day, words)
    return _SEVERAL_TIMES.sub(
        lambda m: f"{m['days']} {m['one']}, {m['days']} {_after(m['one'], m['other'])}", words
    )


def _each_day(several: re.Match[str]) -> str:
    """Write the times of several days beside each of them, where all are days."""
    days = re.split(r"\s*(?:,|&|/|\+|\band\b|\bund\b|\bet\b)\s*", several["days"])
    if not all(weekday(day.rstrip(".")) for day in days):
        return several[0]
    return ", ".join(f"{day} {several['times']}" for day in days)


_OF_HALF_DAY = Pattern(
    r"(?P<start>[1-9]|1[0-2])(?P<at>[:.]\d\d)?" + TO + r"(?P<end>[1-9]|1[0-2])(?P<to>[:.]\d\d)?"
)


def _after(one: str, other: str) -> str:
    """Return times of the 12-hour clock as those of the afternoon where they follow on others."""
    first, second = _OF_HALF_DAY.fullmatch(one), _OF_HALF_DAY.fullmatch(other)
    if not first or not second or int(second["start"]) >= int(first["start"]):
        return other
    ends = ((second["start"], second["at"]), (second["end"], second["to"]))
    return "-".join(f"{int(hour) % 12 + 12}{minutes or ''}" for hour, minutes in ends)


def _over_night(words: str) -> str:
    """Return hours that end on the next day: `Sat 22:00 - Sun 06:00` is `Sat 22:00-06:00`."""
    match = _OVER_NIGHT.fullmatch(words)
    named = [weekday(match[day]) for day in ("first", "last")] if match else []
    if not match or not all(named):
        return ""
    start, end = _clock(match["start"]), _clock(match["end"])
    days = [IN_ORDER.index(day) for day in named]
    if (start, end) == ("00:00", "24:00"):
        return f"{named[0]}-{named[1]} {start}-{end}"
    gap = (days[1] - days[0]) % 7
    if gap == 1 and "" < end < start:
        return f"{named[0]} {start}-{end}"
    if not start or not end or not gap or (end > "12:00" and gap != 1 and start < end):
        return ""  # each of these days may have these hours
    between = [(days[0] + place) % 7 for place in range(1, gap)]
    whole = [f"{IN_ORDER[day]} 00:00-24:00" for day in between]
    return ", ".join([f"{named[0]} {start}-24:00", *whole, f"{named[1]} 00:00-{end}"])


_ORDINALS = {
    word: ordinal
    for ordinal, words in {
        "first": "first 1st 1. erste ersten erster premier 1er",
        "second": "second 2nd 2. zweite zweiten zweiter deuxième",
        "third": "third 3rd 3. dritte dritten dritter troisième",
        "fourth": "fourth 4th 4. vierte vierten vierter quatrième",
        "last": "last letzte letzten letzter dernier",
        "": "fifth 5th 5. fünfte fünften fünfter",
    }.items()
    for word in words.split()
}  # fmt: skip
_OF_LONGER = Pattern(r"\b(?:quarter|quartals?|trimestre|year|jahre?s?|an|année)\b")
_OF_MONTH = Pattern(
    r"(?P<lead>(?:(?:on|every|each|the|am|an|jeden|jedem|jeder|der|den|le|chaque"
    r"|monthly|monatlich|monthly:|monatlich:),? )*)"
    rf"(?P<ordinal>{'|'.join(map(re.escape, _ORDINALS))}) (?P<day>[a-z]+)"
    r"(?P<month>,? (?:(?:of|in|per|a|im|des|pro|jedes|jeden|each|every) ?"
    r"(?:the|each|every|a|eines|jeden)? ?)?"
    r"(?:months?|monats?|(?:du |de chaque |par )?mois))?(?P<rest>[ ,:].*)?"
)


def day_of_month(text: str) -> str | None:
    """Return what to write for a weekday of each month: `2nd Saturday 8-12` is read as `second`.

    None where no such day is named; an example where the hours of one are not understood, and
    nothing for a fifth one.
    """
    words = " ".join(text.lower().split()).replace("patch tuesday", "second tuesday")
    match = _OF_MONTH.fullmatch(words) if len(words) <= LONGEST_HOURS else None
    if not match or not weekday(match["day"]):
        return None
    if not _ORDINALS[match["ordinal"]]:
        return ""  # not every month has five
    rest = (match["rest"] or "").strip(" ,:")
    longer = _OF_LONGER.search(rest)
    if longer:  # which month of a quarter it is, no recurrence says
        every = "every 3 months" if longer[0][0] in "qt" else "every year"
        return f"{every}; which day it is goes into `text`"
    span = hours(f"{match['day']} {rest}")
    if not span or "," in span:
        return f"such as {_ORDINALS[match['ordinal']]} {weekday(match['day'])} 08:00-12:00"
    return f"{_ORDINALS[match['ordinal']]} {span}"


def _span(match: re.Match[str]) -> str:
    first = RANGES.get(match["range"] or "") or weekday(match["first"])
    last = weekday(match["last"]) if match["last"] else ""
    between = _between(match)
    if not first or not between or (match["last"] and not last):
        return ""
    days = f"{first}-{last}" if last else first
    return f"{days} {between}"


def _between(match: re.Match[str]) -> str:
    """Return both times; `9-5` ends in the afternoon, and `9-9` in the evening."""
    start, end = _clock(match["start"]), _clock(match["end"])
    first, last = match["start"].strip(), match["end"].strip()
    half = re.search(r"[ap]m$", last)
    if half and first.isdigit() and int(first) < int(re.match(r"\d+", last)[0]) < 12:  # type: ignore[index]
        start = _clock(first + half[0])
    is_bare = first.isdigit() and last.isdigit() and int(first) <= 12
    if is_bare and end <= start:
        end = _clock(f"{last}pm")
    return f"{start}-{end}" if start and end and start != end else ""


def _clock(text: str) -> str:
    match = re.fullmatch(r"(\d{1,2})[:.h]?(\d\d)?\s?(am|pm|h|uhr)?", text.strip())
    if not match:
        return ""
    hour, half = int(match[1]), match[3]
    if half in {"am", "pm"}:
        hour = hour % 12 + (12 if half == "pm" else 0)
    text = f"{hour:02}:{match[2] or '00'}"
    return text if text <= "24:00" else ""
