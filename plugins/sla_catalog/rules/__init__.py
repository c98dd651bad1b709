"""What a good agreement keeps, beyond the form of its values: one module a family of rules.

A rule is a function from a catalog to findings; `RULES` names them all, in the order of the docs.
`RULES_OF_THE_DAY` names those that also ask which day it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from sla_catalog.findings import Finding, in_reading_order
from sla_catalog.model.catalog import Catalog
from sla_catalog.rules import (
    blanks,
    consistency,
    identity,
    links,
    measures,
    parties,
    references,
    requirements,
    schedules,
    terms,
    times,
)

Rule = Callable[[Catalog], Iterable[Finding]]
DatedRule = Callable[[Catalog, date], Iterable[Finding]]

RULES: tuple[Rule, ...] = (
    identity.duplicate_id,
    identity.former_id_taken,
    identity.unnamed_definition,
    identity.ambiguous_definition,
    references.unresolved_reference,
    references.unresolved_condition,
    references.unresolved_link,
    links.refused_link,
    references.circular_dependency,
    parties.party_almost_declared,
    requirements.required_when_active,
    requirements.nothing_promised,
    blanks.left_open,
    blanks.absence_without_reason,
    measures.promise_without_window,
    measures.severity_left_out,
    consistency.misfit_target,
    consistency.custom_without_direction,
    consistency.one_accountable,
    consistency.escalation_order,
    times.working_time_without_hours,
    times.no_timezone,
    consistency.dates_in_order,
    schedules.credit_gap,
    schedules.credit_overlap,
    schedules.credit_not_monotone,
    schedules.dead_zone,
    schedules.cap_below_tier,
    terms.conflicting_definition,
    terms.rival_term,
    terms.circular_definition,
    terms.unused_term,
)


RULES_OF_THE_DAY: tuple[DatedRule, ...] = (times.active_before_first_day,)


def check(catalog: Catalog, today: date | None = None) -> tuple[Finding, ...]:
    """Apply every rule to a catalog; without a day those that ask for it are left out."""
    return in_reading_order(_all(catalog, today))


def _all(catalog: Catalog, today: date | None) -> Iterator[Finding]:
    for rule in RULES:
        yield from rule(catalog)
    if today is not None:
        for dated in RULES_OF_THE_DAY:
            yield from dated(catalog, today)
