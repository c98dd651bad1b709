"""Hours in which a time runs, as they are named beside it: `Mon-Fri 9-17`, `24/7`."""

from __future__ import annotations

import re

from sla_catalog.model.notations import days, lengths
from sla_catalog.model.notations.remainder import Remainder
from sla_catalog.model.notations.weekdays import weekdays
from sla_catalog.patterns import Pattern

ROUND_THE_CLOCK = Pattern(
    r"[\s(,;-]*(?:on a )?(?:24\s?[x×/*]\s?7|7\s?[x×/*]\s?24)(?:[x×/*]36[56])?"
    r"(?: basis| hours?| support)?\)?"
    r"|[\s(,;-]*(?:(?:a?round|all around) the clock|rund um die uhr|24 ?/ ?7 ?/ ?36[56])\)?"
    r"|[\s(,;-]*24 h(?:ours)?(?: a| 1|/| per) ?day(?:,? 7 days(?: a| 1|/| per) ?week)?\)?",
    re.IGNORECASE,
)  # fmt: skip

_DAY = r"(?:mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so|tu|we|th|su)[a-z]*\.?"

SPAN = Pattern(
    rf"[\s(,;]*(?:(?:during|in|within|(?<!\d )(?<!\d)(?:business|office|working) hours)[\s(:,]*)*"
    rf"(?P<span>{_DAY}\s?(?:-|to|through"
    rf"|bis)\s?{_DAY}[\s,:]*(?:from )?\d{{1,2}}(?:[:.]\d\d)?\s?(?:am|pm|h)?"
    r"\s?(?:-|to|until|bis)\s?\d{1,2}(?:[:.]\d\d)?\s?(?:am|pm|h|uhr)?)\)?",
    re.IGNORECASE,
)

IN_HOURS = Pattern(
    r"[\s(,;-]*(?:(?:during|in|within|of|per)\s+)?(?:the )?(?:normal |regular |local |standard )?"
    r"(?:business|working|office|support|service|bus\.?|operating|opening)[ -](?:hours|hrs|time)"
    r"(?: only)?\)?",
    re.IGNORECASE,
)

IN_HOURS_GERMAN = Pattern(
    r"[\s(,;]*(?:(?:in|während|innerhalb) der |(?<=[(,;] )|(?<=[(,;]))"
    r"(?:üblichen |normalen )?(?:geschäfts|büro|arbeits|service|betriebs"
    r"|bereitschafts)zeit(?:en)?\)?",
    re.IGNORECASE,
)


_OF_A_WEEK = Pattern(r"[\s(,;-]*(?<!\d)(?P<week>\d{1,2}\s?[x×/*]\s?[56])(?!\d)\)?(?: basis)?")
# Days on which a time runs, of which no times are said: all day.
_ON_DAYS = Pattern(
    rf"[\s(,;-]*(?:on |an )?(?P<days>{_DAY}\s?(?:-|to|through|bis)\s?{_DAY}"
    r"|weekdays|werktags|arbeitstags|on weekdays|(?<=on )(?:business|working) days"
    r"|(?:les )?jours ouvrés(?<=les jours ouvrés))(?! ?\d)\)?$",
    re.IGNORECASE,
)
_BUSINESS_ALONE = Pattern(r"(?:\s*[(,-]\s*|\s+)(?:business|working|biz|bh)\)?$", re.IGNORECASE)


def take_hours(words: str, rest: Remainder) -> str:
    """Take out the hours in which a time runs, and say working time where that is meant."""
    inner = Remainder("", words)
    span = inner.take(SPAN)
    if span:
        hours = days.hours(span["span"])
        if not hours:
            return words
        rest.beside["hours"] = hours
        if len(lengths.lengths_in(IN_HOURS.sub("", inner.after))) == 1:
            inner.take(IN_HOURS)
        return _working(inner.after)
    on = _ON_DAYS.search(words)
    if on and len(lengths.lengths_in(words[: on.start()])) == 1:
        run = weekdays(
            on["days"].lower().removeprefix("on ").removeprefix("an ").removeprefix("les ")
        )
        rest.beside["hours"] = f"{run or 'Mon-Sat'} 00:00-24:00"
        return _working(words[: on.start()])
    if inner.take(ROUND_THE_CLOCK):
        rest.beside["hours"] = "24x7"
        return inner.after
    week = inner.take(_OF_A_WEEK)
    if week:
        rest.beside["note"] = re.sub(r"\s", "", week["week"])
        return _working(inner.after.lstrip(" :,-"))
    if _BUSINESS_ALONE.search(words):
        return _working(_BUSINESS_ALONE.sub("", words))
    named = IN_HOURS.search(words)
    if named and lengths.lengths_in(words[: named.start()]):
        return _in_named_hours(words, named, rest)
    if named and not words[: named.start()].strip() and lengths.lengths_in(words[named.end() :]):
        return _working(words[named.end() :].lstrip(" :,"))
    if inner.take(IN_HOURS_GERMAN):
        return _working(inner.after)
    return words


def _in_named_hours(words: str, named: re.Match[str], rest: Remainder) -> str:
    """Make working time of `4 hours (business hours)`; note whose hours they are, or which."""
    lead = re.search(r"[,;(]\s*[a-zäöü ]*$", words[: named.start()], re.IGNORECASE)
    begin = lead.start() if lead else named.start()
    if lengths.lengths_in(words[named.end() :]):
        return words  # of two times, nobody knows which is meant
    whose = words[begin : named.start()].strip(" ,;(")
    if whose or re.search(r"\d", words[named.end() :]):
        rest.beside["note"] = words[begin:].strip(" ,;")
        return _working(words[:begin])
    return _working(f"{words[: named.start()]} {words[named.end() :]}".strip())


def _working(words: str) -> str:
    """Make working time of lengths in minutes and hours, and of days."""

    def change(match: re.Match[str]) -> str:
        text = lengths.length(match[0])
        number, _, unit = text.partition(" ")
        unit = {"min": "business minutes", "h": "business hours"}.get(unit, unit)
        unit = "business days" if unit in {"day", "days"} else unit
        return f"{number} {unit}"

    return lengths.AMOUNT.sub(change, words)
