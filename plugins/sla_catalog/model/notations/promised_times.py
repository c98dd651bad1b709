"""Times that are promised, in other notations: `within 4 hours for 95 % of tickets`."""

from __future__ import annotations

import re
from decimal import Decimal

from sla_catalog.model.notations import deadlines, lengths
from sla_catalog.model.notations.hours import take_hours
from sla_catalog.model.notations.numerals import NUMBER, figure
from sla_catalog.model.notations.promised_shares import ratio_in_percent, take_share
from sla_catalog.model.notations.remainder import (
    ACTS,
    BEST_EFFORT,
    Remainder,
    effort,
    take_effort,
    take_limit,
    take_note,
)
from sla_catalog.model.notations.suggestions import Suggestion
from sla_catalog.patterns import Pattern

_START = Pattern(
    r"[\s(,;]*(?:after|from|of|following|nach|ab|counted from|starting from"
    r"|since)\s+(?!hours\b)(?:the |a "
    r"|an )?"
    r"(?P<start>[^\d,;()]+?)\)?$",
    re.IGNORECASE,
)

# On the second day, until a time of it: no deadline has both.
_BY_CLOCK = Pattern(
    r"[\s,(]*(?P<clock>(?:by|until|before|at|bis|vor|um|avant|à) (?:spätestens )?\d{1,2}"
    r"(?:[:.h ]{1,2}[0-5]\d)?(?: ?(?:am|pm|uhr|h|min))?)\)?",
    re.IGNORECASE,
)
_REVERSES = Pattern(
    r"\b(?:or|oder|not|unless|except|excluding|excl\.?|without|outside|out of|no|nicht|außer"
    r"|ohne|sin|sauf)\b",
    re.IGNORECASE,
)

# The second business day is two business days away.
_NTH = {
    **dict.fromkeys(("2nd", "second", "zweite", "zweiten", "übernächste", "übernächster"), 2),
    **dict.fromkeys(("übernächsten", "nbd+1", "t+2", "bd+2"), 2),
    **dict.fromkeys(("3rd", "third", "dritte", "dritten", "nbd+2", "t+3"), 3),
}
_ORDINAL = Pattern(
    r"(?:(?:by|on|until|bis|am|zum|the|end of) )*(?P<nth>nbd ?\+ ?[12]|t\+[23]|bd\+2"
    r"|(?:2 ?nd|second|3 ?rd|third|zweiten?|dritten?|übernächste[rn]?)"
    r"(?= (?:business|working) day$| (?:werk|arbeits)tag(?:e?s)?$))"
    r"(?: (?:business|working) day| (?:werk|arbeits)tag(?:e?s)?)?$",
    re.IGNORECASE,
)

# Contact centres write 80/20 for 80 % of calls answered within 20 seconds.
_SERVICE_LEVEL = Pattern(
    r"(?P<share>[5-9]\d|100) ?[/:] ?(?P<seconds>[1-9]\d{0,2})(?: ?(?:s|sec|secs|seconds|sek))?\.?",
    re.IGNORECASE,
)
_ANSWERED = {"response_time"}
_MAY_BE_NONE = {"rto", "rpo"}
_NOTHING = Pattern(
    r"zero|null|perte (?:de données )?nulle|keiner|keine|none lost|(?:zero|no) (?:data )?loss"
    r"|kein(?:erlei)? datenverlust"
    r"|ohne datenverlust"
    r"|no data (?:is )?lost|(?:aucune|zéro|nulle?|sans) perte(?: de données)?|nulle?|no downtime"
    r"|kein verlust"
    r"|verlustfrei|r[tp]o ?[=:]? ?(?:0|zero|null)",
    re.IGNORECASE,
)
_KEPT = {"retention"}  # what is deleted after 30 days at most is not kept for 30 days at least
# Support of hardware is sold as hours of a day, days of a week, and the hours until it comes.
_SUPPORT = Pattern(
    r"(?P<hours>24 ?[x×] ?7|\d{1,2} ?[x×] ?[567])(?:(?: ?[x×/] ?| )(?P<due>\d{1,2}(?= ?h?$)|nbd)"
    r"(?: ?h)?)",
    re.IGNORECASE,
)

