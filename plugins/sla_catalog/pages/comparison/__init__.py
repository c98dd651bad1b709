"""The comparison: what agreements promise side by side; ranked only where it may be ranked."""

from sla_catalog.pages.comparison.view import comparison_view

__all__ = ["comparison_view"]
