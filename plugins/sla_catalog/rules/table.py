"""The table of all rules, in the order of the reference."""

from __future__ import annotations

from sla_catalog.findings import Rule
from sla_catalog.rules.tables import (
    accepted,
    consistency,
    dates,
    feasibility,
    language,
    measurability,
    references,
    remedies,
    statements,
    terms,
)
from sla_catalog.source.rules import RULES as RULES_OF_READING

RULES: tuple[Rule, ...] = (
    *RULES_OF_READING,
    *references.RULES,
    *statements.RULES,
    *consistency.RULES,
    *language.RULES,
    *measurability.RULES,
    *remedies.RULES,
    *feasibility.RULES,
    *dates.RULES,
    *terms.RULES,
    *accepted.RULES,
)
