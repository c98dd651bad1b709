"""Rules on defined terms."""

from __future__ import annotations

from sla_catalog.findings import FindingSeverity, Rule, RuleFamily, RuleScope
from sla_catalog.rules import agreed, identity, terms

RULES: tuple[Rule, ...] = (
    Rule(
        "unnamed-definition",
        RuleFamily.TERMS,
        "A defined term has no Latin letter and no digit to make an id of.",
        checks=(identity.unnamed_definition,),
    ),
    Rule(
        "ambiguous-definition",
        RuleFamily.TERMS,
        "Two terms that agreements define have the same id.",
        checks=(identity.ambiguous_definition,),
        scope=RuleScope.CATALOG,
    ),
    Rule(
        "conflicting-definition",
        RuleFamily.TERMS,
        "A term is defined otherwise than in the shared glossary.",
        checks=(terms.conflicting_definition,),
        scope=RuleScope.CATALOG,
    ),
    Rule(
        "repeated-definition",
        RuleFamily.TERMS,
        "A term is defined exactly as in the shared glossary.",
        FindingSeverity.WARNING,
        checks=(terms.conflicting_definition,),
        scope=RuleScope.CATALOG,
    ),
    Rule(
        "rival-term",
        RuleFamily.TERMS,
        "Two terms of one glossary or agreement claim the same word, as name, alias or plural.",
        checks=(terms.rival_term, terms.local_terms),
        scope=RuleScope.CATALOG,
    ),
    Rule(
        "circular-definition",
        RuleFamily.TERMS,
        "Terms are explained by each other in a circle, or a term by itself.",
        FindingSeverity.INFO,
        checks=(terms.circular_definition, terms.local_terms),
        scope=RuleScope.CATALOG,
    ),
    Rule(
        "undefined-term",
        RuleFamily.TERMS,
        "Words are written as a defined term, and nothing defines them.",
        FindingSeverity.INFO,
        checks=(agreed.undefined_term,),
        scope=RuleScope.CATALOG,
    ),
    Rule(
        "unused-term",
        RuleFamily.TERMS,
        "No text uses the term.",
        FindingSeverity.INFO,
        checks=(terms.unused_term, agreed.unused_definition),
        scope=RuleScope.CATALOG,
    ),
)
