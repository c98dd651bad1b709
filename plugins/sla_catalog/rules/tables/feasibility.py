"""Rules on what cannot be kept."""

from __future__ import annotations

from sla_catalog.findings import FindingSeverity, Rule, RuleFamily, RuleScope
from sla_catalog.rules import budgets, chain, dependencies, incidents, sequence

RULES: tuple[Rule, ...] = (
    Rule(
        "circular-dependency",
        RuleFamily.FEASIBILITY,
        "Agreements depend on each other in a circle, which the message prints.",
        checks=(dependencies.circular_dependency,),
        scope=RuleScope.CATALOG,
    ),
    Rule(
        "dependency-deficit",
        RuleFamily.FEASIBILITY,
        "A promise is stricter than what the agreements it depends on guarantee together.",
        FindingSeverity.WARNING,
        checks=(dependencies.dependency_deficit,),
        scope=RuleScope.CATALOG,
    ),
    Rule(
        "expectation-unmet",
        RuleFamily.FEASIBILITY,
        "An agreement below promises less than is expected of it.",
        FindingSeverity.WARNING,
        checks=(dependencies.expectation_unmet,),
        scope=RuleScope.CATALOG,
    ),
    Rule(
        "outage-beyond-budget",
        RuleFamily.FEASIBILITY,
        "An outage is allowed that is longer than all downtime that the availability leaves.",
        FindingSeverity.WARNING,
        checks=(budgets.outage_beyond_budget,),
    ),
    Rule(
        "total-promise",
        RuleFamily.FEASIBILITY,
        "A promise leaves no room for a single failure.",
        FindingSeverity.INFO,
        checks=(sequence.total_promise,),
    ),
    Rule(
        "incident-beyond-budget",
        RuleFamily.FEASIBILITY,
        "One restoration may take longer than all downtime that is allowed.",
        FindingSeverity.WARNING,
        checks=(incidents.incident_beyond_budget,),
    ),
    Rule(
        "maintenance-beyond-budget",
        RuleFamily.FEASIBILITY,
        "Work that counts as downtime takes more than the availability leaves.",
        FindingSeverity.WARNING,
        checks=(incidents.maintenance_beyond_budget,),
    ),
    Rule(
        "maintenance-beyond-exclusion",
        RuleFamily.FEASIBILITY,
        "Planned work is longer than what an exclusion of the same agreement leaves out.",
        FindingSeverity.WARNING,
        checks=(incidents.maintenance_beyond_exclusion,),
    ),
    Rule(
        "backup-beyond-rpo",
        RuleFamily.FEASIBILITY,
        "Backups are made less often than the recovery point allows.",
        checks=(incidents.backup_beyond_rpo,),
    ),
    Rule(
        "hours-beyond-dependency",
        RuleFamily.FEASIBILITY,
        "Hours of service or of support are not covered by an agreement below.",
        FindingSeverity.WARNING,
        checks=(chain.hours_beyond_dependency,),
        scope=RuleScope.CATALOG,
    ),
    Rule(
        "maintenance-beyond-dependency",
        RuleFamily.FEASIBILITY,
        "Work below does not count there and takes more than the availability here leaves.",
        FindingSeverity.WARNING,
        checks=(chain.maintenance_beyond_dependency,),
        scope=RuleScope.CATALOG,
    ),
    Rule(
        "window-beyond-dependency",
        RuleFamily.FEASIBILITY,
        "A window below is longer, so that all its downtime may fall in one of ours.",
        FindingSeverity.WARNING,
        checks=(chain.window_beyond_dependency,),
        scope=RuleScope.CATALOG,
    ),
    Rule(
        "dependency-ends-first",
        RuleFamily.FEASIBILITY,
        "An agreement below ends before the one that depends on it.",
        FindingSeverity.WARNING,
        checks=(chain.dependency_ends_first,),
        scope=RuleScope.CATALOG,
        is_dated=True,
    ),
    Rule(
        "dependency-not-in-force",
        RuleFamily.FEASIBILITY,
        "An agreement in force depends on one that is not.",
        FindingSeverity.WARNING,
        checks=(chain.dependency_not_in_force,),
        scope=RuleScope.CATALOG,
        is_dated=True,
    ),
)
