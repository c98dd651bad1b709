"""Lengths of time and what is said beside them: after what they run, or before which day."""

from __future__ import annotations

import re
from decimal import Decimal

from sla_catalog.model.notations import deadlines, intervals, lengths, written_dates
from sla_catalog.model.notations.numerals import NUMBER, figure
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
    r"|inside|at any time|jederzeit|à tout moment|d'|for|every|the|in writing,?|by notice"
    r"|schriftlich"
    r"|par écrit|sous(?: un délai de)?|un délai de"
    r"|dans un délai de|dans un délai maximum de|mit einem vorlauf von|einem vorlauf von"
    r"|vorlauf(?: von)?"
    r"|unter (?:einhaltung|beachtung|wahrung)|(?:einer |der )?(?:kündigungs"
    r"|vorankündigungs)?frist von"
    r"|(?:en respectant|sous réserve d|sauf) ?'?(?:un )?préavis(?: minimum)?(?: de)?|(?:by "
    r"|upon )?giving"
    r"|upon|on|no|prior|written|advance|au moins|au plus tard|lead time(?: of)?|délai(?: de)?"
    r"|moyennant|einer? |von|einzuhalten"
    r"|wenigstens|längstens|maximal|minimal|with an?|under a|subject to(?: an?)?"
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
    r"|der)|fin (?:du|de la)|at the end of|prior to|bis(?: zu[mr])?|bis spätestens"
    r"|spätestens (?:am|zum|bis)"
    r"|zum|vor(?: dem)?|by|no later than|not later than|avant|d'ici|jusqu'au|au plus tard"
    r"|on or before)\s+(?=.*(?:month|quarter|year|billing|invoice|cycle|period|term|expir|renew"
    r"|monat"
    r"|quartal|jahr|rechnung|abrechnung|laufzeit|ende|ultimo|mois|trimestre|année|facture|échéance"
    r"|période|\d(?:st|nd|rd|th|\.|e)? ?(?:werk|arbeits|business|working|calendar|tag|day"
    r"|jour)))|in (?=(?:the |dem |den )?(?:following|next|same|subsequent|folgenden|nächsten) )"
    r"|within (?=(?:the |his |its |their )*(?:[a-z]+ )*(?:billing|invoice|same|current|follow"
    r"ing|next|calendar) )|innerhalb (?=des|der)|dans le mois|within the month|im folge)"
    r"(?:[^\d]|\d{1,2}(?:st|nd|rd|th|er|\.)? )*|\w+ billing (?:cycle|period|month)s?",
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
    r"^(?:(?:(?:um|for|by|jeweils|je|weitere[nrms]?|an?other|an? further|further|additional"
    r"|ein(?:en)?(?= we)"
    r"|1(?= (?:weiter|further|additional|more))|one additional|an additional|successive"
    r"|consecutive|pour"
    r"|des|une durée(?: de)?|automatic(?:ally)?|automatisch|auto-?renew(?:s|al|ing)?|renew(?:s|ed"
    r"|al"
    r"|able)?"
    r"|rolling|each time(?: by)?|jedes mal(?: um)?|jedesmal|für|par (?:tacite )?reconduction"
    r"|renouvelable"
    r"|every|each|per|1 ?x|stillschweigend|tacite(?:ment)?|reconductible|verlängert sich|on an?"
    r"|(?:periods?|terms?) of|(?:par )?(?:tranches?|périodes?)(?: (?:annuelles|successives"
    r"|supplémentaires))?"
    r"(?: de)?)(?!\w)|d'|1 ?x(?=\d))[\s:]*)+"
    r"|(?:[ -](?:each|terms?|periods?|jeweils|extensions?|renewals?|verlängerung|basis|more"
    r"|further|longer|thereafter|danach|ensuite"
    r"|at a time|subscriptions?|supplémentaires?|ferme))+$",
    re.IGNORECASE,
)
_TO_ITSELF = Pattern(
    r"(?:on an? )?(?P<unit>month|year|quarter|week)[ -](?:to|by|on)[ -](?P=unit)(?: basis)?"
    r"|(?:von )?(?P<german>monat|jahr|quartal|woche) zu (?P=german)"
    r"|d(?:e |')(?P<french>mois|année|an|trimestre) (?:en|1) (?P=french)",
    re.IGNORECASE,
)
_MORE_TERMS = Pattern(
    r"[\s,;(]*(?:\+|plus|with|and|then|renew|option|extend|extension|mit|und|danach|verlänger"
    r"|anschließend|puis"
    r"|avec|renouvel|reconduc)",
    re.IGNORECASE,
)
_UNLESS = Pattern(
    r",? (?:unless|except if|sofern nicht|wenn nicht|es sei denn|falls nicht|sauf|until"
    r"|if not) .*$",
    re.IGNORECASE,
)
_INITIAL = Pattern(
    r"^(?:(?:the |an? |eine? |une? )*(?:initial|minimum|fixed|first|committed|firm|contract|mindest"
    r"|erst|anfangs|grund)?[ -]?(?:contract |subscription |vertrags|commitment )?(?:term|period"
    r"|duration"
    r"|commitment|laufzeit|dauer|bindung|durée)(?: (?:initiale|minimale|ferme|of|von|de|is"
    r"|beträgt))*"
    r"(?: d'|:)?|(?:durée|période|engagement)(?: (?:initiale?|minimale?|ferme))?(?: de| d'|:)"
    r"|vertragsdauer|fest|befristet auf|minimum(?: of)?|mindestens|for|für|a|of|pour|über"
    r"|auf)[\s:]+"
    r"|[\s,(]+(?:initial|minimum|fixed|first|contract|min\.?|fest|ferme|mindestens)?[ -]?(?:term"
    r"|period"
    r"|contract|laufzeit|mindestlaufzeit|vertragslaufzeit|mindestvertragslaufzeit|minimum|fixed"
    r"|fest|ferme"
    r"|commitment|subscription)\)?$",
    re.IGNORECASE,
)
_ON_A_DAY = Pattern(
    r"(?=.*[^\W\d_]|.*\.\d)"
    r"(?:(?:by|bis|until|before|spätestens|zum|au plus tard|jusqu'au|avant|le|am|on)[\s:]*)*"
    r"(?:(?:the |den |dem )?\d{1,2}(?:\.|st|nd|rd|th)? ?(?:of )?(?:\d{1,2}\.?|(?!mte"
    r"|mon)[a-zéûä]{3,})"
    r"|[a-z]{3,} \d{1,2}(?:st|nd|rd|th)?)(?: (?:of |in |eines |each |every |jeden |chaque ).*)?",
    re.IGNORECASE,
)
_TO_A_DAY = Pattern(
    r"(?:notice |frist )?(?:zum|bis|to|by|before|vor dem|auf den|auf|per|au|until) (?:the )?\d",
    re.IGNORECASE,
)
_END_OF = Pattern(
    r"(?:(?:by|before|bis|until|zum|zu|am|on|at|to|the|jeweils|à la|fin"
    r"|avant la) )*(?:ende?(?: of)?"
    r"|fin de"
    r"|(?:monats|quartals|halbjahres|jahres|vertrags)ende)(?: [^\W\d_]+){0,4}"
    r"|(?:zum|bis zum|jeweils zum) (?:monats|quartals|halbjahres|jahres|vertrags)(?:ende|schluss)",
    re.IGNORECASE,
)
_IN_TURN = Pattern(
    r"(?:monthly|weekly|monatlich|wöchentlich|mensuel\w*|quarterly|annually|yearly|half-yearly"
    r"|viertel\w*|halbjährlich|jährlich|quartalsweise"
    r"|trimestriel\w*|annuel\w*)(?: .*)?",
    re.IGNORECASE,
)
_LIKE_ANOTHER = Pattern(
    r"\b(?:same|equal|(?<!\d[ -])(?<!year )(?<!month )initial|original|identical|like|as before"
    r"|gleiche[nrs]?|ursprünglich\w*|même"
    r"|fiscal|financial|calendar|geschäfts|haushalts|school|academic)\b(?=.*(?:term|period"
    r"|length|duration"
    r"|laufzeit|zeitraum|dauer|durée|période|year|jahr)|$)",
    re.IGNORECASE,
)
_OF_TERMS = {"notice", "for", "initial", "cure", "transition"}


