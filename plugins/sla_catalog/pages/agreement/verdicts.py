"""What is left between promises and those below them, in words; no word of it is reckoned here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from sla_catalog.model.agreement import Agreement
from sla_catalog.model.metrics import Commitment
from sla_catalog.model.quantities import NO_BREAK
from sla_catalog.pages.agreement.sheet import Sheet
from sla_catalog.pages.agreement.targets import metric_name
from sla_catalog.pages.amounts import side_words
from sla_catalog.pages.blocks import Icon, Inline, Line, Soft, Strong
from sla_catalog.reckoning.comparability import Obstacle, ObstacleKind
from sla_catalog.reckoning.spoken import spoken, spoken_in
from sla_catalog.resolved.cases import boxed
from sla_catalog.resolved.dependencies import (
    SEVERITY,
    Measure,
    Standing,
    basis_in_chain,
    is_kept,
    measure_of,
    rounded_to_it,
    telling_case,
)
from sla_catalog.resolved.promises import Promise
from sla_catalog.resolved.rooms import Outcome, Room, downtime_of


def short_title(agreement: Agreement) -> str:
    """Return the reference and title of an agreement."""
    return f"{agreement.reference or ''} {agreement.title}".strip()


def short_name(agreement: Agreement) -> str:
    """Return the reference by which people know an agreement, else its title."""
    return agreement.reference or agreement.title


def case_words(sheet: Sheet, promises: Iterable[Promise], without: str = "") -> str:
    """Say for which cases some promises of one metric hold; empty where nothing tells them apart.

    `without` leaves out a dimension.
    """
    declared = sheet.agreement.dimension_values()
    boxes = [
        {
            name: values
            for name, values in box.items()
            if name != without and {*values} != {*declared.get(name, ())}
        }
        for box in boxed(map(telling_case, promises))
    ]
    said = (sheet.words.condition(sheet.agreement, box) for box in boxes if box)
    return "; ".join(dict.fromkeys(said))


def severity_words(sheet: Sheet, promises: Iterable[Promise]) -> str:
    """Name the severities for which some promises hold by their ids."""
    found = (telling_case(one)[SEVERITY] for one in promises)
    return sheet.words.alternatives(dict.fromkeys(one for one in found if one))


def commitment_notes(sheet: Sheet, promise: Promise) -> Iterator[str]:
    """Say of how many cases a promise is, and how firm, where that is not all and guaranteed."""
    if promise.compliance:
        yield sheet.words.value(promise.compliance)
    if promise.commitment and promise.commitment is not Commitment.GUARANTEED:
        words = sheet.words.choice(promise.commitment)
        yield sheet.label("not.guaranteed").format(commitment=words)


def rounding_notes(sheet: Sheet, promise: Promise) -> Iterator[str]:
    """Say from which exact value on a promise is kept, where that is not what is written."""
    exact = rounded_to_it(promise)
    if exact is not None:
        yield sheet.label("chain.rounded").format(value=_in_unit(sheet, promise, exact))


def promised_words(sheet: Sheet, promise: Promise) -> str:
    """Say a promise on one line: `30 min (Gold, P1)`."""
    share = sheet.words.value(promise.compliance) if promise.compliance else ""
    case = ", ".join(part for part in (short_case_words(sheet, [promise]), share) if part)
    value = value_words(sheet, promise)
    return f"{value} ({case})" if case else value


def value_words(sheet: Sheet, promise: Promise) -> str:
    """Say the amount of a promise."""
    return sheet.words.value(promise.value)


def outcome(sheet: Sheet, rooms: Sequence[Room]) -> Iterator[Line]:
    """Say what is left to each promise, the worst first; what is the same is said once."""
    found: list[tuple[list[Room], list[Line]]] = []
    for room in rooms:
        said = [*_outcome(sheet, room), *_further(sheet, room)]
        same = next((group for group, lines in found if lines == said), None)
        if same is None:
            found.append(([room], said))
        else:
            same.append(room)
    for place, (group, lines) in enumerate(found):
        if len(rooms) > 1:
            yield _heading(sheet, rooms, group, is_first=place == 0)
        yield from lines


def _heading(sheet: Sheet, rooms: Sequence[Room], group: Sequence[Room], *, is_first: bool) -> Line:
    """Name some of several promises, the first ones as such."""
    has_names = len({one.own.metric.id for one in rooms}) > 1
    named = (_own_words(sheet, room, has_names) for room in group)
    line: list[Inline] = [Strong("; ".join(dict.fromkeys(named)))]
    if is_first and len(group) < len(rooms) and group[0].outcome is not Outcome.OPEN:
        line.append(Soft(sheet.label("chain.worst").format(count=len(rooms))))
    return tuple(line)


def _own_words(sheet: Sheet, room: Room, has_name: bool) -> str:
    name = metric_name(sheet, room.own.metric) if has_name else ""
    parts = (name, short_case_words(sheet, room.alike))
    named = ", ".join(part for part in parts if part)
    value = value_words(sheet, room.own)
    return f"{named}: {value}" if named else value


def short_case_words(sheet: Sheet, promises: Sequence[Promise]) -> str:
    """Say for which cases some promises hold, severities by their ids: `Gold, P1`."""
    parts = (case_words(sheet, promises, SEVERITY), severity_words(sheet, promises))
    return ", ".join(part for part in parts if part)


def _further(sheet: Sheet, room: Room) -> Iterator[Line]:
    for agreement, left in room.further:
        yield room_line(sheet, room.own, left)
        yield (Soft(_between(sheet, [agreement], "chain.further")),)


def _outcome(sheet: Sheet, found: Room) -> Iterator[Line]:
    left = found.left
    if found.outcome is Outcome.OPEN:
        yield from _open(sheet, found)
        return
    if left is None:
        return
    yield room_line(sheet, found.own, left)
    if found.outcome is Outcome.DEFICIT:
        yield (Soft(_why_short(sheet, found)),)
        yield from _mitigations(sheet, found)
    else:
        yield (Soft(_between(sheet, _names(found), "chain.between")),)
    yield from _sums(sheet, found)


def _why_short(sheet: Sheet, found: Room) -> str:
    """Say why a promise is too much; what a single agreement was asked for is part of that."""
    own, measure = short_name(sheet.agreement), found.measure
    only = found.reckoned[0] if len(found.reckoned) == 1 else None
    expected = as_expected(only, measure) if only else None
    if only and expected is not None:
        return sheet.label("chain.deficit.asked").format(
            below=short_name(only.below),
            expected=sheet.words.value(expected),
            own=own,
            promised=value_words(sheet, found.own),
        )
    names = sheet.words.listing(dict.fromkeys(map(short_name, _names(found))))
    key = "chain.deficit.together" if only is None else f"chain.deficit.{measure}"
    return sheet.label(key).format(below=names, own=own)


def as_expected(one: Standing, measure: Measure) -> object:
    """Return what was expected of an agreement, if it promises that."""
    expected = getattr(one.dependency.expects, measure, None)
    if expected is None or one.promise is None:
        return None
    return expected if is_kept(expected, one.promise) else None


def _names(found: Room) -> list[Agreement]:
    return [one.below for one in found.reckoned]


def _open(sheet: Sheet, found: Room) -> Iterator[Line]:
    if not found.unknown and not found.is_withheld:
        yield (Soft(sheet.label("chain.left.out")),)
        return
    yield (Icon("unequal"), Strong(sheet.label("chain.open")))
    for standing in found.unknown:
        for words in open_words(sheet, standing):
            yield (Soft(f"{short_name(standing.below)} {sheet.words.within(words)}"),)
    if found.is_withheld:
        yield (Soft(sheet.label("chain.withheld")),)
    if found.left is not None:
        words = sheet.label("chain.rest").format(
            room=room_words(sheet, found.own, found.left),
            between=_between(sheet, _names(found), "chain.between"),
        )
        yield (Soft(words),)
    yield from _sums(sheet, found)


def open_words(sheet: Sheet, standing: Standing) -> Iterator[str]:
    """Say why an agreement below cannot be judged, or not in every case."""
    other = Sheet(standing.below, sheet.edition, sheet.uri)
    is_partly_judged = standing.value is not None
    if standing.obstacle and standing.other:
        words = why_not(sheet, standing.obstacle).removesuffix(".")
        named = case_words(other, [standing.other]) if is_partly_judged else ""
        yield f"{words} ({named})" if named else words
    if standing.is_loose and standing.promise and standing.promise.commitment:
        commitment = sheet.words.choice(standing.promise.commitment)
        yield sheet.label("chain.not.firm").format(commitment=commitment)
    elif standing.lacking and (is_partly_judged or standing.other):
        cases = other.words.conditions(other.agreement, boxed(standing.lacking))
        yield sheet.label("chain.states.none.for").format(cases=cases)
    elif standing.lacking or standing.promise is None:
        yield sheet.label("chain.states.none")


def why_not(sheet: Sheet, obstacle: Obstacle) -> str:
    """Say why a promise below is not judged against ours."""
    if obstacle.kind is ObstacleKind.STATISTIC and obstacle.first and not obstacle.second:
        return sheet.label("not.comparable.share").format(share=obstacle.first)
    kind = sheet.label(f"basis.{obstacle.kind}")
    if not obstacle.first or not obstacle.second:
        return sheet.label("not.comparable.unstated").format(kind=kind)
    first, second = (
        side_words(sheet.edition.labels, obstacle.kind, side)
        for side in (obstacle.first, obstacle.second)
    )
    return sheet.label("not.comparable").format(first=first, second=second)


def _mitigations(sheet: Sheet, found: Room) -> Iterator[Line]:
    for standing in found.reckoned:
        if standing.dependency.mitigation:
            label = Soft(f"{sheet.words.field('mitigation')}:")
            yield (label, sheet.prose(standing.dependency.mitigation))


def _sums(sheet: Sheet, found: Room) -> Iterator[Line]:
    """Say what several promise together; one alone promises what stands in its row."""
    if found.together is None or len(found.reckoned) < 2:
        return
    total = _in_unit(sheet, found.own, found.together)
    if found.independent is None:
        yield (Soft(sheet.label(f"chain.sum.{found.measure}").format(total=total)),)
        return
    product = _in_unit(sheet, found.own, found.independent)
    yield (Soft(sheet.label("chain.floor").format(floor=total, product=product)),)


def room_line(sheet: Sheet, own: Promise, left: Fraction) -> Line:
    """Say how much room there is, with its sign."""
    return (Icon("alarm" if left < 0 else "check"), Strong(room_words(sheet, own, left)))


def room_words(sheet: Sheet, own: Promise, left: Fraction) -> str:
    """Say how much room there is: `Slack 8 min 38.4 s`, `Deficit 15 min`."""
    if not left:
        return sheet.label("chain.even")
    key = "chain.deficit" if left < 0 else "chain.slack"
    return sheet.label(key).format(amount=distance_words(sheet, own, abs(left)))


def distance_words(sheet: Sheet, own: Promise, left: Fraction) -> str:
    """Say a distance between two amounts; of shares in time where the window has a length."""
    if measure_of(own) is not Measure.AVAILABILITY:
        return _in_unit(sheet, own, left)
    time = downtime_of(own, left)
    if time is None:
        points = spoken_in("", left).strip()
        return sheet.label("chain.points").format(points=points)
    return spoken(time)


def _in_unit(sheet: Sheet, own: Promise, amount: Fraction) -> str:
    number, space, unit = spoken_in(basis_in_chain(own).unit, amount).partition(NO_BREAK)
    return f"{number}{space}{sheet.edition.labels.words.get(f'unit.{unit}', unit)}"


def _between(sheet: Sheet, below: Sequence[Agreement], key: str) -> str:
    names = sheet.words.listing(dict.fromkeys(map(short_name, below)))
    return sheet.label(key).format(own=short_name(sheet.agreement), below=names)
