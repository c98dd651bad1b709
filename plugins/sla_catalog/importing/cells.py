"""Cells of tables: what the text of one promises, exactly or not at all."""

from __future__ import annotations

import re

from sla_catalog.importing.reading import prose
from sla_catalog.importing.values import length, signed_percent
from sla_catalog.model.metric_types import METRIC_TYPES, Amounts, MetricType
from sla_catalog.model.misfits import misfit
from sla_catalog.model.notations.targets import Wanted, targets
from sla_catalog.model.quantities import MalformedError
from sla_catalog.model.targets import Target

NOTHING = re.compile(r"|-+|–|—|n/?a|none|keine?|not applicable", re.IGNORECASE)


def amount(text: str, kind: str) -> dict[str, object]:
    """Return a cell's promise: a target, `none`, or its words as `unread`."""
    words = " ".join(text.split())
    if NOTHING.fullmatch(words):
        return {"none": f"‘{words}’ in the table" if words else "An empty cell in the table."}
    known = METRIC_TYPES.get(kind)
    if re.search(r"[/,;&+|]\s*[0-9]", words) and length(words) == "" and "%" not in words:
        return {"unread": prose(words)}  # several amounts
    for tried in (words, _limited(words), length(words), signed_percent(words)):
        try:
            target = Target.parse(tried) if tried else None
        except MalformedError:
            continue
        if target is None or misfit(target, known, None):
            continue
        return {"target": tried}
    return _worded(words, known) or {"unread": prose(words)}


def _worded(words: str, kind: MetricType | None) -> dict[str, object]:
    """Return what words promise in one reading alone: a target, and the window beside it."""
    wanted = _WANTED.get(kind.amounts) if kind else None
    if kind is None or wanted is None or _BARE.fullmatch(words):
        return {}
    found = targets(words, wanted, kind.id)
    read = found[0] if found else None
    known = {"window"} if wanted is Wanted.SHARE else set()
    if read is None or not read.value or {name for name, _ in read.beside} - known:
        return {}
    others = [one for one in found[1:] if one.value != read.value or "window" in dict(one.beside)]
    try:
        is_wrong = misfit(Target.parse(read.value), kind, None) is not None
    except MalformedError:
        is_wrong = True
    return {} if others or is_wrong else {"target": read.value, **dict(read.beside)}


_BARE = re.compile(r"[0-9.,' ]+")  # whether that is a share or a percentage, nobody wrote
_WANTED = {Amounts.SHARE: Wanted.SHARE, Amounts.TIME: Wanted.TIME}


_LIMITS = (("within ", ""), ("up to ", ""), ("max. ", "at most "), ("min. ", "at least "))


def _limited(words: str) -> str:
    """Return words of a limit as our format writes them: `≥ 99.9 %`, `within 4 hours`."""
    # A comma before one or two digits and a percent sign can divide no thousands.
    text = re.sub(r"(?<=[0-9]),(?=[0-9]{1,2}\s?%)", ".", words)
    for start, ours in _LIMITS:
        if text.lower().startswith(start):
            text = ours + text[len(start) :]
    for sign, ours in (("≥", "at least"), (">=", "at least"), ("≤", "at most"), ("<=", "at most")):
        text = text.replace(sign, f"{ours} ")
    text = re.sub(r"^>(?=\s*[0-9])", "more than ", re.sub(r"^<(?=\s*[0-9])", "less than ", text))
    return " ".join(re.sub(r"(?<=[0-9])%", " %", text).split())
