"""What a link says in print, where nobody can follow it: the agreement and the clause."""

from __future__ import annotations

from functools import cache

from sla_catalog.pages.addresses import Cite, OnPage, PageAt, Target
from sla_catalog.pages.agreement.numbers import numbers
from sla_catalog.pages.edition import Edition, agreement_uri

# The clause in which an entry of this kind has its anchor; others are clauses themselves.
_CLAUSE_OF = {
    "access": "reports",
    "audit": "audits",
    "calendar": "calendars",
    "channel": "support",
    "control": "controls",
    "delivery": "delivery",
    "dependency": "stands-on",
    "dispute": "disputes",
    "document": "documents",
    "duty": "duties",
    "escalation": "escalation",
    "exclusion": "exclusions",
    "limit": "limits",
    "maintenance": "maintenance",
    "measurement": "measurement",
    "party": "parties",
    "report": "reports",
    "request": "requests",
    "right": "rights",
    "service": "services",
    "severity": "severities",
    "source": "sources",
}


def citations(edition: Edition) -> Cite:
    """Return what says where a link leads, such as `clause 2.1` or `SLA-042, clause 2.1`.

    It says nothing of links that lead to no agreement.
    """
    by_uri = {agreement_uri(a.id): a for a in edition.catalog.agreements}

    @cache
    def known(uri: str) -> dict[str, str]:
        return numbers(by_uri[uri], edition)

    def cite(target: Target, seen_from: str) -> str:
        match target:
            case OnPage(anchor):
                uri = seen_from
            case PageAt(uri, anchor):
                pass
            case _:
                return ""
        if uri not in by_uri:
            return ""
        number = _number(anchor, known(uri)) if anchor else ""
        clause = edition.labels["clause.ref"].format(number=number) if number else ""
        if uri == seen_from:
            return clause
        name = by_uri[uri].reference or by_uri[uri].id
        return f"{name}, {clause}" if clause else name

    return cite


def _number(anchor: str, known: dict[str, str]) -> str:
    """Return the number of the clause that has an anchor, or that holds the entry which has it."""
    noun, _, rest = anchor.partition("-")
    if noun == "objective":
        metrics = (f"metric-{rest[:end]}" for end in range(len(rest), 0, -1))
        return next((known[metric] for metric in metrics if metric in known), "")
    if noun == "section":
        return known.get(rest, "")
    return known.get(anchor) or known.get(_CLAUSE_OF.get(noun, ""), "")
