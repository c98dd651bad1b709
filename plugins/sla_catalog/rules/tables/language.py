"""Rules on words that bind nobody."""

from __future__ import annotations

from sla_catalog.findings import FindingSeverity, Rule, RuleFamily
from sla_catalog.rules import blanks, language

RULES: tuple[Rule, ...] = (
    Rule(
        "left-open",
        RuleFamily.LANGUAGE,
        "A text only marks a place to be filled, such as `TODO`, `TBD` or `?`.",
        FindingSeverity.WARNING,
        checks=(blanks.left_open,),
    ),
    Rule(
        "vague-time",
        RuleFamily.LANGUAGE,
        "A word says that something happens soon or often, and not when.",
        FindingSeverity.WARNING,
        checks=language.checks("vague-time"),
    ),
    Rule(
        "effort-standard",
        RuleFamily.LANGUAGE,
        "An effort is promised instead of a result.",
        FindingSeverity.WARNING,
        checks=language.checks("effort-standard"),
    ),
    Rule(
        "vague-quantity",
        RuleFamily.LANGUAGE,
        "There is a word where a number belongs.",
        FindingSeverity.WARNING,
        checks=language.checks("vague-quantity"),
    ),
    Rule(
        "vague-quality",
        RuleFamily.LANGUAGE,
        "A word can be judged in more than one way.",
        FindingSeverity.WARNING,
        checks=language.checks("vague-quality"),
    ),
    Rule(
        "escape-clause",
        RuleFamily.LANGUAGE,
        "Words let a duty lapse and do not say when.",
        FindingSeverity.WARNING,
        checks=language.checks("escape-clause"),
    ),
    Rule(
        "open-ended-list",
        RuleFamily.LANGUAGE,
        "A list is left open and does not say what else belongs to it.",
        FindingSeverity.INFO,
        checks=language.checks("open-ended-list"),
    ),
    Rule(
        "unilateral-discretion",
        RuleFamily.LANGUAGE,
        "One party decides alone.",
        FindingSeverity.WARNING,
        checks=language.checks("unilateral-discretion"),
    ),
    Rule(
        "weak-modal",
        RuleFamily.LANGUAGE,
        "A word does not say whether something is owed.",
        FindingSeverity.INFO,
        checks=language.checks("weak-modal"),
    ),
    Rule(
        "ability-not-duty",
        RuleFamily.LANGUAGE,
        "Something can be done, but it is not stated that it will be.",
        FindingSeverity.WARNING,
        checks=language.checks("ability-not-duty"),
    ),
    Rule(
        "placeholder-in-text",
        RuleFamily.LANGUAGE,
        "A text is still to be filled in.",
        FindingSeverity.WARNING,
        checks=language.checks("placeholder-in-text"),
    ),
    Rule(
        "absolute-promise",
        RuleFamily.LANGUAGE,
        "A word promises what nobody can keep or measure.",
        FindingSeverity.WARNING,
        checks=language.checks("absolute-promise"),
    ),
    Rule(
        "comparative-without-reference",
        RuleFamily.LANGUAGE,
        "Something is better, but it is not stated than what.",
        FindingSeverity.INFO,
        checks=language.checks("comparative-without-reference"),
    ),
    Rule(
        "undefined-time-base",
        RuleFamily.LANGUAGE,
        "Business hours or days are used, and it is not stated which ones count.",
        FindingSeverity.WARNING,
        checks=language.checks("undefined-time-base"),
    ),
)
