"""Allowed downtime against what is printed or promised beside it; remarks, never refusals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from sla_catalog.findings import Finding, Related, Severity, Span
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.calendars import Hours, Window
from sla_catalog.model.catalog import Catalog, Location
from sla_catalog.model.metrics import Example, Metric, Objective, window_of
from sla_catalog.model.quantities import (
    NO_BREAK,
    Duration,
    Percentage,
    Range,
    Target,
    as_decimal,
    plain,
)
from sla_catalog.reckoning.downtime import Budget, budget
from sla_catalog.reckoning.printed import Fit, Precision, fit
from sla_catalog.reckoning.promises import allowed_downtime, counted_hours, target_of
from sla_catalog.reckoning.spoken import spoken
from sla_catalog.rules.promises import cells, metrics_in


def printed_budget(catalog: Catalog) -> Iterator[Finding]:
    """Compare amounts of downtime that a source prints with what its target allows.

    A third of published texts print one that no basis gives, so that none is refused.
    """
    for agreement, metric, place in metrics_in(catalog):
        here: Location = ("metrics", place)
        promised = [_Promise(agreement, metric, cell, catalog) for cell, _ in cells(metric)]
        for number, example in enumerate(metric.examples or ()):
            at = (*here, "examples", number, "budget")
            yield from _compared(catalog.span(agreement, at), promised, example)
        for promise, (cell, location) in zip(promised, cells(metric), strict=True):
            own = location if metric.matrix else location[:-1]
            for number, example in enumerate(cell.examples or ()):
                at = (*here, *own, "examples", number, "budget")
                yield from _compared(catalog.span(agreement, at), [promise], example)


@dataclass(frozen=True, slots=True)
class _Promise:
    """An objective with all that its allowed downtime is worked out from."""

    agreement: Agreement
    metric: Metric
    cell: Objective
    catalog: Catalog

    @property
    def share(self) -> Percentage | None:
        target = target_of(self.agreement, self.metric, self.cell)
        value = target.value if isinstance(target, Target) else None
        if not isinstance(value, Percentage) or value.number > 100:  # more is a misfit
            return None
        return value

    @property
    def hours(self) -> Hours | None:
        return counted_hours(self.agreement, self.metric, self.cell, self.catalog)

    @property
    def budget(self) -> Budget | None:
        if self.share is None:
            return None
        return allowed_downtime(self.agreement, self.metric, self.cell, self.catalog)

    def over(self, window: Window | None) -> Budget | None:
        """Return what the target allows in another window, where it allows any downtime."""
        window = window or window_of(self.metric, self.cell)
        if self.budget is None or self.share is None or self.hours is None or window is None:
            return None
        return budget(self.share, window, self.hours)


def _compared(span: Span, promised: list[_Promise], example: Example) -> Iterator[Finding]:
    """Say on which basis a printed amount is right, if that is not the one that is worked out."""
    printed = example.budget
    known = [(one, allows) for one in promised if (allows := one.over(example.basis))]
    if printed is None or not known or any(printed.seconds == b.headline for _, b in known):
        return
    fits = ((*pair, _fit_of(printed, pair[0], example.basis)) for pair in known)
    one, allows, found = next((fit for fit in fits if fit[2]), (*known[0], None))
    share = one.share
    yield Finding(
        "printed-budget",
        span,
        f"{printed} is printed, and {share} of {_basis(allows)} allows {_said(allows.headline)}",
        f"the printed amount is that for {share} of {_fitting(found)}"
        if found
        else "no usual basis gives the printed amount",
        "",
        Severity.INFO,
    )


def _fit_of(printed: Duration, one: _Promise, basis: Window | None) -> Fit | None:
    window = basis or window_of(one.metric, one.cell)
    if one.share is None or one.hours is None or window is None:
        return None
    return fit(printed, one.share, window, one.hours)


def _said(seconds: Fraction) -> str:
    return spoken(seconds).replace(NO_BREAK, " ")


def _basis(found: Budget) -> str:
    days = plain(as_decimal(found.basis.days, 2))
    if found.basis.hours == 24:
        return f"{days} days"
    return f"{days} days of {plain(as_decimal(found.basis.hours, 2))} h"


def _fitting(found: Fit) -> str:
    over = " of service hours" if found.over_service_hours else ""
    how = "" if found.precision is Precision.EXACT else f", {found.precision}"
    return f"{found.basis}{over}{how}"


def outage_beyond_budget(catalog: Catalog) -> Iterator[Finding]:
    """Find outages that are allowed and last longer than the downtime that is allowed beside them.

    Both promises bind: whoever uses up the longer one has broken the other.
    """
    for agreement in catalog.agreements:
        budgets = [*_budgets(catalog, agreement)]
        for place, metric in enumerate(agreement.listed("metrics")):
            kind = catalog.kind_of(metric)
            if kind is None or kind.id not in {"longest_outage", "downtime"}:
                continue
            for cell, location in cells(metric):
                most = _seconds_of(target_of(agreement, metric, cell))
                window = window_of(metric, cell)
                for of, its_window, share, found, at in budgets:
                    alike = kind.id == "longest_outage" or window == its_window
                    if most is None or not alike or most <= found.longest:
                        continue
                    if not _meet(metric, cell, *of):
                        continue
                    yield Finding(
                        "outage-beyond-budget",
                        catalog.span(agreement, ("metrics", place, *location)),
                        f"{cell.target} may be down here, and {share} of {_basis(found)} allows "
                        f"{_said(found.headline)}",
                        "expected one that the other leaves room for; the stricter one decides",
                        "",
                        Severity.INFO,
                        (Related(catalog.span(agreement, at), "the availability"),),
                    )


_Budgeted = tuple[tuple[Metric, Objective], Window | None, Percentage, Budget, Location]


def _budgets(catalog: Catalog, agreement: Agreement) -> Iterator[_Budgeted]:
    for place, metric in enumerate(agreement.listed("metrics")):
        for cell, location in cells(metric):
            one = _Promise(agreement, metric, cell, catalog)
            if one.budget and one.share:
                here = ("metrics", place, *location)
                yield (metric, cell), window_of(metric, cell), one.share, one.budget, here


def _seconds_of(target: object) -> Fraction | None:
    if not isinstance(target, Target):
        return None
    value = target.value.high if isinstance(target.value, Range) else target.value
    return value.seconds if isinstance(value, Duration) else None


def _meet(metric: Metric, cell: Objective, other: Metric, its: Objective) -> bool:
    """Tell whether two cells can hold for the same case."""
    first, second = (
        [{**outer, **inner} for outer in (whole.when or ({},)) for inner in (part.when or ({},))]
        for whole, part in ((metric, cell), (other, its))
    )
    return any(
        all({*one[name]} & {*two[name]} for name in one.keys() & two.keys())
        for one in first
        for two in second
    )
