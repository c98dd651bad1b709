"""Compare two records field by field: what no closer look is taken at is compared here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any

from sla_catalog.changes.change import Change, ChangeDirection, ChangeSide
from sla_catalog.changes.clocks import length_effect
from sla_catalog.changes.conditions import EVERY, condition_of, of_more_cases, wider
from sla_catalog.changes.effects import amount_effect, outages_effect, zone_effect
from sla_catalog.changes.entries import keyed, name_of, renamed
from sla_catalog.changes.fields import (
    ABSENT_IS_ALL,
    ABSENT_IS_OPEN,
    DUTY_OF,
    ORDERED_LISTS,
    WHOLE_MAPPINGS,
    Kinds,
    kinds_of,
)
from sla_catalog.changes.hours import are_rewritten, hours_change
from sla_catalog.changes.limits import LIMITS, kind_of_limit, limit_of, limited
from sla_catalog.changes.maintenance import amount, moved
from sla_catalog.changes.pair import AgreementPair
from sla_catalog.changes.places import At
from sla_catalog.changes.polarities import direction_of, have_same_clocks
from sla_catalog.changes.texts import rewordings
from sla_catalog.changes.values import canonical, shown
from sla_catalog.changes.windows import with_reason
from sla_catalog.model.calendars import Hours
from sla_catalog.model.contents import is_prose
from sla_catalog.model.exclusions import Maintenance, MaintenanceType
from sla_catalog.model.fields import Absence, Item, Meaning, Polarity, Record, Weight, meaning
from sla_catalog.model.reviews import Duration

Skip = frozenset[tuple[str, str]]
NOTHING: Skip = frozenset()


def differences(
    pair: AgreementPair, before: Record, after: Record, at: At, skip: Skip = NOTHING
) -> Iterator[Change]:
    """Yield the changes of two records, except those of fields that others look at."""
    record = type(after)
    if type(before) is not record:
        yield _whole(pair, record, "", at, before, after)
        return
    if limited(before, after):
        yield _limit(pair, before, after, at)
        skip |= LIMITS
    for name, declared in record.model_fields.items():
        if (record.__name__, name) in skip:
            continue
        old, new = getattr(before, name), getattr(after, name)
        if old is new or (old is None and new is None):
            continue
        here = at.field(record, declared.alias or name)
        if (record.__name__, name) in DUTY_OF:
            here = At(here.path, here.before, here.after, here.what, DUTY_OF[record.__name__, name])
        yield from field_differences(pair, record, name, here, old, new, skip)


def _limit(pair: AgreementPair, before: Record, after: Record, at: At) -> Change:
    """Return the change of a limit of which the amount and the period differ, as one."""
    told = meaning(type(after), "at_most")
    limits = limit_of(before), limit_of(after)
    customer = limits[0].replaced_by(limits[1])
    here = at.field(type(after), "at_most")
    sides = (
        pair.before.side(limits[0].value, here.before, limits[0].text),
        pair.after.side(limits[1].value, here.after, limits[1].text),
    )
    kind = kinds_of(type(after).__name__, limits[1].field).of(limits[0].leaning(limits[1]))
    effect = limits[0].effect_of(limits[1])
    if kind == "window-type-changed":
        customer = ChangeDirection.MIXED
        if canonical(limits[0].at_most) == canonical(limits[1].at_most):
            effect = with_reason(effect, limits[0].per, limits[1].per)
    return pair.change(
        kind, here.path, here.what, customer, *sides, effect=effect, weight=told.weight
    )


def field_differences(
    pair: AgreementPair, record: type[Record], name: str, at: At, old: Any, new: Any, skip: Skip
) -> Iterator[Change]:
    """Yield the changes of one field of a record."""
    old, new = _with_empty(record, name, old, new)
    if isinstance(old, Record) and isinstance(new, Record) and type(old) is type(new):
        if not isinstance(new, Absence):
            yield from differences(pair, old, new, at, skip)
            return
    elif (
        isinstance(old, Mapping)
        and isinstance(new, Mapping)
        and (record.__name__, name) not in WHOLE_MAPPINGS
    ):
        yield from _of_mapping(pair, record, name, at, old, new, skip)
        return
    elif isinstance(old, Hours) and isinstance(new, Hours):
        sides = ((old, at.before), (new, at.after))
        yield from hours_change(pair, at.path, at.what, sides)
        return
    elif _are_lists(old, new) and not _is_wholly_new(record, name, old, new):
        yield from _of_list(pair, record, name, at, old or (), new or (), skip)
        return
    yield from _of_value(pair, record, name, at, old, new)


def _with_empty(record: type[Record], name: str, old: Any, new: Any) -> tuple[Any, Any]:
    """Put an empty record beside one that is new or gone, so that its parts are judged one by one.

    A record that cannot be empty is judged as a whole.
    """
    there = old if new is None else new if old is None else None
    if not isinstance(there, Record) or isinstance(there, Absence):
        return old, new
    if meaning(record, name).polarity is not Polarity.PARTS:
        return old, new
    if any(field.is_required() for field in type(there).model_fields.values()):
        return old, new
    empty = type(there).model_construct()
    return (old, empty) if new is None else (empty, new)


def _are_lists(old: Any, new: Any) -> bool:
    return {type(old), type(new)} <= {tuple, type(None)}


def _is_wholly_new(record: type[Record], name: str, old: Any, new: Any) -> bool:
    """Tell whether a list is stated, or not any more, that means something else when it is not."""
    field = (record.__name__, name)
    return (old is None) != (new is None) and field in ABSENT_IS_ALL | ABSENT_IS_OPEN


def _of_value(
    pair: AgreementPair, record: type[Record], name: str, at: At, old: Any, new: Any
) -> Iterator[Change]:
    if record is Duration and name == "timezone" and None in {old, new}:
        yield from _zone_without_word(pair, at, old, new)
        return
    same = canonical(old) == canonical(new)
    if same and shown(old) == shown(new) and str(old) == str(new):
        return
    if not same and _is_text(old) and _is_text(new) and _is_read(record, name):
        yield from rewordings(pair, record, name, at, old, new)
        return
    if same:
        is_text = isinstance(old, str)
        kind = "wording-only" if is_text else "value-respelled"
        sides = (pair.before.side(old, at.before), pair.after.side(new, at.after))
        yield pair.change(kind, at.path, at.what, ChangeDirection.SAME, *sides)
        return
    yield _whole(pair, record, name, at, old, new)


def _zone_without_word(
    pair: AgreementPair, at: At, old: str | None, new: str | None
) -> Iterator[Change]:
    """Yield the change that the zone is stated now, or not any more: then the catalog's counts."""
    was, now = old or pair.before.zone, new or pair.after.zone
    is_same = was is not None and now is not None and have_same_clocks(was, now)
    kind = "value-respelled" if is_same else "timezone-changed"
    effect = None
    if was and now and not is_same:
        effect = zone_effect(was, now, pair.today, of_days=are_rewritten(pair))
    sides = (pair.before.side(old, at.before), pair.after.side(new, at.after))
    weight = meaning(Duration, "timezone").weight
    customer = ChangeDirection.SAME if is_same else None
    yield pair.change(kind, at.path, at.what, customer, *sides, effect=effect, weight=weight)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and not isinstance(value, StrEnum)


