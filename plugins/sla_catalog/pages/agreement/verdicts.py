"""What is left between promises and those below them, in words; no word of it is reckoned here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from sla_catalog.calculation.comparability import Obstacle, ObstacleKind
from sla_catalog.calculation.duration_format import format_duration_in
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.metric_types import BetterDirection
from sla_catalog.model.metrics import Commitment
from sla_catalog.model.operators import Operator
from sla_catalog.model.quantities import NO_BREAK
from sla_catalog.pages.agreement.page import AgreementPage
from sla_catalog.pages.agreement.targets import metric_name
from sla_catalog.pages.amounts import numeral, side_words
from sla_catalog.pages.blocks import Icon, Inline, Line, Soft, Strong
from sla_catalog.resolved.cases import EVERY_CASE, Case, boxed
from sla_catalog.resolved.dependencies import (
    SEVERITY,
    ChainMeasure,
    DependencyPromise,
    basis_in_chain,
    is_hard,
    is_kept,
    measure_of,
    reaches,
    rounded_to_it,
    telling_case,
)
from sla_catalog.resolved.promise_values import Promise
from sla_catalog.resolved.rooms import FeasibilityOutcome, Room, downtime_of


def short_title(agreement: Agreement) -> str:
    """Return the reference and title of an agreement."""
    return f"{agreement.reference or ''} {agreement.title}".strip()


def short_name(agreement: Agreement) -> str:
    """Return the reference by which people know an agreement, else its title."""
    return agreement.reference or agreement.title


def case_words(page: AgreementPage, promises: Iterable[Promise], without: str = "") -> str:
    """Say for which cases some promises of one metric hold; empty where nothing tells them apart.

    `without` leaves out a dimension.
    """
    declared = page.agreement.dimension_values()
    boxes = [
        {
            name: values
            for name, values in box.items()
            if name != without and {*values} != {*declared.get(name, ())}
        }
        for box in boxed(map(telling_case, promises))
    ]
    said = (page.words.condition(page.agreement, box) for box in boxes if box)
    return f"{page.label('semicolon')} ".join(dict.fromkeys(said))


def severity_words(page: AgreementPage, promises: Iterable[Promise]) -> str:
    """Name the severities for which some promises hold by their ids."""
    found = (telling_case(one)[SEVERITY] for one in promises)
    return page.words.alternatives(dict.fromkeys(one for one in found if one))


def commitment_notes(page: AgreementPage, promise: Promise) -> Iterator[str]:
    """Say of how many cases a promise is, and how firm, where that is not all and guaranteed."""
    if promise.compliance:
        yield page.words.value(promise.compliance)
    if promise.commitment and promise.commitment is not Commitment.GUARANTEED:
        words = page.words.choice(promise.commitment)
        yield page.label("not.guaranteed").format(commitment=words)


def rounding_notes(page: AgreementPage, promise: Promise) -> Iterator[str]:
    """Say from which exact value on a promise is kept, where that is not what is written."""
    exact = rounded_to_it(promise)
    if exact is None:
        return
    value = _in_unit(page, promise, exact)
    if not reaches(promise):
        is_high = promise.direction is BetterDirection.HIGHER
        beyond = Operator.MORE_THAN if is_high else Operator.LESS_THAN
        value = f"{page.words.within(page.words.choice(beyond))} {value}"
    yield page.label("chain.rounded").format(value=value)


def promised_words(page: AgreementPage, promise: Promise) -> str:
    """Say a promise on one line: `30 min (Gold, P1)`."""
    share = page.words.value(promise.compliance) if promise.compliance else ""
    case = ", ".join(part for part in (short_case_words(page, [promise]), share) if part)
    value = value_words(page, promise)
    return f"{value} ({case})" if case else value


def value_words(page: AgreementPage, promise: Promise) -> str:
    """Say the amount of a promise."""
    return page.words.value(promise.value)


def outcome(page: AgreementPage, rooms: Sequence[Room]) -> Iterator[Line]:
    """Say what is left to each promise, the worst first; what is the same is said once."""
    found: list[tuple[list[Room], list[Line]]] = []
    for room in rooms:
        said = [*_outcome(page, room), *_further(page, room)]
        same = next((group for group, lines in found if lines == said), None)
        if same is None:
            found.append(([room], said))
        else:
            same.append(room)
    for place, (group, lines) in enumerate(found):
        if len(rooms) > 1:
            yield _heading(page, rooms, group, is_first=place == 0)
        yield from lines


def _heading(
    page: AgreementPage, rooms: Sequence[Room], group: Sequence[Room], *, is_first: bool
) -> Line:
    """Name some of several promises, the first ones as such."""
    has_names = len({one.own.metric.id for one in rooms}) > 1
    named = (_own_words(page, room, has_names) for room in group)
    line: list[Inline] = [Strong(f"{page.label('semicolon')} ".join(dict.fromkeys(named)))]
    if is_first and len(group) < len(rooms) and group[0].outcome is not FeasibilityOutcome.OPEN:
        line.append(Soft(page.label("chain.worst").format(count=len(rooms))))
    return tuple(line)


def _own_words(page: AgreementPage, room: Room, has_name: bool) -> str:
    name = metric_name(page, room.own.metric) if has_name else ""
    parts = (name, short_case_words(page, room.alike))
    named = ", ".join(part for part in parts if part)
    value = value_words(page, room.own)
    return f"{named}{page.label('colon')} {value}" if named else value


def short_case_words(page: AgreementPage, promises: Sequence[Promise]) -> str:
    """Say for which cases some promises hold, severities by their ids: `Gold, P1`."""
    parts = (case_words(page, promises, SEVERITY), severity_words(page, promises))
    return ", ".join(part for part in parts if part)


def _further(page: AgreementPage, room: Room) -> Iterator[Line]:
    for agreement, left in room.further:
        yield room_line(page, room.own, left)
        yield (Soft(_between(page, [agreement], "chain.further")),)


def _outcome(page: AgreementPage, found: Room) -> Iterator[Line]:
    left = found.left
    if found.outcome is FeasibilityOutcome.OPEN:
        yield from _open(page, found)
        return
    if left is None:
        return
    if found.is_equal:
        yield (Icon("alarm"), Strong(page.label("chain.equal")))
        yield (Soft(_between(page, _names(found), "chain.equal.why")),)
        yield from _mitigations(page, found)
        yield from _sums(page, found)
        return
    yield room_line(page, found.own, left)
    if found.outcome is FeasibilityOutcome.DEFICIT:
        yield (Soft(_why_short(page, found)),)
        yield from _mitigations(page, found)
    else:
        yield (Soft(_between(page, _names(found), "chain.between")),)
    yield from _sums(page, found)


def _why_short(page: AgreementPage, found: Room) -> str:
    """Say why a promise is too much; what a single agreement was asked for is part of that."""
    own, measure = short_name(page.agreement), found.measure
    only = found.reckoned[0] if len(found.reckoned) == 1 else None
    expected = as_expected(only, measure) if only else None
    if only and expected is not None:
        return page.label("chain.deficit.asked").format(
            below=short_name(only.below),
            expected=page.words.value(expected),
            own=own,
            promised=value_words(page, found.own),
        )
    names = page.words.listing(dict.fromkeys(map(short_name, _names(found))))
    key = "chain.deficit.together" if only is None else f"chain.deficit.{measure}"
    return page.label(key).format(below=names, own=own)


def as_expected(one: DependencyPromise, measure: ChainMeasure) -> object:
    """Return what was expected of an agreement, if it promises that."""
    expected = getattr(one.dependency.expects, measure, None)
    if expected is None or one.promise is None:
        return None
    return expected if is_kept(expected, one.promise) else None


def _names(found: Room) -> list[Agreement]:
    return [one.below for one in found.reckoned]


def _open(page: AgreementPage, found: Room) -> Iterator[Line]:
    if not found.unknown and not found.is_withheld:
        needs_any = any(map(is_hard, page.agreement.listed("depends_on")))
        yield (Soft(page.label("chain.none.counts" if needs_any else "chain.left.out")),)
        return
    yield (Icon("unequal"), Strong(page.label("chain.open")))
    for standing in found.unknown:
        for words in open_words(page, standing):
            yield (Soft(f"{short_name(standing.below)} {page.words.within(words)}"),)
    if found.is_withheld:
        yield (Soft(page.label("chain.withheld")),)
    if found.left is not None:
        words = page.label("chain.rest").format(
            room=room_words(page, found.own, found.left),
            between=_between(page, _names(found), "chain.between"),
        )
        yield (Soft(words),)
    yield from _sums(page, found)


def open_words(page: AgreementPage, standing: DependencyPromise) -> Iterator[str]:
    """Say why an agreement below cannot be judged, or not in every case."""
    other = AgreementPage(standing.below, page.context, page.uri)
    is_partly_judged = standing.value is not None
    if standing.obstacle and standing.other:
        words = why_not(page, standing.obstacle).removesuffix(".")
        named = case_words(other, [standing.other]) if is_partly_judged else ""
        yield f"{words} ({named})" if named else words
    if standing.is_loose and standing.promise and standing.promise.commitment:
        commitment = page.words.choice(standing.promise.commitment)
        yield page.label("chain.not.firm").format(commitment=commitment)
    elif standing.lacking or standing.promise is None:
        is_in_part = is_partly_judged or standing.other is not None
        yield from _unpromised_words(other, standing, is_in_part=is_in_part)


def _unpromised_words(
    below: AgreementPage, standing: DependencyPromise, *, is_in_part: bool
) -> Iterator[str]:
    """Say what has no promise: it is stated elsewhere, was not read, is none, or nothing is."""
    how = {case: f"chain.absent.{absence.kind}" for case, absence in standing.absent}
    groups: dict[str, list[Case]] = {}
    for case in standing.lacking or (EVERY_CASE,):
        groups.setdefault(how.get(case, "chain.states.none"), []).append(case)
    for key, cases in groups.items():
        if is_in_part or len(groups) > 1:
            words = below.words.conditions(below.agreement, boxed(cases))
            yield below.label(f"{key}.for").format(cases=words)
        else:
            yield below.label(key)


def why_not(page: AgreementPage, obstacle: Obstacle) -> str:
    """Say why a promise below is not judged against ours."""
    if obstacle.kind is ObstacleKind.STATISTIC and obstacle.first and not obstacle.second:
        return page.label("not.comparable.share").format(share=obstacle.first)
    kind = page.label(f"basis.{obstacle.kind}")
    if not obstacle.first or not obstacle.second:
        return page.label("not.comparable.unstated").format(kind=kind)
    first, second = (
        side_words(page.context.labels, obstacle.kind, side)
        for side in (obstacle.first, obstacle.second)
    )
    return page.label("not.comparable").format(first=first, second=second)


def _mitigations(page: AgreementPage, found: Room) -> Iterator[Line]:
    for standing in found.reckoned:
        if standing.dependency.mitigation:
            label = Soft(page.words.headed(page.words.field("mitigation")))
            yield (label, page.prose(standing.dependency.mitigation))


def _sums(page: AgreementPage, found: Room) -> Iterator[Line]:
    """Say what several promise together; one alone promises what stands in its row."""
    if found.together is None or len(found.reckoned) < 2:
        return
    total = _in_unit(page, found.own, found.together)
    if found.independent is None:
        yield (Soft(page.label(f"chain.sum.{found.measure}").format(total=total)),)
        return
    product = _in_unit(page, found.own, found.independent)
    yield (Soft(page.label("chain.floor").format(floor=total, product=product)),)


def room_line(page: AgreementPage, own: Promise, left: Fraction) -> Line:
    """Say how much room there is, with its sign."""
    return (Icon("alarm" if left < 0 else "check"), Strong(room_words(page, own, left)))


def room_words(page: AgreementPage, own: Promise, left: Fraction) -> str:
    """Say how much room there is: `Slack 8 min 38.4 s`, `Deficit 15 min`."""
    if not left:
        return page.label("chain.even")
    key = "chain.deficit" if left < 0 else "chain.slack"
    return page.label(key).format(amount=distance_words(page, own, abs(left)))


def distance_words(page: AgreementPage, own: Promise, left: Fraction) -> str:
    """Say a distance between two amounts; of shares in time where the window has a length."""
    if measure_of(own) is not ChainMeasure.AVAILABILITY:
        return _in_unit(page, own, left)
    time = downtime_of(own, left)
    if time is None:
        points = numeral(format_duration_in("", left).strip(), page.context.labels)
        return page.label("chain.points").format(points=points)
    return page.words.length(time)


def _in_unit(page: AgreementPage, own: Promise, amount: Fraction) -> str:
    number, space, unit = format_duration_in(basis_in_chain(own).unit, amount).partition(NO_BREAK)
    labels = page.context.labels
    return f"{numeral(number, labels)}{space}{labels.words.get(f'unit.{unit}', unit)}"


def _between(page: AgreementPage, below: Sequence[Agreement], key: str) -> str:
    names = page.words.listing(dict.fromkeys(map(short_name, below)))
    return page.label(key).format(own=short_name(page.agreement), below=names)
