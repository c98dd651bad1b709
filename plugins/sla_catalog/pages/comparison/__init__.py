"""The comparison: agreements by what they promise, ranked only where they may be ranked."""

from sla_catalog.pages.comparison.data import comparison_data
from sla_catalog.pages.comparison.view import comparison_uris, comparison_view

__all__ = ["comparison_data", "comparison_uris", "comparison_view"]