def _is_read(record: type[Record], name: str) -> bool:
    return is_prose(record, name) or meaning(record, name).polarity is Polarity.READ


def _whole(
    pair: AgreementPair, record: type[Record], name: str, at: At, old: Any, new: Any
) -> Change:
    """Return the change of a value as a whole: set, removed, or another one."""
    kinds = kinds_of(record.__name__, name)
    told = meaning(record, name) if name else Meaning("", Polarity.READ, Weight.SECONDARY, "")
    customer = direction_of(pair, record, name, told, old, new)
    sides = (pair.before.side(old, at.before), pair.after.side(new, at.after))
    kind = kinds.of(customer)
    if kind == Kinds().unknown and (old is None or new is None) and name and is_prose(record, name):
        kind = "clause-added" if old is None else "clause-removed"
    words = ("later", "sooner") if told.polarity is Polarity.LOWER else ("longer", "shorter")
    effect = (
        outages_effect(record, name, old, new)
        or amount_effect(old, new)
        or length_effect(pair, old, new, words)
    )
    if record is Maintenance and name == "recurs" and old and new:
        effect = amount(old, new)
    if kind == "maintenance-window-moved":
        customer, effect = moved(pair, old, new)
    if kind == "window-type-changed":
        customer, effect = ChangeDirection.MIXED, with_reason(effect, old, new)
    return pair.change(kind, at.path, at.what, customer, *sides, effect=effect, weight=told.weight)


