"""Credits that can be had: of which fee, in which time, and for which promises."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from sla_catalog.calculation.credits import FormKind
from sla_catalog.findings import Finding, FindingSeverity, Related
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog, Location
from sla_catalog.model.credit_amounts import CreditAmount
from sla_catalog.model.fields import Absence
from sla_catalog.model.header import Status
from sla_catalog.model.measurement import Outage
from sla_catalog.model.monitoring import Monitoring
from sla_catalog.model.quantities import ElapsedTime, WorkingTime, quoted
from sla_catalog.model.remedies import Claim, Credit, Mode, Remedies
from sla_catalog.patterns import Pattern
from sla_catalog.resolved.cases import When
from sla_catalog.resolved.credits import credits_given, number_of
from sla_catalog.resolved.promises import promised_by
from sla_catalog.resolved.ranking import is_surely_shorter
from sla_catalog.resolved.uncredited import without_credit
from sla_catalog.resolved.unworked import Unworked, why_unworked
from sla_catalog.rules.sequence import weight

_END_OF_PERIOD = Pattern(
    r"\b(end|close|last day) of (the |that |each )?(calendar |billing )?month\b|month[- ]end"
    r"|\b(ende|schluss|ablauf|letzten tag) (d|ein|jed)es (\w+ )?(kalender|abrechnungs)?monats"
    r"|\bmonatsende|\bfin (du|de chaque) mois",
    re.IGNORECASE,
)
_CLOCKED = frozenset(
    {
        "response_time", "resolution_time", "workaround_time", "time_to_mitigate",
        "time_to_notify",
    }
)  # fmt: skip
_PROMISED = frozenset({"availability", "success_rate", "response_time", "resolution_time"})


def is_agreed(agreement: Agreement) -> bool:
    """Tell whether an agreement of one's own is past its drafts."""
    is_late = agreement.state in {Status.ACTIVE, Status.IN_REVIEW}
    return is_late and not agreement.is_transcription


def credit_without_amount(catalog: Catalog) -> Iterator[Finding]:
    """Find credits of which neither an amount nor tiers are written, nor where they are."""
    for agreement in catalog.agreements:
        remedies = agreement.remedies
        listed = remedies.credits if isinstance(remedies, Remedies) else None
        for place, credit in enumerate(listed if isinstance(listed, tuple) else ()):
            is_at_discretion = (
                isinstance(credit.claim, Claim) and credit.claim.mode is Mode.DISCRETIONARY
            )
            is_unsaid = credit.credit is None and not credit.tiers and not credit.absence
            if is_unsaid and not is_at_discretion:
                yield Finding(
                    "credit-without-amount",
                    catalog.span(agreement, ("remedies", "credits", place)),
                    f"it is not stated how much {quoted(credit.id)} gives",
                    "expected an amount, or tiers with amounts",
                    "credit: 10 %, or tiers: [{below: target, credit: 10 %}]",
                    FindingSeverity.WARNING,
                )


def credit_without_base(catalog: Catalog) -> Iterator[Finding]:
    """Find shares that are given back and it is not stated of what."""
    for agreement in filter(is_agreed, catalog.agreements):
        told: set[str] = set()
        for credit in credits_given(agreement, catalog):
            is_share = any(form.kind is FormKind.SHARE for form in credit.forms)
            if is_share and credit.base is None and credit.record.id not in told:
                told.add(credit.record.id)
                yield Finding(
                    "credit-without-base",
                    catalog.span(agreement, ("remedies", "credits", credit.place)),
                    f"it is not stated what {quoted(credit.record.id)} gives a share of",
                    "expected a fee",
                    "base: monthly fee of the affected service",
                    FindingSeverity.WARNING,
                )


_UNWORKED = {
    Unworked.CURRENCIES: (
        "gives amounts in several currencies in its tiers",
        "expected one currency, that of the fee where a share of it is given too",
    ),
    Unworked.ROUNDING: (
        "depends on a rounding that is not read",
        "expected a rounding by digits or by a length",
    ),
    Unworked.PRICE: (
        "is a multiple of a price that is not stated",
        "expected the fee of the period in which the outage is",
    ),
}


