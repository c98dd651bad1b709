"""Rules on what cannot be measured."""

from __future__ import annotations

from sla_catalog.findings import FindingSeverity, Rule, RuleFamily, RuleScope
from sla_catalog.rules import agreed, claims, hours, incidents, measures, times

RULES: tuple[Rule, ...] = (
    Rule(
        "promise-without-window",
        RuleFamily.MEASURABILITY,
        "A share, a downtime or a volume is promised, and it is not stated for which period.",
        FindingSeverity.WARNING,
        checks=(measures.promise_without_window,),
    ),
    Rule(
        "amount-without-unit",
        RuleFamily.MEASURABILITY,
        "A number is promised, and it is not stated of what.",
        FindingSeverity.WARNING,
        checks=(measures.amount_without_unit,),
    ),
    Rule(
        "severity-left-out",
        RuleFamily.MEASURABILITY,
        "A time is promised for some of the declared severities only.",
        FindingSeverity.INFO,
        checks=(measures.severity_left_out,),
    ),
    Rule(
        "case-left-out",
        RuleFamily.MEASURABILITY,
        "Of some cases of a metric nothing is stated, though its others have a promise.",
        FindingSeverity.INFO,
        checks=(measures.case_left_out,),
    ),
    Rule(
        "working-time-without-hours",
        RuleFamily.MEASURABILITY,
        "Something is in working time, and it is not stated which hours count.",
        FindingSeverity.WARNING,
        checks=(times.working_time_without_hours, times.business_days_without_hours),
    ),
    Rule(
        "no-timezone",
        RuleFamily.MEASURABILITY,
        "The agreement has clock times and no time zone.",
        checks=(times.no_timezone,),
    ),
    Rule(
        "window-without-timezone",
        RuleFamily.MEASURABILITY,
        "A month or year is measured, and it is not stated in which time zone it begins.",
        FindingSeverity.INFO,
        checks=(times.window_without_timezone,),
    ),
    Rule(
        "minute-left-out",
        RuleFamily.MEASURABILITY,
        "Hours end at 23:59, or a minute before they go on.",
        FindingSeverity.INFO,
        checks=(hours.minute_left_out,),
        scope=RuleScope.CATALOG,
    ),
    Rule(
        "zone-without-summer-time",
        RuleFamily.MEASURABILITY,
        "The time zone is an abbreviation that keeps one offset all year.",
        FindingSeverity.INFO,
        checks=(hours.zone_without_summer_time,),
        scope=RuleScope.CATALOG,
    ),
    Rule(
        "latency-without-statistic",
        RuleFamily.MEASURABILITY,
        "A latency does not say which of all requests keep it.",
        FindingSeverity.WARNING,
        checks=(claims.latency_without_statistic,),
    ),
    Rule(
        "clock-without-start",
        RuleFamily.MEASURABILITY,
        "It is not stated what starts the clock of a response or resolution.",
        FindingSeverity.INFO,
        checks=(claims.clock_without_start,),
    ),
    Rule(
        "metric-undefined",
        RuleFamily.MEASURABILITY,
        "It is not stated what a metric counts or measures.",
        FindingSeverity.INFO,
        checks=(measures.metric_undefined,),
    ),
    Rule(
        "outage-undefined",
        RuleFamily.MEASURABILITY,
        "It is not stated what counts as down.",
        FindingSeverity.INFO,
        checks=(claims.outage_undefined,),
    ),
    Rule(
        "measurement-unsaid",
        RuleFamily.MEASURABILITY,
        "It is not stated who measures what is promised.",
        FindingSeverity.INFO,
        checks=(agreed.measurement_unsaid,),
    ),
    Rule(
        "exclusion-without-cap",
        RuleFamily.MEASURABILITY,
        "Work that does not count may take any time.",
        FindingSeverity.INFO,
        checks=(agreed.exclusion_without_cap,),
    ),
    Rule(
        "severity-undefined",
        RuleFamily.MEASURABILITY,
        "It is not stated which cases belong to a severity.",
        FindingSeverity.INFO,
        checks=(agreed.severity_undefined,),
    ),
    Rule(
        "unmeasurable-target",
        RuleFamily.MEASURABILITY,
        "A target allows less downtime than lies between two measurements.",
        FindingSeverity.WARNING,
        checks=(incidents.unmeasurable_target,),
    ),
)
