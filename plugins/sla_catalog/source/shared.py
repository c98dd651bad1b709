"""The files of a catalog that all agreements share, each with the record that it holds."""

from __future__ import annotations

from sla_catalog.model.catalog import Calendar
from sla_catalog.model.fields import Polarity, Record, required
from sla_catalog.model.glossary import Term
from sla_catalog.model.metrics import SharedMetric
from sla_catalog.model.parties import Party


class GlossaryFile(Record):
    """The shared glossary."""

    terms: tuple[Term, ...] = required("Defined terms.", Polarity.PARTS, key="id")


class MetricsFile(Record):
    """Shared definitions of metrics."""

    metrics: tuple[SharedMetric, ...] = required("Metrics.", Polarity.PARTS, key="id")


class CalendarsFile(Record):
    """Shared calendars."""

    calendars: tuple[Calendar, ...] = required("Calendars.", Polarity.PARTS, key="id")


class PartiesFile(Record):
    """Teams, customers and suppliers."""

    parties: tuple[Party, ...] = required("Parties.", Polarity.PARTS, key="id")


SHARED_FILES: dict[str, type[Record]] = {
    "glossary": GlossaryFile,
    "metrics": MetricsFile,
    "calendars": CalendarsFile,
    "parties": PartiesFile,
}
