"""What to write instead of a value that is refused, as it is typed where it is found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as TypingMapping

from sla_catalog.model.fields import STATED_TAG, Record
from sla_catalog.model.metric_types import METRIC_TYPES, MetricType
from sla_catalog.model.misfits import in_cell, malformed_target
from sla_catalog.model.notations import Suggestion, offered
from sla_catalog.model.notations.edges import edges, steps
from sla_catalog.model.notations.in_words import without_value
from sla_catalog.model.notations.interval_ends import due_day
from sla_catalog.model.notations.intervals import WHEN_ASKED
from sla_catalog.model.notations.ranges import ends_of
from sla_catalog.model.notations.remedies import caps, is_most
from sla_catalog.model.notations.saturdays import EXPLAINED, may_count_saturday
from sla_catalog.model.notations.suggestions import as_yaml, beside_others
from sla_catalog.model.notations.targets import has_no_figure, without_length
from sla_catalog.model.notations.times import times
from sla_catalog.model.quantities import (
    NUMBER,
    AmbiguousNumberError,
    MalformedError,
    OtherUnitError,
    quoted,
)
from sla_catalog.model.scalar_types import MalformedNameError, TooLongError
from sla_catalog.patterns import Pattern
from sla_catalog.source.document import Scalar, YamlDocument
from sla_catalog.source.names import of_name
from sla_catalog.source.nodes import Mapping
from sla_catalog.source.schema_paths import Location, keys_of, record_at
from sla_catalog.source.suggestions import NO, NONE
from sla_catalog.source.tier_edges import of_tier

_OF_TERMS = {"notice", "for", "initial", "cure", "transition"}
_EDGES = ("above", "from", "below", "to")
_TEXTS = ("text", "note")  # where words go that no other key takes
_OF_TIME = Pattern(r"(?:the |paid |free )?(?:service|delay|downtime|outage)", re.IGNORECASE)
_IN_TEXT = {"after", "of"}  # words that a text takes where a record has no such key
_HERE_ALONE = {*_TEXTS, *_IN_TEXT, "until", "clock"}  # of no use at an outer level


def advised(
    document: YamlDocument,
    record: type[Record],
    loc: Location,
    location: Location,
    error: MalformedError,
) -> MalformedError:
    """Return an error with advice that can be typed at its place.

    `loc` leads to the value in the model, `location` in the document.
    """
    node = document.locate(location)
    if location[-2:-1] == ("tiers",):
        return of_tier(document, location, error)
    if not isinstance(node, Scalar) or not location or isinstance(error, TooLongError):
        return error
    parent = record_at(record, loc[:-1])
    key = str(location[-1])
    if isinstance(error, MalformedNameError):
        beside = _texts_beside(document, location)
        return of_name(document, error, node.text, parent, key, beside.get("name"))
    is_cell = "cells" in location and key != "target"
    if location[0] == "metrics" and (is_cell or key == "target"):
        kind = _type_of(document, location)
        error = malformed_target(node.text, kind, error)
        if kind is None and (ends := ends_of(node.text, _direction_of(document, location))):
            found = f"{quoted(node.text)} does not say which end is the promise"
            error = MalformedError(
                found, "expected a limit, or a range with the word ‘to’", "", ends
            )
    is_helped = error.instead and not error.instead.startswith("such as ")
    if loc[-1:] == (STATED_TAG,) and not is_helped and NO.fullmatch(node.text.strip()):
        return MalformedError(error.found, error.expected, NONE)
    if (
        loc[-1:] == (STATED_TAG,)
        and key == "every"
        and (WHEN_ASKED.fullmatch(node.text.strip()) or _NEVER.fullmatch(node.text.strip()))
    ):
        return MalformedError(error.found, error.expected, f"{{none: {node.text.strip()}}}")
    suggestions = error.suggestions
    if key == "due" and location[0] == "monitoring":
        suggestions = due_day(node.text) or suggestions
    is_cap = key == "at_most" and parent is not None and "per" in keys_of(parent)
    if is_cap and _NO_CAP.fullmatch(node.text.strip()):
        return MalformedError(error.found, error.expected, f"{{none: {node.text.strip()}}}")
    if is_cap and not isinstance(error, AmbiguousNumberError | OtherUnitError):
        suggestions = caps(node.text) or suggestions or _share_of(document, node.text, location)
    if key == "each":
        suggestions = steps(node.text) or suggestions
    if key == "trigger" and not (suggestions or is_helped) and _UNCOUNTED.search(node.text):
        in_words = f"text: {as_yaml(' '.join(node.text.split()))}"
        in_words += "; in place of `trigger`, which counts breaches"
        return MalformedError(error.found, error.expected, in_words)
    if key == "after" and "a duration" in error.expected:
        if _AT_ONCE.fullmatch(node.text.strip()):
            suggestions = (Suggestion("0 min"),)
        elif not suggestions:
            instead = f"{error.instead}; 0 min is at once"
            return MalformedError(error.found, error.expected, instead)
    if key in _OF_TERMS and _OF_LENGTH.search(error.expected):
        if found := _of_terms(node.text.strip(), key):
            return MalformedError(error.found, error.expected, found)
        has_hours = bool(suggestions and "business" in suggestions[0].value)
        suggestions = times(node.text, key, is_elapsed=not has_hours) or suggestions
        if key == "notice" and not suggestions and _OF_NOTICE.search(node.text):
            suggestions = (Suggestion("", (("text", f"Notice: {' '.join(node.text.split())}"),)),)
    is_time = "duration" in error.expected or "a time" in error.expected
    is_stated = loc[-1:] == (STATED_TAG,) and location[0] != "metrics"
    if is_stated and is_time and not suggestions and has_no_figure(node.text):
        in_words = without_length(node.text).written("", as_mapping=True)
        what = "what can be measured has a figure, such as 72 h"
        return MalformedError(error.found, error.expected, f"{in_words}; {what}")
    is_bare = re.fullmatch(NUMBER, node.text.strip()) is not None
    if is_bare and "a duration" in error.expected and not suggestions:
        units = ("days", "months") if key in _OF_TERMS else ("min", "h", "days")
        amounts = " or ".join(f"{node.text.strip()} {unit}" for unit in units)
        return MalformedError(error.found, error.expected, f"{amounts}; the number has no unit")
    if key in {"credit", "first"} and is_most(node.text):
        return MalformedError(error.found, error.expected, _of_most(node.text))
    if key in {"credit", "at_most"} and (in_words := _of_two(node.text, key)):
        return MalformedError(error.found, error.expected, in_words)
    is_general = not error.instead or _GENERAL.match(error.instead) is not None
    suggestions = suggestions or (without_value(node.text, key) if is_general else ())
    if not suggestions and is_cell:
        return MalformedError(error.found, error.expected, in_cell(error.instead))
    if not suggestions:
        return error
    if is_cell:
        key = "target"
    elif key in _EDGES and error.expected.endswith("or an amount"):
        suggestions = edges(node.text, key)
    there = {} if is_cell else _texts_beside(document, location)
    instead, elsewhere = _typed(suggestions, key, parent, there, is_cell=is_cell)
    instead = f"{instead}{elsewhere}" or error.instead
    if "business day" in instead and "hours:" not in instead and may_count_saturday(node.text):
        instead = f"{instead}; {EXPLAINED}"
    return MalformedError(error.found, error.expected, instead)


_UNCOUNTED = Pattern(
    r"(?=.*\d).*(?:incident|month|monat|mois|year|jahr|\ban\b|week|day|tag|hour|time|mal\b|fois"
    r"|breach|miss"
    r"|fail|verst|verletz|manque|%)|repeated|recurring|persistent|chronic|wiederholt|mehrfach"
    r"|répété|quarter|quartal|trimestre"
    r"|contract year|vertragsjahr|\d weeks?\b|material|wesentlich|schwerwiegend|outage|downtime"
    r"|ausfall"
    r"|ausfälle|panne|interruption"
    r"|longer than|more than \d+ ?(?:h|hours?|days?)|länger als|plus de \d+ ?(?:h|heures|jours)"
    r"|\d+ ?%",
    re.IGNORECASE,
)
_NEVER = Pattern(r"never|nie(?:mals)?|jamais", re.IGNORECASE)
_NO_CAP = Pattern(
    r"unlimited(?: \w+)?|no (?:cap|(?:upper )?limit|maximum)|uncapped|not (?:capped|limited)"
    r"|fair[ -]use(?:"
    r" policy)?|nicht (?:begrenzt|gedeckelt|beschränkt)|sans limite|unmetered"
    r"|keine? (?:limit|begrenzung|obergrenze|deckel(?:ung)?|höchstbetrag)|kein limit"
    r"|unbegrenzt|unbeschränkt|illimité|sans plafond",
    re.IGNORECASE,
)
_AT_ONCE = Pattern(
    r"0|(?:ab )?sofort(?:ig)?|umgehend|direkt|gleich|immediate(?:ly)?|instant(?:ly)?|at once"
    r"|right away|straight away|now|immédiat(?:ement)?|tout de suite|none|no delay",
    re.IGNORECASE,
)


_AT_ANY_TIME = Pattern(
    r"(?:none|not|no notice|nicht|keine) (?:is )?(?:required|needed|necessary|erforderlich|nötig)"
    r"|aucun(?: préavis)?(?: requis)?|(?:at )?any ?time|jederzeit|à tout moment"
    r"|no minimum(?: notice)?(?: period)?|keine mindestfrist|aucun délai"
    r"|no notice(?: period)?(?: (?:is )?(?:required"
    r"|needed|necessary))?|without notice|fristlos"
    r"|ohne frist|keine? (?:kündigungs)?frist|sans préavis",
    re.IGNORECASE,
)
_KINDS_OF_RENEWAL = {
    "evergreen": Pattern(
        r"open[- ]end|unlimited term|auf unbefristete (?:zeit|dauer)|evergreen|indefinite(?:ly)?"
        r"|until (?:cancell?ed|terminated)(?: .*)?|bis (?:zur kündigung|gekündigt)(?: .*)?"
        r"|unbefristet"
        r"|jusqu'à (?:dénonciation|résiliation)(?: .*)?"
        r"|(?:auf )?unbestimmte zeit|perpetual(?:ly)?|open[- ]ended|(?:durée )?indéterminée?"
        r"|rolling|unlimited"
        r"|(?:until|bis|jusqu'à) (?:auf )?(?:further notice|widerruf|weiteres|nouvel ordre)|ongoing"
        r"|(?:auf )?unbegrenzt|continuous(?:ly)?|no (?:fixed )?(?:end|term)",
        re.IGNORECASE,
    ),
    "tacit": Pattern(
        r"automatic(?:ally)?|automatisch|stillschweigend|tacite(?:ment)?", re.IGNORECASE
    ),
}


_GENERAL = Pattern(r"such as (?!first |second |third |fourth |last )")
_EITHER = Pattern(
    r"(?:the )?(?P<which>lower|lesser|smaller|greater|higher|larger|minimum|maximum|höhere"
    r"|niedrigere)\w* (?:of|von)"
    r"(?: either)? (?P<one>.+?) (?:and|or|und|oder) (?P<other>.+)"
    r"|(?P<first>.+?) (?:or|oder) (?P<second>.+?),? (?:whichever|je nachdem).* (?P<such>lower"
    r"|less|lesser|smaller"
    r"|greater|higher|more|larger|niedriger|höher)\w*(?: ist)?",
    re.IGNORECASE,
)
_LEAST = Pattern(r"low|less|small|min|niedrig", re.IGNORECASE)
_UNPRICED = Pattern(
    r"\d+ (?:service )?(?:credits?|points?|credit points?|punkte)|.*\b(?:discretion"
    r"|case[ -]by[ -]case"
    r"|as agreed|to be agreed|negotia\w+|nach vereinbarung|im einzelfall|ermessen)\b.*",
    re.IGNORECASE,
)


def _of_most(text: str) -> str:
    """Return how a ceiling is kept, which says of no miss what is given for it."""
    kept = as_yaml(f"only the most is stated: {' '.join(text.split())}")
    steps = "what each value gives is stated in `tiers`, and the most in `caps`"
    return f"{{unread: {kept}}}; {steps}"


def _of_two(text: str, key: str) -> str:
    """Return how the lower of two caps is written, and else how words on an amount are kept."""
    words = " ".join(text.split())
    match = _EITHER.fullmatch(words)
    either = re.fullmatch(r"(?P<one>.+?) (?:or|oder|ou) (?P<other>[^,]+)", words)
    both = [caps(either[part]) for part in ("one", "other")] if either and key == "at_most" else []
    if both and all(len(one) == 1 and not one[0].beside for one in both):
        return f"{' or '.join(one.value for (one,) in both)}; which of them applies is not said"
    kept = f"{{unread: {as_yaml(f'the amount depends: {words}')}}}"
    if not match:
        return kept if _UNPRICED.fullmatch(words) else ""
    found = [
        caps(part) for part in (match["one"] or match["first"], match["other"] or match["second"])
    ]
    is_lower = _LEAST.match(match["which"] or match["such"]) is not None
    if key == "at_most" and is_lower and all(len(one) == 1 for one in found):
        each = ", and ".join(
            one.written(key) if one.beside else f"{key}: {one.value}" for (one,) in found
        )
        return f"an entry of its own for each: {each}"
    return kept


_OF_LENGTH = Pattern(r"^expected a (?:duration|working time)$")


_NO_RENEWAL = Pattern(
    r"(?:no|without|keine|ohne|pas de|sans) (?:automatic |automatische |tacit )?(?:renewal"
    r"|extension|verlängerung"
    r"|renouvellement|reconduction)|(?:does not|will not|cannot) renew|non-?renewable"
    r"|not renew(?:ed|able)",
    re.IGNORECASE,
)


def _of_terms(text: str, key: str) -> str:
    """Return what is written where a term of notice or renewal is no length at all."""
    if key == "notice" and _AT_ANY_TIME.fullmatch(text):
        return f"{{none: {text}}}"
    if key == "notice" and _IN_GOOD_TIME.fullmatch(text):
        return f"`note: {text}`, without `notice`, as no length is said"
    before = _DAYS_BEFORE.fullmatch(text) if key == "notice" else None
    if before:
        return f"{before['days']} days"
    if key == "for" and (NO.fullmatch(text) or _NO_RENEWAL.fullmatch(text)):
        return f"`renewal: {NONE}`, without `for`"
    if key == "initial" and _KINDS_OF_RENEWAL["evergreen"].fullmatch(text):
        return "`renewal: {type: evergreen}`, without `initial`"
    kinds = _KINDS_OF_RENEWAL.items() if key == "for" else ()
    kind = next((kind for kind, pattern in kinds if pattern.fullmatch(text)), "")
    return f"`type: {kind}`, without `for`" if kind else ""


# Words on notice that no length holds; they are kept in a text.
_OF_NOTICE = Pattern(
    r"notice|frist|kündig|préavis|échéance|résili|terminat|cancel|expir|renewal|contract|vertrag"
    r"|laufzeit|breach|wichtigem grund|cause|(?=.*\d).*(?:month|monat|mois|day|tag|jour|week|woch"
    r"|year)",
    re.IGNORECASE,
)
_IN_GOOD_TIME = Pattern(
    r"rechtzeitig|in good time|(?:with )?(?:reasonable|adequate|appropriate|sufficient) notice"
    r"|as (?:early|soon) as possible|frühzeitig|so früh wie möglich|mit angemessenem vorlauf"
    r"|(?:à|dans) un délai raisonnable|en temps utile|best[ -]efforts?"
    r"|(?:on the )?same[ -](?:business )?day"
    r"|(?:the )?previous (?:business|working) day|kurzfristig|short notice|at short notice"
    r"|bestmöglich"
    r"|(?:spätestens )?(?:am |tags |der )?(?:vortag|zuvor)|(?:la )?veille|as practicable"
    r"|when possible|if possible|wenn möglich|si possible|zeitnah|timely|in time",
    re.IGNORECASE,
)
_DAYS_BEFORE = Pattern(r"[TD] ?- ?(?P<days>\d{1,3})(?: days?)?", re.IGNORECASE)


def _share_of(document: YamlDocument, text: str, location: Location) -> tuple[Suggestion, ...]:
    """Return a bare number of a cap as the share of what is named beside it, or around it."""
    *home, _ = location
    places = [(*home, "of"), *((*home[:end], "base") for end in range(len(home), 0, -1))]
    named = (document.locate(place) for place in places)
    of = next((node.text for node in named if isinstance(node, Scalar)), "")
    is_share = of and re.fullmatch(NUMBER, text.strip()) and not _OF_TIME.fullmatch(of.strip())
    return (Suggestion(f"{text.strip()} %"),) if is_share else ()


def _type_of(document: YamlDocument, location: Location) -> MetricType | None:
    kind = document.locate((*location[:2], "type"))
    return METRIC_TYPES.get(kind.text) if isinstance(kind, Scalar) else None


def _direction_of(document: YamlDocument, location: Location) -> str:
    """Return which values of a metric are better, as it says itself; else nothing."""
    direction = document.locate((*location[:2], "direction"))
    return direction.text if isinstance(direction, Scalar) else ""


def _typed(
    suggestions: Iterable[Suggestion],
    key: str,
    parent: type[Record] | None,
    there: TypingMapping[str, str],
    *,
    is_cell: bool,
) -> tuple[str, str]:
    """Return suggestions as they are typed in a record, and what belongs to another record.

    `there` are the other keys that the record has already.
    """
    known = {*keys_of(parent)} if parent and not is_cell else None
    fitting, outside = [], []
    for one in suggestions:
        if (
            known is not None
            and any(key in _TEXTS for key, _ in one.beside)
            and not (known & {*_TEXTS})
        ):
            continue  # words would be lost
        beside = tuple(_known(one.beside, known)) if known is not None else one.beside
        outside += [] if known is None else _unknown(one.beside, known)
        if one.value or beside:
            fitting.append(Suggestion(one.value, beside))
    elsewhere = f"; {', '.join(dict.fromkeys(outside))} at an outer level" if outside else ""
    kept, doubles = beside_others(fitting, there)
    return offered(kept, key, as_mapping=is_cell), f"{doubles}{elsewhere}"


def _texts_beside(document: YamlDocument, location: Location) -> dict[str, str]:
    """Return the other keys of the mapping around a value, with their texts."""
    around = document.locate(location[:-1])
    entries = around.entries if isinstance(around, Mapping) else ()
    return {
        key.text: value.text if isinstance(value, Scalar) else ""
        for key, value in entries
        if key.text != location[-1]
    }


def _known(beside: Iterable[tuple[str, str]], known: set[str]) -> Iterator[tuple[str, str]]:
    """Yield keys as the record has them; words on an event go into a text where it has no key."""
    for key, value in beside:
        is_kept = key in _IN_TEXT and key not in known
        is_words = key in (*_TEXTS, "until") or is_kept
        place = next((text for text in (key, *_TEXTS) if text in known), "") if is_words else key
        if place in known:
            yield place, f"{key} {value}" if is_kept else value


def _unknown(beside: Iterable[tuple[str, str]], known: set[str]) -> list[str]:
    return [f"{key}: {value}" for key, value in beside if key not in known | _HERE_ALONE]
