"""Whether a target is of the kind that its type of metric has, and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from sla_catalog.model.calendars import Hours, Window
from sla_catalog.model.intervals import parse_repetition
from sla_catalog.model.metric_types import Amounts, BetterDirection, MetricType
from sla_catalog.model.notations import Suggestion, hours
from sla_catalog.model.notations.amounts import instead_of_any, of_any_amount
from sla_catalog.model.notations.deadlines import is_by_date
from sla_catalog.model.notations.intervals import interval
from sla_catalog.model.notations.lengths import Found, lengths_in, mixed_length, prepared
from sla_catalog.model.notations.periods import period_in
from sla_catalog.model.notations.ranges import with_a_dash
from sla_catalog.model.notations.shares import shares_in
from sla_catalog.model.notations.targets import (
    Wanted,
    has_no_figure,
    targets,
    unquantified,
    unread,
    without_length,
)
from sla_catalog.model.quantities import (
    AmbiguousNumberError,
    ElapsedTime,
    MalformedError,
    OtherUnitError,
    Percentage,
    PlainQuantity,
    Quantity,
    WorkingTime,
    quoted,
)
from sla_catalog.model.targets import Deadline, Range, ScaleStep, Share, Target
from sla_catalog.patterns import Pattern


def misfit(
    target: Target, kind: MetricType | None, scale: tuple[str, ...] | None
) -> MalformedError | None:
    """Say why a target cannot be one of a metric of this kind, or None where it can."""
    expected = str(kind.amounts) if kind else "an amount"
    match target.value:
        case ScaleStep(name):
            if scale and name in scale:
                return None
            if scale:
                steps = f"one of {', '.join(scale)}"
                return MalformedError(f"‘{name}’ is not an amount", f"expected {steps}")
            found = f"‘{name}’ is not {kind.amounts if kind else 'an amount'}"
            return _misfit(found, target, kind)
        case Deadline():
            if kind and kind.amounts is not Amounts.TIME:
                return MalformedError(f"‘{target}’ is a time", f"expected {expected}")
            return None
        case Range(_, high):
            return _amount_misfit(high, target, kind)
        case amount:
            return _amount_misfit(amount, target, kind)


def _amount_misfit(
    amount: Quantity, target: Target, kind: MetricType | None
) -> MalformedError | None:
    if kind is None or kind.amounts is Amounts.ANY:
        return None
    if kind.amounts is Amounts.TIME:
        if isinstance(amount, ElapsedTime | WorkingTime):
            return None
        return _misfit(f"‘{target}’ is not a time", target, kind)
    if isinstance(amount, Percentage):
        if amount.number > 100:
            return MalformedError(
                f"‘{amount}’ is more than 100 %", "expected at most 100 %", "such as 99.9 %"
            )
        return None
    return _misfit(f"‘{target}’ is not a percentage", target, kind)


def _misfit(found: str, target: Target, kind: MetricType | None) -> MalformedError:
    text = str(target)
    expected = f"expected {kind.amounts if kind else 'an amount'}"
    suggestions = _suggested(text, kind)
    return MalformedError(found, expected, _otherwise(text, kind), suggestions)


def malformed_target(text: str, kind: MetricType | None, error: MalformedError) -> MalformedError:
    """Say what is wrong with a target in the words of its metric's type."""
    if "is a time of day" in error.found or isinstance(error, AmbiguousNumberError):
        return error
    if isinstance(error, OtherUnitError) and (kind is None or kind.amounts is Amounts.ANY):
        return error
    text = with_a_dash(written := text)
    both_ends = (one for one in error.suggestions if one.value and _is_accepted(one, kind))
    suggestions = _suggested(text, kind) or tuple(both_ends)
    found, expected = error.found, error.expected
    if kind and kind.amounts is not Amounts.ANY:
        if _GENERIC.search(found):
            found = f"{quoted(written)} is not {kind.amounts} as it is written here"
        if _GENERIC_EXPECTED.match(expected):
            expected = f"expected {kind.amounts}, alone or after at least, at most or another limit"
    if _turns(text, kind, suggestions):
        found = f"{quoted(text)} promises no least value, so that anything below it meets it"
        expected = "expected what is reached at least"
    return MalformedError(found, expected, _otherwise(text, kind), suggestions)


