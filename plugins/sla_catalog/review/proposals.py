"""A proposal compared with its base: both sides read, what differs told, and the gate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from sla_catalog.changes import Change, compared
from sla_catalog.changes.change import Numbering
from sla_catalog.findings import Finding, FindingSeverity, has_errors
from sla_catalog.frozen import dataclass
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.policy import FailOn, Policy
from sla_catalog.redaction import Audience, redacted
from sla_catalog.review import acknowledgements
from sla_catalog.review.accepting import grown_baseline, newly_accepted
from sla_catalog.review.forge import proposal
from sla_catalog.review.gate import ComparedScope, ProposalReview, reviewed
from sla_catalog.review.loosening import loosened
from sla_catalog.review.policy import points
from sla_catalog.review.reported import Perspective, ReportedChange
from sla_catalog.review.reporting import consequences, seen_by_provider, support, told
from sla_catalog.review.sides import (
    INDEX,
    WORK_TREE,
    Place,
    Sides,
    comparable,
)
from sla_catalog.review.unread import unread_of_base
from sla_catalog.source.bases import find_base, named_base
from sla_catalog.source.policy import NAME
from sla_catalog.source.repository import TreeError, changed_lines, is_repository

AUTO = "auto"
BASELINE = ".sla/baseline.json"


class EntriesError(Exception):
    """Say what is wrong with acknowledgements."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("acknowledgements cannot be read")
        self.findings = findings


@dataclass(frozen=True, slots=True)
class Asked:
    """What is compared, and for whom.

    A change at least as grave as `fail_on` gates; where that is None, the policy of the base says
    what does. Acknowledgements and policy count with `has_gate` alone. An `audience` is told of
    nothing that it may not see, and has no gate. `named_base` is what somebody called the base.
    """

    base: Place
    head: Place
    today: date
    numbering: Numbering
    fail_on: FailOn | None = None
    has_gate: bool = False
    audience: Audience | None = None
    perspective: Perspective = Perspective.CUSTOMER
    named_base: str = ""


def review_of(sides: Sides, asked: Asked) -> ProposalReview:
    """Return the review of what is asked.

    Raises TreeError where a side cannot be read, NothingFoundError where there is no agreement,
    EntriesError where acknowledgements cannot, and UnknownPartyError where nobody is called like
    the party of the audience.
    """
    # Whether an audience knows a party is seen in all agreements together.
    both = sides.read_both(asked.base, asked.head, wholly=asked.audience is not None)
    before, after, unread = comparable(both.base, both.head)
    if asked.audience:
        if unread:
            raise TreeError(
                "a file cannot be read, and nobody knows who may see it; "
                "compare without an audience to see which"
            )
        before, after = (_seen(one, asked.audience) for one in (before, after))
    comparison = compared(before, after, asked.today, asked.numbering)
    changes = [
        _told(change, before, after, asked.perspective)
        for change in comparison.changes
        if _is_told(change, asked)
    ]
    policy = Policy()
    changes += unread_of_base(both.base, unread)
    if asked.has_gate:
        policy = sides.policy(asked.base)
        changes += loosened(policy, sides.policy(asked.head), NAME)
        changes += newly_accepted(both.base, both.head)
        before_and_after = sides.beside(asked.base, BASELINE), sides.beside(asked.head, BASELINE)
        changes += grown_baseline(*before_and_after, BASELINE)
    chosen = asked.fail_on or policy.reviewing.fail_on
    fail_on = _gating(chosen or (FailOn.WARNING if asked.has_gate else FailOn.NEVER))
    entries = _entries(sides, asked) if asked.has_gate else ()
    made, stale = reviewed(changes, entries, fail_on)
    return ProposalReview(
        ComparedScope(
            asked.base.name[:12],
            asked.head.name[:12],
            len(after.agreements) + both.unread,
            sides.folder,
            asked.today,
            asked.perspective,
            asked.named_base,
        ),
        made,
        consequences(comparison, before, after),
        support(comparison, after),
        points(made, before, after, asked.today, policy.reviewing) if asked.has_gate else (),
        stale,
        unread,
        "" if asked.audience else _lines(sides, asked),
    )


def _gating(chosen: FailOn) -> FindingSeverity | None:
    return None if chosen is FailOn.NEVER else FindingSeverity(chosen)


def _seen(catalog: Catalog, audience: Audience) -> Catalog:
    """Return what an audience sees of a side; its own words take the place of hidden names."""
    return redacted(replace(catalog, memory=None), audience, "another agreement")


def _told(change: Change, base: Catalog, head: Catalog, perspective: Perspective) -> ReportedChange:
    one = told(change, base, head)
    return seen_by_provider(one, change) if perspective is Perspective.PROVIDER else one


def _is_told(change: Change, asked: Asked) -> bool:
    """Tell whether a change is one: two files that somebody names are two versions of one."""
    is_named = any(side.path and side.path.is_file() for side in (asked.base, asked.head))
    return not (is_named and change.kind.id == "agreement-file-moved")


def _entries(sides: Sides, asked: Asked) -> tuple[acknowledgements.Placed, ...]:
    there, mistakes = sides.entries(asked.head)
    if has_errors(mistakes):
        raise EntriesError(mistakes)
    known, _ = sides.entries(asked.base)
    return acknowledgements.added(there, known)


def _lines(sides: Sides, asked: Asked) -> str:
    base, head, here = asked.base, asked.head, sides.repository
    if base.path or head.path or head.name == INDEX or not is_repository(here):
        return ""
    return changed_lines(
        here, base.name, None if head.name == WORK_TREE else head.name, sides.folder
    )


def review_of_site(
    sides: Sides,
    base: str,
    head: Place,
    today: date,
    numbering: Numbering,
    audience: Audience | None,
    environment: Mapping[str, str],
) -> ProposalReview:
    """Return the review that a site of a proposal shows: everything, or what its audience may see.

    `base` is a revision, or `auto`. Raises what `review_of` raises.
    """
    place = base_place(sides.repository, base, environment)
    return review_of(sides, Asked(place, head, today, numbering, None, audience is None, audience))


def base_place(repository: Path, name: str, environment: Mapping[str, str]) -> Place:
    """Return the side that a name of a base means; raise TreeError where git does not know it."""
    if name == AUTO:
        return Place(find_base(repository, proposal(environment)).commit)
    return Place(named_base(repository, name).commit)
