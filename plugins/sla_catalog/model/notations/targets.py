"""Promises in other notations: a limit, an amount, and what is said beside them.

The rest of a text goes where the format has a key for it (`window`, `compliance`, `statistic`,
`hours`, `measured_over`, `commitment`, `clock`), and else into a note.
"""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum

from sla_catalog.model.notations import currencies, deadlines, lengths
from sla_catalog.model.notations.numerals import (
    LARGER,
    NUMBER,
    WORDS,
    clean,
    figure,
    printed,
    spoken,
)
from sla_catalog.model.notations.promised_times import promised_times
from sla_catalog.model.notations.remainder import BEST_EFFORT, LIMIT_FIRST, effort, limit_word
from sla_catalog.model.notations.saturdays import in_both_weeks
from sla_catalog.model.notations.shares import SHARE, shares
from sla_catalog.model.notations.suggestions import Suggestion
from sla_catalog.patterns import Pattern


class Wanted(StrEnum):
    """What kind of amount a target is written in; unknown where nothing says the metric's type."""

    SHARE = "share"
    TIME = "time"
    ANY = "any"


_NO_PROMISE = Pattern(
    r"(?:(?:next|future|planned|scheduled|upcoming)(?!.*\b(?:morning|evening|day)\b)"
    r"|backlog|roadmap|discretion|none|release|not covered"
    r"|no (?:\w+ )?(?:sla|commitment|guarantee|promise|target|response|fixed|times?|goal)\b"
    r"|not applicable|unsupported|not (?:committed|provided|offered|promised)"
    r"|no (?:rpo|rto|retention|back-?ups?|recovery)|not (?:retained|stored|kept|backed up"
    r"|recoverable)"
    r"|keine (?:aufbewahrung|sicherung|speicherung)|nicht (?:aufbewahrt|gespeichert|gesichert)"
    r"|(?:pas|aucune) (?:de )?(?:conservation|sauvegarde)|non (?:conservée?s?|sauvegardée?s?)"
    r"|community|self[ -]service|(?:up)?on (?:request|demand)|(?:by|per|upon) (?:arrangement|quote"
    r"|agreement|contract)|case[ -]by[ -]case|varies|depends|depending|negotia|individual|custom"
    r"|low priority|not guaranteed|as (?:agreed|needed|required|available|appropriate)"
    r"|kein(?:e|en)? (?:zusage|garantie|anspruch|gewähr)|ohne (?:zusage|garantie|anspruch|gewähr)"
    r"|keine? (?:\w+ )?\w*(?:zeit|frist)(?:en)?\b|aucun délai|keine?$"
    r"|aucun(?:e)? (?:engagement|garantie)|sans (?:engagement|garantie)"
    r"|(?:à|sur) (?:la )?demande"
    r"|nicht (?:garantiert|zugesagt|vereinbart)|nach (?:vereinbarung|aufwand|absprache|bedarf"
    r"|verfügbarkeit)|auf anfrage"
    r"|sur devis|selon accord|à convenir|contact (?:us|sales))", re.IGNORECASE
)  # fmt: skip
_ELSEWHERE = Pattern(
    r"(?:see|siehe|s\.|as per|as (?:stated|defined|specified|set out) in|according to|gemäß|laut"
    r"|voir|véase|defined in|specified in) ",
    re.IGNORECASE,
)
_NO_FIGURE = Pattern(
    r"(?:(?:(?:with|effective|mit|avec|à) )?(?:an? |the )?(?:effet )?(?:immediate|instant|prompt"
    r"|quick|fast|rapid|real[ -]?time|timely|swift"
    r"|reasonable|expedited|unverzüglich|umgehend|sofort|schnellst|zeitnah|kurzfristig"
    r"|immédiat|inmediat|tempestiv|zügig|ohne schuldhaftes zögern)\w*"
    r"|(?:by )?(?:the )?(?:start|beginning|opening) of (?:\w+ )*(?:day|business)"
    r"|(?:first thing )?(?:the )?(?:next|following) (?:morning|evening)|overnight|by lunchtime"
    r"|minimal\w*|(?:la )?veille(?: .*)?|(?:the )?last (?:[\w-]+ )?(?:transaction|commit|sync)"
    r"|infinit\w*|no (?:time )?limit|kein limit|durée légale|délai légal"
    r"|(?:daten)?stand (?:vom )?(?:vorabend|vortag)|one billing (?:cycle|period)|for ?ever"
    r"|indefinite(?:ly)?|perpetual(?:ly)?|unbegrenzt|unbefristet|dauerhaft"
    r"|near[ -]?real[ -]?time\w*|(?:the )?(?:(?:time|point|moment|stand) (?:of|der|des) (?:the )?)?"
    r"(?:last|latest|previous|nightly|daily|letzte[rns]?|dernière?|jüngste[rns]?) (?:[\w-]+ )?"
    r"(?:back-?up|snapshot|checkpoint|sauvegarde|sicherung|datensicherung|replication"
    r"|synchronisation)|(?:end of )?"
    r"(?:the )?previous (?:business |working |calendar )?day|seconds|dernière sauvegarde"
    r"|letzte (?:daten)?sicherung|(?:stand )?(?:letzter?|vorherige) (?:nacht|sicherung)"
    r"|last night\w*"
    r"|la veille|j ?- ?1|d ?- ?1|t ?- ?1|(?:vertrags)?laufzeit|vertragsdauer|durée du contrat"
    r"|\d+ (?:billing (?:cycles?|periods?)|abrechnungs\w+|release\w*)"
    r"|tagessicherung|near[ -]zero|vortag|(?:the )?(?:previous day|day before)"
    r"|as soon as (?:reasonably )?(?:possible|practicable)|baldmöglichst"
    r"|when(?:ever)? (?:available|ready|convenient)"
    r"|as available|(?:the )?(?:life(?:time)?|duration|term) of|gesetzlich\w*|statutory"
    r"|legal(?:ly)?|as prescribed"
    r"|permanent(?:ly)?|(?:the )?last \d+|(?:close to|almost|nearly|approximately) (?:zero|none"
    r"|nothing)"
    r"|(?:since|seit|depuis|for|until|during|throughout|over|bis|während|für|pendant|jusqu'à"
    r"|as long as|solange|durant)(?= )"
    r"|\d+ (?:daily|weekly|monthly|full|incremental)?,? ?(?:daily|weekly|monthly|yearly"
    r"|back-?ups?|versions?"
    r"|restore points?|snapshots?|copies|generations?|sicherungen|generationen|versionen|kopien"
    r"|sauvegardes?|tages\w+)|(?:the )?(?:current|previous|last|laufende[rsn]?) (?:\w+ )*(?:and"
    r"|und|plus)"
    r"|tb[acd]|continuous(?:ly)?|ongoing|laufend|fortlaufend|en continu|to be (?:agreed"
    r"|confirmed|determined|defined|negotiated)|pending"
    r"|unlimited|always"
    r"|high(?:ly)?[ -]availab\w*|hochverfügbar\w*"
    r"|at once|right away|straight away|without (?:undue |unreasonable )?delay"
    r"|a few|few|several|some|a couple of|couple|multiple|within (?:a few|a couple|a reasonable"
    r"|several|minutes"
    r"|hours|days|the day)|einige|wenige|ein paar|innerhalb (?:weniger|kurzer)|dans les meilleurs"
    r"|quelques|algunas|minutes|hours|days|(?:same|next) (?:week|month)|this week|end of week|eow)"
    r"(?:\W.*)?", re.IGNORECASE
)  # fmt: skip

