"""In which clause of an agreement's page a value is laid out, by the anchor of the clause."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sla_catalog.model.agreement import Agreement

# The longest beginning of a location counts; the anchors are those of the page's clauses.
_CLAUSES: Mapping[tuple[str, ...], str] = {
    ("parties",): "parties",
    ("provider",): "parties",
    ("customer",): "parties",
    ("contacts",): "parties",
    ("duration",): "term",
    ("renewal",): "term",
    ("related_documents",): "documents",
    ("prevails",): "documents",
    ("sources",): "sources",
    ("signatories",): "record",
    ("limits",): "limits",
    ("service_hours",): "support",
    ("support",): "support",
    ("severities",): "severities",
    ("request_types",): "requests",
    ("exclusions",): "exclusions",
    ("maintenance",): "maintenance",
    ("continuity",): "continuity",
    ("monitoring",): "reports",
    ("monitoring", "measurements"): "measurement",
    ("monitoring", "measured_by"): "measurement",
    ("monitoring", "sole_record"): "measurement",
    ("responsibilities", "provider"): "duties",
    ("responsibilities", "customer"): "duties",
    ("responsibilities", "raci"): "duties",
    ("responsibilities", "communication"): "communication",
    ("responsibilities", "escalation"): "escalation",
    ("depends_on",): "stands-on",
    ("remedies",): "remedies",
    ("remedies", "claim"): "claims",
    ("remedies", "paid_as"): "claims",
    ("remedies", "caps"): "caps",
    ("remedies", "rights"): "rights",
    ("disputes",): "disputes",
    ("security", "data_protection"): "data-protection",
    ("security", "controls"): "controls",
    ("security", "incident_notice"): "incident-notice",
    ("security", "certifications"): "certifications",
    ("security", "regulations"): "regulations",
    ("security", "audits"): "audits",
    ("review",): "review",
    ("amendment",): "amendment",
    ("termination",): "termination",
    ("revisions",): "revisions",
}


def anchor_of(agreement: Agreement, location: Sequence[str | int]) -> str:
    """Return the anchor of the clause in which a value of an agreement is laid out."""
    match tuple(location):
        case ("metrics", int(place), *_):
            return f"metric-{agreement.listed('metrics')[place].id}"
        case ("services", int(), "delivery", *_):
            return "delivery"
        case ("services", int(place), *_):
            return f"service-{agreement.listed('services')[place].id}"
        case ("remedies", "credits", int(place), *_):
            listed = getattr(agreement.remedies, "credits", None)
            return f"credit-{listed[place].id}" if isinstance(listed, tuple) else "remedies"
        case ("definitions", int(place), *_):
            return f"definition-{agreement.listed('definitions')[place].slug}"
        case ("conditions", str(name), *_):
            return f"condition-{name.replace('_', '-')}"
    names = tuple(map(str, location))
    found = (_CLAUSES.get(names[:end]) for end in range(len(names), 0, -1))
    return next(filter(None, found), names[0] if names else "")
