"""Rules on what is named and where it is."""

from __future__ import annotations

from sla_catalog.findings import FindingSeverity, Rule, RuleFamily, RuleScope
from sla_catalog.rules import conditions, identity, links, naming, parties, references

RULES: tuple[Rule, ...] = (
    Rule(
        "duplicate-id",
        RuleFamily.REFERENCES,
        "Two entries of one list, or of a shared file, have the same id.",
        checks=(identity.duplicate_id,),
        scope=RuleScope.CATALOG,
    ),
    Rule(
        "former-id-taken",
        RuleFamily.REFERENCES,
        "An id under `formerly` is that of another agreement, or of two.",
        checks=(identity.former_id_taken,),
        scope=RuleScope.CATALOG,
    ),
    Rule(
        "unresolved-reference",
        RuleFamily.REFERENCES,
        "Something is named that does not exist.",
        checks=(
            references.unresolved_reference,
            references.unresolved_condition,
            references.unresolved_link,
            naming.name_almost_given,
            naming.part_almost_given,
        ),
    ),
    Rule(
        "severity-range",
        RuleFamily.REFERENCES,
        "The id of one severity is a range of several.",
        FindingSeverity.INFO,
        checks=(naming.severity_range,),
    ),
    Rule(
        "condition-without-effect",
        RuleFamily.REFERENCES,
        "`when` is on what applies to the whole agreement.",
        checks=(
            conditions.condition_without_effect,
            conditions.shared_condition_without_effect,
        ),
        scope=RuleScope.CATALOG,
    ),
    Rule(
        "unresolved-page",
        RuleFamily.REFERENCES,
        "A text links to a page that the handbook does not have.",
    ),
    Rule(
        "withheld-reference",
        RuleFamily.REFERENCES,
        "Something that an audience may see names what it may not see.",
    ),
    Rule(
        "refused-link",
        RuleFamily.REFERENCES,
        "A text has a link that pages do not show as one; its words stay.",
        FindingSeverity.WARNING,
        checks=(links.refused_link,),
        scope=RuleScope.CATALOG,
    ),
    Rule(
        "party-almost-declared",
        RuleFamily.REFERENCES,
        "A party is written almost like a declared one, or like one that is named more often.",
        FindingSeverity.WARNING,
        checks=(parties.party_almost_declared,),
        scope=RuleScope.CATALOG,
    ),
)
