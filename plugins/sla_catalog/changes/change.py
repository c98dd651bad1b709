"""What a change is: where, before and after, for whom it is better, and what follows from it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from sla_catalog.findings import FindingSeverity, Span
from sla_catalog.frozen import dataclass
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.fields import Weight
from sla_catalog.resolved.cases import Case

Numbering = Callable[[Agreement, Catalog], Mapping[str, str]]
"""Give the number of each clause of an agreement's page by its anchor."""


class ChangeDirection(StrEnum):
    """For whom a change is better, as seen from one party."""

    BETTER = "better"
    WORSE = "worse"
    MIXED = "mixed"
    SAME = "same"
    UNKNOWN = "unknown"

    @property
    def mirrored(self) -> ChangeDirection:
        """Return the direction as the other party sees it, or with base and head swapped."""
        return _MIRRORED.get(self, self)


_MIRRORED = {
    ChangeDirection.BETTER: ChangeDirection.WORSE,
    ChangeDirection.WORSE: ChangeDirection.BETTER,
}


class Action(StrEnum):
    """What was done to a value."""

    ADDED = "added"
    REMOVED = "removed"
    LOWERED = "lowered"
    RAISED = "raised"
    MOVED = "moved"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class ChangeKind:
    """A kind of change. `id` and `code` are permanent, the words may change.

    `mirror` is the kind that the opposite change has; empty where that is the same kind.
    `direction` is the customer's, None where it depends on the case. `level` replaces the one
    that would be derived, and `because` says why.
    """

    id: str
    code: str
    summary: str
    weight: Weight
    direction: ChangeDirection | None = None
    mirror: str = ""
    level: FindingSeverity | None = None
    because: str = ""


@dataclass(frozen=True, slots=True)
class ChangeSide:
    """A value before or after a change, and its place.

    `text` is shown, `value` is canonical: equal for values that mean the same. `anchor` is that of
    the clause on the agreement's page and `clause` its number there, empty where nobody numbers.
    """

    text: str
    value: str
    span: Span | None = None
    clause: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change comes to, in words with their basis, and in numbers where there are any.

    `seconds` are those added (taken away if below 0) in one `per`, counted on `basis`; `factor`
    is how many times as much it is. `money` is what a fee of `basis` gives more or less.
    """

    text: str
    seconds: Fraction | None = None
    per: str = ""
    basis: str = ""
    factor: Fraction | None = None
    money: Decimal | None = None
    currency: str = ""


@dataclass(frozen=True, slots=True)
class ChangePlace:
    """Name another place that a change touches: a clause that uses a term, a shared file."""

    text: str
    span: Span | None = None
    clause: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of meaning, or of wording.

    `path` leads to it by natural keys, as `metrics[uptime].target`; where a change is one of some
    cases only, they are its last part. `what` is its title in words, `cases` are the cases in
    words, empty where it holds for all. `masks` where the figure beside it is unchanged and means
    less, or by `has_new_figure` is another one and means less as well. `affects` are the ids of
    agreements whose meaning changes with it. `agreement` is empty for a change in a shared file.
    `of_core` where it is of a core field, and its kind of any. `holds_in` are the cases of a
    promise by their values, also where these are all.
    """

    kind: ChangeKind
    agreement: str
    path: str
    what: str
    action: Action
    customer: ChangeDirection
    is_binding: bool = True
    is_draft: bool = False
    cases: str = ""
    before: ChangeSide | None = None
    after: ChangeSide | None = None
    effect: Effect | None = None
    masks: bool = False
    has_new_figure: bool = False
    related: tuple[ChangePlace, ...] = ()
    affects: tuple[str, ...] = ()
    of_core: bool = False
    holds_in: tuple[Case, ...] = ()

    @property
    def weight(self) -> Weight:
        """Return how much it weighs: as its kind, or its field where the kind is of any field."""
        return Weight.CORE if self.of_core else self.kind.weight

    @property
    def provider(self) -> ChangeDirection:
        """Return what the change is for the provider: the mirror of the customer's."""
        return self.customer.mirrored

    @property
    def level(self) -> FindingSeverity:
        """Return how much attention it asks for, derived from direction, weight and binding."""
        return level_of(
            self.kind,
            self.customer,
            self.weight,
            is_binding=self.is_binding,
            is_draft=self.is_draft,
        )

    @property
    def message(self) -> str:
        """Say the change in one line."""
        title = f"{self.what}, {self.cases}" if self.cases else self.what
        before, after = (side.text if side else "" for side in (self.before, self.after))
        told = f"{before} -> {after}" if before and after else before or after
        if told and not (before and after):
            told = f"{'added' if after else 'removed'}: {told}"
        said = f"{title}: {told}" if told else title
        effect = f"; {self.effect.text}" if self.effect else ""
        return f"{said}: {_WORDS[self.customer]}{effect}"

    @property
    def fingerprint(self) -> str:
        """Return what an acknowledgement is bound to: no wording, line or name of a file."""
        before, after = (side.value if side else "" for side in (self.before, self.after))
        parts = ("v1", "change", self.kind.id, self.agreement, self.path, before, after)
        digest = hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
        return f"c1:{digest}"


