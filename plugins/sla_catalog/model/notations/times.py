"""Lengths of time and what is said beside them: after what they run, or before which day."""

from __future__ import annotations

import re

from sla_catalog.model.notations import deadlines, intervals, lengths
from sla_catalog.model.notations.suggestions import Suggestion
from sla_catalog.patterns import Pattern

_BEFORE = Pattern(
    r"(?:(?:within|in|after|up to|at most|at least|no later than|not later than|no more than"
    r"|not more"
    r" than|not less than|no less than|no fewer than|less than|more than"
    r"|under|over|minimum(?: of)?|maximum(?: of)?|min\.?|max\.?"
    r"|innerhalb(?: von)?|binnen|mindestens|höchstens"
    r"|(?:mit )?(?:einer |die )?(?:kündigungs)?frist(?: von| beträgt)?|mit|avec|with|spätestens|bis"
    r"|mind\.?|(?:un |avec un )?préavis(?: de)?|dentro de|dans les?|entro"
    r"|notice(?: period)?(?: of)?"
    r"|for|every|the"
    r"|[<>]=?|[≤≥])[\s:]*)*",
    re.IGNORECASE,
)
_AFTER = Pattern(
    r"[,(]?\s*(?:after|following|of|from|since|as of|counted from|nach|ab"
    r"|seit)\s+(?P<event>[^()]+?)\)?",
    re.IGNORECASE,
)
_UNTIL = Pattern(
    r"(?:(?:before|until|till|by the end of|by end of|(?:the )?end of|(?:bis )?(?:zum )?ende (?:des"
    r"|der)|fin (?:du|de la))\s+|within (?=\w+ billing))"
    r"(?:[^\d]|\d{1,2}(?:st|nd|rd|th|\.) )+|\w+ billing cycles?",
    re.IGNORECASE,
)
# Notice is given before: that says nothing new of it. Of another time it says which way it runs.
_BEFOREHAND_FIRST = Pattern(
    r"(?:vorher|vorab|zuvor|davor|im voraus|beforehand|ahead(?: of time)?|in advance"
    r"|à l'avance|auparavant)(?:$|[\s,;]+)|(?:before|prior|avant|antes)(?:$|[,;]\s*)",
    re.IGNORECASE,
)
_NOTICE = Pattern(
    r"(?:in advance|notice|notice period|prior notice|frist|each|terms?|periods?|jeweils)?",
    re.IGNORECASE,
)
# By how long an agreement is renewed: what says only that it follows on a term before.
_FURTHER = Pattern(
    r"^(?:(?:um|for|by|jeweils|je|weitere[nrms]?|an?other|an? further|further|additional"
    r"|one additional|an additional|successive|consecutive|pour|par périodes? (?:de |d'))[\s:]*)+"
    r"|(?:[ -](?:each|terms?|periods?|jeweils|extensions?))+$",
    re.IGNORECASE,
)
_TO_ITSELF = Pattern(r"(?P<unit>month|year|quarter|week)[ -](?:to|by)[ -](?P=unit)", re.IGNORECASE)
_ON_A_DAY = Pattern(
    r"(?=.*[^\W\d_]|.*\.\d)"
    r"(?:(?:by|bis|until|before|spätestens|zum|au plus tard|jusqu'au|avant|le|am|on)[\s:]*)*"
    r"(?:(?:the |den |dem )?\d{1,2}(?:\.|st|nd|rd|th)? ?(?:of )?(?:\d{1,2}\.?|(?!mte"
    r"|mon)[a-zéûä]{3,})"
    r"|[a-z]{3,} \d{1,2}(?:st|nd|rd|th)?)(?: (?:of |in |eines |each |every |jeden |chaque ).*)?",
    re.IGNORECASE,
)
_TO_A_DAY = Pattern(r"(?:zum|bis|to|by|before|vor dem|au|until) (?:the )?\d", re.IGNORECASE)
_END_OF = Pattern(
    r"(?:(?:by|bis|until|zum|zu|am|on|at|to|the|jeweils|à la|fin|avant la) )*(?:ende?(?: of)?"
    r"|fin de"
    r"|(?:monats|quartals|halbjahres|jahres|vertrags)ende)(?: [^\W\d_]+){0,4}"
    r"|(?:zum|bis zum|jeweils zum) (?:monats|quartals|halbjahres|jahres|vertrags)(?:ende|schluss)",
    re.IGNORECASE,
)
_OF_TERMS = {"notice", "for", "initial", "cure", "transition"}


