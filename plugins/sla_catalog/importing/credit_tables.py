"""Tables with a column of credits: of the values that earn them, or of plans that have them."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

from sla_catalog.importing.source_tables import SourceTable, TableCell, cells_of
from sla_catalog.importing.table_headings import TIMES

_SHARE = re.compile(r"(?P<number>[0-9]{1,3}(?:[.,][0-9]{1,6})?)\s?%")
_PROMISED = re.compile(
    r"\bslas?\b|\bslos?\b|target|objective|commit|guarant|promise|zugesagt|zusage|garant|ziel",
    re.IGNORECASE,
)
_PLAN = re.compile(r"plan|edition|package|paket|tarif|subscription|abo", re.IGNORECASE)
_STEP = re.compile(
    r"(?:service )?(?:level|band|tier|step|stage|range|stufe|class|klasse|staffel)"
    r"\W*(?:[0-9]+|[A-Z])?"
    r"|[0-9]+|<.*|>.*|[≤≥].*",
    re.IGNORECASE,
)


def why_of_credits(table: SourceTable) -> str:
    """Say why a table with a column of credits is not read; nothing for one of plans.

    A band can be written as a single share, and plans have names like those of bands. So plans
    need a sign of their own: times beside the share, or a heading that speaks of a plan or of what
    is promised.
    """
    if "credit" not in table.columns:
        return ""
    named = "metric" if "metric" in table.columns else "service"
    if "availability" not in table.columns or named not in table.columns:
        return "a table of credits is not read"
    rows = [cells_of(table, row) for row in table.rows]
    names = [_text(one.get(named)) for one in rows]
    shares = [_SHARE.fullmatch(_text(one.get("availability"))) for one in rows]
    is_of_bands = len(set(names)) < len(names) or any(
        not name or _STEP.fullmatch(name) for name in names
    )
    if is_of_bands or not all(shares) or _grow_as_shares_fall(rows):
        return "a table of credits is not read"
    promised, whose = (
        table.headings[table.columns.index(one)].text for one in ("availability", named)
    )
    has_times = any(one in TIMES for one in table.columns)
    if has_times or _PROMISED.search(promised) or _PLAN.search(whose):
        return ""
    return (
        "a table with a column of credits is not read: its shares may be promised or may be those "
        "that earn a credit"
    )


def _text(cell: TableCell | None) -> str:
    return cell.text.strip() if cell else ""


def _grow_as_shares_fall(rows: list[dict[str, TableCell]]) -> bool:
    """Tell whether each lower share has a higher credit, as the steps of one promise have."""
    pairs = []
    for row in rows:
        share = _SHARE.fullmatch(_text(row.get("availability")))
        credit = _SHARE.search(_text(row.get("credit")))
        if not share or not credit:
            return False
        pairs.append((_number(share), _number(credit)))
    pairs.sort(reverse=True)
    return len(pairs) > 1 and all(upper[1] < lower[1] for upper, lower in pairwise(pairs))


def _number(match: re.Match[str]) -> Decimal:
    return Decimal(match["number"].replace(",", "."))
