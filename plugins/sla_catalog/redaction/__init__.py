"""What an audience may see of a catalog: a smaller catalog, made before anybody else looks at it.

A pure function of a catalog and an audience. All rooms that show something are given its result,
so that none of them has to know what is hidden, and none can show it.
"""

from __future__ import annotations

from sla_catalog.redaction.audience import Audience, UnknownPartyError
from sla_catalog.redaction.catalog import redacted
from sla_catalog.redaction.references import withheld_references

__all__ = ["Audience", "UnknownPartyError", "redacted", "withheld_references"]
