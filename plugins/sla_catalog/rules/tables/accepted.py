"""Rules on findings that somebody has accepted."""

from __future__ import annotations

from sla_catalog.findings import FindingSeverity, Rule, RuleFamily

RULES: tuple[Rule, ...] = (
    Rule(
        "suppression-without-reason",
        RuleFamily.ACCEPTED,
        "A comment accepts a finding and does not say why.",
    ),
    Rule(
        "suppression-expired",
        RuleFamily.ACCEPTED,
        "The last day of a comment that accepts a finding has passed.",
        FindingSeverity.WARNING,
    ),
    Rule(
        "suppression-unused",
        RuleFamily.ACCEPTED,
        "A comment accepts a finding that is not there.",
        FindingSeverity.WARNING,
    ),
    Rule(
        "suppression-unknown-rule",
        RuleFamily.ACCEPTED,
        "A comment accepts a finding of a rule that does not exist, or of none.",
    ),
)