def _of_list(
    pair: AgreementPair,
    record: type[Record],
    name: str,
    at: At,
    old: Sequence[Any],
    new: Sequence[Any],
    skip: Skip,
) -> Iterator[Change]:
    key = meaning(record, name).key
    olds, news = keyed(old, key), keyed(new, key)
    new_keys = renamed(olds, news, key)
    kinds = kinds_of(record.__name__, name)
    for natural, (place, item) in olds.items():
        there = new_keys.get(natural, natural)
        if there in news:
            position, other = news[there]
            here = at.entry(there, name_of(other, there), place, position)
            yield from _of_entry(pair, record, name, here, item, other, skip, natural != there)
        else:
            here = at.entry(natural, name_of(item, natural), place, "")
            yield _entry(pair, record, name, here, item, None, kinds)
    for natural, (position, other) in news.items():
        if natural not in olds and natural not in new_keys.values():
            here = at.entry(natural, name_of(other, natural), "", position)
            yield _entry(pair, record, name, here, None, other, kinds)
    if (record.__name__, name) in ORDERED_LISTS:
        kept = [new_keys.get(one, one) for one in olds if new_keys.get(one, one) in news]
        if kept != [one for one in news if one in kept]:
            sides = (
                ChangeSide(", ".join(kept), "|".join(kept), pair.before.span(at.before)),
                pair.after.side(tuple(one for one in news if one in kept), at.after),
            )
            yield pair.change("term-reworded", at.path, f"{at.what}, order", None, *sides)


def _of_entry(
    pair: AgreementPair,
    record: type[Record],
    name: str,
    at: At,
    old: Any,
    new: Any,
    skip: Skip,
    is_renamed: bool,
) -> Iterator[Change]:
    if isinstance(old, Record) and isinstance(new, Record):
        own = skip | {(type(new).__name__, "id")} if is_renamed else skip
        if is_renamed:
            sides = (pair.before.side(_key(old), at.before), pair.after.side(_key(new), at.after))
            yield pair.change("detail-changed", f"{at.path}.id", f"{at.what}: id", None, *sides)
        if (type(new).__name__, "*") in skip:
            return
        if isinstance(old, Item) and isinstance(new, Item) and old.when != new.when:
            yield from _condition(pair, (record, name), at, old, new)
            own |= {(type(new).__name__, "when")}
        yield from differences(pair, old, new, at, own)
    elif old != new or str(old) != str(new):
        yield from _of_value(pair, record, name, at, old, new)


def _condition(
    pair: AgreementPair, listed: tuple[type[Record], str], at: At, old: Item, new: Item
) -> Iterator[Change]:
    """Yield the change of the cases in which an entry of a list holds."""
    sign = wider(condition_of(old, pair.before), condition_of(new, pair.after))
    if sign == 0:
        return
    kind, customer = of_more_cases(type(new), listed, sign)
    here = at.field(type(new), "when")
    sides = (
        pair.before.side(old.when or EVERY, here.before, shown(old.when) or EVERY),
        pair.after.side(new.when or EVERY, here.after, shown(new.when) or EVERY),
    )
    yield pair.change(kind, here.path, here.what, customer, *sides)


def _key(item: Any) -> str:
    return str(getattr(item, "id", None) or shown(item))


def _entry(
    pair: AgreementPair, record: type[Record], name: str, at: At, old: Any, new: Any, kinds: Kinds
) -> Change:
    """Return the change that an entry is new, or gone."""
    polarity = meaning(record, name).polarity
    customer = ChangeDirection.UNKNOWN
    if polarity in {Polarity.SUPERSET, Polarity.SUBSET}:
        is_more = (new is not None) == (polarity is Polarity.SUPERSET)
        customer = ChangeDirection.BETTER if is_more else ChangeDirection.WORSE
    elif polarity is Polarity.NEUTRAL:
        customer = ChangeDirection.SAME
    kind = kinds.entry(customer, is_new=new is not None)
    if getattr(new or old, "type", None) is MaintenanceType.EMERGENCY:
        kind = "emergency-maintenance-introduced" if new else "emergency-maintenance-dropped"
    kind = kind_of_limit(old, new) or kind
    customer = kinds.towards(kind, customer)
    sides = (pair.before.side(old, at.before), pair.after.side(new, at.after))
    weight = meaning(record, name).weight
    return pair.change(kind, at.path, at.what, customer, *sides, weight=weight)


def changed_entry(
    pair: AgreementPair,
    kind: str,
    at: At,
    old: Any,
    new: Any,
    customer: ChangeDirection | None = None,
) -> Change:
    """Return the change that an entry is new, or gone, or another one."""
    sides = (pair.before.side(old, at.before), pair.after.side(new, at.after))
    return pair.change(kind, at.path, at.what, customer, *sides)


def _of_mapping(
    pair: AgreementPair,
    record: type[Record],
    name: str,
    at: At,
    old: Mapping[str, Any],
    new: Mapping[str, Any],
    skip: Skip,
) -> Iterator[Change]:
    for key in dict.fromkeys((*old, *new)):
        here = at.entry(key, key, key, key)
        one, other = old.get(key), new.get(key)
        if one == other and str(one) == str(other):
            continue
        yield from field_differences(pair, record, name, here, one, other, skip)
