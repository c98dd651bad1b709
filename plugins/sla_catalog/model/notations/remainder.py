"""The rest of a text around an amount: limits, efforts, periods, and what becomes a note."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sla_catalog.model.notations import currencies, periods
from sla_catalog.model.notations.numerals import LARGER
from sla_catalog.patterns import Pattern

_LIMITS = {
    "at most": "up to|at most|no more than|not more than|max\\.?|maximum|maximal|maximum of"
    "|not exceeding|not to exceed|must not exceed|no longer than|not longer than|no later than"
    "|not later than|not above|not over|never above|nicht über|nicht mehr als|nicht länger als"
    "|au plus tard|spätestens nach|pas plus de"
    "|≤|<=|=<|höchstens|längstens|bis zu|bis|nicht mehr als|máximo|maximo|máx\\.?|como máximo"
    "|maximum de|hasta|jusqu'à|au plus|au maximum|maximum de|massimo|fino a|maximaal|tot",
    "": "dans un délai de|sous un délai de|un délai de|délai de"
    "|within|in|inside|after|by|targeted?|aim(?:ed)? at|aim for|target:?|goal:?"
    "|innerhalb(?: von)?|binnen|dentro de|en|dans(?: les?)?|sous|entro|em até|em|inden for"
    "|indenfor|inom|à|until",
    "less than": "under|below|less than|fewer than|faster than|shorter than|in under|in less than|<"
    "|moins d'|en moins d'|unter|weniger als|menos de|moins de|meno di|en menos de|en moins de"
    "|lower than|smaller than"
    "|kleiner(?: als)?|niedriger als|kürzer als|inférieure?s? à|sub-?|not reaching",
    "more than": "over|above|more than|greater than|better than|higher than|exceeds|exceeding|>"
    "|über|mehr als|más de|plus de|größer(?: als)?|höher als|länger als|supérieure?s? à|superior a",
    "at least": "at least|min\\.?|minimum|minimal|minimum of|no less than|not less than"
    "|no lower than|not below|never below|not under|nicht unter|nicht weniger als|keinesfalls unter"
    "|pas moins de|never less than"
    "|≥|>=|=>|mindestens|mind\\.?|wenigstens|al menos|por lo menos|mínimo|au moins|almeno|ten "
    "minste|minst"
    "|mindst|pelo menos",
    "exactly": "exactly|=|==",
}  # fmt: skip

_LIMIT = {phrase: limit for limit, phrases in _LIMITS.items() for phrase in phrases.split("|")}

_BEFORE = Pattern(
    r"(?:^|(?<=[\s(,:;]))(?P<limit>"
    + "|".join(sorted(_LIMIT, key=len, reverse=True))
    + r")\s*(?:the |an? )?$",
    re.IGNORECASE,
)

LIMIT_FIRST = Pattern(
    "(?:" + "|".join(sorted(_LIMIT, key=len, reverse=True)) + r")(?=[\s\d])\s*", re.IGNORECASE
)
_AFTER = {
    r"(?:or|and|oder|o|ou) (?:less|lower|faster|sooner|shorter|better|under|below|quicker|weniger"
    r"|schneller|kürzer)"
    r"|max(?:imum)?\.?|at (?:the )?(?:most|latest)|tops|upper limit": "at most",
    r"(?:or|and|oder|o|ou) (?:more|higher|better|above|greater|over|mehr|höher|besser|größer"
    r"|länger|longer|mieux)"
    r"|min(?:imum)?\.?"
    r"|at (?:the )?least|\+|and up|lower limit": "at least",
}

BEST_EFFORT = Pattern(
    r"(?:none|no sla|no guarantee|no commitment)?\s*[(:,-]*\s*"
    r"(?:(?:on (?:a )?)?(?:commercially )?(?:reasonable|best)[ -](?:efforts?|endeavou?rs?)"
    r"(?: basis| only)?"
    r"|as (?:time|capacity|resources) (?:permits?|allows?)|when (?:time|possible"
    r"|capacity)(?: permits?| allows?)?"
    r"|as soon as (?:reasonably )?(?:possible|practicable)|asap|if possible|nach möglichkeit"
    r"|mejor esfuerzo"
    r"|meilleurs? efforts?|au mieux|bestmöglich|nach bestem bemühen)\)?",
    re.IGNORECASE,
)

_REASONABLE = Pattern(r"reasonable", re.IGNORECASE)

_ESTIMATE = Pattern(
    r"^(?:~|≈|approx(?:imately|\.)?|about|around|circa|ca\.?|roughly|est(?:imated|\.)?:?|typically"
    r"|usually|normally|expected|on average about|etwa|ungefähr|environ)(?:(?<!\w)|(?!\w))\s*",
    re.IGNORECASE,
)  # fmt: skip

_OBJECTIVE = Pattern(r"[\s(,]*\b(?:goal|objective|ziel|aim|slo)\b\)?$", re.IGNORECASE)

ACTS = {
    "response_time": r"(?:initial|first)?\s*(?:respon(?:se|d|ds)|acknowledge(?:ment|d|s)?|ack|"
    r"repl(?:y|ies)|answer(?:ed)?|reaction|react|contact|reaktion(?:szeit)?|antwort(?:zeit)?"
    r"|respuesta|"
    r"réponse|risposta|resposta|first reply|call[ -]?back)(?: time| sla)?",
    "resolution_time": r"(?:full |final )?(?:resol(?:ution|ve|ved|ves)|fix(?:ed)?|repair(?:ed)?|"
    r"solution|solved?|"
    r"restor(?:e|ed|ation)|lösung(?:szeit)?|behebung|resolución|résolution|risoluzione|resolução"
    r"|permanent fix)"
    r"(?: time| sla)?",
    "workaround_time": r"(?:work[ -]?around|temporary fix|umgehung(?:slösung)?)(?: time)?",
    "update_interval": r"(?:status |progress )?updates?(?: interval| frequency)?",
    "time_to_mitigate": r"(?:time to )?mitigat(?:e|ion|ed)",
    "time_to_detect": r"(?:time to )?detect(?:ion|ed)?",
    "time_to_notify": r"(?:time to )?(?:notif(?:y|ication|ied)|inform)",
    "latency": r"(?:latency|response(?: time)?|load(?: time)?|round[ -]?trip(?: time)?)",
    "delivery_time": r"(?:deliver(?:y|ed)|lead time|lieferung|completion)(?: time)?",
    "retention": r"(?:retention|kept|keep|retained)(?: period)?",
    "rto": r"(?:rto|recovery(?: time)?|recovered|restored)",
    "rpo": r"(?:rpo|recovery point|data loss)",
    "availability": r"(?:(?:guaranteed |service |system |network )*"
    r"(?:availability|uptime|up time|up|available|verfügbarkeit|disponibilidad|disponibilité|"
    r"disponibilità|disponibilidade|beschikbaarheid|tilgængelighed|oppetid|tillgänglighet))"
    r"(?: percentage| rate| sla| slo| guarantee| commitment)?",
    "success_rate": r"(?:success(?:ful)?(?: rate)?)",
    "error_rate": r"(?:errors?(?: rate)?|failures?(?: rate)?)",
    "durability": r"(?:durability)",
}  # fmt: skip

_FILLER = Pattern(
    r"(?<!\w)(?:sla|guaranteed?|guarantee|commitment|targets?|targeted|is|are|be|will|shall|must"
    r"|should"
    r"|the|a|an|of|time|garantiert\w*|garantizado|hours per day|we|every|del|du|des|la|le|please"
    r"|el|durante"
    r"|to|for|with|within|in|délai|temps|tiempo|zeit"
    r"|by|at"
    r"|elapsed|measured|calculated|averaged|evaluated|reported|on|per|each|der zeit|del tiempo"
    r"|gemessen|berechnet"
    r"|bezogen|auf|den|dem|mesurée?s?|calculée?s?"
    r"|du temps"
    r"|(?:all |the )*minutes|level|service|pro|im|von|de|nach|spätestens|latest)(?!\w)|以内|之内|内"
    r"|[\s:.,;()+/%-]",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Remainder:
    """What of a text is not understood yet, before and after the amount, and the keys found."""

    before: str
    after: str
    beside: dict[str, str] = field(default_factory=dict)

    def take(self, pattern: Pattern) -> re.Match[str] | None:
        """Find a pattern in the rest and take it out."""
        for place in ("after", "before"):
            text = getattr(self, place)
            match = pattern.search(text)
            if match and match[0].strip():
                setattr(self, place, f"{text[: match.start()]} {text[match.end() :]}".strip())
                return match
        return None


def effort(words: str) -> str:
    """Return the commitment that words of effort mean."""
    return "reasonable_efforts" if _REASONABLE.search(words) else "best_effort"


def take_effort(rest: Remainder) -> None:
    """Take words that say how binding a promise is: an effort, an estimate, an objective."""
    found = rest.take(BEST_EFFORT)
    if found:
        rest.beside["commitment"] = effort(found[0])
    for place in ("before", "after"):
        estimate = _ESTIMATE.match(getattr(rest, place).strip())
        if estimate:
            rest.beside.setdefault("commitment", "estimate")
            setattr(rest, place, getattr(rest, place).strip()[estimate.end() :])
    if re.fullmatch(
        r"(?:slo|objective|goal|ziel|zielwert)(?: of| von)?\s*:?",
        rest.before.strip(),
        re.IGNORECASE,
    ):
        rest.beside.setdefault("commitment", "objective")
        rest.before = ""
    objective = _OBJECTIVE.search(rest.after)
    if objective:
        rest.beside.setdefault("commitment", "objective")
        rest.after = rest.after[: objective.start()]


def take_window(rest: Remainder) -> tuple[str, ...]:
    """Take the period of measurement; one in brackets with a figure belongs to an example."""
    for place in ("after", "before"):
        text = getattr(rest, place)
        outside = re.sub(r"\([^)]*\d[^)]*\)", lambda m: "\0" * len(m[0]), text)
        piece = periods.period_in(outside)
        if piece:
            behind = text[len(text) - len(piece.after) :] if piece.after else ""
            setattr(rest, place, f"{text[: len(piece.before)]} {behind}".strip())
            return piece.windows
        plain = periods.windows(text.strip(" ()/,-"))
        if plain and text.strip(" ()/,-"):
            setattr(rest, place, "")
            return plain
    return ()


def take_limit(rest: Remainder) -> str:
    """Take the limit before or behind an amount: `no more than` is `at most`."""
    before = _BEFORE.search(rest.before.rstrip() if rest.before.strip() else "")
    if before:
        rest.before = rest.before[: before.start()].rstrip()
        limit = limit_word(before["limit"])
        if limit:
            return limit
    for pattern, limit in _AFTER.items():
        after = re.match(rf"[\s,(]*(?:{pattern})(?!\w)(?!\.?\s*\d)\)?", rest.after, re.IGNORECASE)
        if after:
            rest.after = rest.after[after.end() :]
            return limit
    return ""


def limit_word(phrase: str) -> str:
    """Return the limit that a phrase means, empty where the metric's type says which."""
    low = phrase.lower()
    if low in _LIMIT:
        return _LIMIT[low]
    return next(limit for pattern, limit in _LIMIT.items() if re.fullmatch(pattern, low))