_GENERIC_EXPECTED = Pattern(r"expected an? (?:amount|number with|duration|percentage|working)")


_GENERIC = Pattern(r" is not an? (?:amount|number with a unit|duration|percentage|working time)$")


def _turns(text: str, kind: MetricType | None, found: tuple[Suggestion, ...]) -> bool:
    """Tell whether a text has an upper limit where a lower one is promised."""
    is_higher = kind is not None and kind.direction is BetterDirection.HIGHER
    is_least = any(one.value.startswith("at least") for one in found)
    return (
        is_higher
        and is_least
        and re.match(r"\s*(?:up to|bis zu|hasta|max)", text, re.IGNORECASE) is not None
    )


_WANTED = {Amounts.SHARE: Wanted.SHARE, Amounts.TIME: Wanted.TIME, Amounts.ANY: Wanted.ANY}


def _suggested(text: str, kind: MetricType | None) -> tuple[Suggestion, ...]:
    """Return what a text can mean as a target of a metric; only what is accepted there."""
    agreed = _OR_AGREED.fullmatch(text.strip())
    if agreed and (found := _alone(agreed["target"], kind)):
        either = ("alternative", agreed["words"])
        return tuple(replace(one, beside=(*one.beside, either)) for one in found if one.value)
    wanted = _WANTED[kind.amounts] if kind else None
    is_higher = kind is not None and kind.direction is BetterDirection.HIGHER
    found = targets(text, wanted, kind.id if kind else "", is_higher=is_higher)
    if not found and kind is not None and kind.amounts is Amounts.TIME:
        found = _repeated(text)
    if not found and (kind is None or kind.amounts is Amounts.ANY):
        found = of_any_amount(text)
    read = (one for found_one in found or unquantified(text) for one in _in_each_way(found_one))
    return tuple(one for one in read if _is_accepted(one, kind))


# What may be agreed instead of a promise has a key of its own.
_OR_AGREED = Pattern(
    r"(?P<target>.*\d.*?)[\s,;]+\(?(?:or|oder|ou) "
    r"(?P<words>(?:as (?:(?:otherwise|mutually) )?agreed|by (?:mutual )?agreement"
    r"|nach (?:absprache|vereinbarung)|wie vereinbart"
    r"|selon accord|d['’]un commun accord)[^\d()]*)\)?",
    re.IGNORECASE,
)


def _alone(text: str, kind: MetricType | None) -> tuple[Suggestion, ...]:
    """Return a target that is read as it is, or each reading of it."""
    as_it_is = Suggestion(text.strip())
    try:
        Target.parse(as_it_is.value)
    except MalformedError:
        return _suggested(text, kind)
    return (as_it_is,) if _is_accepted(as_it_is, kind) else _suggested(text, kind)


def _in_each_way(suggestion: Suggestion) -> Iterator[Suggestion]:
    """Yield a suggestion, or one for each way in which its number can be read."""
    try:
        Target.parse(suggestion.value)
    except AmbiguousNumberError as error:
        yield from (replace(suggestion, value=one.value) for one in error.suggestions)
    except MalformedError:
        yield suggestion
    else:
        yield suggestion


def _repeated(text: str) -> tuple[Suggestion, ...]:
    """Return the length that words for a repetition mean, such as `weekly`."""
    try:
        return (Suggestion(str(parse_repetition(interval(text) or text.lower()))),)
    except MalformedError:
        return ()


_PARTS: Mapping[str, Any] = {
    "window": Window.parse,
    "compliance": Share.parse,
    "hours": Hours.parse,
}


def _is_accepted(suggestion: Suggestion, kind: MetricType | None) -> bool:
    try:
        for key, value in suggestion.beside:
            if key in _PARTS:
                _PARTS[key](value)
        if not suggestion.value:
            return True
        target = Target.parse(suggestion.value)
    except MalformedError:
        return False
    promised = target.value.high if isinstance(target.value, Range) else target.value
    if kind is None or kind.amounts is Amounts.ANY:
        return not isinstance(promised, ScaleStep)
    if kind.amounts is Amounts.TIME:
        return isinstance(promised, ElapsedTime | WorkingTime | Deadline)
    return isinstance(promised, Percentage) and promised.number <= 100


