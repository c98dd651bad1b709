"""A change as people are told of it, whatever the surface: the same words and the same order."""

from __future__ import annotations

from enum import StrEnum

from sla_catalog.changes import Effect
from sla_catalog.findings import FindingSeverity, Span
from sla_catalog.frozen import dataclass
from sla_catalog.patterns import Pattern


class CustomerEffect(StrEnum):
    """What a change means for the party from whose point of view it is told."""

    WEAKER = "weaker"
    DECIDE = "decide"
    STRONGER = "stronger"
    SAME = "same"

    @property
    def mirrored(self) -> CustomerEffect:
        """Return what it means for the other party."""
        mirrors = {
            CustomerEffect.WEAKER: CustomerEffect.STRONGER,
            CustomerEffect.STRONGER: CustomerEffect.WEAKER,
        }
        return mirrors.get(self, self)


class Perspective(StrEnum):
    """From whose point of view changes are described."""

    CUSTOMER = "customer"
    PROVIDER = "provider"


@dataclass(frozen=True, slots=True)
class ReportedSide:
    """What one version says: its words, where they are, and the number of the clause.

    `text` is empty where it says nothing. `value` is equal for values that mean the same, and
    `anchor` leads to the clause on the agreement's page.
    """

    text: str
    span: Span | None = None
    clause: str = ""
    value: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class ReportedChange:
    """One change of meaning, or of wording only.

    `path` leads to the value by the ids of entries, never by positions. `what` names the promise.
    A change `is_masked` where the figure stays and less, or something else, is meant by it, or
    where by `has_new_figure` another one means less as well. `effect` is in units of time or money,
    with its basis, and `figures` are its numbers. `others` are agreements that change with it.
    `takes_from` are the anchors of promises from which it takes without a word in them. `where` is
    what the proposal has left around a value that was removed. `versions` are those of the
    agreement before and after, empty where none is stated. A change of a draft (`is_draft`) weighs
    one step less.
    """

    rule: str
    fingerprint: str
    level: FindingSeverity
    direction: CustomerEffect
    agreement: str
    name: str
    title: str
    path: str
    what: str
    before: ReportedSide
    after: ReportedSide
    effect: str = ""
    is_masked: bool = False
    has_new_figure: bool = False
    others: tuple[str, ...] = ()
    takes_from: tuple[str, ...] = ()
    code: str = ""
    action: str = "changed"
    weight: str = "core"
    figures: Effect | None = None
    where: Span | None = None
    versions: tuple[str, str] = ("", "")
    perspective: Perspective = Perspective.CUSTOMER
    is_draft: bool = False

    @property
    def customer(self) -> CustomerEffect:
        """Return what it means for the customer, from whoever's point of view it is told."""
        is_theirs = self.perspective is Perspective.CUSTOMER
        return self.direction if is_theirs else self.direction.mirrored

    @property
    def meant(self) -> str:
        """Say what a change does to the meaning of a figure, where it does not show it itself."""
        if not self.is_masked:
            return ""
        is_less = self.customer is CustomerEffect.WEAKER
        if self.has_new_figure:
            return f"another figure, and {'less meant' if is_less else 'meant differently'}"
        if self.shows_new_figure:
            return ""
        return f"same figure, {'less meant' if is_less else 'meant differently'}"

    @property
    def shows_new_figure(self) -> bool:
        """Tell whether it has a figure itself that is another one, as a cap or hours have.

        Beside that one “same figure” would be read as said of it, not of the target that stays.
        """
        steps = [part.partition(" → ") for part in _PARTS.sub("\n", self.effect).splitlines()]
        told = [(self.before.text, self.after.text), *((was, now) for was, _, now in steps)]
        numbers = [[_numbers(side) for side in pair] for pair in told]
        return any(was and now and was != now for was, now in numbers)

    @property
    def span(self) -> Span | None:
        """Return where to look for it: in the proposal, or where it was removed from."""
        return self.after.span or self.where or self.before.span

    @property
    def clause(self) -> str:
        """Return the number of its clause in the proposal; of what was removed, the former one."""
        if self.after.clause or not self.before.clause:
            return self.after.clause
        return f"was {self.before.clause}"


_PARTS = Pattern(r"[;,] ")
_NUMBER = Pattern(r"[0-9]+(?:[.:][0-9]+)*")


def _numbers(text: str) -> list[str]:
    return [found[0] for found in _NUMBER.finditer(text)]


@dataclass(frozen=True, slots=True)
class Consequence:
    """What follows in an agreement whose own file says the same as before; it never gates."""

    name: str
    title: str
    text: str
    clauses: tuple[str, ...] = ()

    @property
    def called(self) -> str:
        """Return the title, and in which clauses what changed is used."""
        return f"{self.title} ({', '.join(self.clauses)})" if self.clauses else self.title


@dataclass(frozen=True, slots=True)
class FeasibilityChange:
    """Whether a promise can be kept by what it rests on, before and after."""

    promise: str
    rests_on: str
    before: str
    after: str
    is_short: bool = False


@dataclass(frozen=True, slots=True)
class Uncompared:
    """A file or part of one that could not be read on a side, so that its changes are not told."""

    path: str
    reason: str
    is_head: bool
