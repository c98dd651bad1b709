"""Same figure, less meant: changes that take something from a promise whose figure is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from sla_catalog.changes.change import Change, ChangeDirection, ChangePlace, Effect
from sla_catalog.changes.pair import AgreementPair
from sla_catalog.changes.promises import keeps_a_figure
from sla_catalog.changes.shared import uses_term
from sla_catalog.model.metrics import Metric

_TAKES = frozenset({ChangeDirection.WORSE, ChangeDirection.MIXED, ChangeDirection.UNKNOWN})
_COUNTED = frozenset(
    {
        "exclusion-added",
        "exclusion-widened",
        "exclusion-reworded",
        "maintenance-window-added-or-lengthened",
        "maintenance-window-moved",
        "emergency-maintenance-introduced",
    }
)
_OTHERS = frozenset(
    {
        "definition-changed",
        "severity-definition-changed",
        "claim-window-shortened",
        "claim-evidence-added",
        "precondition-added",
        "holiday-calendar-changed",
        "support-hours-narrowed",
        "support-hours-shifted",
    }
)
_BY_TIME = frozenset({"availability", "downtime", "longest_outage"})


def with_masks(pair: AgreementPair, changes: Iterable[Change]) -> Iterator[Change]:
    """Mark changes that leave figures as they are and take from what they mean.

    Those of a metric itself and of caps are marked where they are found. Here are those beside
    them; `related` names the promises, or the clauses that use a term.
    """
    found = tuple(changes)
    restated = {
        path.removeprefix("metrics[").removesuffix("]")
        for path in {c.path.partition(".")[0] for c in found if ".target" in c.path}
        if not _keeps_a_figure(pair, path)
    }
    for change in found:
        if change.customer not in _TAKES or change.path.startswith("metrics["):
            yield change
        elif change.kind.id in _COUNTED or _is_of_other_periods(change):
            touched = dict(_counting(pair, change))
            told = replace(
                change,
                masks=bool(touched),
                has_new_figure=bool(touched) and touched.keys() <= restated,
                related=tuple(touched.values()),
            )
            if touched:
                yield replace(told, effect=_with_takings(told))
            else:
                yield replace(told, effect=_unnamed(pair, told)) if _is_new(told) else told
        elif change.kind.id in _OTHERS or _is_without_hours(change):
            told = replace(change, masks=True, related=tuple(_using(pair, change)))
            yield replace(told, effect=_with_uses(told)) if told.related else told
        else:
            yield change


def _is_of_other_periods(change: Change) -> bool:
    """Tell whether what does not count is limited in periods laid out in another way."""
    is_uncounted = change.path.startswith(("exclusions[", "maintenance["))
    return is_uncounted and change.kind.id == "window-type-changed"


def _is_without_hours(change: Change) -> bool:
    """Tell whether support has no hours any more, in which business hours ran."""
    return change.kind.id == "value-removed" and change.path.startswith("support.hours")


def _is_new(change: Change) -> bool:
    return change.kind.id == "exclusion-added" and change.path.startswith("exclusions[")


def _unnamed(pair: AgreementPair, change: Change) -> Effect | None:
    """Say that no promise counts less by an exclusion, where each one of time names its own."""
    agreement = pair.after.agreement
    metrics = agreement.listed("metrics") if agreement else ()
    kinds = [kind.id for one in metrics if (kind := pair.after.catalog.kind_of(one))]
    if not _BY_TIME.intersection(kinds):
        return change.effect
    return Effect("no metric refers to it, so that none counts less by it")


def _with_takings(change: Change) -> Effect:
    """Say from which promises something is taken, or may be, after what is said already."""
    sure = change.customer is ChangeDirection.WORSE
    is_scope = change.path.startswith("services[")
    verb = f"{'less counts' if is_scope else 'fewer minutes count'} for"
    verb = verb if sure else "it decides what counts for"
    names = ", ".join(
        f"{one.text} ({one.clause})" if one.clause else one.text for one in change.related
    )
    text = f"{verb} {names}"
    if change.effect is None:
        return Effect(text)
    return replace(change.effect, text=f"{change.effect.text}; {text}")


def _with_uses(change: Change) -> Effect:
    """Say in which clauses a changed term is used, after what is said already."""
    text = f"used in {', '.join(one.clause or one.text for one in change.related)}"
    return Effect(f"{change.effect.text}; {text}" if change.effect else text)


def _keeps_a_figure(pair: AgreementPair, path: str) -> bool:
    """Tell whether a metric of which a figure changed has the same one still in some case."""
    name = path.removeprefix("metrics[").removesuffix("]")
    sides = [
        next((one for one in agreement.listed("metrics") if one.id == name), None)
        for agreement in (pair.before.agreement, pair.after.agreement)
        if agreement is not None
    ]
    old, new = sides if len(sides) == 2 else (None, None)
    return old is not None and new is not None and keeps_a_figure(pair, old, new)


def _counting(pair: AgreementPair, change: Change) -> Iterator[tuple[str, ChangePlace]]:
    """Yield the promises that an exclusion or maintenance takes from, by the ids of metrics."""
    agreement = pair.after.agreement
    exclusion = change.path.partition("[")[2].partition("]")[0]
    for place, metric in enumerate(agreement.listed("metrics") if agreement else ()):
        kind = pair.after.catalog.kind_of(metric)
        of_time = kind is not None and kind.id in _BY_TIME
        if of_time and _is_named(metric, exclusion):
            anchor = pair.after.anchor(("metrics", place))
            number = pair.after.numbers.get(anchor, "")
            span = pair.after.span(("metrics", place))
            name = metric.name or (kind.name if kind else metric.id)
            yield metric.id, ChangePlace(name, span, number, anchor)


def _is_named(metric: Metric, exclusion: str) -> bool:
    """Tell whether an exclusion counts for a metric; all do where it names none."""
    if metric.exclusions is not None and exclusion not in metric.exclusions:
        return False
    return exclusion not in (metric.counted or ())


def _using(pair: AgreementPair, change: Change) -> Iterator[ChangePlace]:
    """Yield the clauses that use a changed term."""
    agreement = pair.after.agreement
    definitions = agreement.definitions or () if agreement else ()
    name = change.path.partition("[")[2].partition("]")[0]
    term = next((one for one in definitions if one.term == name), None)
    if agreement is None or term is None or not change.path.startswith("definitions["):
        return
    once: dict[str, ChangePlace] = {}
    for location in uses_term(agreement, pair.after.places, term):
        anchor = pair.after.anchor(location)
        if location and anchor != "definitions":
            number = pair.after.numbers.get(anchor, "")
            once.setdefault(anchor, ChangePlace(anchor, pair.after.span(location), number))
    yield from once.values()
