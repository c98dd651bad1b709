"""What a good agreement keeps, beyond the form of its values: one module a family of rules.

A rule is a function from a catalog to findings; `RULES` names them all, in the order of the docs.
`RULES_OF_THE_DAY` names those that also ask which day it is. Those not in `TOGETHER` judge each
agreement by itself and by what it looks up by name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial

from sla_catalog.findings import Finding, in_reading_order
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog
from sla_catalog.rules import (
    blanks,
    consistency,
    dependencies,
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
    dependencies.dependency_deficit,
    parties.party_almost_declared,
    requirements.required_when_active,
    requirements.nothing_promised,
    blanks.left_open,
    blanks.absence_without_reason,
    measures.promise_without_window,
    measures.severity_left_out,
    measures.range_as_promise,
    measures.outage_beyond_downtime,
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

TOGETHER: frozenset[Rule] = frozenset(
    (
        identity.duplicate_id,
        identity.former_id_taken,
        identity.ambiguous_definition,
        links.refused_link,
        references.circular_dependency,
        dependencies.dependency_deficit,
        parties.party_almost_declared,
        terms.conflicting_definition,
        terms.rival_term,
        terms.circular_definition,
        terms.unused_term,
    )
)


def check(catalog: Catalog, today: date | None = None) -> tuple[Finding, ...]:
    """Apply every rule to a catalog; without a day those that ask for it are left out.

    With a memory each agreement is judged once; the day is the same as long as it holds.
    """
    if catalog.memory is None:
        return in_reading_order((*_by(RULES, catalog), *_of_the_day(catalog, today)))
    judge = partial(_judge, today)
    each = (catalog.recall("findings", agreement, judge) for agreement in catalog.agreements)
    together = _by((rule for rule in RULES if rule in TOGETHER), catalog)
    return in_reading_order((*together, *(finding for found in each for finding in found)))


def _judge(today: date | None, _agreement: Agreement, seen: Catalog) -> tuple[Finding, ...]:
    alone = (rule for rule in RULES if rule not in TOGETHER)
    return (*_by(alone, seen), *_of_the_day(seen, today))


def _by(rules: Iterable[Rule], catalog: Catalog) -> Iterator[Finding]:
    for rule in rules:
        yield from rule(catalog)


def _of_the_day(catalog: Catalog, today: date | None) -> Iterator[Finding]:
    if today is not None:
        for dated in RULES_OF_THE_DAY:
            yield from dated(catalog, today)
