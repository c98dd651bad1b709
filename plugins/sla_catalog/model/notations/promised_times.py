"""Times that are promised, in other notations: `within 4 hours for 95 % of tickets`."""

from __future__ import annotations

import re
from decimal import Decimal

from sla_catalog.model.notations import deadlines, lengths
from sla_catalog.model.notations.hours import take_hours
from sla_catalog.model.notations.numerals import NUMBER, WORDS, figure, spoken
from sla_catalog.model.notations.remainder import (
    ACTS,
    BEST_EFFORT,
    Remainder,
    effort,
    take_effort,
    take_limit,
    take_note,
)
from sla_catalog.model.notations.shares import PERCENT, of_ratio
from sla_catalog.model.notations.suggestions import Suggestion
from sla_catalog.patterns import Pattern

_NOUN = r"(?P<noun>(?:[^\W\d_-][\w-]* ){0,3}?[^\W\d_-][\w-]*)"
_AT_LEAST = (
    r"(?:at least|min(?:imum|destens|d)?\.?|mindestens|wenigstens|zumindest|au moins|minimum"
    r"|>=?|≥)"
)
# They name what is measured, or all cases in another language: none says which cases count.
_DONE = (
    r"answered|resolved|served|completed|met|delivered|handled|processed|closed|responded"
    r"|acknowledged"
    r"|fixed|restored|picked up|solved|dealt with|actioned|loaded|achieved|fulfilled"
    r"|résolue?s?|traitée?s?|clôturée?s?|pris(?:es)? en charge|répondue?s?|servie?s?"
    r"|gelöst|beantwortet|erledigt|behoben|bearbeitet|entgegengenommen|angenommen"
)
_ALL_CASES = {
    "on time", "in time", "pünktlich", "fristgerecht", "à temps", "dans les délais",
    "termingerecht",
    "cas", "fälle", "fällen", "time", "the time", "zeit", "tiempo", "temps", "times", "occasions",
    "compliance", "sla compliance", "sla", "kpi", "target", "targets", "achievement", "adherence",
    "success", "success rate", "fulfilment", "erfüllung", "einhaltung", "erreichung", "respect",
}  # fmt: skip


def cases_of(noun: str) -> str:
    """Return of what a share is taken: cases, where a noun says only that it is one."""
    return "cases" if noun.strip().lower() in _ALL_CASES else noun.strip()


_PART = Pattern(
    rf"[\s(,;-]*(?:(?:for|in|at|with|to|on|en|für|bei|met in|dans|pour|chez|zu|achieved in)\s+)?"
    rf"(?:{_AT_LEAST} ?)?(?P<share>{NUMBER}) ?{PERCENT}"
    rf"(?: (?:of|de|der|des|von|aller) (?:the |all |all the |los |las |les |cases of )?{_NOUN}"
    r"(?= (?:in|within|under|below|unter|innerhalb|binnen|über|over|at|to|are|is|must|answered"
    r"|resolved|served|completed|sous|en|dans|sont|doivent|werden|zu|less than|moins de"
    rf"|{_DONE})\b"
    r"|[\s:,;)(<≤]*$|\s*[<≤>≥:,)(]))?"
    rf"(?: (?:are |is |must be |will be |to be |be |sont |werden )?(?:{_DONE})(?: to)?)?"
    r"[\s):,]*",
    re.IGNORECASE,
)

_PERCENTILE = Pattern(
    rf"[\s(,@-]*(?:at |for |the |au |im |das |le )*(?:t?p(?P<p>\d{{2,3}}(?:\.\d+)?)"
    r"|(?<![^\W_])p (?P<spaced>50|75|9\d(?:\.\d+)?)"
    rf"|(?P<th>{NUMBER}) ?(?:th|st|nd|rd|er|e|è?me|\.)?(?: ?%)?[ -]?(?:percentile|perzentil|quantil"
    r"|centile|pctl?|pctile|%-?ile)\.?"
    r"|(?P<word>median|médiane?|mean|average|avg\.?|ø|on average"
    r"|(?:im )?(?:mittel(?:wert)?|durchschnitt(?:swert)?)|durchschnittlich(?:e[nrs]?)?"
    r"|mittlere[nrs]?"
    r"|(?:en )?moyen(?:ne)?s?))"
    r"(?: (?:of|von|de))?(?!\w)[\s):,]*",
    re.IGNORECASE,
)

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
    r"zero|null|none lost|(?:zero|no) (?:data )?loss|kein(?:erlei)? datenverlust|ohne datenverlust"
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
    words = _RATIO_FIRST.sub(_in_percent, take_hours(words, rest))
    compliance, words = _take_share(words.replace("@", " at "))
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


_RATIO_FIRST = Pattern(
    rf"^(?P<ratio>3 (?:quarters|viertel|quarts)|(?:\d+|{WORDS}) (?:out of|of|in|von|sur) (?:\d+"
    rf"|{WORDS}))(?= (?:in|within|under"
    r"|innerhalb|binnen|unter|en|sous|[^\W\d_]+ (?:in|within|under|innerhalb|binnen|en|sous))\b)",
    re.IGNORECASE,
)


def _in_percent(match: re.Match[str]) -> str:
    """Return a ratio before a time in percent: `nine out of ten within 4 hours`."""
    if match[0].lower().startswith("3 q") or "viertel" in match[0].lower():
        return "75 % of"
    figures = re.sub(rf"\b(?:{WORDS})\b", lambda m: spoken(m[0]), match[0], flags=re.IGNORECASE)
    number, _ = of_ratio(figures)
    return f"{number} % of" if number else match[0]


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


def _without(words: str, match: re.Match[str]) -> str:
    """Return a text without a part; times on its two sides stay two."""
    before, after = words[: match.start()], words[match.end() :]
    is_between = lengths.lengths_in(before) and lengths.lengths_in(after)
    return f"{before}{' | ' if is_between else ' '}{after}".strip()


def _take_share(words: str) -> tuple[tuple[str, str] | None, str]:
    """Take out the share of cases that must meet a time, or the statistic."""
    percentile = _PERCENTILE.search(words)
    if percentile:
        number = percentile["p"] or percentile["spaced"] or percentile["th"]
        word = (percentile["word"] or "").lower()
        average = "median" if re.match(r"m[eé]dian", word) else "mean"
        statistic = f"p{figure(number)}" if number else average
        return (
            "statistic",
            statistic,
        ), _without(words, percentile)
    part = _PART.search(words)
    if part:
        number = figure(part["share"], is_share=True)
        if number and Decimal(number) <= 100:
            is_german = re.search(r" (?:der|aller) ", part[0]) is not None
            noun = (part["noun"] or "cases").strip()
            is_name = is_german or re.search(r"\d", noun) is not None
            noun = cases_of(noun if is_name else noun.lower())
            kept = _without(words, part).strip(" ,;:()")
            return ("compliance", f"{number} % of {noun}"), kept
    return None, words


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
    if _REVERSES.search(left) or not take_note(rest, activity):
        return ()
    return (Suggestion(f"{limit} {found.text}".strip(), tuple(rest.beside.items())),)
