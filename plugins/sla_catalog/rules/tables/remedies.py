"""Rules on what follows when a promise is missed."""

from __future__ import annotations

from sla_catalog.findings import FindingSeverity, Rule, RuleFamily
from sla_catalog.rules import claims, schedules

RULES: tuple[Rule, ...] = (
    Rule(
        "credit-gap",
        RuleFamily.REMEDIES,
        "A value earns nothing although a better one earns a credit.",
        checks=(schedules.credit_gap,),
    ),
    Rule(
        "credit-overlap",
        RuleFamily.REMEDIES,
        "Two things are said of one value: two credits, or a kept target and a credit.",
        checks=(schedules.credit_overlap,),
    ),
    Rule(
        "credit-not-monotone",
        RuleFamily.REMEDIES,
        "A worse value earns less than a better one.",
        checks=(schedules.credit_not_monotone,),
    ),
    Rule(
        "dead-zone",
        RuleFamily.REMEDIES,
        "A value misses the target and is still too good for the first tier.",
        FindingSeverity.WARNING,
        checks=(schedules.dead_zone,),
    ),
    Rule(
        "unreachable-tier",
        RuleFamily.REMEDIES,
        "A tier is for values that cannot be measured.",
        FindingSeverity.WARNING,
        checks=(schedules.unreachable_tier,),
    ),
    Rule(
        "cap-below-tier",
        RuleFamily.REMEDIES,
        "A cap cuts what the highest tier gives.",
        FindingSeverity.WARNING,
        checks=(schedules.cap_below_tier,),
    ),
    Rule(
        "credit-without-amount",
        RuleFamily.REMEDIES,
        "It is not stated how much a credit gives.",
        FindingSeverity.WARNING,
        checks=(claims.credit_without_amount,),
    ),
    Rule(
        "credit-without-base",
        RuleFamily.REMEDIES,
        "It is not stated what a credit is a share of.",
        FindingSeverity.WARNING,
        checks=(claims.credit_without_base,),
    ),
    Rule(
        "later-steps-smaller",
        RuleFamily.REMEDIES,
        "The first step of a credit gives more than each step after it.",
        FindingSeverity.WARNING,
        checks=(claims.later_steps_smaller,),
    ),
    Rule(
        "begun-step-unsaid",
        RuleFamily.REMEDIES,
        "A credit grows by steps, and it is not stated whether one that has only begun counts.",
        FindingSeverity.INFO,
        checks=(claims.begun_step_unsaid,),
    ),
    Rule(
        "example-not-worked-out",
        RuleFamily.REMEDIES,
        "A credit is of a kind of which no example can be worked out for readers.",
        FindingSeverity.INFO,
        checks=(claims.example_not_worked_out,),
    ),
    Rule(
        "claim-unsaid",
        RuleFamily.REMEDIES,
        "It is not stated whether a credit must be claimed, and how.",
        FindingSeverity.INFO,
        checks=(claims.claim_unsaid,),
    ),
    Rule(
        "claim-before-report",
        RuleFamily.REMEDIES,
        "A claim ends before the report comes that shows the miss.",
        checks=(claims.claim_before_report,),
    ),
    Rule(
        "promise-without-remedy",
        RuleFamily.REMEDIES,
        "A missed promise has no consequence, though others have a remedy.",
        FindingSeverity.INFO,
        checks=(claims.promise_without_remedy, claims.promise_without_credit),
    ),
)
