"""Credits and hours, compared with what looking at each value by itself finds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from changes.catalogs import TODAY, catalog_of
from sla_catalog.changes import ChangeDirection, compared
from sla_catalog.changes.ceilings import capped
from sla_catalog.changes.earnings import Run, differing
from sla_catalog.changes.hours import weekly_effect
from sla_catalog.changes.prose import reworded
from sla_catalog.changes.values import week_text
from sla_catalog.changes.weeks import stretches_text
from sla_catalog.model.calendars import Hours
from sla_catalog.resolved.credits import credits_of
from sla_catalog.resolved.schedules import CreditCase, cases_of

_HEAD = "id: mail\nkind: sla\ntitle: Mail\nstatus: active\nowner: ops\n"
Tiers = list[tuple[Decimal, int]]
_TIERS: st.SearchStrategy[Tiers] = st.lists(
    st.tuples(st.decimals(90, Decimal("99.9"), places=1), st.integers(1, 100)),
    min_size=1,
    max_size=4,
    unique_by=lambda tier: tier[0],
)
# Whether the bound itself earns the credit as well.
_ENDS = st.sampled_from(("below", "to"))
_ROUNDINGS = st.sampled_from(("", "{digits: 1, mode: half_up}", "{digits: 1, mode: down}"))
# The most that is given back, in percent; 0 without a cap.
_CAPS = st.sampled_from((0, 5, 30, 60))
Credits = tuple[Tiers, str, str, int]
_CREDITS = st.tuples(_TIERS, _ENDS, _ROUNDINGS, _CAPS)


def _text(tiers: Tiers, end: str, rounding: str, cap: int) -> str:
    told = ", ".join(f"{{{end}: {bound} %, credit: {credit} %}}" for bound, credit in tiers)
    rounded = f", rounding: {rounding}" if rounding else ""
    return (
        f"{_HEAD}metrics: [{{id: up, type: availability, window: calendar month, "
        f"target: 99.9 %{rounded}}}]\n"
        f"remedies: {{base: fee, credits: [{{id: c, metrics: [up], tiers: [{told}]}}]"
        f"{f', caps: [{{at_most: {cap} %, per: calendar month}}]' if cap else ''}}}\n"
    )


def _earned(tiers: Tiers, end: str, rounding: str, cap: int, value: Decimal) -> int:
    """Return what a value earns: the credit of the lowest bound that it lies below, or reaches."""
    seen = value
    if "half_up" in rounding:
        seen = ((value * 10 + Decimal("0.5")) // 1) / 10
    elif rounding:
        seen = ((value * 10) // 1) / 10
    below = [tier for tier in tiers if seen < tier[0] or (end == "to" and seen == tier[0])]
    earned = min(below)[1] if below else 0
    return min(earned, cap) if cap else earned


@settings(max_examples=25, deadline=None)
@given(_CREDITS, _CREDITS)
def test_credits_differ_just_where_each_value_does(old: Credits, new: Credits) -> None:
    assume(old[:3] != new[:3])  # another cap alone is told by itself
    base = catalog_of({"mail.yaml": _text(*old)})
    head = catalog_of({"mail.yaml": _text(*new)})
    changes = compared(base, head, TODAY).changes
    told = [one for one in changes if one.path.startswith("remedies.credits[c][")]
    stretches = [_ends(one.path) for one in told]
    # No bound lies below 90 %, and so all values down there earn what 89 % earns.
    for step in (0, *range(8_900, 10_001)):
        value = Decimal(step) / 100
        exact = Fraction(value)
        differs = _earned(*old, value) != _earned(*new, value)
        at = any(lower <= exact <= upper for lower, upper in stretches)
        inside = any(lower < exact < upper for lower, upper in stretches)
        assert at or not differs, value
        assert differs or not inside, value


@settings(max_examples=25, deadline=None)
@given(_CREDITS, _CREDITS)
def test_credits_before_and_after_are_those_of_each_value(old: Credits, new: Credits) -> None:
    assume(old[:3] != new[:3])  # another cap alone is told by itself
    base = catalog_of({"mail.yaml": _text(*old)})
    head = catalog_of({"mail.yaml": _text(*new)})
    for one in compared(base, head, TODAY).changes:
        if not one.path.startswith("remedies.credits[c][") or "intervals" in one.what:
            continue
        lower, upper = _ends(one.path)
        middle = (lower + upper) / 2
        value = Decimal(middle.numerator) / Decimal(middle.denominator)
        told = tuple(side.text if side else "" for side in (one.before, one.after))
        assert told == tuple(_amount(_earned(*side, value)) for side in (old, new)), one.path


Steps = tuple[int, int, bool, int, int]
# Hours of a step, what each gives, whether a part counts, the first step, the cap; 0 for none.
_STEPS: st.SearchStrategy[Steps] = st.tuples(
    st.integers(1, 4),
    st.integers(1, 9),
    st.booleans(),
    st.sampled_from((0, 2, 15)),
    st.sampled_from((0, 12, 40)),
)


def _with_steps(each: int, credit: int, counts: bool, first: int, cap: int) -> CreditCase:
    part = "counts" if counts else "does_not_count"
    begins = f", first: {first} EUR" if first else ""
    most = f", caps: [{{at_most: {cap} EUR}}]" if cap else ""
    catalog = catalog_of(
        {
            "mail.yaml": f"{_HEAD}metrics: [{{id: r, type: response_time, target: 4 h}}]\n"
            "remedies: {credits: [{id: c, metrics: [r], tiers: [{above: target, "
            f"each: {each} h, part: {part}, credit: {credit} EUR{begins}}}]{most}}}]}}\n"
        }
    )
    agreement = catalog.agreements[0]
    (found,) = cases_of(agreement, credits_of(agreement)[0], catalog)
    return found


def _of_steps(steps: Steps, late: Fraction) -> int:
    """Return what hours beyond the target earn."""
    each, credit, counts, first, cap = steps
    count = ceil(late / each) if counts else floor(late / each)
    earned = first + max(0, count - 1) * credit if first else count * credit
    return min(earned, cap) if cap else earned


@settings(max_examples=40, deadline=None)
@given(_STEPS, _STEPS)
def test_steps_give_more_or_less_just_where_each_value_does(old: Steps, new: Steps) -> None:
    found = differing(*(capped(_with_steps(*one)).earnings for one in (old, new)))
    assert found.left is None
    told = {sign: found.runs(sign) for sign in (-1, 1)}
    last = max([one.upper or Fraction(0) for one in found.stretches], default=Fraction(0))
    for quarter in range(1, 400, 2):
        late = Fraction(quarter, 8)  # never the end of a step
        value = (4 + late) * 3600
        was, now = _of_steps(old, late), _of_steps(new, late)
        signs = [sign for sign in told if any(_holds(one, value) for one in told[sign])]
        if found.repeats and value > last:
            assert was == now or (1 if now > was else -1) in found.repeats, late
        else:
            assert signs == ([1 if now > was else -1] if was != now else []), late


def _holds(run: Run, value: Fraction) -> bool:
    is_above = run.lower is None or run.lower < value
    return is_above and (run.upper is None or value < run.upper)


def _amount(credit: int) -> str:
    return f"{credit} %" if credit else "nothing"


def _ends(path: str) -> tuple[Fraction, Fraction]:
    lower, _, upper = path.rpartition("[")[2].rstrip("]").partition("..")
    return Fraction(lower or 0), Fraction(upper or 100)


_MINUTES = 7 * 24 * 60
_SPANS = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 47), st.integers(1, 48)), min_size=1, max_size=4
)


@settings(max_examples=50, deadline=None)
@given(_SPANS, _SPANS)
def test_hours_lost_and_gained_are_the_minutes_that_differ(
    old: list[tuple[int, int, int]], new: list[tuple[int, int, int]]
) -> None:
    had, has = (_minutes(spans) for spans in (old, new))
    text = weekly_effect(had, has).text
    for name, minutes in (("lost", had - has), ("gained", has - had)):
        assert (f"; {name} {stretches_text(minutes)}" in text) is bool(minutes)
        assert _read(week_text(minutes)) == minutes


_ZONES = st.sampled_from(
    ("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Sydney")
)
_A_DAY = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_WORKDAY = st.tuples(st.integers(0, 6), st.integers(0, 23), st.integers(1, 24))


@settings(max_examples=25, deadline=None)
@given(_WORKDAY, _WORKDAY, _ZONES, _ZONES)
def test_hours_in_two_zones_are_compared_as_each_half_hour_of_a_year_passes(
    old: tuple[int, int, int], new: tuple[int, int, int], zone: str, other: str
) -> None:
    had, has = _served(old, zone), _served(new, other)
    assume(_span(old) != _span(new))
    base, head = (
        catalog_of(
            {"mail.yaml": f"{_HEAD}duration: {{timezone: {at}}}\nsupport: {{hours: {told}}}"}
        )
        for at, told in ((zone, _span(old)), (other, _span(new)))
    )
    told = [c for c in compared(base, head, TODAY).changes if c.path == "support.hours"]
    directions = {
        (True, True): ChangeDirection.MIXED,
        (True, False): ChangeDirection.WORSE,
        (False, True): ChangeDirection.BETTER,
        (False, False): ChangeDirection.SAME,
    }
    assert [one.customer for one in told] == [directions[bool(had - has), bool(has - had)]]


def _span(day: tuple[int, int, int]) -> str:
    first, start, length = day
    return f"{_A_DAY[first]} {start:02}:00-{min(24, start + length):02}:00"


def _served(day: tuple[int, int, int], zone: str) -> set[int]:
    """Return the half hours of a year from now on in which somebody is there."""
    first, start, length = day
    begin = datetime(TODAY.year, TODAY.month, TODAY.day, tzinfo=UTC)
    found = set()
    for number in range(366 * 48):
        local = (begin + timedelta(minutes=30 * number)).astimezone(ZoneInfo(zone))
        if local.weekday() == first and start <= local.hour < start + length:
            found.add(number)
    return found


def _minutes(spans: list[tuple[int, int, int]]) -> frozenset[int]:
    return frozenset(
        (day * 1440 + start * 30 + minute) % _MINUTES
        for day, start, length in spans
        for minute in range(length * 30)
    )


def _read(text: str) -> frozenset[int]:
    """Read stretches such as `Mon 09:00-Tue 10:00` minute by minute."""
    if text == "24x7":
        return Hours(around_the_clock=True).minutes()
    days = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    found: set[int] = set()
    for part in filter(None, text.split(", ")):
        ends = [
            days.index(end[:3]) * 1440 + int(end[4:6]) * 60 + int(end[7:9])
            for end in part.split("-")
        ]
        length = (ends[1] - ends[0]) % _MINUTES or _MINUTES
        found.update((ends[0] + minute) % _MINUTES for minute in range(length))
    return frozenset(found)


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("The desk answers.", "the desk answers", "wording-only"),
        ("Provisionning", "Provisioning", "typo-sized"),
        ("A fail-over ends.", "A failover ends.", "typo-sized"),
        ("Within 7 days", "Within 7 calendar days", "number-changed-in-prose"),
        ("Within 7 days", "Within 9 days", "number-changed-in-prose"),
        ("internal mail", "external mail", "substantive-rewording"),
        ("legal use", "illegal use", "substantive-rewording"),
        ("It is covered.", "It is not covered.", "negation-changed"),
        ("Der Anbieter darf.", "Der Anbieter darf nicht.", "negation-changed"),
        ("Mail and chat", "Mail or chat", "substantive-rewording"),
        ("Mail", "Mail, chat", "substantive-rewording"),
        ("It shall run.", "It should run.", "duty-weakened"),
        ("It runs.", "It runs where possible.", "qualifier-added"),
        ("[a](https://example.com/a)", "[a](https://example.com/b)", "link-target-changed"),
    ],
)
def test_words_are_sorted_into_classes(before: str, after: str, kind: str) -> None:
    assert reworded(before, after).kind == kind
