"""A proposal under review: its changes in order, what is open, and whether it may be merged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import cached_property

from sla_catalog.findings import Finding, FindingSeverity, Span
from sla_catalog.frozen import dataclass
from sla_catalog.review.acknowledgements import Acknowledgement, Placed, covers, stale
from sla_catalog.review.reported import (
    Consequence,
    CustomerEffect,
    FeasibilityChange,
    Perspective,
    ReportedChange,
    Uncompared,
)

_SHORTEST = len("c1:") + 4
_LEVELS = tuple(FindingSeverity)
_ADVERSE = frozenset({CustomerEffect.WEAKER, CustomerEffect.DECIDE})


@dataclass(frozen=True, slots=True)
class PolicyPoint:
    """One point of policy: what is asked, of which file, and whether it is met."""

    rule: str
    text: str
    is_open: bool
    span: Span | None = None


class Exemption(StrEnum):
    """Why nobody is asked to acknowledge a change that is weaker or to be decided."""

    DRAFT = "draft"
    LEVEL = "level"
    """The gate asks for graver changes only."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A change with its acknowledgement, where somebody gave one.

    `exemption` is why none is asked for, where there is a gate that passes it.
    """

    change: ReportedChange
    acknowledgement: Acknowledgement | None = None
    is_gating: bool = False
    exemption: Exemption | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether it keeps the proposal from being merged."""
        return self.is_gating and self.acknowledgement is None


@dataclass(frozen=True, slots=True)
class ComparedScope:
    """What was compared: the names of both sides, and how many agreements were read.

    `catalog` tells one catalog of a repository from another. `today` is the day of the review.
    `named_base` is the base as somebody named it, empty where it was found.
    """

    base: str
    head: str
    agreements: int
    catalog: str = "agreements"
    today: date = date.min
    perspective: Perspective = Perspective.CUSTOMER
    named_base: str = ""


@dataclass(frozen=True)
class ProposalReview:
    """All that is told of a proposal. Every surface takes its words and counts from here."""

    scope: ComparedScope
    changes: tuple[Reviewed, ...] = ()
    consequences: tuple[Consequence, ...] = ()
    support: tuple[FeasibilityChange, ...] = ()
    points: tuple[PolicyPoint, ...] = ()
    stale: tuple[Finding, ...] = ()
    uncompared: tuple[Uncompared, ...] = ()
    lines: str = ""

    @cached_property
    def counts(self) -> Counter[CustomerEffect]:
        """Count the changes by what they mean; one counts once, where it was written."""
        return Counter(one.change.direction for one in self.changes)

    @cached_property
    def open_changes(self) -> tuple[Reviewed, ...]:
        """Return the changes that have to be acknowledged still."""
        return tuple(one for one in self.changes if one.is_open)

    @cached_property
    def open_points(self) -> tuple[PolicyPoint, ...]:
        """Return the points of policy that are not met."""
        return tuple(point for point in self.points if point.is_open)

    @cached_property
    def acknowledged(self) -> tuple[Reviewed, ...]:
        """Return the changes that somebody wants and gave a reason for."""
        return tuple(one for one in self.changes if one.acknowledgement)

    @cached_property
    def exempt(self) -> Counter[Exemption]:
        """Count the changes that nobody is asked to acknowledge, though they are no improvement."""
        return Counter(one.exemption for one in self.changes if one.exemption)

    @cached_property
    def of_meaning(self) -> tuple[Reviewed, ...]:
        """Return the changes that mean something else than before."""
        return tuple(one for one in self.changes if one.change.direction is not CustomerEffect.SAME)

    @cached_property
    def of_wording(self) -> tuple[Reviewed, ...]:
        """Return the changes without effect on a promise: wording, version, who looks after it."""
        return tuple(one for one in self.changes if one.change.direction is CustomerEffect.SAME)

    @cached_property
    def short_fingerprints(self) -> Mapping[str, str]:
        """Look up the beginning of a fingerprint that tells it from those of other changes."""
        every = sorted(one.change.fingerprint for one in self.changes)
        found: dict[str, str] = {}
        for before, one, after in zip(["", *every], every, [*every[1:], ""], strict=False):
            shared = max(_in_common(one, other) for other in (before, after))
            found[one] = one[: max(_SHORTEST, shared + 1)]
        return found

    @property
    def is_ready(self) -> bool:
        """Tell whether nothing stands in the way of a merge; what was not compared does."""
        return not (
            self.open_changes
            or self.open_points
            or self.stale
            or any(one.is_head for one in self.uncompared)
        )


def _in_common(one: str, other: str) -> int:
    """Return with how many equal signs two texts begin."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))


def reviewed(
    changes: Iterable[ReportedChange], entries: Sequence[Placed], fail_on: FindingSeverity | None
) -> tuple[tuple[Reviewed, ...], tuple[Finding, ...]]:
    """Return the changes in the order in which all surfaces tell them, and stale entries.

    A change at least as grave as `fail_on` gates; with None none does.
    """
    told = tuple(changes)
    made = [
        Reviewed(
            change,
            next((placed.entry for placed in entries if covers(placed.entry, change)), None),
            _gates(change, fail_on),
            _exemption(change, fail_on),
        )
        for change in told
    ]
    return tuple(sorted(made, key=_place)), stale(entries, told)


def _gates(change: ReportedChange, fail_on: FindingSeverity | None) -> bool:
    is_grave = fail_on is not None and _LEVELS.index(change.level) <= _LEVELS.index(fail_on)
    return is_grave and change.direction in _ADVERSE


def _exemption(change: ReportedChange, fail_on: FindingSeverity | None) -> Exemption | None:
    if fail_on is None or change.direction not in _ADVERSE or _gates(change, fail_on):
        return None
    # A draft weighs one step less: it is the reason where that step is what opens the gate.
    is_one_step = _LEVELS.index(change.level) == _LEVELS.index(fail_on) + 1
    return Exemption.DRAFT if change.is_draft and is_one_step else Exemption.LEVEL


_RANKS = {
    CustomerEffect.WEAKER: 0,
    CustomerEffect.DECIDE: 1,
    CustomerEffect.STRONGER: 4,
    CustomerEffect.SAME: 5,
}


def _place(one: Reviewed) -> tuple[int, bool, int, str, str, str]:
    """Weaker, then to decide; so what nobody acknowledged, and after it what somebody did.

    Of each the ones that a figure hides come first; then by level and place.
    """
    change = one.change
    is_settled = one.acknowledgement is not None and change.direction in _ADVERSE
    rank = _RANKS[change.direction] + (len(_ADVERSE) if is_settled else 0)
    level = _LEVELS.index(change.level)
    return rank, not change.is_masked, level, change.agreement, change.path, change.fingerprint