_SAMPLED = Pattern(
    r"[ ,(]*(?:over|averaged over|per|in|für|über|sur) (?:any |an? |each |jeweils )?\d+[ -]?(?:s"
    r"|sec|min|minutes?"
    r"|minuten|h|hours?)(?: (?:windows?|intervals?|buckets?))?\)?$",
    re.IGNORECASE,
)
_NONE = Pattern(r"0|none|no|nil|keine?r?|aucune?", re.IGNORECASE)
_REMARKED = Pattern(r"(?P<none>[^()\d]+?|0)\s*\((?P<note>[^()]+)\)")
_LATER = Pattern(r"^j ?\+ ?([2-9]|\d\d) (?=ouvr)", re.IGNORECASE)
_ON_CONDITION = Pattern(
    r"(?P<due>.+?),? (?P<if>(?:if|when|where|provided|for (?:tickets|requests|calls|cases|orders"
    r"|incidents)"
    r"|sofern|wenn|falls|bei (?:meldung|eingang)|für (?:tickets|anfragen|meldungen)|si"
    r"|pour (?:les|toute)) .+)",
    re.IGNORECASE,
)
_DAYS_ON = Pattern(r"[jd] ?\+ ?([2-9]|[12]\d)", re.IGNORECASE)
_HOURS_LATER = Pattern(r"^(?:h|t0) ?\+ ?(\d+)(?: ?h(?:eures?)?)?$", re.IGNORECASE)
# Contracts in French divide the week into working hours and the others.
_OFFICE_HOURS = Pattern(r"\b(\d+) ?(?:h|heures?)? ?H\.?O\b")
_OTHER_HOURS = Pattern(r"\b(\d+) ?(?:h|heures?)? ?H\.?N\.?O\b")
_AFTER_THE_TERM = Pattern(
    r"(?:for |während |pendant |until |bis )?(?:the |der |die |das |la |le )?(?P<event>(?:(?:end"
    r"|ende|fin"
    r"|duration|term|life(?:time)?|dauer|durée|laufzeit)(?: (?:of|der|des|du|de la"
    r"|de) )?(?:the )?)?"
    r"(?:contract(?:ual)?(?: (?:term|end|duration))?|agreement|subscription|account|service|term"
    r"|vertrag\w*|laufzeit|vertrags(?:ende|laufzeit|dauer)|kündigung|termination|cancellation"
    r"|contrat|résiliation)) ?(?:\+|plus|and|und|et|zzgl\.?|zuzüglich) ?(?=\d)",
    re.IGNORECASE,
)
_LESS_THAN_ONE = Pattern(r"^sub-?(?P<unit>second|millisecond|minute|hour)\b", re.IGNORECASE)
_FIRST = Pattern(r"^(?:1 ?st|1\.|first) (?=[a-z])", re.IGNORECASE)
_DAYS_LATER = Pattern(
    r"^[tdj] ?\+ ?(?=\d+ ?(?:(?:\w+ )?days?|jours?(?: ouvr\w+)?|h|hours?|hrs?|min|minutes?|m)$)",
    re.IGNORECASE,
)

_CASE = (
    r"(?:p|prio|priority|priorität|s|sev|severity|level|tier|class|klasse|stufe) ?\d"
    r"|critical|urgent|high|medium|normal|low|major|minor|blocker|kritisch|hoch|mittel|niedrig"
    r"|critique|haute?|moyenne?|basse?|gold|silver|bronze|basic|standard|premium|enterprise"
)

# A severity or a plan before the time of that case: `P1: 15 min`, `Critical - 1 h`.
_LABEL = Pattern(r"(?P<label>[^\W\d_][\w ]*?)(?: ?: ?| - )(?=[<≤]?=? ?\d)")

# Hours or days in which an elapsed time runs would make working time of it.
_RUNS_IN = Pattern(
    r"\d ?(?:[:.h]\d\d|am|pm|h|uhr)?\s*(?:-|to|bis|à)\s*"
    r"\d{1,2} ?(?:[:.h]\d\d|am\b|pm\b|h\b|uhr\b)"
    r"|\b(?:(?:business|working|week)[ -]?days?|werktag\w*|arbeitstag\w*|jours? ouvr\w+)\b.*\d",
    re.IGNORECASE,
)

_ADDED = Pattern(r"(?:plus|minus|moins|less|abzüglich|zuzüglich|weniger)(?!\w)|\+", re.IGNORECASE)

_LOW_END = Pattern(
    rf"(?:(?:between|from|within|in) )*(?P<low>{NUMBER}) ?(?:-|to|or|bis|a|oder|and|und) ?",
    re.IGNORECASE,
)


