"""Allowed downtime against what is printed or promised beside it; remarks, never refusals."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import partial

from sla_catalog.calculation.downtime import Budget
from sla_catalog.calculation.duration_format import (
    format_basis,
    format_duration,
    written_duration,
    written_limit,
)
from sla_catalog.calculation.printed import Fit, Precision
from sla_catalog.findings import Finding, FindingSeverity, Related, Span
from sla_catalog.model.catalog import Catalog, Location
from sla_catalog.model.measurement import Example
from sla_catalog.model.quantities import NO_BREAK, quoted
from sla_catalog.resolved.budgets import outage_within, strictest_exceeded
from sla_catalog.resolved.places import cells, metrics_in
from sla_catalog.resolved.printed import allowed_in, fit_of
from sla_catalog.resolved.promise_values import MOST_COMPARED, Promise
from sla_catalog.resolved.promises import promised_by


def printed_budget(catalog: Catalog) -> Iterator[Finding]:
    """Find amounts of downtime that a source prints and that its target does not allow.

    A third of published texts print one that no basis gives, so that none is refused.
    """
    for agreement, metric, place in metrics_in(catalog):
        here: Location = ("metrics", place)
        resolved = promised_by(agreement, metric, catalog)
        promised = [resolved.one_of(cell) for cell, _ in cells(metric)]
        # With so many different promises nobody knows of which one an example is.
        shared = metric.examples or () if len(promised) <= MOST_COMPARED else ()
        for number, example in enumerate(shared):
            at = (*here, "examples", number, "budget")
            yield from _compared(catalog.span(agreement, at), promised, example)
        for promise, (cell, location) in zip(promised, cells(metric), strict=True):
            own = location if metric.matrix else location[:-1]
            for number, example in enumerate(cell.examples or ()):
                at = (*here, *own, "examples", number, "budget")
                yield from _compared(catalog.span(agreement, at), [promise], example)


def _compared(span: Span, promised: list[Promise], example: Example) -> Iterator[Finding]:
    """Say on which basis a printed amount is right, if that is not the one that is worked out."""
    printed = example.budget
    known = [(one, allows) for one in promised if (allows := allowed_in(one, example.basis))]
    if printed is None or not known or any(printed.seconds == b.headline for _, b in known):
        return
    fits = ((*pair, fit_of(printed, pair[0], example.basis)) for pair in known)
    one, allows, found = next((fit for fit in fits if fit[2]), (*known[0], None))
    share = one.value
    yield Finding(
        "printed-budget",
        span,
        f"{printed} is printed, and {share} of {said_basis(allows)}"
        f"{', rounded as stated,' if one.is_rounded else ''} allows {said_budget(allows)}",
        f"the printed amount is that for {share} of {_fitting(found)}"
        f"{', without the rounding' if one.is_rounded else ''}"
        if found
        else "no usual basis gives the printed amount",
        "" if found else f"budget: {written_duration(allows.headline)}",
        _weight_of(found, one),
    )


def said_length(seconds: Fraction) -> str:
    """Say a length of time."""
    return format_duration(seconds).replace(NO_BREAK, " ")


def said_budget(found: Budget) -> str:
    """Say the longest downtime that is allowed, or the length below which it must stay."""
    length = said_length(found.headline)
    return length if found.is_reached or not found.headline else f"less than {length}"


def written_budget(found: Budget) -> str:
    """Write as a target the longest downtime that is allowed, or the length it must stay below."""
    operator = "at most" if found.is_reached or not found.headline else "less than"
    return f"{operator} {written_limit(found.headline)}"


def said_basis(found: Budget) -> str:
    """Say of which window a budget is the share."""
    return format_basis(found.basis)


def said_allowance(one: Promise, found: Budget) -> str:
    """Say which promise allows how much downtime: by a share, or by the time that it names."""
    if one.stated_downtime:
        return f"{quoted(one.metric.id)} allows {said_budget(found)} ({one.window})"
    return f"{one.value} of {said_basis(found)} allows {said_budget(found)}"


def more_room(one: Promise) -> str:
    """Say which other promise would allow more downtime."""
    return f"more in {quoted(one.metric.id)}" if one.stated_downtime else "a lower availability"


def related_as(one: Promise) -> str:
    """Say what a second place is that a finding about downtime names."""
    return "the downtime" if one.stated_downtime else "the availability"


def _weight_of(found: Fit | None, promise: Promise) -> FindingSeverity:
    """Return a remark where an amount leaves out what the promise does: only its length differs."""
    measured = promise.measured
    is_served = measured is not None and not measured.hours.around_the_clock
    if found is None or (is_served and not found.over_service_hours):
        return FindingSeverity.WARNING
    return FindingSeverity.INFO


def _fitting(found: Fit) -> str:
    over = " of service hours" if found.over_service_hours else ""
    how = "" if found.precision is Precision.EXACT else f", {found.precision}"
    return f"{found.basis}{over}{how}"


def outage_beyond_budget(catalog: Catalog) -> Iterator[Finding]:
    """Find outages that are allowed and last longer than the downtime that is allowed beside them.

    Both promises bind: whoever uses up the longer one has broken the other.
    """
    for agreement in catalog.agreements:
        for place, metric in enumerate(agreement.listed("metrics")):
            kind = catalog.kind_of(metric)
            if kind is None or kind.id not in {"longest_outage", "downtime"}:
                continue
            resolved = promised_by(agreement, metric, catalog)
            for cell, location in cells(metric):
                limit = resolved.one_of(cell)
                may_be_down = partial(
                    outage_within, limit, of_any_window=kind.id == "longest_outage"
                )
                strictest = strictest_exceeded(may_be_down, resolved.when(cell), catalog, agreement)
                if strictest:
                    one, found, _, at = strictest
                    yield Finding(
                        "outage-beyond-budget",
                        catalog.span(agreement, ("metrics", place, *location)),
                        f"{limit.target} may be down here, and {said_allowance(one, found)}",
                        "expected one that the other leaves room for; the stricter one decides",
                        f"{written_budget(found)} here, or {more_room(one)}",
                        FindingSeverity.WARNING,
                        (Related(catalog.span(agreement, at), related_as(one)),),
                    )