def times(text: str, key: str = "", *, is_elapsed: bool = False) -> tuple[Suggestion, ...]:
    """Return each reading of a length: `72 hours after the fault` is `72 h`, after the fault.

    Where only elapsed time is read, working time goes into a text.
    """
    words = lengths.prepared(text)
    if not words:
        return ()
    if key in _OF_TERMS and (of_terms := _of_terms(words, key)):
        return of_terms
    whole = lengths.readings(words)
    if whole:
        return tuple(_fitting(one, (), text, key, is_elapsed=is_elapsed) for one in whole)
    if not is_elapsed:
        ends = deadlines.deadlines(words)
        if ends:
            return tuple(Suggestion(one) for one in ends)
    if not is_elapsed and _UNTIL.fullmatch(words):
        return (Suggestion("", (("until", words),)),)
    found = lengths.lengths_in(words)
    if len(found) > 1 and re.fullmatch(r"\s*(?:to|before) the end of", _between(words, found)):
        found = found[:1]
    if len(found) != 1 or not _BEFORE.fullmatch(words[: found[0].start]):
        return ()
    rest = re.sub(r"^'?s?(?=\s|$)", "", words[found[0].end :]).strip(" ,;'")
    if key == "notice":
        rest = _BEFOREHAND_FIRST.sub("", rest)
    event = _AFTER.fullmatch(rest)
    if event and not re.search(r"\d", event["event"]):
        beside: tuple[tuple[str, str], ...] = (("after", event["event"].strip()),)
    elif _NOTICE.fullmatch(rest):
        beside = ()
    elif re.search(r"\d", rest) and not (key == "notice" and _TO_A_DAY.match(rest)):
        return ()
    else:
        beside = (("note" if key == "notice" else "text", rest.strip("()")),)
    return (_fitting(found[0].text, beside, text, key, is_elapsed=is_elapsed),)


def _of_terms(words: str, key: str) -> tuple[Suggestion, ...]:
    """Return how long a term or its notice is, where only those are written so."""
    minutes = re.fullmatch(r"(\d+) ?m", words)
    if minutes:  # nobody gives notice in minutes
        return (Suggestion(lengths.length(f"{minutes[1]} months")),)
    if key == "notice":
        is_day = _ON_A_DAY.fullmatch(words) and not lengths.lengths_in(words)
        is_end = _END_OF.fullmatch(words) is not None
        return (Suggestion("", (("text", f"Notice {words}"),)),) if is_day or is_end else ()
    if key != "for" or words.isdigit():
        return ()
    itself = _TO_ITSELF.fullmatch(words)
    core = itself["unit"] if itself else _FURTHER.sub("", words).strip()
    length = lengths.length(core) or intervals.interval(core).removeprefix("every ")
    if length and not re.match(r"\d", length):
        length = lengths.length(length)
    return (Suggestion(length),) if length and "business" not in length else ()


def _between(words: str, found: list[lengths.Found]) -> str:
    return words[found[0].end : found[1].start].rstrip()


def _fitting(
    value: str, beside: tuple[tuple[str, str], ...], text: str, key: str, *, is_elapsed: bool
) -> Suggestion:
    if is_elapsed and "business" in value:
        words = " ".join(text.split())
        return Suggestion("", (("text", f"Notice of {words}" if key == "notice" else words),))
    return Suggestion(value, beside)