def promised_times(words: str, activity: str, *, is_higher: bool) -> tuple[Suggestion, ...]:
    """Return each reading of a promised time; `activity` and `is_higher` are those of `targets`."""
    remarked = _REMARKED.fullmatch(words)
    if activity in _MAY_BE_NONE and remarked and _NONE.fullmatch(remarked["none"]):
        if _NOTHING.fullmatch(remarked["note"]):
            return (Suggestion("0 min"),)
        if remarked["none"].startswith("0"):
            return (Suggestion("0 min", (("note", remarked["note"]),)),)
    if activity in _MAY_BE_NONE and remarked and _NOTHING.fullmatch(remarked["none"]):
        return (Suggestion("0 min", (("note", remarked["note"]),)),)
    if activity in _MAY_BE_NONE and _NOTHING.fullmatch(words):
        return (Suggestion("0 min"),)
    words = re.sub(r"^(?P<act>r[tp]o)\s*=\s*(?=\d)", r"\g<act> ", words, flags=re.IGNORECASE)
    rest = Remainder("", words)
    _take_whole_effort(rest)
    if not rest.after.strip(" .,;:()-"):
        return (Suggestion("", tuple(rest.beside.items())),) if rest.beside else ()
    words = _HOURS_LATER.sub(r"\1 h", _LATER.sub(r"\1 jours ", rest.after.strip()))
    words = _OFFICE_HOURS.sub(r"\1 business hours", _OTHER_HOURS.sub(r"\1 h (HNO)", words))
    words = _after_the_term(words, rest)
    words = _LESS_THAN_ONE.sub(r"less than 1 \1", words)
    words = _FIRST.sub("", _DAYS_LATER.sub("", words))
    words = _after_a_label(words, rest)
    act = ACTS.get(activity, "(?!)")
    on_condition = _ON_CONDITION.fullmatch(words)
    if on_condition and (due := deadlines.deadlines(on_condition["due"])):
        rest.beside["note"] = on_condition["if"]
        return tuple(Suggestion(one, tuple(rest.beside.items())) for one in due)
    if later := _DAYS_ON.fullmatch(words):
        return tuple(
            Suggestion(f"{later[1]} {unit}", tuple(rest.beside.items()))
            for unit in ("business days", "days")
        )
    clock, zone = deadlines.without_zone(words)
    at_once = deadlines.deadlines(
        re.sub(rf"^(?:{act})\s+|\s+(?:{act})$", "", clock, flags=re.IGNORECASE)
    )
    if at_once:
        if zone:
            rest.beside["note"] = zone
        return tuple(Suggestion(one, tuple(rest.beside.items())) for one in at_once)
    level = _SERVICE_LEVEL.fullmatch(words)
    if level and activity in _ANSWERED:
        share = ("compliance", f"{level['share']} % of cases")
        return (Suggestion(f"{level['seconds']} s", (share, *rest.beside.items())),)
    support = _SUPPORT.fullmatch(words)
    if support:
        hours = support["hours"].replace(" ", "").replace("×", "x")
        return _of_support(hours, support["due"].lower(), rest)
    words = _ORDINAL.sub(
        lambda m: f"{_NTH[m['nth'].lower().replace(' ', '')]} business days", words
    )
    whole = lengths.readings(words)
    if whole:
        return tuple(Suggestion(one, tuple(rest.beside.items())) for one in whole)
    words = ratio_in_percent(take_hours(words, rest))
    compliance, words = take_share(words.replace("@", " at "))
    if compliance and (due := deadlines.deadlines(words.strip(" ,;:()"))):
        return tuple(Suggestion(one, (compliance, *rest.beside.items())) for one in due)
    found = lengths.lengths_in(words)
    sampled = _SAMPLED.search(words) if compliance and len(found) == 2 else None
    if sampled and not lengths.lengths_in(words[: sampled.start()])[1:]:
        rest.beside["note"] = sampled[0].strip(" ,()")
        words = words[: sampled.start()].rstrip(" |")
        found = lengths.lengths_in(words)
    if len(found) == 2:
        return _range_of_times(words, found, rest.beside)
    if len(found) != 1:
        return ()
    one = found[0]
    low = _LOW_END.fullmatch(words[: one.start])
    if low:
        number = figure(low["low"])
        bottom = lengths.amount(Decimal(number), one.unit) if number else ""
        return _ends(bottom, one.text, Decimal(number or 0), one.number)
    inner = Remainder(words[: one.start], words[one.end :], rest.beside)
    return _finish_time(inner, one, compliance, activity, is_higher=is_higher)