def times(text: str, key: str = "", *, is_elapsed: bool = False) -> tuple[Suggestion, ...]:
    """Return each reading of a length: `72 hours after the fault` is `72 h`, after the fault.

    Where only elapsed time is read, working time goes into a text.
    """
    beside: tuple[tuple[str, str], ...]
    words = _OF_ONE.sub("binnen 1 ", lengths.prepared(text))
    words = re.sub(r"^(\d+)\+(?= ?[a-z])", r"\1", words)
    if not words:
        return ()
    if key in _OF_TERMS and (of_terms := _of_terms(words, key)):
        return of_terms
    half = () if is_elapsed else lengths.half_a_day(text)
    whole = half or lengths.readings(words)
    if whole:
        return tuple(_fitting(one, (), text, key, is_elapsed=is_elapsed) for one in whole)
    if not is_elapsed:
        clock, zone = deadlines.without_zone(words)
        ends = deadlines.deadlines(clock)
        if ends:
            beside = (("note", zone),) if zone else ()
            return tuple(Suggestion(one, beside) for one in ends)
    if not is_elapsed and _UNTIL.fullmatch(words):
        return (Suggestion("", (("until", words),)),)
    found = lengths.lengths_in(words)
    is_twice = len(found) == 2 and lengths.is_same_length(*found)
    if is_twice and re.fullmatch(r"[\s(=/]*\(?[\s)]*", words[found[0].end : found[1].start]):
        words = words[: found[0].end]
    if key == "notice" and len(found) == 2 and _IN_BRACKETS.fullmatch(_between(words, found)):
        note = (("note", words[found[0].end :].strip(" ()")),)
        return (_fitting(found[0].text, note, text, key, is_elapsed=is_elapsed),)
    if is_twice or (len(found) > 1 and _TO_THE_END.fullmatch(_between(words, found))):
        found = found[:1]
    if key == "notice" and len(found) == 1:
        if low := _lower_end(words, found[0]):
            return (_fitting(low, (("note", words),), text, key, is_elapsed=is_elapsed),)
        if hedge := _HEDGE.match(words):
            beside = (("note", hedge[0].strip(" ,:")),)
            return tuple(
                _fitting(one.value, (*one.beside, *beside), text, key, is_elapsed=is_elapsed)
                for one in times(words[hedge.end() :], key, is_elapsed=is_elapsed)
                if "note" not in dict(one.beside)
            )
    if len(found) != 1 or not _BEFORE.fullmatch(words[: found[0].start]):
        return (Suggestion("", (("text", words),)),) if key == "for" and found else ()
    rest = re.sub(r"^'?s?(?=\s|$)", "", words[found[0].end :]).strip(" ,;'.")
    if key == "notice":
        rest = _BEFOREHAND_FIRST.sub("", rest)
    rest = re.sub(
        r"\bof 1 (?=(?:(?:calendar|contract|service|fiscal) )?(?:month|quarter|year|half-year)\b)",
        "of a ",
        rest,
    )
    event = _AFTER.fullmatch(rest)
    if event and not re.search(r"\d", event["event"]):
        beside = (("after", event["event"].strip()),)
    elif _NOTICE.fullmatch(rest):
        beside = ()
    elif re.search(r"\d", rest) and not (key == "notice" and _TO_A_DAY.match(rest)):
        return (Suggestion("", (("text", words),)),) if key == "for" else ()
    else:
        beside = (("note" if key == "notice" else "text", rest.strip("()")),)
    return (_fitting(found[0].text, beside, text, key, is_elapsed=is_elapsed),)


