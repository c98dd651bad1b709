"""What stands behind the rules: standards, studies and practice that ask for the same."""

from __future__ import annotations

from collections.abc import Mapping

from sla_catalog.findings import Rule, RuleFamily
from sla_catalog.rules.vagueness import lists

_YAML = "YAML 1.2.2, https://yaml.org/spec/1.2.2/"
_UNICODE = "Unicode Technical Report 36, Unicode Security Considerations"
_TROJAN = "Boucher and Anderson, Trojan Source, 2021, https://trojansource.codes"
_CLOUD = "ISO/IEC 19086-1:2016, Cloud computing: SLA framework"
_CLOUD_METRICS = "ISO/IEC 19086-2:2018, Cloud computing: SLA metric model"
_SRE = "Site Reliability Engineering, 2016, chapter 4, https://sre.google/sre-book/"
_CALCULUS = "Treynor and others, The Calculus of Service Availability, ACM Queue 15(2), 2017"
_DRAFTING = "Adams, A Manual of Style for Contract Drafting"
_DORA = "Regulation (EU) 2022/2554 (DORA), article 30"
_SERVICES = "ISO/IEC 20000-1:2018, clause 8.3, which asks for agreements and their reviews"
_PUBLISHED = "mistakes met in published service level agreements"
_FORMAT = "the format of agreements, which `sla reference` prints"

_OF_FAMILIES: Mapping[RuleFamily, tuple[str, ...]] = {
    RuleFamily.FILE: (_FORMAT,),
    RuleFamily.YAML: (_YAML,),
    RuleFamily.VALUES: (_FORMAT,),
    RuleFamily.REFERENCES: (_FORMAT,),
    RuleFamily.STATEMENTS: (_CLOUD, _DORA),
    RuleFamily.CONSISTENCY: (_CLOUD_METRICS, _PUBLISHED),
    RuleFamily.MEASURABILITY: (_CLOUD_METRICS, _SRE),
    RuleFamily.REMEDIES: (_PUBLISHED,),
    RuleFamily.FEASIBILITY: (_CALCULUS,),
    RuleFamily.DATES: (_SERVICES, _DORA),
    RuleFamily.TERMS: (_DRAFTING,),
    RuleFamily.ACCEPTED: ("practice of linters: an exception has a reason and an end",),
}
_OF_RULES: Mapping[str, tuple[str, ...]] = {
    "ambiguous-scalar": ("YAML 1.1, https://yaml.org/type/bool.html and int.html", _YAML),
    "backup-beyond-rpo": ("ISO/IEC 27031, which defines the recovery point objective",),
    "bidi-control": (_UNICODE, _TROJAN),
    "control-character": (_YAML, _UNICODE),
    "hidden-character": (_UNICODE, _TROJAN),
    "left-open": ("NASA ARM: Wilson, Rosenberg and Hyatt, ICSE 1997", _DRAFTING),
    "lone-surrogate": ("The Unicode Standard, section 3.9",),
    "not-utf-8": (_YAML,),
    "outage-beyond-budget": (_CALCULUS, _PUBLISHED),
    "total-promise": ("INCOSE, Guide for Writing Requirements, rule on absolutes", _SRE),
}
_OF_WORDS: Mapping[str, str] = {
    "arm": "NASA ARM: Wilson, Rosenberg and Hyatt, ICSE 1997",
    "contract": _DRAFTING,
    "droit": "French contracts",
    "incose": "INCOSE, Guide for Writing Requirements",
    "published": _PUBLISHED,
    "recht": "German contracts, and § 121 BGB for ‘unverzüglich’",
    "smells": "ISO/IEC/IEEE 29148, and Femmer and others, Rapid Quality Assurance with "
    "Requirements Smells, 2017",
}


def sources_of(rule: Rule) -> tuple[str, ...]:
    """Return what stands behind a rule, else behind its family; of words, behind its lists."""
    if rule.family is RuleFamily.LANGUAGE and rule.id not in _OF_RULES:
        used = {term.source for term in lists().values() if term.rule == rule.id}
        return tuple(name for source, name in _OF_WORDS.items() if source in used)
    return _OF_RULES.get(rule.id, sources_of_family(rule.family))


def sources_of_family(family: RuleFamily) -> tuple[str, ...]:
    """Return what stands behind all rules of a family that name no other."""
    return _OF_FAMILIES.get(family, ())