def _after_the_term(words: str, rest: Remainder) -> str:
    """Take the end of an agreement after which a time runs: `contract term + 30 days`."""
    after = _AFTER_THE_TERM.match(words)
    if not after or not lengths.length(words[after.end() :]):
        return words
    is_end = re.search(r"end|fin|termin|cancel|kündigung|résili", after["event"], re.IGNORECASE)
    rest.beside["clock"] = f"{{start: {after['event'] if is_end else 'the end of the agreement'}}}"
    if not is_end:
        rest.beside["note"] = words
    return words[after.end() :]


def _after_a_label(words: str, rest: Remainder) -> str:
    """Take the name of a case before its time; words of the promise itself are none."""
    label = _LABEL.match(words)
    if not label or not re.fullmatch(_CASE, label["label"], re.IGNORECASE):
        return words
    rest.beside["note"] = label["label"]
    return words[label.end() :]


def _of_support(hours: str, due: str, rest: Remainder) -> tuple[Suggestion, ...]:
    """Return what `24x7x4` and `8x5xNBD` promise; the second says not at which times of day."""
    is_always = hours.lower() == "24x7"
    beside = (("hours", "24x7"),) if is_always else (("note", hours.lower()),)
    unit = "h" if is_always else "business hours"
    value = "by end of next business day" if due == "nbd" else f"{int(due)} {unit}"
    return (Suggestion(value, (*beside, *rest.beside.items())),)


def _take_whole_effort(rest: Remainder) -> None:
    found = rest.take(BEST_EFFORT)
    if found:
        rest.beside["commitment"] = effort(found[0])
        rest.after = rest.after.strip(" ,;:()-")


def _range_of_times(
    words: str, found: list[lengths.Found], beside: dict[str, str]
) -> tuple[Suggestion, ...]:
    first, second = found
    before, between = words[: first.start].strip().lower(), words[first.end : second.start].strip()
    outside = f"{before} {words[second.end :]}".strip()
    if between == "(" and outside == ")" and lengths.is_same_length(first, second):
        return (Suggestion(first.text, tuple(beside.items())),)
    if between == "(" and outside == ")" and "business" in first.text and second.unit == "days":
        # how many hours a day has is said there, not another time
        note = words[first.end :].strip(" ()")
        return (Suggestion(first.text, (*beside.items(), ("note", note))),)
    joined = between.lower() in {"-", "to", "bis", "or", "a"} or (
        between.lower() == "and" and before == "between"
    )
    if joined and outside in {"", "between", "from", "within"} and not beside:
        return _ends(
            first.text, second.text, first.number, second.number, first.unit == second.unit
        )
    return ()


def _ends(
    low: str, high: str, first: Decimal, second: Decimal, is_one_unit: bool = True
) -> tuple[Suggestion, ...]:
    if not low or not high or (is_one_unit and first >= second):
        return ()
    lower, _, unit = low.partition(" ")
    is_same = is_one_unit and high.partition(" ")[2].rstrip("s") == unit.rstrip("s")
    return (Suggestion(f"at most {high}"), Suggestion(f"{lower if is_same else low} to {high}"))


def _finish_time(
    rest: Remainder,
    found: lengths.Found,
    compliance: tuple[str, str] | None,
    activity: str,
    *,
    is_higher: bool,
) -> tuple[Suggestion, ...]:
    take_effort(rest)
    limit = take_limit(rest)
    if limit == "at most" and is_higher and activity not in _KEPT:
        limit = "at least"
    if compliance:
        rest.beside[compliance[0]] = compliance[1]
    start = _START.match(rest.after) if activity != "rpo" else None  # `15 min of data`
    if start and not _REVERSES.search(start["start"]):
        rest.beside["clock"] = f"{{start: {start['start'].strip()}}}"
        rest.after = ""
    by_clock = _BY_CLOCK.fullmatch(rest.after) if found.text.endswith(("day", "days")) else None
    if by_clock:
        rest.beside["note"] = by_clock["clock"]
        rest.after = ""
    left = f"{rest.before} {rest.after}"
    if _ADDED.match(rest.after.strip()):
        return ()
    if "business" not in found.text and _RUNS_IN.search(left):
        return ()
    if _REVERSES.search(left) or not take_note(rest, activity):
        return ()
    return (Suggestion(f"{limit} {found.text}".strip(), tuple(rest.beside.items())),)
