"""What a good agreement keeps, beyond the form of its values: one module a family of rules.

`table.RULES` names them all, with those that are found while reading; each has a page in `pages/`.
Rules whose scope is an agreement judge it by itself and by what it looks up by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from sla_catalog.findings import Check, Finding, RuleScope, Span, in_reading_order
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog
from sla_catalog.rules.consistency import custom_without_direction, misfit_target
from sla_catalog.rules.references import unresolved_condition, unresolved_reference
from sla_catalog.rules.table import RULES
from sla_catalog.source.load import Loaded


def _checks(scope: RuleScope, *, dated: bool) -> tuple[Check, ...]:
    found = (rule for rule in RULES if rule.scope is scope and rule.is_dated is dated)
    return tuple(dict.fromkeys(check for rule in found for check in rule.checks))


_ALONE = _checks(RuleScope.AGREEMENT, dated=False)
_TOGETHER = _checks(RuleScope.CATALOG, dated=False)
_ALONE_DATED = _checks(RuleScope.AGREEMENT, dated=True)
_TOGETHER_DATED = _checks(RuleScope.CATALOG, dated=True)


def check(catalog: Catalog, today: date | None = None) -> tuple[Finding, ...]:
    """Apply every rule to a catalog; without a day those that ask for it are left out.

    With a memory each agreement is judged once; the day is the same as long as it holds.
    """
    together = _by(_TOGETHER, _TOGETHER_DATED, catalog, today)
    if catalog.memory is None:
        return in_reading_order((*_by(_ALONE, _ALONE_DATED, catalog, today), *together))
    judge = partial(_judge, today)
    each = (catalog.recall("findings", agreement, judge) for agreement in catalog.agreements)
    return in_reading_order((*together, *(finding for found in each for finding in found)))


def _judge(today: date | None, _agreement: Agreement, seen: Catalog) -> tuple[Finding, ...]:
    return tuple(_by(_ALONE, _ALONE_DATED, seen, today))


def _by(
    checks: Iterable[Check], dated: Iterable[Check], catalog: Catalog, today: date | None
) -> Iterator[Finding]:
    for one in checks:
        yield from one(catalog)
    for one in dated if today else ():
        yield from one(catalog, today)


# What they find of an agreement is as true of a part of it; more would follow from what is missing.
_OF_VALUES: tuple[Check, ...] = (misfit_target, custom_without_direction)
_OF_NAMES: tuple[Check, ...] = (unresolved_reference, unresolved_condition)


def check_in_part(loaded: Loaded) -> tuple[Finding, ...]:
    """Apply the rules on single values to agreements that could be read only in part.

    Names are looked up where nothing is missing that they may mean. Of a value that could not be
    read nothing more is told.
    """
    if loaded.in_part is None:
        return ()
    whole = loaded.in_part
    named = tuple(one for one in whole.agreements if one.id not in loaded.incomplete)
    pairs = ((_OF_VALUES, whole), (_OF_NAMES, replace(whole, agreements=named)))
    found = (finding for checks, seen in pairs for one in checks for finding in one(seen))
    told: dict[tuple[str, int], list[Span]] = {}
    for span in (finding.span for finding in loaded.findings):
        told.setdefault((span.path, span.line), []).append(span)
    return tuple(one for one in found if not _is_told(one.span, told))


def _is_told(span: Span, told: Mapping[tuple[str, int], Sequence[Span]]) -> bool:
    return any(other.has_start_of(span) for other in told.get((span.path, span.line), ()))
