"""Everything that differs between two versions of one agreement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import replace

from sla_catalog.changes.change import Change, ChangePlace, ChangeSide
from sla_catalog.changes.credits import SKIP as CREDITS
from sla_catalog.changes.credits import credit_changes
from sla_catalog.changes.definitions import with_shared_meanings
from sla_catalog.changes.hours import support_changes
from sla_catalog.changes.leaves import differences
from sla_catalog.changes.lifecycle import SKIP as LIFECYCLE
from sla_catalog.changes.lifecycle import lifecycle_changes
from sla_catalog.changes.masking import with_masks
from sla_catalog.changes.pair import AgreementPair
from sla_catalog.changes.places import At
from sla_catalog.changes.promises import metric_changes
from sla_catalog.changes.renaming import Renaming
from sla_catalog.changes.shared import uses_term
from sla_catalog.changes.working import with_times
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.dimensions import BUILT_IN_DIMENSIONS, Dimension

_TOP = At("", (), (), "")
_SKIP = (CREDITS | LIFECYCLE) | {
    ("Agreement", "id"),
    ("Agreement", "formerly"),
    ("Support", "hours"),
    ("Metric", "*"),
}
# What promises, credits and hours of support mean hangs on these fields alone.
_AROUND = ("remedies", "support", "service_hours", "declared", "services", "severities",
           "request_types", "duration")  # fmt: skip


def changes_of(pair: AgreementPair, old: Agreement, new: Agreement) -> Iterator[Change]:
    """Yield what differs between two versions of an agreement."""
    found = with_shared_meanings(pair, _unmasked(pair, old, new))
    yield from with_masks(pair, with_times(pair, _with_moves(pair, found)))


def renamed_changes(pair: AgreementPair, renaming: Renaming) -> Iterator[Change]:
    """Yield the new ids of entries that an agreement had before."""
    new = pair.after.agreement
    for name, ids in renaming.entries.items():
        for old, now in ids.items():
            entries = new.listed(name) if new else ()
            place, entry = next((n, e) for n, e in enumerate(entries) if e.id == now)
            words = name.replace("_", " ").capitalize()
            word = f"{words[:-3]}y" if words.endswith("ies") else words.removesuffix("s")
            what = f"{word} “{entry.name if getattr(entry, 'name', None) else now}”: id"
            path = f"{name}[{now}].id"
            sides = _ids(pair, old, now, name, place)
            yield pair.change("detail-changed", path, what, None, *sides)
    for old, now in renaming.dimensions.items():
        sides = _ids(pair, old, now, "dimensions", old, now)
        yield pair.change("detail-changed", f"dimensions[{now}].id", "Dimension", None, *sides)
    for dimension, values in renaming.values.items():
        if dimension in BUILT_IN_DIMENSIONS:
            continue
        there = renaming.dimensions.get(dimension, dimension)
        kind = "term-reworded" if dimension in renaming.guessed else "detail-changed"
        for old, now in values.items():
            sides = _ids(pair, old, now, "dimensions", dimension, there)
            path = f"dimensions[{there}][{now}].id"
            yield pair.change(kind, path, f"Dimension “{there}”", None, *sides)


def _ids(
    pair: AgreementPair, old: str, new: str, name: str, place: str | int, after: str | int = ""
) -> tuple[ChangeSide | None, ChangeSide | None]:
    """Return two ids with the places of what has them, which was in the same list before."""
    before = place if isinstance(place, str) else ""
    locations = ((name, before) if before else (name,), (name, after or place))
    return pair.before.side(old, locations[0]), pair.after.side(new, locations[1])


_MOVABLE = frozenset({"clause-added", "clause-removed", "entry-added", "entry-removed"})
_FEWEST_WORDS = 4


def _with_moves(pair: AgreementPair, changes: Iterable[Change]) -> Iterator[Change]:
    """Join a text that is gone with the same one that is new elsewhere to one that moved."""
    found = tuple(changes)
    free = [one for one in found if one.kind.id in _MOVABLE]
    come = {one.after.value: one for one in free if one.after and _is_text(one.after)}
    moved: dict[int, Change] = {}
    for one in free:
        other = come.pop(one.before.value, None) if one.before else None
        if other is not None:
            moved[id(one)] = pair.change(
                "clause-moved", other.path, other.what, None, one.before, other.after
            )
            moved[id(other)] = moved[id(one)]
    yield from dict.fromkeys(moved.get(id(one), one) for one in found)


def _is_text(side: ChangeSide) -> bool:
    return len(side.text.split()) >= _FEWEST_WORDS


def _unmasked(pair: AgreementPair, old: Agreement, new: Agreement) -> Iterator[Change]:
    yield from differences(pair, old, new, _TOP, _SKIP)
    yield from lifecycle_changes(pair, old, new)
    yield from _ranks(pair, old, new)
    if any(getattr(old, name) != getattr(new, name) for name in _AROUND):
        yield from support_changes(pair)
        yield from credit_changes(pair, old, new)
        yield from _metrics(pair, old, new)
    elif old.metrics != new.metrics:
        touched = _touched_metrics(old, new)
        yield from credit_changes(pair, old, new, touched)
        yield from _metrics(pair, old, new, touched)


def _ranks(pair: AgreementPair, old: Agreement, new: Agreement) -> Iterator[Change]:
    """Yield dimensions whose values are listed best first, in another order now."""
    for name in old.dimensions.keys() & new.dimensions.keys():
        declared = [(one.declared or {}).get(name) for one in (old, new)]
        if not all(isinstance(one, Dimension) and one.ordered for one in declared):
            continue
        was, now = (
            [value for value in one.dimensions[name] if value in other.dimensions[name]]
            for one, other in ((old, new), (new, old))
        )
        if was != now:
            at = ("dimensions", name, "values")
            sides = (
                pair.before.side("|".join(was), at, ", ".join(was)),
                pair.after.side("|".join(now), at, ", ".join(now)),
            )
            what = f"Dimension “{name}”, order"
            yield pair.change("term-reworded", f"dimensions[{name}]", what, None, *sides)


def _touched_metrics(old: Agreement, new: Agreement) -> frozenset[str]:
    """Return the ids of metrics that differ, that one side lacks, or that follow another one."""
    olds, news = ({m.id: m for m in one.listed("metrics")} for one in (old, new))
    differing = {name for name in olds.keys() | news.keys() if olds.get(name) != news.get(name)}
    every = (*olds.values(), *news.values())
    following = {m.id for m in every if any(cell.same_as for cell in m.promises)}
    return frozenset(differing | following)


def _metrics(
    pair: AgreementPair, old: Agreement, new: Agreement, touched: Set[str] | None = None
) -> Iterator[Change]:
    """Yield the changes of metrics, of those that are touched where that is known.

    A metric that is new or gone was found among the entries.
    """
    news = {one.id: place for place, one in enumerate(new.listed("metrics"))}
    for place, one in enumerate(old.listed("metrics")):
        if one.id not in news or (touched is not None and one.id not in touched):
            continue
        other = new.listed("metrics")[news[one.id]]
        name = other.name or other.id
        at = At(
            f"metrics[{one.id}]", ("metrics", place), ("metrics", news[one.id]), f"Metric “{name}”"
        )
        yield from metric_changes(pair, one, other, at)


def consequences_of(
    pair: AgreementPair, agreement: Agreement, reaching: Iterable[Change]
) -> Iterator[Change]:
    """Yield what shared changes mean in an agreement whose file is the same."""
    for cause in with_times(pair, reaching):
        yield replace(
            cause,
            agreement=agreement.id,
            is_draft=pair.after.is_draft,
            affects=(),
            related=tuple(_uses(pair, agreement, cause)),
        )


def _uses(pair: AgreementPair, agreement: Agreement, cause: Change) -> Iterator[ChangePlace]:
    name, _, rest = cause.path.partition("[")
    if name != "terms":
        return
    term = pair.after.catalog.term_by_id.get(rest.partition("]")[0])
    if term is None:
        return
    for location in uses_term(agreement, pair.after.places, term):
        anchor = pair.after.anchor(location)
        number = pair.after.numbers.get(anchor, "")
        yield ChangePlace(number or anchor, pair.after.span(location), number)