def example_not_worked_out(catalog: Catalog) -> Iterator[Finding]:
    """Find credits of which pages show no worked example, and say why.

    Of steps and of edges that fit nothing other rules tell.
    """
    for agreement in catalog.agreements:
        told: set[int] = set()
        for credit in credits_given(agreement, catalog):
            words = _UNWORKED.get(why_unworked(agreement, credit, catalog) or Unworked.STEPS)
            if words and credit.place not in told:
                told.add(credit.place)
                found, expected = words
                yield Finding(
                    "example-not-worked-out",
                    catalog.span(agreement, ("remedies", "credits", credit.place)),
                    f"{quoted(credit.record.id)} {found}, so that no example is worked out",
                    expected,
                    severity=FindingSeverity.INFO,
                )


def later_steps_smaller(catalog: Catalog) -> Iterator[Finding]:
    """Find credits whose first step gives more than each step after it."""
    for agreement in catalog.agreements:
        for credit in credits_given(agreement, catalog):
            for place, tier in credit.tiers:
                first, further = tier.first, tier.credit
                if not (isinstance(first, CreditAmount) and isinstance(further, CreditAmount)):
                    continue
                if number_of(first) > number_of(further):
                    here = ("remedies", "credits", credit.place, "tiers", place)
                    yield Finding(
                        "later-steps-smaller",
                        catalog.span(agreement, (*here, "credit")),
                        f"the first step gives {first}, and each further {tier.each} gives "
                        f"{further}: a longer failure costs less for each step",
                        "expected further steps to weigh no less",
                        f"credit: {first}",
                        FindingSeverity.WARNING,
                        (Related(catalog.span(agreement, (*here, "first")), "the first"),),
                    )


def begun_step_unsaid(catalog: Catalog) -> Iterator[Finding]:
    """Find steps of credits of which it is not stated whether one that has only begun counts."""
    for agreement in filter(is_agreed, catalog.agreements):
        for credit in credits_given(agreement, catalog):
            for place, tier in credit.tiers:
                if tier.each is not None and tier.part is None:
                    yield Finding(
                        "begun-step-unsaid",
                        catalog.span(
                            agreement, ("remedies", "credits", credit.place, "tiers", place, "each")
                        ),
                        f"it is not stated whether a begun step of {tier.each} counts",
                        "expected one of the two readings, without which no credit is worked out",
                        "part: counts, or part: does_not_count",
                        FindingSeverity.INFO,
                    )


def claim_unsaid(catalog: Catalog) -> Iterator[Finding]:
    """Find credits of which it is not stated whether and how they must be claimed.

    One that does not exist, or that another text states, is not claimed by this one.
    """
    for agreement in filter(is_agreed, catalog.agreements):
        remedies = agreement.remedies
        if not isinstance(remedies, Remedies) or remedies.claim is not None:
            continue
        credits_ = remedies.credits if isinstance(remedies.credits, tuple) else ()
        lacking = [
            place for place, one in enumerate(credits_) if one.claim is None and _is_given(one)
        ]
        if lacking:
            yield Finding(
                "claim-unsaid",
                catalog.span(agreement, ("remedies", "credits", lacking[0])),
                f"it is not stated how {quoted(credits_[lacking[0]].id)} is claimed",
                "expected that it is automatic, or within which time and how it is asked for",
                "claim: {mode: automatic}, or claim: {mode: on_claim, within: 30 days, after: "
                "end of month, via: the service desk}",
                FindingSeverity.INFO,
            )


def _is_given(credit: Credit) -> bool:
    """Tell whether something is given back, or might be where only the amount is not stated."""
    amounts = [credit.credit] if credit.tiers is None else [one.credit for one in credit.tiers]
    is_absent = bool(amounts) and all(isinstance(one, Absence) for one in amounts)
    return credit.absence is None and not is_absent


