"""Rules on what an agreement says at all."""

from __future__ import annotations

from sla_catalog.findings import FindingSeverity, Rule, RuleFamily
from sla_catalog.rules import blanks, cases, frameworks, measures, requirements

RULES: tuple[Rule, ...] = (
    Rule(
        "nothing-promised",
        RuleFamily.STATEMENTS,
        "The agreement names neither a service nor a metric.",
        checks=(requirements.nothing_promised,),
    ),
    Rule(
        "promise-left-out",
        RuleFamily.STATEMENTS,
        "A metric or an objective says neither what is promised nor that nothing is.",
        FindingSeverity.WARNING,
        checks=(measures.promise_left_out,),
    ),
    Rule(
        "required-when-active",
        RuleFamily.STATEMENTS,
        "The agreement is `active` and lacks what everybody asks first.",
        checks=(requirements.required_when_active,),
    ),
    Rule(
        "recommended-when-active",
        RuleFamily.STATEMENTS,
        "The agreement is `active` and says nothing of something that readers look for.",
        FindingSeverity.INFO,
        checks=(requirements.required_when_active,),
    ),
    Rule(
        "absence-without-reason",
        RuleFamily.STATEMENTS,
        "An absence gives a reason that is none.",
        FindingSeverity.WARNING,
        checks=(blanks.absence_without_reason,),
    ),
    Rule(
        "contradicting-objectives",
        RuleFamily.STATEMENTS,
        "Two objectives cover the same case and promise different things.",
        FindingSeverity.WARNING,
        checks=(cases.contradicting_objectives,),
    ),
    Rule(
        "objective-never-applies",
        RuleFamily.STATEMENTS,
        "An objective is the answer in no case.",
        FindingSeverity.WARNING,
        checks=(cases.objective_never_applies,),
    ),
    Rule(
        "circular-objective",
        RuleFamily.STATEMENTS,
        "`same_as` leads from one objective to the next and back, so that no target is promised.",
        checks=(cases.circular_objective,),
    ),
    Rule(
        "too-many-cases",
        RuleFamily.STATEMENTS,
        "The objectives of a metric have too many combinations of dimensions, or a credit has too "
        "many tiers for too many promises.",
        checks=(cases.too_many_cases, cases.too_many_tiers),
    ),
    Rule(
        "framework-item-unanswered",
        RuleFamily.STATEMENTS,
        "A law or standard that is named asks for something of which nothing is said.",
        FindingSeverity.INFO,
        checks=(frameworks.framework_item_unanswered,),
    ),
)
