"""The note below allowed downtimes: how they are worked out, in full once on a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sla_catalog.calculation.downtime import Budget
from sla_catalog.model.calendars import Window
from sla_catalog.model.metrics import Metric
from sla_catalog.pages.agreement.cells import anchor_of
from sla_catalog.pages.agreement.matrix import matrix_layout
from sla_catalog.pages.agreement.page import AgreementPage
from sla_catalog.pages.agreement.targets import resolved_metric
from sla_catalog.pages.blocks import Inline, Paragraph, Soft
from sla_catalog.resolved.promise_values import Promise

_BINDING = "budget.basis.binding"
_DAYS_OF_A_MONTH = 30


def budget_note(page: AgreementPage, metric: Metric) -> Paragraph:
    """Say how the downtimes of a metric are worked out, or in which clause above that is said."""
    said = _sentences(page, metric)
    first = next(one for one in page.agreement.listed("metrics") if _sentences(page, one) == said)
    line: list[Inline] = [Soft(" ".join(map(page.label, said)))]
    if first is not metric:
        line = [Soft(page.label("budget.basis.same")), *page.clause(f"metric-{anchor_of(first)}")]
    return Paragraph((*line, *_rounding(page, metric)), soft=True)


def _sentences(page: AgreementPage, metric: Metric) -> tuple[str, ...]:
    """Return what is to be said of the downtimes of a metric; nothing where it has none."""
    resolved = resolved_metric(page, metric)
    promises = [one for cell in metric.promises if (one := resolved.one_of(cell)).allowed_downtime]
    if not promises:
        return ()
    is_matrix = matrix_layout(page, metric) is not None
    return ("budget.basis", *_lengths(promises, is_matrix), *(() if is_matrix else (_BINDING,)))


def _lengths(promises: Sequence[Promise], is_matrix: bool) -> Iterator[str]:
    """Say how long a window counts; a matrix has no range of the shortest and the longest one."""
    budgets = [(one.window, one.allowed_downtime) for one in promises]
    months = [pair for pair in budgets if _is_month(*pair)]
    others = [found for pair in budgets if pair not in months and (found := pair[1])]
    has_range = not is_matrix and any(found.shortest != found.longest for found in others)
    if months:
        yield "budget.basis.month" if is_matrix or has_range else "budget.basis.months"
    if has_range:
        yield "budget.basis.range"


def _is_month(window: Window | None, found: Budget | None) -> bool:
    """Tell whether a window is a month of all its days, which counts as thirty."""
    is_month = window is not None and window.unit == "month"
    return is_month and found is not None and found.basis.days == _DAYS_OF_A_MONTH


def _rounding(page: AgreementPage, metric: Metric) -> Iterator[Soft]:
    if metric.rounding:
        yield Soft(page.label("budget.rounded"))
