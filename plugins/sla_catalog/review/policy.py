"""What is asked of a changed agreement beside its promises: version, notice, approval, readers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from sla_catalog.calculation.renewal import later
from sla_catalog.frozen import dataclass
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.header import Classification, Status
from sla_catalog.model.parties import Role
from sla_catalog.model.policy import PointOfPolicy, ReviewPolicy, VersionStep
from sla_catalog.model.quantities import ElapsedTime
from sla_catalog.model.reviews import Amendment, Revision
from sla_catalog.review.gate import PolicyPoint, Reviewed
from sla_catalog.review.reported import CustomerEffect

_VERSION = re.compile(r"(\d+)(?:\.(\d+))?(?:\.(\d+))?")
_LEVELS = tuple(Classification)


@dataclass(frozen=True, slots=True)
class _Changed:
    """An agreement before and after, with what its changes mean; what is asked is the base's."""

    old: Agreement
    new: Agreement
    head: Catalog
    directions: frozenset[CustomerEffect]
    is_widening_known: bool

    @property
    def name(self) -> str:
        return self.new.reference or self.new.id

    @property
    def is_weaker(self) -> bool:
        return CustomerEffect.WEAKER in self.directions

    @property
    def revision(self) -> Revision | None:
        """Return the entry of the version that is proposed; one that was there was for another."""
        there = self.old.listed("revisions")
        found = (one for one in self.new.listed("revisions") if one.version == self.new.version)
        return next((one for one in found if one not in there), None)

    @property
    def amendment(self) -> Amendment | None:
        """Return how the agreement in force is changed; a draft binds nobody yet."""
        amendment = self.old.amendment
        is_in_force = self.old.state is Status.ACTIVE
        return amendment if is_in_force and isinstance(amendment, Amendment) else None


def points(
    changes: Iterable[Reviewed],
    base: Catalog,
    head: Catalog,
    today: date,
    policy: ReviewPolicy | None = None,
) -> tuple[PolicyPoint, ...]:
    """Return the points of policy for agreements that are in both catalogs."""
    made, asked = tuple(changes), policy or ReviewPolicy()
    return tuple(
        replace(point, span=head.span(new))
        for new in head.agreements
        for old in [base.by_id.get(new.id)]
        if old and old != new
        for mine in [[one for one in made if one.change.agreement == new.id]]
        for point in _points(_changed(old, new, head, mine), asked, today)
        if asked.asks_for(PointOfPolicy(point.rule))
    )


def _changed(
    old: Agreement, new: Agreement, head: Catalog, changes: Iterable[Reviewed]
) -> _Changed:
    """Put together what is asked about; who may read it is known where that is acknowledged."""
    mine = tuple(changes)
    wider = (one for one in mine if one.change.rule == "visibility-widened")
    return _Changed(
        old,
        new,
        head,
        frozenset(one.change.direction for one in mine),
        any(one.acknowledgement for one in wider),
    )


def _points(changed: _Changed, policy: ReviewPolicy, today: date) -> Iterator[PolicyPoint]:
    old, new = changed.old, changed.new
    before, after = (v if isinstance(v, str) else "" for v in (old.version, new.version))
    if before and changed.directions - {CustomerEffect.SAME}:
        is_major = changed.is_weaker and policy.version is not VersionStep.ANY
        yield _version(changed.name, before, after, is_major=is_major)
    if changed.is_weaker:
        yield from _notice(changed, today)
        yield from _effective(changed, today)
        yield from _approval(changed)
    if _LEVELS.index(new.visible_to) < _LEVELS.index(old.visible_to):
        text = (
            f"{changed.name}: more people will read it: {old.visible_to} becomes {new.visible_to}"
        )
        yield PolicyPoint("audience", text, is_open=not changed.is_widening_known)


