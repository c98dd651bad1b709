"""What a good agreement keeps, beyond the form of its values: one module a family of rules.

A rule is a function from a catalog to findings; `RULES` names them all, in the order of the docs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from sla_catalog.findings import Finding, in_reading_order
from sla_catalog.model.catalog import Catalog
from sla_catalog.rules import (
    consistency,
    identity,
    references,
    requirements,
    schedules,
    terms,
    times,
)

Rule = Callable[[Catalog], Iterable[Finding]]

RULES: tuple[Rule, ...] = (
    identity.duplicate_id,
    identity.former_id_taken,
    references.unresolved_reference,
    references.unresolved_condition,
    references.unresolved_link,
    references.circular_dependency,
    requirements.required_when_active,
    requirements.nothing_promised,
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


def check(catalog: Catalog) -> tuple[Finding, ...]:
    """Apply every rule to a catalog."""
    return in_reading_order(_all(catalog))


def _all(catalog: Catalog) -> Iterator[Finding]:
    for rule in RULES:
        yield from rule(catalog)