_NO_FIGURE = Pattern(
    r"\([^()]*\)|(?<!\w)(?:for|bei|für|pour) (?:p|prio|priority|priorität|priorité"
    r"|sev|severity|s|tier|level|class|klasse|stufe|niveau|gravité|cat(?:egory)?)[ -]?\d(?!\w)"
    r"|(?<!\w)(?:http[ /-]?)?[1-5]xx(?!\w)",
    re.IGNORECASE,
)
_CHANGES = Pattern(
    rf"\b(?:{LARGER}|nbd|eod|cob|eob|(?:next|same) (?:business |working )?day)\b", re.IGNORECASE
)
# Beside an amount these make another one of it: `two and` half an hour, `a seventh of` a year.
_FRACTIONS = (
    r"half|halves|third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth|twelfth|hundredth"
    r"|thousandth|hälfte|halbe[nrs]?|drittel|viertel|fünftel|sechstel|siebtel|achtel|neuntel|zehntel"
    r"|zwölftel|moitié|demie?|tiers|quart|(?:cinqu|six|sept|huit|neuv|dix|douz|cent)ième"
)
_MULTIPLES = (
    r"twice|thrice|double|triple|treble|(?:[\w-]+ )?times|doppelt\w*|dreifach\w*|zweifach\w*"
    r"|(?:zwei|drei|vier|fünf)mal|(?:[\w-]+ )?mal|(?:[\w-]+ )?fois|le double|le triple|dozens?"
    r"|dutzend|douzaine|pairs? of|multiples? of|vielfache[ns]?"
)
_MULTIPLIES = Pattern(
    rf"[$€£¥]|\b(?:{_FRACTIONS})s?(?![ -](?:party|parties|level|line))\b|\b(?:{_MULTIPLES})(?!\w)"
    r"|\b(?:and|und|et|y|or|oder|ou|plus|minus|moins)(?: (?:an?|eine?|une?))?$|[×*+]$|\bx$",
    re.IGNORECASE,
)
_MULTIPLIED = Pattern(
    r"(?:[$€£¥×*]|(?:x|times|mal|fois|doppelt|twice|and an? (?:half|quarter|third)"
    r"|und (?:ein |eine )?(?:halb|viertel|drittel)\w*|et (?:demie?|quart|un quart))(?!\w))",
    re.IGNORECASE,
)
# What is left in the end of a phrase belongs to the amount: `a seventh of`, `das Ende von`.
_OPEN_END = Pattern(
    r"(?:^|\s)(?:of|de|du|des|von|vom|d')(?: (?:an?|the|une?|eine[mnrs]?))?$", re.IGNORECASE
)