def claim_before_report(catalog: Catalog) -> Iterator[Finding]:
    """Find claims that end before the report comes that shows the miss."""
    for agreement in catalog.agreements:
        report = _first_report(agreement)
        if report is None:
            continue
        due, place = report
        for claim, location in _claims(agreement):
            within = claim.within
            if not _END_OF_PERIOD.search(claim.after or ""):
                continue
            if isinstance(within, ElapsedTime | WorkingTime) and is_surely_shorter(within, due):
                at = catalog.span(agreement, ("monitoring", "reports", place, "due"))
                yield Finding(
                    "claim-before-report",
                    catalog.span(agreement, (*location, "within")),
                    f"a claim is possible for {within} after {quoted(claim.after or '')}, and the "
                    f"report comes after {due}",
                    "expected time to read the report first",
                    _later_than(due),
                    weight(agreement, FindingSeverity.ERROR),
                    (Related(at, "when the report is due"),),
                )


def _claims(agreement: Agreement) -> Iterator[tuple[Claim, Location]]:
    """Yield the claims of an agreement: that of all credits, and those of single ones."""
    remedies = agreement.remedies
    if not isinstance(remedies, Remedies):
        return
    if isinstance(remedies.claim, Claim):
        yield remedies.claim, ("remedies", "claim")
    for place, one in enumerate(remedies.credits if isinstance(remedies.credits, tuple) else ()):
        if isinstance(one.claim, Claim):
            yield one.claim, ("remedies", "credits", place, "claim")


def _later_than(due: ElapsedTime | WorkingTime) -> str:
    """Return a time to claim that does not end before a report is due."""
    usual = (ElapsedTime.parse(f"{days} days") for days in (30, 60, 90, 180))
    found = next((one for one in usual if not is_surely_shorter(one, due)), None)
    return f"within: {found}" if found else "a longer time"


def _first_report(agreement: Agreement) -> tuple[ElapsedTime | WorkingTime, int] | None:
    """Return how long after the period the earliest report comes, and its place."""
    monitoring = agreement.monitoring
    reports = monitoring.reports if isinstance(monitoring, Monitoring) else None
    found: tuple[ElapsedTime | WorkingTime, int] | None = None
    for place, one in enumerate(reports if isinstance(reports, tuple) else ()):
        match one.due:
            case ElapsedTime(seconds=Fraction()) | WorkingTime() as due:
                found = (due, place) if not found or is_surely_shorter(due, found[0]) else found
    return found


def promise_without_remedy(catalog: Catalog) -> Iterator[Finding]:
    """Find firm promises for which no credit and no right is meant, though others have one."""
    for agreement in filter(is_agreed, catalog.agreements):
        remedies = agreement.remedies
        if not isinstance(remedies, Remedies):
            continue
        listed = [
            one
            for part in (remedies.credits, remedies.rights)
            for one in (part if isinstance(part, tuple) else ())
        ]
        if not listed or any(one.metrics is None for one in listed):
            continue
        covered = {name for one in listed for name in one.metrics or ()}
        for place, metric in enumerate(agreement.listed("metrics")):
            kind = catalog.kind_of(metric)
            if kind is None or kind.id not in _PROMISED or metric.id in covered:
                continue
            promised = promised_by(agreement, metric, catalog).promises
            if any(p.target and p.is_firm and p.is_owed_by_provider for p in promised):
                yield Finding(
                    "promise-without-remedy",
                    catalog.span(agreement, ("metrics", place, "id")),
                    f"nothing follows when {quoted(metric.id)} is missed",
                    "expected a credit, a right, or that it is an objective",
                    "commitment: objective, or the id under `metrics` of a credit",
                    FindingSeverity.INFO,
                )


