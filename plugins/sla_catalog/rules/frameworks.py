"""Laws and standards that an agreement names, against what it says of what they ask."""

from __future__ import annotations

from collections.abc import Iterator

from sla_catalog.findings import Finding, FindingSeverity
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.frameworks import claimed
from sla_catalog.resolved.frameworks import answers
from sla_catalog.terms.usage import terms_of


def framework_item_unanswered(catalog: Catalog) -> Iterator[Finding]:
    """Find items of a framework, which an agreement names, that no key of it answers."""
    for agreement in catalog.agreements:
        for framework in claimed(agreement):
            answered = answers(agreement, framework, terms_of(agreement, catalog))
            open_items = [item for item in framework.items if not answered[item.id].is_one]
            if open_items:
                named = ", ".join(f"{item.id} ({item.title})" for item in open_items)
                yield Finding(
                    "framework-item-unanswered",
                    catalog.span(agreement, ("security", "regulations")),
                    f"{len(open_items)} of {len(framework.items)} items of {framework.title} have "
                    f"no answer: {named}",
                    "expected what is agreed, or a regulation with the article that names it",
                    f"{{framework: {framework.title.split(',')[0]}, article: "
                    f"{open_items[0].id}, satisfied_by: [the id of a control]}}",
                    FindingSeverity.INFO,
                )
