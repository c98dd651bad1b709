"""Several promises for one case, and how to tell one of them apart."""

from __future__ import annotations

from sla_catalog.changes.cases import InWords
from sla_catalog.frozen import dataclass
from sla_catalog.resolved.cases import Case
from sla_catalog.resolved.promise_values import Promise


@dataclass(frozen=True, slots=True)
class PromisePair:
    """One promise before and after, None where there is none, in one case."""

    case: Case
    before: Promise | None
    after: Promise | None


def layer_of(cell: PromisePair, number: int) -> InWords:
    """Say which of a number of promises for a case is meant; nothing where there is one.

    It is known by its name, its statistic, or that it is no guarantee.
    """
    promise = cell.after or cell.before
    if promise is None or number < 2:
        return InWords()
    if promise.objective.name:
        return InWords(f" “{promise.objective.name}”", f"[name={promise.objective.name}]")
    if promise.statistic:
        return InWords(f" ({promise.statistic})", f"[statistic={promise.statistic}]")
    if promise.is_firm or promise.commitment is None:
        return InWords()
    word = promise.commitment.replace("_", " ")
    return InWords(f" ({word})", f"[commitment={promise.commitment}]")
