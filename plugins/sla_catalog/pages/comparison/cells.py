"""What an agreement says in a column for the cases that were chosen: the figure to rely on first.

`assets/comparison-cells.js` says the same for other choices; a test compares the two.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from sla_catalog.calculation.comparability import obstacle
from sla_catalog.frozen import dataclass
from sla_catalog.model.metric_types import BetterDirection
from sla_catalog.pages.blocks import State
from sla_catalog.pages.comparison.points import Chosen, MetricPoints, Point
from sla_catalog.pages.comparison.ranking import Amount, obstacle_words
from sla_catalog.pages.labels import Labels
from sla_catalog.pages.views.comparison import ComparedCell
from sla_catalog.resolved.ranking import relied_and_best

MOST_NAMED = 4
LONGEST_IN_ROW = 40  # longer ones have a line each
Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Said:
    """A cell, and the amount that it is ranked by; without one the cell may say why not."""

    cell: ComparedCell
    amount: Amount | None = None

    @property
    def is_stated(self) -> bool:
        """Tell whether there is a value."""
        return self.cell.state is State.STATED


@dataclass(frozen=True, slots=True)
class Names:
    """How an agreement calls its dimensions within a sentence, and their values."""

    dimension: Callable[[str], str]
    value: Callable[[str, str], str]


NOTHING = Said(ComparedCell(State.NOT_STATED))


def said(
    parts: Sequence[MetricPoints],
    chosen: Chosen,
    direction: BetterDirection | None,
    names: Names,
    labels: Labels,
) -> Said:
    """Say what the parts of a column come to in the cases that were chosen."""
    met = [point for part in parts for point in part.meeting(chosen)]
    figures = [point for point in met if point.state is State.STATED]
    if not figures:
        return Said(_absent(met, labels, is_open=any(part.points for part in parts)))
    firm = [point for point in figures if point.is_firm]
    shown = firm or figures
    relied, _ = _ends(shown, direction)
    best = _best_beside(relied, shown, direction)
    is_open = any(part.is_open(chosen) for part in parts)
    why = _why_apart(shown, relied, labels, has_direction=direction is not None, is_open=is_open)
    if not firm and direction:
        why = labels["not.ranked.objective"]
    labels_shown = list(dict.fromkeys(point.label for point in shown))
    notes = [*_named(shown, direction, labels)] if len(labels_shown) > 1 else []
    basis = relied or shown[0]
    soft = [labels_shown[0]] if len(labels_shown) == 1 else []
    soft += _cases(parts, shown, chosen, names, labels)
    soft += [basis.note] if relied or len({point.note for point in shown}) == 1 else []
    lines = _lines(", ".join(filter(None, soft)), labels)
    value, *further = (relied.text if relied else _spans(shown, labels)).split("\n")
    cell = ComparedCell(
        State.STATED,
        value,
        labels["best.value"].format(value=best.text)
        if relied and best and relied.order != best.order
        else "",
        (*further, *notes, *lines),
        basis.mark or next((point.mark for point in shown if point.mark), ""),
        ", ".join(_beside(figures, labels_shown, labels)) if firm else "",
        why,
    )
    return Said(cell, None if why else basis.amount)


def _absent(met: Sequence[Point], labels: Labels, *, is_open: bool) -> ComparedCell:
    kinds = {point.state for point in met}
    if len(kinds) == 1:
        reasons = {point.text for point in met}
        return ComparedCell(next(iter(kinds)), next(iter(reasons)) if len(reasons) == 1 else "")
    return ComparedCell(State.NOT_STATED, labels["absent.case"] if is_open else "")


def _ends(
    shown: Sequence[Point], direction: BetterDirection | None
) -> tuple[Point | None, Point | None]:
    """Return the figure that holds whatever the case, and the best one; None without an order."""
    kinds = {point.kind for point in shown}
    if direction is None or len(kinds) > 1 or "" in kinds:
        return None, None
    return relied_and_best(shown, lambda point: point.order, direction)


def _best_beside(
    relied: Point | None, shown: Sequence[Point], direction: BetterDirection | None
) -> Point | None:
    """Return the best figure of the metric to rely on: another metric is no better case of it."""
    own = [point for point in shown if relied and point.label == relied.label]
    return _ends(own, direction)[1] if own else None


def _why_apart(
    shown: Sequence[Point],
    relied: Point | None,
    labels: Labels,
    *,
    has_direction: bool,
    is_open: bool,
) -> str:
    why = next((point.why for point in shown if point.why), "")
    if why or not has_direction:
        return why
    if relied is None:
        return labels["not.ranked.kinds"] if len(shown) > 1 else ""
    if is_open:
        return labels["not.ranked.cases"]
    own = relied.amount
    if own is None:
        return ""
    others = (point.amount.basis for point in shown if point.amount)
    differing = next((met for one in others if (met := obstacle(own.basis, one))), None)
    return obstacle_words(labels, differing) if differing else ""


def _named(
    shown: Sequence[Point], direction: BetterDirection | None, labels: Labels
) -> Iterator[str]:
    """Say each of several metrics by its name."""
    by_label: dict[str, list[Point]] = {}
    for point in shown:
        by_label.setdefault(point.label, []).append(point)
    named = []
    for label, points in by_label.items():
        relied, _ = _ends(points, direction)
        value = (relied.text if relied else _spans(points, labels)).replace("\n", ", ")
        named.append(f"{label}{labels['colon']} {value}" if label else value)
    yield from named[:MOST_NAMED]
    if len(named) > MOST_NAMED:
        yield labels["and.more"].format(count=len(named) - MOST_NAMED)


def _cases(
    parts: Iterable[MetricPoints],
    shown: Sequence[Point],
    chosen: Chosen,
    names: Names,
    labels: Labels,
) -> list[str]:
    """Say which values were chosen, and by which dimensions figures differ."""
    spoken_of = dict.fromkeys(name for part in parts for name in part.dimensions)
    found = [names.value(n, value) for n in spoken_of if n in chosen and (value := chosen[n])]
    if len({point.text for point in shown}) > 1:
        differing = [
            names.dimension(name)
            for name in spoken_of
            if name not in chosen and any(_tells_apart(part, name) for part in parts)
        ]
        if differing:
            found.append(labels["by.dimensions"].format(dimensions=", ".join(differing)))
    return found


def _tells_apart(part: MetricPoints, name: str) -> bool:
    """Tell whether the figures of a metric are for different values of a dimension."""
    if name not in part.dimensions:
        return False
    place = part.dimensions.index(name)
    return len({box[place] for point in part.points for box in point.boxes}) > 1


def _beside(figures: Sequence[Point], shown: Sequence[str], labels: Labels) -> Iterator[str]:
    """Say the figures that do not bind beside those that do; another metric's by its name."""
    loose = (point for point in figures if not point.is_firm)
    for label, text, mark in dict.fromkeys((p.label, p.text, p.mark) for p in loose):
        name = f"{label}{labels['colon']} " if label and label not in shown else ""
        yield f"{name}{text} {mark}".strip()


