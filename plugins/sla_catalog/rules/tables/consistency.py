"""Rules on what contradicts itself."""

from __future__ import annotations

from sla_catalog.findings import FindingSeverity, Rule, RuleFamily
from sla_catalog.rules import budgets, consistency, directions, sequence

RULES: tuple[Rule, ...] = (
    Rule(
        "misfit-target",
        RuleFamily.CONSISTENCY,
        "The target is not of the kind that its metric has.",
        checks=(consistency.misfit_target,),
    ),
    Rule(
        "unknown-metric-type",
        RuleFamily.CONSISTENCY,
        "There is no such type of metric.",
        checks=(consistency.misfit_target,),
    ),
    Rule(
        "metric-without-direction",
        RuleFamily.CONSISTENCY,
        "A metric of its own kind does not say which values are better.",
        checks=(consistency.custom_without_direction,),
    ),
    Rule(
        "one-accountable",
        RuleFamily.CONSISTENCY,
        "Not exactly one party is accountable for an activity.",
        checks=(consistency.one_accountable,),
    ),
    Rule(
        "escalation-order",
        RuleFamily.CONSISTENCY,
        "A later step of the escalation is no higher or no later than the one before.",
        checks=(consistency.escalation_order,),
    ),
    Rule(
        "operator-against-direction",
        RuleFamily.CONSISTENCY,
        "A target has an operator that promises the worse side.",
        FindingSeverity.WARNING,
        checks=(directions.operator_against_direction,),
    ),
    Rule(
        "range-as-promise",
        RuleFamily.CONSISTENCY,
        "Of a range only one end can be the promise.",
        FindingSeverity.WARNING,
        checks=(directions.range_as_promise,),
    ),
    Rule(
        "printed-budget",
        RuleFamily.CONSISTENCY,
        "A printed budget is not the downtime that the target allows.",
        FindingSeverity.WARNING,
        checks=(budgets.printed_budget,),
    ),
    Rule(
        "severity-inversion",
        RuleFamily.CONSISTENCY,
        "A worse severity has the longer time.",
        FindingSeverity.WARNING,
        checks=(sequence.severity_inversion,),
    ),
    Rule(
        "response-after-resolution",
        RuleFamily.CONSISTENCY,
        "A first answer may come later than the end of the case.",
        FindingSeverity.WARNING,
        checks=(sequence.response_after_resolution,),
    ),
)
