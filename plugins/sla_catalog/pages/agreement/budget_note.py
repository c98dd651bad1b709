"""The note below allowed downtimes: how they are worked out, in full once on a page."""

from __future__ import annotations

from collections.abc import Iterator

from sla_catalog.model.metrics import Metric
from sla_catalog.pages.agreement.cells import anchor_of
from sla_catalog.pages.agreement.matrix import matrix_layout
from sla_catalog.pages.agreement.page import AgreementPage
from sla_catalog.pages.agreement.targets import resolved_metric
from sla_catalog.pages.blocks import Inline, Paragraph, Soft


def budget_note(page: AgreementPage, metric: Metric) -> Paragraph:
    """Say how the downtimes of a metric are worked out, or in which clause above that is said."""
    key = _key(page, metric)
    same = (one for one in page.agreement.listed("metrics") if _is_noted(page, one))
    first = next((one for one in same if _key(page, one) == key), metric)
    line: list[Inline] = [Soft(page.label(key))]
    if first is not metric:
        line = [Soft(page.label("budget.basis.same")), *page.clause(f"metric-{anchor_of(first)}")]
    return Paragraph((*line, *_rounding(page, metric)), soft=True)


def _key(page: AgreementPage, metric: Metric) -> str:
    return "budget.basis.matrix" if matrix_layout(page, metric) else "budget.basis"


def _is_noted(page: AgreementPage, metric: Metric) -> bool:
    resolved = resolved_metric(page, metric)
    return any(resolved.one_of(cell).allowed_downtime for cell in metric.promises)


def _rounding(page: AgreementPage, metric: Metric) -> Iterator[Soft]:
    if metric.rounding:
        yield Soft(page.label("budget.rounded"))
