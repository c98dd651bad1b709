"""Which kind of change a field makes, where polarity alone does not name it."""

from __future__ import annotations

from collections.abc import Mapping

from sla_catalog.changes.change import ChangeDirection
from sla_catalog.changes.kinds import KINDS
from sla_catalog.frozen import dataclass

Field = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Kinds:
    """The kinds of a field by direction; those of entries of a list where they differ."""

    worse: str = "term-weakened"
    better: str = "term-strengthened"
    unknown: str = "term-reworded"
    removed: str = "entry-removed"
    added: str = "entry-added"

    def of(self, customer: ChangeDirection) -> str:
        """Return the kind of another value."""
        match customer:
            case ChangeDirection.WORSE:
                return self.worse
            case ChangeDirection.BETTER:
                return self.better
            case ChangeDirection.SAME:
                return self.unknown if self.unknown in _SAME else "detail-changed"
            case _:
                return self.unknown

    def entry(self, customer: ChangeDirection, *, is_new: bool) -> str:
        """Return the kind of an entry that is new, or gone."""
        if self.removed != "entry-removed":
            return self.added if is_new else self.removed
        if customer in {ChangeDirection.WORSE, ChangeDirection.BETTER, ChangeDirection.SAME}:
            return self.of(customer)
        return self.added if is_new else self.removed

    def towards(self, kind: str, customer: ChangeDirection) -> ChangeDirection:
        """Return the direction of a kind that always has the same one, else what was found."""
        return KINDS[kind].direction or customer


_SAME = frozenset(kind.id for kind in KINDS.values() if kind.direction is ChangeDirection.SAME)


def _pair(worse: str, unknown: str = "term-reworded") -> Kinds:
    return Kinds(worse, KINDS[worse].mirror, unknown)


def _listed(removed: str, added: str, unknown: str = "term-reworded") -> Kinds:
    """Return the kinds of a list; its worse one is the one of which both are a pair."""
    worse = removed if KINDS[removed].direction is ChangeDirection.WORSE else added
    known = KINDS[worse].direction is ChangeDirection.WORSE
    mirror = KINDS[worse].mirror
    if not known:
        return Kinds(unknown=unknown, removed=removed, added=added)
    return Kinds(worse, mirror, unknown, removed, added)


def _read(unknown: str) -> Kinds:
    return Kinds(unknown=unknown)


