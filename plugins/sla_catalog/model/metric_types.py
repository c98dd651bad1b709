"""Types of metrics that the catalog knows, with what follows from each."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from enum import StrEnum

from sla_catalog.frozen import dataclass
from sla_catalog.model.operators import Operator
from sla_catalog.model.similarity import key_form, nearest


class BetterDirection(StrEnum):
    """Which values are better for the customer."""

    HIGHER = "higher"
    LOWER = "lower"


class MetricFamily(StrEnum):
    """Under which heading a metric is compared."""

    AVAILABILITY = "availability"
    RESPONSE = "response"
    RECOVERY = "recovery"
    PERFORMANCE = "performance"
    QUALITY = "quality"
    DELIVERY = "delivery"


class Amounts(StrEnum):
    """What a target of a metric is written in."""

    SHARE = "a percentage"
    TIME = "a duration"
    ANY = "an amount"


@dataclass(frozen=True, slots=True)
class MetricType:
    """A kind of metric that the catalog knows, with what follows from it.

    `step` is the part of step 2 under which it counts; the name is shown where the metric has none.
    """

    id: str
    name: str
    direction: BetterDirection
    amounts: Amounts
    family: MetricFamily
    part: str

    @property
    def operator(self) -> Operator:
        """Return how a measured value stands to a target without an operator."""
        return Operator.AT_LEAST if self.direction is BetterDirection.HIGHER else Operator.AT_MOST


def _types() -> Mapping[str, MetricType]:
    high, low = BetterDirection.HIGHER, BetterDirection.LOWER
    share, time, anything = Amounts.SHARE, Amounts.TIME, Amounts.ANY
    rows = (
        ("availability", "Availability", high, share, MetricFamily.AVAILABILITY, "availability"),
        ("downtime", "Downtime", low, time, MetricFamily.AVAILABILITY, "availability"),
        ("longest_outage", "Longest outage", low, time, MetricFamily.AVAILABILITY, "availability"),
        ("success_rate", "Success rate", high, share, MetricFamily.AVAILABILITY, "availability"),
        ("error_rate", "Error rate", low, share, MetricFamily.AVAILABILITY, "availability"),
        ("latency", "Latency", low, time, MetricFamily.PERFORMANCE, "kpi"),
        ("throughput", "Throughput", high, anything, MetricFamily.PERFORMANCE, "kpi"),
        ("capacity", "Capacity", high, anything, MetricFamily.PERFORMANCE, "kpi"),
        ("durability", "Durability", high, share, MetricFamily.QUALITY, "kpi"),
        ("response_time", "First response", low, time, MetricFamily.RESPONSE, "response"),
        ("update_interval", "Update interval", low, time, MetricFamily.RESPONSE, "response"),
        ("workaround_time", "Workaround", low, time, MetricFamily.RESPONSE, "response"),
        ("resolution_time", "Resolution", low, time, MetricFamily.RESPONSE, "response"),
        ("time_to_detect", "Time to detect", low, time, MetricFamily.RESPONSE, "kpi"),
        ("time_to_notify", "Time to notify", low, time, MetricFamily.RESPONSE, "kpi"),
        ("time_to_mitigate", "Time to mitigate", low, time, MetricFamily.RESPONSE, "kpi"),
        ("mttr", "Mean time to restore", low, time, MetricFamily.RECOVERY, "kpi"),
        ("mtbf", "Mean time between failures", high, time, MetricFamily.RECOVERY, "kpi"),
        ("rto", "Recovery time (RTO)", low, time, MetricFamily.RECOVERY, "kpi"),
        ("rpo", "Recovery point (RPO)", low, time, MetricFamily.RECOVERY, "kpi"),
        ("delivery_time", "Delivery time", low, time, MetricFamily.DELIVERY, "kpi"),
        (
            "first_contact_resolution",
            "First-contact resolution",
            high,
            share,
            MetricFamily.QUALITY,
            "kpi",
        ),
        ("satisfaction", "Satisfaction", high, anything, MetricFamily.QUALITY, "kpi"),
        ("completeness", "Completeness", high, share, MetricFamily.QUALITY, "kpi"),
        ("volume", "Volume", high, anything, MetricFamily.DELIVERY, "kpi"),
        ("data_freshness", "Data freshness", low, time, MetricFamily.PERFORMANCE, "kpi"),
        ("retention", "Retention", high, time, MetricFamily.QUALITY, "kpi"),
        ("packet_loss", "Packet loss", low, share, MetricFamily.PERFORMANCE, "kpi"),
        ("jitter", "Jitter", low, time, MetricFamily.PERFORMANCE, "kpi"),
    )
    return {row[0]: MetricType(*row) for row in rows}


METRIC_TYPES = _types()


CUSTOM = "custom"


_ALSO = {
    "uptime": "availability",
    "response": "response_time",
    "reaction_time": "response_time",
    "acknowledgement_time": "response_time",
    "repair_time": "resolution_time",
    "fix_time": "resolution_time",
    "solution_time": "resolution_time",
    "recovery_time": "rto",
    "recovery_time_objective": "rto",
    "recovery_point_objective": "rpo",
    "csat": "satisfaction",
    "customer_satisfaction": "satisfaction",
    "fcr": "first_contact_resolution",
    "verfügbarkeit": "availability",
    "betriebszeit": "availability",
    "reaktionszeit": "response_time",
    "antwortzeit": "response_time",
    "annahmezeit": "response_time",
    "lösungszeit": "resolution_time",
    "behebungszeit": "resolution_time",
    "entstörzeit": "resolution_time",
    "entstörungszeit": "resolution_time",
    "wiederherstellungszeit": "rto",
    "wiederanlaufzeit": "rto",
    "lieferzeit": "delivery_time",
    "latenz": "latency",
    "durchsatz": "throughput",
    "fehlerrate": "error_rate",
    "fehlerquote": "error_rate",
    "paketverlust": "packet_loss",
    "aufbewahrung": "retention",
    "aufbewahrungsfrist": "retention",
    "aufbewahrungsdauer": "retention",
    "zufriedenheit": "satisfaction",
    "kundenzufriedenheit": "satisfaction",
    "vollständigkeit": "completeness",
    "erstlösungsquote": "first_contact_resolution",
    "erstlösungsrate": "first_contact_resolution",
    "disponibilité": "availability",
    "taux_de_disponibilité": "availability",
    "temps_de_réponse": "response_time",
    "délai_de_réponse": "response_time",
    "délai_de_prise_en_charge": "response_time",
    "gti": "response_time",
    "temps_d_intervention": "response_time",
    "délai_d_intervention": "response_time",
    "temps_de_résolution": "resolution_time",
    "délai_de_résolution": "resolution_time",
    "temps_de_rétablissement": "resolution_time",
    "délai_de_rétablissement": "resolution_time",
    "gtr": "resolution_time",
    "délai_de_livraison": "delivery_time",
    "latence": "latency",
    "débit": "throughput",
    "taux_d_erreur": "error_rate",
    "perte_de_paquets": "packet_loss",
    "gigue": "jitter",
    "conservation": "retention",
    "durée_de_conservation": "retention",
    "satisfaction_client": "satisfaction",
    "complétude": "completeness",
}


def _form(text: str) -> str:
    """Write a name as our keys are written, of letters without marks."""
    apart = unicodedata.normalize("NFKD", text)
    return key_form("".join(sign for sign in apart if not unicodedata.combining(sign)))


def nearest_type(text: str, others: Iterable[str] = ()) -> str:
    """Return the built-in type, or another one, that a text may mean, or nothing."""
    form = _form(text)
    forms = {key_form(kind.name): kind.id for kind in METRIC_TYPES.values()}
    forms |= {_form(name): kind for name, kind in _ALSO.items()}
    forms |= {key_form(name): name for name in (*METRIC_TYPES, *others)}
    return forms.get(form) or forms.get(nearest(form, forms), "")
