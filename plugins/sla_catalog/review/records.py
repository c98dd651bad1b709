"""What commits changed in every agreement of a catalog, and the earlier versions that held."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from datetime import date
from pathlib import Path

from sla_catalog.changes import changed
from sla_catalog.findings import Span
from sla_catalog.model.catalog import Catalog, Location
from sla_catalog.model.header import Classification
from sla_catalog.redaction import Audience, UnknownPartyError, redacted
from sla_catalog.review.history import NOT_YET, PastText, Recorded, periods, text_place
from sla_catalog.review.reported import ReportedChange
from sla_catalog.review.reporting import told
from sla_catalog.review.sides import WORK_TREE, Place, Sides, broken_paths
from sla_catalog.source.load import Loaded
from sla_catalog.source.repository import (
    Commit,
    TreeError,
    commit_of,
    commits_of,
    is_repository,
    is_shallow,
)

MOST_COMMITS = 1000  # that are looked at; older ones would slow down each build
MOST_TEXTS = 50  # of one agreement that have a page; older ones are told of in its history


def histories(
    sides: Sides, today: date, audience: Audience | None = None
) -> dict[str, tuple[Recorded, ...]]:
    """Return what commits changed, oldest first, by the id that each agreement has now.

    Each pair of commits is compared once, at most the last `MOST_COMMITS`, and clauses have no
    numbers, since those of pages of the past lead nowhere. An audience is told of
    agreements that it may see now, as far as it could see them at each time, and of no words of
    commits, which may speak of more. Raises TreeError where git knows of no commit, and
    UnknownPartyError where nobody is called like the party of the audience.
    """
    _refuse_without_commits(sides)
    commits = commits_of(sides.repository, sides.folder)[:MOST_COMMITS][::-1]
    visible = _visible_now(sides, audience)
    found: dict[str, list[Recorded]] = {}
    now_called: dict[str, str] = {}
    readable: Catalog | None = None
    were_unread: frozenset[str] = frozenset()
    last: Catalog | None = None
    for commit, whole in zip(commits, sides.past([one.id for one in commits]), strict=True):
        now_called |= {
            former: one.id
            for one in whole.catalog.agreements
            for former in (*(one.formerly or ()), one.id)
        }
        mended, unread = _mended(readable, whole)
        newly_unread, were_unread, readable = unread - were_unread, unread, mended
        seen = _seen(mended, audience, visible) if audience else mended
        if seen is None:
            continue
        for name, recorded in _recorded(commit, last, seen, newly_unread, today):
            shown = replace(recorded, subject="") if audience else recorded
            found.setdefault(name, []).append(shown)
        last = seen
    made: dict[str, list[Recorded]] = {}
    for name, states in found.items():
        made.setdefault(now_called.get(name, name), []).extend(states)
    return {
        name: _with_texts(sorted(states, key=lambda one: one.day)) for name, states in made.items()
    }


def shallow_notice(repository: Path) -> str:
    """Say that a clone lacks older commits, and so some history; empty where it has all."""
    if not is_repository(repository) or not is_shallow(repository):
        return ""
    return (
        "history: this clone lacks older commits, so that what they changed is missing; "
        "`git fetch --unshallow` gets them"
    )


def _refuse_without_commits(sides: Sides) -> None:
    if not is_repository(sides.repository):
        raise TreeError(
            f"{sides.repository.resolve().name} is in no git repository, and the history comes "
            "from its commits; leave out the option history, or build in a clone"
        )
    if commit_of(sides.repository, "HEAD") is None:
        raise TreeError("nothing was committed yet, so that there is no history to tell")


def _visible_now(sides: Sides, audience: Audience | None) -> frozenset[str]:
    """Return the ids, also former ones, of the agreements that an audience may see today."""
    if audience is None:
        return frozenset()
    catalog = sides.read(Place(WORK_TREE)).catalog
    seen = audience.agreements(catalog)
    names = {name for one in seen for name in (one.id, *(one.formerly or ()))}
    return frozenset(names - (catalog.by_id.keys() - {one.id for one in seen}))


def _mended(last: Catalog | None, now: Loaded) -> tuple[Catalog, frozenset[str]]:
    """Return a catalog in which files that could not be read say what they said before.

    So what they change is told once they can be read again. Their agreements are named as well.
    """
    catalog, broken = now.catalog, {*broken_paths(now.findings)}
    if last is None or not broken:
        return catalog, frozenset()
    held = [
        one
        for one in last.agreements
        if last.paths[one.id] in broken and one.id not in catalog.by_id
    ]
    paths = {one.id: last.paths[one.id] for one in held}
    shared = {name: path for name, path in last.shared_paths.items() if path in broken}
    lists = ["terms" if name == "glossary" else name for name in shared]
    before = frozenset({*paths.values(), *shared.values()})

    def place(path: str, location: Location, within: str = "") -> Span:
        return (last if path in before else catalog).place(path, location, within)

    mended = replace(
        catalog,
        agreements=tuple(sorted((*catalog.agreements, *held), key=lambda one: one.id)),
        paths={**catalog.paths, **paths},
        place=place,
        shared_paths={**catalog.shared_paths, **shared},
        shared_ids={**catalog.shared_ids, **{name: last.shared_ids[name] for name in lists}},
        broken=frozenset(),
        **{name: getattr(last, name) for name in lists},
    )
    return mended, frozenset(paths)


def _seen(past: Catalog, audience: Audience, visible: Set[str]) -> Catalog | None:
    """Return what an audience could see at a time and may see today; None where nobody knew it.

    What is hidden today is hidden in every earlier version, and so are references to it. Those who
    see everything see what is gone as well.
    """
    sees_all = audience.level is Classification.CONFIDENTIAL
    closed = tuple(
        one
        if sees_all or one.id in visible
        else one.model_copy(update={"classification": Classification.CONFIDENTIAL})
        for one in past.agreements
    )
    try:
        return redacted(
            replace(past, agreements=closed, memory=None), audience, "another agreement"
        )
    except UnknownPartyError:
        return None


def _with_texts(states: Sequence[Recorded]) -> tuple[Recorded, ...]:
    """Keep the texts of earlier versions that were in force, each as it came into force.

    Where no version is stated, a text is one until the next change of meaning.
    """
    last = states[-1]
    days = (
        {version: first for version, first, _ in periods(last.text.agreement)} if last.text else {}
    )
    places: set[int] = set()
    restated: set[int] = set()
    for version, group in _by_version(states).items():
        if not version:
            places |= {at for at in group if at + 1 < len(states) and states[at + 1].is_of_meaning}
            continue
        at = text_place([states[place] for place in group], days.get(version))
        restated |= {place for place in group[at + 1 :] if states[place].is_of_meaning}
        if version != last.version:
            places.add(group[at])
    newest = {*sorted(places)[-MOST_TEXTS:]}
    following = (last.text.agreement, last.changes) if last.text else None
    made = [
        replace(state, text=state.text if place in newest else None, is_restated=place in restated)
        for place, state in enumerate(states)
    ]
    if len(made) > 1 and isinstance(before_last := made[-2].text, PastText):
        made[-2] = replace(made[-2], text=replace(before_last, following=following))
    return tuple(made)


def _by_version(states: Sequence[Recorded]) -> dict[str, list[int]]:
    """Return the places of states in which each version was in force, oldest first."""
    found: dict[str, list[int]] = {}
    for place, state in enumerate(states):
        if state.text and state.text.agreement.state not in NOT_YET:
            found.setdefault(state.version, []).append(place)
    return found


def _recorded(
    commit: Commit,
    last: Catalog | None,
    now: Catalog,
    unread: Set[str],
    today: date,
) -> Iterator[tuple[str, Recorded]]:
    def recorded(name: str, changes: tuple[ReportedChange, ...] = ()) -> Recorded:
        agreement = now.by_id.get(name)
        version = agreement.version if agreement else None
        return Recorded(
            commit.id,
            commit.day,
            version if isinstance(version, str) else "",
            commit.subject,
            changes,
            unread=name in unread,
            text=PastText(agreement, now) if agreement and name not in unread else None,
        )

    if last is None:
        for one in now.agreements:
            yield one.id, recorded(one.id)
        return
    comparison = changed(last, now, today)
    by_name: dict[str, list[ReportedChange]] = {one: [] for one in unread if one in now.by_id}
    for change in (*comparison.changes, *comparison.consequences):
        if change.agreement:
            by_name.setdefault(change.agreement, []).append(told(change, last, now))
    for name, changes in by_name.items():
        is_new = any(one.rule == "agreement-added" for one in changes) or not changes
        yield name, recorded(name, () if is_new else tuple(changes))