_NEGATIVE = Pattern(r"(?:-|minus )\s*[\d.]", re.IGNORECASE)

_NO_GUARANTEE = Pattern(
    r"(?:(?:but|aber|mais|and|und|et) )?"
    r"(?:(?:is |are )?(?:not|never) (?:guaranteed|binding|committed)|non-binding"
    r"|no (?:guarantees?|sla|commitment|promise)|without (?:any )?(?:guarantee|sla|warranty)"
    r"|nicht (?:garantiert|zugesichert|zugesagt|verbindlich)|unverbindlich|keine garantie"
    r"|ohne (?:garantie|gewähr|zusage|zusicherung)|(?:sans|aucune?) (?:garantie|engagement)"
    r"|non (?:garantie?|contractuel(?:le)?))",
    re.IGNORECASE,
)
_BETWEEN_EFFORTS = Pattern(r"\s*[-/,;()]+\s*|\s+(?:or|and)\s+")
_CLOCK_TIME = Pattern(r"\d{1,2}:\d{2}")  # a length to some, a time of day to others


def targets(
    text: str, wanted: Wanted | None = None, activity: str = "", *, is_higher: bool = False
) -> tuple[Suggestion, ...]:
    """Return each reading of a promise; none where the text cannot be read with certainty.

    `activity` is the id of the metric's type, whose own words say nothing new; `is_higher` tells
    whether higher is better.
    """
    words = lengths.prepared(text)
    if not words or _NEGATIVE.match(words) or _CLOCK_TIME.fullmatch(words):
        return ()
    if wanted is None:
        wanted = _guessed(words)
    if wanted is Wanted.SHARE:
        return shares(clean(text), activity)
    if wanted is Wanted.TIME:
        if half := lengths.half_a_day(text):
            return tuple(map(Suggestion, half))
        found = promised_times(words, activity, is_higher=is_higher)
        return tuple(in_both_weeks(words, found))
    return _any(words, is_higher=is_higher)


