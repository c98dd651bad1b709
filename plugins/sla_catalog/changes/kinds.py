"""The kinds of change, in one table; `docs/reference/changes.md` is made from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sla_catalog.changes.change import ChangeDirection, ChangeKind
from sla_catalog.findings import FindingSeverity
from sla_catalog.model.fields import Weight

_CORE, _SECOND, _ADMIN = Weight.CORE, Weight.SECONDARY, Weight.ADMIN
_W, _B = ChangeDirection.WORSE, ChangeDirection.BETTER
_M, _U, _SAME = ChangeDirection.MIXED, ChangeDirection.UNKNOWN, ChangeDirection.SAME

# A pair: the weight of both, then code, id and meaning of the worse and of the better kind.
_PAIRS = (
    (_CORE, "C101", "availability-target-lowered", "a promised availability is lower",
     "C102", "availability-target-raised", "a promised availability is higher"),
    (_CORE, "C103", "objective-removed", "a promise is gone",
     "C104", "objective-added", "a promise is new"),
    (_CORE, "C105", "threshold-relaxed", "a limit on a time, a rate or an amount is looser",
     "C106", "threshold-tightened", "a limit on a time, a rate or an amount is stricter"),
    (_CORE, "C107", "percentile-lowered", "the limit counts for fewer cases (p99 to p95)",
     "C108", "percentile-raised", "the limit counts for more cases (p95 to p99)"),
    (_CORE, "C109", "capacity-lowered", "a promised amount is lower",
     "C110", "capacity-raised", "a promised amount is higher"),
    (_CORE, "C111", "durability-or-retention-lowered", "data are kept less safely or shorter",
     "C112", "durability-or-retention-raised", "data are kept more safely or longer"),
    (_CORE, "C113", "window-lengthened", "a share is taken over a longer period",
     "C114", "window-shortened", "a share is taken over a shorter period"),
    (_CORE, "C116", "commitment-became-goal", "a promise binds less",
     "C117", "goal-became-commitment", "a promise binds more"),
    (_CORE, "C118", "effort-standard-added", "a promise became one of efforts",
     "C119", "effort-standard-removed", "a promise of efforts became one of results"),
    (_CORE, "C120", "coverage-narrowed", "a promise applies to fewer cases",
     "C121", "coverage-widened", "a promise applies to more cases"),
    (_CORE, "C122", "downtime-granularity-coarsened", "short outages stop counting",
     "C123", "downtime-granularity-refined", "shorter outages count"),
    (_SECOND, "C124", "precondition-added", "a promise asks for more first",
     "C125", "precondition-removed", "a promise asks for less first"),
    (_CORE, "C132", "value-removed", "a value is no longer stated",
     "C131", "value-set", "a value is stated where there was none"),
    (_CORE, "C201", "response-time-lengthened", "the first answer may come later",
     "C202", "response-time-shortened", "the first answer comes sooner"),
    (_CORE, "C203", "restore-time-lengthened", "a remedy or workaround may come later",
     "C204", "restore-time-shortened", "a remedy or workaround comes sooner"),
    (_SECOND, "C205", "update-interval-lengthened", "updates come less often",
     "C206", "update-interval-shortened", "updates come more often"),
    (_CORE, "C210", "severity-matrix-cell-removed", "a severity has no promise any more",
     "C211", "severity-matrix-cell-added", "a severity has a promise now"),
    (_CORE, "C212", "support-hours-narrowed", "hours are fewer",
     "C213", "support-hours-widened", "hours are more"),
    (_CORE, "C215", "clock-narrowed", "a time runs only in some hours now",
     "C216", "clock-widened", "a time runs in more hours now"),
    (_SECOND, "C217", "clock-stop-added", "something more stops the clock",
     "C218", "clock-stop-removed", "something less stops the clock"),
    (_SECOND, "C221", "channel-removed", "a channel is gone",
     "C222", "channel-added", "a channel is new"),
    (_SECOND, "C223", "language-removed", "a language is gone",
     "C224", "language-added", "a language is new"),
    (_SECOND, "C225", "escalation-step-removed-or-slowed", "escalation is slower or lost a step",
     "C226", "escalation-step-added-or-faster", "escalation is faster or has a new step"),
    (_CORE, "C301", "credit-tier-removed", "a step of a credit is gone",
     "C302", "credit-tier-added", "a step of a credit is new"),
    (_CORE, "C303", "credit-lowered", "some values earn less",
     "C304", "credit-raised", "some values earn more"),
    (_CORE, "C305", "credit-threshold-lowered", "the credit starts later",
     "C306", "credit-threshold-raised", "the credit starts earlier"),
    (_CORE, "C307", "credit-cap-added-or-lowered", "less can be given back at most",
     "C308", "credit-cap-removed-or-raised", "more can be given back at most"),
    (_CORE, "C309", "claim-window-shortened", "there is less time to claim",
     "C310", "claim-window-lengthened", "there is more time to claim"),
    (_CORE, "C311", "credit-became-on-request", "a credit must be asked for",
     "C312", "credit-became-automatic", "a credit is given automatically"),
    (_SECOND, "C313", "claim-evidence-added", "a claim must contain more",
     "C314", "claim-evidence-removed", "a claim must contain less"),
    (_CORE, "C316", "sole-remedy-added", "credits are the only remedy",
     "C317", "sole-remedy-removed", "credits are not the only remedy any more"),
    (_CORE, "C318", "termination-right-removed-or-raised", "a right is gone or comes later",
     "C319", "termination-right-added-or-lowered", "a right is new or comes sooner"),
    (_SECOND, "C320", "credit-expiry-shortened", "a credit expires sooner",
     "C321", "credit-expiry-lengthened", "a credit expires later"),
    (_SECOND, "C324", "payout-slowed", "a credit is paid later",
     "C325", "payout-sped-up", "a credit is paid sooner"),
    (_CORE, "C326", "remedy-removed-from-objective", "a promise lost its remedy",
     "C327", "remedy-attached", "a promise got a remedy"),
    (_CORE, "C401", "exclusion-added", "something does not count any more",
     "C402", "exclusion-removed", "something counts that did not"),
    (_CORE, "C403", "exclusion-widened", "an exclusion takes away more",
     "C404", "exclusion-narrowed", "an exclusion takes away less"),
    (_CORE, "C406", "maintenance-window-added-or-lengthened", "there is more maintenance",
     "C407", "maintenance-window-removed-or-shortened", "there is less maintenance"),
    (_CORE, "C409", "maintenance-notice-shortened", "maintenance is announced later",
     "C410", "maintenance-notice-lengthened", "maintenance is announced earlier"),
    (_CORE, "C411", "emergency-maintenance-introduced", "unplanned maintenance is allowed",
     "C412", "emergency-maintenance-dropped", "unplanned maintenance is not allowed any more"),
    (_CORE, "C413", "service-or-component-removed", "a service or a part of one is gone",
     "C414", "service-or-component-added", "a service or a part of one is new"),
    (_SECOND, "C415", "customer-duty-added-or-tightened", "the customer must do more",
     "C416", "customer-duty-removed-or-eased", "the customer must do less"),
    (_CORE, "C423", "provider-duty-removed", "the provider must do less",
     "C424", "provider-duty-added", "the provider must do more"),
    (_CORE, "C501", "provider-notice-shortened", "the provider gives less notice",
     "C502", "provider-notice-lengthened", "the provider gives more notice"),
    (_CORE, "C503", "customer-notice-lengthened", "the customer must give more notice",
     "C504", "customer-notice-shortened", "the customer must give less notice"),
    (_CORE, "C510", "end-date-earlier", "the agreement ends earlier",
     "C511", "end-date-later", "the agreement ends later"),
    (_CORE, "C513", "unilateral-change-right-added", "one party may change it alone",
     "C514", "unilateral-change-right-removed", "nobody may change it alone any more"),
    (_SECOND, "C515", "review-interval-lengthened", "it is reviewed less often",
     "C516", "review-interval-shortened", "it is reviewed more often"),
    (_SECOND, "C517", "review-postponed", "the next review is later",
     "C519", "review-advanced", "the next review is sooner"),
    (_CORE, "C605", "measurement-became-provider-only", "only the provider's measurement counts",
     "C606", "measurement-became-independent", "not only the provider's measurement counts"),
    (_SECOND, "C608", "probe-interval-coarsened", "it is measured less often",
     "C609", "probe-interval-refined", "it is measured more often"),
    (_SECOND, "C610", "report-less-often-or-later", "a report is gone, rarer or later",
     "C611", "report-more-often-or-sooner", "a report is new, more frequent or sooner"),
    (_CORE, "C612", "audit-or-data-access-removed", "the customer can check less",
     "C613", "audit-or-data-access-added", "the customer can check more"),
    (_SECOND, "C805", "duty-weakened", "a duty of the provider became weaker in words",
     "C806", "duty-strengthened", "a duty of the provider became stronger in words"),
    (_SECOND, "C808", "qualifier-added", "a duty got a qualification",
     "C809", "qualifier-removed", "a duty lost a qualification"),
    (_CORE, "C902", "agreement-removed", "an agreement is gone",
     "C901", "agreement-added", "an agreement is new"),
    (_SECOND, "C920", "term-weakened",
     "another value is worse for the customer; an error where the field is core",
     "C921", "term-strengthened", "another value is better for the customer"),
)  # fmt: skip

# One that is its own mirror, or has a mirror of another direction: weight, direction, code, id,
# meaning, mirror.
_SINGLE = (
    (_CORE, _M, "C115", "window-type-changed", "the period is laid out in another way", ""),
    (_CORE, _U, "C128", "metric-replaced", "something else is measured", ""),
    (_CORE, None, "C129", "comparator-changed", "a limit itself counts now, or does not", ""),
    (_ADMIN, _SAME, "C130", "value-respelled", "a value is written in another way", ""),
    (_CORE, _W, "C207", "severity-removed", "a severity is gone", "severity-added"),
    (_CORE, _U, "C208", "severity-added", "a severity is new", "severity-removed"),
    (_CORE, _U, "C209", "severity-definition-changed", "a severity means something else", ""),
    (_CORE, _M, "C214", "support-hours-shifted", "hours are lost and others gained", ""),
    (_CORE, _M, "C219", "timezone-changed", "hours are those of another time zone", ""),
    (_SECOND, None, "C220", "holiday-calendar-changed", "other days have no hours", ""),
    (_CORE, None, "C315", "credit-base-changed", "a credit is a share of something else", ""),
    (_CORE, None, "C328", "penalty-amount-changed", "a credit has another form", ""),
    (_ADMIN, _SAME, "C330", "credit-schedule-restructured", "steps differ, each value earns "
     "the same", ""),
    (_CORE, _U, "C405", "exclusion-reworded", "an exclusion has other words", ""),
    (_CORE, None, "C408", "maintenance-window-moved", "maintenance is at other times", ""),
    (_SECOND, _U, "C421", "region-or-data-location-removed-or-changed", "data or service are "
     "elsewhere", "region-or-data-location-added"),
    (_SECOND, _U, "C422", "region-or-data-location-added", "data or service are in one more "
     "place", "region-or-data-location-removed-or-changed"),
    (_CORE, _U, "C505", "term-changed", "the term, or how it continues, is different", ""),
    (_CORE, _M, "C508", "effective-date-later", "it takes effect later",
     "effective-date-earlier"),
    (_CORE, _M, "C509", "effective-date-earlier", "it takes effect earlier",
     "effective-date-later"),
    (_CORE, _U, "C512", "status-changed", "it is at another point of its life", ""),
    (_ADMIN, _SAME, "C518", "version-changed", "it has another version", ""),
    (_CORE, _U, "C601", "definition-changed", "a term means something else", ""),
    (_SECOND, _U, "C602", "definition-removed", "a term is no longer defined",
     "definition-added"),
    (_SECOND, _B, "C603", "definition-added", "a term is defined", "definition-removed"),
    (_CORE, _U, "C604", "formula-changed", "a value is worked out in another way", ""),
    (_SECOND, _U, "C607", "measurement-source-changed", "it is measured in another way", ""),
    (_CORE, _U, "C614", "rounding-rule-changed", "a measured value is rounded in another way",
     ""),
    (_ADMIN, _SAME, "C702", "owner-or-contact-changed", "somebody else looks after it", ""),
    (_CORE, _U, "C703", "precedence-or-incorporated-document-changed", "other documents belong "
     "to it, or prevail", ""),
    (_CORE, _U, "C704", "liability-changed", "liability is worded in another way", ""),
    (_CORE, _U, "C706", "law-or-venue-changed", "another law or place counts", ""),
    (_CORE, _U, "C707", "dependency-added", "it depends on one more agreement",
     "dependency-removed"),
    (_CORE, _U, "C708", "dependency-removed", "it depends on one agreement fewer",
     "dependency-added"),
    (_CORE, _U, "C709", "price-changed", "what it costs is worded in another way", ""),
    (_ADMIN, _SAME, "C711", "visibility-narrowed", "fewer people may see it",
     "visibility-widened"),
    (_SECOND, _U, "C712", "approval-or-signature-changed", "others sign, or at another time", ""),
    (_ADMIN, _SAME, "C801", "wording-only", "only case, punctuation or spaces differ", ""),
    (_ADMIN, _SAME, "C802", "typo-sized", "one or two words differ, none of weight", ""),
    (_ADMIN, _SAME, "C803", "clause-moved", "the same words are at another place", ""),
    (_SECOND, _U, "C804", "number-changed-in-prose", "a number or a unit of time differs in a "
     "text", ""),
    (_SECOND, _U, "C810", "clause-added", "a text is new", "clause-removed"),
    (_SECOND, _U, "C811", "clause-removed", "a text is gone", "clause-added"),
    (_SECOND, _U, "C812", "substantive-rewording", "a text is worded in another way", ""),
    (_SECOND, _U, "C813", "link-target-changed", "a text leads to another address", ""),
    (_ADMIN, _SAME, "C903", "agreement-file-moved", "its file has another name", ""),
    (_SECOND, _U, "C904", "agreement-id-changed", "links to it break", ""),
    (_CORE, _U, "C906", "dependency-changed", "what it rests on is used in another way", ""),
    (_SECOND, _U, "C922", "term-reworded", "another value differs, and nobody can tell for whom "
     "it is better", ""),
    (_SECOND, _U, "C923", "entry-added", "an entry is new that nobody can weigh",
     "entry-removed"),
    (_SECOND, _U, "C924", "entry-removed", "an entry is gone that nobody can weigh",
     "entry-added"),
    (_ADMIN, _SAME, "C925", "detail-changed", "a detail differs on which no duty hangs", ""),
)  # fmt: skip

# Kinds that a change of any field can have; they weigh as much as the field.
OF_ANY_FIELD = frozenset(
    {"term-weakened", "term-strengthened", "term-reworded", "entry-added", "entry-removed"}
)

_STRICT = (
    ChangeKind("party-changed", "C701", "another party agrees", _CORE, _U, "",
               FindingSeverity.ERROR,
               "who owes a promise is the promise"),
    ChangeKind("visibility-widened", "C710", "it will be shown to more people", _CORE, _U,
               "visibility-narrowed", FindingSeverity.ERROR,
               "what was published cannot be taken back"),
    ChangeKind("negation-changed", "C807", "a ‘not’ came or went", _CORE, _U, "",
               FindingSeverity.ERROR,
               "the text may mean the opposite"),
)  # fmt: skip


def _kinds() -> Iterator[ChangeKind]:
    for weight, code, worse, what, other, better, why in _PAIRS:
        yield ChangeKind(worse, code, what, weight, _W, better)
        yield ChangeKind(better, other, why, weight, _B, worse)
    for weight, direction, code, name, what, mirror in _SINGLE:
        yield ChangeKind(name, code, what, weight, direction, mirror)
    yield from _STRICT


def _table(kinds: Iterable[ChangeKind]) -> Mapping[str, ChangeKind]:
    ordered = sorted(kinds, key=lambda kind: kind.code)
    return {kind.id: kind for kind in ordered}


KINDS = _table(_kinds())
