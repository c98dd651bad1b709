"""What a good agreement keeps, beyond the form of its values: one module a family of rules.

`table.RULES` names them all, with those that are found while reading; each has a page in `pages/`.
Rules whose scope is an agreement judge it by itself and by what it looks up by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial

from sla_catalog.findings import Check, Finding, RuleScope, in_reading_order
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog
from sla_catalog.rules.table import RULES


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
