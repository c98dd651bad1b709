"""Lengths of time in other notations: units in several languages, ISO 8601, several units."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from sla_catalog.frozen import dataclass
from sla_catalog.model.notations.fractions import FRACTION, is_alone, share_of
from sla_catalog.model.notations.numerals import NUMBER, WORDS, clean, figure, printed, spoken
from sla_catalog.patterns import Pattern

_ELAPSED = {
    "ns": "ns nanosecond nanoseconds",
    "us": "µs μs us microsecond microseconds mikrosekunden",
    "ms": "ms msec msecs millis millisec millisecs millisecond milliseconds millisekunde "
    "millisekunden milisegundos millisecondes millisecondi milissegundos 毫秒",
    "s": "s sec secs second seconds sek sekunde sekunden sekunder segundo segundos seconde "
    "secondes secondo secondi seconden 秒 秒钟",
    "min": "m mn min mins minute minutes minuten minuto minutos minuti minutter minuter minuut 分 "
    "分钟 分鐘",
    "h": "h hr hrs hour hours hs std stdn zeitstunde zeitstunden stunde stunden hora horas heure "
    "heures ora ore uur uren timer timmar timme 小时 小時 個小時 个小时 時間",
    "days": "d day days tages tg journée journées tag tage tagen tages día días dia dias jour "
    "jours giorno giorni dag dagen dage dagar 天 日",
    "weeks": "w wk wks week weeks woche wochen semana semanas semaine semaines settimana "
    "settimane weken uge uger vecka veckor 周 週間",
    "months": "mo mos mth mths month months monats monat monate monaten mes meses mois mese mesi "
    "maand maanden måned måneder månad månader mês 个月 個月 か月",
    "years": "année années y yr yrs year years jahres jahr jahre jahren año años ano anos an ans "
    "anno anni jaar år 年",
    "quarters": "quarter quarters quartal quartals quartale",
    "fortnights": "fortnight fortnights",
}
_WORKING = {
    "business minutes": "minute minutes min mins minuten",
    "business hours": "h hr hrs hour hours",
    "business days": "day days d",
}
_WORKING_ADJECTIVE = (
    r"(?:(?:business|working|work|bus\.?|biz|b\.?|office|support|operating|service|banking"
    r"|trading)[ -]|w/|b/)"
)
_WORKING_WORDS = {
    "business minutes": "arbeitsminute arbeitsminuten geschäftsminuten",
    "business hours": "bh bhs bhr bhrs wh whrs workhour workhours workinghours businesshours "
    "arbeitsstunde arbeitsstunden bürostunde bürostunden betriebsstunde betriebsstunden "
    "geschäftsstunde geschäftsstunden servicestunden 工作小时",
    "business days": "bd bds b.d bday bdays wd wds w.d workday workdays workingday workingdays "
    "businessday businessdays weekday weekdays werktag werktage werktagen werktages werktags "
    "arbeitstags arbeitstag arbeitstage arbeitstagen arbeitstages geschäftstag geschäftstage "
    "bankarbeitstag bankarbeitstage bankarbeitstagen werkdag werkdagen arbejdsdag arbejdsdage "
    "arbetsdag arbetsdagar virkedag virkedager 工作日 个工作日 個工作日 営業日",
}
_WORKING_AFTER = {  # the adjective stands behind the unit
    r"(?:minutes?|min) (?:ouvrée?s?|ouvrables?)": "business minutes",
    r"(?:heures?|h) (?:ouvrée?s?|ouvrables?)": "business hours",
    r"(?:horas?) (?:hábil(?:es)?|laborable?s?|laborales|útil|úteis|uteis)": "business hours",
    r"(?:ora|ore) lavorativ[ae]": "business hours",
    r"(?:jours?) (?:ouvrés?|ouvrables?)": "business days",
    r"(?:días?|dias?) (?:hábil(?:es)?|laborables?|laborales|útil|úteis|uteis)": "business days",
    r"giorn[oi] lavorativ[oi]": "business days",
}
_CALENDAR_AFTER = r" (?:naturales|corridos|calendaires|calendario|de calendario|solari)"
_CALENDAR_ADJECTIVE = r"(?:calendar|cal\.?|elapsed|clock|wall[ -]clock|consecutive)[ -]"
_CALENDAR_WORDS = {"days": "kalendertag kalendertage kalendertagen kalenderdagen"}

SECONDS = {
    "ns": Decimal("0.000000001"), "us": Decimal("0.000001"), "ms": Decimal("0.001"),
    "s": Decimal(1), "min": Decimal(60), "h": Decimal(3600), "days": Decimal(86400),
    "weeks": Decimal(604800), "fortnights": Decimal(1209600),
}  # fmt: skip
MONTHS = {"months": Decimal(1), "quarters": Decimal(3), "years": Decimal(12)}


def _by_word(units: dict[str, str]) -> dict[str, str]:
    return {word: unit for unit, words in units.items() for word in words.split()}


_UNITS = _by_word(_ELAPSED) | _by_word(_CALENDAR_WORDS) | _by_word(_WORKING_WORDS)
_BUSINESS_UNITS = _by_word(_WORKING)
_ENDED = r"(?:\(s\)|\(n\)|')?(?![^\W\d_])"


def _alternatives(words: Iterable[str]) -> str:
    """Match any of the words, longest first; where letters follow, only those of other scripts."""
    listed = sorted(words, key=len, reverse=True)
    plain = "|".join(re.escape(word) for word in listed if word.isascii() or word[0] < "⺀")
    script = "|".join(re.escape(word) for word in listed if word[0] >= "⺀")
    return rf"(?:(?:{plain}){_ENDED}|(?:{script}))" if script else rf"(?:{plain}){_ENDED}"


_UNIT = (
    rf"(?:{_WORKING_ADJECTIVE}(?P<working>{_alternatives(_BUSINESS_UNITS)})"
    rf"|(?P<after>{'|'.join(_WORKING_AFTER)})(?!\w)"
    rf"|(?:{_CALENDAR_ADJECTIVE})?(?P<unit>{_alternatives(_UNITS)})(?:{_CALENDAR_AFTER})?)"
)
BEGINNINGS = {  # of units: their letters up to the first other sign
    *re.findall("[a-z]+", _WORKING_ADJECTIVE + _CALENDAR_ADJECTIVE),
    *(word.partition(".")[0] for word in (*_UNITS, *_BUSINESS_UNITS)),
}
_OF_OTHERS = {"w", "wh", "whrs", "us", "ns", "µs", "μs"}  # watts, and what has no other unit here
_WHOLE_UNIT = Pattern(_UNIT, re.IGNORECASE)
ANY_UNIT = re.sub(r"\(\?P<\w+>", "(?:", _UNIT)
_SPOKEN = Pattern(
    rf"(?<![\w-])(?:(?P<word>{WORDS})(?: ?\((?P<said>\d+)\))?|(?P<first>\d+) ?\((?:{WORDS})\))"
    rf"(?= (?:full |whole |volle[nrs]? |further |additional |more |weitere[nrs]? )?{ANY_UNIT}"
    rf"|-{ANY_UNIT}"
    rf"|[ -](?:%|per ?cent|prozent|breach|times)"
    rf"| (?:to|or|bis|oder|à|ou) (?:{WORDS}|\d+) {ANY_UNIT})",
    re.IGNORECASE,
)
_HALF = Pattern(
    rf"(?<!\w)(?:(?:an?|one|1|ein(?:e[rmn]?)?) )?"
    r"(?:half(?: an?)?|halbe[rns]?|demi-|media)[ -]?"
    rf"(?={ANY_UNIT})|(?<!\w)une demi-(?={ANY_UNIT})",
    re.IGNORECASE,
)
_ONE_AND_A_HALF = Pattern(
    rf"(?<!\w)(?:one and a half|1 1/2|eineinhalb|anderthalb|une? (?P<fr>heures?) et demie"
    rf"|an? (?P<unit>{ANY_UNIT}) and a half)(?!\w)",
    re.IGNORECASE,
)
_HOURS_MINUTES = Pattern(
    r"(?<![\d.,])(?P<hours>\d{1,3}) ?(?:h|hrs?|hours?|std|stunden?|heures?)\.? "
    r"?(?P<minutes>[0-5]\d)"
    r"(?= *$| *[,;)])",
    re.IGNORECASE,
)
_MINUTES_SECONDS = Pattern(
    r"(?<![\d.,])(?P<minutes>\d{1,3}) ?(?:min|mins|minutes?|minuten?)\.? (?P<seconds>[0-5]\d)"
    r"(?= *$)",
    re.IGNORECASE,
)
_PRIME = Pattern(r"(?<=\d)'(?!\d)")
_GERMAN_SHORT = Pattern(r"(?<=\d) ?(?P<first>[AW])T(?!\w)")
_GERMAN_ALONE = Pattern(r"(?P<number>\d+) ?(?P<unit>mon|mte|mt|wo|t)", re.IGNORECASE)
_GERMAN_UNITS = {"mon": "Monate", "mte": "Monate", "mt": "Monate", "wo": "Wochen", "t": "Tage"}
_GERMAN_DAYS = {"A": "Arbeitstage", "W": "Werktage"}
_QUARTER = Pattern(r"(?<!\w)(?:an? )?quarter (?:of )?(?:an )?(?=hours?(?!\w))", re.IGNORECASE)
_OF_TWO = Pattern(
    rf"(?<![\d/.,])(?P<top>1|3)/(?P<bottom>2|4) (?=(?:an? )?{ANY_UNIT})", re.IGNORECASE
)
_AND_HALF_OF_IT = Pattern(
    rf"(?<![\w.,])(?P<number>\d+|{WORDS}) (?P<unit>{ANY_UNIT})"
    r" (?:and a half|et demie?|und (?:eine[nr]? )?halbe[rns]?)(?!\w)",
    re.IGNORECASE,
)
_WITHIN_THE = Pattern(rf"(?:within the |dans l')(?=(?:{ANY_UNIT})$)", re.IGNORECASE)
_AND_A_HALF = Pattern(
    rf"(?<!\w)(\d+|{WORDS}) (?:and a half|und eine halbe|et demie?|1/2)(?= )", re.IGNORECASE
)
AMOUNT = Pattern(
    rf"(?P<number>{NUMBER})(?:[ -]?)(?:full |whole |started |clear |complete |entire "
    rf"|volle[nrs]? |further |additional |more |weitere[nrs]? )?{_UNIT}",
    re.IGNORECASE,
)
_JOINED = Pattern(r"\.?\s*(?:,|and|und|y|et|e|&)?\s*", re.IGNORECASE)
_ISO = Pattern(
    r"P(?:(?P<years>\d+)Y)?(?:(?P<months>\d+)M)?(?:(?P<weeks>\d+)W)?(?:(?P<days>[\d.]+)D)?"
    r"(?:T(?:(?P<h>[\d.]+)H)?(?:(?P<min>[\d.]+)M)?(?:(?P<s>[\d.]+)S)?)?(?<=[YMWDHS])",
    re.IGNORECASE,
)
_CLOCKED = Pattern(
    r"(\d+):([0-5]\d)(?:(?::([0-5]\d))? ?(?:h|hrs?|hours?|std\.?)|:(?P<seconds>[0-5]\d))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Found:
    """A length of time within a text: where it stands, and as it is read."""

    start: int
    end: int
    text: str
    number: Decimal
    unit: str


_ADJECTIVE = Pattern(
    rf"(?<![\w.,])(?P<number>\d+|{WORDS})-?(?P<unit>tägig|wöchig|monatig|jährig"
    r"|stündig)(?:e[nrsm]?)?(?!\w)",
    re.IGNORECASE,
)
_OF_ADJECTIVE = {
    "tägig": "Tage", "wöchig": "Wochen", "monatig": "Monate", "jährig": "Jahre",
    "stündig": "Stunden",
}  # fmt: skip


_INNERT = Pattern(r"(?<!\w)innert(?!\w)", re.IGNORECASE)
_PART_OF_UNIT = Pattern(rf"{FRACTION}{_UNIT}", re.IGNORECASE)


def _in_smaller_unit(match: re.Match[str]) -> str:
    """Return a part of a unit in whole smaller ones: `half a day` is `12 h`; else as it is."""
    unit = _unit(match)
    for family in (SECONDS, MONTHS) if is_alone(match) else ():
        smaller = [one for one in _IN_WHOLE if one in family and unit in family]
        for one in smaller:
            number = share_of(match) * Fraction(family[unit] / family[one])
            if family[one] <= family[unit] and number.denominator == 1:
                return f"{number} {one}"
    return match[0]


_IN_WHOLE = ("months", "days", "h", "min", "s", "ms")


def _as_length(match: re.Match[str]) -> str:
    number = match["number"] if match["number"].isdigit() else spoken(match["number"])
    return f"{number} {_OF_ADJECTIVE[match['unit'].lower()]}"


def prepared(text: str) -> str:
    """Return a cleaned text with figures in place of words, as `two (2) hours` is `2 hours`."""
    words = clean(text).replace("_", " ")
    if alone := _GERMAN_ALONE.fullmatch(words):
        return f"{alone['number']} {_GERMAN_UNITS[alone['unit'].lower()]}"
    words = _ADJECTIVE.sub(_as_length, _INNERT.sub("binnen", words))
    words = re.sub(r"\ban (werk|arbeits)tagen\b", r"\1tags", words, flags=re.IGNORECASE)
    words = _GERMAN_SHORT.sub(lambda m: f" {_GERMAN_DAYS[m['first']]}", words)
    words = _HOURS_MINUTES.sub(r"\g<hours> h \g<minutes> min", _PRIME.sub(" min", words))
    words = _ONE_AND_A_HALF.sub(lambda m: f"1.5 {m['unit'] or m['fr'] or ''}".strip(), words)
    words = _AND_HALF_OF_IT.sub(
        lambda m: f"{spoken(m['number']) or m['number']}.5 {m['unit']}", words
    )
    words = _AND_A_HALF.sub(lambda m: f"{spoken(m[1]) or m[1]}.5", words)
    words = _WITHIN_THE.sub("within 1 ", words)
    words = _PART_OF_UNIT.sub(_in_smaller_unit, words)
    words = _QUARTER.sub("0.25 ", _HALF.sub("0.5 ", words))
    words = _OF_TWO.sub(lambda m: f"{Decimal(m['top']) / Decimal(m['bottom'])} ", words)
    words = _MINUTES_SECONDS.sub(r"\g<minutes> min \g<seconds> s", words)
    words = re.sub(r"\[([^\[\]]*)\]", r"(\1)", words)
    return _SPOKEN.sub(lambda m: m["said"] or m["first"] or spoken(m["word"]), words)


_HALF_A_DAY = Pattern(
    r"(?:(?:within|in|innerhalb von|binnen|en|dans) )?(?:an? |one |1 |eine[mnrs]? |ein |une )?"
    r"(?:half(?: of)?[ -]?(?:an? )?days?|half-day|halbe[nrs]? tag(?:e?s)?|halbtag|demi-journée)",
    re.IGNORECASE,
)


def half_a_day(text: str) -> tuple[str, ...]:
    """Return both readings of half a day, which may be one of working time; else nothing."""
    return ("12 h", "0.5 business days") if _HALF_A_DAY.fullmatch(clean(text)) else ()


def readings(text: str) -> tuple[str, ...]:
    """Return each reading of a length of time; a capital M means minutes to some, else months."""
    found = length(text)
    capital = re.fullmatch(r"(\d+) ?M", clean(text))
    return (found, amount(Decimal(capital[1]), "months")) if capital else (found,) if found else ()


def length(text: str) -> str:
    """Return a length of time as it is read: `1 d 4 h` is `28 h`, `P1Y` is `1 year`."""
    words = prepared(text)
    iso = _ISO.fullmatch(words)
    if iso:
        return _sum([(Decimal(n), unit) for unit, n in iso.groupdict().items() if n])
    clock = _CLOCKED.fullmatch(words)
    if clock:
        units = zip(("h", "min", "s", "s"), clock.groups(), strict=True)
        return _sum([(Decimal(n), unit) for unit, n in units if n])
    found = lengths_in(words)
    if len(found) == 1 and not words[: found[0].start] and not words[found[0].end :]:
        return found[0].text
    bare = re.fullmatch(
        rf"(?:(?:each|every|per|pro|je) )?(?:a |an |full |started |volle |angefangene )*{_UNIT}",
        words,
        re.IGNORECASE,
    )
    is_single = bare and len(words) > 2 and not words.endswith("s")
    return amount(Decimal(1), _unit(bare)) if bare and is_single else ""


def lengths_in(words: str) -> list[Found]:
    """Return the lengths of time in a prepared text; units that follow each other are one."""
    runs: list[list[re.Match[str]]] = []
    for match in AMOUNT.finditer(words):
        between = words[runs[-1][-1].end() : match.start()] if runs else ""
        if runs and _JOINED.fullmatch(between) and _follows(runs[-1][-1], match):
            runs[-1].append(match)
        else:
            runs.append([match])
    return [found for run in runs if (found := _found(run))]


def is_unit(word: str) -> bool:
    """Tell whether a word, in whatever case, is a unit of time alone and of nothing else."""
    return word.casefold() not in _OF_OTHERS and _WHOLE_UNIT.fullmatch(word) is not None


def is_same_length(first: Found, second: Found) -> bool:
    """Tell whether the second time says the first in another unit, as `72 hours (3 days)`."""
    one, other = (SECONDS.get(found.unit) for found in (first, second))
    return bool(one and other and first.number * one == second.number * other)


def _follows(first: re.Match[str], second: re.Match[str]) -> bool:
    """Tell whether a smaller unit of the same kind follows, as minutes do on hours."""
    one, other = _unit(first), _unit(second)
    for family in (SECONDS, MONTHS):
        if one in family and other in family:
            return family[one] > family[other]
    return False


def _found(run: list[re.Match[str]]) -> Found | None:
    parts = []
    for match in run:
        number = figure(match["number"])
        if not number:
            return None
        parts.append((Decimal(number), _unit(match)))
    text = _sum(parts)
    return Found(run[0].start(), run[-1].end(), text, *parts[0]) if text else None


_DAYS_OF = {"years": Decimal(365), "quarters": Decimal(90), "months": Decimal(30)}
_SIZES = SECONDS | {unit: days * SECONDS["days"] for unit, days in _DAYS_OF.items()}
_OF_WORK = {"business minutes": "min", "business hours": "h", "business days": "days"}


def mixed_length(words: str) -> tuple[str, str]:
    """Return one length that is written in months and days, and what was taken for a month.

    33 days may be meant by one month and three days; whoever agrees decides. Where working time is
    one of the parts, which nobody can add up, the length is empty, and its unit comes next.
    Both are empty for a text that is no such length.
    """
    found = [*AMOUNT.finditer(words)]
    gaps = [words[one.end() : other.start()].replace("+", "") for one, other in pairwise(found)]
    is_whole = found and not re.search(r"\d", words[: found[0].start()])
    if (
        not is_whole
        or not all(map(_JOINED.fullmatch, gaps))
        or words[found[-1].end() :].strip(" .")
    ):
        return "", ""
    parts = [(Decimal(figure(one["number"]) or 0), _unit(one)) for one in found]
    sizes = [_SIZES[_OF_WORK.get(unit, unit)] for _, unit in parts]
    if any(size <= smaller for size, smaller in pairwise(sizes)):
        return "", ""
    if any(unit in _OF_WORK for _, unit in parts):
        last = _OF_WORK.get(parts[-1][1], parts[-1][1])
        return "", next(unit for unit, size in _OF_WORK.items() if SECONDS[size] >= SECONDS[last])
    longest = [unit for _, unit in parts if unit in MONTHS]
    if not longest or len(longest) == len(parts):
        return "", ""
    total = sum(number * size for (number, _), size in zip(parts, sizes, strict=True))
    unit = next(one for one in ("days", "h", "min", "s", "ms") if not total % SECONDS[one])
    taken = longest[-1].removesuffix("s")
    return amount(total / SECONDS[unit], unit), f"a {taken} as {_DAYS_OF[longest[-1]]} days"


def _unit(match: re.Match[str]) -> str:
    if match["after"]:
        words = match["after"].lower()
        return next(u for pattern, u in _WORKING_AFTER.items() if re.fullmatch(pattern, words))
    word = re.sub(r"\(s\)|\(n\)|'", "", (match["working"] or match["unit"]).lower())
    return (_BUSINESS_UNITS if match["working"] else _UNITS)[word]


def _sum(parts: list[tuple[Decimal, str]]) -> str:
    """Return several lengths as one, in the smallest unit; nothing where they cannot be added."""
    parts = [part for part in parts if part[0]] or parts[:1]
    if len(parts) == 1:
        return amount(*parts[0])
    for family in (SECONDS, MONTHS):
        if all(unit in family for _, unit in parts):
            unit = min((unit for _, unit in parts), key=family.__getitem__)
            return amount(sum(n * family[u] for n, u in parts) / family[unit], unit)
    return ""


_WHOLE = {"quarters": (3, "months"), "fortnights": (2, "weeks")}
_SMALL = {"us": Decimal("0.001"), "ns": Decimal("0.000001")}


def amount(number: Decimal, unit: str) -> str:
    """Print a length in a unit that the format has: `1 day`, `0.01 ms`."""
    if unit in _SMALL:
        return f"{printed(number * _SMALL[unit])} ms"
    if unit in _WHOLE:
        factor, unit = _WHOLE[unit]
        number *= factor
    plural = len(unit) > 3 and number != 1
    return f"{number:f} {unit if plural else unit.removesuffix('s') if len(unit) > 3 else unit}"