def _is_money(before: str, after: str) -> bool:
    """Tell whether a currency stands beside an amount, which then is none of time."""
    beside = (before.split()[-1:] or [""])[0], (after.split()[:1] or [""])[0].strip(".,;:")
    is_code = any(one in currencies.CODES and one not in _PLAIN_CAPITALS for one in beside)
    return is_code or any(_CURRENCY.fullmatch(one) is not None for one in beside)


_PLAIN_CAPITALS = {"ALL", "TOP", "TRY"}
_CURRENCY = Pattern(rf"{currencies.SIGNS}|{currencies.NAMES}", re.IGNORECASE)


def take_note(rest: Remainder, activity: str) -> bool:
    """Put what is left into a note; tell whether nothing is left that could change the figure."""
    own = Pattern(rf"(?<!\w)(?:{ACTS.get(activity, '(?!)')})(?!\w)", re.IGNORECASE)
    said = [
        text.strip(" ,;:.") if _FILLER.sub("", own.sub(" ", text)) else ""
        for text in (rest.before, rest.after)
    ]
    left = [*filter(None, said)]
    words = " ".join(left).strip(" ,;:-")
    before, after = rest.before.strip(), rest.after.strip()
    if _MULTIPLIES.search(before) or _MULTIPLIED.match(after) or _is_money(before, after):
        return False
    if said[0] and _OPEN_END.search(before):
        return False
    if re.search(r"\d", _NO_FIGURE.sub("", words)) or _CHANGES.search(words):
        return False  # another figure, or another time, of which nobody knows what it is
    if re.fullmatch(r"\([^()]*\)", words):
        words = words[1:-1]
    if words:
        old = rest.beside.get("note")
        rest.beside["note"] = f"{old}; {words}" if old else words
    return True