_OF_ONE = Pattern(
    r"\b(?:innerhalb|binnen) (?:von )?eine[sr] (?=(?:monats|jahres|quartals|tages|woche|stunde)\b)",
    re.IGNORECASE,
)
_IN_BRACKETS = Pattern(r"\s*\(\s*")
_TO_THE_END = Pattern(r"\s*(?:[a-z]+ )*(?:to|before|at) the end of", re.IGNORECASE)
_LOW_END = Pattern(
    rf"(?:(?:between|from|within|in|zwischen) )*(?P<low>{NUMBER}) ?(?:-|to|or|bis|oder|and|und) ?",
    re.IGNORECASE,
)
_HEDGE = Pattern(
    r"(?:(?:if|where|when|wherever|whenever) (?:at all |reasonably )?(?:possible|practicable"
    r"|feasible)"
    r"|wenn (?:irgend )?möglich|sofern möglich|nach möglichkeit|möglichst|si possible|ideally"
    r"|usually"
    r"|normally|typically|in der regel|grundsätzlich|en principe|generally|preferably)[\s,:]+",
    re.IGNORECASE,
)


def _lower_end(words: str, found: lengths.Found) -> str:
    """Return the shorter end of a range of one unit, which is what notice is given at least."""
    low = _LOW_END.fullmatch(words[: found.start])
    number = figure(low["low"]) if low else ""
    if not number or Decimal(number) >= found.number or words[found.end :].strip(" .'"):
        return ""
    return lengths.amount(Decimal(number), found.unit)