def _guessed(words: str) -> Wanted:
    if money(words):
        return Wanted.ANY
    has_length = bool(lengths.lengths_in(words) or deadlines.deadlines(words))
    if SHARE.search(words) and not has_length:
        return Wanted.SHARE
    return Wanted.TIME if has_length else Wanted.ANY


def unquantified(text: str) -> tuple[Suggestion, ...]:
    """Return how a promise without a figure is written: as an effort, as none, or as unread."""
    words = clean(text)
    if absence := _ABSENCE.fullmatch(text.strip()):
        return (Suggestion("", ((absence["word"].lower(), absence["why"]),)),)
    if _NOTHING.fullmatch(text.strip()):
        return (Suggestion("", (("none", "no reason stated"),)),)
    if _TO_BE_FILLED.fullmatch(text.strip()):
        return (unread(text, "still to be filled in"),)
    if BEST_EFFORT.fullmatch(words):
        return (Suggestion("", (("commitment", effort(words)),)),)
    efforts = [part for part in _BETWEEN_EFFORTS.compiled.split(words) if part]
    if len(efforts) > 1 and all(map(BEST_EFFORT.fullmatch, efforts)):
        return (Suggestion("", (("commitment", effort(efforts[-1])),)),)
    first, *others = efforts or [""]
    if others and BEST_EFFORT.fullmatch(first) and all(map(_NO_GUARANTEE.fullmatch, others)):
        note = ", ".join(others)
        return (Suggestion("", (("commitment", effort(first)), ("note", note))),)
    if _ELSEWHERE.match(words):
        return (Suggestion("", (("elsewhere", " ".join(text.split())),)),)
    if not words or re.search(r"\d", words):
        return ()
    if re.fullmatch(r"[-/.?x]+|tb[acd]", words, re.IGNORECASE):
        return ()
    if not _NO_PROMISE.search(words):
        return ()
    return (Suggestion("", (("none", words),)), unread(words))


_NOTHING = Pattern(
    r"n\.?/?a\.?|k\. ?a\.?|nicht anwendbar|sans objet|none|no|nil|not applicable"
    r"|nicht (?:zutreffend|vorhanden)|entfällt|keine?[nrs]?|nein|nothing|aucune?"
    r"|non|néant|s\. ?o\.?|[-–—.]+",
    re.IGNORECASE,
)
_TO_BE_FILLED = Pattern(r"to ?do|\?+", re.IGNORECASE)
_ABSENCE = Pattern(r"(?P<word>none|unread|elsewhere):\s*(?P<why>\S.*)", re.IGNORECASE)


def has_no_figure(text: str) -> bool:
    """Tell whether a text promises speed without a figure: `immediately`, `a few hours`."""
    return _NO_FIGURE.fullmatch(clean(text)) is not None


def without_length(text: str) -> Suggestion:
    """Return the way to keep a promise of speed without a figure, as `unread` does."""
    has_digit = re.search(r"\d", text) is not None
    return unread(text) if has_digit else unread(text, "no length of time is stated")


def unread(text: str, reason: str = "TODO why it was not read") -> Suggestion:
    """Return the way to keep a text that nothing can be made of, with the reason where it is known.

    Otherwise the author writes it.
    """
    words = " ".join(text.split())
    return Suggestion("", (("unread", f"{reason}: {words}"),))


_MEASURE = Pattern(rf"(?P<number>-?{NUMBER})(?P<unit>\s*[^\W\d_°µ].*|\s*[°µ].*|)", re.DOTALL)

