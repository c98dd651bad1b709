"""What fields are called in a change, where their keys say it to those who write YAML alone."""

from __future__ import annotations

from collections.abc import Mapping

_TITLES: Mapping[tuple[str, str], str] = {
    ("Claim", "mode"): "how it is claimed",
    ("Claim", "requires"): "must contain",
    ("Claim", "within"): "time limit",
    ("ClaimDeadline", "within"): "time limit",
    ("Credit", "not_with"): "not together with",
    ("Credit", "per"): "for each",
    ("EscalationStep", "after"): "time before it",
    ("Exclusion", "per"): "period",
    ("Maintenance", "per"): "period",
    ("Maintenance", "recurs"): "times",
    ("Metric", "per"): "for each",
    ("Monitoring", "sole_record"): "only record that counts",
    ("Outage", "after"): "shortest that counts",
    ("Outage", "down_when"): "means that",
    ("PaidAs", "expires"): "expiry",
    ("PaidAs", "within"): "time to pay",
    ("Renewal", "for"): "length",
    ("Review", "every"): "interval",
    ("Right", "trigger"): "what it takes",
    ("Right", "within"): "time limit",
}
_EVERYWHERE: Mapping[str, str] = {
    "base_excludes": "not in the base",
    "text": "wording",
    "when": "cases",
    "x_": "additional",
}


def title_of(record: str, key: str) -> str:
    """Return what a field of a record is called."""
    return _TITLES.get((record, key)) or _EVERYWHERE.get(key) or key.replace("_", " ")