def promise_without_credit(catalog: Catalog) -> Iterator[Finding]:
    """Find cases of a promise without a credit and a right, though its others have a credit."""
    for agreement in filter(is_agreed, catalog.agreements):
        remedies = agreement.remedies
        listed = remedies.credits if isinstance(remedies, Remedies) else None
        if not isinstance(remedies, Remedies) or not isinstance(listed, tuple):
            continue
        if not any(one.when for one in listed):
            continue
        rights = remedies.rights if isinstance(remedies.rights, tuple) else ()
        righted = {name for one in rights for name in one.metrics or ()}
        if any(one.metrics is None for one in rights):
            continue
        place_of = {one.id: place for place, one in enumerate(agreement.listed("metrics"))}
        for lacking in without_credit(agreement, catalog):
            if lacking.metric not in righted and lacking.when:
                yield Finding(
                    "promise-without-remedy",
                    catalog.span(agreement, ("metrics", place_of[lacking.metric], "id")),
                    f"nothing follows when {quoted(lacking.metric)} is missed for "
                    f"{_in_words(lacking.when)}",
                    "expected a credit, a right, or that it is an objective",
                    "a credit with `when` for these cases, or commitment: objective",
                    FindingSeverity.INFO,
                )


def _in_words(when: When) -> str:
    boxes = (
        ", ".join(f"{name} {' or '.join(values)}" for name, values in box.items()) for box in when
    )
    return ", or ".join(boxes)


def latency_without_statistic(catalog: Catalog) -> Iterator[Finding]:
    """Find latencies that do not say which of all requests keep them."""
    for agreement in filter(is_agreed, catalog.agreements):
        for place, metric in enumerate(agreement.listed("metrics")):
            kind = catalog.kind_of(metric)
            if kind is None or kind.id not in {"latency", "jitter"}:
                continue
            promised = promised_by(agreement, metric, catalog).promises
            if any(p.target and not p.statistic and p.compliance is None for p in promised):
                yield Finding(
                    "latency-without-statistic",
                    catalog.span(agreement, ("metrics", place, "id")),
                    f"it is not stated which requests keep {quoted(metric.id)}: all, most, a mean",
                    "expected a statistic or a share of requests",
                    "statistic: p95, or compliance: 95 % of requests",
                    FindingSeverity.WARNING,
                )


def clock_without_start(catalog: Catalog) -> Iterator[Finding]:
    """Find times of a case for which it is not stated what starts the clock."""
    for agreement in filter(is_agreed, catalog.agreements):
        for place, metric in enumerate(agreement.listed("metrics")):
            kind = catalog.kind_of(metric)
            if kind is None or kind.id not in _CLOCKED:
                continue
            promised = promised_by(agreement, metric, catalog).promises
            if any(p.target and not (p.clock and p.clock.start) for p in promised):
                yield Finding(
                    "clock-without-start",
                    catalog.span(agreement, ("metrics", place, "id")),
                    f"it is not stated when the clock of {quoted(metric.id)} starts",
                    "expected the event, such as the ticket or the first alarm",
                    "clock: {start: ticket submitted, stop: first human answer}",
                    FindingSeverity.INFO,
                )


def _says_what_is_down(outage: Outage | None) -> bool:
    """Tell whether it is stated what is down or from when on, and not only how outages add up."""
    told = outage and (outage.after, outage.down_when, outage.slice, outage.partial, outage.until)
    return any(told or ())


def outage_undefined(catalog: Catalog) -> Iterator[Finding]:
    """Find availability for which it is not stated what counts as down."""
    for agreement in filter(is_agreed, catalog.agreements):
        for place, metric in enumerate(agreement.listed("metrics")):
            kind = catalog.kind_of(metric)
            if kind is None or kind.id != "availability" or metric.formula or metric.absence:
                continue
            if not any(_says_what_is_down(cell.outage) for cell in (metric, *metric.promises)):
                yield Finding(
                    "outage-undefined",
                    catalog.span(agreement, ("metrics", place, "id")),
                    f"it is not stated what counts as down for {quoted(metric.id)}",
                    "expected what is down, from when on, or a formula",
                    "outage: {after: 1 min, down_when: [No page can be opened.]}",
                    FindingSeverity.INFO,
                )