def _otherwise(text: str, kind: MetricType | None) -> str:
    """Return what to write where nothing is understood: an example, or the text as unread."""
    several = _several(text, kind) if kind else []
    is_time = kind is not None and kind.amounts is Amounts.TIME
    if is_time and len(several) > 1 and re.search(r"\([^()]*\d[^()]*\)\s*$", text):
        return unread(text).written("target")  # two figures for one promise
    if is_time and (one := _in_one_unit(text)):
        return one
    if is_time and is_by_date(text):
        by_date = unread(text, "a deadline by a date").written("target")
        return f"{by_date}; to measure it, promise the share that is on time: {_ON_TIME}"
    if kind and (each := _each_part(text, kind)):
        return f"an entry of its own for each: {each}"
    if len(several) > 1:
        return f"an entry of its own for each: target: {', and target: '.join(several)}"
    lost = lengths_in(prepared(text))
    if kind and kind.id == "availability" and len(lost) == 1 and _OF_DOWNTIME.search(text):
        return _of_downtime(text, lost[0])
    example = _EXAMPLES.get(kind.amounts, "") if kind else ""
    example = _OF_TYPE.get(kind.id, example) if kind else ""
    if kind and is_time and (bare := _NO_UNIT.fullmatch(text)):
        units = _UNITS_OF_TYPE.get(kind.id, ("min", "h", "business hours"))
        limit = "< " if _STRICT.match(text) else ""
        readings = " or ".join(f"{limit}{bare['number']} {unit}" for unit in units)
        return f"{readings}; the number has no unit"
    if example and has_no_figure(text):
        is_share = kind is not None and kind.amounts is Amounts.SHARE
        kept = unread(text, "no figure is stated") if is_share else without_length(text)
        no_length = kept.written("target")
        return f"{no_length}; what can be measured has a figure, {example}"
    if is_time and hours.ROUND_THE_CLOCK.fullmatch(text.strip()):
        return f"{example}; round the clock is hours: 24x7"
    if not example:
        return instead_of_any(text)
    if kind and kind.amounts is Amounts.SHARE and _COUNTED.search(text) and _is_count(text):
        return _counted(kind, " ".join(text.split()))
    if kind and kind.amounts is Amounts.SHARE and _COUNTED.search(text):
        for counted in targets(text, Wanted.ANY):
            return _counted(kind, counted.value)
    return example if _is_amount(text) else f"{example}, or {unread(text).written('target')}"


def _counted(kind: MetricType, target: str) -> str:
    """Return how a number of things is promised, which is no share."""
    return f"`type: custom` in place of the type, direction: {kind.direction}, target: {target}"


_ON_TIME = "type: custom, direction: higher, unit: '%', target: 100 %, with the date in description"


def _in_one_unit(text: str) -> str:
    """Say how to write what is one length in units that cannot be added up, such as months."""
    length, beside = mixed_length(prepared(text))
    if length:
        return f"{length}; that counts {beside}, so write the length that is agreed"
    return f"one length in `{beside}`, as many as are agreed" if beside else ""


_COUNTED = Pattern(
    r"\d ?(?:[a-z]+ )?(?:errors?|failures?|defects?|faults?|fehler|erreurs?|pannes?|complaints?"
    r"|lost packets?)",
    re.IGNORECASE,
)


def _is_count(text: str) -> bool:
    """Tell whether a text is a number of things, which no type of a share takes."""
    try:
        value = Target.parse(text).value
    except MalformedError:
        return False
    return isinstance(value, PlainQuantity) and bool(value.unit)


_APART = Pattern(
    r"\s*[;|]\s*|,\s+|\s+/\s*|\s*/\s+|(?<=[^\d\s])/(?=[^\d\s]* ?[<>≤≥]?\d)"
    r"|\s(?:and|und|et|sowie)\s"
)


_PAIR = Pattern(
    r"(?P<numbers>[\d.,]+(?: ?/ ?[\d.,]+)+) ?"
    r"(?P<unit>(?:[kMGT]?(?:bit/s|bps|b/s)|IOPS)\b.*)",
    re.IGNORECASE,
)