_NO_CENTS = Pattern(r"(?<![\d.,])(?P<whole>\d{1,3}(?:[.,]\d{3})*|\d+)[.,]-{1,2}(?=$| )")
_SAID_TWICE = Pattern(rf"^(\d+) ?\((?:(?:{WORDS}|{LARGER}|and|und)[ -]?)+\)(?= )", re.IGNORECASE)
_MULTIPLE = Pattern(
    r"(?P<number>\d+(?:[.,]\d+)?) ?(?:(?P<thousand>k|t(?=€|eur\b|chf\b)|tsd\.?|thousand|tausend"
    r"|mille)"
    r"|(?P<million>m|mio\.?|millions?|millionen)|bn?|mrd\.?|milliarden?|billions?)(?![a-zäöü])",
    re.IGNORECASE,
)
_SIGN_OF_LAND = Pattern(r"\b(US|A|AU|C|CA|NZ|HK|S|SG) \$", re.IGNORECASE)
_SIGN_AND_CODE = Pattern(
    rf"(?P<sign>{currencies.SIGNS}) ?(?P<number>{NUMBER}) ?(?P<code>[A-Z]{{3}}|{currencies.NAMES})"
)
_CODE_AND_SIGN = Pattern(
    rf"^(?P<code>[A-Z]{{3}}) ?(?P<sign>{currencies.SIGNS}) ?(?P<number>{NUMBER})$"
)
_PER_UNIT = Pattern(rf"^({NUMBER}) ?/ ?(?=[^\W\d_])")
_THOUSANDS_FIRST = Pattern(
    rf"^(?P<power>k|m|T(?=[EC])) ?(?P<sign>{currencies.SIGNS}|eur|usd|chf"
    rf"|gbp) ?(?P<number>{NUMBER})$",
    re.IGNORECASE,
)
_AMOUNT_OF_MONEY = Pattern(
    rf"(?P<before>{currencies.SIGNS}|{currencies.NAMES}|[A-Za-z]{{3}}) ?(?P<first>{NUMBER})"
    rf"|(?P<second>{NUMBER}) ?(?P<after>{currencies.SIGNS}|{currencies.NAMES}|[A-Za-z]{{2,3}})",
    re.IGNORECASE,
)
_NUMBER_FIRST = Pattern(rf"^(?P<word>{WORDS})(?= )", re.IGNORECASE)


def _any(words: str, *, is_higher: bool) -> tuple[Suggestion, ...]:
    """Return an amount of anything, with its number mended and the limit before it."""
    before = LIMIT_FIRST.match(words)
    limit = limit_word(before[0].strip()) if before else ""
    if limit == "at most" and is_higher:
        limit = "at least"
    core = _SAID_TWICE.sub(r"\1", words[before.end() :] if before else words)
    found = money(core)
    if found:
        return (Suggestion(f"{limit} {found}".strip()),)
    if not re.search(r"\d", core):
        core = _NUMBER_FIRST.sub(lambda m: spoken(m["word"]), core)
    core = _PER_UNIT.sub(r"\1 per ", core)
    match = _MEASURE.fullmatch(re.sub(r" (?:an?|1) (?=[a-z]+$)", "/", core))
    number = figure(match["number"].lstrip("-")) if match else ""
    if not match or not number or re.search(r"[,;%]|\d", match["unit"]):
        return ()
    sign = "-" if match["number"].startswith("-") else ""
    return (Suggestion(f"{limit} {sign}{number} {match['unit'].strip()}".strip()),)


def money(text: str) -> str:
    """Return an amount of money as it is read: `$25` is `25 USD`."""
    words = _NO_CENTS.sub(lambda m: re.sub(r"[.,](?=\d{3})", "", m["whole"]), clean(text))
    words = _SIGN_OF_LAND.sub(r"\1$", words)
    words = _CODE_AND_SIGN.sub(r"\g<sign>\g<number> \g<code>", words)
    if both := _SIGN_AND_CODE.fullmatch(words):
        words = f"{both['number']} {currencies.said_twice(both['sign'], both['code'])}"
    words = _THOUSANDS_FIRST.sub(r"\g<number>\g<power>\g<sign>", words)
    words = _MULTIPLE.sub(_multiplied, _SPOKEN_AMOUNT.sub(lambda m: spoken(m[0]), words))
    match = _AMOUNT_OF_MONEY.fullmatch(words)
    if not match:
        return ""
    number = figure(match["first"] or match["second"])
    code = currencies.code(match["before"] or match["after"])
    return f"{number} {code}" if number and code else ""


_SPOKEN_AMOUNT = Pattern(rf"^(?:{WORDS})(?= )", re.IGNORECASE)


def _multiplied(match: re.Match[str]) -> str:
    power = 3 if match["thousand"] else 6 if match["million"] else 9
    return printed(Decimal(figure(match["number"], is_share=True) or 0).scaleb(power))
