"""What a link says in print, where nobody can follow it: the agreement and the clause."""

from __future__ import annotations

from collections.abc import Mapping

from sla_catalog.frozen import dataclass
from sla_catalog.pages.addresses import OnPage, PageAt, Target
from sla_catalog.pages.labels import Labels

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


@dataclass(frozen=True, slots=True)
class CrossReference:
    """An agreement that links lead to: what it is called, and the numbers of its clauses."""

    name: str
    numbers: Mapping[str, str]


def cross_reference(
    target: Target, seen_from: str, cited: Mapping[str, CrossReference], labels: Labels
) -> str:
    """Say where a link leads, such as `clause 2.1` or `SLA-042, clause 2.1`.

    `cited` holds agreements by the source paths of their pages. Of links that lead to none of
    them nothing is said.
    """
    match target:
        case OnPage(anchor):
            uri = seen_from
        case PageAt(uri, anchor):
            pass
        case _:
            return ""
    there = cited.get(uri)
    if there is None:
        return ""
    number = _number(anchor, there.numbers) if anchor else ""
    clause = labels["clause.ref"].format(number=number) if number else ""
    if uri == seen_from:
        return clause
    return f"{there.name}, {clause}" if clause else there.name


def _number(anchor: str, known: Mapping[str, str]) -> str:
    """Return the number of the clause that has an anchor, or that holds the entry which has it."""
    noun, _, rest = anchor.partition("-")
    if noun == "objective":
        metrics = (f"metric-{rest[:end]}" for end in range(len(rest), 0, -1))
        return next((known[metric] for metric in metrics if metric in known), "")
    if noun == "section":
        return known.get(rest, "")
    return known.get(anchor) or known.get(_CLAUSE_OF.get(noun, ""), "")