_TIMES = Pattern(r"(?!24 ?/ ?7|7 ?/ ?24)(?P<numbers>[\d.,]+(?: ?/ ?[\d.,]+)+) ?(?P<unit>[^\W\d_]+)")
_MOST_PARTS = 6  # more are a table in one line


def _each_part(text: str, kind: MetricType) -> str:
    """Return the promises in a text as they are written one by one: `p50 100 ms, p95 250 ms`."""
    pair = (_TIMES if kind.amounts is Amounts.TIME else _PAIR).fullmatch(text.strip())
    both = [f"{one.strip()} {pair['unit']}" for one in pair["numbers"].split("/")] if pair else []
    parts = both or [part for part in _APART.compiled.split(text) if part.strip()]
    if not 1 < len(parts) <= _MOST_PARTS or not all(re.search(r"\d", part) for part in parts):
        return ""
    found = [_suggested(part, kind) for part in parts]
    if not all(len(one) == 1 and one[0].value for one in found):
        return ""
    written = [one.written("target") if one.beside else f"target: {one.value}" for (one,) in found]
    each = list(dict.fromkeys(written))
    return ", and ".join(each) if len(each) > 1 else ""


_BARE_ABSENCE = Pattern(
    r"(?:^|(?<=, or ))(?:none|unread|elsewhere): (?:\"(?:[^\"\\]|\\.)*\"|[^\";,]+)"
    r"(?=$|;|, or )"
)


def in_cell(instead: str) -> str:
    """Return help as it is typed in a cell, where an absence is a mapping of its own."""
    return _BARE_ABSENCE.sub(r"{\g<0>}", instead)


def _of_downtime(text: str, lost: Found) -> str:
    """Return how an outage is promised in minutes: in all of a period, or the longest one."""
    piece = period_in(f"{text[: lost.start]} {text[lost.end :]}")
    window = f", window: {piece.windows[0]}" if piece else ""
    in_sum = f"an entry of its own: type: downtime, target: {lost.text}{window}"
    return f"{in_sum}; of one outage alone the type is longest_outage"


_NO_UNIT = Pattern(
    r"\s*(?:(?:up to|at most|(?:no|not) more than|within|max\.?|bis zu|höchstens|maximal|innerhalb"
    r"|jusqu'à|au plus|<=?|≤|(?:less|fewer) than|below|under|unter|weniger als|moins de)\s*)?"
    r"0*(?P<number>\d{1,4}(?:\.\d+)?)\s*",
    re.IGNORECASE,
)
_STRICT = Pattern(r"\s*(?:<(?!=)|less|fewer|below|under|unter|weniger|moins)", re.IGNORECASE)
_OF_DOWNTIME = Pattern(
    r"down|outage|unavailab|ausfall|/ ?(?:y|mo)|\b(?:per|a|pro|im|je) (?:month|year|monat|jahr)",
    re.IGNORECASE,
)


_IN_SUM = Pattern(r"\b(?:plus|minus|moins|abzüglich|zuzüglich)\b|\w ?\+ ?\d", re.IGNORECASE)


def _several(text: str, kind: MetricType) -> list[str]:
    """Return the amounts in a text that its metric can have, each once."""
    if _IN_SUM.search(text):
        return []
    if kind.amounts is Amounts.TIME:
        found = [length.text for length in lengths_in(prepared(text))]
    else:
        found = shares_in(text) if kind.amounts is Amounts.SHARE else []
    return list(dict.fromkeys(found))


_EXAMPLES = {Amounts.SHARE: "such as 99.9 %", Amounts.TIME: "such as 15 min or 4 business hours"}


_UNITS_OF_TYPE = {
    "latency": ("ms", "s"),
    "jitter": ("ms", "s"),
    "retention": ("days", "months", "years"),
}
_OF_TYPE = {"latency": "such as 200 ms", "jitter": "such as 5 ms", "retention": "such as 1 year"}


def _is_amount(text: str) -> bool:
    """Tell whether a text is an amount, if one of another kind, and not a sentence."""
    try:
        value = Target.parse(text).value
    except MalformedError:
        return False
    return not isinstance(value, ScaleStep | PlainQuantity) or (
        isinstance(value, PlainQuantity) and not value.unit
    )