def _of_terms(words: str, key: str) -> tuple[Suggestion, ...]:
    """Return how long a term or its notice is, where only those are written so."""
    words = re.sub(
        r"\b(?:contract|subscription|agreement) (?=(?:year|month|quarter)s?\b)", "", words
    )
    in_one_word = re.fullmatch(
        r"(?:mit |unter )?(monat|quartal|jahr|wochen)s?frist", words, re.IGNORECASE
    )
    if in_one_word:
        return (Suggestion(lengths.length(f"1 {in_one_word[1].removesuffix('n')}")),)
    if in_french := re.fullmatch(r"(\d+) ?j(?:rs?)?", words, re.IGNORECASE):
        return (Suggestion(lengths.length(f"{in_french[1]} jours")),)
    minutes = re.fullmatch(r"(\d+) ?[mM]", words)
    if minutes:  # nobody gives notice in minutes
        return (Suggestion(lengths.length(f"{minutes[1]} months")),)
    if key in {"for", "initial"} and not lengths.lengths_in(words) and _LIKE_ANOTHER.search(words):
        return (Suggestion("", (("text" if key == "for" else "note", words),)),)
    if key == "initial" and (
        day := written_dates.day(re.sub(r"^(?:through|to|bis zum) ", "", words))
    ):
        return tuple(Suggestion("", (("ends", one),)) for one in day.split(" or "))
    if key == "notice":
        is_day = _ON_A_DAY.fullmatch(words) and not lengths.lengths_in(words)
        is_end = _END_OF.fullmatch(words) or _IN_TURN.fullmatch(words)
        return (Suggestion("", (("text", f"Notice {words}"),)),) if is_day or is_end else ()
    if key == "initial":
        core = _INITIAL.sub("", _INITIAL.sub("", words)).strip()
        length = lengths.length(core)
        first = lengths.lengths_in(core)
        if not length and first and not first[0].start and _MORE_TERMS.match(core[first[0].end :]):
            return (_fitting(first[0].text, (("note", words),), words, key, is_elapsed=True),)
        return (Suggestion(length),) if length and "business" not in length else ()
    if key != "for" or words.isdigit():
        return ()
    if so_often := _so_often(words):
        return (so_often,)
    if worded := _worded(words):
        return (Suggestion(worded),)
    itself = _TO_ITSELF.fullmatch(words)
    word = next(filter(None, itself.groups()), "") if itself else ""
    unless = _UNLESS.search(words)
    plain = re.sub(
        r"(?<=\d )(?:further|additional|more|weitere[nrs]?|zusätzliche[nrs]?) ", "", words
    )
    core = word or _FURTHER.sub("", _FURTHER.sub("", _UNLESS.sub("", plain))).strip()
    length = lengths.length(core) or intervals.interval(core).removeprefix("every ")
    if length and not re.match(r"\d", length):
        length = lengths.length(length)
    beside = (("text", unless[0].strip(" ,")),) if unless else ()
    if length and "business" not in length:
        return (Suggestion(length, beside),)
    return (Suggestion("", (("text", words),)),) if len(lengths.lengths_in(words)) > 1 else ()


