"""Hours in a plainer wording, before they are read: noon as 12:00, no closed days, days first."""

from __future__ import annotations

from sla_catalog.patterns import Pattern

_CLOCK = r"(?:[01]?\d|2[0-4])(?:[:.h]?[0-5]\d)?\s?(?:am|pm|h|uhr)?"
_TO = r"\s*(?:-|–|—|to|through|thru|until|till?|bis|à)\s*"
_DAY = (
    r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?|(?:mo|di|mi|do|fr|sa|so)\b\.?"
    r"|(?:diens|donners|frei|sams|sonn)tags?|mittwochs?|(?:public |bank )?holidays"
    r"|feiertags|weekends?|wochenenden?"
)
_PLAINER = tuple(
    (Pattern(pattern), plainer)
    for pattern, plainer in (
        (r"\b([ap])\.? ?m\b\.?", r"\1m"),
        (r"(?<=\d) ?([ap])\b(?!\.?m)(?= ?(?:-|–|to\b|until\b|$|[,;)]| [a-z]))", r"\1m"),
        (rf"(?<=[a-z0-9])({_TO})(?:12(?:[:.]00)? ?)?(?:midnight|mitternacht|minuit)\b",
         r"\g<1>24:00"),
        (rf"(?<=[\dm])({_TO})12(?:[:.]00)? ?am\b", r"\g<1>24:00"),
        (r"\b(?:12(?:[:.]00)? ?)?(?:noon|midday|mittags?|midi)\b", "12:00"),
        (r"\b(?:midnight|mitternacht|minuit)\b", "00:00"),
        (r"\bround-the-clock\b", "round the clock"),
        (r"(?<=\d) ?hrs?\b\.?", ""),
        (r"\b(?:sa|sat|sam)[a-z]*\.? ?/ ?(?:so|sun|dim)[a-z]*\b\.?", "sat-sun"),
        (r"^([a-z][a-z -]*) \(((?:excluding|except|excl|ohne|außer|hors|sauf|not)[^()\d]+)\)"
         r"[\s:,]*(\d.*)$", r"\1 \3, \2"),
        (r"(?<![a-z])m(?= ?(?:-|–|to) ?(?:f|th|sa|su|w|thu|fri|sat|sun)\b)", "mon"),
        (r"(?<=[-–,; ])f(?=[ ,:]+\d)|^f(?=[ ,:]+\d)|(?<=mon-)f\b|(?<=mon–)f\b", "fri"),
        (r"(?<=day|ays|sun|sat|mon|tue|wed|thu|fri|ags|tag) (?:mornings?|evenings?|nights?"
         r"|afternoons?|früh|morgens?|abends?|nachts?|vormittags?|nachmittags?|matin|soir)"
         r"(?=[ ,:]+(?:from |von |de )?\d)", ""),
        (rf"({_CLOCK}{_TO}{_CLOCK}),? ?\(((?:{_DAY})[a-z\s,.–&-]*)\)", r"\2 \1"),
        (r"\b(?:u\.|sowie|as well as|plus)(?= )", "and"),
        (r"^24 ?[x×/*] ?[56][\s(:,]+(?=[a-z])", "24h "),
        (r"^\d{1,2} ?[x×/] ?\d{1,2}[\s:,-]*\((?=[a-z][^()]*\d)([^()]+)\)$", r"\1"),
        (r"(?<=\w)[\s,]+(?:7|seven|sieben) (?:days|tage)(?: (?:a|per|die|pro|in der) (?:week"
         r"|woche))?$"
         r"|(?<=\w)[\s,]+7 ?[x×/] ?(?:36[56]|7)$", " daily"),
        (r"(?<=\d) ?(?:uhr|h) (?=(?:mez|mesz|cet|cest|utc|gmt)\b)", " "),
    )
)  # fmt: skip
_OF_ALL_TIME = Pattern(
    r"(?<![^\W\d_])(?:24 ?(?:h(?:ours?|rs?|eures?)?|std\.?|stunden)?|7 ?(?:d(?:ays?)?|tagen?|t"
    r"|j(?:ours)?)?"
    r"|seven|sieben|sept|36[56] ?(?:d(?:ays?)?|tagen?|j(?:ours)?)?|a?round|clock|rund um die uhr"
    r"|52|an?|per|the|every|each|days?|of|year|week|tage?|woche|jahr|am|pro|in|im|der|die|das"
    r"|jeden|jours?"
    r"|par|sur|semaine|et|and|und|all|ganz\w*|incl(?:uding|\.)?|inkl(?:usive|\.)?|auch|weekends?"
    r"|wochenenden?|holidays?|public|bank|(?:sonn- und )?feiertagen?|service|support|coverage"
    r"|operation"
    r"|basis|on|mode|hours|availability|betrieb|x|×|/|\*|[,;()+.&-])(?![^\W\d_])|[x×/*,;()+.&\s-]"
)
_BY = Pattern(r"(?<=\d)[x×](?=\d)")
_ALL_HOURS = Pattern(r"24|clock|rund um die uhr")
_ALL_DAYS = Pattern(r"(?<!\d)7|36[56]|seven|sieben|sept|every|each|clock|uhr|jeden|all|täglich")


def plainer(words: str) -> str:
    """Return hours, in small letters, without what only words them."""
    for pattern, plain in _PLAINER:
        words = pattern.sub(plain, words)
    return words.strip(" ,;")


def is_round_the_clock(words: str) -> bool:
    """Tell whether words say all hours of all days, in any order and nothing besides."""
    return (
        _ALL_HOURS.search(words) is not None
        and _ALL_DAYS.search(words) is not None
        and not _OF_ALL_TIME.sub("", _BY.sub(" x ", words))
    )
