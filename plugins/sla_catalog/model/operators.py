"""How a measured value must compare with a promised one."""

from __future__ import annotations

import re
from enum import StrEnum

from sla_catalog.patterns import Pattern


class Operator(StrEnum):
    """How a measured value must stand to the promised one."""

    AT_LEAST = "at least"
    AT_MOST = "at most"
    MORE_THAN = "more than"
    LESS_THAN = "less than"
    EXACTLY = "exactly"


OPERATORS = {
    **{str(operator): operator for operator in Operator},
    ">=": Operator.AT_LEAST,
    "≥": Operator.AT_LEAST,
    "<=": Operator.AT_MOST,
    "≤": Operator.AT_MOST,
    ">": Operator.MORE_THAN,
    "<": Operator.LESS_THAN,
    "=": Operator.EXACTLY,
}


OPERATOR_PATTERN = Pattern(
    r"(?P<operator>" + "|".join(map(re.escape, sorted(OPERATORS, key=len, reverse=True))) + r")\s*"
)