def _spans(points: Iterable[Point], labels: Labels) -> str:
    """Say figures that have no one order: a range for each kind, each of the others by itself.

    Where some have several lines no two are the ends of a range.
    """
    listed = tuple(points)
    is_long = any("\n" in point.text for point in listed)
    groups: dict[tuple[str, str], list[Point]] = {}
    for point in listed:
        key = (point.kind, "") if point.kind and not is_long else ("", point.text)
        groups.setdefault(key, []).append(point)
    return _listed([*dict.fromkeys(_span(group, labels) for group in groups.values())], labels)


def _span(points: Sequence[Point], labels: Labels) -> str:
    low, high = _ends(points, BetterDirection.HIGHER)
    if low is None or high is None or low.order == high.order:
        return points[0].text
    return labels["range"].format(low=low.text, high=high.text)


def _listed(texts: Sequence[str], labels: Labels) -> str:
    if any("\n" in one or len(one) > LONGEST_IN_ROW for one in texts):
        return "\n".join(_lines("\n".join(texts), labels))
    if len(texts) <= MOST_NAMED:
        return ", ".join(texts)
    more = labels["and.more"].format(count=len(texts) - MOST_NAMED)
    return f"{', '.join(texts[:MOST_NAMED])} {more}"


def _lines(text: str, labels: Labels) -> list[str]:
    """Return the first lines of a text, each once, and how many more there are."""
    lines = [*dict.fromkeys(filter(None, text.split("\n")))]
    further = len(lines) - MOST_NAMED
    more = [labels["and.more"].format(count=further)] if further > 0 else []
    return [*lines[:MOST_NAMED], *more]
