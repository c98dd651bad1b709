"""Windows that only a sentence states, such as `99.9 % over 30d`: one, beyond doubt, or none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sla_catalog.frozen import dataclass
from sla_catalog.importing.values import stated_percentages, window_of

_LENGTH = r"[1-9][0-9]{0,3}[ -]?(?:d|w|days?|weeks?|months?)"
_UNIT = r"(?:calendar )?(?P<{}>week|month|quarter|year)\b"
_OF_ONE = r"a|an|any|each|every|one|the|the last|the past|last|past|rolling"
# Bare `in 2 days` and `within 2 days` are limits rather than windows.
_WINDOW = re.compile(
    rf"\b(?P<lead>over|in|within|during|per)(?P<of>(?: (?:{_OF_ONE}))*) (?P<over>{_LENGTH})\b"
    rf"|\brolling (?P<behind>{_LENGTH})\b"
    rf"|\b(?P<before>{_LENGTH})[ -](?:rolling(?: (?:window|period|basis|average))?|window|period)\b"
    rf"|\b(?:over|in|within|during|per|each|every)(?: (?:{_OF_ONE}))* {_UNIT.format('unit')}"
    rf"|\bcalendar (?P<calendar>week|month|quarter|year)\b"
    r"|\b(?P<adverb>weekly|monthly|quarterly|yearly|annual(?:ly)?)\b",
    re.IGNORECASE,
)
_PARTS = re.compile(r"([0-9]+)[ -]?([a-z]+)", re.IGNORECASE)
_ADVERBS = {
    "weekly": "week",
    "monthly": "month",
    "quarterly": "quarter",
    "yearly": "year",
    "annual": "year",
    "annually": "year",
}
_MEASURED = re.compile(
    r"\b(?:measur|calculat|evaluat|comput|averag|assess|window|availab|uptime|downtime|verfügbar"
    r"|success|succeed|latenc|error|slos?\b|slis?\b|slas?\b|objective|target|commitment|guarant|percentile|ratio\b)"
    r"|[0-9] ?min(?:utes)? (?:per|each|every)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\b(?:measur|calculat|evaluat|comput|averag|assess)", re.IGNORECASE)
_ACTS = re.compile(
    r"\b(?:review|report(?:ed|ing)\b|billed\b|invoiced?\b|pays?\b|payable|paid\b|costs?\b|charged?\b"
    r"|fees?\b|prices?\b|meetings?\b|published\b|rotat|retained\b|retention|kept\b|stored\b|deleted\b"
    r"|expir|refund|credit(?:s|ed)\b|notice|maintenance|restored\b|eur\b|usd\b|gbp\b|chf\b)|[€$£]",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.;!?]\s+|\n")
_CLAUSE = re.compile(r"[,:()]\s*|\s[–—-]\s|\b(?:and|but|und|aber)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class StatedWindow:
    """A window that only a sentence states, with the words that say so; empty where in doubt."""

    window: str
    words: str


def window_in(text: str, *, is_window: bool = False) -> StatedWindow | None:
    """Find the one window that a description states: `over 30d`, `28-day window`, `monthly`.

    It must be said of what is measured: beside a share, or of a window. A sentence that tells of
    something else, such as of a review every month, states none; where that is in doubt, or two
    windows are stated, only the words come back. `is_window` says that the text is of nothing else.
    """
    found = list(_found(text, is_window=is_window))
    stated = dict.fromkeys(one.window for one in found if one.window)
    if len(stated) == 1:
        return next(one for one in found if one.window)
    return StatedWindow("", " … ".join(one.words for one in found)) if found else None


def _found(text: str, *, is_window: bool) -> Iterator[StatedWindow]:
    for sentence in _SENTENCE.split(text):
        if not _WINDOW.search(sentence):
            continue
        is_measured = (
            is_window or _MEASURED.search(sentence) or next(stated_percentages(sentence), "")
        )
        for clause in _CLAUSE.split(sentence):
            acts = _ACTS.search(clause)
            for match in _WINDOW.finditer(clause):
                name = _name(match)
                is_alone = match[0].strip() == text.strip()
                is_limit = _is_limit(match) and not (is_window or _COUNTED.search(clause))
                is_stated = (is_measured or is_alone) and not acts and not is_limit
                if name and (is_stated or is_measured or not acts):
                    yield StatedWindow(name if is_stated else "", match[0])


def _is_limit(match: re.Match[str]) -> bool:
    is_bare = not match["of"] and (match["lead"] or "").lower() in {"in", "within"}
    return bool(match["over"]) and is_bare


def _name(match: re.Match[str]) -> str:
    counted = match["over"] or match["behind"] or match["before"]
    if parts := _PARTS.fullmatch(counted or ""):
        return window_of(parts[1], parts[2].lower())
    word = match["unit"] or match["calendar"] or _ADVERBS[match["adverb"].lower()]
    return f"calendar {word.lower()}"
