"""Agreements in formats of other tools, each with a report of what such a file cannot hold.

A promise that a format cannot hold is never made into one that it can: it goes to the format's own
place for extensions, or it is left out and the report says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sla_catalog.exports.neighbours import backstage, odcs, openslo, schema_org
from sla_catalog.exports.neighbours.promises import Export
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog

NEIGHBOURS: Mapping[str, Callable[[Agreement, Catalog], Export]] = {
    "openslo": openslo.export,
    "odcs": odcs.export,
    "backstage": backstage.export,
    "schema.org": schema_org.export,
}