FIELDS: Mapping[Field, Kinds] = {
    ("Agreement", "status"): _read("status-changed"),
    ("Agreement", "version"): _read("version-changed"),
    ("Agreement", "owner"): _read("owner-or-contact-changed"),
    ("Agreement", "contacts"): _read("owner-or-contact-changed"),
    ("Agreement", "provider"): _listed("party-changed", "party-changed", "party-changed"),
    ("Agreement", "customer"): _listed("party-changed", "party-changed", "party-changed"),
    ("Agreement", "parties"): _listed("party-changed", "party-changed", "party-changed"),
    ("PartyInAgreement", "party"): _listed("party-changed", "party-changed", "party-changed"),
    ("PartyInAgreement", "role"): _read("party-changed"),
    ("Agreement", "prevails"): _read("precedence-or-incorporated-document-changed"),
    ("Agreement", "related_documents"): _listed(
        *["precedence-or-incorporated-document-changed"] * 3
    ),
    ("Document", "title"): _read("precedence-or-incorporated-document-changed"),
    ("Document", "relation"): _read("precedence-or-incorporated-document-changed"),
    ("Document", "ranked"): _read("precedence-or-incorporated-document-changed"),
    ("Agreement", "signatories"): _listed(*["approval-or-signature-changed"] * 3),
    ("Signatory", "name"): _read("approval-or-signature-changed"),
    ("Signatory", "signed"): _read("approval-or-signature-changed"),
    ("Agreement", "services"): _listed(
        "service-or-component-removed", "service-or-component-added"
    ),
    ("Service", "in_scope"): _listed("service-or-component-removed", "service-or-component-added"),
    ("Service", "out_of_scope"): _listed("exclusion-removed", "exclusion-added"),
    ("Service", "eligibility"): _listed("precondition-removed", "precondition-added"),
    ("Service", "environments"): _listed("coverage-narrowed", "coverage-widened"),
    ("Service", "regions"): _listed("coverage-narrowed", "coverage-widened"),
    ("Limit", "at_most"): _pair("capacity-lowered"),
    ("Limit", "at_least"): _pair("precondition-added"),
    ("Limit", "window"): _pair("capacity-lowered", "window-type-changed"),
    ("Agreement", "severities"): _listed("severity-removed", "severity-added"),
    ("Severity", "definition"): _read("severity-definition-changed"),
    ("Severity", "examples"): _listed(*["severity-definition-changed"] * 3),
    ("Severity", "customer_duty"): _read("term-reworded"),
    ("Agreement", "metrics"): _listed("objective-removed", "objective-added"),
    ("Metric", "type"): _read("metric-replaced"),
    ("Metric", "method"): _read("metric-replaced"),
    ("Metric", "measured_over"): _read("metric-replaced"),
    ("Metric", "exclusions"): _listed("exclusion-removed", "exclusion-added"),
    ("Metric", "counted"): _listed("exclusion-added", "exclusion-removed"),
    ("Metric", "rounding"): _read("rounding-rule-changed"),
    ("Rounding", "digits"): _read("rounding-rule-changed"),
    ("Rounding", "unit"): _read("rounding-rule-changed"),
    ("Rounding", "mode"): _read("rounding-rule-changed"),
    ("Metric", "formula"): _read("formula-changed"),
    ("SharedMetric", "formula"): _read("formula-changed"),
    ("SharedMetric", "type"): _read("metric-replaced"),
    ("Formula", "text"): _read("formula-changed"),
    ("Formula", "machine"): _read("formula-changed"),
    ("Formula", "symbols"): _read("formula-changed"),
    ("Outage", "after"): _pair("downtime-granularity-coarsened"),
    ("Outage", "slice"): _pair("downtime-granularity-coarsened"),
    ("Outage", "down_when"): _listed(*["definition-changed"] * 3),
    ("Clock", "pauses_while"): _listed("clock-stop-removed", "clock-stop-added"),
    ("Clock", "runs_while"): _listed("clock-stop-added", "clock-stop-removed"),
    ("Agreement", "exclusions"): _listed("exclusion-removed", "exclusion-added"),
    ("Exclusion", "text"): _read("exclusion-reworded"),
    ("Exclusion", "category"): _read("exclusion-reworded"),
    ("Exclusion", "measure"): _read("exclusion-reworded"),
    ("Exclusion", "threshold"): _pair("exclusion-widened", "exclusion-reworded"),
    ("Exclusion", "per"): _pair("exclusion-widened", "window-type-changed"),
    ("Exclusion", "at_most"): _pair("exclusion-widened"),
    ("Agreement", "maintenance"): _listed(
        "maintenance-window-removed-or-shortened", "maintenance-window-added-or-lengthened"
    ),
    ("Maintenance", "duration"): _pair("maintenance-window-added-or-lengthened"),
    ("Maintenance", "at_most"): _pair("maintenance-window-added-or-lengthened"),
    ("Maintenance", "per"): _pair("maintenance-window-added-or-lengthened", "window-type-changed"),
    ("Maintenance", "recurs"): _pair(
        "maintenance-window-added-or-lengthened", "maintenance-window-moved"
    ),
    ("Maintenance", "notice"): _pair("maintenance-notice-shortened"),
    ("Maintenance", "counts_as_downtime"): _pair("exclusion-added"),
    ("Support", "languages"): _listed("language-removed", "language-added"),
    ("Support", "channels"): _listed("channel-removed", "channel-added"),
    ("Channel", "accepted"): _pair("channel-removed"),
    ("Channel", "severities"): _listed("channel-removed", "channel-added"),
    ("Responsibilities", "provider"): _listed("provider-duty-removed", "provider-duty-added"),
    ("Responsibilities", "customer"): _listed(
        "customer-duty-removed-or-eased", "customer-duty-added-or-tightened"
    ),
    ("Responsibilities", "escalation"): _listed(
        "escalation-step-removed-or-slowed", "escalation-step-added-or-faster"
    ),
    ("EscalationStep", "after"): _pair("escalation-step-removed-or-slowed"),
    ("Agreement", "depends_on"): _listed("dependency-removed", "dependency-added"),
    ("Dependency", "case"): _read("dependency-changed"),
    ("Dependency", "metrics"): _listed(*["dependency-changed"] * 3),
    ("Dependency", "topology"): _read("dependency-changed"),
    ("Dependency", "strength"): _read("dependency-changed"),
    ("Dependency", "group"): _read("dependency-changed"),
    ("Remedies", "sole_remedy"): _pair("sole-remedy-added"),
    ("Remedies", "credits"): _listed("credit-tier-removed", "credit-tier-added"),
    ("Credit", "per"): _read("penalty-amount-changed"),
    ("Remedies", "rights"): _listed(
        "termination-right-removed-or-raised", "termination-right-added-or-lowered"
    ),
    ("Right", "trigger"): _pair("termination-right-removed-or-raised"),
    ("Right", "within"): _pair("termination-right-removed-or-raised"),
    ("Right", "notice"): _pair("customer-notice-lengthened"),
    ("Right", "metrics"): _listed(
        "termination-right-removed-or-raised", "termination-right-added-or-lowered"
    ),
    ("Claim", "within"): _pair("claim-window-shortened"),
    ("ClaimDeadline", "within"): _pair("claim-window-shortened"),
    ("Claim", "deadlines"): _listed("claim-window-lengthened", "claim-window-shortened"),
    ("Claim", "mode"): _pair("credit-became-on-request"),
    ("Claim", "requires"): _listed("claim-evidence-removed", "claim-evidence-added"),
    ("PaidAs", "expires"): _pair("credit-expiry-shortened"),
    ("PaidAs", "within"): _pair("payout-slowed"),
    ("Duration", "effective"): _read("term-changed"),
    ("Duration", "ends"): _pair("end-date-earlier"),
    ("Duration", "initial"): _pair("end-date-earlier"),
    ("Duration", "timezone"): _read("timezone-changed"),
    ("Agreement", "duration"): _read("term-changed"),
    ("Agreement", "renewal"): _read("term-changed"),
    ("Renewal", "type"): _read("term-changed"),
    ("Renewal", "for_"): _read("term-changed"),
    ("Renewal", "notice"): _read("term-changed"),
    ("Amendment", "notice"): _pair("provider-notice-shortened"),
    ("Amendment", "by"): _read("unilateral-change-right-added"),
    ("Amendment", "approved_by"): _listed(*["approval-or-signature-changed"] * 3),
    ("Termination", "notice"): _read("term-changed"),
    ("Review", "every"): _pair("review-interval-lengthened"),
    ("Agreement", "definitions"): _listed("definition-removed", "definition-added"),
    ("Definition", "definition"): _read("definition-changed"),
    ("Definition", "overrides"): _read("definition-changed"),
    ("Term", "definition"): _read("definition-changed"),
    ("Measurement", "interval"): _pair("probe-interval-coarsened"),
    ("Measurement", "method"): _read("measurement-source-changed"),
    ("Measurement", "measured_by"): _read("measurement-source-changed"),
    ("Measurement", "tool"): _read("measurement-source-changed"),
    ("Measurement", "test"): _read("measurement-source-changed"),
    ("Monitoring", "measured_by"): _read("measurement-source-changed"),
    ("Monitoring", "measurements"): _listed(*["measurement-source-changed"] * 3),
    ("Monitoring", "sole_record"): _pair("measurement-became-provider-only"),
    ("Monitoring", "reports"): _listed("report-less-often-or-later", "report-more-often-or-sooner"),
    ("Report", "frequency"): _pair("report-less-often-or-later"),
    ("Report", "due"): _pair("report-less-often-or-later"),
    ("Report", "contents"): _listed("report-less-often-or-later", "report-more-often-or-sooner"),
    ("Report", "on_request"): _pair("report-less-often-or-later"),
    ("Monitoring", "access"): _listed("audit-or-data-access-removed", "audit-or-data-access-added"),
    ("Monitoring", "audit"): _read("term-reworded"),
    ("DataProtection", "locations"): _listed(
        "region-or-data-location-removed-or-changed", "region-or-data-location-added"
    ),
    ("Conditions", "liability"): _read("liability-changed"),
    ("Conditions", "governing_law"): _read("law-or-venue-changed"),
    ("Conditions", "fees"): _read("price-changed"),
    ("Dispute", "place"): _read("law-or-venue-changed"),
    ("Calendar", "hours"): _listed("support-hours-narrowed", "support-hours-widened"),
    ("Calendar", "timezone"): _read("timezone-changed"),
    ("Calendar", "holidays"): _listed("holiday-calendar-changed", "holiday-calendar-changed"),
    ("Calendar", "holidays_text"): _read("holiday-calendar-changed"),
    ("Party", "name"): _read("party-changed"),
    ("Party", "contacts"): _read("owner-or-contact-changed"),
    **{(record, "base"): _read("credit-base-changed") for record in ("Remedies", "Credit")},
    **{
        (record, "base_excludes"): _listed(*["credit-base-changed"] * 3)
        for record in ("Remedies", "Credit")
    },
    **{
        ("Contact", name): _read("owner-or-contact-changed")
        for name in ("email", "phone", "url", "role", "id")
    },
}
_HOURS = Kinds("support-hours-narrowed", "support-hours-widened", "support-hours-shifted")
_EVERYWHERE: Mapping[str, Kinds] = {
    "hours": _HOURS,
    "service_hours": _HOURS,
    "eligibility": _listed("precondition-removed", "precondition-added"),
}