_SO_OFTEN = Pattern(
    r"(?:up to |max(?:imum|imal|\.)? |at most |höchstens |bis zu |au maximum )?"
    r"(?:(?:\d{1,2}|once|twice|einmal|zweimal|dreimal|two|three|four|five|zwei"
    r"|drei|vier|fünf|deux|trois|quatre|cinq) ?(?:x|×|times|mal|fois|by|for|um|je|jeweils|à"
    r"|(?:(?:successive|consecutive|optional|further|additional|weitere) )?(?:renewals?|extensions?"
    r"|options?|periods?|terms?|verlängerungen|périodes?|reconductions?|prolongations?))(?!\w)"
    r"(?:[ -](?:of|by|for|um|je|jeweils|von|à|zu|de|par|each|one))* ?|(?:\d{1,2} ?\+ ?)+)(?=\d)",
    re.IGNORECASE,
)
_AT_ITS_END = r" (?:each|jeweils|chacune?|options?|terms?|periods?|renewals?|extensions?)$"
_EITHER = Pattern(rf"{NUMBER} ?(?:-|to|or|bis|oder|à|ou) ?(?=\d)", re.IGNORECASE)


def _so_often(words: str) -> Suggestion | None:
    """Return for how long an agreement is renewed more than once: `2 x 12 months`, `1 + 1 years`.

    Of `12-24 months` nobody knows which is meant; it is kept in words.
    """
    if _EITHER.match(words) and len(lengths.lengths_in(words)) == 1:
        return Suggestion("", (("text", words),))
    often = _SO_OFTEN.match(words)
    each = re.sub(_AT_ITS_END, "", words[often.end() :], flags=re.IGNORECASE) if often else ""
    length = lengths.length(each)
    if not length or "business" in length:
        return None
    return Suggestion(length, (("text", words),))


_OF_RENEWAL = Pattern(
    r"(?:auto|automatic(?:ally)?|automatisch|extend(?:s|ed)?|extension|renew(?:s|ed|al|als"
    r"|able)?|is|are|be"
    r"|will|shall|it|by|for|of|on|in|at|an?|the|to|each|every|time|another|additional|further"
    r"|successive"
    r"|rolling|basis|terms?|periods?|contract|agreement|subscription|verlängert|verlängerung"
    r"|sich|um|je"
    r"|jeweils|weitere[nrsm]?|stillschweigend|automatische|vertrag(?:es)?|der|die|das"
    r"|jede[snrm]?|für"
    r"|renouvel[a-zé]*|recondu[a-zé]*|tacite(?:ment)?|par|période|périodes|pour|de|d|une?|durée"
    r"|supplémentaire"
    r"|le|la|contrat|automatique(?:ment)?)"
)


def _worded(words: str) -> str:
    """Return the one length in words that say only that an agreement goes on."""
    found = lengths.lengths_in(words)
    if len(found) == 1:
        rest = f"{words[: found[0].start]} {words[found[0].end :]}".lower()
        is_plain = all(map(_OF_RENEWAL.fullmatch, re.findall(r"[^\W_]+", rest)))
        return found[0].text if is_plain and "business" not in found[0].text else ""
    left = [
        one for one in re.findall(r"[^\W\d_]+", words.lower()) if not _OF_RENEWAL.fullmatch(one)
    ]
    core = re.sub(r"(?<=lich)e[nrs]?$", "", left[0]) if len(left) == 1 else ""
    every = intervals.interval(core).removeprefix("every ") if core and not found else ""
    return lengths.length(every) if re.fullmatch(r"[a-z]+|\d+ \w+", every) else ""


def _between(words: str, found: list[lengths.Found]) -> str:
    return words[found[0].end : found[1].start].rstrip()


def _fitting(
    value: str, beside: tuple[tuple[str, str], ...], text: str, key: str, *, is_elapsed: bool
) -> Suggestion:
    if is_elapsed and "business" in value:
        words = " ".join(text.split())
        return Suggestion("", (("text", f"Notice of {words}" if key == "notice" else words),))
    return Suggestion(value, beside)