_WORDS = {
    ChangeDirection.BETTER: "stronger for the customer",
    ChangeDirection.WORSE: "weaker for the customer",
    ChangeDirection.MIXED: "to decide",
    ChangeDirection.UNKNOWN: "to decide",
    ChangeDirection.SAME: "same meaning",
}


def level_of(
    kind: ChangeKind,
    customer: ChangeDirection,
    weight: Weight,
    *,
    is_binding: bool = True,
    is_draft: bool = False,
) -> FindingSeverity:
    """Return the level of a change: what weakens a binding promise is an error, and so on.

    What nobody can order needs a person. Changes of a draft weigh one step less.
    """
    level = kind.level or _derived(customer, weight, is_binding)
    if kind.level is not None and customer in {ChangeDirection.SAME, ChangeDirection.BETTER}:
        level = _derived(customer, weight, is_binding)
    if is_draft:
        levels = tuple(FindingSeverity)
        level = levels[min(levels.index(level) + 1, len(levels) - 1)]
    return level


def _derived(customer: ChangeDirection, weight: Weight, is_binding: bool) -> FindingSeverity:
    if customer in {ChangeDirection.BETTER, ChangeDirection.SAME} or weight is Weight.ADMIN:
        return FindingSeverity.INFO
    if customer is ChangeDirection.WORSE and weight is Weight.CORE and is_binding:
        return FindingSeverity.ERROR
    return FindingSeverity.WARNING


@dataclass(frozen=True, slots=True)
class Feasibility:
    """A promise that rests on agreements below it, before and after.

    `room` is what they leave, in the unit of the promise, below 0 a shortfall; None where it is
    not known. `text` is the promise, `rests_on` the agreements below. `metric`, `case` and the
    canonical `target` tell which promise it is, `cases` is the case in words.
    """

    agreement: str
    text: str
    rests_on: tuple[str, ...]
    before: Fraction | None
    after: Fraction | None
    before_text: str
    after_text: str
    metric: str
    case: Case
    cases: str
    target: str

    @property
    def is_lost(self) -> bool:
        """Tell whether a promise that could be kept cannot be kept any more."""
        was_short = self.before is not None and self.before < 0
        return self.after is not None and self.after < 0 and not was_short


@dataclass(frozen=True, slots=True)
class CatalogChanges:
    """All that differs between two catalogs, gravest first.

    `consequences` are changes of meaning in agreements whose files did not change.
    """

    changes: tuple[Change, ...] = ()
    consequences: tuple[Change, ...] = ()
    feasibility: tuple[Feasibility, ...] = ()