# Where nothing stated means that the customer has no burden, or no limit.
ABSENT_IS_BEST: frozenset[Field] = frozenset(
    {
        ("Claim", "within"),
        ("ClaimDeadline", "within"),
        ("Outage", "after"),
        ("Outage", "slice"),
        ("PaidAs", "expires"),
        ("Limit", "at_most"),
        ("Limit", "at_least"),
        ("Remedies", "floor"),
        ("Credit", "floor"),
        ("Right", "notice"),
        ("Right", "trigger"),
        ("Support", "cases"),
        ("Duration", "ends"),
    }
)
# Lists that leave nothing out where they are not stated, so that the first entry narrows them.
ABSENT_IS_ALL: frozenset[Field] = frozenset(
    {
        ("Clock", "runs_while"),
        ("Channel", "severities"),
        ("Measurement", "only_while"),
        ("Right", "metrics"),
    }
)
# Periods of a limit on what the customer loses: the longer, the less of it.
LONGER_IS_BETTER: frozenset[Field] = frozenset({("Exclusion", "per"), ("Maintenance", "per")})
# Mappings of which each part means something only with the others.
WHOLE_MAPPINGS: frozenset[Field] = frozenset({("Dependency", "case")})
# Of which nobody can tell what holds where they are not stated.
ABSENT_IS_OPEN: frozenset[Field] = frozenset(
    {
        ("Channel", "hours"),
        ("Claim", "mode"),
        ("Metric", "hours"),
        ("Service", "environments"),
        ("Service", "regions"),
    }
)
# Lists whose order is a part of what they say.
ORDERED_LISTS: frozenset[Field] = frozenset(
    {("Agreement", "severities"), ("Agreement", "disputes"), ("Agreement", "related_documents")}
)
# Whose duties a list holds.
DUTY_OF: Mapping[Field, str] = {
    ("Responsibilities", "provider"): "provider",
    ("Responsibilities", "customer"): "customer",
    ("Severity", "customer_duty"): "customer",
    ("Claim", "requires"): "customer",
}
_DEFAULT = Kinds()
ALL = (*FIELDS.values(), *_EVERYWHERE.values(), _DEFAULT)


def kinds_of(record: str, name: str) -> Kinds:
    """Return the kinds of change of a record's field."""
    return FIELDS.get((record, name)) or _EVERYWHERE.get(name) or _DEFAULT