def _notice(changed: _Changed, today: date) -> Iterator[PolicyPoint]:
    """Ask that weaker promises hold no sooner than the agreement in force allows."""
    amendment = changed.amendment
    notice = amendment.notice if amendment else None
    if not isinstance(notice, ElapsedTime):
        return  # working time has no last day without a calendar; an absence asks for nothing
    try:
        earliest = later(today, notice)
    except ValueError:  # a length that is no number of days
        return
    revision = changed.revision
    day = revision.date if revision else None
    asked = f"{notice} of notice are required, so {earliest} at the earliest"
    if not isinstance(day, date):
        text = f"{changed.name}: no day is given on which the new version takes effect; {asked}"
        yield PolicyPoint("notice", text, is_open=True)
    elif day < earliest:
        yield PolicyPoint(
            "notice", f"{changed.name}: it is to take effect on {day}; {asked}", is_open=True
        )
    else:
        yield PolicyPoint(
            "notice", f"{changed.name}: it takes effect on {day}; {asked}", is_open=False
        )


def _effective(changed: _Changed, today: date) -> Iterator[PolicyPoint]:
    """Ask for no day in the past, and for a day where other versions have one.

    An agreement that asks for notice asks for a later day anyway.
    """
    if changed.old.state is not Status.ACTIVE or changed.old.version == changed.new.version:
        return
    if changed.amendment and isinstance(changed.amendment.notice, ElapsedTime):
        return
    day = changed.revision.date if changed.revision else None
    if isinstance(day, date):
        text = f"{changed.name}: weaker promises take effect on {day}"
        words = f"{text}, which is before today" if day < today else text
        yield PolicyPoint("effective", words, is_open=day < today)
    elif any(isinstance(one.date, date) for one in changed.old.listed("revisions")):
        text = f"{changed.name}: no day is given on which the new version takes effect"
        yield PolicyPoint("effective", text, is_open=True)


def _approval(changed: _Changed) -> Iterator[PolicyPoint]:
    """Ask for the approvals that the agreement in force names, in the revision of the version."""
    wanted = changed.amendment.approved_by if changed.amendment else None
    if not wanted:
        return
    revision = changed.revision
    given = {name.casefold() for name in (revision.approved_by if revision else None) or ()}
    missing = [who for who in wanted if given.isdisjoint(_names(changed, who))]
    if missing:
        names = ", ".join(missing)
        text = f"{changed.name}: the revision of the new version lacks the approval of {names}"
        if revision is None:
            text = (
                f"{changed.name}: the approval of {names} is missing, as `approved_by` in a new "
                "entry of `revisions`"
            )
        yield PolicyPoint("approval", text, is_open=True)
    else:
        text = f"{changed.name}: approved by {', '.join(wanted)}"
        yield PolicyPoint("approval", text, is_open=False)


def _names(changed: _Changed, who: str) -> set[str]:
    """Return the names under which somebody may approve: the role, or a party that has it."""
    names = {who}
    if who in {role.value for role in Role}:
        parties = changed.new.in_role(Role(who))
        names |= {*parties, *map(changed.head.party_name, parties)}
    return {name.casefold() for name in names}


def _version(name: str, old: str, new: str, *, is_major: bool) -> PolicyPoint:
    """Ask for a higher version; weaker promises call for a new major one."""
    before, after = _parts(old), _parts(new)
    if before and after:
        is_met = after[0] > before[0] if is_major else after > before
    else:  # versions of another form have no order that a program knows
        is_met = bool(new) and new != old
    if is_met:
        return PolicyPoint("version", f"{name}: version {old} becomes {new}", is_open=False)
    there = f"`version` is {new}" if new else "`version` is not stated any more"
    if not before:
        asked, act = "another one", f"write one that is not {old}"
    elif is_major:
        first = _major_above(before[0], new if after else old)
        asked, act = "a new major one", f"raise it to {first}" if new else f"write {first}"
    else:
        asked, act = "a higher one", f"raise it above {old}" if new else f"write one above {old}"
    reason = "weaker promises call for" if is_major else "a change of meaning calls for"
    return PolicyPoint("version", f"{name}: {there}; {reason} {asked}: {act}", is_open=True)


def _major_above(major: int, like: str) -> str:
    """Return the major version after one, in as many parts as another: `3.0` like `2.1`."""
    return ".".join([str(major + 1), *("0" for _ in like.split(".")[1:])])


def _parts(version: str) -> tuple[int, ...]:
    match = _VERSION.fullmatch(version)
    return tuple(int(part or 0) for part in match.groups()) if match else ()
